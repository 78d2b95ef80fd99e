//! Text with places: `Geboren am {record.birth_date|date}`.

use thiserror::Error;

/// Most letters of one text of a template.
const LONGEST: usize = 2_000;

/// A text of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Letters as they are.
    Plain(String),
    /// A place for a value.
    Place(Placeholder),
}

/// A place for a value: `{name}`, `{name?}` where it may be missing, `{name|words}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Name of the value, see [`super::vocabulary`].
    pub name: String,
    /// Nothing stands there when the value is missing.
    pub optional: bool,
    /// How the value is put into words.
    pub words: Words,
}

/// How a value is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// As it is.
    AsIs,
    /// `2026-11-22` as `22.11.2026`.
    Date,
    /// Cents as `46,00 €`.
    Euros,
    /// By a table of the template.
    Table(String),
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextProblem {
    /// Longer than any paper needs.
    #[error("the text has more than {LONGEST} letters")]
    TooLong,
    /// A brace is not closed, or closed before it was opened.
    #[error("a brace stands alone; write {{name}}, {{name?}} or {{name|words}}")]
    Brace,
    /// Not a name of small letters, digits, underscores and points.
    #[error("{{{0}}} is no name of a value")]
    BadName(String),
    /// A sign that cannot be printed, such as a line break.
    #[error("line breaks and tabs are not printed; use blocks")]
    Control,
}

impl Text {
    /// Reads a text.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn parse(text: &str) -> Result<Self, TextProblem> {
        if text.chars().count() > LONGEST {
            return Err(TextProblem::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(TextProblem::Control);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, behind) = after.split_once('}').ok_or(TextProblem::Brace)?;
            push_plain(&mut pieces, before)?;
            pieces.push(Piece::Place(place(inside)?));
            rest = behind;
        }
        push_plain(&mut pieces, rest)?;
        Ok(Self(pieces))
    }

    /// Its parts.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Its places.
    pub fn places(&self) -> impl Iterator<Item = &Placeholder> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(place) => Some(place),
            Piece::Plain(_) => None,
        })
    }
}

fn push_plain(pieces: &mut Vec<Piece>, text: &str) -> Result<(), TextProblem> {
    if text.contains('}') {
        return Err(TextProblem::Brace);
    }
    if !text.is_empty() {
        pieces.push(Piece::Plain(text.to_owned()));
    }
    Ok(())
}

fn place(inside: &str) -> Result<Placeholder, TextProblem> {
    let (name, words) = match inside.split_once('|') {
        Some((name, words)) => (name, Some(words)),
        None => (inside, None),
    };
    let (name, optional) = match name.strip_suffix('?') {
        Some(name) => (name, true),
        None => (name, false),
    };
    for part in [Some(name), words].into_iter().flatten() {
        if !is_name(part) {
            return Err(TextProblem::BadName(inside.to_owned()));
        }
    }
    let words = match words {
        None => Words::AsIs,
        Some("date") => Words::Date,
        Some("euros") => Words::Euros,
        Some(table) => Words::Table(table.to_owned()),
    };
    Ok(Placeholder {
        name: name.to_owned(),
        optional,
        words,
    })
}

fn is_name(name: &str) -> bool {
    let letter = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
    !name.is_empty() && name.len() <= 60 && name.bytes().all(letter)
}
