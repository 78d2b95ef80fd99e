//! The photo that a studio took: its code is read by the camera, the picture comes from the photo cloud.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shoot::Shoot;
use crate::capture::still::Still;
use crate::components::{Alert, AlertKind, TroubleAlert};
use crate::pages::prefill::shot::Shot;
use crate::texts::prefill;

/// The camera for the code.
#[component]
pub fn CloudCode(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let fetch = move |still: Still| spawn_local(shoot.fetch(still.jpeg()));
    view! {
        <Alert kind=AlertKind::Info title=prefill::CODE>
            <p class="kern-body">{prefill::CODE_TEXT}</p>
        </Alert>
        <TroubleAlert trouble=shoot.trouble/>
        <Shot
            name=prefill::CODE_LIVE
            hint=prefill::CODE_HINT
            label=prefill::CODE_TAKE
            busy=shoot.busy
            on_still=fetch
        />
    }
}
