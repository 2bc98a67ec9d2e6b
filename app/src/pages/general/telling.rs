//! Whether people are told by mail what was done to them.

use domain::{ChangeOrganization, General as Settings};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved, take_up};
use super::words::WordsList;
use crate::pages::card::FormError;
use crate::text::general as text;
use crate::ui::{Button, ButtonKind, RadioGroup, RadioOption};

const YES: &str = "yes";
const NO: &str = "no";

/// The section, for those who may set it.
#[component]
pub(super) fn TellingSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    settings
        .may_rename
        .then(|| {
            view! {
                <section class="page-section" aria-labelledby="telling">
                    <h2 id="telling">{text::telling()}</h2>
                    <TellingForm settings=settings.clone() saved/>
                    <WordsList settings saved/>
                </section>
            }
        })
        .into_any()
}

fn key(tell: bool) -> &'static str {
    if tell { YES } else { NO }
}

#[component]
fn TellingForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = settings.organization.settings.tell_people;
    let (typed, shown) = (RwSignal::new(key(now)), StoredValue::new(now));
    let tell = move || typed.get() == YES;
    let change = Change::of(&settings, saved);
    change.follow(move |saved| take_up(&tell(), shown, &saved.tell_people, |saved| typed.set(key(*saved))));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let tell = untrack(tell);
        let changed = ChangeOrganization {
            tell_people: (tell != shown.get_value()).then_some(tell),
            ..ChangeOrganization::default()
        };
        change.send(changed, move || shown.set_value(tell));
    };
    let choice = |key, label, description| RadioOption { key, label, description };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <RadioGroup
                name="telling"
                legend=text::tell()
                options=vec![
                    choice(YES, text::tell_them(), text::tell_them_about()),
                    choice(NO, text::tell_nobody(), text::tell_nobody_about()),
                ]
                value=typed
            />
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_telling()}</Button>
            </div>
        </form>
    }
    .into_any()
}
