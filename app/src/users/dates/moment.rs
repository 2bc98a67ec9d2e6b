//! A day and a time by the reader's clock, typed or chosen.

use domain::{DAY_MS, MINUTE_MS, Timestamp};
use leptos::prelude::*;

use crate::text::dates as text;
use crate::ui::{Button, ButtonKind, TextField};
use crate::users::{times, zone};

/// The time that a quick choice proposes where none is typed: the end of a working day.
const EVENING: &str = "18:00";

/// What is typed.
#[derive(Clone, Copy)]
pub(in crate::users) struct Moment {
    day: RwSignal<String>,
    time: RwSignal<String>,
    /// That there is no end was chosen.
    never: RwSignal<bool>,
}

/// What a quick choice fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::users) enum Quick {
    /// So many days from today.
    Days(i64),
    /// The last day of the month.
    EndOfMonth,
    /// No end.
    Never,
}

impl Quick {
    fn label(self) -> &'static str {
        match self {
            Self::Days(1) => text::tomorrow(),
            Self::Days(7) => text::in_7_days(),
            Self::Days(_) => text::in_30_days(),
            Self::EndOfMonth => text::end_of_month(),
            Self::Never => text::no_end(),
        }
    }
}

impl Moment {
    /// Nothing yet.
    pub(in crate::users) fn new() -> Self {
        Self { day: RwSignal::default(), time: RwSignal::default(), never: RwSignal::new(false) }
    }

    /// Shows a moment, or that there is none.
    pub(super) fn set(self, at: Option<Timestamp>) {
        let local = at.map(zone::local);
        self.day.set(local.map(Timestamp::to_date).unwrap_or_default());
        self.time.set(local.map(time_of).unwrap_or_default());
        self.never.set(at.is_none());
    }

    /// Nothing typed, nothing chosen.
    pub(in crate::users) fn clear(self) {
        self.set(None);
        self.never.set(false);
    }

    /// The moment, `Some(None)` for no end; `None` while it is incomplete. Tracks.
    pub(in crate::users) fn get(self) -> Option<Option<Timestamp>> {
        let typed = self.day.with(|day| self.time.with(|time| wall(day, time)));
        match typed {
            Some(wall) => Some(Some(zone::moment(wall))),
            None if self.never.get() && self.day.with(String::is_empty) => Some(None),
            None => None,
        }
    }

    fn choose(self, quick: Quick, now: Timestamp) {
        let day = match quick {
            Quick::Days(days) => zone::local(now).plus_days(days).to_date(),
            Quick::EndOfMonth => end_of_month(zone::local(now)),
            Quick::Never => return self.set(None),
        };
        self.never.set(false);
        self.day.set(day);
        if self.time.with_untracked(String::is_empty) {
            self.time.set(EVENING.to_owned());
        }
    }
}

/// The moment in full, by the reader's clock: "14 Dec 2026, 18:00".
pub(super) fn told(at: Timestamp) -> String {
    let local = zone::local(at);
    let minute = local.0.rem_euclid(DAY_MS) / MINUTE_MS;
    text::moment(&times::day(local), minute / 60, minute % 60)
}

/// Its day alone.
pub(in crate::users) fn day(at: Timestamp) -> String {
    times::day(zone::local(at))
}

fn time_of(local: Timestamp) -> String {
    let minute = local.0.rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// What the reader's clock shows then; `None` when it is not a day and a time.
fn wall(day: &str, time: &str) -> Option<Timestamp> {
    let (hour, rest) = time.split_once(':')?;
    // Some browsers add seconds.
    let minute = rest.split(':').next()?;
    let (hour, minute) = (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?);
    let is_time = (0..24).contains(&hour) && (0..60).contains(&minute);
    Some(Timestamp::from_date(day)?.plus_ms((hour * 60 + minute) * MINUTE_MS)).filter(|_| is_time)
}

/// The last day of the month; on that day, of the next.
fn end_of_month(local: Timestamp) -> String {
    let (year, month, _) = local.plus_days(1).date();
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let next = Timestamp::from_date(&format!("{year:04}-{month:02}-01"));
    next.map(|first| first.plus_days(-1).to_date()).unwrap_or_default()
}

/// Day, time, and choices that fill them in.
#[component]
pub(in crate::users) fn MomentFields(
    /// What is typed.
    moment: Moment,
    /// Ids begin with it.
    day_id: &'static str,
    /// Id of the time.
    time_id: &'static str,
    /// The quick choices.
    choices: &'static [Quick],
    /// What time it is.
    now: Signal<Timestamp>,
) -> AnyView {
    let choice = move |quick: Quick| {
        let choose = Callback::new(move |_| moment.choose(quick, now.get_untracked()));
        view! { <Button kind=ButtonKind::Plain on_press=choose>{quick.label()}</Button> }
    };
    view! {
        <div class="moment">
            <TextField id=day_id label=text::day().to_owned() kind="date" value=moment.day/>
            <TextField id=time_id label=text::time().to_owned() kind="time" value=moment.time/>
        </div>
        <div class="quick" role="group" aria-label=text::quick()>{choices.iter().copied().map(choice).collect_view()}</div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_read_whole_or_not_at_all() {
        let at = wall("2026-12-14", "18:05").expect("a moment");
        assert_eq!((at.to_rfc3339().as_str(), time_of(at).as_str()), ("2026-12-14T18:05:00Z", "18:05"));
        assert_eq!(wall("2026-12-14", "18:05:30"), Some(at));
        for (day, time) in [("", "18:00"), ("2026-12-14", ""), ("2026-02-30", "18:00"), ("2026-12-14", "24:00")] {
            assert_eq!(wall(day, time), None, "{day} {time}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day_and_on_that_day_the_next_one_does() {
        for (today, last) in [
            ("2026-11-24", "2026-11-30"),
            ("2026-11-30", "2026-12-31"),
            ("2026-12-31", "2027-01-31"),
            ("2028-02-01", "2028-02-29"),
        ] {
            assert_eq!(end_of_month(Timestamp::from_date(today).expect("a day")), last);
        }
    }
}
