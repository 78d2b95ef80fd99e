//! What the register knows for a move: the dwelling it has is the one before, or beside, the new one.

use amtskoffer_contract::register::{Address, DwellingKind, PersonRecord};
use amtskoffer_domain::catalogue::Service;
use amtskoffer_domain::fields::{Answers, Field};

/// Puts the dwellings of the register where the form of a move asks for them.
pub fn prefill(known: &mut Answers, service: &Service, person: &PersonRecord) {
    let asks = |field| {
        let mut fields = service.sections.iter().flat_map(|plan| &plan.fields);
        fields.any(|plan| plan.field == field)
    };
    if !asks(Field::Registrant) {
        return;
    }
    let names: Vec<&str> = person.first_names.split_whitespace().collect();
    let usual = person.usual_first_name.filter(|_| names.len() > 1);
    if let Some(name) = usual.and_then(|at| names.get(usize::from(at))) {
        known.set(Field::UsualFirstName, name);
    }
    let of_kind = |kind| person.addresses.iter().find(|address| address.kind == kind);
    let secondary = of_kind(DwellingKind::Secondary);
    let lived_in = of_kind(DwellingKind::Sole).or_else(|| of_kind(DwellingKind::Main));
    let (here, other) = match (asks(Field::SecondHomeAct), asks(Field::PreviousStreet)) {
        (true, _) => (secondary, lived_in),
        (false, true) => (None, lived_in),
        (false, false) => (lived_in, None),
    };
    place(known, ADDRESS, here);
    place(known, OTHER, other);
    if let Some(address) = here {
        known.set(Field::MunicipalityKey, &address.municipality_key);
    }
    if asks(Field::MoveOutDate) && !asks(Field::SecondHomeAct) {
        known.set(Field::DwellingKind, here.map_or("", |address| kind(address.kind)));
    }
}

/// Postcode, place and street.
type Fields = [Field; 3];

const ADDRESS: Fields = [Field::Postcode, Field::Place, Field::Street];
const OTHER: Fields = [Field::PreviousPostcode, Field::PreviousPlace, Field::PreviousStreet];

fn place(known: &mut Answers, [postcode, place, street]: Fields, address: Option<&Address>) {
    let line = address.map(|address| format!("{} {}", address.street, address.house_number));
    known.set(postcode, address.map_or("", |address| &address.postcode));
    known.set(place, address.map_or("", |address| &address.place));
    known.set(street, line.as_deref().unwrap_or_default().trim());
}

fn kind(kind: DwellingKind) -> &'static str {
    match kind {
        DwellingKind::Sole => "sole",
        DwellingKind::Main => "main",
        DwellingKind::Secondary => "secondary",
    }
}
