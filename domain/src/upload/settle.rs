//! What came of a step, noted.

use super::plan::CaseWork;
use super::{CaseKey, Happened, MAX_LOSSES, News, Next, PartNumber, Upload};

impl Upload {
    /// Notes what happened; says whether the line is still to be trusted.
    pub(super) fn settle(&mut self, happened: Happened) -> bool {
        match (self.next, happened) {
            (Next::Rest | Next::Wait { .. }, _) => true,
            (Next::Connect, Happened::Connected) => {
                self.connected = true;
                true
            }
            (Next::Connect, Happened::Refused) => {
                // It concerns whoever waits for a receipt; the others go on trying.
                for case in &mut self.cases {
                    self.news
                        .extend(case.take_back().then_some(News::Refused(case.key)));
                }
                false
            }
            (Next::Connect, _) => false,
            (Next::PutNote(case), happened) => self.note_came_of(case, happened),
            (Next::PutManifest(case), happened) => self.manifest_came_of(case, happened),
            (Next::Discard(case), happened) => self.discard_came_of(case, happened),
            (
                Next::Create(part)
                | Next::AskOffset(part)
                | Next::Delete(part)
                | Next::Begin { part, .. }
                | Next::Send { part, .. },
                happened,
            ) => self.part_came_of(part, happened),
        }
    }

    fn part_came_of(&mut self, number: PartNumber, happened: Happened) -> bool {
        let step = self.next;
        let mut owners = self
            .cases
            .iter_mut()
            .filter(|case| case.part(number).is_some());
        let Some(case) = owners.next() else {
            // Its case was thrown away meanwhile.
            return happened != Happened::LineLost;
        };
        match happened {
            Happened::Refused if !matches!(step, Next::Delete(_)) => {
                case.refuse();
                self.news.push_back(News::Refused(case.key));
                return true;
            }
            Happened::NotNow => {
                self.news
                    .extend(case.take_back().then_some(News::PutOff(case.key)));
                return false;
            }
            _ => {}
        }
        let Some(part) = case.part_mut(number) else {
            return true;
        };
        let answer = part.came_of(step, happened);
        if answer.progress {
            self.breaks = 0;
        }
        if answer.gone {
            case.drop_part(number);
        }
        if answer.lost && case.lost() > MAX_LOSSES {
            case.refuse();
            self.news.push_back(News::Refused(case.key));
        }
        answer.known
    }

    fn note_came_of(&mut self, case: CaseKey, happened: Happened) -> bool {
        // A note that is refused is not worth the case.
        if matches!(happened, Happened::NoteKept | Happened::Refused) {
            self.breaks = 0;
            return true;
        }
        let known = self.cases.iter_mut().find(|known| known.key == case);
        known.into_iter().for_each(CaseWork::note_is_due);
        false
    }

    fn manifest_came_of(&mut self, key: CaseKey, happened: Happened) -> bool {
        let Some(case) = self.cases.iter_mut().find(|known| known.key == key) else {
            return happened != Happened::LineLost;
        };
        match happened {
            Happened::ReceiptVerified => {
                self.breaks = 0;
                self.news.push_back(News::HandedIn(key));
                self.forget(key);
                true
            }
            Happened::Refused => {
                case.refuse();
                self.news.push_back(News::Refused(key));
                true
            }
            Happened::NotNow => {
                self.news
                    .extend(case.take_back().then_some(News::PutOff(key)));
                false
            }
            Happened::PartsMissing => {
                case.forget_progress();
                if case.lost() > MAX_LOSSES {
                    case.refuse();
                    self.news.push_back(News::Refused(key));
                }
                false
            }
            _ => false,
        }
    }

    fn discard_came_of(&mut self, case: CaseKey, happened: Happened) -> bool {
        let news = match happened {
            Happened::ReceiptVerified => News::Discarded(case),
            Happened::Refused => News::DiscardRefused(case),
            _ => return false,
        };
        self.breaks = 0;
        self.news.push_back(news);
        self.forget(case);
        true
    }
}
