//! Where seats may come from: those that a date frees soon, and those of people who have not been here for long.

use domain::{DAY_MS, PeopleFilter, SeatPolicy, Seats, Status, Timestamp};
use leptos::{ev::MouseEvent, prelude::*};
use roster::{Roster, RowRef};

use super::entries::Entries;
use super::form::InviteForm;
use crate::text::invite as text;
use crate::users::zone;

/// So many days of not signing in make somebody idle.
const IDLE_DAYS: u32 = 90;
/// A date is near that is within so many days: its weekday names it.
const SOON_DAYS: i64 = 7;

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Forecast {
    /// What the next day frees on which a date does.
    soon: Option<Soon>,
    /// How many active users are idle.
    idle: u32,
}

/// Seats that dates free on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Soon {
    seats: u32,
    in_days: i64,
    weekday: usize,
}

impl Forecast {
    /// The forecast, where `needed` more seats are not there, or nearly all are used.
    pub(super) fn of(roster: &Roster, needed: u32) -> Option<Self> {
        let seats = roster.seats()?;
        let short = seats.available().is_some_and(|left| needed > left.saturating_sub(seats.waiting));
        if seats.policy == SeatPolicy::Open || !(short || seats.is_nearly_full()) {
            return None;
        }
        let forecast = Self { soon: soon(roster, &seats), idle: roster.query(&idle(), None).total };
        (forecast.soon.is_some() || forecast.idle > 0).then_some(forecast)
    }

    fn words(self) -> String {
        let soon = self.soon.map(|soon| text::free_on(soon.seats, soon.in_days, soon.weekday));
        let idle = (self.idle > 0).then(|| text::idle(self.idle, IDLE_DAYS));
        soon.into_iter().chain(idle).collect::<Vec<_>>().join("; ")
    }
}

/// Which seats dates free next, by the reader's days. Those who wait have them already.
fn soon(roster: &Roster, seats: &Seats) -> Option<Soon> {
    let day = |at: Timestamp| zone::local(at).0.div_euclid(DAY_MS);
    let today = day(roster.now());
    let frees = |row: RowRef<'_>| match row.status() {
        Status::Active => row.ends_at(),
        Status::Invited => row.expires_at(),
        Status::Waiting | Status::Requested | Status::Expired | Status::Suspended | Status::Ended | Status::Removed => {
            None
        }
    };
    let days: Vec<i64> = roster.rows().filter_map(frees).map(day).filter(|day| day - today < SOON_DAYS).collect();
    let first = days.iter().copied().min().filter(|_| seats.waiting == 0)?;
    let freed = days.iter().filter(|&&day| day == first).count();
    // The first of January 1970 was a Thursday.
    let weekday = usize::try_from((first + 3).rem_euclid(7)).ok()?;
    Some(Soon { seats: u32::try_from(freed).unwrap_or(u32::MAX), in_days: first - today, weekday })
}

fn idle() -> PeopleFilter {
    PeopleFilter { q: format!("idle:{IDLE_DAYS}"), ..PeopleFilter::default() }
}

/// The line, with the way to those who are idle. What is typed stays in the dialog.
pub(super) fn line(form: InviteForm) -> AnyView {
    let page = form.page;
    let forecast = Memo::new(move |_| {
        page.version.track();
        let needed = form.entries.with(Entries::good);
        page.with_roster(|roster| Forecast::of(roster, needed)).flatten()
    });
    let href = format!("?{}", idle().to_query());
    let show = move |event: MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if !elsewhere {
            event.prevent_default();
            page.inviting.set(false);
            page.set_filter(PeopleFilter { q: idle().q, ..page.filter.with_untracked(PeopleFilter::cleared) });
        }
    };
    view! {
        {move || forecast.get().map(|forecast| view! {
            <span class="seat-forecast">
                {forecast.words()}
                {(forecast.idle > 0).then(|| view! {
                    " – "<a href=href.clone() on:click=show>{text::show_them()}</a>
                })}
            </span>
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Member, Owner};

    fn words(stage: &Stage, needed: u32) -> Option<String> {
        Forecast::of(&stage.seen_by("Olga Owner"), needed).map(Forecast::words)
    }

    #[test]
    fn where_seats_may_come_from_is_told_when_they_are_short() {
        // 24 November 2026, a Tuesday.
        let stage = || {
            Stage::new()
                .user("Olga Owner", Owner)
                .user("Ana Lima", Member)
                .ends("Ana Lima", 3)
                .user("Ben Adeyemi", Member)
                .ends("Ben Adeyemi", 20)
                .invited_until("dora@example.com", "Olga Owner", 3)
                .invited_until("elif@example.com", "Olga Owner", -1)
                .seats(Some(4))
        };
        assert_eq!(words(&stage(), 0).as_deref(), Some("2 more free on Friday"));
        assert_eq!(words(&stage().seats(Some(10)), 3), None, "there are enough");
        assert_eq!(words(&stage().seats(Some(10)), 7).as_deref(), Some("2 more free on Friday"));
        assert_eq!(words(&stage().policy(SeatPolicy::Open), 9), None, "nobody is refused");
        let waiting = stage().policy(SeatPolicy::Queue).waiting("fay@example.com", "Olga Owner", 1);
        assert_eq!(words(&waiting, 9), None, "they are spoken for");
        let tomorrow = stage().ends("Ben Adeyemi", 1);
        assert_eq!(words(&tomorrow, 9).as_deref(), Some("1 more free tomorrow"));
        assert_eq!(words(&stage().seats(None), 9), None);
    }
}
