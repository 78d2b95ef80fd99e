//! The department: alone able to read, asked at the hand-in or later.

use std::os::unix::fs::PermissionsExt;

use amtskoffer_contract::ingest::{Application, Refusal};
use amtskoffer_gateway::department::{DepartmentError, Serving, export, open_case};
use amtskoffer_sealing::{DepartmentKey, OpenError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sqlx::Row;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use crate::fixture::{Fixture, PETERSEN, published};
use crate::hand_in::{fixture, fixture_with};

#[tokio::test]
async fn a_case_is_opened_with_everything_that_was_sealed() {
    let (fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    client.hand_in(&case).await;
    let id = case.manifest.case;
    let opened = open_case(&fixture.config, id).await.expect("opened");
    assert_eq!(opened.manifest, case.manifest);
    assert_eq!(opened.application, case.application);
    assert_eq!(opened.parts.len(), 5);
    assert_eq!(opened.parts[0].text[..4], [1, 0, 3, 2], "the photo");
    assert!(!format!("{opened:?}").contains("Mustermann"));

    let folder = fixture.folder.path("opened");
    export(&opened, &folder).expect("written");
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .expect("readable")
        .map(|file| {
            file.expect("readable")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    files.sort();
    let names = [
        "application.json",
        "finger_2.wsq",
        "finger_7.wsq",
        "manifest.json",
        "photo.jpg",
        "signature.jpg",
    ];
    assert_eq!(files, names);
    let text = std::fs::read(folder.join("application.json")).expect("readable");
    let application: Application = serde_json::from_slice(&text).expect("json");
    assert_eq!(application, case.application);
    let mode = |path: &std::path::Path| {
        let meta = std::fs::metadata(path).expect("there");
        meta.permissions().mode() & 0o777
    };
    assert_eq!(
        (mode(&folder), mode(&folder.join("photo.jpg"))),
        (0o700, 0o600)
    );
    let again = export(&opened, &folder);
    assert!(
        matches!(again, Err(DepartmentError::File { .. })),
        "nothing is overwritten"
    );

    let acts = fixture
        .sql("SELECT act, file_number FROM audit ORDER BY number")
        .await;
    let acts: Vec<(String, String)> = acts.iter().map(|row| (row.get(0), row.get(1))).collect();
    let last_two = [("case_handed_in", "33/2026-17"), ("case_opened", "")];
    let last_two = last_two.map(|(act, file)| (act.to_owned(), file.to_owned()));
    assert_eq!(acts[acts.len() - 2..], last_two);
}

#[tokio::test]
async fn while_the_department_is_away_nothing_is_taken_and_nothing_is_lost() {
    let (mut fixture, mut client, case) = fixture().await;
    client.upload(&case).await;
    fixture.stop_department().await;
    let refused = client.put_manifest(&case).await;
    assert_eq!(
        (refused.status, refused.refusal()),
        (503, Refusal::DepartmentAway)
    );
    assert!(fixture.sql("SELECT 1 FROM receipts").await.is_empty());
    fixture.start_department();
    client.hand_in(&case).await;
}

#[tokio::test]
async fn without_a_socket_cases_are_stored_and_checked_later() {
    let (fixture, mut client, mut case) = fixture_with(|config| {
        config.department.as_mut().expect("named").socket = None;
    })
    .await;
    case.application
        .answers
        .insert("eye_colour".to_owned(), String::new());
    case.finish();
    fixture.approve(&case, PETERSEN).await;
    client.upload(&case).await;
    client.hand_in(&case).await;
    let refused = open_case(&fixture.config, case.manifest.case).await;
    let keys = vec!["eye_colour".to_owned()];
    let Err(DepartmentError::Refused(refusal)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(refusal, Refusal::RulesBroken { keys });
}

#[tokio::test]
async fn what_was_changed_behind_the_gateways_back_does_not_open() {
    let (mut fixture, mut client, case) = fixture().await;
    let locations = client.upload(&case).await;
    client.hand_in(&case).await;
    let id = case.manifest.case;
    let blob = locations[0].trim_start_matches("/parts/");
    let blob = fixture.config.blobs.join(blob);
    let sealed = std::fs::read(&blob).expect("readable");
    std::fs::write(&blob, &sealed[1..]).expect("written");
    let error = open_case(&fixture.config, id).await.expect_err("changed");
    assert!(
        matches!(&error, DepartmentError::Changed { what } if what == "photo"),
        "{error}"
    );
    std::fs::write(&blob, &sealed).expect("written");

    fixture.sql("UPDATE certificates SET der = x'00'").await;
    let error = open_case(&fixture.config, id)
        .await
        .expect_err("no certificate");
    assert!(matches!(error, DepartmentError::Changed { .. }), "{error}");

    let other = DepartmentKey::generate().expect("a key");
    let key = fixture.folder.path("other.key");
    std::fs::write(&key, STANDARD.encode(other.to_bytes())).expect("written");
    let certificate = fixture.folder.path("pki/suitcase.pem");
    let enrolled = amtskoffer_gateway::enrolment::enrol(&fixture.config, &certificate, "Koffer 1");
    enrolled.await.expect("enrolled");
    fixture.config.department.as_mut().expect("named").key = Some(key);
    let error = open_case(&fixture.config, id)
        .await
        .expect_err("another key");
    let expected = OpenError::OtherRecipient;
    assert!(
        matches!(&error, DepartmentError::Part { cause: found, .. } if *found == expected),
        "{error}"
    );
}

#[tokio::test]
async fn a_department_that_cannot_work_says_why() {
    let mut fixture = Fixture::new().await;
    let unknown = open_case(&fixture.config, Uuid::from_u128(5)).await;
    assert!(matches!(unknown, Err(DepartmentError::UnknownCase(_))));
    fixture.stop_department().await;
    let mut config = fixture.config.clone();
    config.catalogue = fixture.folder.path("nothing");
    let error = Serving::start(&config).expect_err("no catalogue");
    assert!(matches!(error, DepartmentError::Catalogue(_)), "{error}");
    assert!(error.to_string().contains("catalogue/index.json, line 1"), "{error}");
    config.catalogue = published();
    let section = config.department.as_mut().expect("named");
    section.socket = Some(fixture.folder.path("no/such/folder/socket"));
    let error = Serving::start(&config).expect_err("no folder");
    assert!(matches!(error, DepartmentError::Socket { .. }), "{error}");
    let section = config.department.as_mut().expect("named");
    section.key = Some(fixture.folder.path("pki/department.pub"));
    let error = Serving::start(&config).expect_err("no key");
    assert!(matches!(error, DepartmentError::Key { .. }), "{error}");
    config.tls.client_ca = fixture.folder.path("none");
    config.department.as_mut().expect("named").key = fixture
        .config
        .department
        .as_ref()
        .expect("named")
        .key
        .clone();
    let error = Serving::start(&config).expect_err("no authority");
    assert!(matches!(error, DepartmentError::Authority(_)), "{error}");
    config.department.as_mut().expect("named").key = None;
    let error = Serving::start(&config).expect_err("no key");
    assert!(
        matches!(error, DepartmentError::NotConfigured("key")),
        "{error}"
    );
    config.department = None;
    let error = Serving::start(&config).expect_err("no section");
    assert!(
        matches!(error, DepartmentError::NotConfigured("section")),
        "{error}"
    );
}

#[tokio::test]
async fn the_socket_is_for_the_front_only_and_garbage_does_it_no_harm() {
    let fixture = Fixture::new().await;
    let section = fixture.config.department.as_ref().expect("named");
    let socket = section.socket.clone().expect("named");
    let mode = std::fs::metadata(&socket)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    for garbage in [
        &b""[..],
        b"\0\0\0\x02{}",
        b"\xff\xff\xff\xff",
        b"GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut stream = tokio::net::UnixStream::connect(&socket)
            .await
            .expect("connected");
        stream.write_all(garbage).await.expect("sent");
        stream.shutdown().await.expect("shut");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(answer.is_empty());
    }
    let own = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(&socket).expect("there"));
    let (foreign, mut client, case) = fixture_with(|config| {
        config.department.as_mut().expect("named").front_uid = Some(own + 1);
    })
    .await;
    client.upload(&case).await;
    let refused = client.put_manifest(&case).await.refusal();
    assert_eq!(
        refused,
        Refusal::DepartmentAway,
        "another account is turned away"
    );
    drop(foreign);
}
