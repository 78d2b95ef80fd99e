//! What a paper shows besides text: the photo, copies of pages, the code by which it can be checked.

use bytes::Bytes;
use krilla::tagging::Tag;
use qrcodegen::{QrCode, QrCodeEcc};

use super::flow::{Column, Flow, Run};
use super::page::{BOTTOM, Element, Ink, LEFT, MM, Mark, PAGE_WIDTH, Page, RIGHT, TOP};
use super::tables::Fact;
use super::{DocumentError, texts};

/// The photo on paper has the size it has on the card (PAuswV Anlage 1).
const PHOTO_WIDTH: f32 = 35.0 * MM;
const PHOTO_HEIGHT: f32 = 45.0 * MM;

/// Side of the code: a module of about 0.6 mm is read by any telephone.
const CODE_SIDE: f32 = 26.0 * MM;

/// Margin beside a copied page; narrower than that of text, to keep it large.
const COPY_MARGIN: f32 = 12.0 * MM;

/// A copied page is not made smaller than this for the sake of what stands below it.
const SMALLEST_COPY: f32 = 0.7;

/// The pictures of a paper.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// The person's photo as JPEG, 35 × 45 mm.
    pub photo: Option<Bytes>,
    /// Copied pages, in order.
    pub pages: Vec<CopiedPage>,
    /// Address that the code holds; nothing leaves the code out.
    pub check_address: Option<String>,
}

/// A scanned page.
#[derive(Clone, Debug)]
pub struct CopiedPage {
    /// JPEG.
    pub jpeg: Bytes,
    /// Pixels to the right and down.
    pub pixels: (u16, u16),
    /// Dots per inch.
    pub dpi: u16,
}

impl Flow<'_> {
    pub(super) fn facts_beside_photo(
        &mut self,
        facts: &[Fact],
        pictures: &Pictures,
    ) -> Result<(), DocumentError> {
        const GUTTER: f32 = 7.0 * MM;
        let jpeg = pictures.photo.clone();
        let jpeg = jpeg.ok_or(DocumentError::PictureMissing)?;
        self.need(PHOTO_HEIGHT + 4.0 * MM)?;
        let (top, page) = (self.y, self.pages.len());
        self.figure(
            texts::PHOTO.to_owned(),
            Ink::Picture {
                x: LEFT,
                y: top + MM,
                width: PHOTO_WIDTH,
                height: PHOTO_HEIGHT,
                jpeg,
            },
        );
        let x = LEFT + PHOTO_WIDTH + GUTTER;
        self.facts_in(Column::new(x, RIGHT - x), facts)?;
        if self.pages.len() == page {
            self.y = self.y.max(top + PHOTO_HEIGHT + 4.0 * MM);
        }
        Ok(())
    }

    /// Each page on one of its own; what follows stands below the last if that stays legible.
    pub(super) fn pages_of_copy(
        &mut self,
        pictures: &Pictures,
        room_below: u16,
    ) -> Result<(), DocumentError> {
        let count = pictures.pages.len();
        if count == 0 {
            return Err(DocumentError::PictureMissing);
        }
        for (at, page) in pictures.pages.iter().enumerate() {
            let room = if at + 1 == count { room_below } else { 0 };
            self.copied_page(page, at + 1, count, f32::from(room) * MM)?;
        }
        Ok(())
    }

    fn copied_page(
        &mut self,
        page: &CopiedPage,
        number: usize,
        count: usize,
        room: f32,
    ) -> Result<(), DocumentError> {
        let (right, down) = page.pixels;
        if right == 0 || down == 0 || page.dpi == 0 {
            return Err(DocumentError::BadPicture);
        }
        let inch = 72.0 / f32::from(page.dpi);
        let (width, height) = (f32::from(right) * inch, f32::from(down) * inch);
        let widest = (PAGE_WIDTH - 2.0 * COPY_MARGIN) / width;
        let whole = widest.min((BOTTOM - TOP) / height).min(1.0);
        let beside = whole.min((BOTTOM - TOP - room) / height);
        let scale = if beside < SMALLEST_COPY.min(whole) {
            whole
        } else {
            beside
        };
        // A page that has something on it already stays what it is.
        if !self.pages.last().is_some_and(Page::is_empty) {
            self.need(BOTTOM - TOP - MM)?;
        }
        let (width, height) = (width * scale, height * scale);
        self.y = TOP;
        self.figure(
            texts::copied_page(number, count),
            Ink::Picture {
                x: (PAGE_WIDTH - width) / 2.0,
                y: self.y,
                width,
                height,
                jpeg: page.jpeg.clone(),
            },
        );
        self.y += height;
        self.gap(4.0);
        Ok(())
    }

    /// The code with its caption beside it; nothing when there is no address.
    pub(super) fn check(
        &mut self,
        caption: &[Run],
        pictures: &Pictures,
    ) -> Result<(), DocumentError> {
        let Some(address) = &pictures.check_address else {
            return Ok(());
        };
        let code = QrCode::encode_text(address, QrCodeEcc::Medium);
        let code = code.map_err(|_| DocumentError::NotWritten)?;
        self.need(CODE_SIDE + 4.0 * MM)?;
        let top = self.y;
        self.figure(
            texts::check_code(address),
            Ink::Code {
                x: LEFT,
                y: top,
                side: CODE_SIDE,
                dark: dark(&code),
                modules: u16::try_from(code.size()).unwrap_or(u16::MAX),
            },
        );
        let beside = Column::new(
            LEFT + CODE_SIDE + 5.0 * MM,
            RIGHT - LEFT - CODE_SIDE - 5.0 * MM,
        );
        let mut element = Element::new(Tag::P);
        let lines = self.lines(caption, beside.width)?;
        self.place(&lines, beside, &mut element);
        self.tree.push(element);
        self.y = self.y.max(top + CODE_SIDE);
        self.gap(4.0);
        Ok(())
    }

    fn figure(&mut self, says: String, ink: Ink) {
        let mut figure = Element::new(Tag::Figure(Some(says)));
        let content = Some(self.content(&mut figure));
        self.mark(Mark { content, ink });
        self.tree.push(figure);
    }
}

/// The dark modules, as runs in a row: row, first, length.
fn dark(code: &QrCode) -> Vec<(u16, u16, u16)> {
    let mut runs: Vec<(u16, u16, u16)> = Vec::new();
    let place = |at: i32| u16::try_from(at).unwrap_or_default();
    for row in 0..code.size() {
        for column in (0..code.size()).filter(|column| code.get_module(*column, row)) {
            match runs.last_mut() {
                Some((same, first, length))
                    if *same == place(row) && *first + *length == place(column) =>
                {
                    *length += 1;
                }
                _ => runs.push((place(row), place(column), 1)),
            }
        }
    }
    runs
}
