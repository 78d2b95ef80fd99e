//! Changes of answers that can be taken back, step by step. Pure; in the page's memory only.

use std::collections::BTreeMap;

use amtskoffer_domain::map_of;

/// Most steps that are kept.
const MOST: usize = 200;

/// The steps of a form.
#[derive(Clone, Debug)]
pub struct Undo<K> {
    now: BTreeMap<K, String>,
    steps: Vec<BTreeMap<K, String>>,
    /// What is typed next begins a step of its own.
    is_cut: bool,
}

impl<K: Ord + Clone> Undo<K> {
    /// Begins with the answers as they are.
    pub fn new(now: BTreeMap<K, String>) -> Self {
        Self {
            now,
            steps: Vec::new(),
            is_cut: true,
        }
    }

    /// Notes the answers as they are now. What is typed into one field without a cut is one step.
    pub fn note(&mut self, now: &BTreeMap<K, String>) {
        let before = self.difference(now);
        if before.is_empty() {
            return;
        }
        let goes_on = !self.is_cut
            && self
                .steps
                .last()
                .is_some_and(|last| last.len() == 1 && last.keys().eq(before.keys()));
        if !goes_on {
            if self.steps.len() == MOST {
                self.steps.remove(0);
            }
            self.steps.push(before);
        }
        self.is_cut = false;
        self.now.clone_from(now);
    }

    /// What follows is another step: the clerk went to another field, or the answers were kept.
    pub fn cut(&mut self) {
        self.is_cut = true;
    }

    /// Takes the last step back: what the answers of these fields were before.
    pub fn back(&mut self) -> Option<BTreeMap<K, String>> {
        let before = self.steps.pop()?;
        self.now.extend(before.clone());
        self.is_cut = true;
        Some(before)
    }

    /// Whether there is a step.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Values before, of fields that are others now; an absent one is empty.
    fn difference(&self, now: &BTreeMap<K, String>) -> BTreeMap<K, String> {
        let value = |of: &BTreeMap<K, String>, key: &K| of.get(key).cloned().unwrap_or_default();
        let keys = self.now.keys().chain(now.keys());
        let changed = keys.filter(|key| value(&self.now, key) != value(now, key));
        map_of(changed.map(|key| (key.clone(), value(&self.now, key))))
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Undo};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn answers(given: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
        let own = given.iter().map(|(key, value)| (*key, (*value).to_owned()));
        own.collect()
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut undo = Undo::new(answers(&[("name", "")]));
        for typed in ["M", "Mu", "Mus"] {
            undo.note(&answers(&[("name", typed)]));
        }
        undo.cut();
        undo.note(&answers(&[("name", "Muster")]));
        assert_eq!(undo.back(), Some(answers(&[("name", "Mus")])));
        assert_eq!(undo.back(), Some(answers(&[("name", "")])));
        assert_eq!(undo.back(), None);
        assert!(undo.is_empty());
    }

    #[test]
    fn another_field_is_another_step() {
        let mut undo = Undo::new(answers(&[]));
        undo.note(&answers(&[("name", "Groß")]));
        undo.note(&answers(&[("name", "Groß"), ("sex", "female")]));
        assert_eq!(undo.back(), Some(answers(&[("sex", "")])));
        assert_eq!(undo.back(), Some(answers(&[("name", "")])));
    }

    proptest! {
        #[test]
        fn all_steps_taken_back_give_the_beginning(
            changes in proptest::collection::vec((0_u8..4, "[a-c]{0,2}", any::<bool>()), 0..MOST),
        ) {
            let mut now: BTreeMap<u8, String> = (0..4).map(|key| (key, String::new())).collect();
            let begin = now.clone();
            let mut undo = Undo::new(now.clone());
            for (key, value, cut) in changes {
                now.insert(key, value);
                undo.note(&now);
                if cut {
                    undo.cut();
                }
            }
            while let Some(before) = undo.back() {
                now.extend(before);
            }
            prop_assert_eq!(now, begin);
        }
    }
}
