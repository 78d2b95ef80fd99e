use super::*;
use proptest::prelude::*;

fn at(hand: Hand, finger: Finger) -> Position {
    Position { hand, finger }
}

fn attempt(position: Position, print: &str, quality: u8) -> Attempt {
    Attempt {
        position,
        print: Some(print.to_owned()),
        quality,
    }
}

fn capture(hand: Hand, finger: Finger, attempt: usize) -> Step {
    Step::Capture {
        position: at(hand, finger),
        attempt,
    }
}

/// Feeds qualities to whatever is due; prints are named `0`, `1`, …
fn run(qualities: &[u8]) -> FingerRun {
    let mut run = FingerRun::default();
    for (name, quality) in qualities.iter().enumerate() {
        let Step::Capture { position, .. } = run.next() else {
            panic!("nothing is due")
        };
        run.record(attempt(position, &name.to_string(), *quality))
            .unwrap();
    }
    run
}

#[test]
fn codes_are_those_of_the_standard() {
    let codes = Hand::ALL.map(|hand| Finger::ORDER.map(|finger| at(hand, finger).code()));
    assert_eq!(codes, [[2, 1, 3, 4], [7, 6, 8, 9]]);
    for code in codes.into_iter().flatten() {
        assert_eq!(Position::from_code(code).map(Position::code), Some(code));
    }
    for code in [0, 5, 10, 11, 255] {
        assert_eq!(Position::from_code(code), None);
    }
}

#[test]
fn two_good_index_fingers_are_enough() {
    let run = run(&[30, 30]);
    assert_eq!(run.next(), Step::Done);
    assert_eq!(
        run.best(Hand::Right),
        Some(&attempt(at(Hand::Right, Finger::Index), "0", 30))
    );
    assert_eq!(
        run.best(Hand::Left),
        Some(&attempt(at(Hand::Left, Finger::Index), "1", 30))
    );
}

#[test]
fn a_finger_has_three_attempts_then_the_next_is_due() {
    assert_eq!(
        FingerRun::default().next(),
        capture(Hand::Right, Finger::Index, 1)
    );
    assert_eq!(
        run(&[29, 29]).next(),
        capture(Hand::Right, Finger::Index, 3)
    );
    assert_eq!(
        run(&[29, 29, 29]).next(),
        capture(Hand::Right, Finger::Thumb, 1)
    );
    assert_eq!(
        run(&[29; 6]).next(),
        capture(Hand::Right, Finger::Middle, 1)
    );
    // 29 is enough for a middle finger.
    assert_eq!(run(&[29; 7]).next(), capture(Hand::Left, Finger::Index, 1));
    assert_eq!(run(&[9; 12]).next(), capture(Hand::Left, Finger::Index, 1));
    assert_eq!(run(&[9; 24]).next(), Step::Done);
}

#[test]
fn thresholds_are_met_exactly() {
    for (position, least) in [
        (at(Hand::Right, Finger::Thumb), 30),
        (at(Hand::Left, Finger::Index), 30),
        (at(Hand::Left, Finger::Middle), 20),
        (at(Hand::Right, Finger::Ring), 10),
    ] {
        assert!(attempt(position, "p", least).is_sufficient());
        assert!(!attempt(position, "p", least - 1).is_sufficient());
        // The error value is no quality, however great a number it is.
        assert!(!attempt(position, "p", 255).is_sufficient());
    }
}

#[test]
fn the_best_of_what_there_is_is_taken() {
    // None sufficient: the highest; at equal quality index before thumb.
    let name = |run: &FingerRun| run.best(Hand::Right).and_then(|a| a.print.clone()).unwrap();
    assert_eq!(name(&run(&[5, 9, 7, 9, 8, 8, 9, 9, 9, 9, 9, 9])), "1");
    assert_eq!(name(&run(&[5, 6, 7, 9, 8, 8, 9, 9, 9, 9, 9, 9])), "3");
    // A sufficient middle finger wins over a better, but insufficient index.
    assert_eq!(name(&run(&[29, 29, 29, 28, 28, 28, 21])), "6");
    // A failure of the measure is better than nothing only.
    assert_eq!(name(&run(&[255, 1, 255])), "1");
}

#[test]
fn missing_fingers_are_passed_over() {
    let gone = |finger| (at(Hand::Right, finger), MissingReason::Amputated);
    let run = FingerRun::new(vec![gone(Finger::Index), gone(Finger::Thumb)]);
    assert_eq!(run.next(), capture(Hand::Right, Finger::Middle, 1));
    let run = FingerRun::new(Finger::ORDER.map(gone).to_vec());
    assert_eq!(run.next(), capture(Hand::Left, Finger::Index, 1));
    assert!(run.lacks_print(Hand::Right));
    assert!(!run.lacks_print(Hand::Left));
}

#[test]
fn marking_a_finger_drops_its_attempts() {
    let mut run = run(&[9, 9]);
    run.mark_missing(
        at(Hand::Right, Finger::Index),
        MissingReason::TemporarilyInjured,
    );
    assert_eq!(run.next(), capture(Hand::Right, Finger::Thumb, 1));
    assert_eq!(run.attempts(), []);
    let reason = MissingReason::TemporarilyInjured;
    assert_eq!(run.missing(), [(at(Hand::Right, Finger::Index), reason)]);
}

#[test]
fn an_attempt_without_a_picture_counts() {
    let mut run = FingerRun::default();
    let position = at(Hand::Right, Finger::Index);
    let failed = Attempt {
        position,
        print: None,
        quality: 0,
    };
    assert_eq!(
        run.record(failed.clone()),
        Ok(capture(Hand::Right, Finger::Index, 2))
    );
    assert_eq!(run.best(Hand::Right), None);
    for _ in 0..2 {
        run.record(failed.clone()).unwrap();
    }
    assert_eq!(run.next(), capture(Hand::Right, Finger::Thumb, 1));
}

#[test]
fn an_attempt_on_another_finger_is_refused() {
    let mut run = FingerRun::default();
    let left = attempt(at(Hand::Left, Finger::Index), "p", 80);
    assert_eq!(run.record(left), Err(NotDue));
    assert_eq!(run, FingerRun::default());
    let mut done = self::run(&[80, 80]);
    assert_eq!(
        done.record(attempt(at(Hand::Left, Finger::Index), "p", 80)),
        Err(NotDue)
    );
}

#[test]
fn recapture_starts_a_finger_anew_and_names_what_to_delete() {
    let mut run = run(&[80, 80]);
    assert_eq!(run.recapture(at(Hand::Right, Finger::Index)), ["0"]);
    assert_eq!(run.next(), capture(Hand::Right, Finger::Index, 1));
    assert!(run.best(Hand::Left).is_some());
}

#[test]
fn the_clerk_may_end_a_hand_with_what_it_has() {
    let mut run = run(&[12]);
    run.end_hand(Hand::Right);
    assert_eq!(run.next(), capture(Hand::Left, Finger::Index, 1));
    assert_eq!(
        run.best(Hand::Right).map(|attempt| attempt.quality),
        Some(12)
    );
    run.recapture(at(Hand::Right, Finger::Index));
    assert_eq!(run.next(), capture(Hand::Right, Finger::Index, 1));
}

#[test]
fn reasons_are_read_back_and_only_lasting_ones_excuse() {
    for reason in MissingReason::ALL {
        assert_eq!(MissingReason::from_key(reason.key()), Some(reason));
    }
    assert_eq!(MissingReason::from_key("tired"), None);
    let lasting: Vec<_> = MissingReason::ALL
        .into_iter()
        .filter(|r| r.is_lasting())
        .collect();
    assert_eq!(
        lasting,
        [
            MissingReason::Amputated,
            MissingReason::PermanentlyImpossible
        ]
    );
}

proptest! {
    #[test]
    fn every_run_ends(qualities in proptest::collection::vec(0u8..=255, 24)) {
        let mut run = FingerRun::default();
        let mut steps = 0;
        for (name, quality) in qualities.iter().enumerate() {
            let Step::Capture { position, attempt: count } = run.next() else { break };
            prop_assert!((1..=MAX_ATTEMPTS).contains(&count));
            run.record(attempt(position, &name.to_string(), *quality)).unwrap();
            steps += 1;
        }
        prop_assert_eq!(run.next(), Step::Done);
        prop_assert_eq!(run.attempts().len(), steps);
        prop_assert!(run.best(Hand::Right).is_some() && run.best(Hand::Left).is_some());
    }
}
