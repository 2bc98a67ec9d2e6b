//! The strip above the list that says which day is shown.

use domain::{DAY_MS, PeopleFilter, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::day::{check, end_of};
use crate::api::call::answered;
use crate::api::packed::Packed;
use crate::api::people::{self, NotShown};
use crate::text::past as text;
use crate::text::refusal::refusal;
use crate::ui::{Banner, BannerTone, Button, drawings};
use crate::users::state::PageState;
use crate::users::{times, zone};

/// The day, and the ways on from it; or why a day is not shown.
#[component]
pub(super) fn PastBanner() -> AnyView {
    let page = PageState::expect();
    Effect::new(move |_| {
        if page.day_failed.get() {
            page.day_failed.set(false);
            refused(page);
        }
    });
    let day = Memo::new(move |_| page.filter.with(|filter| filter.as_of));
    let words = Signal::derive(move || match day.get() {
        Some(at) if page.shown_day.get() == Some(at) => text::read_only(&times::day(at)),
        Some(at) => text::loading(&times::day(at)),
        None => text::not_shown(&page.no_past.get()),
    });
    let changed = move |_| {
        if let Some(at) = day.get_untracked() {
            let week_before = at.plus_ms(-7 * DAY_MS);
            page.show_day(Some(at), Some(week_before.max(first_day(page).unwrap_or(week_before))));
        }
    };
    view! {
        {move || if day.get().is_some() {
            view! {
                <Banner tone=BannerTone::Info icon=drawings::CALENDAR text=words>
                    <Button on_press=Callback::new(changed)>{text::what_changed()}</Button>
                    <Button on_press=Callback::new(move |_| page.choosing_day.set(true))>{text::another()}</Button>
                    <Button on_press=Callback::new(move |_| page.show_day(None, None))>{text::back()}</Button>
                </Banner>
            }.into_any()
        } else {
            view! {
                <Banner tone=BannerTone::Warning icon=drawings::CALENDAR text=words>
                    <Button on_press=Callback::new(move |_| page.choosing_day.set(true))>{text::another()}</Button>
                    <Button on_press=Callback::new(move |_| page.no_past.set(String::new()))>{text::close()}</Button>
                </Banner>
            }.into_any()
        }}
    }
    .into_any()
}

/// The end of the day on which the organization came to be, by the reader's clock; none before the people are there.
pub(super) fn first_day(page: PageState) -> Option<Timestamp> {
    page.with_roster(|roster| end_of(zone::local(roster.founded())))
}

/// Finds out why the day cannot be shown, and goes back to today: the server says it with the page's first rows.
fn refused(page: PageState) {
    let filter = page.filter.get_untracked();
    if let Some(Err(why)) = filter.as_of.map(|day| check(page, day)) {
        return go_back(page, refusal(&why));
    }
    let asked = filter.by_clock(zone::moment).to_query();
    spawn_local(async move {
        match answered(people::look(page.org(), asked)).await {
            Ok(Packed(first)) if first.no_past.is_empty() => page.not_fetched(NotShown::Failed(String::new())),
            Ok(Packed(first)) => go_back(page, first.no_past),
            Err(why) => page.not_fetched(why),
        }
    });
}

fn go_back(page: PageState, why: String) {
    // First: the address that asked for it is replaced.
    page.no_past.set(why);
    page.set_filter(PeopleFilter { as_of: None, since: None, ..page.filter.get_untracked() });
}
