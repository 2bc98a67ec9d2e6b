//! The Teams cell.

use leptos::prelude::*;

use super::slots::SlotFace;
use crate::text::users as text;

/// How many teams are named; the rest is counted.
const NAMED: usize = 2;

/// The teams of whoever the slot shows.
#[component]
pub fn TeamsCell(
    /// What the row shows.
    shown: RwSignal<SlotFace>,
) -> AnyView {
    view! { <TeamChips shown/> }.into_any()
}

/// Two chips, and how many more there are.
#[component]
pub fn TeamChips(
    /// What the row shows.
    shown: RwSignal<SlotFace>,
) -> AnyView {
    let teams = Memo::new(move |_| shown.with(|shown| shown.face.teams.clone()));
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
