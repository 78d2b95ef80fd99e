//! The frame around every screen, and which screen it is.

use leptos::prelude::*;

use crate::bridge::Link;
use crate::browser::focus;
use crate::citizen::clerk::CitizenView;
use crate::components::{Alert, AlertKind, HEADING, LiveRegion, StatusBar};
use crate::desk::{Blocked, Desk, desk};
use crate::overview::Presence;
use crate::pages;
use crate::route::Route;
use crate::shortcuts;
use crate::streets::Streets;
use crate::texts::{clerks, frame, keys, link, readiness, visit};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::open();
    provide_context(desk);
    provide_context(CitizenView::open(desk));
    pages::discard::provide();
    Streets::provide();
    shortcuts::listen(desk);
    let link = desk.bridge.link();
    let opened = RwSignal::new(false);
    Effect::new(move |_| {
        // Once only: set again it would build the screen anew and lose what is being typed.
        if matches!(link.get(), Link::Open(_)) && !opened.get_untracked() {
            opened.set(true);
        }
    });
    // A short break must not take away what is on the screen; only a real loss hides it.
    let blocked = Memo::new(move |_| {
        let known = opened.get();
        match link.get() {
            Link::Open(_) => false,
            Link::Connecting => !known,
            _ => true,
        }
    });
    view! {
        <a class="ak-skip kern-link" href="#main" on:click=skip>{frame::SKIP}</a>
        <Header/>
        <main class="ak-main" id="main">
            {move || blocked.get().then(|| view! { <pages::link::LinkPage/> })}
            <div hidden=blocked>
                <Restarted/>
                <pages::discard::Discarding/>
                {move || opened.get().then(|| view! { <Guarded blocked=blocked/> })}
            </div>
        </main>
        <Footer/>
        <pages::citizen::Turned/>
        <LiveRegion/>
    }
}

/// Jumps over the frame without leaving the screen.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a listener")]
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    focus(HEADING);
}

#[component]
fn Header() -> impl IntoView {
    let presence = desk().presence();
    view! {
        <header class="ak-header">
            <div class="ak-header__row">
                <p class="ak-brand">{frame::APP}</p>
                {move || (presence.get() == Some(Presence::AtWork)).then(|| view! { <Navigation/> })}
            </div>
            <StatusBar/>
        </header>
    }
}

/// Where to go, and how to hide everything.
#[component]
fn Navigation() -> impl IntoView {
    let desk = desk();
    view! {
        <nav aria-label=frame::NAVIGATION>
            <ul class="ak-nav">
                <NavLink route=Route::Start label=frame::NAV_START/>
                <NavLink route=Route::Readiness label=readiness::TITLE/>
                <NavLink route=Route::Search label=frame::NAV_SEARCH/>
                <NavLink route=Route::Cases label=frame::NAV_CASES/>
                <NavLink route=Route::History label=visit::HISTORY shortcut="F9"/>
                <NavLink route=Route::Shortcuts label=keys::SHORTCUTS shortcut="F1"/>
            </ul>
        </nav>
        <pages::citizen::Switches/>
        <pages::parking::Parking/>
        <button
            type="button"
            class="kern-btn kern-btn--tertiary"
            aria-keyshortcuts="Control+L"
            on:click=move |_| desk.lock()
        >
            <span class="kern-label">
                {clerks::LOCK}
                <kbd class="ak-kbd" aria-hidden="true">{clerks::LOCK_KEY}</kbd>
            </span>
        </button>
    }
}

#[component]
fn NavLink(
    route: Route,
    label: &'static str,
    #[prop(optional)] shortcut: Option<&'static str>,
) -> impl IntoView {
    let shown = desk().route;
    let href = route.href();
    let current = move || (shown.get() == route).then_some("page");
    view! {
        <li>
            <a
                class="kern-link ak-nav__link"
                href=href
                aria-current=current
                aria-keyshortcuts=shortcut
                data-shortcut=shortcut
            >{label}</a>
        </li>
    }
}

/// Tells once that the companion was started anew and what that means.
#[component]
fn Restarted() -> impl IntoView {
    let restarted = desk().restarted;
    move || {
        restarted.get().then(|| {
            view! {
                <Alert kind=AlertKind::Warning title=frame::COMPANION>
                    <p class="kern-body">{link::RESTARTED}</p>
                </Alert>
            }
        })
    }
}

#[component]
fn Footer() -> impl IntoView {
    let shortcuts = desk().shortcuts;
    view! {
        <footer class="ak-footer">
            <p class="kern-body kern-body--small">{frame::FOOT}</p>
            <div class="kern-form-check ak-row">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id="shortcuts"
                    autocomplete="off"
                    prop:checked=shortcuts
                    on:change=move |event| shortcuts.set(event_target_checked(&event))
                />
                <label class="kern-label" for="shortcuts">{frame::SHORTCUTS}</label>
            </div>
        </footer>
    }
}

/// The screen of the route, once somebody has signed in and while the screen is not locked.
#[component]
fn Guarded(blocked: Memo<bool>) -> impl IntoView {
    provide_context(Blocked(blocked));
    let desk = desk();
    let presence = desk.presence();
    let enrolling = Memo::new(move |_| desk.route.get() == Route::Enrol);
    move || match presence.get() {
        _ if enrolling.get() => view! { <pages::enrol::EnrolPage/> }.into_any(),
        None => view! { <p class="kern-body" role="status">{frame::LOADING}</p> }.into_any(),
        Some(Presence::Nobody) => view! { <pages::sign_in::SignInPage/> }.into_any(),
        Some(Presence::Locked) => view! { <pages::sign_in::LockedPage/> }.into_any(),
        Some(Presence::AtWork) => view! { <Screen/> }.into_any(),
    }
}

#[component]
fn Screen() -> impl IntoView {
    let route = desk().route;
    move || match route.get() {
        Route::Start | Route::Enrol => view! { <pages::start::StartPage/> }.into_any(),
        Route::Readiness => view! { <pages::readiness::ReadinessPage/> }.into_any(),
        Route::Card => view! { <pages::card::CardPage/> }.into_any(),
        Route::Terminal => view! { <pages::terminal::TerminalPage/> }.into_any(),
        Route::Cases => view! { <pages::cases::CasesPage/> }.into_any(),
        Route::Money => view! { <pages::money::MoneyPage/> }.into_any(),
        Route::FastLane => view! { <pages::fast_lane::FastLanePage/> }.into_any(),
        Route::Search => view! { <pages::search::SearchPage/> }.into_any(),
        Route::Prefill => view! { <pages::prefill::PrefillPage case=None/> }.into_any(),
        Route::Person => view! { <pages::person::PersonPage/> }.into_any(),
        Route::History => view! { <pages::history::HistoryPage/> }.into_any(),
        Route::Shortcuts => view! { <pages::shortcuts::ShortcutsPage/> }.into_any(),
        Route::Case(id, page) => view! { <pages::case::CasePages id=id page=page/> }.into_any(),
        Route::Unknown => view! { <pages::unknown::UnknownPage/> }.into_any(),
    }
}
