//! Where lists from elsewhere come in: the button, and files dropped on the page. The dialog comes when it is wanted.

use std::cell::RefCell;

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;
use leptos::web_sys::File;

use super::face::Summary;
use super::state::PageState;
use crate::text::import as text;
use crate::ui::{Drawing, Icon, drawings};

thread_local! {
    /// The file that was dropped, until the dialog takes it.
    static DROPPED: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// The button that opens the dialog.
#[component]
pub fn ImportButton() -> AnyView {
    opener(|summary| summary.may_import, text::import(), drawings::UPLOAD, PageState::expect().importing)
}

/// A button of the toolbar that opens a dialog, for who may.
pub(super) fn opener(may: fn(&Summary) -> bool, words: &'static str, icon: Drawing, open: RwSignal<bool>) -> AnyView {
    let page = PageState::expect();
    let may = Memo::new(move |_| page.summary.with(may));
    view! {
        {move || may.get().then(|| view! {
            <button type="button" class="icon-button" aria-label=words title=words on:click=move |_| open.set(true)>
                <Icon drawing=icon/>
            </button>
        })}
    }
    .into_any()
}

/// Takes a file that is dropped anywhere on the page, where no dialog is open that takes it.
pub(super) fn accept_drops(page: PageState) {
    let here = move || !page.inviting.get_untracked() && page.summary.with_untracked(|summary| summary.may_import);
    Effect::new(move |_| {
        let over = window_event_listener(ev::dragover, move |event: DragEvent| {
            if here() && has_files(&event) {
                event.prevent_default();
            }
        });
        let dropped = window_event_listener(ev::drop, move |event: DragEvent| {
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            if let Some(file) = file.filter(|_| here() && !event.default_prevented()) {
                event.prevent_default();
                DROPPED.set(Some(file));
                // Told even when it is open: it takes the other file then.
                page.importing.set(true);
            }
        });
        on_cleanup(move || {
            over.remove();
            dropped.remove();
        });
    });
}

/// The file that was dropped, once.
pub(super) fn take_dropped() -> Option<File> {
    DROPPED.take()
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
