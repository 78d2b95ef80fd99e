//! The whole suitcase and its data centre on one machine. All knowledge of how the programs are
//! started is here; demo, end-to-end tests and benchmarks all play on such a stage.

mod browser;
mod config;
mod devices;
mod options;
mod parts;
mod places;
pub(crate) mod process;
mod tunnel;

pub use devices::faults;
pub use options::Options;

use crate::error::Error;
use crate::extension;
use crate::files::{self, copy_folder};
use crate::layout::Layout;
use crate::{policy, run};
use places::Places;
use process::Part;
use serde_json::{Value, json};
use std::path::PathBuf;
use tunnel::Town;

/// Running parts and the file that describes them. All parts end when this value goes.
#[derive(Debug)]
pub struct Stage {
    places: Places,
    origin: String,
    // Dropped in this order: first the parts that need the others.
    parts: Vec<Part>,
    town: Option<Town>,
}

impl Stage {
    /// Builds the programs and starts everything that `options` do not leave out.
    ///
    /// # Errors
    /// When a program cannot be built or a part does not become ready.
    pub fn start(layout: &Layout, name: &str, options: &Options) -> Result<Self, Error> {
        build(layout)?;
        Self::of_built_programs(layout, name, options)
    }

    /// Like [`Stage::start`], with the programs that are there.
    ///
    /// # Errors
    /// When a part does not become ready.
    pub fn of_built_programs(
        layout: &Layout,
        name: &str,
        options: &Options,
    ) -> Result<Self, Error> {
        let places = Places::make(layout, name)?;
        let mut stage = Self {
            places,
            origin: String::new(),
            parts: Vec::new(),
            town: None,
        };
        stage.fill(layout, options)?;
        Ok(stage)
    }

    /// The description of the stage, JSON; what every script gets as `AMTSKOFFER_STAGE`.
    pub fn file(&self) -> PathBuf {
        self.places.folder.join("stage.json")
    }

    /// The address of the app, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The kiosk browser as a town would start it; runs until its window is closed.
    ///
    /// # Errors
    /// When the browser cannot be started or fails.
    pub fn show(&self, layout: &Layout) -> Result<(), Error> {
        let profile = self.places.memory.join("kiosk");
        run::loud(
            run::program(
                layout,
                browser::script(&self.places.folder, policy::Kind::Production),
            )
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("--start-maximized")
            .arg(format!("--app={}/", self.origin)),
        )
    }

    fn fill(&mut self, layout: &Layout, options: &Options) -> Result<(), Error> {
        let places = self.places.clone();
        let folder = &places.folder;

        let site = folder.join("site");
        copy_folder(&layout.dist(), &site)?;
        let (host, port) = parts::static_host(layout, folder, &site)?;
        self.parts.push(host);
        self.origin = format!("http://localhost:{port}");
        let extension = extension::make(layout, &self.origin, &folder.join("extension"))?;
        config::site(layout, &site, &extension.id)?;

        let devices = devices::start(layout, &places, options)?;
        if options.tunnel() {
            self.town = Some(Town::make(layout, &places.name, folder)?);
        }
        let town = self.town.as_ref();
        let gateway = parts::gateway(layout, folder, options, town)?;
        let companion = config::Companion {
            runtime_dir: places.memory.join("run"),
            extension_id: extension.id.clone(),
            gateway_url: gateway.url.clone(),
            pki: layout.pki(),
            catalogue: layout.root.join("public"),
            devices: devices.list.clone(),
            tunnel: town.map(|town| town.section.clone()),
        };
        let companion_config = companion.write(folder)?;
        let companion_part = parts::companion(
            layout,
            folder,
            &companion_config,
            &companion.socket(),
            &devices.environment,
        )?;
        browser::set(layout, folder, &self.origin, &extension, &companion_config)?;

        let mut description = json!({
            "name": places.name,
            "folder": folder,
            "memory": places.memory,
            "origin": self.origin,
            "site": site,
            "extension": { "id": extension.id, "unpacked": extension.unpacked },
            "browser": browser::description(layout, folder, options),
            "reports": folder.join(parts::REPORTS),
            "gateway": gateway.description,
            "companion": {
                "program": layout.program("companion"),
                "config": companion_config,
                "socket": companion.socket(),
            },
            "programs": { "standIn": layout.program("stand-in"), "gateway": layout.program("gateway"), "traces": layout.program("traces") },
        });
        for (name, device) in devices.description {
            description[name] = device;
        }
        let others = [devices.parts, gateway.parts, vec![companion_part]];
        self.parts.extend(others.into_iter().flatten());
        self.parts.reverse();
        self.write(description)
    }

    fn write(&self, mut description: Value) -> Result<(), Error> {
        let parts = self
            .parts
            .iter()
            .map(|part| (part.start.name.clone(), part.description()));
        description["parts"] = Value::Object(parts.collect());
        std::fs::write(self.file(), format!("{description:#}\n")).map_err(Error::file(&self.file()))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.parts.clear();
        // It lies in memory and goes with the machine at the latest.
        let _ = std::fs::remove_dir_all(&self.places.memory);
    }
}

/// The scripts in `e2e/` whose names end so, in the order of their names.
///
/// # Errors
/// When there is none.
pub fn scripts(layout: &Layout, ending: &str) -> Result<Vec<String>, Error> {
    let folder = layout.e2e();
    let paths = files::entries(&folder)?
        .into_iter()
        .map(|path| path.display().to_string());
    let found: Vec<String> = paths.filter(|path| path.ends_with(ending)).collect();
    if found.is_empty() {
        return Err(Error::content(&folder, format!("holds no *{ending}")));
    }
    Ok(found)
}

/// Programs in the dev profile: companion, gateway, stand-ins.
fn build(layout: &Layout) -> Result<(), Error> {
    println!("stage: building companion, gateway and stand-ins (usually 2 minutes the first time)");
    let crates = [
        "amtskoffer-companion",
        "amtskoffer-gateway",
        "amtskoffer-simulators",
        "amtskoffer-traces",
    ];
    run::loud(
        run::program(layout, "cargo")
            .args(["build", "--quiet"])
            .args(crates.iter().flat_map(|name| ["-p", name])),
    )
}
