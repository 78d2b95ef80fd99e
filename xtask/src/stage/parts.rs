//! How each of our own programs is started.

use super::Options;
use super::config;
use super::process::{Part, Start, free_port};
use super::tunnel::{self, Town};
use crate::error::Error;
use crate::files;
use crate::layout::Layout;
use crate::run;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The file to which the static host appends what a page without a debugger reports.
pub const REPORTS: &str = "reports.jsonl";

/// The data centre.
pub struct Gateway {
    /// Its address; nobody listens there when it is left out.
    pub url: String,
    /// For `stage.json`.
    pub description: Value,
    /// What was started.
    pub parts: Vec<Part>,
}

/// The town's static host, with the extension (made later) and a report box.
pub fn static_host(layout: &Layout, folder: &Path, site: &Path) -> Result<(Part, u16), Error> {
    let mut start = Start::new("static-host", layout.program("stand-in"), folder)
        .arg("static-host")
        .path("--root", site)
        .arg("--port")
        .arg("0")
        .path("--report", &folder.join(REPORTS));
    let extension = ["update.xml", "amtskoffer.crx"].map(|name| {
        let path = format!("/extension/{name}");
        (path, folder.join("extension").join(name))
    });
    for (path, file) in extension.into_iter().chain(probe_pages(layout)?) {
        start = start
            .arg("--extra")
            .arg(format!("{path}={}", file.display()));
    }
    let mut running = start.spawn(layout)?;
    let port = ready_port_in(&mut running)?;
    Ok((running, port))
}

/// Pages that look at the browser from inside where no debugger may; they are no part of the app.
fn probe_pages(layout: &Layout) -> Result<Vec<(String, PathBuf)>, Error> {
    let folder = layout.e2e().join("pages");
    let pages = files::entries(&folder)?.into_iter().map(|page| {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        (format!("/probe/{name}"), page.clone())
    });
    Ok(pages.collect())
}

/// Who works on the stage: the first hands in, the second approves, exceptions as well.
const CLERKS: [(&str, &str); 2] = [("Jürgen Groß", "clerk"), ("Ute Meyer", "coordinator")];

/// The data centre with its demo register, in the town's network when there is one.
pub fn gateway(
    layout: &Layout,
    folder: &Path,
    options: &Options,
    town: Option<&Town>,
) -> Result<Gateway, Error> {
    let program = layout.program("gateway");
    let pki = layout.pki();
    for (name, folder) in [("pki", &pki), ("foreign pki", &foreign_pki(layout))] {
        if !folder.join("department.pub").is_file() {
            println!("stage: making the keys of the {name}");
            // An older set lacks the department's key, and nothing is ever overwritten.
            if folder.exists() {
                std::fs::remove_dir_all(folder).map_err(Error::file(folder))?;
            }
            run::quiet(
                run::program(layout, &program)
                    .args(["pki", "init", "--dir"])
                    .arg(folder),
            )?;
        }
    }
    let port = free_port()?;
    let url = format!("https://localhost:{port}");
    let address = town.map_or("127.0.0.1", |_| tunnel::GATEWAY);
    let (cloud, photos) = photo_cloud(layout, folder, town)?;
    let ways = config::Ways {
        listen: format!("{address}:{port}"),
        check: format!("127.0.0.1:{}", free_port()?),
        relay: format!("127.0.0.1:{}", port_in(&cloud, &photos)?),
        provider: said(&photos, "provider"),
        seal_key: said(&photos, "seal_key"),
    };
    let config = config::gateway(layout, folder, &ways)?;
    fill_gateway(layout, &program, &config)?;
    let description = json!({
        "url": url,
        "port": port,
        "address": address,
        "network": town.map(Town::network),
        "config": config,
        "database": folder.join("gateway.db"),
        "pki": pki,
        "foreignPki": foreign_pki(layout),
        "clerks": clerks(layout, &program, &config)?,
        "photoCode": photos["code"],
    });
    let mut parts = vec![cloud];
    if options.has("gateway") {
        let start = Start::new("department", &program, folder)
            .arg("open")
            .arg("serve")
            .path("--config", &config);
        let mut running = start.spawn(layout)?;
        running.ready_line()?;
        parts.push(running);
        let start = match town {
            Some(town) => town.start("gateway", &program, folder),
            None => Start::new("gateway", program, folder),
        };
        let start = start.arg("serve").path("--config", &config);
        let mut running = start.spawn(layout)?;
        running.ready_line()?;
        parts.push(running);
    }
    Ok(Gateway {
        url,
        description,
        parts,
    })
}

/// The data centre's relay to the photo cloud, and what it says of itself.
fn photo_cloud(layout: &Layout, folder: &Path, town: Option<&Town>) -> Result<(Part, Value), Error> {
    let (name, program) = ("photo-cloud", layout.program("stand-in"));
    let start = match town {
        Some(town) => town.start(name, &program, folder),
        None => Start::new(name, program, folder),
    };
    let photo = layout.camera().join("studio.jpg");
    let mut running = start.arg("photo-cloud").path("--photo", &photo).spawn(layout)?;
    let ready = running.ready_line()?;
    Ok((running, ready))
}

fn said(ready: &Value, key: &str) -> String {
    ready[key].as_str().unwrap_or_default().to_owned()
}

/// Fills the register with its synthetic residents and lets the suitcase in.
fn fill_gateway(layout: &Layout, program: &Path, config: &Path) -> Result<(), Error> {
    let mut fill = run::program(layout, program);
    run::quiet(fill.args(["demo-register", "--config"]).arg(config))?;
    let mut enrol = run::program(layout, program);
    enrol.args(["enrol", "--config"]).arg(config);
    run::quiet(enrol.arg(layout.pki().join("suitcase.pem")))?;
    Ok(())
}

/// Makes the clerks of the stage known; each gets a link by which she makes her passkey known.
fn clerks(layout: &Layout, program: &Path, config: &Path) -> Result<Vec<Value>, Error> {
    let made = CLERKS.iter().map(|(name, role)| {
        let mut add = run::program(layout, program);
        add.args(["clerk", "add", "--config"]).arg(config);
        let line = run::text(add.args(["--name", name, "--role", role]))?;
        let made: Value = serde_json::from_str(&line)
            .map_err(|_| Error::content(config, "the gateway named no link for a clerk"))?;
        Ok(json!({ "name": name, "id": made["clerk"]["id"], "link": made["link"] }))
    });
    made.collect()
}

/// The companion.
pub fn companion(
    layout: &Layout,
    folder: &Path,
    config: &Path,
    socket: &Path,
    environment: &[(String, String)],
) -> Result<Part, Error> {
    let mut start = Start::new("companion", layout.program("companion"), folder);
    for (name, value) in environment {
        start = start.env(name, value);
    }
    let mut running = start.arg("serve").path("--config", config).spawn(layout)?;
    running.ready_file(socket)?;
    Ok(running)
}

fn foreign_pki(layout: &Layout) -> PathBuf {
    layout.setup().join("foreign-pki")
}

fn ready_port_in(running: &mut Part) -> Result<u16, Error> {
    let ready = running.ready_line()?;
    port_in(running, &ready)
}

pub fn port_in(running: &Part, ready: &Value) -> Result<u16, Error> {
    let port = ready["port"]
        .as_u64()
        .and_then(|port| u16::try_from(port).ok());
    port.ok_or_else(|| Error::content(&running.start.log, "the ready line names no port"))
}
