//! Looking residents up.

use amtskoffer_contract::ingest::Refusal;
use amtskoffer_contract::register::{
    Mark, Particulars, PersonRecord, Purpose, RecordRequest, SearchAnswer, SearchCriteria, SearchRequest,
};

use sqlx::Row;

use crate::client::{Answer, Client};
use crate::fixture::{Fixture, purpose};

/// Criteria from `name|first names|date of birth|street|place`.
fn criteria(text: &str) -> SearchCriteria {
    let mut parts = text.split('|').map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    SearchCriteria {
        family_name: next(),
        first_names: next(),
        birth_date: Some(next()).filter(|date| !date.is_empty()),
        street: next(),
        place: next(),
    }
}

async fn ask(client: &mut Client, text: &str) -> Answer {
    let request = SearchRequest {
        purpose: purpose(),
        criteria: criteria(text),
    };
    client.post("/register/search", &request).await
}

async fn names(client: &mut Client, text: &str) -> Vec<String> {
    let answer: SearchAnswer = ask(client, text).await.json();
    answer.hits.into_iter().map(|hit| hit.family_name).collect()
}

#[tokio::test]
async fn hard_names_are_found_as_people_type_them() {
    let fixture = Fixture::with_residents(400).await;
    let mut client = fixture.clerk().await;
    for (typed, found) in [
        ("Dordevic|Zivko", "Đorđević"),
        ("dordevic|Ž", "Đorđević"),
        ("Lukasiewicz|lukasz", "Łukasiewicz"),
        ("Soendergaard|Soeren", "Søndergaard"),
        ("Sondergaard|Soren", "Søndergaard"),
        ("Thorsdottir|Thora", "Þórsdóttir"),
        ("Nguyen|thi", "Nguyễn"),
        ("Duong|Minh Duc", "Dương"),
        ("SAHIN|Ayse", "Şahin"),
        ("Nunez|Begona", "Ñuñez"),
        ("dalembert|Chloe", "D’Alembert"),
        ("D'Alembert|Chloé", "D’Alembert"),
        ("Oneill|Sean", "O‘Neill"),
        ("O Neill|Sean", "O‘Neill"),
        ("Heide|Friederike", "von der Heide"),
        ("von der Hei|Charlotte", "von der Heide"),
        ("Luedenscheidt|Karl", "Müller-Lüdenscheidt"),
        ("mueller lued|Karl", "Müller-Lüdenscheidt"),
        ("Muller-Ludenscheidt|Karl", "Müller-Lüdenscheidt"),
        ("Weiss|Juergen", "Weiß"),
        ("Gabler|Erika", "Mustermann"),
        ("Benedikta||1955-03-30", "Brodersen"),
        ("Soekarno||1980-02-20", "Soekarnoputri"),
        ("Y||1996-01-31", "Y"),
        ("Yildiz|Deniz", "Yıldız"),
    ] {
        let hits = names(&mut client, typed).await;
        assert!(hits.iter().any(|name| name == found), "{typed}: {hits:?}");
    }
}

#[tokio::test]
async fn a_name_that_fits_as_a_whole_comes_first() {
    let fixture = Fixture::with_residents(4000).await;
    let mut client = fixture.clerk().await;
    let hits = names(&mut client, "Lang||||43").await;
    assert_eq!(hits.first().map(String::as_str), Some("Lang"));
    assert!(
        hits.iter().any(|name| name.starts_with("Lange")),
        "{hits:?}"
    );
}

#[tokio::test]
async fn every_datum_narrows_the_search() {
    let fixture = Fixture::with_residents(400).await;
    let mut client = fixture.clerk().await;
    for fits in [
        "Mustermann|Erika|1964-08-12|Heidestraße|43101 Sonnwiek",
        "Mustermann|E|1964-08-XX|Heidestr.|Sonnwiek",
        "Must||1964-XX-XX|heide|4310",
        "Mustermann||1964-08-12",
    ] {
        assert_eq!(names(&mut client, fits).await, ["Mustermann"], "{fits}");
    }
    for wrong in [
        "Mustermann|Elke|1964-08-12",
        "Mustermann|Erika|1964-08-13",
        "Mustermann|Erika||Hauptstraße",
        "Mustermann|Erika|||Kiel",
        "Mustermann|Erika|1965-XX-XX",
    ] {
        assert!(names(&mut client, wrong).await.is_empty(), "{wrong}");
    }
}

#[tokio::test]
async fn an_unknown_day_of_birth_fits_the_day_on_the_document() {
    let fixture = Fixture::with_residents(400).await;
    let mut client = fixture.clerk().await;
    for typed in [
        "Rahimi||1971-06-17",
        "Rahimi||1971-06-XX",
        "Rahimi||1971-XX-XX",
    ] {
        assert_eq!(names(&mut client, typed).await, ["Rahimi"], "{typed}");
    }
    assert_eq!(names(&mut client, "Rahimi||1958-03-03").await, ["Rahimi"]);
    assert_eq!(names(&mut client, "Rahimi||1958-03-XX").await, ["Rahimi"]);
    assert!(names(&mut client, "Rahimi||1959-03-03").await.is_empty());
}

#[tokio::test]
async fn too_little_is_refused() {
    let fixture = Fixture::with_residents(10).await;
    let mut client = fixture.clerk().await;
    for too_little in [
        "",
        "Mustermann",
        "M|Erika",
        "|Erika|1964-08-12",
        "Y|Anh",
        "-|Erika",
    ] {
        let answer = ask(&mut client, too_little).await;
        let seen = (answer.status, answer.refusal());
        assert_eq!(seen, (422, Refusal::CriteriaTooFew), "{too_little}");
    }
    let wrong_day = ask(&mut client, "Mustermann||1964-02-31").await;
    assert_eq!(wrong_day.refusal(), Refusal::Malformed);
    let request = SearchRequest {
        purpose: Purpose {
            file_number: " ".to_owned(),
            ..purpose()
        },
        criteria: criteria("Mustermann|Erika"),
    };
    let answer = client.post("/register/search", &request).await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (422, Refusal::PurposeMissing)
    );
}

#[tokio::test]
async fn at_most_fifty_hits_are_given() {
    let fixture = Fixture::with_residents(8000).await;
    let mut client = fixture.clerk().await;
    let answer: SearchAnswer = ask(&mut client, "Pe||||43").await.json();
    assert!(answer.more);
    assert_eq!(answer.hits.len(), 50);
    let mut records: Vec<_> = answer.hits.iter().map(|hit| &hit.record).collect();
    records.sort();
    records.dedup();
    assert_eq!(records.len(), 50, "nobody is shown twice");
    let answer: SearchAnswer = ask(&mut client, "Mustermann|||Heide").await.json();
    assert_eq!((answer.hits.len(), answer.more), (2, false));
}

#[tokio::test]
async fn the_whole_record_comes_after_choosing() {
    let fixture = Fixture::with_residents(400).await;
    let mut client = fixture.clerk().await;
    let answer: SearchAnswer = ask(&mut client, "Sperling|Carola").await.json();
    let hit = answer.hits.first().expect("a hit");
    assert!(hit.protected);
    let request = RecordRequest {
        purpose: purpose(),
        record: hit.record.clone(),
    };
    let person: PersonRecord = client.post("/register/record", &request).await.json();
    assert_eq!(person.record, hit.record);
    assert!(matches!(person.marks[..], [Mark::DisclosureBlock { .. }]));

    let request = RecordRequest {
        purpose: purpose(),
        record: "nobody".to_owned(),
    };
    let answer = client.post("/register/record", &request).await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (404, Refusal::RecordUnknown)
    );
}

#[tokio::test]
async fn particulars_are_asked_for_apart_are_logged_and_leave_out_who_has_a_block() {
    let fixture = Fixture::with_residents(100).await;
    let mut client = fixture.clerk().await;
    let answer: SearchAnswer = ask(&mut client, "Mustermann|Erika").await.json();
    let request = RecordRequest {
        purpose: purpose(),
        record: answer.hits[0].record.clone(),
    };
    let whole = client.post("/register/record", &request).await;
    let text = std::str::from_utf8(&whole.body).expect("text");
    for kept_back in ["particulars", "Leon", "1990-05-18", "Schmidt"] {
        assert!(!text.contains(kept_back), "{kept_back} is in a plain look-up");
    }
    let more: Particulars = client.post("/register/particulars", &request).await.json();
    assert_eq!(more.marital_status.as_deref(), Some("VH"));
    assert_eq!(more.religion.as_deref(), Some("ev"));
    assert_eq!(more.spouse.map(|spouse| spouse.first_names).as_deref(), Some("Max Otto"));
    let children: Vec<_> = more.children.iter().map(|child| child.first_names.as_str()).collect();
    assert_eq!(children, ["Leon"], "Mia has a block");
    let rows = fixture.sql("SELECT selection FROM lookups ORDER BY id DESC LIMIT 1").await;
    let selection: String = rows[0].get("selection");
    assert_eq!(selection, format!("{} particulars", request.record));
    let unknown = RecordRequest {
        record: "nobody".to_owned(),
        ..request
    };
    let refused = client.post("/register/particulars", &unknown).await;
    assert_eq!(refused.refusal(), Refusal::RecordUnknown);
}

#[tokio::test]
async fn what_is_not_a_request_is_refused() {
    let fixture = Fixture::new().await;
    let mut client = fixture.clerk().await;
    let unknown_field = br#"{"purpose":{},"criteria":{},"more":1}"#.to_vec();
    for body in [
        Vec::new(),
        b"{".to_vec(),
        b"[]".to_vec(),
        vec![0xff, 0xfe],
        unknown_field,
    ] {
        let answer = client.send("POST", "/register/search", &[], body).await;
        assert_eq!((answer.status, answer.refusal()), (400, Refusal::Malformed));
    }
    let large = vec![b' '; 16 * 1024 + 1];
    let answer = client.send("POST", "/register/search", &[], large).await;
    assert_eq!(
        (answer.status, answer.refusal()),
        (413, Refusal::TooLarge { limit: 16 * 1024 })
    );
    let mut client = fixture.clerk().await;
    let answer = client
        .send("GET", "/register/search", &[], Vec::new())
        .await;
    assert_eq!((answer.status, answer.refusal()), (405, Refusal::Malformed));
}
