//! Captures survive everything but the end of the process; devices come and go.

use crate::common;
#[path = "printer/peer.rs"]
#[allow(dead_code)]
mod peer;

use amtskoffer_contract::bridge::transfer::Receiver;
use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, DeviceState, Event, EyePoints, Failure, FromCompanion, Point,
    PrintJobState, PrintSides, PaperKey, Reply, Request, ToCompanion,
};
use amtskoffer_simulators::fingerprint_sbi::Fault;
use common::town::Town;
use common::visit::{EYES, camera_picture, strokes};
use common::{ORIGIN, Page, Suitcase};
use peer::Peer;

fn started(mut suitcase: Suitcase) -> Suitcase {
    suitcase.start();
    suitcase
}

/// Fetches a picture as the page does, acknowledging each chunk.
fn preview(page: &mut Page, handle: u32) -> Vec<u8> {
    let Ok(Reply::Blob {
        transfer,
        bytes,
        media_type,
    }) = page.ask(Request::Preview { handle })
    else {
        panic!("a picture comes");
    };
    assert_eq!(media_type, "image/jpeg");
    let mut receiver = Receiver::new(bytes).expect("within limits");
    while !receiver.is_complete() {
        let Some(FromCompanion::Chunk(chunk)) = page.next_answer() else {
            panic!("chunks follow")
        };
        let chunks = receiver.take(&chunk).expect("in order");
        page.send(&ToCompanion::Ack {
            transfer,
            received: chunks,
        });
    }
    receiver.into_bytes().expect("whole")
}

fn device_state(page: &mut Page, kind: DeviceKind, wanted: impl Fn(&DeviceState) -> bool) {
    let overview = page.overview();
    if overview
        .devices
        .iter()
        .any(|device| device.kind == kind && wanted(&device.state))
    {
        return;
    }
    page.event(|event| match event {
        Event::Device(device) if device.kind == kind => wanted(&device.state).then_some(()),
        _ => None,
    });
}

#[test]
fn a_reloaded_page_and_a_killed_relay_find_every_capture() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let (mut relay, mut page) = suitcase.relay(ORIGIN);
    page.greet();
    let case = page.open_case("identity-card").case;
    page.take_photo(case);
    let before = page.get(case);
    // A transfer that was under way is lost with its connection, and nothing else.
    let Ok(Reply::Transfer { transfer }) = page.ask(Request::BeginTransfer { bytes: 9 }) else {
        panic!("opens");
    };
    relay.0.kill().expect("killed");
    let mut page = suitcase.page();
    assert_eq!(page.get(case), before);
    let gone = Request::TakePhoto {
        case,
        transfer,
        eyes: EYES,
    };
    assert_eq!(page.ask(gone), Err(Failure::TransferBroken));
    let photo = preview(&mut page, before.photo.expect("taken").preview);
    assert!(photo.starts_with(&[0xff, 0xd8]) && photo.len() < 200_000);
}

#[test]
fn bad_pictures_and_eyes_are_told_apart_and_cost_nothing() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    let transfer = page.transfer(vec![7; 1000]);
    let no_picture = Request::TakePhoto {
        case,
        transfer,
        eyes: EYES,
    };
    assert_eq!(page.ask(no_picture), Err(Failure::PictureUnreadable));
    assert_eq!(
        page.ask(Request::AdjustPhoto { case, eyes: EYES }),
        Err(Failure::HandleUnknown)
    );
    page.take_photo(case);
    let at = |x, y| Point { x, y };
    let mut adjust = |right, left| {
        page.ask(Request::AdjustPhoto {
            case,
            eyes: EyePoints { right, left },
        })
    };
    let close = adjust(at(1000.0, 1300.0), at(1010.0, 1300.0));
    assert!(
        matches!(close, Err(Failure::PictureTooSmall { .. })),
        "{close:?}"
    );
    assert_eq!(
        adjust(at(10.0, 20.0), at(900.0, 20.0)),
        Err(Failure::CropOutside)
    );
    assert_eq!(
        adjust(at(-10.0, 20.0), at(900.0, 20.0)),
        Err(Failure::EyesImplausible)
    );
    assert!(matches!(adjust(EYES.right, EYES.left), Ok(Reply::Photo(_))));
}

#[test]
fn a_signature_is_drawn_and_cleared() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    let empty = Request::PutSignature {
        case,
        strokes: Vec::new(),
    };
    assert_eq!(page.ask(empty), Err(Failure::SignatureEmpty));
    let Ok(Reply::Signature(signature)) = page.ask(Request::PutSignature {
        case,
        strokes: strokes(),
    }) else {
        panic!("drawn");
    };
    assert!(preview(&mut page, signature.preview).starts_with(&[0xff, 0xd8]));
    assert_eq!(page.ask(Request::ClearSignature { case }), Ok(Reply::Done));
    assert!(page.get(case).signature.is_none());
}

#[test]
fn a_capture_is_cancelled_gives_way_and_tells_what_is_wrong() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let case = page.open_case("identity-card").case;
    let capture = Request::CaptureFinger { case, finger: 2 };
    let wrong = Request::CaptureFinger { case, finger: 9 };
    assert_eq!(page.ask(wrong), Err(Failure::FingerNotDue));

    town.scanner.sensor.set_fault(Fault::NoFinger);
    let waiting = page.begin(capture.clone());
    device_state(&mut page, DeviceKind::FingerprintScanner, |state| {
        *state == DeviceState::Busy
    });
    page.send(&ToCompanion::Cancel { id: waiting });
    assert_eq!(page.outcome_of(waiting), Err(Failure::Cancelled));

    // The page is reloaded while the scanner waits: the new one takes the finger.
    device_state(&mut page, DeviceKind::FingerprintScanner, |state| {
        *state == DeviceState::Ready
    });
    page.begin(capture.clone());
    device_state(&mut page, DeviceKind::FingerprintScanner, |state| {
        *state == DeviceState::Busy
    });
    let mut page = suitcase.page();
    town.scanner.sensor.set_fault(Fault::WrongSignature);
    let distrusted = Failure::Device {
        cause: DeviceCause::NotTrusted,
    };
    assert_eq!(page.ask(capture.clone()), Err(distrusted));
    town.scanner.sensor.set_fault(Fault::None);
    let taken = page.ask(capture);
    let Ok(Reply::Fingers(fingers)) = taken else {
        panic!("taken: {taken:?}")
    };
    assert!(preview(&mut page, fingers.taken[0].preview).starts_with(&[0xff, 0xd8]));
    let marked = Request::MarkFingerMissing {
        case,
        finger: 7,
        reason: "bored".to_owned(),
    };
    assert_eq!(page.ask(marked), Err(Failure::ReasonUnknown));
    let restarted = page.ask(Request::RestartFingers { case });
    assert!(matches!(restarted, Ok(Reply::Fingers(fingers)) if fingers.taken.is_empty()));
}

#[test]
fn an_unplugged_scanner_is_on_the_screen_and_back_again() {
    let town = Town::new();
    let suitcase = started(town.suitcase(""));
    let mut page = suitcase.page();
    let scanner = DeviceKind::FingerprintScanner;
    device_state(&mut page, scanner, |state| *state == DeviceState::Ready);
    town.scanner.sensor.set_fault(Fault::Unplugged);
    let unplugged = DeviceState::Fault {
        cause: DeviceCause::NotFound,
    };
    device_state(&mut page, scanner, |state| *state == unplugged);
    town.scanner.sensor.set_fault(Fault::ExpiredCertificate);
    let expired = DeviceState::Fault {
        cause: DeviceCause::CertificateExpired,
    };
    device_state(&mut page, scanner, |state| *state == expired);
    town.scanner.sensor.set_fault(Fault::None);
    device_state(&mut page, scanner, |state| *state == DeviceState::Ready);
    let overview = page.overview();
    let printer = overview
        .devices
        .iter()
        .find(|device| device.kind == DeviceKind::Printer);
    assert_eq!(
        printer.map(|device| &device.state),
        Some(&DeviceState::NotConfigured)
    );
    assert!(
        overview
            .devices
            .iter()
            .any(|device| device.state == DeviceState::Ready)
    );
}

#[test]
fn too_many_cases_and_unknown_things_are_refused() {
    let town = Town::new();
    let suitcase = town.suitcase("");
    let mut config = std::fs::read_to_string(&suitcase.config).expect("written");
    config.push_str("[limits]\nopen_cases = 1\ncase_bytes = 1048576\n");
    std::fs::write(&suitcase.config, config).expect("written");
    let suitcase = started(suitcase);
    let mut page = suitcase.page();
    page.sign_in();
    let early = Request::OpenCase {
        service: "identity-card".to_owned(),
        record: "x".to_owned(),
    };
    assert_eq!(page.ask(early.clone()), Err(Failure::NoVisit));
    page.begin_visit();
    assert_eq!(page.ask(early), Err(Failure::RecordNotOpen));
    let opened = page.open_case("identity-card");
    let (case, record) = (opened.case, opened.person.expect("known").record);
    let again = |service: &str| Request::OpenCase {
        service: service.to_owned(),
        record: record.clone(),
    };
    assert_eq!(page.ask(again("identity-card")), Err(Failure::TooManyCases));
    assert_eq!(page.ask(again("haircut")), Err(Failure::ServiceUnknown));
    assert_eq!(
        page.ask(Request::Preview { handle: 99 }),
        Err(Failure::HandleUnknown)
    );
    assert_eq!(
        page.ask(Request::CancelPrint { job: 9 }),
        Err(Failure::JobUnknown)
    );
    let document = PaperKey::CONTROL_SHEET;
    let print = Request::Print {
        case,
        document,
        copies: 1,
        sides: PrintSides::One,
    };
    assert_eq!(
        page.ask(print),
        Err(Failure::Device {
            cause: DeviceCause::NotFound
        })
    );
    let transfer = page.transfer(camera_picture());
    let photo = page.ask(Request::TakePhoto {
        case,
        transfer,
        eyes: EYES,
    });
    assert!(
        matches!(photo, Err(Failure::TransferTooLarge { .. })),
        "{photo:?}"
    );
}

/// Says that the paper is out until a file named `paper` lies in its folder.
const OUT_OF_PAPER: &str = "
echo 'STATE: +media-empty' >&2
while [ ! -e \"$HOME/paper\" ]; do sleep 0.1; done
echo 'STATE: -media-empty' >&2";

/// Waits until a job is as wanted.
fn job_state(page: &mut Page, wanted_job: u32, wanted: &PrintJobState) {
    page.event(|event| match event {
        Event::Print { job, state } if *job == wanted_job => {
            assert!(!matches!(state, PrintJobState::Failed { .. }), "{state:?}");
            (state == wanted).then_some(())
        }
        _ => None,
    });
}

#[test]
fn a_control_sheet_waits_for_paper_and_is_printed_or_cancelled() {
    let peer = Peer::running(OUT_OF_PAPER);
    let town = Town::new();
    // The peer prints nothing as long as any of its trays is empty.
    let filled = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250\
                  &size3=iso_a4_210x297mm&type3=stationery&level3=25";
    town.runtime.block_on(peer.set(filled));
    let printer = format!(
        "[[device]]\nkind = \"printer\"\nprotocol = \"ipp\"\n\
         match = {{ uri = \"ipp://localhost:{}/ipp/print\" }}\n",
        peer.port
    );
    let suitcase = started(town.suitcase(&printer));
    let mut page = suitcase.page();
    let case = page.fill_id_card();
    device_state(&mut page, DeviceKind::Printer, |state| {
        *state == DeviceState::Ready
    });
    let mut print = |document| {
        page.ask(Request::Print {
            case,
            document,
            copies: 1,
            sides: PrintSides::One,
        })
    };
    let refused = print(PaperKey::REGISTRATION_CERTIFICATE);
    assert_eq!(refused, Err(Failure::NotPrintable));
    let Ok(Reply::PrintStarted { job }) = print(PaperKey::CONTROL_SHEET) else {
        panic!("starts");
    };
    let no_paper = PrintJobState::Stopped {
        cause: DeviceCause::PaperOut,
    };
    job_state(&mut page, job, &no_paper);
    std::fs::write(peer.folder.join("paper"), "").expect("paper");
    job_state(&mut page, job, &PrintJobState::Done);
    assert_eq!(peer.spooled().len(), 1);

    std::fs::remove_file(peer.folder.join("paper")).expect("used up");
    let document = PaperKey::FEE_RECEIPT;
    let Ok(Reply::PrintStarted { job }) = page.ask(Request::Print {
        case,
        document,
        copies: 1,
        sides: PrintSides::One,
    }) else {
        panic!("starts");
    };
    job_state(&mut page, job, &no_paper);
    assert_eq!(page.ask(Request::CancelPrint { job }), Ok(Reply::Done));
    // The peer cancels a job only when its script has ended.
    std::fs::write(peer.folder.join("paper"), "").expect("paper");
    job_state(&mut page, job, &PrintJobState::Canceled);
    drop(peer);
    let gone = DeviceState::Fault {
        cause: DeviceCause::NotFound,
    };
    device_state(&mut page, DeviceKind::Printer, |state| *state == gone);
}
