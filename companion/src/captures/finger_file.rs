//! A print's file within the limit of the chip: at most 18 kB of WSQ (TR-03121, COM-FP-WSQ).

use thiserror::Error;
use wsq_codec::{DecodeOptions, EncodeOptions};
use zeroize::Zeroizing;

use crate::devices::fingerprint::CapturedPrint;

/// Most bytes of a print.
pub const LIMIT: usize = 18_000;

/// The rate of the guideline, in bits a pixel; lowered step by step where the file stays too long.
const RATE: f32 = 0.75;
const STEP: f32 = 0.95;
const LOWEST_RATE: f32 = 0.3;

/// Why a print cannot be brought within the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FingerFileError {
    /// It is no WSQ picture; capture again.
    #[error("the print cannot be read: capture again")]
    Unreadable,
    /// Even at the lowest rate it is too long; use a scanner of 500 ppi.
    #[error("the print stays longer than 18 kB: use a scanner of 500 ppi")]
    TooLong,
}

/// The print's file, compressed anew only if it is too long.
///
/// # Errors
/// [`FingerFileError`].
pub fn within_limit(print: &CapturedPrint) -> Result<Zeroizing<Vec<u8>>, FingerFileError> {
    if print.wsq.len() <= LIMIT {
        return Ok(print.wsq.clone());
    }
    let options = DecodeOptions::default().with_max_pixels(Some(4_000_000));
    let picture =
        wsq_codec::decode_with(&print.wsq, &options).map_err(|_| FingerFileError::Unreadable)?;
    let (width, height) = (picture.width, picture.height);
    let pixels = Zeroizing::new(picture.pixels);
    let mut rate = RATE;
    while rate > LOWEST_RATE {
        let options = EncodeOptions::default()
            .with_bitrate(rate)
            .with_ppi(Some(u32::from(print.ppi)));
        let file = wsq_codec::encode(&pixels, width, height, &options)
            .map_err(|_| FingerFileError::Unreadable)?;
        if file.len() <= LIMIT {
            return Ok(Zeroizing::new(file));
        }
        rate *= STEP;
    }
    Err(FingerFileError::TooLong)
}

#[cfg(test)]
mod tests {
    use wsq_codec::EncodeOptions;
    use zeroize::Zeroizing;

    use super::{FingerFileError, LIMIT, within_limit};
    use crate::devices::fingerprint::{CapturedPrint, QualityMeasure};

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss
    )]
    /// Rings with a little noise, which no codec compresses easily.
    fn print(side: usize, rate: f32) -> CapturedPrint {
        let mut noise = 1_u32;
        let pixels: Vec<u8> = (0..side * side)
            .map(|i| {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let (x, y) = (i % side, i / side);
                let ring = (((x * x + y * y) as f32).sqrt() * 0.7).sin();
                (128.0 + 90.0 * ring) as u8 ^ (noise >> 27) as u8
            })
            .collect();
        let options = EncodeOptions::default().with_bitrate(rate);
        let wsq = Zeroizing::new(wsq_codec::encode(&pixels, side, side, &options).unwrap());
        let side = u32::try_from(side).unwrap();
        CapturedPrint {
            finger: 2,
            quality: 60,
            measure: QualityMeasure::Scanner,
            wsq,
            width: side,
            height: side,
            ppi: 500,
        }
    }

    #[test]
    fn a_short_file_stays_as_the_scanner_made_it() {
        let print = print(200, 0.75);
        assert!(print.wsq.len() < LIMIT);
        assert_eq!(within_limit(&print).unwrap(), print.wsq);
    }

    #[test]
    fn a_long_file_is_brought_close_under_the_limit() {
        let print = print(500, 2.25);
        assert!(print.wsq.len() > LIMIT);
        let file = within_limit(&print).unwrap();
        assert!(
            (LIMIT * 8 / 10..=LIMIT).contains(&file.len()),
            "{}",
            file.len()
        );
        assert_eq!(wsq_codec::decode(&file).unwrap().width, 500);
    }

    #[test]
    fn what_is_no_print_or_cannot_shrink_is_refused() {
        let broken = CapturedPrint {
            wsq: Zeroizing::new(vec![7; LIMIT + 1]),
            ..print(100, 0.75)
        };
        assert_eq!(within_limit(&broken), Err(FingerFileError::Unreadable));
        assert_eq!(
            within_limit(&print(1600, 2.25)),
            Err(FingerFileError::TooLong)
        );
    }
}
