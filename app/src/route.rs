//! Which page an address is. The server mounts [`Route::ALL`]; the browser follows links among them.

use uuid::Uuid;

/// A page of the program. What no route is, is nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Leads on, to where the visitor arrives.
    Home,
    /// Signing in.
    SignIn,
    /// The first organization.
    SetUp,
    /// A forgotten password.
    Reset,
    /// A new address.
    VerifyEmail,
    /// Accepting an invitation.
    Invite,
    /// Asking to join an organization.
    Join,
    /// The link that proves the address of whoever asks to join.
    ConfirmJoin,
    /// One's own account.
    Account,
    /// An organization's name and seats.
    General,
    /// An organization's people.
    Users,
    /// The same, with the panel of one of them.
    Person,
    /// An organization's teams.
    Teams,
    /// What an organization's roles allow.
    Roles,
    /// What happened in an organization.
    Audit,
}

impl Route {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Home,
        Self::SignIn,
        Self::SetUp,
        Self::Reset,
        Self::VerifyEmail,
        Self::Invite,
        Self::Join,
        Self::ConfirmJoin,
        Self::Account,
        Self::General,
        Self::Users,
        Self::Person,
        Self::Teams,
        Self::Roles,
        Self::Audit,
    ];

    /// Its path, as axum writes it: `{org}` stands for an organization's name in URLs, `{person}` for somebody's id.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::SignIn => "/sign-in",
            Self::SetUp => "/set-up",
            Self::Reset => "/reset",
            Self::VerifyEmail => "/verify-email",
            Self::Invite => "/invite",
            Self::Join => "/join/{org}",
            Self::ConfirmJoin => "/join",
            Self::Account => "/account",
            Self::General => "/o/{org}/settings/general",
            Self::Users => "/o/{org}/settings/users",
            Self::Person => "/o/{org}/settings/users/{person}",
            Self::Teams => "/o/{org}/settings/teams",
            Self::Roles => "/o/{org}/settings/roles",
            Self::Audit => "/o/{org}/settings/audit",
        }
    }

    /// The page at a path, read to the letter: `/account/` is none (S-26).
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.matches(path))
    }

    fn matches(self, path: &str) -> bool {
        if self == Self::Person {
            return path.rsplit_once('/').is_some_and(|(list, id)| !id.is_empty() && Self::Users.matches(list));
        }
        match self.pattern().split_once("{org}") {
            None => path == self.pattern(),
            Some((before, after)) => {
                let org = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
                org.is_some_and(|org| !org.is_empty() && !org.contains('/'))
            }
        }
    }

    /// The page that shows it: a panel opens over its list.
    pub(crate) fn page(self) -> Self {
        if self == Self::Person { Self::Users } else { self }
    }

    /// Its address in an organization; for a page that is no organization's, the same in all.
    pub(crate) fn path(self, org: &str) -> String {
        self.pattern().replace("{org}", org)
    }

    /// Whether it stands in the frame of signed-in people.
    pub(crate) fn is_framed(self) -> bool {
        match self {
            Self::Account | Self::General | Self::Users | Self::Person | Self::Teams | Self::Roles | Self::Audit => {
                true
            }
            Self::Home
            | Self::SignIn
            | Self::SetUp
            | Self::Reset
            | Self::VerifyEmail
            | Self::Invite
            | Self::Join
            | Self::ConfirmJoin => false,
        }
    }

    /// Whether a link with a secret in its fragment leads there.
    #[cfg(feature = "hydrate")]
    pub(crate) fn takes_secret(self) -> bool {
        matches!(self, Self::SetUp | Self::Reset | Self::VerifyEmail | Self::Invite | Self::ConfirmJoin)
    }
}

/// The organization that a path is about, by its name in URLs: `acme` of `/o/acme/settings/users`.
#[must_use]
pub fn organization_in(path: &str) -> Option<&str> {
    path.strip_prefix("/o/")?.split('/').next().filter(|org| !org.is_empty())
}

/// The organization that a path asks to join: `acme` of `/join/acme`.
#[must_use]
pub fn joined_in(path: &str) -> Option<&str> {
    path.strip_prefix("/join/").filter(|_| Route::Join.matches(path))
}

/// Whose panel a path opens: an id, read to the letter.
#[must_use]
pub fn person_in(path: &str) -> Option<Uuid> {
    let (list, id) = path.rsplit_once('/')?;
    let person = id.parse::<Uuid>().ok().filter(|person| person.to_string() == id);
    person.filter(|_| Route::Users.matches(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_own_address() {
        for route in Route::ALL {
            assert_eq!(Route::at(&route.path("acme")), Some(route));
        }
    }

    #[test]
    fn s_26_an_address_that_is_nearly_a_page_is_none() {
        for path in [
            "",
            "//",
            "/account/",
            "/Account",
            "//account",
            "/account/..;/",
            "/o//settings/users",
            "/o/acme/b/settings/users",
            "/join/",
            "/join/acme/",
            "/join/acme/b",
            "/o/acme/settings/users/",
            "/o/acme/settings/%75sers",
            "/o/settings/users",
        ] {
            assert_eq!(Route::at(path), None, "{path}");
        }
    }

    #[test]
    fn s_26_a_panel_has_one_address() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        assert_eq!(person_in(&format!("/o/acme/settings/users/{id}")).map(|id| id.to_string()).as_deref(), Some(id));
        for odd in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), format!("{id}/"), String::new()] {
            assert_eq!(person_in(&format!("/o/acme/settings/users/{odd}")), None, "{odd}");
        }
        assert_eq!(person_in(&format!("/o/acme/settings/teams/{id}")), None);
        assert_eq!(Route::Person.page(), Route::Users);
    }

    #[test]
    fn the_organization_is_read_from_the_path() {
        assert_eq!(organization_in("/o/acme/settings/users"), Some("acme"));
        assert_eq!(organization_in("/o/"), None);
        assert_eq!(organization_in("/account"), None);
        assert_eq!((joined_in("/join/acme"), joined_in("/join"), joined_in("/join/a/b")), (Some("acme"), None, None));
    }
}
