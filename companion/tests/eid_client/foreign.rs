//! Servers that are no eID client, or a dishonest one.

use std::time::Duration;

use amtskoffer_companion::devices::eid_client::ausweisapp::AusweisApp;
use amtskoffer_companion::devices::eid_client::{ClientError, EidClient, Words};
use amtskoffer_contract::bridge::CardOutcome;
use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    (listener, port)
}

/// Answers each message with these, as long as there are any.
async fn websocket(answers: Vec<Message>) -> u16 {
    let (listener, port) = listener().await;
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a driver");
        let mut stream = accept_async(stream).await.expect("a websocket");
        let mut answers = answers.into_iter();
        while let Some(Ok(Message::Text(_))) = stream.next().await {
            for answer in answers.by_ref() {
                if stream.send(answer).await.is_err() {
                    return;
                }
            }
        }
    });
    port
}

fn text(text: &str) -> Message {
    Message::text(text.to_owned())
}

#[tokio::test]
async fn nobody_listens() {
    let (listener, port) = listener().await;
    drop(listener);
    let driver = AusweisApp::new(port);
    assert_eq!(driver.sight().await.unwrap_err(), ClientError::NotRunning);
}

#[tokio::test]
async fn what_answers_is_no_websocket() {
    let (listener, port) = listener().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a driver");
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        stream.write_all(answer).await.expect("sent");
        tokio::time::sleep(Duration::from_secs(2)).await;
    });
    let driver = AusweisApp::new(port);
    assert_eq!(driver.sight().await.unwrap_err(), ClientError::Garbled);
}

#[tokio::test]
async fn messages_that_are_none_are_refused() {
    for message in [
        text("no json"),
        text("{\"readers\":7}"),
        Message::binary(vec![0; 10]),
        text(&format!("{{\"msg\":\"{}\"}}", "A".repeat(100_000))),
    ] {
        let port = websocket(vec![message]).await;
        let refused = AusweisApp::new(port).sight().await.unwrap_err();
        assert_eq!(refused, ClientError::Garbled);
    }
}

#[tokio::test]
async fn a_flood_and_a_silence_end() {
    let flood = vec![text(r#"{"msg":"STATUS"}"#); 1_000];
    let port = websocket(flood).await;
    let refused = AusweisApp::new(port).sight().await.unwrap_err();
    assert_eq!(refused, ClientError::Garbled);
    let port = websocket(Vec::new()).await;
    let refused = AusweisApp::new(port).sight().await.unwrap_err();
    assert_eq!(refused, ClientError::TooSlow);
}

#[tokio::test]
async fn success_without_a_question_is_not_believed() {
    let port = websocket(vec![
        text(r#"{"msg":"CHANGE_PIN"}"#),
        text(r#"{"msg":"CHANGE_PIN","success":true}"#),
    ])
    .await;
    let outcome = AusweisApp::new(port).change_pin(Words::default()).await;
    assert_eq!(outcome, Ok(CardOutcome::NotConfirmed));
}
