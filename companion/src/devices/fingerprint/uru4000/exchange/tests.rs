use super::{Answer, Ask, Exchange, ExchangeFault, Verdict, report};
use proptest::prelude::*;
use zeroize::Zeroizing;

const SEED: [u8; 4] = [1, 2, 3, 4];

fn registers(bytes: &[u8]) -> Answer {
    Answer::Registers(bytes.to_vec())
}

fn picture() -> Answer {
    let mut wire = vec![0; 64 + 384];
    wire[4] = 1;
    wire[6] = 9;
    wire[16..18].copy_from_slice(&[2, 1]);
    Answer::Picture(Zeroizing::new(wire))
}

fn written(ask: Ask) -> (u16, Vec<u8>) {
    let Ask::Write { first, bytes } = ask else {
        panic!("nothing is written")
    };
    (first, bytes)
}

/// Up to where the sensor waits for a finger, as a healthy one goes.
fn awake(exchange: &mut Exchange) -> Ask {
    assert!(matches!(
        exchange.next(Answer::Begun),
        Ask::Read { first: 7, count: 1 }
    ));
    assert_eq!(written(exchange.next(registers(&[1]))), (7, vec![0x81]));
    assert_eq!(written(exchange.next(Answer::Done)), (7, vec![1]));
    assert!(matches!(
        exchange.next(Answer::Done),
        Ask::Read { first: 7, count: 1 }
    ));
    let wait = exchange.next(registers(&[1]));
    assert!(matches!(
        wait,
        Ask::Await {
            code: report::POWER,
            at_most: Some(_)
        }
    ));
    let versions = exchange.next(Answer::Reported(true));
    assert!(matches!(
        versions,
        Ask::Read {
            first: 0xf0,
            count: 16
        }
    ));
    assert_eq!(
        written(exchange.next(registers(&[0; 16]))),
        (0x4e, vec![0x10])
    );
    exchange.next(Answer::Done)
}

/// Up to the first picture.
fn with_finger(exchange: &mut Exchange) -> Ask {
    let wait = awake(exchange);
    assert!(matches!(
        wait,
        Ask::Await {
            code: report::FINGER,
            at_most: None
        }
    ));
    exchange.next(Answer::Reported(true))
}

fn judged(exchange: &mut Exchange) {
    assert_eq!(
        written(exchange.next(picture())),
        (0x33, vec![9, 1, 2, 3, 4])
    );
    assert!(matches!(
        exchange.next(Answer::Done),
        Ask::Read {
            first: 0x34,
            count: 4
        }
    ));
    assert!(matches!(exchange.next(registers(&[0; 4])), Ask::Judge(_)));
}

#[track_caller]
fn closes(exchange: &mut Exchange, ask: Ask, with: Result<(), ExchangeFault>) {
    assert_eq!(written(ask), (0x4e, vec![0x70]), "the lamp goes off");
    let Ask::End(result) = exchange.next(Answer::Done) else {
        panic!("not over")
    };
    assert_eq!(result, with);
}

#[test]
fn a_finger_is_taken_and_the_lamp_goes_off_when_it_is_lifted() {
    let mut exchange = Exchange::new(SEED);
    let first = with_finger(&mut exchange);
    assert!(matches!(
        first,
        Ask::Photograph {
            begin: Some((0x4e, 0x20))
        }
    ));
    judged(&mut exchange);
    let another = exchange.next(Answer::Judged(Verdict::Another));
    assert!(matches!(another, Ask::Photograph { begin: None }));
    judged(&mut exchange);
    let lifting = exchange.next(Answer::Judged(Verdict::Enough));
    assert_eq!(written(lifting), (0x4e, vec![0x12]));
    let wait = exchange.next(Answer::Done);
    assert!(matches!(
        wait,
        Ask::Await {
            code: report::LIFTED,
            at_most: Some(_)
        }
    ));
    let off = exchange.next(Answer::Reported(false));
    closes(&mut exchange, off, Ok(()));
}

#[test]
fn an_empty_glass_is_waited_at_again() {
    let mut exchange = Exchange::new(SEED);
    with_finger(&mut exchange);
    judged(&mut exchange);
    let again = exchange.next(Answer::Judged(Verdict::Empty));
    assert_eq!(written(again), (0x4e, vec![0x10]));
    exchange.next(Answer::Done);
    let nobody = exchange.next(Answer::Reported(false));
    closes(&mut exchange, nobody, Err(ExchangeFault::NoFinger));
}

#[test]
fn a_dazed_sensor_is_rebooted_first() {
    let mut exchange = Exchange::new(SEED);
    exchange.next(Answer::Begun);
    assert_eq!(written(exchange.next(registers(&[0x85]))), (7, vec![5]));
    exchange.next(Answer::Done);
    assert!(matches!(exchange.next(registers(&[0])), Ask::Pause));
    assert!(matches!(
        exchange.next(Answer::Done),
        Ask::Read { first: 7, .. }
    ));
    let up = exchange.next(registers(&[0x81]));
    assert_eq!(written(up), (7, vec![1]), "it is in low power already");
}

#[test]
fn a_sensor_that_does_not_wake_is_given_up() {
    let mut exchange = Exchange::new(SEED);
    let mut ask = exchange.next(Answer::Begun);
    let mut asked = 0;
    loop {
        asked += 1;
        assert!(asked < 1000);
        ask = match ask {
            Ask::Read { .. } => exchange.next(registers(&[0x81])),
            Ask::Write { first: 0x4e, .. } => break,
            _ => exchange.next(Answer::Done),
        };
    }
    closes(&mut exchange, ask, Err(ExchangeFault::NoPower));
    let mut exchange = Exchange::new(SEED);
    let mut waits = 0;
    let mut ask = exchange.next(Answer::Begun);
    while !matches!(ask, Ask::Write { first: 0x4e, .. }) {
        ask = match ask {
            Ask::Read { .. } => exchange.next(registers(&[1])),
            Ask::Await { .. } => {
                waits += 1;
                exchange.next(Answer::Reported(false))
            }
            _ => exchange.next(Answer::Done),
        };
    }
    assert_eq!(waits, 3);
    closes(&mut exchange, ask, Err(ExchangeFault::NoPower));
}

#[test]
fn a_damaged_picture_is_taken_again_but_not_for_ever() {
    let mut exchange = Exchange::new(SEED);
    with_finger(&mut exchange);
    let damaged = || Answer::Picture(Zeroizing::new(vec![0; 10]));
    for _ in 0..4 {
        assert!(matches!(
            exchange.next(damaged()),
            Ask::Photograph { begin: None }
        ));
    }
    let ask = exchange.next(damaged());
    closes(&mut exchange, ask, Err(ExchangeFault::Garbled));
}

#[test]
fn giving_up_turns_the_lamp_off_and_loses_no_print() {
    let mut exchange = Exchange::new(SEED);
    awake(&mut exchange);
    let ask = exchange.give_up();
    closes(&mut exchange, ask, Err(ExchangeFault::GivenUp));
    let over = exchange.next(Answer::Done);
    assert!(matches!(over, Ask::End(Err(ExchangeFault::GivenUp))));
    let mut exchange = Exchange::new(SEED);
    with_finger(&mut exchange);
    judged(&mut exchange);
    exchange.next(Answer::Judged(Verdict::Enough));
    let ask = exchange.give_up();
    closes(&mut exchange, ask, Ok(()));
}

fn answer(kind: u8, bytes: Vec<u8>) -> Answer {
    match kind {
        0 | 1 => Answer::Done,
        2..=5 => Answer::Registers(bytes),
        6 | 7 => Answer::Reported(kind == 6),
        8 => picture(),
        _ => Answer::Judged(Verdict::Enough),
    }
}

proptest! {
    #[test]
    fn any_answers_end_with_the_lamp_off(
        answers in prop::collection::vec((0_u8..10, prop::collection::vec(any::<u8>(), 0..6)), 0..60),
    ) {
        let mut exchange = Exchange::new(SEED);
        let mut ask = exchange.next(Answer::Begun);
        let mut off = false;
        for (kind, bytes) in answers {
            off |= matches!(&ask, Ask::Write { first: 0x4e, bytes } if bytes == &[0x70]);
            if let Ask::End(_) = ask {
                prop_assert!(off);
                return Ok(());
            }
            ask = exchange.next(answer(kind, bytes));
        }
    }
}
