//! The printed papers, looked at by poppler and qpdf.

mod checkers;
mod samples;

use std::path::Path;

use amtskoffer_companion::documents::{
    Authentication, DEFAULT_FONT_FOLDER, DocumentError, Dwelling, DwellingKind, FeeNote, Fonts,
    Payment, TestPage,
};
use amtskoffer_domain::names::{Charset, check};
use bytes::Bytes;

use checkers::Paper;
use samples::{MRZ, certificate, control_sheet, receipt};

#[test]
fn every_paper_conforms_to_archive_and_accessibility_rules() {
    let fonts = fonts();
    let papers = [
        certificate().to_pdf(&fonts).expect("a certificate"),
        receipt().to_pdf(&fonts).expect("a receipt"),
        control_sheet().to_pdf(&fonts).expect("a control sheet"),
        test_page().to_pdf(&fonts).expect("a test page"),
    ];
    for pdf in papers {
        let paper = Paper::new(&pdf);
        paper.must_conform();
        assert_eq!(paper.pages(), 1);
    }
}

#[test]
fn a_test_page_has_a_line_and_the_time() {
    let text = text_of(&test_page().to_pdf(&fonts()).expect("a test page"));
    for part in ["Probeseite", "22.11.2026, 05:30 Uhr", "Đorđević"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

fn test_page() -> TestPage {
    TestPage {
        printed_at: jiff::civil::datetime(2026, 11, 22, 5, 30, 0, 0),
    }
}

#[test]
fn a_certificate_names_what_the_law_lists() {
    let text = text_of(&certificate().to_pdf(&fonts()).expect("a certificate"));
    for part in [
        "Amt Moorniederung",
        "33-12/2026-004711",
        "22.11.2026",
        "Meldebescheinigung",
        "§ 18 Absatz 1 des Bundesmeldegesetzes",
        "Đorđević Ñuñez",
        "Anna Þóra M̂",
        "Gebräuchlicher Vorname (unterstrichen): Þóra",
        "Dr.",
        "29.02.1948",
        "Lange Straße 12 a, 12345 Fleckenmoor",
        "Hauptwohnung",
        "Nebenwohnung",
        "Gebühr: 9,00 € (Nr. 4.1 der Gebührensatzung)",
        "Dienstsiegel",
        "Unterschrift (M. Petersen)",
        "Seite 1 von 1",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_certificate_without_doctorate_and_usual_name_does_not_mention_them() {
    let mut certificate = certificate();
    certificate.doctorate = None;
    certificate
        .given_names
        .iter_mut()
        .for_each(|given| given.usual = false);
    certificate.fee = FeeNote::Free {
        basis: "§ 64 Absatz 2 SGB X".into(),
    };
    certificate.authentication = Authentication::MachineMade;
    let text = text_of(&certificate.to_pdf(&fonts()).expect("a certificate"));
    assert!(
        !text.contains("Doktorgrad") && !text.contains("ebräuchlich"),
        "{text}"
    );
    assert!(
        text.contains("gebührenfrei (§ 64 Absatz 2 SGB X)"),
        "{text}"
    );
    assert!(text.contains("maschinell erstellt"), "{text}");
    assert!(!text.contains("Dienstsiegel"), "{text}");
}

#[test]
fn the_logical_tree_has_headings_tables_and_the_photo_s_description() {
    let structure = Paper::new(&control_sheet().to_pdf(&fonts()).expect("a sheet")).structure();
    for part in ["H1", "H2", "Table", "TH", "TD", "Figure", "ĐORĐEVIĆ ÑUÑEZ"] {
        assert!(structure.contains(part), "{part} is not in\n{structure}");
    }
    assert!(
        !structure.contains("Seite 1"),
        "page numbers are not read aloud\n{structure}"
    );
}

#[test]
fn a_control_sheet_has_the_machine_readable_lines_letter_by_letter() {
    let text = text_of(&control_sheet().to_pdf(&fonts()).expect("a sheet"));
    for line in MRZ {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.contains("21.11.2036"), "{text}");
}

#[test]
fn a_receipt_adds_up() {
    let text = text_of(&receipt().to_pdf(&fonts()).expect("a receipt"));
    for part in [
        "22.11.2026, 09:05 Uhr",
        "46,00 €",
        "0,00 €",
        "Schlüssel B2",
        "Gegeben",
        "4,00 €",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("Zweitschrift"));
}

#[test]
fn a_duplicate_paid_by_card_says_so() {
    let mut receipt = receipt();
    receipt.duplicate = true;
    receipt.payment = Payment::Card {
        terminal_lines: vec!["** Kundenbeleg **".into()],
    };
    let text = text_of(&receipt.to_pdf(&fonts()).expect("a receipt"));
    for part in ["Zweitschrift", "Karte", "** Kundenbeleg **"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("Rückgeld"), "{text}");
}

#[test]
fn too_little_cash_gives_no_receipt() {
    let mut receipt = receipt();
    receipt.payment = Payment::Cash { given_cents: 4599 };
    assert!(matches!(
        receipt.to_pdf(&fonts()),
        Err(DocumentError::CashTooLittle)
    ));
}

#[test]
fn many_dwellings_go_on_the_next_page() {
    let mut certificate = certificate();
    for number in 1..=40 {
        let address = format!("Deichweg {number}, 12345 Fleckenmoor");
        certificate.dwellings.push(Dwelling {
            address,
            kind: DwellingKind::Secondary,
        });
    }
    let paper = Paper::new(&certificate.to_pdf(&fonts()).expect("a certificate"));
    paper.must_conform();
    let text = paper.text();
    assert_eq!(paper.pages(), 2);
    assert!(
        text.contains("Seite 1 von 2") && text.contains("Seite 2 von 2"),
        "{text}"
    );
    assert!(
        (1..=40).all(|number| text.contains(&format!("Deichweg {number},"))),
        "{text}"
    );
}

#[test]
fn a_name_of_any_length_is_wrapped_and_never_cut() {
    let mut certificate = certificate();
    certificate.family_name = "Ḹẑs̨".repeat(40);
    let paper = Paper::new(&certificate.to_pdf(&fonts()).expect("a certificate"));
    paper.must_conform();
    let letters: String = paper.text().split_whitespace().collect();
    assert_eq!(letters.matches("Ḹ").count(), 40, "{letters}");
}

#[test]
fn an_entry_longer_than_a_page_is_refused() {
    let mut certificate = certificate();
    certificate.family_name = "Langer Name ".repeat(500);
    assert!(matches!(
        certificate.to_pdf(&fonts()),
        Err(DocumentError::TooLong)
    ));
}

#[test]
fn a_letter_without_glyph_stops_the_paper() {
    let fonts = fonts();
    for (name, letter) in [
        ("Mü田ller", '田'),
        ("Zeile\nzwei", '\n'),
        ("A\u{feff}", '\u{feff}'),
    ] {
        let mut certificate = certificate();
        certificate.family_name = name.into();
        let outcome = certificate.to_pdf(&fonts);
        let Err(DocumentError::MissingGlyph(missing)) = outcome else {
            panic!("{name:?}")
        };
        assert_eq!(missing, letter);
    }
}

#[test]
fn a_broken_photo_stops_the_sheet() {
    let whole = samples::photo();
    for photo in [
        Bytes::new(),
        Bytes::from_static(b"GIF89a"),
        whole.slice(..40),
    ] {
        let mut sheet = control_sheet();
        sheet.photo = photo;
        assert!(matches!(
            sheet.to_pdf(&fonts()),
            Err(DocumentError::BadPicture)
        ));
    }
}

#[test]
fn a_missing_or_damaged_font_is_named() {
    let folder = std::env::temp_dir().join(format!("amtskoffer-fonts-{}", std::process::id()));
    let missing = Fonts::load(&folder).expect_err("no such folder");
    assert!(
        matches!(missing, DocumentError::FontMissing { .. }),
        "{missing}"
    );
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("NotoSans-Regular.ttf"), b"no font").expect("written");
    let damaged = Fonts::load(&folder).expect_err("no font");
    std::fs::remove_dir_all(&folder).expect("removed");
    assert!(
        matches!(damaged, DocumentError::FontDamaged(_)),
        "{damaged}"
    );
}

#[test]
fn every_letter_and_sequence_of_din_91379_can_be_printed() {
    let fonts = fonts();
    let letters = letters_of_the_norm();
    assert!(
        letters.len() > 800,
        "only {} letters were found",
        letters.len()
    );
    for text in letters {
        fonts
            .covers(&text)
            .unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

/// Single letters, letters with one mark, and those with a second mark or letter (`K͟H`).
fn letters_of_the_norm() -> Vec<String> {
    let allowed = |text: &String| check(text, Charset::B).is_ok();
    let mut found: Vec<String> = ('\u{20}'..'\u{3000}')
        .map(String::from)
        .filter(allowed)
        .collect();
    let bases: Vec<String> = ('A'..='Z').chain('a'..='z').map(String::from).collect();
    let marks = '\u{300}'..'\u{370}';
    let marked = |base: &String| marks.clone().map(|mark| format!("{base}{mark}")).collect();
    let pairs: Vec<String> = bases.iter().flat_map::<Vec<String>, _>(marked).collect();
    let seconds = [
        '\u{302}', '\u{304}', '\u{306}', '\u{307}', '\u{30c}', '\u{328}', 'H', 'h',
    ];
    for pair in &pairs {
        found.extend(
            seconds
                .iter()
                .map(|second| format!("{pair}{second}"))
                .filter(allowed),
        );
    }
    found.extend(pairs.into_iter().filter(allowed));
    found
}

fn fonts() -> Fonts {
    Fonts::load(Path::new(DEFAULT_FONT_FOLDER)).unwrap_or_else(|error| {
        panic!("{error}; apt-get install --no-install-recommends fonts-noto-core")
    })
}

fn text_of(pdf: &[u8]) -> String {
    Paper::new(pdf).text()
}
