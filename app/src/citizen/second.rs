//! The second window: shows what the clerk's window says, and nothing when it says nothing.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use uuid::Uuid;

use super::channel::{Channel, Message};
use super::shown::Shown;
use crate::browser::{fragment, reload};
use crate::pages::citizen::CitizenScreen;
use crate::texts::{citizen, frame};

/// How often it asks.
const ASK: Duration = Duration::from_secs(2);

/// Asked so often in vain, it goes blank.
const IN_VAIN: u32 = 3;

/// Whether an address names the second window.
pub fn is_wanted(fragment: &str) -> bool {
    fragment.trim_start_matches('#').trim_matches('/') == "citizen"
}

/// The whole window.
#[component]
pub fn Second() -> impl IntoView {
    document().set_title(&frame::title(citizen::TITLE));
    let shown = RwSignal::new(Shown::Blank);
    let in_vain = RwSignal::new(0_u32);
    let hear = move |message| {
        if let Message::Show(now) = message {
            in_vain.set(0);
            if shown.with_untracked(|shown| *shown != now) {
                shown.set(now);
            }
        }
    };
    let channel = StoredValue::new_local(Channel::open(hear));
    let say = move |message: &Message| {
        channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.say(message);
            }
        });
    };
    say(&Message::Ask);
    let ask = move || {
        in_vain.update(|count| *count = count.saturating_add(1));
        if in_vain.get_untracked() >= IN_VAIN {
            shown.set(Shown::Blank);
        }
        say(&Message::Ask);
    };
    if let Ok(interval) = set_interval_with_handle(ask, ASK) {
        on_cleanup(move || interval.clear());
    }
    let listener = window_event_listener(ev::hashchange, |_| {
        if !is_wanted(&fragment()) {
            reload();
        }
    });
    on_cleanup(move || listener.remove());
    let lost = Signal::derive(move || in_vain.get() >= IN_VAIN);
    let confirm = Callback::new(move |(case, version): (Uuid, String)| {
        say(&Message::Confirm { case, version });
    });
    view! {
        <main class="ak-citizen">
            <CitizenScreen shown=shown lost=lost confirm=confirm/>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn only_its_own_address_names_the_second_window() {
        assert!(is_wanted("#/citizen"));
        assert!(is_wanted("#/citizen/"));
        for other in ["", "#/", "#/citizens", "#/case/citizen"] {
            assert!(!is_wanted(other), "{other}");
        }
    }
}
