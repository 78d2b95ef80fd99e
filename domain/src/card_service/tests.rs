use super::sticker::StickerKind;
use super::{
    CardAct, CardKind, Ending, Facts, Life, Next, NotForThisDocument, Plan, StickerFact, Work,
    WorkState,
};
use crate::change_terminal::{Act, Hindrance, Outcome, Refusal};
use proptest::prelude::*;

const READY: Facts = Facts {
    identity: true,
    document: true,
    sticker: None,
    confirmed: false,
};

fn plan(act: CardAct) -> Plan {
    Plan::of(act, CardKind::IdCard, Some(40)).unwrap()
}

fn with(sticker: Option<StickerFact>, confirmed: bool) -> Facts {
    Facts {
        sticker,
        confirmed,
        ..READY
    }
}

#[test]
fn keys_find_what_they_name() {
    for (act, key) in CardAct::ALL {
        assert_eq!(CardAct::from_key(key), Some(act));
    }
    for (kind, key) in CardKind::ALL {
        assert_eq!(CardKind::from_key(key), Some(kind));
    }
    for (ending, key) in Ending::ALL {
        assert_eq!(ending.key(), key);
    }
    assert_eq!(CardAct::from_key("shred"), None);
    assert_eq!(CardKind::from_key("library_card"), None);
}

#[test]
fn what_an_act_consists_of_depends_on_the_document() {
    let of = |act, kind, age| Plan::of(act, kind, age).map(|plan| (plan.work, plan.sticker));
    let write = Work::Terminal(Act::WriteAddress);
    let (address, residence) = (Some(StickerKind::Address), Some(StickerKind::Residence));
    for (kind, age, parts) in [
        (CardKind::IdCard, Some(40), Ok((write, address))),
        (CardKind::IdCard, None, Ok((write, address))),
        (CardKind::IdCard, Some(6), Ok((write, address))),
        (CardKind::IdCard, Some(5), Ok((Work::Sticker, address))),
        (CardKind::ResidencePermit, Some(40), Ok((write, address))),
        (
            CardKind::TemporaryIdCard,
            Some(40),
            Ok((Work::Sticker, address)),
        ),
        (CardKind::Passport, Some(40), Ok((Work::Sticker, residence))),
        (CardKind::EidCard, Some(40), Ok((write, None))),
        (CardKind::EidCard, Some(5), Err(NotForThisDocument)),
    ] {
        assert_eq!(of(CardAct::Address, kind, age), parts, "{kind:?} {age:?}");
    }
    for act in [
        CardAct::View,
        CardAct::PinSet,
        CardAct::PinChange,
        CardAct::EidOn,
        CardAct::EidOff,
        CardAct::Block,
        CardAct::Unblock,
    ] {
        for (kind, _) in CardKind::ALL {
            let possible = of(act, kind, Some(40)).is_ok();
            assert_eq!(possible, kind.has_eid(), "{act:?} {kind:?}");
        }
    }
    for (kind, _) in CardKind::ALL {
        for act in [CardAct::HandOver, CardAct::GiveBack] {
            assert_eq!(of(act, kind, Some(3)), Ok((Work::Desk, None)));
        }
    }
}

#[test]
fn identity_comes_first_then_the_document_then_the_work() {
    let mut life = Life::new(plan(CardAct::Address));
    let nothing = Facts::default();
    let known = Facts {
        identity: true,
        ..nothing
    };
    assert_eq!(life.next(&nothing), Next::Identity);
    assert_eq!(life.next(&known), Next::Document);
    assert!(life.begin(&nothing).is_err());
    assert!(life.begin(&known).is_err());
    assert!(life.ended(Outcome::Done).is_err());
    assert_eq!(life.next(&READY), Next::Work);
    life.begin(&READY).unwrap();
    assert_eq!(life.next(&READY), Next::Wait);
    assert!(life.begin(&READY).is_err());
    assert!(life.leave().is_err());
    life.ended(Outcome::Done).unwrap();
    assert_eq!(life.next(&READY), Next::Sticker);
    let attached = Some(StickerFact::Attached);
    assert_eq!(life.next(&with(attached, false)), Next::Confirm);
    assert_eq!(life.next(&with(attached, true)), Next::HandIn(Ending::Done));
    assert!(life.begin(&with(attached, true)).is_err());
}

#[test]
fn a_lost_card_is_blocked_without_it() {
    let known = Facts {
        identity: true,
        ..Facts::default()
    };
    let mut block = Life::new(plan(CardAct::Block));
    assert_eq!(block.next(&known), Next::Work);
    block.begin(&known).unwrap();
    let unblock = Life::new(plan(CardAct::Unblock));
    assert_eq!(unblock.next(&known), Next::Document);
}

#[test]
fn what_may_be_said_when_the_box_fails_in_the_middle() {
    let attached = Some(StickerFact::Attached);
    let missing = Some(StickerFact::Missing);
    let refused = Outcome::Refused(Refusal::NoCard);
    let hindered = Outcome::Hindered(Hindrance::Locked);
    let table: [(&[Outcome], bool, Option<StickerFact>, Ending); 12] = [
        (&[Outcome::Done], false, attached, Ending::Done),
        (&[Outcome::Done], false, missing, Ending::ChipOnly),
        (&[refused, Outcome::Done], false, attached, Ending::Done),
        (
            &[Outcome::Uncertain, Outcome::Done],
            false,
            attached,
            Ending::Done,
        ),
        (&[], true, attached, Ending::StickerOnly),
        (&[], true, missing, Ending::NotDone),
        (&[hindered], true, attached, Ending::StickerOnly),
        (&[Outcome::PartlyDone], true, attached, Ending::Unclear),
        (&[Outcome::NotConfirmed], true, missing, Ending::Unclear),
        (
            &[Outcome::Uncertain, Outcome::Failed],
            true,
            attached,
            Ending::Unclear,
        ),
        (
            &[Outcome::Uncertain, hindered],
            true,
            missing,
            Ending::Unclear,
        ),
        (&[Outcome::Cancelled], true, missing, Ending::NotDone),
    ];
    for (outcomes, leaves, sticker, ending) in table {
        let mut life = Life::new(plan(CardAct::Address));
        for outcome in outcomes {
            life.begin(&READY).unwrap();
            life.ended(*outcome).unwrap();
        }
        if leaves {
            life.leave().unwrap();
        }
        assert_eq!(
            life.next(&with(sticker, true)),
            Next::HandIn(ending),
            "{outcomes:?}"
        );
        let changed = !matches!(ending, Ending::NotDone);
        assert_eq!(
            !life.may_discard(&with(sticker, true)),
            changed,
            "{outcomes:?}"
        );
    }
}

#[test]
fn what_was_left_can_be_tried_again() {
    let mut life = Life::new(plan(CardAct::PinSet));
    assert!(life.resume().is_err());
    life.leave().unwrap();
    assert_eq!(life.next(&READY), Next::HandIn(Ending::NotDone));
    life.resume().unwrap();
    assert_eq!(life.work(), WorkState::Open);
    life.begin(&READY).unwrap();
    life.ended(Outcome::PartlyDone).unwrap();
    life.leave().unwrap();
    life.resume().unwrap();
    assert_eq!(life.work(), WorkState::Unclear);
}

#[test]
fn work_under_way_at_the_companions_end_is_in_doubt_if_it_changes_something() {
    let under_way = WorkState::UnderWay { unclear: false };
    let restored = |act, work| Life::restored(plan(act), work).work();
    assert_eq!(restored(CardAct::Address, under_way), WorkState::Unclear);
    assert_eq!(restored(CardAct::View, under_way), WorkState::Open);
    assert_eq!(restored(CardAct::Address, WorkState::Done), WorkState::Done);
    let passport = Plan::of(CardAct::Address, CardKind::Passport, None).unwrap();
    let life = Life::restored(passport, WorkState::Done);
    assert_eq!(life.work(), WorkState::NotNeeded);
    assert_eq!(
        restored(CardAct::Address, WorkState::NotNeeded),
        WorkState::Open
    );
}

#[test]
fn only_looking_may_be_forgotten_afterwards() {
    for (act, forgets) in [
        (CardAct::View, true),
        (CardAct::PinSet, false),
        (CardAct::PinChange, false),
        (CardAct::Block, false),
        (CardAct::HandOver, false),
    ] {
        let mut life = Life::new(plan(act));
        assert!(life.may_discard(&READY));
        life.begin(&READY).unwrap();
        assert!(!life.may_discard(&READY));
        life.ended(Outcome::Done).unwrap();
        assert_eq!(life.may_discard(&READY), forgets, "{act:?}");
    }
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Note(Facts),
    Begin,
    End(Outcome),
    Leave,
    Resume,
    Crash,
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let sticker = prop_oneof![
        Just(None),
        Just(Some(StickerFact::Attached)),
        Just(Some(StickerFact::Missing)),
    ];
    (any::<bool>(), any::<bool>(), sticker, any::<bool>()).prop_map(
        |(identity, document, sticker, confirmed)| Facts {
            identity,
            document,
            sticker,
            confirmed,
        },
    )
}

fn any_move() -> impl Strategy<Value = Move> {
    let outcome = prop_oneof![
        3 => Just(Outcome::Done),
        1 => Just(Outcome::PartlyDone),
        1 => Just(Outcome::Uncertain),
        1 => Just(Outcome::NotConfirmed),
        1 => Just(Outcome::Failed),
        1 => Just(Outcome::Cancelled),
        1 => Just(Outcome::Refused(Refusal::NotAuthentic)),
    ];
    prop_oneof![
        2 => any_facts().prop_map(Move::Note),
        1 => Just(Move::Note(READY)),
        3 => Just(Move::Begin),
        3 => outcome.prop_map(Move::End),
        1 => Just(Move::Leave),
        1 => Just(Move::Resume),
        1 => Just(Move::Crash),
    ]
}

proptest! {
    #[test]
    fn nothing_that_was_done_is_ever_forgotten(
        (act, _) in prop::sample::select(&CardAct::ALL[..]),
        (kind, _) in prop::sample::select(&CardKind::ALL[..]),
        age in prop::option::of(0_u16..100),
        moves in prop::collection::vec(any_move(), 0..40),
    ) {
        let Ok(plan) = Plan::of(act, kind, age) else { return Ok(()) };
        let mut life = Life::new(plan);
        let mut facts = Facts::default();
        let (mut done, mut doubt) = (false, false);
        for step in moves {
            match step {
                Move::Note(noted) => facts = noted,
                Move::Begin => {
                    if life.begin(&facts).is_ok() {
                        prop_assert!(facts.identity);
                        prop_assert!(facts.document || !act.needs_document());
                        prop_assert!(!done);
                    }
                }
                Move::End(outcome) => {
                    if life.ended(outcome).is_ok() {
                        done |= outcome == Outcome::Done;
                        doubt |= matches!(
                            outcome,
                            Outcome::PartlyDone | Outcome::Uncertain | Outcome::NotConfirmed
                        );
                        doubt &= !done;
                    }
                }
                Move::Leave => { let _ = life.leave(); }
                Move::Resume => { let _ = life.resume(); }
                Move::Crash => {
                    let was_under_way = matches!(life.work(), WorkState::UnderWay { .. });
                    life = Life::restored(plan, life.work());
                    doubt |= was_under_way && life.work() == WorkState::Unclear;
                }
            }
            let ending = life.ending(&facts);
            if doubt {
                prop_assert_eq!(ending, Ending::Unclear);
                prop_assert!(!life.may_discard(&facts));
            }
            if done {
                prop_assert!(matches!(ending, Ending::Done | Ending::ChipOnly));
                prop_assert!(act == CardAct::View || !life.may_discard(&facts));
            }
            if let Next::HandIn(ending) = life.next(&facts) {
                prop_assert!(facts.identity);
                prop_assert!(facts.confirmed || ending == Ending::NotDone);
                prop_assert!(plan.sticker.is_none() || facts.sticker.is_some());
                let claims = matches!(ending, Ending::Done | Ending::ChipOnly);
                prop_assert!(!claims || done || plan.work == Work::Sticker);
            }
        }
    }
}
