//! What several applications cost together.

use super::{CATALOGUE, asked};

/// The sum of applications, each with the number of its person.
fn basket(items: &[(usize, &str)]) -> i64 {
    let applications: Vec<_> = items
        .iter()
        .map(|(person, words)| (*person, asked(words)))
        .collect();
    let bills = CATALOGUE.basket(&applications).expect("bills");
    bills.iter().map(|bill| bill.total.0).sum()
}

const CARD: &str = "identity-card 1976-01-01 2026-11-21 photo=office";
const PASSPORT: &str = "passport 1976-01-01 2026-11-21 photo=office";

/// One picture serves two documents (practice of the towns; one fee for one service of the office).
#[test]
fn one_photo_of_a_person_is_charged_once() {
    assert_eq!(basket(&[(0, CARD), (0, PASSPORT)]), 12_200);
    assert_eq!(basket(&[(0, PASSPORT), (0, CARD)]), 12_200);
    assert_eq!(
        basket(&[(0, CARD), (0, "passport 1976-01-01 2026-11-21")]),
        12_200
    );
    assert_eq!(
        basket(&[(0, "identity-card 1976-01-01 2026-11-21"), (0, PASSPORT)]),
        12_200
    );
    assert_eq!(
        basket(&[
            (
                0,
                "provisional-identity-card 1976-01-01 2026-11-21 photo=office"
            ),
            (0, PASSPORT)
        ]),
        8600
    );
    assert_eq!(
        basket(&[
            (0, CARD),
            (0, PASSPORT),
            (0, "residence-permit 1976-01-01 2026-11-21 photo=office")
        ]),
        22_200
    );
}

/// PAuswGebV § 1(6) lets off the fee of the card, not that of the passport.
#[test]
fn a_waived_photo_does_not_pay_for_the_next_document() {
    let waived = "identity-card 1976-01-01 2026-11-21 photo=office waiver";
    assert_eq!(basket(&[(0, waived), (0, PASSPORT)]), 7600);
    assert_eq!(basket(&[(0, PASSPORT), (0, waived)]), 7600);
}

#[test]
fn each_person_has_a_photo_of_its_own() {
    assert_eq!(basket(&[(0, CARD), (1, PASSPORT)]), 12_800);
    assert_eq!(
        basket(&[(0, CARD), (1, CARD), (0, PASSPORT), (1, PASSPORT)]),
        24_400
    );
}

/// `PAuswGebV` § 1(2) sentence 2: beside an ID card the temporary one is not raised by (3).
#[test]
fn a_temporary_card_beside_an_id_card_is_not_raised() {
    let card = "identity-card 1976-01-01 2026-11-21 out_of_hours";
    let temporary = "provisional-identity-card 1976-01-01 2026-11-21 out_of_hours";
    assert_eq!(basket(&[(0, card), (0, temporary)]), 6900);
    assert_eq!(basket(&[(0, temporary), (0, card)]), 6900);
    assert_eq!(basket(&[(0, card), (1, temporary)]), 8200);
    let both = "identity-card 1976-01-01 2026-11-21 provisional";
    assert_eq!(
        basket(&[
            (0, both),
            (0, "provisional-identity-card 1976-01-01 2026-11-21")
        ]),
        5600
    );
}

#[test]
fn a_basket_is_the_sum_of_what_has_nothing_in_common() {
    let certificate = "registration-certificate - 2026-11-21 copies=2";
    let conduct = "criminal-record-certificate 1976-01-01 2026-11-21";
    assert_eq!(
        basket(&[
            (0, CARD),
            (0, certificate),
            (0, conduct),
            (0, "registration - 2026-11-21")
        ]),
        8300
    );
}

#[test]
fn the_application_without_a_bill_is_named() {
    let applications = [(0, asked(CARD)), (0, asked("passport - 2026-11-21"))];
    assert_eq!(CATALOGUE.basket(&applications).unwrap_err().0, 1);
}
