//! What a screen reader says without being asked: the last sentences, each for itself. One that comes right
//! after another does not take its place before it was read.

/// So many sentences stay.
const KEPT: usize = 4;

/// The last sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    next: u64,
    sentences: Vec<(u64, String)>,
}

impl Spoken {
    /// Adds a sentence, and the oldest goes. What was said last is not said again.
    pub fn say(&mut self, sentence: &str) {
        let is_last = self.sentences.last().is_some_and(|(_, it)| it == sentence);
        if sentence.is_empty() || is_last {
            return;
        }
        self.sentences.push((self.next, sentence.to_owned()));
        self.next += 1;
        let old = self.sentences.len().saturating_sub(KEPT);
        self.sentences.drain(..old);
    }

    /// The sentences, the oldest first, each with a number of its own.
    pub fn sentences(&self) -> &[(u64, String)] {
        &self.sentences
    }

    /// Nothing of what was said stays.
    pub fn forget(&mut self) {
        self.sentences.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Spoken};

    fn said(spoken: &Spoken) -> Vec<&str> {
        let sentences = spoken.sentences().iter();
        sentences.map(|(_, sentence)| sentence.as_str()).collect()
    }

    #[test]
    fn one_sentence_does_not_take_the_place_of_the_one_before() {
        let mut spoken = Spoken::default();
        spoken.say("Bezahlt");
        spoken.say("Leitung: verbunden.");
        assert_eq!(said(&spoken), ["Bezahlt", "Leitung: verbunden."]);
    }

    #[test]
    fn the_oldest_go_and_no_number_comes_twice() {
        let mut spoken = Spoken::default();
        for number in 0..10 {
            spoken.say(&number.to_string());
        }
        assert_eq!(said(&spoken), ["6", "7", "8", "9"]);
        let last = spoken.sentences()[KEPT - 1].0;
        spoken.forget();
        assert_eq!(said(&spoken), [""; 0]);
        spoken.say("again");
        assert!(spoken.sentences()[0].0 > last);
    }

    #[test]
    fn nothing_and_what_was_said_last_are_not_said() {
        let mut spoken = Spoken::default();
        for sentence in ["", "Drucker: bereit.", "Drucker: bereit.", ""] {
            spoken.say(sentence);
        }
        assert_eq!(said(&spoken), ["Drucker: bereit."]);
    }
}
