//! One's own second factor: whether it is on, and what can be done about it.

mod codes;
mod proof;
mod set_up;

use domain::{AuthenticatorSetUp, Membership, SecondFactor};
use leptos::prelude::*;

use self::codes::Codes;
use self::proof::{Proof, Wanted};
use self::set_up::SetUp;
use crate::api::call::answered;
use crate::api::second_factor as api;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::failed::Failed;
use crate::pages::page::{Waiting, focus_where_lost};
use crate::pages::viewer::Viewer;
use crate::pages::when::When;
use crate::text::second_factor as text;
use crate::ui::{Banner, BannerTone, Button, Pill, PillTone};

/// The section.
#[component]
pub(super) fn SecondFactorSection(
    /// Whose it is, for password managers.
    email: String,
) -> AnyView {
    let mine = Resource::new(|| (), |()| answered(api::mine()));
    let retry = Callback::new(move |()| mine.refetch());
    let email = StoredValue::new(email);
    let shown = move || {
        Suspend::new(async move {
            match mine.await {
                Ok(factor) => view! { <Standing factor email=email.get_value()/> }.into_any(),
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <section class="page-section" aria-labelledby="second-factor">
            <h2 id="second-factor" tabindex="-1">{text::title()}</h2>
            <p class="page-section-about">{text::about()}</p>
            <Suspense fallback=|| view! { <Waiting/> }>{shown}</Suspense>
        </section>
    }
    .into_any()
}

/// What the section's parts share.
#[derive(Clone, Copy)]
struct State {
    /// The second factor; none where it is off.
    factor: RwSignal<Option<SecondFactor>>,
    /// Fresh recovery codes, until they are put away.
    codes: RwSignal<Vec<String>>,
    /// An app that is being set up.
    set_up: RwSignal<Option<AuthenticatorSetUp>>,
    /// What the password is asked for.
    wanted: RwSignal<Option<Wanted>>,
}

/// Whether it is on, and the buttons.
#[component]
fn Standing(
    /// As it is.
    factor: Option<SecondFactor>,
    /// Whose.
    email: String,
) -> AnyView {
    let state = State {
        factor: RwSignal::new(factor),
        codes: RwSignal::new(Vec::new()),
        set_up: RwSignal::new(None),
        wanted: RwSignal::new(None),
    };
    let has_codes = Memo::new(move |_| state.codes.with(|codes| !codes.is_empty()));
    let whose = email.clone();
    view! {
        <AskedFor factor=state.factor/>
        {move || match state.factor.get() {
            Some(factor) => view! { <On factor state/> }.into_any(),
            None => view! { <Off state/> }.into_any(),
        }}
        {move || has_codes.get().then(|| view! { <Codes codes=state.codes/> })}
        <SetUp state email=whose/>
        <Proof state email/>
    }
    .into_any()
}

/// The organizations that wait for it. Once it is on, a link leads to each: what one may there is looked up anew.
#[component]
fn AskedFor(
    /// The second factor.
    factor: RwSignal<Option<SecondFactor>>,
) -> AnyView {
    let waits = untrack(|| Viewer::expect().organizations()).into_iter().filter(|org| org.needs_second_factor);
    let line = |org: Membership| {
        let (name, href) = (org.name.to_string(), format!("/?organization={}", org.slug));
        let asks = text::asked_by(&name);
        let is_on = move || factor.with(Option::is_some);
        move || {
            if is_on() {
                let (name, href) = (text::open(&name), href.clone());
                view! { <p><a class="button" rel="external" href=href>{name}</a></p> }.into_any()
            } else {
                view! { <Banner tone=BannerTone::Warning icon="triangle-alert" text=asks.clone()/> }.into_any()
            }
        }
    };
    waits.map(line).collect_view().into_any()
}

/// It is off: a button sets it up.
#[component]
fn Off(
    /// The section's.
    state: State,
) -> AnyView {
    let ask = Ask::new();
    let press = move |_| ask.run(api::set_up, move |set_up| state.set_up.set(Some(set_up)));
    view! {
        <FormError text=ask.words()/>
        <div class="page-section-foot">
            <Button id="set-up-app" busy=ask.busy() on_press=Callback::new(press)>{text::set_up()}</Button>
        </div>
    }
    .into_any()
}

/// It is on: since when, how many codes are left, and what can be done.
#[component]
fn On(
    /// As it is.
    factor: SecondFactor,
    /// The section's.
    state: State,
) -> AnyView {
    let want = move |wanted: Wanted| Callback::new(move |_| state.wanted.set(Some(wanted)));
    view! {
        <div class="factor-standing">
            <Pill tone=PillTone::Positive icon="check" text=text::is_on().to_owned()/>
            <p>{text::since()}" "<When at=factor.since/>" · "{text::codes_left(factor.codes_left)}</p>
        </div>
        <div class="page-section-foot">
            <Button id="new-codes" on_press=want(Wanted::NewCodes)>{text::new_codes()}</Button>
            <Button id="turn-off" on_press=want(Wanted::TurnOff)>{text::turn_off()}</Button>
        </div>
    }
    .into_any()
}

/// The focus goes on to the section's heading, where what had it is gone.
fn focus_on_section() {
    focus_where_lost(vec!["second-factor".to_owned()]);
}
