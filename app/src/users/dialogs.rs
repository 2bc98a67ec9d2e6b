//! The page's dialogs: their code comes when the first of them is asked for.

use leptos::prelude::*;

use super::approve::ApproveDialog;
use super::asking::Asking;
use super::dates::DateDialogs;
use super::import::ImportDialog;
use super::invite::InviteDialog;
use super::link_dialog::LinkDialog;
use super::panel::Panel;
use super::past::{DayDialog, DifferenceDialog};
use super::remove_dialog::RemoveDialog;
use super::role_menu::OwnerDialog;
use super::save_view_dialog::SaveViewDialog;
use super::state::PageState;
use crate::lazy::{WhenWanted, part};

part! {
    /// Inviting people, and approving those who ask to join.
    INVITING, invite_users, invite_users, view! { <InviteDialog/><ApproveDialog/> }.into_any()
}
part! {
    /// Importing lists.
    IMPORTING, import_list, import_list, view! { <ImportDialog/> }.into_any()
}
part! {
    /// Removing or suspending somebody.
    LEAVING, commands, leaving, view! { <RemoveDialog/> }.into_any()
}
part! {
    /// Making somebody an Owner; setting when something of somebody's ends.
    CROWNING, commands, crowning, view! { <OwnerDialog/><DateDialogs/> }.into_any()
}
part! {
    /// Keeping a view; choosing a day in the past, and what changed between two.
    KEEPING, commands, keeping, view! { <SaveViewDialog/><DayDialog/><DifferenceDialog/> }.into_any()
}
part! {
    /// Links to hand over.
    LINKS, commands, links, view! { <LinkDialog/> }.into_any()
}

part! {
    /// Somebody's panel. With what is done to many: a part of its own would weigh on the first load, which lists them.
    PANEL, bulk, panel, view! { <Panel/> }.into_any()
}

/// All of them, closed.
#[component]
pub(super) fn Dialogs() -> AnyView {
    let (page, asking) = (PageState::expect(), Asking::expect());
    view! {
        <WhenWanted
            part=&PANEL
            wanted=Signal::derive(move || asking.shows_panel())
            forget=Callback::new(move |()| asking.drop_panel())
        />
        <WhenWanted
            part=&INVITING
            wanted=Signal::derive(move || page.inviting.get() || asking.approving.with(|requests| !requests.is_empty()))
            forget=Callback::new(move |()| {
                page.inviting.set(false);
                asking.approving.set(Vec::new());
            })
        />
        <WhenWanted part=&IMPORTING wanted=page.importing forget=Callback::new(move |()| page.importing.set(false))/>
        <WhenWanted
            part=&LEAVING
            wanted=Signal::derive(move || asking.leaving.with(Option::is_some))
            forget=Callback::new(move |()| asking.leaving.set(None))
        />
        <WhenWanted
            part=&CROWNING
            wanted=Signal::derive(move || asking.crowning.with(Option::is_some) || asking.dating.get().is_some())
            forget=Callback::new(move |()| {
                asking.crowning.set(None);
                asking.dating.set(None);
            })
        />
        <WhenWanted
            part=&KEEPING
            wanted=Signal::derive(move || {
                let compares = page.filter.with(|filter| filter.since.is_some());
                compares || page.choosing_day.get() || asking.views.saving.with(Option::is_some)
            })
            forget=Callback::new(move |()| {
                asking.views.saving.set(None);
                page.choosing_day.set(false);
                page.show_day(page.filter.with_untracked(|filter| filter.as_of), None);
            })
        />
        <WhenWanted
            part=&LINKS
            wanted=Signal::derive(move || asking.links.with(|links| !links.is_empty()))
            forget=Callback::new(move |()| asking.links.set(Vec::new()))
        />
    }
    .into_any()
}
