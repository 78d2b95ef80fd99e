//! Direct driver of the `DigitalPersona` U.are.U 4500 (USB `05ba:000a`, also sold as 4000B).
//!
//! A consumer's sensor without certificate and without detection of false fingers: fit for
//! demonstrations and for towns that only compare prints, not for enrolment by TR-03121. The picture
//! is taken as 500 ppi with square pixels; the maker's data sheet says 512. The quality is
//! [our own measure](super::clarity).
//!
//! Facts about the protocol are those that libfprint's driver `uru4000` documents; the pictures
//! are compared with the ones it expects.

pub mod cipher;
pub mod drive;
mod entry;
pub mod exchange;
pub mod picture;
mod wire;

use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use jiff::Timestamp;
use tokio::sync::oneshot;
use wsq_codec::EncodeOptions;
use zeroize::Zeroizing;

use self::drive::{Drive, DriveError};
use self::exchange::{ExchangeFault, Verdict};
use self::picture::{HEIGHT, Print, WIDTH};
use self::wire::Wire;
use super::clarity::{Clarity, clarity};
use super::live::{Live, Seen};
use super::look::look;
use super::{
    CaptureOrder, CapturedPrint, FingerprintScanner, Pending, QualityMeasure, ScannerActivity,
    ScannerError, ScannerState,
};
use crate::devices::usb::{UsbError, UsbId, local};
use crate::devices::{Device, Look};
use crate::lock;

pub use self::entry::from_entry;

/// Its numbers.
pub const ID: UsbId = UsbId {
    vendor: 0x05ba,
    product: 0x000a,
};

const NAME: &str = "DigitalPersona U.are.U 4500";
const PPI: u16 = 500;
/// The rate of the guideline, in bits a pixel.
const RATE: f32 = 0.75;
/// Pictures of one touch; the best of them is the print.
const MOST_PICTURES: usize = 8;
/// With less of the glass covered, in percent, there is no finger.
const EMPTY: u8 = 4;

/// The scanner on this machine's bus.
#[derive(Debug)]
pub struct Uru4000 {
    wanted: UsbId,
    seed: fn() -> [u8; 4],
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Held as long as the sensor is open.
    turn: Mutex<()>,
    busy: AtomicBool,
    /// Ends what runs.
    given_up: Mutex<Arc<AtomicBool>>,
    /// What came of opening it since it was plugged in.
    access: Mutex<Option<Result<(), UsbError>>>,
}

impl Uru4000 {
    /// The scanner with these numbers. Nothing is sent yet; it need not be there.
    pub fn new(wanted: UsbId) -> Self {
        Self {
            wanted,
            seed: random_seed,
            shared: Arc::default(),
        }
    }

    /// Another source of the bytes that cover the keys; recordings hold one.
    #[must_use]
    pub fn with_seed(mut self, seed: fn() -> [u8; 4]) -> Self {
        self.seed = seed;
        self
    }

    /// As [`FingerprintScanner::capture`], but gives the picture as the sensor saw it.
    ///
    /// # Errors
    /// [`ScannerError`].
    pub async fn picture(&self, order: CaptureOrder, live: Live) -> Result<Print, ScannerError> {
        Ok(self.best(order, live).await?.picture)
    }

    /// Waits until a capture has wholly ended: the finger is lifted and the lamp is off.
    pub async fn lifted(&self) {
        let shared = Arc::clone(&self.shared);
        let waited = tokio::task::spawn_blocking(move || drop(lock(&shared.turn)));
        let _ = waited.await;
    }

    async fn best(&self, order: CaptureOrder, live: Live) -> Result<Best, ScannerError> {
        let (done, best) = oneshot::channel();
        let given_up = Arc::new(AtomicBool::new(false));
        let before = mem::replace(&mut *lock(&self.shared.given_up), Arc::clone(&given_up));
        before.store(true, Ordering::Relaxed);
        let capture = Capture {
            wanted: self.wanted,
            seed: (self.seed)(),
            shared: Arc::clone(&self.shared),
            order,
            live,
            given_up: Arc::clone(&given_up),
        };
        let mut let_go = LetGo(Some(given_up));
        let thread = thread::Builder::new().name("uru4000".to_owned());
        let spawned = thread.spawn(move || capture.run(done));
        spawned.map_err(|_| ScannerError::Usb(UsbError::System))?;
        let best = best.await.map_err(|_| ScannerError::Garbled)??;
        // The thread goes on until the finger is lifted.
        let_go.0 = None;
        Ok(best)
    }

    fn looked(&self) -> Result<ScannerActivity, ScannerError> {
        let found = local::find(&[self.wanted])?;
        let mut access = lock(&self.shared.access);
        let Some(found) = found else {
            *access = None;
            return Err(ScannerError::NotFound);
        };
        if self.shared.busy.load(Ordering::Relaxed) {
            return Ok(ScannerActivity::Busy);
        }
        access
            .get_or_insert_with(|| found.open().map(|_| ()))
            .clone()?;
        Ok(ScannerActivity::Ready)
    }
}

impl FingerprintScanner for Uru4000 {
    fn state(&self, _now: Timestamp) -> Pending<'_, ScannerState> {
        Box::pin(async {
            Ok(ScannerState {
                name: NAME.to_owned(),
                serial: String::new(),
                activity: self.looked()?,
            })
        })
    }

    fn capture(&self, order: CaptureOrder, live: Live) -> Pending<'_, CapturedPrint> {
        Box::pin(async move {
            let best = self.best(order, live).await?;
            let packed = tokio::task::spawn_blocking(move || packed(&best, order.finger));
            packed.await.map_err(|_| ScannerError::Garbled)?
        })
    }
}

impl Device for Uru4000 {
    fn look(&self) -> Look<'_> {
        Box::pin(look(self))
    }
}

/// Whoever drops this wants no print any more.
struct LetGo(Option<Arc<AtomicBool>>);

impl Drop for LetGo {
    fn drop(&mut self) {
        if let Some(given_up) = &self.0 {
            given_up.store(true, Ordering::Relaxed);
        }
    }
}

/// The best picture so far.
struct Best {
    picture: Print,
    clarity: Clarity,
}

/// One capture, for a thread of its own.
struct Capture {
    wanted: UsbId,
    seed: [u8; 4],
    shared: Arc<Shared>,
    order: CaptureOrder,
    live: Live,
    given_up: Arc<AtomicBool>,
}

type Done = oneshot::Sender<Result<Best, ScannerError>>;

impl Capture {
    fn run(self, done: Done) {
        let _turn = lock(&self.shared.turn);
        self.shared.busy.store(true, Ordering::Relaxed);
        let mut done = Some(done);
        let result = self.drive(&mut done);
        self.shared.busy.store(false, Ordering::Relaxed);
        if let (Err(error), Some(done)) = (result, done) {
            let _ = done.send(Err(error));
        }
    }

    fn drive(&self, done: &mut Option<Done>) -> Result<(), ScannerError> {
        let found = local::find(&[self.wanted])?.ok_or(ScannerError::NotFound)?;
        let sensor = Wire::open(&found)?;
        let drive = Drive {
            sensor: &sensor,
            seed: self.seed,
            patience: self.order.patience,
            given_up: &self.given_up,
        };
        let mut best: Option<Best> = None;
        let mut taken = 0;
        drive.run(&mut |picture| {
            let clarity = clarity(&picture, WIDTH);
            self.live.show(Seen::Grey {
                pixels: picture.clone(),
                width: WIDTH,
                height: HEIGHT,
            });
            if clarity.cover < EMPTY && best.is_none() {
                return Verdict::Empty;
            }
            taken += 1;
            if best
                .as_ref()
                .is_none_or(|best| best.clarity.score < clarity.score)
            {
                best = Some(Best { picture, clarity });
            }
            let enough = |best: &Best| best.clarity.score >= self.order.wanted_quality;
            if taken < MOST_PICTURES && !best.as_ref().is_some_and(enough) {
                return Verdict::Another;
            }
            if let (Some(done), Some(best)) = (done.take(), best.take()) {
                let _ = done.send(Ok(best));
            }
            Verdict::Enough
        })?;
        Ok(())
    }
}

fn packed(best: &Best, finger: u8) -> Result<CapturedPrint, ScannerError> {
    let options = EncodeOptions::default()
        .with_bitrate(RATE)
        .with_ppi(Some(u32::from(PPI)));
    let wsq = wsq_codec::encode(&best.picture, WIDTH, HEIGHT, &options);
    Ok(CapturedPrint {
        finger,
        quality: best.clarity.score,
        measure: QualityMeasure::Own,
        wsq: Zeroizing::new(wsq.map_err(|_| ScannerError::Garbled)?),
        width: 384,
        height: 290,
        ppi: PPI,
    })
}

/// What covers the keys need not be secret, only not always the same.
fn random_seed() -> [u8; 4] {
    let random = uuid::Uuid::new_v4().into_bytes();
    [random[0], random[1], random[2], random[3]]
}

impl From<DriveError> for ScannerError {
    fn from(error: DriveError) -> Self {
        match error {
            DriveError::Usb(error) => error.into(),
            DriveError::Exchange(ExchangeFault::NoFinger | ExchangeFault::GivenUp) => {
                Self::NoFinger
            }
            DriveError::Exchange(ExchangeFault::NoPower) => Self::NoPower,
            DriveError::Exchange(ExchangeFault::Garbled) => Self::Garbled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, Clarity, ExchangeFault, HEIGHT, WIDTH, packed};
    use crate::devices::fingerprint::uru4000::drive::DriveError;
    use crate::devices::fingerprint::{QualityMeasure, ScannerError};
    use crate::devices::usb::UsbError;
    use amtskoffer_contract::bridge::DeviceCause;
    use zeroize::Zeroizing;

    #[test]
    fn a_print_is_packed_with_its_own_measure() {
        let picture = (0..WIDTH * HEIGHT).map(|at| if at / 5 % 2 == 0 { 40 } else { 220 });
        let best = Best {
            picture: Zeroizing::new(picture.collect()),
            clarity: Clarity {
                cover: 90,
                score: 77,
            },
        };
        let print = packed(&best, 7).unwrap();
        assert_eq!((print.finger, print.quality), (7, 77));
        assert_eq!(print.measure, QualityMeasure::Own);
        let decoded = wsq_codec::decode(&print.wsq).unwrap();
        assert_eq!((decoded.width, decoded.height), (WIDTH, HEIGHT));
    }

    #[test]
    fn every_fault_has_its_cause() {
        for (fault, cause) in [
            (
                DriveError::Usb(UsbError::NoPermission),
                DeviceCause::NoPermission,
            ),
            (DriveError::Usb(UsbError::Gone), DeviceCause::NotFound),
            (ExchangeFault::NoPower.into(), DeviceCause::Refused),
            (ExchangeFault::Garbled.into(), DeviceCause::Garbled),
        ] {
            assert_eq!(ScannerError::from(fault).cause(), cause);
        }
        let nobody = ScannerError::from(DriveError::from(ExchangeFault::NoFinger));
        assert!(matches!(nobody, ScannerError::NoFinger));
    }
}
