//! One case in memory.

use std::collections::{BTreeMap, BTreeSet};

use amtskoffer_contract::bridge::{
    CaseState, CaseSummary, CaseView, Failure, Handle, PhotoView, PrintableDocument, ReceiptView,
    SignatureView, UploadView,
};
use amtskoffer_contract::ingest::{FeeEntry, Payment, PaymentMethod, Reversed};
use amtskoffer_contract::register::{PersonRecord, Purpose};
use amtskoffer_domain::case::{CaseError, CaseLife, CaseState as Life};
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field};
use amtskoffer_domain::services::{Section, Service, captures, check, sections};
use uuid::Uuid;
use zeroize::Zeroize;

use super::{Fingers, Scans, Secret, wipe};

/// The photo of a case.
#[derive(Debug)]
pub struct PhotoCapture {
    /// The camera's picture, for cutting anew.
    pub camera: Secret,
    /// The photo for the card.
    pub jpeg: Secret,
    /// Small picture for the screen.
    pub preview: Secret,
    /// What the page shows.
    pub view: PhotoView,
}

/// The signature of a case.
#[derive(Debug)]
pub struct SignatureCapture {
    /// The bitmap for the card.
    pub jpeg: Secret,
    /// By which the page asks for it.
    pub handle: Handle,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Which.
    pub id: Uuid,
    /// What for.
    pub service: Service,
    /// Date of the application.
    pub application_date: Date,
    /// Where it stands.
    pub life: CaseLife,
    /// Reason and file number of the look-up; empty once wiped.
    pub purpose: Purpose,
    /// The person; gone once wiped.
    pub person: Option<Box<PersonRecord>>,
    /// Field key to value.
    pub answers: BTreeMap<String, String>,
    /// Sections that the clerk has finished.
    pub finished: BTreeSet<String>,
    /// The photo.
    pub photo: Option<PhotoCapture>,
    /// The fingers.
    pub fingers: Fingers,
    /// The signature.
    pub signature: Option<SignatureCapture>,
    /// Scanned documents.
    pub scans: Scans,
    /// Fee bill as paid.
    pub fee: Vec<FeeEntry>,
    /// The payment.
    pub payment: Option<Payment>,
    /// Card payments that were given back.
    pub reversed: Vec<Reversed>,
    /// The gateway's receipt.
    pub receipt: Option<ReceiptView>,
    /// Papers that were made before the rest was wiped.
    pub papers: BTreeMap<PrintableDocument, Secret>,
    /// The upload, once begun.
    pub upload: Option<UploadView>,
    /// Time of the last change, `HH:MM`.
    pub saved_at: String,
}

impl Case {
    /// A fresh case for a person; its answers begin with what the register says.
    pub fn open(
        service: Service,
        on: Date,
        person: Box<PersonRecord>,
        purpose: Purpose,
        saved_at: String,
    ) -> Self {
        Self {
            id: Uuid::new_v4(),
            service,
            application_date: on,
            life: CaseLife::default(),
            purpose,
            answers: super::prefill::answers(service, &person, on),
            person: Some(person),
            finished: BTreeSet::new(),
            photo: None,
            fingers: Fingers::default(),
            signature: None,
            scans: Scans::default(),
            fee: Vec::new(),
            payment: None,
            reversed: Vec::new(),
            receipt: None,
            papers: BTreeMap::new(),
            upload: None,
            saved_at,
        }
    }

    /// Where it stands, as the page names it.
    pub fn state(&self) -> CaseState {
        match self.life.state() {
            Life::Draft => CaseState::Draft,
            Life::Sending => CaseState::Sending,
            Life::Acknowledged => CaseState::Acknowledged,
            Life::Closed => CaseState::Closed,
        }
    }

    /// The answers in the form of the rules.
    pub fn typed_answers(&self) -> Answers {
        let known = |(key, value): (&String, &String)| Some((Field::from_key(key)?, value.clone()));
        self.answers.iter().filter_map(known).collect()
    }

    /// Sections that are not complete, in the order of the visit.
    pub fn incomplete(&self) -> Vec<String> {
        let answers = self.typed_answers();
        let on = self.application_date;
        let captures = captures(self.service, &answers, on);
        let lacks = |section: &Section| {
            let there = match section {
                Section::Photo => self.photo.is_some(),
                Section::Fingers => self.fingers.is_complete(),
                Section::Signature => self.signature.is_some(),
                Section::Fee => self.payment.is_some(),
                _ => true,
            };
            let needed = captures.contains(section) || *section == Section::Fee;
            (needed && !there) || !check(self.service, *section, &answers, on).is_empty()
        };
        let all = sections(self.service, &answers, on);
        all.into_iter()
            .filter(lacks)
            .map(|section| section.key().to_owned())
            .collect()
    }

    /// Whether another payment may take the place of this one.
    ///
    /// # Errors
    /// [`Failure::CardPaid`].
    pub fn not_paid_by_card(&self) -> Result<(), Failure> {
        match &self.payment {
            Some(paid) if paid.method == PaymentMethod::Card => Err(Failure::CardPaid),
            _ => Ok(()),
        }
    }

    /// What can be printed now.
    pub fn printable(&self) -> Vec<PrintableDocument> {
        if self.life.state() == Life::Acknowledged {
            return self.papers.keys().copied().collect();
        }
        let mut printable = Vec::new();
        if self.service == Service::IdCard && self.photo.is_some() {
            printable.push(PrintableDocument::ControlSheet);
        }
        if self
            .payment
            .as_ref()
            .is_some_and(|paid| matches!(paid.method, PaymentMethod::Cash | PaymentMethod::Card))
        {
            printable.push(PrintableDocument::FeeReceipt);
        }
        printable
    }

    /// The picture of a handle.
    pub fn preview(&self, handle: Handle) -> Option<&Secret> {
        let photo = self.photo.iter().find(|photo| photo.view.preview == handle);
        let signature = self
            .signature
            .iter()
            .find(|signature| signature.handle == handle);
        photo
            .map(|photo| &photo.preview)
            .or(signature.map(|signature| &signature.jpeg))
            .or_else(|| self.fingers.preview(handle))
            .or_else(|| self.scans.preview(handle))
    }

    /// Bytes of all pictures.
    pub fn bytes(&self) -> usize {
        let photo = self.photo.as_ref().map_or(0, |photo| {
            photo.camera.len() + photo.jpeg.len() + photo.preview.len()
        });
        let signature = self
            .signature
            .as_ref()
            .map_or(0, |signature| signature.jpeg.len());
        let papers: usize = self.papers.values().map(|paper| paper.len()).sum();
        photo + signature + papers + self.fingers.bytes() + self.scans.bytes()
    }

    /// Wipes all but what may still be printed, the receipt and what was paid.
    pub fn wipe_to_printable(&mut self) {
        wipe::answers(&mut self.answers);
        if let Some(mut person) = self.person.take() {
            wipe::person(&mut person);
        }
        let Purpose {
            reason,
            file_number,
            clerk,
        } = &mut self.purpose;
        [reason, file_number, clerk]
            .into_iter()
            .for_each(Zeroize::zeroize);
        self.finished.clear();
        self.photo = None;
        self.signature = None;
        self.fingers = Fingers::default();
        self.scans = Scans::default();
    }

    /// One line in the list of cases.
    pub fn summary(&self) -> CaseSummary {
        let name = |person: &PersonRecord| {
            let parts = [person.family_name.as_str(), person.first_names.as_str()];
            let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            given.join(", ")
        };
        CaseSummary {
            case: self.id,
            service: self.service.key().to_owned(),
            person: self.person.as_deref().map(name).unwrap_or_default(),
            state: self.state(),
        }
    }

    /// The whole case for the page.
    pub fn view(&self) -> CaseView {
        CaseView {
            case: self.id,
            service: self.service.key().to_owned(),
            application_date: self.application_date.to_string(),
            state: self.state(),
            person: self.person.clone(),
            purpose: self.purpose.clone(),
            answers: self.answers.clone(),
            finished: self.finished.clone(),
            photo: self.photo.as_ref().map(|photo| photo.view.clone()),
            fingers: self.fingers.view(),
            signature: self.signature.as_ref().map(|signature| SignatureView {
                preview: signature.handle,
            }),
            scans: self.scans.view(),
            fee: self.fee.clone(),
            payment: self.payment.clone(),
            receipt: self.receipt.clone(),
            printable: self.printable(),
            saved_at: self.saved_at.clone(),
        }
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        self.wipe_to_printable();
    }
}

/// What the page is told when a case does not stand where something is possible.
pub fn life_failure(error: CaseError) -> Failure {
    match error {
        CaseError::NotInState => Failure::CaseNotInState,
        CaseError::DiscardNotConfirmed => Failure::DiscardNotConfirmed,
    }
}
