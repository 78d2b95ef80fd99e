//! A case as it is handed in: its text, and the manifest over all parts.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::Failure;
use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::{Application, DocumentEntry, MANIFEST_VERSION, Manifest, Part};
use amtskoffer_domain::fields::{Field, split_person};
use amtskoffer_domain::services::persons;
use amtskoffer_domain::upload::PartNumber;
use bytes::Bytes;
use ring::digest::{SHA256, digest};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::parts::document_part;
use super::{Case, wipe};

/// Media type of the text of a case.
pub const TEXT: &str = "application/json";

/// What a frozen case is handed in with. It does not change any more, whatever happens on the way.
#[derive(Debug)]
pub struct Parcel {
    /// The manifest's bytes, sent as they are.
    pub manifest: Bytes,
    /// SHA-256 of the manifest's bytes, lower-case hexadecimal.
    pub manifest_sha256: String,
    /// Who must approve it, for it has exceptions.
    pub approver: Option<Uuid>,
    /// Number of the part with the text.
    pub application: PartNumber,
}

/// Who and what made a case.
#[derive(Clone, Debug, Default)]
pub struct Makers {
    /// The clerks of the visit; the first is the one who hands in.
    pub clerks: Vec<ClerkMark>,
    /// Kind of device to the protocol that served.
    pub devices: BTreeMap<String, String>,
    /// Who answers for exceptions: a coordinator who is signed in and does not hand in herself.
    pub coordinator: Option<ClerkMark>,
    /// By which catalogue, in short.
    pub catalogue: String,
}

/// The text of a case, to be sealed.
///
/// # Errors
/// [`Failure::CaseNotInState`] for a case that was wiped, [`Failure::Internal`].
pub fn application(case: &Case) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let person = case.person.as_deref().ok_or(Failure::CaseNotInState)?;
    let documents = case.scans.documents().iter().map(|document| DocumentEntry {
        part: document_part(document.number),
        kind: document.kind.key().to_owned(),
        pages: document.pages.len().max(document.held_pages),
    });
    let mut application = Application {
        record: person.record.clone(),
        purpose: case.purpose.clone(),
        answers: on_the_form(case),
        missing_fingers: case.fingers.missing(),
        print_quality: case.print_quality(),
        photo_misses: case.photo_misses.clone(),
        card_valid_until: case.card_valid_until().map(|until| until.to_string()),
        documents: documents.collect(),
        fee: case.fee.clone(),
        payment: case.payment.clone(),
        reversed: case.reversed.clone(),
        blocking_sum: case.blocking_sum.clone(),
    };
    let text = serde_json::to_vec(&application).map(Zeroizing::new);
    wipe::answers(&mut application.answers);
    text.map_err(|_| Failure::Internal)
}

/// Answers of those who stand on the form.
fn on_the_form(case: &Case) -> BTreeMap<String, String> {
    let count = persons(&case.service, &case.typed_answers());
    let stands = |key: &str| split_person(key).is_some_and(|(person, _)| person <= count);
    let answers = case.answers.iter().filter(|(key, _)| stands(key));
    answers.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// The manifest of a case over these parts.
///
/// # Errors
/// [`Failure::CaseNotInState`] for a case that was wiped, [`Failure::ExceptionNotApproved`] when
/// nobody answers for its exceptions.
pub fn manifest(case: &Case, makers: &Makers, parts: Vec<Part>) -> Result<Manifest, Failure> {
    let person = case.person.as_deref().ok_or(Failure::CaseNotInState)?;
    let municipality = case.answers.get(Field::MunicipalityKey.key());
    Ok(Manifest {
        version: MANIFEST_VERSION,
        case: case.id,
        service: case.service.id.clone(),
        application_date: case.application_date.to_string(),
        municipality_key: municipality.unwrap_or(&person.municipality_key).clone(),
        clerks: makers.clerks.clone(),
        exceptions: case.exception_marks(makers.coordinator.as_ref())?,
        parts,
        devices: makers.devices.clone(),
        software: BTreeMap::from([
            ("companion".to_owned(), crate::BUILD.to_owned()),
            ("catalogue".to_owned(), makers.catalogue.clone()),
        ]),
    })
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
