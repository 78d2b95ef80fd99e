//! One signature on a pad that is a human interface device, whatever its protocol: a thread owns the
//! device from opening to giving back and talks with the rest by channels.

mod batch;

use std::fmt;
use std::sync::mpsc::{Receiver as Orders, Sender as Order, TryRecvError};
use std::sync::{Arc, mpsc as std_mpsc};
use std::thread;
use std::time::{Duration, Instant};

use amtskoffer_domain::device::Seen;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use self::batch::{Batch, Pace};
use super::page::{BUTTONS, Canvas, FIELD, Painter, WHOLE};
use super::track::{Pen, Track};
use super::{Capabilities, PadError, PadEvent, Pending, SignaturePad};
use crate::devices::usb::hid::Hid;
use crate::devices::usb::{UsbError, UsbId, UsbPlace};
use crate::devices::{Device, Look, Looked, Test, TestResult};

/// How long a report is waited for before orders are looked at.
const LISTEN: Duration = Duration::from_millis(50);
/// A signature takes no longer.
const PATIENCE: Duration = Duration::from_mins(5);
/// How long the signature before may take to give the pad back.
const GIVE_BACK: Duration = Duration::from_secs(3);
/// Messages that may wait for the session.
const WAITING: usize = 16;

/// How a make of pads is spoken to. Calls block, each for a bounded time.
pub(super) trait Protocol: Send {
    /// Brings the pad into a known state and asks what it can do.
    fn begin(&mut self, hid: &mut Hid) -> Result<Capabilities, PadError>;

    /// Shows a picture of the size of its screen; what was written is gone from the screen.
    fn show(&mut self, hid: &mut Hid, picture: &Canvas) -> Result<(), PadError>;

    /// Reads an input report; nothing when it is not of the pen.
    fn pen(&self, report: &[u8]) -> Result<Option<Pen>, PadError>;

    /// Leaves the pad empty for the next person. It may have been pulled out.
    fn end(&mut self, hid: &mut Hid);
}

/// A pad and the way to speak to it.
pub(super) struct HidPad {
    pub(super) place: UsbPlace,
    /// Maker and model by the numbers.
    pub(super) name: fn(UsbId) -> &'static str,
    pub(super) protocol: fn(UsbId) -> Box<dyn Protocol>,
    /// One signature at a time.
    pub(super) turn: Arc<Semaphore>,
}

/// A person signs. Dropping this gives the pad back, empty.
pub struct Signing {
    started: Started,
    events: mpsc::Receiver<Result<PadEvent, PadError>>,
    clear: Order<()>,
}

#[derive(Clone, Copy, Debug)]
struct Started {
    height: f32,
    has_screen: bool,
}

impl Signing {
    /// Height of the field to write in, in the unit of the ink.
    pub fn height(&self) -> f32 {
        self.started.height
    }

    /// Whether the pad shows page and buttons.
    pub fn has_screen(&self) -> bool {
        self.started.has_screen
    }

    /// Wipes what was written, on the pad and in what follows.
    pub fn clear(&self) {
        // A pad that has gone tells so by its events.
        let _ = self.clear.send(());
    }

    /// What happens next; nothing more after an error. May be dropped and called again.
    pub async fn next(&mut self) -> Option<Result<PadEvent, PadError>> {
        self.events.recv().await
    }
}

impl fmt::Debug for Signing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Signing").finish_non_exhaustive()
    }
}

impl Device for HidPad {
    fn look(&self) -> Look<'_> {
        Box::pin(async {
            if self.turn.available_permits() == 0 {
                // Whoever signs on it sees at once when it goes.
                return Looked {
                    name: None,
                    seen: Seen::Fine,
                };
            }
            let place = self.place.clone();
            let found = spawn_blocking(move || place.find()).await;
            match found.unwrap_or(Err(UsbError::System)) {
                Ok(id) => Looked {
                    name: Some((self.name)(id).to_owned()),
                    seen: Seen::Fine,
                },
                Err(error) => Looked::failed(error.cause()),
            }
        })
    }

    fn self_test(&self) -> Test<'_> {
        Box::pin(async {
            let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned() else {
                return TestResult::Passed;
            };
            let (place, protocol) = (self.place.clone(), self.protocol);
            let tested = spawn_blocking(move || {
                let _turn = turn;
                test(&place, protocol)
            });
            match tested.await.unwrap_or(Err(PadError::NotReady)) {
                Ok(()) => TestResult::Passed,
                Err(error) => TestResult::Failed(error.cause()),
            }
        })
    }
}

impl SignaturePad for HidPad {
    fn begin(&self, page: Painter) -> Pending<'_, Signing> {
        Box::pin(async move {
            let turn = Arc::clone(&self.turn).acquire_owned();
            let turn = timeout(GIVE_BACK, turn)
                .await
                .map_err(|_| PadError::InUse)?;
            let turn = turn.map_err(|_| PadError::InUse)?;
            let (told, events) = mpsc::channel(WAITING);
            let (clear, orders) = std_mpsc::channel();
            let (ready, started) = oneshot::channel();
            let work = Work {
                place: self.place.clone(),
                protocol: self.protocol,
                page,
                told,
                orders,
                _turn: turn,
            };
            let thread = thread::Builder::new().name("signature-pad".to_owned());
            let running = thread.spawn(move || work.run(ready));
            running.map_err(|_| PadError::NotReady)?;
            let started = started.await.map_err(|_| PadError::NotReady)??;
            Ok(Signing {
                started,
                events,
                clear,
            })
        })
    }
}

fn test(place: &UsbPlace, protocol: fn(UsbId) -> Box<dyn Protocol>) -> Result<(), PadError> {
    let mut hid = place.open_hid()?;
    let mut protocol = protocol(hid.id());
    let tested = protocol.begin(&mut hid);
    protocol.end(&mut hid);
    tested.map(drop)
}

/// Where it is told that the person may write.
type Ready = oneshot::Sender<Result<Started, PadError>>;

/// What the thread of one signature has.
struct Work {
    place: UsbPlace,
    protocol: fn(UsbId) -> Box<dyn Protocol>,
    page: Painter,
    told: mpsc::Sender<Result<PadEvent, PadError>>,
    orders: Orders<()>,
    _turn: OwnedSemaphorePermit,
}

impl Work {
    fn run(self, ready: Ready) {
        let told = self.told.clone();
        let mut ready = Some(ready);
        let Err(error) = self.serve(&mut ready) else {
            return;
        };
        // The pad has been given back by now; whoever hears of the error may begin again at once.
        if let Some(ready) = ready {
            let _ = ready.send(Err(error));
        } else {
            let _ = told.blocking_send(Err(error));
        }
    }

    fn serve(self, ready: &mut Option<Ready>) -> Result<(), PadError> {
        let mut hid = self.place.open_hid()?;
        let mut protocol = (self.protocol)(hid.id());
        let ended = self.sign(&mut hid, protocol.as_mut(), ready);
        protocol.end(&mut hid);
        ended
    }

    fn sign(
        &self,
        hid: &mut Hid,
        protocol: &mut dyn Protocol,
        ready: &mut Option<Ready>,
    ) -> Result<(), PadError> {
        let (track, picture) = self.prepare(hid, protocol)?;
        let started = Started {
            height: track.height(),
            has_screen: picture.is_some(),
        };
        let heard = ready.take().map(|ready| ready.send(Ok(started)));
        if heard.is_none_or(|heard| heard.is_err()) {
            // Whoever wanted the signature has given up meanwhile.
            return Ok(());
        }
        self.follow(hid, protocol, track, picture.as_ref())
    }

    fn prepare(
        &self,
        hid: &mut Hid,
        protocol: &mut dyn Protocol,
    ) -> Result<(Track, Option<Canvas>), PadError> {
        let pad = protocol.begin(hid)?;
        let Some((width, height)) = pad.screen else {
            return Ok((Track::new(pad, WHOLE, &[]), None));
        };
        let picture = (self.page)(width, height);
        protocol.show(hid, &picture)?;
        Ok((Track::new(pad, FIELD, &BUTTONS), Some(picture)))
    }

    /// Passes on what the pen does until nobody wants to know any more.
    fn follow(
        &self,
        hid: &mut Hid,
        protocol: &mut dyn Protocol,
        mut track: Track,
        picture: Option<&Canvas>,
    ) -> Result<(), PadError> {
        let begun = Instant::now();
        let mut pace = Pace::default();
        let mut batch = Batch::new(begun);
        loop {
            match self.orders.try_recv() {
                Ok(()) => {
                    batch.clear();
                    track.clear();
                    if let Some(picture) = picture {
                        protocol.show(hid, picture)?;
                    }
                }
                Err(TryRecvError::Disconnected) => return Ok(()),
                Err(TryRecvError::Empty) => {}
            }
            if begun.elapsed() > PATIENCE {
                return Err(PadError::TooLate);
            }
            if let Some(report) = hid.input(LISTEN)? {
                let arrived = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                if let Some(pen) = pace.judge(arrived, protocol.pen(&report))? {
                    batch.add(track.take(pen, arrived))?;
                }
            }
            batch.tell(&self.told);
        }
    }
}
