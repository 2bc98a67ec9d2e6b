//! `cargo run --release -p bench --bin many [people] [url]`: what one command about many people takes, and its Undo.
//! 10,000 people on a fresh SQLite file unless told otherwise; `url` names an empty database.
//!
//! Prints, for each command: ms until it is committed, ms for its Undo, and the answer's bytes for each person.

use anyhow::{Context as _, Result};
use directory::{Caller, Clock, Config, DEMO_SLUG, DemoPlan, Directory, OrgRef, SecretKey, connect};
use domain::{
    Addressee, Answer, Command, CommandId, Envelope, InvitationId, Invite, RoleId, RoleKey, TeamId, Timestamp, UserId,
};
use std::time::Instant;
use uuid::Uuid;

/// When it is in the organization: 2026-11-24.
const NOW: Timestamp = Timestamp(1_795_510_800_000);

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let people: u32 = arguments.next().map_or(Ok(10_000), |people| people.parse()).context("people")?;
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite://{}", folder.path().join("bench.db").display());
    let bench = Bench::new(&arguments.next().unwrap_or(file), people).await?;
    let (users, role, team) = (bench.users(people).await?, bench.role(RoleKey::Admin).await?, bench.team().await?);
    println!("{} people", users.len());
    println!("{:>14} {:>10} {:>10} {:>10} {:>14}", "command", "ms", "undo, ms", "events", "bytes a person");
    let (reason, successors) = (None, Vec::new());
    bench.both("role", Command::SetRole { users: users.clone(), role }).await?;
    bench.both("teams", Command::ChangeTeams { users: users.clone(), add: vec![team], remove: Vec::new() }).await?;
    bench
        .both("suspend", Command::Suspend { users: users.clone(), reason: None, successors: Vec::new(), heir: None })
        .await?;
    bench.once("sign out", Command::SignOut { users: users.clone() }).await?;
    bench.setting(Command::Suspend { users: users.clone(), reason: None, successors: Vec::new(), heir: None }).await?;
    bench.both("reactivate", Command::Reactivate { users: users.clone() }).await?;
    bench.setting(Command::Reactivate { users: users.clone() }).await?;
    bench.both("remove", Command::Remove { users: users.clone(), reason, successors, heir: None }).await?;
    bench.setting(Command::Remove { users: users.clone(), reason: None, successors: Vec::new(), heir: None }).await?;
    bench.both("restore", Command::Restore { users }).await?;
    let invitations = bench.invite(people).await?;
    bench.clock.advance(60_000);
    bench.once("resend", Command::Resend { invitations: invitations.clone() }).await?;
    bench.both("revoke", Command::Revoke { invitations: invitations.clone() }).await?;
    bench.setting(Command::Revoke { invitations: invitations.clone() }).await?;
    bench.both("reopen", Command::Reopen { invitations }).await?;
    Ok(())
}

struct Bench {
    directory: Directory,
    clock: Clock,
    org: OrgRef,
}

impl Bench {
    /// The demo organization with that many people, and seats for as many again.
    async fn new(url: &str, people: u32) -> Result<Self> {
        let database = connect(url).await?;
        database.migrate().await?;
        let clock = Clock::set(NOW);
        let mut config = Config::new("http://localhost".to_owned(), SecretKey::fresh());
        config.mail = true;
        let directory = Directory::new(database, clock.clone(), config);
        let plan = DemoPlan { users: people, seed: 7, as_of: NOW, password: "correct horse battery".to_owned() };
        timed("filled in", directory.fill_demo(&plan)).await?;
        let bench = Self { directory, clock, org: OrgRef::from(DEMO_SLUG) };
        let change = domain::ChangeOrganization { seat_limit: Some(None), ..Default::default() };
        bench.setting(Command::ChangeOrganization(change)).await?;
        Ok(bench)
    }

    /// Active users, but for the Owners.
    async fn users(&self, most: u32) -> Result<Vec<UserId>> {
        let shown = self.directory.snapshot(&Caller::operator(), &self.org).await?;
        let owner = shown.roles.iter().position(domain::Role::is_owner).context("Owner")?;
        let (ids, states) = (shown.people.ids.as_bytes().chunks(32), shown.people.states.bytes());
        let rows = ids.zip(states).zip(&shown.people.roles);
        let good = rows.filter(|((_, state), role)| *state == b'a' && usize::from(**role) != owner);
        let ids = good.take(most as usize).map(|((id, _), _)| Ok(UserId(Uuid::try_parse_ascii(id)?)));
        ids.collect()
    }

    async fn role(&self, key: RoleKey) -> Result<RoleId> {
        let roles = self.directory.roles(&Caller::operator(), &self.org).await?.roles;
        Ok(roles.iter().find(|card| card.role.key == Some(key)).context("a built-in role")?.role.id)
    }

    async fn team(&self) -> Result<TeamId> {
        let shown = self.directory.snapshot(&Caller::operator(), &self.org).await?;
        Ok(shown.teams.first().context("a team")?.id)
    }

    async fn invite(&self, people: u32) -> Result<Vec<InvitationId>> {
        let role = self.role(RoleKey::Member).await?;
        let mut invitations = Vec::new();
        for hundred in 0..people.div_ceil(1_000) {
            let number = |n: u32| Addressee { email: format!("p{hundred}.{n}@bench.test"), name: None };
            let addresses = (0..1_000.min(people - hundred * 1_000)).map(number).collect();
            let invite = Invite {
                addresses,
                role,
                teams: Vec::new(),
                days: 7,
                note: None,
                start_fresh: Vec::new(),
                access_days: None,
                bundle: None,
            };
            let answer = self.setting(Command::Invite(invite)).await?;
            invitations.extend(answer.events.iter().filter_map(|event| match &event.change {
                domain::Change::InvitationSent { invitation, .. } => Some(invitation.id),
                _ => None,
            }));
        }
        Ok(invitations)
    }

    /// Does what is not measured.
    async fn setting(&self, command: Command) -> Result<Answer> {
        let envelope = Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        Ok(self.directory.execute(&Caller::operator(), &self.org, envelope).await?)
    }

    async fn once(&self, name: &str, command: Command) -> Result<Answer> {
        let (answer, ms) = self.measured(command).await?;
        println!("{name:>14} {ms:>10.0} {:>10} {}", "", said(&answer)?);
        Ok(answer)
    }

    async fn both(&self, name: &str, command: Command) -> Result<()> {
        let (answer, ms) = self.measured(command).await?;
        let (_, undo) = self.measured(Command::Undo { command: answer.command }).await?;
        println!("{name:>14} {ms:>10.0} {undo:>10.0} {}", said(&answer)?);
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
    async fn measured(&self, command: Command) -> Result<(Answer, f64)> {
        let begun = Instant::now();
        let answer = self.setting(command).await?;
        Ok((answer, begun.elapsed().as_secs_f64() * 1_000.0))
    }
}

fn said(answer: &Answer) -> Result<String> {
    let events = answer.events.len();
    let bytes = serde_json::to_vec(answer)?.len();
    Ok(format!("{events:>10} {:>14.0}", bytes as f64 / events.max(1) as f64))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's own time")]
async fn timed<T>(what: &str, work: impl Future<Output = directory::Result<T>>) -> Result<T> {
    let begun = Instant::now();
    let outcome = work.await?;
    println!("{what} {:.0} ms", begun.elapsed().as_secs_f64() * 1_000.0);
    Ok(outcome)
}
