//! Who may receive a finished document, and what becomes of the old one.

use super::CardKind;

/// Who stands there to receive the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// The person whom it belongs to.
    Holder,
    /// Who has applied for the person: custody holder, guardian, legal custodian.
    Guardian,
    /// Somebody with a power of attorney.
    Representative,
}

impl Receiver {
    /// Every receiver with its stable key, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Holder, "holder"),
        (Self::Guardian, "guardian"),
        (Self::Representative, "representative"),
    ];

    /// The receiver of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == key);
        known.map(|(receiver, _)| receiver)
    }
}

/// Where the envelope with PIN and PUK is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PinLetter {
    /// The applicant has it since the application.
    ReceivedBefore,
    /// It is handed over now, closed.
    HandedNow,
    /// The applicant says that it never came or was open: the PIN is set anew at the terminal.
    NotReceived,
    /// None was due for a small child (PAuswV § 17(4)).
    NotDue,
}

impl PinLetter {
    /// Every answer with its stable key, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::ReceivedBefore, "received_before"),
        (Self::HandedNow, "handed_now"),
        (Self::NotReceived, "not_received"),
        (Self::NotDue, "not_due"),
    ];

    /// The answer of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == key);
        known.map(|(letter, _)| letter)
    }
}

/// What becomes of the old document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OldDocument {
    /// The office keeps and destroys it.
    Kept,
    /// Cancelled by a cut corner or a punch, and given back because the holder wishes so.
    CancelledReturned,
    /// A passport with visas that are still valid stays as it is (PassV § 17(2)).
    VisaValid,
    /// Lost: there is nothing to take.
    Lost,
    /// There was none.
    None,
}

impl OldDocument {
    /// Every fate with its stable key, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Kept, "kept"),
        (Self::CancelledReturned, "cancelled_returned"),
        (Self::VisaValid, "visa_valid"),
        (Self::Lost, "lost"),
        (Self::None, "none"),
    ];

    /// The fate of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == key);
        known.map(|(fate, _)| fate)
    }

    /// Whether there is no old document on the table.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Lost | Self::None)
    }

    /// Whether a document of this kind may have this fate.
    pub fn fits(self, kind: CardKind) -> bool {
        self != Self::VisaValid || kind == CardKind::Passport
    }
}

/// From which age somebody receives the own document: who may apply for it alone (PAuswG § 9(2), PassG
/// § 6(1)); residence permits like passports, until the authority says otherwise.
fn receives_alone_from(kind: CardKind) -> u16 {
    match kind {
        CardKind::IdCard | CardKind::TemporaryIdCard | CardKind::EidCard => 16,
        CardKind::Passport | CardKind::ResidencePermit => 18,
    }
}

/// Whether this receiver may have the document: applicant, who is entitled to apply, or who is
/// authorised (PAuswV § 18(1), PassV § 17(1)). Without an age everybody may.
pub fn may_receive(receiver: Receiver, kind: CardKind, age: Option<u16>) -> bool {
    let alone = age.is_none_or(|age| age >= receives_alone_from(kind));
    match receiver {
        Receiver::Holder => alone,
        Receiver::Guardian | Receiver::Representative => true,
    }
}

/// Under this age none is due whatever the card's validity of six years makes of it; a card that was
/// ordered just before the birthday is handed over just after.
const PIN_LETTER_FROM: u16 = 11;

/// Whether that may be said of the envelope: PIN and PUK are for the applicant alone and are never
/// given to somebody authorised (PAuswV § 17(1), (3)); only for small children none is due (§ 17(4)).
pub fn pin_letter_fits(letter: PinLetter, receiver: Receiver, age: Option<u16>) -> bool {
    match letter {
        PinLetter::HandedNow => receiver != Receiver::Representative,
        PinLetter::NotDue => age.is_some_and(|age| age < PIN_LETTER_FROM),
        PinLetter::ReceivedBefore | PinLetter::NotReceived => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{OldDocument, PinLetter, Receiver, may_receive, pin_letter_fits};
    use crate::card_service::CardKind;

    #[test]
    fn children_do_not_receive_their_documents_alone() {
        for (kind, age, may) in [
            (CardKind::IdCard, 15, false),
            (CardKind::IdCard, 16, true),
            (CardKind::TemporaryIdCard, 16, true),
            (CardKind::Passport, 17, false),
            (CardKind::Passport, 18, true),
            (CardKind::ResidencePermit, 17, false),
        ] {
            assert_eq!(
                may_receive(Receiver::Holder, kind, Some(age)),
                may,
                "{kind:?} {age}"
            );
            assert!(may_receive(Receiver::Guardian, kind, Some(age)));
            assert!(may_receive(Receiver::Representative, kind, Some(age)));
        }
        assert!(may_receive(Receiver::Holder, CardKind::IdCard, None));
    }

    #[test]
    fn the_envelope_is_never_given_to_somebody_authorised() {
        let adult = Some(40);
        assert!(pin_letter_fits(
            PinLetter::HandedNow,
            Receiver::Holder,
            adult
        ));
        assert!(pin_letter_fits(
            PinLetter::HandedNow,
            Receiver::Guardian,
            Some(12)
        ));
        let representative = Receiver::Representative;
        assert!(!pin_letter_fits(
            PinLetter::HandedNow,
            representative,
            adult
        ));
        assert!(pin_letter_fits(
            PinLetter::ReceivedBefore,
            representative,
            adult
        ));
        assert!(pin_letter_fits(
            PinLetter::NotReceived,
            representative,
            adult
        ));
    }

    #[test]
    fn only_for_small_children_no_envelope_is_due() {
        for (age, due) in [
            (Some(5), true),
            (Some(10), true),
            (Some(11), false),
            (None, false),
        ] {
            let fits = pin_letter_fits(PinLetter::NotDue, Receiver::Guardian, age);
            assert_eq!(fits, due, "{age:?}");
        }
    }

    #[test]
    fn only_a_passport_stays_valid_for_its_visas() {
        for (kind, _) in CardKind::ALL {
            assert_eq!(
                OldDocument::VisaValid.fits(kind),
                kind == CardKind::Passport
            );
            assert!(OldDocument::Kept.fits(kind));
        }
    }

    #[test]
    fn keys_find_what_they_name() {
        for (receiver, key) in Receiver::ALL {
            assert_eq!(Receiver::from_key(key), Some(receiver));
        }
        for (letter, key) in PinLetter::ALL {
            assert_eq!(PinLetter::from_key(key), Some(letter));
        }
        for (fate, key) in OldDocument::ALL {
            assert_eq!(OldDocument::from_key(key), Some(fate));
        }
        assert_eq!(Receiver::from_key("neighbour"), None);
    }
}
