//! Names of the fee rules, as they stand in the fee tables.

/// ID card, applicant 24 or older (PAuswGebV § 1(1)).
pub const PA_GE24: &str = "PA_GE24";
/// ID card, applicant under 24 (PAuswGebV § 1(1)).
pub const PA_LT24: &str = "PA_LT24";
/// Temporary or substitute ID card, also beside an ID card (PAuswGebV § 1(2)).
pub const PA_TEMP: &str = "PA_TEMP";
/// Addition: outside office hours on the applicant's wish, or by a non-competent authority.
pub const PA_OOH: &str = "PA_OOH";
/// Addition: non-competent authority, applicant living abroad.
pub const PA_ABROAD_NC: &str = "PA_ABROAD_NC";
/// Addition: delivery to the dwelling (PAuswV § 18(2)).
pub const PA_DELIVERY: &str = "PA_DELIVERY";
/// Addition: photo made by the authority. Not with a temporary card alone.
pub const PA_PHOTO: &str = "PA_PHOTO";
/// Passport, applicant 24 or older (PassV § 27).
pub const RP_GE24: &str = "RP_GE24";
/// Passport, applicant under 24 (PassV § 27).
pub const RP_LT24: &str = "RP_LT24";
/// Addition: 48 pages.
pub const RP_48P: &str = "RP_48P";
/// Addition: express order.
pub const RP_EXPRESS: &str = "RP_EXPRESS";
/// Temporary passport.
pub const RP_TEMP: &str = "RP_TEMP";
/// Addition: delivery to the dwelling (PassV § 17(2)).
pub const RP_DELIVERY: &str = "RP_DELIVERY";
/// Addition: photo made by the authority.
pub const RP_PHOTO: &str = "RP_PHOTO";
/// Certificate of residence, simple (BMG § 18(1)); set by the town.
pub const MB_SIMPLE: &str = "MB_SIMPLE";
/// Certificate of conduct (Führungszeugnis).
pub const FZ: &str = "FZ";
/// European certificate of conduct.
pub const FZ_EU: &str = "FZ_EU";
