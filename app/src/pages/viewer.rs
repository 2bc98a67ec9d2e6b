//! Who looks at the page. The server knows it before it renders and hands it over with the page: nothing is asked twice.

use domain::{Membership, Name, Permission};
use leptos::prelude::*;

use crate::api::accounts::Me;
use crate::api::packed::Packed;
use crate::route::Route;

/// Who is signed in, for every page. Signing in and out loads the page anew, so that it is always true.
#[derive(Clone, Copy)]
pub(crate) struct Viewer(RwSignal<Option<Me>>);

impl Viewer {
    /// Puts the viewer into the context. At the root of the app, once.
    pub(crate) fn provide() {
        let Packed(me) = SharedValue::new_str(|| Packed(found())).into_inner();
        provide_context(Self(RwSignal::new(me)));
    }

    /// The viewer, from the context; nobody where none was provided.
    pub(crate) fn expect() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(None)))
    }

    /// Whether somebody is signed in.
    pub(crate) fn is_signed_in(self) -> bool {
        self.0.with_untracked(Option::is_some)
    }

    /// Who it is.
    pub(crate) fn me(self) -> Option<Me> {
        self.0.get()
    }

    /// The same, without waiting for changes.
    pub(crate) fn me_untracked(self) -> Option<Me> {
        self.0.get_untracked()
    }

    /// Their organizations.
    pub(crate) fn organizations(self) -> Vec<Membership> {
        self.0.with(|me| me.as_ref().map(|me| me.organizations.clone()).unwrap_or_default())
    }

    /// Their place in an organization.
    pub(crate) fn membership(self, slug: &str) -> Option<Membership> {
        self.0.with(|me| me.as_ref()?.organizations.iter().find(|org| org.slug == slug).cloned())
    }

    /// Learns what a change of the page's own made of them.
    pub(crate) fn update(self, change: impl FnOnce(&mut Me)) {
        self.0.update(|me| {
            if let Some(me) = me {
                change(me);
            }
        });
    }

    /// Learns an organization's new name.
    pub(crate) fn rename_organization(self, slug: &str, name: &Name) {
        self.update(|me| {
            if let Some(org) = me.organizations.iter_mut().find(|org| org.slug == slug) {
                org.name = name.clone();
            }
        });
    }
}

#[cfg(feature = "ssr")]
fn found() -> Option<Me> {
    crate::api::context::extension()
}

#[cfg(not(feature = "ssr"))]
fn found() -> Option<Me> {
    None
}

/// The pages of an organization that somebody sees, in the order of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Name and seats.
    General,
    /// The people.
    Users,
    /// The teams.
    Teams,
    /// What the roles allow.
    Roles,
    /// What happened.
    Audit,
}

impl Section {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::General, Self::Users, Self::Teams, Self::Roles, Self::Audit];

    /// Whether it is shown to somebody.
    pub(crate) fn is_for(self, who: &Membership) -> bool {
        let may = |permission| who.permissions.allow(permission);
        match self {
            Self::General => {
                may(Permission::SettingsManage) || may(Permission::SeatsManage) || may(Permission::SeatsRead)
            }
            Self::Users | Self::Teams => who.sees_users(),
            Self::Roles => may(Permission::UsersRead),
            Self::Audit => may(Permission::UsersRead) && may(Permission::AuditRead),
        }
    }

    /// Where it is.
    pub(crate) fn path(self, slug: &str) -> String {
        let route = match self {
            Self::General => Route::General,
            Self::Users => Route::Users,
            Self::Teams => Route::Teams,
            Self::Roles => Route::Roles,
            Self::Audit => Route::Audit,
        };
        route.path(slug)
    }
}

/// Where somebody arrives in an organization: at its people, or at their own account.
pub(crate) fn landing(who: &Membership) -> String {
    if who.sees_users() { Section::Users.path(&who.slug) } else { format!("/account?organization={}", who.slug) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{OrgId, RoleKey};

    fn membership(role: RoleKey, owns_teams: bool) -> Membership {
        let name = |text: &str| Name::parse(text).expect("a name");
        Membership {
            org: OrgId("0198c0de-0000-7000-8000-000000000001".parse().expect("an id")),
            slug: "acme".to_owned(),
            name: name("Acme"),
            role: name(role.title()),
            permissions: role.permissions(),
            owns_teams,
            seen_as: None,
            needs_second_factor: false,
        }
    }

    fn seen(who: &Membership) -> Vec<Section> {
        Section::ALL.into_iter().filter(|section| section.is_for(who)).collect()
    }

    #[test]
    fn everybody_sees_the_pages_that_they_may_read() {
        assert_eq!(seen(&membership(RoleKey::Owner, false)), Section::ALL);
        assert_eq!(seen(&membership(RoleKey::Admin, false)), Section::ALL);
        assert_eq!(seen(&membership(RoleKey::TeamOwner, true)), [Section::Users, Section::Teams]);
        assert_eq!(seen(&membership(RoleKey::TeamOwner, false)), []);
        assert_eq!(seen(&membership(RoleKey::Member, false)), []);
    }

    #[test]
    fn people_arrive_where_they_may_see_somebody() {
        assert_eq!(landing(&membership(RoleKey::Admin, false)), "/o/acme/settings/users");
        assert_eq!(landing(&membership(RoleKey::Member, false)), "/account?organization=acme");
    }
}
