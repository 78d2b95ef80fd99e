//! The page of the docs that lists services, rules and fees; made by `cargo xtask docs`.

use amtskoffer_domain::catalogue::{Approver, Catalogue, FactKind, OptionKind, Service};
use amtskoffer_domain::dates::{Date, german};
use amtskoffer_domain::fees::FeeRow;
use std::fmt::Write;

/// Where the page lies in the work tree.
pub const PAGE: &str = "docs/services.md";

/// The page.
pub fn page(catalogue: &Catalogue) -> String {
    let mut page = "# Leistungen, Regeln und Gebühren\n\n\
        Aus den Dateien in `public/catalogue/` und `public/town/` erzeugt (`cargo xtask docs`); nicht von Hand ändern.\n"
        .to_owned();
    for service in catalogue.services() {
        let _ = write!(page, "\n## {}\n\n`{}`", service.name, service.id);
        if let Some(key) = &service.leika {
            let _ = write!(page, ", LeiKa {key}");
        }
        let _ = writeln!(page, ". {}\n", service.summary);
        let _ = writeln!(page, "- Wer: {}", service.applicants);
        let _ = writeln!(
            page,
            "- Rechtsgrundlagen: {}",
            service.legal_basis.join("; ")
        );
        let _ = writeln!(
            page,
            "- Vier Augen: {}",
            if service.four_eyes { "ja" } else { "nein" }
        );
        options(&mut page, service);
        facts(&mut page, service);
        exceptions(&mut page, service);
        fees(&mut page, catalogue, service);
    }
    let _ = writeln!(page, "\n## Örtliche Gebühren: {}\n", catalogue.town().name);
    table(&mut page, catalogue, &catalogue.town().fees);
    page
}

fn options(page: &mut String, service: &Service) {
    for option in &service.options {
        let values = match &option.kind {
            OptionKind::YesNo => "ja oder nein".to_owned(),
            OptionKind::Choice(keys) => keys
                .iter()
                .map(|key| format!("`{key}`"))
                .collect::<Vec<_>>()
                .join(", "),
            OptionKind::Number { min, max } => format!("{min} bis {max}"),
        };
        let _ = writeln!(page, "- Wahl `{}`: {values}. {}", option.key, option.text);
    }
}

fn facts(page: &mut String, service: &Service) {
    for (kind, name) in [
        (FactKind::Fingerprints, "Fingerabdrücke"),
        (FactKind::Signature, "Unterschrift"),
        (FactKind::AppliesAlone, "Handelt allein"),
        (FactKind::EidOn, "Online-Funktion"),
        (FactKind::PinEnvelope, "PIN-Kuvert"),
    ] {
        let sources = service
            .facts
            .iter()
            .filter(|fact| fact.kind == kind)
            .map(|fact| fact.source.as_str());
        let sources: Vec<&str> = sources.collect();
        if !sources.is_empty() {
            let _ = writeln!(page, "- {name}: {}", sources.join("; "));
        }
    }
}

fn exceptions(page: &mut String, service: &Service) {
    for exception in &service.exceptions {
        let approver = match exception.approver {
            Approver::Clerk => "Sachbearbeitung",
            Approver::SecondClerk => "zweite Person",
            Approver::Coordinator => "Koordination",
            Approver::Head => "Leitung",
        };
        let _ = writeln!(
            page,
            "- Ausnahme: {} (entscheidet: {approver}; {})",
            exception.text, exception.source
        );
    }
}

/// The amounts of all rules that the service charges, wherever they stand.
fn fees(page: &mut String, catalogue: &Catalogue, service: &Service) {
    let charged = |row: &&FeeRow| service.charges.iter().any(|charge| charge.rule == row.rule);
    let rows: Vec<FeeRow> = catalogue
        .table()
        .rows()
        .iter()
        .filter(charged)
        .cloned()
        .collect();
    if rows.is_empty() {
        let _ = writeln!(page, "- Gebühr: keine");
        return;
    }
    let _ = writeln!(page);
    table(page, catalogue, &rows);
}

fn table(page: &mut String, catalogue: &Catalogue, rows: &[FeeRow]) {
    let _ = writeln!(
        page,
        "| Regel | Gebühr | Betrag | ab | bis | Quelle |\n| --- | --- | ---: | --- | --- | --- |"
    );
    for row in rows {
        let text = catalogue.fee_text(&row.rule).unwrap_or_default();
        let until = row
            .valid_to
            .map_or(String::new(), |last: Date| german(last));
        let from = german(row.valid_from);
        let _ = writeln!(
            page,
            "| {} | {text} | {} | {from} | {until} | {} |",
            row.rule, row.cents, row.source
        );
    }
}
