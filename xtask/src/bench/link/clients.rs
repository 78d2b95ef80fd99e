//! Who sends: our tunnel, and curl over wireguard-go.

use super::line::Line;
use super::town::{HTTPS, Town};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;

/// The example `link_bench` of the companion.
pub(super) struct Ours {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Seconds from nothing to a TLS connection through the tunnel.
    pub(super) ready: f64,
}

impl Ours {
    /// Starts it; its tunnel is up then, and one connection is open.
    pub(super) fn start(layout: &Layout, town: &Town, line: &Line) -> Result<Self, Error> {
        let program = layout.program("examples").join("link_bench");
        let failed = |what: &str| Error::content(&program, what);
        let mut child = run::program(layout, "setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(&program)
            .arg(town.our_tunnel(line.port)?)
            .arg(&town.pki)
            .arg(HTTPS.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Error::file(&program))?;
        let orders = child.stdin.take().ok_or_else(|| failed("has no stdin"))?;
        let answers = child.stdout.take().ok_or_else(|| failed("has no stdout"))?;
        let mut ours = Self {
            child,
            orders,
            answers: BufReader::new(answers),
            ready: 0.0,
        };
        let ready = ours.answer()?;
        if ready["paced"] != true {
            return Err(failed("is not paced: load the kernel's module tcp_bbr"));
        }
        ours.ready = seconds(&ready)?;
        Ok(ours)
    }

    /// Seconds for a case on a new connection.
    pub(super) fn cold(&mut self, bytes: usize) -> Result<f64, Error> {
        self.order("cold", bytes)
    }

    /// Seconds for a case on the connection of the one before.
    pub(super) fn warm(&mut self, bytes: usize) -> Result<f64, Error> {
        self.order("warm", bytes)
    }

    fn order(&mut self, order: &str, bytes: usize) -> Result<f64, Error> {
        writeln!(self.orders, "{order} {bytes}").map_err(Error::file(Path::new("link_bench")))?;
        seconds(&self.answer()?)
    }

    fn answer(&mut self) -> Result<Value, Error> {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line);
        read.map_err(Error::file(Path::new("link_bench")))?;
        serde_json::from_str(&line)
            .map_err(|error| Error::content(Path::new("link_bench"), format!("{error}: {line:?}")))
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn seconds(answer: &Value) -> Result<f64, Error> {
    answer["seconds"]
        .as_f64()
        .ok_or_else(|| Error::content(Path::new("link_bench"), format!("said {answer}")))
}

/// How the kernel sends for curl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Congestion {
    Bbr,
    Cubic,
}

/// Curl in its namespace.
pub(super) struct Curl<'a> {
    layout: &'a Layout,
    town: &'a Town,
}

/// One transfer of curl's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sent {
    pub(super) seconds: f64,
    /// Fewer than the case's when it was cut off.
    pub(super) bytes: f64,
}

impl<'a> Curl<'a> {
    /// Points it to the line.
    pub(super) fn new(
        layout: &'a Layout,
        town: &'a Town,
        line: &Line,
        congestion: Congestion,
    ) -> Result<Self, Error> {
        let how = match congestion {
            Congestion::Bbr => "bbr",
            Congestion::Cubic => "cubic",
        };
        town.curl_goes(layout, line.port, how)?;
        let curl = Self { layout, town };
        // The handshake of WireGuard is over before anything is measured, as with ours.
        curl.run(&["--head"], None)?;
        Ok(curl)
    }

    /// A case on a new connection.
    pub(super) fn cold(&self, patience: Option<Duration>) -> Result<Sent, Error> {
        let case = self.town.case.display().to_string();
        let sent = self.run(&["-T", &case], patience)?;
        sent.first()
            .copied()
            .ok_or_else(|| Error::content(Path::new("curl"), "said nothing"))
    }

    /// A case on a new connection, and one after it on the same.
    pub(super) fn cold_and_warm(&self) -> Result<[f64; 2], Error> {
        let case = self.town.case.display().to_string();
        let sent = self.run(&["-T", &case, "--next", "-T", &case], None)?;
        match sent.as_slice() {
            [cold, warm] => Ok([cold.seconds, warm.seconds]),
            _ => Err(Error::content(Path::new("curl"), format!("{sent:?}"))),
        }
    }

    /// Runs `curl` with these words; each request gets the same options.
    fn run(&self, words: &[&str], patience: Option<Duration>) -> Result<Vec<Sent>, Error> {
        let pki = &self.town.pki;
        let mut command = self.town.curl_side().enter(self.layout);
        command.arg("curl");
        for words in words.split_inclusive(|word| *word == "--next") {
            command.args(["--silent", "--tlsv1.3", "--output", "/dev/null"]);
            command.args([
                "--connect-to",
                &format!("localhost:{HTTPS}:{}", Town::server()),
            ]);
            for (option, file) in [
                ("--cacert", "ca.pem"),
                ("--cert", "suitcase.pem"),
                ("--key", "suitcase.key"),
            ] {
                command.arg(option).arg(pki.join(file));
            }
            command.args(["--header", "Expect:"]);
            command.args(["--write-out", "%{http_code} %{time_total} %{size_upload}\n"]);
            if let Some(patience) = patience {
                command.args(["--max-time", &patience.as_secs().to_string()]);
            }
            command.arg(format!("https://localhost:{HTTPS}/case"));
            command.args(words);
        }
        // Cut off by its patience, it ends with a failure, but says how far it came.
        let output = command
            .stdin(Stdio::null())
            .output()
            .map_err(Error::file(Path::new("curl")))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.lines()
            .map(|line| {
                parse(line, patience.is_some())
                    .ok_or_else(|| Error::content(Path::new("curl"), line.to_owned()))
            })
            .collect()
    }
}

/// `201 1.25 3000000`; `000` when it was cut off.
fn parse(line: &str, may_be_cut: bool) -> Option<Sent> {
    let mut words = line.split_whitespace();
    let status: u16 = words.next()?.parse().ok()?;
    let sent = Sent {
        seconds: words.next()?.parse().ok()?,
        bytes: words.next()?.parse().ok()?,
    };
    let is_fine = matches!(status, 200..=404) || (may_be_cut && status == 0);
    is_fine.then_some(sent)
}

#[cfg(test)]
mod tests {
    use super::{Sent, parse};

    #[test]
    fn what_curl_says_is_read() {
        let sent = Sent {
            seconds: 1.25,
            bytes: 3e6,
        };
        assert_eq!(parse("201 1.25 3000000", false), Some(sent));
        assert_eq!(parse("000 1.25 3000000", true), Some(sent));
        for bad in ["000 1.25 3000000", "500 1 1", "", "201 x 1"] {
            assert_eq!(parse(bad, false), None, "{bad}");
        }
    }
}
