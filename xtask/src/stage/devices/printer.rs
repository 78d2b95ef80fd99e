//! The printer: CUPS' own IPP Everywhere printer, with a bus of its own.

use super::{StagedDevice, entry};
use crate::error::Error;
use crate::layout::Layout;
use crate::stage::Options;
use crate::stage::places::Places;
use crate::stage::process::{Start, free_port};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use toml::Table;

/// A4 in both trays; the printer comes with American paper.
const FILLED: &str = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250\
                      &size3=iso_a4_210x297mm&type3=stationery&level3=25";

/// Faults and the page of the printer's own web form that brings them about. Once it has no trays at
/// all its form takes no paper any more, so an empty tray for postcards stays.
const FAULTS: [(&str, &str); 2] = [
    (
        "paper-out",
        "/media?size1=&size3=iso_a6_105x148mm&type3=stationery&level3=0",
    ),
    ("toner-out", "/supplies?supply0=100&supply1=0"),
];

/// Starts the printer with A4 paper in it, or with the fault that was asked for.
pub fn start(layout: &Layout, places: &Places, options: &Options) -> Result<StagedDevice, Error> {
    let fault = options.fault("printer").map(fault_path).transpose()?;
    let port = free_port()?;
    let uri = format!("ipp://localhost:{port}/ipp/print");
    let matching = Table::from_iter([("uri".to_owned(), uri.as_str().into())]);
    let entries = vec![entry("printer", "ipp", matching, Table::new())];
    if !options.has("printer") {
        return Ok(StagedDevice {
            entries,
            ..StagedDevice::default()
        });
    }
    let home = places.folder.join("printer");
    for name in ["spool", "keys"] {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    }
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
    if let Some(path) = fault {
        ask(port, path)?;
    }
    let description = json!({
        "uri": uri,
        "web": format!("http://localhost:{port}"),
        "spool": home.join("spool"),
        "filled": FILLED,
        "faults": FAULTS.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
    });
    Ok(StagedDevice {
        entries,
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
        .path("-c", Path::new("/bin/true"))
        .arg("-f")
        .arg("application/pdf,image/pwg-raster,image/jpeg,image/urf")
        .arg("-n")
        .arg("localhost")
        .arg("-r")
        .arg("off")
        .arg("-vv")
        .arg("Amtskoffer")
}

fn fault_path(name: &str) -> Result<&'static str, Error> {
    let known = || FAULTS.map(|(name, _)| name).join(", ");
    let found = FAULTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, path)| *path);
    found.ok_or_else(|| Error::Usage(format!("no printer fault {name:?}; there are {}", known())))
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
        assert!(fault_path("paper-out").is_ok());
        let error = fault_path("on-fire").unwrap_err();
        assert!(
            error.to_string().contains("paper-out, toner-out"),
            "{error}"
        );
    }
}
