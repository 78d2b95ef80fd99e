//! From a case to a paper: the values of the case, put into the template of the paper.

mod context;
mod words;

use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, Visit};
use amtskoffer_contract::catalogue::{PaperKey, Papers};
use amtskoffer_contract::ingest::Authority;
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_domain::papers::{Context, FillError, Template};
use amtskoffer_domain::services::PaperKind;
use bytes::Bytes;
use jiff::civil::DateTime;
use uuid::Uuid;

use crate::cases::{Case, Secret, sha256_hex};
use crate::documents::{CopiedPage, Document, DocumentError, Fonts, Pictures};

pub use context::{of_case, of_closing, of_issue};

/// A paper with all that stands on it, not yet made.
#[derive(Debug)]
pub struct Paper(Document);

/// What a paper says besides the case.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Who issues it.
    pub authority: Authority,
    /// Who is at work, and where.
    pub visit: Visit,
    /// Local time.
    pub now: DateTime,
    /// The services and fees in force.
    pub catalogue: Arc<Catalogue>,
    /// The templates in force.
    pub papers: Arc<Papers>,
}

impl Paper {
    /// Fills the paper of a case.
    ///
    /// # Errors
    /// [`Failure::NotPrintable`] when there is no such template, [`Failure::PaperLacks`] when the
    /// case lacks what must stand in it, [`Failure::PaymentTooLow`], [`Failure::PaperFaulty`].
    pub fn of(key: PaperKey, case: &Case, issue: &Issue) -> Result<Self, Failure> {
        let pictures = Pictures {
            photo: case
                .photo
                .as_ref()
                .map(|photo| Bytes::copy_from_slice(&photo.jpeg)),
            pages: copied_pages(case),
            check_address: None,
        };
        Self::filled(key, &of_case(case, issue)?, pictures, issue)
    }

    /// Fills a paper that is not of a case, such as a closing of the cash desk.
    ///
    /// # Errors
    /// As [`Paper::of`].
    pub fn filled(
        key: PaperKey,
        context: &Context,
        pictures: Pictures,
        issue: &Issue,
    ) -> Result<Self, Failure> {
        let template = template(key, &issue.papers)?;
        let filled = template
            .fill(context)
            .map_err(|error| unfilled(key, error))?;
        Ok(Self(Document {
            filled,
            pictures,
            authority: issue.authority.name.clone(),
            date: issue.now.date(),
        }))
    }

    /// Hash and kind, if whoever gets it shall be able to ask whether it was issued here. The hash is
    /// over what it says and a random number that nobody keeps.
    pub fn to_be_checked(&self) -> Option<(String, String)> {
        let filled = &self.0.filled;
        let salted = || {
            let mut bytes = Uuid::new_v4().into_bytes().to_vec();
            bytes.extend_from_slice(filled.canonical().as_bytes());
            (sha256_hex(&bytes), filled.name.clone())
        };
        filled.is_checkable().then(salted)
    }

    /// Puts the address into its code.
    pub fn set_check_address(&mut self, address: String) {
        self.0.pictures.check_address = Some(address);
    }

    /// The PDF. Takes some time of computing: not for the async threads.
    ///
    /// # Errors
    /// [`Failure::LetterNotPrintable`], [`Failure::PictureUnreadable`], [`Failure::PaperLacks`],
    /// [`Failure::PaperFaulty`], [`Failure::Internal`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Secret, Failure> {
        let pdf = self.0.to_pdf(fonts);
        pdf.map(|pdf| Arc::new(pdf.into()))
            .map_err(|error| failure(&error))
    }
}

/// The kind of paper in German, as the printer's display may show it.
///
/// # Errors
/// [`Failure::NotPrintable`] when there is no such template.
pub fn title(key: PaperKey, papers: &Papers) -> Result<&str, Failure> {
    template(key, papers).map(|template| template.name.as_str())
}

fn template(key: PaperKey, papers: &Papers) -> Result<&Template, Failure> {
    papers.get(&key).ok_or(Failure::NotPrintable)
}

fn unfilled(key: PaperKey, error: FillError) -> Failure {
    match error {
        FillError::Missing(value) => Failure::PaperLacks { value },
        other => {
            tracing::error!("the template {key} does not fit: {other}");
            Failure::PaperFaulty
        }
    }
}

fn failure(error: &DocumentError) -> Failure {
    match error {
        DocumentError::MissingGlyph(_) => Failure::LetterNotPrintable,
        DocumentError::BadPicture => Failure::PictureUnreadable,
        DocumentError::PictureMissing => Failure::PaperLacks {
            value: "picture".to_owned(),
        },
        DocumentError::TooLong | DocumentError::NotConforming(_) => {
            tracing::error!("a template cannot be set: {error}");
            Failure::PaperFaulty
        }
        other => {
            tracing::error!("a document could not be made: {other}");
            Failure::Internal
        }
    }
}

/// All pages of the document that is certified, in the order in which they were laid on.
fn copied_pages(case: &Case) -> Vec<CopiedPage> {
    let documents = case.scans.documents().iter();
    let certified = documents.filter(|document| document.kind == PaperKind::CertifiedPaper);
    let pages = certified.flat_map(|document| &document.pages);
    let copied = pages.map(|page| CopiedPage {
        jpeg: Bytes::copy_from_slice(&page.jpeg),
        pixels: page.size,
        dpi: page.dpi,
    });
    copied.collect()
}
