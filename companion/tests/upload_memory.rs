//! How much memory the upload of a case of 25 MB takes besides the case itself. The bound is that of the
//! design: 64 MiB.

mod common;
#[path = "tus_server/peer.rs"]
mod peer;

use std::fs;
use std::sync::Arc;

use amtskoffer_companion::cases::{Capture, ScannedDocument, ScannedPage, Source};
use amtskoffer_domain::services::PaperKind;
use amtskoffer_domain::upload::PartKind;
use amtskoffer_sealing::{DepartmentKey, DeviceKey, seal};
use bytes::Bytes;
use common::status_line;
use peer::Peer;
use uuid::Uuid;

const BOUND_KIB: u64 = 64 * 1024;

/// Documents of one page each.
const DOCUMENTS: u32 = 6;

fn kib(name: &str) -> u64 {
    let line = status_line(std::process::id(), name);
    let number = line.split_whitespace().next().expect("a number");
    number.parse().expect("a number")
}

fn captured(number: u32, jpeg: &[u8]) -> Capture {
    let page = ScannedPage {
        jpeg: Arc::new(jpeg.to_vec().into()),
        preview: Arc::new(vec![0; 1].into()),
        handle: number,
        size: (2400, 3000),
        dpi: 300,
    };
    let document = ScannedDocument {
        number,
        kind: PaperKind::Other,
        pages: vec![page],
        held_pages: 0,
    };
    Capture {
        name: format!("document_{number}"),
        media_type: "application/pdf",
        kind: PartKind::Paper,
        made_of: vec![number],
        source: Source::Pages(Arc::new(document)),
    }
}

#[tokio::test]
async fn the_upload_of_a_large_case_stays_within_the_bound() {
    let peer = Peer::start();
    let made = rcgen::generate_simple_self_signed(vec!["suitcase".to_owned()]).expect("keys");
    let device = DeviceKey::from_pkcs8(&made.signing_key.serialize_der()).expect("a key");
    let department = DepartmentKey::generate().expect("a key");
    let captures: Vec<_> = {
        let jpeg = common::visit::camera_picture();
        (1..=DOCUMENTS)
            .map(|number| captured(number, &jpeg))
            .collect()
    };
    // From here on the highest resident size is counted anew.
    fs::write("/proc/self/clear_refs", "5").expect("the kernel counts");
    let before = kib("VmRSS");
    let case = Uuid::new_v4();
    let mut total = 0;
    let mut parts = Vec::new();
    for capture in &captures {
        let text = capture.text().expect("made").expect("here");
        let sealed = seal(&text, case, &capture.name, department.public(), &device);
        let sealed = sealed.expect("sealed");
        drop(text);
        total += sealed.len();
        let about = capture.about(&sealed);
        parts.push(
            peer.carrier
                .accept(case, capture.kind, about, Bytes::from(sealed)),
        );
        peer.carrier.work().await;
    }
    assert!(total >= 24 * 1024 * 1024, "{total} bytes are no large case");
    peer.until(|| parts.iter().all(|part| peer.carrier.is_whole(*part)))
        .await;
    let above = kib("VmHWM").saturating_sub(before);
    println!("{total} bytes sealed and sent; highest: {above} KiB above the case itself");
    assert!(above <= BOUND_KIB, "{above} KiB above the case");
}
