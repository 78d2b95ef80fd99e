//! The card in the reader and the holder's own PIN change.

use amtskoffer_contract::bridge::{CardOutcome, CardSeen, PinState};

use super::Advice;

pub const TITLE: &str = "PIN des Ausweises";
pub const SERVICES: &str = "Ausweis-Dienste";
pub const SERVICES_HINT: &str = "Ohne Vorgang: Chipdaten zeigen, die eigene PIN ändern oder mit der PUK entsperren. Alles andere am Ausweis ist ein Vorgang. Alles ist gebührenfrei.";
pub const TO_CARD: &str = "PIN selbst ändern";
pub const INTRO: &str = "Die Ausweisinhaberin oder der Ausweisinhaber tippt selbst. Drehen Sie den Bildschirm so, dass niemand sonst zusehen kann.";
pub const STATE: &str = "Karte";
pub const READER: &str = "Leser";
pub const CARD: &str = "Zustand";
pub const NOT_ASKED: &str = "Noch nicht bekannt.";
pub const AGAIN: &str = "Karte neu prüfen";
pub const WAY: &str = "Womit soll die PIN geändert werden?";
pub const BY_READER: &str = "Mit dem Kartenleser";
pub const BY_CLIENT: &str = "Mit der AusweisApp";
pub const CLIENT_KEYPAD: &str = "Die Ziffern werden am Lesegerät der AusweisApp getippt.";
pub const ACTS: &str = "Was möchten Sie tun?";
pub const FIRST_PIN: &str = "Erste PIN setzen (mit Transport-PIN)";
pub const NEW_PIN: &str = "PIN ändern (mit bisheriger PIN)";
pub const UNBLOCK: &str = "PIN entsperren (mit PUK)";
pub const START_CLIENT: &str = "PIN-Änderung starten";
pub const STOP: &str = "Abbrechen";
pub const NEXT: &str = "Weiter";
pub const WORKING: &str = "Bitte lassen Sie die Karte liegen. Die PIN wird geändert.";
pub const WORKING_CLIENT: &str =
    "Bitte folgen Sie der Anzeige am Lesegerät und lassen Sie die Karte liegen.";
pub const DELETE: &str = "Löschen";
pub const KEYS: &str = "Ziffernfeld";
pub const NOT_ALIKE: &str =
    "Die beiden neuen PINs sind verschieden. Bitte tippen Sie die neue PIN noch einmal.";
pub const TOO_SIMPLE: &str =
    "Diese PIN ist leicht zu erraten. Bitte wählen Sie sechs andere Ziffern.";

/// A word that the holder types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Number on the card's front.
    Can,
    /// PIN of the PIN letter.
    Transport,
    /// PIN so far.
    Old,
    /// New PIN.
    New,
    /// New PIN again.
    Repeat,
    /// PUK of the PIN letter.
    Puk,
}

impl Word {
    /// Every word.
    #[cfg(test)]
    pub const ALL: [Word; 6] = [
        Self::Can,
        Self::Transport,
        Self::Old,
        Self::New,
        Self::Repeat,
        Self::Puk,
    ];

    /// How many digits it has.
    pub fn digits(self) -> usize {
        match self {
            Self::Transport => 5,
            Self::Puk => 10,
            Self::Can | Self::Old | Self::New | Self::Repeat => 6,
        }
    }
}

/// What the word is called.
pub fn word(word: Word) -> &'static str {
    match word {
        Word::Can => "Zugangsnummer (CAN)",
        Word::Transport => "Transport-PIN",
        Word::Old => "Bisherige PIN",
        Word::New => "Neue PIN",
        Word::Repeat => "Neue PIN wiederholen",
        Word::Puk => "Entsperrnummer (PUK)",
    }
}

/// Where it is found.
pub fn word_hint(word: Word) -> &'static str {
    match word {
        Word::Can => "Sechs Ziffern, aufgedruckt auf der Vorderseite der Karte.",
        Word::Transport => "Fünf Ziffern aus dem PIN-Brief.",
        Word::Old => "Sechs Ziffern, selbst gewählt.",
        Word::New => "Sechs Ziffern Ihrer Wahl, nicht das Geburtsdatum und keine einfache Folge.",
        Word::Repeat => "Dieselben sechs Ziffern noch einmal.",
        Word::Puk => "Zehn Ziffern aus dem PIN-Brief.",
    }
}

/// How much was typed.
pub fn typed(count: usize, of: usize) -> String {
    format!("{count} von {of} Ziffern")
}

/// The digit of a key, for screen readers.
pub fn digit(digit: u8) -> String {
    format!("Ziffer {digit}")
}

/// How the card is.
pub fn seen(card: CardSeen) -> String {
    match card {
        CardSeen::NoReader => "Kein Kartenleser gefunden.".to_owned(),
        CardSeen::NoCard => "Bitte legen Sie die Karte auf den Leser.".to_owned(),
        CardSeen::NotRead => "Karte erkannt, noch nicht gelesen.".to_owned(),
        CardSeen::Unreadable => {
            "Die Karte antwortet nicht. Legen Sie sie andersherum auf.".to_owned()
        }
        CardSeen::NoEid => "Diese Karte hat keinen Online-Ausweis.".to_owned(),
        CardSeen::Eid { pin } => pin_state(pin),
    }
}

fn pin_state(pin: PinState) -> String {
    match pin {
        PinState::Usable { tries_left } => {
            format!("Die PIN ist in Ordnung, {tries_left} Versuche sind übrig.")
        }
        PinState::CanNeeded => {
            "Ein Versuch ist übrig. Vorher wird die Zugangsnummer (CAN) gebraucht.".to_owned()
        }
        PinState::Blocked => {
            "Die PIN ist gesperrt. Sie wird mit der PUK entsperrt oder am Änderungsterminal neu gesetzt."
                .to_owned()
        }
        PinState::Off => {
            "Der Online-Ausweis ist ausgeschaltet. Er wird am Änderungsterminal eingeschaltet."
                .to_owned()
        }
    }
}

/// What came of an act.
pub fn outcome(outcome: CardOutcome) -> Advice {
    let (what, remedy) = match outcome {
        CardOutcome::PinChanged => (
            "Die neue PIN gilt ab sofort.",
            "Merken Sie sich die PIN. Sie wurde nirgends gespeichert.",
        ),
        CardOutcome::Unblocked => (
            "Die PIN ist entsperrt.",
            "Es gilt die bisherige PIN, mit drei neuen Versuchen.",
        ),
        CardOutcome::WrongPin => (
            "Die bisherige PIN war falsch.",
            "Ein Versuch ist verbraucht. Prüfen Sie die Ziffern und beginnen Sie neu.",
        ),
        CardOutcome::WrongCan => (
            "Die Zugangsnummer (CAN) war falsch.",
            "Sie steht auf der Vorderseite der Karte. Kein Versuch ist verbraucht.",
        ),
        CardOutcome::WrongPuk => (
            "Die PUK war falsch.",
            "Sie steht im PIN-Brief. Prüfen Sie die Ziffern und beginnen Sie neu.",
        ),
        CardOutcome::CanNeeded => (
            "Vor dem letzten Versuch wird die Zugangsnummer (CAN) gebraucht.",
            "Beginnen Sie neu; die CAN steht auf der Vorderseite der Karte.",
        ),
        CardOutcome::PinBlocked => (
            "Die PIN ist gesperrt.",
            "Entsperren Sie sie mit der PUK oder setzen Sie am Änderungsterminal eine neue.",
        ),
        CardOutcome::PinOff => (
            "Der Online-Ausweis ist ausgeschaltet.",
            "Schalten Sie ihn am Änderungsterminal ein.",
        ),
        CardOutcome::PukUsedUp => (
            "Die PUK wurde zu oft benutzt.",
            "Setzen Sie am Änderungsterminal eine neue PIN.",
        ),
        CardOutcome::NoEid => (
            "Diese Karte hat keinen Online-Ausweis.",
            "Legen Sie einen Personalausweis oder Aufenthaltstitel auf den Leser.",
        ),
        CardOutcome::NotConfirmed => (
            "Die AusweisApp meldet Erfolg, hat aber nicht nach beiden PINs gefragt.",
            "Welche PIN jetzt gilt, ist ungewiss. Ändern Sie die PIN noch einmal mit dem Kartenleser.",
        ),
    };
    Advice::new(what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::assert_sentence;

    #[test]
    fn every_state_and_outcome_has_its_sentences() {
        for result in CardOutcome::ALL {
            let advice = outcome(result);
            assert_sentence(&advice.what);
            assert_sentence(&advice.remedy);
        }
        let eid = |pin| CardSeen::Eid { pin };
        for card in [
            CardSeen::NoReader,
            CardSeen::NoCard,
            CardSeen::NotRead,
            CardSeen::Unreadable,
            CardSeen::NoEid,
            eid(PinState::Usable { tries_left: 3 }),
            eid(PinState::CanNeeded),
            eid(PinState::Blocked),
            eid(PinState::Off),
        ] {
            assert_sentence(&seen(card));
        }
        for kind in Word::ALL {
            assert_sentence(word_hint(kind));
            assert!(!word(kind).is_empty() && kind.digits() >= 5);
        }
    }
}
