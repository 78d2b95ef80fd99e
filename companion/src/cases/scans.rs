//! Scanned documents of a case: each with its pages, small enough for one part.

use amtskoffer_contract::bridge::{Failure, Handle, ScannedDocumentView};
use amtskoffer_contract::ingest::{MAX_DOCUMENT_PAGES, MAX_DOCUMENTS, MAX_PART_BYTES};
use amtskoffer_domain::services::PaperKind;

use super::Secret;

/// What a PDF has besides its pages.
const PDF_ROOM: u64 = 256 * 1024;

/// The scanned documents of a case, oldest first.
#[derive(Debug, Default)]
pub struct Scans {
    documents: Vec<ScannedDocument>,
    last: u32,
}

/// One scanned document.
#[derive(Clone, Debug)]
pub struct ScannedDocument {
    /// Its number within the case, never used twice.
    pub number: u32,
    /// What it is.
    pub kind: PaperKind,
    /// Its pages.
    pub pages: Vec<ScannedPage>,
    /// Pages that only the gateway has; such a document cannot be changed, only taken out.
    pub held_pages: usize,
}

/// One page.
#[derive(Clone, Debug)]
pub struct ScannedPage {
    /// JPEG that goes into the PDF.
    pub jpeg: Secret,
    /// Small JPEG.
    pub preview: Secret,
    /// By which the screen asks for it.
    pub handle: Handle,
    /// Pixels to the right and down.
    pub size: (u16, u16),
    /// Dots per inch.
    pub dpi: u16,
}

/// Where the next page of a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into a new document.
    New(PaperKind),
    /// Behind the pages of a document.
    Behind(u32),
    /// In the place of another page.
    InsteadOf(Handle),
}

impl Scans {
    /// Whether a page could go there at all.
    ///
    /// # Errors
    /// [`Failure::HandleUnknown`] for a document or page that is not there,
    /// [`Failure::DocumentsFull`].
    pub fn has_room(&self, place: Place) -> Result<(), Failure> {
        match place {
            Place::New(_) if self.documents.len() >= MAX_DOCUMENTS => Err(Failure::DocumentsFull),
            Place::New(_) => Ok(()),
            Place::InsteadOf(page) => self.place_of(page).map(drop),
            Place::Behind(number) => {
                let document = self.documents.iter().find(|known| known.number == number);
                let open = document.filter(|known| known.held_pages == 0);
                let document = open.ok_or(Failure::HandleUnknown)?;
                if document.pages.len() < MAX_DOCUMENT_PAGES {
                    Ok(())
                } else {
                    Err(Failure::DocumentsFull)
                }
            }
        }
    }

    /// Takes a page in; gives where the next one goes.
    ///
    /// # Errors
    /// Those of [`Self::has_room`].
    pub fn put(&mut self, place: Place, page: ScannedPage) -> Result<Place, Failure> {
        self.has_room(place)?;
        match place {
            Place::New(kind) => {
                self.last += 1;
                let number = self.last;
                self.documents.push(ScannedDocument {
                    number,
                    kind,
                    pages: vec![page],
                    held_pages: 0,
                });
                Ok(Place::Behind(number))
            }
            Place::Behind(number) => {
                let documents = self.documents.iter_mut();
                let mut found = documents.filter(|known| known.number == number);
                let document = found.next().ok_or(Failure::HandleUnknown)?;
                if document.bytes() + page.jpeg.len() as u64 + PDF_ROOM > MAX_PART_BYTES {
                    return Err(Failure::DocumentsFull);
                }
                document.pages.push(page);
                Ok(place)
            }
            Place::InsteadOf(other) => {
                let (document, index) = self.place_of(other)?;
                let next = Place::InsteadOf(page.handle);
                self.documents[document].pages[index] = page;
                Ok(next)
            }
        }
    }

    /// Takes a page out; a document without pages goes with it.
    ///
    /// # Errors
    /// [`Failure::HandleUnknown`].
    pub fn drop_page(&mut self, page: Handle) -> Result<(), Failure> {
        let (document, index) = self.place_of(page)?;
        self.documents[document].pages.remove(index);
        let is_left = |document: &ScannedDocument| document.held_pages + document.pages.len() > 0;
        self.documents.retain(is_left);
        Ok(())
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// [`Failure::HandleUnknown`].
    pub fn drop_document(&mut self, number: u32) -> Result<(), Failure> {
        let before = self.documents.len();
        self.documents.retain(|document| document.number != number);
        if self.documents.len() == before {
            return Err(Failure::HandleUnknown);
        }
        Ok(())
    }

    /// All documents; the pages' bytes are shared, not copied.
    pub fn documents(&self) -> &[ScannedDocument] {
        &self.documents
    }

    /// A document that only the gateway has.
    pub fn hold(&mut self, number: u32, kind: PaperKind, pages: usize) {
        self.last = self.last.max(number);
        self.documents.push(ScannedDocument {
            number,
            kind,
            pages: Vec::new(),
            held_pages: pages.max(1),
        });
    }

    /// The number that was given last; it is never given again.
    pub fn last(&self) -> u32 {
        self.last
    }

    /// No document beneath this number is new.
    pub fn begin_after(&mut self, number: u32) {
        self.last = self.last.max(number);
    }

    /// The picture of a handle.
    pub fn preview(&self, handle: Handle) -> Option<&Secret> {
        let (document, index) = self.place_of(handle).ok()?;
        Some(&self.documents[document].pages[index].preview)
    }

    /// Bytes of all pages.
    pub fn bytes(&self) -> usize {
        let pages = self.documents.iter().flat_map(|document| &document.pages);
        pages.map(|page| page.jpeg.len() + page.preview.len()).sum()
    }

    /// What the page shows.
    pub fn view(&self) -> Vec<ScannedDocumentView> {
        let view = |document: &ScannedDocument| ScannedDocumentView {
            document: document.number,
            kind: document.kind.key().to_owned(),
            pages: document.pages.iter().map(|page| page.handle).collect(),
        };
        self.documents.iter().map(view).collect()
    }

    fn place_of(&self, page: Handle) -> Result<(usize, usize), Failure> {
        let documents = self.documents.iter().enumerate();
        let mut found = documents.filter_map(|(document, known)| {
            let index = known.pages.iter().position(|known| known.handle == page)?;
            Some((document, index))
        });
        found.next().ok_or(Failure::HandleUnknown)
    }
}

impl ScannedDocument {
    fn bytes(&self) -> u64 {
        self.pages.iter().map(|page| page.jpeg.len() as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, ScannedPage, Scans};
    use amtskoffer_contract::bridge::Failure;
    use amtskoffer_contract::ingest::{MAX_DOCUMENT_PAGES, MAX_DOCUMENTS, MAX_PART_BYTES};
    use amtskoffer_domain::services::PaperKind;
    use std::sync::Arc;

    fn page(handle: u32, bytes: usize) -> ScannedPage {
        let secret = |length| Arc::new(vec![7; length].into());
        ScannedPage {
            jpeg: secret(bytes),
            preview: secret(1),
            handle,
            size: (2480, 3507),
            dpi: 300,
        }
    }

    fn pages(scans: &Scans) -> Vec<Vec<u32>> {
        scans
            .view()
            .into_iter()
            .map(|document| document.pages)
            .collect()
    }

    #[test]
    fn pages_go_where_they_belong() {
        let mut scans = Scans::default();
        let next = scans
            .put(Place::New(PaperKind::Consent), page(1, 10))
            .unwrap();
        assert_eq!(next, Place::Behind(1));
        scans.put(next, page(2, 10)).unwrap();
        scans
            .put(Place::New(PaperKind::Other), page(3, 10))
            .unwrap();
        scans.put(Place::InsteadOf(1), page(4, 10)).unwrap();
        assert_eq!(pages(&scans), [vec![4, 2], vec![3]]);
        assert_eq!((scans.bytes(), scans.preview(4).is_some()), (33, true));
        scans.drop_page(3).unwrap();
        let next = scans
            .put(Place::New(PaperKind::Other), page(5, 10))
            .unwrap();
        assert_eq!(next, Place::Behind(3), "a number is never used twice");
        scans.drop_document(1).unwrap();
        assert_eq!(pages(&scans), [[5]]);
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let mut scans = Scans::default();
        let unknown = Err(Failure::HandleUnknown);
        assert_eq!(scans.put(Place::Behind(1), page(1, 1)).map(drop), unknown);
        assert_eq!(
            scans.put(Place::InsteadOf(9), page(1, 1)).map(drop),
            unknown
        );
        assert_eq!(scans.drop_page(9), unknown);
        assert_eq!(scans.drop_document(9), unknown);
        assert!(scans.preview(9).is_none());
    }

    #[test]
    fn documents_and_pages_have_bounds() {
        let mut scans = Scans::default();
        let full = Err(Failure::DocumentsFull);
        let mut place = Place::New(PaperKind::Other);
        for handle in 0..u32::try_from(MAX_DOCUMENT_PAGES).unwrap() {
            place = scans.put(place, page(handle, 1)).unwrap();
        }
        assert_eq!(scans.has_room(place), full);
        for handle in 1..u32::try_from(MAX_DOCUMENTS).unwrap() {
            scans
                .put(Place::New(PaperKind::Other), page(1000 + handle, 1))
                .unwrap();
        }
        assert_eq!(scans.has_room(Place::New(PaperKind::Other)), full);
        let mut large = Scans::default();
        let half = usize::try_from(MAX_PART_BYTES / 2).unwrap();
        let place = large
            .put(Place::New(PaperKind::Other), page(1, half))
            .unwrap();
        assert_eq!(large.put(place, page(2, half)).map(drop), full);
    }
}
