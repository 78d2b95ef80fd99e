//! The line with real sockets.

use super::{Line, Options, OptionsError};
use crate::control::Controlled;
use hyper::Method;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::timeout;

fn options(text: &str) -> Result<Options, OptionsError> {
    Options::parse(text.split_whitespace().map(str::to_owned))
}

async fn set_up() -> (Arc<Line>, UdpSocket, UdpSocket) {
    let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let to = server.local_addr().unwrap();
    let options = options(&format!("--to {to} --delay-ms 1")).unwrap();
    let (line, exits) = Line::new(&options).await.unwrap();
    tokio::spawn(Arc::clone(&line).relay(exits));
    let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    client
        .connect(line.near.local_addr().unwrap())
        .await
        .unwrap();
    (line, client, server)
}

async fn received(socket: &UdpSocket) -> (Vec<u8>, std::net::SocketAddr) {
    let mut buffer = [0; 64];
    let received = timeout(Duration::from_secs(5), socket.recv_from(&mut buffer)).await;
    let (bytes, from) = received.expect("arrives").unwrap();
    (buffer[..bytes].to_vec(), from)
}

#[tokio::test]
async fn packets_go_both_ways_and_the_server_sees_a_move() {
    let (line, client, server) = set_up().await;
    client.send(b"one").await.unwrap();
    let (packet, before) = received(&server).await;
    assert_eq!(packet, b"one");
    server.send_to(b"two", before).await.unwrap();
    assert_eq!(received(&client).await.0, b"two");
    assert!(line.command(&Method::PUT, "/move", b"").is_some());
    client.send(b"three").await.unwrap();
    let (packet, after) = received(&server).await;
    assert_eq!(packet, b"three");
    assert_ne!(before, after);
    server.send_to(b"four", after).await.unwrap();
    assert_eq!(received(&client).await.0, b"four");
    let count = line.command(&Method::GET, "/count", b"").unwrap();
    assert_eq!(count, "{\"up\":8,\"down\":7}");
}

#[tokio::test]
async fn a_frozen_line_holds_packets_back() {
    let (line, client, server) = set_up().await;
    line.command(&Method::PUT, "/freeze", b"200").unwrap();
    let begun = tokio::time::Instant::now();
    client.send(b"late").await.unwrap();
    received(&server).await;
    assert!(begun.elapsed() >= Duration::from_millis(200));
    assert_eq!(line.command(&Method::PUT, "/freeze", b"soon"), None);
}

#[tokio::test]
async fn in_a_blackout_everything_is_lost_and_counted() {
    let (line, client, server) = set_up().await;
    line.command(&Method::PUT, "/blackout", b"60000").unwrap();
    client.send(b"lost").await.unwrap();
    while line.command(&Method::GET, "/count", b"").unwrap() == "{\"up\":0,\"down\":0}" {
        tokio::task::yield_now().await;
    }
    line.command(&Method::PUT, "/blackout", b"0").unwrap();
    client.send(b"kept").await.unwrap();
    assert_eq!(received(&server).await.0, b"kept");
    assert_eq!(line.command(&Method::PUT, "/blackout", b"-1"), None);
}

#[test]
fn slips_on_the_command_line_are_usage() {
    for slip in [
        "",
        "--to",
        "--to nowhere",
        "--to 127.0.0.1:1 --loss-percent 101",
        "--to 127.0.0.1:1 --x 1",
    ] {
        assert_eq!(options(slip).unwrap_err(), OptionsError::Usage, "{slip}");
    }
}
