//! Sending cases: packed, carried, and wiped only when the receipt was verified.

use std::collections::BTreeMap;
use std::sync::Arc;

use amtskoffer_contract::bridge::{
    Event, Failure, PrintableDocument, ReceiptView, UploadState, UploadView,
};
use amtskoffer_contract::ingest::ReceiptBody;
use amtskoffer_domain::case::CaseInput;
use amtskoffer_domain::services::Service;
use tokio::sync::watch;
use uuid::Uuid;

use super::Session;
use crate::cases::{Case, Parcel, ScannedPdf, Secret, life_failure};
use crate::clock;
use crate::link::Progress;
use crate::papers::{Issue, Paper};

/// Papers that stay printable when the rest has been wiped.
type Papers = BTreeMap<PrintableDocument, Secret>;

impl Session {
    /// Begins to send a complete case. What may be printed later is made first, so that nothing is
    /// missing when the case has been wiped.
    pub(super) async fn send_case(self: &Arc<Self>, case: Uuid) -> Result<(), Failure> {
        let issue = self.issue()?;
        let (drawn, scanned): (Vec<_>, Vec<_>) = {
            let mut state = self.state();
            let case = state.cases.draft(case)?;
            let sections = case.incomplete();
            if !sections.is_empty() {
                return Err(Failure::CaseIncomplete { sections });
            }
            let wanted = lasting(case).into_iter();
            let fill = |document| Ok((document, Paper::of(document, case, &issue)?));
            let drawn = wanted.map(fill).collect::<Result<_, Failure>>()?;
            (drawn, case.scans.documents().to_vec())
        };
        let fonts = Arc::clone(&self.fonts);
        let pages = scanned.clone();
        let make = move || {
            let pdf = |(document, paper): (_, Paper)| Ok((document, paper.to_pdf(&fonts)?));
            let papers = drawn
                .into_iter()
                .map(pdf)
                .collect::<Result<Papers, Failure>>()?;
            let scans = pages
                .iter()
                .map(ScannedPdf::of)
                .collect::<Result<Vec<_>, Failure>>()?;
            Ok((papers, scans))
        };
        let (papers, scans) = self.compute(make).await?;
        let (parcel, view, summary) = {
            let mut state = self.state();
            state.payments.at_rest_for(case)?;
            let sending = state.cases.draft(case)?;
            let sections = sending.incomplete();
            if !sections.is_empty() {
                return Err(Failure::CaseIncomplete { sections });
            }
            if !sending.scans.are(&scanned) {
                // A page has come or gone while the files were made.
                return Err(Failure::CaseNotInState);
            }
            let parcel = Parcel::pack(sending, &issue.visit.clerk, &scans)?;
            sending.life.take(CaseInput::Send).map_err(life_failure)?;
            let total = parcel.parts.iter().map(|part| part.about.bytes).sum();
            let view = UploadView {
                case,
                sent: 0,
                total,
                state: UploadState::Running,
            };
            sending.upload = Some(view.clone());
            (parcel, view, sending.summary())
        };
        self.tell(Event::Case(summary));
        self.tell(Event::Upload(view));
        let session = Arc::clone(self);
        let mut state = self.state();
        let task = tokio::spawn(async move { session.carry(&parcel, papers).await });
        state.uploads.insert(case, task.abort_handle());
        Ok(())
    }

    /// Tells the gateway that a case was thrown away, if it can be reached.
    pub(super) fn discard_at_gateway(self: &Session, case: Uuid) {
        let carrier = Arc::clone(self.link.carrier());
        tokio::spawn(async move { carrier.discard(case).await });
    }

    /// What every paper says besides the case.
    pub(super) fn issue(&self) -> Result<Issue, Failure> {
        let visit = self.visit()?;
        let authority = self.state().authority.clone().ok_or(Failure::LineDown)?;
        Ok(Issue {
            authority,
            visit,
            now: clock::local_now(),
        })
    }

    async fn carry(&self, parcel: &Parcel, papers: Papers) {
        let case = parcel.case;
        let (progress, mut seen) = watch::channel(Progress {
            sent: 0,
            total: 0,
            waiting: false,
        });
        let carried = {
            let carrying = self.link.carrier().carry(parcel, &progress);
            tokio::pin!(carrying);
            loop {
                tokio::select! {
                    biased;
                    carried = &mut carrying => break carried,
                    changed = seen.changed() => {
                        if changed.is_ok() {
                            let now = *seen.borrow_and_update();
                            self.note_progress(case, now);
                        }
                    }
                }
            }
        };
        match carried {
            Ok(receipt) => self.acknowledge(case, &receipt, papers),
            Err(failure) => self.take_back(case, failure),
        }
    }

    fn note_progress(&self, case: Uuid, now: Progress) {
        let state = if now.waiting {
            UploadState::WaitingForLine
        } else {
            UploadState::Running
        };
        let total = now.total;
        self.note_upload(UploadView {
            case,
            sent: now.sent,
            total,
            state,
        });
    }

    fn note_upload(&self, view: UploadView) {
        {
            let mut state = self.state();
            let Ok(case) = state.cases.get(view.case) else {
                return;
            };
            if case.upload.as_ref() == Some(&view) {
                return;
            }
            case.upload = Some(view.clone());
        }
        self.tell(Event::Upload(view));
    }

    /// The only way from Sending to wiped: a verified receipt.
    fn acknowledge(&self, case: Uuid, receipt: &ReceiptBody, papers: Papers) {
        let (summary, upload) = {
            let mut state = self.state();
            state.uploads.remove(&case);
            let Ok(sent) = state.cases.get(case) else {
                return;
            };
            if sent.life.take(CaseInput::ReceiptVerified).is_err() {
                return;
            }
            sent.papers = papers;
            sent.receipt = Some(ReceiptView {
                number: receipt.number,
                received_at: receipt.received_at.clone(),
                manifest_sha256: receipt.manifest_sha256.clone(),
            });
            sent.wipe_to_printable();
            let total = sent.upload.take().map_or(0, |upload| upload.total);
            (
                sent.summary(),
                UploadView {
                    case,
                    sent: total,
                    total,
                    state: UploadState::Done,
                },
            )
        };
        tracing::info!(number = receipt.number, "a case was acknowledged and wiped");
        self.tell(Event::Upload(upload));
        self.tell(Event::Case(summary));
    }

    /// The gateway refuses: the case is a draft again, with everything in it.
    fn take_back(&self, case: Uuid, failure: Failure) {
        let (summary, upload) = {
            let mut state = self.state();
            state.uploads.remove(&case);
            let Ok(refused) = state.cases.get(case) else {
                return;
            };
            if refused.life.take(CaseInput::Refused).is_err() {
                return;
            }
            let before = refused.upload.take();
            let (sent, total) = before.map_or((0, 0), |upload| (upload.sent, upload.total));
            let state = UploadState::Refused { failure };
            let upload = UploadView {
                case,
                sent,
                total,
                state,
            };
            refused.upload = Some(upload.clone());
            (refused.summary(), upload)
        };
        self.tell(Event::Upload(upload));
        self.tell(Event::Case(summary));
    }
}

/// What can still be printed when the case has been wiped.
fn lasting(case: &Case) -> Vec<PrintableDocument> {
    let mut documents: Vec<_> = case.printable();
    documents.retain(|document| *document == PrintableDocument::FeeReceipt);
    if case.service == Service::ResidenceCertificate {
        documents.push(PrintableDocument::ResidenceCertificate);
    }
    documents
}
