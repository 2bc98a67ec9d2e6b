//! What is measured.

use crate::lists;
use crate::others::{Edits, Others};
use anyhow::{Context as _, Result, bail};
use directory::{
    Caller, Clock, Config, DEMO_OWNER, DEMO_SLUG, DemoPlan, Directory, ImportOrder, ImportOutcome, NewOwner, OrgRef,
    SecretKey, connect,
};
use domain::{
    ChangeOrganization, Command, CommandId, Envelope, ImportOptions, Imported, PersonId, RoleId, RoleKey, Status,
    Timestamp, UserId,
};
use roster::Roster;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// When it is in the organization: 2026-11-24.
const NOW: Timestamp = Timestamp(1_795_510_800_000);
/// The organization in which others write meanwhile.
pub(crate) const OTHER: &str = "other";

/// A server's service.
#[derive(Clone)]
pub(crate) struct Bench {
    pub directory: Directory,
    pub clock: Clock,
}

impl Bench {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let database = connect(url).await?;
        database.migrate().await?;
        let clock = Clock::set(NOW);
        let mut config = Config::new("http://localhost".to_owned(), SecretKey::fresh());
        config.mail = true;
        Ok(Self { directory: Directory::new(database, clock.clone(), config), clock })
    }

    /// Fills it with people, who are told nothing.
    pub(crate) async fn fill(&self, people: u32) -> Result<()> {
        let password = "correct horse battery".to_owned();
        let plan = DemoPlan { users: people, seed: 7, as_of: NOW, password: password.clone() };
        self.directory.fill_demo(&plan).await?;
        let (email, org) = ("olga@other.test".to_owned(), OTHER.to_owned());
        let owner = NewOwner { org, org_name: None, email, name: None, password };
        self.directory.create_owner(&Caller::operator(), &owner).await?;
        let change =
            ChangeOrganization { seat_limit: Some(None), tell_people: Some(false), ..ChangeOrganization::default() };
        self.does(DEMO_SLUG, Command::ChangeOrganization(change)).await
    }

    /// Writes down the list that changes every user.
    pub(crate) async fn list_users(&self, file: &Path) -> Result<()> {
        Ok(std::fs::write(file, lists::every_user(&self.roster().await?)?)?)
    }

    async fn roster(&self) -> Result<Roster> {
        let snapshot = self.directory.snapshot(&Caller::operator(), &OrgRef::from(DEMO_SLUG)).await?;
        Roster::load(snapshot).map_err(|error| anyhow::anyhow!("{error:?}"))
    }

    /// Some user whose role others change meanwhile.
    pub(crate) async fn somebody(&self) -> Result<UserId> {
        let roster = self.roster().await?;
        let is_it = |row: &roster::RowRef<'_>| row.status() == Status::Active && row.email() != DEMO_OWNER;
        let user = roster.rows().filter(is_it).find_map(|row| match row.id() {
            PersonId::User(user) => Some(user),
            PersonId::Invitation(_) => None,
        });
        user.context("a user")
    }

    pub(crate) async fn does(&self, org: &str, command: Command) -> Result<()> {
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        self.directory.execute(&Caller::operator(), &OrgRef::from(org), envelope).await?;
        Ok(())
    }

    pub(crate) async fn role(&self, key: RoleKey) -> Result<RoleId> {
        let roles = self.directory.roles(&Caller::operator(), &OrgRef::from(DEMO_SLUG)).await?.roles;
        Ok(roles.iter().find(|card| card.role.key == Some(key)).context("a role")?.role.id)
    }

    pub(crate) async fn order(&self, file: Arc<[u8]>, mails: bool, suspend_others: bool) -> Result<ImportOrder> {
        let role = self.role(RoleKey::Member).await?;
        let options = ImportOptions { role, days: 7, mails, suspend_others, create_teams: false };
        Ok(ImportOrder { file, columns: None, options })
    }

    /// Imports a list, and says how long its plan took.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
    pub(crate) async fn plan_and_import(&self, order: ImportOrder) -> Result<(u128, Imported)> {
        let (caller, org) = (Caller::operator(), OrgRef::from(DEMO_SLUG));
        let begun = Instant::now();
        let digest = self.directory.plan_import(&caller, &org, &order).await?.digest;
        let planned = begun.elapsed().as_millis();
        let intent = CommandId(self.clock.fresh_id());
        match self.directory.import(&caller, &org, order, intent, digest, BTreeSet::new()).await? {
            ImportOutcome::Done(done) => Ok((planned, done)),
            ImportOutcome::Stale(_) => bail!("nothing else happens in that organization"),
        }
    }

    /// Does something while others read and write. `work` gives how long its beginning took, and what came of it.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
    pub(crate) async fn during<T>(
        &self,
        what: &str,
        edits: Edits,
        work: impl Future<Output = Result<(u128, T)>>,
    ) -> Result<T> {
        let others = Others::start(self, edits).await?;
        let start = reset_peak()?;
        let begun = Instant::now();
        let (planned, done) = work.await?;
        let took = begun.elapsed().as_millis() - planned;
        let peak = memory("VmHWM:")?;
        others.stop().await?.print(what, [planned, took], [peak, start]);
        Ok(done)
    }
}

/// Forgets how much memory the process had at most. Gives how much it has, in MB.
fn reset_peak() -> Result<u64> {
    std::fs::write("/proc/self/clear_refs", "5").context("Linux tells how much memory a process had")?;
    memory("VmRSS:")
}

fn memory(field: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(field)).context("a process has memory")?;
    let kib: u64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
    Ok(kib * 1_024 / 1_000_000)
}
