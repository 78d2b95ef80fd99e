//! What a gateway does by itself, once an hour: drop what was never handed in, forget old log rows.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::server::AppState;

const PERIOD: Duration = Duration::from_hours(1);

/// Runs until it is aborted. Failures are logged and tried again in the next hour.
pub(crate) async fn run(app: AppState) {
    let mut hours = tokio::time::interval(PERIOD);
    loop {
        hours.tick().await;
        if let Err(error) = app.ingest.drop_expired(&app.store).await {
            tracing::error!(%error, "open cases could not be dropped");
        }
        let bound = forget_before(Timestamp::now());
        match app.store.forget_lookups_before(bound).await {
            Ok(rows) if rows > 0 => tracing::info!(rows, "old look-ups forgotten"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "old look-ups could not be forgotten"),
        }
        match app.store.forget_audit_before(bound).await {
            Ok(rows) if rows > 0 => tracing::info!(rows, "old entries of the audit log forgotten"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the audit log could not be shortened"),
        }
    }
}

/// Look-ups are kept for at least twelve months and deleted by the end of the calendar year after
/// the one they were logged in (BMG § 40): during the last day of a year go those that are a year
/// old, and with the new year all that are left of the year before.
fn forget_before(now: Timestamp) -> Timestamp {
    let now = now.to_zoned(TimeZone::UTC);
    let last_day = now.month() == 12 && now.day() == 31;
    let a_year_ago = now
        .checked_sub(1.year())
        .map_or(Timestamp::MIN, |time| time.timestamp());
    if last_day {
        return a_year_ago;
    }
    Date::new(now.year() - 1, 1, 1)
        .and_then(|first| first.to_zoned(TimeZone::UTC))
        .map_or(Timestamp::MIN, |first| first.timestamp())
}

#[cfg(test)]
mod tests {
    use super::forget_before;
    use jiff::Timestamp;

    fn bound(now: &str) -> String {
        forget_before(now.parse::<Timestamp>().expect("a time")).to_string()
    }

    #[test]
    fn rows_of_last_year_stay_until_its_end_comes_round() {
        assert_eq!(bound("2027-01-01T00:00:00Z"), "2026-01-01T00:00:00Z");
        assert_eq!(bound("2027-12-30T23:59:59Z"), "2026-01-01T00:00:00Z");
    }

    #[test]
    fn on_the_last_day_only_what_is_a_year_old_goes() {
        assert_eq!(bound("2027-12-31T12:00:00Z"), "2026-12-31T12:00:00Z");
    }

    #[test]
    fn with_the_new_year_nothing_is_left_of_the_year_before_last() {
        assert_eq!(bound("2028-01-01T00:00:00Z"), "2027-01-01T00:00:00Z");
    }
}
