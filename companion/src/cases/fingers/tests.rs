use super::{AttemptNote, Fingers, Print, PrintPicture};
use amtskoffer_contract::bridge::{Failure, QualityMeasure};
use std::sync::Arc;

fn take(fingers: &mut Fingers, finger: u8, quality: u8, handle: u32) {
    let position = fingers.due(finger).expect("due");
    let picture = |byte: u8| Arc::new(vec![byte].into());
    let print = Print {
        picture: Some(PrintPicture {
            wsq: picture(finger),
            preview: picture(0),
        }),
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

#[test]
fn noted_fingers_are_as_they_were_but_for_prints_that_nobody_has() {
    let mut fingers = Fingers::default();
    take(&mut fingers, 2, 5, 1);
    take(&mut fingers, 2, 90, 2);
    fingers.mark_missing(7, "amputated").expect("known");
    take(&mut fingers, 6, 40, 3);
    assert!(fingers.is_complete());
    let notes = fingers.attempts();
    let chosen: Vec<bool> = notes.iter().map(|note: &AttemptNote| note.chosen).collect();
    assert_eq!(chosen, [false, true, true]);
    let mut handle = 10;
    let mut next = || {
        handle += 1;
        handle
    };
    let all = Fingers::restored(&notes, &fingers.missing(), |_| true, &mut next);
    assert!(all.is_complete());
    assert_eq!((all.missing(), all.bytes()), (fingers.missing(), 0));
    assert!(
        all.chosen()
            .iter()
            .all(|(_, print)| print.picture.is_none())
    );
    let some = Fingers::restored(&notes, &fingers.missing(), |finger| finger == 2, &mut next);
    assert_eq!(some.view().next, Some(6));
}
