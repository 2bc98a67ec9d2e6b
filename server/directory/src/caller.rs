//! Who calls.

use domain::{AccountId, Door, Timestamp};

/// Who calls, by which door, from where. What they may do is looked up anew in each transaction.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub who: Who,
    /// By which door.
    pub door: Door,
    /// From which address, where one is known.
    pub ip: Option<String>,
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
    },
    /// Whoever runs the command line.
    Operator,
}

impl Caller {
    /// The operator, at the command line.
    #[must_use]
    pub fn operator() -> Self {
        Self { who: Who::Operator, door: Door::Cli, ip: None }
    }

    /// A visitor who is not signed in, for what nobody's permission is asked for.
    pub(crate) fn nobody(ip: Option<String>) -> Self {
        Self { who: Who::Operator, door: Door::Page, ip }
    }

    /// A job of the server's own.
    pub(crate) fn job() -> Self {
        Self { who: Who::Operator, door: Door::Job, ip: None }
    }

    /// The account, if one calls.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Account { account, .. } => Some(account),
            Who::Operator => None,
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
