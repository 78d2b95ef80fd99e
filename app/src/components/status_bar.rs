//! Always visible: who, line, devices, open uploads. Icons with words.

use amtskoffer_contract::bridge::{DeviceKind, DeviceState, DeviceView, LineState, Overview};
use leptos::prelude::*;

use super::state_badge::Tone;
use crate::bridge::Link;
use crate::desk::desk;
use crate::overview::open_uploads;
use crate::texts::{device, frame, power};

/// The bar.
#[component]
pub fn StatusBar() -> impl IntoView {
    let desk = desk();
    let link = desk.bridge.link();
    let entries = move || {
        let mut entries = Vec::new();
        if !matches!(link.get(), Link::Open(_)) {
            entries.push(Entry::new(
                frame::COMPANION,
                frame::RECONNECTING,
                Tone::Warning,
            ));
        }
        desk.overview.with(|overview| {
            if let Some(overview) = overview {
                entries.extend(entries_of(overview));
            }
        });
        entries.into_iter().map(entry).collect::<Vec<_>>()
    };
    view! {
        <section class="ak-status" aria-label=frame::STATUS data-testid="status-bar">
            <ul class="ak-status__list">{entries}</ul>
        </section>
    }
}

struct Entry {
    name: &'static str,
    word: String,
    tone: Tone,
}

impl Entry {
    fn new(name: &'static str, word: impl Into<String>, tone: Tone) -> Self {
        Self {
            name,
            word: word.into(),
            tone,
        }
    }
}

fn entries_of(overview: &Overview) -> Vec<Entry> {
    let mut entries = Vec::new();
    let clerk = match &overview.visit {
        Some(visit) => Entry::new(
            frame::CLERK,
            format!("{}, {}", visit.clerk, visit.place),
            Tone::Info,
        ),
        None if !overview.desk.clerks.is_empty() => {
            let clerks = &overview.desk.clerks;
            let names: Vec<&str> = clerks.iter().map(|clerk| clerk.name.as_str()).collect();
            Entry::new(frame::CLERK, names.join(", "), Tone::Info)
        }
        None => Entry::new(frame::CLERK, frame::NOBODY, Tone::Warning),
    };
    entries.push(clerk);
    let line = overview.line.state;
    entries.push(Entry::new(
        device::LINE,
        device::line(line),
        line_tone(line),
    ));
    entries.extend(surroundings(overview));
    entries.extend(devices(&overview.devices));
    let uploads = match open_uploads(overview) {
        Some((open, percent, waiting)) => {
            let tone = if waiting { Tone::Warning } else { Tone::Info };
            Entry::new(frame::UPLOADS, frame::uploads(open, percent, waiting), tone)
        }
        None => Entry::new(frame::UPLOADS, frame::NO_UPLOADS, Tone::Success),
    };
    entries.push(uploads);
    entries
}

/// Battery and network with their figures. How they feel is judged by the companion.
fn surroundings(overview: &Overview) -> Vec<Entry> {
    let tone = |kind| {
        let view = overview.devices.iter().find(|view| view.kind == kind);
        view.map_or(Tone::Info, |view| device_tone(&view.state))
    };
    let all = overview.surroundings;
    let power = all.power.map(|view| {
        let tone = tone(DeviceKind::Power);
        Entry::new(power::POWER, power::power(view), tone)
    });
    let network = all.network.map(|view| {
        let tone = tone(DeviceKind::Network);
        Entry::new(power::NETWORK, power::network(view), tone)
    });
    power.into_iter().chain(network).collect()
}

/// Those that need attention one by one, all others in one word: a suitcase has many.
fn devices(devices: &[DeviceView]) -> Vec<Entry> {
    let attention = devices
        .iter()
        .filter(|view| !matches!(view.state, DeviceState::Ready | DeviceState::NotConfigured));
    let mut entries: Vec<Entry> = attention
        .map(|view| {
            let tone = device_tone(&view.state);
            Entry::new(device::kind(view.kind), device::state(&view.state), tone)
        })
        .collect();
    let ready = devices
        .iter()
        .filter(|view| view.state == DeviceState::Ready)
        .count();
    let all = entries.is_empty();
    let tone = if all { Tone::Success } else { Tone::Info };
    entries.push(Entry::new(
        frame::DEVICES,
        frame::devices_ready(ready, all),
        tone,
    ));
    entries
}

/// How the state of the line feels.
fn line_tone(state: LineState) -> Tone {
    match state {
        LineState::Up => Tone::Success,
        LineState::Checking => Tone::Info,
        LineState::Unpaced | LineState::Down | LineState::TunnelDown | LineState::TunnelSilent => {
            Tone::Warning
        }
        LineState::NotTrusted
        | LineState::NotEnrolled
        | LineState::TunnelClosed
        | LineState::CertificateExpired
        | LineState::ClockWrong
        | LineState::OtherTown => Tone::Danger,
    }
}

/// How the state of a device feels.
fn device_tone(state: &DeviceState) -> Tone {
    match state {
        DeviceState::Ready => Tone::Success,
        DeviceState::Checking | DeviceState::Busy | DeviceState::NotConfigured => Tone::Info,
        DeviceState::Warning { .. } => Tone::Warning,
        DeviceState::Fault { .. } => Tone::Danger,
    }
}

fn entry(entry: Entry) -> impl IntoView {
    let name = entry.tone.name();
    view! {
        <li class="ak-status__entry">
            <span class=format!("kern-icon kern-icon--{name} kern-icon--small") aria-hidden="true"></span>
            <span><span class="ak-status__name">{entry.name}": "</span>{entry.word}</span>
        </li>
    }
}
