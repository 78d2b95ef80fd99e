use super::{Malformed, read};
use crate::bridge::{FromCompanion, ToCompanion};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[test]
fn plain_values_are_read_as_serde_json_reads_them() {
    assert_eq!(read("255"), Ok(255_u8));
    assert_eq!(read::<u8>("256"), Err(Malformed));
    assert_eq!(read("-1"), Ok(-1_i64));
    assert_eq!(read("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read("1"), Ok(1.0_f32));
    assert_eq!(read("null"), Ok(None::<bool>));
    assert_eq!(read("[1,2]"), Ok((1_u32, 2_u32)));
    assert_eq!(read::<(u32, u32)>("[1]"), Err(Malformed));
    let pairs = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    assert_eq!(read(r#"{"a":"b"}"#), Ok(pairs));
}

#[test]
fn a_field_may_stand_anywhere_and_be_missing_where_it_has_a_default() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Fields {
        one: u8,
        #[serde(default)]
        two: Option<u8>,
        #[serde(default)]
        many: Vec<u8>,
        last: u8,
    }
    let all = Fields {
        one: 1,
        two: Some(2),
        many: vec![3],
        last: 4,
    };
    assert_eq!(
        read(r#"{"last":4,"x":{},"many":[3],"two":2,"one":1}"#),
        Ok(all)
    );
    let few = Fields {
        one: 1,
        two: None,
        many: Vec::new(),
        last: 4,
    };
    assert_eq!(read(r#"{"one":1,"last":4}"#), Ok(few));
    assert_eq!(read::<Fields>(r#"{"one":1}"#), Err(Malformed));
    assert_eq!(read::<Fields>(r#"{"last":4}"#), Err(Malformed));
}

#[test]
fn what_is_not_of_the_form_is_refused() {
    let deep = "[".repeat(100_000);
    for json in [
        "",
        "{}",
        "[]",
        "1",
        "nul",
        &deep,
        r#""reply""#,
        r#"{"dance":{}}"#,
        r#"{"reply":{"id":1}}"#,
        r#"{"reply":{"id":-1,"outcome":{"Ok":"pong"}}}"#,
        r#"{"reply":{"id":1,"outcome":{"Ok":"ping"}}}"#,
        r#"{"reply":{"id":1,"outcome":{"Ok":{"pong":1}}}}"#,
        r#"{"reply":{"id":1,"outcome":{"Ok":"pong"}},"chunk":{}}"#,
        r#"{"reply":[1,{"Ok":"pong"}]}"#,
    ] {
        assert_eq!(read::<FromCompanion>(json), Err(Malformed), "{json:.40}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(text in ".{0,200}") {
        let _ = read::<FromCompanion>(&text);
        let _ = read::<ToCompanion>(&text);
    }
}
