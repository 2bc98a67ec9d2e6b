//! Everything that can be done to a person, as in the menu of their row.

use leptos::prelude::*;

use super::correct::{CorrectDialog, Correction};
use super::{Open, PANEL};
use crate::text::{connection, panel as text};
use crate::ui::{Icon, MenuItem, dom};
use crate::users::row_actions::{self, RowAction};
use crate::users::row_menu;

/// Id of what says why some of it cannot be done.
const REASONS: &str = "panel-reasons";

/// The buttons, and below them why some cannot be pressed.
#[component]
pub(super) fn Actions(
    /// The panel.
    open: Open,
) -> AnyView {
    let Open { page, asking, person, .. } = open;
    let items = Memo::new(move |_| {
        page.version.track();
        let blocked = page.edits_wait().then_some(connection::edits_wait());
        page.with_roster(|roster| row_actions::in_panel(roster, person, blocked)).unwrap_or_default()
    });
    let correcting = RwSignal::new(None);
    let busy = Memo::new(move |_| asking.busy.with(|busy| busy.contains(&person)));
    keep_focus(open, move || items.with(Vec::len));
    let button = move |item: MenuItem| {
        let forbidden = item.reason.is_some();
        let key = item.key.clone();
        let press = move |_| {
            let Some(action) = RowAction::of_key(&key).filter(|_| !forbidden && !busy.get_untracked()) else { return };
            match Correction::of(action, person) {
                Some(correction) => correcting.set(Some(correction)),
                None => row_menu::act(page, asking, person, action),
            }
        };
        view! {
            <button
                type="button"
                class="button"
                data-kind="plain"
                data-danger=item.danger.then_some("")
                aria-disabled=forbidden.then_some("true")
                aria-describedby=forbidden.then_some(REASONS)
                aria-busy=move || busy.get().then_some("true")
                on:click=press
            >
                {item.icon.map(|icon| view! { <Icon drawing=icon/> })}
                <span class="button-words">{item.label}</span>
            </button>
        }
        .into_any()
    };
    let reasons = move || {
        let mut reasons: Vec<String> = items.get().into_iter().filter_map(|item| item.reason).collect();
        reasons.dedup();
        (!reasons.is_empty()).then(|| view! { <p class="line-about" id=REASONS>{reasons.join(" ")}</p> })
    };
    view! {
        <div class="panel-actions" role="group" aria-label=text::actions()>
            {move || items.get().into_iter().map(button).collect_view()}
        </div>
        {reasons}
        <CorrectDialog open asking=correcting/>
    }
    .into_any()
}

/// What can be done changes with what was done: where the focus went with its button, it goes to the panel's first.
/// `buttons` tells how many there are, and tracks that.
pub(super) fn keep_focus(open: Open, buttons: impl Fn() -> usize + 'static) {
    let asked = Memo::new(move |_| open.asking.leaving.with(Option::is_some));
    Effect::new(move |before: Option<()>| {
        buttons();
        if before.is_none() || asked.get() {
            return;
        }
        // A dialog that asked first gives the focus on in the next frame: after that.
        request_animation_frame(|| {
            request_animation_frame(|| {
                let lost = dom::focused().is_none_or(|focused| focused.tag_name() == "H1");
                if let Some(panel) = dom::by_id(PANEL).filter(|_| lost)
                    && let Some(first) = dom::find(&panel, ".dialog-head button")
                {
                    dom::focus(&first);
                }
            });
        });
    });
}
