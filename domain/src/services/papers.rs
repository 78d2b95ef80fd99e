//! Papers that a citizen brings along and that are scanned into a case. Mostly a scan only saves a second
//! visit, for what must be seen is asked for by fields; where a service must receive one, the first kind
//! that its file names is meant.

use super::section::Section;
use crate::catalogue::{Application, Part, Service};
use crate::dates::Date;
use crate::fields::Answers;

/// What a scanned paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperKind {
    /// Birth certificate.
    BirthCertificate,
    /// Marriage certificate or other record of a civil registry.
    CivilRecord,
    /// Proof of German nationality, e.g. of naturalisation.
    NationalityProof,
    /// Consent of a custody holder (PAuswG § 9(2)).
    Consent,
    /// Power of attorney, or a court's order of custodianship.
    PowerOfAttorney,
    /// Report that the old document was lost or stolen (PAuswG § 27(1) no. 3).
    LossReport,
    /// The landlord's confirmation (BMG § 19).
    LandlordConfirmation,
    /// Proof of why no fee is due.
    FeeProof,
    /// The document whose copy is certified (VwVfG § 33).
    CertifiedPaper,
    /// A pension body's own form, filled in and sealed.
    LifeForm,
    /// The written request for an extended certificate of conduct (BZRG § 30a(2)).
    ExtendedRequest,
    /// Anything else.
    Other,
}

/// Every kind with its stable key.
const KINDS: [(PaperKind, &str); 12] = [
    (PaperKind::BirthCertificate, "birth_certificate"),
    (PaperKind::CivilRecord, "civil_record"),
    (PaperKind::NationalityProof, "nationality_proof"),
    (PaperKind::Consent, "consent"),
    (PaperKind::PowerOfAttorney, "power_of_attorney"),
    (PaperKind::LossReport, "loss_report"),
    (PaperKind::LandlordConfirmation, "landlord_confirmation"),
    (PaperKind::FeeProof, "fee_proof"),
    (PaperKind::CertifiedPaper, "certified_paper"),
    (PaperKind::LifeForm, "life_form"),
    (PaperKind::ExtendedRequest, "extended_request"),
    (PaperKind::Other, "other"),
];

impl PaperKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, _)| *kind)
    }

    /// The kinds that are offered for a service, in the order of its file; the last is always the
    /// other one.
    pub fn of_service(service: &Service) -> impl Iterator<Item = Self> {
        let named = service.scans.iter().copied();
        named.chain([Self::Other])
    }

    /// Stable key.
    pub fn key(self) -> &'static str {
        let known = KINDS.iter().find(|(kind, _)| *kind == self);
        known.map_or("other", |(_, key)| key)
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = KINDS.iter().find(|(_, known)| *known == key);
        known.map(|(kind, _)| *kind)
    }
}

/// The section on which papers of a service are scanned; nothing where none are.
pub fn scan_section(service: &Service) -> Option<Section> {
    let has = |section: &Section| service.sections.iter().any(|plan| plan.section == *section);
    let places = [Section::CertifiedDocument, Section::Landlord, Section::Documents];
    places.into_iter().find(has)
}

/// The section where a scan is missing that the gateway must receive; nothing if none is.
pub fn lacks_scan(
    service: &Service,
    answers: &Answers,
    on: Date,
    scanned: impl IntoIterator<Item = PaperKind>,
) -> Option<Section> {
    let wanted = Application::of(service, answers, on).receives();
    if !wanted.iter().any(|wanted| wanted.part == Part::Scans) {
        return None;
    }
    let is_meant = |kind: PaperKind| service.scans.first().is_none_or(|meant| *meant == kind);
    let there = scanned.into_iter().any(is_meant);
    scan_section(service).filter(|_| !there)
}

#[cfg(test)]
mod tests {
    use super::PaperKind;
    use std::collections::BTreeSet;

    #[test]
    fn keys_are_unique_and_lead_back() {
        let keys: BTreeSet<_> = PaperKind::all().map(PaperKind::key).collect();
        assert_eq!(keys.len(), PaperKind::all().count());
        for kind in PaperKind::all() {
            assert_eq!(PaperKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(PaperKind::from_key("shopping_list"), None);
    }
}
