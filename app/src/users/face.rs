//! What the page shows, as plain values: the server renders its first rows from them, and the browser's rows
//! are made of the same.

use domain::{Choice, Delivery, PeopleFilter, Permission, PersonId, Seats, Status, Timestamp, allow};
use roster::{Roster, RowRef, View};
use serde::{Deserialize, Serialize};

use super::assign::Shape;
use super::terms::with_terms_taken;
use super::{times, zone};
use crate::text::{dates, roles::shown, users as text};

/// How many rows the server renders.
pub const FIRST_ROWS: usize = 50;

/// A row, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFace {
    /// Whose.
    pub person: PersonId,
    /// The name; the address for an invitation without one.
    pub name: String,
    /// The address.
    pub email: String,
    /// Whether there is a name beside the address.
    pub named: bool,
    /// Whether it is the viewer's own.
    pub own: bool,
    /// The role's name.
    pub role: String,
    /// Until when it is theirs, in words; empty for good.
    pub role_until: String,
    /// The teams' names, in order.
    pub teams: Vec<String>,
    /// The status.
    pub status: Status,
    /// The status in words: "Invited · 4 days left".
    pub status_words: String,
    /// How far the mail of an invitation has come.
    pub delivery: Option<Delivery>,
    /// What the mail server said when it refused.
    pub delivery_note: Option<String>,
    /// When they were last seen, in words, or that it is not known; empty for never.
    pub active_words: String,
    /// The same exactly.
    pub active_at: Option<Timestamp>,
    /// Who invited them.
    pub invited_by: String,
    /// When they joined or were invited.
    pub since: Timestamp,
    /// When their access ends or the invitation goes out of date, by the reader's clock.
    pub ends: Option<Timestamp>,
    /// Whether their account takes a second factor, for who may see that.
    pub second_factor: Option<bool>,
    /// An edit waits for the server.
    pub pending: bool,
    /// It stands there although it no longer matches.
    pub kept: bool,
    /// It is chosen for an action on many.
    pub selected: bool,
    /// It can be chosen.
    pub selectable: bool,
    /// Whether the viewer may change the role at all.
    pub may_change_role: bool,
    /// Whether the viewer may change the teams at all.
    pub may_change_teams: bool,
}

impl RowFace {
    /// The face of a row.
    #[must_use]
    pub fn of(row: RowRef<'_>, roster: &Roster, view: &View) -> Self {
        let (status, now) = (row.status(), roster.now());
        let Shape { role_menu, team_menu } = Self::shape_of(row, roster);
        Self {
            person: row.id(),
            name: row.name().to_owned(),
            email: row.email().to_owned(),
            named: row.is_named(),
            own: row.is_own(),
            role: row.role().map(|role| shown(role.name.as_str()).to_owned()).unwrap_or_default(),
            role_until: row.role_until().map(|(until, _)| dates::role_until(&when(until, now))).unwrap_or_default(),
            teams: row.teams().map(|(team, _)| team.name.as_str().to_owned()).collect(),
            status,
            status_words: status_words(row, now),
            delivery: row.delivery().filter(|_| !matches!(status, Status::Waiting | Status::Requested)),
            delivery_note: row.delivery_note().map(str::to_owned),
            active_words: match row.last_active() {
                Some(at) => times::ago(at, now),
                None if row.was_seen_since() => text::not_known().to_owned(),
                None => String::new(),
            },
            active_at: row.last_active(),
            invited_by: row.invited_by().map(|by| by.name().to_owned()).unwrap_or_default(),
            since: row.since(),
            ends: row.ends_at().or(row.expires_at()).map(zone::local),
            second_factor: row.second_factor(),
            pending: row.is_pending(),
            kept: view.no_longer_matches(row.number()),
            selected: view.is_selected(row.number()),
            selectable: roster.is_selectable(row.number()),
            may_change_role: role_menu,
            may_change_teams: team_menu,
        }
    }

    /// Which elements its row has.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape { role_menu: self.may_change_role, team_menu: self.may_change_teams }
    }

    /// Which it will have, for less than the whole face.
    #[must_use]
    pub fn shape_of(row: RowRef<'_>, roster: &Roster) -> Shape {
        let (target, viewer) = (row.target(), roster.viewer());
        Shape {
            role_menu: allow::change_role(viewer, &target).is_ok(),
            team_menu: allow::change_teams(viewer, &target).is_ok(),
        }
    }

    /// A number that stays the same for the same person: chooses the avatar's ground.
    #[must_use]
    pub fn hash(&self) -> u32 {
        hash_of(self.person)
    }
}

/// A number that stays the same for the same person: they have the same avatar everywhere.
pub(crate) fn hash_of(person: PersonId) -> u32 {
    let (high, low) = person.uuid().as_u64_pair();
    let mixed = high ^ low;
    // The halves are what is wanted of it.
    u32::try_from((mixed >> 32) ^ (mixed & 0xffff_ffff)).unwrap_or_default()
}

/// When something ahead comes, by the reader's clock.
fn when(at: Timestamp, now: Timestamp) -> String {
    times::when(zone::local(at), zone::local(now))
}

fn status_words(row: RowRef<'_>, now: Timestamp) -> String {
    let word = text::status(row.status());
    if let Some(place) = row.place_in_line() {
        return format!("{word} · {}", text::in_line(place));
    }
    match (row.status(), row.expires_at(), row.ends_at(), row.restorable_until()) {
        (Status::Invited | Status::Requested, Some(until), ..) => format!("{word} · {}", times::left(until, now)),
        (Status::Active | Status::Suspended, _, Some(until), _) => {
            format!("{word} · {}", text::ends(&when(until, now)))
        }
        (Status::Removed, .., Some(until)) => format!("{word} · {}", text::restorable(&times::left(until, now))),
        _ => word.to_owned(),
    }
}

/// Which filter a choice belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FilterKind {
    /// Teams.
    Team,
    /// Role.
    Role,
    /// Status.
    Status,
}

impl FilterKind {
    /// The filters, as they stand side by side.
    pub const ALL: [Self; 3] = [Self::Team, Self::Role, Self::Status];

    /// The choices of this kind.
    #[must_use]
    pub fn of(self, filter: &PeopleFilter) -> &Vec<Choice> {
        match self {
            Self::Team => &filter.teams,
            Self::Role => &filter.roles,
            Self::Status => &filter.statuses,
        }
    }

    /// The choices of this kind, to change.
    pub fn of_mut(self, filter: &mut PeopleFilter) -> &mut Vec<Choice> {
        match self {
            Self::Team => &mut filter.teams,
            Self::Role => &mut filter.roles,
            Self::Status => &mut filter.statuses,
        }
    }
}

/// An applied choice, as its chip says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChipFace {
    /// Of which filter.
    pub kind: FilterKind,
    /// The choice.
    pub choice: Choice,
    /// Its name; the value itself when it names nothing.
    pub label: String,
}

/// What stands round the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The moment that all is told for.
    pub now: Timestamp,
    /// What the organization is called.
    pub org_name: String,
    /// Active and suspended users.
    pub users: u32,
    /// Open invitations.
    pub invitations: u32,
    /// All rows there are without a filter.
    pub shown: u32,
    /// How many match.
    pub matching: u32,
    /// How many rows the list has: those that match and those that are kept.
    pub rows: u32,
    /// The seats, for who may see them.
    pub seats: Option<Seats>,
    /// Whether the viewer may change the seat limit.
    pub may_change_limit: bool,
    /// Whether the viewer may invite anybody.
    pub may_invite: bool,
    /// Whether the viewer may import lists.
    pub may_import: bool,
    /// Whether the viewer may look at the past.
    pub may_see_past: bool,
    /// How many wait for the viewer's answer.
    pub requests: u32,
    /// The applied choices.
    pub chips: Vec<ChipFace>,
    /// Keys in the search that mean nothing.
    pub unknown_keys: Vec<String>,
    /// Typed roles, teams and statuses that do not exist.
    pub unknown_values: Vec<String>,
    /// Of several pasted addresses, those that nobody has.
    pub missing: Vec<String>,
}

impl Summary {
    /// What stands round a view.
    #[must_use]
    pub fn of(roster: &Roster, view: &View) -> Self {
        let (totals, viewer) = (roster.totals(), roster.viewer());
        Self {
            now: roster.now(),
            org_name: roster.org_name().as_str().to_owned(),
            users: totals.users,
            invitations: totals.invitations,
            shown: totals.shown,
            matching: view.total,
            rows: u32::try_from(view.rows.len()).unwrap_or(u32::MAX),
            seats: roster.seats(),
            may_change_limit: viewer.may(Permission::SeatsManage),
            may_invite: viewer.may(Permission::UsersInvite) || !viewer.owned_teams.is_empty(),
            may_import: allow::import(viewer).is_ok(),
            may_see_past: allow::read_audit_log(viewer).is_ok(),
            requests: totals.by_status[Status::Requested as usize] * u32::from(allow::answer_requests(viewer).is_ok()),
            chips: chips(roster, &view.filter),
            unknown_keys: view.unknown_keys.clone(),
            unknown_values: view.unknown_values.clone(),
            missing: view.missing.iter().map(|email| email.as_str().to_owned()).collect(),
        }
    }
}

fn chips(roster: &Roster, filter: &PeopleFilter) -> Vec<ChipFace> {
    let face = |kind| {
        FilterKind::of(kind, filter).iter().map(move |choice| ChipFace {
            kind,
            choice: choice.clone(),
            label: label(roster, kind, &choice.value).unwrap_or_else(|| choice.value.clone()),
        })
    };
    FilterKind::ALL.into_iter().flat_map(face).collect()
}

/// The name of a choice; `None` when it names nothing.
#[must_use]
pub fn label(roster: &Roster, kind: FilterKind, value: &str) -> Option<String> {
    match kind {
        FilterKind::Team if value == domain::NO_TEAM => Some(text::no_team().to_owned()),
        FilterKind::Team => {
            let teams = roster.teams();
            teams.iter().find(|(_, team)| team.slug == value).map(|(_, team)| team.name.as_str().to_owned())
        }
        FilterKind::Role => {
            roster.roles().iter().find(|role| role.slug == value).map(|role| shown(role.name.as_str()).to_owned())
        }
        FilterKind::Status => Status::from_slug(value).map(|status| text::status(status).to_owned()),
    }
}

/// What the server renders: all but the rows further down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPage {
    /// What was asked.
    #[serde(with = "as_query")]
    pub filter: PeopleFilter,
    /// What stands round the rows.
    pub summary: Summary,
    /// The first rows.
    pub rows: Vec<RowFace>,
    /// How many of the viewer's own views ring.
    pub ringing: u32,
    /// Why the day that was asked for is not shown, in words; empty where it is, or none was.
    pub no_past: String,
}

impl FirstPage {
    /// The first rows of what a filter shows.
    #[must_use]
    pub fn of(roster: &Roster, filter: &PeopleFilter) -> Self {
        let filter = with_terms_taken(roster, filter);
        let view = roster.query(&filter, None);
        let first = view.rows.iter().take(FIRST_ROWS);
        // Nobody is chosen before the people are there.
        let face = |row: RowRef<'_>| RowFace { selectable: false, ..RowFace::of(row, roster, &view) };
        let rows = first.filter_map(|&row| roster.row(row).map(face)).collect();
        Self { summary: Summary::of(roster, &view), filter, rows, ringing: 0, no_past: String::new() }
    }
}

/// A filter as the address says it.
mod as_query {
    use domain::PeopleFilter;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(filter: &PeopleFilter, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&filter.to_query())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PeopleFilter, D::Error> {
        Ok(PeopleFilter::from_query(&String::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner};

    #[test]
    fn a_row_tells_what_ends_and_that_it_has_as_soon_as_its_minute_comes() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Ana Lima", Member)
            .user("Ben Adeyemi", Member)
            .lent("Ana Lima", Admin, 2)
            .ends("Ben Adeyemi", 30);
        let mut roster = stage.seen_by("Olga Owner");
        let words = |roster: &Roster, called: &str| {
            let row = roster.find(stage.id(called).into()).and_then(|row| roster.row(row)).expect("known");
            let face = RowFace::of(row, roster, &roster.query(&PeopleFilter::default(), None));
            (face.role, face.role_until, face.status_words)
        };
        let told = |role: &str, until: &str, status: &str| (role.to_owned(), until.to_owned(), status.to_owned());
        let (lent, end) = (stage.now().plus_days(2), stage.now().plus_days(30));
        let until = format!("until {}", times::when(lent, stage.now()));
        assert_eq!(words(&roster, "Ana Lima"), told("Admin", &until, "Active"));
        let ends = format!("Active · ends {}", times::when(end, stage.now()));
        assert_eq!(words(&roster, "Ben Adeyemi"), told("Member", "", &ends));
        roster.at(lent);
        assert_eq!(words(&roster, "Ana Lima"), told("Member", "", "Active"));
        roster.at(end);
        assert_eq!(words(&roster, "Ben Adeyemi"), told("Member", "", "Ended"));
    }
}
