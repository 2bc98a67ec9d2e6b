//! The palette (`Ctrl/Cmd+K`): every action, person, team and role by a few letters, on every page of an organization.

mod dialog;
mod entries;

use leptos::{ev, prelude::*};

use self::dialog::PaletteDialog;
use super::asking::Asking;
use super::state::PageState;
use crate::lazy::{WhenWanted, part};
use crate::ui::dom;

part! {
    /// What opens. With the commands: a part of its own would weigh on the first load, which lists them.
    PALETTE, commands, palette, view! { <PaletteDialog/> }.into_any()
}

/// Whether it is open, and whose people it finds. The frame provides it.
#[derive(Clone, Copy)]
pub(crate) struct Palette {
    open: RwSignal<bool>,
    list: StoredValue<Option<(PageState, Asking)>>,
}

impl Palette {
    /// Puts one into the context, closed.
    pub(crate) fn provide() {
        provide_context(Self { open: RwSignal::new(false), list: StoredValue::new(None) });
    }

    /// From now on it finds the people of a list, and does what the list's page does, for as long as that is there.
    pub(super) fn finds(page: PageState, asking: Asking) {
        if let Some(palette) = use_context::<Self>() {
            palette.list.set_value(Some((page, asking)));
        }
    }

    /// The list in view, if there is one.
    fn list(self) -> Option<(PageState, Asking)> {
        self.list.get_value().filter(|(page, _)| page.is_here())
    }
}

/// Listens for the key.
#[component]
pub(crate) fn PaletteKey() -> AnyView {
    let palette: Palette = expect_context();
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let meant = (event.ctrl_key() || event.meta_key())
                && !event.alt_key()
                && !event.shift_key()
                && event.key().eq_ignore_ascii_case("k");
            let open = palette.open.get_untracked();
            // Over another dialog it would lead away from what is typed there.
            if meant && !event.default_prevented() && (open || dom::find_in_page("dialog[open]").is_none()) {
                event.prevent_default();
                palette.open.set(!open);
            }
        });
        on_cleanup(move || keys.remove());
    });
    let close = Callback::new(move |()| palette.open.set(false));
    view! { <WhenWanted part=&PALETTE wanted=palette.open forget=close/> }.into_any()
}
