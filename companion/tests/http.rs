//! The HTTP client against servers that are made of a few bytes: every error has its name.

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::pinned::pinned;
use amtskoffer_companion::http::{Connection, HttpError, Target};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{
    AlertDescription, CertificateError, ClientConfig, RootCertStore, ServerConfig,
};

const LIMIT: usize = 100;
const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn several_requests_of_any_method_use_one_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let target = plain(listener.local_addr().expect("bound").port());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("one client");
        let mut seen = Vec::new();
        for _ in 0..2 {
            let mut buffer = [0; 1024];
            let length = stream.read(&mut buffer).await.expect("a request");
            seen.push(String::from_utf8_lossy(&buffer[..length]).into_owned());
            stream
                .write_all(b"HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nhi")
                .await
                .expect("sent");
        }
        seen
    });
    let mut connection = Connection::open(&target).await.expect("the server listens");
    for _ in 0..2 {
        let ask = Request::builder()
            .method("MOSIPDISC")
            .uri("http://ignored/device?a=1");
        let ask = ask
            .body(Full::new(Bytes::from_static(b"{}")))
            .expect("a request");
        let reply = connection.send(ask, LIMIT).await.expect("an answer");
        assert_eq!(
            (reply.status().as_u16(), reply.body().as_ref()),
            (404, b"hi".as_ref())
        );
    }
    for request in server.await.expect("the server ends") {
        assert!(
            request.starts_with("MOSIPDISC /device?a=1 HTTP/1.1\r\n"),
            "{request}"
        );
        let host = format!("host: 127.0.0.1:{}\r\n", target.port());
        assert!(request.contains(&host), "{request}");
        assert!(request.ends_with("{}"), "{request}");
    }
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let error = Connection::open(&plain(closed_port().await))
        .await
        .expect_err("nobody listens");
    assert!(matches!(error, HttpError::Unreachable(_)), "{error}");
}

#[tokio::test]
async fn a_host_that_is_no_name_is_named() {
    let target = Target::Tls {
        host: "zwei worte".into(),
        port: 1,
        config: trusting_nobody(),
    };
    let error = Connection::open(&target).await.expect_err("no such host");
    assert!(matches!(error, HttpError::BadHost), "{error}");
}

#[tokio::test]
async fn a_server_that_never_shakes_hands_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let target = tls(
        listener.local_addr().expect("bound").port(),
        trusting_nobody(),
    );
    let error = Connection::open_within(&target, SHORT)
        .await
        .expect_err("silence");
    assert!(matches!(error, HttpError::ConnectTimeout(SHORT)), "{error}");
}

#[tokio::test]
async fn a_plain_server_is_no_tls_server() {
    let port = answering(b"220 hello\r\n").await;
    let error = Connection::open(&tls(port, trusting_nobody()))
        .await
        .expect_err("no TLS");
    assert!(matches!(error, HttpError::Tls(_)), "{error}");
}

#[tokio::test]
async fn a_server_that_never_answers_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let target = plain(listener.local_addr().expect("bound").port());
    let connection = Connection::open(&target).await.expect("the kernel accepts");
    let error = get(connection.with_reply_timeout(SHORT))
        .await
        .expect_err("silence");
    assert!(matches!(error, HttpError::ReplyTimeout(SHORT)), "{error}");
}

#[tokio::test]
async fn what_is_not_http_is_said_so() {
    let error = ask(b"SSH-2.0-OpenSSH\r\n\r\n").await.expect_err("not HTTP");
    assert!(matches!(error, HttpError::NotHttp(_)), "{error}");
}

#[tokio::test]
async fn a_cut_answer_is_not_taken_for_a_whole_one() {
    for cut in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\nCont",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
    ] {
        let error = ask(cut).await.expect_err("cut short");
        assert!(matches!(error, HttpError::Closed), "{error}");
    }
}

#[tokio::test]
async fn a_body_over_the_bound_is_refused() {
    let mut long = b"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n".to_vec();
    long.resize(long.len() + 101, b'x');
    let error = ask(&long).await.expect_err("one byte too long");
    assert!(
        matches!(error, HttpError::BodyTooLong { limit: LIMIT }),
        "{error}"
    );
}

#[tokio::test]
async fn a_stranger_s_certificate_is_not_trusted() {
    let (port, _) = demanding_a_certificate().await;
    let error = Connection::open(&tls(port, trusting_nobody()))
        .await
        .expect_err("a stranger");
    let HttpError::UntrustedServer(CertificateError::UnknownIssuer) = error else {
        panic!("{error}");
    };
}

#[tokio::test]
async fn a_server_that_wants_our_certificate_refuses_us_by_name() {
    let (port, certificate) = demanding_a_certificate().await;
    let target = tls(port, pinned(certificate).expect("a configuration"));
    // TLS 1.3: the client is done before the server has looked at its certificate.
    let error = match Connection::open(&target).await {
        Ok(connection) => get(connection).await.expect_err("refused"),
        Err(error) => error,
    };
    let HttpError::RefusedByServer(AlertDescription::CertificateRequired) = error else {
        panic!("{error:?}");
    };
}

fn plain(port: u16) -> Target {
    Target::Plain {
        host: "127.0.0.1".into(),
        port,
    }
}

fn tls(port: u16, config: Arc<ClientConfig>) -> Target {
    Target::Tls {
        host: "localhost".into(),
        port,
        config,
    }
}

async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("bound").port()
}

/// Answers the first client with these bytes, whatever it says, and closes.
async fn answering(bytes: &[u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let bytes = bytes.to_vec();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("one client");
        let mut request = [0; 1024];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
    });
    port
}

async fn ask(answer: &[u8]) -> Result<Response<Bytes>, HttpError> {
    get(Connection::open(&plain(answering(answer).await))
        .await
        .expect("open"))
    .await
}

async fn get(mut connection: Connection) -> Result<Response<Bytes>, HttpError> {
    connection
        .send(
            Request::get("/").body(Full::default()).expect("built"),
            LIMIT,
        )
        .await
}

/// A TLS server that lets in nobody without a client certificate.
async fn demanding_a_certificate() -> (u16, CertificateDer<'static>) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).expect("a root");
    let provider = Arc::new(default_provider());
    let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider))
        .build()
        .expect("a verifier");
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(clients)
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a server");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("one client");
        let _ = TlsAcceptor::from(Arc::new(config)).accept(stream).await;
    });
    (port, cert.der().clone())
}

fn trusting_nobody() -> Arc<ClientConfig> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    Arc::new(config)
}
