//! The printed papers, looked at by poppler, qpdf and zbar.

mod any_template;
mod checkers;
mod golden;
mod samples;
mod tags;
mod wording;

use std::path::Path;

use amtskoffer_companion::documents::{DEFAULT_FONT_FOLDER, DocumentError, Fonts, TestPage};
use amtskoffer_domain::names::{Charset, check};
use amtskoffer_domain::papers::Value;
use bytes::Bytes;

use checkers::Paper;
use samples::{CHECK_ADDRESS, MRZ, context, filled, keys, paper, row};

#[test]
fn every_paper_conforms_to_archive_and_accessibility_rules() {
    let fonts = fonts();
    assert!(keys().len() >= 18);
    for key in keys() {
        let pdf = paper(key.as_str()).to_pdf(&fonts);
        Paper::new(&pdf.unwrap_or_else(|error| panic!("{key}: {error}"))).must_conform();
    }
    Paper::new(&test_page().to_pdf(&fonts).expect("a test page")).must_conform();
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
fn what_a_citizen_takes_along_is_one_sheet() {
    for key in [
        "registration_certificate",
        "fee_receipt",
        "control_sheet",
        "confirmation",
    ] {
        let pdf = paper(key).to_pdf(&fonts()).expect("a paper");
        assert_eq!(Paper::new(&pdf).pages(), 1, "{key}");
    }
}

#[test]
fn the_code_is_read_by_a_program_that_knows_only_codes() {
    let pdf = paper("registration_certificate").to_pdf(&fonts());
    let read = Paper::new(&pdf.expect("a paper")).codes();
    assert_eq!(read, [CHECK_ADDRESS]);
    let mut without = paper("registration_certificate");
    without.pictures.check_address = None;
    let pdf = without.to_pdf(&fonts()).expect("a paper");
    assert!(Paper::new(&pdf).codes().is_empty());
    assert!(!text_of(&pdf).contains("mit diesem Code"));
}

#[test]
fn the_logical_tree_has_headings_tables_lists_and_descriptions_of_pictures() {
    let structure =
        Paper::new(&paper("control_sheet").to_pdf(&fonts()).expect("a sheet")).structure();
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
    let text = text_of(&paper("control_sheet").to_pdf(&fonts()).expect("a sheet"));
    for line in MRZ {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.contains("21.11.2036"), "{text}");
}

#[test]
fn copied_pages_come_before_their_note() {
    let sheet = Paper::new(
        &paper("certified_copy_note")
            .to_pdf(&fonts())
            .expect("a note"),
    );
    assert_eq!(sheet.pages(), 3);
    let structure = sheet.structure();
    let note = structure.find("Beglaubigungsvermerk").expect("the note");
    assert_eq!(structure[..note].matches("Figure").count(), 2);
    let mut none = paper("certified_copy_note");
    none.pictures.pages.clear();
    let refused = none.to_pdf(&fonts());
    assert!(matches!(refused, Err(DocumentError::PictureMissing)));
}

#[test]
fn a_small_copy_has_its_note_on_the_same_page() {
    let mut note = paper("certified_copy_note");
    note.pictures.pages.truncate(1);
    note.pictures.pages[0].dpi = 110;
    let sheet = Paper::new(&note.to_pdf(&fonts()).expect("a note"));
    assert_eq!(sheet.pages(), 1);
}

#[test]
fn many_dwellings_go_on_the_next_page() {
    let mut context = context();
    let rows = (1..=40).map(|number| {
        let address = format!("Deichweg {number}, 12345 Fleckenmoor");
        row(&[("address", &address), ("kind", "secondary")])
    });
    context.list("dwellings", rows.collect());
    let sheet = filled("registration_certificate", &context);
    let paper = Paper::new(&sheet.to_pdf(&fonts()).expect("a certificate"));
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
    let paper = Paper::new(&named(&"Ḹẑs̨".repeat(40)).expect("a certificate"));
    paper.must_conform();
    let letters: String = paper.text().split_whitespace().collect();
    assert_eq!(letters.matches("Ḹ").count(), 40, "{letters}");
}

#[test]
fn an_entry_longer_than_a_page_is_refused() {
    let refused = named(&"Langer Name ".repeat(500));
    assert!(matches!(refused, Err(DocumentError::TooLong)));
}

#[test]
fn a_letter_without_glyph_stops_the_paper() {
    for (name, letter) in [
        ("Mü田ller", '田'),
        ("Zeile\nzwei", '\n'),
        ("A\u{feff}", '\u{feff}'),
    ] {
        let Err(DocumentError::MissingGlyph(missing)) = named(name) else {
            panic!("{name:?}")
        };
        assert_eq!(missing, letter);
    }
}

fn named(name: &str) -> Result<Vec<u8>, DocumentError> {
    let mut context = context();
    context.set("record.family_name", Value::text(name));
    filled("registration_certificate", &context).to_pdf(&fonts())
}

#[test]
fn a_broken_or_missing_photo_stops_the_sheet() {
    let whole = samples::photo();
    for photo in [
        Bytes::new(),
        Bytes::from_static(b"GIF89a"),
        whole.slice(..40),
    ] {
        let mut sheet = paper("control_sheet");
        sheet.pictures.photo = Some(photo);
        assert!(matches!(
            sheet.to_pdf(&fonts()),
            Err(DocumentError::BadPicture)
        ));
    }
    let mut sheet = paper("control_sheet");
    sheet.pictures.photo = None;
    let refused = sheet.to_pdf(&fonts());
    assert!(matches!(refused, Err(DocumentError::PictureMissing)));
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
