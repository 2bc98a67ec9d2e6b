//! The frame round the pages of signed-in people: which organization, which sections, one's own account.

use domain::{Membership, OrgId, Permission, Permissions};
use leptos::prelude::*;

use crate::lazy::{WhenWanted, part};
use crate::location::Location;
use crate::pages::failed::SignedOut;
use crate::pages::parts;
use crate::pages::viewer::{Section, Viewer};
use crate::route::{Route, organization_in};
use crate::seen_as::SeenAs;
use crate::text::frame as text;
use crate::ui::{Announcer, FrameLink, Icon, LiveRegion, OrganizationLink, PageFrame, Toaster, Toasts, dom, drawings};
use crate::users::palette::{Palette, PaletteKey};
use crate::users::session::Session;
use crate::users::sign_in_dialog::SignInDialog;

part! {
    /// Signing in again.
    SESSION_OVER, commands, session_over, view! { <SignInDialog/> }.into_any()
}

/// The frame; the page of the route stands in it. Provides [`Toasts`], [`Announcer`], [`Session`] and
/// [`CurrentOrganization`].
#[component]
pub(crate) fn Frame(
    /// Which page.
    route: Memo<Option<Route>>,
) -> AnyView {
    let viewer = Viewer::expect();
    let (toasts, announcer) = (Toasts::new(), Announcer::new());
    provide_context(toasts);
    provide_context(announcer);
    let session = Session::new();
    provide_context(session);
    if !viewer.is_signed_in() {
        return view! { <main class="content"><SignedOut/></main> }.into_any();
    }
    Palette::provide();
    let location = Location::expect();
    let path = location.path();
    let current = current_organization(viewer, location);
    provide_context(CurrentOrganization(current));
    let organizations = Signal::derive(move || switcher(viewer, current.get().as_ref(), &path.get()));
    let links = Signal::derive(move || current.get().as_ref().map(sections).unwrap_or_default());
    let switch = move |href: String| location.visit(&href);
    focus_page_on_change(path);
    let account = FrameLink { label: text::account(), href: "/account".to_owned(), icon: drawings::CIRCLE_USER };
    view! {
        <PageFrame organizations on_switch=switch links account foot=|| view! { <SignOut/> } path>
            <SeenAs current/>
            {move || route.get().map(parts::page)}
        </PageFrame>
        <Toaster toasts/>
        <LiveRegion announcer/>
        <PaletteKey/>
        // When it does not come, what waits ends; what is done next asks again.
        <WhenWanted part=&SESSION_OVER wanted=session.is_over() forget=Callback::new(move |()| session.resume(false))/>
    }
    .into_any()
}

/// The organization that the frame is about.
#[derive(Clone, Copy)]
pub(crate) struct CurrentOrganization(pub(crate) Memo<Option<Membership>>);

impl CurrentOrganization {
    /// Whether the viewer's role there allows something.
    pub(crate) fn allows(permission: Permission) -> Signal<bool> {
        let current = use_context::<Self>();
        let allows = move |org: &Option<Membership>| org.as_ref().is_some_and(|org| org.permissions.allow(permission));
        Signal::derive(move || current.is_some_and(|Self(current)| current.with(allows)))
    }

    /// What the viewer's role there allows.
    pub(crate) fn permissions() -> Signal<Permissions> {
        let current = use_context::<Self>();
        let held = |org: &Option<Membership>| org.as_ref().map(|org| org.permissions);
        Signal::derive(move || current.and_then(|Self(current)| current.with(held)).unwrap_or_default())
    }

    /// Which one it is.
    pub(crate) fn id(self) -> Option<OrgId> {
        self.0.with_untracked(|org| org.as_ref().map(|org| org.org))
    }

    /// What it is called.
    pub(crate) fn name() -> Signal<Option<String>> {
        let current = use_context::<Self>();
        Signal::derive(move || current?.0.with(|org| org.as_ref().map(|org| org.name.to_string())))
    }
}

/// The one in the path; on one's own account the one that was asked for, or seen last, or the first.
fn current_organization(viewer: Viewer, location: Location) -> Memo<Option<Membership>> {
    let last = StoredValue::new(None::<String>);
    Memo::new(move |_| {
        let in_path = location.path().with(|path| organization_in(path).map(str::to_owned));
        let asked = in_path.or_else(|| location.parameter("organization"));
        let found = asked.or_else(|| last.get_value()).and_then(|slug| viewer.membership(&slug));
        let found = found.or_else(|| viewer.organizations().into_iter().next());
        last.set_value(found.as_ref().map(|org| org.slug.clone()));
        found
    })
}

/// The switcher's lines: the same section of each, where it may be seen there.
fn switcher(viewer: Viewer, current: Option<&Membership>, path: &str) -> Vec<OrganizationLink> {
    let section =
        Section::ALL.into_iter().find(|section| current.is_some_and(|org| path.starts_with(&section.path(&org.slug))));
    let link = |org: Membership| OrganizationLink {
        href: match section.filter(|section| section.is_for(&org)) {
            Some(section) => section.path(&org.slug),
            None => crate::pages::viewer::landing(&org),
        },
        current: current.is_some_and(|current| current.org == org.org),
        name: org.name.to_string(),
    };
    viewer.organizations().into_iter().map(link).collect()
}

/// The way to each section that somebody sees.
pub(crate) fn sections(org: &Membership) -> Vec<FrameLink> {
    let link = |section: Section| {
        let (label, icon) = match section {
            Section::General => (text::general(), drawings::SETTINGS),
            Section::Users => (text::users(), drawings::USERS),
            Section::Teams => (text::teams(), drawings::USERS_ROUND),
            Section::Roles => (text::roles(), drawings::SHIELD),
            Section::Audit => (text::audit(), drawings::CALENDAR_CLOCK),
        };
        FrameLink { label, href: section.path(&org.slug), icon }
    };
    Section::ALL.into_iter().filter(|section| section.is_for(org)).map(link).collect()
}

/// A plain form: it works whatever state the page is in.
#[component]
fn SignOut() -> AnyView {
    view! {
        <form method="post" action="/sign-out">
            <button type="submit" class="nav-link"><Icon drawing=drawings::LOG_OUT/>{text::sign_out()}</button>
        </form>
    }
    .into_any()
}

/// After a change of section the content gets the focus, as after loading a page.
fn focus_page_on_change(path: Signal<String>) {
    let section = Memo::new(move |_| path.with(|path| path.split('/').take(5).collect::<Vec<_>>().join("/")));
    Effect::new(move |before: Option<String>| {
        let now = section.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| dom::focus_id("content"));
        }
        now
    });
}
