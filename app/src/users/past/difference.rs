//! What changed between two days: who joined, left, may do more or less, and is in other teams.

use domain::{Difference, Differs, Timestamp, Turn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::day::{check, problem, today, typed};
use crate::api::error::ApiError;
use crate::api::people;
use crate::pages::page::Waiting;
use crate::pages::when::When;
use crate::route::Route;
use crate::text::{errors, kit, panel, past as text, roles::shown};
use crate::ui::{Button, Dialog, Icon, TextField, drawings};
use crate::users::session::Session;
use crate::users::state::PageState;
use crate::users::zone;

/// What is known of it; `None` while it is on its way.
type Told = Option<Result<Difference, ApiError>>;

/// The dialog: open while the address has a day since which changes are told.
#[component]
pub(in crate::users) fn DifferenceDialog() -> AnyView {
    let page = PageState::expect();
    let days = Memo::new(move |_| page.filter.with(|filter| filter.since.map(|since| (since, filter.as_of))));
    let told = RwSignal::<Told>::new(None);
    let asked_last = StoredValue::new(0_u32);
    let ask = move || {
        let Some((since, as_of)) = days.get_untracked() else { return };
        told.set(None);
        let number = asked_last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let (org, since, until) = (page.org(), zone::moment(since), as_of.map(zone::moment));
        spawn_local(async move {
            let answer = Session::ask(Some(page.session), || people::difference(org.clone(), since, until)).await;
            // Other days were asked for meanwhile.
            if asked_last.try_get_value() == number {
                told.try_set(Some(answer));
            }
        });
    };
    Effect::new(move |_| {
        days.track();
        untrack(ask);
    });
    let open = Memo::new(move |_| days.get().is_some());
    let close = move || page.show_day(page.filter.with_untracked(|filter| filter.as_of), None);
    view! {
        <Dialog
            id="difference"
            side=true
            open
            on_close=Callback::new(move |()| close())
            title=text::difference().to_owned()
            initial_focus=".dialog-head button"
        >
            <div class="person-panel difference">
                <div class="moment"><Day page last=false/><Day page last=true/></div>
                {move || match told.get() {
                    None => view! { <div role="status"><span class="visually-hidden">{text::on_its_way()}</span><Waiting/></div> }.into_any(),
                    Some(Ok(difference)) => changes(page, &difference),
                    Some(Err(why)) => view! {
                        <p class="dialog-error" role="alert"><Icon drawing=drawings::CIRCLE_ALERT/><span>{errors::words(&why)}</span></p>
                        <Button icon=drawings::REFRESH_CW on_press=Callback::new(move |_| ask())>{kit::retry()}</Button>
                    }.into_any(),
                }}
            </div>
        </Dialog>
    }
    .into_any()
}

/// The first day, or the last one: changing it compares anew.
#[component]
fn Day(
    /// The page.
    page: PageState,
    /// The last one.
    last: bool,
) -> AnyView {
    let shown = move || {
        let (since, as_of) = page.filter.with(|filter| (filter.since, filter.as_of));
        if last { Some(as_of.unwrap_or_else(|| today(page))) } else { since }
    };
    let value = RwSignal::new(untrack(shown).map(Timestamp::to_date).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(day) = shown() {
            let day = day.to_date();
            if value.with_untracked(|value| *value != day) {
                value.set(day);
            }
        }
    });
    Effect::new(move |before: Option<()>| {
        let Some(day) = typed(&value.get()).filter(|day| check(page, *day).is_ok()) else { return };
        let (since, as_of) = page.filter.with_untracked(|filter| (filter.since, filter.as_of));
        if before.is_none() || since.is_none() {
            return;
        }
        if last {
            page.show_day(Some(day).filter(|day| *day < today(page)), since);
        } else {
            page.show_day(as_of, Some(day));
        }
    });
    let error = Signal::derive(move || problem(page, &value.get()));
    let (id, label) = if last { ("difference-to", text::to()) } else { ("difference-from", text::from()) };
    view! { <TextField id kind="date" label=label.to_owned() value error/> }.into_any()
}

fn changes(page: PageState, difference: &Difference) -> AnyView {
    if difference.people.is_empty() {
        return view! { <p role="status">{text::nothing()}</p> }.into_any();
    }
    let audit = Route::Audit.path(&page.org());
    let group = |(turn, number): (Turn, u32)| {
        let people: Vec<&Differs> = difference.people.iter().filter(|one| one.turn == turn).collect();
        let missing = number.saturating_sub(u32::try_from(people.len()).unwrap_or(u32::MAX));
        let lines = people.into_iter().map(|one| line(&audit, one)).collect_view();
        (number > 0).then(|| {
            view! {
                <section class="panel-section">
                    <h3>{text::turn(turn, number)}</h3>
                    <ol role="list" class="lines">{lines}</ol>
                    {(missing > 0).then(|| view! { <p class="line-about">{text::more(missing)}</p> })}
                </section>
            }
        })
    };
    Turn::ALL.into_iter().zip(difference.counts).map(group).collect_view().into_any()
}

fn line(audit: &str, one: &Differs) -> AnyView {
    let role = |name: &Option<domain::Name>| name.as_ref().map(|name| shown(name.as_str()).to_owned());
    let (before, after) = (role(&one.role_before), role(&one.role_after));
    let (roles, teams) = (text::roles(before.as_deref(), after.as_deref()), text::teams(&one.teams));
    let words = match one.turn {
        Turn::Joined if !teams.is_empty() => format!("{roles}, {teams}"),
        Turn::Joined | Turn::Left | Turn::Raised | Turn::Lowered => roles,
        Turn::Moved => teams,
    };
    let by = one.by.as_ref().map_or_else(|| one.at.map(|_| text::by_date().to_owned()), |by| Some(panel::doer(by)));
    view! {
        <li class="line">
            <div class="line-words">
                <p><a href=format!("{audit}?subject={}", one.user)><bdi>{one.name.to_string()}</bdi></a>" · "<bdi>{words}</bdi></p>
                <p class="line-about">
                    {by.map(|by| view! { <bdi>{by}</bdi> })}
                    {one.at.map(|at| view! { " · "<When at/> })}
                </p>
            </div>
        </li>
    }
    .into_any()
}
