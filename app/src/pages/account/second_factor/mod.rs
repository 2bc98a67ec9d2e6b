//! One's own second factor: whether it is on, and what can be done about it. Passkeys, which are one too, have a section of their
//! own (`super::passkeys`).

mod codes;
mod proof;
mod set_up;

use domain::{AuthenticatorSetUp, Membership, SecondFactor};
use leptos::prelude::*;
use leptos::task::spawn_local;

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
use crate::ui::{Banner, BannerTone, Button, Pill, PillTone, drawings};

/// What the section of the passkeys tells this one.
#[derive(Clone, Copy)]
pub(super) struct Factors {
    /// Fresh recovery codes, until they are put away.
    codes: RwSignal<Vec<String>>,
    /// How often passkeys came and went.
    changes: RwSignal<u32>,
}

impl Factors {
    /// Nothing told yet.
    pub(super) fn new() -> Self {
        Self { codes: RwSignal::new(Vec::new()), changes: RwSignal::new(0) }
    }

    /// A passkey came, with recovery codes perhaps, or went.
    pub(super) fn changed(self, codes: Vec<String>) {
        if !codes.is_empty() {
            self.codes.set(codes);
        }
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}

/// The section.
#[component]
pub(super) fn SecondFactorSection(
    /// Whose it is, for password managers.
    email: String,
    /// What the section of the passkeys tells.
    factors: Factors,
) -> AnyView {
    let mine = Resource::new(|| (), |()| answered(api::mine()));
    let retry = Callback::new(move |()| mine.refetch());
    let email = StoredValue::new(email);
    let shown = move || {
        Suspend::new(async move {
            match mine.await {
                Ok(factor) => view! { <Standing factor email=email.get_value() factors/> }.into_any(),
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
    /// What the section of the passkeys tells.
    factors: Factors,
) -> AnyView {
    let state = State {
        factor: RwSignal::new(factor),
        codes: factors.codes,
        set_up: RwSignal::new(None),
        wanted: RwSignal::new(None),
    };
    Effect::new(move |before: Option<u32>| {
        let changes = factors.changes.get();
        if before.is_some_and(|before| before != changes) {
            look_again(state);
        }
        changes
    });
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
                view! { <Banner tone=BannerTone::Warning icon=drawings::TRIANGLE_ALERT text=asks.clone()/> }.into_any()
            }
        }
    };
    waits.map(line).collect_view().into_any()
}

/// Asks the server how it stands, where something else changed it.
fn look_again(state: State) {
    spawn_local(async move {
        if let Ok(factor) = answered(api::mine()).await {
            if factor.is_none() {
                state.codes.try_set(Vec::new());
            }
            state.factor.try_set(factor);
        }
    });
}

/// It is off: a button sets an app up.
#[component]
fn Off(
    /// The section's.
    state: State,
) -> AnyView {
    let ask = Ask::new();
    view! {
        <FormError text=ask.words()/>
        <div class="page-section-foot"><SetUpButton state ask/></div>
    }
    .into_any()
}

/// Sets an app up.
#[component]
fn SetUpButton(
    /// The section's.
    state: State,
    /// What it asks.
    ask: Ask,
) -> AnyView {
    let press = move |_| ask.run(api::set_up, move |set_up| state.set_up.set(Some(set_up)));
    view! { <Button id="set-up-app" busy=ask.busy() on_press=Callback::new(press)>{text::set_up()}</Button> }.into_any()
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
    let ask = Ask::new();
    view! {
        <div class="factor-standing">
            <Pill tone=PillTone::Positive icon=drawings::CHECK text=text::is_on().to_owned()/>
            <p>
                {if factor.app {
                    view! { {text::since()}" "<When at=factor.since/> }.into_any()
                } else {
                    text::by_passkeys().into_any()
                }}
                " · "{text::codes_left(factor.codes_left)}
            </p>
        </div>
        <FormError text=ask.words()/>
        <div class="page-section-foot">
            <Button id="new-codes" on_press=want(Wanted::NewCodes)>{text::new_codes()}</Button>
            {if factor.app {
                view! { <Button id="turn-off" on_press=want(Wanted::TurnOff)>{text::turn_off()}</Button> }.into_any()
            } else {
                view! { <SetUpButton state ask/> }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// The focus goes on to the section's heading, where what had it is gone.
fn focus_on_section() {
    focus_where_lost(vec!["second-factor".to_owned()]);
}
