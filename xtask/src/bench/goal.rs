//! A goal as it is written in an issue, and whether a figure meets it.

/// A bound on a figure, or on its ratio to the peer's.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    direction: Direction,
    limit: f64,
    measure: Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    AtMost,
    AtLeast,
}

#[derive(Clone, Debug, PartialEq)]
enum Measure {
    /// Our figure divided by the peer's.
    Ratio,
    /// Our figure in this unit.
    Absolute(String),
}

/// Why a goal says nothing about a figure.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum GoalError {
    /// Not of the form `≤ 1.3×` or `≥ 10 cases/s`.
    #[error("the goal {0:?} cannot be read; write e.g. \"≤ 1.3×\" or \"≤ 600 KB\"")]
    Unreadable(String),
    /// The goal's unit is not the figure's.
    #[error(
        "the goal is in {goal:?}, the figure in {figure:?}; give the figure in the goal's unit"
    )]
    Unit {
        /// The goal's unit.
        goal: String,
        /// The figure's unit.
        figure: String,
    },
    /// The goal is a ratio, but there is no peer's figure.
    #[error("the goal is a ratio, but the row has no peer")]
    NoPeer,
}

impl Goal {
    /// Reads `≤ 1.3×`, `>= 0.8 x`, `≤ 600 KB`, `p50 ≤ 50 ms`: words, a sign, a number, and `×` or
    /// a unit.
    ///
    /// # Errors
    /// [`GoalError::Unreadable`] for anything else.
    pub fn parse(text: &str) -> Result<Self, GoalError> {
        let unreadable = || GoalError::Unreadable(text.to_owned());
        let normal = text.replace("<=", "≤").replace(">=", "≥");
        let sign = normal.find(['≤', '≥']).ok_or_else(unreadable)?;
        let direction = if normal[sign..].starts_with('≤') {
            Direction::AtMost
        } else {
            Direction::AtLeast
        };
        let bound = normal[sign..].trim_start_matches(['≤', '≥']).trim();
        let digits = bound
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(bound.len());
        let limit = bound[..digits].parse().map_err(|_| unreadable())?;
        let measure = match bound[digits..].trim() {
            "×" | "x" => Measure::Ratio,
            "" => return Err(unreadable()),
            unit => Measure::Absolute(unit.to_owned()),
        };
        Ok(Self {
            direction,
            limit,
            measure,
        })
    }

    /// Whether a figure in `unit`, with its ratio to the peer's, meets the goal.
    ///
    /// # Errors
    /// When the goal does not fit the figure.
    pub fn is_met(&self, ours: f64, unit: &str, ratio: Option<f64>) -> Result<bool, GoalError> {
        let figure = match &self.measure {
            Measure::Ratio => ratio.ok_or(GoalError::NoPeer)?,
            Measure::Absolute(goal) if goal == unit => ours,
            Measure::Absolute(goal) => {
                return Err(GoalError::Unit {
                    goal: goal.clone(),
                    figure: unit.to_owned(),
                });
            }
        };
        Ok(match self.direction {
            Direction::AtMost => figure <= self.limit,
            Direction::AtLeast => figure >= self.limit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn met(goal: &str, ours: f64, unit: &str, ratio: Option<f64>) -> Result<bool, GoalError> {
        Goal::parse(goal)?.is_met(ours, unit, ratio)
    }

    #[test]
    fn ratios_and_bounds_are_judged() {
        assert_eq!(met("p50 ≤ 1.3×", 2.6, "ms", Some(1.3)), Ok(true));
        assert_eq!(met("<= 1.3 x", 2.6, "ms", Some(1.31)), Ok(false));
        assert_eq!(met("≥ 0.8×", 1.0, "MB/s", Some(0.79)), Ok(false));
        assert_eq!(met("≤ 600 KB", 600.0, "KB", None), Ok(true));
        assert_eq!(met("≤ 64 MiB", 64.1, "MiB", None), Ok(false));
        assert_eq!(met(">=10 cases/s", 10.0, "cases/s", Some(0.1)), Ok(true));
    }

    #[test]
    fn a_goal_that_does_not_fit_is_an_error_not_a_failure() {
        let unit = GoalError::Unit {
            goal: "KB".into(),
            figure: "KiB".into(),
        };
        assert_eq!(met("≤ 600 KB", 1.0, "KiB", None), Err(unit));
        assert_eq!(met("≤ 1.3×", 1.0, "ms", None), Err(GoalError::NoPeer));
    }

    #[test]
    fn unreadable_goals_are_named() {
        for text in [
            "",
            "fast",
            "≤",
            "≤ 600",
            "≤ many KB",
            "600 KB",
            "≤ 1.2.3 KB",
        ] {
            assert_eq!(
                Goal::parse(text),
                Err(GoalError::Unreadable(text.into())),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "\\PC{0,40}|.{0,5}[≤≥<>=]{0,3}\\PC{0,12}") {
            let _ = Goal::parse(&text);
        }
    }
}
