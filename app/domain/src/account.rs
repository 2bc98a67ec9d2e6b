//! Accounts as their own pages show them: name, address, choices, sessions, organizations.

use crate::{AccountId, EmailAddress, Language, Name, OrgId, Permission, Permissions, SessionId, Timestamp};
use serde::{Deserialize, Serialize};

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// The most characters of a password; all of them count.
pub const PASSWORD_MAX: usize = 1_024;

/// What is said of a password that is among the first that are tried.
pub const PASSWORD_GUESSED: &str = "is among the first that are tried";

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// With room round them.
    #[default]
    Comfortable,
    /// Close.
    Compact,
}

/// What a person chose for themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    /// No shortcuts of single letters (WCAG 2.1.4).
    pub shortcuts_off: bool,
    /// Light or dark.
    pub theme: Theme,
    /// How close rows stand.
    pub density: Density,
}

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Which one.
    pub account: AccountId,
    /// The name.
    pub name: Name,
    /// The verified address.
    pub email: EmailAddress,
    /// The language of pages and mails.
    pub language: Language,
    /// What they chose.
    pub preferences: Preferences,
}

/// An address that a link would make an account's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEmail {
    /// The address.
    pub email: EmailAddress,
    /// Whether it takes the account's password, too: an organization proposed it.
    pub takes_password: bool,
}

/// What came of a step of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// Signed in.
    Done,
    /// The password was right; the account takes a second factor, too.
    SecondFactor,
}

/// What an account can show in the second step of signing in, besides a recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStep {
    /// A code of an authenticator app.
    pub app: bool,
    /// A passkey.
    pub passkey: bool,
}

/// How many recovery codes are made at once.
pub const RECOVERY_CODES: u32 = 10;

/// A second factor of one's own that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// Since when: the authenticator app, or the first of the passkeys where there is none.
    pub since: Timestamp,
    /// Whether there is an authenticator app.
    pub app: bool,
    /// Whether there are passkeys; at least one of the two is.
    pub passkeys: bool,
    /// How many recovery codes are not used yet.
    pub codes_left: u32,
}

/// What an authenticator app needs to know. Nothing is on until a code of it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticatorSetUp {
    /// The key, in base32, for who types it.
    pub key: String,
    /// The same with what it is for, as an `otpauth://` address.
    pub link: String,
    /// The address as a QR code: its dark parts, as an SVG path.
    pub qr: String,
    /// How wide and high the code is, in units of that path.
    pub qr_size: u32,
    /// The key once more, sealed: sent back with the first code.
    pub sealed: String,
}

/// Fresh recovery codes. They are shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// The codes; none where those stay that came with another kind of second factor.
    pub codes: Vec<String>,
    /// How many are not used yet.
    pub left: u32,
    /// Since when the second factor that they belong to is on.
    pub since: Timestamp,
}

/// A signed-in browser, in the list of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionCard {
    /// Which one.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// From where.
    pub ip: Option<String>,
    /// The browser's name for itself.
    pub agent: Option<String>,
}

/// An organization that one is an active user of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Which one.
    pub org: OrgId,
    /// Its name in URLs.
    pub slug: String,
    /// What it is called.
    pub name: Name,
    /// One's role there.
    pub role: Name,
    /// What that role allows.
    pub permissions: Permissions,
    /// Whether one owns a team there.
    pub owns_teams: bool,
    /// With which role one looks at it in place of one's own: it limits what the two above say.
    pub seen_as: Option<Name>,
    /// Whether it lets one in only with a second factor, and one has none: nothing is to be seen of it until then.
    pub needs_second_factor: bool,
}

impl Membership {
    /// Whether one sees the Users page there: everybody, or the people of one's own teams.
    #[must_use]
    pub fn sees_users(&self) -> bool {
        let own = self.owns_teams && self.permissions.allow(Permission::TeamsManageOwn);
        self.permissions.allow(Permission::UsersRead) || own
    }
}
