//! What is done about people who do not come any more.

use domain::{ChangeOrganization, DORMANT_DAYS, DORMANT_GRACE_DAYS, Dormancy, General as Settings, Timestamp};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved, take_up};
use crate::pages::card::FormError;
use crate::text::dormancy as text;
use crate::ui::{Button, ButtonKind, RadioGroup, RadioOption, TextField, dom};

const KEEP: &str = "keep";
const SUSPEND: &str = "suspend";
const REMIND_FIELD: &str = "dormant-remind";
const SUSPEND_FIELD: &str = "dormant-suspend";
/// What stands in the fields where nothing is done yet.
const PROPOSED: Dormancy = Dormancy { remind_after: 90, suspend_after: 14, since: Timestamp(0) };

/// The section, for those who may set it.
#[component]
pub(super) fn DormancySection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    settings
        .may_rename
        .then(|| {
            view! {
                <section class="page-section" aria-labelledby="dormancy">
                    <h2 id="dormancy">{text::dormancy()}</h2>
                    <p class="page-section-about">{text::dormancy_about()}</p>
                    <DormancyForm settings saved/>
                </section>
            }
        })
        .into_any()
}

/// The days of a rule; the moment since when it is so is the server's.
type Days = Option<(u32, u32)>;

fn days(rule: Option<Dormancy>) -> Days {
    rule.map(|rule| (rule.remind_after, rule.suspend_after))
}

/// What the fields say.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<&'static str>,
    remind: RwSignal<String>,
    suspend: RwSignal<String>,
}

impl Typed {
    fn of(days: Days) -> Self {
        let typed =
            Self { kind: RwSignal::new(KEEP), remind: RwSignal::new(String::new()), suspend: RwSignal::default() };
        typed.write(Some((PROPOSED.remind_after, PROPOSED.suspend_after)));
        typed.write(days);
        typed
    }

    fn write(self, days: Days) {
        self.kind.set(if days.is_some() { SUSPEND } else { KEEP });
        if let Some((remind, suspend)) = days {
            self.remind.set(remind.to_string());
            self.suspend.set(suspend.to_string());
        }
    }

    fn remind(self) -> Option<u32> {
        self.remind.with(|typed| typed.trim().parse().ok()).filter(|days| DORMANT_DAYS.contains(days))
    }

    fn suspend(self) -> Option<u32> {
        self.suspend.with(|typed| typed.trim().parse().ok()).filter(|days| DORMANT_GRACE_DAYS.contains(days))
    }

    /// What is typed; nothing where a number is none that can be.
    fn days(self) -> Option<Days> {
        if self.kind.get() == KEEP { Some(None) } else { Some(Some((self.remind()?, self.suspend()?))) }
    }
}

#[component]
fn DormancyForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = days(settings.organization.settings.dormancy);
    let typed = Typed::of(now);
    let shown = StoredValue::new(now);
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        let saved = days(saved.dormancy);
        // A number that is none is something else than what is saved.
        typed.days().map_or_else(
            || shown.get_value() == saved,
            |days| take_up(&days, shown, &saved, |saved| typed.write(*saved)),
        )
    });
    let tried = RwSignal::new(false);
    let remind_problem = Signal::derive(move || (tried.get() && typed.remind().is_none()).then(text::bad_remind));
    let suspend_problem = Signal::derive(move || (tried.get() && typed.suspend().is_none()).then(text::bad_suspend));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(days) = untrack(|| typed.days()) else {
            dom::focus_id(if untrack(|| typed.remind()).is_none() { REMIND_FIELD } else { SUSPEND_FIELD });
            return;
        };
        let rule = days.map(|(remind_after, suspend_after)| Dormancy { remind_after, suspend_after, ..PROPOSED });
        let dormancy = (days != shown.get_value()).then_some(rule);
        change.send(ChangeOrganization { dormancy, ..ChangeOrganization::default() }, move || shown.set_value(days));
    };
    let choice = |key, label, description| RadioOption { key, label, description };
    let field = |id: &'static str, label: &str, value, description: &str, error| {
        view! {
            <div class="short-field">
                <TextField
                    id
                    label=label.to_owned()
                    value
                    kind="number"
                    required=true
                    description=description.to_owned()
                    error
                />
            </div>
        }
    };
    let fields = move || {
        (typed.kind.get() == SUSPEND).then(|| {
            view! {
                {field(REMIND_FIELD, text::remind_after(), typed.remind, text::remind_after_about(), remind_problem)}
                {field(SUSPEND_FIELD, text::suspend_after(), typed.suspend, text::suspend_after_about(), suspend_problem)}
            }
        })
    };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <RadioGroup
                name="dormancy"
                legend=text::not_seen()
                options=vec![
                    choice(KEEP, text::keep(), text::keep_about()),
                    choice(SUSPEND, text::suspend(), text::suspend_about()),
                ]
                value=typed.kind
            />
            {fields}
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save()}</Button>
            </div>
        </form>
    }
    .into_any()
}
