//! The screen: takes pictures in blocks and shows them.

use std::fmt::Write;

use super::model::Model;

const WRONG_STATE: u8 = 0x02;
const WRONG_ENCODING: u8 = 0x10;
const TOO_LONG: u8 = 0x11;
const WRONG_PARAMETERS: u8 = 0x15;

/// What a screen shows, and the picture on its way to it.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    coming: Option<(u8, Vec<u8>)>,
    /// Whether a pixel is dark, row by row.
    shown: Option<Vec<bool>>,
}

impl Screen {
    /// A picture of this encoding will come.
    pub fn begin(&mut self, model: Model, encoding: u8) -> Result<(), u8> {
        let bit = match encoding {
            0 => 2,
            2 => 4,
            4 => 8,
            _ => return Err(WRONG_ENCODING),
        };
        if model.encodings() & bit == 0 {
            return Err(WRONG_ENCODING);
        }
        self.coming = Some((encoding, Vec::new()));
        Ok(())
    }

    /// A piece of the picture: its length, low byte first, then so many bytes.
    pub fn block(&mut self, model: Model, block: &[u8]) -> Result<(), u8> {
        let (encoding, picture) = self.coming.as_mut().ok_or(WRONG_STATE)?;
        let [low, high, rest @ ..] = block else {
            return Err(WRONG_PARAMETERS);
        };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        picture.extend(rest.get(..length).ok_or(WRONG_PARAMETERS)?);
        if picture.len() > size(model, *encoding) {
            return Err(TOO_LONG);
        }
        Ok(())
    }

    /// Shows what came.
    pub fn end(&mut self, model: Model) -> Result<(), u8> {
        let (encoding, picture) = self.coming.take().ok_or(WRONG_STATE)?;
        if picture.len() != size(model, encoding) {
            return Err(WRONG_PARAMETERS);
        }
        let width = usize::from(model.screen().0);
        self.shown = Some(match encoding {
            0 => picture
                .chunks(width.div_ceil(8))
                .flat_map(|row| bits(row, width))
                .collect(),
            2 => picture.chunks(2).map(|pixel| pixel[0] < 0x80).collect(),
            _ => picture.chunks(3).map(|pixel| pixel[1] < 0x80).collect(),
        });
        Ok(())
    }

    /// Empties the screen.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether a picture is on its way.
    pub fn is_receiving(&self) -> bool {
        self.coming.is_some()
    }

    /// What it shows as plain PBM.
    pub fn pbm(&self, model: Model) -> String {
        let Some(shown) = &self.shown else {
            return "P1\n1 1\n0\n".to_owned();
        };
        let (width, height) = model.screen();
        let mut text = format!("P1\n{width} {height}\n");
        for row in shown.chunks(usize::from(width)) {
            let row: String = row
                .iter()
                .map(|dark| if *dark { '1' } else { '0' })
                .collect();
            // Writing into a text does not fail.
            let _ = writeln!(text, "{row}");
        }
        text
    }
}

fn bits(row: &[u8], width: usize) -> impl Iterator<Item = bool> {
    (0..width).map(|place| row[place / 8] & (0x80 >> (place % 8)) == 0)
}

fn size(model: Model, encoding: u8) -> usize {
    let (width, height) = model.screen();
    let (width, height) = (usize::from(width), usize::from(height));
    match encoding {
        0 => width.div_ceil(8) * height,
        2 => width * height * 2,
        _ => width * height * 3,
    }
}
