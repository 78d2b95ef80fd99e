use super::*;

#[test]
fn nothing_known_means_no_warning() {
    assert_eq!(warnings(&WarningFacts::default()), []);
}

#[test]
fn every_warning_is_raised_by_its_fact_alone() {
    type Change = fn(&mut WarningFacts);
    let causes: [(Warning, Change); 23] = [
        (Warning::InformationBlock, |f| {
            f.register.information_block = true;
        }),
        (Warning::ConditionalBlock, |f| {
            f.register.conditional_block = true;
        }),
        (Warning::PassportRefusal, |f| {
            f.register.passport_refusal = true;
        }),
        (Warning::IdCardOrder, |f| f.register.id_card_order = true),
        (Warning::DateOfDeath, |f| f.register.deceased = true),
        (Warning::OtherMainDwelling, |f| {
            f.register.other_main_dwelling = true;
        }),
        (Warning::TaxIdMissing, |f| f.register.tax_id_missing = true),
        (Warning::NameTooLong, |f| f.name_too_long = true),
        (Warning::LettersOutsideNorm, |f| {
            f.letters_outside_norm = true;
        }),
        (Warning::PrintTruncated, |f| f.print_truncated = true),
        (Warning::MrzTruncated, |f| f.mrz_truncated = true),
        (Warning::PhotoSeenBefore, |f| f.photo_seen_before = true),
        (Warning::LastDocumentLost, |f| f.last_document_lost = true),
        (Warning::StillValidDocument, |f| {
            f.still_valid_without_reason = true;
        }),
        (Warning::CustodianWithoutScope, |f| {
            f.custodian_without_scope = true;
        }),
        (Warning::MinorWithoutConsent, |f| {
            f.minor_without_consent = true;
        }),
        (Warning::DeliveryWithoutAddress, |f| {
            f.home_delivery = true;
            f.has_photo_id = true;
        }),
        (Warning::DeliveryWithoutPhotoId, |f| {
            f.home_delivery = true;
            f.address_deliverable = true;
        }),
        (Warning::OldPassportWithVisas, |f| {
            f.visas_in_old_passport = true;
        }),
        (Warning::PinEnvelopeMissing, |f| {
            f.pin_envelope_needed = true;
        }),
        (Warning::TerminalCertificateExpired, |f| {
            f.terminal_certificate_expired = true;
        }),
        (Warning::PhotoOver96Hours, |f| f.photo_age_hours = Some(97)),
        (Warning::ClockSkew, |f| f.clock_skew_seconds = 61),
    ];
    for (at, (warning, change)) in causes.into_iter().enumerate() {
        let mut facts = WarningFacts::default();
        change(&mut facts);
        assert_eq!(warnings(&facts), [warning]);
        assert_eq!(Warning::ALL[at], warning);
        assert_eq!(Warning::from_key(warning.key()), Some(warning));
    }
    assert_eq!(Warning::from_key("unknown"), None);
}

#[test]
fn limits_are_not_yet_warnings() {
    let facts = WarningFacts {
        photo_age_hours: Some(96),
        clock_skew_seconds: 60,
        pin_envelope_needed: true,
        pin_envelopes_left: 1,
        home_delivery: true,
        address_deliverable: true,
        has_photo_id: true,
        ..WarningFacts::default()
    };
    assert_eq!(warnings(&facts), []);
}
