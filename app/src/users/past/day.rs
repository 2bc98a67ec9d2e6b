//! Choosing a day.

use domain::{DAY_MS, Refusal, Timestamp};
use leptos::{ev, prelude::*};

use super::banner::first_day;
use crate::text::{edits, past as text, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextField, dom};
use crate::users::state::PageState;
use crate::users::zone;

const FIELD: &str = "past-day";

/// The last moment of a day that a clock shows a moment of.
pub(super) fn end_of(wall: Timestamp) -> Timestamp {
    wall.plus_ms(DAY_MS - 1 - wall.0.rem_euclid(DAY_MS))
}

/// A day as it is typed: its last moment, by the clock that the day is read off.
pub(super) fn typed(day: &str) -> Option<Timestamp> {
    Timestamp::from_date(day.trim()).map(end_of)
}

/// The end of today, by the reader's clock.
pub(super) fn today(page: PageState) -> Timestamp {
    end_of(zone::local(page.server_now().unwrap_or_default()))
}

/// Whether a day can be shown.
pub(super) fn check(page: PageState, day: Timestamp) -> Result<(), Refusal> {
    if day > today(page) {
        return Err(Refusal::DayAhead);
    }
    match first_day(page) {
        Some(first) if day < first => Err(Refusal::BeforeOrganization { since: first }),
        Some(_) | None => Ok(()),
    }
}

/// What is wrong with a day as it is typed, in words.
pub(super) fn problem(page: PageState, day: &str) -> Option<String> {
    match typed(day) {
        None => Some(text::no_day().to_owned()),
        Some(day) => check(page, day).err().map(|why| refusal::refusal(&why)),
    }
}

/// The dialog, closed.
#[component]
pub(in crate::users) fn DayDialog() -> AnyView {
    let page = PageState::expect();
    let (day, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    Effect::new(move |_| {
        if page.choosing_day.get() {
            let shown = page.filter.with_untracked(|filter| filter.as_of);
            day.set(shown.unwrap_or_else(|| today(page).plus_days(-1)).to_date());
            tried.set(false);
        }
    });
    let close = move || page.choosing_day.set(false);
    let choose = move |changes: bool| {
        tried.set(true);
        let Some(at) = typed(&day.get_untracked()).filter(|at| check(page, *at).is_ok()) else {
            return dom::focus_id(FIELD);
        };
        close();
        let past = Some(at).filter(|at| *at < today(page));
        if changes { page.show_day(None, past) } else { page.show_day(past, None) }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        choose(false);
    };
    let error = Signal::derive(move || tried.get().then(|| problem(page, &day.get())).flatten());
    let quick = move |words: &'static str, days: i64| {
        let fill = move |_| day.set(today(page).plus_days(-days).to_date());
        view! { <Button on_press=Callback::new(fill)>{words}</Button> }
    };
    let in_past = move || page.filter.with(|filter| filter.as_of.is_some());
    view! {
        <Dialog
            id="as-of"
            open=page.choosing_day
            on_close=Callback::new(move |()| close())
            title=text::as_of().to_owned()
            description=text::about().to_owned()
            initial_focus="#past-day"
        >
            <form novalidate on:submit=submit>
                <div class="view-form">
                    <TextField id=FIELD kind="date" label=text::day().to_owned() value=day required=true error/>
                    <div class="quick" role="group" aria-label=text::quick()>
                        {quick(text::yesterday(), 1)}
                        {quick(text::week_ago(), 7)}
                        {quick(text::month_ago(), 30)}
                        {quick(text::year_ago(), 365)}
                    </div>
                </div>
                <DialogFooter>
                    {move || if in_past() {
                        let back = move |_| {
                            close();
                            page.show_day(None, None);
                        };
                        view! { <Button on_press=Callback::new(back)>{text::back()}</Button> }.into_any()
                    } else {
                        view! { <Button on_press=Callback::new(move |_| close())>{edits::cancel()}</Button> }.into_any()
                    }}
                    <Button on_press=Callback::new(move |_| choose(true))>{text::changed_since()}</Button>
                    <Button kind=ButtonKind::Filled submit=true>{text::show()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_last_moment() {
        let end = typed("2026-11-03").expect("a day");
        assert_eq!((end.to_date().as_str(), end.plus_ms(1).to_date().as_str()), ("2026-11-03", "2026-11-04"));
        assert_eq!(end_of(end), end);
        assert_eq!(end_of(Timestamp(-1)), Timestamp(-1));
        for bad in ["", "2026-02-30", "tomorrow"] {
            assert_eq!(typed(bad), None, "{bad}");
        }
    }
}
