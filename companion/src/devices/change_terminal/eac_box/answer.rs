//! What the answers say.

use amtskoffer_domain::change_terminal::{Refusal, Status};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::names::{self, Interface};
use super::request::{Call, file};
use super::xml::{self, Element, XmlError};
use crate::devices::change_terminal::{Group, Info, TerminalError};

/// Longest name that is shown of a box.
const NAME_LIMIT: usize = 60;

/// The answer to a call out of its envelope. Either SOAP version is understood.
///
/// # Errors
/// [`TerminalError::Xml`], [`TerminalError::Fault`].
pub fn of(call: &Call<'_>, bytes: &[u8], interface: &Interface) -> Result<Element, TerminalError> {
    let mut envelope = xml::parse(bytes)?;
    let soap = [names::SOAP_1_1, names::SOAP_1_2];
    if envelope.name != names::ENVELOPE || !soap.contains(&envelope.namespace.as_str()) {
        return Err(XmlError::NotOurs.into());
    }
    let version = std::mem::take(&mut envelope.namespace);
    let in_soap = |element: &Element, name| element.name == name && element.namespace == version;
    let body = envelope
        .children
        .iter_mut()
        .find(|child| in_soap(child, names::BODY))
        .ok_or(XmlError::NotOurs)?;
    let answer = match body.children.pop() {
        Some(only) if body.children.is_empty() => only,
        _ => return Err(XmlError::NotOurs.into()),
    };
    if in_soap(&answer, names::FAULT) {
        return Err(TerminalError::Fault);
    }
    let expected = answer.name.strip_suffix(names::RESPONSE) == Some(call.name());
    if !expected || answer.namespace != interface.namespace {
        return Err(XmlError::NotOurs.into());
    }
    Ok(answer)
}

/// Whether the box did it: both its flag and its error must say so.
///
/// # Errors
/// [`TerminalError::Refused`], [`TerminalError::Missing`].
pub fn success(call: &Call<'_>, answer: &Element) -> Result<(), TerminalError> {
    let Some(flag) = call.success() else {
        return Ok(());
    };
    let done = boolean(answer, flag)?;
    let error = answer
        .child(names::ERROR)
        .ok_or(TerminalError::Missing(names::ERROR))?;
    refused(done, error)
}

/// Whether the maker's signature over the chip is valid in every respect (section 4.1.1.3).
///
/// # Errors
/// [`TerminalError::Refused`] with [`Refusal::NotAuthentic`], [`TerminalError::Missing`].
pub fn authentic(answer: &Element) -> Result<(), TerminalError> {
    let result = answer
        .child(names::PA_RESULT)
        .ok_or(TerminalError::Missing(names::PA_RESULT))?;
    for check in names::PASSIVE_CHECKS {
        let part = result.child(check).ok_or(TerminalError::Missing(check))?;
        if number(part, names::VALIDATION_CODE)? < 0 {
            return Err(TerminalError::Refused(Refusal::NotAuthentic, 113));
        }
    }
    Ok(())
}

/// What the box says of itself.
///
/// # Errors
/// [`TerminalError::Missing`].
pub fn info(answer: &Element) -> Result<Info, TerminalError> {
    let status = answer
        .child(names::STATUS)
        .ok_or(TerminalError::Missing(names::STATUS))?;
    let value = number(status, names::STATUS_VALUE)?;
    let status = Status::from_value(value).ok_or(TerminalError::Missing(names::STATUS_VALUE))?;
    let version = |name| answer.text_of(name).unwrap_or_default();
    let name = format!(
        "EAC-Box {} ({})",
        version(names::HARDWARE),
        version(names::SOFTWARE)
    );
    let name = name.chars().filter(|sign| !sign.is_control());
    Ok(Info {
        name: name.take(NAME_LIMIT).collect(),
        status,
    })
}

/// One group; none when the chip has it not.
///
/// # Errors
/// [`TerminalError::Refused`], [`TerminalError::Missing`].
pub fn group(answer: &Element, number: u8) -> Result<Option<Group>, TerminalError> {
    let read = boolean(answer, names::GET_SUCCESS)?;
    let error = answer
        .child(names::ERROR)
        .ok_or(TerminalError::Missing(names::ERROR))?;
    refused(read, error)?;
    content(answer, number)
}

/// All groups that were asked for and are there. An answer for a group that was not asked for, or two
/// for one, are refused.
///
/// # Errors
/// [`TerminalError::Refused`], [`TerminalError::Missing`].
pub fn groups(answer: &Element, asked: &[u8]) -> Result<Vec<Group>, TerminalError> {
    let error = answer
        .child(names::ERROR)
        .ok_or(TerminalError::Missing(names::ERROR))?;
    refused(true, error)?;
    let mut found: Vec<Group> = Vec::new();
    for result in answer.children_named(names::RESULT) {
        let name = result
            .text_of(names::FILE_IDENTIFIER)
            .ok_or(TerminalError::Missing(names::FILE_IDENTIFIER))?;
        let number = asked.iter().copied().find(|group| file(*group) == name);
        let number = number
            .filter(|number| found.iter().all(|known| known.number != *number))
            .ok_or(TerminalError::Missing(names::FILE_IDENTIFIER))?;
        if boolean(result, names::GET_SUCCESS)? {
            found.extend(content(result, number)?);
        }
    }
    Ok(found)
}

fn content(result: &Element, group: u8) -> Result<Option<Group>, TerminalError> {
    let Some(text) = result.child(names::DATA_CONTENT) else {
        return Ok(None);
    };
    let digits: String = text.text.split_ascii_whitespace().collect();
    let content = STANDARD
        .decode(Zeroizing::new(digits).as_bytes())
        .map_err(|_| TerminalError::Missing(names::DATA_CONTENT))?;
    let intact = match result.child(names::PA_RESULT) {
        Some(check) => Some(number(check, names::VALIDATION_CODE)? >= 0),
        None => None,
    };
    Ok(Some(Group {
        number: group,
        content: Zeroizing::new(content),
        intact,
    }))
}

fn refused(done: bool, error: &Element) -> Result<(), TerminalError> {
    let code = number(error, names::ERROR_CODE)?;
    // A warning (1) with the flag set is a success.
    if done && code >= 0 {
        return Ok(());
    }
    let value = match error.child(names::ERROR_VALUE) {
        Some(_) => number(error, names::ERROR_VALUE)?,
        None => 100,
    };
    Err(TerminalError::Refused(refusal(value), value))
}

/// What an `errorValue` means (section 4.1.1.1).
fn refusal(value: i64) -> Refusal {
    match value {
        101 => Refusal::NoCard,
        102 => Refusal::PinBlocked,
        103 => Refusal::PinSuspended,
        104 => Refusal::PinOff,
        105 | 106 => Refusal::NoEid,
        107 => Refusal::CancelledAtTerminal,
        110..=112 => Refusal::Authentication,
        113 => Refusal::NotAuthentic,
        _ => Refusal::Other,
    }
}

fn boolean(element: &Element, name: &'static str) -> Result<bool, TerminalError> {
    match element.text_of(name) {
        Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        _ => Err(TerminalError::Missing(name)),
    }
}

fn number(element: &Element, name: &'static str) -> Result<i64, TerminalError> {
    let text = element.text_of(name);
    text.and_then(|text| text.parse().ok())
        .ok_or(TerminalError::Missing(name))
}
