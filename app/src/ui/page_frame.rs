//! The frame round every page of an organization: the switcher, the sections, the content.

use leptos::{ev, prelude::*};

use super::{Drawing, Icon, MenuButton, MenuItem, dom, drawings};
use crate::text::kit as text;

/// Id of the sidebar, which is a popover on small screens.
const SIDEBAR: &str = "sidebar";

/// One line of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameLink {
    /// Its words.
    pub label: &'static str,
    /// Where it leads.
    pub href: String,
    /// Its drawing.
    pub icon: Drawing,
}

/// One organization of the switcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationLink {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// The one in view.
    pub current: bool,
}

/// The frame. On small screens the sidebar is a drawer that opens without script.
#[component]
pub fn PageFrame(
    /// The organizations of the person, one of them current.
    #[prop(into)]
    organizations: Signal<Vec<OrganizationLink>>,
    /// Told where the chosen organization's pages are.
    #[prop(into)]
    on_switch: Callback<String>,
    /// The organization's sections.
    #[prop(into)]
    links: Signal<Vec<FrameLink>>,
    /// The last line of the sidebar: one's own account.
    account: FrameLink,
    /// Below it, such as signing out.
    #[prop(into, optional)]
    foot: Option<ViewFn>,
    /// The path in view; marks the current line.
    #[prop(into)]
    path: Signal<String>,
    /// The page.
    children: Children,
) -> AnyView {
    let name = move || {
        organizations.with(|all| all.iter().find(|one| one.current).map(|one| one.name.clone())).unwrap_or_default()
    };
    let items = move |()| {
        let item = |one: &OrganizationLink| MenuItem {
            checked: Some(one.current),
            ..MenuItem::new(one.href.clone(), one.name.clone())
        };
        organizations.with_untracked(|all| all.iter().map(item).collect())
    };
    let link = move |link: FrameLink| frame_link(link, path);
    // A link within the page would put its fragment into the history.
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        dom::focus_id("content");
    };
    view! {
        <div class="frame">
            <a class="skip-link" href="#content" on:click=skip>{text::skip_to_content()}</a>
            <header class="topbar">
                <button type="button" class="icon-button" popovertarget=SIDEBAR aria-label=text::open_navigation()>
                    <Icon drawing=drawings::MENU/>
                </button>
                <bdi class="topbar-name">{name}</bdi>
            </header>
            <div class="sidebar" id=SIDEBAR popover="auto">
                <MenuButton
                    class="switcher"
                    label=Signal::derive(move || text::switch_organization(&name()))
                    menu_label=text::organizations().to_owned()
                    items
                    on_pick=on_switch
                >
                    <span class="switcher-mark" aria-hidden="true">{move || super::initials(&name()).chars().next()}</span>
                    <bdi class="switcher-name">{name}</bdi>
                    <Icon drawing=drawings::CHEVRONS_UP_DOWN/>
                </MenuButton>
                <nav class="nav" aria-label=text::navigation()>
                    {move || (!links.with(Vec::is_empty)).then(|| view! {
                        <p class="nav-heading" id="nav-organization">{text::organization()}</p>
                        <ul role="list" aria-labelledby="nav-organization">
                            {links.get().into_iter().map(link).collect_view()}
                        </ul>
                    })}
                    <ul role="list" class="nav-foot">
                        {link(account)}
                        {foot.map(|foot| view! { <li>{foot.run()}</li> })}
                    </ul>
                </nav>
            </div>
            <main class="content" id="content" tabindex="-1">{children()}</main>
        </div>
    }
    .into_any()
}

/// One line; it closes the drawer behind itself.
fn frame_link(link: FrameLink, path: Signal<String>) -> AnyView {
    let href = link.href.clone();
    let current = move || path.with(|path| leads_to(&href, path)).then_some("page");
    let close = move |_| {
        if let Some(sidebar) = dom::by_id(SIDEBAR) {
            // Throws where the sidebar is no drawer.
            let _ = sidebar.hide_popover();
        }
    };
    view! {
        <li>
            <a class="nav-link" href=link.href aria-current=current on:click=close>
                <Icon drawing=link.icon/>
                {link.label}
            </a>
        </li>
    }
    .into_any()
}

/// Whether `path` is the page at `href` or one below it.
fn leads_to(href: &str, path: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    #[test]
    fn a_link_is_current_on_its_page_and_below() {
        assert!(leads_to("/o/acme/settings/users", "/o/acme/settings/users"));
        assert!(leads_to("/o/acme/settings/users", "/o/acme/settings/users/42"));
        assert!(!leads_to("/o/acme/settings/users", "/o/acme/settings/users-old"));
        assert!(!leads_to("/o/acme/settings/users", "/account"));
    }
}
