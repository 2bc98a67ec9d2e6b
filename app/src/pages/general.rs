//! An organization's General page: its name, its seats, whom it invites, keeps and tells what.

mod change;
mod domains;
mod dormancy;
mod hand_over;
mod inviting;
mod sign_in;
mod telling;
mod words;

use domain::{
    ChangeOrganization, General as Settings, Name, OrgSettings, Organization, SEAT_LIMIT_MAX, SeatPolicy, Seats,
};
use leptos::{ev, prelude::*};

use crate::api::call::answered;
use crate::api::organization;
use crate::pages::card::FormError;
use crate::pages::failed::Failed;
use crate::pages::frame::CurrentOrganization;
use crate::pages::general::change::{Change, Saved, take_up};
use crate::pages::general::dormancy::DormancySection;
use crate::pages::general::hand_over::OwnershipSection;
use crate::pages::general::inviting::InvitingSection;
use crate::pages::general::sign_in::SignInSection;
use crate::pages::general::telling::TellingSection;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::pages::viewer::Viewer;
use crate::text::{errors, general as text};
use crate::ui::{Button, ButtonKind, Meter, MeterLayer, RadioGroup, RadioOption, TextField, dom};
use crate::users::live::ask_again_when_told;
use crate::users::session::Session;

/// The page.
#[component]
pub(crate) fn General() -> AnyView {
    let org = organization_in_path();
    let settings = Resource::new(move || org.get(), |org| answered(organization::general(org)));
    let retry = Callback::new(move |()| settings.refetch());
    let content = move || {
        Suspend::new(async move {
            match settings.await {
                Ok(settings) => {
                    let saved = RwSignal::new(None);
                    let seats = RwSignal::new(settings.seats);
                    follow(&settings, saved, seats, retry);
                    view! {
                        <NameSection settings=settings.clone() saved/>
                        <SeatsSection settings=settings.clone() seats saved/>
                        <InvitingSection settings=settings.clone() saved/>
                        <SignInSection settings=settings.clone() saved/>
                        <DormancySection settings=settings.clone() saved/>
                        <TellingSection settings=settings.clone() saved/>
                        <OwnershipSection settings handed_over=retry/>
                    }
                    .into_any()
                }
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::title()>
            <Suspense fallback=|| view! { <Waiting/> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}

/// Shows what others change: in fields where nobody has typed something else. Where one may do more now, or less, the page
/// is asked for `anew`.
fn follow(settings: &Settings, saved: Saved, seats: RwSignal<Option<Seats>>, anew: Callback<()>) {
    let may = |settings: &Settings| {
        let Settings { may_rename, may_set_seats, may_hand_over, second_factors, .. } = settings;
        [*may_rename, *may_set_seats, *may_hand_over, second_factors.is_some()]
    };
    let (viewer, session) = (Viewer::expect(), use_context::<Session>().unwrap_or_default());
    let permissions = CurrentOrganization::permissions().get_untracked();
    let slug = settings.organization.slug.clone();
    let at_first = StoredValue::new(settings.clone());
    let ask = move || {
        leptos::task::spawn_local(async move {
            let Some(slug) = at_first.try_with_value(|first| first.organization.slug.clone()) else { return };
            let found = Session::ask(Some(session), || organization::general(slug.clone())).await;
            // Nobody asked: where it fails, nobody is told.
            let (Ok(now), Some(first)) = (found, at_first.try_get_value()) else { return };
            if may(&now) != may(&first) {
                return anew.run(());
            }
            seats.set(now.seats);
            let (seq, last) = saved.get_untracked().unwrap_or((first.organization.seq, first.organization.settings));
            let Organization { seq: told, settings, .. } = now.organization;
            if told > seq && settings != last {
                viewer.rename_organization(&slug, &settings.name);
                saved.set(Some((told, settings)));
            }
        });
    };
    ask_again_when_told(slug, permissions, session, ask);
}

#[component]
fn NameSection(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let organization = settings.organization.clone();
    let content = if settings.may_rename {
        view! { <NameForm settings saved/> }.into_any()
    } else {
        let name = organization.settings.name.to_string();
        view! { <dl class="details"><div><dt>{text::name()}</dt><dd><bdi>{name}</bdi></dd></div></dl> }.into_any()
    };
    view! {
        <section class="page-section" aria-labelledby="identity">
            <h2 id="identity">{text::identity()}</h2>
            {content}
            <dl class="details">
                <div><dt>{text::address()}</dt><dd dir="ltr">{format!("/o/{}", organization.slug)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn NameForm(
    /// As it is.
    settings: Settings,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let name = RwSignal::new(settings.organization.settings.name.to_string());
    let shown = StoredValue::new(name.get_untracked());
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        take_up(&name.get_untracked(), shown, &saved.name.to_string(), |saved| name.set(saved.clone()))
    });
    let viewer = Viewer::expect();
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || {
        tried.get().then(|| name.with(|name| Name::parse(name).err().map(|error| errors::name(&error))))?
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else {
            dom::focus_id("organization-name");
            return;
        };
        let slug = change.slug.get_value();
        let changed = (parsed.as_str() != shown.get_value()).then(|| parsed.clone());
        change.send(ChangeOrganization { name: changed, ..ChangeOrganization::default() }, move || {
            shown.set_value(parsed.to_string());
            viewer.rename_organization(&slug, &parsed);
        });
    };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <TextField
                id="organization-name"
                label=text::name().to_owned()
                value=name
                required=true
                description=text::name_about().to_owned()
                error=problem
            />
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_name()}</Button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn SeatsSection(
    /// The settings, as they are at first.
    settings: Settings,
    /// How many are used, and of how many.
    seats: RwSignal<Option<Seats>>,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let sees = settings.seats.is_some() || settings.may_set_seats;
    let used = Signal::derive(move || seats.with(|seats| seats.map_or(0, |seats| seats.used())));
    // As they are after what was saved last.
    let seats = move || {
        let seats = seats.get()?;
        Some(saved.with(|saved| match saved {
            Some((_, saved)) => Seats { limit: saved.seat_limit, policy: saved.seat_policy, ..seats },
            None => seats,
        }))
    };
    let usage = move || seats().map(|seats| view! { <Usage seats/> });
    let content = if settings.may_set_seats {
        view! { <SeatsForm settings used saved/> }.into_any()
    } else {
        view! { <SeatsAsText settings/> }.into_any()
    };
    sees.then(|| {
        view! {
            <section class="page-section" aria-labelledby="seats">
                <h2 id="seats">{text::seats()}</h2>
                <p class="page-section-about">{text::seats_about()}</p>
                {usage}
                {content}
            </section>
        }
    })
    .into_any()
}

/// How many seats are used, in words and as a bar.
#[component]
fn Usage(
    /// The seats.
    seats: Seats,
) -> AnyView {
    let layers = vec![
        MeterLayer { look: "solid", amount: seats.users },
        MeterLayer { look: "hatched", amount: seats.invitations },
    ];
    view! {
        <div class="seat-usage">
            <p>{text::used(&seats)}</p>
            {seats.limit.map(|limit| view! { <Meter layers limit=Signal::stored(limit)/> })}
        </div>
    }
    .into_any()
}

#[component]
fn SeatsAsText(
    /// As they are.
    settings: Settings,
) -> AnyView {
    let settings = settings.organization.settings;
    let limit = settings.seat_limit.map_or_else(|| text::unlimited().to_owned(), |limit| limit.to_string());
    let policy = match settings.seat_policy {
        SeatPolicy::Stop => text::stop_about(),
        SeatPolicy::Open => text::open_about(),
        SeatPolicy::Queue => text::queue_about(),
    };
    view! {
        <dl class="details">
            <div><dt>{text::limit()}</dt><dd>{limit}</dd></div>
            <div><dt>{text::policy()}</dt><dd>{policy}</dd></div>
        </dl>
        <p class="card-about">{text::owners_set_seats()}</p>
    }
    .into_any()
}

const LIMITED: &str = "limited";
const UNLIMITED: &str = "unlimited";
const STOP: &str = "stop";
const OPEN: &str = "open";
const QUEUE: &str = "queue";

/// What the fields say.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<&'static str>,
    number: RwSignal<String>,
    policy: RwSignal<&'static str>,
}

impl Typed {
    fn of(settings: &OrgSettings) -> Self {
        let typed =
            Self { kind: RwSignal::new(LIMITED), number: RwSignal::new(String::new()), policy: RwSignal::new(STOP) };
        typed.write_limit(settings.seat_limit);
        typed.write_policy(settings.seat_policy);
        typed
    }

    fn write_limit(self, limit: Option<u32>) {
        self.kind.set(if limit.is_some() { LIMITED } else { UNLIMITED });
        if let Some(limit) = limit {
            self.number.set(limit.to_string());
        }
    }

    fn write_policy(self, policy: SeatPolicy) {
        self.policy.set(match policy {
            SeatPolicy::Stop => STOP,
            SeatPolicy::Open => OPEN,
            SeatPolicy::Queue => QUEUE,
        });
    }

    fn policy(self) -> SeatPolicy {
        match self.policy.get() {
            OPEN => SeatPolicy::Open,
            QUEUE => SeatPolicy::Queue,
            _ => SeatPolicy::Stop,
        }
    }

    /// The limit, or nothing where the number is none.
    fn limit(self) -> Option<Option<u32>> {
        if self.kind.get() == UNLIMITED {
            return Some(None);
        }
        let number: u32 = self.number.with(|text| text.trim().parse().ok())?;
        (1..=SEAT_LIMIT_MAX).contains(&number).then_some(Some(number))
    }
}

#[component]
fn SeatsForm(
    /// As they are.
    settings: Settings,
    /// How many are used.
    used: Signal<u32>,
    /// What the page's forms save.
    saved: Saved,
) -> AnyView {
    let now = settings.organization.settings.clone();
    let typed = Typed::of(&now);
    let (shown_limit, shown_policy) = (StoredValue::new(now.seat_limit), StoredValue::new(now.seat_policy));
    let change = Change::of(&settings, saved);
    change.follow(move |saved| {
        // A number that is none is something else than what is saved.
        let limit = typed.limit().map_or_else(
            || shown_limit.get_value() == saved.seat_limit,
            |limit| take_up(&limit, shown_limit, &saved.seat_limit, |saved| typed.write_limit(*saved)),
        );
        let policy = take_up(&typed.policy(), shown_policy, &saved.seat_policy, |saved| typed.write_policy(*saved));
        limit && policy
    });
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || (tried.get() && typed.limit().is_none()).then(text::bad_limit));
    let below = Signal::derive(move || match typed.limit() {
        Some(Some(limit)) if limit < used.get() => text::over(used.get(), limit),
        _ => text::limited_about().to_owned(),
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(limit) = untrack(|| typed.limit()) else {
            dom::focus_id("seat-number");
            return;
        };
        let policy = untrack(|| typed.policy());
        // What stays as it is shown is not sent: somebody else may have changed it meanwhile.
        let changed = ChangeOrganization {
            seat_limit: (limit != shown_limit.get_value()).then_some(limit),
            seat_policy: (policy != shown_policy.get_value()).then_some(policy),
            ..ChangeOrganization::default()
        };
        change.send(changed, move || {
            shown_limit.set_value(limit);
            shown_policy.set_value(policy);
        });
    };
    let choice = |key, label, description| RadioOption { key, label, description };
    view! {
        <form class="section-form" novalidate on:submit=submit>
            <RadioGroup
                name="seat-limit"
                legend=text::limit()
                options=vec![
                    choice(UNLIMITED, text::unlimited(), text::unlimited_about()),
                    choice(LIMITED, text::limited(), text::limited_about()),
                ]
                value=typed.kind
            />
            {move || (typed.kind.get() == LIMITED).then(|| view! {
                <div class="short-field">
                    <TextField
                        id="seat-number"
                        label=text::number().to_owned()
                        value=typed.number
                        kind="number"
                        required=true
                        description=below
                        error=problem
                    />
                </div>
                <RadioGroup
                    name="seat-policy"
                    legend=text::policy()
                    options=vec![
                        choice(STOP, text::stop(), text::stop_about()),
                        choice(QUEUE, text::queue(), text::queue_about()),
                        choice(OPEN, text::open(), text::open_about()),
                    ]
                    value=typed.policy
                />
            })}
            <FormError text=change.words()/>
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=change.ask.busy()>{text::save_seats()}</Button>
            </div>
        </form>
    }
    .into_any()
}
