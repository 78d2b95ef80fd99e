//! One signature on a pad that is a human interface device, whatever its protocol: a thread owns the
//! device from opening to giving back and talks with the rest by channels.

use std::fmt;
use std::sync::mpsc::{Receiver as Orders, Sender as Order, TryRecvError};
use std::sync::{Arc, mpsc as std_mpsc};
use std::thread;
use std::time::{Duration, Instant};

use amtskoffer_domain::device::Seen;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::page::{BUTTONS, Canvas, FIELD, Painter, WHOLE};
use super::track::{Meaning, Pen, Track};
use super::{Capabilities, PadError, PadEvent, Pending, SignaturePad};
use crate::captures::signature::POINT_LIMIT;
use crate::devices::usb::hid::Hid;
use crate::devices::usb::{UsbError, UsbId, UsbPlace};
use crate::devices::{Device, Look, Looked, Test, TestResult};

/// How long a report is waited for before orders are looked at.
const LISTEN: Duration = Duration::from_millis(50);
/// Ink is told at most so often.
const TELL: Duration = Duration::from_millis(40);
/// A signature takes no longer.
const PATIENCE: Duration = Duration::from_mins(5);
/// How long the signature before may take to give the pad back.
const GIVE_BACK: Duration = Duration::from_secs(3);
/// More reports in a second than any pen sends.
const FLOOD: u32 = 2_000;
/// So many wrong reports in a row, and it is another device than configured.
const WRONG_REPORTS: u8 = 10;
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
    fn run(self, ready: oneshot::Sender<Result<Started, PadError>>) {
        let mut hid = match self.place.open_hid() {
            Ok(hid) => hid,
            Err(error) => {
                let _ = ready.send(Err(error.into()));
                return;
            }
        };
        let mut protocol = (self.protocol)(hid.id());
        match self.prepare(&mut hid, protocol.as_mut()) {
            Err(error) => {
                let _ = ready.send(Err(error));
            }
            Ok((track, picture)) => {
                let started = Started {
                    height: track.height(),
                    has_screen: picture.is_some(),
                };
                // Nobody waits any more when the page gave up meanwhile.
                if ready.send(Ok(started)).is_ok()
                    && let Err(error) = self.follow(&mut hid, protocol.as_mut(), track, picture)
                {
                    let _ = self.told.blocking_send(Err(error));
                }
            }
        }
        protocol.end(&mut hid);
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
        picture: Option<Canvas>,
    ) -> Result<(), PadError> {
        let begun = Instant::now();
        let mut pace = Pace::default();
        let mut batch = Batch::new(begun);
        loop {
            match self.orders.try_recv() {
                Ok(()) => {
                    batch.clear();
                    track.clear();
                    if let Some(picture) = &picture {
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

/// Judges reports: too many, or wrong ones in a row.
#[derive(Debug, Default)]
struct Pace {
    second: u64,
    in_second: u32,
    wrong: u8,
}

impl Pace {
    fn judge(
        &mut self,
        arrived_ms: u64,
        report: Result<Option<Pen>, PadError>,
    ) -> Result<Option<Pen>, PadError> {
        let second = arrived_ms / 1000;
        if second != self.second {
            self.second = second;
            self.in_second = 0;
        }
        self.in_second += 1;
        if self.in_second > FLOOD {
            return Err(PadError::Flood);
        }
        match report {
            Ok(pen) => {
                self.wrong = 0;
                Ok(pen)
            }
            Err(_) if self.wrong + 1 < WRONG_REPORTS => {
                self.wrong += 1;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Ink that waits to be told.
struct Batch {
    ink: Vec<super::InkPoint>,
    pressed: Option<super::Button>,
    /// Points of the whole signature.
    points: usize,
    told: Instant,
}

impl Batch {
    fn new(now: Instant) -> Self {
        Self {
            ink: Vec::new(),
            pressed: None,
            points: 0,
            told: now,
        }
    }

    fn clear(&mut self) {
        self.ink.clear();
        self.points = 0;
    }

    fn add(&mut self, meaning: Option<Meaning>) -> Result<(), PadError> {
        match meaning {
            None => {}
            Some(Meaning::Pressed(button)) => self.pressed = Some(button),
            Some(Meaning::Ink(point)) => {
                self.points += 1;
                if self.points > POINT_LIMIT {
                    return Err(PadError::Flood);
                }
                self.ink.push(point);
            }
        }
        Ok(())
    }

    /// Tells what waits, not too often; a session that has no time gets it later.
    fn tell(&mut self, to: &mpsc::Sender<Result<PadEvent, PadError>>) {
        if !self.ink.is_empty() && self.told.elapsed() >= TELL {
            let Ok(place) = to.try_reserve() else { return };
            place.send(Ok(PadEvent::Ink(std::mem::take(&mut self.ink))));
            self.told = Instant::now();
        }
        // A button counts after all ink before it.
        if self.ink.is_empty()
            && let Some(button) = self.pressed
            && let Ok(place) = to.try_reserve()
        {
            place.send(Ok(PadEvent::Pressed(button)));
            self.pressed = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, FLOOD, Pace, PadError, PadEvent, Pen, WRONG_REPORTS};
    use crate::captures::signature::POINT_LIMIT;
    use crate::devices::signature::track::Meaning;
    use crate::devices::signature::{Button, InkPoint};
    use amtskoffer_contract::bridge::PenPoint;
    use std::time::Instant;
    use tokio::sync::mpsc;

    const INK: InkPoint = InkPoint {
        begins: false,
        point: PenPoint {
            x: 0.0,
            y: 0.0,
            pressure: 0.0,
            time_ms: 0,
        },
    };

    #[test]
    fn a_pad_that_sends_without_end_is_given_up_and_a_fast_one_is_not() {
        let mut pace = Pace::default();
        for second in 0..3 {
            for _ in 0..FLOOD {
                pace.judge(second * 1000, Ok(Some(Pen::default()))).unwrap();
            }
        }
        let more = pace.judge(2999, Ok(None));
        assert_eq!(more, Err(PadError::Flood));
    }

    #[test]
    fn single_wrong_reports_are_overlooked_and_many_in_a_row_are_not() {
        let mut pace = Pace::default();
        for _ in 0..3 {
            for _ in 1..WRONG_REPORTS {
                assert_eq!(pace.judge(0, Err(PadError::Garbled)), Ok(None));
            }
            pace.judge(0, Ok(None)).unwrap();
        }
        for _ in 1..WRONG_REPORTS {
            pace.judge(0, Err(PadError::Garbled)).unwrap();
        }
        assert_eq!(
            pace.judge(0, Err(PadError::Garbled)),
            Err(PadError::Garbled)
        );
    }

    #[test]
    fn a_signature_has_an_end() {
        let mut batch = Batch::new(Instant::now());
        for _ in 0..POINT_LIMIT {
            batch.add(Some(Meaning::Ink(INK))).unwrap();
        }
        assert_eq!(batch.add(Some(Meaning::Ink(INK))), Err(PadError::Flood));
        batch.clear();
        assert_eq!(batch.add(Some(Meaning::Ink(INK))), Ok(()));
    }

    #[test]
    fn a_button_never_overtakes_ink_and_nothing_is_lost_when_the_session_is_slow() {
        let (told, mut heard) = mpsc::channel(1);
        let long_ago = Instant::now().checked_sub(super::TELL).unwrap();
        let mut batch = Batch::new(long_ago);
        batch.add(Some(Meaning::Ink(INK))).unwrap();
        batch.add(Some(Meaning::Pressed(Button::Accept))).unwrap();
        batch.tell(&told);
        batch.tell(&told);
        assert!(matches!(heard.try_recv(), Ok(Ok(PadEvent::Ink(ink))) if ink.len() == 1));
        batch.tell(&told);
        let pressed = heard.try_recv();
        assert!(matches!(pressed, Ok(Ok(PadEvent::Pressed(Button::Accept)))));
        batch.tell(&told);
        assert!(heard.try_recv().is_err());
    }
}
