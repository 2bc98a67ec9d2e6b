//! Lists from elsewhere: what a list says of each person, and the plan of what an import makes of it.

use crate::{CommandId, Refusal, RoleId};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most lines of a list.
pub const LIST_LINES_MAX: usize = 100_000;
/// The largest file that a list is read from, in bytes.
pub const LIST_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What a line of a list says of a person, as it stood there; an empty text says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands in the file, from 1.
    pub line: u32,
    /// The address.
    pub address: String,
    /// The name.
    pub name: String,
    /// The role, by name or by its name in URLs.
    pub role: String,
    /// The teams, by name.
    pub teams: String,
    /// Whether it says that they have access: suspended, deactivated and the like have none.
    pub active: bool,
}

/// Which system wrote a list, as far as its headings tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSource {
    /// Our own export.
    Muster,
    /// Google Workspace, *Download users*.
    Google,
    /// Okta, people.
    Okta,
    /// Entra ID, *Download users*.
    Entra,
    /// GitHub, people of an organization or consumed licenses.
    GitHub,
    /// Slack, the member list.
    Slack,
    /// Some other table.
    Table,
    /// Addresses without a heading.
    Addresses,
}

/// Which columns of a table say what, by their places from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListColumns {
    /// Those with the address: of each line, the first that has one counts.
    pub address: Vec<u32>,
    /// The whole name.
    pub name: Option<u32>,
    /// Those that make up the name, in order, where the whole is not given.
    pub name_parts: Vec<u32>,
    /// The role.
    pub role: Option<u32>,
    /// The teams.
    pub teams: Option<u32>,
    /// Whether they have access.
    pub status: Option<u32>,
}

/// Why a file is not read as a list at all.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("there is nothing in the file")]
    Empty,
    /// Over [`LIST_BYTES_MAX`].
    #[error("the file has {got} bytes, at most {limit} are read")]
    TooLarge {
        /// The limit, in bytes.
        limit: u32,
        /// What was given, in bytes.
        got: u64,
    },
    /// Over [`LIST_LINES_MAX`].
    #[error("the list has {got} lines, at most {limit} are read")]
    TooManyLines {
        /// The limit.
        limit: u32,
        /// How many there were.
        got: u32,
    },
    /// A workbook: it can be saved as CSV.
    #[error("this is a workbook: save it as CSV")]
    Workbook,
    /// No text in an encoding that is known.
    #[error("the file is no text")]
    NoText,
    /// A quote that never ends.
    #[error("line {line}: the quote that begins there never ends")]
    OpenQuote {
        /// Where it begins.
        line: u32,
    },
    /// No column is known to have addresses.
    #[error("none of the columns is known to have addresses: {}", headings.join(", "))]
    UnknownColumns {
        /// The headings.
        headings: Vec<String>,
        /// The cells of the first line below them.
        example: Vec<String>,
    },
    /// There is no address in it.
    #[error("there is no address in the file")]
    NoAddresses,
}

/// How a list is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportOptions {
    /// The role of whoever is added, where their line names none.
    pub role: RoleId,
    /// For how many days the invitations are good: 1–30.
    pub days: u32,
    /// Whether invitations are mailed. If not, their links can be copied.
    pub mails: bool,
    /// Whether whoever is not on the list, or without access on it, is suspended.
    pub suspend_others: bool,
    /// Whether teams that nobody has made yet are made.
    pub create_teams: bool,
}

/// What an import makes of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The lines in the order of the file, then whoever is suspended without being on it, by address.
    pub lines: Vec<PlannedLine>,
    /// The names of roles that lines point at.
    pub roles: Vec<String>,
    /// The names of teams that lines point at.
    pub teams: Vec<String>,
    /// The names of teams that are made.
    pub new_teams: Vec<String>,
    /// The seats.
    pub seats: PlannedSeats,
    /// Why nothing of it can be done as it is: too few seats.
    pub refusal: Option<Refusal>,
}

/// The seats before an import and after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSeats {
    /// How many there are; `None` is unlimited.
    pub limit: Option<u32>,
    /// How many are used now.
    pub before: u32,
    /// How many will be.
    pub after: u32,
    /// How many wait for one now, where whoever does not fit waits in line.
    pub line: Option<u32>,
    /// How many of the list will wait too.
    pub waiting: u32,
}

/// What is made of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLine {
    /// Where it stands in the file, from 1; 0 for whoever is not on the list.
    pub line: u32,
    /// The address: in its normal form where it is one, else as it stood there.
    pub address: String,
    /// What is done.
    pub action: PlannedAction,
}

/// What is done with a person of a list. Roles and teams are places in the plan's own lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedAction {
    /// They are invited.
    Add {
        /// With this role.
        role: u32,
        /// Into these teams.
        teams: Vec<u32>,
    },
    /// A user's role or teams change, or those that an open invitation gives.
    Change {
        /// The role as it is and as it will be, where it changes.
        role: Option<(u32, u32)>,
        /// Into these teams.
        join: Vec<u32>,
        /// Out of these.
        leave: Vec<u32>,
    },
    /// They are suspended.
    Suspend,
    /// Nothing is to be done.
    Skip(SkipReason),
    /// Nothing can be done.
    Refuse(LineProblem),
}

/// Why nothing is to be done about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// All is as the list says.
    Same,
    /// The address stands on an earlier line, perhaps in other letters.
    Repeats {
        /// Which.
        line: u32,
    },
    /// The list says that they have no access.
    Inactive,
}

/// Why nothing can be done about a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineProblem {
    /// The rules refuse it.
    Rule(Refusal),
    /// No role has that name.
    NoRole(String),
    /// No team has that name.
    NoTeam(String),
}

impl From<Refusal> for LineProblem {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

impl std::fmt::Display for LineProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rule(refusal) => refusal.fmt(f),
            Self::NoRole(name) => write!(f, "no role is called {name}"),
            Self::NoTeam(name) => write!(f, "no team is called {name}"),
        }
    }
}

/// How many lines of a plan come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCounts {
    /// People who are invited.
    pub add: u32,
    /// Users and invitations that change.
    pub change: u32,
    /// Users who are suspended.
    pub suspend: u32,
    /// Lines about which nothing is to be done.
    pub skip: u32,
    /// Lines about which nothing can be done.
    pub refuse: u32,
}

impl PlanCounts {
    /// How many lines come to something.
    #[must_use]
    pub fn to_do(&self) -> u32 {
        self.add + self.change + self.suspend
    }
}

impl PlannedAction {
    /// Whether something is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self {
            Self::Add { .. } | Self::Change { .. } | Self::Suspend => true,
            Self::Skip(_) | Self::Refuse(_) => false,
        }
    }
}

impl Plan {
    /// How many lines come to what.
    #[must_use]
    pub fn counts(&self) -> PlanCounts {
        let mut counts = PlanCounts::default();
        for line in &self.lines {
            *match line.action {
                PlannedAction::Add { .. } => &mut counts.add,
                PlannedAction::Change { .. } => &mut counts.change,
                PlannedAction::Suspend => &mut counts.suspend,
                PlannedAction::Skip(_) => &mut counts.skip,
                PlannedAction::Refuse(_) => &mut counts.refuse,
            } += 1;
        }
        counts
    }
}

/// What a file would come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// Who wrote the file.
    pub source: ListSource,
    /// Its headings, where it has any.
    pub headings: Vec<String>,
    /// Which columns were read.
    pub columns: ListColumns,
    /// Stands for the plan and how it is imported: who imports says which plan they saw.
    pub digest: String,
    /// The plan.
    pub plan: Plan,
}

/// A list that was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The command, for Undo.
    pub command: CommandId,
    /// The organization's last event number.
    pub seq: u64,
    /// How many lines came to what; unticked ones are skipped.
    pub counts: PlanCounts,
    /// How many of those who were added wait for a seat.
    #[serde(default)]
    pub waiting: u32,
}
