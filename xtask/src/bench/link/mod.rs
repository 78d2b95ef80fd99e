//! The link: a case over good and bad lines through our tunnel, beside curl over wireguard-go with kernel
//! BBR and with CUBIC, beside the line's own limit. All meet the same relay, the same nginx that wants
//! a client certificate, and the same losses.
//!
//! WireGuard's packets go over the loopback interface and the relay; what is inside the tunnels lives in
//! two network namespaces of this run. Needs root, as `ip netns` does.

mod blast;
mod clients;
mod figures;
mod line;
mod load;
mod sending;
mod town;

use super::row::{Measured, Row};
use crate::error::Error;
use crate::layout::Layout;
use crate::run;
use clients::{Congestion, Curl, Ours};
use figures::{Case, Disturbed};
use line::{LINES, Line, Quality};
use std::path::Path;
use std::time::Duration;
use town::Town;

/// Bytes of a case.
const CASE: usize = 3_000_000;

/// After how long a client that is not paced is cut off: it would take minutes.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long the line is frozen or black, and when after a case has begun to leave.
const HOLE: Duration = Duration::from_secs(8);
const HOLE_AFTER: Duration = Duration::from_millis(700);

/// Measures everything; the rows in the order of the table.
pub(super) fn measure(layout: &Layout) -> Result<Vec<Row>, Error> {
    build(layout)?;
    let mut measured = sealing(layout)?;
    measured.push(load::memory(layout)?);
    measured.extend(load::gateway(layout)?);
    let process = std::process::id();
    let folder = layout.root.join(format!("target/bench/link-{process}"));
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let over_lines = in_town(layout, &folder);
    // It holds nothing but this run's keys and logs, which tell why it failed.
    if over_lines.is_ok() {
        std::fs::remove_dir_all(&folder).map_err(Error::file(&folder))?;
    }
    measured.extend(over_lines?);
    measured
        .into_iter()
        .map(|measured| {
            Row::judged("link", measured)
                .map_err(|error| Error::content(&folder, error.to_string()))
        })
        .collect()
}

/// What goes over lines.
fn in_town(layout: &Layout, folder: &Path) -> Result<Vec<Measured>, Error> {
    let bench = Bench {
        layout,
        folder,
        town: Town::set_up(layout, folder)?,
    };
    let mut measured = Vec::new();
    let lines = LINES.iter().map(|quality| bench.on_line(quality));
    let mut lines = lines.collect::<Result<Vec<_>, _>>()?;
    for line in &mut lines {
        measured.append(&mut line.rows);
    }
    measured.extend(bench.disturbed(&LINES[1])?);
    measured.extend(sending::measure(layout, &lines)?);
    Ok(measured)
}

fn build(layout: &Layout) -> Result<(), Error> {
    let mut build = run::program(layout, "cargo");
    build.args(["build", "--quiet", "-p", "amtskoffer-simulators", "--bins"]);
    run::loud(&mut build)?;
    for (package, example) in [
        ("amtskoffer-companion", "link_bench"),
        ("amtskoffer-sealing", "throughput"),
    ] {
        let mut build = run::program(layout, "cargo");
        build.args(["build", "--quiet", "-p", package, "--example", example]);
        run::loud(&mut build)?;
    }
    Ok(())
}

fn sealing(layout: &Layout) -> Result<Vec<Measured>, Error> {
    let program = layout.program("examples").join("throughput");
    let said = run::text(&mut run::program(layout, &program))?;
    let read = |line| serde_json::from_str(line);
    said.lines()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::content(&program, error.to_string()))
}

/// What every measurement needs.
struct Bench<'a> {
    layout: &'a Layout,
    folder: &'a Path,
    town: Town,
}

impl Bench<'_> {
    /// All clients over one line, one after the other, each through a fresh relay with the same losses.
    fn on_line(&self, quality: &Quality) -> Result<figures::Rows, Error> {
        let limit = blast::limit(quality, CASE, |to| {
            Line::start(self.layout, self.folder, quality, to)
        })?;
        let (mut ours, mut paced) = (Case::default(), Case::default());
        // By turns, so that what else the machine does meets both.
        let ready = self.with_ours(quality, |client, line| {
            self.with_curl(quality, Congestion::Bbr, |curl, its_line| {
                for _ in 0..quality.runs {
                    ours.take(line, || Ok([client.cold(CASE)?, client.warm(CASE)?]))?;
                    paced.take(its_line, || curl.cold_and_warm())?;
                }
                Ok(client.ready)
            })
        })?;
        let cubic = self.with_curl(quality, Congestion::Cubic, |curl, _| {
            curl.cold(Some(PATIENCE))
        })?;
        Ok(figures::of_line(&figures::Line {
            quality,
            ours: &ours,
            paced: &paced,
            cubic,
            limit,
            ready,
            curl: &self.town.curl,
        }))
    }

    /// What a freeze, a blackout and a change of address cost beyond their own time.
    fn disturbed(&self, quality: &Quality) -> Result<Vec<Measured>, Error> {
        let mut ours = Disturbed::default();
        self.with_ours(quality, |client, line| {
            ours.take(line, || client.cold(CASE))
        })?;
        let mut peer = Disturbed::default();
        self.with_curl(quality, Congestion::Bbr, |curl, line| {
            peer.take(line, || Ok(curl.cold(None)?.seconds))
        })?;
        Ok(figures::of_disturbances(
            quality,
            &ours,
            &peer,
            &self.town.curl,
        ))
    }

    fn with_ours<T>(
        &self,
        quality: &Quality,
        work: impl FnOnce(&mut Ours, &Line) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let line = Line::start(self.layout, self.folder, quality, self.town.port())?;
        let mut client = Ours::start(self.layout, &self.town, &line)?;
        work(&mut client, &line)
    }

    fn with_curl<T>(
        &self,
        quality: &Quality,
        congestion: Congestion,
        work: impl FnOnce(&Curl, &Line) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let line = Line::start(self.layout, self.folder, quality, self.town.port())?;
        let curl = Curl::new(self.layout, &self.town, &line, congestion)?;
        work(&curl, &line)
    }
}
