//! The date in the question about many: when their access is to end.

use domain::{Field, Refusal};
use leptos::prelude::*;

use crate::text::{dates as text, refusal::refusal};
use crate::users::dates::{Moment, MomentFields, Quick, follows};
use crate::users::state::PageState;

/// The fields, and what follows from them.
pub(super) fn fields(page: PageState, end: Moment) -> AnyView {
    let now = Signal::derive(move || page.summary.with(|summary| summary.now));
    view! {
        <div class="dates">
            <MomentFields
                moment=end
                day_id="bulk-end-day"
                time_id="bulk-end-time"
                choices=&[Quick::Days(30), Quick::EndOfMonth, Quick::Never]
                now
            />
            <ul class="consequences" role="list">{move || follows(end, now.get())}</ul>
        </div>
    }
    .into_any()
}

/// Why what is typed is no end. Tracks.
pub(super) fn not_yet(page: PageState, end: Moment) -> Option<String> {
    let now = page.summary.with(|summary| summary.now);
    match end.get() {
        None => Some(text::choose().to_owned()),
        Some(Some(at)) if at <= now => Some(refusal(&Refusal::DatePast { field: Field::EndDate })),
        Some(_) => None,
    }
}
