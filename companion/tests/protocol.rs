//! The protocol over the real socket and the real relay.

use crate::common;

use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::Stdio;

use amtskoffer_companion::page::MAX_IN_FLIGHT;
use amtskoffer_contract::VersionRange;
use amtskoffer_contract::bridge::{
    Chunk, Event, Failure, FromCompanion, LineState, PageHello, Reply, Request, ToCompanion,
};
use amtskoffer_contract::frame::FROM_BROWSER_LIMIT;
use common::{ORIGIN, Page, Suitcase, program, status_line, until};

const FOREIGN: &str = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/";

#[test]
fn a_page_greets_a_clerk_signs_in_and_gets_the_overview() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    assert_eq!(page.ask(Request::Ping), Ok(Reply::Pong));
    assert_eq!(page.overview().visit, None);
    page.begin_visit();
    let overview = page.overview();
    assert_eq!(overview.visit.expect("named").clerk, "Jürgen Groß");
    assert_eq!(overview.today.len(), "2026-11-22".len());
}

#[test]
fn a_visit_without_a_place_is_refused() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.sign_in();
    let nowhere = Request::BeginVisit {
        place: " ".to_owned(),
    };
    let refused = Failure::InputOutOfBounds {
        input: "place".to_owned(),
    };
    assert_eq!(page.ask(nowhere), Err(refused));
}

#[test]
fn the_line_to_a_closed_port_is_down() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    until("the line is seen to be down", || {
        (page.overview().line.state == LineState::Down).then_some(())
    });
}

#[test]
fn malformed_messages_end_the_connection_with_a_reason() {
    let suitcase = Suitcase::started();
    for text in [
        "",
        "{",
        "[]",
        r#"{"type":"dance"}"#,
        r#"{"type":"request","id":-1}"#,
        "\u{0}",
    ] {
        let mut page = suitcase.page();
        page.send_text(text);
        assert_eq!(page.refusal(), Failure::MalformedMessage, "{text:?}");
    }
}

#[test]
fn an_over_long_frame_ends_the_connection_before_its_bytes_come() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    let announced = u32::try_from(FROM_BROWSER_LIMIT + 1).expect("fits");
    page.send_bytes(&announced.to_le_bytes());
    assert_eq!(page.refusal(), Failure::MalformedMessage);
}

#[test]
fn a_request_before_the_hello_is_refused() {
    let suitcase = Suitcase::started();
    let mut page = Page::at_socket(&suitcase.socket());
    page.greet_as_relay(ORIGIN);
    page.send(&ToCompanion::Request {
        id: 1,
        body: Request::Ping,
    });
    assert_eq!(page.refusal(), Failure::HelloMissing);
}

#[test]
fn a_second_hello_is_refused() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    let versions = VersionRange { min: 2, max: 2 };
    page.send(&ToCompanion::Hello(PageHello {
        build: String::new(),
        versions,
    }));
    assert_eq!(page.refusal(), Failure::MalformedMessage);
}

#[test]
fn versions_that_do_not_meet_are_told_to_both() {
    let suitcase = Suitcase::started();
    let mut page = Page::at_socket(&suitcase.socket());
    page.greet_as_relay(ORIGIN);
    let versions = VersionRange { min: 900, max: 901 };
    page.send(&ToCompanion::Hello(PageHello {
        build: "future".to_owned(),
        versions,
    }));
    let refusal = page.refusal();
    assert!(matches!(refusal, Failure::VersionMismatch { page, .. } if page == versions));
}

#[test]
fn a_foreign_origin_is_refused_by_the_companion_too() {
    let suitcase = Suitcase::started();
    let mut page = Page::at_socket(&suitcase.socket());
    page.greet_as_relay(FOREIGN);
    assert_eq!(page.refusal(), Failure::ExtensionNotAllowed);
}

#[test]
fn the_relay_refuses_a_foreign_extension() {
    let suitcase = Suitcase::started();
    let (mut relay, mut page) = suitcase.relay(FOREIGN);
    assert_eq!(
        page.next(),
        Some(FromCompanion::Refused {
            failure: Failure::ExtensionNotAllowed
        })
    );
    drop(page);
    assert!(!relay.0.wait().expect("ends").success());
}

#[test]
fn without_a_companion_the_relay_says_so() {
    let suitcase = Suitcase::alone();
    let (mut relay, mut page) = suitcase.relay(ORIGIN);
    assert_eq!(
        page.next(),
        Some(FromCompanion::Refused {
            failure: Failure::CompanionNotRunning
        })
    );
    drop(page);
    assert!(!relay.0.wait().expect("ends").success());
}

#[test]
fn the_relay_carries_both_ways_and_ends_with_the_page() {
    let suitcase = Suitcase::started();
    let (mut relay, mut page) = suitcase.relay(ORIGIN);
    page.greet();
    assert_eq!(page.ask(Request::Ping), Ok(Reply::Pong));
    drop(page);
    assert!(relay.0.wait().expect("ends").success());
}

#[test]
fn the_relay_ends_with_the_companion() {
    let mut suitcase = Suitcase::started();
    let (mut relay, mut page) = suitcase.relay(ORIGIN);
    page.greet();
    suitcase.companion = None;
    // An event may have been on its way.
    assert_eq!(page.next_answer(), None);
    relay.0.wait().expect("ends");
}

#[test]
fn a_killed_relay_costs_nothing_but_the_connection() {
    let suitcase = Suitcase::started();
    let (mut relay, mut page) = suitcase.relay(ORIGIN);
    let session = page.greet().session;
    page.begin_visit();
    relay.0.kill().expect("killed");
    let (_relay, mut page) = suitcase.relay(ORIGIN);
    assert_eq!(page.greet().session, session);
    assert!(page.overview().visit.is_some());
}

#[test]
fn a_companion_started_anew_is_another_session() {
    let mut suitcase = Suitcase::started();
    let mut page = Page::at_socket(&suitcase.socket());
    page.greet_as_relay(ORIGIN);
    let before = page.greet().session;
    suitcase.companion = None;
    suitcase.start();
    let mut page = Page::at_socket(&suitcase.socket());
    page.greet_as_relay(ORIGIN);
    assert_ne!(page.greet().session, before);
}

#[test]
fn a_newer_page_takes_over() {
    let suitcase = Suitcase::started();
    let mut older = suitcase.page();
    let mut newer = suitcase.page();
    older.event(|event| (*event == Event::Superseded).then_some(()));
    assert_eq!(older.next(), None);
    assert_eq!(newer.ask(Request::Ping), Ok(Reply::Pong));
}

#[test]
fn chunks_out_of_order_break_the_transfer() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.sign_in();
    let Ok(Reply::Transfer { transfer }) = page.ask(Request::BeginTransfer { bytes: 9 }) else {
        panic!("a transfer opens");
    };
    page.send(&ToCompanion::Chunk(Chunk {
        transfer,
        index: 1,
        data: "AAAA".to_owned(),
    }));
    assert_eq!(page.refusal(), Failure::TransferBroken);
}

#[test]
fn a_transfer_over_the_limit_is_refused_and_too_many_are() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.sign_in();
    let over = page.ask(Request::BeginTransfer { bytes: u32::MAX });
    assert!(matches!(over, Err(Failure::TransferTooLarge { .. })));
    for _ in 0..2 {
        assert!(page.ask(Request::BeginTransfer { bytes: 9 }).is_ok());
    }
    assert_eq!(
        page.ask(Request::BeginTransfer { bytes: 9 }),
        Err(Failure::TooManyRequests)
    );
}

#[test]
fn an_acknowledgement_of_nothing_is_harmless() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.send(&ToCompanion::Ack {
        transfer: 77,
        received: 1,
    });
    page.send(&ToCompanion::Cancel { id: 12 });
    page.send(&ToCompanion::Chunk(Chunk {
        transfer: 9,
        index: 0,
        data: "AAAA".to_owned(),
    }));
    assert_eq!(page.ask(Request::Ping), Ok(Reply::Pong));
}

#[test]
fn too_many_requests_are_refused_and_each_can_be_cancelled() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.begin_visit();
    // Takes connections and never says a word.
    let _silent = TcpListener::bind(("127.0.0.1", suitcase.port)).expect("free again");
    let search = || Request::Search(common::visit::mustermann());
    let waiting: Vec<u32> = (0..MAX_IN_FLIGHT).map(|_| page.begin(search())).collect();
    assert_eq!(page.ask(search()), Err(Failure::TooManyRequests));
    for id in waiting {
        page.send(&ToCompanion::Cancel { id });
        assert_eq!(page.outcome_of(id), Err(Failure::Cancelled));
    }
    assert_eq!(page.ask(search()), Err(Failure::LineDown));
}

#[test]
fn an_id_that_is_under_way_is_not_used_twice() {
    let suitcase = Suitcase::started();
    let mut page = suitcase.page();
    page.begin_visit();
    let _silent = TcpListener::bind(("127.0.0.1", suitcase.port)).expect("free again");
    let id = page.begin(Request::Search(common::visit::mustermann()));
    page.send(&ToCompanion::Request {
        id,
        body: Request::Overview,
    });
    assert_eq!(page.refusal(), Failure::MalformedMessage);
}

#[test]
fn the_companion_can_neither_write_files_nor_dump_its_memory() {
    let suitcase = Suitcase::started();
    // It listens a moment before it is hardened, and serves nobody until it is.
    let _page = suitcase.page();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", suitcase.pid())).expect("read");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .expect("listed");
    assert_eq!(
        core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(),
        ["0", "0"]
    );
    assert_eq!(status_line(suitcase.pid(), "NoNewPrivs"), "1");
}

#[test]
fn other_users_cannot_reach_the_socket() {
    let suitcase = Suitcase::started();
    let mode = std::fs::metadata(suitcase.folder.0.join("run"))
        .expect("made")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
    let nobody = 65534;
    std::fs::set_permissions(&suitcase.folder.0, std::fs::Permissions::from_mode(0o755))
        .expect("opened up");
    std::fs::set_permissions(
        suitcase.folder.0.join("run"),
        std::fs::Permissions::from_mode(0o777),
    )
    .expect("opened up on purpose");
    std::fs::set_permissions(suitcase.socket(), std::fs::Permissions::from_mode(0o777))
        .expect("opened up on purpose");
    let stranger = std::process::Command::new("python3")
        .args(["-c", "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); sys.exit(len(s.recv(1)))"])
        .arg(suitcase.socket())
        .uid(nobody)
        .current_dir("/")
        .output()
        .expect("this test changes the user and therefore runs as root");
    assert!(
        stranger.status.success(),
        "closed without a byte: {stranger:?}"
    );
}

#[test]
fn a_second_companion_does_not_start() {
    let suitcase = Suitcase::started();
    let second = program()
        .args(["serve", "--config"])
        .arg(&suitcase.config)
        .output()
        .expect("starts and ends");
    assert!(!second.status.success());
    assert!(second.stdout.is_empty(), "standard output is the protocol");
}

#[test]
fn the_report_tells_what_does_not_work() {
    let suitcase = Suitcase::alone();
    let report = program()
        .args(["check", "--json", "--config"])
        .arg(&suitcase.config)
        .output()
        .expect("runs");
    assert!(!report.status.success(), "the line is down");
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).expect("JSON");
    assert_eq!(report["ready"], false);
    assert_eq!(report["line"]["state"], "down");
    assert_eq!(
        report["file_writing"],
        "the kernel forbids this process to write files"
    );
}

#[test]
fn nothing_but_frames_comes_from_the_relay() {
    let suitcase = Suitcase::started();
    let mut relay = program()
        .args(["relay", "--config"])
        .arg(&suitcase.config)
        .arg(ORIGIN)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    relay
        .stdin
        .take()
        .expect("piped")
        .write_all(&[1, 0])
        .expect("half a header");
    let output = relay.wait_with_output().expect("ends");
    assert!(output.stdout.is_empty());
}
