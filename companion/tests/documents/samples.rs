//! Made-up papers.

use amtskoffer_companion::documents::{
    Authentication, ControlSheet, Dwelling, DwellingKind, FeeItem, FeeNote, FeeReceipt, GivenName,
    Letterhead, Payment, PrintedFields, ResidenceCertificate,
};
use bytes::Bytes;
use jiff::civil::date;
use jpeg_encoder::{ColorType, Encoder};

pub fn letterhead() -> Letterhead {
    Letterhead {
        authority: "Amt Moorniederung".into(),
        unit: "Fachdienst Bürgerservice · Einwohnermeldeamt".into(),
        address: vec!["Am Amtsplatz 1".into(), "12345 Fleckenmoor".into()],
        contact: vec![
            "Telefon 01234 567-0".into(),
            "buergeramt@moorniederung.example".into(),
        ],
    }
}

pub fn certificate() -> ResidenceCertificate {
    let given = |name: &str, usual| GivenName {
        name: name.into(),
        usual,
    };
    ResidenceCertificate {
        letterhead: letterhead(),
        file_number: "33-12/2026-004711".into(),
        issued_on: date(2026, 11, 22),
        place: "Fleckenmoor".into(),
        family_name: "Đorđević Ñuñez".into(),
        given_names: vec![given("Anna", false), given("Þóra", true), given("M̂", false)],
        doctorate: Some("Dr.".into()),
        born: "29.02.1948".into(),
        dwellings: vec![
            Dwelling {
                address: "Lange Straße 12 a, 12345 Fleckenmoor".into(),
                kind: DwellingKind::Main,
            },
            Dwelling {
                address: "Pflegeheim Am Moor, Hauptweg 3, 12347 Süderau".into(),
                kind: DwellingKind::Secondary,
            },
        ],
        fee: FeeNote::Charged {
            cents: 900,
            basis: "Nr. 4.1 der Gebührensatzung".into(),
        },
        authentication: Authentication::SealAndSignature {
            clerk: "M. Petersen".into(),
        },
    }
}

pub fn receipt() -> FeeReceipt {
    FeeReceipt {
        letterhead: letterhead(),
        number: "K1-2026-000123".into(),
        paid_at: date(2026, 11, 22).at(9, 5, 0, 0),
        place: "Pflegeheim Am Moor, Süderau".into(),
        payer: "Þóra Đorđević Ñuñez".into(),
        items: vec![
            FeeItem {
                service: "Personalausweis (ab 24 Jahren)".into(),
                legal_basis: "§ 1 Absatz 1 PAuswGebV".into(),
                cents: 4600,
                waiver_code: None,
            },
            FeeItem {
                service: "Meldebescheinigung, einfach".into(),
                legal_basis: "Nr. 4.1 der Gebührensatzung".into(),
                cents: 0,
                waiver_code: Some("B2".into()),
            },
        ],
        payment: Payment::Cash { given_cents: 5000 },
        clerk: "M. Petersen".into(),
        duplicate: false,
    }
}

pub const MRZ: [&str; 3] = [
    "IDD<<L01X00T471<<<<<<<<<<<<<<<",
    "4802290<3611214D<<2108<<<<<<<4",
    "DORDEVIC<NUNEZ<<ANNA<THORA<M<<",
];

pub fn control_sheet() -> ControlSheet {
    ControlSheet {
        letterhead: letterhead(),
        document: "Personalausweis".into(),
        case_number: "2026-004712".into(),
        applied_on: date(2026, 11, 22),
        place: "Süderau".into(),
        photo: photo(),
        printed: PrintedFields {
            family_name: vec!["ĐORĐEVIĆ ÑUÑEZ".into(), "MÜLLER-LÜDENSCHEIDT".into()],
            with_birth_name: true,
            given_names: vec!["ANNA ÞÓRA M̂".into()],
            doctorate: vec!["DR.".into()],
            stage_name: Vec::new(),
            born: "29.02.1948".into(),
            birth_place: vec!["FLECKENMOOR".into()],
            nationality: "DEUTSCH".into(),
            height: "172 cm".into(),
            eyes: "GRÜN-BRAUN".into(),
            address: vec!["12345 FLECKENMOOR".into(), "LANGE STRASSE 12 A".into()],
            authority: vec!["AMT MOORNIEDERUNG".into()],
            serial: None,
            valid_from: date(2026, 11, 22),
            valid_until: date(2036, 11, 21),
        },
        mrz: MRZ.map(str::to_owned).into(),
        fingerprints: "linker Zeigefinger, rechter Zeigefinger".into(),
        signature: "auf dem Unterschriftenpad geleistet".into(),
        online_function: Some("eingeschaltet".into()),
        delivery: "Abholung oder mobiler Besuch nach Vereinbarung".into(),
        fee: "46,00 € (§ 1 Absatz 1 PAuswGebV)".into(),
        hints: vec!["Der PIN-Brief kommt getrennt mit der Post.".into()],
    }
}

/// A picture nobody could mistake for a person: two gradients.
pub fn photo() -> Bytes {
    let (width, height) = (413_u16, 531_u16);
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
