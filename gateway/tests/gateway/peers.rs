//! Clients that nobody here wrote: tus-js-client (npm) and tuspy (`PyPI`).

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::fixture::{Fixture, sha256};

/// What to do when a peer is missing.
const SET_UP: &str = "set it up with `cargo xtask test gateway`";

const CHUNK: u64 = 256 * 1024;

#[tokio::test]
async fn tus_js_client_uploads_resumes_and_terminates() {
    let fixture = Fixture::new().await;
    let (file, bytes) = picture(&fixture);
    let modules = root().join("e2e/node_modules");
    assert!(
        modules.join("tus-js-client").exists(),
        "tus-js-client is missing: {SET_UP}"
    );
    let mut node = Command::new("node");
    node.arg(script("tus_js_client.mjs"))
        .arg(root().join("e2e"));
    let said = run(&fixture, node, &file, &bytes).await;

    assert_eq!(
        (&said["brokenAt"], &said["resumedAt"]),
        (&json!(2 * CHUNK), &json!(2 * CHUNK))
    );
    assert_eq!(said["broken"], said["resumed"]);
    for whole in ["resumed", "whole"] {
        assert_eq!(
            stored(&fixture, &said[whole]).as_ref(),
            Some(&bytes),
            "{whole}"
        );
    }
    assert_eq!(stored(&fixture, &said["terminated"]), None);
}

#[tokio::test]
async fn tuspy_uploads_and_resumes_with_checksums() {
    let fixture = Fixture::new().await;
    let (file, bytes) = picture(&fixture);
    let program = root().join("target/setup/python/bin/python");
    assert!(program.exists(), "Python with tuspy is missing: {SET_UP}");
    let mut python = Command::new(program);
    python.arg(script("tuspy_client.py"));
    let said = run(&fixture, python, &file, &bytes).await;

    assert_eq!(
        (&said["brokenAt"], &said["resumedAt"]),
        (&json!(2 * CHUNK), &json!(2 * CHUNK))
    );
    assert_eq!(stored(&fixture, &said["whole"]), Some(bytes));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/peers")
        .join(name)
}

/// A file that is no multiple of the chunk.
fn picture(fixture: &Fixture) -> (PathBuf, Vec<u8>) {
    let bytes: Vec<u8> = (0..1_300_000_u32).map(|at| (at % 253) as u8).collect();
    let file = fixture.folder.path("picture.jpg");
    std::fs::write(&file, &bytes).expect("written");
    (file, bytes)
}

async fn run(fixture: &Fixture, mut client: Command, file: &Path, bytes: &[u8]) -> Value {
    let metadata = json!({
        "case": "00000000-0000-4000-8000-000000000001",
        "sha256": sha256(bytes),
        "media_type": "image/jpeg",
    });
    let output = client
        .arg(format!("https://localhost:{}", fixture.port()))
        .arg(fixture.folder.path("pki"))
        .arg(file)
        .arg(metadata.to_string())
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
