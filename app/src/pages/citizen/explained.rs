//! What happens now, in the person's language, and read aloud.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::citizen::info::{self, Info};
use crate::citizen::shown::Shown;
use crate::citizen::voice;
use crate::texts::citizen;

/// The explanation on its way or here.
#[derive(Clone, PartialEq)]
enum Loaded {
    Loading,
    Missing,
    Here(Info),
}

/// The explanation of what is shown.
#[component]
pub fn Explained(shown: Signal<Shown>) -> impl IntoView {
    let chosen = RwSignal::new(citizen::LANGUAGES[0].0);
    let loaded = RwSignal::new(Loaded::Loading);
    let mute = RwSignal::new(false);
    Effect::new(move |_| {
        let wanted = chosen.get();
        loaded.set(Loaded::Loading);
        spawn_local(async move {
            let info = info::load(wanted).await;
            if chosen.try_get_untracked() == Some(wanted) {
                loaded.set(info.map_or(Loaded::Missing, Loaded::Here));
            }
        });
    });
    let key = Memo::new(move |_| key(&shown.get()));
    Effect::new(move |_| {
        key.track();
        voice::stop();
    });
    on_cleanup(voice::stop);
    let read = move |_| {
        let mut texts = vec![(in_words(&shown.get_untracked()), "de".to_owned())];
        if let (Loaded::Here(info), Some(key)) = (loaded.get_untracked(), key.get_untracked()) {
            texts.push((info.text(key), info.lang));
        }
        texts.retain(|(text, _)| !text.is_empty());
        mute.set(!voice::say(&texts));
    };
    view! {
        <section class="ak-citizen__aid" hidden=move || key.get().is_none()>
            <div class="ak-actions">
                <button type="button" class="kern-btn kern-btn--secondary" on:click=read>
                    <span class="kern-label">{citizen::READ}</span>
                </button>
                <button type="button" class="kern-btn kern-btn--tertiary" on:click=|_| voice::stop()>
                    <span class="kern-label">{citizen::STOP}</span>
                </button>
            </div>
            <p class="kern-body" role="status" data-testid="no-voice">
                {move || mute.get().then_some(citizen::NO_VOICE)}
            </p>
            <Languages chosen=chosen/>
            {move || text(&loaded.get(), key.get())}
        </section>
    }
}

#[component]
fn Languages(chosen: RwSignal<&'static str>) -> impl IntoView {
    let button = move |(file, name): (&'static str, &'static str)| {
        let lang = file.split('-').next().unwrap_or(file);
        view! {
            <button
                type="button"
                class="ak-citizen__language"
                lang=lang
                aria-pressed=move || if chosen.get() == file { "true" } else { "false" }
                on:click=move |_| chosen.set(file)
            >{name}</button>
        }
    };
    let buttons: Vec<_> = citizen::LANGUAGES.into_iter().map(button).collect();
    view! {
        <div class="ak-citizen__languages" role="group" aria-label=citizen::LANGUAGE>{buttons}</div>
    }
}

fn text(loaded: &Loaded, key: Option<&'static str>) -> AnyView {
    let info = match loaded {
        Loaded::Loading => {
            return view! { <p class="kern-body" role="status">{citizen::INFO_LOADING}</p> }
                .into_any();
        }
        Loaded::Missing => {
            return view! { <p class="kern-body">{citizen::NO_INFO}</p> }.into_any();
        }
        Loaded::Here(info) => info,
    };
    let explained = key.map(|key| info.text(key));
    view! {
        <div class="ak-citizen__text" lang=info.lang.clone() dir=info.dir.clone() data-testid="info">
            <p class="kern-body">{explained}</p>
            <p class="kern-body">{info.text("privacy")}</p>
            <p class="kern-body kern-body--small">{info.text("notice")}</p>
        </div>
    }
    .into_any()
}

fn key(shown: &Shown) -> Option<&'static str> {
    match shown {
        Shown::Blank => None,
        Shown::Waiting => Some("waiting"),
        Shown::Case(case) => Some(case.step.key()),
    }
}

/// What is on the screen, as it is read aloud.
fn in_words(shown: &Shown) -> String {
    let Shown::Case(case) = shown else {
        return String::new();
    };
    let mut words = format!("{}. {}. ", case.service, case.title);
    for group in &case.groups {
        words.push_str(&format!("{}. ", group.title));
        for line in &group.lines {
            words.push_str(&format!("{}: {}. ", line.name, line.value));
        }
    }
    for line in &case.bill {
        words.push_str(&format!("{}: {}. ", line.name, line.value));
    }
    words.trim_end().to_owned()
}
