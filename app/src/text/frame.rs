//! Words of the frame round the pages.

/// An organization's name, seats and policy.
pub const GENERAL: &str = "General";
/// Its people.
pub const USERS: &str = "Users";
/// Its teams.
pub const TEAMS: &str = "Teams";
/// Its roles.
pub const ROLES: &str = "Roles";
/// One's own account.
pub const ACCOUNT: &str = "My account";
/// Ends the session.
pub const SIGN_OUT: &str = "Sign out";
/// The product.
pub const PRODUCT: &str = "Muster";
/// While a page's data is on its way.
pub const LOADING: &str = "Loading…";

/// A page's title: "Teams · Acme · Muster".
#[must_use]
pub fn title(page: &str, organization: Option<&str>) -> String {
    match organization {
        Some(organization) => format!("{page} · {organization} · {PRODUCT}"),
        None => format!("{page} · {PRODUCT}"),
    }
}
