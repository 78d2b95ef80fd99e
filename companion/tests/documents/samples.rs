//! Made-up papers: every template with values that it can be filled with.

use std::collections::BTreeMap;
use std::path::Path;

use amtskoffer_companion::documents::{CopiedPage, Document, Pictures};
use amtskoffer_contract::catalogue::{CatalogueFile, PaperKey, Papers, read_papers};
use amtskoffer_domain::papers::{Context, Row, Span, Value};
use bytes::Bytes;
use jiff::civil::date;
use jpeg_encoder::{ColorType, Encoder};

pub const MRZ: [&str; 3] = [
    "IDD<<L01X00T471<<<<<<<<<<<<<<<",
    "4802290<3611214D<<2108<<<<<<<4",
    "DORDEVIC<NUNEZ<<ANNA<THORA<M<<",
];

/// Where the code of a sample leads.
pub const CHECK_ADDRESS: &str = "https://pruefen.moorniederung.example/check/\
    9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// The templates as they lie in the folder that is published.
pub fn shipped() -> Papers {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/catalogue/papers");
    let entries = std::fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files: Vec<(String, String)> = paths
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("text");
            (path.display().to_string(), text)
        })
        .collect();
    let files: Vec<CatalogueFile> = files
        .iter()
        .map(|(name, text)| CatalogueFile { name, text })
        .collect();
    read_papers(&files).unwrap_or_else(|refused| panic!("{refused}"))
}

/// The keys of all templates.
pub fn keys() -> Vec<PaperKey> {
    shipped().keys().copied().collect()
}

/// A paper filled with [`context`].
pub fn paper(key: &str) -> Document {
    filled(key, &context())
}

/// A paper filled with values.
pub fn filled(key: &str, context: &Context) -> Document {
    let key = PaperKey::new(key).expect("a key");
    let papers = shipped();
    let template = papers.get(&key).expect("a template");
    let filled = template.fill(context);
    Document {
        filled: filled.unwrap_or_else(|error| panic!("{key}: {error}")),
        pictures: pictures(),
        authority: "Amt Moorniederung".into(),
        date: date(2026, 11, 22),
    }
}

pub fn pictures() -> Pictures {
    Pictures {
        photo: Some(photo()),
        pages: vec![page(), page()],
        check_address: Some(CHECK_ADDRESS.into()),
    }
}

/// Values for every template.
pub fn context() -> Context {
    let mut context = Context::new();
    for (name, value) in VALUES {
        context.say(*name, *value);
    }
    let lines = |lines: &[&str]| Value::lines(lines.iter().map(|line| (*line).to_owned()));
    let unit = "Fachdienst Bürgerservice · Einwohnermeldeamt";
    context.say("authority.unit", unit);
    let contact = ["Am Amtsplatz 1", "12345 Fleckenmoor", "Telefon 01234 567-0"];
    context.set("authority.contact", lines(&contact));
    context.set("record.first_names", given_names());
    context.set(
        "printed.family_name",
        lines(&["ĐORĐEVIĆ ÑUÑEZ", "MÜLLER-LÜDENSCHEIDT"]),
    );
    context.set(
        "printed.address",
        lines(&["12345 FLECKENMOOR", "LANGE STRASSE 12 A"]),
    );
    context.set("mrz.lines", lines(&MRZ));
    context.set(
        "sticker.lines",
        lines(&["12345 FLECKENMOOR", "LANGE STRASSE 12 A"]),
    );
    context.list(
        "dwellings",
        vec![
            row(&[
                ("address", "Lange Straße 12 a, 12345 Fleckenmoor"),
                ("kind", "main"),
                ("since", "1999-05-01"),
            ]),
            row(&[
                ("address", "Pflegeheim Am Moor, Hauptweg 3, 12347 Süderau"),
                ("kind", "secondary"),
                ("since", "2024-01-15"),
            ]),
        ],
    );
    context.list(
        "fee.lines",
        vec![
            row(&[
                ("service", "Personalausweis (ab 24 Jahren)"),
                ("basis", "§ 1 Absatz 1 PAuswGebV"),
                ("amount", "4600"),
            ]),
            row(&[
                ("service", "Meldebescheinigung, einfach – Gebühr entfällt"),
                ("basis", "Nr. 4.1 der Gebührensatzung"),
                ("amount", "0"),
            ]),
        ],
    );
    let receipt = [
        ("number", "K1-2026-000123"),
        ("time", "09:05"),
        ("way", "cash"),
        ("amount", "4600"),
    ];
    context.list("closing.lines", vec![row(&receipt)]);
    context.list(
        "closing.shares",
        vec![row(&[("receiver", "Bundeskasse"), ("amount", "780")])],
    );
    context
}

const VALUES: &[(&str, &str)] = &[
    ("authority.name", "Amt Moorniederung"),
    ("authority.place", "12345 Fleckenmoor"),
    ("case.number", "0a1b2c3d"),
    ("case.file_number", "33-12/2026-004711"),
    ("case.date", "2026-11-22"),
    ("visit.place", "Süderau"),
    ("visit.clerk", "M. Petersen"),
    ("visit.date", "2026-11-22"),
    ("visit.time", "09:05"),
    ("record.full_name", "Þóra Đorđević Ñuñez"),
    ("record.family_name", "Đorđević Ñuñez"),
    ("record.birth_name", "Müller-Lüdenscheidt"),
    ("record.former_names", "Müller-Lüdenscheidt"),
    ("record.usual_first_names", "Þóra"),
    ("record.doctorate", "Dr."),
    ("record.birth_date", "1948-02-29"),
    ("record.birth_place", "Fleckenmoor"),
    ("record.sex", "f"),
    ("record.nationalities", "deutsch"),
    (
        "record.main_address",
        "Lange Straße 12 a, 12345 Fleckenmoor",
    ),
    ("record.moved_in", "1999-05-01"),
    ("record.alive", "yes"),
    ("record.family_status", "verheiratet, seit 18.05.1970 in Fleckenmoor"),
    ("record.spouse", "Jón Đorđević, geboren am 03.02.1946"),
    ("identity_method", "sure_document"),
    ("fee.total", "4600"),
    ("fee.basis", "Nr. 4.1 der Gebührensatzung"),
    ("fee.paid", "yes"),
    ("payment.payer", "Þóra Đorđević Ñuñez"),
    ("payment.way", "cash"),
    ("payment.given", "5000"),
    ("payment.change", "400"),
    ("payment.date", "2026-11-22"),
    ("payment.time", "09:05"),
    ("receipt.number", "K1-2026-000123"),
    ("document.name", "Personalausweis"),
    ("document.valid_from", "2026-11-22"),
    ("document.valid_until", "2036-11-21"),
    (
        "document.fingerprints",
        "linker Zeigefinger, rechter Zeigefinger",
    ),
    ("document.signature", "given"),
    ("document.online_function", "on"),
    ("document.delivery", "office"),
    (
        "document.hints",
        "Den PIN-Brief erhalten Sie bei der Antragstellung.",
    ),
    ("printed.with_birth_name", "yes"),
    ("printed.given_names", "ANNA ÞÓRA M̂"),
    ("printed.doctorate", "DR."),
    ("printed.birth_date", "29.02.1948"),
    ("printed.birth_place", "FLECKENMOOR"),
    ("printed.nationality", "DEUTSCH"),
    ("printed.height", "172 cm"),
    ("printed.eyes", "GRÜN-BRAUN"),
    ("printed.authority", "AMT MOORNIEDERUNG"),
    ("registration.moved_on", "2026-11-15"),
    ("registration.registered_on", "2026-11-22"),
    (
        "registration.address",
        "Lange Straße 12 a, 12345 Fleckenmoor",
    ),
    ("registration.dwelling", "sole"),
    ("life.purpose", "pension"),
    ("life.body", "Deutsche Rentenversicherung Nord"),
    ("life.reference", "65 290248 D 501"),
    ("certification.number", "B-2026-0012"),
    (
        "certification.document",
        "Zeugnis der Berufsschule Süderau vom 12.07.1966",
    ),
    ("certification.presented_as", "original"),
    ("certification.pages", "2"),
    (
        "certification.for_authority",
        "Deutsche Rentenversicherung Nord",
    ),
    ("certification.signer", "Þóra Đorđević Ñuñez"),
    ("certification.identified_by", "sure_document"),
    ("certification.presence", "made"),
    ("certification.signature_holder", "Stadt Süderau"),
    ("certification.signed_at", "20.11.2026, 14:03 Uhr"),
    (
        "certification.certificates",
        "Siegel CA 7, Seriennummer 4711",
    ),
    ("handover.document", "identity-card"),
    ("handover.serial", "L01X00T47"),
    ("handover.receiver", "Þóra Đorđević Ñuñez"),
    ("handover.date", "2026-11-22"),
    ("handover.time", "09:07"),
    ("handover.with_block_password", "yes"),
    ("returned.document", "identity-card"),
    ("returned.serial", "T22000129"),
    ("returned.why", "neuer Personalausweis"),
    ("returned.what", "returned"),
    ("returned.date", "2026-11-22"),
    ("returned.time", "09:07"),
    ("pin_letter.serial", "PB 0815"),
    ("pin_letter.receiver", "Þóra Đorđević Ñuñez"),
    ("pin_letter.date", "2026-11-22"),
    ("pin_letter.time", "09:06"),
    ("family_name", "Đorđević Ñuñez"),
    ("birth_name", "Müller-Lüdenscheidt"),
    ("first_names", "Anna Þóra M̂"),
    ("birth_date", "1948-02-29"),
    ("birth_place", "Fleckenmoor"),
    ("street", "Lange Straße 12 a"),
    ("postcode", "12345"),
    ("place", "Fleckenmoor"),
    ("request.nationalities", "deutsch, dänisch"),
    ("request.kind", "extended_european"),
    ("request.kind_key", "OE"),
    ("request.for_address", "Rathausplatz 2, 12345 Fleckenmoor"),
    ("request.for_authority", "Jugendamt Süderau"),
    ("request.purpose", "Ehrenamt"),
    ("request.told_of_court", "yes"),
    ("terminal.document", "identity-card"),
    ("terminal.serial", "L01X00T47"),
    ("terminal.date", "2026-11-22"),
    ("terminal.time", "09:08"),
    ("terminal.act", "unblock"),
    (
        "terminal.new_address",
        "Lange Straße 12 a, 12345 Fleckenmoor",
    ),
    ("sticker.serial", "L01X00T47"),
    ("closing.number", "K1-2026-11-22"),
    ("closing.from", "08:00"),
    ("closing.until", "12:30"),
    ("closing.cash", "4600"),
    ("closing.card", "0"),
    ("closing.invoice", "0"),
    ("closing.total", "4600"),
    ("closing.float", "10000"),
    ("closing.expected", "14600"),
    ("closing.counted", "14550"),
    ("closing.difference", "-50"),
    ("closing.remark", "50 Cent fehlen"),
];

fn given_names() -> Value {
    let usual = Span {
        text: "Þóra".into(),
        underlined: true,
    };
    Value::spans([vec![Span::plain("Anna "), usual, Span::plain(" M̂")]])
}

pub fn row(pairs: &[(&str, &str)]) -> Row {
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), Value::text(*value));
    pairs.iter().map(text).collect::<BTreeMap<_, _>>()
}

fn page() -> CopiedPage {
    CopiedPage {
        jpeg: gradient(496, 702),
        pixels: (496, 702),
        dpi: 60,
    }
}

/// A picture nobody could mistake for a person: two gradients.
pub fn photo() -> Bytes {
    gradient(413, 531)
}

fn gradient(width: u16, height: u16) -> Bytes {
    let mut pixels = Vec::new();
    for row in 0..height {
        for column in 0..width {
            pixels.extend_from_slice(&[
                (row / 3).to_le_bytes()[0],
                (column / 2).to_le_bytes()[0],
                150,
            ]);
        }
    }
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 85)
        .encode(&pixels, width, height, ColorType::Rgb)
        .expect("a JPEG");
    jpeg.into()
}
