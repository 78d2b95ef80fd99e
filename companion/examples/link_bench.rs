//! What `cargo xtask bench link` drives, one order a line on stdin, one JSON answer a line on stdout.
//!
//! `link_bench TUNNEL_TOML PKI_FOLDER PORT`: sends on the suitcase's own road to `localhost`, over TLS with
//! its certificate. Orders: `cold BYTES` opens a connection and sends on it, `warm BYTES` sends on the
//! one that is open.

#![allow(clippy::print_stdout, reason = "the answers are its output")]

use std::error::Error;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::http::{Connection, HttpError, Target};
use amtskoffer_companion::tunnel::{TunnelConfig, TunnelSetUp};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Method, Request};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Longer than a hole in the line and the case together.
const REPLY: Duration = Duration::from_secs(90);

/// Tries until the tunnel is there.
const TRIES: usize = 100;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tunnel, pki, port] = arguments.as_slice() else {
        return Err("three arguments are needed: see the file's head".into());
    };
    let tunnel: TunnelConfig = toml::from_str(&std::fs::read_to_string(tunnel)?)?;
    let prepared = TunnelSetUp::prepare(&tunnel, "localhost")?;
    let config = Arc::new(tls_config(Path::new(pki))?);
    let port = port.parse()?;
    let orders = orders();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let begun = Instant::now();
        let target = Target::Tunnelled {
            host: "localhost".to_owned(),
            port,
            config,
            road: prepared.begin()?,
        };
        serve(&target, begun, orders).await
    })
}

fn orders() -> mpsc::Receiver<String> {
    let (sender, orders) = mpsc::channel(1);
    std::thread::spawn(move || {
        for order in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.blocking_send(order).is_err() {
                return;
            }
        }
    });
    orders
}

/// Takes orders until there are no more.
async fn serve(target: &Target, begun: Instant, mut orders: mpsc::Receiver<String>) -> Outcome<()> {
    let mut open = connected(target).await?;
    let Target::Tunnelled { road, .. } = target else {
        return Err("no tunnel".into());
    };
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({"seconds": seconds, "paced": road.tunnel().is_paced()})
    );
    while let Some(order) = orders.recv().await {
        let begun = Instant::now();
        let bytes = match order.split_once(' ') {
            Some(("cold", bytes)) => {
                open = Connection::open(target).await?.with_reply_timeout(REPLY);
                bytes
            }
            Some(("warm", bytes)) => bytes,
            _ => return Err("no such order".into()),
        };
        println!("{}", put(&mut open, bytes.parse()?, begun).await?);
    }
    Ok(())
}

/// One request; the time until its answer is there.
async fn put(connection: &mut Connection, bytes: usize, begun: Instant) -> Outcome<Value> {
    let request = Request::builder().method(Method::PUT).uri("/case");
    let request = request.body(Full::new(Bytes::from(vec![0x5a; bytes])))?;
    let answer = connection.send(request, 64 * 1024).await?;
    if !answer.status().is_success() {
        return Err(answer.status().to_string().into());
    }
    Ok(json!({"seconds": begun.elapsed().as_secs_f64()}))
}

async fn connected(target: &Target) -> Result<Connection, HttpError> {
    for _ in 1..TRIES {
        if let Ok(connection) = Connection::open(target).await {
            return Ok(connection.with_reply_timeout(REPLY));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Connection::open(target).await
}

fn tls_config(pki: &Path) -> Outcome<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(pki.join("ca.pem"))?)?;
    let chain = CertificateDer::pem_file_iter(pki.join("suitcase.pem"))?;
    let key = PrivateKeyDer::from_pem_file(pki.join("suitcase.key"))?;
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_client_auth_cert(chain.collect::<Result<_, _>>()?, key)?;
    Ok(config)
}
