//! What takes the password alone: new recovery codes, and turning the second factor off.

use leptos::{ev, prelude::*};

use super::{State, focus_on_section};
use crate::api::second_factor as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::proof::{CurrentPassword, current_problem, focus_when_wrong, words};
use crate::text::{account, second_factor as text};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Toasts, dom};

/// What the password is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Other recovery codes.
    NewCodes,
    /// No second factor any more.
    TurnOff,
}

/// The question.
#[component]
pub(super) fn Proof(
    /// The section's.
    state: State,
    /// Whose password, for password managers.
    email: String,
) -> AnyView {
    let (password, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let ask = Ask::new();
    let toasts: Toasts = use_context().unwrap_or_default();
    let problem = current_problem(ask, tried, password);
    focus_when_wrong(ask, "factor-password");
    let close = move || {
        ask.forget();
        tried.set(false);
        password.set(String::new());
        state.wanted.set(None);
    };
    let keeps_passkeys = move || state.factor.with_untracked(|factor| factor.is_some_and(|factor| factor.passkeys));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        ask.forget();
        tried.set(true);
        if problem.with_untracked(Option::is_some) {
            dom::focus_id("factor-password");
            return;
        }
        let given = password.get_untracked();
        match state.wanted.get_untracked() {
            Some(Wanted::NewCodes) => ask.run(
                move || api::new_codes(given.clone()),
                move |fresh| {
                    close();
                    state.factor.update(|factor| {
                        if let Some(factor) = factor {
                            factor.codes_left = fresh.left;
                        }
                    });
                    state.codes.set(fresh.codes);
                },
            ),
            Some(Wanted::TurnOff) => ask.run(
                move || api::turn_off(given.clone()),
                move |()| {
                    close();
                    if keeps_passkeys() {
                        state.factor.update(|factor| {
                            if let Some(factor) = factor {
                                factor.app = false;
                            }
                        });
                        toasts.success(text::app_off());
                    } else {
                        state.codes.set(Vec::new());
                        state.factor.set(None);
                        toasts.success(text::turned_off());
                    }
                    focus_on_section();
                },
            ),
            None => {}
        }
    };
    // What it was goes on being said while it closes.
    let said = Memo::new(move |before: Option<&(Wanted, bool)>| {
        let wanted = state.wanted.get().map(|wanted| (wanted, keeps_passkeys()));
        wanted.or(before.copied()).unwrap_or((Wanted::NewCodes, false))
    });
    let shown = Memo::new(move |_| said.get().0);
    let title = move || match said.get() {
        (Wanted::NewCodes, _) => text::new_codes().to_owned(),
        (Wanted::TurnOff, false) => text::turn_off_title().to_owned(),
        (Wanted::TurnOff, true) => text::app_off_title().to_owned(),
    };
    let about = move || match said.get() {
        (Wanted::NewCodes, _) => text::new_codes_about().to_owned(),
        (Wanted::TurnOff, false) => text::turn_off_about().to_owned(),
        (Wanted::TurnOff, true) => text::app_off_about().to_owned(),
    };
    view! {
        <Dialog
            id="factor-proof"
            open=Signal::derive(move || state.wanted.with(Option::is_some))
            on_close=move |()| close()
            title=Signal::derive(title)
            description=Signal::derive(about)
            initial_focus="#factor-password"
            fallback_focus=Callback::new(|()| dom::by_id("second-factor"))
        >
            <form class="section-form" novalidate on:submit=submit>
                <FormError text=words(ask)/>
                <CurrentPassword id="factor-password" email=email.clone() value=password error=problem/>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{account::cancel()}</Button>
                    {move || match shown.get() {
                        Wanted::NewCodes => view! {
                            <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::new_codes()}</Button>
                        },
                        Wanted::TurnOff => view! {
                            <Button kind=ButtonKind::Danger submit=true busy=ask.busy()>{text::turn_off()}</Button>
                        },
                    }}
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
