//! What our driver sends, read by others: `ipptool` asks the printer which job it has understood, and runs
//! CUPS' own tests against the same printer, so that it counts as one.

use std::fs;
use std::process::Command;

use amtskoffer_companion::devices::printer::{PrintOptions, Printer, Sides};

use super::document;
use super::peer::{DONE_AT_ONCE, Peer};

const INSTALL: &str = "install the peer: apt-get install --no-install-recommends cups-ipp-utils";

#[tokio::test]
async fn ipptool_finds_in_the_job_what_was_ordered() {
    for (sides, word) in [
        (Sides::One, "one-sided"),
        (Sides::LongEdge, "two-sided-long-edge"),
        (Sides::ShortEdge, "two-sided-short-edge"),
    ] {
        let peer = Peer::running(DONE_AT_ONCE);
        let options = PrintOptions { copies: 2, sides };
        let job = peer.driver().print(document(2000), options).await;
        let expected = expectations(job.expect("a job").0, word);
        let file = peer.folder.join("job.test");
        fs::write(&file, expected).expect("written");
        let said = ipptool(&peer, file.to_str().expect("a plain path"));
        assert!(
            said.contains("[PASS]") && !said.contains("[FAIL]"),
            "{said}"
        );
    }
}

#[test]
fn the_printer_passes_a_test_of_cups_itself() {
    let peer = Peer::running(DONE_AT_ONCE);
    let said = ipptool(&peer, "get-printer-attributes.test");
    assert!(
        said.contains("[PASS]") && !said.contains("[FAIL]"),
        "{said}"
    );
}

fn ipptool(peer: &Peer, test: &str) -> String {
    let done = Command::new("ipptool")
        .args([
            "-t",
            &format!("ipp://localhost:{}/ipp/print", peer.port),
            test,
        ])
        .output()
        .unwrap_or_else(|error| panic!("ipptool: {error}; {INSTALL}"));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn expectations(job: i32, sides: &str) -> String {
    format!(
        "{{\n\
         NAME \"The job as ordered\"\n\
         OPERATION Get-Job-Attributes\n\
         GROUP operation-attributes-tag\n\
         ATTR charset attributes-charset utf-8\n\
         ATTR naturalLanguage attributes-natural-language en\n\
         ATTR uri printer-uri $uri\n\
         ATTR integer job-id {job}\n\
         ATTR name requesting-user-name tester\n\
         STATUS successful-ok\n\
         EXPECT job-name OF-TYPE name WITH-VALUE \"Meldebescheinigung\"\n\
         EXPECT job-originating-user-name OF-TYPE name WITH-VALUE \"amtskoffer\"\n\
         EXPECT copies OF-TYPE integer IN-GROUP job-attributes-tag WITH-VALUE 2\n\
         EXPECT sides OF-TYPE keyword IN-GROUP job-attributes-tag WITH-VALUE \"{sides}\"\n\
         EXPECT media OF-TYPE keyword IN-GROUP job-attributes-tag WITH-VALUE \"iso_a4_210x297mm\"\n\
         }}\n"
    )
}
