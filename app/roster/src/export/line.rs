//! A person, as exported.

use crate::RowRef;
use domain::Timestamp;
use serde::Serialize;
use std::borrow::Cow;

/// The headings, in order: the names of the fields of [`Line`].
pub(super) const COLUMNS: [&str; 11] =
    ["name", "email", "role", "teams", "owned_teams", "status", "last_active", "since", "ends", "invited_by", "id"];

/// Between the teams of a cell.
const BETWEEN: &str = "; ";

/// What each field is, [`super::Export`] says.
#[derive(Debug, Serialize)]
pub(super) struct Line<'a> {
    name: &'a str,
    email: &'a str,
    role: &'a str,
    teams: Vec<&'a str>,
    owned_teams: Vec<&'a str>,
    status: &'static str,
    last_active: Option<String>,
    since: String,
    ends: Option<String>,
    invited_by: Option<&'a str>,
    id: String,
}

impl<'a> Line<'a> {
    pub(super) fn of(row: RowRef<'a>) -> Self {
        let owned = row.teams().filter(|(_, owner)| *owner);
        Self {
            name: if row.is_named() { row.name() } else { "" },
            email: row.email(),
            role: row.role().map_or("", |role| role.name.as_str()),
            teams: row.teams().map(|(team, _)| team.name.as_str()).collect(),
            owned_teams: owned.map(|(team, _)| team.name.as_str()).collect(),
            status: row.status().slug(),
            last_active: row.last_active().map(Timestamp::to_rfc3339),
            since: row.since().to_rfc3339(),
            ends: row.ends_at().or(row.expires_at()).map(Timestamp::to_rfc3339),
            invited_by: row.invited_by().map(RowRef::email),
            id: row.id().uuid().to_string(),
        }
    }

    /// The cells below [`COLUMNS`].
    pub(super) fn cells(&self) -> [Cow<'_, str>; COLUMNS.len()] {
        [
            self.name.into(),
            self.email.into(),
            self.role.into(),
            self.teams.join(BETWEEN).into(),
            self.owned_teams.join(BETWEEN).into(),
            self.status.into(),
            self.last_active.as_deref().unwrap_or_default().into(),
            self.since.as_str().into(),
            self.ends.as_deref().unwrap_or_default().into(),
            self.invited_by.unwrap_or_default().into(),
            self.id.as_str().into(),
        ]
    }
}
