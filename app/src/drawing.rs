//! A document as it will be printed: its lines as they are set and cut, and its machine readable zone. Pure.

use amtskoffer_domain::catalogue::Layout;
use amtskoffer_domain::dates::german;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::mrz::ZoneSize;
use amtskoffer_domain::names::Fit;
use amtskoffer_domain::services::{valid_until, zone};

use crate::sheet::Sheet;
use crate::texts::{case, fields};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Shape of what is printed.
    pub shape: Shape,
    /// Printed lines; none where the room of the document is not known.
    pub lines: Vec<DrawnLine>,
    /// Lines of the zone; a place that only the maker fills in has a mark.
    pub zone: Vec<String>,
}

/// Shape of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A card of 85.6 × 54 mm (ID-1).
    Card,
    /// A card of 105 × 74 mm (ID-2).
    Sheet,
    /// A page of 125 × 88 mm (ID-3).
    Page,
}

/// What is printed under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnLine {
    /// Name of the field.
    pub name: String,
    /// The lines as they are set.
    pub text: Vec<String>,
    /// In the smaller type.
    pub small: bool,
    /// Something is cut off.
    pub cut: bool,
}

/// The document that a case orders; nothing for services without one.
pub fn drawing(sheet: &Sheet) -> Option<Drawing> {
    let layout = sheet.service.layout.as_ref()?;
    Some(Drawing {
        shape: match layout.zone {
            ZoneSize::Td1 => Shape::Card,
            ZoneSize::Td2 => Shape::Sheet,
            ZoneSize::Td3 => Shape::Page,
        },
        lines: lines(sheet, layout),
        zone: zone(sheet.service, &sheet.answers, sheet.on),
    })
}

fn lines(sheet: &Sheet, layout: &Layout) -> Vec<DrawnLine> {
    let line = |field: Field| {
        let fit = layout.printed(field, &sheet.answers)?;
        Some(DrawnLine {
            name: name(sheet, field).to_owned(),
            text: fit.lines().to_vec(),
            small: !matches!(fit, Fit::Font1(_)),
            cut: fit.is_truncated(),
        })
    };
    let mut lines: Vec<DrawnLine> = layout
        .rooms
        .iter()
        .filter_map(|(field, _)| line(*field))
        .collect();
    if let Some(until) = valid_until(sheet.service, &sheet.answers, sheet.on) {
        lines.push(DrawnLine {
            name: case::VALIDITY.to_owned(),
            text: vec![german(until)],
            small: false,
            cut: false,
        });
    }
    lines
}

/// A birth name stands below the family name, in the same field.
fn name(sheet: &Sheet, field: Field) -> &'static str {
    if field == Field::FamilyName && sheet.answers.get(Field::BirthName).is_some() {
        return case::FAMILY_AND_BIRTH_NAME;
    }
    fields::name(field)
}

#[cfg(test)]
mod tests {
    use super::{Shape, drawing};
    use crate::catalogue::tests::shipped;
    use crate::sheet::Sheet;
    use crate::sheet::tests::adult;

    #[test]
    fn an_id_card_is_drawn_with_its_lines_and_its_zone() {
        let mut case = adult();
        let name = "Müller-Lüdenscheidt-Freifrau von der Hohen Wartenburg zu Sonnenfels";
        case.answers
            .insert("family_name".to_owned(), name.to_owned());
        shipped("identity-card");
        let drawn = drawing(&Sheet::of(&case).expect("a service")).expect("a card");
        assert_eq!(drawn.shape, Shape::Card);
        assert!(drawn.lines[0].small);
        assert_eq!(drawn.zone.len(), 3);
        assert!(drawn.zone[1].starts_with("640812"), "{}", drawn.zone[1]);
    }

    #[test]
    fn every_document_has_its_shape_and_papers_have_none() {
        for (service, shape) in [
            ("passport", Some(Shape::Page)),
            ("provisional-identity-card", Some(Shape::Sheet)),
            ("residence-permit", Some(Shape::Card)),
            ("registration-certificate", None),
        ] {
            let mut case = adult();
            shipped(service);
            case.service = service.to_owned();
            let drawn = drawing(&Sheet::of(&case).expect("a service"));
            assert_eq!(drawn.map(|drawn| drawn.shape), shape, "{service}");
        }
    }
}
