use super::Desk;
use crate::{Change, EmailAddress, Name, Refusal, UserId};

/// A change that an account makes to itself, and that each of its organizations keeps a copy of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChange {
    /// A new name.
    Rename(Name),
    /// A new address, verified.
    Email(EmailAddress),
}

impl Desk<'_> {
    pub(super) fn account(&mut self, user: UserId, change: &AccountChange) -> Result<(), Refusal> {
        let user = self.state.users.get(&user).ok_or(Refusal::NotFound)?.clone();
        match change {
            AccountChange::Rename(name) if *name != user.name => {
                self.change(Change::UserRenamed { user: user.id, before: user.name, after: name.clone() });
            }
            AccountChange::Email(email) if *email != user.email => {
                self.change(Change::UserEmailChanged { user: user.id, before: user.email, after: email.clone() });
            }
            AccountChange::Rename(_) | AccountChange::Email(_) => {}
        }
        Ok(())
    }
}
