//! Keys of the choices, in the order in which they are offered.

pub(super) const NATIONALITY: &[&str] = &["D"];

/// Entries of the register (`DSMeld` 0701).
pub(super) const SEX: &[&str] = &["female", "male", "diverse", "unstated"];

pub(super) const DELIVERY: &[&str] = &["office", "home"];

/// Results of the identity check; the last one stops the application.
pub(super) const IDENTITY_METHOD: &[&str] = &[
    "sure_document",
    "sure_register_photo",
    "sure_witness",
    "not_sure",
];

pub(super) const OLD_DOCUMENT_KIND: &[&str] = &[
    "id_card",
    "temporary_id_card",
    "passport",
    "child_passport",
    "lost",
    "none",
];

/// The keys of [`crate::rules::consent::ConsentVariant`].
pub(super) const CONSENT_VARIANT: &[&str] = &[
    "both_parents_present",
    "one_parent_with_written_consent",
    "parent_with_whom_child_lives",
    "sole_custody",
    "guardian",
    "custodian",
    "other_parent_prevented",
];

pub(super) const PHOTO_SOURCE: &[&str] = &["office", "cloud"];

pub(super) const PAYMENT_METHOD: &[&str] = &["cash", "card", "invoice", "waived", "paid_before"];

pub(super) const FEE_FREE_REASON: &[&str] = &["pension", "social"];

pub(super) const EXEMPTION_REASON: &[&str] = &[
    "custodian",
    "care_home",
    "disability",
];

pub(super) const PASSPORT_PAGES: &[&str] = &[
    "32",
    "48",
];

pub(super) const PERMIT_KIND: &[&str] = &[
    "first",
    "extension_short",
    "extension",
    "purpose_change",
    "mobile_ict",
    "mobile_ict_extension",
    "settlement",
    "settlement_highly_qualified",
    "settlement_self_employed",
    "settlement_minor",
    "long_term_eu",
    "reissue",
    "reissue_lost",
    "eu_card",
    "provisional_certificate",
    "certificate",
    "transfer",
];

pub(super) const PERMIT_TITLE: &[&str] = &[
    "AE",
    "AF",
    "AK",
    "AN",
    "AS",
    "BK",
    "DA",
    "DE",
    "DN",
    "IC",
    "MI",
    "NE",
    "XA",
    "XG",
];

/// The keys of [`crate::card_service::CardAct`].
pub(super) const CARD_ACT: &[&str] = &[
    "view",
    "address",
    "pin_set",
    "pin_change",
    "eid_on",
    "eid_off",
    "block",
    "unblock",
    "hand_over",
    "give_back",
];

/// The keys of [`crate::card_service::CardKind`].
pub(super) const CARD_DOCUMENT: &[&str] = &[
    "id_card",
    "temporary_id_card",
    "passport",
    "residence_permit",
    "eid_card",
];

/// Why the online function is blocked (PAuswG § 10(5), § 27(2)).
pub(super) const BLOCK_REASON: &[&str] = &["lost", "known_pin", "deceased", "invalid"];

/// The keys of [`crate::card_service::hand_over::Receiver`].
pub(super) const RECEIVER: &[&str] = &["holder", "guardian", "representative"];

/// The keys of [`crate::card_service::hand_over::PinLetter`].
pub(super) const PIN_LETTER: &[&str] =
    &["received_before", "handed_now", "not_received", "not_due"];

/// The keys of [`crate::card_service::hand_over::OldDocument`].
pub(super) const OLD_DOCUMENT_FATE: &[&str] =
    &["kept", "cancelled_returned", "visa_valid", "lost", "none"];

/// The keys of [`crate::card_service::WorkState`].
pub(super) const CARD_WORK: &[&str] = &[
    "not_needed",
    "open",
    "done",
    "unclear",
    "left",
    "left_unclear",
];

pub(super) const ADDRESS_STICKER: &[&str] = &["attached", "missing"];

/// Who declares a move (BMG § 17(1), (3)).
pub(super) const REGISTRANT: &[&str] = &["self", "household", "custodian"];

/// BMG § 21(1).
pub(super) const DWELLING_KIND: &[&str] = &["sole", "main", "secondary"];

/// What becomes of the other dwelling: given up, or kept as one of the two; or there was none.
pub(super) const PREVIOUS_DWELLING: &[&str] = &["given_up", "main", "secondary", "none"];

pub(super) const DESTINATION: &[&str] = &["abroad", "unknown"];

/// The values of the option of the service.
pub(super) const SECOND_HOME_ACT: &[&str] = &["register", "give_up", "switch_main"];

/// On paper, by its mark, declared by the owner who lives there, or refused (BMG § 19(2)).
pub(super) const LANDLORD_PROOF: &[&str] = &["paper", "mark", "owner", "refused"];

/// Keys of the register (`DSMeld` 1401).
pub(super) const MARITAL_STATUS: &[&str] = &[
    "LD", "VH", "VW", "GS", "EA", "LP", "LV", "LA", "LE", "NB",
];

/// Keys of the register (`DSMeld` 1101) of communities that raise taxes; `none` for all else.
pub(super) const RELIGION: &[&str] = &["none", "rk", "ev", "lt", "rf", "fr", "ak", "is", "jd"];

/// The values of the option of the service (BMG § 18(1), (2)).
pub(super) const CERTIFICATE_KIND: &[&str] = &["simple", "extended"];

pub(super) const LIFE_PURPOSE: &[&str] = &["pension", "accident", "other"];

pub(super) const LIFE_FORM: &[&str] = &["own", "pension_body"];

/// `Belegart` N, O and P (BZRG § 30).
pub(super) const REQUEST_KIND: &[&str] = &["private", "authority", "court"];

pub(super) const REQUEST_FEE_WAIVER: &[&str] = &["volunteer", "needy"];

pub(super) const TRADE_KIND: &[&str] = &["private", "authority"];

/// Who may apply (`GewO` § 150): a power of attorney counts only where a public register has it.
pub(super) const TRADE_APPLICANT: &[&str] = &["self", "guardian", "procurator"];

/// What the copy is compared with (`VwVfG` § 33(3), (4)).
pub(super) const PRESENTED_AS: &[&str] = &[
    "original",
    "certified_copy",
    "plain_copy",
    "printout",
    "electronic_document",
];

/// Issued here, by another authority, private but for an authority; the last one is refused.
pub(super) const CERTIFICATION_BASIS: &[&str] = &["own", "authority", "for_authority", "private"];

pub(super) const CERTIFICATION_KIND: &[&str] = &["signature", "mark"];

pub(super) const CERTIFICATION_PRESENCE: &[&str] = &["made", "acknowledged"];
