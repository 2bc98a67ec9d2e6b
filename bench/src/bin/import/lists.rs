//! The lists.

use anyhow::Result;
use directory::DEMO_OWNER;
use domain::{RoleKey, Status};
use roster::{Roster, RowRef};
use std::fmt::Write as _;

const HEADING: &str = "Name,E-mail,Role,Teams\r\n";

/// A list of people in two teams, as a spreadsheet writes it.
pub(crate) fn newcomers(lines: u32, promoted: bool) -> Result<String> {
    let mut text = String::from(HEADING);
    let role = if promoted { "Admin" } else { "Member" };
    for n in 0..lines {
        let team = ["Engineering", "Support", "Design"][n as usize % 3];
        write!(text, "\"Person {n}, of the list\",person.{n}@bench.test,{role},{team}; Product\r\n")?;
    }
    Ok(text)
}

/// All active users, but for Owners: another role and another team for each.
pub(crate) fn every_user(roster: &Roster) -> Result<String> {
    let mut text = String::from(HEADING);
    let changes = |row: &RowRef<'_>| row.status() == Status::Active && key(*row) != Some(RoleKey::Owner);
    for row in roster.rows().filter(changes) {
        let role = if key(row) == Some(RoleKey::Admin) { "Member" } else { "Admin" };
        let is_in = row.teams().any(|(team, _)| team.name.as_str() == "Product");
        let team = if is_in { "Support" } else { "Product" };
        write!(text, "\"{}\",{},{role},{team}\r\n", row.name(), row.email())?;
    }
    Ok(text)
}

fn key(row: RowRef<'_>) -> Option<RoleKey> {
    row.role().and_then(|role| role.key)
}

/// A list on which nobody else is.
pub(crate) fn only_the_owner() -> String {
    format!("{HEADING},{DEMO_OWNER},,\r\n")
}
