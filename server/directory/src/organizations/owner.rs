//! `owner create`: the operator makes somebody an Owner, and the organization too when there is none of that name.

use super::found::{hold_founding, new_user, slug_for};
use crate::accounts::{Password, account_of, create, hold_account, new_account, store_password, stored_password};
use crate::entity::{account, organization};
use crate::stop::Writer;
use crate::store::load;
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Who};
use domain::{
    AccountId, Actor, Authority, Change, Command, CommandId, EmailAddress, Invitation, InvitationId, Language, Moment,
    Name, Needs, OrgState, Refusal, RevokeCause, RoleId, RoleKey, Status, Timestamp, User, UserId, decide,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

/// Who is to be an Owner, and of what.
#[derive(Clone)]
pub struct NewOwner {
    /// The organization's name in URLs.
    pub org: String,
    /// What it is called, should it have to be made; else made from `org`.
    pub org_name: Option<String>,
    /// The Owner's address.
    pub email: String,
    /// Their name, should the account have to be made; else made from the address.
    pub name: Option<String>,
    /// Their password, should they have none.
    pub password: String,
}

/// What making an Owner did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerCreated {
    /// The organization's name in URLs.
    pub org: String,
    /// Their user there.
    pub user: UserId,
    /// Whether the organization was made.
    pub org_is_new: bool,
    /// Whether the password was set: an account that has one keeps it.
    pub password_set: bool,
}

impl std::fmt::Debug for NewOwner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewOwner").field("org", &self.org).field("email", &self.email).finish_non_exhaustive()
    }
}

/// A checked [`NewOwner`].
struct Wanted {
    slug: String,
    org_name: Name,
    email: EmailAddress,
    name: Name,
    hash: String,
}

impl Directory {
    /// Makes somebody an active Owner of an organization. A missing organization and a missing account are made;
    /// whoever is suspended or removed there comes back, if a seat is left.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody but the operator; [`Error::Invalid`] for a bad field; [`Error::Refused`] when
    /// no seat is left or the user's access has an end in the past; [`Error::Database`].
    pub async fn create_owner(&self, caller: &Caller, owner: &NewOwner) -> Result<OwnerCreated> {
        if caller.who != Who::Operator {
            return Err(Error::NotFound);
        }
        let wanted = self.wanted(owner).await?;
        let (this, caller) = (self.clone(), caller.clone());
        self.detached(async move { this.make_owner(&caller, wanted).await }).await
    }

    async fn wanted(&self, owner: &NewOwner) -> Result<Wanted> {
        let invalid = |field: &'static str, reason: String| Error::Invalid { field, reason };
        let email = EmailAddress::parse(&owner.email).map_err(|error| invalid("email", error.to_string()))?;
        let name = owner.name.as_deref().unwrap_or_else(|| email.local());
        let name = Name::parse(name).map_err(|error| invalid("name", error.to_string()))?;
        let org_name = Name::parse(owner.org_name.as_deref().unwrap_or(&owner.org));
        let org_name = org_name.map_err(|error| invalid("organization", error.to_string()))?;
        let about = [email.as_str(), name.as_str(), org_name.as_str()];
        let hash = self.inner.passwords.hash(Password::chosen(&owner.password, &about)?).await?;
        Ok(Wanted { slug: owner.org.clone(), org_name, email, name, hash })
    }

    async fn make_owner(&self, caller: &Caller, wanted: Wanted) -> Result<OwnerCreated> {
        let now = self.now();
        let tx = self.begin().await?;
        hold_founding(&tx).await?;
        let command = CommandId(self.inner.clock.fresh_id());
        let known = organization::Entity::find().filter(organization::Column::Slug.eq(wanted.slug.as_str()));
        let known = known.one(&tx).await?;
        let org_is_new = known.is_none();
        let org = match known {
            Some(org) => hold_org(&tx, &OrgRef::Id(org.id)).await?,
            None => {
                let slug = slug_for(&tx, &wanted.org_name, Some(&wanted.slug)).await?;
                let named = (slug, wanted.org_name.clone());
                self.found(&tx, caller, Actor::Operator, command, named, now).await?.org
            }
        };
        let (account, password_set) =
            self.account_for(&tx, &wanted.email, &wanted.name, wanted.hash, Language::English, now).await?;
        let needs = Needs { emails: vec![account.email.clone()], ..Needs::default() };
        let state = load::state(&tx, &org, &needs, now).await?;
        let mut fresh = || self.inner.clock.fresh_id();
        let (user, changes) = enthrone(state, &account, now, &mut fresh)?;
        self.write(Writer::to_the_end(&tx), caller, Actor::Operator, &org, command, changes, now).await?;
        self.commit(tx).await?;
        Ok(OwnerCreated { org: org.slug, user, org_is_new, password_set })
    }

    /// The account of an address, made when there is none; a password is set where there is none. Says whether it
    /// was. The account is held.
    pub(crate) async fn account_for(
        &self,
        tx: &DatabaseTransaction,
        email: &EmailAddress,
        name: &Name,
        hash: String,
        language: Language,
        now: Timestamp,
    ) -> Result<(account::Model, bool)> {
        create(tx, new_account(AccountId(self.inner.clock.fresh_id()), email, name, language, now)).await?;
        let row = account_of(tx, email.as_str()).await?.ok_or(Error::NotFound)?;
        let row = hold_account(tx, row.id).await?;
        let set = stored_password(tx, row.id).await?.is_none();
        if set {
            store_password(tx, row.id, hash, now).await?;
        }
        Ok((row, set))
    }
}

/// The changes that make an account's user an active Owner, decided like any command of the operator's.
fn enthrone(
    mut state: OrgState,
    account: &account::Model,
    now: Timestamp,
    fresh: &mut dyn FnMut() -> uuid::Uuid,
) -> std::result::Result<(UserId, Vec<Change>), Refusal> {
    let owner = state.built_in(RoleKey::Owner).ok_or(Refusal::UnknownRole)?.id;
    let mut changes = Vec::new();
    // An open invitation makes way: it holds the seat. A request has nothing to wait for any more.
    let invitations: Vec<Invitation> =
        state.invitations.values().filter(|open| open.email == account.email).cloned().collect();
    let (requests, invitations): (Vec<Invitation>, Vec<Invitation>) =
        invitations.into_iter().partition(Invitation::is_request);
    let invitations: Vec<InvitationId> = invitations.iter().map(|open| open.id).collect();
    for request in requests {
        let settled = Change::InvitationRevoked { invitation: request.id, cause: RevokeCause::RequestSettled };
        state.apply(&settled, now);
        changes.push(settled);
    }
    if !invitations.is_empty() {
        work(&mut state, &Command::Revoke { invitations }, now, fresh, &mut changes)?;
    }
    let user = state.users.values().find(|user| user.account == account.id).cloned();
    let Some(user) = user else {
        return joined(&state, UserId(fresh()), account, owner, now, changes);
    };
    let users = vec![user.id];
    match user.status(now) {
        Status::Removed if user.restorable_until().is_none_or(|until| until <= now) => {
            return joined(&state, user.id, account, owner, now, changes);
        }
        Status::Removed => work(&mut state, &Command::Restore { users: users.clone() }, now, fresh, &mut changes)?,
        Status::Suspended => work(&mut state, &Command::Reactivate { users: users.clone() }, now, fresh, &mut changes)?,
        status @ Status::Ended => return Err(Refusal::WrongStatus { status }),
        Status::Active | Status::Invited | Status::Waiting | Status::Requested | Status::Expired => {}
    }
    work(&mut state, &Command::SetRole { users, role: owner }, now, fresh, &mut changes)?;
    Ok((user.id, changes))
}

fn joined(
    state: &OrgState,
    id: UserId,
    account: &account::Model,
    owner: RoleId,
    now: Timestamp,
    mut changes: Vec<Change>,
) -> std::result::Result<(UserId, Vec<Change>), Refusal> {
    state.seats.take(1)?;
    let user: User = new_user(id, account, owner, now);
    changes.push(Change::UserJoined { user, invitation: None });
    Ok((id, changes))
}

/// Decides one command on the state as it is by now, and applies it.
fn work(
    state: &mut OrgState,
    command: &Command,
    now: Timestamp,
    fresh: &mut dyn FnMut() -> uuid::Uuid,
    changes: &mut Vec<Change>,
) -> std::result::Result<(), Refusal> {
    let decision = decide(state.clone(), &Authority::operator(), command, Moment { now, seen: None }, fresh)?;
    for change in &decision.changes {
        state.apply(change, now);
    }
    changes.extend(decision.changes);
    Ok(())
}
