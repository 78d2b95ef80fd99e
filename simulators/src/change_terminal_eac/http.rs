//! HTTP by hand: one request a connection, so that an answer can be broken in every way.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::sleep;

use super::fault::Fault;
use super::soap;
use super::terminal::Terminal;

const HEAD_LIMIT: usize = 8 * 1024;
const BODY_LIMIT: usize = 256 * 1024;
/// A client that reads so much of a flood reads it all.
const FLOOD: usize = 64 * 1024 * 1024;

/// Serves one request.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    terminal: &Terminal,
) -> io::Result<()> {
    let Some((head, body)) = request(&mut stream).await? else {
        return Ok(());
    };
    let (status, text) = answer(&head, &body, terminal).await;
    if terminal.fault_now() == Fault::Slow {
        sleep(terminal.slowness()).await;
    }
    sent(&mut stream, status, &text, terminal.fault_now()).await?;
    stream.shutdown().await
}

async fn answer(head: &str, body: &[u8], terminal: &Terminal) -> (&'static str, String) {
    if !head.starts_with(&format!("POST {} ", super::PATH)) {
        return ("404 Not Found", String::new());
    }
    match soap::answer(body, terminal).await {
        Ok(text) => ("200 OK", text),
        Err(fault) => ("500 Internal Server Error", fault),
    }
}

async fn request<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if bytes.len() > HEAD_LIMIT || stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let ours = name.eq_ignore_ascii_case("content-length");
        ours.then(|| value.trim().parse::<usize>().ok())?
    });
    let length = length.unwrap_or(0).min(BODY_LIMIT);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some((head, bytes.split_off(end))))
}

async fn sent<S: AsyncWrite + Unpin>(
    stream: &mut S,
    status: &str,
    text: &str,
    fault: Fault,
) -> io::Result<()> {
    let garbage = "<<<\u{1} not & xml";
    let text = if fault == Fault::Garbage {
        garbage
    } else {
        text
    };
    let length = match fault {
        Fault::Flood => FLOOD * 2,
        Fault::LyingLength => text.len() + 4_000,
        _ => text.len(),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    match fault {
        Fault::HalfAnswer => stream.write_all(&text.as_bytes()[..text.len() / 2]).await?,
        Fault::Flood => {
            let piece = "<flood/>".repeat(8 * 1024);
            for _ in 0..FLOOD / piece.len() {
                stream.write_all(piece.as_bytes()).await?;
            }
        }
        Fault::LyingLength => {
            stream.write_all(text.as_bytes()).await?;
            stream.flush().await?;
            // The client waits for bytes that never come.
            sleep(std::time::Duration::from_mins(1)).await;
        }
        _ => stream.write_all(text.as_bytes()).await?,
    }
    stream.flush().await
}
