//! What waits to become of people who are there already: the last word on each field, so that one statement a table writes
//! it for all of them. It is what `store::pending`, the outbox and `dormancy` do for fewer.

use super::stage::{Stage, Waiting};
use crate::outbox::Topic;
use crate::stop::Writer;
use crate::store::row;
use crate::{Result, dormancy};
use domain::{Change, Event, HeldRole, InvitationId, MessageId, OrgId, RoleId, TeamId, Timestamp, UserId, UserState};
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::collections::{BTreeMap, BTreeSet};

const ROLES: Waiting<5> = Waiting {
    name: "waiting_roles",
    columns: ["user_id", "role_id", "role_until", "role_after", "role_seq"],
    key: 1,
    like: "select id as user_id, role_id, role_until, role_after, role_seq from users where 1 = 0",
};
const STATES: Waiting<5> = Waiting {
    name: "waiting_states",
    columns: ["user_id", "state", "removed_at", "at", "status_seq"],
    key: 1,
    like: "select id as user_id, state, removed_at, joined_at as at, status_seq from users where 1 = 0",
};
const TEAMS: Waiting<2> = Waiting {
    name: "waiting_teams_of",
    columns: ["user_id", "teams_seq"],
    key: 1,
    like: "select id as user_id, teams_seq from users where 1 = 0",
};
/// All of that by user, in their order: it is written as it lies in the table. Without an index: with one, SQLite would go
/// through the users in another order and look each up here.
const PEOPLE: Waiting<10> = Waiting {
    name: "waiting_people",
    columns: [
        "user_id",
        "role_id",
        "role_until",
        "role_after",
        "role_seq",
        "state",
        "removed_at",
        "at",
        "status_seq",
        "teams_seq",
    ],
    key: 0,
    like: "select id as user_id, role_id, role_until, role_after, role_seq, state, removed_at, joined_at as at, status_seq, \
           teams_seq from users where 1 = 0",
};
/// Links; those without a word on who owns the team are gone.
const LINKS: Waiting<3> = Waiting {
    name: "waiting_team_links",
    columns: ["team_id", "user_id", "owner"],
    key: 2,
    like: "select team_id, user_id, owner from team_users where 1 = 0",
};
const CLOSED: Waiting<2> = Waiting {
    name: "waiting_closed",
    columns: ["id", "seq"],
    key: 1,
    like: "select id, seq from invitations where 1 = 0",
};
const REOPENED: Waiting<3> = Waiting {
    name: "waiting_reopened",
    columns: ["id", "invited_by", "seq"],
    key: 1,
    like: "select id, invited_by, seq from invitations where 1 = 0",
};
/// The roles that invitations give.
const INVITED_AS: Waiting<3> = Waiting {
    name: "waiting_invited_as",
    columns: ["id", "role_id", "seq"],
    key: 1,
    like: "select id, role_id, seq from invitations where 1 = 0",
};
/// Who answers for invitations.
const SENDERS: Waiting<3> = Waiting {
    name: "waiting_senders",
    columns: ["id", "invited_by", "seq"],
    key: 1,
    like: "select id, invited_by, seq from invitations where 1 = 0",
};
/// Both by invitation, as [`PEOPLE`] is by user.
const INVITED: Waiting<5> = Waiting {
    name: "waiting_invited",
    columns: ["id", "role_id", "role_seq", "invited_by", "sender_seq"],
    key: 0,
    like: "select id, role_id, seq as role_seq, invited_by, seq as sender_seq from invitations where 1 = 0",
};
/// The teams that invitations are into, or not any more.
const INTO: Waiting<3> = Waiting {
    name: "waiting_into",
    columns: ["invitation_id", "team_id", "is_in"],
    key: 2,
    like: "select i.invitation_id, i.team_id, t.owner as is_in from invitation_teams i, team_users t where 1 = 0",
};
/// What mails say that wait already.
const WORDS: Waiting<2> = Waiting {
    name: "waiting_words",
    columns: ["id", "message"],
    key: 0,
    like: "select id, message from outbox where 1 = 0",
};
/// Users with the topics on which mails to them are over.
const TOLD: Waiting<2> = Waiting {
    name: "waiting_told",
    columns: ["user_id", "topic"],
    key: 2,
    like: "select user_id, topic from outbox where 1 = 0",
};
/// Mails that waited when it was looked, and were thought of.
const SEEN: Waiting<1> =
    Waiting { name: "waiting_seen", columns: ["id"], key: 1, like: "select id from outbox where 1 = 0" };

/// What one part of the changes makes of people.
#[derive(Default)]
pub(super) struct Standing {
    roles: BTreeMap<UserId, (HeldRole, i64)>,
    states: BTreeMap<UserId, (UserState, Timestamp, i64)>,
    teams: BTreeMap<UserId, i64>,
    links: BTreeMap<(TeamId, UserId), Option<bool>>,
    closed: BTreeMap<InvitationId, i64>,
    reopened: BTreeMap<InvitationId, (Option<UserId>, i64)>,
    invited_as: BTreeMap<InvitationId, (RoleId, i64)>,
    senders: BTreeMap<InvitationId, (Option<UserId>, i64)>,
    into: BTreeMap<(InvitationId, TeamId), bool>,
}

impl Standing {
    /// Adds what an event makes of somebody.
    pub(super) fn add(&mut self, event: &Event) {
        let seq = row::stored(event.seq);
        match &event.change {
            Change::UserRoleSet { user, after, .. } => {
                self.roles.insert(*user, (HeldRole::lasting(*after), seq));
            }
            Change::UserTemporaryRoleSet { user, after, .. } => {
                self.roles.insert(*user, (*after, seq));
            }
            Change::UserStateSet { user, after, .. } => {
                self.states.insert(*user, (*after, event.at, seq));
            }
            Change::UserTeamsChanged { user, removed, added } => {
                self.links.extend(removed.iter().map(|link| ((link.team, *user), None)));
                self.links.extend(added.iter().map(|link| ((link.team, *user), Some(link.owner))));
                self.teams.insert(*user, seq);
            }
            Change::InvitationRevoked { invitation, .. } => {
                self.closed.insert(*invitation, seq);
            }
            // It is into the teams that its row still names: deleted ones took their links along.
            Change::InvitationReopened { invitation } => {
                self.reopened.insert(invitation.id, (invitation.invited_by, seq));
            }
            Change::InvitationRoleSet { invitation, after, .. } => {
                self.invited_as.insert(*invitation, (*after, seq));
            }
            Change::InvitationTakenOver { invitation, after, .. } => {
                self.senders.insert(*invitation, (*after, seq));
            }
            // A difference, and no change of it that anybody has to have seen.
            Change::InvitationTeamsChanged { invitation, removed, added } => {
                self.into.extend(removed.iter().map(|team| ((*invitation, *team), false)));
                self.into.extend(added.iter().map(|team| ((*invitation, *team), true)));
            }
            _ => {}
        }
    }

    /// Has it wait.
    pub(super) async fn wait(self, stage: &Stage, db: &impl ConnectionTrait) -> Result<()> {
        let roles = self.roles.into_iter().map(|(user, (held, seq))| {
            let (until, after) = held.term.map(|term| (term.until, term.then)).unzip();
            [user.into(), held.role.into(), until.into(), after.into(), seq.into()]
        });
        stage.add_waiting(db, &ROLES, roles.collect()).await?;
        let states = self.states.into_iter().map(|(user, (state, at, seq))| {
            let removed_at = (state == UserState::Removed).then_some(at);
            [user.into(), state.into(), removed_at.into(), at.into(), seq.into()]
        });
        stage.add_waiting(db, &STATES, states.collect()).await?;
        let teams = self.teams.into_iter().map(|(user, seq)| [user.into(), seq.into()]);
        stage.add_waiting(db, &TEAMS, teams.collect()).await?;
        let links = self.links.into_iter().map(|((team, user), owner)| [team.into(), user.into(), owner.into()]);
        stage.add_waiting(db, &LINKS, links.collect()).await?;
        let closed = self.closed.into_iter().map(|(id, seq)| [id.into(), seq.into()]);
        stage.add_waiting(db, &CLOSED, closed.collect()).await?;
        let reopened = self.reopened.into_iter().map(|(id, (sender, seq))| [id.into(), sender.into(), seq.into()]);
        stage.add_waiting(db, &REOPENED, reopened.collect()).await?;
        let invited_as = self.invited_as.into_iter().map(|(id, (role, seq))| [id.into(), role.into(), seq.into()]);
        stage.add_waiting(db, &INVITED_AS, invited_as.collect()).await?;
        let senders = self.senders.into_iter().map(|(id, (sender, seq))| [id.into(), sender.into(), seq.into()]);
        stage.add_waiting(db, &SENDERS, senders.collect()).await?;
        let into = self.into.into_iter().map(|((id, team), is_in)| [id.into(), team.into(), is_in.into()]);
        stage.add_waiting(db, &INTO, into.collect()).await
    }
}

/// Makes the tables.
pub(super) async fn open(stage: &Stage) -> Result<()> {
    stage.make_waiting(&ROLES).await?;
    stage.make_waiting(&STATES).await?;
    stage.make_waiting(&TEAMS).await?;
    stage.make_waiting(&PEOPLE).await?;
    stage.make_waiting(&LINKS).await?;
    stage.make_waiting(&CLOSED).await?;
    stage.make_waiting(&REOPENED).await?;
    stage.make_waiting(&INVITED_AS).await?;
    stage.make_waiting(&SENDERS).await?;
    stage.make_waiting(&INVITED).await?;
    stage.make_waiting(&INTO).await?;
    stage.make_waiting(&WORDS).await?;
    stage.make_waiting(&TOLD).await?;
    stage.make_waiting(&SEEN).await
}

/// Forgets what waits.
pub(super) async fn clear(stage: &Stage, db: &impl ConnectionTrait) -> Result<()> {
    let users = [ROLES.name, STATES.name, TEAMS.name, PEOPLE.name, LINKS.name];
    let invitations = [CLOSED.name, REOPENED.name, INVITED_AS.name, SENDERS.name, INVITED.name, INTO.name];
    for table in users.into_iter().chain(invitations).chain([WORDS.name, TOLD.name, SEEN.name]) {
        stage.run(db, format!("delete from {table}")).await?;
    }
    Ok(())
}

/// Once all of it waits: puts together what becomes of each user and of each invitation, so that their row is written once
/// while others wait.
pub(super) async fn settle(stage: &Stage, db: &impl ConnectionTrait) -> Result<()> {
    let columns = PEOPLE.columns.join(", ");
    let together = format!(
        "insert into waiting_people ({columns}) \
         select k.user_id, r.role_id, r.role_until, r.role_after, r.role_seq, s.state, s.removed_at, s.at, s.status_seq, \
         t.teams_seq from (select user_id from waiting_roles union select user_id from waiting_states \
         union select user_id from waiting_teams_of) k \
         left join waiting_roles r on r.user_id = k.user_id left join waiting_states s on s.user_id = k.user_id \
         left join waiting_teams_of t on t.user_id = k.user_id order by k.user_id"
    );
    stage.run(db, together).await?;
    let columns = INVITED.columns.join(", ");
    let together = format!(
        "insert into waiting_invited ({columns}) select k.id, r.role_id, r.seq, s.invited_by, s.seq \
         from (select id from waiting_invited_as union select id from waiting_senders) k \
         left join waiting_invited_as r on r.id = k.id left join waiting_senders s on s.id = k.id order by k.id"
    );
    stage.run(db, together).await
}

/// Has mails about users on topics be over once it is moved in; of those, `seen` were thought of.
pub(super) async fn tell(
    stage: &Stage,
    db: &impl ConnectionTrait,
    told: impl Iterator<Item = (UserId, Topic)>,
    seen: Vec<MessageId>,
) -> Result<()> {
    let told: BTreeSet<(UserId, Topic)> = told.collect();
    let told = told.into_iter().map(|(user, topic)| [user.into(), topic.into()]);
    stage.add_waiting(db, &TOLD, told.collect()).await?;
    stage.add_waiting(db, &SEEN, seen.into_iter().map(|id| [id.into()]).collect()).await
}

/// Has mails that wait say something else once it is moved in.
pub(super) async fn reword(stage: &Stage, db: &impl ConnectionTrait, words: Vec<(MessageId, String)>) -> Result<()> {
    stage.add_waiting(db, &WORDS, words.into_iter().map(|(id, words)| [id.into(), words.into()]).collect()).await
}

/// Whether the mails that were thought of wait still. One that a worker is sending is told.
pub(super) async fn mails_are_as_seen(stage: &Stage, tx: &DatabaseTransaction, now: Timestamp) -> Result<bool> {
    let still = "select count(*) from outbox o where o.id in (select id from waiting_seen) and o.state = 'waiting' \
                 and (o.lease_until is null or o.lease_until <= ?)";
    Ok(stage.number(tx, still, [now.into()]).await? == stage.waiting_in(tx, SEEN.name).await?)
}

/// Sets all numbers of events higher, once all of it waits.
pub(super) async fn renumber(tx: &DatabaseTransaction, stage: &Stage, by: u64) -> Result<()> {
    let by = row::stored(by);
    let higher = |table: &str, columns: &[&str]| {
        let set: Vec<String> = columns.iter().map(|column| format!("{column} = {column} + {by}")).collect();
        stage.run(tx, format!("update {table} set {}", set.join(", ")))
    };
    higher(PEOPLE.name, &["role_seq", "status_seq", "teams_seq"]).await?;
    higher(CLOSED.name, &["seq"]).await?;
    higher(REOPENED.name, &["seq"]).await?;
    higher(INVITED.name, &["role_seq", "sender_seq"]).await
}

/// Moves it in.
///
/// # Errors
/// [`crate::Error::Corrupt`] when a row is not there; [`crate::Error::Cancelled`]; [`crate::Error::Database`].
pub(super) async fn move_in(writer: Writer<'_>, stage: &Stage, org: OrgId, at: Timestamp) -> Result<()> {
    invitations(writer, stage, org, at).await?;
    users(writer, stage, org).await?;
    let over = "update outbox set state = 'withdrawn', sealed = null where org_id = ? and state = 'waiting' \
                and (user_id, topic) in (select user_id, topic from waiting_told)";
    stage.run_with(writer.tx()?, over, [org.into()]).await?;
    let concerned = "users.id in (select user_id from waiting_roles union select user_id from waiting_states)";
    let any = stage.waiting_in(writer.tx()?, ROLES.name).await? + stage.waiting_in(writer.tx()?, STATES.name).await?;
    if any > 0 { dormancy::keep_of(writer, org, Expr::cust(concerned).into()).await } else { Ok(()) }
}

/// At most one is open for an address: those that close make way for those that open. The links of those end, and mails
/// that nobody has sent yet are withdrawn.
async fn invitations(writer: Writer<'_>, stage: &Stage, org: OrgId, at: Timestamp) -> Result<()> {
    let close = "update invitations set state = 'revoked', seq = given.seq from waiting_closed given \
                 where invitations.org_id = ? and invitations.id = given.id";
    stage.run_for_each(writer.tx()?, CLOSED.name, close, [org.into()]).await?;
    let links = "update invitation_links set ended_at = ? where org_id = ? and ended_at is null \
                 and invitation_id in (select id from waiting_closed)";
    stage.run_with(writer.tx()?, links, [at.into(), org.into()]).await?;
    let mails = "update outbox set state = 'withdrawn', sealed = null where org_id = ? and state = 'waiting' \
                 and invitation_id in (select id from waiting_closed)";
    stage.run_with(writer.tx()?, mails, [org.into()]).await?;
    let reopen = "update invitations set state = 'open', invited_by = given.invited_by, seq = given.seq \
                  from waiting_reopened given where invitations.org_id = ? and invitations.id = given.id";
    stage.run_for_each(writer.tx()?, REOPENED.name, reopen, [org.into()]).await?;
    let edit = "update invitations set role_id = coalesce(given.role_id, invitations.role_id), \
                invited_by = case when given.sender_seq is null then invitations.invited_by else given.invited_by end, \
                seq = case when coalesce(given.role_seq, 0) > coalesce(given.sender_seq, 0) \
                then given.role_seq else given.sender_seq end \
                from waiting_invited given where invitations.org_id = ? and invitations.id = given.id";
    stage.run_for_each(writer.tx()?, INVITED.name, edit, [org.into()]).await?;
    let out_of = "delete from invitation_teams where org_id = ? and (invitation_id, team_id) in \
                  (select invitation_id, team_id from waiting_into where not is_in)";
    stage.run_with(writer.tx()?, out_of, [org.into()]).await?;
    let into = "insert into invitation_teams (org_id, invitation_id, team_id) \
                select o.id, w.invitation_id, w.team_id from organizations o, waiting_into w \
                where o.id = ? and w.is_in order by w.invitation_id on conflict (org_id, invitation_id, team_id) do nothing";
    stage.run_with(writer.tx()?, into, [org.into()]).await?;
    // Those that were sent meanwhile said what was so then.
    let words = "update outbox set message = given.message from waiting_words given \
                 where outbox.org_id = ? and outbox.id = given.id and outbox.state = 'waiting'";
    stage.run_with(writer.tx()?, words, [org.into()]).await?;
    Ok(())
}

/// A change of state ends the sessions of before.
async fn users(writer: Writer<'_>, stage: &Stage, org: OrgId) -> Result<()> {
    let people = "update users set role_id = coalesce(given.role_id, users.role_id), \
                  role_until = case when given.role_seq is null then users.role_until else given.role_until end, \
                  role_after = case when given.role_seq is null then users.role_after else given.role_after end, \
                  role_seq = coalesce(given.role_seq, users.role_seq), state = coalesce(given.state, users.state), \
                  removed_at = case when given.status_seq is null then users.removed_at else given.removed_at end, \
                  awake_at = coalesce(given.at, users.awake_at), \
                  signed_out_at = coalesce(given.at, users.signed_out_at), \
                  status_seq = coalesce(given.status_seq, users.status_seq), \
                  teams_seq = coalesce(given.teams_seq, users.teams_seq) \
                  from waiting_people given where users.org_id = ? and users.id = given.user_id";
    stage.run_for_each(writer.tx()?, PEOPLE.name, people, [org.into()]).await?;
    let gone = "delete from team_users where org_id = ? \
                and (team_id, user_id) in (select team_id, user_id from waiting_team_links where owner is null)";
    stage.run_with(writer.tx()?, gone, [org.into()]).await?;
    // By user: of the indexes, one is met in its order then, and the other in a few places.
    let new = "insert into team_users (org_id, team_id, user_id, owner) \
               select o.id, l.team_id, l.user_id, l.owner from organizations o, waiting_team_links l \
               where o.id = ? and l.owner is not null order by l.user_id \
               on conflict (org_id, team_id, user_id) do update set owner = excluded.owner";
    stage.run_with(writer.tx()?, new, [org.into()]).await?;
    Ok(())
}
