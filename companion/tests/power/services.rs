//! A private bus with mocked services of the system: `python-dbusmock`, with its own templates of `UPower` and
//! `NetworkManager`, and a `ModemManager` of the documented interface.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use zbus::connection::Builder;
use zbus::{Connection, DynamicType, Variant};

/// The mock is no module of another Python than the system's.
const PYTHON: &str = "/usr/bin/python3";

const INSTALL: &str =
    "install the peer: apt-get install --no-install-recommends dbus-daemon python3-dbusmock";

/// How long a service may take to appear before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

const MOCK: &str = "org.freedesktop.DBus.Mock";

/// Properties as the mock takes them.
pub type Properties<'a> = HashMap<&'a str, Variant<'a>>;

/// A bus of our own.
pub struct Bus {
    folder: PathBuf,
    daemon: Child,
    control: Connection,
}

/// One mocked service.
pub struct Service<'a> {
    bus: &'a Bus,
    process: Child,
    name: &'static str,
    path: &'static str,
}

impl Bus {
    pub async fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("amtskoffer-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).expect("temporary folder");
        let address = format!("unix:path={}", folder.join("bus").display());
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--address={address}"))
            .stdout(Stdio::piped())
            // It says that it may not raise its limits; a bus that does not come up is noticed below.
            .stderr(Stdio::null())
            .spawn()
            .expect(INSTALL);
        // Its socket is there before it listens; its address is said afterwards.
        let said = daemon.stdout.take().expect("piped");
        let mut line = String::new();
        let read = BufReader::new(said).read_line(&mut line);
        assert!(read.is_ok() && !line.is_empty(), "the bus does not come up");
        let control = Builder::address(address.as_str()).build().await;
        Self {
            folder,
            daemon,
            control: control.expect("a connection to the bus"),
        }
    }

    pub fn address(&self) -> String {
        format!("unix:path={}", self.folder.join("bus").display())
    }

    /// The template's service.
    pub async fn template(
        &self,
        template: &str,
        name: &'static str,
        path: &'static str,
    ) -> Service<'_> {
        self.mocked(&["-t", template], name, path).await
    }

    /// A service of a name, with the objects that the test adds.
    pub async fn service(&self, name: &'static str, path: &'static str) -> Service<'_> {
        self.mocked(&["-m", name, path, name], name, path).await
    }

    async fn mocked(&self, args: &[&str], name: &'static str, path: &'static str) -> Service<'_> {
        let process = Command::new(PYTHON)
            .args(["-m", "dbusmock", "--system"])
            .args(args)
            .env("DBUS_SYSTEM_BUS_ADDRESS", self.address())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect(INSTALL);
        let mut service = Service {
            bus: self,
            process,
            name,
            path,
        };
        let begun = Instant::now();
        while !self.has_owner(name).await {
            assert!(
                begun.elapsed() < PATIENCE,
                "{name} does not come up. {INSTALL}"
            );
            let ended = service.process.try_wait().expect("a process");
            assert!(ended.is_none(), "{name} ended: {ended:?}. {INSTALL}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        service
    }

    async fn has_owner(&self, name: &str) -> bool {
        let bus = "org.freedesktop.DBus";
        let reply = self
            .control
            .call_method(
                Some(bus),
                "/org/freedesktop/DBus",
                Some(bus),
                "NameHasOwner",
                &name,
            )
            .await
            .expect("the bus answers");
        reply.body().deserialize().expect("true or false")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Service<'_> {
    /// Calls one of the mock's own commands at the service's main object.
    pub async fn mock<B>(&self, command: &str, arguments: &B)
    where
        B: serde::Serialize + DynamicType,
    {
        self.mock_at(self.path, command, arguments).await;
    }

    /// Calls one of the mock's own commands at any of its objects.
    pub async fn mock_at<B>(&self, path: &str, command: &str, arguments: &B)
    where
        B: serde::Serialize + DynamicType,
    {
        self.bus
            .control
            .call_method(Some(self.name), path, Some(MOCK), command, arguments)
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"));
    }

    /// Sets properties of an object.
    pub async fn set(&self, path: &str, interface: &str, properties: Properties<'_>) {
        self.mock_at(path, "UpdateProperties", &(interface, properties))
            .await;
    }

    /// Adds an object without methods.
    pub async fn add(&self, path: &str, interface: &str, properties: Properties<'_>) {
        let no_methods: Vec<(&str, &str, &str, &str)> = Vec::new();
        self.mock("AddObject", &(path, interface, properties, no_methods))
            .await;
    }

    /// The service stops answering, but keeps its name.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    fn signal(&self, signal: &str) {
        let pid = self.process.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.expect("kill").success());
    }
}

impl Drop for Service<'_> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
