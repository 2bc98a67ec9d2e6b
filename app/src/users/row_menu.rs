//! The row's actions.

use leptos::prelude::*;

use super::slots::SlotFace;

/// What can be done to whoever the slot shows. Nothing, for who may only look.
#[component]
pub fn RowActions(
    /// What the row shows.
    shown: RwSignal<SlotFace>,
) -> AnyView {
    let _ = shown;
    ().into_any()
}
