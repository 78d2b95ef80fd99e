//! Between the clerk's window and the citizen's: messages in the browser's memory, same origin only.

use amtskoffer_contract::tree;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::shown::Shown;

/// Name of the channel.
const NAME: &str = "amtskoffer-citizen";

/// What the windows tell each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// The citizen's window asks what to show; every two seconds.
    Ask,
    /// The clerk's window answers, and tells every change.
    Show(Shown),
    /// The person says that what is shown is right.
    Confirm {
        /// Which case.
        case: Uuid,
        /// Version that was on her screen.
        version: String,
    },
}

/// One end.
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Opens an end that hears what other windows say, as long as the page lives.
    pub fn open(hear: impl Fn(Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string();
            if let Some(message) = text.and_then(|text| read(&text)) {
                hear(message);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
        Some(Self(channel))
    }

    /// Says something to the other windows.
    pub fn say(&self, message: &Message) {
        if let Ok(text) = serde_json::to_string(message) {
            let _ = self.0.post_message(&text.into());
        }
    }
}

fn read(text: &str) -> Option<Message> {
    tree::read(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{Message, read};
    use crate::citizen::shown::Shown;
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn what_is_said_is_heard() {
        for message in [
            Message::Ask,
            Message::Show(Shown::Blank),
            Message::Show(Shown::Waiting),
            Message::Confirm {
                case: Uuid::from_u128(7),
                version: "0123456789ab".to_owned(),
            },
        ] {
            let text = serde_json::to_string(&message).expect("plain data");
            assert_eq!(read(&text), Some(message));
        }
    }

    proptest! {
        #[test]
        fn anything_else_is_passed_over(text in ".{0,80}") {
            let _ = read(&text);
        }
    }
}
