//! Who calls.

use domain::{AccountId, Door, RoleId, Timestamp};

/// Who calls, by which door, from where. What they may do is looked up anew in each transaction.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub who: Who,
    /// By which door.
    pub door: Door,
    /// From which address, where one is known.
    pub ip: Option<String>,
    /// With which role they look at an organization in place of their own. They change nothing there then.
    pub seen_as: Option<SeenAs>,
}

/// A role that somebody looks at an organization with. It only ever takes away from what they see: whoever asks for it
/// need not be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAs {
    /// The organization, by its name in URLs.
    pub org: String,
    /// The role.
    pub role: RoleId,
}

impl SeenAs {
    /// What a browser keeps of it: `organization.role`. `None` for anything else.
    #[must_use]
    pub fn kept(text: &str) -> Option<Self> {
        let (org, role) = text.split_once('.')?;
        Some(Self { org: org.to_owned(), role: role.parse().ok()? })
    }
}

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A signed-in account.
    Account {
        /// Which one.
        account: AccountId,
        /// When its session was made: organizations that signed the user out since refuse it.
        session_from: Timestamp,
        /// Whether it was begun, or went on, with a second factor: some organizations ask for that.
        two_factors: bool,
        /// When a credential was last shown in it: what is grave takes a fresh one.
        proved_at: Timestamp,
    },
    /// Whoever runs the command line.
    Operator,
}

impl Caller {
    /// Somebody with their own role.
    pub(crate) fn new(who: Who, door: Door, ip: Option<String>) -> Self {
        Self { who, door, ip, seen_as: None }
    }

    /// The operator, at the command line.
    #[must_use]
    pub fn operator() -> Self {
        Self::new(Who::Operator, Door::Cli, None)
    }

    /// A visitor who is not signed in, for what nobody's permission is asked for.
    pub(crate) fn nobody(ip: Option<String>) -> Self {
        Self::new(Who::Operator, Door::Page, ip)
    }

    /// A job of the server's own.
    pub(crate) fn job() -> Self {
        Self::new(Who::Operator, Door::Job, None)
    }

    /// The account, if one calls.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Account { account, .. } => Some(account),
            Who::Operator => None,
        }
    }

    /// Whether their session has shown a second factor.
    pub(crate) fn has_shown_two(&self) -> bool {
        matches!(self.who, Who::Account { two_factors: true, .. })
    }

    /// Whether they have shown who they are within `ms`. The operator is at the machine.
    pub(crate) fn has_proved(&self, now: Timestamp, ms: i64) -> bool {
        match self.who {
            Who::Account { proved_at, .. } => now.since(proved_at) < ms,
            Who::Operator => true,
        }
    }

    /// The name under which the caller's intents are kept.
    pub(crate) fn key(&self) -> String {
        match self.who {
            Who::Account { account, .. } => account.to_string(),
            Who::Operator => "operator".to_owned(),
        }
    }
}
