//! Papers that a citizen brings along and that are scanned into a case. None is ever needed for the
//! case to be sent: what must be seen is asked for by fields; a scan only saves a second visit.

use super::service::Service;

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
    /// Anything else.
    Other,
}

/// Every kind with its stable key and the services for which it is offered.
const KINDS: [(PaperKind, &str, &[Service]); 9] = [
    (
        PaperKind::BirthCertificate,
        "birth_certificate",
        &[Service::IdCard],
    ),
    (PaperKind::CivilRecord, "civil_record", &[Service::IdCard]),
    (
        PaperKind::NationalityProof,
        "nationality_proof",
        &[Service::IdCard],
    ),
    (PaperKind::Consent, "consent", &[Service::IdCard]),
    (
        PaperKind::PowerOfAttorney,
        "power_of_attorney",
        &Service::ALL,
    ),
    (PaperKind::LossReport, "loss_report", &[Service::IdCard]),
    (
        PaperKind::LandlordConfirmation,
        "landlord_confirmation",
        &[Service::ResidenceCertificate],
    ),
    (PaperKind::FeeProof, "fee_proof", &Service::ALL),
    (PaperKind::Other, "other", &Service::ALL),
];

impl PaperKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, ..)| *kind)
    }

    /// The kinds that are offered for a service, in the order in which they are offered.
    pub fn of_service(service: Service) -> impl Iterator<Item = Self> {
        let offered = KINDS
            .iter()
            .filter(move |(.., services)| services.contains(&service));
        offered.map(|(kind, ..)| *kind)
    }

    /// Stable key.
    pub fn key(self) -> &'static str {
        let known = KINDS.iter().find(|(kind, ..)| *kind == self);
        known.map_or("other", |(_, key, _)| key)
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        let known = KINDS.iter().find(|(_, known, _)| *known == key);
        known.map(|(kind, ..)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::PaperKind;
    use crate::services::Service;
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

    #[test]
    fn every_service_has_papers_and_always_the_other_one() {
        for service in Service::ALL {
            let offered: Vec<_> = PaperKind::of_service(service).collect();
            assert!(offered.len() > 1 && offered.contains(&PaperKind::Other));
        }
        let mut card = PaperKind::of_service(Service::IdCard);
        assert!(!card.any(|kind| kind == PaperKind::LandlordConfirmation));
    }
}
