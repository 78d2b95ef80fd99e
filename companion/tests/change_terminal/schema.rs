//! Driver and stand-in share no parser; xmllint (libxml2) is the third, with a schema of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amtskoffer_companion::devices::change_terminal::eac_box::{Interface, every_message};
use amtskoffer_simulators::change_terminal_eac::{Fault, Terminal, answer_to};
use std::time::Duration;

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../simulators/src/change_terminal_eac/eac_box.xsd")
}

/// Takes the one element out of the envelope, with namespaces, by libxml2 itself, and checks it.
fn check(folder: &Path, name: &str, message: &[u8]) {
    let file = folder.join(format!("{name}.xml"));
    fs::write(&file, message).expect("a temporary file");
    let body = xmllint(&[
        "--nonet",
        "--xpath",
        "/*[local-name()='Envelope']/*[local-name()='Body']/*",
        &file.display().to_string(),
    ]);
    let inner = folder.join(format!("{name}.inner.xml"));
    fs::write(&inner, with_namespace(&body)).expect("a temporary file");
    let schema = schema().display().to_string();
    let inner = inner.display().to_string();
    xmllint(&["--nonet", "--noout", "--schema", &schema, &inner]);
}

/// `--xpath` prints an element without namespaces that its parents declared.
fn with_namespace(element: &str) -> String {
    if element.contains("xmlns:e=") {
        return element.to_owned();
    }
    let name = element.split(['>', ' ', '/']).next().unwrap_or_default();
    let declared = format!("{name} xmlns:e=\"urn:bsi:tr-03131:eacbox\"");
    element.replacen(name, &declared, 1)
}

fn xmllint(arguments: &[&str]) -> String {
    let done = Command::new("xmllint")
        .args(arguments)
        .output()
        .expect("xmllint is missing: apt-get install libxml2-utils");
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}\n{errors}");
    String::from_utf8(done.stdout).expect("UTF-8")
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("amtskoffer-{name}-{}", uuid::Uuid::new_v4()));
    fs::create_dir(&folder).expect("a temporary folder");
    folder
}

#[test]
fn every_message_of_the_driver_is_valid() {
    let folder = folder("requests");
    let messages = every_message(&Interface::default());
    assert_eq!(messages.len(), 9, "all functions but that of the PUK");
    for (name, message) in messages {
        check(&folder, name, &message);
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn every_answer_of_the_stand_in_is_valid() {
    let folder = folder("answers");
    for (fault, word) in [(Fault::None, "good"), (Fault::NoCard, "bad")] {
        let terminal = Terminal::new(fault, Duration::ZERO, Duration::ZERO);
        for (name, message) in every_message(&Interface::default()) {
            let answer = answer_to(&message, &terminal).await;
            let answer = answer.unwrap_or_else(|fault| panic!("{name}: {fault}"));
            check(&folder, &format!("{name}-{word}"), answer.as_bytes());
        }
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn the_schema_can_refuse() {
    let folder = folder("refused");
    let file = folder.join("wrong.xml");
    let wrong = "<e:authenticate xmlns:e=\"urn:bsi:tr-03131:eacbox\"><passwordtype>CAN</passwordtype>\
        <terminaltype>AT</terminaltype><password>123456</password></e:authenticate>";
    fs::write(&file, wrong).expect("a temporary file");
    let done = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(schema())
        .arg(&file)
        .output()
        .expect("xmllint is missing: apt-get install libxml2-utils");
    assert!(
        !done.status.success(),
        "a message with a password is not valid"
    );
    fs::remove_dir_all(folder).expect("removed");
}
