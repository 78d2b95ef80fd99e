//! Single rules of the upload, and what holds whatever happens.

use super::miniature::{Act, CHUNK, Fault, PIECE, When, World};
use super::{Happened, MAX_LOSSES, News, Next, PartKind, Upload};
use proptest::prelude::*;

fn connected() -> Upload {
    let mut upload = Upload::new(CHUNK, PIECE);
    upload.note(9);
    upload.take(Happened::Connected);
    upload.take(Happened::NoteKept);
    assert_eq!(upload.next(), Next::Rest);
    upload
}

fn send(part: u64, offset: u64, bytes: u64) -> Next {
    Next::Send {
        part,
        offset,
        bytes,
    }
}

fn begin(part: u64, bytes: u64) -> Next {
    Next::Begin { part, bytes }
}

#[test]
fn text_goes_first_scans_last_and_then_the_manifest() {
    let mut world = World::new(false);
    let case = [
        (PartKind::Paper, 5),
        (PartKind::Photo, 25),
        (PartKind::Text, 7),
        (PartKind::Print, 10),
        (PartKind::Signature, 0),
    ];
    let taken = case.iter().enumerate();
    let mut script: Vec<_> = taken
        .map(|(slot, (kind, bytes))| (When::Now, Act::Take(slot, 1, *kind, *bytes)))
        .collect();
    script.push((When::Now, Act::HandIn(1)));
    world.run(&script, |_| Fault::None);
    let sent = world.steps.iter().filter_map(|step| match step {
        Next::Send { part, bytes, .. } => Some((*part, *bytes)),
        _ => None,
    });
    let sent: Vec<_> = sent.collect();
    assert_eq!(sent, [(3, 7), (4, 10), (2, 10), (2, 10), (2, 5), (1, 5)]);
    assert_eq!(world.steps.last(), Some(&Next::PutManifest(1)));
}

#[test]
fn a_part_leaves_at_once_and_the_manifest_only_when_it_is_handed_in() {
    let mut upload = connected();
    let photo = upload.accept(1, PartKind::Photo, 4);
    assert_eq!(upload.next(), Next::Create(photo));
    upload.take(Happened::Created { offset: Some(0) });
    assert_eq!(upload.next(), send(photo, 0, 4));
    assert_eq!(upload.take(Happened::Accepted(4)), Next::Rest);
    assert!(upload.is_whole(photo));
    upload.hand_in(1);
    assert_eq!(upload.next(), Next::PutManifest(1));
    assert_eq!(upload.take(Happened::ReceiptVerified), Next::Rest);
    assert_eq!(upload.news(), Some(News::HandedIn(1)));
    assert_eq!(upload.news(), None);
}

#[test]
fn a_case_that_is_handed_in_goes_before_one_that_is_being_filled() {
    let mut upload = connected();
    let large = upload.accept(1, PartKind::Photo, 30);
    upload.take(Happened::Created { offset: Some(0) });
    let small = upload.accept(2, PartKind::Text, 5);
    upload.hand_in(2);
    assert_eq!(upload.progress(2).ahead, 5);
    assert_eq!(upload.progress(1).ahead, 35);
    assert_eq!(upload.take(Happened::Accepted(10)), Next::Create(small));
    upload.take(Happened::Created { offset: Some(0) });
    assert_eq!(upload.take(Happened::Accepted(5)), Next::PutManifest(2));
    assert_eq!(upload.take(Happened::ReceiptVerified), send(large, 10, 10));
}

#[test]
fn what_never_left_is_dropped_without_a_word_and_what_may_have_left_is_deleted() {
    let mut upload = connected();
    let first = upload.accept(1, PartKind::Text, 5);
    let second = upload.accept(1, PartKind::Photo, 5);
    upload.withdraw(second);
    upload.withdraw(first);
    assert_eq!(upload.next(), Next::Create(first), "it is under way");
    assert_eq!(
        upload.take(Happened::Created { offset: Some(0) }),
        Next::Delete(first)
    );
    assert_eq!(
        upload.take(Happened::Refused),
        Next::Rest,
        "dropped with the hand-in then"
    );
    assert_eq!(upload.progress(1).total, 0);
}

#[test]
fn what_the_gateway_holds_from_before_is_not_sent_again() {
    let mut upload = connected();
    let held = upload.hold(1, PartKind::Photo, 500);
    upload.hand_in(1);
    assert!(upload.is_whole(held));
    assert_eq!(upload.next(), Next::PutManifest(1));
}

#[test]
fn waits_grow_and_are_reset_by_progress() {
    let mut upload = Upload::new(CHUNK, PIECE);
    let part = upload.accept(1, PartKind::Text, 30);
    let mut waits = Vec::new();
    for _ in 0..7 {
        let Next::Wait { millis } = upload.take(Happened::LineLost) else {
            panic!("waits")
        };
        assert!(upload.is_waiting());
        waits.push(millis);
        assert_eq!(upload.take(Happened::Waited), Next::Connect);
    }
    assert_eq!(waits, [250, 500, 1000, 2000, 4000, 4000, 4000]);
    upload.take(Happened::Connected);
    upload.take(Happened::Created { offset: Some(0) });
    upload.take(Happened::Accepted(10));
    assert_eq!(upload.take(Happened::LineLost), Next::Wait { millis: 250 });
    upload.take(Happened::Waited);
    assert_eq!(upload.take(Happened::Connected), Next::AskOffset(part));
}

#[test]
fn a_gateway_that_keeps_losing_parts_is_given_up() {
    let mut upload = Upload::new(CHUNK, PIECE);
    upload.accept(1, PartKind::Text, 30);
    for loss in 0..=MAX_LOSSES {
        upload.take(Happened::Connected);
        upload.take(Happened::Created { offset: Some(0) });
        upload.take(Happened::PartDamaged);
        let refused = (loss == MAX_LOSSES).then_some(News::Refused(1));
        assert_eq!(upload.news(), refused);
        upload.take(Happened::Waited);
    }
    assert_eq!(upload.next(), Next::Rest);
}

#[test]
fn an_absurd_offset_is_a_lost_part() {
    let mut upload = Upload::new(CHUNK, PIECE);
    let part = upload.accept(1, PartKind::Text, 30);
    upload.take(Happened::Connected);
    let next = upload.take(Happened::Created { offset: Some(31) });
    assert!(matches!(next, Next::Wait { .. }));
    upload.take(Happened::Waited);
    assert_eq!(upload.take(Happened::Connected), Next::Create(part));
}

#[test]
fn a_refused_case_rests_until_something_new_is_wanted_and_holds_up_nobody() {
    let mut upload = connected();
    let first = upload.accept(1, PartKind::Text, 5);
    let other = upload.accept(2, PartKind::Text, 5);
    assert_eq!(upload.take(Happened::Refused), Next::Create(other));
    assert_eq!(upload.news(), Some(News::Refused(1)));
    upload.take(Happened::Created { offset: Some(0) });
    assert_eq!(upload.take(Happened::Accepted(5)), Next::Rest);
    upload.hand_in(1);
    assert_eq!(upload.next(), Next::Create(first));
}

#[test]
fn not_now_takes_the_hand_in_back_but_the_parts_go_on() {
    let mut upload = connected();
    let part = upload.accept(1, PartKind::Text, 5);
    upload.hand_in(1);
    upload.take(Happened::Created { offset: Some(0) });
    let next = upload.take(Happened::NotNow);
    assert!(matches!(next, Next::Wait { .. }));
    assert_eq!(upload.news(), Some(News::PutOff(1)));
    upload.take(Happened::Waited);
    upload.take(Happened::Connected);
    upload.take(Happened::OffsetIs(0));
    assert_eq!(upload.next(), send(part, 0, 5));
    assert_eq!(upload.take(Happened::Accepted(5)), Next::Rest);
}

#[test]
fn who_waits_for_a_receipt_learns_that_the_suitcase_is_refused() {
    let mut upload = Upload::new(CHUNK, PIECE);
    upload.accept(1, PartKind::Text, 5);
    upload.accept(2, PartKind::Text, 5);
    upload.hand_in(2);
    upload.take(Happened::Refused);
    assert_eq!(upload.news(), Some(News::Refused(2)));
    assert_eq!(upload.news(), None);
}

#[test]
fn a_case_that_never_left_is_thrown_away_without_a_word() {
    let mut upload = Upload::new(CHUNK, PIECE);
    upload.accept(1, PartKind::Text, 5);
    upload.discard(1, false);
    assert_eq!(upload.take(Happened::Connected), Next::Rest);
    assert_eq!(upload.news(), None);
}

#[test]
fn a_discard_that_is_refused_is_told() {
    let mut upload = connected();
    upload.hold(1, PartKind::Photo, 5);
    upload.discard(1, false);
    assert_eq!(upload.next(), Next::Discard(1));
    assert_eq!(upload.take(Happened::Refused), Next::Rest);
    assert_eq!(upload.news(), Some(News::DiscardRefused(1)));
}

#[test]
fn pieces_and_announcements_go_before_the_answers_of_those_before_them() {
    let mut upload = connected();
    upload.in_line(true);
    let photo = upload.accept(1, PartKind::Photo, 45);
    let text = upload.accept(1, PartKind::Text, 4);
    let located = |step: Next| !matches!(step, Next::Send { .. });
    assert_eq!(upload.next(), begin(photo, 3));
    assert_eq!(upload.ahead(located), Some(begin(text, 3)));
    assert_eq!(
        upload.ahead(located),
        None,
        "where a part lies is told by its answer only"
    );
    let next = upload.take(Happened::Created { offset: Some(3) });
    assert_eq!(next, begin(text, 3));
    assert_eq!(
        upload.take(Happened::Created { offset: Some(3) }),
        send(text, 3, 1)
    );
    assert_eq!(upload.ahead(|_| true), Some(send(photo, 3, 3)));
    assert_eq!(upload.ahead(|_| true), Some(send(photo, 6, 3)));
    assert_eq!(upload.ahead(|_| true), Some(send(photo, 9, 3)));
    assert_eq!(upload.ahead(|_| true), None, "a chunk is under way");
    assert_eq!(upload.take(Happened::Accepted(4)), send(photo, 3, 3));
    upload.note(1);
    assert_eq!(upload.ahead(|_| true), None, "the note is next");
    assert_eq!(upload.take(Happened::Accepted(6)), send(photo, 6, 3));
    assert_eq!(upload.take(Happened::Accepted(9)), send(photo, 9, 3));
    assert_eq!(upload.take(Happened::Accepted(12)), Next::PutNote(1));
    assert_eq!(upload.ahead(|_| true), None);
}

#[test]
fn a_beginning_that_may_have_arrived_is_not_sent_again() {
    let mut upload = connected();
    upload.in_line(true);
    let photo = upload.accept(1, PartKind::Photo, 45);
    assert_eq!(upload.next(), begin(photo, 3));
    upload.take(Happened::LineLost);
    upload.take(Happened::Waited);
    assert_eq!(upload.take(Happened::Connected), Next::Create(photo));
    let next = upload.take(Happened::Created { offset: Some(2) });
    assert_eq!(next, send(photo, 2, 3));
}

#[test]
fn to_a_gateway_that_does_not_take_it_nothing_goes_ahead_and_a_chunk_goes_at_once() {
    let mut upload = connected();
    let photo = upload.accept(1, PartKind::Photo, 45);
    assert_eq!(upload.ahead(|_| true), None);
    upload.take(Happened::Created { offset: Some(0) });
    assert_eq!(upload.next(), send(photo, 0, CHUNK));
    assert_eq!(upload.ahead(|_| true), None);
}

#[test]
fn what_follows_an_announcement_that_was_refused_is_void() {
    let mut upload = connected();
    upload.in_line(true);
    let photo = upload.accept(1, PartKind::Photo, 45);
    assert_eq!(upload.ahead(|_| true), Some(send(photo, 3, 3)));
    assert_eq!(upload.take(Happened::Refused), upload.next());
    assert_eq!(upload.news(), Some(News::Refused(1)));
    assert!(!matches!(upload.next(), Next::Send { .. }), "{:?}", upload.next());
}

#[test]
fn a_part_that_was_announced_ahead_and_is_not_wanted_any_more_is_deleted() {
    let mut upload = connected();
    upload.in_line(true);
    upload.accept(1, PartKind::Photo, 5);
    let text = upload.accept(1, PartKind::Text, 5);
    assert_eq!(upload.ahead(|_| true), Some(begin(text, 3)));
    upload.withdraw(text);
    upload.take(Happened::LineLost);
    upload.take(Happened::Waited);
    assert_eq!(upload.take(Happened::Connected), Next::Delete(text));
}

fn any_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::LineBeforehand),
        1 => Just(Fault::AnswerLost),
        1 => Just(Fault::AllAnswersLost),
        1 => Just(Fault::PieceDamaged),
        1 => Just(Fault::HalfTaken),
    ]
}

fn any_happened() -> impl Strategy<Value = Happened> {
    prop_oneof![
        3 => Just(Happened::Connected),
        2 => prop::option::of(0..40_u64).prop_map(|offset| Happened::Created { offset }),
        1 => (0..40_u64).prop_map(Happened::OffsetIs),
        3 => (0..40_u64).prop_map(Happened::Accepted),
        1 => Just(Happened::PieceDamaged),
        1 => Just(Happened::PartGone),
        1 => Just(Happened::PartDamaged),
        1 => Just(Happened::PartsMissing),
        1 => Just(Happened::Deleted),
        1 => Just(Happened::NoteKept),
        1 => Just(Happened::LineLost),
        2 => Just(Happened::Waited),
        1 => Just(Happened::NotNow),
        1 => Just(Happened::Refused),
        2 => Just(Happened::ReceiptVerified),
    ]
}

proptest! {
    #[test]
    fn whatever_the_line_does_every_byte_arrives_and_little_is_sent_twice(
        sizes in prop::collection::vec((0..60_u64, 0..3_u128), 1..6),
        faults in prop::collection::vec(any_fault(), 0..80),
        ahead in prop::bool::ANY,
    ) {
        let kinds = [PartKind::Photo, PartKind::Print, PartKind::Text];
        let parts = sizes.iter().enumerate();
        let mut script: Vec<_> = parts
            .map(|(at, (bytes, case))| (When::Now, Act::Take(at, *case, kinds[at % 3], *bytes)))
            .collect();
        script.extend((0..3).map(|case| (When::Now, Act::HandIn(case))));
        let mut world = World::new(ahead);
        world.run(&script, |step| faults.get(step).copied().unwrap_or(Fault::None));
        prop_assert_eq!(world.gateway.receipts.len(), 3);
        let total: u64 = sizes.iter().map(|(bytes, _)| bytes).sum();
        prop_assert_eq!(world.gateway.has.values().sum::<u64>(), total);
        let is_piece = |step: &&Next| step.bytes() > 0;
        let hurt = world.steps.iter().zip(&faults).filter(|(step, fault)| {
            (ahead || is_piece(step)) && **fault != Fault::None
        });
        prop_assert!(world.gateway.twice <= CHUNK * hurt.count() as u64);
    }

    #[test]
    fn nothing_but_a_verified_receipt_ends_well(
        happened in prop::collection::vec(any_happened(), 0..120),
        in_line in prop::bool::ANY,
    ) {
        let mut upload = Upload::new(CHUNK, PIECE);
        upload.in_line(in_line);
        let parts = [
            upload.accept(1, PartKind::Text, 13),
            upload.accept(1, PartKind::Photo, 35),
        ];
        upload.hand_in(1);
        for happened in happened {
            let before = upload.next();
            let whole = parts.iter().all(|part| upload.is_whole(*part));
            upload.ahead(|_| true);
            let next = upload.take(happened);
            if upload.news() == Some(News::HandedIn(1)) {
                prop_assert_eq!(before, Next::PutManifest(1));
                prop_assert_eq!(happened, Happened::ReceiptVerified);
                prop_assert!(whole);
            }
            if let Next::Send { part, offset, bytes } = next {
                let size = if part == parts[0] { 13 } else { 35 };
                prop_assert!(bytes > 0 && bytes <= CHUNK && offset + bytes <= size);
            }
        }
    }
}
