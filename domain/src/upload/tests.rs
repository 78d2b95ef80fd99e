//! The upload against a gateway in miniature that loses, damages and forgets.

use super::{Happened, LONGEST_WAIT_MILLIS, MAX_LOSSES, Next, PartKind, Upload};
use proptest::prelude::*;

const CHUNK: u64 = 10;

/// What goes wrong at one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    LineBeforehand,
    AnswerLost,
    PieceDamaged,
    HalfTaken,
}

/// A gateway that does what it is asked, and the bytes that crossed the line.
struct Gateway {
    has: Vec<Option<u64>>,
    sizes: Vec<u64>,
    crossed: u64,
}

impl Gateway {
    fn new(parts: &[(PartKind, u64)]) -> Self {
        let sizes: Vec<u64> = parts.iter().map(|part| part.1).collect();
        Self {
            has: vec![None; sizes.len()],
            sizes,
            crossed: 0,
        }
    }

    fn is_whole(&self) -> bool {
        self.has
            .iter()
            .zip(&self.sizes)
            .all(|(has, size)| *has == Some(*size))
    }

    fn does(&mut self, next: Next, fault: Fault) -> Happened {
        match next {
            Next::Wait { millis } => {
                assert!(millis <= LONGEST_WAIT_MILLIS);
                return Happened::Waited;
            }
            Next::Send { bytes, .. } => self.crossed += bytes,
            _ => {}
        }
        if fault == Fault::LineBeforehand {
            return Happened::LineLost;
        }
        let happened = self.honestly(next, fault);
        if fault == Fault::AnswerLost {
            Happened::LineLost
        } else {
            happened
        }
    }

    fn honestly(&mut self, next: Next, fault: Fault) -> Happened {
        match next {
            Next::Connect => Happened::Connected,
            Next::Create { part } => {
                let offset = *self.has[part].get_or_insert(0);
                Happened::Created {
                    offset: (part % 2 == 0).then_some(offset),
                }
            }
            Next::AskOffset { part } => {
                self.has[part].map_or(Happened::PartGone, Happened::OffsetIs)
            }
            Next::Send { .. } if fault == Fault::PieceDamaged => Happened::PieceDamaged,
            Next::Send {
                part,
                offset,
                bytes,
            } => {
                let Some(has) = self.has[part].as_mut() else {
                    return Happened::PartGone;
                };
                if *has != offset {
                    return Happened::OffsetIs(*has);
                }
                let half = fault == Fault::HalfTaken;
                *has += if half { bytes / 2 } else { bytes };
                if half {
                    Happened::LineLost
                } else {
                    Happened::Accepted(*has)
                }
            }
            Next::PutManifest if self.is_whole() => Happened::ReceiptVerified,
            Next::PutManifest => Happened::PartsMissing,
            Next::Wait { .. } | Next::Done | Next::Failed => Happened::Waited,
        }
    }
}

fn case() -> Vec<(PartKind, u64)> {
    vec![
        (PartKind::Photo, 25),
        (PartKind::Text, 7),
        (PartKind::Print, 10),
        (PartKind::Signature, 0),
    ]
}

#[test]
fn text_goes_first_and_the_photo_last() {
    let parts = case();
    let mut upload = Upload::new(&parts, CHUNK);
    let mut gateway = Gateway::new(&parts);
    let mut sent = Vec::new();
    while upload.next() != Next::Done {
        if let Next::Send { part, bytes, .. } = upload.next() {
            sent.push((part, bytes));
        }
        let happened = gateway.does(upload.next(), Fault::None);
        upload.take(happened);
    }
    assert_eq!(sent, [(1, 7), (2, 10), (0, 10), (0, 10), (0, 5)]);
    assert_eq!(upload.sent(), upload.total());
    assert_eq!(upload.order(), [1, 3, 2, 0]);
}

#[test]
fn waits_grow_and_are_reset_by_progress() {
    let mut upload = Upload::new(&[(PartKind::Text, 30)], CHUNK);
    let mut waits = Vec::new();
    for _ in 0..7 {
        let Next::Wait { millis } = upload.take(Happened::LineLost) else {
            panic!("waits")
        };
        waits.push(millis);
        upload.take(Happened::Waited);
    }
    assert_eq!(waits, [250, 500, 1000, 2000, 4000, 4000, 4000]);
    upload.take(Happened::Connected);
    upload.take(Happened::Created { offset: Some(0) });
    upload.take(Happened::Accepted(10));
    assert_eq!(upload.take(Happened::LineLost), Next::Wait { millis: 250 });
}

#[test]
fn a_gateway_that_keeps_losing_parts_is_given_up() {
    let mut upload = Upload::new(&[(PartKind::Text, 30)], CHUNK);
    for loss in 0..=MAX_LOSSES {
        upload.take(Happened::Connected);
        upload.take(Happened::Created { offset: Some(0) });
        let next = upload.take(Happened::PartDamaged);
        assert_eq!(next == Next::Failed, loss == MAX_LOSSES);
        upload.take(Happened::Waited);
    }
}

#[test]
fn an_absurd_offset_is_a_lost_part() {
    let mut upload = Upload::new(&[(PartKind::Text, 30)], CHUNK);
    upload.take(Happened::Connected);
    let next = upload.take(Happened::Created { offset: Some(31) });
    assert!(matches!(next, Next::Wait { .. }));
    upload.take(Happened::Waited);
    assert_eq!(upload.take(Happened::Connected), Next::Create { part: 0 });
}

#[test]
fn refused_is_the_end_and_done_stays_done() {
    let mut upload = Upload::new(&[], CHUNK);
    assert_eq!(upload.take(Happened::Connected), Next::PutManifest);
    assert_eq!(upload.clone().take(Happened::Refused), Next::Failed);
    assert_eq!(upload.take(Happened::ReceiptVerified), Next::Done);
    assert_eq!(upload.take(Happened::LineLost), Next::Done);
}

fn any_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::LineBeforehand),
        1 => Just(Fault::AnswerLost),
        1 => Just(Fault::PieceDamaged),
        1 => Just(Fault::HalfTaken),
    ]
}

fn any_happened() -> impl Strategy<Value = Happened> {
    prop_oneof![
        Just(Happened::Connected),
        prop::option::of(0..40_u64).prop_map(|offset| Happened::Created { offset }),
        (0..40_u64).prop_map(Happened::OffsetIs),
        (0..40_u64).prop_map(Happened::Accepted),
        Just(Happened::PieceDamaged),
        Just(Happened::PartGone),
        Just(Happened::PartDamaged),
        Just(Happened::PartsMissing),
        Just(Happened::LineLost),
        Just(Happened::Waited),
        Just(Happened::Refused),
        Just(Happened::ReceiptVerified),
    ]
}

proptest! {
    #[test]
    fn whatever_the_line_does_every_byte_arrives_and_little_is_sent_twice(
        sizes in prop::collection::vec(0..60_u64, 1..6),
        faults in prop::collection::vec(any_fault(), 0..80),
        forgets in prop::collection::vec((0..80_usize, 0..6_usize), 0..4),
    ) {
        let kinds = [PartKind::Photo, PartKind::Print, PartKind::Text];
        let parts: Vec<_> =
            sizes.iter().enumerate().map(|(at, size)| (kinds[at % 3], *size)).collect();
        let mut upload = Upload::new(&parts, CHUNK);
        let mut gateway = Gateway::new(&parts);
        let mut pieces_hurt = 0;
        let mut forgotten = 0;
        for step in 0.. {
            prop_assert!(step < 2_000, "it always ends");
            let next = upload.next();
            if next == Next::Done {
                break;
            }
            for (_, part) in forgets.iter().filter(|(at, part)| *at == step && *part < parts.len()) {
                forgotten += gateway.has[*part].take().unwrap_or(0);
            }
            let fault = faults.get(step).copied().unwrap_or(Fault::None);
            let is_piece = matches!(next, Next::Send { .. });
            pieces_hurt += u64::from(is_piece && fault != Fault::None);
            let happened = gateway.does(next, fault);
            upload.take(happened);
        }
        prop_assert!(gateway.is_whole());
        // A forgotten part may have been met by one more piece before that was noticed.
        let spare = CHUNK * (pieces_hurt + forgets.len() as u64);
        prop_assert!(gateway.crossed <= upload.total() + forgotten + spare);
    }

    #[test]
    fn nothing_but_a_verified_receipt_ends_well(
        happened in prop::collection::vec(any_happened(), 0..80),
    ) {
        let mut upload = Upload::new(&[(PartKind::Text, 13), (PartKind::Photo, 35)], CHUNK);
        for happened in happened {
            let before = upload.next();
            let next = upload.take(happened);
            if next == Next::Done && before != Next::Done {
                prop_assert_eq!(before, Next::PutManifest);
                prop_assert_eq!(happened, Happened::ReceiptVerified);
                prop_assert_eq!(upload.sent(), upload.total());
            }
            if let Next::Send { part, offset, bytes } = next {
                prop_assert!(bytes > 0 && bytes <= CHUNK);
                prop_assert!(offset + bytes <= [13, 35][part]);
            }
        }
    }
}
