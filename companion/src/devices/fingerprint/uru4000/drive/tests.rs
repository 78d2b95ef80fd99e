use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use zeroize::Zeroizing;

use super::{Drive, DriveError, Sensor};
use crate::devices::fingerprint::uru4000::exchange::{ExchangeFault, Verdict, report};
use crate::devices::usb::UsbError;

/// A sensor as it should be, or with one thing that it does wrong.
#[derive(Default)]
struct Fake {
    reports: Mutex<VecDeque<u16>>,
    modes: Mutex<Vec<u8>>,
    no_finger: bool,
    pulled_out_at: Option<u8>,
    floods: bool,
    no_pictures: bool,
}

impl Sensor for Fake {
    fn read(&self, first: u16, count: usize) -> Result<Vec<u8>, UsbError> {
        let mut bytes = vec![0; count];
        if first == 0x07 {
            bytes[0] = 1;
        }
        Ok(bytes)
    }

    fn write(&self, first: u16, bytes: &[u8]) -> Result<(), UsbError> {
        let mut reports = self.reports.lock().unwrap();
        match (first, bytes) {
            (0x07, [1]) => reports.extend([0xffff, report::POWER]),
            (0x4e, [mode]) => {
                self.modes.lock().unwrap().push(*mode);
                if self.pulled_out_at == Some(*mode) {
                    return Err(UsbError::Gone);
                }
                match mode {
                    0x10 if !self.no_finger => reports.push_back(report::FINGER),
                    0x12 => reports.push_back(report::LIFTED),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn report(&self) -> Result<Option<u16>, UsbError> {
        if self.floods {
            return Ok(Some(report::LIFTED));
        }
        sleep(Duration::from_millis(1));
        Ok(self.reports.lock().unwrap().pop_front())
    }

    fn picture(&self) -> Result<Zeroizing<Vec<u8>>, UsbError> {
        if self.no_pictures {
            return Err(UsbError::TimedOut);
        }
        let mut wire = vec![0; 64 + 384];
        wire[4] = 1;
        wire[16..18].copy_from_slice(&[4, 1]);
        Ok(Zeroizing::new(wire))
    }
}

fn driven(
    sensor: &Fake,
    given_up: &AtomicBool,
    verdicts: &[Verdict],
) -> (Result<(), DriveError>, usize) {
    let mut judged = 0;
    let drive = Drive {
        sensor,
        seed: [0; 4],
        patience: Duration::from_millis(150),
        given_up,
    };
    let result = drive.run(&mut |_| {
        judged += 1;
        verdicts[judged - 1]
    });
    (result, judged)
}

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

#[test]
fn a_finger_is_taken_until_it_is_good_enough() {
    let sensor = Fake::default();
    let verdicts = [Verdict::Another, Verdict::Empty, Verdict::Enough];
    assert_eq!(driven(&sensor, &never(), &verdicts), (Ok(()), 3));
    let modes = sensor.modes.into_inner().unwrap();
    assert_eq!(modes, [0x10, 0x20, 0x10, 0x20, 0x12, 0x70]);
}

#[test]
fn without_a_finger_the_patience_ends_and_the_lamp_goes_off() {
    for floods in [false, true] {
        let sensor = Fake {
            no_finger: true,
            ..Fake::default()
        };
        let flooding = Fake { floods, ..sensor };
        let (result, _) = driven(&flooding, &never(), &[]);
        let fault = if floods {
            ExchangeFault::NoPower
        } else {
            ExchangeFault::NoFinger
        };
        assert_eq!(result, Err(fault.into()));
        assert_eq!(flooding.modes.into_inner().unwrap().last(), Some(&0x70));
    }
}

#[test]
fn who_gives_up_is_let_go_at_once() {
    let sensor = Fake {
        no_finger: true,
        ..Fake::default()
    };
    let given_up = never();
    let result = std::thread::scope(|scope| {
        let driving = scope.spawn(|| driven(&sensor, &given_up, &[]));
        sleep(Duration::from_millis(20));
        given_up.store(true, Ordering::Relaxed);
        driving.join().unwrap().0
    });
    assert_eq!(result, Err(ExchangeFault::GivenUp.into()));
    assert_eq!(sensor.modes.into_inner().unwrap().last(), Some(&0x70));
}

#[test]
fn a_fault_of_the_cable_ends_everything() {
    let pulled = |at| Fake {
        pulled_out_at: Some(at),
        ..Fake::default()
    };
    for at in [0x10, 0x20] {
        let (result, _) = driven(&pulled(at), &never(), &[]);
        assert_eq!(result, Err(UsbError::Gone.into()));
    }
    let silent = Fake {
        no_pictures: true,
        ..Fake::default()
    };
    assert_eq!(
        driven(&silent, &never(), &[]).0,
        Err(UsbError::TimedOut.into())
    );
}
