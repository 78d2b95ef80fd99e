use super::{CaseEffect, CaseError, CaseInput, CaseLife, CaseState};
use proptest::prelude::*;

const FREEZE: CaseInput = CaseInput::Freeze { excepted: false };

fn life(four_eyes: bool, inputs: &[CaseInput]) -> CaseLife {
    let mut life = CaseLife::new(four_eyes);
    for input in inputs {
        assert!(life.take(*input).is_ok(), "{input:?}");
    }
    life
}

#[test]
fn a_case_goes_its_way() {
    let mut life = CaseLife::new(false);
    assert_eq!(life.take(FREEZE), Ok(CaseEffect::Keep));
    assert_eq!(life.take(CaseInput::Send), Ok(CaseEffect::BeginUpload));
    assert_eq!(
        life.take(CaseInput::ReceiptVerified),
        Ok(CaseEffect::WipeToPrintable)
    );
    assert_eq!(
        life.take(CaseInput::Close { discard: false }),
        Ok(CaseEffect::WipeAll)
    );
    assert_eq!(life.state(), CaseState::Closed);
}

#[test]
fn an_exception_asks_for_four_eyes_until_it_is_gone() {
    let mut frozen = life(false, &[CaseInput::Freeze { excepted: true }]);
    assert_eq!(frozen.take(CaseInput::Send), Err(CaseError::ApprovalMissing));
    assert_eq!(frozen.take(CaseInput::Reopen), Ok(CaseEffect::Keep));
    assert_eq!(frozen.take(FREEZE), Ok(CaseEffect::Keep));
    assert_eq!(frozen.take(CaseInput::Send), Ok(CaseEffect::BeginUpload));
}

#[test]
fn four_eyes_are_asked_for_where_the_service_needs_them() {
    let mut frozen = life(true, &[FREEZE]);
    assert_eq!(
        frozen.take(CaseInput::Send),
        Err(CaseError::ApprovalMissing)
    );
    assert_eq!(frozen.take(CaseInput::Approved), Ok(CaseEffect::Keep));
    assert_eq!(frozen.take(CaseInput::Send), Ok(CaseEffect::BeginUpload));
}

#[test]
fn an_approval_is_void_once_the_case_may_change() {
    let approved = [FREEZE, CaseInput::Approved];
    for reopened in [
        &[CaseInput::Reopen][..],
        &[CaseInput::Send, CaseInput::Refused],
    ] {
        let inputs = [&approved[..], reopened, &[FREEZE]].concat();
        let mut again = life(true, &inputs);
        assert!(!again.is_approved());
        assert_eq!(again.take(CaseInput::Send), Err(CaseError::ApprovalMissing));
    }
    let put_off = [&approved[..], &[CaseInput::Send, CaseInput::PutOff]].concat();
    assert!(life(true, &put_off).is_approved());
}

#[test]
fn a_refused_case_is_a_draft_again() {
    let mut life = life(
        false,
        &[FREEZE, CaseInput::Send, CaseInput::Refused],
    );
    assert!(life.may_change());
    assert_eq!(life.take(FREEZE), Ok(CaseEffect::Keep));
}

#[test]
fn discarding_must_be_said() {
    let begun = [FREEZE, CaseInput::Send];
    for steps in 0..=begun.len() {
        let mut life = life(false, &begun[..steps]);
        let refused = life.take(CaseInput::Close { discard: false });
        assert_eq!(refused, Err(CaseError::DiscardNotConfirmed));
        assert_eq!(
            life.take(CaseInput::Close { discard: true }),
            Ok(CaseEffect::WipeAll)
        );
    }
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let draft = CaseLife::new(false);
    let unfit = [
        CaseInput::ReceiptVerified,
        CaseInput::Send,
        CaseInput::Approved,
        CaseInput::Reopen,
        CaseInput::PutOff,
    ];
    for input in unfit {
        let mut tried = draft;
        assert_eq!(tried.take(input), Err(CaseError::NotInState), "{input:?}");
        assert_eq!(tried, draft);
    }
    let mut closed = life(false, &[CaseInput::Close { discard: true }]);
    assert_eq!(
        closed.take(CaseInput::Close { discard: true }),
        Err(CaseError::NotInState)
    );
}

fn any_input() -> impl Strategy<Value = CaseInput> {
    prop_oneof![
        3 => any::<bool>().prop_map(|excepted| CaseInput::Freeze { excepted }),
        1 => Just(CaseInput::Reopen),
        2 => Just(CaseInput::Approved),
        3 => Just(CaseInput::Send),
        1 => Just(CaseInput::Refused),
        1 => Just(CaseInput::PutOff),
        1 => Just(CaseInput::ReceiptVerified),
        1 => any::<bool>().prop_map(|discard| CaseInput::Close { discard }),
    ]
}

proptest! {
    #[test]
    fn nothing_is_wiped_without_receipt_or_discard(
        four_eyes in any::<bool>(),
        inputs in prop::collection::vec(any_input(), 0..40),
    ) {
        let mut life = CaseLife::new(four_eyes);
        let (mut receipt, mut discarded) = (false, false);
        for input in inputs {
            let before = life;
            let effect = life.take(input);
            if effect.is_err() {
                prop_assert_eq!(life, before);
                continue;
            }
            receipt |= input == CaseInput::ReceiptVerified && before.state() == CaseState::Sending;
            discarded |= input == CaseInput::Close { discard: true };
            let wiped = matches!(effect, Ok(CaseEffect::WipeAll | CaseEffect::WipeToPrintable));
            let gone = matches!(life.state(), CaseState::Acknowledged | CaseState::Closed);
            prop_assert!(!(wiped || gone) || receipt || discarded);
        }
    }

    #[test]
    fn nothing_is_sent_that_nobody_approved_as_it_is(
        inputs in prop::collection::vec(any_input(), 0..40),
    ) {
        let mut life = CaseLife::new(true);
        let mut approved = false;
        for input in inputs {
            if life.take(input).is_err() {
                continue;
            }
            approved |= input == CaseInput::Approved;
            approved &= !life.may_change();
            prop_assert!(life.state() != CaseState::Sending || approved);
        }
    }
}
