//! The Roles page: what each role allows, as a matrix.

use domain::RoleCard;
use leptos::prelude::*;

use crate::api::call::answered;
use crate::api::roles;
use crate::pages::failed::Failed;
use crate::pages::page::{Page, Waiting, organization_in_path};
use crate::text::roles as text;
use crate::ui::Icon;

/// The page.
#[component]
pub(crate) fn Roles() -> AnyView {
    let org = organization_in_path();
    let roles = Resource::new(move || org.get(), |org| answered(roles::list(org)));
    let retry = Callback::new(move |()| roles.refetch());
    let content = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(list) => view! { <p class="page-about">{text::ABOUT}</p> <Matrix roles=list.roles/> }.into_any(),
                Err(error) => view! { <Failed why=error retry/> }.into_any(),
            }
        })
    };
    view! {
        <Page title=text::TITLE wide=true>
            <Suspense fallback=|| view! { <Waiting/> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}

/// Permissions down, roles across.
#[component]
fn Matrix(
    /// The roles, as they stand from left to right.
    roles: Vec<RoleCard>,
) -> AnyView {
    let head = |card: &RoleCard| {
        let about = card.role.key.map_or(text::CUSTOM, text::about_role);
        view! {
            <th scope="col">
                <bdi>{card.role.name.to_string()}</bdi>
                <span class="matrix-about">{text::users(card.users)}</span>
                <span class="matrix-about matrix-role-about">{about}</span>
            </th>
        }
    };
    let heads = roles.iter().map(head).collect_view();
    let columns = (roles.len() + 1).to_string();
    let groups = text::GROUPS.iter().map(|group| group_rows(group, &roles, &columns)).collect_view();
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
