//! Actions on many: the bar that takes the toolbar's place while rows are chosen, what it asks before it acts, and
//! what became of it.

mod bar;
mod dialog;
mod end;
mod plan;

use leptos::prelude::*;

use super::search::SEARCH;
use super::state::PageState;
use crate::lazy::part;
use crate::text::{bulk as text, errors};
use crate::ui::{Button, ButtonKind, Icon, dom, drawings};
use plan::Act;

part! {
    /// What can be done to those who are chosen.
    ACTIONS, bulk, bulk_actions, view! { <bar::Actions/> }.into_any()
}
part! {
    /// What is asked before it is done, and what became of it.
    DIALOG, bulk, bulk_dialog, view! { <dialog::BulkDialog/> }.into_any()
}

/// The action that is asked about; provided to the parts above.
#[derive(Clone, Copy)]
struct Asked(RwSignal<Option<Act>>);

/// Lets everybody go; the focus that was in the bar goes to the rows.
pub(super) fn let_go(page: PageState) {
    let in_bar = dom::focused().is_some_and(|focused| matches!(focused.closest(".bulk-bar"), Ok(Some(_))));
    page.select_all(false);
    if in_bar {
        request_animation_frame(move || focus_rows(page));
    }
}

/// Chooses all that the list shows; the search, and with it the focus, gives way to the bar.
pub(super) fn choose_all(page: PageState) {
    page.select_all(true);
    if page.selected.get_untracked().is_any() {
        request_animation_frame(move || focus_rows(page));
    }
}

/// Moves the focus to the first row in sight: what it was in is gone, and what was done can be taken back by keys.
fn focus_rows(page: PageState) {
    let place = page.slots.first_in_sight();
    if !place.is_some_and(|place| page.slots.focus(page, place, "actions")) {
        dom::focus_id(SEARCH);
    }
}

/// The bar. There is nothing of it until a row is chosen first.
#[component]
pub(super) fn BulkBar() -> AnyView {
    let page = PageState::expect();
    provide_context(Asked(RwSignal::new(None)));
    let selecting = Memo::new(move |_| page.selected.get().is_any());
    let ever = Memo::new(move |before: Option<&bool>| selecting.get() || before == Some(&true));
    let rest = move || {
        let selected = page.selected.get();
        (selected.rows < selected.of).then_some(selected.of)
    };
    let clear = move |_| let_go(page);
    let failed = move || page.toasts.failure(errors::part_not_loaded());
    let bar = move || {
        view! {
            <div
                class="bulk-bar"
                role="toolbar"
                aria-label=move || text::selected(page.selected.get().rows)
                hidden=move || !selecting.get()
            >
                <span class="bulk-count">{move || text::selected(page.selected.get().rows)}</span>
                <button type="button" class="icon-button" aria-label=text::clear() title=text::clear() on:click=clear>
                    <Icon drawing=drawings::X/>
                </button>
                {move || rest().map(|of| view! {
                    <Button kind=ButtonKind::Quiet on_press=Callback::new(move |_| page.select_all(true))>
                        {text::select_matching(of)}
                    </Button>
                })}
                {ACTIONS.once_here(|actions| actions(), failed)}
            </div>
            {DIALOG.once_here(|dialog| dialog(), || ())}
        }
        .into_any()
    };
    view! { {move || ever.get().then(bar)} }.into_any()
}
