//! Drives the card reader of the environment (`PCSCLITE_CSOCK_NAME`) by words on stdin, for tests that
//! give each its own card service: one word and its arguments a line, one line of JSON as answer.
//! Whatever the reader shows comes unasked as `{"sight": …}`.

use std::io::{self, Write};
use std::sync::Arc;

use amtskoffer_companion::devices::Device;
use amtskoffer_companion::devices::card::acts::PinChange;
use amtskoffer_companion::devices::card::pace::{Password, WrongForm};
use amtskoffer_companion::devices::card::pcsc::PcscReader;
use amtskoffer_companion::devices::card::{CardError, CardReader, Sight};
use serde_json::{Value, json};

#[tokio::main]
async fn main() {
    let reader = Arc::new(PcscReader::new(String::new()));
    tokio::spawn(tell_sights(Arc::clone(&reader)));
    while let Ok(Some(line)) = tokio::task::spawn_blocking(|| io::stdin().lines().next()).await {
        let Ok(line) = line else { return };
        say(&answer(&reader, &line).await);
    }
}

async fn answer(reader: &PcscReader, line: &str) -> Value {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["look"] => json!({ "look": format!("{:?}", reader.look().await.seen) }),
        ["test"] => json!({ "test": format!("{:?}", reader.self_test().await) }),
        ["read"] => json!({ "read": told(reader.read().await) }),
        ["change", old, new] => changed(reader, old, new, None).await,
        ["change", old, new, can] => changed(reader, old, new, Some(can)).await,
        ["unblock", puk] => match Password::puk(puk) {
            Ok(puk) => json!({ "unblock": told(reader.unblock(puk).await) }),
            Err(error) => json!({ "form": error.to_string() }),
        },
        _ => json!({ "unknown": line }),
    }
}

async fn changed(reader: &PcscReader, old: &str, new: &str, can: Option<&str>) -> Value {
    match change(old, new, can) {
        Ok(change) => json!({ "change": told(reader.change_pin(change).await) }),
        Err(error) => json!({ "form": error.to_string() }),
    }
}

fn change(old: &str, new: &str, can: Option<&str>) -> Result<PinChange, WrongForm> {
    Ok(PinChange {
        old: Password::pin(old).or_else(|_| Password::transport_pin(old))?,
        new: Password::pin(new)?,
        can: can.map(Password::can).transpose()?,
    })
}

fn told<T: serde::Serialize>(outcome: Result<T, CardError>) -> Value {
    match outcome {
        Ok(value) => json!({ "ok": value }),
        Err(error) => json!({ "error": error.to_string(), "cause": error.cause() }),
    }
}

async fn tell_sights(reader: Arc<PcscReader>) {
    let mut sight = reader.sight();
    loop {
        let seen = sight.borrow_and_update().clone();
        say(&match seen {
            Sight::Unknown => json!({ "sight": "unknown" }),
            Sight::NoService(error) => json!({ "sight": "no_service", "cause": error.cause() }),
            Sight::NoReader => json!({ "sight": "no_reader" }),
            Sight::Empty { reader } => json!({ "sight": "empty", "reader": reader }),
            Sight::Card {
                reader,
                insertion,
                is_mute,
            } => {
                json!({ "sight": "card", "reader": reader, "insertion": insertion, "mute": is_mute })
            }
        });
        if sight.changed().await.is_err() {
            return;
        }
    }
}

fn say(line: &Value) {
    let mut out = io::stdout().lock();
    // Nobody listens any more: the next line of stdin ends it.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
