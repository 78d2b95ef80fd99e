//! The messages that we send.

use std::io::{self, Write};

use amtskoffer_domain::change_terminal::Role;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::names::{self, Interface};

/// One operation. None has room for a PIN, CAN or PUK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call<'a> {
    /// Section 4.1.2, with the CAN typed at the box.
    Authenticate(Role),
    /// Section 4.1.3, the eID application.
    SelectApplication,
    /// Section 4.1.4.
    GetInfo,
    /// Section 4.1.5.
    GetData(u8),
    /// Section 4.1.6.
    GetMultipleData(&'a [u8]),
    /// Section 4.1.7.
    WriteDataGroup {
        /// 17–20.
        group: u8,
        /// DER.
        content: &'a [u8],
    },
    /// Section 4.1.8.
    ActivateEid,
    /// Section 4.1.9.
    DeactivateEid,
    /// Section 4.1.10.
    ChangePin,
}

impl Call<'_> {
    /// Name of the operation.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Authenticate(_) => "authenticate",
            Self::SelectApplication => "selectApplication",
            Self::GetInfo => "getInfo",
            Self::GetData(_) => "getData",
            Self::GetMultipleData(_) => "getMultipleData",
            Self::WriteDataGroup { .. } => "writeDataGroup",
            Self::ActivateEid => "activateeID",
            Self::DeactivateEid => "deactivateeID",
            Self::ChangePin => "changePIN",
        }
    }

    /// The element of the answer that says whether it was done; none where each group has its own.
    pub fn success(&self) -> Option<&'static str> {
        match self {
            Self::Authenticate(_) => Some("authSuccess"),
            Self::SelectApplication => Some("selectAppSuccess"),
            Self::GetInfo => Some("getInfoSuccess"),
            Self::GetData(_) => Some(names::GET_SUCCESS),
            Self::GetMultipleData(_) => None,
            Self::WriteDataGroup { .. } => Some("writeSuccess"),
            Self::ActivateEid => Some("acteIDSuccess"),
            Self::DeactivateEid => Some("deaeIDSuccess"),
            Self::ChangePin => Some("changePINSuccess"),
        }
    }

    /// What goes in, in the guideline's order.
    fn inputs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Authenticate(role) => vec![
                (names::PASSWORD_TYPE, names::CAN.to_owned()),
                (names::TERMINAL_TYPE, role_name(*role).to_owned()),
            ],
            Self::SelectApplication => vec![(names::APPLICATION, names::EID.to_owned())],
            Self::GetData(group) => vec![(names::FILE_IDENTIFIER, file(*group))],
            Self::GetMultipleData(groups) => {
                let eid = (names::APPLICATION, names::EID.to_owned());
                let files = groups
                    .iter()
                    .map(|group| (names::FILE_IDENTIFIER, file(*group)));
                [eid].into_iter().chain(files).collect()
            }
            Self::WriteDataGroup { group, content } => vec![
                (names::DG_INDEX, group.to_string()),
                (names::DG_CONTENT, STANDARD.encode(content)),
            ],
            Self::GetInfo | Self::ActivateEid | Self::DeactivateEid | Self::ChangePin => Vec::new(),
        }
    }
}

/// A data group's name as a file.
pub fn file(group: u8) -> String {
    format!("DG{group}")
}

/// One call of every kind.
pub fn every_call() -> [Call<'static>; 9] {
    [
        Call::Authenticate(Role::Inspection),
        Call::SelectApplication,
        Call::GetInfo,
        Call::GetData(17),
        Call::GetMultipleData(&super::super::chip::GROUPS),
        Call::WriteDataGroup {
            group: 17,
            content: &[0x71, 0],
        },
        Call::ActivateEid,
        Call::DeactivateEid,
        Call::ChangePin,
    ]
}

/// One message of every kind, as it goes over the wire; for checks by other parsers.
pub fn every_message(interface: &Interface) -> Vec<(&'static str, Vec<u8>)> {
    let message = |call: &Call<'_>| (call.name(), envelope(call, interface));
    every_call().iter().map(message).collect()
}

/// The whole message. Writing to memory cannot fail; if it did, the box would refuse the rest.
pub fn envelope(call: &Call<'_>, interface: &Interface) -> Vec<u8> {
    let mut writer = Writer::new(Vec::with_capacity(512));
    let _ = written(&mut writer, call, interface);
    writer.into_inner()
}

fn written<W: Write>(
    writer: &mut Writer<W>,
    call: &Call<'_>,
    interface: &Interface,
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let prefix = if interface.qualified { "e:" } else { "" };
    writer
        .create_element("s:Envelope")
        .with_attribute(("xmlns:s", interface.envelope()))
        .with_attribute(("xmlns:e", interface.namespace.as_str()))
        .write_inner_content(|writer| {
            writer
                .create_element("s:Body")
                .write_inner_content(|writer| {
                    let operation = format!("e:{}", call.name());
                    writer
                        .create_element(operation.as_str())
                        .write_inner_content(|writer| {
                            for (name, value) in call.inputs() {
                                writer
                                    .create_element(format!("{prefix}{name}").as_str())
                                    .write_text_content(BytesText::new(&value))?;
                            }
                            Ok(())
                        })?;
                    Ok(())
                })?;
            Ok(())
        })?;
    Ok(())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Inspection => names::INSPECTION,
        Role::Authentication => names::AUTHENTICATION,
    }
}
