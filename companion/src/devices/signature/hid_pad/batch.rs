//! What a flow of reports amounts to: refused when it is too much or wrong, told in batches when not.

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::captures::signature::POINT_LIMIT;
use crate::devices::signature::track::{Meaning, Pen};
use crate::devices::signature::{Button, InkPoint, PadError, PadEvent};

/// Ink is told at most so often.
const TELL: Duration = Duration::from_millis(40);
/// More reports in a second than any pen sends.
const FLOOD: u32 = 2_000;
/// So many wrong reports in a row, and it is another device than configured.
const WRONG_REPORTS: u8 = 10;

/// Judges reports: too many, or wrong ones in a row.
#[derive(Debug, Default)]
pub(super) struct Pace {
    second: u64,
    in_second: u32,
    wrong: u8,
}

impl Pace {
    pub(super) fn judge(
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
pub(super) struct Batch {
    ink: Vec<InkPoint>,
    pressed: Option<Button>,
    /// Points of the whole signature.
    points: usize,
    told: Instant,
}

impl Batch {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            ink: Vec::new(),
            pressed: None,
            points: 0,
            told: now,
        }
    }

    pub(super) fn clear(&mut self) {
        self.ink.clear();
        self.points = 0;
    }

    pub(super) fn add(&mut self, meaning: Option<Meaning>) -> Result<(), PadError> {
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
    pub(super) fn tell(&mut self, to: &mpsc::Sender<Result<PadEvent, PadError>>) {
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
