//! The line's own limit: as many bytes over plain UDP, as fast as the line takes them, until the far end
//! has said that the last one is there. No client that waits for an answer can be faster.

use super::line::{Line, Quality};
use crate::error::Error;
use std::net::{Ipv4Addr, UdpSocket};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Bytes in a packet, about those of WireGuard's.
const PACKET: usize = 1312;

/// Says that no more comes; sent often, since it may be lost.
const END: &[u8] = b"end";

/// Bytes a second of case that the line carries at best, in MB/s.
pub(super) fn limit(
    quality: &Quality,
    bytes: usize,
    start: impl FnOnce(u16) -> Result<Line, Error>,
) -> Result<f64, Error> {
    let place = Path::new("udp-line");
    let far = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).map_err(Error::file(place))?;
    let to = far.local_addr().map_err(Error::file(place))?.port();
    let line = start(to)?;
    let sink = thread::spawn(move || sink(&far));
    let sent = send(&line, quality, bytes).map_err(Error::file(place));
    let seconds = sent?;
    let arrived = sink
        .join()
        .map_err(|_| Error::content(place, "the far end died"))?
        .map_err(Error::file(place))?;
    Ok(super::figures::megabytes(arrived) / seconds)
}

/// Seconds from the first byte until the far end has answered.
fn send(line: &Line, quality: &Quality, bytes: usize) -> std::io::Result<f64> {
    let near = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    near.connect((Ipv4Addr::LOCALHOST, line.port))?;
    let a_packet = Duration::from_nanos(PACKET as u64 * 8 * 1_000_000 / quality.kbit);
    let begun = Instant::now();
    for number in 0..u32::try_from(bytes.div_ceil(PACKET)).unwrap_or(u32::MAX) {
        let due = begun + a_packet * number;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        near.send(&[0x5a; PACKET])?;
    }
    near.set_read_timeout(Some(Duration::from_millis(2)))?;
    let mut answer = [0; 8];
    loop {
        near.send(END)?;
        if near.recv(&mut answer).is_ok() {
            return Ok(begun.elapsed().as_secs_f64());
        }
    }
}

/// Counts until the end is said, and answers that.
fn sink(far: &UdpSocket) -> std::io::Result<u64> {
    let mut arrived = 0;
    let mut packet = [0; PACKET];
    far.set_read_timeout(Some(Duration::from_secs(10)))?;
    loop {
        let (bytes, from) = far.recv_from(&mut packet)?;
        if &packet[..bytes] != END {
            arrived += bytes as u64;
            continue;
        }
        // Some of the answers may be lost, too.
        for _ in 0..20 {
            far.send_to(END, from)?;
        }
        return Ok(arrived);
    }
}
