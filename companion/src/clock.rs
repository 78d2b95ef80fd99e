//! The one place that asks for the time. Everything else is given dates and times.

use amtskoffer_domain::readiness::Clocks;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rustix::time::{ClockId, clock_gettime};

/// Europe/Berlin as a rule (Directive 2000/84/EC): the suitcase may run in any zone and may have no
/// zone files.
const BERLIN: &str = "CET-1CEST,M3.5.0/2,M10.5.0/3";

/// Today in Germany.
pub fn today() -> civil::Date {
    in_germany(Timestamp::now()).date()
}

/// Date and time of day in Germany.
pub fn local_now() -> civil::DateTime {
    in_germany(Timestamp::now())
}

/// Time of day in Germany, `HH:MM`.
pub fn time_of_day() -> String {
    let now = local_now();
    format!("{:02}:{:02}", now.hour(), now.minute())
}

/// This instant.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The clocks that show whether the suitcase slept.
pub fn clocks() -> Clocks {
    Clocks {
        through_sleep: milliseconds(ClockId::Boottime),
        awake: milliseconds(ClockId::Monotonic),
    }
}

fn milliseconds(clock: ClockId) -> u64 {
    let time = clock_gettime(clock);
    let part = |value: i64, factor: u64| u64::try_from(value).unwrap_or_default() * factor;
    part(time.tv_sec, 1_000) + part(time.tv_nsec, 1) / 1_000_000
}

fn in_germany(instant: Timestamp) -> civil::DateTime {
    // The rule is a constant and a test below reads it; UTC would be at most two hours off.
    let zone = TimeZone::posix(BERLIN).unwrap_or(TimeZone::UTC);
    zone.to_datetime(instant)
}

#[cfg(test)]
mod tests {
    use super::{clocks, in_germany};

    fn at(instant: &str) -> String {
        in_germany(instant.parse().unwrap()).to_string()
    }

    #[test]
    fn the_german_day_begins_before_the_utc_day() {
        assert_eq!(at("2026-11-21T23:30:00Z"), "2026-11-22T00:30:00");
        assert_eq!(at("2026-07-21T22:30:00Z"), "2026-07-22T00:30:00");
    }

    #[test]
    fn the_clock_through_sleep_is_never_behind() {
        let (first, second) = (clocks(), clocks());
        assert!(first.through_sleep >= first.awake || first.awake - first.through_sleep <= 1);
        assert!(second.awake >= first.awake && second.through_sleep >= first.through_sleep);
    }

    #[test]
    fn summer_time_changes_on_the_last_sundays() {
        assert_eq!(at("2026-03-29T00:59:59Z"), "2026-03-29T01:59:59");
        assert_eq!(at("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00");
        assert_eq!(at("2026-10-25T00:59:59Z"), "2026-10-25T02:59:59");
        assert_eq!(at("2026-10-25T01:00:00Z"), "2026-10-25T02:00:00");
    }
}
