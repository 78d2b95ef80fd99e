//! The line is cut at every piece of a case, before it arrives and behind it.

use amtskoffer_contract::bridge::{CaseState, Reply, Request};

use super::common::town::Town;
use super::common::until;
use super::{kept, started};

#[test]
fn a_cut_at_any_piece_loses_nothing_and_doubles_nothing() {
    let town = Town::new();
    let suitcase = started(&town);
    let mut page = suitcase.page();
    let mut handed_in = 0;
    for arrives in [false, true] {
        for piece in 1.. {
            let case = page.open_case("registration-certificate").case;
            page.answer(
                case,
                &[("identity_method", "sure_document"), ("copies", "1")],
            );
            page.pay(case, &[("MB_SIMPLE", 900)], 900);
            town.line.cut_at_piece(piece, arrives);
            assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
            let was_cut = until("it went through, or the line was cut", || {
                let is_through = page.get(case).state == CaseState::Acknowledged;
                (is_through || town.line.is_cut()).then(|| town.line.is_cut())
            });
            town.mend_line();
            until("it arrives", || {
                (page.get(case).state == CaseState::Acknowledged).then_some(())
            });
            handed_in += 1;
            let receipt = page.get(case).receipt.expect("acknowledged");
            assert_eq!(receipt.number, handed_in, "cut at piece {piece}, {arrives}");
            assert_eq!(kept(&town).len() as u64, handed_in, "one text for each");
            let close = Request::CloseCase {
                case,
                discard: false,
            };
            assert_eq!(page.ask(close), Ok(Reply::Done));
            if !was_cut {
                // How many there are depends on what the line takes at once.
                assert!(piece > 2, "a case has more pieces than {piece}");
                break;
            }
        }
    }
}
