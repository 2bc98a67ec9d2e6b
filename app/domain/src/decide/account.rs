use super::{Decision, Desk, Moment, allow};
use crate::{Actor, Authority, Change, EmailAddress, Name, OrgState, Refusal, Timestamp, UserId};
use uuid::Uuid;

/// A change that an account makes to itself, and that each of its organizations keeps a copy of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChange {
    /// A new name.
    Rename(Name),
    /// A new address, verified.
    Email(EmailAddress),
    /// It takes a second factor from now on, or no longer does.
    SecondFactor(bool),
}

/// Decides about a change that an account makes to itself, in one of its organizations.
///
/// # Errors
/// [`Refusal::NotFound`] when the account's user is not part of `state`.
pub fn decide_account(
    state: OrgState,
    user: UserId,
    change: &AccountChange,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let nobody = Authority { actor: Actor::User(user), ..Authority::system() };
    let mut none = || Uuid::nil();
    let mut desk = Desk::new(state, &nobody, Moment { now, seen: None }, &mut none);
    desk.account(user, change)?;
    Ok(desk.decision)
}

impl Desk<'_> {
    /// What an admin calls somebody: in this organization alone, until they rename themselves.
    pub(super) fn rename_user(&mut self, user: UserId, name: &Name) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::correct(self.by, &self.target(&user))?;
        if user.name != *name {
            self.as_seen(self.state.set_by.user_names.get(&user.id).copied().unwrap_or(0))?;
            self.change(Change::UserRenamed { user: user.id, before: user.name, after: name.clone() });
        }
        Ok(())
    }

    pub(super) fn propose_email(&mut self, user: UserId, email: &str) -> Result<(), Refusal> {
        let user = self.user(user)?;
        allow::correct(self.by, &self.target(&user))?;
        let email = EmailAddress::parse(email).map_err(|error| Refusal::BadAddress { error })?;
        if email == user.email {
            return Ok(());
        }
        // Removed ones, too: the address is their account's.
        if self.user_of(&email).is_some() {
            return Err(Refusal::AlreadyUser);
        }
        self.change(Change::UserEmailProposed { user: user.id, email });
        Ok(())
    }

    pub(super) fn account(&mut self, user: UserId, change: &AccountChange) -> Result<(), Refusal> {
        let user = self.state.users.get(&user).ok_or(Refusal::NotFound)?.clone();
        match change {
            AccountChange::Rename(name) if *name != user.name => {
                self.change(Change::UserRenamed { user: user.id, before: user.name, after: name.clone() });
            }
            AccountChange::Email(email) if *email != user.email => {
                self.change(Change::UserEmailChanged { user: user.id, before: user.email, after: email.clone() });
            }
            AccountChange::SecondFactor(after) if *after != user.second_factor => {
                self.change(Change::UserSecondFactorSet { user: user.id, after: *after });
            }
            AccountChange::Rename(_) | AccountChange::Email(_) | AccountChange::SecondFactor(_) => {}
        }
        Ok(())
    }
}
