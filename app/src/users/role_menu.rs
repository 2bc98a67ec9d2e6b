//! The Role cell.

use leptos::prelude::*;

use super::face::RowFace;

/// The role of whoever the row shows.
#[component]
pub fn RoleMenu(
    /// The row.
    #[prop(into)]
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let role = move || face.with(|face| face.as_ref().map(|face| face.role.clone()));
    view! { <span class="cell-text"><bdi>{role}</bdi></span> }.into_any()
}
