//! The Role cell.

use leptos::prelude::*;

use super::slots::SlotFace;

/// The role of whoever the slot shows.
#[component]
pub fn RoleCell(
    /// What the row shows.
    shown: RwSignal<SlotFace>,
) -> AnyView {
    view! { <span class="cell-text"><bdi>{move || shown.with(|shown| shown.face.role.clone())}</bdi></span> }.into_any()
}
