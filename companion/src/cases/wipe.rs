//! Overwriting what was personal. It reaches our own buffers; copies that libraries made on the way
//! are freed, not overwritten.

use std::collections::BTreeMap;

use amtskoffer_contract::register::{
    Address, FormerAddress, Guardian, HeldDocument, Mark, Particulars, PersonRecord, Relative,
};
use zeroize::Zeroize;

/// Overwrites and empties a person.
pub fn person(person: &mut PersonRecord) {
    let PersonRecord {
        record,
        municipality_key,
        municipality,
        family_name,
        birth_name,
        first_names,
        usual_first_name,
        doctorate,
        religious_name,
        birth_date,
        birth_place,
        sex,
        nationalities,
        addresses,
        height_cm,
        eye_colour,
        documents,
        guardians,
        marks,
        care_home,
    } = person;
    let texts = [
        record,
        municipality_key,
        municipality,
        family_name,
        first_names,
        birth_date,
    ];
    texts.into_iter().for_each(Zeroize::zeroize);
    [birth_place, sex].into_iter().for_each(Zeroize::zeroize);
    let optional = [birth_name, doctorate, religious_name, eye_colour, care_home];
    optional.into_iter().for_each(Zeroize::zeroize);
    nationalities.zeroize();
    usual_first_name.zeroize();
    height_cm.zeroize();
    addresses.iter_mut().for_each(address);
    addresses.clear();
    documents.iter_mut().for_each(document);
    documents.clear();
    guardians.iter_mut().for_each(guardian);
    guardians.clear();
    marks.iter_mut().for_each(mark);
    marks.clear();
}

/// Overwrites and empties what the register keeps besides.
pub fn particulars(particulars: &mut Particulars) {
    let Particulars {
        former_names,
        marital_status,
        marital_since,
        marital_place,
        religion,
        spouse,
        children,
        former_addresses,
    } = particulars;
    former_names.zeroize();
    [marital_status, marital_since, marital_place, religion]
        .into_iter()
        .for_each(Zeroize::zeroize);
    spouse.iter_mut().for_each(relative);
    *spouse = None;
    children.iter_mut().for_each(relative);
    children.clear();
    for FormerAddress { address, until } in former_addresses.iter_mut() {
        address.zeroize();
        until.zeroize();
    }
    former_addresses.clear();
}

fn relative(relative: &mut Relative) {
    let Relative {
        family_name,
        first_names,
        birth_date,
        protected: _,
    } = relative;
    [family_name, first_names, birth_date]
        .into_iter()
        .for_each(Zeroize::zeroize);
}

/// Overwrites and empties answers.
pub fn answers(answers: &mut BTreeMap<String, String>) {
    answers.values_mut().for_each(Zeroize::zeroize);
    answers.clear();
}

fn address(address: &mut Address) {
    let Address {
        street,
        house_number,
        postcode,
        place,
        municipality_key,
        since,
        kind: _,
    } = address;
    let texts = [
        street,
        house_number,
        postcode,
        place,
        municipality_key,
        since,
    ];
    texts.into_iter().for_each(Zeroize::zeroize);
}

fn document(document: &mut HeldDocument) {
    let HeldDocument {
        serial,
        authority,
        valid_until,
        kind: _,
        lost: _,
    } = document;
    [serial, authority, valid_until]
        .into_iter()
        .for_each(Zeroize::zeroize);
}

fn guardian(guardian: &mut Guardian) {
    let Guardian {
        family_name,
        first_names,
        birth_date,
        role: _,
    } = guardian;
    [family_name, first_names, birth_date]
        .into_iter()
        .for_each(Zeroize::zeroize);
}

fn mark(mark: &mut Mark) {
    match mark {
        Mark::DisclosureBlock { until: date } | Mark::Deceased { on: date } => date.zeroize(),
        Mark::ConditionalBlock
        | Mark::PassportRefusal
        | Mark::IdCardOrder
        | Mark::TaxIdMissing
        | Mark::NoDwelling => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{answers, particulars, person};
    use amtskoffer_contract::register::{
        FormerAddress, Mark, Particulars, PersonRecord, Relative,
    };
    use std::collections::BTreeMap;

    #[test]
    fn a_wiped_person_is_an_empty_one() {
        let mut somebody = PersonRecord {
            record: "r-1".to_owned(),
            family_name: "Mustermann".to_owned(),
            birth_name: Some("Gabler".to_owned()),
            height_cm: Some(160),
            nationalities: vec!["000".to_owned()],
            marks: vec![Mark::Deceased {
                on: "2026-01-01".to_owned(),
            }],
            ..PersonRecord::default()
        };
        person(&mut somebody);
        assert_eq!(somebody, PersonRecord::default());
    }

    #[test]
    fn wiped_particulars_are_empty() {
        let relative = || Relative {
            family_name: "Mustermann".to_owned(),
            ..Relative::default()
        };
        let mut known = Particulars {
            former_names: vec!["Schmidt".to_owned()],
            religion: Some("ev".to_owned()),
            spouse: Some(relative()),
            children: vec![relative()],
            former_addresses: vec![FormerAddress::default()],
            ..Particulars::default()
        };
        particulars(&mut known);
        assert_eq!(known, Particulars::default());
    }

    #[test]
    fn wiped_answers_are_gone() {
        let mut given = BTreeMap::from([("family_name".to_owned(), "Mustermann".to_owned())]);
        answers(&mut given);
        assert!(given.is_empty());
    }
}
