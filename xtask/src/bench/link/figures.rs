//! What was measured, as rows.

use super::clients::Sent;
use super::line::{Line as Relay, Quality};
use super::{CASE, HOLE, HOLE_AFTER};
use crate::bench::row::Measured;
use crate::error::Error;
use std::path::Path;
use std::thread;

/// Never below the peer. Two equal senders differ by so much from run to run, and the kernel that sends
/// is the same.
const NOT_BELOW: &str = "≥ 0.95×";

/// What the line's limit is.
const LIMIT: &str = "the line's limit: as many bytes in plain UDP, answered";

/// A client's cases over one line.
#[derive(Debug, Default)]
pub(super) struct Case {
    cold: Vec<f64>,
    warm: Vec<f64>,
    /// Bytes in UDP packets from the client and to it, for all its cases.
    up: u64,
    down: u64,
}

impl Case {
    /// Takes the seconds of a case on a new connection and of one after it.
    pub(super) fn take(
        &mut self,
        line: &Relay,
        send: impl FnOnce() -> Result<[f64; 2], Error>,
    ) -> Result<(), Error> {
        let before = line.control.count()?;
        let [cold, warm] = send()?;
        let after = line.control.count()?;
        self.cold.push(cold);
        self.warm.push(warm);
        self.up += after[0] - before[0];
        self.down += after[1] - before[1];
        Ok(())
    }

    fn per_case_byte(&self, bytes: u64) -> f64 {
        let cases = (self.cold.len() + self.warm.len()) * CASE;
        megabytes(bytes) / megabytes(cases as u64)
    }
}

/// All that went over one line.
pub(super) struct Line<'a> {
    pub(super) quality: &'a Quality,
    pub(super) ours: &'a Case,
    pub(super) paced: &'a Case,
    pub(super) cubic: Sent,
    /// MB/s.
    pub(super) limit: f64,
    /// Seconds from nothing to an open connection of ours.
    pub(super) ready: f64,
    pub(super) curl: &'a str,
}

/// What came of a line.
pub(super) struct Rows {
    pub(super) rows: Vec<Measured>,
    /// MB/s of the line's limit, and of the paced peer on a warm connection.
    limit: f64,
    peer: f64,
    paced: String,
}

/// The rows of a line.
pub(super) fn of_line(line: &Line) -> Rows {
    let name = line.quality.name;
    let speed = |seconds: &[f64]| megabytes(CASE as u64) / median(seconds);
    let paced = format!("BBR, {}", line.curl);
    let cubic = line.cubic.bytes / 1e6 / line.cubic.seconds;
    let (cold, warm) = (speed(&line.ours.cold), speed(&line.ours.warm));
    let row = |what: &str, unit: &str, ours: f64| Row::new(&format!("{what}: {name}"), unit, ours);
    let up = |case: &Case| case.per_case_byte(case.up);
    let both = |case: &Case| case.per_case_byte(case.up + case.down);
    let rows = [
        row("3 MB on a warm connection", "MB/s", warm)
            .beside(line.limit, LIMIT)
            .wanted(line.quality.goal_of_limit),
        row("3 MB on a warm connection", "MB/s", warm)
            .beside(speed(&line.paced.warm), &paced)
            .wanted(Some(NOT_BELOW)),
        row("3 MB on a new connection", "MB/s", cold)
            .beside(speed(&line.paced.cold), &paced)
            .wanted(Some(NOT_BELOW)),
        row("3 MB on a new connection", "MB/s", cold)
            .beside(cubic, &format!("CUBIC, {}", line.curl)),
        row("from nothing to TLS through the tunnel", "s", line.ready),
        row("sent on the wire per case byte", "B/B", up(line.ours))
            .beside(up(line.paced), &paced)
            .wanted(line.quality.goal_on_wire),
        row(
            "on the wire both ways per case byte",
            "B/B",
            both(line.ours),
        )
        .beside(both(line.paced), &paced),
    ];
    Rows {
        rows: rows.into_iter().map(|row| row.0).collect(),
        limit: line.limit,
        peer: speed(&line.paced.warm),
        paced,
    }
}

/// Seconds that a case takes when the line is disturbed, beyond the disturbance and an undisturbed case.
#[derive(Debug, Default)]
pub(super) struct Disturbed {
    frozen: f64,
    black: f64,
    moved: f64,
}

impl Disturbed {
    /// Sends cases by `send`, which gives their seconds, and disturbs them.
    pub(super) fn take(
        &mut self,
        line: &Relay,
        mut send: impl FnMut() -> Result<f64, Error>,
    ) -> Result<(), Error> {
        let calm = median(&[send()?, send()?, send()?]);
        let mut with = |disturb: &(dyn Fn() -> Result<(), Error> + Sync)| {
            thread::scope(|scope| {
                let disturbing = scope.spawn(|| {
                    thread::sleep(HOLE_AFTER);
                    disturb()
                });
                let seconds = send()?;
                let disturbed = disturbing.join();
                disturbed.map_err(|_| Error::content(Path::new("udp-line"), "died"))??;
                Ok::<f64, Error>(seconds - calm)
            })
        };
        let control = line.control;
        let hole = HOLE.as_secs_f64();
        self.frozen = with(&|| control.freeze(HOLE))? - hole;
        self.black = with(&|| control.black_out(HOLE))? - hole;
        self.moved = with(&|| control.move_away())?;
        Ok(())
    }
}

/// The rows of the disturbances.
pub(super) fn of_disturbances(
    quality: &Quality,
    ours: &Disturbed,
    peer: &Disturbed,
    curl: &str,
) -> Vec<Measured> {
    let name = quality.name;
    let paced = format!("BBR, {curl}");
    let row = |what: &str, ours: f64, peer: f64| {
        let name = format!("{what}: {name}");
        Row::new(&name, "s", ours).beside(peer, &paced).0
    };
    vec![
        row(
            "a case with 8 s of frozen line, beyond both",
            ours.frozen,
            peer.frozen,
        ),
        row(
            "a case with 8 s of blackout, beyond both",
            ours.black,
            peer.black,
        ),
        row(
            "a case with a change of address, beyond it",
            ours.moved,
            peer.moved,
        ),
    ]
}

/// The rows of whole cases by the companion's carrier: six parts, each announced, sent in pieces with
/// checksums, checked and kept. Without goals: the carrier has one chunk under way at most, so that a break
/// costs no more; a single PUT has no such bound.
pub(super) fn of_cases(quality: &Quality, seconds: &[f64], beside: &Rows) -> Vec<Measured> {
    let speed = megabytes(CASE as u64) / median(seconds);
    let name = format!(
        "a case of 3 MB by the companion's carrier: {}",
        quality.name
    );
    let row = || Row::new(&name, "MB/s", speed);
    vec![
        row().beside(beside.limit, LIMIT).0,
        row().beside(beside.peer, &format!("one PUT, {}", beside.paced)).0,
    ]
}

/// The rows of hand-ins: seconds of each, bytes of a case's sealed parts, and seconds of as many bytes by
/// the carrier alone.
pub(super) fn of_hand_ins(name: &str, seconds: &[f64], bytes: u64, late: &[f64]) -> Vec<Measured> {
    let p95 = |seconds: &[f64]| {
        let mut sorted = seconds.to_vec();
        sorted.sort_by(f64::total_cmp);
        let p95 = (sorted.len() * 95).div_ceil(100).saturating_sub(1);
        sorted.get(p95).copied().unwrap_or_default()
    };
    let without: Vec<f64> = seconds
        .iter()
        .zip(late)
        .map(|(own, late)| own + late)
        .collect();
    let size = megabytes(bytes);
    let told = format!("without early upload: its {size:.2} MB of parts leave only then, and this");
    let row = |what: &str| {
        format!(
            "{what} to the verified receipt, {} cases: {name}",
            seconds.len()
        )
    };
    vec![
        Row::new(&row("p95 from \"Senden\""), "s", p95(seconds))
            .beside(p95(&without), &told)
            .wanted(Some("p95 ≤ 1 s"))
            .0,
        Row::new(&row("median from \"Senden\""), "s", median(seconds))
            .beside(median(&without), &told)
            .0,
    ]
}

/// The row of the memory that the upload of a large case takes, in KiB.
pub(super) fn of_memory(kib: u32) -> Measured {
    Row::new(
        "companion memory above a case of 25 MB while it is sealed and sent",
        "MiB",
        f64::from(kib) / 1024.0,
    )
    .wanted(Some("≤ 64 MiB"))
    .0
}

/// A row being written.
struct Row(Measured);

impl Row {
    fn new(name: &str, unit: &str, ours: f64) -> Self {
        Self(Measured {
            name: name.to_owned(),
            unit: unit.to_owned(),
            ours,
            peer: None,
            peer_name: None,
            goal: None,
        })
    }

    fn beside(mut self, peer: f64, name: &str) -> Self {
        self.0.peer = Some(peer);
        self.0.peer_name = Some(name.to_owned());
        self
    }

    fn wanted(mut self, goal: Option<&str>) -> Self {
        self.0.goal = goal.map(str::to_owned);
        self
    }
}

/// Bytes in megabytes.
pub(super) fn megabytes(bytes: u64) -> f64 {
    // Far below the bytes from which a `u32` of them would not do.
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
