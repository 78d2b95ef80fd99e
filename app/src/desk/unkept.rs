//! Answers of a screen that was left before the companion had them.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::CaseView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Desk;
use crate::bridge::Trouble;

type Answers = BTreeMap<String, String>;

/// What the companion has not confirmed, for each case; of two values of a key the later one.
#[derive(Debug, Default)]
pub struct Unkept(BTreeMap<Uuid, Answers>);

impl Unkept {
    fn note(&mut self, case: Uuid, answers: &Answers) {
        self.0.entry(case).or_default().extend(answers.clone());
    }

    /// They are answered for; what was typed anew since stays.
    fn settle(&mut self, case: Uuid, answers: &Answers) {
        if let Some(noted) = self.0.get_mut(&case) {
            noted.retain(|key, value| answers.get(key) != Some(value));
        }
    }
}

impl Desk {
    /// Keeps answers of a screen that is being left. The next screen is made from the case of the desk, so
    /// they stand there before the companion has them; what a broken connection stops goes with the next one.
    pub fn keep_answers(self, case: Uuid, answers: Answers) {
        self.case.update_untracked(|shown| {
            if let Some(shown) = shown.as_mut().filter(|shown| shown.case == case) {
                shown.answers.extend(answers.clone());
            }
        });
        self.unkept.update_value(|unkept| unkept.note(case, &answers));
        self.send(case, answers);
    }

    /// Shows a case as the companion has it, unless the clerk has gone on to another.
    pub fn show_case(self, case: &CaseView) {
        let is_shown = |shown: &CaseView| shown.case == case.case;
        if self.case.with_untracked(|shown| shown.as_ref().is_some_and(is_shown)) {
            self.case.set(Some(case.clone()));
        }
    }

    /// Sends what a broken connection stopped.
    pub(super) fn send_unkept(self) {
        for (case, answers) in self.unkept.with_value(|unkept| unkept.0.clone()) {
            if !answers.is_empty() {
                self.send(case, answers);
            }
        }
    }

    fn send(self, case: Uuid, answers: Answers) {
        spawn_local(async move {
            let answer = self.bridge.save_answers(case, answers.clone(), None).await;
            if matches!(answer, Err(Trouble::Lost)) {
                return;
            }
            self.unkept.update_value(|unkept| unkept.settle(case, &answers));
            match answer {
                Ok(kept) => self.show_case(&kept),
                // Not taken: the screen shows again what is kept.
                Err(_) => self.refresh_case(case),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, Unkept};
    use uuid::Uuid;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn the_later_value_is_the_one_that_is_sent_again() {
        let (mut unkept, case) = (Unkept::default(), Uuid::from_u128(1));
        let (first, second) = (answers(&[("a", "1"), ("b", "1")]), answers(&[("a", "2")]));
        unkept.note(case, &first);
        unkept.note(case, &second);
        assert_eq!(unkept.0[&case], answers(&[("a", "2"), ("b", "1")]));
        unkept.settle(case, &first);
        assert_eq!(unkept.0[&case], second);
        unkept.settle(case, &second);
        assert!(unkept.0[&case].is_empty());
        unkept.settle(Uuid::from_u128(2), &second);
    }
}
