//! What a paper is filled with.

use std::collections::BTreeMap;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its letters.
    pub text: String,
    /// Underlined, as the first name in use is.
    pub underlined: bool,
}

impl Span {
    /// Letters without a mark.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            underlined: false,
        }
    }
}

/// A line before it is broken to a width.
pub type Line = Vec<Span>;

/// The value of a place: lines, mostly one. Empty lines do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value(Vec<Line>);

impl Value {
    /// One line; nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        Self::lines([text.into()])
    }

    /// Several lines.
    pub fn lines(lines: impl IntoIterator<Item = String>) -> Self {
        Self::spans(lines.into_iter().map(|line| vec![Span::plain(line)]))
    }

    /// Lines with marks in them.
    pub fn spans(lines: impl IntoIterator<Item = Line>) -> Self {
        let said = |line: &Line| line.iter().any(|span| !span.text.trim().is_empty());
        Self(lines.into_iter().filter(said).collect())
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its lines.
    pub fn as_lines(&self) -> &[Line] {
        &self.0
    }

    /// All letters, lines parted by commas.
    pub fn plain(&self) -> String {
        let line = |line: &Line| line.iter().map(|span| span.text.as_str()).collect();
        let lines: Vec<String> = self.0.iter().map(line).collect();
        lines.join(", ")
    }
}

/// One row of a list: its values by name.
pub type Row = BTreeMap<String, Value>;

/// Everything that a paper may say, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    values: BTreeMap<String, Value>,
    lists: BTreeMap<String, Vec<Row>>,
}

impl Context {
    /// Knows nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a name its value; what is empty counts as not there.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        let name = name.into();
        if value.is_empty() {
            self.values.remove(&name);
        } else {
            self.values.insert(name, value);
        }
    }

    /// Gives a name one line.
    pub fn say(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.set(name, Value::text(text));
    }

    /// Gives a list its rows.
    pub fn list(&mut self, name: impl Into<String>, rows: Vec<Row>) {
        self.lists.insert(name.into(), rows);
    }

    /// The value of a name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// The rows of a list; none when it is not known.
    pub fn rows(&self, list: &str) -> &[Row] {
        self.lists.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every name and list that is set, for checks against the vocabulary.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values
            .keys()
            .chain(self.lists.keys())
            .map(String::as_str)
    }
}
