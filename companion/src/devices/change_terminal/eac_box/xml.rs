//! Untrusted XML as a small tree, with namespaces resolved and everything bounded. Document types,
//! entities of one's own and processing instructions are refused: no honest SOAP message has them
//! (SOAP 1.1 section 3).

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, Event};
use quick_xml::name::{LocalName, ResolveResult};
use thiserror::Error;
use zeroize::Zeroizing;

/// Deepest nesting; an answer has six levels.
const DEPTH: usize = 12;
/// Most elements; an answer with all groups has fewer than 300.
const ELEMENTS: usize = 2_000;

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum XmlError {
    /// Not UTF-8, not XML, or cut off.
    #[error("not well-formed: check that the address is the box")]
    Malformed,
    /// A document type, entity or processing instruction.
    #[error("has parts that SOAP forbids: check that the address is the box")]
    Forbidden,
    /// Nested too deep, or too many elements.
    #[error("larger than any honest answer: check that the address is the box")]
    TooLarge,
    /// Not a SOAP envelope with one answer of ours.
    #[error("no SOAP answer of this interface: check namespace and SOAP version in devices.toml")]
    NotOurs,
}

/// One element. Its text is wiped when it is dropped.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Namespace, empty for none.
    pub namespace: String,
    /// Name without prefix.
    pub name: String,
    /// All text directly inside.
    pub text: Zeroizing<String>,
    /// Elements inside.
    pub children: Vec<Element>,
}

impl Element {
    /// The only element inside of this name that is in this namespace or in none.
    pub fn child(&self, name: &str) -> Option<&Element> {
        let mut found = self.children.iter().filter(|child| self.owns(child, name));
        found.next().filter(|_| found.next().is_none())
    }

    /// All elements inside of this name that are in this namespace or in none.
    pub fn children_named(&self, name: &'static str) -> impl Iterator<Item = &Element> {
        self.children
            .iter()
            .filter(move |child| self.owns(child, name))
    }

    /// The text of the only element inside of this name, without blanks around it.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }

    fn owns(&self, child: &Element, name: &str) -> bool {
        let ours = child.namespace.is_empty() || child.namespace == self.namespace;
        ours && child.name == name
    }
}

/// Reads a whole document.
///
/// # Errors
/// [`XmlError`], except [`XmlError::NotOurs`].
pub fn parse(bytes: &[u8]) -> Result<Element, XmlError> {
    let text = str::from_utf8(bytes).map_err(|_| XmlError::Malformed)?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let (namespace, event) = reader
            .read_resolved_event()
            .map_err(|_| XmlError::Malformed)?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEPTH || count > ELEMENTS {
                    return Err(XmlError::TooLarge);
                }
                open.push(element(&namespace, start.local_name())?);
            }
            Event::End(_) => close(&mut open)?,
            Event::Text(text) => add(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => add(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(entity) => {
                let sign = letter(&entity)?;
                add(&mut open, sign.encode_utf8(&mut [0; 4]));
            }
            Event::Comment(_) | Event::Decl(_) => {}
            Event::PI(_) | Event::DocType(_) => return Err(XmlError::Forbidden),
            Event::Empty(_) => return Err(XmlError::Malformed),
            Event::Eof => break,
        }
    }
    only_root(open)
}

fn element(namespace: &ResolveResult<'_>, name: LocalName<'_>) -> Result<Element, XmlError> {
    let namespace = match namespace {
        ResolveResult::Unbound => "",
        ResolveResult::Bound(namespace) => namespace.into_inner(),
        ResolveResult::Unknown(_) => return Err(XmlError::Malformed),
    };
    Ok(Element {
        namespace: namespace.to_owned(),
        name: name.into_inner().to_owned(),
        ..Element::default()
    })
}

fn close(open: &mut Vec<Element>) -> Result<(), XmlError> {
    let ended = open.pop().ok_or(XmlError::Malformed)?;
    let around = open.last_mut().ok_or(XmlError::Malformed)?;
    around.children.push(ended);
    Ok(())
}

fn add(open: &mut [Element], text: &str) {
    if let Some(inmost) = open.last_mut() {
        inmost.text.push_str(text);
    }
}

/// The five entities of XML itself, and characters by number.
fn letter(entity: &BytesRef<'_>) -> Result<char, XmlError> {
    match &**entity {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => match entity.resolve_char_ref() {
            Ok(Some(letter)) => Ok(letter),
            Ok(None) => Err(XmlError::Forbidden),
            Err(_) => Err(XmlError::Malformed),
        },
    }
}

/// What is left open when a document ends is only the document itself, with one element.
fn only_root(mut open: Vec<Element>) -> Result<Element, XmlError> {
    let mut document = open.pop().ok_or(XmlError::Malformed)?;
    let root = document.children.pop();
    let whole = open.is_empty() && document.children.is_empty() && document.text.trim().is_empty();
    root.filter(|_| whole).ok_or(XmlError::Malformed)
}
