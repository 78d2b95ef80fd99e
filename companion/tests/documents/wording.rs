//! What the law wants to stand on each paper, and what must not.

use amtskoffer_domain::papers::{Context, FillError, Value};

use super::checkers::Paper;
use super::fonts;
use super::samples::{context, filled, paper, shipped};

fn text_of(key: &str, context: &Context) -> String {
    Paper::new(&filled(key, context).to_pdf(&fonts()).expect("a paper")).text()
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    // Lines are broken where the width wants it.
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(joined.contains(part), "{part} is not in\n{text}");
    }
}

#[track_caller]
fn lacks(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "{part} is in\n{text}");
    }
}

#[test]
fn a_simple_certificate_names_what_the_law_lists_and_nothing_more() {
    let text = text_of("registration_certificate", &context());
    has(
        &text,
        &[
            "Amt Moorniederung",
            "33-12/2026-004711",
            "22.11.2026",
            "§ 18 Absatz 1 des Bundesmeldegesetzes",
            "Đorđević Ñuñez",
            "Anna Þóra M̂",
            "Gebräuchlicher Vorname Þóra",
            "Dr.",
            "29.02.1948",
            "Lange Straße 12 a, 12345 Fleckenmoor Hauptwohnung",
            "Nebenwohnung",
            "Dienstsiegel",
            "Unterschrift (M. Petersen)",
            "Seite 1 von 1",
        ],
    );
    lacks(
        &text,
        &["Geburtsort", "Staatsang", "Einzug", "Müller-L", "weiblich"],
    );
}

#[test]
fn an_extended_certificate_has_what_was_chosen_and_says_what_is_not_stored() {
    let mut chosen = context();
    for name in ["birth_place", "religion", "alive", "moved_in"] {
        chosen.say(format!("chosen.{name}"), "yes");
    }
    let text = text_of("registration_certificate", &chosen);
    has(
        &text,
        &[
            "§ 18 Absatz 2 des Bundesmeldegesetzes",
            "Geburtsort Fleckenmoor",
            "Religionsgesellschaft im Melderegister nicht gespeichert",
            "kein Sterbedatum gespeichert",
            "01.05.1999",
        ],
    );
    lacks(&text, &["Absatz 1 BMG nicht", "Staatsang", "weiblich"]);
}

#[test]
fn whoever_has_a_block_is_not_said_to_be_missing_in_the_register() {
    let mut chosen = context();
    for name in ["spouse", "minor_children", "guardians", "family_status"] {
        chosen.say(format!("chosen.{name}"), "yes");
    }
    let text = text_of("registration_certificate", &chosen);
    has(
        &text,
        &[
            "Ehegatte oder Lebenspartner Jón Đorđević, geboren am 03.02.1946",
            "Minderjährige Kinder keine Angabe",
            "Gesetzliche Vertretung keine Angabe",
            "Familienstand verheiratet, seit 18.05.1970 in Fleckenmoor",
        ],
    );
    lacks(&text, &["nicht gespeichert"]);
}

#[test]
fn an_electronic_certificate_or_copy_has_room_for_no_seal_of_rubber() {
    let mut electronic = context();
    electronic.say("certificate_electronic", "yes");
    electronic.say("certification.electronic", "yes");
    let text = text_of("registration_certificate", &electronic);
    has(&text, &["§ 18 Absatz 3 BMG", "qualifizierte elektronische Siegel"]);
    lacks(&text, &["Unterschrift (M. Petersen)"]);
    let text = text_of("certified_copy_note", &electronic);
    has(&text, &["Beglaubigt durch M. Petersen", "§ 33 Absatz 5 Satz 1 Nummer 2 VwVfG"]);
    lacks(&text, &["Verbindungsstelle", "Dienstsiegel\n"]);
}

#[test]
fn a_residence_certificate_says_religion_and_family_only_when_they_are_wanted() {
    let text = text_of("residence_certificate", &context());
    has(&text, &["Familienstand verheiratet, seit 18.05.1970 in Fleckenmoor", "01.05.1999"]);
    lacks(&text, &["Religionsgesellschaft", "Ehegatte", "Kinder", "Frühere Anschriften"]);
    let mut chosen = context();
    for name in ["chosen_religion", "chosen_spouse", "chosen_minor_children", "chosen_former_addresses"] {
        chosen.say(name, "yes");
    }
    has(
        &text_of("residence_certificate", &chosen),
        &[
            "Religionsgesellschaft im Melderegister nicht gespeichert",
            "Jón Đorđević",
            "Minderjährige Kinder keine Angabe",
            "keine früheren Anschriften gespeichert",
        ],
    );
}

#[test]
fn a_request_shows_all_that_is_sent_as_it_was_typed() {
    let text = text_of("request_control_sheet", &context());
    has(
        &text,
        &[
            "Antrag: erweitertes Europäisches Führungszeugnis",
            "Belegart OE",
            "Staatsangehörigkeiten deutsch, dänisch",
            "Lange Straße 12 a, 12345 Fleckenmoor",
            "Jugendamt Süderau",
            "Rathausplatz 2, 12345 Fleckenmoor",
            "zuerst bei einem Amtsgericht einzusehen",
        ],
    );
    lacks(&text, &["Gebührenbefreiung", "Geburtsname der Mutter", "Es handelt"]);
}

#[test]
fn a_certificate_without_doctorate_usual_name_and_fee_does_not_mention_them() {
    let mut bare = context();
    for name in ["record.doctorate", "record.usual_first_names"] {
        bare.set(name, Value::default());
    }
    bare.say("fee.free_reason", "pension");
    let text = text_of("registration_certificate", &bare);
    lacks(&text, &["Doktorgrad", "ebräuchlich", "Gebühr: "]);
    has(&text, &["gebührenfrei (für Zwecke der Rentenversicherung)"]);
}

#[test]
fn a_confirmation_has_exactly_the_eight_items() {
    let text = text_of("confirmation", &context());
    has(
        &text,
        &[
            "Amtliche Meldebestätigung über die Anmeldung",
            "§ 24 Absatz 2",
            "Familienname Đorđević Ñuñez",
            "Anna Þóra M̂",
            "Doktorgrad Dr.",
            "Geburtsdatum 29.02.1948",
            "Einzugsdatum 15.11.2026",
            "Datum der Anmeldung 22.11.2026",
            "Anschrift Lange Straße 12 a, 12345 Fleckenmoor",
            "Wohnung alleinige Wohnung",
        ],
    );
    lacks(
        &text,
        &["Geburtsort", "Staatsang", "Geschlecht", "33-12/2026"],
    );
    let out = text_of("deregistration_confirmation", &context());
    has(
        &out,
        &["über die Abmeldung", "Auszugsdatum", "Datum der Abmeldung"],
    );
}

#[test]
fn a_note_under_a_copy_has_all_that_section_33_wants() {
    let note = context();
    let text = text_of("certified_copy_note", &note);
    has(
        &text,
        &[
            "Zeugnis der Berufsschule Süderau vom 12.07.1966",
            "mit der vorgelegten Urschrift des folgenden Schriftstücks übereinstimmt",
            "nur zur Vorlage bei Deutsche Rentenversicherung Nord",
            "2 Seiten",
            "Verbindungsstelle",
            "Süderau, 22.11.2026",
            "Unterschrift (M. Petersen)",
            "Dienstsiegel",
        ],
    );
    let mut public = context();
    public.say("certification.by_authority", "yes");
    lacks(
        &text_of("certified_copy_note", &public),
        &["nur zur Vorlage"],
    );
    let print = text_of("certified_print_note", &note);
    has(
        &print,
        &["Stadt Süderau", "20.11.2026, 14:03 Uhr", "Siegel CA 7"],
    );
}

#[test]
fn a_note_beside_a_signature_has_all_that_section_34_wants() {
    let text = text_of("certified_signature_note", &context());
    has(
        &text,
        &[
            "Echtheit der Unterschrift",
            "Þóra Đorđević Ñuñez",
            "durch ein gültiges Ausweisdokument",
            "in Gegenwart der beglaubigenden Person vollzogen",
            "nur zur Vorlage bei Deutsche Rentenversicherung Nord",
            "Süderau, 22.11.2026",
            "Dienstsiegel",
        ],
    );
}

#[test]
fn a_life_certificate_says_who_came_when_and_where() {
    let text = text_of("life_certificate", &context());
    has(
        &text,
        &[
            "dass die nachstehend genannte Person lebt",
            "am 22.11.2026 um 09:05 Uhr persönlich",
            "durch ein gültiges Ausweisdokument",
            "65 290248 D 501",
            "zur Vorlage bei einer Rentenversicherung",
            "Stelle: Deutsche Rentenversicherung Nord",
            "Unterschrift der Person",
            "Dienstsiegel",
        ],
    );
}

#[test]
fn a_receipt_adds_up() {
    let text = text_of("fee_receipt", &context());
    has(
        &text,
        &[
            "22.11.2026, 09:05 Uhr",
            "46,00 €",
            "0,00 €",
            "Gegeben",
            "4,00 €",
        ],
    );
    lacks(&text, &["Zweitschrift"]);
    let mut again = context();
    again.say("receipt.duplicate", "yes");
    again.say("payment.way", "card");
    let lines = ["** Kundenbeleg **".to_owned(), "Betrag 46,00".to_owned()];
    again.set("payment.terminal_lines", Value::lines(lines));
    let text = text_of("fee_receipt", &again);
    has(&text, &["Zweitschrift", "Karte", "** Kundenbeleg **"]);
    lacks(&text, &["Rückgeld"]);
}

#[test]
fn receipts_of_hand_over_and_return_have_the_minute() {
    has(
        &text_of("hand_over_receipt", &context()),
        &["09:07 Uhr", "Sperrkennwort", "L01X00T47"],
    );
    has(
        &text_of("return_receipt", &context()),
        &["09:07 Uhr", "entwertet", "T22000129"],
    );
    has(
        &text_of("pin_letter_receipt", &context()),
        &["09:06 Uhr", "unversehrt"],
    );
    has(
        &text_of("cash_closing", &context()),
        &["Differenz", "–0,50 €", "Bundeskasse"],
    );
}

#[test]
fn a_paper_without_a_mandatory_value_is_refused_by_name() {
    let papers = shipped();
    for (key, template) in &papers {
        let refused = template.fill(&Context::new());
        let Err(FillError::Missing(name)) = refused else {
            assert_eq!(key.as_str(), "nothing prints without values", "{refused:?}");
            continue;
        };
        assert!(!name.is_empty(), "{key}");
    }
    assert!(!paper("fee_receipt").filled.is_checkable());
    assert!(paper("life_certificate").filled.is_checkable());
}
