//! One case in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use amtskoffer_contract::bridge::Secret as Word;
use amtskoffer_contract::bridge::{
    CaseState, CaseSummary, CaseView, Failure, Handle, PaperKey, ReceiptView,
    SignatureView, UploadView,
};
use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::{FeeEntry, Payment, PaymentMethod, Reversed};
use amtskoffer_contract::register::{Particulars, PersonRecord, Purpose};
use amtskoffer_domain::case::{CaseError, CaseLife, CaseState as Life};
use amtskoffer_domain::catalogue::{Application, Service};
use amtskoffer_domain::dates::Date;
use amtskoffer_domain::fields::{Answers, Field, split_person};
use amtskoffer_domain::services::{
    Section, Step, captures, check_step, lacks_scan, persons, refusal, steps,
};
use uuid::Uuid;
use zeroize::Zeroize;

use super::captured::{PhotoCapture, SentPaper, SignatureCapture};
use super::parts::{Capture, PHOTO_PART, SIGNATURE_PART, SealedParts};
use super::{Fingers, Parcel, Scans, Secret, wipe};

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Which.
    pub id: Uuid,
    /// What for.
    pub service: Arc<Service>,
    /// Date of the application.
    pub application_date: Date,
    /// Where it stands.
    pub life: CaseLife,
    /// Reason and file number of the look-up; empty once wiped.
    pub purpose: Purpose,
    /// The person; gone once wiped.
    pub person: Option<Box<PersonRecord>>,
    /// What the register keeps besides, once a paper needs it.
    pub particulars: Option<Box<Particulars>>,
    /// Field key to value.
    pub answers: BTreeMap<String, String>,
    /// Sections that the clerk has finished.
    pub finished: BTreeSet<String>,
    /// The photo.
    pub photo: Option<PhotoCapture>,
    /// Mandatory criteria that the photo misses.
    pub photo_misses: Vec<String>,
    /// The fingers.
    pub fingers: Fingers,
    /// The signature.
    pub signature: Option<SignatureCapture>,
    /// Scanned documents.
    pub scans: Scans,
    /// Fee bill as paid.
    pub fee: Vec<FeeEntry>,
    /// Cents by which a waiver or a reduction takes the fee down.
    pub let_off: i64,
    /// The payment.
    pub payment: Option<Payment>,
    /// Card payments that were given back.
    pub reversed: Vec<Reversed>,
    /// The Sperrsumme of a card that is to be blocked or unblocked; never told to the page.
    pub blocking_sum: Option<Word>,
    /// The gateway's receipt.
    pub receipt: Option<ReceiptView>,
    /// Papers that were made before the rest was wiped.
    pub papers: BTreeMap<PaperKey, Secret>,
    /// Papers that go along with the case, by the names of their parts.
    pub sent: BTreeMap<String, SentPaper>,
    /// Parts that only the gateway has, besides fingers and documents.
    pub held: BTreeSet<String>,
    /// Parts that were sealed and leave or have left.
    pub sealed: SealedParts,
    /// The upload, once begun.
    pub upload: Option<UploadView>,
    /// It has changed since it was noted.
    pub note_due: bool,
    /// The manifest, as long as the case is frozen or on its way.
    pub parcel: Option<Arc<Parcel>>,
    /// Who has approved it as it is.
    pub approved_by: Option<ClerkMark>,
    /// Time of the last change, `HH:MM`.
    pub saved_at: String,
}

impl Case {
    /// A fresh case for a person; its answers begin with what the register says.
    pub fn open(
        service: Arc<Service>,
        on: Date,
        person: Box<PersonRecord>,
        purpose: Purpose,
        saved_at: String,
    ) -> Self {
        Self {
            id: Uuid::new_v4(),
            application_date: on,
            life: CaseLife::new(service.four_eyes),
            purpose,
            answers: super::prefill::answers(&service, &person, on),
            service,
            person: Some(person),
            particulars: None,
            finished: BTreeSet::new(),
            photo: None,
            photo_misses: Vec::new(),
            fingers: Fingers::default(),
            signature: None,
            scans: Scans::default(),
            fee: Vec::new(),
            let_off: 0,
            payment: None,
            reversed: Vec::new(),
            blocking_sum: None,
            receipt: None,
            papers: BTreeMap::new(),
            sent: BTreeMap::new(),
            held: BTreeSet::new(),
            sealed: SealedParts::new(),
            note_due: true,
            upload: None,
            parcel: None,
            approved_by: None,
            saved_at,
        }
    }

    /// Where it stands, as the page names it.
    pub fn state(&self) -> CaseState {
        match self.life.state() {
            Life::Draft => CaseState::Draft,
            Life::Frozen => CaseState::Frozen,
            Life::Sending => CaseState::Sending,
            Life::Acknowledged => CaseState::Acknowledged,
            Life::Closed => CaseState::Closed,
        }
    }

    /// The answers in the form of the rules.
    pub fn typed_answers(&self) -> Answers {
        Answers::of_keys(&self.answers)
    }

    /// Sections that are not complete, in the order of the visit.
    pub fn incomplete(&self) -> Vec<String> {
        let answers = self.typed_answers();
        let on = self.application_date;
        let captures = captures(&self.service, &answers, on);
        let unexplained = self.unexplained();
        let kinds = self.scans.documents().iter().map(|document| document.kind);
        let unscanned = lacks_scan(&self.service, &answers, on, kinds);
        let lacks = |step: &Step| {
            let section = &step.section;
            let there = match section {
                Section::Photo => self.photo.is_some() || self.held.contains(PHOTO_PART),
                Section::Fingers => self.fingers.is_complete(),
                Section::Signature => {
                    self.signature.is_some() || self.held.contains(SIGNATURE_PART)
                }
                Section::Fee => self.payment.is_some(),
                _ => true,
            };
            let needed = captures.contains(section) || *section == Section::Fee;
            (needed && !there)
                || unexplained.contains(section)
                || unscanned == Some(*section)
                || !check_step(&self.service, *step, &answers, on).is_empty()
        };
        let all = steps(&self.service, &answers, on);
        all.into_iter().filter(lacks).map(Step::key).collect()
    }

    /// Forgets what was noted of persons beyond those who stand on the form.
    pub fn forget_further_persons(&mut self) {
        let count = persons(&self.service, &self.typed_answers());
        let stays = |key: &str| split_person(key).is_some_and(|(person, _)| person <= count);
        self.answers.retain(|key, value| {
            let stays = stays(key);
            if !stays {
                value.zeroize();
            }
            stays
        });
        self.finished.retain(|key| stays(key));
    }

    /// The German sentence with which the file of the service refuses the case as it is.
    pub fn refused(&self) -> Option<String> {
        let refusal = refusal(&self.service, &self.typed_answers(), self.application_date)?;
        Some(refusal.sentence)
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

    /// The receipt of a payment that may be taken back with this case alone; nothing when it is not paid.
    ///
    /// # Errors
    /// [`Failure::PaidTogether`].
    pub fn sole_receipt(&self) -> Result<Option<String>, Failure> {
        match &self.payment {
            Some(paid) if !paid.basket.is_empty() => Err(Failure::PaidTogether),
            Some(paid) => Ok(Some(paid.receipt_number.clone())),
            None => Ok(None),
        }
    }

    /// What can be printed now: sheets to be signed before the case is handed in, the receipt once it is
    /// paid, and afterwards what was made before the case was wiped.
    pub fn printable(&self) -> Vec<PaperKey> {
        if self.life.state() == Life::Acknowledged {
            return self.papers.keys().copied().collect();
        }
        let now = |key: &PaperKey| match *key {
            PaperKey::CONTROL_SHEET => self.photo.is_some(),
            PaperKey::FEE_RECEIPT => self.is_paid_on_the_spot(),
            PaperKey::REQUEST_CONTROL_SHEET => self.person.is_some(),
            PaperKey::ADDRESS_STICKER => self.person.is_some(),
            _ => false,
        };
        self.outputs().into_iter().filter(now).collect()
    }

    /// The papers of the service as it was applied for.
    pub fn outputs(&self) -> Vec<PaperKey> {
        let answers = self.typed_answers();
        let application = Application::of(&self.service, &answers, self.application_date);
        let outputs = application.outputs().into_iter();
        outputs
            .filter_map(|output| PaperKey::new(&output.key).ok())
            .collect()
    }

    /// Whether money changed hands here, so that there is a receipt.
    pub fn is_paid_on_the_spot(&self) -> bool {
        let paid = self.payment.as_ref();
        paid.is_some_and(|paid| matches!(paid.method, PaymentMethod::Cash | PaymentMethod::Card))
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

    fn only_at_gateway(&self) -> BTreeSet<String> {
        let captures = self.captures().into_iter();
        captures
            .filter(Capture::is_held)
            .map(|capture| capture.name)
            .collect()
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
        if let Some(mut particulars) = self.particulars.take() {
            wipe::particulars(&mut particulars);
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
        self.photo_misses.clear();
        self.signature = None;
        self.fingers = Fingers::default();
        self.scans = Scans::default();
        self.sent.clear();
        self.held.clear();
        self.sealed.clear();
        self.parcel = None;
        self.approved_by = None;
        self.blocking_sum = None;
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
            service: self.service.id.clone(),
            person: self.person.as_deref().map(name).filter(|name| !name.is_empty()).unwrap_or_else(|| self.typed_name()),
            state: self.state(),
        }
    }

    /// The name of somebody whom the register does not know yet.
    fn typed_name(&self) -> String {
        let typed = |field: Field| self.answers.get(field.key()).map(String::as_str);
        let parts = [typed(Field::FamilyName), typed(Field::FirstNames)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The whole case for the page.
    pub fn view(&self) -> CaseView {
        CaseView {
            case: self.id,
            service: self.service.id.clone(),
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
            held: self.only_at_gateway(),
            exceptions: self.exception_views(),
            approved_by: self.approved_by.clone(),
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
        CaseError::ApprovalMissing => Failure::ApprovalMissing,
    }
}
