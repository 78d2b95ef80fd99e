use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

#[test]
fn full_and_partial_dates_are_read_in_both_forms() {
    for (text, register, german) in [
        ("12.08.1964", "1964-08-12", "12.08.1964"),
        ("1.8.1964", "1964-08-01", "01.08.1964"),
        (" 12. 8. 1964 ", "1964-08-12", "12.08.1964"),
        ("1964-08-12", "1964-08-12", "12.08.1964"),
        ("2000-12-XX", "2000-12-XX", "XX.12.2000"),
        ("2000-XX-XX", "2000-XX-XX", "XX.XX.2000"),
        ("XX.12.2000", "2000-12-XX", "XX.12.2000"),
        ("00.00.2000", "2000-XX-XX", "XX.XX.2000"),
        ("29.02.2024", "2024-02-29", "29.02.2024"),
    ] {
        let date = PartialDate::parse(text).unwrap();
        assert_eq!(date.to_string(), register, "{text}");
        assert_eq!(date.german(), german, "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    use DateError::{NoSuchDay, NotADate};
    for (text, error) in [
        ("31.02.2026", NoSuchDay),
        ("29.02.2026", NoSuchDay),
        ("2026-02-31", NoSuchDay),
        ("32.01.2026", NoSuchDay),
        ("01.13.2026", NoSuchDay),
        ("01.01.0000", NoSuchDay),
        ("2000-XX-12", NotADate),
        ("12.XX.2000", NotADate),
        ("12.08.64", NotADate),
        ("12.08", NotADate),
        ("1.1.1.2000", NotADate),
        ("2000-1-1", NotADate),
        ("2000-01-01-01", NotADate),
        ("+1.08.1964", NotADate),
        ("-1-01-01", NotADate),
        ("gestern", NotADate),
        ("", NotADate),
    ] {
        assert_eq!(PartialDate::parse(text), Err(error), "{text}");
    }
    assert_eq!(parse_date("2000-12-XX"), Err(NotADate));
    assert_eq!(parse_german_date("31.02.2026"), Err(NoSuchDay));
    assert_eq!(parse_german_date("2026-02-28"), Err(NotADate));
    assert_eq!(parse_german_date("28.02.2026"), Ok(day("2026-02-28")));
}

#[test]
fn years_are_completed_the_day_before_the_birthday() {
    for (birth, on, age) in [
        ("22.11.2010", "21.11.2026", 15),
        ("22.11.2010", "22.11.2026", 16),
        ("22.11.2010", "22.11.2010", 0),
        ("22.11.2010", "21.11.2010", 0),
        ("31.12.2000", "01.01.2001", 0),
        ("29.02.2004", "28.02.2022", 17),
        ("29.02.2004", "01.03.2022", 18),
        ("29.02.2004", "28.02.2024", 19),
        ("29.02.2004", "29.02.2024", 20),
        ("28.02.2004", "28.02.2022", 18),
        ("01.03.2004", "28.02.2022", 17),
        ("12.08.1900", "12.08.2026", 126),
    ] {
        assert_eq!(age_on(day(birth), day(on)), age, "{birth} on {on}");
    }
}

#[test]
fn unknown_parts_make_the_person_as_young_as_can_be() {
    let birth = PartialDate::parse("2010-XX-XX").unwrap();
    assert_eq!(birth.age_on(day("30.12.2026")), 15);
    assert_eq!(birth.age_on(day("31.12.2026")), 16);
    let birth = PartialDate::parse("2012-02-XX").unwrap();
    assert_eq!(
        (birth.earliest(), birth.latest()),
        (day("01.02.2012"), day("29.02.2012"))
    );
    assert_eq!(birth.age_on(day("28.02.2028")), 15);
    assert_eq!(birth.as_date(), None);
}

proptest! {
    #[test]
    fn reading_is_total(text in "[0-9Xx.\\- ]{0,12}|.{0,12}") {
        if let Ok(date) = PartialDate::parse(&text) {
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            prop_assert_eq!(PartialDate::parse(&date.german()), Ok(date));
            prop_assert!(date.earliest() <= date.latest());
        }
    }

    #[test]
    fn age_never_falls_and_steps_by_one(
        year in 1900i16..2030, month in 1i8..=12, day in 1i8..=28, later in 0i32..45_000,
    ) {
        let birth = Date::new(year, month, day).unwrap();
        let on = birth.checked_add(jiff::Span::new().days(later)).unwrap();
        let next = on.tomorrow().unwrap();
        let (age, next) = (age_on(birth, on), age_on(birth, next));
        prop_assert!(next == age || next == age + 1);
    }
}

proptest! {
    #[test]
    fn days_and_months_are_counted_as_jiff_counts_them(
        year in 1900i16..2100, month in 1i8..=12, day in 1i8..=31, days in 0u16..400, months in 0u16..700,
    ) {
        let Ok(date) = Date::new(year, month, day) else { return Ok(()) };
        let later = date.checked_add(jiff::Span::new().days(i64::from(days))).unwrap();
        prop_assert_eq!(days_after(date, days), later);
        let later = date.checked_add(jiff::Span::new().months(i64::from(months))).unwrap();
        prop_assert_eq!(months_after(date, months), Some(later));
    }
}

#[test]
fn the_calendar_has_an_end() {
    assert_eq!(days_after(Date::MAX, 1), Date::MAX);
    assert_eq!(months_after(Date::MAX, 1), None);
}
