//! The seats: how many are left in words, a bar, and what takes them on demand.

use domain::Seats;
use leptos::{ev, html, prelude::*};

use super::state::PageState;
use crate::text::{amounts, users as text};
use crate::ui::{Meter, MeterLayer, Popup, dom};

/// Id of the breakdown.
const BREAKDOWN: &str = "seats-breakdown";

/// Words, bar and breakdown; nothing for who may not see seats.
#[component]
pub fn SeatMeter() -> AnyView {
    let page = PageState::expect();
    let seats = Memo::new(move |_| page.summary.with(|summary| summary.seats));
    let limited = Memo::new(move |_| seats.get().map(|seats| seats.limit.is_some()));
    view! {
        {move || limited.get().map(|limited| {
            if limited { view! { <Limited seats/> }.into_any() } else { view! { <span>{text::unlimited()}</span> }.into_any() }
        })}
    }
    .into_any()
}

#[component]
fn Limited(seats: Memo<Option<Seats>>) -> AnyView {
    let page = PageState::expect();
    let of = move || seats.get().unwrap_or(Seats::UNLIMITED);
    let words = move || text::seats(of().available().unwrap_or_default(), of().over());
    let layers = Signal::derive(move || {
        let Seats { users, invitations, .. } = of();
        let layer = |look, amount| MeterLayer { look, amount };
        vec![layer("solid", users), layer("hatched", invitations), layer("outlined", page.typing.get())]
    });
    let limit = Signal::derive(move || of().limit.unwrap_or_default());
    let level = move || {
        if of().over() > 0 {
            "over"
        } else if near(&of()) {
            "near"
        } else {
            "fine"
        }
    };
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    view! {
        <span class="seats" data-level=level>
            <button
                type="button"
                class="seats-words"
                node_ref=button
                aria-haspopup="dialog"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {words}
            </button>
            <Meter layers limit/>
            {move || open.get().then(|| view! { <Breakdown seats open button/> })}
        </span>
        <AtLimit seats/>
    }
    .into_any()
}

/// Nine tenths or more are used.
fn near(seats: &Seats) -> bool {
    seats.limit.is_some_and(|limit| u64::from(seats.used()) * 10 >= u64::from(limit) * 9)
}

/// With no seat left: the way to more, or who knows it.
#[component]
fn AtLimit(seats: Memo<Option<Seats>>) -> AnyView {
    let page = PageState::expect();
    let full = Memo::new(move |_| seats.get().is_some_and(|seats| seats.available() == Some(0)));
    let may = Memo::new(move |_| page.summary.with(|summary| summary.may_change_limit));
    view! {
        {move || full.get().then(|| if may.get() {
            let href = format!("/o/{}/settings/general", page.org());
            view! { <a href=href>{text::change_limit()}</a> }.into_any()
        } else {
            view! { <span>{text::who_changes_limit()}</span> }.into_any()
        })}
    }
    .into_any()
}

/// What takes the seats.
#[component]
fn Breakdown(seats: Memo<Option<Seats>>, open: RwSignal<bool>, button: NodeRef<html::Button>) -> AnyView {
    let page = PageState::expect();
    let line = move |look: &'static str, word: &'static str, amount: u32| {
        view! {
            <dt><span class="seats-key" data-look=look></span>{word}</dt>
            <dd>{amounts::count(amount)}</dd>
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            if let Some(button) = button.get_untracked() {
                dom::focus(&button);
            }
            open.set(false);
        }
    };
    let lines = move || {
        let seats = seats.get().unwrap_or(Seats::UNLIMITED);
        let typed = page.typing.get();
        view! {
            {line("solid", text::seats_users(), seats.users)}
            {line("hatched", text::seats_invitations(), seats.invitations)}
            {(typed > 0).then(|| line("outlined", text::seats_typed(), typed))}
            {line("none", text::seats_left(), seats.available().unwrap_or_default().saturating_sub(typed))}
            {line("none", text::seats_limit(), seats.limit.unwrap_or_default())}
        }
    };
    view! {
        <Popup
            anchor=button
            kind="menu"
            on_ready=Callback::new(move |()| dom::focus_id(BREAKDOWN))
            on_leave=Callback::new(move |()| open.set(false))
        >
            <div id=BREAKDOWN role="dialog" aria-label=text::seats_title() tabindex="-1" on:keydown=key>
                <dl class="seats-list">{lines}</dl>
            </div>
        </Popup>
    }
    .into_any()
}
