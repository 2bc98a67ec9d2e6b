//! What an action on many would do, before it is done: whom it fits, whom it skips and why.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Command, Note, PEOPLE_MAX, PersonEdit, PersonId, RESTORE_DAYS, Refusal, RoleId, Seats, TEAMS_PER_USER_MAX, TeamId,
    Timestamp, UserId, allow,
};
use roster::{Roster, RowRef};

use crate::text::{bulk as text, edits, refusal::refusal, requests, roles::shown};
use crate::users::consequences::{Losses, Orphan};
use crate::users::heirs::{Heir, cancelled};
use crate::users::in_row::{role_name, team_names};
use crate::users::row_actions::RowAction;

/// From how many people on an action is confirmed by typing their number.
pub(super) const TYPED_FROM: usize = 50;
/// How many are named; the rest is counted.
const NAMED: usize = 5;

/// What is to be done to many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Gives them a role.
    SetRole(RoleId),
    /// Puts them into teams.
    Join(Vec<TeamId>),
    /// Takes them out of teams.
    Leave(Vec<TeamId>),
    /// What can be done to a row, to many of them.
    Each(RowAction),
}

/// What was typed and chosen in the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Why it is done.
    pub(super) reason: Option<Note>,
    /// Who owns teams of theirs from now on.
    pub(super) successors: Vec<(TeamId, UserId)>,
    /// Who answers for their invitations.
    pub(super) heir: Option<UserId>,
    /// When their access ends; `None` for no end.
    pub(super) ends_at: Option<Timestamp>,
}

/// The actions of a row that can be done to many, in the order of the bar.
pub(super) const EACH: [RowAction; 9] = [
    RowAction::Approve,
    RowAction::Decline,
    RowAction::Suspend,
    RowAction::Reactivate,
    RowAction::SetEndDate,
    RowAction::Resend,
    RowAction::Revoke,
    RowAction::Restore,
    RowAction::Remove,
];

impl Act {
    /// Why it does not fit a row.
    fn check(&self, roster: &Roster, row: RowRef<'_>) -> Result<(), String> {
        let (by, target) = (roster.viewer(), row.target());
        let said = |why: Refusal| refusal(&why);
        match self {
            Self::SetRole(id) => {
                let known = roster.roles().iter().find(|role| role.id == *id);
                let role = known.ok_or_else(|| said(Refusal::UnknownRole))?;
                allow::set_role(by, &target, role).map_err(said)?;
                let holds = row.role().is_some_and(|held| held.id == *id);
                if holds { Err(text::already_role(shown(role.name.as_str()))) } else { Ok(()) }
            }
            Self::Join(teams) => {
                allow::change_teams(by, &target).map_err(said)?;
                let missing = teams.iter().filter(|team| !target.teams.contains(team)).count();
                let all = target.teams.len() + missing;
                match u32::try_from(TEAMS_PER_USER_MAX) {
                    _ if missing == 0 => Err(text::already_in(&team_names(roster, teams))),
                    Ok(limit) if all > TEAMS_PER_USER_MAX => Err(said(Refusal::TooMany {
                        field: domain::Field::Teams,
                        limit,
                        got: u32::try_from(all).unwrap_or(u32::MAX),
                    })),
                    _ => Ok(()),
                }
            }
            Self::Leave(teams) => {
                allow::change_teams(by, &target).map_err(said)?;
                let is_in = teams.iter().any(|team| target.teams.contains(team));
                let left: Vec<TeamId> = target.teams.iter().copied().filter(|team| !teams.contains(team)).collect();
                if !is_in {
                    Err(text::not_in(&team_names(roster, teams)))
                } else if row.expires_at().is_some() {
                    allow::invite_into(by, &left).map_err(said)
                } else {
                    Ok(())
                }
            }
            // Whether the seats suffice for all of them is looked at once, for all.
            Self::Each(action) => action.check(roster, row, Seats::UNLIMITED).map_err(said),
        }
    }

    /// How many of these rows it fits.
    pub(super) fn fits(&self, roster: &Roster, rows: &[u32]) -> u32 {
        let fitting = rows.iter().filter_map(|&row| roster.row(row)).filter(|&row| self.check(roster, row).is_ok());
        number(fitting.count())
    }

    /// Whether it takes access away.
    pub(super) fn is_danger(&self) -> bool {
        matches!(self, Self::Each(RowAction::Remove | RowAction::Revoke | RowAction::Suspend | RowAction::Decline))
    }

    /// The edit of each of them that it is, if it is one.
    fn edit(&self) -> Option<PersonEdit> {
        match self {
            Self::SetRole(role) => Some(PersonEdit::Role(*role)),
            Self::Join(teams) => Some(PersonEdit::Teams { add: teams.clone(), remove: Vec::new() }),
            Self::Leave(teams) => Some(PersonEdit::Teams { add: Vec::new(), remove: teams.clone() }),
            Self::Each(_) => None,
        }
    }

    /// The command that does it to these people.
    pub(super) fn command(&self, people: &[PersonId], chosen: Chosen) -> Option<Command> {
        let Chosen { reason, successors, heir, ends_at } = chosen;
        let (users, invitations) = PersonId::parted(people);
        if let Some(edit) = self.edit().filter(|_| !invitations.is_empty()) {
            return Some(Command::EditPeople { people: people.to_vec(), edit });
        }
        Some(match self {
            Self::SetRole(role) => Command::SetRole { users, role: *role },
            Self::Join(teams) => Command::ChangeTeams { users, add: teams.clone(), remove: Vec::new() },
            Self::Leave(teams) => Command::ChangeTeams { users, add: Vec::new(), remove: teams.clone() },
            Self::Each(RowAction::Suspend) => Command::Suspend { users, reason, successors, heir },
            Self::Each(RowAction::Reactivate) => Command::Reactivate { users },
            Self::Each(RowAction::Restore) => Command::Restore { users },
            Self::Each(RowAction::Remove) => Command::Remove { users, reason, successors, heir },
            Self::Each(RowAction::Resend) => Command::Resend { invitations },
            Self::Each(RowAction::Revoke) => Command::Revoke { invitations },
            Self::Each(RowAction::SetEndDate) => Command::SetEndDate { users, ends_at },
            Self::Each(RowAction::Decline) => Command::DeclineRequests { requests: invitations },
            Self::Each(
                RowAction::ViewHistory
                | RowAction::Approve
                | RowAction::SignOut
                | RowAction::CopyLink
                | RowAction::SendPasswordReset
                | RowAction::LiftLock
                | RowAction::Rename
                | RowAction::Readdress,
            ) => return None,
        })
    }
}

/// Some who are skipped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Why.
    pub(super) why: String,
    /// Their names.
    pub(super) names: Vec<String>,
}

/// What an action on those chosen would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// What.
    pub(super) act: Act,
    /// To whom, in the order of the list.
    pub(super) people: Vec<PersonId>,
    /// The names of the first of them.
    pub(super) names: Vec<String>,
    /// Whom it does not fit.
    pub(super) skipped: Vec<Skipped>,
    /// How many of them are Owners.
    pub(super) owners: u32,
    /// How many of them can sign in now.
    pub(super) active: u32,
    /// Why it cannot be done to any.
    pub(super) blocked: Option<String>,
    /// What goes with those who leave.
    pub(super) losses: Losses,
    /// Until when a removal can be taken back.
    pub(super) restorable_until: Timestamp,
    /// The role or the teams that it is about, by name.
    pub(super) about: Vec<String>,
    /// Whether the role that it gives is an Owner's.
    pub(super) crowns: bool,
}

impl Plan {
    /// The plan for these rows.
    pub(super) fn of(roster: &Roster, rows: &[u32], act: Act) -> Self {
        let (mut fitting, mut skipped) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
        for row in rows.iter().filter_map(|&row| roster.row(row)) {
            match act.check(roster, row) {
                Ok(()) => fitting.push(row),
                Err(why) => skipped.entry(why).or_default().push(row.name().to_owned()),
            }
        }
        let people: Vec<PersonId> = fitting.iter().map(|row| row.id()).collect();
        let leaving = matches!(act, Act::Each(RowAction::Suspend | RowAction::Remove));
        let everybody: BTreeSet<PersonId> = people.iter().copied().collect();
        let count = |is: fn(&RowRef<'_>) -> bool| number(fitting.iter().filter(|row| is(row)).count());
        let about = match &act {
            Act::SetRole(role) => role_name(roster, *role).into_iter().collect(),
            Act::Join(teams) | Act::Leave(teams) => team_names(roster, teams),
            Act::Each(_) => Vec::new(),
        };
        let crowns = match &act {
            Act::SetRole(id) => roster.roles().iter().any(|role| role.id == *id && role.is_owner()),
            _ => false,
        };
        Self {
            names: fitting.iter().take(NAMED).map(|row| row.name().to_owned()).collect(),
            skipped: skipped.into_iter().map(|(why, names)| Skipped { why, names }).collect(),
            owners: count(|row| row.role().is_some_and(domain::Role::is_owner)),
            active: count(|row| row.status() == domain::Status::Active),
            blocked: if people.is_empty() {
                Some(text::fits_none().to_owned())
            } else {
                blocked(roster, &act, people.len())
            },
            losses: if leaving { Losses::of(roster, &everybody) } else { Losses::default() },
            restorable_until: roster.now().plus_days(RESTORE_DAYS),
            about,
            crowns,
            act,
            people,
        }
    }

    /// To how many.
    pub(super) fn count(&self) -> u32 {
        number(self.people.len())
    }

    /// Whom it does not fit, counted.
    pub(super) fn skipped(&self) -> u32 {
        number(self.skipped.iter().map(|skipped| skipped.names.len()).sum())
    }

    /// Whether their number has to be typed: there are many of them, or an Owner is among them or made.
    pub(super) fn is_typed(&self) -> bool {
        self.people.len() >= TYPED_FROM || self.owners > 0 || self.crowns
    }

    /// The title of the question.
    pub(super) fn title(&self) -> String {
        let count = self.count();
        match &self.act {
            Act::SetRole(_) => text::role_title(count, &self.about.concat()),
            Act::Join(_) => text::join_title(count, &self.about),
            Act::Leave(_) => text::leave_title(count, &self.about),
            Act::Each(_) => format!("{}?", self.button()),
        }
    }

    /// The words of the button that does it.
    pub(super) fn button(&self) -> String {
        let count = self.count();
        match &self.act {
            Act::SetRole(_) | Act::Join(_) | Act::Leave(_) => text::act_on(text::change(), count),
            Act::Each(action @ (RowAction::Resend | RowAction::Revoke)) => {
                format!("{} {}", verb(*action), text::invites(count))
            }
            Act::Each(RowAction::SetEndDate) => text::set_end_date(count),
            Act::Each(action) => text::act_on(verb(*action), count),
        }
    }

    /// Says that it was done to so many, whose access `ends` on a day where that was set.
    pub(super) fn done(&self, people: u32, heir: Option<&Heir>, ends: Option<&str>) -> String {
        let lost = || edits::not_brought_back(cancelled(self.losses.invitations, heir));
        match &self.act {
            _ if people == 0 => text::nobody().to_owned(),
            Act::SetRole(_) => text::role_set(people, &self.about.concat()),
            Act::Join(_) => text::joined(people, &self.about),
            Act::Leave(_) => text::left(people, &self.about),
            Act::Each(RowAction::Suspend) => text::suspended(people, &lost()),
            Act::Each(RowAction::Remove) => text::removed(people, &lost()),
            Act::Each(RowAction::Reactivate) => text::reactivated(people),
            Act::Each(RowAction::Restore) => text::restored(people),
            Act::Each(RowAction::Resend) => text::resent(people),
            Act::Each(RowAction::Revoke) => text::revoked(people),
            Act::Each(RowAction::SetEndDate) => text::end_date_set(people, ends),
            Act::Each(RowAction::Decline) => requests::many_declined(people),
            Act::Each(
                RowAction::ViewHistory
                | RowAction::Approve
                | RowAction::SignOut
                | RowAction::CopyLink
                | RowAction::SendPasswordReset
                | RowAction::LiftLock
                | RowAction::Rename
                | RowAction::Readdress,
            ) => String::new(),
        }
    }

    /// Teams that nobody would own.
    pub(super) fn orphans(&self) -> &[Orphan] {
        &self.losses.orphans
    }
}

/// What the button of an action says: "Suspend".
pub(super) fn verb(action: RowAction) -> &'static str {
    match action {
        RowAction::Resend => text::resend(),
        RowAction::Revoke => text::revoke(),
        other => other.label(),
    }
}

/// Why it cannot be done at all: too many of them, or too few seats.
fn blocked(roster: &Roster, act: &Act, people: usize) -> Option<String> {
    if people > PEOPLE_MAX {
        return Some(text::too_many(number(PEOPLE_MAX)));
    }
    let takes = matches!(act, Act::Each(RowAction::Reactivate | RowAction::Restore));
    let seats = roster.seats().filter(|_| takes)?;
    seats.take(number(people)).err().map(|why| refusal(&why))
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
