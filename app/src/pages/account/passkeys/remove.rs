//! One passkey less: the question, and the password.

use domain::Passkey;
use leptos::{ev, prelude::*};

use super::{ADD, State};
use crate::api::passkeys as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::proof::{CurrentPassword, current_problem, focus_when_wrong, words};
use crate::text::{account, passkeys as text};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Toasts, dom};

/// The question.
#[component]
pub(super) fn Remove(
    /// The section's.
    state: State,
    /// Whose password, for password managers.
    email: String,
) -> AnyView {
    let (password, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let ask = Ask::new();
    let toasts: Toasts = use_context().unwrap_or_default();
    let problem = current_problem(ask, tried, password);
    focus_when_wrong(ask, "passkey-proof");
    let close = move || {
        ask.forget();
        tried.set(false);
        password.set(String::new());
        state.removing.set(None);
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        tried.set(true);
        if problem.with_untracked(Option::is_some) {
            dom::focus_id("passkey-proof");
            return;
        }
        let Some(id) = state.removing.with_untracked(|passkey| passkey.as_ref().map(|passkey| passkey.id)) else {
            return;
        };
        let given = password.get_untracked();
        ask.run(
            move || api::remove(id, given.clone()),
            move |()| {
                close();
                state.list.update(|list| list.retain(|passkey| passkey.id != id));
                state.factors.changed(Vec::new());
                toasts.success(text::removed());
            },
        );
    };
    // What it is called goes on being said while it closes.
    let shown =
        Memo::new(move |before: Option<&Option<Passkey>>| state.removing.get().or_else(|| before.cloned().flatten()));
    let title = move || shown.with(|passkey| passkey.as_ref().map(|passkey| text::remove_title(passkey.name.as_str())));
    view! {
        <Dialog
            id="passkey-remove"
            open=Signal::derive(move || state.removing.with(Option::is_some))
            on_close=move |()| close()
            title=Signal::derive(move || title().unwrap_or_default())
            description=text::remove_about().to_owned()
            initial_focus="#passkey-proof"
            fallback_focus=Callback::new(|()| dom::by_id(ADD).or_else(|| dom::by_id("passkeys")))
        >
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words(ask)/>
                <CurrentPassword id="passkey-proof" email=email.clone() value=password error=problem/>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{account::cancel()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=ask.busy()>{text::remove()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
