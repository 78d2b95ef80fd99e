//! A machine readable zone.

use super::entry::{Object, birth, check_keys, day, needed, text};
use super::fault::{Fault, shown};
use super::reply::Reply;
use amtskoffer_domain::dates::{Date, PartialDate};
use amtskoffer_domain::mrz::{Document, MrzError, Sex, name_field, td1, td2, td3};
use amtskoffer_domain::names::{Charset, check, mrz_form};

const KEYS: [&str; 11] = [
    "document",
    "surname",
    "given",
    "number",
    "born",
    "sex",
    "expires",
    "version",
    "nationality",
    "code",
    "issued",
];

/// The sizes of a zone (ICAO Doc 9303-3).
#[derive(Clone, Copy)]
enum Size {
    Td1,
    Td2,
    Td3,
}

/// A document: id, code, size, and whether its zone shows the sex (ID cards show none, PAuswG § 5(4)).
type Kind = (&'static str, &'static str, Size, bool);

const DOCUMENTS: [Kind; 9] = [
    ("identity-card", "ID", Size::Td1, false),
    ("provisional-identity-card", "IT", Size::Td2, false),
    ("substitute-identity-card", "IX", Size::Td2, false),
    ("passport", "PP", Size::Td3, true),
    ("provisional-passport", "PP", Size::Td3, true),
    ("service-passport", "PO", Size::Td3, true),
    ("diplomatic-passport", "PD", Size::Td3, true),
    ("residence-permit", "AR", Size::Td1, true),
    ("eid-card", "UB", Size::Td1, false),
];

/// Codes that may be asked for instead: permits of the law on free movement (AufenthG § 78(2)).
const OTHER_CODES: [(&str, &str); 1] = [("residence-permit", "AS")];

/// Passports issued before this day have the code `P` (PassG § 4(2), change of 2025-11-01).
const PP_SINCE: (i16, i8, i8) = (2025, 11, 1);

/// The lines of a zone.
pub fn reply(question: &Object) -> Result<Reply, Fault> {
    check_keys(question, &["id", "mrz"])?;
    let Some(asked) = question.get("mrz").and_then(|asked| asked.as_object()) else {
        return Err(Fault::new("wrong_type", "mrz is to be an object"));
    };
    check_keys(asked, &KEYS)?;
    let (id, code, size, shows_sex) = kind(needed(asked, "document")?)?;
    let document = Document {
        code: self::code(id, code, asked)?,
        issuer: "D".to_owned(),
        number: number(needed(asked, "number")?)?,
        nationality: nationality(id, text(asked, "nationality")?)?,
        sex: sex(shows_sex, text(asked, "sex")?)?,
        ..dated(asked)?
    };
    let version = version(text(asked, "version")?)?;
    let (document, width) = named(asked, document, size)?;
    let lines = match size {
        Size::Td1 => td1::build(&Document {
            optional_2: version,
            ..document.clone()
        })
        .map(Vec::from),
        Size::Td2 => td2::build(&Document {
            optional: version,
            ..document.clone()
        })
        .map(Vec::from),
        Size::Td3 => td3::build(&Document {
            optional: version,
            ..document.clone()
        })
        .map(Vec::from),
    };
    Ok(Reply {
        mrz: Some(lines.map_err(unfit)?),
        truncated: Some(name_field(&document.surname, &document.given_names, width).truncated),
        ..Reply::default()
    })
}

fn kind(id: &str) -> Result<Kind, Fault> {
    let found = DOCUMENTS.into_iter().find(|(known, ..)| *known == id);
    found.ok_or_else(|| {
        let known = DOCUMENTS.map(|(known, ..)| known).join(", ");
        Fault::new(
            "unknown_document",
            format!("there is no document {}; there are {known}", shown(id)),
        )
    })
}

fn code(id: &str, usual: &str, asked: &Object) -> Result<String, Fault> {
    if let Some(code) = text(asked, "code")? {
        let fits = code == usual || OTHER_CODES.contains(&(id, code));
        let wrong = || Fault::new("code", format!("{id} cannot have the code {}", shown(code)));
        return fits.then(|| code.to_owned()).ok_or_else(wrong);
    }
    let issued = text(asked, "issued")?
        .map(|issued| day("issued", issued))
        .transpose()?;
    let (year, month, first) = PP_SINCE;
    let before = issued
        .is_some_and(|issued| (issued.year(), issued.month(), issued.day()) < (year, month, first));
    Ok(if usual == "PP" && before {
        "P".to_owned()
    } else {
        usual.to_owned()
    })
}

/// A document of which only the dates are known.
fn dated(asked: &Object) -> Result<Document, Fault> {
    let born: PartialDate = birth("born", needed(asked, "born")?)?;
    let expires: Date = day("expires", needed(asked, "expires")?)?;
    if born.earliest() > expires {
        let sentence = format!("the document ends on {expires}, before the birth on {born}");
        return Err(Fault::new("expires_before_born", sentence));
    }
    Ok(Document {
        code: String::new(),
        issuer: String::new(),
        number: String::new(),
        nationality: String::new(),
        birth: born.into(),
        sex: Sex::Unspecified,
        expiry: expires.into(),
        optional: String::new(),
        optional_2: String::new(),
        surname: String::new(),
        given_names: String::new(),
    })
}

/// The document with its names, and the width of their field.
fn named(asked: &Object, document: Document, size: Size) -> Result<(Document, usize), Fault> {
    let surname = name("surname", text(asked, "surname")?)?;
    let given_names = name("given", text(asked, "given")?)?;
    if mrz_form(&surname).is_empty() && mrz_form(&given_names).is_empty() {
        return Err(Fault::new(
            "surname_missing",
            "neither surname nor given has a letter",
        ));
    }
    let width = match size {
        Size::Td1 => td1::NAME_WIDTH,
        Size::Td2 => td2::NAME_WIDTH,
        Size::Td3 => td3::NAME_WIDTH,
    };
    Ok((
        Document {
            surname,
            given_names,
            ..document
        },
        width,
    ))
}

fn name(key: &str, name: Option<&str>) -> Result<String, Fault> {
    let name = name.unwrap_or_default();
    check(name, Charset::A).map_err(|letter| {
        let sentence = format!(
            "{key} has {}, which no name has (DIN 91379 type A)",
            shown(&letter.sequence)
        );
        Fault::new("letter", sentence)
    })?;
    Ok(name.to_owned())
}

fn number(number: &str) -> Result<String, Fault> {
    let fits = (1..=9).contains(&number.len())
        && number
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let wrong = || {
        Fault::new(
            "number",
            format!(
                "number is up to 9 capital letters and digits, not {}",
                shown(number)
            ),
        )
    };
    fits.then(|| number.to_owned()).ok_or_else(wrong)
}

fn nationality(id: &str, given: Option<&str>) -> Result<String, Fault> {
    let foreign = matches!(id, "residence-permit" | "eid-card");
    let code = match given {
        Some(code) => code,
        None if foreign => return Err(Fault::new("nationality_missing", "nationality is missing")),
        None => "D",
    };
    let fits =
        code == "D" || (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    if fits && (foreign || code == "D") {
        return Ok(code.to_owned());
    }
    let sentence = format!(
        "{id} cannot have the nationality {}; write D or three letters",
        shown(code)
    );
    Err(Fault::new("nationality", sentence))
}

fn sex(shown_in_zone: bool, given: Option<&str>) -> Result<Sex, Fault> {
    let sex = match given {
        Some("F") => Sex::Female,
        Some("M") => Sex::Male,
        Some("X" | "<") => Sex::Unspecified,
        Some(other) => {
            return Err(Fault::new(
                "sex",
                format!("sex is F, M or X, not {}", shown(other)),
            ));
        }
        None if shown_in_zone => return Err(Fault::new("sex_missing", "sex is missing")),
        None => Sex::Unspecified,
    };
    Ok(if shown_in_zone { sex } else { Sex::Unspecified })
}

fn version(given: Option<&str>) -> Result<String, Fault> {
    let version = given.unwrap_or_default();
    let fits = version.is_empty()
        || (version.len() == 4 && version.bytes().all(|byte| byte.is_ascii_digit()));
    let wrong = || {
        Fault::new(
            "version",
            format!(
                "version is four digits such as 2108, not {}",
                shown(version)
            ),
        )
    };
    fits.then(|| version.to_owned()).ok_or_else(wrong)
}

fn unfit(error: MrzError) -> Fault {
    Fault::new("mrz", format!("no zone can be written: {error}"))
}
