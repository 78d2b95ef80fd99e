//! Writes the finger image record of ISO/IEC 19794-4:2011 with one WSQ picture in it.

use jiff::civil::DateTime;

use super::ridges::{HEIGHT, PPI, WIDTH};

const GENERAL_HEADER: usize = 16;
const COMPRESSION_WSQ: u8 = 2;
const IMPRESSION_LIVE_PLAIN: u8 = 0;
const UNIT_PER_INCH: u8 = 1;

/// What varies from record to record.
pub struct Content<'a> {
    /// ISO finger position code 1–10.
    pub finger: u8,
    /// Quality of the only quality block, 0–100.
    pub score: u8,
    /// Time of capture in UTC.
    pub taken: DateTime,
    /// The compressed picture.
    pub wsq: &'a [u8],
}

/// The record, table 1 (general header) and table 4 (representation header) of the standard.
pub fn record(content: &Content) -> Vec<u8> {
    let representation = representation(content);
    let mut bytes = Vec::with_capacity(GENERAL_HEADER + representation.len());
    bytes.extend_from_slice(b"FIR\x00020\x00");
    bytes.extend_from_slice(&length(GENERAL_HEADER + representation.len()));
    bytes.extend_from_slice(&1_u16.to_be_bytes()); // representations
    bytes.push(0); // no certification blocks
    bytes.push(1); // finger positions
    bytes.extend_from_slice(&representation);
    bytes
}

fn representation(content: &Content) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    bytes.extend_from_slice(&date(content.taken));
    bytes.push(1); // white light optical total internal reflection
    bytes.extend_from_slice(&[0, 0, 0, 0]); // maker and model are not registered
    bytes.push(1); // quality blocks
    bytes.push(content.score);
    bytes.extend_from_slice(&[0, 0, 0, 0]); // quality algorithm is not registered
    bytes.extend_from_slice(&[content.finger, 0, UNIT_PER_INCH]);
    for _ in 0..4 {
        bytes.extend_from_slice(&PPI.to_be_bytes());
    }
    bytes.extend_from_slice(&[8, COMPRESSION_WSQ, IMPRESSION_LIVE_PLAIN]);
    bytes.extend_from_slice(&side(WIDTH));
    bytes.extend_from_slice(&side(HEIGHT));
    bytes.extend_from_slice(&length(content.wsq.len()));
    bytes.extend_from_slice(content.wsq);
    let total = length(bytes.len());
    bytes[..4].copy_from_slice(&total);
    bytes
}

fn date(taken: DateTime) -> [u8; 9] {
    let year = taken.year().to_be_bytes();
    let milliseconds = taken.millisecond().to_be_bytes();
    let [month, day, hour, minute, second] = [
        taken.month(),
        taken.day(),
        taken.hour(),
        taken.minute(),
        taken.second(),
    ]
    .map(i8::cast_unsigned);
    [
        year[0],
        year[1],
        month,
        day,
        hour,
        minute,
        second,
        milliseconds[0],
        milliseconds[1],
    ]
}

fn length(size: usize) -> [u8; 4] {
    u32::try_from(size).unwrap_or(u32::MAX).to_be_bytes()
}

fn side(size: usize) -> [u8; 2] {
    u16::try_from(size).unwrap_or(u16::MAX).to_be_bytes()
}
