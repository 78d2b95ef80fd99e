//! Questions to services of the system over D-Bus. One connection, made when it is first needed and made
//! anew when it broke; every question has an end.

use std::collections::HashMap;
use std::time::Duration;

use amtskoffer_contract::bridge::DeviceCause;
use thiserror::Error;
use tokio::sync::Mutex;
use tokio::time::timeout;
use zbus::connection::Builder;
use zbus::wire::LE;
use zbus::wire::serialized::{Context, Data};
use zbus::{Connection, OwnedObjectPath, OwnedVariant, Variant, fdo};

/// How long a service may take to answer. A healthy one needs a few milliseconds.
const REPLY: Duration = Duration::from_secs(2);

/// The interface by which properties are read (D-Bus specification, "Standard Interfaces").
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// A bus and the connection to it.
#[derive(Debug)]
pub struct Bus {
    /// Its address; the system's bus without one.
    address: Option<String>,
    connection: Mutex<Option<Connection>>,
}

/// Why a service did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BusError {
    /// No bus at the address.
    #[error("there is no system bus: check that dbus runs and that settings.bus is right")]
    NoBus,
    /// Nobody on the bus has the service's name.
    #[error("the service is not on the system bus: check that it is installed and runs")]
    NoService,
    /// The service does not know the object, e.g. of a device that has just gone.
    #[error("the service does not know this object any more: ask it again")]
    NoObject,
    /// No answer in time.
    #[error("the service does not answer: restart it")]
    TooSlow,
    /// The answer is not what the service's documentation says.
    #[error("the service answers in another form than documented: check its version")]
    Garbled,
}

impl BusError {
    /// What it means for the device that the service knows.
    pub fn cause(self) -> DeviceCause {
        match self {
            Self::NoBus | Self::NoService => DeviceCause::ServiceMissing,
            Self::NoObject => DeviceCause::NotFound,
            Self::TooSlow => DeviceCause::TooSlow,
            Self::Garbled => DeviceCause::Garbled,
        }
    }
}

/// The properties of one interface of one object.
#[derive(Debug)]
pub struct Properties(HashMap<String, OwnedVariant>);

/// Objects of a service by path, each with its interfaces by name.
type Managed = HashMap<OwnedObjectPath, HashMap<String, HashMap<String, OwnedVariant>>>;

impl Bus {
    /// The bus at an address such as `unix:path=/run/bus`, or the system's. Nothing is connected yet.
    pub fn new(address: Option<String>) -> Self {
        Self {
            address,
            connection: Mutex::new(None),
        }
    }

    /// All properties of one interface of one object.
    ///
    /// # Errors
    /// [`BusError`].
    pub async fn properties(
        &self,
        service: &str,
        path: &str,
        interface: &str,
    ) -> Result<Properties, BusError> {
        let question = Question {
            service,
            path,
            interface: PROPERTIES,
            method: "GetAll",
        };
        let reply = self.ask(&question, Some(interface)).await?;
        reply.body().deserialize().map(Properties).map_err(garbled)
    }

    /// The properties of all objects below `path` that have the interface, by the way of
    /// `org.freedesktop.DBus.ObjectManager`.
    ///
    /// # Errors
    /// [`BusError`].
    pub async fn objects(
        &self,
        service: &str,
        path: &str,
        interface: &str,
    ) -> Result<Vec<(String, Properties)>, BusError> {
        let question = Question {
            service,
            path,
            interface: "org.freedesktop.DBus.ObjectManager",
            method: "GetManagedObjects",
        };
        let reply = self.ask(&question, None).await?;
        let objects: Managed = reply.body().deserialize().map_err(garbled)?;
        let mut found: Vec<_> = objects
            .into_iter()
            .filter_map(|(path, mut interfaces)| {
                let properties = interfaces.remove(interface)?;
                Some((path.as_str().to_owned(), Properties(properties)))
            })
            .collect();
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(found)
    }

    async fn ask(
        &self,
        question: &Question<'_>,
        argument: Option<&str>,
    ) -> Result<zbus::Message, BusError> {
        let connection = self.connection().await?;
        let asked = async {
            match argument {
                Some(argument) => question.send(&connection, &argument).await,
                None => question.send(&connection, &()).await,
            }
        };
        let reply = timeout(REPLY, asked).await.map_err(|_| BusError::TooSlow)?;
        match reply {
            Ok(reply) => Ok(reply),
            Err(zbus::Error::InputOutput(_)) => {
                *self.connection.lock().await = None;
                Err(BusError::NoBus)
            }
            Err(error) => Err(refusal(&error)),
        }
    }

    async fn connection(&self) -> Result<Connection, BusError> {
        let mut kept = self.connection.lock().await;
        if let Some(connection) = kept.as_ref() {
            return Ok(connection.clone());
        }
        let builder = match &self.address {
            Some(address) => Builder::address(address.as_str()),
            None => Builder::system(),
        };
        let built = timeout(REPLY, builder.build()).await;
        let connection = built.map_err(|_| BusError::TooSlow)?;
        let connection = connection.map_err(|_| BusError::NoBus)?;
        *kept = Some(connection.clone());
        Ok(connection)
    }
}

/// One method of one object.
struct Question<'a> {
    service: &'a str,
    path: &'a str,
    interface: &'a str,
    method: &'a str,
}

impl Question<'_> {
    async fn send<B>(&self, connection: &Connection, body: &B) -> zbus::Result<zbus::Message>
    where
        B: serde::Serialize + zbus::DynamicType,
    {
        let interface = Some(self.interface);
        connection
            .call_method(Some(self.service), self.path, interface, self.method, body)
            .await
    }
}

fn garbled(_: zbus::Error) -> BusError {
    BusError::Garbled
}

fn refusal(error: &zbus::Error) -> BusError {
    let zbus::Error::FDO(error) = error else {
        return BusError::Garbled;
    };
    match **error {
        fdo::Error::ServiceUnknown(_)
        | fdo::Error::NameHasNoOwner(_)
        | fdo::Error::SpawnServiceNotFound(_)
        | fdo::Error::SpawnExecFailed(_)
        | fdo::Error::SpawnFailed(_)
        // What the bus says when the service goes away with the question in its hands.
        | fdo::Error::NoReply(_)
        | fdo::Error::Disconnected(_) => BusError::NoService,
        fdo::Error::UnknownObject(_)
        | fdo::Error::UnknownInterface(_)
        | fdo::Error::UnknownMethod(_) => BusError::NoObject,
        fdo::Error::Timeout(_) | fdo::Error::TimedOut(_) => BusError::TooSlow,
        _ => BusError::Garbled,
    }
}

impl Properties {
    /// A whole number of any width; none when it is negative or no number.
    pub fn number(&self, name: &str) -> Option<u64> {
        match self.value(name)? {
            Variant::U8(number) => Some(u64::from(*number)),
            Variant::U16(number) => Some(u64::from(*number)),
            Variant::U32(number) => Some(u64::from(*number)),
            Variant::U64(number) => Some(*number),
            Variant::I16(number) => u64::try_from(*number).ok(),
            Variant::I32(number) => u64::try_from(*number).ok(),
            Variant::I64(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// A share of a hundred, rounded; none when it is outside 0–100 or no number.
    pub fn percent(&self, name: &str) -> Option<u8> {
        match self.value(name)? {
            Variant::F64(share) => rounded(*share),
            _ => as_percent(self.number(name)?),
        }
    }

    /// The first part of a structure as a share of a hundred.
    pub fn first_percent(&self, name: &str) -> Option<u8> {
        let Variant::Structure(structure) = self.value(name)? else {
            return None;
        };
        match structure.fields().first()? {
            Variant::U32(number) => as_percent(u64::from(*number)),
            _ => None,
        }
    }

    /// True or false.
    pub fn truth(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Variant::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Variant::Str(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The path of another object; none where the service says that there is none.
    pub fn path(&self, name: &str) -> Option<String> {
        object(self.value(name)?)
    }

    /// Paths of other objects, at most `most`.
    pub fn paths(&self, name: &str, most: usize) -> Vec<String> {
        match self.value(name) {
            Some(Variant::Array(paths)) => paths.iter().filter_map(object).take(most).collect(),
            _ => Vec::new(),
        }
    }

    fn value(&self, name: &str) -> Option<&Variant<'_>> {
        let value: &Variant<'_> = self.0.get(name)?;
        Some(value)
    }
}

/// D-Bus writes "none" as the root path.
fn object(value: &Variant<'_>) -> Option<String> {
    match value {
        Variant::ObjectPath(path) if path.as_str() != "/" => Some(path.as_str().to_owned()),
        _ => None,
    }
}

fn as_percent(number: u64) -> Option<u8> {
    u8::try_from(number).ok().filter(|percent| *percent <= 100)
}

/// A share that a service gives as a fraction of a hundred.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be within 0–100"
)]
fn rounded(share: f64) -> Option<u8> {
    (0.0..=100.0).contains(&share).then(|| share.round() as u8)
}

/// Reads bytes as a service's properties, only to see that they do no harm.
pub fn parse_any(bytes: &[u8]) {
    let data = Data::new(bytes, Context::new(LE, 0));
    let Ok((properties, _)) = data.deserialize::<HashMap<String, OwnedVariant>>() else {
        return;
    };
    let properties = Properties(properties);
    for name in ["Percentage", "SignalQuality", "ActiveConnections", "State"] {
        let _ = (properties.number(name), properties.percent(name));
        let _ = (properties.first_percent(name), properties.truth(name));
        let _ = (properties.path(name), properties.paths(name, 8));
        let _ = properties.text(name);
    }
}

#[cfg(test)]
mod tests {
    use super::{BusError, Properties, refusal};
    use std::collections::HashMap;
    use zbus::{OwnedVariant, Variant, fdo};

    fn properties(entries: Vec<(&str, Variant<'static>)>) -> Properties {
        let owned = |value: Variant<'static>| OwnedVariant::try_from(value).unwrap();
        let entries = entries.into_iter();
        Properties(
            entries
                .map(|(name, value)| (name.to_owned(), owned(value)))
                .collect::<HashMap<_, _>>(),
        )
    }

    #[test]
    fn values_of_another_type_or_out_of_range_are_none() {
        let all = properties(vec![
            ("percent", Variant::from(41.6_f64)),
            ("impossible", Variant::from(250.0_f64)),
            ("nothing", Variant::from(f64::NAN)),
            ("negative", Variant::from(-1_i32)),
            ("strength", Variant::from(77_u8)),
            ("word", Variant::from("101")),
            ("quality", Variant::from((62_u32, true))),
        ]);
        assert_eq!(all.percent("percent"), Some(42));
        assert_eq!(all.percent("strength"), Some(77));
        assert_eq!(all.first_percent("quality"), Some(62));
        assert_eq!(all.text("word"), Some("101"));
        for name in ["impossible", "nothing", "negative", "word", "missing"] {
            assert_eq!(all.percent(name), None, "{name}");
            assert_eq!(all.number(name), None, "{name}");
            assert_eq!(all.truth(name), None, "{name}");
        }
    }

    #[test]
    fn refusals_are_told_apart() {
        let refused = |error: fdo::Error| refusal(&zbus::Error::FDO(Box::new(error)));
        let words = || "words".to_owned();
        for (error, expected) in [
            (fdo::Error::ServiceUnknown(words()), BusError::NoService),
            (fdo::Error::NoReply(words()), BusError::NoService),
            (fdo::Error::UnknownObject(words()), BusError::NoObject),
            (fdo::Error::Timeout(words()), BusError::TooSlow),
            (fdo::Error::InvalidArgs(words()), BusError::Garbled),
        ] {
            assert_eq!(refused(error), expected);
        }
        assert_eq!(refusal(&zbus::Error::InvalidReply), BusError::Garbled);
    }
}
