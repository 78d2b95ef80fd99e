//! The exporter: lists the pad, lets one host import it and answers that host's requests.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::descriptors;
use super::fault::Fault;
use super::frames::{self, Operation, Urb};
use super::pad::Pad;

const SLOWNESS: Duration = Duration::from_millis(300);
const STALL: i32 = -32;
const TAKEN_BACK: i32 = -104;
const GET_DESCRIPTOR: u8 = 6;

/// Serves until aborted.
pub async fn serve(listener: TcpListener, pad: Arc<Pad>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            let pad = Arc::clone(&pad);
            // A host that goes away is nothing to report.
            tokio::spawn(async move { drop(connection(stream, &pad).await) });
        }
    }
}

async fn connection(mut stream: TcpStream, pad: &Arc<Pad>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let operation = frames::operation(&mut stream).await?;
    match pad.fault() {
        Fault::Stalled => {
            let mut faults = pad.faults();
            // Until somebody mends it; then the host has to come again.
            let _ = faults.wait_for(|fault| *fault != Fault::Stalled).await;
            return Ok(());
        }
        Fault::Garbage => return stream.write_all(b"220 mail.example ESMTP ready\r\n").await,
        _ => {}
    }
    let is_there = pad.fault() != Fault::Unplugged;
    match operation {
        Operation::List => {
            stream
                .write_all(&frames::list(is_there.then_some(pad.model)))
                .await
        }
        Operation::Import(bus_id) => {
            let known = bus_id.starts_with(frames::BUS_ID.as_bytes());
            if !is_there || !known {
                return stream.write_all(&frames::import(pad.model, 4)).await;
            }
            if pad.fault() == Fault::Busy || !pad.import() {
                return stream.write_all(&frames::import(pad.model, 2)).await;
            }
            stream.write_all(&frames::import(pad.model, 0)).await?;
            let ended = imported(stream, pad).await;
            pad.release();
            ended
        }
    }
}

async fn imported(stream: TcpStream, pad: &Arc<Pad>) -> io::Result<()> {
    let (mut reading, mut writing) = stream.into_split();
    let (asked, mut asks) = mpsc::channel(32);
    let reader = tokio::spawn(async move {
        while let Ok(urb) = frames::urb(&mut reading).await {
            if asked.send(urb).await.is_err() {
                return;
            }
        }
    });
    let ended = answer_all(&mut asks, &mut writing, pad).await;
    reader.abort();
    ended
}

async fn answer_all(
    asks: &mut mpsc::Receiver<Urb>,
    writing: &mut OwnedWriteHalf,
    pad: &Arc<Pad>,
) -> io::Result<()> {
    let mut faults = pad.faults();
    // Requests for a report of the pen that wait: number and room.
    let mut unanswered = VecDeque::<(u32, u32)>::new();
    loop {
        let wrote = pad.wrote.notified();
        while let Some((number, room)) = unanswered.front().copied() {
            let Some(report) = pad.next_report() else {
                break;
            };
            unanswered.pop_front();
            let length = report.len().min(room as usize);
            writing
                .write_all(&frames::submitted(number, 0, length, &report[..length]))
                .await?;
        }
        tokio::select! {
            () = wrote => {}
            changed = faults.changed() => {
                if changed.is_err() || pad.fault() == Fault::Unplugged {
                    return Ok(());
                }
            }
            ask = asks.recv() => match ask {
                None => return Ok(()),
                Some(Urb::Unlink { number, taken_back }) => {
                    let known = unanswered.iter().position(|(number, _)| *number == taken_back);
                    let status = known.and_then(|place| unanswered.remove(place)).map_or(0, |_| TAKEN_BACK);
                    writing.write_all(&frames::unlinked(number, status)).await?;
                }
                Some(Urb::Submit { number, endpoint: 1, towards_host: true, length, .. }) => {
                    unanswered.push_back((number, length));
                }
                Some(Urb::Submit { number, towards_host, length, setup, out, .. }) => {
                    let outcome = control(pad, setup, &out);
                    let room = if towards_host { length as usize } else { 0 };
                    answer(writing, pad, (number, out.len()), room, outcome).await?;
                }
            },
        }
    }
}

/// Answers a control request, given by its number and how many bytes came with it.
async fn answer(
    writing: &mut OwnedWriteHalf,
    pad: &Pad,
    (number, taken): (u32, usize),
    room: usize,
    outcome: Option<Vec<u8>>,
) -> io::Result<()> {
    let Some(mut data) = outcome else {
        return writing
            .write_all(&frames::submitted(number, STALL, 0, &[]))
            .await;
    };
    data.truncate(room);
    // Bytes that went one way or the other.
    let mut frame = frames::submitted(number, 0, taken + data.len(), &data);
    match pad.fault() {
        Fault::Stalled => return Ok(()),
        Fault::Slow => sleep(SLOWNESS).await,
        Fault::Garbage => frame = b"GARBAGE ".repeat(12),
        Fault::HalfAnswer => frame.truncate(frame.len() / 2),
        Fault::LyingLength => {
            data.resize(room + 100, 0xaa);
            frame = frames::submitted(number, 0, data.len(), &data);
        }
        _ => {}
    }
    writing.write_all(&frame).await
}

/// What a control request gives; nothing for a stall.
fn control(pad: &Pad, setup: [u8; 8], out: &[u8]) -> Option<Vec<u8>> {
    let [kind, request, value_low, value_high, ..] = setup;
    match (kind, request) {
        (0x80 | 0x81, GET_DESCRIPTOR) => descriptors::find(pad.model, value_high, value_low),
        // Status of device, interface or endpoint.
        (0x80..=0x82, 0) => Some(vec![0, 0]),
        // Configuration, interface, halt, idle: nothing to choose.
        (0x00, 5 | 9) | (0x01, 11) | (0x02, 1) | (0x21, 0x0a) => Some(Vec::new()),
        (0xa1, 1) | (0x21, 9) if pad.fault() == Fault::Refuse => None,
        (0xa1, 1) if value_high == 3 => pad.get(value_low),
        (0x21, 9) if value_high == 3 => pad.set(out).then(Vec::new),
        _ => None,
    }
}
