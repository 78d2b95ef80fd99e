//! The commands about what is kept, as the department and the administrator call them.

use amtskoffer_gateway::audit::{Check, Entry};

use crate::fixture::SUITCASE;
use crate::process::Installation;

const DEPARTMENT: &str = "
[department]
public_key = \"pki/department.pub\"
key = \"pki/department.key\"
socket = \"department.sock\"
";

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[tokio::test]
async fn from_the_hand_in_through_the_departments_own_process_to_the_export() {
    let installation = Installation::new().await;
    let config = installation.0.path("gateway.toml");
    let text = std::fs::read_to_string(&config).expect("readable");
    std::fs::write(&config, text + DEPARTMENT).expect("written");
    let department = installation.serve_as_department().await;
    let serving = installation.serve().await;
    let mut client = installation.clerk(&serving).await;
    let record = amtskoffer_gateway::demo_register::residents_of(1, 1)
        .next()
        .expect("one")
        .record;
    let case = installation.approved_case(&record).await;
    client.upload(&case).await;
    client.hand_in(&case).await;
    drop((department, client));

    let id = case.manifest.case.to_string();
    let with = ["--config", "gateway.toml"];
    let open = ["open", "--case", &id, "--out", "opened"];
    let opened = installation.run(&[&open[..], &with].concat()).await;
    assert_eq!(said(&opened), format!("5 parts of {id}"));
    let text = std::fs::read(installation.0.path("opened/application.json")).expect("readable");
    assert_eq!(text, serde_json::to_vec(&case.application).expect("json"));
    let whole = installation.run(&[&["verify"][..], &with].concat()).await;
    assert!(whole.status.success() && said(&whole).starts_with("whole: 1 receipts, "));

    let exported = installation
        .run(&[&["audit", "export"][..], &with].concat())
        .await;
    let mut check = Check::after(0, "");
    let mut acts = Vec::new();
    for line in said(&exported).lines() {
        let entry: Entry = serde_json::from_str(line).expect("an entry");
        check.next(&entry).expect("it follows");
        acts.push(entry.act);
    }
    let expected = [
        "suitcase_enrolled",
        "case_handed_in",
        "case_opened",
        "exported",
    ];
    assert_eq!(acts, expected);
    assert!(!said(&exported).contains("Mustermann"));

    let blob = std::fs::read_dir(installation.0.path("blobs"))
        .expect("readable")
        .next();
    std::fs::remove_file(blob.expect("a part").expect("readable").path()).expect("removed");
    let broken = installation.run(&[&["verify"][..], &with].concat()).await;
    assert!(!broken.status.success());
    assert!(
        said(&broken).contains("of receipt 1 is missing"),
        "{}",
        said(&broken)
    );
}

#[tokio::test]
async fn a_stolen_suitcase_is_revoked_by_its_name_also_on_an_open_connection() {
    let installation = Installation::new().await;
    let serving = installation.serve().await;
    let mut client = installation.client(&serving).await;
    let before = client.send("GET", "/status", &[], Vec::new()).await;
    assert_eq!(before.status, 200);
    let revoke = ["suitcase", "revoke", "--config", "gateway.toml", SUITCASE];
    assert_eq!(
        said(&installation.run(&revoke).await),
        format!("revoked {SUITCASE}")
    );
    let after = client.send("GET", "/status", &[], Vec::new()).await;
    assert_eq!(after.status, 403);
    let again = installation.run(&revoke).await;
    assert!(!again.status.success());
    let error = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        error.contains("no suitcase is enrolled as Koffer 1"),
        "{error}"
    );
}
