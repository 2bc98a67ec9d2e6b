//! What each role allows: permissions down, roles across.

use domain::{RoleCard, RoleId};
use leptos::prelude::*;

use crate::pages::roles::board::{About, Board};
use crate::route::Route;
use crate::text::{refusal::refusal, roles as text};
use crate::ui::{Icon, MenuButton, MenuItem};

/// The id of a role's head.
pub(super) fn head_id(role: RoleId) -> String {
    format!("role-{role}")
}

/// The table.
#[component]
pub(super) fn Matrix(
    /// What the heads' menus do.
    board: Board,
    /// The roles, as they stand from left to right.
    roles: Vec<RoleCard>,
) -> AnyView {
    let columns = (roles.len() + 1).to_string();
    let groups = text::GROUPS.iter().map(|group| group_rows(group, &roles, &columns)).collect_view();
    let heads = roles.into_iter().map(|card| view! { <Head board card/> }).collect_view();
    view! {
        <div class="matrix-frame" role="region" aria-label=text::MATRIX tabindex="0">
            <table class="matrix">
                <caption class="visually-hidden">{text::MATRIX}</caption>
                <thead><tr><th scope="col">{text::PERMISSION}</th>{heads}</tr></thead>
                {groups}
            </table>
        </div>
    }
    .into_any()
}

/// A role's name, how many have it, and the menu of one that is the organization's own.
#[component]
fn Head(
    /// What the menu does.
    board: Board,
    /// The role.
    card: RoleCard,
) -> AnyView {
    let about = card.role.key.map_or(text::CUSTOM, text::about_role);
    let people = board.org.with_value(|org| format!("{}?role={}", Route::Users.path(org), card.role.slug));
    let own = card.role.key.is_none();
    let menu = own.then(|| view! { <Actions board card=card.clone()/> });
    view! {
        <th scope="col" id=head_id(card.role.id) tabindex="-1" data-own=own.then_some("")>
            <span class="matrix-name"><bdi>{card.role.name.to_string()}</bdi>{menu}</span>
            <a class="matrix-about" href=people>{text::users(card.users)}</a>
            <span class="matrix-about matrix-role-about">{about}</span>
        </th>
    }
    .into_any()
}

/// The menu of a role.
#[component]
fn Actions(
    /// What it does.
    board: Board,
    /// The role.
    card: RoleCard,
) -> AnyView {
    let (id, name) = (card.role.id, card.role.name.to_string());
    let reason = card.locked.as_ref().map(refusal);
    let items = move |()| {
        let item = |key: &str, label: &str, icon: &'static str| MenuItem {
            icon: Some(icon),
            reason: reason.clone(),
            ..MenuItem::new(key, label)
        };
        vec![
            item("edit", text::EDIT, "shield"),
            item("rename", text::RENAME, "pencil"),
            MenuItem { danger: true, ..item("delete", text::DELETE, "trash-2") },
        ]
    };
    let pick = move |key: String| {
        board.about.set(Some(match key.as_str() {
            "edit" => About::Edit(id),
            "rename" => About::Rename(id),
            _ => About::Delete(id),
        }));
    };
    let label = Signal::stored(text::actions_for(&name));
    view! {
        <MenuButton class="icon-button" label menu_label=label items on_pick=pick><Icon name="ellipsis"/></MenuButton>
    }
    .into_any()
}

/// One group of permissions: a heading over its rows.
fn group_rows(group: &text::Group, roles: &[RoleCard], columns: &str) -> AnyView {
    let row = |permission: &domain::Permission| {
        let (title, about) = text::permission(*permission);
        let cell = |card: &RoleCard| {
            let (name, icon, word) = if card.role.permissions.allow(*permission) {
                ("matrix-yes", "check", text::ALLOWED)
            } else {
                ("matrix-no", "minus", text::NOT_ALLOWED)
            };
            view! { <td class=name><Icon name=icon/><span class="visually-hidden">{word}</span></td> }
        };
        view! {
            <tr>
                <th scope="row">{title}<span class="matrix-about">{about}</span></th>
                {roles.iter().map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <tbody>
            <tr class="matrix-group"><th scope="rowgroup" colspan=columns.to_owned()>{group.title}</th></tr>
            {group.permissions.iter().map(row).collect_view()}
        </tbody>
    }
    .into_any()
}
