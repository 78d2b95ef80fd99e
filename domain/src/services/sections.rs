//! Which sections and fields apply, given what is already known.

use super::service::{Section, Service};
use crate::dates::Date;
use crate::fields::{Answers, Field};
use crate::rules::id_card::{ConsentVariant, Requirements, requirements};

/// The sections that apply, in the order of the visit.
///
/// A custody holder or legal custodian is asked for if the applicant is under 16 or represented
/// (PAuswG § 9(2)). As long as no date of birth is known, the sections of an adult are shown.
pub fn sections(service: Service, answers: &Answers, on: Date) -> Vec<Section> {
    let all: &[Section] = match service {
        Service::IdCard => &[
            Section::Names,
            Section::PersonData,
            Section::Address,
            Section::Documents,
            Section::Consent,
            Section::CardOptions,
            Section::Photo,
            Section::Fingers,
            Section::Signature,
            Section::Fee,
        ],
        Service::ResidenceCertificate => &[
            Section::Names,
            Section::PersonData,
            Section::Address,
            Section::Documents,
            Section::Certificate,
            Section::Fee,
        ],
    };
    let needed = needed(answers, on);
    let applies = |section: &Section| {
        needed.is_none_or(|needed| match section {
            Section::Fingers => needed.fingerprints,
            Section::Signature => needed.signature,
            _ => true,
        })
    };
    let guardian =
        answers.is_yes(Field::Represented) || needed.is_some_and(|needed| needed.guardian_needed);
    all.iter()
        .filter(|section| applies(section) && (guardian || **section != Section::Consent))
        .copied()
        .collect()
}

/// The sections whose picture must be there before the application can be sent: photo, fingers,
/// signature. Somebody who cannot write gives no signature; a note takes its place.
pub fn captures(service: Service, answers: &Answers, on: Date) -> Vec<Section> {
    let signs = !answers.is_yes(Field::UnableToSign);
    sections(service, answers, on)
        .into_iter()
        .filter(|section| match section {
            Section::Photo | Section::Fingers => true,
            Section::Signature => signs,
            _ => false,
        })
        .collect()
}

/// The fields of a section that apply, in the order in which they are asked. None if the section
/// does not apply to the service.
pub fn fields(service: Service, section: Section, answers: &Answers, on: Date) -> Vec<Field> {
    if !sections(service, answers, on).contains(&section) {
        return Vec::new();
    }
    let all = match service {
        Service::IdCard => id_card(section),
        Service::ResidenceCertificate => residence_certificate(section),
    };
    all.iter()
        .filter(|field| applies(**field, answers, on))
        .copied()
        .collect()
}

/// Whether a field may stay empty.
pub fn is_optional(service: Service, field: Field, answers: &Answers) -> bool {
    match field {
        Field::BirthName
        | Field::Doctorate
        | Field::Represented
        | Field::ReligiousOrArtisticName
        | Field::Email
        | Field::MrzAlternativeName
        | Field::NaturalisationCertificateSeen
        | Field::EarlyRenewalReason
        | Field::UnableToSign
        | Field::FeeFreeReason => true,
        Field::Purpose => service == Service::ResidenceCertificate,
        Field::OldDocumentSerial => answers.get(Field::OldDocumentKind) == Some("lost"),
        _ => false,
    }
}

fn needed(answers: &Answers, on: Date) -> Option<Requirements> {
    Some(requirements(&answers.birth_date()?, on))
}

fn id_card(section: Section) -> &'static [Field] {
    match section {
        Section::Names => &[
            Field::FamilyName,
            Field::BirthName,
            Field::FirstNames,
            Field::Doctorate,
            Field::ReligiousOrArtisticName,
        ],
        Section::PersonData => &[
            Field::BirthDate,
            Field::BirthPlace,
            Field::Nationality,
            Field::Sex,
            Field::HeightCm,
            Field::EyeColour,
            Field::Represented,
        ],
        Section::Address => &[
            Field::NoDwellingInGermany,
            Field::Postcode,
            Field::Place,
            Field::Street,
            Field::MunicipalityKey,
        ],
        Section::Documents => &[
            Field::IdentityMethod,
            Field::OldDocumentKind,
            Field::OldDocumentSerial,
            Field::LossReportSeen,
            Field::BirthCertificateSeen,
            Field::NaturalisationCertificateSeen,
            Field::EarlyRenewalReason,
        ],
        Section::Consent => &[
            Field::ConsentVariant,
            Field::ConsentProofSeen,
            Field::GuardianFamilyName,
            Field::GuardianFirstNames,
            Field::GuardianBirthDate,
        ],
        Section::CardOptions => &[
            Field::EidOn,
            Field::InfoMaterialOffered,
            Field::Delivery,
            Field::Email,
            Field::MrzAlternativeName,
        ],
        Section::Photo => &[Field::PhotoSource],
        Section::Signature => &[Field::UnableToSign],
        Section::Fee => &[
            Field::OutOfHoursOnWish,
            Field::PaymentMethod,
            Field::FeeWaiverReason,
        ],
        Section::Fingers | Section::Certificate => &[],
    }
}

fn residence_certificate(section: Section) -> &'static [Field] {
    match section {
        Section::Names => &[Field::FamilyName, Field::FirstNames, Field::Doctorate],
        Section::PersonData => &[Field::BirthDate],
        Section::Address => &[Field::Postcode, Field::Place, Field::Street],
        Section::Documents => &[Field::IdentityMethod],
        Section::Certificate => &[Field::Purpose, Field::Copies, Field::FeeFreeReason],
        Section::Fee => &[Field::PaymentMethod, Field::FeeWaiverReason],
        _ => &[],
    }
}

fn applies(field: Field, answers: &Answers, on: Date) -> bool {
    match field {
        Field::Postcode | Field::Place | Field::Street | Field::MunicipalityKey => {
            !answers.is_yes(Field::NoDwellingInGermany)
        }
        Field::Represented => needed(answers, on).is_none_or(|needed| !needed.guardian_needed),
        Field::EidOn => needed(answers, on).is_none_or(|needed| needed.eid_possible),
        Field::OldDocumentSerial => answers
            .get(Field::OldDocumentKind)
            .is_some_and(|kind| kind != "none"),
        Field::LossReportSeen => answers.get(Field::OldDocumentKind) == Some("lost"),
        Field::ConsentProofSeen => answers
            .get(Field::ConsentVariant)
            .and_then(ConsentVariant::from_key)
            .is_some_and(ConsentVariant::proof_needed),
        Field::FeeWaiverReason => answers.get(Field::PaymentMethod) == Some("waived"),
        _ => true,
    }
}
