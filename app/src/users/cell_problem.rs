//! Below a cell: why its edit was not made, and what can be done about it.

use leptos::prelude::*;

use super::face::RowFace;
use super::menus::menus;
use super::state::{PageState, RowProblem};
use crate::text::{edits as text, kit};
use crate::ui::{Icon, drawings};

/// The reason with "Retry", or in a clash "Keep theirs" and "Use mine". Nothing while all is well.
#[component]
pub(crate) fn CellProblem(
    /// The row.
    face: RwSignal<RowFace>,
    /// Below which cell: `role` or `teams`.
    control: &'static str,
) -> AnyView {
    let page = PageState::expect();
    let person = move || face.with(|face| face.person);
    // Whoever the row shows matters only where there are problems at all.
    let problem = move || {
        let all_well = page.problems.with(Vec::is_empty);
        (!all_well).then(person).and_then(|person| page.row_error(person, control))
    };
    view! { {move || problem().and_then(|problem| Some((menus(page)?.problem)(page, &problem, control)))} }.into_any()
}

pub(super) fn told(page: PageState, problem: &RowProblem, control: &'static str) -> AnyView {
    let words = page.why(&problem.error);
    let clash = problem.clash();
    let person = problem.person;
    let back = move || {
        page.focus_row_control(person, control);
    };
    let again = {
        let problem = problem.clone();
        move |_| {
            back();
            page.make_again(problem.clone());
        }
    };
    let mine = {
        let edit = problem.edit.clone();
        move |_| {
            back();
            page.make(person, edit.clone(), clash);
        }
    };
    let theirs = move |_| {
        back();
        page.clear_row_error(person, control);
    };
    view! {
        <div class="cell-error" class:cell-clash=clash.is_some()>
            <Icon drawing=if clash.is_some() { drawings::TRIANGLE_ALERT } else { drawings::CIRCLE_ALERT }/>
            <span>{words}</span>
            {if clash.is_some() {
                view! {
                    <button type="button" on:click=theirs>{text::keep_theirs()}</button>
                    <button type="button" on:click=mine>{text::use_mine()}</button>
                }
                .into_any()
            } else {
                view! { <button type="button" on:click=again>{kit::retry()}</button> }.into_any()
            }}
        </div>
    }
    .into_any()
}
