//! Reads how many tests ran from what the test programs print.

use std::ops::{Add, AddAssign};

/// Tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed, among them programs that ended badly without naming a test.
    pub failed: u64,
    /// Skipped.
    pub skipped: u64,
}

impl Counts {
    /// One failure: a program that could not be built or ended badly.
    pub const FAILURE: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// The counts in one line of output; zero for a line that counts nothing.
    ///
    /// Understood are cargo's `test result: ok. 3 passed; 0 failed; 1 ignored; …` and the closing
    /// lines of node's test runner: `# pass 3`, `# fail 0`, `# cancelled 0`, `# skipped 0`,
    /// `# todo 0`.
    pub fn in_line(line: &str) -> Self {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            return Self {
                passed: number_before(result, " passed"),
                failed: number_before(result, " failed"),
                skipped: number_before(result, " ignored"),
            };
        }
        let Some((name, number)) = line
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once(' '))
        else {
            return Self::default();
        };
        let number = number.parse().unwrap_or(0);
        match name {
            "pass" => Self {
                passed: number,
                ..Self::default()
            },
            "fail" | "cancelled" => Self {
                failed: number,
                ..Self::default()
            },
            "skipped" | "todo" => Self {
                skipped: number,
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// True if something ran and nothing failed.
    pub fn is_success(self) -> bool {
        self.passed > 0 && self.failed == 0
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let Some((before, _)) = text.split_once(word) else {
        return 0;
    };
    before
        .rsplit([' ', ';'])
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn closing_lines_are_counted_and_others_are_not() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out",
                counts(12, 0, 3),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured",
                counts(1, 2, 0),
            ),
            ("# pass 5", counts(5, 0, 0)),
            ("# fail 2", counts(0, 2, 0)),
            ("# cancelled 1", counts(0, 1, 0)),
            ("# skipped 4", counts(0, 0, 4)),
            ("# duration_ms 226", counts(0, 0, 0)),
            ("test documents::passed ... ok", counts(0, 0, 0)),
            ("ok 1 - # pass 5", counts(0, 0, 0)),
        ];
        for (line, expected) in cases {
            assert_eq!(Counts::in_line(line), expected, "{line}");
        }
    }

    #[test]
    fn a_run_without_tests_is_no_success() {
        assert!(!Counts::default().is_success());
        assert!(!counts(5, 1, 0).is_success());
        assert!(!counts(0, 0, 5).is_success());
        assert!(counts(1, 0, 0).is_success());
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(counts(7, 0, 1).to_string(), "7 passed, 0 failed, 1 skipped");
    }

    proptest! {
        #[test]
        fn any_line_can_be_read(line in "\\PC{0,80}") {
            let _ = Counts::in_line(&line);
        }
    }
}
