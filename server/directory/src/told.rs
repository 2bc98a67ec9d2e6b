//! Mails to people about what was done to them, and to Owners about seats. They wait a while; what takes a deed back by
//! then takes its mail back too, and nobody is told of either.

use crate::clashes;
use crate::entity::{organization, outbox, user};
use crate::outbox::{Message, Queued, Topic, nobody_sends, queued, withdraw_about, withdraw_all};
use crate::stop::Writer;
use crate::store::{bulk, count, load};
use crate::{Directory, Result};
use domain::{
    Actor, Change, EmailAddress, Event, HeldRole, MessageId, Role, RoleId, RoleKey, Seats, Timestamp, User, UserId,
    UserState,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody else did to a user.
pub(crate) struct Deed {
    user: UserId,
    by: Actor,
    what: What,
}

/// The mails about deeds.
pub(crate) struct Told {
    pub mails: Vec<outbox::ActiveModel>,
    /// Mails that waited, which these go on from.
    pub waiting: Vec<MessageId>,
}

enum What {
    Role { before: RoleId, after: HeldRole },
    Access { before: UserState, after: UserState },
}

impl What {
    fn topic(&self) -> Topic {
        match self {
            Self::Role { .. } => Topic::Role,
            Self::Access { .. } => Topic::Access,
        }
    }
}

impl Deed {
    /// What an event is to whom it is about: nothing where they did it themselves.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        let (user, what) = match &event.change {
            Change::UserRoleSet { user, before, after } => {
                (*user, What::Role { before: *before, after: HeldRole::lasting(*after) })
            }
            // They have the same role for as long as before: what comes after it is another now.
            Change::UserTemporaryRoleSet { before, after, .. }
                if before.role == after.role
                    && before.term.map(|term| term.until) == after.term.map(|term| term.until) =>
            {
                return None;
            }
            Change::UserTemporaryRoleSet { user, before, after } => {
                (*user, What::Role { before: before.role, after: *after })
            }
            Change::UserStateSet { user, before, after, .. } => {
                (*user, What::Access { before: *before, after: *after })
            }
            _ => return None,
        };
        (event.actor != Actor::User(user)).then_some(Self { user, by: event.actor, what })
    }

    /// To whom it was done, and on which topic they are told.
    pub(crate) fn topic(&self) -> (UserId, Topic) {
        (self.user, self.what.topic())
    }
}

impl Directory {
    /// Puts mails into the outbox for those to whom something was done, where the organization tells people.
    pub(crate) async fn tell(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        events: &[Event],
        now: Timestamp,
    ) -> Result<()> {
        let deeds: Vec<Deed> = events.iter().filter_map(Deed::of).collect();
        if deeds.is_empty() {
            return Ok(());
        }
        let told = self.mails_about(writer.tx()?, org, &deeds, &BTreeMap::new(), now).await?;
        for topic in [Topic::Role, Topic::Access] {
            withdraw_about(writer, org.id, &users_of(&deeds, topic), topic).await?;
        }
        bulk::insert(writer, told.mails).await
    }

    /// The mails to those to whom something was done, where the organization tells people. Whoever is among `states` has
    /// that state in the end; the others, the one that is stored.
    pub(crate) async fn mails_about(
        &self,
        db: &impl ConnectionTrait,
        org: &organization::Model,
        deeds: &[Deed],
        states: &BTreeMap<UserId, UserState>,
        now: Timestamp,
    ) -> Result<Told> {
        let mut told = Told { mails: Vec::new(), waiting: Vec::new() };
        if !org.tell_people {
            return Ok(told);
        }
        let mut earlier = BTreeMap::new();
        for topic in [Topic::Role, Topic::Access] {
            for mail in waiting_about(db, org, &users_of(deeds, topic), topic, now).await? {
                told.waiting.push(mail.id);
                if let Some(user) = mail.user_id {
                    earlier.insert((user, topic), serde_json::from_str::<Message>(&mail.message)?);
                }
            }
        }
        let words = Words::about(db, org, deeds, states).await?;
        for deed in deeds {
            let earlier = earlier.get(&deed.topic());
            let (Some(recipient), Some(message)) = (words.addresses.get(&deed.user), words.message(deed, earlier))
            else {
                continue;
            };
            let mail = Queued {
                org: Some(org.id),
                invitation: None,
                about: Some(deed.user),
                recipient,
                message: &message,
                token: None,
            };
            told.mails.push(queued(self, mail, now, now.plus_ms(self.config().mail_wait_ms))?);
        }
        Ok(told)
    }

    /// Tells Owners when the seats have become nearly full, and takes that back when they no longer are.
    pub(crate) async fn tell_of_seats(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        before: Seats,
        events: &[Event],
        now: Timestamp,
    ) -> Result<()> {
        let limit = events.iter().rev().find_map(|event| match &event.change {
            Change::OrganizationChanged { after, .. } => Some(after.seat_limit),
            _ => None,
        });
        let counted = count::seats(writer.tx()?, org, now).await?;
        let after = Seats { limit: limit.unwrap_or(counted.limit), ..counted };
        match (before.is_nearly_full(), after.is_nearly_full()) {
            (false, true) => self.seats_are_nearly_full(writer, org, after, now).await,
            (true, false) => withdraw_all(writer, org.id, Topic::Seats).await,
            (false, false) | (true, true) => Ok(()),
        }
    }

    async fn seats_are_nearly_full(
        &self,
        writer: Writer<'_>,
        org: &organization::Model,
        seats: Seats,
        now: Timestamp,
    ) -> Result<()> {
        let roles = load::roles(writer.tx()?, org.id).await?;
        let Some(owner) = roles.iter().find(|role| role.key == Some(RoleKey::Owner)) else { return Ok(()) };
        let owners = user::Entity::find().filter(count::active_owners(org.id, owner.id, now)).all(writer.tx()?).await?;
        let message = Message::SeatsNearlyFull {
            organization: org.name.to_string(),
            used: seats.used(),
            limit: seats.limit.unwrap_or_default(),
        };
        let mut mails = Vec::new();
        for owner in owners {
            let recipient = &owner.email;
            let mail =
                Queued { org: Some(org.id), invitation: None, about: None, recipient, message: &message, token: None };
            mails.push(queued(self, mail, now, now.plus_ms(self.config().mail_wait_ms))?);
        }
        bulk::insert(writer, mails).await
    }
}

/// Whether these events may take seats of an organization that limits them, or free some. One that is being founded has
/// nobody yet to tell.
pub(crate) fn concern_seats(org: &organization::Model, events: &[Event]) -> bool {
    let limits = |event: &Event| matches!(event.change, Change::OrganizationChanged { .. });
    org.seq > 0
        && (org.seat_limit.is_some() || events.iter().any(limits))
        && events.iter().any(|event| takes_or_frees_seats(&event.change))
}

fn takes_or_frees_seats(change: &Change) -> bool {
    match change {
        Change::OrganizationChanged { .. }
        | Change::UserJoined { .. }
        | Change::UserStateSet { .. }
        | Change::UserEndSet { .. }
        | Change::InvitationSent { .. }
        | Change::InvitationResent { .. }
        | Change::InvitationResendTakenBack { .. }
        | Change::InvitationReleased { .. }
        | Change::InvitationRevoked { .. }
        | Change::RequestApproved(..)
        | Change::RequestReturned(..)
        | Change::InvitationReopened { .. } => true,
        Change::OrganizationCreated { .. }
        | Change::UserRoleSet { .. }
        | Change::UserTemporaryRoleSet { .. }
        | Change::UserTeamsChanged { .. }
        | Change::UserSignedOut { .. }
        | Change::UserRenamed { .. }
        | Change::UserSecondFactorSet { .. }
        | Change::UserEmailChanged { .. }
        | Change::InvitationLinkCopied { .. }
        | Change::InvitationTakenOver { .. }
        | Change::InvitationReaddressed { .. }
        | Change::UserEmailProposed { .. }
        | Change::PasswordResetSent { .. }
        | Change::LockLifted { .. }
        | Change::InvitationReminded { .. }
        | Change::InvitationQueued { .. }
        | Change::TeamCreated { .. }
        | Change::TeamRenamed { .. }
        | Change::TeamDeleted { .. }
        | Change::RoleCreated { .. }
        | Change::RoleChanged { .. }
        | Change::RoleDeleted { .. }
        | Change::BundleCreated { .. }
        | Change::BundleChanged { .. }
        | Change::BundleDeleted { .. }
        | Change::RequestMade(..)
        | Change::RequestDeclined(..)
        | Change::InvitationRoleSet { .. }
        | Change::InvitationTeamsChanged { .. } => false,
    }
}

fn users_of(deeds: &[Deed], topic: Topic) -> Vec<UserId> {
    deeds.iter().filter(|deed| deed.what.topic() == topic).map(|deed| deed.user).collect()
}

/// What waits to be told to users on a topic. A mail that a worker is sending is told.
async fn waiting_about(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    users: &[UserId],
    topic: Topic,
    now: Timestamp,
) -> Result<Vec<outbox::Model>> {
    let mut found = Vec::new();
    for some in bulk::ids(users) {
        let query = outbox::Entity::find()
            .filter(outbox::Column::OrgId.eq(org.id))
            .filter(outbox::Column::UserId.is_in(some.iter().copied()))
            .filter(outbox::Column::Topic.eq(topic))
            .filter(outbox::Column::State.eq("waiting"))
            .filter(nobody_sends(now));
        found.extend(query.all(db).await?);
    }
    Ok(found)
}

/// Whom the mails of one commit name, and where they go.
struct Words {
    organization: String,
    roles: Vec<Role>,
    actors: BTreeMap<UserId, String>,
    addresses: BTreeMap<UserId, EmailAddress>,
    removed: BTreeSet<UserId>,
}

impl Words {
    async fn about(
        db: &impl ConnectionTrait,
        org: &organization::Model,
        deeds: &[Deed],
        states: &BTreeMap<UserId, UserState>,
    ) -> Result<Self> {
        let mut actors: Vec<UserId> = deeds.iter().filter_map(|deed| actor(deed.by)).collect();
        actors.sort_unstable();
        actors.dedup();
        let told: Vec<UserId> = deeds.iter().map(|deed| deed.user).collect();
        let users = load::users_by_id(db, org.id, &told).await?;
        let state = |user: &User| states.get(&user.id).copied().unwrap_or(user.state);
        Ok(Self {
            organization: org.name.to_string(),
            roles: load::roles_ever(db, org.id).await?,
            actors: clashes::names(db, org, &actors).await?,
            removed: users.iter().filter(|user| state(user) == UserState::Removed).map(|user| user.id).collect(),
            addresses: users.into_iter().map(|user| (user.id, user.email)).collect(),
        })
    }

    fn role(&self, id: RoleId) -> String {
        self.roles.iter().find(|role| role.id == id).map(|role| role.name.to_string()).unwrap_or_default()
    }

    /// What there is to tell, after what waited to be told: nothing where one takes back the other.
    fn message(&self, deed: &Deed, earlier: Option<&Message>) -> Option<Message> {
        let organization = self.organization.clone();
        let by = actor(deed.by).and_then(|actor| self.actors.get(&actor).cloned());
        match (&deed.what, earlier) {
            // Whoever was removed has a role to come back to: that is not told.
            (What::Role { .. }, _) if self.removed.contains(&deed.user) => None,
            (What::Role { before, after }, earlier) => {
                let before = match earlier {
                    Some(Message::RoleChanged { before, .. }) => before.clone(),
                    _ => self.role(*before),
                };
                let (after, until) = (self.role(after.role), after.term.map(|term| term.until));
                let taken_back = earlier.is_some() && before == after && until.is_none();
                (!taken_back).then_some(Message::RoleChanged { organization, by, before, after, until })
            }
            // Nobody had told them.
            (
                What::Access { after: UserState::Active, .. },
                Some(Message::AccessEnded { .. } | Message::DormantSuspended { .. }),
            ) => None,
            (What::Access { after: UserState::Active, .. }, _) => Some(Message::AccessBack { organization, by }),
            (What::Access { .. }, Some(Message::AccessBack { .. })) => None,
            // What was ended is ended a little less.
            (What::Access { before: UserState::Removed, after: UserState::Suspended }, _) => None,
            // By itself, only whoever did not come is suspended.
            (What::Access { after: UserState::Suspended, .. }, _) if deed.by == Actor::System => {
                Some(Message::DormantSuspended { organization })
            }
            (What::Access { after, .. }, _) => {
                Some(Message::AccessEnded { organization, by, removed: *after == UserState::Removed })
            }
        }
    }
}

fn actor(actor: Actor) -> Option<UserId> {
    match actor {
        Actor::User(user) => Some(user),
        Actor::Operator | Actor::System => None,
    }
}
