//! What is scanned and how.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk_work::Scanning;
use crate::components::{Alert, AlertKind, Button, ButtonKind, Choice, ChoiceField};
use crate::texts::{device, documents};

/// The scanner cannot be asked: why, and what to do.
#[component]
pub fn ScannerTrouble(
    /// Shared by the parts of the screen.
    scanning: Scanning,
) -> impl IntoView {
    let again = move || spawn_local(scanning.ask_scanner());
    move || {
        let advice = device::cause(scanning.scanner_trouble.get()?);
        Some(view! {
            <Alert kind=AlertKind::Danger title=documents::NOT_READY>
                <p class="kern-body">{advice.what}</p>
                <p class="kern-body">{advice.remedy}</p>
                <Button
                    label=documents::ASK_AGAIN
                    kind=ButtonKind::Secondary
                    busy=scanning.asking
                    on_press=again
                />
            </Alert>
        })
    }
}

/// The choices for a new document; absent until the scanner has said what it can do, and while it works.
#[component]
pub fn NewDocument(
    /// Shared by the parts of the screen.
    scanning: Scanning,
    /// Called when it is to begin.
    on_scan: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let works = Memo::new(move |_| scanning.works());
    let problem = Signal::derive(move || {
        let missing = scanning.kind_missing.get();
        missing.then(|| documents::KIND_MISSING.to_owned())
    });
    let kinds = scanning.kinds().into_iter().map(|kind| Choice {
        key: kind.key().to_owned(),
        label: documents::kind(kind).to_owned(),
        hint: String::new(),
    });
    let kinds: Vec<Choice> = kinds.collect();
    let settings = move || {
        let Some(abilities) = scanning.abilities.get() else {
            return scanning
                .asking
                .get()
                .then(|| view! { <p class="kern-body" role="status">{documents::ASKING}</p> })
                .into_any();
        };
        let sources = abilities.sources.iter().map(|source| {
            let (label, hint) = documents::source(*source);
            choice(keys::source(*source), label, hint)
        });
        let colours = abilities
            .colours
            .iter()
            .map(|colours| choice(keys::colours(*colours), documents::colours(*colours), ""));
        let resolutions = abilities.resolutions.iter().map(|resolution| {
            let (label, hint) = documents::resolution(*resolution);
            choice(keys::resolution(*resolution), label, hint)
        });
        let fields = [
            (
                "scan-source",
                documents::SOURCE,
                sources.collect(),
                scanning.source,
            ),
            (
                "scan-colours",
                documents::COLOURS,
                colours.collect(),
                scanning.colours,
            ),
            (
                "scan-resolution",
                documents::RESOLUTION,
                resolutions.collect(),
                scanning.resolution,
            ),
        ];
        let fields: Vec<_> = fields.into_iter().map(field).collect();
        view! {
            {fields}
            <div class="ak-actions">
                <Button label=documents::SCAN shortcut="F2" busy=scanning.busy on_press=on_scan/>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="ak-stack" hidden=move || works.get() aria-labelledby="scan-new">
            <h2 class="kern-heading-medium" id="scan-new">{documents::NEW}</h2>
            <form
                class="ak-stack ak-form"
                novalidate
                autocomplete="off"
                on:submit=|event| event.prevent_default()
            >
                <ChoiceField
                    id="scan-kind"
                    label=documents::KIND
                    choices=kinds
                    value=scanning.kind
                    problem=problem
                />
                {settings}
            </form>
        </section>
    }
}

fn choice(key: &str, label: &str, hint: &str) -> Choice {
    Choice {
        key: key.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
    }
}

/// A question; one that has but one answer is not asked.
fn field(
    (id, label, choices, value): (&'static str, &'static str, Vec<Choice>, RwSignal<String>),
) -> Option<impl IntoView> {
    let problem = Signal::derive(|| None::<String>);
    (choices.len() > 1).then(|| {
        view! { <ChoiceField id=id label=label choices=choices value=value problem=problem/> }
    })
}

/// Keys of the choices within this page.
pub mod keys {
    use amtskoffer_contract::bridge::{ScanColours, ScanResolution, ScanSource};

    /// Key of a source.
    pub fn source(source: ScanSource) -> &'static str {
        match source {
            ScanSource::Flatbed => "flatbed",
            ScanSource::Feeder => "feeder",
            ScanSource::FeederDuplex => "feeder_duplex",
        }
    }

    /// The source of a key.
    pub fn source_of(key: &str) -> ScanSource {
        let mut all = ScanSource::ALL.into_iter();
        all.find(|known| source(*known) == key)
            .unwrap_or(ScanSource::Flatbed)
    }

    /// Key of colours.
    pub fn colours(colours: ScanColours) -> &'static str {
        match colours {
            ScanColours::Colour => "colour",
            ScanColours::Grey => "grey",
        }
    }

    /// The colours of a key.
    pub fn colours_of(key: &str) -> ScanColours {
        let mut all = ScanColours::ALL.into_iter();
        all.find(|known| colours(*known) == key)
            .unwrap_or(ScanColours::Colour)
    }

    /// Key of a resolution.
    pub fn resolution(resolution: ScanResolution) -> &'static str {
        match resolution {
            ScanResolution::Dpi300 => "300",
            ScanResolution::Dpi600 => "600",
        }
    }

    /// The resolution of a key.
    pub fn resolution_of(key: &str) -> ScanResolution {
        let mut all = ScanResolution::ALL.into_iter();
        all.find(|known| resolution(*known) == key)
            .unwrap_or(ScanResolution::Dpi300)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn keys_lead_back() {
            for known in ScanSource::ALL {
                assert_eq!(source_of(source(known)), known);
            }
            for known in ScanColours::ALL {
                assert_eq!(colours_of(colours(known)), known);
            }
            for known in ScanResolution::ALL {
                assert_eq!(resolution_of(resolution(known)), known);
            }
        }
    }
}
