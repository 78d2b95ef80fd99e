//! What can be wrong with a field: codes only; the app has the sentences.

use super::field::Field;

/// What is wrong with the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed.
    Missing,
    /// A letter that DIN 91379 does not allow here.
    LetterNotAllowed {
        /// The letter with its combining marks.
        letter: String,
        /// Which letter it is, from 0.
        position: usize,
    },
    /// More letters than the order takes.
    TooLong {
        /// Most letters.
        limit: usize,
        /// Letters typed.
        actual: usize,
    },
    /// Family name, doctorate and birth name together have more letters than the order takes.
    CombinedTooLong {
        /// Most letters.
        limit: usize,
        /// Letters typed.
        actual: usize,
    },
    /// Not written as a date.
    NotADate,
    /// The calendar has no such day.
    NoSuchDay,
    /// A date after the day of application.
    InFuture,
    /// A date before the day of application.
    InPast,
    /// A date farther away than any document ends.
    TooLate,
    /// Not three letters of a state.
    CountryShape,
    /// A date too long ago for a living person.
    TooEarly,
    /// A custody holder under 18.
    GuardianTooYoung,
    /// Not a whole number.
    NotANumber,
    /// Not an amount of money above zero.
    NotAnAmount,
    /// A number outside its range.
    OutOfRange {
        /// Least allowed.
        min: i64,
        /// Greatest allowed.
        max: i64,
    },
    /// None of the choices, or neither yes nor no.
    NotAChoice,
    /// Not a German postcode.
    PostcodeShape,
    /// Not a municipality key.
    MunicipalityKeyShape,
    /// Not an e-mail address.
    EmailShape,
    /// Not a serial number of a document.
    SerialShape,
    /// The check digit does not fit.
    CheckDigit,
    /// Only yes lets the application go on: material offered, proof seen.
    MustBeYes,
    /// Delivery to the dwelling without a dwelling in Germany (PAuswV § 18(2)).
    DeliveryNeedsDwelling,
    /// A person of age is represented by a legal custodian or guardian, not by parents.
    CustodianNeeded,
    /// The identity is not certain: the application stops.
    IdentityNotCertain,
    /// The document has not what the act is about.
    NotForThisDocument,
    /// Too young to receive the own document alone.
    ReceiverTooYoung,
    /// The envelope with the PIN is for the applicant alone, and one is due.
    PinLetterNotPossible,
    /// The act itself is not done yet, and not left either.
    ActNotDone,
    /// Not day and time of day to the minute.
    NotAMoment,
    /// More than a week before moving out (BMG § 17(2)).
    MoreThanAWeekAhead,
    /// A person born after the day of moving in does not move along.
    BornAfterMove,
    /// Not keys of states.
    StateKeyShape,
    /// Not the mark of a landlord's confirmation.
    MarkShape,
    /// None of the first names.
    NotAFirstName,
    /// Sole, main and secondary do not fit each other (BMG § 21).
    DwellingsDisagree,
    /// Under 16 somebody else declares (BMG § 17(3)).
    TooYoungToDeclare,
    /// A national of another member state gets a European certificate of conduct (BZRG § 30b(1)).
    EuropeanNeeded,
    /// A European certificate of conduct is for nationals of other states (BZRG § 30b(1)).
    NotEuropean,
}

/// A problem and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Of which person on the form, from 1.
    pub person: u8,
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub problem: Problem,
}
