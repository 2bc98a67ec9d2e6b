//! The line at the top: how many there are, in words that lead to them, the seats, and the one button.

use domain::{Choice, PeopleFilter, SeatPolicy, Status};
use leptos::{ev, prelude::*};

use super::live;
use super::seat_meter::SeatMeter;
use super::state::PageState;
use crate::text::users as text;
use crate::ui::{Banner, BannerTone, Button, ButtonKind, drawings};

/// What stands beside the heading.
#[component]
pub fn Numbers() -> AnyView {
    let page = PageState::expect();
    let users = Memo::new(move |_| page.summary.with(|summary| summary.users));
    let invitations = Memo::new(move |_| page.summary.with(|summary| summary.invitations));
    let shown = Memo::new(move |_| page.summary.with(|summary| (summary.matching, summary.shown)));
    let narrows = Memo::new(move |_| page.filter.with(PeopleFilter::narrows));
    let may_invite = Memo::new(move |_| page.summary.with(|summary| summary.may_invite));
    view! {
        <p class="page-numbers">
            <FilterLink statuses=&[Status::Active, Status::Suspended] words=Signal::derive(move || text::users(users.get()))/>
            <FilterLink statuses=&[Status::Invited] words=Signal::derive(move || text::invited(invitations.get()))/>
            <SeatMeter/>
            <span hidden=move || !narrows.get()>{move || text::shown(shown.get().0, shown.get().1)}</span>
        </p>
        <div class="page-actions">
            <live::AlsoHere/>
            {move || may_invite.get().then(|| view! {
                <Button kind=ButtonKind::Filled icon=drawings::USER_PLUS on_press=Callback::new(move |_| page.inviting.set(true))>
                    {text::invite()}
                </Button>
            })}
        </div>
    }
    .into_any()
}

/// A number that leads to those it counts.
#[component]
fn FilterLink(statuses: &'static [Status], #[prop(into)] words: Signal<String>) -> AnyView {
    let page = PageState::expect();
    let filter = PeopleFilter {
        statuses: statuses.iter().map(|status| Choice::of(status.slug())).collect(),
        ..PeopleFilter::default()
    };
    let href = format!("?{}", filter.to_query());
    let press = move |event: ev::MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if !elsewhere {
            event.prevent_default();
            let cleared = page.filter.with_untracked(PeopleFilter::cleared);
            page.set_filter(PeopleFilter { statuses: filter.statuses.clone(), ..cleared });
        }
    };
    view! { <a href=href on:click=press>{move || words.get()}</a> }.into_any()
}

/// More seats are used than there are, and that is allowed.
#[component]
pub fn OverLimit() -> AnyView {
    let page = PageState::expect();
    let over = Memo::new(move |_| {
        let seats = page.summary.with(|summary| summary.seats)?;
        let open = seats.policy == SeatPolicy::Open && seats.over() > 0;
        open.then(|| text::over_limit(seats.over(), seats.limit.unwrap_or_default()))
    });
    view! {
        {move || over.get().map(|words| view! {
            <Banner tone=BannerTone::Warning icon=drawings::TRIANGLE_ALERT text=words/>
        })}
    }
    .into_any()
}
