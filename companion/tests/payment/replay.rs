//! A server that plays the recorded terminal: to each command of ours the answers that a real terminal
//! gave.

use amtskoffer_companion::devices::payment::{ClerkWord, Report, close_day};
use amtskoffer_domain::payment::{Next, NotMade, Order, Outcome};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::recordings::one;
use super::terminals::{charge, driver, lead};

/// What the recorded terminal said to a command, by the files' names.
const ANSWERS: [([u8; 2], &[&str]); 5] = [
    ([0x05, 0x01], &["1680728219.054216000_pt_ecr"]),
    ([0x06, 0x00], &["1680761818.641601000_pt_ecr"]),
    ([0x06, 0x20], &["partial_reversal.blob"]),
    (
        [0x06, 0x01],
        &[
            "1680728162.647465000_pt_ecr",
            "1680728165.675509000_pt_ecr",
            "1680728215.585561000_pt_ecr",
            "1680728165.827009000_pt_ecr",
        ],
    ),
    (
        [0x06, 0x50],
        &[
            "1680728162.647465000_pt_ecr",
            "1680761828.489701000_pt_ecr",
            "print_system_configuration_reply",
            "1680728165.827009000_pt_ecr",
        ],
    ),
];

/// Plays to every connection; gives the port.
async fn play() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(play_to(stream));
        }
    });
    port
}

async fn play_to(mut stream: TcpStream) {
    while let Some(control) = heard(&mut stream).await {
        let answers = ANSWERS.iter().find(|(command, _)| *command == control);
        let (_, answers) = answers.unwrap_or_else(|| panic!("not recorded: {control:02x?}"));
        stream.write_all(&[0x80, 0, 0]).await.expect("written");
        for answer in *answers {
            // In two pieces, as it came over the recorded network.
            let bytes = one(answer);
            let (begin, end) = bytes.split_at(bytes.len() / 2);
            stream.write_all(begin).await.expect("written");
            stream.flush().await.expect("written");
            stream.write_all(end).await.expect("written");
            assert_eq!(heard(&mut stream).await, Some([0x80, 0x00]), "{answer}");
        }
    }
}

async fn heard(stream: &mut TcpStream) -> Option<[u8; 2]> {
    let mut head = [0; 3];
    stream.read_exact(&mut head).await.ok()?;
    let mut data = vec![0; usize::from(head[2])];
    stream.read_exact(&mut data).await.ok()?;
    Some([head[0], head[1]])
}

#[tokio::test]
async fn a_recorded_payment_is_a_payment() {
    let terminal = driver(play().await);
    let ran = charge(&terminal, 2_500).await;
    let Outcome::Made(Some(entry)) = ran.outcome else {
        panic!("{:?}", ran.outcome);
    };
    assert_eq!((entry.trace, entry.receipt, entry.cents), (975, 231, 2_500));
    let lines = ran.reports.iter().find_map(|report| match report {
        Report::Printed(printed) => Some(&printed.lines),
        _ => None,
    });
    assert_eq!(lines.map(Vec::len), Some(33));
}

#[tokio::test]
async fn a_recorded_payment_of_another_sum_is_left_to_a_person() {
    let terminal = driver(play().await);
    let doubtful = |report: &Report| {
        let Report::Step { next, .. } = report else {
            return None;
        };
        let said = ClerkWord::Says { made: false };
        (*next == Next::AskPerson).then_some(said)
    };
    let order = Order::Charge { cents: 2_501 };
    let ran = lead(&terminal, order, doubtful).await;
    let said = NotMade::PersonSaid;
    assert_eq!(ran.outcome, Outcome::NotMade(said));
}

#[tokio::test]
async fn a_recorded_end_of_day_is_one() {
    let terminal = driver(play().await);
    let looked = terminal.look().await;
    assert_eq!(looked.name.as_deref(), Some("cVEND plug"));
    let mut reports = Vec::new();
    let closed = close_day(&terminal, &mut |report| reports.push(report)).await;
    assert!(closed.is_ok(), "{closed:?}");
    let sum = reports.iter().find_map(|report| match report {
        Report::Transaction(totals) => totals.cents,
        _ => None,
    });
    assert_eq!(sum, Some(958));
}
