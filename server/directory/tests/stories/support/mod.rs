//! A stage for the stories: an organization with its people, on a fresh database of either kind.

mod chain;
mod database;
mod device;
mod persona;
mod postgres;
mod second_factor;

pub use database::{Kind, fresh, raw};
pub use device::Device;
pub use persona::{Persona, token_of};
pub use second_factor::{App, turn_on};

use directory::{Caller, Clock, Config, Directory, NewOwner, OrgRef, PasswordCost, SecretKey, Visitor};
use domain::{Change, Command, CommandId, Envelope, RoleKey, Timestamp};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, ExecResult, QueryResult, Statement};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";
/// When the stories begin: 2026-11-24.
pub const BEGIN: Timestamp = Timestamp(1_795_510_800_000);

/// Runs each story on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($story:ident)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::Stage::set(crate::support::Kind::Sqlite).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::Stage::set(crate::support::Kind::Postgres).await).await;
            })*
        }
    };
}
pub(crate) use on_both;

/// A fresh installation with the organization `acme`, whose Owner is Olga.
pub struct Stage {
    pub directory: Directory,
    pub clock: Clock,
    pub kind: Kind,
    /// The same database, past the service.
    pub raw: DatabaseConnection,
    url: String,
    _files: Option<tempfile::TempDir>,
}

impl Stage {
    /// An empty installation.
    pub async fn set(kind: Kind) -> Self {
        let (url, files) = database::fresh(kind).await;
        let database = directory::connect(&url).await.expect("the database opens");
        database.migrate().await.expect("the schema is made");
        let clock = Clock::set(BEGIN);
        let mut config = Config::new("http://localhost:3000/".to_owned(), SecretKey::fresh());
        config.password_cost = PasswordCost { memory_kib: 8, passes: 1 };
        config.mail_wait_ms = 0;
        // Months go by in stories; `grave` tells of what takes a fresh proof.
        config.fresh_proof_ms = i64::MAX;
        let directory = Directory::new(database, clock.clone(), config);
        let raw = database::raw(&url).await;
        Self { directory, clock, kind, raw, url, _files: files }
    }

    /// Another server on the same database.
    pub async fn another_server(&self) -> Directory {
        self.another_server_with(self.directory.config().clone()).await
    }

    /// Another server on the same database, which sends mails.
    pub async fn mailing_server(&self) -> Directory {
        let mut config = self.directory.config().clone();
        config.mail = true;
        self.another_server_with(config).await
    }

    /// The same person there.
    pub async fn mailing(&self, who: &Persona) -> Persona {
        Persona { directory: self.mailing_server().await, ..who.clone() }
    }

    /// The database once more.
    pub async fn database(&self) -> directory::Database {
        directory::connect(&self.url).await.expect("the database opens")
    }

    /// Another server on the same database, with other settings.
    pub async fn another_server_with(&self, config: Config) -> Directory {
        Directory::new(self.database().await, self.clock.clone(), config)
    }

    /// The organization `demo` with so many people, and no limit of seats.
    pub async fn demo(&self, users: u32) {
        let plan = directory::DemoPlan { users, seed: 7, as_of: BEGIN, password: PASSWORD.to_owned() };
        self.directory.fill_demo(&plan).await.expect("filled");
        let change = domain::ChangeOrganization { seat_limit: Some(None), ..Default::default() };
        self.operator("demo", Command::ChangeOrganization(change)).await.expect("no limit");
    }

    /// The demo's Owner, signed in.
    pub async fn demo_owner(&self) -> Persona {
        let owner = self.rows("select id from users where email = 'owner@demo.test'").await;
        let owner = domain::UserId(owner[0].try_get_by_index(0).expect("an id"));
        let signed_in = self.directory.sign_in(directory::DEMO_OWNER, PASSWORD, &visitor()).await.expect("signed in");
        Persona::new(self, "demo", owner, &signed_in, directory::DEMO_OWNER).await
    }

    /// Makes an organization and its first Owner, who is signed in.
    pub async fn found(&self, slug: &str, email: &str, name: &str) -> Persona {
        let owner = NewOwner {
            org: slug.to_owned(),
            org_name: Some(slug.to_uppercase()),
            email: email.to_owned(),
            name: Some(name.to_owned()),
            password: PASSWORD.to_owned(),
        };
        let made = self.directory.create_owner(&Caller::operator(), &owner).await.expect("an Owner");
        let signed_in = self.directory.sign_in(email, PASSWORD, &visitor()).await.expect("signed in");
        Persona::new(self, slug, made.user, &signed_in, email).await
    }

    /// The organization `acme` with its Owner Olga.
    pub async fn acme(&self) -> Persona {
        self.found("acme", "olga@acme.test", "Olga Ortiz").await
    }

    /// Somebody invited by `by` with a role, who has accepted and is signed in: `Adam Ant` is `adam@acme.test`.
    pub async fn join(&self, by: &Persona, name: &str, role: RoleKey) -> Persona {
        let first = name.split(' ').next().unwrap_or(name).to_lowercase();
        let email = format!("{first}@{}.test", by.slug);
        let token = by.invites(&email, role).await.expect("invited");
        let accepted = self.directory.accept_as_new(&token, name, PASSWORD, &visitor()).await.expect("accepted");
        let signed_in = accepted.signed_in.expect("signed in");
        // Time passes, so that what follows is later than the session.
        self.clock.advance(1);
        Persona::new(self, &by.slug, accepted.user, &signed_in, &email).await
    }

    /// The operator carries out a command.
    pub async fn operator(&self, slug: &str, command: Command) -> directory::Result<domain::Answer> {
        self.directory.execute(&Caller::operator(), &OrgRef::from(slug), self.envelope(command)).await
    }

    /// A command that overrides whatever happened since.
    pub fn envelope(&self, command: Command) -> Envelope<Command> {
        Envelope { intent_id: CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command }
    }

    /// Sets an organization's seat limit.
    pub async fn seats(&self, slug: &str, limit: u32) {
        let change = domain::ChangeOrganization { seat_limit: Some(Some(limit)), ..Default::default() };
        self.operator(slug, Command::ChangeOrganization(change)).await.expect("seats");
    }

    /// Runs a statement past the service.
    pub async fn sql(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.raw.execute_raw(Statement::from_string(self.raw.get_database_backend(), sql)).await
    }

    /// Reads rows past the service.
    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.raw.get_database_backend(), sql);
        self.raw.query_all_raw(statement).await.expect("rows")
    }

    /// A number, read past the service.
    pub async fn number(&self, sql: &str) -> i64 {
        self.rows(sql).await[0].try_get_by_index(0).expect("a number")
    }

    /// The bytes of everything stored, as text.
    pub async fn everything_stored(&self) -> String {
        database::dump(self.kind, &self.raw).await
    }

    /// Columns of a table's rows, as text.
    pub async fn table(&self, table: &str, columns: &[&str]) -> Vec<String> {
        let text = |column: &&str| match self.kind {
            Kind::Sqlite => {
                format!("coalesce(case typeof({column}) when 'blob' then hex({column}) else {column} end, '')")
            }
            Kind::Postgres => format!("coalesce({column}::text, '')"),
        };
        let columns: Vec<String> = columns.iter().map(text).collect();
        let rows = self
            .rows(&format!("select '' || {} as line from {table} order by line", columns.join(" || '|' || ")))
            .await;
        rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
    }

    /// The messages of the mails that wait, with their recipients and links; they count as sent.
    pub async fn mails(&self) -> Vec<directory::Mail> {
        self.directory.settled().await;
        let mails = self.directory.claim_mails(1_000).await.expect("mails");
        for mail in &mails {
            self.directory.report_mail(mail, &directory::MailOutcome::Sent).await.expect("reported");
        }
        mails
    }

    /// The invitations among them; the others count as sent too.
    pub async fn invitations(&self) -> Vec<directory::Mail> {
        let mut mails = self.mails().await;
        mails.retain(|mail| matches!(mail.message, directory::Message::Invitation { .. }));
        mails
    }
}

/// Whoever stands at the door.
pub fn visitor() -> Visitor {
    Visitor { ip: Some("192.0.2.7".to_owned()), agent: Some("Story/1.0".to_owned()), ..Visitor::default() }
}

/// The refusal of an outcome that the rules refused.
pub fn refusal<T: std::fmt::Debug>(outcome: directory::Result<T>) -> domain::Refusal {
    match outcome {
        Err(directory::Error::Refused { refusal, .. }) => refusal,
        other => panic!("not refused by the rules: {other:?}"),
    }
}

/// The kinds of what an answer did.
pub fn kinds(answer: &domain::Answer) -> Vec<&'static str> {
    answer.events.iter().map(|event| Change::kind(&event.change)).collect()
}
