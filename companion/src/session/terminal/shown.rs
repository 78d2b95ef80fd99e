//! From the terminal's words to the page's.

use amtskoffer_contract::bridge::{
    ChipEntry, DeviceCause, TerminalAct, TerminalCard, TerminalOutcome, TerminalState, TerminalStep,
};
use amtskoffer_domain::change_terminal::{
    Act, Card, Hindrance, Outcome, Power, Refusal, Status, Step,
};

use crate::devices::change_terminal::chip::{Place, Reading, read};
use crate::devices::change_terminal::{Group, Info, TerminalError};

/// How the terminal is.
pub(super) fn terminal(info: Result<Info, TerminalError>) -> (TerminalState, TerminalCard) {
    match info {
        Ok(info) => (state(info.status), card(info.status.card)),
        Err(error) => (
            TerminalState::Fault {
                cause: error.cause(),
            },
            TerminalCard::Unknown,
        ),
    }
}

fn state(status: Status) -> TerminalState {
    match (status.power, status.token) {
        (Power::Locked, _) => TerminalState::Locked,
        (Power::Initialized, _) | (Power::Ready, true) => TerminalState::TokenInserted,
        (Power::Ready, false) => TerminalState::Ready,
    }
}

fn card(card: Card) -> TerminalCard {
    match card {
        Card::None => TerminalCard::None,
        Card::NoEid => TerminalCard::NoEid,
        Card::Eid => TerminalCard::Eid,
        Card::PinBlocked => TerminalCard::PinBlocked,
        Card::PinSuspended => TerminalCard::PinSuspended,
        Card::PinOff => TerminalCard::PinOff,
    }
}

/// The act of the machine.
pub(super) fn act(act: TerminalAct) -> Act {
    match act {
        TerminalAct::ShowData => Act::ShowData,
        TerminalAct::WriteAddress => Act::WriteAddress,
        TerminalAct::SetPin => Act::SetPin,
        TerminalAct::SwitchOn => Act::SwitchOn,
        TerminalAct::SwitchOff => Act::SwitchOff,
    }
}

/// The act as the page names it.
pub(super) fn request(act: Act) -> TerminalAct {
    match act {
        Act::ShowData => TerminalAct::ShowData,
        Act::WriteAddress => TerminalAct::WriteAddress,
        Act::SetPin => TerminalAct::SetPin,
        Act::SwitchOn => TerminalAct::SwitchOn,
        Act::SwitchOff => TerminalAct::SwitchOff,
    }
}

/// What the page says of a step.
pub(super) fn step(step: Step) -> TerminalStep {
    match step {
        Step::Authenticate(_) => TerminalStep::TypeCan,
        Step::Select | Step::Read => TerminalStep::Read,
        Step::WriteAddress | Step::WriteResidence | Step::Activate | Step::Deactivate => {
            TerminalStep::Write
        }
        Step::ReadBack => TerminalStep::ReadBack,
        Step::ChangePin => TerminalStep::TypePin,
    }
}

/// What the page says of the end.
pub(super) fn outcome(outcome: Outcome, cause: DeviceCause) -> TerminalOutcome {
    match outcome {
        Outcome::Done => TerminalOutcome::Done,
        Outcome::Hindered(hindrance) => hindered(hindrance),
        Outcome::Refused(refusal) => refused(refusal),
        Outcome::Failed => TerminalOutcome::Failed { cause },
        Outcome::Cancelled => TerminalOutcome::Cancelled,
        Outcome::PartlyDone => TerminalOutcome::PartlyDone,
        Outcome::NotConfirmed => TerminalOutcome::NotConfirmed,
        Outcome::Uncertain => TerminalOutcome::Uncertain,
    }
}

fn hindered(hindrance: Hindrance) -> TerminalOutcome {
    match hindrance {
        Hindrance::Locked => TerminalOutcome::Locked,
        Hindrance::TokenInserted => TerminalOutcome::TokenInserted,
        Hindrance::NoCard => TerminalOutcome::NoCard,
        Hindrance::NoEid => TerminalOutcome::NoEid,
        Hindrance::PinOff => TerminalOutcome::PinOff,
    }
}

fn refused(refusal: Refusal) -> TerminalOutcome {
    match refusal {
        Refusal::NoCard => TerminalOutcome::NoCard,
        Refusal::PinBlocked => TerminalOutcome::PinBlocked,
        Refusal::PinSuspended => TerminalOutcome::PinSuspended,
        Refusal::PinOff => TerminalOutcome::PinOff,
        Refusal::NoEid => TerminalOutcome::NoEid,
        Refusal::CancelledAtTerminal => TerminalOutcome::CancelledAtTerminal,
        Refusal::Authentication => TerminalOutcome::NotProved,
        Refusal::NotAuthentic => TerminalOutcome::NotAuthentic,
        Refusal::Other => TerminalOutcome::Refused,
    }
}

/// One data group for the holder.
pub(super) fn entry(group: &Group) -> ChipEntry {
    let reading = read(group.number, &group.content);
    ChipEntry {
        group: group.number,
        unreadable: reading == Reading::Unreadable,
        lines: lines(reading),
        intact: group.intact,
    }
}

fn lines(reading: Reading) -> Vec<String> {
    match reading {
        Reading::Empty | Reading::Unreadable => Vec::new(),
        Reading::Text(text) | Reading::ResidenceId(text) => vec![text],
        Reading::Day(day) => vec![in_german_order(&day)],
        Reading::Place(place) => place_lines(place),
    }
}

/// `19640812` as `12.08.1964`; unknown parts are left out.
fn in_german_order(day: &str) -> String {
    let part = |from: usize, to: usize| day.get(from..to).map(str::trim).unwrap_or_default();
    let parts = [part(6, 8), part(4, 6), part(0, 4)];
    let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(".")
}

fn place_lines(place: Place) -> Vec<String> {
    let Place {
        street,
        town,
        state,
        country,
        postcode,
        words,
    } = place;
    let town = match (postcode, town) {
        (Some(postcode), Some(town)) => Some(format!("{postcode} {town}")),
        (postcode, town) => town.or(postcode),
    };
    let lines = [words, street, town, state, country];
    let lines = lines.into_iter().flatten();
    lines.filter(|line| !line.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{in_german_order, place_lines};
    use crate::devices::change_terminal::chip::Place;

    #[test]
    fn days_with_unknown_parts_are_shown_as_far_as_they_are_known() {
        for (day, shown) in [
            ("19640812", "12.08.1964"),
            ("196408  ", "08.1964"),
            ("1964    ", "1964"),
            ("", ""),
        ] {
            assert_eq!(in_german_order(day), shown);
        }
    }

    #[test]
    fn a_place_has_a_line_for_each_known_part() {
        let text = |text: &str| Some(text.to_owned());
        let place = Place {
            street: text("Heidestraße 17"),
            town: text("Köln"),
            country: text("D"),
            postcode: text("51147"),
            ..Place::default()
        };
        assert_eq!(place_lines(place), ["Heidestraße 17", "51147 Köln", "D"]);
        let town = Place {
            town: text("Bonn"),
            ..Place::default()
        };
        assert_eq!(place_lines(town), ["Bonn"]);
    }
}
