//! What a decision has to know of an organization.

use crate::{Accept, AccountId, AskToJoin, EmailAddress, InvitationId, RoleId, TeamId, UserId};

/// The users, invitations and addresses that a decision about a command has to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// These users.
    pub users: Vec<UserId>,
    /// These invitations.
    pub invitations: Vec<InvitationId>,
    /// The users of these accounts, removed ones too.
    pub accounts: Vec<AccountId>,
    /// Whoever has these addresses: users, removed ones too, and invitations stored as open (out of date or not).
    pub emails: Vec<EmailAddress>,
    /// Likewise whoever has the address of a user or an invitation loaded for `users` or `invitations`.
    pub namesakes: bool,
    /// The users who sent the invitations loaded for `invitations`.
    pub inviters: bool,
    /// The actor's own user, and the open invitations that they sent.
    pub actor: bool,
    /// The open invitations that these users sent.
    pub invited_by: Vec<UserId>,
    /// Everybody in these teams, removed ones too, and the open invitations that name them.
    pub members_of: Vec<TeamId>,
    /// Everybody who has one of these roles or will once a temporary one is over, removed ones too, the open invitations
    /// that would give it, and who sent those.
    pub holders_of: Vec<RoleId>,
    /// The events that last named these users.
    pub names_of: Vec<UserId>,
}

impl Needs {
    /// What this and `other` need.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.users.extend(other.users);
        self.invitations.extend(other.invitations);
        self.accounts.extend(other.accounts);
        self.emails.extend(other.emails);
        self.namesakes |= other.namesakes;
        self.inviters |= other.inviters;
        self.actor |= other.actor;
        self.invited_by.extend(other.invited_by);
        self.members_of.extend(other.members_of);
        self.holders_of.extend(other.holders_of);
        self.names_of.extend(other.names_of);
        self
    }
}

impl AskToJoin {
    /// What a decision about it has to know, beyond the organization, its roles and its teams.
    #[must_use]
    pub fn needs(&self) -> Needs {
        Needs { emails: vec![self.email.clone()], ..Needs::default() }
    }
}

impl Accept {
    /// What a decision about it has to know, beyond the organization, its roles and its teams.
    #[must_use]
    pub fn needs(&self) -> Needs {
        Needs { invitations: vec![self.invitation], accounts: vec![self.account], inviters: true, ..Needs::default() }
    }
}
