//! What the companion tells, applied to what the page knows. Pure.

use amtskoffer_contract::bridge::{
    CaseState, DeviceKind, DeviceState, Event, Overview, UploadState,
};

/// Whether somebody works here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nobody is signed in.
    Nobody,
    /// The screen is locked.
    Locked,
    /// One or two clerks are at work.
    AtWork,
}

impl Presence {
    /// From what the companion told.
    pub fn of(overview: &Overview) -> Self {
        match (overview.desk.clerks.is_empty(), overview.desk.locked) {
            (true, _) => Self::Nobody,
            (false, true) => Self::Locked,
            (false, false) => Self::AtWork,
        }
    }
}

/// Brings the overview up to date.
pub fn apply(overview: &mut Overview, event: &Event) {
    match event {
        Event::Device(device) => {
            put(&mut overview.devices, device.clone(), |known| {
                known.kind == device.kind
            });
        }
        Event::Line(line) => overview.line = line.clone(),
        Event::Desk(desk) => {
            overview.desk = desk.clone();
            if Presence::of(overview) != Presence::AtWork {
                overview.visit = None;
                overview.cases.clear();
                overview.uploads.clear();
            }
        }
        Event::Surroundings(surroundings) => overview.surroundings = *surroundings,
        Event::Upload(upload) => {
            put(&mut overview.uploads, upload.clone(), |known| {
                known.case == upload.case
            });
            overview
                .uploads
                .retain(|upload| upload.state != UploadState::Done);
        }
        Event::Case(case) if case.state == CaseState::Closed => {
            overview.cases.retain(|known| known.case != case.case);
            overview.uploads.retain(|known| known.case != case.case);
        }
        Event::Case(case) => {
            put(&mut overview.cases, case.clone(), |known| {
                known.case == case.case
            });
        }
        // All others are of one area; its screens listen for themselves.
        _ => {}
    }
}

/// Whether an event tells of another state of device or line than the one that is known; both are told
/// again whenever they were measured. What is told of anything else is news.
pub fn is_news_to(overview: &Overview, event: &Event) -> bool {
    match event {
        Event::Device(device) => {
            let mut known = overview.devices.iter();
            !known.any(|known| known.kind == device.kind && known.state == device.state)
        }
        Event::Line(line) => overview.line.state != line.state,
        _ => true,
    }
}

/// Whether the suitcase has a device of this kind, in whatever state it is.
pub fn has_device(overview: &Overview, kind: DeviceKind) -> bool {
    let mut of_kind = overview.devices.iter().filter(|device| device.kind == kind);
    of_kind.any(|device| device.state != DeviceState::NotConfigured)
}

/// Uploads that are not finished: how many, percent of their bytes, and whether one waits.
pub fn open_uploads(overview: &Overview) -> Option<(usize, u64, bool)> {
    let open: Vec<_> = overview
        .uploads
        .iter()
        .filter(|upload| {
            matches!(
                upload.state,
                UploadState::Running | UploadState::WaitingForLine
            )
        })
        .collect();
    if open.is_empty() {
        return None;
    }
    let sent: u64 = open.iter().map(|upload| upload.sent).sum();
    let total: u64 = open.iter().map(|upload| upload.total).sum();
    let waiting = open
        .iter()
        .any(|upload| upload.state == UploadState::WaitingForLine);
    Some((
        open.len(),
        (sent * 100).checked_div(total).unwrap_or(0),
        waiting,
    ))
}

fn put<T>(list: &mut Vec<T>, item: T, same: impl Fn(&T) -> bool) {
    match list.iter_mut().find(|known| same(known)) {
        Some(known) => *known = item,
        None => list.push(item),
    }
}

#[cfg(test)]
mod tests {
    use super::{Presence, apply, has_device, is_news_to, open_uploads};
    use amtskoffer_contract::bridge::{
        CaseState, CaseSummary, Desk, DeviceCause, DeviceKind, DeviceState, DeviceView, Event,
        LineState, LineView, Overview, Surroundings, UploadState, UploadView,
    };
    use amtskoffer_contract::clerks::{Clerk, Role};
    use uuid::Uuid;

    fn overview() -> Overview {
        Overview {
            desk: Desk::default(),
            visit: None,
            devices: Vec::new(),
            line: LineView {
                state: LineState::Checking,
                round_trip_ms: None,
            },
            surroundings: Surroundings::default(),
            authority: None,
            today: "2026-11-22".to_owned(),
            cases: Vec::new(),
            uploads: Vec::new(),
        }
    }

    fn printer(state: DeviceState) -> Event {
        Event::Device(DeviceView {
            kind: DeviceKind::Printer,
            name: String::new(),
            state,
        })
    }

    fn case(state: CaseState) -> Event {
        let case = Uuid::from_u128(1);
        let service = "identity-card".to_owned();
        Event::Case(CaseSummary {
            case,
            service,
            person: String::new(),
            state,
        })
    }

    fn upload(sent: u64, state: UploadState) -> Event {
        Event::Upload(UploadView {
            case: Uuid::from_u128(1),
            sent,
            total: 200,
            state,
            seconds_left: None,
            parts: Vec::new(),
        })
    }

    #[test]
    fn a_device_is_known_once() {
        let mut known = overview();
        apply(&mut known, &printer(DeviceState::Ready));
        let fault = DeviceState::Fault {
            cause: DeviceCause::PaperOut,
        };
        apply(&mut known, &printer(fault.clone()));
        assert_eq!(known.devices.len(), 1);
        assert_eq!(known.devices[0].state, fault);
    }

    #[test]
    fn a_device_is_there_whatever_its_state_but_not_without_an_entry() {
        let mut known = overview();
        assert!(!has_device(&known, DeviceKind::Printer));
        apply(&mut known, &printer(DeviceState::NotConfigured));
        assert!(!has_device(&known, DeviceKind::Printer));
        let cause = DeviceCause::NotFound;
        apply(&mut known, &printer(DeviceState::Fault { cause }));
        assert!(has_device(&known, DeviceKind::Printer));
        assert!(!has_device(&known, DeviceKind::Camera));
    }

    #[test]
    fn a_state_that_is_measured_again_is_no_news() {
        let line = |state, round_trip_ms| {
            let view = LineView {
                state,
                round_trip_ms,
            };
            Event::Line(view)
        };
        let mut known = overview();
        for (event, is_news) in [
            (line(LineState::Up, Some(40)), true),
            (line(LineState::Up, Some(90)), false),
            (line(LineState::Down, None), true),
            (printer(DeviceState::Ready), true),
            (printer(DeviceState::Ready), false),
            (printer(DeviceState::Busy), true),
            (case(CaseState::Draft), true),
            (case(CaseState::Draft), true),
        ] {
            assert_eq!(is_news_to(&known, &event), is_news, "{event:?}");
            apply(&mut known, &event);
        }
    }

    #[test]
    fn a_closed_case_leaves_the_list() {
        let mut known = overview();
        apply(&mut known, &case(CaseState::Draft));
        apply(&mut known, &case(CaseState::Sending));
        assert_eq!(known.cases.len(), 1);
        apply(&mut known, &case(CaseState::Closed));
        assert!(known.cases.is_empty());
    }

    #[test]
    fn behind_the_lock_nothing_of_a_case_is_known() {
        let mut known = overview();
        apply(&mut known, &case(CaseState::Draft));
        let clerk = Clerk {
            id: Uuid::from_u128(1),
            name: "Jana Groß".to_owned(),
            role: Role::Clerk,
        };
        let mut desk = Desk {
            clerks: vec![clerk],
            ..Desk::default()
        };
        apply(&mut known, &Event::Desk(desk.clone()));
        assert_eq!(
            (Presence::of(&known), known.cases.len()),
            (Presence::AtWork, 1)
        );
        desk.locked = true;
        apply(&mut known, &Event::Desk(desk));
        assert_eq!(
            (Presence::of(&known), known.cases.len()),
            (Presence::Locked, 0)
        );
        apply(&mut known, &Event::Desk(Desk::default()));
        assert_eq!(Presence::of(&known), Presence::Nobody);
    }

    #[test]
    fn open_uploads_are_summed_and_finished_ones_vanish() {
        let mut known = overview();
        assert_eq!(open_uploads(&known), None);
        apply(&mut known, &upload(50, UploadState::Running));
        assert_eq!(open_uploads(&known), Some((1, 25, false)));
        apply(&mut known, &upload(50, UploadState::WaitingForLine));
        assert_eq!(open_uploads(&known), Some((1, 25, true)));
        apply(&mut known, &upload(200, UploadState::Done));
        assert_eq!(open_uploads(&known), None);
    }
}
