//! The operations as XML, read with a parser that the companion does not use and written as text.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};

use super::fault::Fault;
use super::terminal::{Refused, Role, Terminal, UNDEFINED};

/// The namespace of the interface; the guideline does not print it.
pub const NAMESPACE: &str = "urn:bsi:tr-03131:eacbox";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Answers one message; the other side of the result is a SOAP fault.
///
/// # Errors
/// The text of a SOAP fault.
pub async fn answer(body: &[u8], terminal: &Terminal) -> Result<String, String> {
    if terminal.fault_now() == Fault::SoapFault {
        return Err(soap_fault("Server", "internal"));
    }
    let call = Call::read(body).ok_or_else(|| soap_fault("Client", "not understood"))?;
    terminal.called(&call.operation);
    let content = call
        .done(terminal)
        .await
        .ok_or_else(|| soap_fault("Client", "not of the interface"))?;
    Ok(envelope(&format!(
        "<e:{0}Response xmlns:e=\"{NAMESPACE}\">{content}</e:{0}Response>",
        call.operation
    )))
}

struct Call {
    operation: String,
    inputs: Vec<(String, String)>,
}

impl Call {
    fn read(body: &[u8]) -> Option<Self> {
        let text = str::from_utf8(body).ok()?;
        let document = Document::parse(text).ok()?;
        let envelope = document.root_element();
        if !envelope.has_tag_name((SOAP, "Envelope")) {
            return None;
        }
        let mut inside = envelope.children().filter(Node::is_element);
        let body = inside.find(|node| node.has_tag_name((SOAP, "Body")))?;
        let operation = body.children().find(Node::is_element)?;
        if operation.tag_name().namespace() != Some(NAMESPACE) {
            return None;
        }
        let inputs = operation.children().filter(Node::is_element).map(|input| {
            let value = input.text().unwrap_or_default().to_owned();
            (input.tag_name().name().to_owned(), value)
        });
        Some(Self {
            operation: operation.tag_name().name().to_owned(),
            inputs: inputs.collect(),
        })
    }

    /// The inputs, if they are exactly these in this order.
    fn exactly<const N: usize>(&self, names: [&str; N]) -> Option<[&str; N]> {
        let fits = self.inputs.len() == N
            && self
                .inputs
                .iter()
                .zip(names)
                .all(|((name, _), known)| name == known);
        fits.then(|| std::array::from_fn(|place| self.inputs[place].1.as_str()))
    }

    async fn done(&self, terminal: &Terminal) -> Option<String> {
        match self.operation.as_str() {
            "getInfo" => {
                self.exactly([])?;
                Some(info(terminal.status()))
            }
            "authenticate" => {
                // A PIN or PUK must never come this way (section 4.1.2).
                let [_, role] = self.exactly(["passwordtype", "terminaltype"])?;
                let role = match role {
                    "IS" => Role::Inspection,
                    "AT" => Role::Authentication,
                    _ => return None,
                };
                Some(authenticated(terminal.authenticate(role).await))
            }
            "selectApplication" => {
                let [application] = self.exactly(["application"])?;
                let done = (application == "eID").then(|| terminal.select())?;
                Some(flagged("selectAppSuccess", done))
            }
            "getData" => {
                let [file] = self.exactly(["fileIdentifier"])?;
                let (content, _) = read(terminal, file);
                Some(content)
            }
            "getMultipleData" => self.multiple(terminal),
            "writeDataGroup" => {
                let [group, content] = self.exactly(["dgIndex", "dgContent"])?;
                let content = STANDARD.decode(content).ok()?;
                let done = terminal.write(group.parse().ok()?, content);
                Some(flagged("writeSuccess", done))
            }
            "activateeID" => {
                self.exactly([])?;
                Some(flagged("acteIDSuccess", terminal.switch(true)))
            }
            "deactivateeID" => {
                self.exactly([])?;
                Some(flagged("deaeIDSuccess", terminal.switch(false)))
            }
            "changePIN" => {
                self.exactly([])?;
                Some(flagged("changePINSuccess", terminal.change_pin().await))
            }
            "unblockPIN" => {
                self.exactly([])?;
                Some(flagged("unblockPINSuccess", terminal.unblock_pin().await))
            }
            _ => None,
        }
    }

    fn multiple(&self, terminal: &Terminal) -> Option<String> {
        let ((first, application), files) = self.inputs.split_first()?;
        if first != "application" || application != "eID" || files.is_empty() {
            return None;
        }
        let mut results = String::new();
        for (name, file) in files {
            if name != "fileIdentifier" {
                return None;
            }
            let (content, _) = read(terminal, file);
            let _ = write!(
                results,
                "<result><fileIdentifier>{file}</fileIdentifier>{content}</result>"
            );
        }
        let any = terminal.select().err();
        Some(results + &error(any.filter(|refused| *refused != UNDEFINED)))
    }
}

fn read(terminal: &Terminal, file: &str) -> (String, bool) {
    let group = file
        .strip_prefix("DG")
        .and_then(|number| number.parse().ok());
    match group
        .ok_or(UNDEFINED)
        .and_then(|group| terminal.read(group))
    {
        Ok((content, intact)) => {
            let code = if intact { 0 } else { -1 };
            let content = format!(
                "<getSuccess>true</getSuccess><dataContent>{}</dataContent>\
                 <paResult><validationCode>{code}</validationCode></paResult>{}",
                STANDARD.encode(content),
                error(None)
            );
            (content, true)
        }
        Err(refused) => (
            format!("<getSuccess>false</getSuccess>{}", error(Some(refused))),
            false,
        ),
    }
}

fn info(status: i64) -> String {
    format!(
        "<getInfoSuccess>true</getInfoSuccess><date>2026-11-22T09:00:00Z</date>\
         <hwVersion>Stellvertreter</hwVersion><swVersion>1.2</swVersion>\
         <status><statusCode>0</statusCode><statusValue>{status}</statusValue></status>"
    )
}

fn authenticated(outcome: Result<bool, Refused>) -> String {
    let code = match outcome {
        Ok(false) => -1,
        _ => 0,
    };
    let parts: String = [
        "digest",
        "signature",
        "certificateSignature",
        "certificateValidity",
        "certificateRevocation",
        "algorithm",
    ]
    .map(|part| format!("<{part}><validationCode>{code}</validationCode></{part}>"))
    .concat();
    let success = flagged("authSuccess", outcome.map(|_| ()));
    format!("{success}<paResult>{parts}</paResult>")
}

fn flagged(flag: &str, outcome: Result<(), Refused>) -> String {
    let success = outcome.is_ok();
    format!("<{flag}>{success}</{flag}>{}", error(outcome.err()))
}

fn error(refused: Option<Refused>) -> String {
    match refused {
        None => "<error><errorCode>0</errorCode><errorValue>0</errorValue></error>".to_owned(),
        Some(value) => format!(
            "<error><errorCode>-1</errorCode><errorDescription>Fehler {value}</errorDescription>\
             <errorValue>{value}</errorValue></error>"
        ),
    }
}

fn envelope(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soap:Envelope xmlns:soap=\"{SOAP}\"><soap:Body>{content}</soap:Body></soap:Envelope>"
    )
}

fn soap_fault(code: &str, text: &str) -> String {
    envelope(&format!(
        "<soap:Fault><faultcode>soap:{code}</faultcode><faultstring>{text}</faultstring></soap:Fault>"
    ))
}
