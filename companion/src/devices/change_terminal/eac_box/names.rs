//! Every name of the interface. Operations, elements and values are those of the guideline's WSDL
//! fragments (TR-03131 version 1.2, sections 4.1.1–4.1.11).
//!
//! The fragments do not print everything. Own assumption, to be verified with the maker of the box, and
//! therefore settings of `devices.toml`: the target namespace, whether inner elements are qualified (the
//! fragments say nothing, so they are not), the SOAP version, the path, and the `SOAPAction`, which
//! is sent empty.

use serde::Deserialize;

/// Namespace of SOAP 1.1 envelopes.
pub const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// Namespace of SOAP 1.2 envelopes.
pub const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";
/// Own assumption, see above.
pub const NAMESPACE: &str = "urn:bsi:tr-03131:eacbox";

pub const ENVELOPE: &str = "Envelope";
pub const BODY: &str = "Body";
pub const FAULT: &str = "Fault";
/// What an answer's element is called: the operation's name and this.
pub const RESPONSE: &str = "Response";

pub const PASSWORD_TYPE: &str = "passwordtype";
pub const TERMINAL_TYPE: &str = "terminaltype";
pub const CAN: &str = "CAN";
pub const INSPECTION: &str = "IS";
pub const AUTHENTICATION: &str = "AT";
pub const APPLICATION: &str = "application";
pub const EID: &str = "eID";
pub const FILE_IDENTIFIER: &str = "fileIdentifier";
pub const DG_INDEX: &str = "dgIndex";
pub const DG_CONTENT: &str = "dgContent";

pub const ERROR: &str = "error";
pub const ERROR_CODE: &str = "errorCode";
pub const ERROR_VALUE: &str = "errorValue";
pub const STATUS: &str = "status";
pub const STATUS_VALUE: &str = "statusValue";
pub const HARDWARE: &str = "hwVersion";
pub const SOFTWARE: &str = "swVersion";
pub const RESULT: &str = "result";
pub const GET_SUCCESS: &str = "getSuccess";
pub const DATA_CONTENT: &str = "dataContent";
pub const PA_RESULT: &str = "paResult";
pub const VALIDATION_CODE: &str = "validationCode";
/// The parts of a whole chip's `paResult` (section 4.1.1.3).
pub const PASSIVE_CHECKS: [&str; 6] = [
    "digest",
    "signature",
    "certificateSignature",
    "certificateValidity",
    "certificateRevocation",
    "algorithm",
];

/// What the guideline leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Interface {
    /// Target namespace of the box's WSDL.
    pub namespace: String,
    /// Whether inner elements are in that namespace too.
    pub qualified: bool,
    /// SOAP version.
    pub soap: Soap,
}

/// SOAP version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Soap {
    /// 1.1.
    #[default]
    #[serde(rename = "1.1")]
    V1_1,
    /// 1.2.
    #[serde(rename = "1.2")]
    V1_2,
}

impl Default for Interface {
    fn default() -> Self {
        Self {
            namespace: NAMESPACE.to_owned(),
            qualified: false,
            soap: Soap::default(),
        }
    }
}

impl Interface {
    /// Namespace of the envelope.
    pub fn envelope(&self) -> &'static str {
        match self.soap {
            Soap::V1_1 => SOAP_1_1,
            Soap::V1_2 => SOAP_1_2,
        }
    }

    /// Media type, and the action's header where the version has one.
    pub fn headers(&self) -> (&'static str, Option<(&'static str, &'static str)>) {
        match self.soap {
            Soap::V1_1 => ("text/xml; charset=utf-8", Some(("soapaction", "\"\""))),
            Soap::V1_2 => ("application/soap+xml; charset=utf-8", None),
        }
    }
}
