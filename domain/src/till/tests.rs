use super::{Counted, Entry, MOST_ENTRIES, Sums, Till, TillError, Way};
use proptest::prelude::*;

fn entry(number: &str, way: Way, cents: i64, federal: i64) -> Entry {
    Entry {
        number: number.to_owned(),
        time: "10:05".to_owned(),
        way,
        cents,
        federal,
        earlier: None,
    }
}

fn till(float: i64, entries: &[Entry]) -> Till {
    let mut till = Till::with_float(float).expect("a sane amount");
    for entry in entries {
        till.book(entry.clone()).expect("an entry");
    }
    till
}

#[test]
fn cash_lies_in_the_box_and_the_rest_elsewhere() {
    let till = till(
        10_000,
        &[
            entry("1", Way::Cash, 5_200, 0),
            entry("2", Way::Card, 13_000, 0),
            entry("3", Way::Cash, 1_300, 780),
            entry("4", Way::Invoice, 900, 0),
            entry("5", Way::Waived, 0, 0),
        ],
    );
    let sums = Sums {
        cash: 6_500,
        card: 13_000,
        invoice: 900,
        federal: 780,
    };
    assert_eq!(till.sums(), sums);
    assert_eq!((sums.total(), sums.town()), (20_400, 19_620));
    assert_eq!(till.expected(), 16_500);
}

/// State before, what is done, what comes of it.
#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    type Act = fn(&mut Till) -> Result<(), TillError>;
    let cases: [(Act, TillError); 9] = [
        (|till| till.set_float(1), TillError::AtWork),
        (|till| till.book(entry("1", Way::Cash, 1, 0)), TillError::Number),
        (|till| till.book(entry("2", Way::Cash, -1, 0)), TillError::Amount),
        (|till| till.book(entry("2", Way::Cash, i64::MAX, 0)), TillError::Amount),
        (|till| till.book(entry("2", Way::Cash, 5, 6)), TillError::Amount),
        (|till| till.give_back("7", "11:00"), TillError::Number),
        (|till| till.close("K-1", -1, "").map(drop), TillError::Amount),
        (|till| till.close("K-1", 5_199, "").map(drop), TillError::RemarkMissing),
        (|till| till.close("K-1", 5_201, " x ").map(drop), TillError::RemarkMissing),
    ];
    for (at, (act, error)) in cases.into_iter().enumerate() {
        let mut till = till(0, &[entry("1", Way::Cash, 5_200, 0)]);
        let before = till.clone();
        assert_eq!(act(&mut till), Err(error), "{at}");
        assert_eq!(till, before, "{at}");
    }
    assert_eq!(Till::with_float(-1), Err(TillError::Amount));
}

#[test]
fn a_receipt_is_given_back_once() {
    let mut till = till(0, &[entry("1", Way::Cash, 1_300, 780)]);
    assert_eq!(till.give_back("1", "10:20"), Ok(()));
    assert_eq!(till.give_back("1", "10:21"), Err(TillError::Number));
    assert_eq!((till.expected(), till.sums().federal), (0, 0));
    assert_eq!(till.entries().len(), 2);
}

#[test]
fn the_next_desk_begins_with_what_was_counted() {
    let mut till = till(1_000, &[entry("1", Way::Cash, 5_200, 0)]);
    let counted = till.close("K-1", 6_150, "50 Cent fehlen").expect("a closing");
    assert_eq!((counted.expected, counted.difference), (6_200, -50));
    assert!(counted.adds_up());
    assert_eq!((till.float(), till.entries().len()), (6_150, 0));
    assert_eq!(till.set_float(5_000), Ok(()));
}

/// What is given back after the closing lowers the next desk's box, and names the closing that took it in.
#[test]
fn a_receipt_of_a_closed_desk_is_carried_over_once() {
    let mut till = till(1_000, &[entry("1", Way::Cash, 5_200, 780), entry("2", Way::Cash, 900, 0)]);
    till.give_back("2", "10:30").expect("a receipt");
    till.close("K-1", 6_200, "").expect("a closing");
    assert_eq!(till.may_give_back("2"), Err(TillError::Number), "given back before");
    assert_eq!(till.may_give_back("1"), Ok(()));
    assert_eq!(till.give_back("1", "11:00"), Ok(()));
    assert_eq!(till.give_back("1", "11:01"), Err(TillError::Number));
    let back = Entry {
        time: "11:00".to_owned(),
        earlier: Some("K-1".to_owned()),
        ..entry("1", Way::Cash, -5_200, -780)
    };
    assert_eq!(till.entries(), [back]);
    assert_eq!((till.expected(), till.sums().federal), (1_000, -780));
    let counted = till.close("K-2", 1_000, "").expect("a closing");
    assert!(counted.adds_up());
    assert_eq!(till.give_back("1", "12:00"), Err(TillError::Number), "nor after the next closing");
    let touched: [fn(&mut Entry); 4] = [
        |it| it.cents = 5_200,
        |it| it.federal = 780,
        |it| it.federal = -5_201,
        |it| it.cents = i64::MIN,
    ];
    for (at, touch) in touched.into_iter().enumerate() {
        let mut other = counted.clone();
        touch(&mut other.entries[0]);
        assert!(!other.adds_up(), "{at}");
    }
}

#[test]
fn a_full_desk_says_so() {
    let entries: Vec<Entry> = (0..MOST_ENTRIES)
        .map(|number| entry(&number.to_string(), Way::Cash, 1, 0))
        .collect();
    let mut till = till(0, &entries);
    let one_more = entry("more", Way::Cash, 1, 0);
    assert_eq!(till.book(one_more), Err(TillError::Full));
}

/// What was reckoned elsewhere is believed only if it follows from the entries.
#[test]
fn a_closing_that_was_touched_does_not_add_up() {
    let closed = || {
        let mut till = till(1_000, &[entry("1", Way::Cash, 5_200, 0), entry("2", Way::Card, 700, 0)]);
        till.give_back("2", "10:30").expect("a receipt");
        till.close("K-1", 6_200, "").expect("a closing")
    };
    assert!(closed().adds_up());
    let touched: [fn(&mut Counted); 9] = [
        |it| it.float += 1,
        |it| it.counted += 1,
        |it| it.expected -= 1,
        |it| it.difference = 7,
        |it| it.sums.cash += 1,
        |it| it.sums.federal += 1,
        |it| it.entries[0].cents += 1,
        |it| it.entries[1].number = "1".to_owned(),
        |it| {
            it.entries.pop();
        },
    ];
    for (at, touch) in touched.into_iter().enumerate() {
        let mut counted = closed();
        touch(&mut counted);
        assert!(!counted.adds_up(), "{at}");
    }
}

fn ways() -> impl Strategy<Value = Way> {
    prop_oneof![Just(Way::Cash), Just(Way::Card), Just(Way::Invoice), Just(Way::Waived)]
}

proptest! {
    /// Whatever is booked, given back and counted, in any order: no cent is lost.
    #[test]
    fn every_cent_is_accounted_for(
        float in 0_i64..100_000,
        booked in prop::collection::vec((ways(), 0_i64..20_000, any::<bool>()), 0..40),
        counted in 0_i64..1_000_000,
    ) {
        let mut till = Till::with_float(float).expect("a sane amount");
        for (number, (way, cents, is_back)) in booked.iter().enumerate() {
            let number = number.to_string();
            till.book(entry(&number, *way, *cents, cents / 3)).expect("an entry");
            if *is_back {
                till.give_back(&number, "11:00").expect("a receipt");
            }
        }
        let stays = |wanted: Way| -> i64 {
            let kept = booked.iter().filter(|(way, _, is_back)| *way == wanted && !is_back);
            kept.map(|(_, cents, _)| *cents).sum()
        };
        let closed = till.close("K-1", counted, "gezählt").expect("a closing");
        prop_assert_eq!(closed.sums.cash, stays(Way::Cash));
        prop_assert_eq!(closed.sums.total(), stays(Way::Cash) + stays(Way::Card) + stays(Way::Invoice));
        prop_assert_eq!(closed.expected + closed.difference, closed.counted);
        prop_assert_eq!(closed.float + stays(Way::Cash), closed.expected);
        prop_assert_eq!(closed.sums.town() + closed.sums.federal, closed.sums.total());
        prop_assert!(closed.adds_up());
        prop_assert_eq!(till.float(), counted);
    }
}
