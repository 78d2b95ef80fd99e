//! From a case to a paper: which document, filled with what.

mod certificate;
mod control_sheet;
mod fee_receipt;
mod words;

use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, PrintableDocument, Visit};
use amtskoffer_contract::ingest::Authority;
use jiff::civil::DateTime;
use zeroize::Zeroizing;

use crate::cases::{Case, Secret};
use crate::documents::{
    ControlSheet, DocumentError, FeeReceipt, Fonts, Letterhead, ResidenceCertificate,
};

/// A document with all that stands in it, not yet made.
#[derive(Debug)]
pub enum Paper {
    /// Kontrollblatt.
    ControlSheet(Box<ControlSheet>),
    /// Gebührenquittung.
    FeeReceipt(Box<FeeReceipt>),
    /// Meldebescheinigung.
    ResidenceCertificate(Box<ResidenceCertificate>),
}

/// What a paper says besides the case.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Who issues it.
    pub authority: Authority,
    /// Who is at work, and where.
    pub visit: Visit,
    /// Local time.
    pub now: DateTime,
}

impl Paper {
    /// Fills a document from a case.
    ///
    /// # Errors
    /// [`Failure::NotPrintable`] when the case lacks what must stand in it.
    pub fn of(document: PrintableDocument, case: &Case, issue: &Issue) -> Result<Self, Failure> {
        let filled = match document {
            PrintableDocument::ControlSheet => control_sheet::filled(case, issue)
                .map(Box::new)
                .map(Self::ControlSheet),
            PrintableDocument::FeeReceipt => fee_receipt::filled(case, issue)
                .map(Box::new)
                .map(Self::FeeReceipt),
            PrintableDocument::ResidenceCertificate => certificate::filled(case, issue)
                .map(Box::new)
                .map(Self::ResidenceCertificate),
        };
        filled.ok_or(Failure::NotPrintable)
    }

    /// The PDF. Takes some time of computing: not for the async threads.
    ///
    /// # Errors
    /// [`Failure::LetterNotPrintable`], [`Failure::PictureUnreadable`], [`Failure::PaymentTooLow`],
    /// [`Failure::Internal`].
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Secret, Failure> {
        let pdf = match self {
            Self::ControlSheet(sheet) => sheet.to_pdf(fonts),
            Self::FeeReceipt(receipt) => receipt.to_pdf(fonts),
            Self::ResidenceCertificate(certificate) => certificate.to_pdf(fonts),
        };
        pdf.map(|pdf| Arc::new(Zeroizing::new(pdf)))
            .map_err(|error| failure(&error))
    }
}

/// The kind of paper in German, as the printer's display may show it.
pub fn title(document: PrintableDocument) -> &'static str {
    match document {
        PrintableDocument::ControlSheet => "Kontrollblatt",
        PrintableDocument::FeeReceipt => "Quittung",
        PrintableDocument::ResidenceCertificate => "Meldebescheinigung",
    }
}

fn failure(error: &DocumentError) -> Failure {
    match error {
        DocumentError::MissingGlyph(_) => Failure::LetterNotPrintable,
        DocumentError::BadPicture => Failure::PictureUnreadable,
        DocumentError::CashTooLittle => Failure::PaymentTooLow,
        other => {
            tracing::error!("a document could not be made: {other}");
            Failure::Internal
        }
    }
}

fn letterhead(authority: &Authority) -> Letterhead {
    let contact = Some(authority.phone.as_str()).filter(|phone| !phone.is_empty());
    Letterhead {
        authority: authority.name.clone(),
        unit: authority.unit.clone(),
        address: vec![authority.street.clone(), authority.place.clone()],
        contact: contact
            .map(|phone| format!("Telefon {phone}"))
            .into_iter()
            .collect(),
    }
}
