//! The panel that menus and listboxes open: in the top layer, beside its button.

use leptos::{ev, html, prelude::*};

use super::listbox::{OpenList, open_list};
use super::menu::{OpenMenu, open_menu};
use super::{dom, placing};
use crate::lazy::part;

/// What can open beside a button.
pub(super) struct Popups {
    pub(super) menu: fn(OpenMenu) -> AnyView,
    pub(super) list: fn(OpenList) -> AnyView,
}

part! {
    /// Menus and lists: come when the first one opens.
    POPUPS: Popups, menus, popups, Popups { menu: open_menu, list: open_list }
}

/// Fetches menus and lists before the first one opens.
pub(crate) fn fetch_popups() {
    POPUPS.load_then(|_| ());
}

/// A panel that is there as long as it is rendered. It goes when the press or the focus leaves.
#[component]
pub fn Popup(
    /// The button it belongs to.
    anchor: NodeRef<html::Button>,
    /// `menu`, `wide-menu` or `listbox`.
    kind: &'static str,
    /// Shown and ready for the focus.
    on_ready: Callback<()>,
    /// Asked to go without taking the focus back.
    on_leave: Callback<()>,
    /// What is in it.
    children: Children,
) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    let spot = anchor.get_untracked().map(|button| placing::Spot::of(&button));
    Effect::new(move |_| {
        let (Some(shown), Some(button)) = (panel.get(), anchor.get_untracked()) else {
            return;
        };
        placing::show_beside(&shown, &button, spot.unwrap_or_else(|| placing::Spot::of(&button)));
        on_ready.run(());
        let pressed = window_event_listener(ev::pointerdown, move |event| {
            let inside = panel.get_untracked().is_some_and(|panel| dom::holds(&panel, event.target()))
                || anchor.get_untracked().is_some_and(|button| dom::holds(&button, event.target()));
            if !inside {
                on_leave.run(());
            }
        });
        on_cleanup(move || pressed.remove());
    });
    let focus_left = move |event: ev::FocusEvent| {
        let to = event.related_target();
        let stays = to.is_none()
            || panel.get_untracked().is_some_and(|panel| dom::holds(&panel, to.clone()))
            || anchor.get_untracked().is_some_and(|button| dom::holds(&button, to.clone()));
        if !stays {
            on_leave.run(());
        }
    };
    view! {
        <div class="popup" data-kind=kind popover="manual" node_ref=panel on:focusout=focus_left>
            {children()}
        </div>
    }
    .into_any()
}
