//! The client's messages and our commands.

use amtskoffer_contract::bridge::Secret;
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::flow::{Reader, ReaderCard, Told, Word};
use super::super::{ClientError, Words};

/// Commands without a value.
pub mod command {
    /// Who are you?
    pub const GET_INFO: &str = r#"{"cmd":"GET_INFO"}"#;
    /// Which readers, which cards?
    pub const GET_READER_LIST: &str = r#"{"cmd":"GET_READER_LIST"}"#;
    /// Begin.
    pub const RUN_CHANGE_PIN: &str = r#"{"cmd":"RUN_CHANGE_PIN"}"#;
    /// Lay the built-in card on the built-in reader.
    pub const SET_CARD: &str = r#"{"cmd":"SET_CARD","name":"Simulator"}"#;
    /// Stop.
    pub const CANCEL: &str = r#"{"cmd":"CANCEL"}"#;
}

/// Longest name that is shown of a client or reader.
const NAME_LIMIT: usize = 80;
/// More readers than any machine has.
const READER_LIMIT: usize = 32;

/// A message of the client, as far as we understand it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Message {
    msg: String,
    success: Option<bool>,
    reader: Option<ReaderMessage>,
    readers: Option<Vec<ReaderMessage>>,
    #[serde(rename = "VersionInfo")]
    version: Option<VersionInfo>,
    // A message READER has these at its top.
    #[serde(flatten)]
    own: ReaderMessage,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct ReaderMessage {
    name: String,
    attached: bool,
    keypad: bool,
    insertable: bool,
    card: Option<CardMessage>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CardMessage {
    deactivated: Option<bool>,
    inoperative: Option<bool>,
    retry_counter: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct VersionInfo {
    #[serde(rename = "Implementation-Title")]
    title: String,
    #[serde(rename = "Implementation-Version")]
    version: String,
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// [`ClientError::Garbled`] when it is no JSON object of the interface.
    pub fn parse(bytes: &[u8]) -> Result<Self, ClientError> {
        let message: Self = serde_json::from_slice(bytes).map_err(|_| ClientError::Garbled)?;
        let readers = message.readers.as_ref().map_or(0, Vec::len);
        if message.msg.is_empty() || readers > READER_LIMIT {
            return Err(ClientError::Garbled);
        }
        Ok(message)
    }

    /// Name and version of the client, when this is the answer to that question.
    pub fn client(self) -> Option<String> {
        let version = self.version.filter(|_| self.msg == "INFO")?;
        Some(short(&format!("{} {}", version.title, version.version)))
    }

    /// All attached readers, when this is the answer to that question.
    pub fn readers(self) -> Option<Vec<Reader>> {
        let readers = self.readers.filter(|_| self.msg == "READER_LIST")?;
        let attached = readers.iter().filter(|reader| reader.attached);
        Some(attached.map(ReaderMessage::reader).collect())
    }

    /// What it tells for a PIN change.
    pub fn told(&self) -> Told {
        let enter = |word| {
            let reader = self.reader.as_ref().map(ReaderMessage::reader);
            reader.map_or(Told::Other, |reader| Told::Enter(word, reader))
        };
        match self.msg.as_str() {
            "CHANGE_PIN" => match self.success {
                Some(success) => Told::Ended { success },
                None => Told::Begun,
            },
            "INSERT_CARD" => Told::InsertCard,
            "READER" => Told::Reader(self.own.reader()),
            "ENTER_CAN" => enter(Word::Can),
            "ENTER_PIN" => enter(Word::Pin),
            "ENTER_NEW_PIN" => enter(Word::NewPin),
            "ENTER_PUK" => enter(Word::Puk),
            "BAD_STATE" => Told::BadState,
            _ => Told::Other,
        }
    }
}

impl ReaderMessage {
    fn reader(&self) -> Reader {
        let card = self.card.as_ref().map(|card| ReaderCard {
            tries: card
                .retry_counter
                .and_then(|tries| u8::try_from(tries).ok()),
            deactivated: card.deactivated.unwrap_or(false),
            inoperative: card.inoperative.unwrap_or(false),
        });
        Reader {
            name: short(&self.name),
            keypad: self.keypad,
            simulated: self.insertable || self.name == "Simulator",
            card,
        }
    }
}

/// The command that answers a question. At a keypad it has no value.
pub fn give(word: Word, words: &Words, keypad: bool) -> Zeroizing<String> {
    let (name, value) = match word {
        Word::Can => ("SET_CAN", &words.can),
        Word::Pin => ("SET_PIN", &words.old),
        Word::NewPin => ("SET_NEW_PIN", &words.new),
        Word::Puk => ("CANCEL", &None),
    };
    let value = value.as_ref().filter(|_| !keypad).map(Secret::reveal);
    Zeroizing::new(match value {
        Some(value) => json!({ "cmd": name, "value": value }).to_string(),
        None => json!({ "cmd": name }).to_string(),
    })
}

/// Parses any bytes; for tests with damaged input.
pub fn parse_any(bytes: &[u8]) {
    if let Ok(message) = Message::parse(bytes) {
        let _ = message.told();
        let _ = message.clone().client();
        let _ = message.readers();
    }
}

fn short(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_control());
    letters.take(NAME_LIMIT).collect()
}
