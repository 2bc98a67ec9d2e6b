//! Ids are types: an id of one thing cannot be passed where another's is asked for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        #[cfg(feature = "sea-orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// An organization, the tenant.
    OrgId
    /// A person's sign-in, global to the installation.
    AccountId
    /// An account's membership in one organization.
    UserId
    /// A team inside an organization.
    TeamId
    /// A role of an organization.
    RoleId
    /// An invitation of an organization.
    InvitationId
    /// One of an invitation's links.
    LinkId
    /// A signed-in browser.
    SessionId
    /// One intent of a person or program. It keeps a repeated call from acting twice and names the
    /// events that the call caused, for Undo.
    CommandId
    /// A message that waits to be sent.
    MessageId
    /// What people are usually invited with, under one name.
    BundleId
    /// A list of people that a user keeps.
    SavedViewId
    /// A passkey of an account.
    PasskeyId
}

/// A row of the Users page: a user, or an invitation that nobody has accepted yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonId {
    /// A user.
    User(UserId),
    /// An invitation.
    Invitation(InvitationId),
}

impl PersonId {
    /// The bare id, whichever kind it is of.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        match self {
            Self::User(UserId(id)) | Self::Invitation(InvitationId(id)) => id,
        }
    }
}

impl PersonId {
    /// The users and the invitations among them.
    #[must_use]
    pub fn parted(people: &[Self]) -> (Vec<UserId>, Vec<InvitationId>) {
        let (mut users, mut invitations) = (Vec::new(), Vec::new());
        for person in people {
            match *person {
                Self::User(user) => users.push(user),
                Self::Invitation(invitation) => invitations.push(invitation),
            }
        }
        (users, invitations)
    }
}

impl From<UserId> for PersonId {
    fn from(id: UserId) -> Self {
        Self::User(id)
    }
}

impl From<InvitationId> for PersonId {
    fn from(id: InvitationId) -> Self {
        Self::Invitation(id)
    }
}
