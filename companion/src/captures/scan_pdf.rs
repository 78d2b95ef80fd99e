//! The pages of a scanned document as one PDF. Every page keeps its JPEG as it was scanned and the size
//! that the paper had.

use krilla::Document;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::page::PageSettings;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::cases::{ScannedDocument, ScannedPage};

/// Points of an inch.
const INCH: f32 = 72.0;

/// A page could not be put into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a scanned page cannot be put into a PDF: scan it again")]
pub struct PdfError;

/// Makes the file. It says nothing of when, where and by whom it was made.
///
/// # Errors
/// [`PdfError`] for a page that is no JPEG.
pub fn pdf(scanned: &ScannedDocument) -> Result<Zeroizing<Vec<u8>>, PdfError> {
    let mut document = Document::new();
    for page in &scanned.pages {
        add(&mut document, page)?;
    }
    document.finish().map(Zeroizing::new).map_err(|_| PdfError)
}

fn add(document: &mut Document, page: &ScannedPage) -> Result<(), PdfError> {
    let points = |pixels: u16| f32::from(pixels) / f32::from(page.dpi.max(1)) * INCH;
    let (width, height) = (points(page.size.0), points(page.size.1));
    let image = Image::from_jpeg(page.jpeg.to_vec().into(), false).map_err(|_| PdfError)?;
    let settings = PageSettings::from_wh(width, height).ok_or(PdfError)?;
    let size = Size::from_wh(width, height).ok_or(PdfError)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_image(image, size);
    surface.finish();
    page.finish();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PdfError, pdf};
    use crate::captures::picture::{grey_jpeg, rgb_jpeg};
    use crate::cases::{ScannedDocument, ScannedPage};
    use amtskoffer_domain::services::PaperKind;
    use std::sync::Arc;
    use zeroize::Zeroizing;

    fn page(jpeg: Zeroizing<Vec<u8>>) -> ScannedPage {
        ScannedPage {
            jpeg: Arc::new(jpeg.into()),
            preview: Arc::new(Vec::new().into()),
            handle: 1,
            size: (300, 600),
            dpi: 300,
        }
    }

    fn document(pages: Vec<ScannedPage>) -> ScannedDocument {
        ScannedDocument {
            number: 1,
            kind: PaperKind::Other,
            pages,
            held_pages: 0,
        }
    }

    #[test]
    fn a_file_has_every_page_in_the_size_of_the_paper_and_its_jpeg_as_it_was() {
        let colour = rgb_jpeg(&vec![90; 300 * 600 * 3], 300, 600, 80).unwrap();
        let grey = grey_jpeg(&vec![90; 300 * 600], 300, 600, 80).unwrap();
        let file = pdf(&document(vec![page(colour.clone()), page(grey)])).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        let has = |wanted: &[u8]| file.windows(wanted.len()).any(|found| found == wanted);
        assert!(has(&colour), "the JPEG itself");
        assert!(has(b"[0 0 72 144]"), "1 × 2 inches");
        assert!(has(b"/Count 2"));
    }

    #[test]
    fn what_is_no_jpeg_makes_no_file() {
        let broken = page(Zeroizing::new(vec![1, 2, 3]));
        assert_eq!(pdf(&document(vec![broken])).map(drop), Err(PdfError));
    }
}
