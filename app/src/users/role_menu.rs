//! The role of a row: text that opens a menu for those who may change it.

use std::sync::Arc;

use domain::{PersonId, RoleId};
use leptos::prelude::*;
use leptos::web_sys::Element;
use roster::Edit;

use super::asking::{Asking, Crowning};
use super::cell_problem::CellProblem;
use super::dates::Dating;
use super::face::RowFace;
use super::menus::menus;
use super::role_choices;
use super::state::PageState;
use crate::text::{connection, edits as text, roles::shown};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, MenuButton, MenuItem, dom};

/// The role of whoever the row shows.
#[component]
pub fn RoleMenu(
    /// The row.
    face: RwSignal<RowFace>,
) -> AnyView {
    let page = PageState::expect();
    let asking = Asking::expect();
    let person = move || face.with_untracked(|face| face.person);
    let role = move || face.with_untracked(|face| face.role.clone());
    let until = face.with_untracked(|face| face.role_until.clone());
    let no_end = until.is_empty();
    let editable = Memo::new(move |_| face.with(|face| face.may_change_role));
    let lines = move || Some((menus(page)?.roles)(page, person()));
    let items = Callback::new(move |()| lines().unwrap_or_else(|| on_their_way(text::roles())));
    let pick = Callback::new(move |key: String| {
        if let Some(menus) = menus(page) {
            (menus.choose_role)(page, asking, person(), &key);
        }
    });
    let menu = move || {
        view! {
            <MenuButton
                label=face.with_untracked(label)
                menu_label=Signal::derive(move || face.with(|face| text::role_of(&face.name)))
                items
                on_pick=pick
                class="cell-button"
                wide=true
                control="role"
            >
                <bdi class="role-name">{role()}</bdi>
            </MenuButton>
        }
        .into_any()
    };
    view! {
        {move || if editable.get() { menu() } else { view! { <span class="cell-text"><bdi class="role-name">{role()}</bdi></span> }.into_any() }}
        <span class="row-note role-until" hidden=no_end>{until}</span>
        <CellProblem face control="role"/>
    }
    .into_any()
}

fn label(face: &RowFace) -> String {
    text::change_role(&face.name, &face.role)
}

/// Has the cell of a row say `new` where it says `old`.
pub(super) fn write(row: &Element, old: &RowFace, new: &RowFace) {
    if old.role != new.role
        && let Some(role) = dom::find(row, ".role-name")
    {
        dom::write_text(&role, &new.role);
    }
    if old.role_until != new.role_until
        && let Some(until) = dom::find(row, ".role-until")
    {
        dom::write_text(&until, &new.role_until);
        until.set_hidden(new.role_until.is_empty());
    }
    if (&old.name, &old.role) != (&new.name, &new.role)
        && let Some(button) = dom::find(row, "[data-control=\"role\"]")
    {
        dom::write_attribute(&button, "aria-label", Some(&label(new)));
    }
}

/// The menu's lines, once the people are there; until then, that they are on their way.
pub(super) fn lines(page: PageState, person: PersonId) -> Vec<MenuItem> {
    if !page.loaded.get_untracked() {
        page.loaded.track();
        return on_their_way(text::roles());
    }
    page.version.track();
    let blocked = untrack(move || page.edits_wait()).then_some(connection::edits_wait());
    page.with_roster(|roster| role_choices::roles(roster, person, blocked)).unwrap_or_default()
}

/// What stands in a menu until the people are there.
pub(super) fn on_their_way(label: &str) -> Vec<MenuItem> {
    vec![MenuItem { reason: Some(text::loading().to_owned()), ..MenuItem::new("", label) }]
}

/// Gives the role, after asking where it is an Owner's.
pub(super) fn choose(page: PageState, asking: Asking, person: PersonId, key: &str) {
    if let (PersonId::User(user), role_choices::UNTIL) = (person, key) {
        return asking.dating.set(Some(Dating::Role(user)));
    }
    let Ok(id) = key.parse::<RoleId>() else { return };
    let known = page.with_roster(|roster| {
        let row = roster.row(roster.find(person)?)?;
        let role = roster.roles().iter().find(|role| role.id == id)?;
        // Who has it for a while keeps it for good.
        let held = row.role().is_some_and(|held| held.id == id) && row.role_until().is_none();
        let crowning = role.is_owner().then(|| Crowning {
            name: row.name().to_owned(),
            role_name: shown(role.name.as_str()).to_owned(),
            confirmed: Arc::new(move || page.make(person, Edit::Role(id), None)),
        });
        Some((held, crowning))
    });
    match known.flatten() {
        None | Some((true, _)) => {}
        Some((false, Some(crowning))) => asking.crowning.set(Some(crowning)),
        Some((false, None)) => page.make(person, Edit::Role(id), None),
    }
}

/// Asks before somebody becomes an Owner.
#[component]
pub fn OwnerDialog() -> AnyView {
    let crowning = Asking::expect().crowning;
    let of = move |words: fn(&Crowning) -> String| crowning.with(|one| one.as_ref().map(words).unwrap_or_default());
    let confirm = move |_| {
        if let Some(Crowning { confirmed, .. }) = crowning.get_untracked() {
            crowning.set(None);
            confirmed();
        }
    };
    view! {
        <Dialog
            id="make-owner"
            alert=true
            open=Signal::derive(move || crowning.with(Option::is_some))
            on_close=Callback::new(move |()| crowning.set(None))
            title=Signal::derive(move || of(|one| text::owner_title(&one.name, &one.role_name)))
            description=Signal::derive(move || of(|one| text::owner_about(&one.name)))
        >
            <DialogFooter>
                <Button on_press=Callback::new(move |_| crowning.set(None))>{text::cancel()}</Button>
                <Button kind=ButtonKind::Filled on_press=Callback::new(confirm)>
                    {move || of(|one| text::make_owner(&one.role_name))}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
