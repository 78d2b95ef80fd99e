//! What of a case goes to the data centre, and what of it has been sealed.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, Handle};
use amtskoffer_contract::ingest::{DOCUMENT_MEDIA_TYPE, DOCUMENT_PART, Part};
use amtskoffer_domain::services::Section;
use amtskoffer_domain::upload::{PartKind, PartNumber};

use super::{Case, ScannedDocument, Secret, sha256_hex};
use crate::captures::scan_pdf;

/// Part with the photo.
pub const PHOTO_PART: &str = "photo";

/// Part with the signature.
pub const SIGNATURE_PART: &str = "signature";

/// What the name of a part with a print begins with; its ISO finger position follows.
const FINGER_PART: &str = "finger_";

const JPEG: &str = "image/jpeg";

/// Media type of a print.
const WSQ: &str = "image/x-wsq";

/// A capture of a case that is to be a part.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Name of the part.
    pub name: String,
    /// Media type of what is sealed.
    pub media_type: &'static str,
    /// When it is sent.
    pub kind: PartKind,
    /// The pictures that it was made of: other ones make another part.
    pub made_of: Vec<Handle>,
    /// The bytes.
    pub source: Source,
}

/// Where the bytes of a capture are.
#[derive(Clone, Debug)]
pub enum Source {
    /// Here.
    Here(Secret),
    /// In the pages of a document; they make a PDF.
    Pages(Arc<ScannedDocument>),
    /// Only at the gateway, since the companion was started anew.
    AtGateway,
}

/// A part as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPart {
    /// What the manifest says of it.
    pub about: Part,
    /// When it is sent.
    pub kind: PartKind,
    /// As in [`Capture`].
    pub made_of: Vec<Handle>,
    /// Its number on the way.
    pub number: PartNumber,
}

/// The sealed parts of a case by name.
pub type SealedParts = BTreeMap<String, SealedPart>;

impl Capture {
    /// The bytes to be sealed; nothing when they are not here.
    ///
    /// # Errors
    /// [`Failure::Internal`] for scanned pages that are none.
    pub fn text(&self) -> Result<Option<Secret>, Failure> {
        match &self.source {
            Source::Here(bytes) => Ok(Some(Arc::clone(bytes))),
            Source::Pages(document) => {
                let pdf = scan_pdf::pdf(document).map_err(|_| Failure::Internal)?;
                Ok(Some(Arc::new(pdf.into())))
            }
            Source::AtGateway => Ok(None),
        }
    }

    /// Whether a sealed part is of just this capture.
    pub fn is(&self, sealed: &SealedPart) -> bool {
        matches!(self.source, Source::AtGateway) || sealed.made_of == self.made_of
    }

    /// Whether it is a document of several pages, which may come one after the other.
    pub fn is_document(&self) -> bool {
        self.kind == PartKind::Paper
    }

    /// Whether it is only at the gateway.
    pub fn is_held(&self) -> bool {
        matches!(self.source, Source::AtGateway)
    }

    /// What a manifest says of it once it is sealed.
    pub fn about(&self, sealed: &[u8]) -> Part {
        Part {
            name: self.name.clone(),
            media_type: self.media_type.to_owned(),
            bytes: sealed.len() as u64,
            sha256: sha256_hex(sealed),
        }
    }
}

impl Case {
    /// Takes out a capture that the gateway has lost and that is not here.
    pub fn drop_held(&mut self, name: &str) {
        self.held.remove(name);
        if name == PHOTO_PART && self.photo.is_none() {
            self.photo_misses.clear();
        }
        let finger = name
            .strip_prefix(FINGER_PART)
            .and_then(|finger| finger.parse().ok());
        if let Some(finger) = finger {
            // It was due before, so it may be taken again.
            let _ = self.fingers.mark_missing(finger, "");
        }
        let document = name
            .strip_prefix(DOCUMENT_PART)
            .and_then(|number| number.parse().ok());
        if let Some(document) = document {
            let _ = self.scans.drop_document(document);
        }
    }

    /// Whether the clerk has accepted a capture. A photo is looked at and cut before; everything else is
    /// accepted with the act that makes it.
    pub fn is_accepted(&self, capture: &Capture) -> bool {
        capture.name != PHOTO_PART || self.finished.contains(Section::Photo.key())
    }

    /// Everything that was captured, as it is to be sent.
    pub fn captures(&self) -> Vec<Capture> {
        let held = |name: &str| {
            self.held
                .contains(name)
                .then_some((Vec::new(), Source::AtGateway))
        };
        let here = |handle, bytes: &Secret| (vec![handle], Source::Here(Arc::clone(bytes)));
        let signature = self.signature.as_ref().map(|it| here(it.handle, &it.jpeg));
        let photo = self
            .photo
            .as_ref()
            .map(|it| here(it.view.preview, &it.jpeg));
        let mut captures = Vec::new();
        let mut add = |name: &str, media_type, kind, (made_of, source)| {
            captures.push(Capture {
                name: name.to_owned(),
                media_type,
                kind,
                made_of,
                source,
            });
        };
        if let Some(found) = signature.or_else(|| held(SIGNATURE_PART)) {
            add(SIGNATURE_PART, JPEG, PartKind::Signature, found);
        }
        for (finger, print) in self.fingers.chosen() {
            let found = match &print.picture {
                Some(picture) => here(print.handle, &picture.wsq),
                None => (vec![print.handle], Source::AtGateway),
            };
            add(&finger_part(finger), WSQ, PartKind::Print, found);
        }
        if let Some(found) = photo.or_else(|| held(PHOTO_PART)) {
            add(PHOTO_PART, JPEG, PartKind::Photo, found);
        }
        for document in self.scans.documents() {
            let pages = document.pages.iter().map(|page| page.handle).collect();
            let source = if document.held_pages > 0 {
                Source::AtGateway
            } else {
                Source::Pages(Arc::new(document.clone()))
            };
            let name = document_part(document.number);
            add(&name, DOCUMENT_MEDIA_TYPE, PartKind::Paper, (pages, source));
        }
        for (name, paper) in &self.sent {
            add(name, DOCUMENT_MEDIA_TYPE, PartKind::Paper, here(paper.handle, &paper.pdf));
        }
        captures
    }
}

/// Name of the part with a print.
pub fn finger_part(finger: u8) -> String {
    format!("{FINGER_PART}{finger}")
}

/// Name of the part with a scanned document.
pub fn document_part(number: u32) -> String {
    format!("{DOCUMENT_PART}{number}")
}
