use super::*;
use proptest::prelude::*;

fn count(table: &[(char, char)]) -> u32 {
    let size = |&(first, last): &(char, char)| u32::from(last) - u32::from(first) + 1;
    table.iter().map(size).sum()
}

#[test]
fn every_letter_and_sequence_of_the_norm_is_counted() {
    use din91379_table::{LETTERS, SEQUENCES, SIGNS_OF_FREE_TEXT, SIGNS_OF_NAMES, SIGNS_OF_TEXT};
    // The published list: bll 500 and 149 sequences, bnlreq 18, bnl 60, bnlopt 6 with bnlnot 4.
    assert_eq!(count(LETTERS), 500);
    let bases = |(_, bases): &(&str, &str)| bases.chars().count();
    assert_eq!(SEQUENCES.iter().map(bases).sum::<usize>(), 149);
    assert_eq!(count(SIGNS_OF_NAMES), 18);
    assert_eq!(count(SIGNS_OF_TEXT), 60);
    assert_eq!(count(SIGNS_OF_FREE_TEXT), 10);
}

#[test]
fn every_sequence_is_one_allowed_letter_in_nfc() {
    for (marks, bases) in din91379_table::SEQUENCES {
        for base in bases.chars() {
            let sequence = format!("{base}{marks}");
            assert_eq!(nfc(&sequence), sequence);
            assert_eq!(letters(&sequence), 1, "{sequence}");
            assert_eq!(check(&sequence, Charset::A), Ok(()), "{sequence}");
            assert!(!search_form(&sequence).is_empty(), "{sequence}");
        }
    }
}

#[test]
fn names_of_the_test_persons_are_allowed() {
    for name in [
        "Müller-Lüdenscheidt",
        "Weiß",
        "Đorđević",
        "Łukasz",
        "Søren",
        "Þóra",
        "Nguyễn",
        "Şahin",
        "Ñuñez",
        "D’Alembert",
        "D'Alembert",
        "von der Heide",
        "Dr. h. c.",
        "Y",
        "M̂ C̨̆ K͟H Ạ̈",
    ] {
        assert_eq!(check(name, Charset::A), Ok(()), "{name}");
    }
}

#[test]
fn a_forbidden_letter_is_named_with_its_place() {
    let refused = |text: &str, charset| check(text, charset).unwrap_err();
    let at = |sequence: &str, position| NotAllowed {
        sequence: sequence.to_owned(),
        position,
    };
    assert_eq!(refused("O‘Neill", Charset::A), at("‘", 1));
    assert_eq!(refused("Иванов", Charset::C), at("И", 0));
    assert_eq!(refused("M̂üller 3", Charset::A), at("3", 7));
    assert_eq!(refused("B̂ea", Charset::A), at("B̂", 0));
    assert_eq!(refused("Anna 😀", Charset::C), at("😀", 5));
    // A mark without a base is no letter of the norm.
    assert_eq!(refused("\u{0302}a", Charset::C), at("\u{0302}", 0));
}

#[test]
fn each_data_type_widens_the_one_before() {
    for (text, a, b, c) in [
        ("Anna", true, true, true),
        ("Frankfurt (Oder)", false, true, true),
        ("Straße des 17. Juni", false, true, true),
        ("eins\nzwei", false, false, true),
        ("½ Seite", false, false, true),
        ("", true, true, true),
    ] {
        let allowed = [Charset::A, Charset::B, Charset::C].map(|set| check(text, set).is_ok());
        assert_eq!(allowed, [a, b, c], "{text:?}");
    }
}

#[test]
fn decomposed_text_is_the_same_name() {
    let decomposed = "Mu\u{0308}ller";
    assert_eq!(nfc(decomposed), "Müller");
    assert_eq!(letters(decomposed), 6);
    assert_eq!(check(decomposed, Charset::A), Ok(()));
    assert_eq!(nfc("  von \t der\u{00A0} Heide \n"), "von der Heide");
}

#[test]
fn zone_form_follows_icao() {
    for (name, form) in [
        ("Müller-Lüdenscheidt", "MUELLER<LUEDENSCHEIDT"),
        ("Weiß", "WEISS"),
        ("WEIẞ", "WEISS"),
        ("Đorđević", "DORDEVIC"),
        ("Łukasz", "LUKASZ"),
        ("Søren", "SOEREN"),
        ("Þóra", "THORA"),
        ("Ðiên", "DIEN"),
        ("Nguyễn", "NGUYEN"),
        ("Şahin", "SAHIN"),
        ("Işık", "ISIK"),
        ("Ñuñez", "NUNEZ"),
        ("D’Alembert", "DALEMBERT"),
        ("O'Neill", "ONEILL"),
        ("von der Heide", "VON<DER<HEIDE"),
        ("Åse Ærø Œuvre", "AASE<AEROE<OEUVRE"),
        ("Ĳssel", "IJSSEL"),
        ("Ő Ű", "O<U"),
        ("Ǖ Ǟ Ǿ Ǽ", "UE<AE<OE<AE"),
        ("Ạ̈ Ọ̈ Ụ̈ Ë Ï", "AE<OE<UE<E<I"),
        ("K͟H ŉ ĸ Ŀ Ə", "KH<N<K<L<E"),
        ("  -A--B- ", "A<B"),
        ("…", ""),
    ] {
        assert_eq!(mrz_form(name), form, "{name}");
    }
}

#[test]
fn search_form_is_the_same_for_spellings_of_one_name() {
    assert_eq!(
        search_form("Müller-Lüdenscheidt"),
        search_form("mueller luedenscheidt")
    );
    assert_eq!(search_form("Heidestraße 17"), "HEIDESTRASSE 17");
    assert_eq!(search_form("Frankfurt (Oder)"), "FRANKFURT ODER");
}

const NAME: LineLimit = LineLimit {
    font1: (26, 2),
    font2: (40, 3),
    split_words: true,
};
const AUTHORITY: LineLimit = LineLimit {
    font1: (19, 2),
    font2: (28, 3),
    split_words: false,
};

#[test]
fn a_field_is_set_in_one_font() {
    let lines = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(fit("Mustermann", &NAME), Fit::Font1(lines(&["Mustermann"])));
    assert_eq!(
        fit("von Müller-Lüdenscheidt zu Hohenlohe", &NAME),
        Fit::Font1(lines(&["von Müller-Lüdenscheidt zu", "Hohenlohe"]))
    );
    let long = "Leutheusser-Schnarrenberger-Oberwiesenthal von und zu Hohenlohe";
    assert_eq!(
        fit(long, &NAME),
        Fit::Font2(lines(&[
            "Leutheusser-Schnarrenberger-",
            "Oberwiesenthal von und zu Hohenlohe"
        ]))
    );
}

#[test]
fn room_is_counted_in_letters_not_bytes() {
    let limit = LineLimit {
        font1: (3, 1),
        font2: (3, 1),
        split_words: true,
    };
    assert_eq!(fit("M̂M̂M̂", &limit), Fit::Font1(vec!["M̂M̂M̂".to_owned()]));
    assert_eq!(fit("M̂M̂M̂M̂", &limit), Fit::Truncated(vec!["M̂M̂M̂".to_owned()]));
}

#[test]
fn exactly_full_is_not_cut_and_one_more_is() {
    assert!(!fit(&"a".repeat(120), &NAME).is_truncated());
    let Fit::Truncated(cut) = fit(&"a".repeat(121), &NAME) else {
        panic!("must be cut")
    };
    assert_eq!(cut.concat().len(), 120);
    assert_eq!(
        fit(&"a".repeat(26), &NAME),
        Fit::Font1(vec!["a".repeat(26)])
    );
}

#[test]
fn the_name_of_an_authority_is_never_split_inside_a_word() {
    let fitted = fit("Verbandsgemeindeverwaltungsaußenstelle Nord", &AUTHORITY);
    assert_eq!(
        fitted,
        Fit::Truncated(vec![
            "Verbandsgemeindeverwaltungsa".to_owned(),
            "Nord".to_owned()
        ])
    );
    assert!(matches!(
        fit("Stadt Köln Der Oberbürgermeister", &AUTHORITY),
        Fit::Font1(_)
    ));
}

#[test]
fn the_birth_name_stands_on_its_own_line() {
    assert_eq!(
        fit_blocks(&["Mustermann", "Gabler"], &NAME),
        Fit::Font1(vec!["Mustermann".to_owned(), "Gabler".to_owned()])
    );
}

proptest! {
    #[test]
    fn splitting_loses_nothing(text in any::<String>()) {
        prop_assert_eq!(split(&text).concat(), text);
    }

    #[test]
    fn what_is_allowed_in_a_is_allowed_in_b_and_c(text in any::<String>()) {
        if check(&text, Charset::A).is_ok() {
            prop_assert!(check(&text, Charset::B).is_ok());
        }
        if check(&text, Charset::B).is_ok() {
            prop_assert!(check(&text, Charset::C).is_ok());
        }
    }

    #[test]
    fn a_refused_place_lies_in_the_text(text in any::<String>()) {
        if let Err(error) = check(&text, Charset::A) {
            prop_assert!(error.position < letters(&text));
        }
    }

    #[test]
    fn zone_form_has_only_the_zones_alphabet_and_is_stable(text in any::<String>()) {
        let form = mrz_form(&text);
        let known = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '<';
        prop_assert!(form.chars().all(known));
        prop_assert!(!form.contains("<<") && !form.starts_with('<') && !form.ends_with('<'));
        prop_assert_eq!(mrz_form(&form), form);
    }

    #[test]
    fn search_form_is_stable(text in any::<String>()) {
        let form = search_form(&text);
        prop_assert_eq!(search_form(&form), form);
    }

    #[test]
    fn lines_keep_their_room_and_whole_texts_are_whole(
        text in "[A-Za-zäöüß -]{0,140}",
        split_words: bool,
    ) {
        let limit = LineLimit { split_words, ..NAME };
        let fitted = fit(&text, &limit);
        let (width, room) = match fitted { Fit::Font1(_) => NAME.font1, _ => NAME.font2 };
        prop_assert!(fitted.lines().len() <= room);
        prop_assert!(fitted.lines().iter().all(|line| letters(line) <= width));
        if !fitted.is_truncated() {
            let plain = |text: &str| text.replace(' ', "");
            prop_assert_eq!(plain(&fitted.lines().concat()), plain(&text));
        }
    }
}
