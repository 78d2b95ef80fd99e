//! Sealed parts, and a case that keeps all rules.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use amtskoffer_contract::clerks::ClerkMark;
use amtskoffer_contract::ingest::{Application, FeeEntry, Manifest, Part, Payment, PaymentMethod};
use amtskoffer_sealing::{DeviceKey, RecipientKey, seal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use uuid::Uuid;

use crate::fixture::{JANSEN, purpose, sha256};

const PICTURES: [(&str, &str, u8); 4] = [
    ("photo", "image/jpeg", 1),
    ("signature", "image/jpeg", 2),
    ("finger_2", "image/x-wsq", 3),
    ("finger_7", "image/x-wsq", 4),
];

/// What a suitcase seals and signs with.
pub struct Keys {
    pub recipient: RecipientKey,
    pub device: DeviceKey,
}

impl Keys {
    /// From a folder of keys, and the suitcase's key of this name in it.
    pub fn load(pki: &Path, suitcase: &str) -> Arc<Self> {
        let point = std::fs::read_to_string(pki.join("department.pub")).expect("a key");
        let point = STANDARD.decode(point.trim()).expect("base64");
        let pem = pki.join(format!("{suitcase}.key"));
        let device = PrivatePkcs8KeyDer::from_pem_file(pem).expect("a key");
        Arc::new(Self {
            recipient: RecipientKey::from_point(&point).expect("a point"),
            device: DeviceKey::from_pkcs8(device.secret_pkcs8_der()).expect("a P-256 key"),
        })
    }

    pub fn seal(&self, case: Uuid, name: &str, text: &[u8]) -> Vec<u8> {
        seal(text, case, name, &self.recipient, &self.device).expect("sealed")
    }
}

/// A part of these sealed bytes.
pub fn part(name: &str, media_type: &str, bytes: &[u8]) -> Part {
    Part {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
    }
}

fn picture(seed: u8) -> Vec<u8> {
    (0..70_000_u32).map(|at| seed ^ (at % 251) as u8).collect()
}

/// A case that keeps all rules: a woman of 62 applies for an ID card.
#[derive(Clone)]
pub struct Case {
    pub manifest: Manifest,
    pub application: Application,
    /// As they are sealed.
    pub parts: Vec<(Part, Vec<u8>)>,
    keys: Arc<Keys>,
}

impl Case {
    pub fn good(keys: &Arc<Keys>, record: &str) -> Self {
        let application = application(record);
        let manifest = Manifest {
            version: 2,
            case: Uuid::from_u128(0x3141_5926_5358_9793),
            service: "identity-card".to_owned(),
            application_date: "2026-11-22".to_owned(),
            municipality_key: "01099001".to_owned(),
            clerks: vec![ClerkMark {
                id: JANSEN,
                name: "Jansen".to_owned(),
            }],
            exceptions: Vec::new(),
            parts: Vec::new(),
            devices: BTreeMap::new(),
            software: [("companion".to_owned(), "0.1.0".to_owned())].into(),
        };
        let mut case = Self {
            manifest,
            application,
            parts: Vec::new(),
            keys: Arc::clone(keys),
        };
        for (name, media_type, seed) in PICTURES {
            case.add(name, media_type, picture(seed));
        }
        case.finish();
        case
    }

    /// The same under another number.
    pub fn renumbered(&self, number: u128) -> Self {
        let mut case = Self::good(&self.keys, &self.application.record);
        case.manifest.case = Uuid::from_u128(number);
        for (name, media_type, seed) in PICTURES {
            case.add(name, media_type, picture(seed));
        }
        case.finish();
        case
    }

    /// Seals a part and takes it among the others.
    pub fn add(&mut self, name: &str, media_type: &str, text: Vec<u8>) {
        let bytes = self.keys.seal(self.manifest.case, name, &text);
        let part = part(name, media_type, &bytes);
        self.parts.retain(|(known, _)| known.name != name);
        self.parts.push((part, bytes));
    }

    pub fn remove(&mut self, name: &str) {
        self.parts.retain(|(part, _)| part.name != name);
    }

    /// Takes the application among the parts and names all parts in the manifest.
    pub fn finish(&mut self) {
        let text = serde_json::to_vec(&self.application).expect("json");
        self.add("application", "application/json", text);
        self.name_parts();
    }

    /// Names all parts in the manifest.
    pub fn name_parts(&mut self) {
        self.manifest.parts = self.parts.iter().map(|(part, _)| part.clone()).collect();
    }

    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.manifest).expect("json")
    }
}

fn application(record: &str) -> Application {
    let answers = [
        ("family_name", "Mustermann"),
        ("birth_name", "Gabler"),
        ("first_names", "Erika"),
        ("birth_date", "1964-08-12"),
        ("birth_place", "Berlin"),
        ("nationality", "D"),
        ("sex", "female"),
        ("height_cm", "160"),
        ("eye_colour", "grün"),
        ("no_dwelling_in_germany", "no"),
        ("postcode", "43101"),
        ("place", "Sonnwiek"),
        ("street", "Heidestraße 17"),
        ("municipality_key", "01099001"),
        ("identity_method", "sure_document"),
        ("old_document_kind", "id_card"),
        ("old_document_serial", "T22000129"),
        ("birth_certificate_seen", "no"),
        ("eid_on", "yes"),
        ("info_material_offered", "yes"),
        ("delivery", "office"),
        ("photo_source", "office"),
        ("out_of_hours_on_wish", "no"),
        ("payment_method", "cash"),
    ];
    let line = |rule: &str, cents| FeeEntry {
        rule: rule.to_owned(),
        cents,
    };
    Application {
        record: record.to_owned(),
        purpose: purpose(),
        answers: answers
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        missing_fingers: BTreeMap::new(),
        print_quality: [(2, 60), (7, 55)].into(),
        photo_misses: Vec::new(),
        card_valid_until: Some("2020-10-31".to_owned()),
        documents: Vec::new(),
        fee: vec![line("PA_GE24", 4600), line("PA_PHOTO", 600)],
        payment: Some(Payment {
            card: None,
            method: PaymentMethod::Cash,
            due_cents: 5200,
            given_cents: 6000,
            receipt_number: "1-2026-11-22-0001".to_owned(),
            basket: Vec::new(),
        }),
        reversed: Vec::new(),
        blocking_sum: None,
    }
}
