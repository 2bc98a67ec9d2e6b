//! The Teams cell.

use leptos::prelude::*;

use super::face::RowFace;
use crate::text::users as text;

/// How many teams are named; the rest is counted.
const NAMED: usize = 2;

/// The teams of whoever the row shows: two chips, and how many more there are.
#[component]
pub fn TeamMenu(
    /// The row.
    #[prop(into)]
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let teams = Memo::new(move |_| face.with(|face| face.as_ref().map(|face| face.teams.clone()).unwrap_or_default()));
    let more = move || teams.with(|teams| teams.len().saturating_sub(NAMED));
    let title = move || (more() > 0).then(|| teams.with(|teams| teams.join(", ")));
    let chip = |team: String| view! { <span class="chip"><bdi class="chip-words">{team}</bdi></span> };
    view! {
        <span class="chips" title=title>
            {move || teams.with(|teams| teams.iter().take(NAMED).cloned().map(chip).collect_view())}
            {move || (more() > 0).then(|| view! { <span class="chip-more">{format!("+{}", more())}</span> })}
            {move || teams.with(Vec::is_empty).then(|| view! { <span class="visually-hidden">{text::NO_TEAM}</span> })}
        </span>
    }
    .into_any()
}
