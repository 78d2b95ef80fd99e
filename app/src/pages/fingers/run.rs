//! What the parts of the fingers screen share: the capture under way and what came of it.

use amtskoffer_contract::bridge::{Failure, FingersView};
use amtskoffer_domain::rules::fingers::Hand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::bridge::Trouble;
use crate::browser::focus;
use crate::desk::{Desk, desk};
use crate::texts::fingers;

/// Id of the heading that names the next finger.
pub const NEXT_HEADING: &str = "next-finger";

/// Shared by the parts of the screen.
#[derive(Clone, Copy)]
pub struct Run {
    /// What all screens share.
    pub desk: Desk,
    /// Which case.
    pub case: Uuid,
    /// The request under way while the scanner waits for a finger.
    pub asking: RwSignal<Option<u32>>,
    /// What went wrong last.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Run {
    /// For the case on the screen. Leaving the screen stops the scanner.
    pub fn new(case: Uuid) -> Self {
        let run = Self {
            desk: desk(),
            case,
            asking: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        on_cleanup(move || {
            if let Some(Some(id)) = run.asking.try_get_untracked() {
                run.desk.bridge.cancel(id);
            }
        });
        run
    }

    /// The fingers as the companion has them; tracked.
    pub fn view(self) -> FingersView {
        self.desk
            .case
            .with(|case| case.as_ref().map(|case| case.fingers.clone()))
            .unwrap_or_default()
    }

    /// Takes the finger that is due.
    pub fn capture(self) {
        let Some(finger) = untrack(|| self.view().next) else {
            return;
        };
        self.trouble.set(None);
        let bridge = self.desk.bridge;
        let asking = bridge.capture_finger(self.case, finger);
        self.asking.set(Some(asking.id));
        self.desk.say(fingers::CAPTURING);
        spawn_local(async move {
            let answer = bridge.fingers_of(asking).await;
            self.asking.try_set(None);
            if let Some(view) = self.take(answer) {
                self.announce(finger, &view);
            }
        });
    }

    /// Gives the capture up.
    pub fn cancel(self) {
        if let Some(id) = self.asking.get_untracked() {
            self.desk.bridge.cancel(id);
            focus(NEXT_HEADING);
        }
    }

    /// Notes why a finger cannot be taken; an empty reason takes the note back.
    pub fn mark(self, finger: u8, reason: &str) {
        let reason = reason.to_owned();
        spawn_local(async move {
            let answer = self
                .desk
                .bridge
                .mark_finger_missing(self.case, finger, reason)
                .await;
            self.take(answer);
            focus(NEXT_HEADING);
        });
    }

    /// Begins all fingers anew.
    pub fn restart(self) {
        spawn_local(async move {
            let answer = self.desk.bridge.restart_fingers(self.case).await;
            self.take(answer);
            focus(NEXT_HEADING);
        });
    }

    fn take(self, answer: Result<FingersView, Trouble>) -> Option<FingersView> {
        match answer {
            Ok(view) => {
                self.trouble.try_set(None);
                let kept = view.clone();
                self.desk.case.update(|case| {
                    if let Some(case) = case.as_mut().filter(|case| case.case == self.case) {
                        case.fingers = kept;
                    }
                });
                Some(view)
            }
            // The clerk's own doing needs no alarm.
            Err(Trouble::Refused(Failure::Cancelled)) => None,
            Err(trouble) => {
                // The companion may be further than this screen.
                self.desk.refresh_case(self.case);
                self.trouble.try_set(Some(trouble));
                None
            }
        }
    }

    fn announce(self, finger: u8, view: &FingersView) {
        let taken = view.taken.iter().find(|taken| taken.finger == finger);
        if let Some(taken) = taken {
            self.desk
                .say(&fingers::captured(finger, taken.quality, taken.threshold));
        }
        if view.next != Some(finger) {
            request_animation_frame(|| focus(NEXT_HEADING));
        }
    }
}

/// The hand of an ISO finger position.
pub fn hand_of(finger: u8) -> Hand {
    if finger <= 5 { Hand::Right } else { Hand::Left }
}

#[cfg(test)]
mod tests {
    use super::hand_of;
    use amtskoffer_domain::rules::fingers::{Finger, Hand, Position};

    #[test]
    fn the_hand_of_a_position_is_the_domains() {
        for hand in Hand::ALL {
            for finger in Finger::ORDER {
                assert_eq!(hand_of(Position { hand, finger }.code()), hand);
            }
        }
    }
}
