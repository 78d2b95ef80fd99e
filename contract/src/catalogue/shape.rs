//! How a service file is written. `public/catalogue/service.schema.json` says the same to other tools.

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceShape {
    #[serde(rename = "$schema", default)]
    pub _schema: Option<String>,
    pub version: u16,
    pub id: String,
    #[serde(default)]
    pub leika: Option<String>,
    pub name: String,
    pub summary: String,
    pub legal_basis: Vec<String>,
    pub applicants: String,
    pub four_eyes: bool,
    #[serde(default)]
    pub newcomers: bool,
    #[serde(default)]
    pub particulars: Option<ConditionShape>,
    #[serde(default)]
    pub options: Vec<OptionShape>,
    #[serde(default)]
    pub refusals: Vec<RefusalShape>,
    #[serde(default)]
    pub facts: BTreeMap<String, Vec<FactShape>>,
    #[serde(default)]
    pub validity: Vec<ValidityShape>,
    pub charges: Vec<ChargeShape>,
    #[serde(default)]
    pub free: Vec<FreeShape>,
    #[serde(default)]
    pub share: Option<ShareShape>,
    #[serde(default)]
    pub fees: Vec<FeeShape>,
    pub sections: Vec<SectionShape>,
    #[serde(default)]
    pub document: Option<DocumentShape>,
    #[serde(default)]
    pub limits: BTreeMap<String, usize>,
    #[serde(default)]
    pub papers: Vec<PaperShape>,
    #[serde(default)]
    pub scans: Vec<String>,
    #[serde(default)]
    pub captures: Vec<CaptureShape>,
    #[serde(default)]
    pub exceptions: Vec<ExceptionShape>,
    pub outputs: Vec<PaperShape>,
    pub receives: Vec<ReceivesShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentShape {
    pub zone: String,
    pub code: String,
    #[serde(default)]
    pub optional_2: String,
    #[serde(default)]
    pub shows_sex: bool,
    pub rooms: Vec<RoomShape>,
    #[serde(default)]
    pub names_together: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoomShape {
    pub field: String,
    pub font1: (usize, usize),
    #[serde(default)]
    pub font2: Option<(usize, usize)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConditionShape {
    All(Vec<ConditionShape>),
    Any(Vec<ConditionShape>),
    Not(Box<ConditionShape>),
    AgeFrom(u16),
    AgeBelow(u16),
    AgeAtEndFrom(u16),
    Option(BTreeMap<String, ValuesShape>),
    Answer(BTreeMap<String, ValuesShape>),
}

pub(super) enum ValuesShape {
    One(ValueShape),
    Several(Vec<ValueShape>),
}

pub(super) enum ValueShape {
    YesNo(bool),
    Number(i64),
    Key(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionShape {
    pub key: String,
    pub text: String,
    #[serde(default)]
    pub yes_no: Option<bool>,
    #[serde(default)]
    pub choice: Option<Vec<String>>,
    #[serde(default)]
    pub number: Option<NumberShape>,
    #[serde(default)]
    pub field: Option<String>,
    #[serde(default)]
    pub yes: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberShape {
    pub min: i32,
    pub max: i32,
    pub default: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefusalShape {
    pub code: String,
    pub when: ConditionShape,
    pub sentence: String,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactShape {
    pub when: ConditionShape,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub until: Option<String>,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValidityShape {
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub years: Option<u16>,
    #[serde(default)]
    pub months: Option<u16>,
    #[serde(default)]
    pub option_years: Option<String>,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChargeShape {
    pub rule: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub free_when: Option<ConditionShape>,
    #[serde(default)]
    pub half_when: Option<ConditionShape>,
    #[serde(default)]
    pub doubling: bool,
    #[serde(default)]
    pub times: Option<String>,
    #[serde(default)]
    pub once: Option<String>,
    #[serde(default)]
    pub not_beside: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FreeShape {
    pub when: ConditionShape,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareShape {
    pub town: (u32, u32),
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FeeShape {
    pub rule: String,
    pub text: String,
    pub amounts: Vec<AmountShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AmountShape {
    pub cents: i64,
    pub from: String,
    #[serde(default)]
    pub until: Option<String>,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionShape {
    pub key: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub each_person: bool,
    pub fields: Vec<FieldShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldShape {
    pub field: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub optional_when: Option<ConditionShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperShape {
    pub key: String,
    pub text: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub sent: Option<ConditionShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaptureShape {
    pub kind: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
    #[serde(default)]
    pub pixels: Option<(u32, u32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionShape {
    pub key: String,
    pub text: String,
    #[serde(default)]
    pub reasons: Vec<String>,
    pub approver: String,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceivesShape {
    pub part: String,
    #[serde(default)]
    pub when: Option<ConditionShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TownShape {
    #[serde(rename = "$schema", default)]
    pub _schema: Option<String>,
    pub version: u16,
    pub name: String,
    #[serde(default)]
    pub authority_code: Option<String>,
    pub address: Vec<String>,
    pub municipalities: Vec<MunicipalityShape>,
    #[serde(default)]
    pub fees: Vec<FeeShape>,
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    #[serde(default)]
    pub summaries: BTreeMap<String, String>,
    #[serde(default)]
    pub not_offered: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MunicipalityShape {
    pub name: String,
    pub key: String,
    pub postcodes: Vec<String>,
}
