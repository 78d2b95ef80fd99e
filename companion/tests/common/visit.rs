//! What a clerk does, step by step.

use std::collections::BTreeMap;

use amtskoffer_contract::bridge::{
    CaseView, Event, EyePoints, Failure, LineState, PenPoint, Point, Reply, Request, Stroke,
    UploadState,
};
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use amtskoffer_contract::register::{Purpose, RecordRequest, SearchCriteria, SearchRequest};
use jpeg_encoder::{ColorType, Encoder};
use uuid::Uuid;

use super::{Page, Suitcase, until};

pub const EYES: EyePoints = EyePoints {
    right: Point {
        x: 1000.0,
        y: 1300.0,
    },
    left: Point {
        x: 1400.0,
        y: 1300.0,
    },
};

pub fn purpose() -> Purpose {
    Purpose {
        reason: "Personalausweis".to_owned(),
        file_number: "A-1".to_owned(),
        clerk: String::new(),
    }
}

pub fn mustermann() -> SearchRequest {
    search("Mustermann", "Erika")
}

fn search(family_name: &str, first_names: &str) -> SearchRequest {
    let criteria = SearchCriteria {
        family_name: family_name.to_owned(),
        first_names: first_names.to_owned(),
        ..SearchCriteria::default()
    };
    SearchRequest {
        purpose: purpose(),
        criteria,
    }
}

/// A colourful picture of 2400 × 3000 pixels that compresses badly: about as large as a camera's.
pub fn camera_picture() -> Vec<u8> {
    let (width, height) = (2400_usize, 3000_usize);
    let mut noise = 0x2545_f491_4f6c_dd1d_u64;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for at in 0..width * height {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        let [grain, ..] = noise.to_le_bytes();
        let shade = u8::try_from(at / width * 200 / height).expect("below 200");
        pixels.extend([
            shade / 2 + grain % 120,
            shade / 3 + grain % 90,
            90 + grain % 80,
        ]);
    }
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 88)
        .encode(&pixels, 2400, 3000, ColorType::Rgb)
        .expect("encoded");
    jpeg
}

pub fn strokes() -> Vec<Stroke> {
    let point = |at: u8| PenPoint {
        x: f32::from(at) * 7.0,
        y: 40.0 + 30.0 * (f32::from(at) / 4.0).sin(),
        pressure: 0.5,
        time_ms: u32::from(at) * 8,
    };
    vec![Stroke {
        points: (0..90).map(point).collect(),
    }]
}

impl Suitcase {
    /// The page of a visit that has begun, with the line up.
    pub fn visit(&self) -> Page {
        let mut page = self.page();
        page.begin_visit();
        page.wait_for_line();
        page
    }
}

impl Page {
    /// Waits until the gateway answers.
    pub fn wait_for_line(&mut self) {
        until("the line is up", || {
            (self.overview().line.state == LineState::Up).then_some(())
        });
    }

    pub fn case(&mut self, request: Request) -> Result<Box<CaseView>, Failure> {
        match self.ask(request) {
            Ok(Reply::Case(case)) => Ok(case),
            Err(failure) => Err(failure),
            other => panic!("expected a case, got {other:?}"),
        }
    }

    /// Waits for the end of an upload.
    pub fn end_of_upload(&mut self, case: Uuid) -> UploadState {
        self.event(|event| match event {
            Event::Upload(upload) if upload.case == case => match &upload.state {
                UploadState::Done | UploadState::Refused { .. } => Some(upload.state.clone()),
                UploadState::Running | UploadState::WaitingForLine | UploadState::Resting => None,
            },
            _ => None,
        })
    }

    pub fn get(&mut self, case: Uuid) -> Box<CaseView> {
        self.case(Request::GetCase { case }).expect("known")
    }

    /// From the clerk's name to a fresh case of a person.
    pub fn open_case(&mut self, service: &str) -> Box<CaseView> {
        self.open_found(service, mustermann())
    }

    /// The same for an ID card of somebody else.
    pub fn open_case_of(&mut self, family_name: &str, first_names: &str) -> Box<CaseView> {
        self.open_found("identity-card", search(family_name, first_names))
    }

    fn open_found(&mut self, service: &str, search: SearchRequest) -> Box<CaseView> {
        self.begin_visit();
        self.wait_for_line();
        let Ok(Reply::Hits(found)) = self.ask(Request::Search(search)) else {
            panic!("the search answers");
        };
        let record = found
            .hits
            .first()
            .expect("she is in the register")
            .record
            .clone();
        let wanted = RecordRequest {
            purpose: purpose(),
            record: record.clone(),
        };
        assert!(matches!(
            self.ask(Request::OpenRecord(wanted)),
            Ok(Reply::Person(_))
        ));
        self.case(Request::OpenCase {
            service: service.to_owned(),
            record,
        })
        .expect("opened")
    }

    pub fn answer(&mut self, case: Uuid, answers: &[(&str, &str)]) -> Box<CaseView> {
        let answers: BTreeMap<String, String> = answers
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        self.case(Request::SaveAnswers {
            case,
            answers,
            finished: None,
        })
        .expect("saved")
    }

    pub fn take_photo(&mut self, case: Uuid) {
        let transfer = self.transfer(camera_picture());
        let taken = self.ask(Request::TakePhoto {
            case,
            transfer,
            eyes: EYES,
        });
        assert!(matches!(taken, Ok(Reply::Photo(_))), "{taken:?}");
        self.accept_photo(case);
    }

    /// The clerk takes the photo over, and it leaves.
    pub fn accept_photo(&mut self, case: Uuid) {
        self.case(Request::SaveAnswers {
            case,
            answers: BTreeMap::new(),
            finished: Some("photo".to_owned()),
        })
        .expect("accepted");
    }

    pub fn take_fingers(&mut self, case: Uuid) {
        while let Some(finger) = self.get(case).fingers.next {
            let taken = self.ask(Request::CaptureFinger { case, finger });
            assert!(matches!(taken, Ok(Reply::Fingers(_))), "{taken:?}");
        }
    }

    pub fn pay(&mut self, case: Uuid, fee: &[(&str, i64)], given_cents: i64) {
        let line = |(rule, cents): &(&str, i64)| FeeEntry {
            rule: (*rule).to_owned(),
            cents: *cents,
        };
        let fee = fee.iter().map(line).collect();
        let method = PaymentMethod::Cash;
        self.case(Request::TakePayment {
            case,
            method,
            fee,
            given_cents,
        })
        .expect("paid");
    }

    /// A whole ID-card application, ready to be sent.
    pub fn fill_id_card(&mut self) -> Uuid {
        let case = self.open_case("identity-card").case;
        self.answer(
            case,
            &[
                ("identity_method", "sure_document"),
                ("old_document_kind", "none"),
                ("birth_certificate_seen", "yes"),
                ("eye_colour", "braun"),
                ("height_cm", "160"),
                ("eid_on", "yes"),
                ("info_material_offered", "yes"),
                ("delivery", "office"),
                ("photo_source", "office"),
                ("out_of_hours_on_wish", "no"),
            ],
        );
        self.take_photo(case);
        self.take_fingers(case);
        let signed = self.ask(Request::PutSignature {
            case,
            strokes: strokes(),
        });
        assert!(matches!(signed, Ok(Reply::Signature(_))), "{signed:?}");
        self.pay(case, &[("PA_GE24", 4600), ("PA_PHOTO", 600)], 6000);
        case
    }
}
