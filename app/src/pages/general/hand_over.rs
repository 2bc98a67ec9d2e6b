//! Handing the organization over.

use domain::{Command, EmailAddress, EmailError, General as Settings, Refusal};
use leptos::{ev, prelude::*};

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::pages::ask::{Ask, carry_out};
use crate::text::{errors, general as text, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextField, Toasts, dom};

const FIELD: &str = "new-owner";

/// The section, for those who own the organization.
#[component]
pub(super) fn OwnershipSection(
    /// As they are.
    settings: Settings,
    /// Told once it is handed over.
    handed_over: Callback<()>,
) -> AnyView {
    settings
        .may_hand_over
        .then(|| {
            let asking = RwSignal::new(false);
            view! {
                <section class="page-section" aria-labelledby="ownership">
                    <h2 id="ownership">{text::ownership()}</h2>
                    <p class="page-section-about">{text::ownership_about()}</p>
                    <div class="page-section-foot">
                        <Button on_press=Callback::new(move |_| asking.set(true))>{text::hand_over_it()}</Button>
                    </div>
                </section>
                <HandOver settings asking handed_over/>
            }
        })
        .into_any()
}

/// The question: to whom.
#[component]
fn HandOver(
    /// As they are.
    settings: Settings,
    /// Whether it is asked.
    asking: RwSignal<bool>,
    /// Told once it is handed over.
    handed_over: Callback<()>,
) -> AnyView {
    let (ask, intent) = (Ask::new(), Intent::new());
    let toasts = use_context::<Toasts>().unwrap_or_default();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<EmailError>);
    let organization = settings.organization;
    let title = text::hand_over(organization.settings.name.as_str());
    let close = Callback::new(move |()| {
        // What is under way is waited for.
        if !ask.busy().get_untracked() {
            asking.set(false);
            ask.forget();
            wrong.set(None);
            typed.set(String::new());
        }
    });
    let (slug, seen) = (StoredValue::new(organization.slug), StoredValue::new(organization.seq));
    ask.on_clash(move |seq| seen.set_value(seq));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let email = typed.get_untracked();
        wrong.set(EmailAddress::parse(&email).err());
        if wrong.with_untracked(Option::is_some) {
            dom::focus_id(FIELD);
            return;
        }
        let envelope = intent.envelope(Command::HandOver { email: email.clone() }, seen.get_value());
        let call = move || carry_out(slug.get_value(), envelope.clone());
        ask.run(call, move |_| {
            intent.done();
            close.run(());
            toasts.success(text::handed_over(email.trim()));
            handed_over.run(());
        });
    };
    let problem = Signal::derive(move || {
        let refused = || ask.error().with(|error| error.as_ref().map(words));
        wrong.with(|wrong| wrong.as_ref().map(refusal::address)).or_else(refused)
    });
    view! {
        <Dialog
            id="hand-over"
            alert=true
            open=asking
            on_close=close
            title
            description=text::hand_over_about().to_owned()
            initial_focus="input"
        >
            <form novalidate on:submit=submit>
                <TextField
                    id=FIELD
                    label=text::new_owner().to_owned()
                    kind="email"
                    value=typed
                    required=true
                    description=text::new_owner_about().to_owned()
                    error=problem
                    live=true
                />
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close.run(()))>{text::cancel()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=ask.busy()>{text::hand_over_confirm()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Why it was not handed over, where the catalogue's words are for another question.
fn words(error: &ApiError) -> String {
    match error {
        ApiError::Refused { refusal: Refusal::NotFound, .. } | ApiError::NotFound => text::nobody_has_it().to_owned(),
        ApiError::Refused { refusal: Refusal::OwnRow, .. } => text::own_address().to_owned(),
        ApiError::Refused { refusal: Refusal::LastOwner, .. } => text::ends_some_day().to_owned(),
        error => errors::words(error),
    }
}
