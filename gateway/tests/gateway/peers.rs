//! Clients that nobody here wrote: tus-js-client (npm) and tuspy (`PyPI`).

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::process::Command;
use uuid::Uuid;

use crate::fixture::{Fixture, JANSEN, SUITCASE, sha256};

/// What to do when a peer is missing.
const SET_UP: &str = "set it up with `cargo xtask test gateway`";

const CHUNK: u64 = 256 * 1024;

#[tokio::test]
async fn tus_js_client_uploads_resumes_and_terminates() {
    let fixture = Fixture::new().await;
    let pictures = Pictures::of(&fixture, &["broken_off", "whole", "begun", "terminated"]);
    let modules = root().join("e2e/node_modules");
    assert!(
        modules.join("tus-js-client").exists(),
        "tus-js-client is missing: {SET_UP}"
    );
    let mut node = Command::new("node");
    node.arg(script("tus_js_client.mjs"))
        .arg(root().join("e2e"));
    let said = run(&fixture, node, &pictures).await;

    assert_eq!(
        (&said["brokenAt"], &said["resumedAt"]),
        (&json!(2 * CHUNK), &json!(2 * CHUNK))
    );
    assert_eq!(said["broken"], said["resumed"]);
    for (said_of, name) in [
        ("resumed", "broken_off"),
        ("whole", "whole"),
        ("begun", "begun"),
    ] {
        let held = stored(&fixture, &said[said_of]);
        assert_eq!(held, Some(pictures.bytes(name)), "{name}");
    }
    assert_eq!(stored(&fixture, &said["terminated"]), None);
}

#[tokio::test]
async fn tuspy_uploads_and_resumes_with_checksums() {
    let fixture = Fixture::new().await;
    let pictures = Pictures::of(&fixture, &["from_tuspy"]);
    let program = root().join("target/setup/python/bin/python");
    assert!(program.exists(), "Python with tuspy is missing: {SET_UP}");
    let mut python = Command::new(program);
    python.arg(script("tuspy_client.py"));
    let said = run(&fixture, python, &pictures).await;

    assert_eq!(
        (&said["brokenAt"], &said["resumedAt"]),
        (&json!(2 * CHUNK), &json!(2 * CHUNK))
    );
    let held = stored(&fixture, &said["whole"]);
    assert_eq!(held, Some(pictures.bytes("from_tuspy")));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/peers")
        .join(name)
}

const CASE: Uuid = Uuid::from_u128(1);

/// Sealed parts as files, no multiple of the chunk.
struct Pictures {
    folder: PathBuf,
    metadata: Value,
}

impl Pictures {
    fn of(fixture: &Fixture, names: &[&str]) -> Self {
        let folder = fixture.folder.path("pictures");
        std::fs::create_dir(&folder).expect("made");
        let text: Vec<u8> = (0..1_300_000_u32).map(|at| (at % 253) as u8).collect();
        let mut metadata = serde_json::Map::new();
        for name in names {
            let bytes = fixture.keys().seal(CASE, name, &text);
            std::fs::write(folder.join(name), &bytes).expect("written");
            let announced = json!({
                "case": CASE,
                "part": name,
                "sha256": sha256(&bytes),
                "media_type": "image/jpeg",
            });
            metadata.insert((*name).to_owned(), announced);
        }
        let metadata = metadata.into();
        Self { folder, metadata }
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).expect("readable")
    }
}

async fn run(fixture: &Fixture, mut client: Command, pictures: &Pictures) -> Value {
    let output = client
        .arg(format!("https://localhost:{}", fixture.port()))
        .arg(fixture.folder.path("pki"))
        .arg(&pictures.folder)
        .arg(pictures.metadata.to_string())
        .env("SESSION", fixture.session(JANSEN, SUITCASE).await)
        .env("REQUESTS_CA_BUNDLE", fixture.folder.path("pki/ca.pem"))
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await
        .expect("the client starts");
    assert!(
        output.status.success(),
        "the client failed; if it is missing, {SET_UP}"
    );
    serde_json::from_slice(&output.stdout).expect("json")
}

/// The bytes that the gateway holds of an upload.
fn stored(fixture: &Fixture, url: &Value) -> Option<Vec<u8>> {
    let id = url
        .as_str()
        .and_then(|url| url.rsplit('/').next())
        .expect("an address");
    std::fs::read(fixture.config.blobs.join(id)).ok()
}
