//! Passwords: argon2id, at most two at once, a short queue before them.

use super::guessed::is_guessed;
use crate::entity::credential;
use crate::outbox::{Message, Queued, queue};
use crate::{Config, Directory, Error, Result, Session};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::{AccountId, PASSWORD_GUESSED, PASSWORD_MAX, PASSWORD_MIN, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// How many hashes are computed at once: each takes its memory.
const AT_ONCE: usize = 2;
/// How many may wait for that.
const QUEUE: usize = 32;
/// When to come back if the queue is full, in ms.
const COME_BACK_MS: u32 = 1_000;
/// The kind of credential.
const KIND: &str = "password";

/// A password that has the right length; its text is never shown.
#[derive(Clone)]
pub(crate) struct Password(String);

impl Password {
    /// A new password: checked before anything is computed (S-50). `about` are names and addresses that have to do with
    /// whoever chooses it: none of them is a password.
    pub(crate) fn chosen(text: &str, about: &[&str]) -> Result<Self> {
        if text.chars().take(PASSWORD_MIN).count() < PASSWORD_MIN {
            return Err(invalid(format!("at least {PASSWORD_MIN} characters")));
        }
        let chosen = Self::shown(text)?;
        if is_guessed(text, about) { Err(invalid(PASSWORD_GUESSED.to_owned())) } else { Ok(chosen) }
    }

    /// A password as it is shown for proof: only bounded.
    pub(crate) fn shown(text: &str) -> Result<Self> {
        // A character takes at most four bytes: the cheap test bounds the counting.
        if text.len() > PASSWORD_MAX * 4 || text.chars().count() > PASSWORD_MAX {
            return Err(invalid(format!("at most {PASSWORD_MAX} characters")));
        }
        Ok(Self(text.to_owned()))
    }
}

fn invalid(reason: String) -> Error {
    Error::Invalid { field: "password", reason }
}

/// Where passwords are hashed and compared.
#[derive(Debug)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    runs: Arc<AtomicU64>,
    argon2: Option<Params>,
    /// A hash of nothing known, at today's cost: what is compared where there is none (S-51).
    nobody: String,
}

impl Passwords {
    pub(crate) fn new(config: &Config) -> Self {
        let cost = config.password_cost;
        let salt = STANDARD_NO_PAD.encode(crate::secret::random::<16>());
        let hash = STANDARD_NO_PAD.encode(crate::secret::random::<32>());
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            runs: Arc::default(),
            argon2: Params::new(cost.memory_kib, cost.passes, 1, None).ok(),
            nobody: format!("$argon2id$v=19$m={},t={},p=1${salt}${hash}", cost.memory_kib, cost.passes),
        }
    }

    /// A new password's hash, in PHC form.
    pub(crate) async fn hash(&self, password: Password) -> Result<String> {
        let params = self.argon2.clone().ok_or_else(|| Error::Internal("the password cost cannot be".to_owned()))?;
        self.run(move || {
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let hash = argon2.hash_password(password.0.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(error.to_string()))
        })
        .await?
    }

    /// Whether the password is the one behind `hash`. Without one the same work is done for nothing.
    pub(crate) async fn fits(&self, password: Password, hash: Option<&str>) -> Result<bool> {
        let stored = hash.unwrap_or(&self.nobody).to_owned();
        let known = hash.is_some();
        let fits = self.run(move || {
            let parsed = PasswordHash::new(&stored);
            parsed.is_ok_and(|hash| Argon2::default().verify_password(password.0.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await? && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.wait().await?,
        };
        let runs = Arc::clone(&self.runs);
        let task = tokio::task::spawn_blocking(move || {
            runs.fetch_add(1, Ordering::SeqCst);
            let done = work();
            drop(permit);
            done
        });
        task.await.map_err(|error| Error::Internal(error.to_string()))
    }

    /// How many wait until theirs may be computed.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    async fn wait(&self) -> Result<tokio::sync::OwnedSemaphorePermit> {
        let place = Place::take(&self.waiting).ok_or(Error::Busy { retry_after_ms: COME_BACK_MS })?;
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        drop(place);
        permit.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A place in the queue, given back also by who goes away while waiting.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Option<Self> {
        let taken = waiting.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| (n < QUEUE).then_some(n + 1));
        taken.is_ok().then(|| Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The stored hash of an account's password, if it has one.
pub(crate) async fn stored(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<String>> {
    let row = credential::Entity::find_by_id((account, KIND.to_owned())).one(db).await?;
    Ok(row.map(|row| row.secret))
}

/// Stores a hash as the account's password.
pub(crate) async fn store(tx: &DatabaseTransaction, account: AccountId, hash: String, now: Timestamp) -> Result<()> {
    let row = credential::ActiveModel {
        account_id: Set(account),
        kind: Set(KIND.to_owned()),
        secret: Set(hash),
        changed_at: Set(now),
        used_step: Set(None),
    };
    let again = OnConflict::columns([credential::Column::AccountId, credential::Column::Kind])
        .update_columns([credential::Column::Secret, credential::Column::ChangedAt])
        .to_owned();
    credential::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

impl Directory {
    /// How many password hashes were computed since the start: one for each attempt, good or bad.
    #[must_use]
    pub fn password_runs(&self) -> u64 {
        self.inner.passwords.runs.load(Ordering::SeqCst)
    }

    /// Changes one's own password, proved by the current one. All other sessions end, and a mail tells.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] when `current` is not it; [`Error::Invalid`] when `new` is too short, too long or easily guessed;
    /// [`Error::Busy`]; [`Error::Database`].
    pub async fn change_password(&self, session: &Session, current: &str, new: &str) -> Result<()> {
        let current = Password::shown(current)?;
        let row = super::account(self.read(), session.account).await?;
        let new = Password::chosen(new, &[row.email.as_str(), row.name.as_str()])?;
        let proved = self.prove(session.account, current).await?;
        let hash = self.inner.passwords.hash(new).await?;
        let (this, session) = (self.clone(), session.clone());
        self.detached(async move {
            let now = this.now();
            let tx = this.begin().await?;
            super::hold_account(&tx, session.account).await?;
            if stored(&tx, session.account).await?.as_deref() != Some(proved.as_str()) {
                return Err(Error::WrongCredentials);
            }
            this.set_password(&tx, session.account, hash, Some(session.id), now).await?;
            this.commit(tx).await?;
            Ok(())
        })
        .await
    }

    /// Makes sure that whoever asks knows the account's password. Gives the hash that it was compared with.
    pub(crate) async fn prove(&self, account: AccountId, password: Password) -> Result<String> {
        let hash = stored(self.read(), account).await?;
        let fits = self.inner.passwords.fits(password, hash.as_deref()).await?;
        hash.filter(|_| fits).ok_or(Error::WrongCredentials)
    }

    /// Sets a password: all sessions but `keep` end, links that could set another end, a mail tells.
    pub(crate) async fn set_password(
        &self,
        tx: &DatabaseTransaction,
        account: AccountId,
        hash: String,
        keep: Option<domain::SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        let row = super::account(tx, account).await?;
        store(tx, account, hash, now).await?;
        super::sessions::end_others(tx, account, keep, now).await?;
        super::token::end_all(tx, account, now).await?;
        let message = Message::PasswordChanged { name: row.name.to_string() };
        let mail =
            Queued { org: None, invitation: None, about: None, recipient: &row.email, message: &message, token: None };
        queue(self, tx, mail, now).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PasswordCost, SecretKey};

    fn passwords() -> Passwords {
        let mut config = Config::new("http://localhost:3000".to_owned(), SecretKey::fresh());
        config.password_cost = PasswordCost { memory_kib: 8, passes: 1 };
        Passwords::new(&config)
    }

    #[tokio::test]
    async fn s_50_every_character_up_to_the_limit_counts() {
        let passwords = passwords();
        let long = format!("correct horse battery{}", "p".repeat(PASSWORD_MAX - 22));
        let hash = passwords.hash(Password::chosen(&format!("{long}a"), &[]).expect("good")).await.expect("hashed");
        for (tried, good) in [("a", true), ("b", false), ("", false)] {
            let shown = Password::shown(&format!("{long}{tried}")).expect("bounded");
            assert_eq!(passwords.fits(shown, Some(&hash)).await.expect("compared"), good, "{tried:?}");
        }
        assert_eq!(passwords.runs.load(Ordering::SeqCst), 4);
    }

    #[test]
    fn s_50_too_short_and_too_long_are_refused_before_hashing() {
        for bad in ["", "1234567", "éééé", &"p".repeat(PASSWORD_MAX + 1), &"\u{1f600}".repeat(PASSWORD_MAX + 1)] {
            assert!(matches!(Password::chosen(bad, &[]), Err(Error::Invalid { field: "password", .. })), "{bad:?}");
        }
        let smiling = format!("correct horse battery{}", "\u{1f600}".repeat(PASSWORD_MAX - 21));
        for good in ["x9$kQ2!p", "süß fährt Öl", &smiling] {
            assert!(Password::chosen(good, &[]).is_ok(), "{good:?}");
        }
    }

    #[test]
    fn asvs_6_2_4_what_is_easily_guessed_says_so() {
        for (guessed, about) in [("password1", &[][..]), ("wintermantel", &["Ana Wintermantel"])] {
            let Err(Error::Invalid { field: "password", reason }) = Password::chosen(guessed, about) else {
                panic!("{guessed} is refused");
            };
            assert_eq!(reason, PASSWORD_GUESSED);
        }
    }

    #[tokio::test]
    async fn s_51_where_there_is_no_hash_one_is_computed_all_the_same() {
        let passwords = passwords();
        assert!(!passwords.fits(Password::shown("anything").expect("bounded"), None).await.expect("compared"));
        assert_eq!(passwords.runs.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn f_20_a_flood_of_passwords_waits_in_a_short_queue() {
        let passwords = Arc::new(passwords());
        let held: Vec<_> =
            (0..AT_ONCE).map(|_| Arc::clone(&passwords.permits).try_acquire_owned().expect("free")).collect();
        let attempt = |passwords: Arc<Passwords>| async move {
            passwords.fits(Password::shown("anything").expect("bounded"), None).await
        };
        let waiting: Vec<_> = (0..QUEUE).map(|_| tokio::spawn(attempt(Arc::clone(&passwords)))).collect();
        while passwords.waiting.load(Ordering::SeqCst) < QUEUE {
            tokio::task::yield_now().await;
        }
        assert!(matches!(attempt(Arc::clone(&passwords)).await, Err(Error::Busy { .. })));
        drop(held);
        for attempt in waiting {
            assert!(matches!(attempt.await.expect("ran"), Ok(false)));
        }
        assert_eq!(passwords.waiting.load(Ordering::SeqCst), 0);
    }
}
