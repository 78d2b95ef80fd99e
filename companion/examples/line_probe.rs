//! Speaks to a gateway on the companion's own road, as its configuration says: what the tests of the line
//! run inside their network namespaces.
//!
//! `line_probe COMPANION_TOML` takes orders from stdin and answers each with a line of JSON: `get PATH`,
//! `put PATH BYTES` (each over a connection of its own), `state`.

use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use amtskoffer_companion::config::Config;
use amtskoffer_companion::http::{Connection, HttpError, Target};
use amtskoffer_companion::link::LinkKeys;
use amtskoffer_companion::tunnel::TunnelSetUp;
use bytes::Bytes;
use http_body_util::Full;
use hyper::{Method, Request};
use serde_json::{Value, json};

/// Longer than any freeze of a test.
const REPLY: Duration = Duration::from_secs(90);

/// Most bytes of an answer.
const ANSWER: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("no configuration named")?;
    let config = Config::read(Path::new(&file))?;
    let host = config.gateway.url.trim_start_matches("https://");
    let host = host.split(':').next().unwrap_or_default();
    let prepared = TunnelSetUp::prepare(&config.tunnel, host)?;
    let keys = LinkKeys::read(&config.gateway)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (orders, mut ordered) = tokio::sync::mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if orders.blocking_send(line).is_err() {
                return;
            }
        }
    });
    runtime.block_on(async {
        let keys = keys.through(prepared.begin()?);
        while let Some(order) = ordered.recv().await {
            let mut answer = done(&keys.target, &order).await;
            if let Some(road) = keys.road() {
                answer["state"] = format!("{:?}", road.tunnel().state()).into();
                answer["paced"] = road.tunnel().is_paced().into();
            }
            writeln!(std::io::stdout(), "{answer}")?;
        }
        Ok(())
    })
}

async fn done(target: &Target, order: &str) -> Value {
    let begun = Instant::now();
    let words: Vec<&str> = order.split(' ').collect();
    let outcome = match words.as_slice() {
        ["get", path] => talk(target, Method::GET, path, 0).await,
        ["put", path, bytes] => talk(target, Method::PUT, path, bytes.parse().unwrap_or(0)).await,
        _ => return json!({}),
    };
    let seconds = begun.elapsed().as_secs_f64();
    match outcome {
        Ok((status, body)) => json!({"status": status, "body": body, "seconds": seconds}),
        Err(error) => json!({"error": error.to_string(), "seconds": seconds}),
    }
}

async fn talk(
    target: &Target,
    method: Method,
    path: &str,
    bytes: usize,
) -> Result<(u16, String), HttpError> {
    let mut connection = Connection::open(target).await?.with_reply_timeout(REPLY);
    let request = Request::builder().method(method).uri(path);
    let body = Full::new(Bytes::from(vec![0x5a; bytes]));
    let request = request.body(body).map_err(|_| HttpError::BadHost)?;
    let answer = connection.send(request, ANSWER).await?;
    let body = String::from_utf8_lossy(answer.body()).into_owned();
    Ok((answer.status().as_u16(), body))
}
