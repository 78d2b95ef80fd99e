//! What the gateway tells about itself.

use serde::{Deserialize, Serialize};

/// What the gateway tells about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayStatus {
    /// Build of the gateway.
    pub version: String,
    /// Its time, RFC 3339 in UTC: a skewed clock in the suitcase is noticed by it.
    pub time: String,
    /// Name of the authority that runs it, for receipts and certificates.
    pub authority: Authority,
}

/// The issuing authority as printed on certificates and receipts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Name, e.g. `Amt Musterland – Der Amtsvorsteher`.
    pub name: String,
    /// Unit, e.g. `Bürgerbüro`.
    pub unit: String,
    /// Street and house number.
    pub street: String,
    /// Postcode and place.
    pub place: String,
    /// Telephone number.
    pub phone: String,
}
