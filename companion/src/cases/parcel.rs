//! A case as it goes to the data centre: its parts, and the manifest over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::ingest::{
    APPLICATION_PART, Application, DOCUMENT_MEDIA_TYPE, DOCUMENT_PART, DocumentEntry, Manifest, Part,
};
use amtskoffer_domain::fields::Field;
use amtskoffer_domain::upload::PartKind;
use ring::digest::{SHA256, digest};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Case, ScannedDocument, Secret};
use crate::captures::scan_pdf;

/// Version of the manifest.
const MANIFEST_VERSION: u16 = 1;

/// Media type of a print.
const WSQ: &str = "image/x-wsq";

/// A case ready to be sent. It does not change any more, whatever happens on the way.
#[derive(Debug)]
pub struct Parcel {
    /// Which case.
    pub case: Uuid,
    /// The parts.
    pub parts: Vec<ParcelPart>,
    /// The manifest's bytes, sent as they are.
    pub manifest: Zeroizing<Vec<u8>>,
    /// SHA-256 of the manifest's bytes, lower-case hexadecimal.
    pub manifest_sha256: String,
}

/// A scanned document as it is sent.
#[derive(Debug)]
pub struct ScannedPdf {
    /// What the case says of it.
    pub entry: DocumentEntry,
    /// The file.
    pub pdf: Secret,
}

impl ScannedPdf {
    /// Makes the file.
    ///
    /// # Errors
    /// [`Failure::Internal`] for pages that are none.
    pub fn of(scanned: &ScannedDocument) -> Result<Self, Failure> {
        let pdf = scan_pdf::pdf(scanned).map_err(|_| Failure::Internal)?;
        Ok(Self {
            entry: DocumentEntry {
                part: format!("{DOCUMENT_PART}{}", scanned.number),
                kind: scanned.kind.key().to_owned(),
                pages: scanned.pages.len(),
            },
            pdf: Arc::new(pdf),
        })
    }
}

/// One part.
#[derive(Debug)]
pub struct ParcelPart {
    /// What the manifest says of it.
    pub about: Part,
    /// When it is sent.
    pub kind: PartKind,
    /// The bytes.
    pub bytes: Secret,
}

impl Parcel {
    /// Packs a complete case.
    ///
    /// # Errors
    /// [`Failure::CaseNotInState`] for a case that was wiped, [`Failure::Internal`].
    pub fn pack(case: &Case, clerk: &str, scans: &[ScannedPdf]) -> Result<Self, Failure> {
        let person = case.person.as_deref().ok_or(Failure::CaseNotInState)?;
        let application = Application {
            record: person.record.clone(),
            purpose: case.purpose.clone(),
            answers: case.answers.clone(),
            missing_fingers: case.fingers.missing(),
            documents: scans.iter().map(|scan| scan.entry.clone()).collect(),
            fee: case.fee.clone(),
            payment: case.payment.clone(),
            reversed: case.reversed.clone(),
        };
        let text = serde_json::to_vec(&application).map_err(|_| Failure::Internal)?;
        wipe_application(application);
        let text: Secret = Arc::new(Zeroizing::new(text));
        let mut parts = vec![part(
            APPLICATION_PART,
            "application/json",
            PartKind::Text,
            &text,
        )];
        if let Some(signature) = &case.signature {
            parts.push(part(
                "signature",
                "image/jpeg",
                PartKind::Signature,
                &signature.jpeg,
            ));
        }
        for (finger, print) in case.fingers.chosen() {
            parts.push(part(
                &format!("finger_{finger}"),
                WSQ,
                PartKind::Print,
                print,
            ));
        }
        if let Some(photo) = &case.photo {
            parts.push(part("photo", "image/jpeg", PartKind::Photo, &photo.jpeg));
        }
        let papers = scans.iter();
        parts.extend(papers.map(|scan| {
            part(&scan.entry.part, DOCUMENT_MEDIA_TYPE, PartKind::Paper, &scan.pdf)
        }));
        let municipality = case.answers.get(Field::MunicipalityKey.key());
        let manifest = Manifest {
            version: MANIFEST_VERSION,
            case: case.id,
            service: case.service.key().to_owned(),
            application_date: case.application_date.to_string(),
            municipality_key: municipality.unwrap_or(&person.municipality_key).clone(),
            clerk: clerk.to_owned(),
            parts: parts.iter().map(|part| part.about.clone()).collect(),
            software: BTreeMap::from([("companion".to_owned(), crate::BUILD.to_owned())]),
        };
        let manifest = serde_json::to_vec(&manifest).map_err(|_| Failure::Internal)?;
        let manifest_sha256 = sha256_hex(&manifest);
        Ok(Self {
            case: case.id,
            parts,
            manifest: Zeroizing::new(manifest),
            manifest_sha256,
        })
    }
}

fn part(name: &str, media_type: &str, kind: PartKind, bytes: &Secret) -> ParcelPart {
    let about = Part {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    };
    ParcelPart {
        about,
        kind,
        bytes: Arc::clone(bytes),
    }
}

fn wipe_application(mut application: Application) {
    super::wipe::answers(&mut application.answers);
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    digest(&SHA256, bytes)
        .as_ref()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
