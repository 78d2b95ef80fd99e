//! What we ask of a printer, as IPP has it.

use ::ipp::attribute::IppAttribute;
use ::ipp::model::{DelimiterTag, IppVersion, Operation};
use ::ipp::parser::IppParseError;
use ::ipp::request::IppRequestResponse;
use ::ipp::value::IppValue;
use bytes::{Bytes, BytesMut};

use crate::devices::printer::{JobId, PrintOptions, PrinterError, Sides};

/// A4 by its name in PWG 5101.1.
pub(super) const A4: &str = "iso_a4_210x297mm";

/// Who prints, as the printer's log and display show it: never a clerk, never a citizen.
const USER: &str = "amtskoffer";

/// One request while it is being put together.
pub(super) struct Ask(IppRequestResponse);

impl Ask {
    pub(super) fn new(operation: Operation, address: &str) -> Result<Self, PrinterError> {
        let request = IppRequestResponse::new(IppVersion::v2_0(), operation, None)
            .map_err(|_| PrinterError::BadAddress)?;
        Self(request).operation("printer-uri", IppValue::new_uri(address))
    }

    /// Names the job that is asked about; must come before everything else.
    pub(super) fn about(self, job: JobId) -> Result<Self, PrinterError> {
        self.operation("job-id", Ok(IppValue::new_integer(job.0)))?
            .signed()
    }

    /// Restricts the answer to these attributes.
    pub(super) fn wanting(self, names: &[&str]) -> Result<Self, PrinterError> {
        let names = names
            .iter()
            .map(|name| IppValue::new_keyword(*name))
            .collect::<Result<_, _>>();
        self.operation("requested-attributes", names.map(IppValue::Array))
    }

    /// Describes a print job. The printer shall refuse what it cannot do rather than ignore it.
    pub(super) fn printing(self, title: &str, options: PrintOptions) -> Result<Self, PrinterError> {
        let sides = match options.sides {
            Sides::One => "one-sided",
            Sides::LongEdge => "two-sided-long-edge",
            Sides::ShortEdge => "two-sided-short-edge",
        };
        self.signed()?
            .operation(
                "job-name",
                IppValue::new_name_without_language(short(title)),
            )?
            .operation(
                "document-format",
                IppValue::new_mime_media_type("application/pdf"),
            )?
            .operation("ipp-attribute-fidelity", Ok(IppValue::new_boolean(true)))?
            .job(
                "copies",
                Ok(IppValue::new_integer(i32::from(options.copies))),
            )?
            .job("sides", IppValue::new_keyword(sides))?
            .job("media", IppValue::new_keyword(A4))
    }

    /// The bytes to send: the request and, right behind it, the document.
    pub(super) fn into_body(self, document: &Bytes) -> Bytes {
        let mut body = BytesMut::from(self.0.to_bytes());
        body.extend_from_slice(document);
        body.freeze()
    }

    fn signed(self) -> Result<Self, PrinterError> {
        self.operation(
            "requesting-user-name",
            IppValue::new_name_without_language(USER),
        )
    }

    fn operation(self, name: &str, value: Value) -> Result<Self, PrinterError> {
        self.with(DelimiterTag::OperationAttributes, name, value)
    }

    fn job(self, name: &str, value: Value) -> Result<Self, PrinterError> {
        self.with(DelimiterTag::JobAttributes, name, value)
    }

    /// Everything but the address is made from our own constants, so only that can be unfit.
    fn with(mut self, group: DelimiterTag, name: &str, value: Value) -> Result<Self, PrinterError> {
        let attribute = value.and_then(|value| IppAttribute::with_name(name, value));
        self.0
            .attributes_mut()
            .add(group, attribute.map_err(|_| PrinterError::BadAddress)?);
        Ok(self)
    }
}

type Value = Result<IppValue, IppParseError>;

/// A name has at most 255 bytes (RFC 8011 section 5.1.3).
fn short(title: &str) -> String {
    title.chars().take(60).collect()
}
