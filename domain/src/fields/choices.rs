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

/// The keys of [`crate::rules::id_card::ConsentVariant`].
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
