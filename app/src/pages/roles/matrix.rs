//! What each role allows: permissions down, roles across.

use domain::{Permission, RoleCard, RoleId};
use leptos::prelude::*;

use crate::pages::frame::CurrentOrganization;
use crate::pages::roles::board::{About, Board};
use crate::route::Route;
use crate::seen_as::begin;
use crate::text::{refusal::refusal, roles as text, seen_as};
use crate::ui::{Drawing, Icon, MenuButton, MenuItem, drawings};

/// Key of the menu entry that looks at the organization with the role.
const SEE_AS: &str = "see-as";

/// The id of a role's head.
pub(super) fn head_id(role: RoleId) -> String {
    format!("role-{role}")
}

/// The table. A role's head stays the same element while the role is there, so that fetching the list anew closes no menu.
#[component]
pub(super) fn Matrix(
    /// What the heads' menus do.
    board: Board,
    /// The roles, as they stand from left to right.
    roles: Memo<Vec<RoleCard>>,
) -> AnyView {
    let head = move |card: RoleCard| view! { <Head board card/> };
    view! {
        <div class="matrix-frame" role="region" aria-label=text::matrix() tabindex="0">
            <table class="matrix">
                <caption class="visually-hidden">{text::matrix()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::permission_head()}</th>
                        <For each=move || roles.get() key=|card| card.role.id children=head/>
                    </tr>
                </thead>
                {text::groups().into_iter().map(|group| group_rows(group, roles)).collect_view()}
            </table>
        </div>
    }
    .into_any()
}

/// A role's name, how many have it, and its menu.
#[component]
fn Head(
    /// What the menu does.
    board: Board,
    /// The role, as it was first seen.
    card: RoleCard,
) -> AnyView {
    let (id, about, own) =
        (card.role.id, card.role.key.map_or(text::custom(), text::about_role), card.role.key.is_none());
    let card = Memo::new(move |_| board.list.with(|list| list.card(id).cloned()).unwrap_or_else(|| card.clone()));
    let name = Memo::new(move |_| card.with(|card| text::shown(card.role.name.as_str()).to_owned()));
    let people = move || {
        board.org.with_value(|org| card.with(|card| format!("{}?role={}", Route::Users.path(org), card.role.slug)))
    };
    view! {
        <th scope="col" id=head_id(id) tabindex="-1" data-own=own.then_some("")>
            <span class="matrix-name"><bdi>{name}</bdi><Actions board card name/></span>
            <a class="matrix-about" href=people>{move || text::users(card.with(|card| card.users))}</a>
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
    card: Memo<RoleCard>,
    /// Its name.
    name: Memo<String>,
) -> AnyView {
    let id = card.with_untracked(|card| card.role.id);
    let held = CurrentOrganization::permissions();
    let items = move |()| {
        let RoleCard { role, locked, .. } = card.get_untracked();
        let reason = locked.as_ref().map(refusal);
        let item = |key: &str, label: &str, icon: Drawing| MenuItem {
            icon: Some(icon),
            reason: reason.clone(),
            ..MenuItem::new(key, label)
        };
        let shows_less = !role.permissions.cover(held.get_untracked());
        let see_as = MenuItem {
            icon: Some(drawings::USER),
            reason: (!shows_less).then(|| seen_as::no_less().to_owned()),
            ..MenuItem::new(SEE_AS, seen_as::see_as())
        };
        let edits = role.key.is_none().then(|| {
            [
                item("edit", text::edit_it(), drawings::SHIELD),
                item("rename", text::rename_it(), drawings::PENCIL),
                MenuItem { danger: true, ..item("delete", text::delete_it(), drawings::TRASH_2) },
            ]
        });
        std::iter::once(see_as).chain(edits.into_iter().flatten()).collect::<Vec<_>>()
    };
    let pick = move |key: String| {
        if key == SEE_AS {
            let allowed = card.with_untracked(|card| card.role.permissions);
            let sees_people = allowed.allow(Permission::UsersRead) || allowed.allow(Permission::TeamsManageOwn);
            return board.org.with_value(|org| begin(org, id, sees_people));
        }
        board.about.set(Some(match key.as_str() {
            "edit" => About::Edit(id),
            "rename" => About::Rename(id),
            _ => About::Delete(id),
        }));
    };
    let label = Signal::derive(move || name.with(|name| text::actions_for(name)));
    view! {
        <MenuButton class="icon-button" label menu_label=label items on_pick=pick><Icon drawing=drawings::ELLIPSIS/></MenuButton>
    }
    .into_any()
}

/// One group of permissions: a heading over its rows.
fn group_rows(group: text::Group, roles: Memo<Vec<RoleCard>>) -> AnyView {
    let columns = move || (roles.with(Vec::len) + 1).to_string();
    let row = |&permission: &Permission| {
        let (title, about) = text::permission(permission);
        let cell = move |card: &RoleCard| {
            let (name, icon, word) = if card.role.permissions.allow(permission) {
                ("matrix-yes", drawings::CHECK, text::allowed())
            } else {
                ("matrix-no", drawings::MINUS, text::not_allowed())
            };
            view! { <td class=name><Icon drawing=icon/><span class="visually-hidden">{word}</span></td> }
        };
        view! {
            <tr>
                <th scope="row">{title}<span class="matrix-about">{about}</span></th>
                {move || roles.with(|roles| roles.iter().map(cell).collect_view())}
            </tr>
        }
    };
    view! {
        <tbody>
            <tr class="matrix-group"><th scope="rowgroup" colspan=columns>{group.title}</th></tr>
            {group.permissions.iter().map(row).collect_view()}
        </tbody>
    }
    .into_any()
}
