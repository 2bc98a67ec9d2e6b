//! Whom the organization invites, and whether it reminds them.

use domain::{ChangeOrganization, General as Settings};
use leptos::{ev, prelude::*};

use super::change::{Change, Saved, take_up};
use super::domains::Domains;
use crate::pages::card::FormError;
use crate::route::Route;
use crate::text::general as text;
use crate::ui::{Button, ButtonKind, ChipField, ChipText, RadioGroup, RadioOption, dom};

const FIELD: &str = "allowed-domains";
const REMIND: &str = "remind";
const QUIET: &str = "quiet";
const TAKE: &str = "take";
const NONE: &str = "none";

/// The section, for those who may set it.
#[component]
pub(super) fn InvitingSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    settings
        .may_rename
        .then(|| {
            view! {
                <section class="page-section" aria-labelledby="inviting">
                    <h2 id="inviting">{text::inviting()}</h2>
                    <InvitingForm settings saved/>
                </section>
            }
        })
        .into_any()
}

fn key(remind: bool) -> &'static str {
    if remind { REMIND } else { QUIET }
}

fn requests_key(take: bool) -> &'static str {
    if take { TAKE } else { NONE }
}

/// What the fields say.
#[derive(Clone, Copy)]
struct Typed {
    domains: RwSignal<Domains>,
    /// What is typed in the domains' field and no chip yet.
    rest: RwSignal<String>,
    remind: RwSignal<&'static str>,
    requests: RwSignal<&'static str>,
}

impl Typed {
    fn requests(self) -> bool {
        self.requests.get() == TAKE
    }

    fn remind(self) -> bool {
        self.remind.get() == REMIND
    }

    /// Takes text into chips; what stays may still become one.
    fn take(self, text: ChipText) -> String {
        if !text.whole && !text.text.ends_with([' ', '\t', '\n', ',', ';']) {
            return text.text;
        }
        self.domains.update(|domains| domains.add(&text.text));
        String::new()
    }
}

#[component]
fn InvitingForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = settings.organization.settings.clone();
    let typed = Typed {
        domains: RwSignal::new(Domains::of(&now.allowed_domains)),
        rest: RwSignal::new(String::new()),
        remind: RwSignal::new(key(now.remind_invited)),
        requests: RwSignal::new(requests_key(now.take_requests)),
    };
    let shown = StoredValue::new(now.allowed_domains);
    let (shown_remind, shown_requests) = (StoredValue::new(now.remind_invited), StoredValue::new(now.take_requests));
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        let domains = typed.domains.get();
        // What is no domain is something else than what is saved.
        let followed = if domains.problem().is_some() {
            shown.get_value() == saved.allowed_domains
        } else {
            let write = |saved: &Vec<_>| typed.domains.set(Domains::of(saved));
            take_up(&domains.good, shown, &saved.allowed_domains, write)
        };
        let write = |saved: &bool| typed.remind.set(key(*saved));
        let followed = take_up(&typed.remind(), shown_remind, &saved.remind_invited, write) && followed;
        let write = |saved: &bool| typed.requests.set(requests_key(*saved));
        take_up(&typed.requests(), shown_requests, &saved.take_requests, write) && followed
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typed.take(ChipText { text: typed.rest.get_untracked(), whole: true });
        typed.rest.set(String::new());
        let (domains, remind) = (typed.domains.get_untracked(), untrack(|| typed.remind()));
        let requests = untrack(|| typed.requests());
        if domains.problem().is_some() {
            dom::focus_id(FIELD);
            return;
        }
        let changed = ChangeOrganization {
            allowed_domains: (domains.good != shown.get_value()).then(|| domains.good.clone()),
            remind_invited: (remind != shown_remind.get_value()).then_some(remind),
            take_requests: (requests != shown_requests.get_value()).then_some(requests),
            ..ChangeOrganization::default()
        };
        change.send(changed, move || {
            shown.set_value(domains.good);
            shown_remind.set_value(remind);
            shown_requests.set_value(requests);
        });
    };
    let page = StoredValue::new(Route::Join.path(&change.slug.get_value()));
    let choice = |key, label, description| RadioOption { key, label, description };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <ChipField
                id=FIELD
                label=text::domains()
                description=text::domains_about()
                error=Signal::derive(move || typed.domains.with(Domains::problem))
                chips=Signal::derive(move || typed.domains.with(Domains::chips))
                text=typed.rest
                on_text=Callback::new(move |text| typed.take(text))
                on_remove=Callback::new(move |key: String| typed.domains.update(|domains| domains.remove(&key)))
            />
            <RadioGroup
                name="remind-invited"
                legend=text::reminding()
                options=vec![
                    choice(REMIND, text::remind(), text::remind_about()),
                    choice(QUIET, text::remind_nobody(), text::remind_nobody_about()),
                ]
                value=typed.remind
            />
            <RadioGroup
                name="take-requests"
                legend=text::requests()
                options=vec![
                    choice(NONE, text::requests_none(), text::requests_none_about()),
                    choice(TAKE, text::requests_take(), text::requests_take_about()),
                ]
                value=typed.requests
            />
            {move || typed.requests().then(|| view! {
                <div>
                    <p class="line-about">{text::requests_page()}</p>
                    <p><a href=page.get_value()>{page.get_value()}</a></p>
                </div>
            })}
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_inviting()}</Button>
            </div>
        </form>
    }
    .into_any()
}
