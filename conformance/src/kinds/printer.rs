//! Printers (RFC 8010, RFC 8011, PWG 5100.14).

use std::sync::Arc;
use std::time::Duration;

use amtskoffer_companion::devices::printer::{
    Document, JobId, JobState, PrintOptions, Printer, PrinterError, PrinterStatus, Sides, follow,
};
use bytes::Bytes;
use tokio::time::{sleep, timeout};

use crate::point::{Bench, Outcome, Point, Tried, either, failed};

const PAUSE: Duration = Duration::from_millis(200);

/// A page of the slowest printer.
const PAGE: Duration = Duration::from_mins(1);

pub(super) fn points() -> Vec<Point> {
    vec![
        Point {
            id: "printer.status",
            what: "It tells maker and model, and that it takes jobs.",
            source: "RFC 8011 section 5.4",
            run: |bench| Box::pin(async { either(status_is_told(bench).await) }),
        },
        Point {
            id: "printer.a4",
            what: "It says that A4 paper is loaded.",
            source: "RFC 8011 section 5.2.11, media-ready; PWG 5101.1",
            run: |bench| Box::pin(async { either(a4(bench).await) }),
        },
        Point {
            id: "printer.page",
            what: "It takes a PDF of one A4 page and prints it to the end.",
            source: "RFC 8011 section 4.2.1, Print-Job",
            run: |bench| Box::pin(async { either(page(bench, PrintOptions::default()).await) }),
        },
        Point {
            id: "printer.two-sided",
            what: "Where it can print both sides, it takes both ways of turning the sheet.",
            source: "RFC 8011 section 5.2.8, sides",
            run: |bench| Box::pin(async { either(two_sided(bench).await) }),
        },
        Point {
            id: "printer.copies",
            what: "It takes two copies.",
            source: "RFC 8011 section 5.2.5, copies",
            run: |bench| Box::pin(async { either(page(bench, copies(2)).await) }),
        },
        Point {
            id: "printer.too-many-copies",
            what: "It refuses 10 000 copies and names what it refuses, before any document is sent.",
            source: "RFC 8011 section 4.2.1.1, ipp-attribute-fidelity",
            run: |bench| Box::pin(async { either(too_many(bench).await) }),
        },
        Point {
            id: "printer.cancel",
            what: "A job under way can be cancelled; it then ends.",
            source: "RFC 8011 section 4.3.3, Cancel-Job",
            run: |bench| Box::pin(async { either(cancel(bench).await) }),
        },
        Point {
            id: "printer.unknown-job",
            what: "It says that it does not know a job that never was.",
            source: "RFC 8011 appendix B.1.4.7, client-error-not-found",
            run: |bench| Box::pin(async { either(unknown_job(bench).await) }),
        },
        Point {
            id: "printer.no-pdf",
            what: "Bytes that are no PDF do it no harm: it takes jobs afterwards.",
            source: "RFC 8011 section 4.2.1.2",
            run: |bench| Box::pin(async { either(no_pdf(bench).await) }),
        },
    ]
}

fn printer(bench: &Bench<'_>) -> Result<Arc<dyn Printer>, Outcome> {
    let printer = bench.registry.printer();
    printer.ok_or_else(|| Outcome::Fail("there is no driver for it".to_owned()))
}

async fn status(bench: &Bench<'_>) -> Result<PrinterStatus, Outcome> {
    let status = printer(bench)?.status().await;
    status.map_err(|error| failed("no status", error))
}

async fn status_is_told(bench: &Bench<'_>) -> Tried {
    let status = status(bench).await?;
    let is_named = !status.model.is_empty();
    Ok(Outcome::expect(is_named && status.accepts_jobs, || {
        format!(
            "model {:?}, takes jobs: {}",
            status.model, status.accepts_jobs
        )
    }))
}

async fn a4(bench: &Bench<'_>) -> Tried {
    Ok(match status(bench).await?.a4_loaded {
        Some(true) => Outcome::Pass,
        Some(false) => Outcome::Fail("no A4 paper is loaded".to_owned()),
        None => Outcome::NotApplicable("it does not tell what is loaded".to_owned()),
    })
}

async fn page(bench: &Bench<'_>, options: PrintOptions) -> Tried {
    let printer = printer(bench)?;
    let job = printer.print(document(), options).await;
    let job = job.map_err(|error| failed("it does not take the page", error))?;
    let end = end(printer.as_ref(), job).await?;
    Ok(Outcome::expect(end == JobState::Completed, || {
        format!("the job ended as {end:?}")
    }))
}

async fn two_sided(bench: &Bench<'_>) -> Tried {
    if !status(bench).await?.duplex {
        let reason = "it prints one side only".to_owned();
        return Ok(Outcome::NotApplicable(reason));
    }
    for sides in [Sides::LongEdge, Sides::ShortEdge] {
        let outcome = page(bench, PrintOptions { sides, ..copies(1) }).await?;
        if outcome != Outcome::Pass {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Pass)
}

async fn too_many(bench: &Bench<'_>) -> Tried {
    let printer = printer(bench)?;
    match printer.print(document(), copies(10_000)).await {
        Err(PrinterError::Unsupported(names)) => Ok(Outcome::expect(!names.is_empty(), || {
            "it names nothing".to_owned()
        })),
        Err(error) => Err(failed("it refuses in another way", error)),
        Ok(job) => {
            // Ten thousand sheets are not to come out.
            let cancelled = printer.cancel(job).await.is_ok();
            Err(Outcome::Fail(format!(
                "it took the job; cancelled: {cancelled}"
            )))
        }
    }
}

async fn cancel(bench: &Bench<'_>) -> Tried {
    let printer = printer(bench)?;
    let job = printer.print(document(), copies(3)).await;
    let job = job.map_err(|error| failed("it does not take the job", error))?;
    match printer.cancel(job).await {
        Ok(()) => {}
        Err(PrinterError::AlreadyEnded) => {
            let reason = "it had printed everything before the job could be cancelled".to_owned();
            return Ok(Outcome::NotApplicable(reason));
        }
        Err(error) => return Err(failed("it does not cancel", error)),
    }
    let end = end(printer.as_ref(), job).await?;
    let again = printer.cancel(job).await;
    Ok(Outcome::expect(
        matches!(again, Err(PrinterError::AlreadyEnded)),
        || format!("the job ended as {end:?}, and cancelling it again gave {again:?}"),
    ))
}

async fn unknown_job(bench: &Bench<'_>) -> Tried {
    let answer = printer(bench)?.job(JobId(i32::MAX)).await;
    let is_unknown = matches!(answer, Err(PrinterError::UnknownJob));
    Ok(Outcome::expect(is_unknown, || {
        format!("it gave {answer:?}")
    }))
}

async fn no_pdf(bench: &Bench<'_>) -> Tried {
    let printer = printer(bench)?;
    let nonsense = Document {
        title: "Conformance".to_owned(),
        pdf: Bytes::from_static(&[0xff; 2000]),
    };
    if let Ok(job) = printer.print(nonsense, copies(1)).await {
        end(printer.as_ref(), job).await?;
    }
    let status = status(bench).await?;
    Ok(Outcome::expect(status.accepts_jobs, || {
        "it takes no jobs any more".to_owned()
    }))
}

/// Where a job ends. A printer that is still at work on the job before is waited for.
async fn end(printer: &dyn Printer, job: JobId) -> Result<JobState, Outcome> {
    let followed = timeout(PAGE, follow(printer, job, PAUSE, |_| {})).await;
    let Ok(followed) = followed else {
        // The points that follow shall find the printer free.
        let _ = printer.cancel(job).await;
        return Err(Outcome::Fail("the job does not end".to_owned()));
    };
    let end = followed.map_err(|error| failed("the job cannot be followed", error))?;
    sleep(PAUSE).await;
    Ok(end)
}

fn copies(copies: u16) -> PrintOptions {
    PrintOptions {
        copies,
        ..PrintOptions::default()
    }
}

/// One A4 page with one line, as small as a PDF can be.
fn document() -> Document {
    let content = "BT /F1 14 Tf 72 770 Td (Amtskoffer conformance kit) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 \
         5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(pdf.len());
        pdf.extend([format!("{number} 0 obj{object}endobj\n")]);
    }
    let table = pdf.len();
    let count = places.len() + 1;
    pdf.extend([format!("xref\n0 {count}\n0000000000 65535 f \n")]);
    for place in places {
        pdf.extend([format!("{place:010} 00000 n \n")]);
    }
    pdf.extend([format!(
        "trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    )]);
    Document {
        title: "Conformance".to_owned(),
        pdf: Bytes::from(pdf),
    }
}
