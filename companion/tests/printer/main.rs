//! The IPP driver against CUPS' `ippeveprinter`, and against what is no printer.

mod encrypted;
mod ipptool;
mod peer;
mod reasons;

use std::fs;
use std::time::Duration;

use amtskoffer_companion::devices::printer::ipp::IppPrinter;
use amtskoffer_companion::devices::printer::{
    Activity, Document, JobId, JobState, Notice, PrintOptions, Printer, PrinterError,
    PrinterReason, Progress, Severity, Sides, follow,
};
use amtskoffer_companion::http::{HttpError, Target};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

use peer::{DONE_AT_ONCE, Peer};

const PAUSE: Duration = Duration::from_millis(100);

/// A job that takes longer hangs; the test then fails instead of waiting for ever.
const JOB_LIMIT: Duration = Duration::from_secs(90);

/// Says that the paper is out and waits until somebody lays a file named `paper` into its folder.
const OUT_OF_PAPER: &str = "
echo 'STATE: +media-empty' >&2
while [ ! -e \"$HOME/paper\" ]; do sleep 0.1; done
echo 'STATE: -media-empty' >&2";

#[tokio::test]
async fn an_idle_printer_tells_what_it_is() {
    let peer = Peer::running(DONE_AT_ONCE);
    let status = peer.driver().status().await.expect("a status");
    assert_eq!(status.model, "Example Printer");
    assert_eq!(status.activity, Activity::Idle);
    assert_eq!(status.notices, []);
    assert!(status.accepts_jobs && status.duplex);
    assert_eq!(status.a4_loaded, Some(false), "it starts with US letter");
    peer.set("/media?size1=iso_a4_210x297mm&type1=stationery&level1=250&size3=")
        .await;
    assert_eq!(
        peer.driver().status().await.expect("a status").a4_loaded,
        Some(true)
    );
}

#[tokio::test]
async fn a_printed_document_arrives_byte_for_byte() {
    let peer = Peer::running(DONE_AT_ONCE);
    let (printer, sent) = (peer.driver(), document(300_000));
    let job = printer
        .print(sent.clone(), PrintOptions::default())
        .await
        .expect("a job");
    assert_eq!(to_the_end(&printer, job).await, JobState::Completed);
    assert!(
        peer.spooled() == [sent.pdf.to_vec()],
        "not the bytes that were sent"
    );
}

#[tokio::test]
async fn copies_and_sides_reach_the_printer() {
    let peer = Peer::running(DONE_AT_ONCE);
    let printer = peer.driver();
    let options = PrintOptions {
        copies: 3,
        sides: Sides::LongEdge,
    };
    let job = printer.print(document(1000), options).await.expect("a job");
    assert_eq!(to_the_end(&printer, job).await, JobState::Completed);
    let seen = peer.written("job.env");
    for line in [
        "IPP_COPIES=3",
        "IPP_SIDES=two-sided-long-edge",
        "IPP_MEDIA=iso_a4_210x297mm",
    ] {
        assert!(
            seen.lines().any(|seen| seen == line),
            "{line} is not in:\n{seen}"
        );
    }
}

#[tokio::test]
async fn what_the_printer_cannot_do_is_named() {
    let peer = Peer::running(DONE_AT_ONCE);
    let options = PrintOptions {
        copies: 1000,
        sides: Sides::One,
    };
    let error = peer
        .driver()
        .print(document(1000), options)
        .await
        .expect_err("at most 999");
    let PrinterError::Unsupported(names) = error else {
        panic!("{error}")
    };
    assert_eq!(names, ["copies"]);
    assert!(
        peer.spooled().is_empty(),
        "nothing was sent before the printer agreed"
    );
}

#[tokio::test]
async fn a_job_that_the_printer_gives_up_is_aborted() {
    let peer = Peer::running("exit 1");
    let printer = peer.driver();
    let job = printer
        .print(document(1000), PrintOptions::default())
        .await
        .expect("a job");
    assert_eq!(to_the_end(&printer, job).await, JobState::Aborted);
}

#[tokio::test]
async fn a_running_job_can_be_cancelled_once() {
    let peer = Peer::simulating();
    let printer = peer.driver();
    let job = printer
        .print(document(1000), PrintOptions::default())
        .await
        .expect("a job");
    // This peer forgets a cancellation that comes before it has begun to print.
    while printer.job(job).await.expect("known") == JobState::Waiting {
        sleep(PAUSE).await;
    }
    printer.cancel(job).await.expect("it runs for some seconds");
    assert_eq!(to_the_end(&printer, job).await, JobState::Canceled);
    let again = printer.cancel(job).await.expect_err("it has ended");
    assert!(matches!(again, PrinterError::AlreadyEnded), "{again}");
}

#[tokio::test]
async fn an_unknown_job_is_named() {
    let peer = Peer::running(DONE_AT_ONCE);
    let error = peer
        .driver()
        .job(JobId(4711))
        .await
        .expect_err("never printed");
    assert!(matches!(error, PrinterError::UnknownJob), "{error}");
}

#[tokio::test]
async fn a_second_job_meanwhile_finds_the_printer_busy() {
    let peer = Peer::running(OUT_OF_PAPER);
    let printer = peer.driver();
    let first = printer
        .print(document(1000), PrintOptions::default())
        .await
        .expect("a job");
    let second = printer.print(document(1000), PrintOptions::default()).await;
    assert!(matches!(second, Err(PrinterError::Busy)), "{second:?}");
    fs::write(peer.folder.join("paper"), "").expect("paper");
    assert_eq!(to_the_end(&printer, first).await, JobState::Completed);
}

#[tokio::test]
async fn a_job_waits_for_paper_and_goes_on() {
    let peer = Peer::running(OUT_OF_PAPER);
    let printer = peer.driver();
    let job = printer
        .print(document(1000), PrintOptions::default())
        .await
        .expect("a job");
    let lacking = Notice {
        reason: PrinterReason::MediaEmpty,
        severity: Severity::Warning,
    };
    let mut seen: Vec<Progress> = Vec::new();
    let end = follow(&printer, job, PAUSE, |now| {
        seen.push(now.clone());
        if now.notices.contains(&lacking) {
            fs::write(peer.folder.join("paper"), "").expect("paper");
        }
    });
    let end = timeout(JOB_LIMIT, end).await.expect("in time");
    assert_eq!(end.expect("followed"), JobState::Completed);
    assert!(
        seen.iter()
            .any(|now| !now.job.is_final() && now.notices == [lacking.clone()])
    );
    assert_eq!(printer.status().await.expect("a status").notices, []);
}

#[tokio::test]
async fn empty_trays_and_supplies_are_noticed() {
    let peer = Peer::running(DONE_AT_ONCE);
    peer.set("/media?size1=&size3=").await;
    let status = peer.driver().status().await.expect("a status");
    assert_eq!(status.a4_loaded, Some(false));
    assert_eq!(status.notices, [report(PrinterReason::MediaEmpty)]);
    peer.set("/supplies?supply0=0&supply1=0").await;
    let notices = peer.driver().status().await.expect("a status").notices;
    assert!(
        notices.contains(&report(PrinterReason::TonerEmpty)),
        "{notices:?}"
    );
    peer.set("/supplies?supply0=0&supply1=5").await;
    let notices = peer.driver().status().await.expect("a status").notices;
    assert!(
        notices.contains(&report(PrinterReason::TonerLow)),
        "{notices:?}"
    );
    assert!(
        !notices.contains(&report(PrinterReason::TonerEmpty)),
        "{notices:?}"
    );
}

#[tokio::test]
async fn nobody_there_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let error = at(port).status().await.expect_err("closed");
    assert!(
        matches!(error, PrinterError::Connection(HttpError::Unreachable(_))),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_no_printer_is_named() {
    let web = b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>";
    let error = at(answering(web).await)
        .status()
        .await
        .expect_err("a web page");
    assert!(matches!(error, PrinterError::NotAPrinter), "{error}");
    let missing = b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n";
    let error = at(answering(missing).await)
        .status()
        .await
        .expect_err("no such path");
    assert!(matches!(error, PrinterError::NotAPrinter), "{error}");
    let locked = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
    let error = at(answering(locked).await)
        .status()
        .await
        .expect_err("a password");
    assert!(matches!(error, PrinterError::Locked), "{error}");
    let error = at(answering(b"@PJL INFO\r\n\r\n").await)
        .status()
        .await
        .expect_err("no HTTP");
    assert!(
        matches!(error, PrinterError::Connection(HttpError::NotHttp(_))),
        "{error}"
    );
    let endless = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n";
    let error = at(answering(endless).await)
        .status()
        .await
        .expect_err("cut short");
    assert!(
        matches!(error, PrinterError::Connection(HttpError::Closed)),
        "{error}"
    );
}

#[test]
fn an_address_that_ipp_cannot_write_is_named() {
    for (host, path) in [
        ("localhost", "ipp/print"),
        ("zwei worte", "/"),
        ("localhost", "/a b"),
    ] {
        let target = Target::Plain {
            host: host.into(),
            port: 631,
        };
        let error = IppPrinter::new(target, path).expect_err("no address");
        assert!(matches!(error, PrinterError::BadAddress), "{error}");
    }
}

/// Something that begins like a PDF and then has every byte value.
fn document(length: u32) -> Document {
    let noise = (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]);
    let pdf: Bytes = b"%PDF-1.7\n".iter().copied().chain(noise).collect();
    Document {
        title: "Meldebescheinigung".into(),
        pdf,
    }
}

async fn to_the_end(printer: &IppPrinter, job: JobId) -> JobState {
    let end = follow(printer, job, PAUSE, |_| {});
    timeout(JOB_LIMIT, end)
        .await
        .expect("in time")
        .expect("the job is followed")
}

fn report(reason: PrinterReason) -> Notice {
    Notice {
        reason,
        severity: Severity::Report,
    }
}

fn at(port: u16) -> IppPrinter {
    let target = Target::Plain {
        host: "127.0.0.1".into(),
        port,
    };
    IppPrinter::new(target, "/ipp/print").expect("a valid address")
}

/// Answers the first client with these bytes and closes.
async fn answering(bytes: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("one client");
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
    });
    port
}
