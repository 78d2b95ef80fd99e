use super::super::flow::{Told, Word};
use super::super::{ClientError, Words};
use super::messages::{Message, give};
use amtskoffer_contract::bridge::Secret;
use proptest::prelude::*;

fn parsed(text: &str) -> Message {
    Message::parse(text.as_bytes()).unwrap()
}

#[test]
fn the_messages_of_a_change_are_understood() {
    assert_eq!(parsed(r#"{"msg":"CHANGE_PIN"}"#).told(), Told::Begun);
    let ended = parsed(r#"{"msg":"CHANGE_PIN","success":true}"#);
    assert_eq!(ended.told(), Told::Ended { success: true });
    assert_eq!(parsed(r#"{"msg":"INSERT_CARD"}"#).told(), Told::InsertCard);
    assert_eq!(parsed(r#"{"msg":"BAD_STATE"}"#).told(), Told::BadState);
    assert_eq!(parsed(r#"{"msg":"STATUS"}"#).told(), Told::Other);
    let enter = r#"{"msg":"ENTER_PIN","reader":{"name":"R","attached":true,"keypad":true,
        "card":{"deactivated":false,"inoperative":false,"retryCounter":2}}}"#;
    let Told::Enter(Word::Pin, reader) = parsed(enter).told() else {
        panic!("not understood");
    };
    assert_eq!((reader.name.as_str(), reader.keypad), ("R", true));
    assert_eq!(reader.card.unwrap().tries, Some(2));
}

#[test]
fn readers_and_version_are_read() {
    let info = r#"{"msg":"INFO","VersionInfo":{"Implementation-Title":"A","Implementation-Version":"1.2"}}"#;
    assert_eq!(parsed(info).client(), Some("A 1.2".to_owned()));
    assert_eq!(parsed(r#"{"msg":"STATUS"}"#).client(), None);
    let list = r#"{"msg":"READER_LIST","readers":[{"name":"gone","attached":false},
        {"name":"there","attached":true,"card":{}},{"name":"Simulator","attached":true}]}"#;
    let readers = parsed(list).readers().unwrap();
    assert_eq!(readers.len(), 2);
    assert_eq!(readers[0].card.unwrap().tries, None);
    assert!(readers[1].simulated && !readers[0].simulated);
}

#[test]
fn what_is_no_message_is_refused() {
    let many = vec![r#"{"name":"x"}"#; 40].join(",");
    let many = format!(r#"{{"msg":"READER_LIST","readers":[{many}]}}"#);
    for text in ["", "{}", "[]", "7", r#"{"msg":7}"#, "{\"msg\":", &many] {
        let refused = Message::parse(text.as_bytes());
        assert_eq!(refused, Err(ClientError::Garbled), "{text}");
    }
}

#[test]
fn a_word_goes_out_only_where_there_is_no_keypad() {
    let words = Words {
        old: Some(Secret::new("123456".to_owned())),
        new: Some(Secret::new("654321".to_owned())),
        can: None,
    };
    let set_pin = give(Word::Pin, &words, false);
    assert_eq!(set_pin.as_str(), r#"{"cmd":"SET_PIN","value":"123456"}"#);
    for word in [Word::Can, Word::Pin, Word::NewPin] {
        assert!(!give(word, &words, true).contains("value"));
    }
    assert_eq!(
        give(Word::Can, &words, false).as_str(),
        r#"{"cmd":"SET_CAN"}"#
    );
    assert!(!format!("{words:?}").contains("123456"));
}

proptest! {
    #[test]
    fn any_text_is_a_message_or_refused(text in "\\PC{0,200}") {
        super::parse_any(text.as_bytes());
    }
}
