//! A whole case by the companion's own carrier, in a process of its own: nothing of it has left when
//! the clock begins, and all of it is at the gateway, checked and on the disk, when it ends.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use amtskoffer_companion::cases::sha256_hex;
use amtskoffer_companion::config::Config;
use amtskoffer_companion::link::{Bearer, Carrier, LinkKeys};
use amtskoffer_companion::tunnel::TunnelSetUp;
use amtskoffer_contract::ingest::Part;
use amtskoffer_domain::upload::PartKind;
use amtskoffer_sealing::seal;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::time::timeout;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Says that this process carries, and on whose behalf.
const SESSION: &str = "AMTSKOFFER_BENCH_SESSION";

/// Says where its configuration is, how many bytes a case has, and how many cases it carries.
const CONFIG: &str = "AMTSKOFFER_BENCH_CONFIG";
const BYTES: &str = "AMTSKOFFER_BENCH_BYTES";
const CASES: &str = "AMTSKOFFER_BENCH_CASES";

/// Between two cases, so that what is measured is a warm connection and not the end of the case before.
const PAUSE: Duration = Duration::from_millis(500);

/// The parts of a case, and their share of it in thousandths.
const PARTS: [(PartKind, &str, usize); 6] = [
    (PartKind::Text, "application", 5),
    (PartKind::Signature, "signature", 10),
    (PartKind::Print, "finger_2", 25),
    (PartKind::Print, "finger_7", 25),
    (PartKind::Photo, "photo", 335),
    (PartKind::Paper, "document_1", 600),
];

/// Carries if this process was started to.
pub fn carries() -> bool {
    let told = |name| std::env::var(name).ok();
    let Some((session, config)) = told(SESSION).zip(told(CONFIG)) else {
        return false;
    };
    let number = |name| told(name).and_then(|number| number.parse::<usize>().ok());
    let (cases, bytes) = number(CASES).zip(number(BYTES)).expect("numbers");
    let config = Config::read(Path::new(&config)).expect("a configuration");
    // While the process has one thread.
    let prepared = TunnelSetUp::prepare(&config.tunnel, "localhost").expect("a tunnel");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let seconds = runtime.block_on(async {
        let keys = LinkKeys::read(&config.gateway).expect("keys");
        let keys = keys.through(prepared.begin().expect("begun"));
        let bearer = Bearer::default();
        bearer.set(Some(Zeroizing::new(session)));
        let carrier = Carrier::new(&keys).on_behalf(&bearer);
        let mut seconds = Vec::new();
        for _ in 0..cases {
            seconds.push(carried(&carrier, &keys, bytes).await);
        }
        seconds
    });
    println!("{}", json!(seconds));
    true
}

/// Starts a process that carries cases; gives the seconds of each.
pub fn measure(config: &Path, session: &str, bytes: u64, cases: usize) -> Vec<f64> {
    let done = Command::new(std::env::current_exe().expect("this program"))
        .env(SESSION, session)
        .env(CONFIG, config)
        .env(BYTES, bytes.to_string())
        .env(CASES, cases.to_string())
        .output()
        .expect("started");
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{errors}");
    let told: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let told = told.as_array().expect("a list");
    told.iter().filter_map(Value::as_f64).collect()
}

/// Seconds for a case on a connection that is open; its note goes before, as that of every case.
async fn carried(carrier: &Carrier, keys: &LinkKeys, bytes: usize) -> f64 {
    let case = Uuid::new_v4();
    let note = keys
        .seals
        .note
        .seal(b"note", case, "note", &keys.seals.device);
    carrier.note(case, note.expect("sealed"));
    let parts =
        PARTS.map(|(kind, name, share)| (kind, part(case, name, bytes / 1000 * share, keys)));
    let pausing = async {
        loop {
            carrier.work().await;
        }
    };
    let _ = timeout(PAUSE, pausing).await;
    let begun = Instant::now();
    let numbers = parts.map(|(kind, (about, bytes))| carrier.accept(case, kind, about, bytes));
    while !numbers.iter().all(|number| carrier.is_whole(*number)) {
        let came = carrier.work().await;
        assert!(came.is_empty(), "{came:?}");
    }
    begun.elapsed().as_secs_f64()
}

fn part(case: Uuid, name: &str, bytes: usize, keys: &LinkKeys) -> (Part, Bytes) {
    let seals = &keys.seals;
    let sealed = seal(
        &vec![0x5a; bytes],
        case,
        name,
        &seals.department,
        &seals.device,
    );
    let sealed = sealed.expect("sealed");
    let about = Part {
        name: name.to_owned(),
        media_type: "application/octet-stream".to_owned(),
        bytes: sealed.len() as u64,
        sha256: sha256_hex(&sealed),
    };
    (about, Bytes::from(sealed))
}
