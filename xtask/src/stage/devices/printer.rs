//! The printer: CUPS' own IPP Everywhere printer, with a bus of its own.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::files::entries;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use std::fs::Permissions;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use toml::Table;

/// A4 in both trays; the printer comes with American paper.
const FILLED: &str = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250\
                      &size3=iso_a4_210x297mm&type3=stationery&level3=25";

/// Faults and the page of the printer's own web form that brings them about. Once it has no trays at
/// all its form takes no paper any more, so an empty tray for postcards stays.
const FORMS: [(&str, &str); 3] = [
    (
        "paper-out",
        "/media?size1=&size3=iso_a6_105x148mm&type3=stationery&level3=0",
    ),
    ("toner-low", "/supplies?supply0=100&supply1=5"),
    ("toner-out", "/supplies?supply0=100&supply1=0"),
];

/// Faults that only the program behind the printer can tell it of, and their keywords (RFC 8011
/// section 5.4.12). An open door and being off line are not among those that it knows.
const KEYWORDS: [(&str, &str); 8] = [
    ("cover-open", "cover-open"),
    ("other", "other"),
    ("paper-jam", "media-jam"),
    ("paper-low", "media-low"),
    ("paper-needed", "media-needed"),
    ("paused", "paused"),
    ("tray-missing", "input-tray-missing"),
    ("waste-full", "marker-waste-full"),
];

/// The program behind the printer: takes any job and says what [`tell`] has left for it.
const BEHIND: &str = "#!/bin/sh\nif [ -f \"$HOME/state\" ]; then\n  cat \"$HOME/state\" >&2\n  \
                      rm \"$HOME/state\"\nfi\n";

/// How long the program behind the printer may take to begin.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a fault is brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// By a page of the printer's web form.
    Form(&'static str),
    /// By a keyword of the program behind it.
    Keyword(&'static str),
}

/// The names of all faults.
pub fn faults() -> Vec<&'static str> {
    let names = FORMS.iter().chain(&KEYWORDS).map(|(name, _)| *name);
    names.collect()
}

/// Starts the printer with A4 paper in it, or with the fault that was asked for.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let fault = options.fault("printer").map(named).transpose()?;
    let port = free_port()?;
    let uri = format!("ipp://localhost:{port}/ipp/print");
    let matching = Table::from_iter([("uri".to_owned(), uri.as_str().into())]);
    let listed = vec![entry("printer", "ipp", matching, Table::new())];
    if !options.has("printer") {
        return Ok(StagedDevice {
            entries: listed,
            ..StagedDevice::default()
        });
    }
    let home = places.folder.join("printer");
    for name in ["spool", "keys"] {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    }
    let behind = home.join("behind.sh");
    std::fs::write(&behind, BEHIND).map_err(Error::file(&behind))?;
    let runnable = Permissions::from_mode(0o755);
    std::fs::set_permissions(&behind, runnable).map_err(Error::file(&behind))?;
    let bus = places.memory.join("bus");
    let mut bus_part = Start::new("printer-bus", "dbus-daemon", &places.folder)
        .arg("--session")
        .arg("--nofork")
        .arg("--nopidfile")
        .arg(format!("--address=unix:path={}", bus.display()))
        .spawn(layout)?;
    bus_part.ready_file(&bus)?;
    let mut printer = ippeveprinter(&home, &places.folder, &bus, port).spawn(layout)?;
    printer.ready_port(port)?;
    ask(port, FILLED)?;
    match fault {
        Some(Fault::Form(path)) => ask(port, path)?,
        Some(Fault::Keyword(keyword)) => tell(&home, port, keyword)?,
        None => {}
    }
    let description = json!({
        "uri": uri,
        "web": format!("http://localhost:{port}"),
        "spool": home.join("spool"),
        "filled": FILLED,
        "faults": FORMS.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
    });
    Ok(StagedDevice {
        entries: listed,
        description,
        parts: vec![bus_part, printer],
        ..StagedDevice::default()
    })
}

fn ippeveprinter(home: &Path, logs: &Path, bus: &Path, port: u16) -> Start {
    let search = std::env::var("PATH").unwrap_or_default();
    Start::new("printer", "/usr/sbin/ippeveprinter", logs)
        .env(
            "DBUS_SYSTEM_BUS_ADDRESS",
            format!("unix:path={}", bus.display()),
        )
        .env("HOME", home.display().to_string())
        .env("PATH", search)
        .arg("-p")
        .arg(port.to_string())
        .path("-d", &home.join("spool"))
        .path("-K", &home.join("keys"))
        // Kept for the tests; printing itself takes no time.
        .arg("-k")
        .path("-c", &home.join("behind.sh"))
        .arg("-f")
        .arg("application/pdf,image/pwg-raster,image/jpeg,image/urf")
        .arg("-n")
        .arg("localhost")
        .arg("-r")
        .arg("off")
        .arg("-vv")
        .arg("Amtskoffer")
}

fn named(name: &str) -> Result<Fault, Error> {
    let of = |(known, value): &(&str, &'static str)| (*known == name).then_some(*value);
    let form = FORMS.iter().find_map(of).map(Fault::Form);
    let found = form.or_else(|| KEYWORDS.iter().find_map(of).map(Fault::Keyword));
    let known = || faults().join(", ");
    found.ok_or_else(|| Error::Usage(format!("no printer fault {name:?}; there are {}", known())))
}

/// Lets the program behind the printer tell it a keyword: by a job, whose traces are removed.
fn tell(home: &Path, port: u16, keyword: &str) -> Result<(), Error> {
    let state = home.join("state");
    std::fs::write(&state, format!("STATE: +{keyword}\n")).map_err(Error::file(&state))?;
    let job = print_job(port);
    let talk = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        let head = format!(
            "POST /ipp/print HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
             Content-Type: application/ipp\r\nContent-Length: {}\r\n\r\n",
            job.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&job)?;
        let mut reply = String::new();
        BufReader::new(stream).read_line(&mut reply)?;
        Ok(reply)
    };
    let place = Path::new("printer's job");
    let reply = talk().map_err(Error::file(place))?;
    if !reply.starts_with("HTTP/1.1 200") {
        return Err(Error::content(
            place,
            format!("answered {:?}", reply.trim()),
        ));
    }
    let begun = Instant::now();
    while state.exists() {
        if begun.elapsed() > PATIENCE {
            return Err(Error::content(
                &state,
                "was not read by the printer's program",
            ));
        }
        sleep(Duration::from_millis(20));
    }
    for file in entries(&home.join("spool"))? {
        std::fs::remove_file(&file).map_err(Error::file(&file))?;
    }
    Ok(())
}

/// The smallest job: Print-Job of a PDF without a page (RFC 8010 section 3.1, RFC 8011 section 4.2.1).
fn print_job(port: u16) -> Vec<u8> {
    const PRINT_JOB: [u8; 8] = [2, 0, 0, 2, 0, 0, 0, 1];
    const OPERATION_ATTRIBUTES: u8 = 1;
    const END: u8 = 3;
    let uri = format!("ipp://localhost:{port}/ipp/print");
    let attributes = [
        (0x47, "attributes-charset", "utf-8"),
        (0x48, "attributes-natural-language", "en"),
        (0x45, "printer-uri", uri.as_str()),
        (0x49, "document-format", "application/pdf"),
    ];
    let mut job = PRINT_JOB.to_vec();
    job.push(OPERATION_ATTRIBUTES);
    for (tag, name, value) in attributes {
        job.push(tag);
        for text in [name, value] {
            let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
            job.extend_from_slice(&length.to_be_bytes());
            job.extend_from_slice(text.as_bytes());
        }
    }
    job.push(END);
    job.extend_from_slice(b"%PDF-1.4\n");
    job
}

/// Asks for one page of the printer's web form.
fn ask(port: u16, path: &str) -> Result<(), Error> {
    let talk = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        // The first line is enough; the printer keeps the connection open for half a minute.
        let mut reply = String::new();
        BufReader::new(stream).read_line(&mut reply)?;
        Ok(reply)
    };
    let form = Path::new("printer's web form");
    let reply = talk().map_err(Error::file(form))?;
    if reply.starts_with("HTTP/1.1 200") {
        return Ok(());
    }
    Err(Error::content(form, format!("answered {:?}", reply.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_faults_are_named() {
        for name in faults() {
            assert!(named(name).is_ok(), "{name}");
        }
        assert_eq!(named("paper-jam").unwrap(), Fault::Keyword("media-jam"));
        let error = named("on-fire").unwrap_err().to_string();
        assert!(error.contains("paper-out, toner-low"), "{error}");
    }

    #[test]
    fn a_job_holds_the_attributes_that_every_job_needs() {
        let job = print_job(631);
        assert!(job.starts_with(&[2, 0, 0, 2, 0, 0, 0, 1, 1, 0x47, 0, 18]));
        assert!(job.ends_with(b"application/pdf\x03%PDF-1.4\n"));
    }
}
