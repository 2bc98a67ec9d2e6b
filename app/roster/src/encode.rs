//! Making snapshots, from rows of the database or from a roster.

use std::collections::BTreeMap;

use crate::{
    FORMAT, People, Roster, SeatRule, Snapshot, Source, fold,
    order::might,
    record::{GONE, NO_ROLE, Standing, number},
};
use domain::{
    Authority, Delivery, DomainName, Invitation, InvitationId, InvitationState, OrgId, Permission, PersonId, Role,
    RoleId, Scope, Team, TeamId, TeamLink, Timestamp, User, UserId, UserState, allow,
};

/// What a row says, with ids instead of numbers.
pub(crate) struct Facts<'a> {
    pub(crate) id: PersonId,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) role: RoleId,
    pub(crate) links: Vec<TeamLink>,
    pub(crate) standing: Standing,
    pub(crate) since: Timestamp,
    pub(crate) until: Option<Timestamp>,
    pub(crate) dormant: Option<Timestamp>,
    pub(crate) last_active: Option<Timestamp>,
    pub(crate) stamp: Option<Timestamp>,
    pub(crate) role_until: Option<(Timestamp, RoleId)>,
    pub(crate) inviter: Option<UserId>,
    pub(crate) delivery: Delivery,
    pub(crate) delivery_note: Option<&'a str>,
    pub(crate) place: Option<u64>,
    pub(crate) second_factor: bool,
    pub(crate) role_seq: u64,
    pub(crate) teams_seq: u64,
    pub(crate) seq: u64,
}

impl<'a> Facts<'a> {
    pub(crate) fn of_user(user: &'a User) -> Self {
        Self {
            id: user.id.into(),
            name: user.name.as_str(),
            email: user.email.as_str(),
            role: user.role,
            links: user.teams.clone(),
            standing: standing(user.state),
            since: user.joined_at,
            until: user.ends_at,
            dormant: user.dormant_at,
            last_active: user.last_active,
            stamp: user.removed_at,
            role_until: user.role_until.zip(user.role_after),
            inviter: user.invited_by,
            delivery: Delivery::None,
            delivery_note: None,
            place: None,
            second_factor: user.second_factor,
            role_seq: user.role_seq,
            teams_seq: user.teams_seq,
            seq: user.status_seq,
        }
    }

    /// `None` for an invitation that is accepted or revoked, and for a request that was declined.
    pub(crate) fn of_invitation(invitation: &'a Invitation) -> Option<Self> {
        (invitation.state == InvitationState::Open).then(|| Self {
            id: invitation.id.into(),
            name: invitation.name.as_ref().map_or("", domain::Name::as_str),
            email: invitation.email.as_str(),
            role: invitation.role,
            links: invitation.teams.iter().map(|&team| TeamLink { team, owner: false }).collect(),
            standing: if invitation.is_request() { Standing::Asked } else { Standing::Open },
            since: invitation.created_at,
            until: Some(invitation.expires_at),
            dormant: None,
            last_active: None,
            stamp: Some(invitation.sent_at).filter(|&at| at != invitation.created_at),
            role_until: None,
            inviter: invitation.invited_by,
            delivery: invitation.delivery,
            delivery_note: None,
            place: invitation.place,
            second_factor: false,
            role_seq: invitation.seq,
            teams_seq: invitation.seq,
            seq: invitation.seq,
        })
    }

    fn order(&self, folded: &str) -> (String, String, PersonId) {
        let key = if folded.is_empty() { self.email } else { folded };
        (key.to_owned(), self.email.to_owned(), self.id)
    }
}

impl Facts<'_> {
    /// Likewise `Record::is_over`.
    fn is_over(&self, now: Timestamp) -> bool {
        self.standing == Standing::Asked && self.until.is_some_and(|until| until <= now)
    }

    /// Whether they have the role, or will.
    fn names_role(&self, id: RoleId) -> bool {
        self.role == id || self.role_until.is_some_and(|(_, then)| then == id)
    }
}

pub(crate) fn standing(state: UserState) -> Standing {
    match state {
        UserState::Active => Standing::Active,
        UserState::Suspended => Standing::Suspended,
        UserState::Removed => Standing::Removed,
    }
}

/// What a snapshot says beside its people.
struct Frame<'a> {
    org: OrgId,
    slug: &'a str,
    name: &'a domain::Name,
    seats: Option<SeatRule>,
    seq: u64,
    now: Timestamp,
    roles: Vec<Role>,
    teams: Vec<Team>,
    allowed_domains: &'a [DomainName],
    founded: Timestamp,
    past: bool,
}

impl Snapshot {
    /// What `viewer` may see of an organization: the people of their scope ([`Authority::scope`]), of those only
    /// the teams that they may know of, and an inviter only where they see them too.
    #[must_use]
    pub fn of(source: &Source<'_>, viewer: &Authority) -> Self {
        let settings = &source.org.settings;
        let frame = Frame {
            org: source.org.id,
            slug: &source.org.slug,
            name: &settings.name,
            seats: Some(SeatRule { limit: settings.seat_limit, policy: settings.seat_policy }),
            seq: source.org.seq,
            now: source.now,
            roles: source.roles.to_vec(),
            teams: source.teams.to_vec(),
            allowed_domains: &settings.allowed_domains,
            founded: source.founded,
            past: source.past,
        };
        let users = source.users.iter().map(Facts::of_user);
        let notes: BTreeMap<InvitationId, &str> =
            source.delivery_notes.iter().map(|(invitation, note)| (*invitation, note.as_str())).collect();
        let invitations = source.invitations.iter().filter_map(|invitation| {
            let delivery_note = notes.get(&invitation.id).copied();
            Some(Facts { delivery_note, ..Facts::of_invitation(invitation)? })
        });
        encode(frame, users.chain(invitations).collect(), viewer)
    }
}

impl Roster {
    /// What is in it, for the same viewer; pending edits are not.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot_for(&self.viewer)
    }

    /// What `viewer` may see of what is in it. Of a roster that holds everybody, this is what
    /// [`Snapshot::of`] makes for them.
    #[must_use]
    pub fn snapshot_for(&self, viewer: &Authority) -> Snapshot {
        let frame = Frame {
            org: self.org,
            slug: &self.slug,
            name: &self.name,
            seats: self.seat_rule,
            seq: self.seq,
            now: self.now,
            roles: self.roles.clone(),
            teams: self.teams.iter().filter(|entry| entry.live).map(|entry| entry.team.clone()).collect(),
            allowed_domains: &self.allowed_domains,
            founded: self.founded,
            past: self.past,
        };
        let live = (0..number(self.records.len())).filter(|&row| self.statuses[row as usize] != GONE);
        encode(frame, live.map(|row| self.facts(row)).collect(), viewer)
    }

    fn facts(&self, row: u32) -> Facts<'_> {
        let record = &self.records[row as usize];
        let role = |number: u8| self.roles.get(usize::from(number)).map_or(RoleId(uuid::Uuid::nil()), |role| role.id);
        let links = self.links[record.links.range()].iter().filter_map(|&link| {
            let team = self.team(link / 2)?.id;
            Some(TeamLink { team, owner: link % 2 == 1 })
        });
        let inviter = self.records.get(record.inviter as usize).and_then(|inviter| match inviter.id {
            PersonId::User(user) => Some(user),
            PersonId::Invitation(_) => None,
        });
        Facts {
            id: record.id,
            name: self.written_name(row),
            email: self.written_email(row),
            role: role(record.role),
            links: links.collect(),
            standing: record.standing,
            since: record.since,
            until: record.until,
            dormant: record.dormant,
            last_active: record.last_active,
            stamp: record.stamp,
            role_until: record.role_until.map(|(until, after)| (until, role(after))),
            inviter,
            delivery: record.delivery,
            delivery_note: record.delivery_note.as_deref(),
            place: record.place,
            second_factor: record.second_factor,
            role_seq: record.role_seq,
            teams_seq: record.teams_seq,
            seq: record.seq,
        }
    }
}

/// The one place where a snapshot is cut down to a scope.
fn encode(mut frame: Frame<'_>, mut all: Vec<Facts<'_>>, viewer: &Authority) -> Snapshot {
    let mut viewer = viewer.clone();
    viewer.owned_teams.sort_unstable();
    let scope = viewer.scope();
    all.retain(|facts| !facts.is_over(frame.now));
    match &scope {
        Scope::Everybody => {}
        Scope::Teams(seen) => {
            frame.teams.retain(|team| seen.contains(&team.id));
            for facts in &mut all {
                facts.links.retain(|link| seen.contains(&link.team));
            }
            all.retain(|facts| !facts.links.is_empty());
        }
        Scope::Nobody => {
            frame.teams.clear();
            all.clear();
        }
    }
    if scope != Scope::Everybody {
        // Which roles of its own the organization has is for those to know who see everybody.
        let held = |id: RoleId| all.iter().any(|facts| facts.names_role(id));
        frame.roles.retain(|role| role.key.is_some() || held(role.id));
    }
    if !sees_second_factors(&viewer) {
        all.iter_mut().for_each(|facts| facts.second_factor = false);
    }
    frame.roles.sort_by_cached_key(might);
    frame.teams.sort_by_cached_key(|team| (fold(team.name.as_str()), team.slug.clone()));
    all.sort_by_cached_key(|facts| facts.order(&fold(facts.name)));
    // Nobody looks at a snapshot for longer.
    let soon = frame.now.plus_days(2);
    all.iter_mut().for_each(|facts| facts.dormant = facts.dormant.filter(|&at| at <= soon));
    let sees_seats = scope == Scope::Everybody && viewer.may(Permission::SeatsRead);
    Snapshot {
        format: FORMAT,
        org: frame.org,
        slug: frame.slug.to_owned(),
        name: frame.name.clone(),
        seq: frame.seq,
        now: frame.now,
        people: people(&all, &frame.roles, &frame.teams),
        seats: frame.seats.filter(|_| sees_seats),
        roles: frame.roles,
        teams: frame.teams,
        allowed_domains: frame.allowed_domains.to_vec(),
        founded: frame.founded,
        past: frame.past,
        scope,
        viewer,
    }
}

/// Who may guess whose password is enough, is for those to know who read the audit log.
pub(crate) fn sees_second_factors(viewer: &Authority) -> bool {
    allow::read_audit_log(viewer).is_ok()
}

fn people(all: &[Facts<'_>], roles: &[Role], teams: &[Team]) -> People {
    let role_number =
        |id: RoleId| roles.iter().position(|role| role.id == id).and_then(|i| u8::try_from(i).ok()).unwrap_or(NO_ROLE);
    let mut team_numbers: Vec<(TeamId, u16)> = teams.iter().map(|team| team.id).zip(0..).collect();
    team_numbers.sort_unstable();
    let mut rows: Vec<(PersonId, u32)> = all.iter().map(|facts| facts.id).zip(0..).collect();
    rows.sort_unstable();
    let mut people = People::default();
    for (row, facts) in (0..).zip(all) {
        people.text.extend([facts.name, "\t", facts.email, "\n"]);
        people.ids.push_str(facts.id.uuid().simple().encode_lower(&mut [0; 32]));
        people.states.push(letter(facts.standing));
        people.roles.push(role_number(facts.role));
        let mut links: Vec<u16> = facts
            .links
            .iter()
            .filter_map(|link| {
                let i = team_numbers.binary_search_by_key(&link.team, |&(id, _)| id).ok()?;
                Some(team_numbers[i].1 * 2 + u16::from(link.owner))
            })
            .collect();
        links.sort_unstable();
        people.team_counts.push(u8::try_from(links.len()).unwrap_or(u8::MAX));
        people.team_links.extend(links.into_iter().take(usize::from(u8::MAX)));
        people.since.push(facts.since);
        people.last_active.push(facts.last_active);
        people.until.extend(facts.until.map(|until| (row, until)));
        people.dormant.extend(facts.dormant.map(|at| (row, at)));
        people.stamps.extend(facts.stamp.map(|stamp| (row, stamp)));
        people.role_until.extend(facts.role_until.map(|(until, after)| (row, until, role_number(after))));
        let inviter = facts.inviter.and_then(|id| {
            let place = rows.binary_search_by_key(&PersonId::User(id), |&(id, _)| id).ok()?;
            Some(rows[place].1 + 1)
        });
        people.invited_by.push(inviter.unwrap_or(0));
        if facts.delivery != Delivery::None {
            people.delivery.push((row, facts.delivery));
        }
        people.delivery_notes.extend(facts.delivery_note.map(|note| (row, note.to_owned())));
        people.second_factors.extend(facts.second_factor.then_some(row));
        people.places.extend(facts.place.map(|place| (row, place)));
        people.seqs.push(facts.seq);
        if (facts.role_seq, facts.teams_seq) != (facts.seq, facts.seq) {
            people.other_seqs.push((row, facts.role_seq, facts.teams_seq));
        }
    }
    people
}

const fn letter(standing: Standing) -> char {
    match standing {
        Standing::Active => 'a',
        Standing::Suspended => 's',
        Standing::Removed => 'r',
        Standing::Open => 'i',
        Standing::Asked => 'q',
    }
}
