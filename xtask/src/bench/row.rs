//! One figure beside the peer's.

use super::goal::{Goal, GoalError};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What a measuring program prints, one a line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// What was measured.
    pub name: String,
    /// Unit of both figures.
    pub unit: String,
    /// Our figure.
    pub ours: f64,
    /// The peer's figure from the same run.
    pub peer: Option<f64>,
    /// Who the peer is.
    pub peer_name: Option<String>,
    /// The goal as written in the issue.
    pub goal: Option<String>,
}

/// A row of the table and of the JSON file.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The suite that measured it.
    pub suite: String,
    /// What was measured.
    pub name: String,
    /// Unit of both figures.
    pub unit: String,
    /// Our figure.
    pub ours: f64,
    /// The peer's figure from the same run.
    pub peer: Option<f64>,
    /// Who the peer is.
    pub peer_name: Option<String>,
    /// Our figure divided by the peer's.
    pub ratio: Option<f64>,
    /// The goal as written in the issue.
    pub goal: Option<String>,
    /// Whether the goal is met; nothing when there is none.
    pub met: Option<bool>,
}

impl Row {
    /// Computes the ratio and judges the goal.
    ///
    /// # Errors
    /// When the goal cannot be read or does not fit the figure.
    pub fn judged(suite: &str, measured: Measured) -> Result<Self, GoalError> {
        let ratio = measured
            .peer
            .filter(|peer| *peer != 0.0)
            .map(|peer| measured.ours / peer);
        let judge = |goal: &String| Goal::parse(goal)?.is_met(measured.ours, &measured.unit, ratio);
        let met = measured.goal.as_ref().map(judge).transpose()?;
        Ok(Self {
            suite: suite.to_owned(),
            name: measured.name,
            unit: measured.unit,
            ours: measured.ours,
            peer: measured.peer,
            peer_name: measured.peer_name,
            ratio,
            goal: measured.goal,
            met,
        })
    }

    fn cells(&self) -> [String; 8] {
        let number =
            |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.2}"));
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        [
            self.name.clone(),
            self.unit.clone(),
            number(Some(self.ours)),
            number(self.peer),
            text(&self.peer_name),
            number(self.ratio),
            text(&self.goal),
            self.met
                .map_or("–", |met| if met { "met" } else { "MISSED" })
                .to_owned(),
        ]
    }
}

/// The rows as an aligned table for the terminal.
pub fn table(rows: &[Row]) -> String {
    let head = [
        "what", "unit", "ours", "peer", "peer is", "ratio", "goal", "met",
    ]
    .map(str::to_owned);
    let lines: Vec<[String; 8]> = std::iter::once(head)
        .chain(rows.iter().map(Row::cells))
        .collect();
    let mut table = String::new();
    for line in &lines {
        let mut text = String::new();
        for (column, cell) in line.iter().enumerate() {
            let width = lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0);
            // Writing to a string cannot fail.
            let _ = write!(text, "{cell:<width$}  ");
        }
        table.push_str(text.trim_end());
        table.push('\n');
    }
    table
}

/// The rows as a JSON array.
pub fn json(rows: &[Row]) -> String {
    serde_json::to_string_pretty(rows)
        .map(|json| json + "\n")
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Result<Row, GoalError> {
        Row::judged("path", serde_json::from_str(line).unwrap())
    }

    const ECHO: &str = r#"{"name":"round trip p50","unit":"ms","ours":1.5,"peer":1.2,
        "peer_name":"bare echo host","goal":"p50 ≤ 1.3×"}"#;

    #[test]
    fn ratio_and_met_are_computed() {
        let row = row(ECHO).unwrap();
        assert_eq!(row.ratio, Some(1.25));
        assert_eq!(row.met, Some(true));
    }

    #[test]
    fn a_row_without_goal_is_neither_met_nor_missed() {
        let row = row(r#"{"name":"memory","unit":"MiB","ours":12.0}"#).unwrap();
        assert_eq!((row.ratio, row.met), (None, None));
    }

    #[test]
    fn a_typed_in_verdict_is_refused() {
        let line = r#"{"name":"memory","unit":"MiB","ours":99.0,"goal":"≤ 64 MiB","met":true}"#;
        assert!(serde_json::from_str::<Measured>(line).is_err());
    }

    #[test]
    fn the_json_has_every_field_of_a_row() {
        let rows: serde_json::Value = serde_json::from_str(&json(&[row(ECHO).unwrap()])).unwrap();
        let names = [
            "suite",
            "name",
            "unit",
            "ours",
            "peer",
            "peer_name",
            "ratio",
            "goal",
            "met",
        ];
        for name in names {
            assert!(!rows[0][name].is_null(), "{name}");
        }
        assert_eq!(rows[0].as_object().unwrap().len(), names.len());
    }

    #[test]
    fn the_columns_of_the_table_stand_below_each_other() {
        let table = table(&[row(ECHO).unwrap()]);
        let place =
            |line: &str, word: &str| line.split(word).next().map(|before| before.chars().count());
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(place(lines[0], "unit"), place(lines[1], "ms "));
    }
}
