//! `muster import`.

use super::{open, progress};
use crate::config::Config;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use directory::{Caller, Directory, Error, ImportOrder, ImportOutcome, OrgRef};
use domain::{
    CommandId, INVITATION_DAYS, ImportOptions, ImportPlan, Imported, LIST_BYTES_MAX, ListColumns, Plan, PlannedAction,
    PlannedLine, RoleId, SkipReason, Unreadable,
};
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// What to import, and how.
#[derive(Debug, Args)]
pub struct Import {
    /// An export of Google Workspace, Okta, Entra ID, GitHub, Slack or Muster, any other table with a heading, or addresses
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The organization's name in URLs
    #[arg(long, value_name = "SLUG")]
    org: String,
    /// Does it, whole or not at all; else it is only shown
    #[arg(long)]
    apply: bool,
    /// The role of whoever is added, where the list names none
    #[arg(long, value_name = "ROLE", default_value = "member")]
    role: String,
    /// For how many days the invitations are good
    #[arg(long, value_name = "N", default_value_t = INVITATION_DAYS)]
    days: u32,
    /// Sends no mails: the invitations' links can be copied
    #[arg(long)]
    without_mails: bool,
    /// Suspends whoever is not on the list, or without access on it
    #[arg(long)]
    suspend_others: bool,
    /// Makes the teams that there are not yet
    #[arg(long)]
    create_teams: bool,
    /// Which column is which, where the headings do not tell: address, name, role, teams or status
    #[arg(long = "column", value_name = "WHAT=HEADING")]
    columns: Vec<String>,
    /// Answers in JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Shows the plan, and does it if asked.
    pub async fn run(self, config: &Config) -> Result<()> {
        let file = read(&self.file)?;
        let columns = self.mapped(&file)?;
        let directory = open::beside(config).await?;
        let org = OrgRef::Slug(self.org.clone());
        let order = ImportOrder { file: file.into(), columns, options: self.options(&directory, &org).await? };
        let caller = Caller::operator();
        let planned = progress::during("Planning", directory.plan_import(&caller, &org, &order)).await;
        let planned = planned.map_err(|error| self.told(error))?;
        let refusal = planned.plan.refusal.clone();
        if !self.json {
            show(&planned.plan)?;
        }
        let done = if self.apply && refusal.is_none() {
            let intent = CommandId(directory.fresh_id());
            let import = directory.import(&caller, &org, order, intent, planned.digest.clone(), BTreeSet::new());
            match progress::during("Importing", import).await.map_err(|error| self.told(error))? {
                ImportOutcome::Done(done) => Some(done),
                ImportOutcome::Stale(_) => bail!("the organization changed meanwhile: look at the plan again"),
            }
        } else {
            None
        };
        directory.close().await?;
        self.tell(&planned, done)?;
        match refusal {
            Some(refusal) => bail!("nothing was changed: {refusal}"),
            None => Ok(()),
        }
    }

    fn tell(&self, planned: &ImportPlan, done: Option<Imported>) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if self.json {
            let answer = serde_json::json!({ "planned": planned, "done": done });
            writeln!(out, "{answer}")?;
        } else if let Some(Imported { counts, waiting, .. }) = done {
            let waits = if waiting == 0 { String::new() } else { format!(" ({waiting} wait for a seat)") };
            writeln!(
                out,
                "Done: {} added{waits}, {} changed, {} suspended.",
                counts.add, counts.change, counts.suspend
            )?;
        } else if planned.plan.refusal.is_none() {
            writeln!(out, "Nothing was changed: --apply does it.")?;
        }
        Ok(())
    }

    async fn options(&self, directory: &Directory, org: &OrgRef) -> Result<ImportOptions> {
        let roles = directory.roles(&Caller::operator(), org).await.map_err(|error| self.told(error))?.roles;
        let named = |role: &domain::Role| {
            role.slug == self.role || role.name.as_str().to_lowercase() == self.role.to_lowercase()
        };
        let role: RoleId = roles
            .iter()
            .find(|card| named(&card.role))
            .map(|card| card.role.id)
            .ok_or_else(|| anyhow!("there is no role {}", self.role))?;
        let (mails, suspend_others, create_teams) = (!self.without_mails, self.suspend_others, self.create_teams);
        Ok(ImportOptions { role, days: self.days, mails, suspend_others, create_teams })
    }

    /// The columns that were named, by their places.
    fn mapped(&self, file: &[u8]) -> Result<Option<ListColumns>> {
        if self.columns.is_empty() {
            return Ok(None);
        }
        let headings = lists::headings(file)?;
        let mut columns = ListColumns::default();
        for column in &self.columns {
            let (what, heading) =
                column.split_once('=').with_context(|| format!("--column {column}: expected WHAT=HEADING"))?;
            let is_it = |known: &String| known.to_lowercase() == heading.trim().to_lowercase();
            let place = headings.iter().position(is_it).and_then(|place| u32::try_from(place).ok());
            let place = place.with_context(|| format!("there is no column {heading}: {}", headings.join(", ")))?;
            match what {
                "address" => columns.address.push(place),
                "name" => columns.name_parts.push(place),
                "role" => columns.role = Some(place),
                "teams" => columns.teams = Some(place),
                "status" => columns.status = Some(place),
                other => bail!("--column {other}: expected address, name, role, teams or status"),
            }
        }
        if columns.address.is_empty() {
            bail!("--column address=HEADING is missing");
        }
        Ok(Some(columns))
    }

    fn told(&self, error: Error) -> anyhow::Error {
        match error {
            Error::NotFound => anyhow!("there is no organization {}", self.org),
            Error::Unreadable(why @ Unreadable::UnknownColumns { .. }) => {
                anyhow!("{}: {why}: say which one has them by --column address=HEADING", self.file.display())
            }
            Error::Unreadable(why) => anyhow!("{}: {why}", self.file.display()),
            other => other.into(),
        }
    }
}

/// The file, of which no more is read than a list may have.
fn read(path: &Path) -> Result<Vec<u8>> {
    let told = || format!("cannot read {}", path.display());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(told)?;
    file.take(LIST_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).with_context(told)?;
    Ok(bytes)
}

/// Prints a plan, but for lines of which all is as they say.
fn show(plan: &Plan) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in plan.lines.iter().filter(|line| line.action != PlannedAction::Skip(SkipReason::Same)) {
        let place = if line.line == 0 { "Not on the list".to_owned() } else { format!("Line {}", line.line) };
        writeln!(out, "{}", printable(&format!("{place}  {}  {}", line.address, what(plan, line))))?;
    }
    if !plan.new_teams.is_empty() {
        writeln!(out, "{}", printable(&format!("New teams: {}", plan.new_teams.join(", "))))?;
    }
    let (counts, seats) = (plan.counts(), plan.seats);
    let limit = seats.limit.map_or_else(|| "unlimited".to_owned(), |limit| format!("of {limit}"));
    let waits = if seats.waiting == 0 { String::new() } else { format!(" {} wait for a seat.", seats.waiting) };
    writeln!(
        out,
        "{} to add, {} to change, {} to suspend, {} to skip, {} refused. Seats: {} used, {} afterwards, {limit}.{waits}",
        counts.add, counts.change, counts.suspend, counts.skip, counts.refuse, seats.before, seats.after
    )?;
    out.flush()?;
    Ok(())
}

fn what(plan: &Plan, line: &PlannedLine) -> String {
    let named = |names: &[String], place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let teams = |verb: &str, teams: &[u32]| {
        let names: Vec<String> = teams.iter().map(|&team| named(&plan.teams, team)).collect();
        if names.is_empty() { String::new() } else { format!(", {verb} {}", names.join(", ")) }
    };
    match &line.action {
        PlannedAction::Add { role, teams: into } => {
            format!("add as {}{}", named(&plan.roles, *role), teams("into", into))
        }
        PlannedAction::Change { role, join, leave } => {
            let role = role.map_or_else(String::new, |(before, after)| {
                format!(", {} becomes {}", named(&plan.roles, before), named(&plan.roles, after))
            });
            let all = format!("{role}{}{}", teams("into", join), teams("out of", leave));
            format!("change: {}", all.trim_start_matches(", "))
        }
        PlannedAction::Suspend => "suspend".to_owned(),
        PlannedAction::Skip(SkipReason::Same) => "skip: nothing to do".to_owned(),
        PlannedAction::Skip(SkipReason::Repeats { line }) => format!("skip: stands on line {line} already"),
        PlannedAction::Skip(SkipReason::Inactive) => "skip: has no access on the list".to_owned(),
        PlannedAction::Refuse(problem) => format!("refuse: {problem}"),
    }
}

/// What a file says must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
