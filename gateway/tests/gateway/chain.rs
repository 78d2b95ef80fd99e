//! Receipts and audit log are chains, and whatever was taken out or changed shows.

use std::fmt::Write as _;

use amtskoffer_contract::ingest::{ReceiptAct, ReceiptBody, SignedReceipt};
use amtskoffer_gateway::audit::ChainError;
use amtskoffer_gateway::verify::{Finding, verify};
use sqlx::Row;
use uuid::Uuid;

use crate::client::Client;
use crate::fixture::{Fixture, PETERSEN, sha256};
use crate::hand_in::fixture;
use crate::sealed::Case;

/// Three handed-in cases and a discarded one between them.
async fn kept() -> (Fixture, Client, Vec<Case>, Vec<SignedReceipt>) {
    let (fixture, mut client, case) = fixture().await;
    let cases = vec![case.clone(), case.renumbered(2), case.renumbered(3)];
    let mut receipts = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        fixture.approve(case, PETERSEN).await;
        client.upload(case).await;
        receipts.push(client.hand_in(case).await);
        if number == 0 {
            let path = format!("/cases/{}", Uuid::from_u128(77));
            let discarded = client.send("DELETE", &path, &[], Vec::new()).await;
            receipts.push(discarded.json());
        }
    }
    (fixture, client, cases, receipts)
}

async fn findings(fixture: &Fixture) -> Vec<Finding> {
    verify(&fixture.config).await.expect("looked at").findings
}

#[tokio::test]
async fn each_receipt_names_the_hash_of_the_one_before() {
    let (fixture, _client, _cases, receipts) = kept().await;
    let mut previous = "0".repeat(64);
    for (number, receipt) in (1..).zip(&receipts) {
        assert!(fixture.verifies(receipt));
        let body: ReceiptBody = serde_json::from_str(&receipt.body).expect("json");
        assert_eq!((body.number, &body.previous), (number, &previous));
        assert_eq!(body.act == ReceiptAct::Discarded, number == 2);
        previous = sha256(receipt.body.as_bytes());
    }
    let report = verify(&fixture.config).await.expect("looked at");
    assert_eq!((report.receipts, report.findings), (4, Vec::new()));
    assert!(report.entries >= 4);
}

#[tokio::test]
async fn the_log_can_be_checked_without_this_program() {
    let (fixture, ..) = kept().await;
    let rows = fixture.sql("SELECT * FROM audit ORDER BY number").await;
    assert!(rows.len() >= 5);
    let mut before = String::new();
    for row in &rows {
        let number: i64 = row.get("number");
        let mut text = format!("{}:{before},", before.len());
        let _ = write!(text, "{}:{number},", number.to_string().len());
        for column in ["at", "act", "suitcase", "clerk", "file_number", "subject"] {
            let value: String = row.get(column);
            let _ = write!(text, "{}:{value},", value.len());
        }
        before = sha256(text.as_bytes());
        assert_eq!(row.get::<String, _>("hash"), before);
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_receipts() {
    let (fixture, ..) = kept().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&fixture.config.database);
    let pool = sqlx::SqlitePool::connect_with(options)
        .await
        .expect("opened");
    for statement in ["UPDATE receipts SET body = ''", "DELETE FROM receipts"] {
        let error = sqlx::query(statement)
            .execute(&pool)
            .await
            .expect_err("refused");
        assert!(error.to_string().contains("only ever added to"), "{error}");
    }
    pool.close().await;
}

#[tokio::test]
async fn whatever_was_taken_out_or_changed_has_a_name() {
    let forged = "UPDATE receipts SET body = replace(body, '\"number\":3', '\"number\": 3') WHERE number = 3";
    let other_row = "UPDATE receipts SET manifest_sha256 = 'x' WHERE number = 1";
    let part = |number: u64| Finding::PartMissing {
        number,
        part: "photo".to_owned(),
    };
    for (statements, expected) in [
        (
            vec![
                "DELETE FROM cases WHERE number = 3",
                "UPDATE uploads SET case_number = 99 WHERE case_number = 3",
            ],
            vec![Finding::CaseMissing(3)],
        ),
        (
            vec!["DELETE FROM receipts WHERE number = 2"],
            vec![
                Finding::ReceiptMissing(2),
                Finding::ReceiptsCutOff(Uuid::from_u128(77).to_string()),
            ],
        ),
        (
            vec!["DELETE FROM receipts WHERE number = 4"],
            vec![
                Finding::CaseWithoutReceipt(4),
                Finding::ReceiptsCutOff(Uuid::from_u128(3).to_string()),
            ],
        ),
        (
            vec![forged],
            vec![Finding::NotSigned(3), Finding::ChainBroken(4)],
        ),
        (
            vec![other_row],
            vec![Finding::ManifestChanged(1), Finding::RowChanged(1)],
        ),
        (
            vec!["UPDATE cases SET manifest = x'00' WHERE number = 1"],
            vec![Finding::ManifestChanged(1)],
        ),
        (
            vec!["DELETE FROM uploads WHERE case_number = 4 AND part = 'photo'"],
            vec![part(4)],
        ),
        (
            vec!["DELETE FROM audit WHERE number = 2"],
            vec![Finding::Audit(ChainError::Gap(2))],
        ),
        (
            vec!["UPDATE audit SET clerk = 'x' WHERE number = 2"],
            vec![Finding::Audit(ChainError::Broken(2))],
        ),
    ] {
        let (fixture, ..) = kept().await;
        for statement in [
            "DROP TRIGGER receipts_never_change",
            "DROP TRIGGER receipts_never_go",
            "DROP TRIGGER audit_never_changes",
            "DROP TRIGGER audit_forgets_in_order",
        ] {
            fixture.sql(statement).await;
        }
        fixture.unchecked_sql(&statements).await;
        assert_eq!(findings(&fixture).await, expected, "{statements:?}");
    }
}

#[tokio::test]
async fn a_part_that_was_changed_on_the_disk_shows() {
    let (fixture, mut client, case) = fixture().await;
    let locations = client.upload(&case).await;
    client.hand_in(&case).await;
    let blob = locations[1].trim_start_matches("/parts/");
    let blob = fixture.config.blobs.join(blob);
    let mut bytes = std::fs::read(&blob).expect("readable");
    bytes[500] ^= 1;
    std::fs::write(&blob, bytes).expect("written");
    let (number, part) = (1, "signature".to_owned());
    assert_eq!(
        findings(&fixture).await,
        [Finding::PartChanged {
            number,
            part: part.clone()
        }]
    );
    std::fs::remove_file(&blob).expect("removed");
    assert_eq!(
        findings(&fixture).await,
        [Finding::PartMissing { number, part }]
    );
}

#[tokio::test]
async fn many_hand_ins_at_once_make_one_chain() {
    let (fixture, _client, case) = fixture().await;
    let mut handing_in = tokio::task::JoinSet::new();
    for number in 10..18 {
        let case = case.renumbered(number);
        fixture.approve(&case, PETERSEN).await;
        let mut client = fixture.clerk().await;
        handing_in.spawn(async move {
            client.upload(&case).await;
            client.hand_in(&case).await
        });
    }
    let mut numbers: Vec<u64> = handing_in
        .join_all()
        .await
        .iter()
        .map(|receipt| {
            serde_json::from_str::<ReceiptBody>(&receipt.body)
                .expect("json")
                .number
        })
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<u64>>());
    assert_eq!(findings(&fixture).await, []);
}
