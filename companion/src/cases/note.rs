//! What a suitcase notes of an open case for the time after a crash: everything but the pictures. It
//! lies at the gateway, sealed to the suitcase itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use amtskoffer_contract::bridge::{Failure, Handle, Secret as Word};
use amtskoffer_contract::ingest::{FeeEntry, Part, Payment, Reversed};
use amtskoffer_contract::register::{PersonRecord, Purpose};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::dates::parse_date;
use amtskoffer_domain::services::PaperKind;
use amtskoffer_domain::upload::{PartKind, PartNumber};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::parts::{PHOTO_PART, SIGNATURE_PART, SealedPart, document_part, finger_part};
use super::{AttemptNote, Case, Fingers, Scans, wipe};

/// Version of the notes that are written and understood.
const VERSION: u16 = 1;

/// A note of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    version: u16,
    service: String,
    application_date: String,
    record: String,
    /// Family name and first names, for the list of open cases.
    person: String,
    purpose: Purpose,
    answers: BTreeMap<String, String>,
    finished: BTreeSet<String>,
    attempts: Vec<AttemptNote>,
    /// ISO position and key of the reason.
    missing: Vec<(u8, String)>,
    /// Mandatory criteria that the photo misses.
    #[serde(default)]
    photo_misses: Vec<String>,
    documents: Vec<DocumentNote>,
    last_document: u32,
    fee: Vec<FeeEntry>,
    #[serde(default)]
    let_off: i64,
    payment: Option<Payment>,
    reversed: Vec<Reversed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blocking_sum: Option<Word>,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentNote {
    number: u32,
    kind: String,
    pages: usize,
}

impl Note {
    /// Notes a case; nothing when it was wiped.
    pub fn of(case: &Case) -> Option<Self> {
        let person = case.person.as_deref()?;
        let documents = case.scans.documents().iter().map(|document| DocumentNote {
            number: document.number,
            kind: document.kind.key().to_owned(),
            pages: document.pages.len().max(document.held_pages),
        });
        Some(Self {
            version: VERSION,
            service: case.service.id.clone(),
            application_date: case.application_date.to_string(),
            record: person.record.clone(),
            person: case.summary().person,
            purpose: case.purpose.clone(),
            answers: case.answers.clone(),
            finished: case.finished.clone(),
            attempts: case.fingers.attempts(),
            missing: case.fingers.missing().into_iter().collect(),
            photo_misses: case.photo_misses.clone(),
            documents: documents.collect(),
            last_document: case.scans.last(),
            fee: case.fee.clone(),
            let_off: case.let_off,
            payment: case.payment.clone(),
            reversed: case.reversed.clone(),
            blocking_sum: case.blocking_sum.clone(),
            parts: case
                .sealed
                .values()
                .map(|part| part.about.clone())
                .collect(),
        })
    }

    /// The bytes of the note, to be sealed.
    ///
    /// # Errors
    /// [`Failure::Internal`].
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let bytes = serde_json::to_vec(self).map_err(|_| Failure::Internal)?;
        Ok(Zeroizing::new(bytes))
    }

    /// Reads the bytes of a note.
    ///
    /// # Errors
    /// [`Failure::NoteUnreadable`].
    pub fn read(bytes: &[u8]) -> Result<Self, Failure> {
        let read: Option<Self> = serde_json::from_slice(bytes).ok();
        let known = read.filter(|note| note.version == VERSION);
        known.ok_or(Failure::NoteUnreadable)
    }

    /// Key of the service.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Family name and first names.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The register's key of the person, and why she was looked up.
    pub fn look_up(&self) -> (&str, &Purpose) {
        (&self.record, &self.purpose)
    }

    /// The parts that were sealed; which of them are whole the gateway knows.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The case as it was noted, with those parts that the gateway has. `hold` takes note of such a
    /// part and gives its number on the way.
    ///
    /// # Errors
    /// [`Failure::NoteUnreadable`].
    pub fn restored(
        &self,
        id: Uuid,
        service: Arc<Service>,
        person: Box<PersonRecord>,
        there: &[Part],
        saved_at: String,
        next_handle: impl FnMut() -> Handle,
        hold: impl Fn(PartKind, &Part) -> PartNumber,
    ) -> Result<Case, Failure> {
        let unreadable = Failure::NoteUnreadable;
        let on = parse_date(&self.application_date).map_err(|_| unreadable)?;
        let mut case = Case::open(
            Arc::clone(&service),
            on,
            person,
            self.purpose.clone(),
            saved_at,
        );
        let known: Vec<&Part> = self
            .parts
            .iter()
            .filter(|part| there.contains(part))
            .collect();
        let is_held = |name: &str| known.iter().any(|part| part.name == name);
        let missing = self.missing.iter().cloned().collect();
        case.id = id;
        case.answers.clone_from(&self.answers);
        case.finished.clone_from(&self.finished);
        case.fingers = Fingers::restored(
            &self.attempts,
            &missing,
            |finger| is_held(&finger_part(finger)),
            next_handle,
        );
        case.scans = Scans::default();
        for document in &self.documents {
            let kind = PaperKind::of_service(&service).find(|kind| kind.key() == document.kind);
            if let Some(kind) = kind.filter(|_| is_held(&document_part(document.number))) {
                case.scans.hold(document.number, kind, document.pages);
            }
        }
        case.scans.begin_after(self.last_document);
        case.fee.clone_from(&self.fee);
        case.let_off = self.let_off;
        case.payment.clone_from(&self.payment);
        case.reversed.clone_from(&self.reversed);
        case.blocking_sum.clone_from(&self.blocking_sum);
        let single = [PHOTO_PART, SIGNATURE_PART]
            .into_iter()
            .filter(|name| is_held(name));
        case.held = single.map(str::to_owned).collect();
        if case.held.contains(PHOTO_PART) {
            case.photo_misses.clone_from(&self.photo_misses);
        }
        for capture in case.captures() {
            let about = known.iter().find(|part| part.name == capture.name);
            let about = about.ok_or(Failure::NoteUnreadable)?;
            let sealed = SealedPart {
                about: (*about).clone(),
                kind: capture.kind,
                made_of: capture.made_of,
                number: hold(capture.kind, about),
            };
            case.sealed.insert(capture.name, sealed);
        }
        Ok(case)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        wipe::answers(&mut self.answers);
        self.person.zeroize();
        self.record.zeroize();
        let Purpose {
            reason,
            file_number,
            clerk,
        } = &mut self.purpose;
        [reason, file_number, clerk]
            .into_iter()
            .for_each(Zeroize::zeroize);
    }
}
