//! The town's list of streets: completing an address while it is typed, and telling whether a street is
//! in the list. The list only helps: an address that is not in it may be right.

use crate::names::search_form;

#[cfg(test)]
mod tests;

/// Suggestions that are shown at most.
pub const MOST_SUGGESTIONS: usize = 8;

/// All streets of a town.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreetList {
    streets: Vec<Street>,
}

/// A street in one municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Street {
    /// Its name.
    pub name: String,
    /// House numbers that there are.
    pub numbers: Vec<NumberRange>,
    /// Where it lies.
    pub place: Place,
    /// The name in the search form.
    folded: String,
}

/// A municipality as it stands in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Postcode, 5 digits.
    pub postcode: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub municipality_key: String,
}

/// House numbers from one to another, both included; additions like `5 a` belong to their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// First.
    pub from: u16,
    /// Last.
    pub to: u16,
    /// Which side of the street.
    pub side: Side,
}

/// Which numbers of a range there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// All.
    #[default]
    Both,
    /// 1, 3, 5 …
    Odd,
    /// 2, 4, 6 …
    Even,
}

/// What the list says about a typed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listed {
    /// Street, and house number if there is one, are in the list.
    Yes,
    /// The street is in the list, the house number is not.
    NumberUnknown,
    /// The street is not in the list of this postcode.
    StreetUnknown,
}

impl Street {
    /// A street of a place.
    pub fn new(name: String, numbers: Vec<NumberRange>, place: Place) -> Self {
        let folded = folded(&name);
        Self {
            name,
            numbers,
            place,
            folded,
        }
    }

    /// Whether there is such a number; a street without ranges has any.
    fn has(&self, number: u16) -> bool {
        self.numbers.is_empty() || self.numbers.iter().any(|range| range.has(number))
    }
}

impl NumberRange {
    fn has(self, number: u16) -> bool {
        let side = match self.side {
            Side::Both => true,
            Side::Odd => !number.is_multiple_of(2),
            Side::Even => number.is_multiple_of(2),
        };
        side && (self.from..=self.to).contains(&number)
    }
}

impl StreetList {
    /// A list of streets, sorted by name.
    pub fn new(mut streets: Vec<Street>) -> Self {
        streets.sort_by(|one, other| {
            (&one.folded, &one.place.postcode).cmp(&(&other.folded, &other.place.postcode))
        });
        Self { streets }
    }

    /// All streets by name.
    pub fn streets(&self) -> &[Street] {
        &self.streets
    }

    /// Streets whose name, or a later word of it, begins as typed; those that begin so come first. The
    /// house number does not matter. Nothing for less than two letters.
    pub fn suggest(&self, typed: &str) -> Vec<&Street> {
        let (name, _) = parts(typed);
        let wanted = folded(name);
        if wanted.chars().count() < 2 {
            return Vec::new();
        }
        let later = format!(" {wanted}");
        let first = self
            .streets
            .iter()
            .filter(|street| street.folded.starts_with(&wanted));
        let second = self
            .streets
            .iter()
            .filter(|street| !street.folded.starts_with(&wanted) && street.folded.contains(&later));
        first.chain(second).take(MOST_SUGGESTIONS).collect()
    }

    /// What the list says about street and house number in one line; the postcode tells which of several
    /// streets of the name, if it is given.
    pub fn listed(&self, typed: &str, postcode: &str) -> Listed {
        let is_here = |street: &&Street| postcode.is_empty() || street.place.postcode == postcode;
        let whole = folded(typed);
        if self
            .streets
            .iter()
            .filter(is_here)
            .any(|street| street.folded == whole)
        {
            return Listed::Yes;
        }
        let (name, number) = parts(typed);
        let wanted = folded(name);
        let mut of_name = self
            .streets
            .iter()
            .filter(|street| {
                street.folded == wanted
                    && (postcode.is_empty() || street.place.postcode == postcode)
            })
            .peekable();
        if of_name.peek().is_none() {
            return Listed::StreetUnknown;
        }
        let number = number.and_then(leading_number);
        if number.is_none_or(|number| of_name.any(|street| street.has(number))) {
            Listed::Yes
        } else {
            Listed::NumberUnknown
        }
    }
}

/// A street that was chosen, with the house number that was typed already.
pub fn completed(street: &Street, typed: &str) -> String {
    if street.folded.starts_with(&folded(typed)) {
        return street.name.clone();
    }
    match parts(typed).1 {
        Some(number) => format!("{} {number}", street.name),
        None => street.name.clone(),
    }
}

/// Name and house number of a typed line: the number begins with the last word that begins with a digit,
/// unless it is the first word.
fn parts(typed: &str) -> (&str, Option<&str>) {
    let typed = typed.trim();
    let mut starts = typed.char_indices().filter(|(at, letter)| {
        letter.is_ascii_digit() && typed.get(..*at).is_some_and(|before| before.ends_with(' '))
    });
    match starts.next_back() {
        Some((at, _)) => (typed.get(..at).unwrap_or(typed).trim_end(), typed.get(at..)),
        None => (typed, None),
    }
}

fn leading_number(number: &str) -> Option<u16> {
    let end = number
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(number.len());
    number.get(..end)?.parse().ok()
}

/// The search form, in which `Str.` at the end stands for `Straße`.
fn folded(name: &str) -> String {
    let name = name.trim();
    let form = search_form(name);
    if name.ends_with("tr.") {
        form + "ASSE"
    } else {
        form
    }
}
