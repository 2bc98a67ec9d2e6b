//! The role of a row: text that opens a menu for those who may change it.

use domain::{PersonId, RoleId};
use leptos::prelude::*;
use roster::Edit;

use super::asking::{Asking, Crowning};
use super::cell_problem::CellProblem;
use super::face::RowFace;
use super::menus::menus;
use super::role_choices;
use super::state::PageState;
use crate::text::{connection, edits as text};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, MenuButton, MenuItem};

/// The role of whoever the row shows.
#[component]
pub fn RoleMenu(
    /// The row.
    #[prop(into)]
    face: Signal<Option<RowFace>>,
) -> AnyView {
    let page = PageState::expect();
    let asking = Asking::expect();
    let of = move |words: fn(&RowFace) -> String| face.with(|face| face.as_ref().map(words).unwrap_or_default());
    let person = move || face.with_untracked(|face| face.as_ref().map(|face| face.person));
    let role = move || of(|face| face.role.clone());
    let editable = Memo::new(move |_| face.with(|face| face.as_ref().is_some_and(|face| face.may_change_role)));
    let lines = move || Some((menus(page)?.roles)(page, person()?));
    let items = Callback::new(move |()| lines().unwrap_or_else(on_their_way));
    let pick = Callback::new(move |key: String| {
        if let (Some(person), Some(menus)) = (person(), menus(page)) {
            (menus.choose_role)(page, asking, person, &key);
        }
    });
    let menu = move || {
        view! {
            <MenuButton
                label=Signal::derive(move || of(|face| text::change_role(&face.name, &face.role)))
                menu_label=Signal::derive(move || of(|face| text::role_of(&face.name)))
                items
                on_pick=pick
                class="cell-button"
                wide=true
                control="role"
            >
                <bdi>{role}</bdi>
                <Icon name="chevron-down"/>
            </MenuButton>
        }
        .into_any()
    };
    view! {
        {move || if editable.get() { menu() } else { view! { <span class="cell-text"><bdi>{role}</bdi></span> }.into_any() }}
        <CellProblem face control="role"/>
    }
    .into_any()
}

/// The menu's lines, once the people are there; until then, that they are on their way.
pub(super) fn lines(page: PageState, person: PersonId) -> Vec<MenuItem> {
    if !page.loaded.get_untracked() {
        page.loaded.track();
        return on_their_way();
    }
    let blocked = untrack(move || page.edits_wait()).then_some(connection::EDITS_WAIT);
    page.with_roster(|roster| role_choices::roles(roster, person, blocked)).unwrap_or_default()
}

fn on_their_way() -> Vec<MenuItem> {
    vec![MenuItem { reason: Some(text::LOADING.to_owned()), ..MenuItem::new("", text::ROLES) }]
}

/// Gives the role, after asking where it is an Owner's.
pub(super) fn choose(page: PageState, asking: Asking, person: PersonId, key: &str) {
    let Ok(id) = key.parse::<RoleId>() else { return };
    let known = page.with_roster(|roster| {
        let row = roster.row(roster.find(person)?)?;
        let role = roster.roles().iter().find(|role| role.id == id)?;
        let held = row.role().is_some_and(|held| held.id == id);
        let crowning = role.is_owner().then(|| Crowning {
            person,
            name: row.name().to_owned(),
            role: id,
            role_name: role.name.as_str().to_owned(),
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
    let page = PageState::expect();
    let crowning = Asking::expect().crowning;
    let of = move |words: fn(&Crowning) -> String| crowning.with(|one| one.as_ref().map(words).unwrap_or_default());
    let confirm = move |_| {
        if let Some(Crowning { person, role, .. }) = crowning.get_untracked() {
            crowning.set(None);
            page.make(person, Edit::Role(role), None);
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
                <Button on_press=Callback::new(move |_| crowning.set(None))>{text::CANCEL}</Button>
                <Button kind=ButtonKind::Filled on_press=Callback::new(confirm)>
                    {of(|one| text::make_owner(&one.role_name))}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
