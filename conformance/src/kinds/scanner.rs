//! Document scanners (SANE Standard 1.06).

use std::sync::Arc;
use std::time::{Duration, Instant};

use amtskoffer_companion::devices::scanner::{
    Abilities, Colours, DocumentScanner, MAX_PAGES, Resolution, ScanError, ScanSettings, Sheet,
    Source, Step,
};

use tokio::time::sleep;

use super::CONTRACT;
use crate::point::{Bench, Outcome, Point, Tried, either, failed};

/// A run that ended or was given up may take so long until its motor rests.
const REST: Duration = Duration::from_secs(30);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "scanner.abilities",
            what: "It tells where paper may lie, which colours and which resolutions it has.",
            source: "SANE Standard 1.06 sections 4.2.9 and 4.3.6, option descriptors",
            run: |bench| Box::pin(async { either(abilities_told(bench).await) }),
        },
        Point {
            id: "scanner.300-dpi",
            what: "It has 300 dpi in grey or in colour.",
            source: "BSI TR-03138, quality of the picture",
            run: |bench| Box::pin(async { either(fine_enough(bench).await) }),
        },
        Point {
            id: "scanner.page",
            what: "A page comes whole, as JPEG with its resolution in it.",
            source: "SANE Standard 1.06 sections 4.3.9 and 4.3.10, sane_start and sane_read",
            run: |bench| Box::pin(async { either(page(bench).await) }),
        },
        Point {
            id: "scanner.every-colour",
            what: "Every colour mode that it tells gives a page of the same size.",
            source: "SANE Standard 1.06 section 4.3.8, sane_get_parameters",
            run: |bench| Box::pin(async { either(every_colour(bench).await) }),
        },
        Point {
            id: "scanner.feeder",
            what: "The feeder gives all its sheets and says that it is empty, with one of the words for it.",
            source: "SANE Standard 1.06 section 4.2.7, SANE_STATUS_NO_DOCS",
            run: |bench| Box::pin(async { either(feeder(bench).await) }),
        },
        Point {
            id: "scanner.given-up",
            what: "A run that is given up in the middle leaves it ready for the next.",
            source: "SANE Standard 1.06 section 4.3.11, sane_cancel",
            run: |bench| Box::pin(async { either(given_up(bench).await) }),
        },
        Point {
            id: "scanner.two-runs",
            what: "A second run beside the first ends with a page or as busy, and both end.",
            source: CONTRACT,
            run: |bench| Box::pin(async { either(two_runs(bench).await) }),
        },
    ]
}

fn scanner(bench: &Bench<'_>) -> Result<Arc<dyn DocumentScanner>, Outcome> {
    let scanner = bench.registry.document_scanner();
    scanner.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

/// What it can do; waits until it rests.
async fn abilities(bench: &Bench<'_>) -> Result<Abilities, Outcome> {
    let scanner = scanner(bench)?;
    let begun = Instant::now();
    loop {
        match scanner.abilities().await {
            Err(ScanError::Busy) if begun.elapsed() < REST => {
                sleep(Duration::from_millis(100)).await;
            }
            abilities => return abilities.map_err(|error| failed("no abilities", error)),
        }
    }
}

/// The simplest run that the scanner can make.
async fn simplest(bench: &Bench<'_>) -> Result<ScanSettings, Outcome> {
    let abilities = abilities(bench).await?;
    let nothing = || Outcome::Fail("it can scan nothing".to_owned());
    Ok(ScanSettings {
        source: *abilities.sources.iter().min().ok_or_else(nothing)?,
        colours: *abilities.colours.iter().min().ok_or_else(nothing)?,
        resolution: *abilities.resolutions.iter().min().ok_or_else(nothing)?,
    })
}

async fn pages(
    bench: &Bench<'_>,
    settings: ScanSettings,
) -> Result<Vec<Sheet>, (usize, ScanError)> {
    let Ok(scanner) = scanner(bench) else {
        return Err((0, ScanError::NotFound));
    };
    let mut run = scanner.scan(settings);
    let mut pages = Vec::new();
    while let Some(step) = run.next().await {
        match step {
            Ok(Step::Page(sheet)) => pages.push(sheet),
            Ok(Step::Begun | Step::Percent(_)) => {}
            Err(error) => return Err((pages.len(), error)),
        }
    }
    Ok(pages)
}

async fn abilities_told(bench: &Bench<'_>) -> Tried {
    let told = abilities(bench).await?;
    let all = !told.sources.is_empty() && !told.colours.is_empty() && !told.resolutions.is_empty();
    Ok(Outcome::expect(all, || format!("{told:?}")))
}

async fn fine_enough(bench: &Bench<'_>) -> Tried {
    let told = abilities(bench).await?.resolutions;
    Ok(Outcome::expect(told.contains(&Resolution::Dpi300), || {
        format!("{told:?}")
    }))
}

async fn page(bench: &Bench<'_>) -> Tried {
    let settings = simplest(bench).await?;
    let pages = pages(bench, settings).await;
    let pages = pages.map_err(|(_, error)| failed("no page", error))?;
    let sheet = pages
        .first()
        .ok_or_else(|| Outcome::Fail("no page came".to_owned()))?;
    let is_jpeg = sheet.jpeg.starts_with(&[0xff, 0xd8]) && sheet.jpeg.ends_with(&[0xff, 0xd9]);
    let is_sized = sheet.width > 0 && sheet.height > 0 && sheet.dpi > 0;
    Ok(Outcome::expect(is_jpeg && is_sized, || {
        format!(
            "{} × {} pixels, {} dpi",
            sheet.width, sheet.height, sheet.dpi
        )
    }))
}

async fn every_colour(bench: &Bench<'_>) -> Tried {
    let simplest = simplest(bench).await?;
    let colours: Vec<Colours> = abilities(bench).await?.colours;
    let mut sizes = Vec::new();
    for colours in colours {
        let settings = ScanSettings {
            colours,
            ..simplest
        };
        abilities(bench).await?;
        let pages = pages(bench, settings).await;
        let pages = pages.map_err(|(_, error)| failed(&format!("{colours:?}"), error))?;
        sizes.extend(pages.first().map(|page| (page.width, page.height)));
    }
    let alike = sizes
        .windows(2)
        .all(|pair| pair[0].0.abs_diff(pair[1].0) <= 8 && pair[0].1.abs_diff(pair[1].1) <= 8);
    Ok(Outcome::expect(alike && !sizes.is_empty(), || {
        format!("{sizes:?}")
    }))
}

async fn feeder(bench: &Bench<'_>) -> Tried {
    let simplest = simplest(bench).await?;
    if !abilities(bench).await?.sources.contains(&Source::Feeder) {
        return Ok(Outcome::NotApplicable("it has no feeder".to_owned()));
    }
    let settings = ScanSettings {
        source: Source::Feeder,
        ..simplest
    };
    Ok(match pages(bench, settings).await {
        Ok(pages) => Outcome::expect((1..=MAX_PAGES).contains(&pages.len()), || {
            format!("{} pages", pages.len())
        }),
        Err((0, ScanError::FeederEmpty)) => Outcome::Pass,
        Err((pages, error)) => return Err(failed(&format!("after {pages} pages"), error)),
    })
}

async fn given_up(bench: &Bench<'_>) -> Tried {
    let settings = simplest(bench).await?;
    let mut run = scanner(bench)?.scan(settings);
    let begun = run.next().await;
    drop(run);
    if let Some(Err(error)) = begun {
        return Err(failed("the run did not begin", error));
    }
    abilities(bench).await?;
    let after = pages(bench, settings).await;
    let after = after.map_err(|(_, error)| failed("the next run fails", error))?;
    Ok(Outcome::expect(!after.is_empty(), || {
        "the next run gave no page".to_owned()
    }))
}

async fn two_runs(bench: &Bench<'_>) -> Tried {
    let settings = simplest(bench).await?;
    let runs = tokio::join!(pages(bench, settings), pages(bench, settings));
    for run in [runs.0, runs.1] {
        match run {
            Ok(_) | Err((_, ScanError::Busy)) => {}
            Err((_, error)) => return Err(failed("one of the runs", error)),
        }
    }
    Ok(Outcome::Pass)
}
