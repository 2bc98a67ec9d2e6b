//! Waiting: for an answer that can be counted, and for the first rows.

use leptos::prelude::*;

/// A bar with its words: "120 of 340".
#[component]
pub fn Progress(
    /// What is being done; the bar's name.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done.
    #[prop(into)]
    done: Signal<u32>,
    /// How much there is.
    #[prop(into)]
    total: Signal<u32>,
    /// The count in words.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    view! {
        <div class="progress">
            <progress
                aria-label=move || label.get()
                max=move || total.get().max(1).to_string()
                value=move || done.get().to_string()
            ></progress>
            <span class="progress-text">{move || text.get()}</span>
        </div>
    }
    .into_any()
}

/// Rows of a table before there is data: of the real height, seen after 200 ms, never spoken.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    rows: usize,
    /// How many cells in each.
    cells: usize,
) -> AnyView {
    let row = |_| {
        let cell = |_| view! { <td><span class="skeleton"></span></td> };
        view! { <tr class="skeleton-row" aria-hidden="true">{(0..cells).map(cell).collect_view()}</tr> }
    };
    (0..rows).map(row).collect_view().into_any()
}
