//! What signing in takes: whether everybody needs a second factor.

use domain::{ChangeOrganization, Choice, General as Settings, PeopleFilter, SecondFactors, Status};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved, take_up};
use crate::pages::card::FormError;
use crate::route::Route;
use crate::text::general as text;
use crate::ui::{Button, ButtonKind, RadioGroup, RadioOption};

const OPTIONAL: &str = "optional";
const REQUIRED: &str = "required";

/// The section, for those who may set it.
#[component]
pub(super) fn SignInSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let Some(factors) = settings.second_factors else { return ().into_any() };
    let slug = settings.organization.slug.clone();
    view! {
        <section class="page-section" aria-labelledby="sign-in">
            <h2 id="sign-in">{text::sign_in()}</h2>
            <p class="page-section-about">{text::sign_in_about()}</p>
            <Standing factors slug/>
            <SignInForm settings saved/>
        </section>
    }
    .into_any()
}

/// Who has none, and whoever looks.
#[component]
fn Standing(
    /// Who has one.
    factors: SecondFactors,
    /// The organization, by its name in URLs.
    slug: String,
) -> AnyView {
    let without = PeopleFilter {
        q: "second-factor:no".to_owned(),
        statuses: vec![Choice::of(Status::Active.slug())],
        ..PeopleFilter::default()
    };
    let href = format!("{}?{}", Route::Users.path(&slug), without.to_query());
    let own = (!factors.own).then(|| {
        view! { <p>{text::factor_own_missing()}" "<a href="/account#second-factor">{text::factor_set_up()}</a></p> }
    });
    let others = if factors.missing == 0 {
        view! { <p>{text::factor_none_missing()}</p> }.into_any()
    } else {
        view! { <p>{text::factor_missing(factors.missing)}" "<a href=href>{text::factor_show()}</a></p> }.into_any()
    };
    view! { <div class="factor-missing">{others}{own}</div> }.into_any()
}

fn key(required: bool) -> &'static str {
    if required { REQUIRED } else { OPTIONAL }
}

#[component]
fn SignInForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = settings.organization.settings.require_second_factor;
    let (typed, shown) = (RwSignal::new(key(now)), StoredValue::new(now));
    let required = move || typed.get() == REQUIRED;
    let change = Change::of(&settings, saved);
    change
        .follow(move |saved| take_up(&required(), shown, &saved.require_second_factor, |saved| typed.set(key(*saved))));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let required = untrack(required);
        let changed = ChangeOrganization {
            require_second_factor: (required != shown.get_value()).then_some(required),
            ..ChangeOrganization::default()
        };
        change.send(changed, move || shown.set_value(required));
    };
    let choice = |key, label, description| RadioOption { key, label, description };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <RadioGroup
                name="second-factor"
                legend=text::require_factor()
                options=vec![
                    choice(OPTIONAL, text::factor_optional(), text::factor_optional_about()),
                    choice(REQUIRED, text::factor_required(), text::factor_required_about()),
                ]
                value=typed
            />
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_sign_in()}</Button>
            </div>
        </form>
    }
    .into_any()
}
