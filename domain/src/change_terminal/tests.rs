use super::{Act, Card, Event, Hindrance, Next, Outcome, Power, Refusal, Role, Run, Status, Step};
use proptest::prelude::*;

const READY: Status = Status {
    power: Power::Ready,
    token: false,
    card: Card::Eid,
};

#[test]
fn status_values_are_read_digit_by_digit() {
    for (value, power, token, card) in [
        (0, Power::Locked, false, Card::None),
        (110, Power::Initialized, true, Card::None),
        (20, Power::Ready, false, Card::None),
        (21, Power::Ready, false, Card::NoEid),
        (22, Power::Ready, false, Card::Eid),
        (23, Power::Ready, false, Card::PinBlocked),
        (24, Power::Ready, false, Card::PinSuspended),
        (25, Power::Ready, false, Card::PinOff),
        (122, Power::Ready, true, Card::Eid),
    ] {
        let status = Status { power, token, card };
        assert_eq!(Status::from_value(value), Some(status), "{value}");
    }
    for value in [-1, 6, 30, 200, 1022, i64::MIN, i64::MAX] {
        assert_eq!(Status::from_value(value), None, "{value}");
    }
}

#[test]
fn nothing_begins_before_terminal_and_card_are_ready() {
    let status = |power, token, card| Status { power, token, card };
    for (status, act, hindrance) in [
        (
            status(Power::Locked, false, Card::Eid),
            Act::ShowData,
            Hindrance::Locked,
        ),
        (
            status(Power::Initialized, true, Card::Eid),
            Act::ShowData,
            Hindrance::TokenInserted,
        ),
        (
            status(Power::Ready, true, Card::Eid),
            Act::ShowData,
            Hindrance::TokenInserted,
        ),
        (
            status(Power::Ready, false, Card::None),
            Act::ShowData,
            Hindrance::NoCard,
        ),
        (
            status(Power::Ready, false, Card::NoEid),
            Act::SetPin,
            Hindrance::NoEid,
        ),
        (
            status(Power::Ready, false, Card::PinOff),
            Act::SetPin,
            Hindrance::PinOff,
        ),
    ] {
        let mut run = Run::begin(act);
        let ended = run.on(Event::Status(status));
        assert_eq!(ended, Next::End(Outcome::Hindered(hindrance)));
    }
    let off = status(Power::Ready, false, Card::PinOff);
    assert_eq!(off.hindrance(Act::SwitchOn), None);
    let blocked = status(Power::Ready, false, Card::PinBlocked);
    assert_eq!(blocked.hindrance(Act::SetPin), None);
}

#[test]
fn every_act_goes_through_its_steps_to_its_end() {
    for act in Act::ALL {
        let mut run = Run::begin(act);
        assert_eq!((run.act(), run.next()), (act, Next::Ask));
        let mut next = run.on(Event::Status(READY));
        for step in act.steps() {
            assert_eq!(next, Next::Do(*step));
            next = run.on(Event::Done);
        }
        assert_eq!(next, Next::End(Outcome::Done));
    }
}

#[test]
fn switching_on_always_sets_a_pin_and_only_changes_need_the_stronger_role() {
    assert_eq!(Act::SwitchOn.steps().last(), Some(&Step::ChangePin));
    let first = |act: Act| act.steps()[0];
    assert_eq!(first(Act::ShowData), Step::Authenticate(Role::Inspection));
    assert!(!Act::ShowData.steps().iter().any(|step| step.changes()));
    for act in [
        Act::WriteAddress,
        Act::SetPin,
        Act::SwitchOn,
        Act::SwitchOff,
    ] {
        assert_eq!(first(act), Step::Authenticate(Role::Authentication));
    }
}

/// Brings an act to the step of this number.
fn at(act: Act, step: usize) -> Run {
    let mut run = Run::begin(act);
    run.on(Event::Status(READY));
    for _ in 0..step {
        run.on(Event::Done);
    }
    run
}

#[test]
fn what_may_be_said_of_the_card_afterwards() {
    let gone = Event::Refused(Refusal::NoCard);
    for (act, step, event, outcome) in [
        (
            Act::WriteAddress,
            0,
            gone,
            Outcome::Refused(Refusal::NoCard),
        ),
        (
            Act::WriteAddress,
            2,
            gone,
            Outcome::Refused(Refusal::NoCard),
        ),
        (Act::WriteAddress, 2, Event::Lost, Outcome::Uncertain),
        (Act::WriteAddress, 3, gone, Outcome::PartlyDone),
        (Act::WriteAddress, 3, Event::Lost, Outcome::Uncertain),
        (Act::WriteAddress, 4, gone, Outcome::NotConfirmed),
        (Act::WriteAddress, 4, Event::Lost, Outcome::NotConfirmed),
        (Act::WriteAddress, 4, Event::Differs, Outcome::NotConfirmed),
        (Act::WriteAddress, 4, Event::Cancel, Outcome::NotConfirmed),
        (Act::ShowData, 0, Event::Cancel, Outcome::Cancelled),
        (Act::ShowData, 2, Event::Lost, Outcome::Failed),
        (Act::SetPin, 1, Event::Cancel, Outcome::Cancelled),
        (Act::SetPin, 1, Event::GiveUp, Outcome::Uncertain),
        (Act::WriteAddress, 3, Event::Cancel, Outcome::PartlyDone),
        (Act::ShowData, 0, Event::GiveUp, Outcome::Cancelled),
        (
            Act::SetPin,
            1,
            Event::Refused(Refusal::CancelledAtTerminal),
            Outcome::Refused(Refusal::CancelledAtTerminal),
        ),
        (
            Act::SwitchOn,
            2,
            Event::Refused(Refusal::CancelledAtTerminal),
            Outcome::PartlyDone,
        ),
    ] {
        let mut run = at(act, step);
        assert_eq!(
            run.on(event),
            Next::End(outcome),
            "{act:?} {step} {event:?}"
        );
        assert_eq!(run.on(Event::Done), Next::End(outcome), "an end is an end");
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Done),
        1 => Just(Event::Differs),
        1 => Just(Event::Lost),
        1 => Just(Event::Cancel),
        1 => Just(Event::GiveUp),
        1 => Just(Event::Refused(Refusal::NoCard)),
        2 => (-1_i64..130).prop_map(|value| {
            Status::from_value(value).map_or(Event::Lost, Event::Status)
        }),
    ]
}

proptest! {
    #[test]
    fn a_run_never_claims_more_than_was_done(
        act in prop::sample::select(&Act::ALL[..]),
        events in prop::collection::vec(any_event(), 0..20),
    ) {
        let mut run = Run::begin(act);
        let mut done = Vec::new();
        for event in events {
            let before = run.next();
            let after = run.on(event);
            if let (Next::Do(step), Event::Done) = (before, event) {
                done.push(step);
            }
            if let Next::End(_) = before {
                prop_assert_eq!(before, after);
            }
        }
        let changed = done.iter().any(|step| step.changes());
        match run.next() {
            Next::End(Outcome::Done) => prop_assert_eq!(&done[..], act.steps()),
            Next::End(
                Outcome::Hindered(_) | Outcome::Refused(_) | Outcome::Failed | Outcome::Cancelled,
            ) => prop_assert!(!changed, "{:?}", done),
            Next::End(Outcome::PartlyDone) => prop_assert!(changed),
            _ => {}
        }
    }

    #[test]
    fn any_status_value_is_read_or_refused(value in any::<i64>()) {
        if let Some(status) = Status::from_value(value) {
            prop_assert!((0..=125).contains(&value), "{:?}", status);
        }
    }
}
