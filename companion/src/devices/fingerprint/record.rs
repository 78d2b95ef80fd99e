//! Reads the finger image record of ISO/IEC 19794-4:2011, table 1 and table 4, as far as a single
//! flat print in WSQ goes. Total and bounded: any bytes give a print or an error.

#[cfg(test)]
mod tests;

use thiserror::Error;

/// No honest WSQ picture of one finger is longer (1000 ppi, 2.25 bit a pixel).
pub const WSQ_LIMIT: usize = 512 * 1024;
/// Longest side of a picture that is looked at.
pub const SIDE_LIMIT: u16 = 2000;

const GENERAL_HEADER: usize = 16;
const SIDE_MINIMUM: u16 = 81; // WSQ has no smaller pictures
const QUALITY_BLOCK: usize = 5;
const CERTIFICATION_BLOCK: usize = 3;
const LIVE_PLAIN: u8 = 0;
const IMPRESSION_UNKNOWN: u8 = 29;

/// One print as the record describes it; the picture is not decoded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FingerRecord<'a> {
    /// ISO finger position, 0 for unknown, 1–10.
    pub finger: u8,
    /// Pixels to the right.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Pixels per inch.
    pub ppi: u16,
    /// The WSQ picture.
    pub wsq: &'a [u8],
}

/// Why a record is no usable print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// The first bytes are not those of version 020 of the format; the device needs an update.
    #[error("it is no finger record of ISO 19794-4:2011: update the scanner's service")]
    NotARecord,
    /// It ends too early or its lengths contradict each other; capture again.
    #[error("it is damaged: capture again")]
    Damaged,
    /// Not exactly one print is inside; the device must be set to single fingers.
    #[error("it holds not exactly one finger: set the scanner to single fingers")]
    NotOnePrint,
    /// The picture is not compressed as WSQ with 8-bit grey; the device must be set so.
    #[error("its picture is not WSQ: set the scanner to WSQ")]
    NotWsq,
    /// It is not a flat live print.
    #[error("it is no flat print: set the scanner to flat prints")]
    NotFlat,
    /// Resolution or size is outside of what a chip may hold (500 or 1000 ppi).
    #[error("its resolution or size is not allowed: use a scanner of 500 or 1000 ppi")]
    Measures,
}

impl<'a> FingerRecord<'a> {
    /// Reads a record.
    ///
    /// # Errors
    /// [`RecordError`]; never panics and reads nothing beyond `bytes`.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, RecordError> {
        let mut rest = Reader(bytes);
        if rest.take(8) != Ok(b"FIR\x00020\x00".as_slice()) {
            return Err(RecordError::NotARecord);
        }
        if rest.length()? != bytes.len() {
            return Err(RecordError::Damaged);
        }
        let [count, certified, positions] = [
            u16::from_be_bytes(rest.array()?),
            rest.byte()?.into(),
            rest.byte()?.into(),
        ];
        if count != 1 || positions != 1 {
            return Err(RecordError::NotOnePrint);
        }
        if rest.length()? != bytes.len() - GENERAL_HEADER {
            return Err(RecordError::Damaged);
        }
        rest.take(14)?; // time, technology, maker and model
        rest.blocks(QUALITY_BLOCK)?;
        match certified {
            0 => {}
            1 => rest.blocks(CERTIFICATION_BLOCK)?,
            _ => return Err(RecordError::Damaged),
        }
        let record = rest.print()?;
        if rest.length_left() > 0 && rest.length_left() < 4 {
            return Err(RecordError::Damaged); // extended data blocks have four bytes at least
        }
        Ok(record)
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn print(&mut self) -> Result<FingerRecord<'a>, RecordError> {
        let [finger, _number, unit] = self.array()?;
        let [_, _, across, down] = [self.pair()?, self.pair()?, self.pair()?, self.pair()?];
        let [depth, compression, impression] = self.array()?;
        let (width, height) = (self.pair()?, self.pair()?);
        if (depth, compression) != (8, 2) {
            return Err(RecordError::NotWsq);
        }
        if ![LIVE_PLAIN, IMPRESSION_UNKNOWN].contains(&impression) {
            return Err(RecordError::NotFlat);
        }
        let ppi = per_inch(unit, across)?;
        let sides = SIDE_MINIMUM..=SIDE_LIMIT;
        if across != down || !sides.contains(&width) || !sides.contains(&height) {
            return Err(RecordError::Measures);
        }
        if finger > 10 {
            return Err(RecordError::NotOnePrint);
        }
        let length = self.length()?;
        if length > WSQ_LIMIT {
            return Err(RecordError::Measures);
        }
        let wsq = self.take(length)?;
        Ok(FingerRecord {
            finger,
            width,
            height,
            ppi,
            wsq,
        })
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], RecordError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(RecordError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], RecordError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(RecordError::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, RecordError> {
        Ok(self.array::<1>()?[0])
    }

    fn pair(&mut self) -> Result<u16, RecordError> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    fn length(&mut self) -> Result<usize, RecordError> {
        let length = u32::from_be_bytes(self.array()?);
        usize::try_from(length).map_err(|_| RecordError::Damaged)
    }

    /// A count and so many blocks.
    fn blocks(&mut self, size: usize) -> Result<(), RecordError> {
        let count = usize::from(self.byte()?);
        self.take(count * size)?;
        Ok(())
    }

    fn length_left(&self) -> usize {
        self.0.len()
    }
}

/// Pixels per inch, of a rate per inch (unit 1) or per centimetre (unit 2), if allowed.
fn per_inch(unit: u8, rate: u16) -> Result<u16, RecordError> {
    let hundredths = match unit {
        1 => u32::from(rate) * 100,
        2 => u32::from(rate) * 254,
        _ => return Err(RecordError::Measures),
    };
    let ppi = u16::try_from(hundredths / 100).map_err(|_| RecordError::Measures)?;
    let allowed = (490..=510).contains(&ppi) || (980..=1020).contains(&ppi);
    if allowed {
        Ok(ppi)
    } else {
        Err(RecordError::Measures)
    }
}
