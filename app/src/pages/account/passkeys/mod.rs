//! One's own passkeys: the list, one more, one less.

mod add;
mod remove;

use domain::{PASSKEYS_MAX, Passkey, Passkeys};
use leptos::prelude::*;

use self::add::Add;
use self::remove::Remove;
use super::second_factor::Factors;
use crate::api::call::answered;
use crate::api::passkeys as api;
use crate::pages::failed::Failed;
use crate::pages::page::Waiting;
use crate::pages::passkey_button::passkeys_work;
use crate::pages::when::When;
use crate::text::passkeys as text;
use crate::ui::{Button, Icon, drawings};

/// The section.
#[component]
pub(super) fn PasskeysSection(
    /// Whose they are, for password managers.
    email: String,
    /// What it tells the section of the second factor.
    factors: Factors,
) -> AnyView {
    let mine = Resource::new(|| (), |()| answered(api::mine()));
    let retry = Callback::new(move |()| mine.refetch());
    let email = StoredValue::new(email);
    let shown = move || {
        Suspend::new(async move {
            match mine.await {
                Ok(passkeys) => view! { <Standing passkeys email=email.get_value() factors/> }.into_any(),
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <section class="page-section" aria-labelledby="passkeys">
            <h2 id="passkeys" tabindex="-1">{text::title()}</h2>
            <p class="page-section-about">{text::about()}</p>
            <Suspense fallback=|| view! { <Waiting/> }>{shown}</Suspense>
        </section>
    }
    .into_any()
}

/// What the section's parts share.
#[derive(Clone, Copy)]
struct State {
    /// Those that there are.
    list: RwSignal<Vec<Passkey>>,
    /// Whether one is being added.
    adding: RwSignal<bool>,
    /// The one that is being removed.
    removing: RwSignal<Option<Passkey>>,
    /// The section of the second factor's.
    factors: Factors,
}

/// The button that adds one.
const ADD: &str = "add-passkey";

/// The list and the button.
#[component]
fn Standing(
    /// As they are.
    passkeys: Passkeys,
    /// Whose.
    email: String,
    /// The section of the second factor's.
    factors: Factors,
) -> AnyView {
    let state = State {
        list: RwSignal::new(passkeys.list),
        adding: RwSignal::new(false),
        removing: RwSignal::new(None),
        factors,
    };
    let works = passkeys_work();
    let reason = Signal::derive(move || {
        if works.get() == Some(false) {
            return Some(text::not_here().to_owned());
        }
        let full = state.list.with(|list| u32::try_from(list.len()).is_ok_and(|has| has >= PASSKEYS_MAX));
        full.then(text::full)
    });
    let any = Memo::new(move |_| state.list.with(|list| !list.is_empty()));
    let whose = email.clone();
    view! {
        {move || any.get().then(|| view! {
            <ul role="list" class="lines">
                <For
                    each=move || state.list.get()
                    key=|passkey| passkey.id
                    children=move |passkey| view! { <Line passkey state/> }
                />
            </ul>
        })}
        {if passkeys.possible {
            view! {
                <div class="page-section-foot">
                    <Button id=ADD reason on_press=Callback::new(move |_| state.adding.set(true))>{text::add()}</Button>
                </div>
                <Add state email=whose/>
            }
            .into_any()
        } else {
            view! { <p>{text::no_host_name()}</p> }.into_any()
        }}
        <Remove state email/>
    }
    .into_any()
}

/// One passkey.
#[component]
fn Line(
    /// Which.
    passkey: Passkey,
    /// The section's.
    state: State,
) -> AnyView {
    let name = passkey.name.to_string();
    let (id, used) = (format!("remove-{}", passkey.id), passkey.last_used_at);
    let (label, added_at) = (text::remove_name(&name), passkey.added_at);
    let press = move |_| state.removing.set(Some(passkey.clone()));
    view! {
        <li class="line">
            <Icon drawing=drawings::LOCK class="line-icon"/>
            <div class="line-words">
                <p class="line-title"><bdi>{name}</bdi></p>
                <p class="line-about">
                    {text::added_at()}" "<When at=added_at/>" · "
                    {match used {
                        Some(at) => view! { {text::last_used()}" "<When at/> }.into_any(),
                        None => text::never_used().into_any(),
                    }}
                </p>
            </div>
            <button type="button" class="button" id=id aria-label=label on:click=press>{text::remove()}</button>
        </li>
    }
    .into_any()
}
