//! How many seats there are, and what happens when none is left.

use domain::{ChangeOrganization, General as Settings, OrgSettings, SEAT_LIMIT_MAX, SeatPolicy, Seats};
use leptos::{ev, prelude::*};

use crate::pages::card::FormError;
use crate::pages::general::change::{Change, Saved, take_up};
use crate::text::general as text;
use crate::ui::{Button, ButtonKind, Meter, MeterLayer, RadioGroup, RadioOption, TextField, dom};

/// The section.
#[component]
pub(super) fn SeatsSection(
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
