//! The relay that makes the line bad, and how bad.

use crate::error::Error;
use crate::layout::Layout;
use crate::stage::process::{Part, Start};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::Duration;

/// How a line is, and how often a case goes over it.
pub(super) struct Quality {
    pub(super) name: &'static str,
    pub(super) kbit: u64,
    /// There and back.
    pub(super) round_trip_ms: u64,
    pub(super) jitter_ms: u64,
    pub(super) loss_percent: &'static str,
    pub(super) reorder_percent: &'static str,
    pub(super) queue_bytes: usize,
    pub(super) runs: usize,
    /// What the issue wants of the line's own limit.
    pub(super) goal_of_limit: Option<&'static str>,
    /// What it wants of the bytes on the wire; none where the lost packets alone, sent again, break
    /// it.
    pub(super) goal_on_wire: Option<&'static str>,
}

/// The lines of the issue.
pub(super) const LINES: [Quality; 4] = [
    Quality {
        name: "20 Mbit/s, 100 ms, no loss",
        loss_percent: "0",
        ..FAST
    },
    Quality {
        name: "20 Mbit/s, 100 ms, 0.5 % loss",
        loss_percent: "0.5",
        ..FAST
    },
    Quality {
        name: "20 Mbit/s, 100 ms, 2 % loss",
        loss_percent: "2",
        goal_of_limit: Some("≥ 0.8×"),
        ..FAST
    },
    Quality {
        name: "5 Mbit/s, 300 ms, 5 % loss, jitter",
        kbit: 5_000,
        round_trip_ms: 300,
        jitter_ms: 20,
        loss_percent: "5",
        reorder_percent: "1",
        queue_bytes: 200_000,
        goal_on_wire: None,
        // Single runs of one and the same sender differ by a quarter, medians of eight by 7 %.
        runs: 9,
        ..FAST
    },
];

const FAST: Quality = Quality {
    name: "",
    kbit: 20_000,
    round_trip_ms: 100,
    jitter_ms: 0,
    loss_percent: "0",
    reorder_percent: "0",
    queue_bytes: 500_000,
    runs: 3,
    goal_of_limit: None,
    goal_on_wire: Some("≤ 1.10 B/B"),
};

/// A relay that runs; ended when dropped.
pub(super) struct Line {
    /// Where clients send to, on the loopback interface.
    pub(super) port: u16,
    /// Its control.
    pub(super) control: Control,
    _part: Part,
}

/// The control port of a relay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Control {
    port: u16,
}

impl Line {
    /// Starts a relay to this UDP port. The losses are the same each time.
    pub(super) fn start(
        layout: &Layout,
        folder: &Path,
        quality: &Quality,
        to: u16,
    ) -> Result<Self, Error> {
        let mut part = Start::new("udp-line", layout.program("stand-in"), folder)
            .arg("udp-line")
            .arg("--to")
            .arg(format!("127.0.0.1:{to}"))
            .arg("--rate-kbit")
            .arg(quality.kbit.to_string())
            .arg("--delay-ms")
            .arg((quality.round_trip_ms / 2).to_string())
            .arg("--jitter-ms")
            .arg(quality.jitter_ms.to_string())
            .arg("--loss-percent")
            .arg(quality.loss_percent)
            .arg("--reorder-percent")
            .arg(quality.reorder_percent)
            .arg("--queue-bytes")
            .arg(quality.queue_bytes.to_string())
            .spawn(layout)?;
        let ready = part.ready_line()?;
        Ok(Self {
            port: number(&ready, "port")?.try_into().unwrap_or_default(),
            control: Control {
                port: number(&ready, "control")?.try_into().unwrap_or_default(),
            },
            _part: part,
        })
    }
}

impl Control {
    /// Holds everything back for so long.
    pub(super) fn freeze(self, how_long: Duration) -> Result<(), Error> {
        self.command("PUT", "/freeze", &how_long.as_millis().to_string())
            .map(drop)
    }

    /// Loses everything for so long.
    pub(super) fn black_out(self, how_long: Duration) -> Result<(), Error> {
        self.command("PUT", "/blackout", &how_long.as_millis().to_string())
            .map(drop)
    }

    /// Gives the client another address.
    pub(super) fn move_away(self) -> Result<(), Error> {
        self.command("PUT", "/move", "").map(drop)
    }

    /// Bytes in UDP packets so far: from the client, and to it.
    pub(super) fn count(self) -> Result<[u64; 2], Error> {
        let counted = self.command("GET", "/count", "")?;
        let counted = serde_json::from_str(&counted)
            .map_err(|error| Error::content(Path::new("udp-line"), error.to_string()))?;
        Ok([number(&counted, "up")?, number(&counted, "down")?])
    }

    fn command(self, method: &str, path: &str, body: &str) -> Result<String, Error> {
        let asked = || {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
            let length = body.len();
            write!(
                stream,
                "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                 Content-Length: {length}\r\n\r\n{body}"
            )?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        let answer = asked().map_err(Error::file(Path::new("udp-line")))?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.starts_with("HTTP/1.1 200") => Ok(body.to_owned()),
            _ => Err(Error::content(Path::new("udp-line"), answer)),
        }
    }
}

fn number(value: &Value, name: &str) -> Result<u64, Error> {
    value[name]
        .as_u64()
        .ok_or_else(|| Error::content(Path::new("udp-line"), format!("no {name} in {value}")))
}
