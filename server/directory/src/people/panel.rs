use super::{Doers, Seen, see, users_among};
use crate::accounts::passkeys_of;
use crate::entity::{credential, organization};
use crate::events;
use crate::execute::with_actor;
use crate::organizations::bundles::named;
use crate::store::load;
use crate::{Caller, Directory, OrgRef, Result};
use domain::{
    Access, AccountId, Actor, Authority, CameBy, Change, Command, Deed, EmailAddress, Event, Invitation, InvitationId,
    Moment, Permission, PersonId, PersonPanel, SignIn, SignInMethod, Subject, User, UserState, allow, decide,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

impl Directory {
    /// What one of an organization's people's panel shows beyond their row: why they have access and, for those who
    /// may know, how they sign in and what was done to them.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization, or the person, is not the caller's to see;
    /// [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn person_panel(&self, caller: &Caller, org: &OrgRef, person: PersonId) -> Result<PersonPanel> {
        let (org, by) = self.reader(caller, org).await?;
        let seen = see(self.read(), &org, &by, person, self.now()).await?;
        let access = access(self.read(), &org, &by, &seen).await?;
        let history = match allow::view_history(&by) {
            Ok(()) => Some(super::history::page(self.read(), &org, &by, &seen, None).await?),
            Err(_) => None,
        };
        let sign_in = match &seen {
            Seen::User(user) if allow::view_sign_in(&by).is_ok() => Some(self.sign_in_of(&org, user).await?),
            Seen::User(_) | Seen::Invitation(_) => None,
        };
        let came_by = self.came_by(&org, &by, &seen).await?;
        let access_days = match &seen {
            Seen::Invitation(invitation) => invitation.access_days,
            Seen::User(_) => None,
        };
        Ok(PersonPanel { access, sign_in, history, came_by, access_days })
    }

    /// The bundle that somebody came by, or is invited with, and how they differ from it: for who sees everybody.
    async fn came_by(&self, org: &organization::Model, by: &Authority, seen: &Seen) -> Result<Option<CameBy>> {
        let (Seen::User(User { bundle, .. }) | Seen::Invitation(Invitation { bundle, .. })) = seen;
        let Some(id) = bundle.filter(|_| by.may(Permission::UsersRead)) else { return Ok(None) };
        let now = self.now();
        let command = match seen {
            Seen::User(user) => Some(Command::FollowBundle { users: vec![user.id] }),
            Seen::Invitation(_) => None,
        };
        let needs = with_actor(command.as_ref().map(Command::needs).unwrap_or_default(), by);
        let state = load::state(self.read(), org, &needs, now).await?;
        let Some(bundle) = state.bundle(id).cloned() else { return Ok(None) };
        let drift = match seen {
            Seen::User(user) => bundle.drift(user, now),
            Seen::Invitation(_) => None,
        };
        let drift = drift.map(|drift| named(&bundle, &drift, &state.roles, &state.teams));
        // Asked as it would be decided, and nothing of it done.
        let blocked = drift.as_ref().zip(command).and_then(|(_, command)| {
            decide(state, by, &command, Moment { now, seen: None }, &mut || self.inner.clock.fresh_id()).err()
        });
        Ok(Some(CameBy { bundle: bundle.shape.name, drift, blocked }))
    }

    /// The account and the address that a user signs in with, for who may know how they do.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization, or the person, is not the caller's to see;
    /// [`crate::Error::Refused`] when they may not know; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn signs_in_as(
        &self,
        caller: &Caller,
        org: &OrgRef,
        user: domain::UserId,
    ) -> Result<(AccountId, EmailAddress)> {
        let (org, by) = self.reader(caller, org).await?;
        allow::view_sign_in(&by)?;
        match see(self.read(), &org, &by, user.into(), self.now()).await? {
            Seen::User(user) => Ok((user.account, user.email)),
            Seen::Invitation(_) => Err(crate::Error::NotFound),
        }
    }

    /// Of an account, which is global, what reaches this organization: how many sessions, and which ways in there are.
    async fn sign_in_of(&self, org: &organization::Model, user: &User) -> Result<SignIn> {
        let sessions = self.sessions_reaching(org.id, user).await?;
        let credentials = credential::Entity::find()
            .filter(credential::Column::AccountId.eq(user.account))
            .order_by_asc(credential::Column::Kind)
            .all(self.read())
            .await?;
        let mut methods: Vec<_> =
            credentials.iter().filter_map(|credential| SignInMethod::of_kind(&credential.kind)).collect();
        if !passkeys_of(self.read(), user.account).await?.is_empty() {
            methods.push(SignInMethod::Passkey);
        }
        Ok(SignIn { sessions, methods, locked_until: None })
    }
}

async fn access(db: &impl ConnectionTrait, org: &organization::Model, by: &Authority, seen: &Seen) -> Result<Access> {
    let mut found = Found::default();
    match seen {
        Seen::User(user) => {
            found.joined = events::last_of_kind(db, org.id, user.id.0, "user_joined").await?;
            let invitation = found.joined.as_ref().and_then(|event| match &event.change {
                Change::UserJoined { invitation, .. } => *invitation,
                _ => None,
            });
            if let Some(invitation) = invitation {
                found.asked = events::last_of_kind(db, org.id, invitation.0, "request_made").await?;
                found.invited = invited(db, org, invitation).await?;
            }
            found.role = events::at(db, org.id, user.role_seq).await?.filter(is_role_set);
            let states = events::of_kind(db, org.id, user.id.0, "user_state_set").await?;
            found.restored = states.into_iter().rfind(is_restoring);
        }
        Seen::Invitation(invitation) => {
            found.asked = events::last_of_kind(db, org.id, invitation.id.0, "request_made").await?;
            if !invitation.is_request() {
                found.invited = invited(db, org, invitation.id).await?;
            }
        }
    }
    let actors = found.all().map(|event| event.actor);
    let doers = Doers::of(db, org, by, users_among(actors)).await?;
    let deed = |event: &Option<Event>| event.as_ref().map(|event| Deed { by: doers.name(event.actor), at: event.at });
    Ok(Access {
        asked_at: found.asked.as_ref().map(|event| event.at),
        invited: deed(&found.invited),
        listed: found.invited.as_ref().is_some_and(|event| is_listed(&event.change)),
        joined_at: found.joined.as_ref().map(|event| event.at),
        made_by: found.joined.as_ref().filter(|event| !by_themselves(event)).map(|event| doers.name(event.actor)),
        role: deed(&found.role),
        restored: deed(&found.restored),
    })
}

/// The event that invited somebody, or approved that they join, whether a seat was free or they had to wait for one.
async fn invited(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    invitation: InvitationId,
) -> Result<Option<Event>> {
    let sent = events::last_of_kind(db, org.id, invitation.0, "invitation_sent").await?;
    let queued = events::last_of_kind(db, org.id, invitation.0, "invitation_queued").await?;
    let approved = events::last_of_kind(db, org.id, invitation.0, "request_approved").await?;
    Ok(sent.or(queued).or(approved))
}

/// The events that say why somebody has access.
#[derive(Default)]
struct Found {
    asked: Option<Event>,
    invited: Option<Event>,
    joined: Option<Event>,
    role: Option<Event>,
    restored: Option<Event>,
}

impl Found {
    fn all(&self) -> impl Iterator<Item = &Event> {
        [&self.invited, &self.joined, &self.role, &self.restored].into_iter().flatten()
    }
}

/// Whether a list brought somebody.
fn is_listed(change: &Change) -> bool {
    matches!(change, Change::InvitationSent { listed: true, .. } | Change::InvitationQueued { listed: true, .. })
}

/// Whether an event was done by whom it is about.
fn by_themselves(event: &Event) -> bool {
    matches!(event.actor, Actor::User(user) if event.change.subject() == Subject::Person(user.into()))
}

fn is_role_set(event: &Event) -> bool {
    matches!(event.change, Change::UserRoleSet { .. })
}

fn is_restoring(event: &Event) -> bool {
    matches!(event.change, Change::UserStateSet { before: UserState::Removed, .. })
}
