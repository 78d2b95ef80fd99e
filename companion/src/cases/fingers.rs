//! The fingers of one case: the run of the rules, and the prints that were taken.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{Failure, FingerView, FingersView, Handle, QualityMeasure};
use amtskoffer_domain::rules::fingers::{
    Attempt, FingerRun, Hand, MAX_ATTEMPTS, MissingReason, Position, Step,
};

use serde::{Deserialize, Serialize};

use super::Secret;

/// One print.
#[derive(Debug)]
pub struct Print {
    /// Nothing when only the gateway has it.
    pub picture: Option<PrintPicture>,
    /// By which the page asks for it.
    pub handle: Handle,
    /// Who measured its quality.
    pub measure: QualityMeasure,
}

/// A print as it goes to the data centre, and what the screen shows of it.
#[derive(Debug)]
pub struct PrintPicture {
    /// WSQ file within the limit of the chip.
    pub wsq: Secret,
    /// Small JPEG.
    pub preview: Secret,
}

/// What is noted of one attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttemptNote {
    /// ISO finger position.
    pub finger: u8,
    /// Its quality.
    pub quality: u8,
    /// Who measured that.
    pub measure: QualityMeasure,
    /// Whether its print is the one to be sent of its hand.
    pub chosen: bool,
}

/// The fingers of one case.
#[derive(Debug, Default)]
pub struct Fingers {
    run: FingerRun,
    prints: BTreeMap<String, Print>,
    last_print: u32,
}

impl Fingers {
    /// The finger that is due, if it is this one, and the quality that ends its attempts.
    ///
    /// # Errors
    /// [`Failure::FingerNotDue`].
    pub fn due(&self, finger: u8) -> Result<Position, Failure> {
        match self.run.next() {
            Step::Capture { position, .. } if position.code() == finger => Ok(position),
            _ => Err(Failure::FingerNotDue),
        }
    }

    /// Takes a print of the finger that is due.
    ///
    /// # Errors
    /// [`Failure::FingerNotDue`].
    pub fn record(&mut self, position: Position, quality: u8, print: Print) -> Result<(), Failure> {
        self.last_print += 1;
        let name = self.last_print.to_string();
        let attempt = Attempt {
            position,
            print: Some(name.clone()),
            quality,
        };
        self.run
            .record(attempt)
            .map_err(|_| Failure::FingerNotDue)?;
        self.prints.insert(name, print);
        Ok(())
    }

    /// Notes why a finger cannot be taken; an empty reason takes the note back.
    ///
    /// # Errors
    /// [`Failure::FingerNotDue`] for a finger that is never taken, [`Failure::ReasonUnknown`].
    pub fn mark_missing(&mut self, finger: u8, reason: &str) -> Result<(), Failure> {
        let position = Position::from_code(finger).ok_or(Failure::FingerNotDue)?;
        if reason.is_empty() {
            self.run.recapture(position);
        } else {
            let reason = MissingReason::from_key(reason).ok_or(Failure::ReasonUnknown)?;
            self.run.mark_missing(position, reason);
        }
        self.drop_unused();
        Ok(())
    }

    /// Everything anew.
    pub fn restart(&mut self) {
        self.run = FingerRun::default();
        self.prints.clear();
    }

    /// The print to be sent of each hand that has one, with its ISO finger position.
    pub fn chosen(&self) -> Vec<(u8, &Print)> {
        let best = Hand::ALL.into_iter().filter_map(|hand| self.run.best(hand));
        best.filter_map(|attempt| {
            let print = self.prints.get(attempt.print.as_ref()?)?;
            Some((attempt.position.code(), print))
        })
        .collect()
    }

    /// Quality of the print to be sent of each hand that has one.
    pub fn qualities(&self) -> Vec<(Position, u8)> {
        let best = Hand::ALL.into_iter().filter_map(|hand| self.run.best(hand));
        best.map(|attempt| (attempt.position, attempt.quality))
            .collect()
    }

    /// Fingers that were marked as missing, with the reasons.
    pub fn marked(&self) -> &[(Position, MissingReason)] {
        self.run.missing()
    }

    /// What is noted of the attempts, oldest first.
    pub fn attempts(&self) -> Vec<AttemptNote> {
        let chosen: Vec<Handle> = self
            .chosen()
            .iter()
            .map(|(_, print)| print.handle)
            .collect();
        let note = |attempt: &Attempt| {
            let print = self.prints.get(attempt.print.as_ref()?)?;
            Some(AttemptNote {
                finger: attempt.position.code(),
                quality: attempt.quality,
                measure: print.measure,
                chosen: chosen.contains(&print.handle),
            })
        };
        self.run.attempts().iter().filter_map(note).collect()
    }

    /// The fingers as they were noted. Of the prints the gateway has those that `held` says; a
    /// chosen one that it has not must be taken again.
    pub fn restored(
        attempts: &[AttemptNote],
        missing: &BTreeMap<u8, String>,
        held: impl Fn(u8) -> bool,
        mut next_handle: impl FnMut() -> Handle,
    ) -> Self {
        let known = |(finger, reason): (&u8, &String)| {
            let position = Position::from_code(*finger)?;
            Some((position, MissingReason::from_key(reason)?))
        };
        let mut fingers = Self {
            run: FingerRun::new(missing.iter().filter_map(known).collect()),
            ..Self::default()
        };
        for note in attempts {
            let Ok(position) = fingers.due(note.finger) else {
                continue;
            };
            if note.chosen && !held(note.finger) {
                continue;
            }
            // One that was not chosen lies nowhere; that it was tried still counts.
            let print = note.chosen.then(|| (fingers.last_print + 1).to_string());
            let attempt = Attempt {
                position,
                print: print.clone(),
                quality: note.quality,
            };
            if fingers.run.record(attempt).is_ok() {
                fingers.last_print += 1;
                fingers.prints.extend(print.map(|name| {
                    let print = Print {
                        picture: None,
                        handle: next_handle(),
                        measure: note.measure,
                    };
                    (name, print)
                }));
            }
        }
        fingers
    }

    /// Fingers that cannot be taken, ISO position to key of the reason.
    pub fn missing(&self) -> BTreeMap<u8, String> {
        let notes = self.run.missing().iter();
        notes
            .map(|(position, reason)| (position.code(), reason.key().to_owned()))
            .collect()
    }

    /// Whether the card can be ordered: of each hand a print, or a lasting reason why there is none
    /// (PAuswG § 5(9)).
    pub fn is_complete(&self) -> bool {
        let settled = |hand: Hand| {
            let mut notes = self.run.missing().iter();
            self.run.best(hand).is_some()
                || notes.any(|(position, reason)| position.hand == hand && reason.is_lasting())
        };
        self.run.next() == Step::Done && Hand::ALL.into_iter().all(settled)
    }

    /// The picture of a handle.
    pub fn preview(&self, handle: Handle) -> Option<&Secret> {
        self.prints
            .values()
            .find(|print| print.handle == handle)
            .and_then(|print| Some(&print.picture.as_ref()?.preview))
    }

    /// Bytes of all prints.
    pub fn bytes(&self) -> usize {
        self.prints
            .values()
            .filter_map(|print| print.picture.as_ref())
            .map(|picture| picture.wsq.len() + picture.preview.len())
            .sum()
    }

    /// What the page shows.
    pub fn view(&self) -> FingersView {
        let (next, attempts_left) = match self.run.next() {
            Step::Capture { position, attempt } => {
                let left = (MAX_ATTEMPTS + 1).saturating_sub(attempt);
                (Some(position.code()), u8::try_from(left).unwrap_or(u8::MAX))
            }
            Step::Done => (None, 0),
        };
        let mut tried: Vec<Position> = Vec::new();
        for attempt in self.run.attempts() {
            if !tried.contains(&attempt.position) {
                tried.push(attempt.position);
            }
        }
        FingersView {
            next,
            attempts_left,
            taken: tried
                .into_iter()
                .filter_map(|position| self.finger_view(position))
                .collect(),
            missing: self.missing(),
            complete: self.is_complete(),
        }
    }

    fn finger_view(&self, position: Position) -> Option<FingerView> {
        let of_finger = || {
            self.run
                .attempts()
                .iter()
                .filter(|a| a.position == position)
        };
        let chosen = self
            .run
            .best(position.hand)
            .filter(|best| best.position == position);
        let best = chosen.or_else(|| of_finger().max_by_key(|attempt| attempt.quality))?;
        let print = self.prints.get(best.print.as_ref()?)?;
        Some(FingerView {
            finger: position.code(),
            quality: best.quality,
            measure: print.measure,
            threshold: position.finger.threshold(),
            attempts: u8::try_from(of_finger().count()).unwrap_or(u8::MAX),
            chosen: chosen.is_some(),
            preview: print.handle,
        })
    }

    fn drop_unused(&mut self) {
        let used = |name: &String| {
            let mut attempts = self.run.attempts().iter();
            attempts.any(|attempt| attempt.print.as_ref() == Some(name))
        };
        self.prints.retain(|name, _| used(name));
    }
}

#[cfg(test)]
mod tests;
