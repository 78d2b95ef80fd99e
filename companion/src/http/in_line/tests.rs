//! Requests in line, against a server that is written out here byte by byte.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hyper::{Method, Request};
use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{InLine, head_in};
use crate::http::{HttpError, Target};

const LIMIT: usize = 100;

async fn pair() -> (InLine, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = Target::Plain {
        host: "127.0.0.1".to_owned(),
        port: listener.local_addr().unwrap().port(),
    };
    let (client, server) = tokio::join!(InLine::open(&target, LIMIT), listener.accept());
    (client.unwrap(), server.unwrap().0)
}

fn request(method: Method, path: &str, body: &'static str) -> Request<Bytes> {
    let request = Request::builder().method(method).uri(path);
    request.header("x-a", "b").body(Bytes::from(body)).unwrap()
}

async fn until_end(server: &mut TcpStream, end: &str) -> String {
    let mut got = String::new();
    while !got.ends_with(end) {
        let mut bytes = [0; 512];
        let read = server.read(&mut bytes).await.unwrap();
        assert!(read > 0, "{got:?}");
        got.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
    }
    got
}

#[tokio::test]
async fn requests_follow_each_other_and_answers_come_in_their_order() {
    let (mut client, mut server) = pair().await;
    client.begin(request(Method::PATCH, "/a", "one")).unwrap();
    client.begin(request(Method::HEAD, "/b?c", "")).unwrap();
    client.begin(request(Method::POST, "/d", "")).unwrap();
    let got = until_end(&mut server, "content-length: 0\r\n\r\n").await;
    let host = format!("host: {}\r\n", server.local_addr().unwrap());
    let head = format!("x-a: b\r\n{host}");
    assert_eq!(
        got,
        format!(
            "PATCH /a HTTP/1.1\r\n{head}content-length: 3\r\n\r\none\
             HEAD /b?c HTTP/1.1\r\n{head}\r\nPOST /d HTTP/1.1\r\n{head}content-length: 0\r\n\r\n"
        )
    );
    assert_eq!(client.unanswered(), 3);
    client.begin(request(Method::GET, "/e", "")).unwrap();
    let answers = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nUpload-Offset: 3\r\n\r\n\
                   HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\n\
                   HTTP/1.1 409 Conflict\r\nContent-Length: 4\r\n\r\nbusy\
                   HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA\r\n, and ten!\r\n0\r\n\r\n";
    for byte in answers.as_bytes() {
        server.write_all(&[*byte]).await.unwrap();
    }
    let first = client.answer().await.unwrap();
    assert_eq!(
        (first.status().as_u16(), &first.headers()["upload-offset"]),
        (204, &"3".parse().unwrap())
    );
    assert_eq!(client.answer().await.unwrap().status(), 200);
    assert_eq!(client.answer().await.unwrap().body().as_ref(), b"busy");
    assert_eq!(
        client.answer().await.unwrap().body().as_ref(),
        b"one, and ten!"
    );
    assert_eq!(client.unanswered(), 0);
    assert!(client.ended().is_none());
    drop(server);
    let end = tokio::time::timeout(Duration::from_secs(30), client.answer())
        .await
        .unwrap();
    assert!(matches!(end, Err(HttpError::Closed)), "{end:?}");
}

#[tokio::test]
async fn a_long_body_does_not_keep_an_early_answer_back() {
    let (mut client, mut server) = pair().await;
    let body = Bytes::from(vec![7; 32 << 20]);
    let request = Request::put("/a").body(body).unwrap();
    client.begin(request).unwrap();
    server
        .write_all(b"HTTP/1.1 507 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(client.answer().await.unwrap().status(), 507);
    assert!(matches!(client.answer().await, Err(HttpError::Closed)));
}

#[tokio::test]
async fn what_is_no_framed_answer_ends_the_connection() {
    for (bad, unasked) in [
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n", false),
        ("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", false),
        ("SSH-2.0-x\r\n", false),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n",
            false,
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc",
            false,
        ),
        ("HTTP/1.1 200 OK\r\n\r\n", true),
    ] {
        let (mut client, mut server) = pair().await;
        if !unasked {
            client.begin(request(Method::GET, "/", "")).unwrap();
        }
        server.write_all(bad.as_bytes()).await.unwrap();
        let answer = client.answer().await;
        assert!(
            matches!(answer, Err(HttpError::Unframed)),
            "{bad}: {answer:?}"
        );
        assert!(
            client.begin(request(Method::GET, "/", "")).is_err() || client.answer().await.is_err()
        );
    }
    let (mut client, mut server) = pair().await;
    client.begin(request(Method::GET, "/", "")).unwrap();
    server
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n")
        .await
        .unwrap();
    assert!(matches!(
        client.answer().await,
        Err(HttpError::BodyTooLong { limit: LIMIT })
    ));
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut after = b"HTTP/1.1 200 OK\r\n".to_vec();
        after.extend(&bytes);
        for bytes in [bytes, after] {
            let _ = head_in(&mut BytesMut::from(bytes.as_slice()));
        }
    }
}
