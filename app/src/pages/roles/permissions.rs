//! Ticking what a role allows.

use domain::{Permission, Permissions};
use leptos::{ev, html, prelude::*};

use crate::text::roles as text;

/// All permissions in their groups. What one may not do oneself stays visible and says why it cannot be ticked.
#[component]
pub(super) fn PermissionBoxes(
    /// What is ticked.
    ticked: RwSignal<Permissions>,
    /// What one may do oneself.
    own: Permissions,
) -> AnyView {
    let group = |group: text::Group| {
        let boxes = group.permissions.iter().map(|&permission| view! { <PermissionBox permission ticked own/> });
        view! {
            <fieldset class="permission-group">
                <legend class="field-label">{group.title}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
    };
    view! { <div class="permission-groups">{text::groups().into_iter().map(group).collect_view()}</div> }.into_any()
}

/// One permission.
#[component]
fn PermissionBox(
    /// Which.
    permission: Permission,
    /// What is ticked.
    ticked: RwSignal<Permissions>,
    /// What one may do oneself.
    own: Permissions,
) -> AnyView {
    let (title, about) = text::permission(permission);
    let id = format!("allow-{}", permission.code().replace(['.', '_'], "-"));
    let about_id = format!("{id}-about");
    let forbidden = !own.allow(permission);
    let one = Permissions::of(&[permission]);
    let node = NodeRef::<html::Input>::new();
    let change = move |event: ev::Event| {
        let checked = event_target_checked(&event);
        ticked.update(|all| *all = if checked { all.with(one) } else { all.without(one) });
    };
    // It stays focusable, so that the reason is heard.
    let press = move |event: ev::MouseEvent| {
        if forbidden {
            event.prevent_default();
        }
    };
    view! {
        <div class="radio permission">
            <input
                type="checkbox"
                class="checkbox"
                id=id.clone()
                node_ref=node
                aria-disabled=forbidden.then_some("true")
                aria-describedby=about_id.clone()
                prop:checked=move || ticked.get().allow(permission)
                on:click=press
                on:change=change
            />
            <span class="radio-words">
                <label for=id>{title}</label>
                <span class="field-about" id=about_id>{if forbidden { text::lacking() } else { about }}</span>
            </span>
        </div>
    }
    .into_any()
}
