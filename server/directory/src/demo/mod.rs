//! A synthetic organization to look at: the same people for the same seed, dates relative to a day.

mod names;
mod people;

use crate::accounts::{Password, new_account, store_password};
use crate::events::Chain;
use crate::stop::Writer;
use crate::store::{bulk, persist};
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{
    Actor, Change, CommandId, EmailAddress, Event, Language, Name, OrgId, OrgSettings, Role, RoleId, RoleKey,
    SeatPolicy, Timestamp, UserState,
};
use people::{Cast, Rng};
use sea_orm::DatabaseTransaction;
use std::collections::BTreeMap;

/// What to make.
#[derive(Clone, Debug)]
pub struct DemoPlan {
    /// How many users, the Owner among them; invitations come on top.
    pub users: u32,
    /// The same seed makes the same people.
    pub seed: u64,
    /// The day that dates are relative to.
    pub as_of: Timestamp,
    /// The Owner's password.
    pub password: String,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoReport {
    /// The organization's name in URLs.
    pub slug: String,
    /// Who can sign in.
    pub owner: EmailAddress,
    /// How many users there are.
    pub users: u32,
    /// How many open invitations there are, expired ones included.
    pub invitations: u32,
}

/// The demo organization's name in URLs.
pub const DEMO_SLUG: &str = "demo";
/// The demo organization's Owner.
pub const DEMO_OWNER: &str = "owner@demo.test";

impl Directory {
    /// Fills the organization `demo` with made-up people, in one transaction.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it exists already or the password is out of bounds; [`Error::Database`].
    pub async fn fill_demo(&self, plan: &DemoPlan) -> Result<DemoReport> {
        let secret = self.inner.passwords.hash(Password::chosen(&plan.password, &[DEMO_OWNER])?).await?;
        let tx = self.begin().await?;
        if hold_org(&tx, &OrgRef::from(DEMO_SLUG)).await.is_ok() {
            return Err(Error::Invalid { field: "org", reason: "the organization demo exists already".to_owned() });
        }
        let mut rng = Rng::new(plan.seed);
        let roles = built_in_roles(&mut || rng.uuid());
        let cast = Cast::of(plan, &roles, &mut rng)?;
        let report = DemoReport {
            slug: DEMO_SLUG.to_owned(),
            owner: cast.owner.email.clone(),
            users: u32::try_from(cast.users.len() - cast.removed()).unwrap_or(u32::MAX),
            invitations: u32::try_from(cast.invitations.len()).unwrap_or(u32::MAX),
        };
        self.store_cast(&tx, plan, &roles, cast, secret, &mut rng).await?;
        self.commit(tx).await?;
        Ok(report)
    }

    async fn store_cast(
        &self,
        tx: &DatabaseTransaction,
        plan: &DemoPlan,
        roles: &[Role],
        cast: Cast,
        secret: String,
        rng: &mut Rng,
    ) -> Result<()> {
        let org = OrgId(rng.uuid());
        let start = cast.owner.joined_at;
        let seats_used = cast.seats_used(plan.as_of);
        let settings = OrgSettings {
            name: Name::parse("Meridian Works").map_err(|error| Error::Corrupt(error.to_string()))?,
            seat_limit: Some(seats_used + 37),
            seat_policy: SeatPolicy::Stop,
            tell_people: true,
            allowed_domains: Vec::new(),
            remind_invited: true,
            mail_words: BTreeMap::new(),
            dormancy: None,
            take_requests: false,
            require_second_factor: false,
        };
        persist::create_organization(tx, org, DEMO_SLUG, &settings, roles, start).await?;
        let writer = Writer::to_the_end(tx);
        let mut story = Story { chain: Chain::begin(org), events: Vec::new(), rng };
        let created = Change::OrganizationCreated { org, slug: DEMO_SLUG.to_owned(), settings, roles: roles.to_vec() };
        story.tell(Actor::Operator, start, created)?;
        for team in cast.teams {
            story.tell(Actor::Operator, start, Change::TeamCreated { team })?;
        }
        let inviter = Actor::User(cast.owner.id);
        let mut accounts = Vec::with_capacity(cast.users.len());
        for user in cast.users {
            let (joined, left) = (user.joined_at, cast.left.get(&user.id).copied());
            let (actor, id) = (Actor::User(user.id), user.id);
            accounts.push(new_account(user.account, &user.email, &user.name, Language::English, joined));
            story.tell(actor, joined, Change::UserJoined { user, invitation: None })?;
            if let Some((after, at)) = left {
                let before = UserState::Active;
                story.tell(inviter, at, Change::UserStateSet { user: id, before, after, reason: None })?;
            }
        }
        for invitation in cast.invitations {
            let at = invitation.sent_at;
            story.tell(inviter, at, Change::InvitationSent { invitation, note: None, listed: false })?;
        }
        bulk::insert(writer, accounts).await?;
        story.chain.store(writer).await?;
        persist::changes(writer, org, &story.events).await?;
        store_password(tx, cast.owner.account, secret, start).await?;
        persist::last_event(tx, org, story.chain.seq()).await
    }
}

/// What happened in the organization until now.
struct Story<'a> {
    chain: Chain,
    events: Vec<Event>,
    rng: &'a mut Rng,
}

impl Story<'_> {
    fn tell(&mut self, actor: Actor, at: Timestamp, change: Change) -> Result<()> {
        let command = CommandId(self.rng.uuid());
        let event = self.chain.add(&Caller::operator(), actor, command, at, change)?;
        self.events.push(event);
        Ok(())
    }
}

/// The four built-in roles, with fresh ids.
pub(crate) fn built_in_roles(fresh: &mut dyn FnMut() -> uuid::Uuid) -> Vec<Role> {
    RoleKey::ALL
        .into_iter()
        .filter_map(|key| {
            let name = Name::parse(key.title()).ok()?;
            let slug = key.slug().to_owned();
            Some(Role { id: RoleId(fresh()), key: Some(key), name, slug, permissions: key.permissions() })
        })
        .collect()
}
