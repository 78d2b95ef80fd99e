//! Everything that can go wrong between page and companion, as the page is told.
//!
//! The app has a German sentence that says what to do for every variant; a test walks
//! [`Failure::examples`] and fails when one has none.

use serde::{Deserialize, Serialize};

use super::DeviceCause;
use crate::VersionRange;

/// Why a request was not fulfilled. Carries no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// A message was not of the agreed form: page and companion do not fit. Reload the page.
    MalformedMessage,
    /// A request came before the hello. Reload the page.
    HelloMissing,
    /// Page and companion have no version in common. The older side must be updated.
    VersionMismatch {
        /// What the page speaks.
        page: VersionRange,
        /// What the companion speaks.
        companion: VersionRange,
    },
    /// The request was cancelled by the clerk.
    Cancelled,
    /// Too many requests at once; wait for an answer first.
    TooManyRequests,
    /// The clerk has not named herself yet.
    NoVisit,
    /// A name, place, reason or file number is missing or too long.
    InputOutOfBounds {
        /// Key of the input.
        input: String,
    },
    /// Too little to search for; a name and a further datum are needed (BMG § 38).
    CriteriaTooFew,
    /// The record is not the one fetched last. Search again.
    RecordNotOpen,
    /// No such person in the register.
    RecordUnknown,
    /// No such case: it was closed, or the companion was started anew.
    CaseUnknown,
    /// The case stands where this is not possible, e.g. it is being sent.
    CaseNotInState,
    /// No such service.
    ServiceUnknown,
    /// The file of the service names a reason why it must not be done as it is.
    ServiceRefused {
        /// German sentence of the file.
        reason: String,
    },
    /// Not a field of the service, or its value is over every limit.
    FieldUnknown {
        /// Key of the field.
        field: String,
    },
    /// The case is not complete; sections by key.
    CaseIncomplete {
        /// Keys of the sections.
        sections: Vec<String>,
    },
    /// The picture shows no code of the photo cloud: hold the code still, or take the photo here.
    PhotoCodeNotFound,
    /// The code is not one of the photo cloud, or of a later version: take the photo here.
    PhotoCodeUnknown,
    /// The photo cloud does not have the picture (any more): take the photo here.
    PhotoGone,
    /// The provider of the code is not known to the gateway, or cannot be reached: try again later.
    PhotoCloudAway,
    /// Seal or form of the picture are not right: take the photo here and tell the IT.
    PhotoNotTrusted,
    /// The typeface of machine readable zones is not installed: tell the IT, type the zone.
    MrzFontMissing,
    /// To discard a case without receipt the clerk must say so.
    DiscardNotConfirmed,
    /// As many cases are open as memory allows. Send or close one.
    TooManyCases,
    /// The transfer is over the limit.
    TransferTooLarge {
        /// Limit in bytes.
        limit: u32,
    },
    /// A transfer went out of step or was not finished. Take the picture again.
    TransferBroken,
    /// No such handle.
    HandleUnknown,
    /// The picture is no readable JPEG.
    PictureUnreadable,
    /// The picture has more pixels or bytes than are taken.
    PictureTooLarge,
    /// The picture is none that a camera makes: edited, or in the colours of a printer.
    PictureNotOriginal,
    /// The picture has too few pixels between the eyes.
    PictureTooSmall {
        /// Pixels needed between the eyes.
        needed: u32,
        /// Pixels there.
        actual: u32,
    },
    /// The crop would leave the picture: more room around the head is needed.
    CropOutside,
    /// The eye points are not usable (equal, outside, too slanted).
    EyesImplausible,
    /// The signature is empty or only a dot.
    SignatureEmpty,
    /// The signature has more points than any person writes.
    SignatureTooLong,
    /// That finger is not the next one, or has no attempts left.
    FingerNotDue,
    /// No such reason.
    ReasonUnknown,
    /// A device does not do its work.
    Device {
        /// Why.
        cause: DeviceCause,
    },
    /// No finger was put on the scanner in time.
    NoFinger,
    /// The data centre is not reachable. Nothing is lost.
    LineDown,
    /// The data centre's certificate is not the trusted one. Do not go on; call the IT.
    GatewayNotTrusted,
    /// The data centre's certificate has expired, or the suitcase's clock is wrong.
    GatewayCertificateExpired,
    /// Another town's data centre answers.
    OtherTown,
    /// The suitcase's clock is wrong. Nobody's password or passkey is to blame.
    ClockWrong,
    /// The path would lead around the tunnel; nothing was sent and nothing is lost.
    TunnelClosed,
    /// The data centre does not know this suitcase.
    SuitcaseNotEnrolled,
    /// The data centre answered something that we do not understand.
    GatewayGarbled,
    /// The data centre refuses the case by its rules; keys of what is wrong.
    CaseRefused {
        /// Keys.
        keys: Vec<String>,
    },
    /// This case was already handed in with other contents.
    CaseConflict,
    /// The data centre cannot store at the moment. Nothing is lost; try again.
    GatewayStorage,
    /// No clerk is signed in, or her session has ended. She signs in with her passkey.
    NotSignedIn,
    /// The screen is locked. A clerk who is signed in unlocks it.
    DeskLocked,
    /// Two clerks are signed in already. One of them signs out first.
    DeskFull,
    /// The one-time link of a new clerk is unknown, used or too old. She needs a new one.
    LinkUnknown,
    /// The passkey took too long or was asked for anew.
    CeremonyEnded,
    /// The passkey is unknown here, or did not verify its owner.
    CredentialRefused,
    /// The second clerk is the same person as the first, or may not approve.
    SameClerk,
    /// Nobody else is known who could approve. The administrator enrols one.
    NoSecondClerk,
    /// The service needs four eyes, and the approval is missing or void.
    ApprovalMissing,
    /// The gateway does not accept how a part is sealed: another department or suitcase. Call the IT.
    SealRefused,
    /// The department that checks cases cannot be reached by the gateway. The case stays.
    DepartmentAway,
    /// The disk of the gateway is full. The case stays; tell the IT.
    GatewayFull,
    /// What the suitcase noted of a case cannot be read any more. It can only be thrown away.
    NoteUnreadable,
    /// An exception from a rule still needs the approval of somebody who may give it; rules by key.
    ExceptionNotApproved {
        /// Keys of the rules.
        keys: Vec<String>,
    },
    /// The receipt's signature does not fit. The case stays here; call the IT.
    ReceiptNotTrusted,
    /// That cannot be printed in this case, or not yet.
    NotPrintable,
    /// A value that must stand in the paper is missing.
    PaperLacks {
        /// Its name in the templates, see `amtskoffer_domain::papers::vocabulary`.
        value: String,
    },
    /// The template of the paper does not fit. Call the IT.
    PaperFaulty,
    /// A letter of the name is missing in the font.
    LetterNotPrintable,
    /// No further page or document fits into the case.
    DocumentsFull,
    /// No such print job.
    JobUnknown,
    /// The printer gave the job up.
    PrintAborted,
    /// The money given is less than the sum due.
    PaymentTooLow,
    /// The payment terminal still works, or nobody knows yet what came of a payment.
    PaymentUnfinished,
    /// The case was paid by card; that must be reversed first.
    CardPaid,
    /// The payment pays other cases, too, and one of them is handed in: it cannot be taken back here any
    /// more.
    PaidTogether,
    /// Money was taken already: what lay in the box before cannot change any more.
    TillAtWork,
    /// The cash desk takes no further payment: close it.
    TillFull,
    /// The closing before has not reached the data centre yet: send it first.
    ClosingUnsent,
    /// There is no card payment that this could be done with.
    NoCardPayment,
    /// What changes a chip, a document or a list belongs to a case of the services with a document
    /// (PAuswV §§ 19 to 21, 25, 26). Open one for the person.
    CaseNeeded,
    /// It is not the turn of that in the act at a card, or the act is fixed by what was done.
    ActOutOfOrder,
    /// A chip, a document or a list is not what it was: the case must be handed in.
    ActDone,
    /// The companion's long-lived process does not run; told by the relay. It must be started anew;
    /// open cases are gone.
    CompanionNotRunning,
    /// The extension or the relay is not the one that this companion serves. Call the IT.
    ExtensionNotAllowed,
    /// A fault in the companion itself. Nothing is lost; the IT needs the support line.
    Internal,
}

impl Failure {
    /// One value of every variant, for tables and tests.
    pub fn examples() -> Vec<Failure> {
        let range = VersionRange { min: 1, max: 1 };
        let key = || "key".to_owned();
        vec![
            Self::MalformedMessage,
            Self::HelloMissing,
            Self::VersionMismatch {
                page: range,
                companion: range,
            },
            Self::Cancelled,
            Self::TooManyRequests,
            Self::NoVisit,
            Self::InputOutOfBounds { input: key() },
            Self::CriteriaTooFew,
            Self::RecordNotOpen,
            Self::RecordUnknown,
            Self::CaseUnknown,
            Self::CaseNotInState,
            Self::ServiceUnknown,
            Self::ServiceRefused {
                reason: "Der Ausweis ist gültig.".to_owned(),
            },
            Self::FieldUnknown { field: key() },
            Self::CaseIncomplete {
                sections: vec![key()],
            },
            Self::DiscardNotConfirmed,
            Self::TooManyCases,
            Self::TransferTooLarge { limit: 1 },
            Self::TransferBroken,
            Self::HandleUnknown,
            Self::PictureUnreadable,
            Self::PictureTooLarge,
            Self::PictureNotOriginal,
            Self::PictureTooSmall {
                needed: 300,
                actual: 1,
            },
            Self::CropOutside,
            Self::EyesImplausible,
            Self::SignatureEmpty,
            Self::PhotoCodeNotFound,
            Self::PhotoCodeUnknown,
            Self::PhotoGone,
            Self::PhotoCloudAway,
            Self::PhotoNotTrusted,
            Self::MrzFontMissing,
            Self::SignatureTooLong,
            Self::FingerNotDue,
            Self::ReasonUnknown,
            Self::Device {
                cause: DeviceCause::NotFound,
            },
            Self::NoFinger,
            Self::LineDown,
            Self::GatewayNotTrusted,
            Self::GatewayCertificateExpired,
            Self::OtherTown,
            Self::ClockWrong,
            Self::TunnelClosed,
            Self::SuitcaseNotEnrolled,
            Self::GatewayGarbled,
            Self::CaseRefused { keys: vec![key()] },
            Self::CaseConflict,
            Self::GatewayStorage,
            Self::NotSignedIn,
            Self::DeskLocked,
            Self::DeskFull,
            Self::LinkUnknown,
            Self::CeremonyEnded,
            Self::CredentialRefused,
            Self::SameClerk,
            Self::NoSecondClerk,
            Self::ApprovalMissing,
            Self::SealRefused,
            Self::DepartmentAway,
            Self::GatewayFull,
            Self::NoteUnreadable,
            Self::ExceptionNotApproved { keys: vec![key()] },
            Self::ReceiptNotTrusted,
            Self::NotPrintable,
            Self::PaperLacks { value: key() },
            Self::PaperFaulty,
            Self::LetterNotPrintable,
            Self::DocumentsFull,
            Self::JobUnknown,
            Self::PrintAborted,
            Self::PaymentTooLow,
            Self::PaymentUnfinished,
            Self::CardPaid,
            Self::PaidTogether,
            Self::TillAtWork,
            Self::TillFull,
            Self::ClosingUnsent,
            Self::NoCardPayment,
            Self::CaseNeeded,
            Self::ActOutOfOrder,
            Self::ActDone,
            Self::CompanionNotRunning,
            Self::ExtensionNotAllowed,
            Self::Internal,
        ]
    }
}
