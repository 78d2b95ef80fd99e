//! The fingers of one case: the run of the rules, and the prints that were taken.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{Failure, FingerView, FingersView, Handle, QualityMeasure};
use amtskoffer_domain::rules::fingers::{
    Attempt, FingerRun, Hand, MAX_ATTEMPTS, MissingReason, Position, Step,
};

use super::Secret;

/// One print as it goes to the data centre, and what the screen shows of it.
#[derive(Debug)]
pub struct Print {
    /// WSQ file within the limit of the chip.
    pub wsq: Secret,
    /// Small JPEG.
    pub preview: Secret,
    /// By which the page asks for it.
    pub handle: Handle,
    /// Who measured its quality.
    pub measure: QualityMeasure,
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
    pub fn chosen(&self) -> Vec<(u8, &Secret)> {
        let best = Hand::ALL.into_iter().filter_map(|hand| self.run.best(hand));
        best.filter_map(|attempt| {
            let print = self.prints.get(attempt.print.as_ref()?)?;
            Some((attempt.position.code(), &print.wsq))
        })
        .collect()
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
            .map(|print| &print.preview)
    }

    /// Bytes of all prints.
    pub fn bytes(&self) -> usize {
        self.prints
            .values()
            .map(|print| print.wsq.len() + print.preview.len())
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
mod tests {
    use super::{Fingers, Print};
    use amtskoffer_contract::bridge::{Failure, QualityMeasure};
    use std::sync::Arc;
    use zeroize::Zeroizing;

    fn take(fingers: &mut Fingers, finger: u8, quality: u8, handle: u32) {
        let position = fingers.due(finger).expect("due");
        let picture = |byte: u8| Arc::new(Zeroizing::new(vec![byte]));
        let print = Print {
            wsq: picture(finger),
            preview: picture(0),
            handle,
            measure: QualityMeasure::Scanner,
        };
        fingers.record(position, quality, print).expect("due");
    }

    #[test]
    fn two_good_prints_complete_the_fingers() {
        let mut fingers = Fingers::default();
        assert_eq!(fingers.view().next, Some(2));
        assert_eq!(fingers.view().attempts_left, 3);
        take(&mut fingers, 2, 90, 11);
        assert!(!fingers.is_complete());
        take(&mut fingers, 7, 80, 12);
        let view = fingers.view();
        assert!(view.complete && view.taken.iter().all(|finger| finger.chosen));
        let chosen: Vec<u8> = fingers.chosen().iter().map(|(finger, _)| *finger).collect();
        assert_eq!(chosen, [2, 7]);
        assert!(fingers.preview(11).is_some() && fingers.preview(13).is_none());
        assert_eq!(fingers.due(1), Err(Failure::FingerNotDue));
    }

    #[test]
    fn a_poor_print_is_shown_but_another_is_due() {
        let mut fingers = Fingers::default();
        take(&mut fingers, 2, 5, 1);
        let view = fingers.view();
        assert_eq!((view.next, view.attempts_left), (Some(2), 2));
        assert_eq!(view.taken[0].quality, 5);
    }

    #[test]
    fn a_hand_without_prints_needs_a_lasting_reason() {
        let mut fingers = Fingers::default();
        take(&mut fingers, 2, 90, 1);
        for finger in [6, 7, 8, 9] {
            fingers
                .mark_missing(finger, "temporarily_injured")
                .expect("known");
        }
        assert_eq!(fingers.view().next, None);
        assert!(!fingers.is_complete());
        fingers.mark_missing(7, "amputated").expect("known");
        assert!(fingers.is_complete());
        fingers.mark_missing(7, "").expect("taken back");
        assert_eq!(fingers.view().next, Some(7));
    }

    #[test]
    fn marking_drops_the_prints_of_the_finger() {
        let mut fingers = Fingers::default();
        take(&mut fingers, 2, 90, 1);
        fingers.mark_missing(2, "refused").expect("known");
        assert_eq!(fingers.bytes(), 0);
        assert_eq!(
            fingers.mark_missing(2, "tired"),
            Err(Failure::ReasonUnknown)
        );
        assert_eq!(
            fingers.mark_missing(5, "refused"),
            Err(Failure::FingerNotDue)
        );
        fingers.restart();
        assert!(fingers.view().missing.is_empty());
    }
}
