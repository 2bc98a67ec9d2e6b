//! The page's dialogs: their code comes when the first of them is asked for.

use leptos::prelude::*;

use super::asking::Asking;
use super::invite::InviteDialog;
use super::link_dialog::LinkDialog;
use super::remove_dialog::RemoveDialog;
use super::role_menu::OwnerDialog;
use super::sign_in_dialog::SignInDialog;
use super::state::PageState;
use crate::lazy::{WhenWanted, part};
use crate::text::errors as text;

part! {
    /// Inviting people.
    INVITING, invite_users, invite_users, view! { <InviteDialog/> }.into_any()
}
part! {
    /// Removing or suspending somebody.
    LEAVING, dialogs, leaving, view! { <RemoveDialog/> }.into_any()
}
part! {
    /// Making somebody an Owner.
    CROWNING, dialogs, crowning, view! { <OwnerDialog/> }.into_any()
}
part! {
    /// Links to hand over.
    LINKS, dialogs, links, view! { <LinkDialog/> }.into_any()
}
part! {
    /// Signing in again.
    SESSION_OVER, dialogs, session_over, view! { <SignInDialog/> }.into_any()
}

/// All of them, closed.
#[component]
pub(super) fn Dialogs() -> AnyView {
    let (page, asking) = (PageState::expect(), Asking::expect());
    let sorry = move |forget: fn(PageState, Asking)| {
        Callback::new(move |()| {
            forget(page, asking);
            page.toasts.failure(text::PART_NOT_LOADED);
        })
    };
    view! {
        <WhenWanted part=&INVITING wanted=page.inviting on_failure=sorry(|page, _| page.inviting.set(false))/>
        <WhenWanted
            part=&LEAVING
            wanted=Signal::derive(move || asking.leaving.with(Option::is_some))
            on_failure=sorry(|_, asking| asking.leaving.set(None))
        />
        <WhenWanted
            part=&CROWNING
            wanted=Signal::derive(move || asking.crowning.with(Option::is_some))
            on_failure=sorry(|_, asking| asking.crowning.set(None))
        />
        <WhenWanted
            part=&LINKS
            wanted=Signal::derive(move || asking.links.with(|links| !links.is_empty()))
            on_failure=sorry(|_, asking| asking.links.set(Vec::new()))
        />
        <WhenWanted part=&SESSION_OVER wanted=page.session_over on_failure=sorry(|_, _| ())/>
    }
    .into_any()
}
