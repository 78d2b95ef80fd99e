use super::{Facts, bundle};
use crate::hardening::FileWriting;
use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, DeviceState, DeviceView, LineState, PersonTask, ReadinessVerdict,
    ReadinessView, SelfTestState, SelfTestView, TestSubject,
};
use amtskoffer_contract::support::{
    ErrorEntry, Label, MAX_ERRORS, MAX_OPENINGS, MAX_SUPPORT_BYTES, Moment, RoundTrip,
    SupportBundle,
};
use proptest::prelude::*;

fn moment() -> jiff::Timestamp {
    "2026-11-22T05:00:00Z".parse().unwrap()
}

/// The most that can be in a bundle, every text as given.
fn fullest(text: &str) -> Facts {
    let tested = |kind| SelfTestView {
        subject: TestSubject::Device(kind),
        name: text.to_owned(),
        state: SelfTestState::NeedsPerson {
            task: PersonTask::ConnectCamera,
        },
        milliseconds: Some(u32::MAX),
    };
    let device = |kind| DeviceView {
        kind,
        name: text.to_owned(),
        state: DeviceState::Warning {
            cause: DeviceCause::CertificateExpired,
        },
    };
    let error = ErrorEntry {
        at: Moment::of(moment()),
        subject: TestSubject::Device(DeviceKind::FingerprintScanner),
        code: Label::of("D-199"),
    };
    Facts {
        started: moment(),
        app: Some(text.to_owned()),
        origin: format!("chrome-extension://{text}/"),
        writing: FileWriting::NotForbidden,
        most_cases: usize::MAX,
        configured: vec![(DeviceKind::FingerprintScanner, "protocol"); 32],
        devices: DeviceKind::ALL.map(device).into(),
        line: LineState::NotEnrolled,
        looks: (u32::MAX, u32::MAX),
        round_trip: Some(RoundTrip {
            median_ms: u32::MAX,
            p95_ms: u32::MAX,
            longest_ms: u32::MAX,
        }),
        up_kbit_s: Some(u32::MAX),
        readiness: ReadinessView {
            verdict: ReadinessVerdict::NotReady,
            ready_after_ms: Some(u32::MAX),
            tests: DeviceKind::ALL.map(tested).into(),
        },
        openings: vec![u32::MAX; MAX_OPENINGS],
        errors: vec![error; MAX_ERRORS],
    }
}

#[test]
fn only_a_version_is_taken_for_the_build_of_the_page() {
    let app = |build: &str| {
        let facts = Facts {
            app: Some(build.to_owned()),
            ..fullest("x")
        };
        bundle(facts, moment()).software.app
    };
    assert_eq!(app("0.1.0"), Some(Label::of("0.1.0")));
    for build in ["Erika Mustermann", "", "1.0 Erika", &"1.".repeat(40)] {
        assert_eq!(app(build), None, "{build}");
    }
}

#[test]
fn the_extension_is_known_by_its_id() {
    assert_eq!(
        bundle(fullest("abcdef"), moment())
            .software
            .extension
            .as_str(),
        "abcdef"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_a_device_calls_itself_the_bundle_fits_and_is_read(text in ".{0,300}") {
        let bundle = bundle(fullest(&text), moment());
        let wire = serde_json::to_vec(&bundle).unwrap();
        prop_assert!(wire.len() <= MAX_SUPPORT_BYTES, "{} bytes", wire.len());
        prop_assert_eq!(serde_json::from_slice::<SupportBundle>(&wire).unwrap(), bundle);
    }
}
