//! Line drawings beside the advice. Each is one stroke path on a field of 96 × 64; the advice says the
//! same in words, so a screen reader skips them.

use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, LineState, PersonTask, TestCause};
use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// A plug goes into its socket.
    Cable,
    /// The switch of a device.
    Switch,
    /// Wait, or look at the clock.
    Clock,
    /// Call the IT.
    Telephone,
    /// Paper goes into the tray.
    PaperTray,
    /// Paper is pulled out.
    PaperJam,
    /// A lid is closed.
    Cover,
    /// A cartridge is put in.
    Toner,
    /// A sheet is put on the scanner.
    Sheet,
    /// A card goes into the reader.
    Card,
    /// A finger on the scanner.
    Finger,
    /// A pen on the pad.
    Pen,
    /// The operator's token is held to the change terminal.
    Token,
    /// The payment terminal.
    Terminal,
    /// The battery with its charger.
    Battery,
    /// The mast of the mobile network.
    Antenna,
    /// The SIM card.
    Sim,
    /// Light from both sides on a person.
    Light,
    /// A cloth on the lens.
    Lens,
}

impl Drawing {
    /// For a failed test of the device of a kind or of the line.
    pub fn of_cause(cause: TestCause) -> Self {
        match cause {
            TestCause::Device(cause) => Self::of_device(cause),
            TestCause::Line(
                LineState::Down
                | LineState::Checking
                | LineState::Up
                | LineState::TunnelDown
                | LineState::TunnelSilent,
            ) => Self::Antenna,
            TestCause::Line(
                LineState::NotTrusted
                | LineState::NotEnrolled
                | LineState::Unpaced
                | LineState::TunnelClosed
                | LineState::CertificateExpired
                | LineState::ClockWrong
                | LineState::OtherTown,
            ) => Self::Telephone,
        }
    }

    /// For what a person must do.
    pub fn of_task(task: PersonTask) -> Self {
        match task {
            PersonTask::InsertPaper => Self::PaperTray,
            PersonTask::PlaceSheet => Self::Sheet,
            PersonTask::PlaceCard => Self::Card,
            PersonTask::PlaceFinger => Self::Finger,
            PersonTask::Sign => Self::Pen,
            PersonTask::ShowToken => Self::Token,
            PersonTask::ConnectCamera => Self::Lens,
        }
    }

    /// What is not named here is for the IT.
    fn of_device(cause: DeviceCause) -> Self {
        match cause {
            DeviceCause::NotFound => Self::Cable,
            DeviceCause::Garbled | DeviceCause::Refused | DeviceCause::BrokeOff => Self::Switch,
            DeviceCause::TooSlow | DeviceCause::Occupied | DeviceCause::CertificateExpired => {
                Self::Clock
            }
            DeviceCause::PaperOut => Self::PaperTray,
            DeviceCause::PaperJam => Self::PaperJam,
            DeviceCause::CoverOpen => Self::Cover,
            DeviceCause::TonerLow | DeviceCause::TonerEmpty => Self::Toner,
            DeviceCause::FeederEmpty => Self::Sheet,
            DeviceCause::NoCard | DeviceCause::CardUnreadable => Self::Card,
            DeviceCause::TerminalLocked | DeviceCause::TokenInserted => Self::Token,
            DeviceCause::TerminalNotReady => Self::Terminal,
            DeviceCause::BatteryLow | DeviceCause::BatteryCritical => Self::Battery,
            DeviceCause::SignalWeak | DeviceCause::NoNetwork => Self::Antenna,
            DeviceCause::SimLocked => Self::Sim,
            _ => Self::Telephone,
        }
    }

    /// A device that is missing is drawn by its cable; one without a cable by itself.
    pub fn for_kind(self, kind: DeviceKind) -> Self {
        match (self, kind) {
            (Self::Cable, DeviceKind::Network) => Self::Antenna,
            (Self::Cable, DeviceKind::Power) => Self::Battery,
            _ => self,
        }
    }

    /// The path (SVG 2, 9.3).
    fn path(self) -> &'static str {
        match self {
            Self::Cable => {
                "M4 32h16M20 20h14v24h-14zM34 26h8M34 38h8M62 16h26v32h-26zM68 26h7M68 38h7M46 32h9m-4-4l4 4l-4 4"
            }
            Self::Switch => "M48 8v20M35 15a22 22 0 1 0 26 0",
            Self::Clock => "M24 32a24 24 0 1 0 48 0a24 24 0 1 0-48 0M48 16v16l11 7",
            Self::Telephone => {
                "M34 6h28v52h-28zM44 52h8M34 14h28M34 46h28M72 22q6 10 0 20M79 17q10 15 0 30"
            }
            Self::PaperTray => {
                "M14 18h68v24h-68zM28 18v-11h40v11M24 42v16h48v-16M71 25h4M48 59v-11m-5 5l5-5l5 5"
            }
            Self::PaperJam => {
                "M14 26h68v24h-68zM30 26q3-6 9-3t9-3t9 3t9 3M34 50v8h28v-8M48 16v-12m-5 5l5-5l5 5M71 33h4"
            }
            Self::Cover => "M12 36h64v20h-64zM76 36l-54-22M14 18q-6 3-6 11m-4-4l4 5l5-4",
            Self::Toner => "M30 22h46l12 10v14h-58zM38 32h24M6 34h16m-5-5l5 5l-5 5",
            Self::Sheet => "M8 44h80v12h-80zM22 38l10-16h42l-10 16zM48 4v12m-5-5l5 5l5-5",
            Self::Card => {
                "M4 22h38v24h-38zM10 29h9v9h-9zM62 10h28v44h-28zM62 34h12M46 34h10m-4-4l4 4l-4 4"
            }
            Self::Finger => {
                "M18 46h60v12h-60zM37 42v-22a11 11 0 0 1 22 0v22M43 42v-21a5 5 0 0 1 10 0v21M48 42v-18"
            }
            Self::Pen => "M6 40h66v16h-66zM16 50q5-8 9 0t9 0t9 0M52 44l28-38l9 7l-28 38l-11 3z",
            Self::Token => {
                "M54 10h36v46h-36zM62 18h20v12h-20zM64 40h2M71 40h2M78 40h2M64 48h2M71 48h2M78 48h2M8 33a12 12 0 1 0 24 0a12 12 0 1 0-24 0M16 33a4 4 0 1 0 8 0a4 4 0 1 0-8 0M37 26q4 7 0 14M43 22q7 11 0 22"
            }
            Self::Terminal => {
                "M30 4h36v56h-36zM37 11h22v15h-22zM39 35h3M47 35h3M55 35h3M39 43h3M47 43h3M55 43h3M39 51h3M47 51h3M55 51h3"
            }
            Self::Battery => {
                "M10 18h66v28h-66zM76 26h8v12h-8M20 25v14M28 25v14M52 23l-9 10h11l-9 10"
            }
            Self::Antenna => {
                "M48 60v-32M36 60h24M45 25a3 3 0 1 0 6 0a3 3 0 1 0-6 0M38 34q-8-9 0-18M31 40q-14-15 0-30M58 34q8-9 0-18M65 40q14-15 0-30"
            }
            Self::Sim => "M28 6h28l12 12v40h-40zM37 28h22v20h-22zM48 28v20M37 38h22",
            Self::Light => {
                "M8 16a9 9 0 1 0 18 0a9 9 0 1 0-18 0M70 16a9 9 0 1 0 18 0a9 9 0 1 0-18 0M17 25v35M79 25v35M27 21l7 5M69 21l-7 5M39 30a9 9 0 1 0 18 0a9 9 0 1 0-18 0M30 60q0-17 18-17t18 17"
            }
            Self::Lens => {
                "M8 18h14l5-8h20l5 8h14v36h-58zM26 36a11 11 0 1 0 22 0a11 11 0 1 0-22 0M32 36a5 5 0 1 0 10 0a5 5 0 1 0-10 0M72 30q12-8 18 2t-6 18t-14-4t2-16M76 36q6-2 8 4"
            }
        }
    }
}

/// The drawing.
#[component]
pub fn DrawingView(
    /// Which.
    drawing: Drawing,
) -> impl IntoView {
    view! {
        <svg class="ak-sketch" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
            <path class="ak-sketch__line" d=drawing.path()/>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Drawing;
    use amtskoffer_contract::bridge::{DeviceCause, DeviceKind, LineState, TestCause};

    #[test]
    fn what_the_clerk_can_mend_herself_is_drawn() {
        for cause in DeviceCause::ALL {
            let drawing = Drawing::of_cause(TestCause::Device(cause));
            assert!(drawing.path().starts_with('M'), "{cause:?}");
        }
        let paper = TestCause::Device(DeviceCause::PaperOut);
        assert_eq!(Drawing::of_cause(paper), Drawing::PaperTray);
        let foreign = TestCause::Line(LineState::NotTrusted);
        assert_eq!(Drawing::of_cause(foreign), Drawing::Telephone);
    }

    #[test]
    fn the_network_has_no_cable() {
        assert_eq!(
            Drawing::Cable.for_kind(DeviceKind::Network),
            Drawing::Antenna
        );
        assert_eq!(Drawing::Cable.for_kind(DeviceKind::Printer), Drawing::Cable);
    }
}
