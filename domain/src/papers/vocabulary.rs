//! Every value that a paper can say. A template that names another one is refused.
//!
//! Besides these, the answers of the form are values by the keys of their fields
//! ([`crate::fields::Field`]), those of a further person with `p2.` and so on before them.

use crate::fields::Field;

/// Values by their first word.
const VALUES: &[(&str, &[&str])] = &[
    ("authority", &["name", "unit", "contact", "place"]),
    ("case", &["number", "file_number", "date", "service"]),
    ("visit", &["place", "clerk", "date", "time"]),
    (
        "record",
        &[
            "full_name",
            "family_name",
            "birth_name",
            "former_names",
            "first_names",
            "usual_first_names",
            "doctorate",
            "religious_name",
            "birth_date",
            "birth_place",
            "sex",
            "nationalities",
            "main_address",
            "care_home",
            "former_addresses",
            "moved_in",
            "family_status",
            "religion",
            "spouse",
            "minor_children",
            "guardians",
            "documents",
            "blocks",
            "alive",
        ],
    ),
    // What the citizen asked for in an extended certificate (BMG § 18(2)): `yes` or nothing.
    (
        "chosen",
        &[
            "former_names",
            "religious_name",
            "birth_place",
            "sex",
            "nationalities",
            "former_addresses",
            "moved_in",
            "family_status",
            "religion",
            "spouse",
            "minor_children",
            "guardians",
            "documents",
            "blocks",
            "alive",
        ],
    ),
    (
        "document",
        &[
            "name",
            "valid_from",
            "valid_until",
            "fingerprints",
            "signature",
            "online_function",
            "delivery",
            "hints",
        ],
    ),
    // As it will be printed on the document, line by line.
    (
        "printed",
        &[
            "family_name",
            "with_birth_name",
            "given_names",
            "doctorate",
            "stage_name",
            "birth_date",
            "birth_place",
            "nationality",
            "height",
            "eyes",
            "address",
            "authority",
            "serial",
        ],
    ),
    ("mrz", &["lines"]),
    ("fee", &["total", "basis", "free_reason", "paid", "reduced_reason"]),
    (
        "payment",
        &[
            "payer",
            "way",
            "given",
            "change",
            "terminal_lines",
            "date",
            "time",
        ],
    ),
    ("receipt", &["number", "duplicate"]),
    (
        "registration",
        &[
            "kind",
            "moved_on",
            "registered_on",
            "address",
            "dwelling",
            "signed",
        ],
    ),
    (
        "life",
        &["identified_by", "purpose", "body", "reference", "place_of_visit"],
    ),
    (
        "certification",
        &[
            "number",
            "kind",
            "document",
            "presented_as",
            "by_authority",
            "for_authority",
            "electronic",
            "basis",
            "pages",
            "signer",
            "identified_by",
            "presence",
            "signature_holder",
            "signed_at",
            "certificates",
        ],
    ),
    (
        "handover",
        &[
            "document",
            "serial",
            "receiver",
            "date",
            "time",
            "with_block_password",
            "on_behalf",
        ],
    ),
    (
        "returned",
        &["document", "serial", "why", "what", "date", "time"],
    ),
    ("pin_letter", &["serial", "date", "time", "receiver"]),
    (
        "request",
        &[
            "kind",
            "kind_key",
            "for_authority",
            "for_address",
            "purpose",
            "reference",
            "court",
            "fee_waiver",
            "nationalities",
            "told_of_court",
        ],
    ),
    (
        "terminal",
        &[
            "act",
            "document",
            "serial",
            "date",
            "time",
            "old_address",
            "new_address",
            "transmitted",
        ],
    ),
    ("sticker", &["lines", "serial"]),
    (
        "closing",
        &[
            "number",
            "from",
            "until",
            "cash",
            "card",
            "invoice",
            "total",
            "float",
            "expected",
            "counted",
            "difference",
            "remark",
        ],
    ),
    ("check", &["code"]),
];

/// Lists and what each row has.
const LISTS: &[(&str, &[&str])] = &[
    ("dwellings", &["address", "kind", "since"]),
    ("fee.lines", &["service", "basis", "amount"]),
    ("closing.lines", &["number", "time", "way", "amount"]),
    ("closing.shares", &["receiver", "amount"]),
    (PERSONS, &[]),
];

/// The list of all persons of a form; its rows have the answers by the keys of the fields.
pub const PERSONS: &str = "persons";

/// Whether a value of this name exists outside of lists.
pub fn is_value(name: &str) -> bool {
    let Some((group, rest)) = name.split_once('.') else {
        return Field::from_key(name).is_some();
    };
    if let Some((_, names)) = VALUES.iter().find(|(known, _)| *known == group) {
        return names.contains(&rest);
    }
    let number = group.strip_prefix('p').map(str::parse::<u8>);
    matches!(number, Some(Ok(2..=9))) && Field::from_key(rest).is_some()
}

/// Whether there is a list of this name.
pub fn is_list(name: &str) -> bool {
    LISTS.iter().any(|(known, _)| *known == name)
}

/// Whether the rows of a list have a value of this name.
pub fn is_in_row(list: &str, name: &str) -> bool {
    if list == PERSONS {
        return Field::from_key(name).is_some();
    }
    let list = LISTS.iter().find(|(known, _)| *known == list);
    list.is_some_and(|(_, names)| names.contains(&name))
}

/// Every value outside of lists and answers, e.g. `visit.place`.
pub fn values() -> impl Iterator<Item = String> {
    let named = |(group, names): &(&str, &'static [&'static str])| {
        let group = (*group).to_owned();
        names.iter().map(move |name| format!("{group}.{name}"))
    };
    VALUES.iter().flat_map(named)
}

/// Every list with the values of its rows.
pub fn lists() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    LISTS.iter().copied()
}
