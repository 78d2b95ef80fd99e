//! What the companion tells, applied to what the page knows. Pure.

use amtskoffer_contract::bridge::{
    CaseState, DeviceKind, DeviceState, Event, Overview, UploadState,
};

/// Brings the overview up to date.
pub fn apply(overview: &mut Overview, event: &Event) {
    match event {
        Event::Device(device) => {
            put(&mut overview.devices, device.clone(), |known| {
                known.kind == device.kind
            });
        }
        Event::Line(line) => overview.line = line.clone(),
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
    use super::{apply, has_device, open_uploads};
    use amtskoffer_contract::bridge::{
        CaseState, CaseSummary, DeviceCause, DeviceKind, DeviceState, DeviceView, Event, LineState,
        LineView, Overview, Surroundings, UploadState, UploadView,
    };
    use uuid::Uuid;

    fn overview() -> Overview {
        Overview {
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
        let service = "id_card".to_owned();
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
    fn a_closed_case_leaves_the_list() {
        let mut known = overview();
        apply(&mut known, &case(CaseState::Draft));
        apply(&mut known, &case(CaseState::Sending));
        assert_eq!(known.cases.len(), 1);
        apply(&mut known, &case(CaseState::Closed));
        assert!(known.cases.is_empty());
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
