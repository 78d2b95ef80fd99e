//! What stands in a file about the printed document and the length of fields.

use super::Source;
use crate::catalogue::Refused;
use crate::catalogue::shape::{DocumentShape, RoomShape};
use amtskoffer_domain::catalogue::Layout;
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::mrz::ZoneSize;
use amtskoffer_domain::names::LineLimit;
use std::collections::BTreeMap;

/// Most letters in a line, and most lines, of any document.
const LONGEST: usize = 200;

impl Source<'_> {
    pub(super) fn layout(self, shape: DocumentShape) -> Result<Layout, Refused> {
        let zone = self.known(&ZoneSize::ALL, &shape.zone, &["document", "zone"])?;
        let mut rooms = Vec::with_capacity(shape.rooms.len());
        for (at, room) in shape.rooms.into_iter().enumerate() {
            rooms.push(self.room(&at.to_string(), &room)?);
        }
        let is_code = |text: &str, most: usize| {
            let known = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
            text.len() <= most && text.bytes().all(known)
        };
        if shape.code.is_empty() || !is_code(&shape.code, 2) {
            let reason = "a kind of document has one or two large letters";
            return Err(self.refused(&["document", "code"], reason));
        }
        if !is_code(&shape.optional_2, 11) {
            let reason = "the second optional field has up to 11 large letters and digits";
            return Err(self.refused(&["document", "optional_2"], reason));
        }
        Ok(Layout {
            zone,
            code: shape.code,
            optional_2: shape.optional_2,
            shows_sex: shape.shows_sex,
            rooms,
            names_together: shape.names_together,
        })
    }

    pub(super) fn limits(
        self,
        shapes: BTreeMap<String, usize>,
    ) -> Result<Vec<(Field, usize)>, Refused> {
        let mut limits = Vec::with_capacity(shapes.len());
        for (key, limit) in shapes {
            let path = ["limits", key.as_str()];
            let Some(field) = Field::from_key(&key) else {
                return Err(self.refused(&path, format!("the library has no field {key}")));
            };
            if field.limit().is_none_or(|most| limit == 0 || limit > most) {
                let reason = "a limit is at least 1 and no more than that of the library";
                return Err(self.refused(&path, reason));
            }
            limits.push((field, limit));
        }
        Ok(limits)
    }

    fn room(self, at: &str, shape: &RoomShape) -> Result<(Field, LineLimit), Refused> {
        let path = |last| ["document", "rooms", at, last];
        let Some(field) = Field::from_key(&shape.field) else {
            let reason = format!("the library has no field {}", shape.field);
            return Err(self.refused(&path("field"), reason));
        };
        let font2 = shape.font2.unwrap_or(shape.font1);
        for (key, (letters, lines)) in [("font1", shape.font1), ("font2", font2)] {
            if !(1..=LONGEST).contains(&letters) || !(1..=LONGEST).contains(&lines) {
                let reason = "a room has letters in a line and lines, at least 1 of each";
                return Err(self.refused(&path(key), reason));
            }
        }
        let limit = LineLimit {
            font1: shape.font1,
            font2,
            split_words: true,
        };
        Ok((field, limit))
    }
}
