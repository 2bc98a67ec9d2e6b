//! Signing in again over the page, when the session ended while something was being done.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::session::Session;
use crate::api::accounts;
use crate::api::call::answered;
use crate::pages::viewer::Viewer;
use crate::text::{connection as text, errors};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, TextField};

/// The dialog of every page in the frame; it opens when an answer says that the session is over, and what waits goes
/// on after it.
#[component]
pub fn SignInDialog() -> AnyView {
    let (session, viewer): (Session, Viewer) = (use_context().unwrap_or_default(), Viewer::expect());
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if session.is_over().get() && email.with_untracked(String::is_empty) {
            email.set(viewer.me_untracked().map(|me| me.profile.email.to_string()).unwrap_or_default());
        }
    });
    let finish = move |signed_in: bool| {
        password.set(String::new());
        error.set(None);
        session.resume(signed_in);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = accounts::sign_in(email.get_untracked(), password.get_untracked());
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = answered(asked).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) if same_person(viewer).await => finish(true),
                // Whoever signed in sees other people, and may do other things.
                Ok(()) => reload(),
                Err(why) => error.set(Some(errors::words(&why))),
            }
        });
    };
    view! {
        <Dialog
            id="sign-in-again"
            open=session.is_over()
            on_close=Callback::new(move |()| if !busy.get_untracked() { finish(false) })
            title=text::sign_in()
            description=text::sign_in_about()
            initial_focus="input[type=password]"
        >
            <form on:submit=submit>
                <TextField id="again-email" label=text::email() kind="email" autocomplete="username" value=email/>
                <TextField
                    id="again-password"
                    label=text::password()
                    kind="password"
                    autocomplete="current-password"
                    value=password
                />
                <div role="alert">
                    {move || error.get().map(|why| view! {
                        <p class="dialog-error"><Icon name="circle-alert"/><span>{why}</span></p>
                    })}
                </div>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| finish(false))>{text::not_now()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy>{text::sign_in_button()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Whether the one who signed in is the one whose page this is.
async fn same_person(viewer: Viewer) -> bool {
    let Some(own) = viewer.me_untracked().map(|me| me.profile.account) else { return false };
    answered(accounts::me()).await.is_ok_and(|me| me.profile.account == own)
}

fn reload() {
    // Fails only where the page is gone already.
    let _ = window().location().reload();
}
