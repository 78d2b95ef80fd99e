//! The session's part: a payment outlives its page, nothing gets past one that is in doubt, and the
//! data centre gets what the terminal told.

use amtskoffer_contract::bridge::{
    Event, Failure, JournalNumbers, NotMade, PaymentKind, PaymentRequest, PaymentStage,
    PaymentView, PaymentWork, PaperKey, Reply, Request, UploadState,
};
use amtskoffer_contract::ingest::{FeeEntry, PaymentMethod};
use amtskoffer_simulators::payment_zvt::{self, Fault, Options, Running, What};
use uuid::Uuid;

use super::common::town::Town;
use super::common::{Page, Suitcase, until};

/// A town with a terminal, and a suitcase that knows it.
pub(super) struct Scene {
    terminal: Running,
    pub(super) suitcase: Suitcase,
    // Last: the terminal runs on its runtime.
    _town: Town,
}

impl Scene {
    pub(super) fn new(options: &Options) -> Self {
        let town = Town::new();
        let started = town.runtime.block_on(payment_zvt::start(options));
        let terminal = started.expect("a free port");
        let mut suitcase = town.suitcase(&format!(
            "[[device]]\nkind = \"payment_terminal\"\nprotocol = \"zvt\"\n\
             match = {{ host = \"127.0.0.1\", port = {} }}\n",
            terminal.port
        ));
        suitcase.start();
        Self {
            terminal,
            suitcase,
            _town: town,
        }
    }

    pub(super) fn approved(&self) -> Vec<(What, u64)> {
        let lines = self.terminal.terminal.lines();
        let approved = lines.into_iter().filter(|line| line.approved);
        approved.map(|line| (line.what, line.cents)).collect()
    }
}

fn fee() -> Vec<FeeEntry> {
    vec![FeeEntry {
        rule: "MB_SIMPLE".to_owned(),
        cents: 900,
    }]
}

pub(super) fn certificate(page: &mut Page) -> Uuid {
    let case = page.open_case("registration-certificate").case;
    page.answer(
        case,
        &[
            ("identity_method", "sure_document"),
            ("copies", "1"),
            ("payment_method", "card"),
        ],
    );
    case
}

pub(super) fn pay(page: &mut Page, request: PaymentRequest) -> Result<Reply, Failure> {
    page.ask(Request::Payment(request))
}

fn charge(page: &mut Page, case: Uuid) -> Result<Reply, Failure> {
    pay(page, PaymentRequest::Charge { case, fee: fee() })
}

fn work(page: &mut Page) -> PaymentWork {
    match pay(page, PaymentRequest::Look) {
        Ok(Reply::Payment(PaymentView { work: Some(work) })) => work,
        other => panic!("{other:?}"),
    }
}

/// Looks until the terminal's work stands so.
pub(super) fn work_at(page: &mut Page, wanted: impl Fn(&PaymentStage) -> bool) -> PaymentWork {
    until("the terminal's work goes on", || {
        let now = work(page);
        wanted(&now.stage).then_some(now)
    })
}

#[test]
fn a_card_payment_goes_with_its_case_to_the_data_centre_and_onto_paper() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let case = certificate(&mut page);
    assert!(charge(&mut page, case).is_ok());
    let made = page.event(|event| match event {
        Event::Payment(PaymentView { work: Some(work) }) if work.stage.is_over() => {
            Some(work.clone())
        }
        _ => None,
    });
    assert_eq!(made.stage, PaymentStage::Made);
    assert_eq!((made.what, made.cents), (PaymentKind::Charge, 900));
    let payment = page.get(case).payment.expect("paid");
    assert_eq!(
        (payment.method, payment.due_cents),
        (PaymentMethod::Card, 900)
    );
    let card = payment.card.expect("details");
    assert_eq!((card.trace, card.receipt), (975, 231));
    assert_eq!(card.card_number, "************8074");
    assert!(card.at.ends_with("-11-22T10:15:30"), "{}", card.at);
    assert_eq!(
        (card.customer_receipt.len(), card.merchant_receipt.len()),
        (11, 11)
    );
    assert_eq!(page.get(case).printable, [PaperKey::FEE_RECEIPT]);
    assert_eq!(page.ask(Request::SendCase { case }), Ok(Reply::Done));
    let sent = page.end_of_upload(case);
    assert_eq!(sent, UploadState::Done);
    assert_eq!(scene.approved(), [(What::Charge, 900)]);
}

#[test]
fn a_payment_outlives_its_page_and_keeps_the_terminal_for_itself() {
    let scene = Scene::new(&Options {
        delay: std::time::Duration::from_secs(2),
        ..Options::for_test()
    });
    let mut page = scene.suitcase.page();
    let (case, other) = (certificate(&mut page), certificate(&mut page));
    assert!(charge(&mut page, case).is_ok());
    assert_eq!(charge(&mut page, case), Err(Failure::PaymentUnfinished));
    assert_eq!(charge(&mut page, other), Err(Failure::PaymentUnfinished));
    let close = Request::CloseCase {
        case,
        discard: true,
    };
    assert_eq!(page.ask(close.clone()), Err(Failure::PaymentUnfinished));
    let in_cash = Request::TakePayment {
        case,
        method: PaymentMethod::Cash,
        fee: fee(),
        given_cents: 1_000,
    };
    assert_eq!(page.ask(in_cash.clone()), Err(Failure::PaymentUnfinished));
    drop(page);
    let mut page = scene.suitcase.page();
    let found = work(&mut page);
    assert_eq!(found.case, Some(case));
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    assert_eq!(page.ask(in_cash), Err(Failure::CardPaid));
    assert_eq!(page.ask(close), Err(Failure::CardPaid));
    assert_eq!(charge(&mut page, case), Err(Failure::CardPaid));
    assert_eq!(scene.approved(), [(What::Charge, 900)]);
}

#[test]
fn a_reversal_needs_a_reason_and_opens_the_case_again() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let case = certificate(&mut page);
    let reverse = |reason: &str| PaymentRequest::Reverse {
        case,
        reason: reason.to_owned(),
    };
    let nothing = pay(&mut page, reverse("falscher Betrag"));
    assert_eq!(nothing, Err(Failure::NoCardPayment));
    assert!(charge(&mut page, case).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    for reason in ["", "  x ", "a\u{7}bc", &"x".repeat(201)] {
        let refused = pay(&mut page, reverse(reason));
        let input = "payment.reason".to_owned();
        assert_eq!(
            refused,
            Err(Failure::InputOutOfBounds { input }),
            "{reason}"
        );
    }
    assert!(pay(&mut page, reverse("falscher Betrag")).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    assert_eq!(page.get(case).payment, None);
    assert_eq!(
        scene.approved(),
        [(What::Charge, 900), (What::Reversal, 900)]
    );
    page.pay(case, &[("MB_SIMPLE", 900)], 1_000);
}

#[test]
fn what_only_a_person_can_say_is_asked_and_believed_with_numbers_only() {
    let scene = Scene::new(&Options {
        fault: Fault::LostAnswer,
        ..Options::for_test()
    });
    let mut page = scene.suitcase.page();
    let case = certificate(&mut page);
    let settle = |trace, receipt| PaymentRequest::Settle {
        found: Some(JournalNumbers { trace, receipt }),
    };
    let early = pay(&mut page, settle(975, 231));
    assert_eq!(early, Err(Failure::NoCardPayment));
    assert!(charge(&mut page, case).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::InDoubt);
    scene.terminal.terminal.break_it(Fault::MuteReceipt);
    let asked = work_at(&mut page, |stage| *stage == PaymentStage::AskPerson);
    assert!(asked.lines.iter().any(|line| line.contains("Kundenbeleg")));
    assert_eq!(
        page.ask(Request::SendCase { case }),
        Err(Failure::PaymentUnfinished)
    );
    for (trace, receipt) in [(0, 231), (975, 0), (1_000_000, 1), (1, 10_000)] {
        let refused = pay(&mut page, settle(trace, receipt));
        let input = "payment.numbers".to_owned();
        assert_eq!(refused, Err(Failure::InputOutOfBounds { input }));
    }
    assert_eq!(pay(&mut page, settle(975, 231)), Ok(Reply::Done));
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    let card = page.get(case).payment.and_then(|paid| paid.card);
    let card = card.expect("details");
    assert_eq!((card.trace, card.receipt, card.by_clerk), (975, 231, true));
}

#[test]
fn a_terminal_that_declines_leaves_the_case_unpaid() {
    let scene = Scene::new(&Options {
        fault: Fault::Declined,
        ..Options::for_test()
    });
    let mut page = scene.suitcase.page();
    let case = certificate(&mut page);
    let zero = PaymentRequest::Charge {
        case,
        fee: vec![FeeEntry {
            rule: "MB_SIMPLE".to_owned(),
            cents: 0,
        }],
    };
    let input = "fee".to_owned();
    let refused = Err(Failure::InputOutOfBounds { input });
    assert_eq!(pay(&mut page, zero), refused);
    assert!(charge(&mut page, case).is_ok());
    let ended = work_at(&mut page, PaymentStage::is_over);
    let why = NotMade::Declined { code: 0x71 };
    assert_eq!(ended.stage, PaymentStage::NotMade { why });
    assert_eq!(page.get(case).payment, None);
    assert_eq!(scene.approved(), []);
}

#[test]
fn the_day_is_closed_for_the_page() {
    let scene = Scene::new(&Options::for_test());
    let mut page = scene.suitcase.page();
    let case = certificate(&mut page);
    assert!(charge(&mut page, case).is_ok());
    work_at(&mut page, |stage| *stage == PaymentStage::Made);
    assert!(pay(&mut page, PaymentRequest::CloseDay).is_ok());
    let closed = work_at(&mut page, PaymentStage::is_over);
    assert_eq!(closed.stage, PaymentStage::Made);
    assert_eq!((closed.what, closed.cents), (PaymentKind::CloseDay, 900));
    assert!(
        closed
            .lines
            .iter()
            .any(|line| line.contains("Kassenschnitt"))
    );
}
