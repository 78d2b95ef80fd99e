//! Whether the manifest names every exception that the case needs: reckoned anew from what was opened,
//! with the reason that stands in the application.

use std::collections::BTreeSet;

use amtskoffer_contract::ingest::{Application, Manifest, Refusal};
use amtskoffer_domain::catalogue::Catalogue;
use amtskoffer_domain::dates::{Date, parse_date};
use amtskoffer_domain::fields::Answers;
use amtskoffer_domain::rules::fingers::{MissingReason, Position};
use amtskoffer_domain::services::{Evidence, NeededException, exceptions, let_off};

/// Checks the exceptions of a case that keeps all other rules. That those who are named have approved
/// is known at the front.
///
/// # Errors
/// [`Refusal::ExceptionNotApproved`] with the keys of those that the manifest does not name, or names
/// with another reason.
pub(super) fn check(
    manifest: &Manifest,
    application: &Application,
    catalogue: &Catalogue,
) -> Result<(), Refusal> {
    let (Some(service), Ok(on)) = (
        catalogue.service(&manifest.service),
        parse_date(&manifest.application_date),
    ) else {
        return Ok(());
    };
    let answers = Answers::of_keys(&application.answers);
    let lines = application.fee.iter().map(|line| (line.rule.as_str(), line.cents));
    let needed = exceptions(
        service,
        &answers,
        on,
        &Evidence {
            let_off: Some(let_off(catalogue, service, &answers, on, lines)),
            ..evidence(manifest, application)
        },
    );
    let keys: BTreeSet<String> = needed
        .iter()
        .filter(|needed| !is_named(needed, manifest))
        .map(|needed| needed.rule.key().to_owned())
        .collect();
    if keys.is_empty() {
        return Ok(());
    }
    Err(Refusal::ExceptionNotApproved {
        keys: keys.into_iter().collect(),
    })
}

fn is_named(needed: &NeededException, manifest: &Manifest) -> bool {
    manifest.exceptions.iter().any(|mark| {
        mark.key == needed.rule.key()
            && mark.subject == needed.subject
            && needed.reason.as_ref() == Some(&mark.reason)
    })
}

/// A print whose quality is not told counts as one that could not be measured.
fn evidence(manifest: &Manifest, application: &Application) -> Evidence {
    let parts = manifest.parts.iter();
    let prints = parts.filter_map(|part| part.name.strip_prefix("finger_")?.parse().ok());
    let missing = application.missing_fingers.iter();
    Evidence {
        prints: prints
            .filter_map(|code: u8| {
                let quality = application.print_quality.get(&code);
                Some((
                    Position::from_code(code)?,
                    quality.copied().unwrap_or(NOT_MEASURED),
                ))
            })
            .collect(),
        missing: missing
            .filter_map(|(code, reason)| {
                Some((
                    Position::from_code(*code)?,
                    MissingReason::from_key(reason)?,
                ))
            })
            .collect(),
        photo_is_below: !application.photo_misses.is_empty(),
        card_valid_until: valid_until(application),
        let_off: None,
    }
}

/// A date that is none counts as one far away: it needs a reason.
fn valid_until(application: &Application) -> Option<Date> {
    let told = application.card_valid_until.as_deref()?;
    Some(parse_date(told).unwrap_or(Date::MAX))
}

/// As NFIQ 2 says that it failed.
const NOT_MEASURED: u8 = 255;
