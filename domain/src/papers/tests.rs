use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn text(text: &str) -> Text {
    Text::parse(text).expect("a text")
}

fn paragraph(said: &str) -> Block {
    block(BlockKind::Paragraph {
        text: text(said),
        look: Look::Plain,
    })
}

fn block(kind: BlockKind) -> Block {
    Block {
        when: When::Always,
        over: None,
        kind,
    }
}

fn template(blocks: Vec<Block>) -> Template {
    let table = BTreeMap::from([("sole".to_owned(), "alleinige Wohnung".to_owned())]);
    Template {
        key: "sample".into(),
        name: "Muster".into(),
        purpose: "Zum Testen.".into(),
        legal_basis: Vec::new(),
        kept: false,
        footer: text("Muster"),
        words: BTreeMap::from([("dwelling".to_owned(), table)]),
        blocks,
    }
}

fn row(address: &str, kind: &str) -> Row {
    let pairs = [("address", address), ("kind", kind)];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), Value::text(value)));
    pairs.into()
}

fn context() -> Context {
    let mut context = Context::new();
    context.say("record.birth_date", "1948-02-XX");
    context.say("fee.total", "123450");
    context.set(
        "printed.address",
        Value::lines(["12345 MOOR".into(), "DEICH 1".into()]),
    );
    context.list(
        "dwellings",
        vec![row("Deich 1", "sole"), row("Weg 2", "sole")],
    );
    context
}

fn said(blocks: Vec<Block>) -> Result<String, FillError> {
    let filled = template(blocks).fill(&context())?;
    Ok(filled.canonical())
}

#[test]
fn places_are_filled_with_words() {
    let all =
        "Am {record.birth_date|date}: {fee.total|euros}{record.doctorate?} in {printed.address}";
    let said = said(vec![paragraph(all)]).expect("filled");
    assert_eq!(
        said,
        "sample\nMuster\nAm 00.02.1948: 1.234,50\u{a0}€ in 12345 MOOR\nDEICH 1\n"
    );
}

#[test]
fn a_missing_value_is_an_error_and_not_a_gap() {
    let missing = said(vec![paragraph("Herr {record.family_name}")]);
    assert_eq!(
        missing,
        Err(FillError::Missing("record.family_name".into()))
    );
    let no_day = said(vec![paragraph("{fee.total|date}")]);
    assert_eq!(no_day, Err(FillError::NotOfKind("fee.total".into())));
    let no_amount = said(vec![paragraph("{record.birth_date|euros}")]);
    assert_eq!(
        no_amount,
        Err(FillError::NotOfKind("record.birth_date".into()))
    );
    let no_words = said(vec![paragraph("{record.birth_date|dwelling}")]);
    assert_eq!(
        no_words,
        Err(FillError::NoWords("record.birth_date".into()))
    );
}

#[test]
fn every_error_says_what_to_do() {
    for error in [
        FillError::Missing("a".into()),
        FillError::NoWords("a".into()),
        FillError::NotOfKind("a".into()),
        FillError::TooLong,
    ] {
        assert!(error.to_string().contains(": "), "{error}");
    }
}

#[test]
fn a_block_is_repeated_over_a_list_and_a_table_has_its_rows() {
    let mut each = paragraph("{address} ({kind|dwelling})");
    each.over = Some("dwellings".into());
    let table = block(BlockKind::Table {
        over: "dwellings".into(),
        columns: vec![Column {
            head: "Anschrift".into(),
            cell: text("{address}"),
            share: 100,
            right: false,
        }],
        sum: vec![text("Summe")],
    });
    let said = said(vec![each, table]).expect("filled");
    let lines: Vec<&str> = said.lines().skip(2).collect();
    let expected = [
        "Deich 1 (alleinige Wohnung)",
        "Weg 2 (alleinige Wohnung)",
        "Anschrift",
        "Deich 1",
        "Weg 2",
        "Summe",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_a_row_has_a_place_for_is_not_taken_from_outside() {
    let mut each = paragraph("{family_name}");
    each.over = Some(vocabulary::PERSONS.into());
    let mut context = context();
    context.say("family_name", "Erste");
    context.list(vocabulary::PERSONS, vec![Row::new()]);
    let filled = template(vec![each]).fill(&context);
    assert_eq!(filled, Err(FillError::Missing("family_name".into())));
}

#[test]
fn conditions_look_at_values_and_lists() {
    let is = |name: &str, key: &str| When::Is(name.into(), vec![key.into()]);
    let table = [
        (When::Always, true),
        (When::Filled("fee.total".into()), true),
        (When::Filled("dwellings".into()), true),
        (When::Filled("persons".into()), false),
        (is("fee.total", "123450"), true),
        (is("fee.total", "0"), false),
        (When::Not(Box::new(is("fee.total", "0"))), true),
        (When::All(vec![When::Always, is("fee.total", "0")]), false),
        (When::Any(vec![is("fee.total", "0"), When::Always]), true),
        (When::Any(Vec::new()), false),
    ];
    for (when, there) in table {
        let mut block = paragraph("da");
        block.when = when.clone();
        let said = said(vec![block]).expect("filled");
        assert_eq!(said.contains("da\n"), there, "{when:?}");
    }
}

#[test]
fn an_optional_fact_without_value_falls_away() {
    let fact = |label: &str, value: &str| Fact {
        when: When::Always,
        label: text(label),
        value: text(value),
    };
    let facts = block(BlockKind::Facts {
        rows: vec![
            fact("Doktorgrad", "{record.doctorate?}"),
            fact("Wort", "da"),
        ],
        bold: false,
        beside_photo: false,
    });
    let said = said(vec![facts]).expect("filled");
    assert!(
        !said.contains("Doktorgrad") && said.contains("Wort"),
        "{said}"
    );
}

#[test]
fn texts_are_refused_with_a_reason() {
    let table = [
        ("{", TextProblem::Brace),
        ("a } b", TextProblem::Brace),
        ("{Name}", TextProblem::BadName("Name".into())),
        ("{a|b|c}", TextProblem::BadName("a|b|c".into())),
        ("{}", TextProblem::BadName(String::new())),
        ("a\nb", TextProblem::Control),
    ];
    for (wrong, problem) in table {
        assert_eq!(Text::parse(wrong), Err(problem.clone()), "{wrong}");
        assert!(problem.to_string().len() > 10);
    }
    assert_eq!(Text::parse(&"a".repeat(2_001)), Err(TextProblem::TooLong));
}

#[test]
fn amounts_and_days_are_german() {
    for (cents, german) in [
        (0, "0,00"),
        (5, "0,05"),
        (4_600, "46,00"),
        (123_450, "1.234,50"),
        (100_000_000, "1.000.000,00"),
        (-350, "–3,50"),
    ] {
        assert_eq!(euros(cents), format!("{german}\u{a0}€"));
    }
    assert_eq!(german_day("2026-02-03").as_deref(), Some("03.02.2026"));
    assert_eq!(german_day("heute"), None);
}

#[test]
fn the_vocabulary_knows_its_own_names() {
    assert!(vocabulary::values().all(|name| vocabulary::is_value(&name)));
    assert!(vocabulary::lists().all(|(list, _)| vocabulary::is_list(list)));
    assert!(vocabulary::is_value("family_name") && vocabulary::is_value("p2.family_name"));
    for wrong in [
        "",
        "family",
        "p1.family_name",
        "p2.x",
        "record.x",
        "address",
        "visit",
    ] {
        assert!(!vocabulary::is_value(wrong), "{wrong}");
    }
    assert!(vocabulary::is_in_row("dwellings", "address"));
    assert!(!vocabulary::is_in_row("dwellings", "amount"));
}

proptest! {
    #[test]
    fn any_text_and_any_value_is_filled_or_refused(said in "\\PC{0,40}|(\\{[a-z_.|?]{0,12}\\}){0,4}", value in "\\PC{0,30}", key in "[a-z.]{0,8}") {
        let Ok(parsed) = Text::parse(&said) else { return Ok(()) };
        let mut context = Context::new();
        for place in parsed.places() {
            context.say(place.name.clone(), value.clone());
        }
        context.say(key, value);
        let blocks = vec![block(BlockKind::Paragraph { text: parsed, look: Look::Bold })];
        let _ = template(blocks).fill(&context);
    }

    #[test]
    fn any_amount_has_two_digits_of_cents(cents: i64) {
        let said = euros(cents);
        let digits = said.split_once(',').expect("a comma").1;
        let well = digits.ends_with("\u{a0}€") && digits.chars().count() == 4;
        prop_assert!(well, "{}", said);
    }
}
