//! The row's actions.

use leptos::prelude::*;

use super::face::RowFace;

/// What can be done to whoever the row shows. Nothing, for who may only look.
#[component]
pub fn RowMenu(
    /// The row.
    #[prop(into)]
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let _ = face;
    ().into_any()
}
