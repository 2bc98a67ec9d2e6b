//! The one service: page, command line and jobs all call [`Directory`]. It checks first, decides by
//! [`domain::decide()`], and writes the change, its events and its mails in one transaction.
//!
//! To add a use case:
//! 1. a `domain::Command` and its decision, with its stories;
//! 2. what the decision has to know, in `Command::needs`;
//! 3. a `domain::Change` if what happens is new: how it is stored, for one and for ten thousand
//!    (`store/persist.rs`), taken back (`invert`), applied (`OrgState::apply`, the roster);
//! 4. the door: a server function of ten lines, and its line in the authorization matrix;
//! 5. its words in the catalogue.

mod accounts;
mod audit;
mod backup;
mod caller;
mod cancel;
mod clashes;
mod clean;
mod clock;
mod config;
mod connect;
mod demo;
mod dormancy;
mod entity;
mod error;
mod events;
mod execute;
mod feed;
mod gauges;
mod imports;
mod intents;
mod invitations;
mod letters;
mod memory;
mod migrate;
mod organizations;
mod outbox;
mod past;
mod people;
mod refused;
mod reminders;
mod requests;
mod room;
mod saved_views;
mod secret;
mod snapshot;
mod stop;
mod store;
mod task;
mod told;
mod tx;

pub use accounts::{PasskeyAsked, Session, SignedIn, Visitor};
pub use audit::{AuditRecord, Head};
pub use backup::{AfterRestore, Restored, WaitingMails, check_copy};
pub use caller::{Caller, SeenAs, Who};
pub use clean::Cleaned;
pub use clock::Clock;
pub use config::{Config, PasswordCost};
pub use connect::{Database, connect};
pub use demo::{DEMO_OWNER, DEMO_SLUG, DemoPlan, DemoReport};
pub use error::{Error, Result};
pub use feed::{Heard, Hearing, Listener, News};
pub use gauges::{Counted, Load, Pool};
pub use imports::{ImportOrder, ImportOutcome};
pub use invitations::Accepted;
pub use organizations::{NewOwner, OwnerCreated, SetUp};
pub use outbox::{Mail, MailOutcome, Message, SecondFactorChange, Topic};
pub use secret::{Secret, SecretKey};
pub use tx::OrgRef;

use domain::SessionId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// The service. Cheap to clone: clones share the database, the clock and the keys.
#[derive(Clone, Debug)]
pub struct Directory {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Database,
    clock: Clock,
    config: Config,
    passwords: accounts::Passwords,
    /// The sessions whose use is being noted.
    touching: Mutex<HashSet<SessionId>>,
    beside: task::Beside,
    /// What is set aside on the disk.
    room: room::Room,
    stops: stop::Stops,
    /// Told after each commit that others may have to hear of.
    committed: tokio::sync::watch::Sender<()>,
    /// Lists are read one at a time.
    imports: Arc<tokio::sync::Semaphore>,
}

impl Directory {
    /// The service on a migrated database.
    #[must_use]
    pub fn new(database: Database, clock: Clock, config: Config) -> Self {
        let passwords = accounts::Passwords::new(&config);
        let (touching, beside, room, stops, committed) = <_>::default();
        let imports = Arc::new(tokio::sync::Semaphore::new(1));
        let inner = Inner { database, clock, config, passwords, touching, beside, room, stops, committed, imports };
        Self { inner: Arc::new(inner) }
    }

    /// What time it is, for those who show it.
    #[must_use]
    pub fn now(&self) -> domain::Timestamp {
        self.inner.clock.now()
    }

    /// An id that nothing has yet, for an intent of the caller's own.
    #[must_use]
    pub fn fresh_id(&self) -> uuid::Uuid {
        self.inner.clock.fresh_id()
    }

    /// What the service was started with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Ends what runs beside, and closes the database: what was SQLite's log is in the one file then, which can be moved.
    ///
    /// # Errors
    /// [`Error::Database`] when a connection does not close.
    pub async fn close(&self) -> Result<()> {
        self.settled().await;
        self.clear_room();
        Ok(self.inner.database.close().await?)
    }

    fn read(&self) -> &sea_orm::DatabaseConnection {
        &self.inner.database.read
    }
}
