//! Sheet on which applicants check, and sign, what will be printed on their document (Kontrollblatt).

use std::num::NonZeroU16;

use bytes::Bytes;
use jiff::civil::Date;
use krilla::tagging::Tag;

use super::DocumentError;
use super::flow::{Column, Flow, Style};
use super::fonts::Fonts;
use super::letterhead::Letterhead;
use super::page::{Element, Ink, LEFT, MM, Mark, PlacedText, RIGHT, Shade};
use super::residence_certificate::LEVEL_2;
use super::tables::Fact;
use super::texts::{self, control as text};
use super::writer::About;
use super::{day, fonts::Weight};

/// The photo on paper has the size it has on the card (PAuswV Anlage 1).
const PHOTO_WIDTH: f32 = 35.0 * MM;
const PHOTO_HEIGHT: f32 = 45.0 * MM;

/// An application as the producer will get it.
#[derive(Clone, Debug)]
pub struct ControlSheet {
    /// Who took the application.
    pub letterhead: Letterhead,
    /// The document in words, e.g. `Personalausweis`.
    pub document: String,
    /// Number of the case.
    pub case_number: String,
    /// Day of the application.
    pub applied_on: Date,
    /// Where it was taken.
    pub place: String,
    /// The photo as JPEG, 35 × 45 mm.
    pub photo: Bytes,
    /// The visible fields.
    pub printed: PrintedFields,
    /// The lines of the machine-readable zone.
    pub mrz: Vec<String>,
    /// Which fingers were taken, or why none, in words.
    pub fingerprints: String,
    /// Whether there is a signature, or why none, in words.
    pub signature: String,
    /// Whether the online function will be on, in words; `None` for documents without it.
    pub online_function: Option<String>,
    /// Chosen delivery, in words.
    pub delivery: String,
    /// Fee in cents with its legal basis, already in words, e.g. `46,00 € (§ 1 PAuswGebV)`.
    pub fee: String,
    /// Further hints for the applicant, one paragraph each.
    pub hints: Vec<String>,
}

/// The visible fields, each as the lines that will be printed (PAuswV Anlage 3).
#[derive(Clone, Debug)]
pub struct PrintedFields {
    /// Family name; a birth name that differs stands below it in the same field.
    pub family_name: Vec<String>,
    /// Whether a birth name stands there.
    pub with_birth_name: bool,
    /// Given names.
    pub given_names: Vec<String>,
    /// Doctorate, where it shall be printed.
    pub doctorate: Vec<String>,
    /// Religious or stage name.
    pub stage_name: Vec<String>,
    /// Day of birth, `TT.MM.JJJJ`.
    pub born: String,
    /// Place of birth.
    pub birth_place: Vec<String>,
    /// Nationality, e.g. `DEUTSCH`.
    pub nationality: String,
    /// Height, e.g. `172 cm`.
    pub height: String,
    /// Colour of the eyes.
    pub eyes: String,
    /// Place, street.
    pub address: Vec<String>,
    /// Issuing authority.
    pub authority: Vec<String>,
    /// Serial number; `None` before the producer's number block is used.
    pub serial: Option<String>,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity.
    pub valid_until: Date,
}

impl ControlSheet {
    /// The sheet as PDF/A-2a and PDF/UA-1.
    ///
    /// # Errors
    /// [`DocumentError::BadPicture`], [`DocumentError::MissingGlyph`], [`DocumentError::TooLong`],
    /// [`DocumentError::NotConforming`], [`DocumentError::NotWritten`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
        let title = text::title(&self.document);
        let mut flow = Flow::new(fonts);
        // So that the usual case is one sheet, with the signature on the side of what it confirms.
        flow.row_padding = 0.4 * MM;
        flow.letterhead(&self.letterhead)?;
        flow.references(&[
            (text::CASE, self.case_number.clone()),
            (text::APPLIED_ON, day(self.applied_on)),
        ])?;
        flow.heading(NonZeroU16::MIN, &title)?;
        flow.paragraph(&[Style::BODY.run(text::INTRODUCTION)])?;
        flow.gap(2.0);
        flow.heading(LEVEL_2, text::AS_PRINTED)?;
        self.photo_beside_fields(&mut flow)?;
        flow.heading(LEVEL_2, text::MRZ)?;
        self.machine_readable(&mut flow)?;
        flow.heading(LEVEL_2, text::FURTHER)?;
        flow.facts(&self.further())?;
        for hint in &self.hints {
            flow.paragraph(&[Style::BODY.run(hint)])?;
        }
        flow.need(34.0 * MM)?;
        flow.paragraph(&[Style::BODY.bold().run(text::CONFIRMATION)])?;
        let place = format!("{}, {}", self.place, day(self.applied_on));
        flow.signature(text::APPLICANT_SIGNATURE, Some(&place))?;
        let footer = format!(
            "{title} · {} · {}",
            self.case_number, self.letterhead.authority
        );
        flow.footers(&footer)?;
        let authority = self.letterhead.authority.clone();
        flow.into_pdf(About {
            title,
            authority,
            date: self.applied_on,
        })
    }

    fn photo_beside_fields(&self, flow: &mut Flow) -> Result<(), DocumentError> {
        const GUTTER: f32 = 7.0 * MM;
        flow.need(PHOTO_HEIGHT + 4.0 * MM)?;
        let top = flow.y;
        let mut figure = Element::new(Tag::Figure(Some(text::PHOTO.to_owned())));
        let content = flow.content(&mut figure);
        let ink = Ink::Picture {
            x: LEFT,
            y: top + MM,
            width: PHOTO_WIDTH,
            height: PHOTO_HEIGHT,
            jpeg: self.photo.clone(),
        };
        flow.mark(Mark {
            content: Some(content),
            ink,
        });
        flow.tree.push(figure);
        let x = LEFT + PHOTO_WIDTH + GUTTER;
        flow.facts_in(Column::new(x, RIGHT - x), &self.visible())
    }

    fn name_label(&self) -> &'static str {
        if self.printed.with_birth_name {
            text::FAMILY_AND_BIRTH_NAME
        } else {
            texts::FAMILY_NAME
        }
    }

    fn visible(&self) -> Vec<Fact> {
        let fields = &self.printed;
        let one = |line: &String| vec![line.clone()];
        let rows = [
            (self.name_label(), fields.family_name.clone()),
            (texts::GIVEN_NAMES, fields.given_names.clone()),
            (texts::DOCTORATE, fields.doctorate.clone()),
            (text::STAGE_NAME, fields.stage_name.clone()),
            (texts::BORN, one(&fields.born)),
            (text::BIRTH_PLACE, fields.birth_place.clone()),
            (text::NATIONALITY, one(&fields.nationality)),
            (text::HEIGHT, one(&fields.height)),
            (text::EYES, one(&fields.eyes)),
            (text::ADDRESS, fields.address.clone()),
            (text::AUTHORITY, fields.authority.clone()),
            (text::SERIAL, fields.serial.iter().cloned().collect()),
            (
                text::VALID,
                vec![text::from_until(
                    &day(fields.valid_from),
                    &day(fields.valid_until),
                )],
            ),
        ];
        let filled = rows.into_iter().filter(|(_, lines)| !lines.is_empty());
        let fact = |(label, lines): (&str, Vec<String>)| Fact {
            label: label.to_owned(),
            value: lines
                .into_iter()
                .map(|line| vec![Style::BODY.bold().run(line)])
                .collect(),
        };
        filled.map(fact).collect()
    }

    /// In cells, as on the card, so that it can be compared letter by letter.
    fn machine_readable(&self, flow: &mut Flow) -> Result<(), DocumentError> {
        const SIZE: f32 = 11.0;
        const PITCH: f32 = 0.78;
        let mut element = Element::new(Tag::P);
        for line in &self.mrz {
            flow.need(SIZE * 1.5)?;
            let shaped = flow
                .fonts
                .face(Weight::Regular)
                .shape_in_cells(line, PITCH)?;
            let content = flow.content(&mut element);
            let ink = Ink::Text(PlacedText {
                shaped,
                weight: Weight::Regular,
                size: SIZE,
                x: LEFT,
                baseline: flow.y + SIZE * 1.1,
                underline: false,
                shade: Shade::Black,
                in_cells: true,
            });
            flow.mark(Mark {
                content: Some(content),
                ink,
            });
            flow.y += SIZE * 1.5;
        }
        flow.tree.push(element);
        flow.gap(3.0);
        Ok(())
    }

    fn further(&self) -> Vec<Fact> {
        let mut facts = vec![
            Fact::plain(text::FINGERPRINTS, &self.fingerprints),
            Fact::plain(text::SIGNATURE, &self.signature),
        ];
        if let Some(online) = &self.online_function {
            facts.push(Fact::plain(text::ONLINE, online));
        }
        facts.push(Fact::plain(text::DELIVERY, &self.delivery));
        facts.push(Fact::plain(text::FEE, &self.fee));
        facts
    }
}
