//! Mending the address of an invitation: asked in a dialog over the panel.

use domain::{Command, EmailAddress, PersonId};
use leptos::prelude::*;
use leptos::{ev, task::spawn_local};

use super::Open;
use crate::api::call::Intent;
use crate::text::{edits as text, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextField, dom};

/// Id of the field.
const FIELD: &str = "readdress-email";

/// The dialog.
#[component]
pub(super) fn ReaddressDialog(
    /// The panel.
    open: Open,
    /// Whether it is open.
    asking: RwSignal<bool>,
) -> AnyView {
    let (page, face) = (open.page, open.face);
    let (email, error, busy) = (RwSignal::new(String::new()), RwSignal::new(None::<String>), RwSignal::new(false));
    let intent = Intent::new();
    Effect::new(move |_| {
        if asking.get() {
            email.set(face.with_untracked(|face| face.email.clone()));
            error.set(None);
        }
    });
    let close = move || {
        if !busy.get_untracked() {
            asking.set(false);
        }
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let PersonId::Invitation(invitation) = open.person else { return };
        if busy.get_untracked() {
            return;
        }
        let typed = email.get_untracked();
        if let Err(why) = EmailAddress::parse(&typed) {
            error.set(Some(refusal::address(&why)));
            return dom::focus_id(FIELD);
        }
        let command = Command::ReaddressInvitation { invitation, email: typed.clone() };
        error.set(None);
        busy.set(true);
        let answer = page.perform_as(intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    intent.done();
                    asking.set(false);
                    page.offer_undo(text::readdressed(typed.trim()), &answer);
                    open.asking.copy_failed.set(false);
                    open.asking.links.set(answer.links);
                }
                Err(why) => {
                    error.set(Some(page.why(&why)));
                    dom::focus_id(FIELD);
                }
            }
        });
    };
    let title = move || face.with(|face| text::readdress_title(&face.name));
    view! {
        <Dialog
            id="readdress"
            open=asking
            on_close=Callback::new(move |()| close())
            title=Signal::derive(title)
            description=text::READDRESS_ABOUT.to_owned()
            initial_focus="input"
        >
            <form novalidate on:submit=send>
                <TextField id=FIELD kind="email" label=text::NEW_ADDRESS.to_owned() value=email required=true error=error live=true/>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{text::CANCEL}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy>{text::SEND_THERE}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
