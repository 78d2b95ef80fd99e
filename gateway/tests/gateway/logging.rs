//! Every look-up is logged, or there is no answer.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::{RecordRequest, SearchAnswer, SearchCriteria, SearchRequest};
use sqlx::Row;

use crate::client::{Answer, Client};
use crate::fixture::{Fixture, SUITCASE, purpose};

async fn search(client: &mut Client) -> Answer {
    let criteria = SearchCriteria {
        family_name: "Mustermann".to_owned(),
        street: "Heide".to_owned(),
        ..SearchCriteria::default()
    };
    client
        .post(
            "/register/search",
            &SearchRequest {
                purpose: purpose(),
                criteria,
            },
        )
        .await
}

#[tokio::test]
async fn who_when_why_what_and_the_hits_are_in_one_row() {
    let fixture = Fixture::with_residents(100).await;
    let mut client = fixture.clerk().await;
    let answer: SearchAnswer = search(&mut client).await.json();
    let request = RecordRequest {
        purpose: purpose(),
        record: answer.hits[0].record.clone(),
    };
    client.post("/register/record", &request).await;
    let unknown = RecordRequest {
        record: "nobody".to_owned(),
        ..request.clone()
    };
    client.post("/register/record", &unknown).await;

    let rows = fixture.sql("SELECT * FROM lookups ORDER BY id").await;
    let text = |row: usize, column: &str| rows[row].get::<String, _>(column);
    assert_eq!(rows.len(), 3);
    for row in 0..3 {
        assert_eq!(text(row, "suitcase"), SUITCASE);
        assert_eq!(text(row, "clerk"), "Jansen");
        assert_eq!(text(row, "reason"), "Personalausweis");
        assert_eq!(text(row, "file_number"), "33/2026-17");
        assert!(text(row, "at").ends_with('Z'));
    }
    let hits: Vec<String> = answer.hits.iter().map(|hit| hit.record.clone()).collect();
    assert_eq!(text(0, "records"), hits.join(" "));
    assert_eq!(rows[0].get::<i64, _>("hits"), 2);
    let selection: SearchCriteria = serde_json::from_str(&text(0, "selection")).expect("json");
    assert_eq!(selection.street, "Heide");
    assert_eq!(
        (text(1, "kind"), text(1, "records")),
        ("record".to_owned(), hits[0].clone())
    );
    assert_eq!(
        (rows[2].get::<i64, _>("hits"), text(2, "selection")),
        (0, "nobody".to_owned())
    );
}

#[tokio::test]
async fn without_a_log_there_is_no_answer() {
    let fixture = Fixture::with_residents(100).await;
    let mut client = fixture.clerk().await;
    let answer: SearchAnswer = search(&mut client).await.json();
    fixture.sql("DROP TABLE lookups").await;
    let refused = search(&mut client).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (503, Refusal::StorageFailed)
    );
    let request = RecordRequest {
        purpose: purpose(),
        record: answer.hits[0].record.clone(),
    };
    let refused = client.post("/register/record", &request).await;
    assert_eq!(refused.refusal(), Refusal::StorageFailed);
}

#[tokio::test]
async fn old_rows_go_and_young_ones_stay() {
    let fixture = Fixture::with_residents(100).await;
    search(&mut fixture.clerk().await).await;
    let store = fixture.store().await;
    let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a time");
    assert_eq!(
        store
            .forget_lookups_before(at("2020-01-01T00:00:00Z"))
            .await
            .expect("done"),
        0
    );
    assert_eq!(
        store
            .forget_lookups_before(at("2100-01-01T00:00:00Z"))
            .await
            .expect("done"),
        1
    );
    store.close().await;
}
