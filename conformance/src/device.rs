//! Which device is looked at, and the entry of `devices.toml` that says so.

use amtskoffer_contract::bridge::DeviceKind;
use thiserror::Error;
use toml::{Table, Value};

/// Kind and protocol of a device, and how it is found.
#[derive(Clone, Debug)]
pub struct Address {
    /// What it is for.
    pub kind: DeviceKind,
    /// How it is spoken to.
    pub protocol: String,
    matching: Table,
    settings: Table,
}

/// Why a command line names no device.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// No such kind.
    #[error("no kind of device {0:?}; there are {known}", known = kinds())]
    UnknownKind(String),
    /// Not of the form `key=value`.
    #[error("{0:?} is not of the form key=value")]
    NotAPair(String),
    /// The protocol finds its device by itself or by several things.
    #[error(
        "{0} has no single address; use --match key=value, see the list of devices in the README"
    )]
    NoAddress(String),
    /// The address does not have the protocol's form.
    #[error("{0:?} is no address of {1}")]
    BadAddress(String, String),
}

/// The protocol that a kind mostly speaks.
const DEFAULTS: [(DeviceKind, &str); 11] = [
    (DeviceKind::Printer, "ipp"),
    (DeviceKind::DocumentScanner, "sane"),
    (DeviceKind::CardReader, "pcsc"),
    (DeviceKind::EidClient, "ausweisapp"),
    (DeviceKind::ChangeTerminal, "eac-box"),
    (DeviceKind::FingerprintScanner, "sbi"),
    (DeviceKind::SignaturePad, "wacom-stu"),
    (DeviceKind::PaymentTerminal, "zvt"),
    (DeviceKind::Camera, "dcim"),
    (DeviceKind::Power, "upower"),
    (DeviceKind::Network, "networkmanager"),
];

/// How `--address` is written into the entry.
#[derive(Clone, Copy)]
enum Form {
    /// As a text under this key.
    Text(&'static str),
    /// As a list with one text.
    Texts(&'static str),
    /// As a number.
    Number(&'static str),
    /// As a list with one number.
    Numbers(&'static str),
    /// `host:port` in two keys.
    HostPort,
}

const FORMS: [(&str, Form); 14] = [
    ("ipp", Form::Text("uri")),
    ("sane", Form::Text("device")),
    ("pcsc", Form::Text("reader")),
    ("ausweisapp", Form::Number("port")),
    ("eac-box", Form::Text("url")),
    ("sbi", Form::Numbers("ports")),
    ("uru4000", Form::Text("usb")),
    ("wacom-stu", Form::Text("usb")),
    ("epad", Form::Text("usb")),
    ("zvt", Form::HostPort),
    ("dcim", Form::Texts("folders")),
    ("upower", Form::Text("bus")),
    ("networkmanager", Form::Text("bus")),
    ("sysfs", Form::Text("folder")),
];

impl Address {
    /// A device of this kind that speaks the protocol, or the kind's usual one.
    ///
    /// # Errors
    /// [`AddressError::UnknownKind`].
    pub fn new(kind: &str, protocol: Option<&str>) -> Result<Self, AddressError> {
        let found = DEFAULTS.iter().find(|(known, _)| known.key() == kind);
        let (kind, usual) = *found.ok_or_else(|| AddressError::UnknownKind(kind.to_owned()))?;
        Ok(Self {
            kind,
            protocol: protocol.unwrap_or(usual).to_owned(),
            matching: Table::new(),
            settings: Table::new(),
        })
    }

    /// Where the device is, in the form of its protocol.
    ///
    /// # Errors
    /// [`AddressError::NoAddress`], [`AddressError::BadAddress`].
    pub fn at(&mut self, address: &str) -> Result<(), AddressError> {
        let form = FORMS.iter().find(|(known, _)| *known == self.protocol);
        let (_, form) = form.ok_or_else(|| AddressError::NoAddress(self.protocol.clone()))?;
        let bad = || AddressError::BadAddress(address.to_owned(), self.protocol.clone());
        let number = |text: &str| text.parse().map(Value::Integer).map_err(|_| bad());
        let text = Value::String(address.to_owned());
        match form {
            Form::Text(key) => self.matching.insert((*key).to_owned(), text),
            Form::Texts(key) => self.matching.insert((*key).to_owned(), vec![text].into()),
            Form::Number(key) => self.matching.insert((*key).to_owned(), number(address)?),
            Form::Numbers(key) => {
                let number = number(address)?;
                self.matching.insert((*key).to_owned(), vec![number].into())
            }
            Form::HostPort => {
                let (host, port) = address.rsplit_once(':').ok_or_else(bad)?;
                let port = number(port)?;
                self.matching.insert("host".to_owned(), host.into());
                self.matching.insert("port".to_owned(), port)
            }
        };
        Ok(())
    }

    /// One more thing by which the device is found, `key=value`; the value is TOML or a plain text.
    ///
    /// # Errors
    /// [`AddressError::NotAPair`].
    pub fn matching(&mut self, pair: &str) -> Result<(), AddressError> {
        let (key, value) = split(pair)?;
        self.matching.insert(key, value);
        Ok(())
    }

    /// One setting of the protocol, `key=value`; the value is TOML or a plain text.
    ///
    /// # Errors
    /// [`AddressError::NotAPair`].
    pub fn setting(&mut self, pair: &str) -> Result<(), AddressError> {
        let (key, value) = split(pair)?;
        self.settings.insert(key, value);
        Ok(())
    }

    /// A whole `devices.toml` with this one device.
    pub fn file(&self) -> String {
        let entry = Table::from_iter([
            ("kind".to_owned(), self.kind.key().into()),
            ("protocol".to_owned(), self.protocol.as_str().into()),
            ("match".to_owned(), self.matching.clone().into()),
            ("settings".to_owned(), self.settings.clone().into()),
        ]);
        let devices = vec![Value::Table(entry)];
        Table::from_iter([("device".to_owned(), devices.into())]).to_string()
    }
}

fn split(pair: &str) -> Result<(String, Value), AddressError> {
    let not_a_pair = || AddressError::NotAPair(pair.to_owned());
    let (key, value) = pair.split_once('=').ok_or_else(not_a_pair)?;
    if key.is_empty() {
        return Err(not_a_pair());
    }
    let parsed = toml::from_str::<Table>(&format!("value = {value}")).ok();
    let parsed = parsed.and_then(|mut table| table.remove("value"));
    Ok((key.to_owned(), parsed.unwrap_or_else(|| value.into())))
}

fn kinds() -> String {
    DEFAULTS.map(|(kind, _)| kind.key()).join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Address, AddressError, DEFAULTS};
    use amtskoffer_contract::bridge::DeviceKind;
    use toml::Table;

    fn entry(address: &Address) -> Table {
        let file: Table = toml::from_str(&address.file()).unwrap();
        file["device"][0].as_table().unwrap().clone()
    }

    #[test]
    fn every_kind_has_a_usual_protocol() {
        for kind in DeviceKind::ALL {
            assert!(DEFAULTS.iter().any(|(known, _)| *known == kind), "{kind:?}");
            assert_eq!(Address::new(kind.key(), None).unwrap().kind, kind);
        }
    }

    #[test]
    fn an_address_has_the_form_of_its_protocol() {
        let mut printer = Address::new("printer", None).unwrap();
        printer.at("ipp://drucker.test/ipp/print").unwrap();
        assert_eq!(
            entry(&printer)["match"]["uri"].as_str(),
            Some("ipp://drucker.test/ipp/print")
        );
        let mut terminal = Address::new("payment_terminal", None).unwrap();
        terminal.at("192.0.2.1:20007").unwrap();
        assert_eq!(
            entry(&terminal)["match"]["host"].as_str(),
            Some("192.0.2.1")
        );
        assert_eq!(entry(&terminal)["match"]["port"].as_integer(), Some(20007));
        let mut scanner = Address::new("fingerprint_scanner", None).unwrap();
        scanner.at("4501").unwrap();
        scanner.setting("trust_anchor=root.pem").unwrap();
        assert_eq!(
            entry(&scanner)["match"]["ports"][0].as_integer(),
            Some(4501)
        );
        assert_eq!(
            entry(&scanner)["settings"]["trust_anchor"].as_str(),
            Some("root.pem")
        );
    }

    #[test]
    fn slips_are_named() {
        let unknown = Address::new("toaster", None).unwrap_err().to_string();
        assert!(unknown.contains("printer, document_scanner"), "{unknown}");
        let mut kernel = Address::new("network", Some("netlink")).unwrap();
        assert!(matches!(kernel.at("x"), Err(AddressError::NoAddress(_))));
        let mut terminal = Address::new("payment_terminal", None).unwrap();
        for bad in ["192.0.2.1", "192.0.2.1:x"] {
            assert!(
                matches!(terminal.at(bad), Err(AddressError::BadAddress(..))),
                "{bad}"
            );
        }
        for bad in ["", "=", "x"] {
            assert!(
                matches!(terminal.setting(bad), Err(AddressError::NotAPair(_))),
                "{bad}"
            );
        }
    }
}
