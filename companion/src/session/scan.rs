//! Scanning documents. A run is a task of the session: pages are in the case as soon as they are
//! whole, whatever becomes of the page that asked for them.

use std::sync::Arc;

use amtskoffer_contract::bridge::{
    DeviceCause, DeviceKind, Event, Failure, Reply, ScanRequest, ScanRun, ScanSettings, ScanStage,
    ScanTarget, ScannerView,
};
use amtskoffer_domain::services::PaperKind;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::Session;
use super::state::State;
use crate::cases::{Place, ScannedPage};
use crate::clock;
use crate::devices::scanner::{DocumentScanner, Run, Sheet, Step};

/// The run under way, or the last one.
pub(super) struct Scanning {
    view: ScanRun,
    /// Dropped or used to end the run.
    stop: Option<oneshot::Sender<()>>,
}

impl Session {
    /// Answers one request about documents.
    pub(super) async fn scan(self: &Arc<Self>, request: ScanRequest) -> Result<Reply, Failure> {
        match request {
            ScanRequest::Look => Ok(Reply::Scanner(self.look_at_scanner().await)),
            ScanRequest::Begin {
                case,
                target,
                settings,
            } => {
                self.begin_scan(case, &target, settings)?;
                Ok(Reply::Done)
            }
            ScanRequest::Cancel => {
                let mut state = self.state();
                let stop = state.scanning.as_mut().and_then(|run| run.stop.take());
                drop(stop);
                Ok(Reply::Done)
            }
            ScanRequest::DropPage { case, page } => {
                let changed = self.change(case, |case| case.scans.drop_page(page))?;
                Ok(Reply::Case(changed))
            }
            ScanRequest::DropDocument { case, document } => {
                let changed = self.change(case, |case| case.scans.drop_document(document))?;
                Ok(Reply::Case(changed))
            }
        }
    }

    async fn look_at_scanner(&self) -> ScannerView {
        let run = self.state().scanning.as_ref().map(|run| run.view.clone());
        let works = run.as_ref().is_some_and(|run| !run.stage.is_final());
        let (abilities, trouble) = match self.document_scanner() {
            // It can be asked again when it is done.
            Ok(_) if works => (None, None),
            Ok(scanner) => match scanner.abilities().await {
                Ok(abilities) => (Some(abilities), None),
                Err(error) => {
                    tracing::warn!("the document scanner cannot be asked: {error}");
                    (None, Some(error.cause()))
                }
            },
            Err(cause) => (None, Some(cause)),
        };
        ScannerView {
            abilities,
            trouble,
            run,
        }
    }

    fn begin_scan(
        self: &Arc<Self>,
        case: Uuid,
        target: &ScanTarget,
        settings: ScanSettings,
    ) -> Result<(), Failure> {
        let device = self.document_scanner();
        let device = device.map_err(|cause| Failure::Device { cause })?;
        let mut state = self.state();
        let works = |last: &Scanning| !last.view.stage.is_final();
        if state.scanning.as_ref().is_some_and(works) {
            let cause = DeviceCause::Occupied;
            return Err(Failure::Device { cause });
        }
        let draft = state.cases.draft(case)?;
        let place = match target {
            ScanTarget::New { kind } => {
                let offered = PaperKind::of_service(&draft.service);
                let mut of_key = offered.filter(|offered| offered.key() == kind);
                Place::New(of_key.next().ok_or(Failure::ReasonUnknown)?)
            }
            ScanTarget::Append { document } => Place::Behind(*document),
            ScanTarget::Replace { page } => Place::InsteadOf(*page),
        };
        draft.scans.has_room(place)?;
        let (stop, wanted) = oneshot::channel();
        let view = ScanRun {
            case,
            pages: 0,
            stage: ScanStage::Waiting,
        };
        state.scanning = Some(Scanning {
            view: view.clone(),
            stop: Some(stop),
        });
        drop(state);
        self.tell(Event::Scan(view));
        let session = Arc::clone(self);
        tokio::spawn(async move {
            let _work = session.work_with(DeviceKind::DocumentScanner);
            let run = device.scan(settings);
            let stage = match session.take_pages(case, place, run, wanted).await {
                Ok(()) => ScanStage::Done,
                Err(failure) => ScanStage::Failed { failure },
            };
            session.note_scan(stage, 0);
            session.pages_are_whole();
        });
        Ok(())
    }

    /// Takes pages until there are no more; asked to stop, until the scanner is free again.
    async fn take_pages(
        &self,
        case: Uuid,
        mut place: Place,
        mut run: Run,
        mut wanted: oneshot::Receiver<()>,
    ) -> Result<(), Failure> {
        let (mut ended, mut stopping) = (Ok(()), false);
        loop {
            let step = tokio::select! {
                step = run.next() => step,
                _ = &mut wanted, if !stopping => {
                    stopping = true;
                    run.stop();
                    continue;
                }
            };
            let Some(step) = step else {
                return ended;
            };
            match step {
                Ok(Step::Begun) => self.note_scan(ScanStage::Page { percent: None }, 0),
                Ok(Step::Percent(percent)) => {
                    let percent = Some(percent);
                    self.note_scan(ScanStage::Page { percent }, 0);
                }
                Ok(Step::Page(sheet)) => {
                    place = self.keep_page(case, place, sheet)?;
                    self.note_scan(ScanStage::Waiting, 1);
                    if matches!(place, Place::InsteadOf(_)) {
                        return Ok(());
                    }
                }
                Err(error) => {
                    tracing::warn!("the scan has ended: {error}");
                    ended = Err(Failure::from(error));
                }
            }
        }
    }

    fn keep_page(&self, case: Uuid, place: Place, sheet: Sheet) -> Result<Place, Failure> {
        let mut state = self.state();
        let bytes = sheet.jpeg.len() + sheet.preview.len();
        let room = state.cases.has_room_for(case, bytes);
        room.map_err(|failure| match failure {
            Failure::TransferTooLarge { .. } => Failure::DocumentsFull,
            other => other,
        })?;
        let handle = state.cases.next_handle();
        let draft = state.cases.draft(case)?;
        let page = ScannedPage {
            jpeg: Arc::new(sheet.jpeg.into()),
            preview: Arc::new(sheet.preview.into()),
            handle,
            size: (sheet.width, sheet.height),
            dpi: sheet.dpi,
        };
        let next = draft.scans.put(place, page)?;
        draft.saved_at = clock::time_of_day();
        self.stirs(draft);
        let summary = draft.summary();
        drop(state);
        self.tell(Event::Case(summary));
        Ok(next)
    }

    fn note_scan(&self, stage: ScanStage, more_pages: u32) {
        let told = {
            let mut state = self.state();
            let Some(run) = state.scanning.as_mut() else {
                return;
            };
            run.view.pages += more_pages;
            run.view.stage = stage;
            run.view.clone()
        };
        self.tell(Event::Scan(told));
    }

    fn document_scanner(&self) -> Result<Arc<dyn DocumentScanner>, DeviceCause> {
        self.registry
            .document_scanner()
            .ok_or(DeviceCause::NotFound)
    }
}

impl State {
    /// Whether the scanner works for a case.
    pub(super) fn is_scanning(&self, case: Uuid) -> bool {
        let run = self.scanning.as_ref().map(|scanning| &scanning.view);
        run.is_some_and(|run| run.case == case && !run.stage.is_final())
    }
}
