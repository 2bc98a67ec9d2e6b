//! Fresh recovery codes: shown once, to be copied and put away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::focus_on_section;
use crate::text::second_factor as text;
use crate::ui::{Button, Icon, Toasts, dom, drawings};

/// The codes, until they are put away.
#[component]
pub(super) fn Codes(
    /// The codes.
    codes: RwSignal<Vec<String>>,
) -> AnyView {
    let toasts: Toasts = use_context().unwrap_or_default();
    let copy = move |_| {
        let all = codes.with_untracked(|codes| codes.join("\n"));
        spawn_local(async move {
            if dom::copy(&all).await {
                toasts.success(text::codes_copied());
            } else {
                toasts.failure(text::not_copied());
            }
        });
    };
    let done = move |_| {
        codes.set(Vec::new());
        focus_on_section();
    };
    // They come when a dialog closes, which looks where the focus goes a frame later.
    Effect::new(|_| request_animation_frame(|| request_animation_frame(|| dom::focus_id("recovery-codes"))));
    let line = |code: String| view! { <li><code dir="ltr">{code}</code></li> };
    view! {
        <div class="panel recovery" role="group" aria-labelledby="recovery-codes">
            <h3 class="section-part" id="recovery-codes" tabindex="-1">{text::your_codes()}</h3>
            <p class="recovery-once"><Icon drawing=drawings::TRIANGLE_ALERT/><span>{text::shown_once()}</span></p>
            <ul role="list" class="recovery-codes">
                {move || codes.get().into_iter().map(line).collect_view()}
            </ul>
            <div class="page-section-foot">
                <Button icon=drawings::COPY on_press=Callback::new(copy)>{text::copy_codes()}</Button>
                <Button on_press=Callback::new(done)>{text::codes_kept()}</Button>
            </div>
        </div>
    }
    .into_any()
}
