//! The second connection, on which a page travels (SANE standard 5.2.8): records of a length and so
//! many bytes, at the end a length of all ones and a byte with the status.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::controls::Settings;
use super::fault::Fault;
use super::machine::{Machine, Page, status};

/// How long the client may take to come for its page.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a record, more or less.
const RECORD: usize = 32 * 1024;
const SLOWNESS: Duration = Duration::from_millis(200);

/// Sends one page to the first who connects.
pub async fn send(listener: TcpListener, page: Page, settings: Settings, machine: Arc<Machine>) {
    let Ok(Ok((stream, _))) = timeout(PATIENCE, listener.accept()).await else {
        return;
    };
    let mut faults = machine.faults();
    tokio::select! {
        // A client that goes away is nothing to report.
        _ = send_to(stream, page, &settings, &machine) => {}
        _ = faults.wait_for(|fault| *fault == Fault::Unplugged) => {}
    }
}

async fn send_to(
    mut stream: TcpStream,
    page: Page,
    settings: &Settings,
    machine: &Machine,
) -> io::Result<()> {
    let (width, height) = settings.size();
    let width = usize::try_from(width).unwrap_or(1);
    let height = usize::try_from(height).unwrap_or(1);
    let mut record = Vec::with_capacity(2 * RECORD);
    let end = if page.jams { height / 2 } else { height };
    for y in 0..end {
        record.extend(page.paper.line(y, width, settings.dpi, settings.colour));
        if record.len() >= RECORD || y + 1 == end {
            if machine.fault_now() == Fault::Slow {
                sleep(SLOWNESS).await;
            }
            send_record(&mut stream, &record).await?;
            record.clear();
        }
    }
    let endless = vec![0; RECORD];
    while machine.fault_now() == Fault::Flood {
        send_record(&mut stream, &endless).await?;
    }
    let status = if page.jams {
        status::JAMMED
    } else {
        status::EOF
    };
    stream.write_u32(u32::MAX).await?;
    stream.write_u8(u8::try_from(status).unwrap_or(0)).await?;
    stream.shutdown().await
}

async fn send_record(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    stream.write_u32(length).await?;
    stream.write_all(bytes).await
}
