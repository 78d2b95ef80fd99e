//! What was done in this visit. Names nobody: a service, a time and a number stay when the case has been
//! wiped. Goes when the last clerk leaves.

use std::collections::{BTreeMap, VecDeque};

use amtskoffer_contract::bridge::{
    CasePlace, ConfirmedView, Failure, HistoryAct, HistoryEntry, HistoryRequest, HistoryView,
    ParkedView,
};
use uuid::Uuid;

use super::Session;
use super::state::State;
use crate::clock;

/// Most entries; a long day has about two hundred.
const MOST_ENTRIES: usize = 1_000;

/// Digits of a version.
const VERSION_DIGITS: usize = 12;

/// Longest key of a section.
const SECTION_BYTES: usize = 40;

/// The visit so far.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: VecDeque<HistoryEntry>,
    parked: BTreeMap<Uuid, CasePlace>,
    confirmed: BTreeMap<Uuid, ConfirmedView>,
}

impl History {
    /// Notes an act. What belongs to an open case only goes with it.
    pub(super) fn note(&mut self, time: &str, case: Uuid, service: &str, act: HistoryAct) {
        let is_over = matches!(
            act,
            HistoryAct::Received { .. } | HistoryAct::Discarded | HistoryAct::Closed
        );
        if is_over {
            self.parked.remove(&case);
            self.confirmed.remove(&case);
        }
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
        }
        self.entries.push_back(HistoryEntry {
            time: time.to_owned(),
            case,
            service: service.to_owned(),
            act,
        });
    }

    fn park(&mut self, case: Uuid, place: CasePlace) {
        self.parked.insert(case, place);
    }

    fn confirm(&mut self, case: Uuid, version: String, time: String) {
        let view = ConfirmedView {
            case,
            version,
            time,
        };
        self.confirmed.insert(case, view);
    }

    fn view(&self) -> HistoryView {
        let parked = self.parked.iter().map(|(case, place)| ParkedView {
            case: *case,
            place: place.clone(),
        });
        HistoryView {
            entries: self.entries.iter().cloned().collect(),
            parked: parked.collect(),
            confirmed: self.confirmed.values().cloned().collect(),
        }
    }
}

impl Session {
    /// Notes an act of a case that is in memory; one that is not is passed over.
    pub(super) fn note(&self, case: Uuid, act: HistoryAct) {
        self.state().note(case, act);
    }

    /// What the page asks about the visit as a whole.
    ///
    /// # Errors
    /// [`Failure::CaseUnknown`], [`Failure::InputOutOfBounds`].
    pub(super) fn history(&self, request: HistoryRequest) -> Result<HistoryView, Failure> {
        let mut state = self.state();
        match request {
            HistoryRequest::List => {}
            HistoryRequest::Park { case, place } => {
                bounded(&place)?;
                state.cases.get(case)?;
                state.history.park(case, place);
                state.note(case, HistoryAct::Parked);
            }
            HistoryRequest::Confirm { case, version } => {
                is_version(&version)?;
                state.cases.draft(case)?;
                let time = clock::time_of_day();
                state.history.confirm(case, version.clone(), time);
                state.note(case, HistoryAct::Confirmed { version });
            }
        }
        Ok(state.history.view())
    }
}

impl State {
    /// Notes an act of a case that is in memory; one that is not is passed over.
    pub(super) fn note(&mut self, case: Uuid, act: HistoryAct) {
        if let Ok(known) = self.cases.get(case) {
            let service = known.summary().service;
            self.history
                .note(&clock::time_of_day(), case, &service, act);
        }
    }
}

fn bounded(place: &CasePlace) -> Result<(), Failure> {
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_key = place.section.len() <= SECTION_BYTES && place.section.bytes().all(sign);
    let sound = is_key && place.done <= place.of;
    sound.then_some(()).ok_or_else(|| out_of_bounds("place"))
}

fn is_version(version: &str) -> Result<(), Failure> {
    let sound = version.len() == VERSION_DIGITS
        && version
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    sound.then_some(()).ok_or_else(|| out_of_bounds("version"))
}

fn out_of_bounds(input: &str) -> Failure {
    Failure::InputOutOfBounds {
        input: input.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{History, MOST_ENTRIES, bounded, is_version};
    use amtskoffer_contract::bridge::{CasePlace, HistoryAct};
    use uuid::Uuid;

    const CASE: Uuid = Uuid::from_u128(7);

    fn place(section: &str, done: u8, of: u8) -> CasePlace {
        let section = section.to_owned();
        CasePlace { section, done, of }
    }

    #[test]
    fn what_belongs_to_an_open_case_goes_with_it_and_the_acts_stay() {
        for end in [
            HistoryAct::Received { number: 41 },
            HistoryAct::Discarded,
            HistoryAct::Closed,
        ] {
            let mut history = History::default();
            history.note("09:10", CASE, "identity-card", HistoryAct::Opened);
            history.park(CASE, place("photo", 3, 9));
            history.confirm(CASE, "0123456789ab".to_owned(), "09:12".to_owned());
            assert_eq!(history.view().parked.len(), 1);
            assert_eq!(history.view().confirmed[0].version, "0123456789ab");
            history.note("09:20", CASE, "identity-card", end.clone());
            let view = history.view();
            assert!(view.parked.is_empty() && view.confirmed.is_empty());
            let acts: Vec<_> = view.entries.iter().map(|entry| entry.act.clone()).collect();
            assert_eq!(acts, [HistoryAct::Opened, end]);
        }
    }

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let mut history = History::default();
        for number in 0..=MOST_ENTRIES {
            let time = format!("{number}");
            history.note(&time, CASE, "passport", HistoryAct::Parked);
        }
        let entries = history.view().entries;
        assert_eq!(entries.len(), MOST_ENTRIES);
        assert_eq!(entries[0].time, "1");
    }

    #[test]
    fn a_place_is_a_key_and_a_version_is_a_hash() {
        assert_eq!(bounded(&place("person_data", 2, 9)), Ok(()));
        assert_eq!(bounded(&place("", 0, 0)), Ok(()));
        for bad in [
            place("Erika Mustermann", 0, 1),
            place(&"x".repeat(41), 0, 1),
            place("photo", 2, 1),
        ] {
            assert!(bounded(&bad).is_err(), "{bad:?}");
        }
        assert_eq!(is_version("0123456789ab"), Ok(()));
        for bad in ["", "0123456789AB", "0123456789abc", "Erika Muster"] {
            assert!(is_version(bad).is_err(), "{bad}");
        }
    }
}
