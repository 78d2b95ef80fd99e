//! All devices of the suitcase: which there are, how they are, and who serves.
//!
//! Several entries of a kind may stand in `devices.toml`, e.g. two models of signature pads; the first
//! that is present serves. Devices come and go while we run: a driver finds its device anew
//! whenever it is asked, so that plugging it back is all a clerk has to do.

pub mod entry;
mod protocols;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, DeviceState as Shown, DeviceView};
use amtskoffer_domain::device::{Device as Life, DeviceState};
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::timeout;

pub use entry::{Entry, EntryError};
pub use protocols::Driver;

use super::card::CardReader;
use super::change_terminal::ChangeTerminal;
use super::eid_client::EidClient;
use super::camera::Camera;
use super::fingerprint::FingerprintScanner;
use super::payment::PaymentTerminal;
use super::network::NetworkWatch;
use super::power::PowerSource;
use super::printer::Printer;
use super::scanner::DocumentScanner;
use super::signature::SignaturePad;
use super::{Device, Looked, TestResult};
use crate::lock;

/// How long a device may take to answer a look or to test itself.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// All devices of the suitcase.
pub struct Registry {
    drivers: Vec<(DeviceKind, Driver)>,
    /// A device is looked at or tested, never both at once.
    turns: Vec<AsyncMutex<()>>,
    configured: Vec<(DeviceKind, &'static str)>,
    nodes: Vec<PathBuf>,
    known: Mutex<Vec<Known>>,
}

/// What is known of one device.
struct Known {
    kind: DeviceKind,
    name: String,
    life: Life<DeviceCause>,
}

impl fmt::Debug for Registry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = self.drivers.iter().map(|(kind, _)| kind);
        formatter.debug_list().entries(kinds).finish()
    }
}

impl Registry {
    /// Makes a driver for every device of the file. Nothing is sent yet; no device need be there.
    ///
    /// # Errors
    /// Any of [`EntryError`].
    pub fn read(path: &Path) -> Result<Self, EntryError> {
        let mut registry = Self::default();
        for entry in entry::read(path)? {
            let protocol = protocols::protocol_of(&entry)?;
            let driver = protocol.driver(&entry)?;
            registry
                .nodes
                .extend(protocol.nodes.iter().map(PathBuf::from));
            registry.configured.push((entry.kind, protocol.name));
            registry.add(entry.kind, driver);
        }
        Ok(registry)
    }

    fn add(&mut self, kind: DeviceKind, driver: Driver) {
        self.drivers.push((kind, driver));
        self.turns.push(AsyncMutex::new(()));
        lock(&self.known).push(Known {
            kind,
            name: String::new(),
            life: Life::default(),
        });
    }

    /// Folders with device files that stay open for writing when all else is closed.
    pub fn nodes(&self) -> &[PathBuf] {
        &self.nodes
    }

    /// How many devices there are; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.drivers.len()
    }

    /// Whether the suitcase has no device at all.
    pub fn is_empty(&self) -> bool {
        self.drivers.is_empty()
    }

    /// What any device can do.
    pub fn device(&self, device: usize) -> Option<&dyn Device> {
        let (_, driver) = self.drivers.get(device)?;
        Some(driver.device())
    }

    /// What a device is for.
    pub fn kind(&self, device: usize) -> Option<DeviceKind> {
        self.drivers.get(device).map(|(kind, _)| *kind)
    }

    /// The devices of a kind.
    pub fn of_kind(&self, kind: DeviceKind) -> impl Iterator<Item = usize> {
        let numbered = self.drivers.iter().enumerate();
        numbered.filter(move |(_, (known, _))| *known == kind).map(|(device, _)| device)
    }

    /// Kind and protocol of every line of `devices.toml`.
    pub fn configured(&self) -> impl Iterator<Item = (DeviceKind, &'static str)> {
        self.configured.iter().copied()
    }

    /// Whether we ourselves are at work with the serving device of a kind.
    pub fn is_at_work(&self, kind: DeviceKind) -> bool {
        let known = self.known();
        let serving = serving(&known, kind).and_then(|device| known.get(device));
        serving.is_some_and(|known| known.life.is_ours())
    }

    /// Whether there is a device for this.
    pub fn has(&self, kind: DeviceKind) -> bool {
        self.drivers.iter().any(|(known, _)| *known == kind)
    }

    /// Every kind as the page sees it, also those that this suitcase has not.
    pub fn views(&self) -> Vec<DeviceView> {
        let known = self.known();
        DeviceKind::ALL
            .into_iter()
            .map(|kind| view(&known, kind))
            .collect()
    }

    /// Looks at one device; gives what the page must be told, if anything.
    pub async fn look(&self, device: usize) -> Option<DeviceView> {
        let (kind, driver) = self.drivers.get(device)?;
        let _turn = self.turns.get(device)?.lock().await;
        let looked = timeout(PATIENCE, driver.device().look()).await;
        let looked = looked.unwrap_or_else(|_| Looked::failed(DeviceCause::TooSlow));
        self.change(*kind, |known| {
            let Some(known) = known.get_mut(device) else {
                return;
            };
            if let Some(name) = looked.name {
                known.name = name;
            }
            known.life.saw(looked.seen);
        })
    }

    /// Tests one device; `None` when there is no such device.
    pub async fn self_test(&self, device: usize) -> Option<TestResult> {
        let (_, driver) = self.drivers.get(device)?;
        let _turn = self.turns.get(device)?.lock().await;
        let tested = timeout(PATIENCE, driver.device().self_test()).await;
        Some(tested.unwrap_or(TestResult::Failed(DeviceCause::TooSlow)))
    }

    /// The device of a kind that serves: the first that is present, else the first.
    pub fn serving(&self, kind: DeviceKind) -> Option<usize> {
        serving(&self.known(), kind)
    }

    /// Our own work with the serving device of a kind begins. Gives its number for
    /// [`Registry::work_ends`], and what the page must be told.
    pub fn work_begins(&self, kind: DeviceKind) -> (Option<usize>, Option<DeviceView>) {
        let device = self.serving(kind);
        let told = self.work(kind, device, |life| {
            life.work_begins();
        });
        (device, told)
    }

    /// One piece of our own work with a device has ended.
    pub fn work_ends(&self, kind: DeviceKind, device: Option<usize>) -> Option<DeviceView> {
        self.work(kind, device, |life| {
            life.work_ends();
        })
    }

    /// The printer.
    pub fn printer(&self) -> Option<Arc<dyn Printer>> {
        match self.driver(DeviceKind::Printer)? {
            Driver::Printer(printer) => Some(Arc::clone(printer)),
            _ => None,
        }
    }

    /// The card reader.
    pub fn card_reader(&self) -> Option<Arc<dyn CardReader>> {
        match self.driver(DeviceKind::CardReader)? {
            Driver::CardReader(reader) => Some(Arc::clone(reader)),
            _ => None,
        }
    }

    /// The detached camera.
    pub fn camera(&self) -> Option<Arc<dyn Camera>> {
        match self.driver(DeviceKind::Camera)? {
            Driver::Camera(camera) => Some(Arc::clone(camera)),
            _ => None,
        }
    }

    /// The document scanner.
    pub fn document_scanner(&self) -> Option<Arc<dyn DocumentScanner>> {
        match self.driver(DeviceKind::DocumentScanner)? {
            Driver::Scanner(scanner) => Some(Arc::clone(scanner)),
            _ => None,
        }
    }

    /// The fingerprint scanner.
    pub fn fingerprint(&self) -> Option<Arc<dyn FingerprintScanner>> {
        match self.driver(DeviceKind::FingerprintScanner)? {
            Driver::Fingerprint(scanner) => Some(Arc::clone(scanner)),
            _ => None,
        }
    }

    /// The change terminal.
    pub fn change_terminal(&self) -> Option<Arc<dyn ChangeTerminal>> {
        match self.driver(DeviceKind::ChangeTerminal)? {
            Driver::ChangeTerminal(terminal) => Some(Arc::clone(terminal)),
            _ => None,
        }
    }

    /// The official eID client.
    pub fn eid_client(&self) -> Option<Arc<dyn EidClient>> {
        match self.driver(DeviceKind::EidClient)? {
            Driver::EidClient(client) => Some(Arc::clone(client)),
            _ => None,
        }
    }

    /// The payment terminal.
    pub fn payment(&self) -> Option<Arc<dyn PaymentTerminal>> {
        match self.driver(DeviceKind::PaymentTerminal)? {
            Driver::Payment(terminal) => Some(Arc::clone(terminal)),
            _ => None,
        }
    }

    /// Battery and mains.
    pub fn power(&self) -> Option<Arc<dyn PowerSource>> {
        match self.driver(DeviceKind::Power)? {
            Driver::Power(source) => Some(Arc::clone(source)),
            _ => None,
        }
    }

    /// The network.
    pub fn network(&self) -> Option<Arc<dyn NetworkWatch>> {
        match self.driver(DeviceKind::Network)? {
            Driver::Network(watch) => Some(Arc::clone(watch)),
            _ => None,
        }
    }

    /// The signature pad.
    pub fn signature_pad(&self) -> Option<Arc<dyn SignaturePad>> {
        match self.driver(DeviceKind::SignaturePad)? {
            Driver::SignaturePad(pad) => Some(Arc::clone(pad)),
            _ => None,
        }
    }

    fn driver(&self, kind: DeviceKind) -> Option<&Driver> {
        let (_, driver) = self.drivers.get(self.serving(kind)?)?;
        Some(driver)
    }

    fn work(
        &self,
        kind: DeviceKind,
        device: Option<usize>,
        how: impl FnOnce(&mut Life<DeviceCause>),
    ) -> Option<DeviceView> {
        self.change(kind, |known| {
            if let Some(known) = device.and_then(|device| known.get_mut(device)) {
                how(&mut known.life);
            }
        })
    }

    fn change(&self, kind: DeviceKind, how: impl FnOnce(&mut Vec<Known>)) -> Option<DeviceView> {
        let mut known = self.known();
        let before = view(&known, kind);
        how(&mut known);
        let now = view(&known, kind);
        (now != before).then_some(now)
    }

    fn known(&self) -> MutexGuard<'_, Vec<Known>> {
        lock(&self.known)
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            drivers: Vec::new(),
            turns: Vec::new(),
            configured: Vec::new(),
            nodes: Vec::new(),
            known: Mutex::new(Vec::new()),
        }
    }
}

fn serving(known: &[Known], kind: DeviceKind) -> Option<usize> {
    let of_kind = || {
        known
            .iter()
            .enumerate()
            .filter(|(_, known)| known.kind == kind)
    };
    of_kind()
        .find(|(_, known)| is_present(known.life.state()))
        .or_else(|| of_kind().next())
        .map(|(device, _)| device)
}

fn is_present(state: DeviceState<DeviceCause>) -> bool {
    let absent = [DeviceCause::NotFound, DeviceCause::ServiceMissing];
    match state {
        DeviceState::Checking => false,
        DeviceState::Fault(cause) => !absent.contains(&cause),
        DeviceState::Ready | DeviceState::Busy | DeviceState::Warning(_) => true,
    }
}

fn view(known: &[Known], kind: DeviceKind) -> DeviceView {
    let serving = serving(known, kind).and_then(|device| known.get(device));
    DeviceView {
        kind,
        name: serving.map(|known| known.name.clone()).unwrap_or_default(),
        state: serving.map_or(Shown::NotConfigured, |known| shown(known.life.state())),
    }
}

fn shown(state: DeviceState<DeviceCause>) -> Shown {
    match state {
        DeviceState::Checking => Shown::Checking,
        DeviceState::Ready => Shown::Ready,
        DeviceState::Busy => Shown::Busy,
        DeviceState::Warning(cause) => Shown::Warning { cause },
        DeviceState::Fault(cause) => Shown::Fault { cause },
    }
}

#[cfg(test)]
mod tests;
