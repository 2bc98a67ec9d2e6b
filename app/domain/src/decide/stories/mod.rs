//! Stories: what Olga the Owner, Adam the Admin, Tara the Team owner, Ben and Mia the Members may do.

mod bundles;
mod commands;
mod correct;
mod counting;
mod custom_roles;
mod dates;
mod domains;
mod dormant;
mod edit;
mod heirs;
mod import;
mod invitations;
mod numbering;
mod organization;
mod ownership;
mod queue;
mod reminders;
mod requests;
mod roles;
mod standing;
mod start_fresh;
mod teams;
mod undo;

pub(super) use commands::*;
pub(super) use counting::*;

use super::{
    Decision, ListOrder, Moment, decide, decide_accept, decide_ask, decide_dormant, decide_import, decide_release,
    decide_reminders, decide_undo,
};
use crate::*;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const NOW: Timestamp = Timestamp(1_795_000_000_000);
pub(super) const OLGA: UserId = UserId(Uuid::from_u128(101));
pub(super) const ADAM: UserId = UserId(Uuid::from_u128(102));
pub(super) const TARA: UserId = UserId(Uuid::from_u128(103));
pub(super) const BEN: UserId = UserId(Uuid::from_u128(104));
pub(super) const MIA: UserId = UserId(Uuid::from_u128(105));
pub(super) const DESIGN: TeamId = TeamId(Uuid::from_u128(201));
pub(super) const SUPPORT: TeamId = TeamId(Uuid::from_u128(202));
pub(super) const SALES: TeamId = TeamId(Uuid::from_u128(203));

pub(super) fn owner() -> RoleId {
    role_id(RoleKey::Owner)
}
pub(super) fn admin() -> RoleId {
    role_id(RoleKey::Admin)
}
pub(super) fn team_owner() -> RoleId {
    role_id(RoleKey::TeamOwner)
}
pub(super) fn member() -> RoleId {
    role_id(RoleKey::Member)
}
fn role_id(key: RoleKey) -> RoleId {
    RoleId(Uuid::from_u128(301 + key as u128))
}

pub(super) fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}
pub(super) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

/// A plan, and the changes it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    pub plan: Plan,
    pub changes: Vec<Change>,
}

/// An organization to try things on. What is done is applied, each change with the number of its event.
#[derive(Clone)]
pub(super) struct World {
    pub state: OrgState,
    pub now: Timestamp,
    /// What the next command's sender has seen; all of it unless set.
    pub seen: Option<u64>,
    pub ids: u128,
}

impl World {
    /// Olga (Owner), Adam (Admin), Tara (Team owner, of Design), Ben (Member, in Design), Mia (Member, in Support).
    pub fn new() -> Self {
        let built_in = |key: RoleKey| Role {
            id: role_id(key),
            key: Some(key),
            name: name(key.title()),
            slug: key.slug().into(),
            permissions: key.permissions(),
        };
        let settings = OrgSettings {
            name: name("Acme"),
            seat_limit: None,
            seat_policy: SeatPolicy::Stop,
            tell_people: true,
            allowed_domains: Vec::new(),
            remind_invited: true,
            mail_words: BTreeMap::new(),
            dormancy: None,
            take_requests: false,
            require_second_factor: false,
        };
        let team = |id, text: &str| Team { id, name: name(text), slug: text.to_lowercase() };
        let mut world = Self {
            state: OrgState {
                org: Organization { id: OrgId(Uuid::from_u128(1)), slug: "acme".into(), settings, seq: 0 },
                roles: RoleKey::ALL.into_iter().map(built_in).collect(),
                teams: vec![team(DESIGN, "Design"), team(SUPPORT, "Support"), team(SALES, "Sales")],
                bundles: Vec::new(),
                users: BTreeMap::new(),
                invitations: BTreeMap::new(),
                seats: Seats::UNLIMITED,
                owners: 0,
                set_by: SetBy::default(),
            },
            now: NOW,
            seen: None,
            ids: 1_000,
        };
        world.seats(None, SeatPolicy::Stop);
        world.add(OLGA, "olga", owner(), &[]);
        world.add(ADAM, "adam", admin(), &[]);
        world.add(TARA, "tara", team_owner(), &[(DESIGN, true)]);
        world.add(BEN, "ben", member(), &[(DESIGN, false)]);
        world.add(MIA, "mia", member(), &[(SUPPORT, false)]);
        world
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub fn add(&mut self, id: UserId, who: &str, role: RoleId, teams: &[(TeamId, bool)]) {
        let user = User {
            id,
            account: AccountId(id.0),
            name: name(who),
            email: email(&format!("{who}@example.com")),
            role,
            teams: teams.iter().map(|&(team, owner)| TeamLink { team, owner }).collect(),
            state: UserState::Active,
            joined_at: self.now.plus_days(-30),
            ends_at: None,
            role_until: None,
            role_after: None,
            last_active: None,
            removed_at: None,
            invited_by: None,
            role_seq: 0,
            teams_seq: 0,
            status_seq: 0,
            ends_seq: 0,
            dormant_at: None,
            bundle: None,
            second_factor: false,
        };
        self.state.users.insert(id, user);
        self.recount();
    }

    /// Somebody new.
    pub fn hire(&mut self, who: &str, role: RoleId, teams: &[(TeamId, bool)]) -> UserId {
        let id = UserId(self.id());
        self.add(id, who, role, teams);
        id
    }

    pub fn custom_role(&mut self, text: &str, permissions: &[Permission]) -> RoleId {
        let id = RoleId(self.id());
        let permissions = Permissions::of(permissions);
        self.state.roles.push(Role { id, key: None, name: name(text), slug: text.to_lowercase(), permissions });
        id
    }

    pub fn seats(&mut self, limit: Option<u32>, policy: SeatPolicy) {
        self.state.org.settings.seat_limit = limit;
        self.state.org.settings.seat_policy = policy;
        self.state.seats = Seats { limit, policy, ..self.state.seats };
    }

    /// Leaves this many seats.
    pub fn seats_left(&mut self, left: u32) {
        let used = self.state.seats.used();
        self.seats(Some(used + left), SeatPolicy::Stop);
    }

    pub fn edit(&mut self, id: UserId, edit: impl FnOnce(&mut User)) {
        edit(self.state.users.get_mut(&id).expect("known"));
        self.recount();
    }

    /// Time passes: what is counted is counted anew, as the store does.
    pub fn pass(&mut self, ms: i64) {
        self.now = self.now.plus_ms(ms);
        self.recount();
    }

    pub fn recount(&mut self) {
        let (users, invitations, waiting, owners) = counts(&self.state, self.now);
        self.state.seats = Seats { users, invitations, waiting, ..self.state.seats };
        self.state.owners = owners;
    }

    pub fn user(&self, id: UserId) -> &User {
        &self.state.users[&id]
    }

    pub fn invitation(&self, id: InvitationId) -> &Invitation {
        &self.state.invitations[&id]
    }

    pub fn authority(&self, id: UserId) -> Authority {
        let user = self.user(id);
        Authority::of_user(user, self.state.permissions_of(user, self.now))
    }

    /// Decides, without doing it.
    pub fn ask_as(&self, by: &Authority, command: &Command) -> Result<Decision, Refusal> {
        let mut ids = self.ids;
        let mut fresh = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let moment = Moment { now: self.now, seen: self.seen };
        decide(self.state.clone(), by, command, moment, &mut fresh)
    }

    pub fn ask(&self, by: UserId, command: &Command) -> Result<Decision, Refusal> {
        self.ask_as(&self.authority(by), command)
    }

    /// Why `by` may not.
    pub fn refusal(&self, by: UserId, command: &Command) -> Refusal {
        match self.ask(by, command) {
            Err(refusal) => refusal,
            Ok(mut decision) if decision.changes.is_empty() && !decision.refused.is_empty() => {
                decision.refused.remove(0).refusal
            }
            Ok(decision) => panic!("not refused: {decision:?}"),
        }
    }

    /// Does what was decided, and gives its events.
    pub fn settle(&mut self, actor: Actor, decision: &Decision) -> Vec<Event> {
        self.ids += 1_000;
        let command = CommandId(self.id());
        let mut events = Vec::new();
        for change in &decision.changes {
            self.state.org.seq += 1;
            let seq = self.state.org.seq;
            let change = change.clone().settled(seq);
            self.state.apply(&change, self.now);
            self.number(&change, seq);
            events.push(Event { seq, at: self.now, actor, door: Door::Page, command, change });
        }
        events
    }

    /// Does it, some of it perhaps refused.
    pub fn partly(&mut self, by: UserId, command: &Command) -> (Vec<Event>, Vec<Refused>) {
        let decision = self.ask(by, command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        (self.settle(Actor::User(by), &decision), decision.refused)
    }

    /// Does it, all of it.
    pub fn act(&mut self, by: UserId, command: &Command) -> Vec<Event> {
        let (events, refused) = self.partly(by, command);
        assert_eq!(refused, [], "{command:?}");
        events
    }

    pub fn ask_undo(&self, by: UserId, events: &[Event]) -> Result<Decision, Refusal> {
        let mut fresh = || Uuid::nil();
        let moment = Moment { now: self.now, seen: self.seen };
        decide_undo(self.state.clone(), &self.authority(by), events, moment, &mut fresh)
    }

    pub fn undo(&mut self, by: UserId, events: &[Event]) -> Vec<Event> {
        let decision = self.ask_undo(by, events).unwrap_or_else(|refusal| panic!("{events:?}: {refusal}"));
        assert_eq!(decision.refused, [], "{events:?}");
        self.settle(Actor::User(by), &decision)
    }

    /// `by` invites one; gives the invitation.
    pub fn invite(&mut self, by: UserId, who: &str, role: RoleId, teams: &[TeamId]) -> InvitationId {
        let events = self.act(by, &inviting(&[who], role, teams));
        match &events.last().expect("an event").change {
            Change::InvitationSent { invitation, .. } => invitation.id,
            other => panic!("{other:?}"),
        }
    }

    /// Plans an import, leaving out the lines at these places.
    pub fn ask_import(
        &self,
        by: UserId,
        list: &[Listed],
        options: &ImportOptions,
        unticked: &[u32],
    ) -> Result<Planned, Refusal> {
        let mut ids = self.ids;
        let mut fresh = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let (moment, unticked) = (Moment { now: self.now, seen: None }, unticked.iter().copied().collect());
        let (state, by, mut changes) = (self.state.clone(), self.authority(by), Vec::new());
        let mut made = |change| changes.push(change);
        let plan =
            decide_import(state, &by, ListOrder { list, options, unticked: &unticked }, moment, &mut fresh, &mut made)?;
        Ok(Planned { plan, changes })
    }

    /// Imports a list. Gives the plan and the events.
    pub fn import(&mut self, by: UserId, list: &[Listed], options: &ImportOptions) -> (Plan, Vec<Event>) {
        let decided = self.ask_import(by, list, options, &[]).unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(decided.plan.refusal, None);
        let decision = Decision { changes: decided.changes, refused: Vec::new() };
        (decided.plan, self.settle(Actor::User(by), &decision))
    }

    pub fn ask_accept(&self, invitation: InvitationId, account: u128, address: &str) -> Result<Decision, Refusal> {
        let mut ids = self.ids;
        let mut fresh = || {
            ids += 1;
            Uuid::from_u128(ids)
        };
        let accept = Accept {
            invitation,
            account: AccountId(Uuid::from_u128(account)),
            name: name("New Face"),
            email: email(address),
            second_factor: false,
        };
        decide_accept(self.state.clone(), &accept, self.now, &mut fresh)
    }

    /// What a command leaves, event numbers and invitations taken back aside.
    pub fn picture(&self) -> Picture {
        let mut users = self.state.users.clone();
        for user in users.values_mut() {
            (user.role_seq, user.teams_seq, user.status_seq, user.ends_seq) = (0, 0, 0, 0);
            // What a role that is over leaves behind means nothing.
            let held = user.held_role(self.now);
            user.store_role(held);
            let can_own = can_own_teams(&self.state, held);
            user.teams.iter_mut().for_each(|link| link.owner &= can_own);
            user.teams.sort_unstable();
        }
        let mut invitations = self.state.invitations.clone();
        invitations.retain(|_, invitation| invitation.state != InvitationState::Revoked);
        for invitation in invitations.values_mut() {
            invitation.seq = 0;
            invitation.teams.sort_unstable();
        }
        let settings = self.state.org.settings.clone();
        let mut roles = self.state.roles.clone();
        roles.sort_unstable_by_key(|role| role.id);
        let mut bundles = self.state.bundles.clone();
        bundles.sort_unstable_by_key(|bundle| bundle.id);
        (users, invitations, self.state.teams.clone(), roles, bundles, settings, self.state.seats, self.state.owners)
    }
}
