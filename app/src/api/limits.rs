//! How often one may try what guesses secrets or sends mails: signing in, links, resets.
//!
//! Counted by the address that asks (never by anything it writes itself, S-53) and, together with it, by the
//! account that is tried: strangers elsewhere cannot lock anybody out. Those who try one account from very many addresses
//! are counted together; whoever was signed in to it where they ask from, or came there by a link from its mailbox, is not
//! one of them. Kept in this process's memory.
//!
//! | what | at once | then one every |
//! |---|---|---|
//! | failed sign-ins and wrong current passwords at one account from one address | 10 | 60 s |
//! | failed sign-ins from one address, those with passkeys too | 50 | 6 s |
//! | failed sign-ins at one account from all addresses that are strange to it | 100 | 30 s |
//! | wrong codes and passkeys of a second step at one account from everywhere: who tries them has its password | 10 | 5 min |
//! | links looked up or used from one address | 60 | 2 s |
//! | resets, address changes and requests to join asked for from one address | 10 | 60 s |
//! | the same for one account from one address | 3 | 10 min |

use super::error::ApiError;
use domain::{AccountId, EmailAddress, MINUTE_MS, Timestamp};
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// The address of whoever asks, as far as it can be trusted; a request extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

impl ClientIp {
    /// What its tries are counted under: the address, or the network of an IPv6 address, since one client has
    /// all of a /64.
    #[must_use]
    pub fn key(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(ip) => Ipv6Addr::from(u128::from(ip) & !u128::from(u64::MAX)).into(),
            v4 @ IpAddr::V4(_) => v4,
        }
    }
}

/// The counts. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Limits(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    sign_in: Buckets<IpAddr>,
    sign_in_at: Buckets<(IpAddr, String)>,
    strangers: Buckets<String>,
    codes: Buckets<String>,
    /// Until when whoever came by a link from an account's mailbox is none there.
    by_link: Mutex<HashMap<(IpAddr, String), Timestamp>>,
    link: Buckets<IpAddr>,
    mail: Buckets<IpAddr>,
    mail_to: Buckets<(IpAddr, String)>,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            sign_in: Buckets::new(50, 6_000),
            sign_in_at: Buckets::new(10, 60_000),
            strangers: Buckets::new(100, 30_000),
            codes: Buckets::new(10, 300_000),
            by_link: Mutex::default(),
            link: Buckets::new(60, 2_000),
            mail: Buckets::new(10, 60_000),
            mail_to: Buckets::new(3, 600_000),
        }
    }
}

impl Limits {
    /// A try to sign in, counted as failed until [`Self::signed_in`] takes that back.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn sign_in(&self, ip: ClientIp, email: &str, now: Timestamp) -> Result<(), ApiError> {
        self.0.sign_in.take(ip.key(), now)?;
        self.0.sign_in_at.take((ip.key(), account(email)), now)
    }

    /// The try succeeded: it was none.
    pub fn signed_in(&self, ip: ClientIp, email: &str) {
        self.0.sign_in.give_back(&ip.key());
        self.0.sign_in_at.give_back(&(ip.key(), account(email)));
    }

    /// A try at an account, counted together with those from everywhere else until [`Self::no_stranger`] takes that back.
    ///
    /// # Errors
    /// [`ApiError::Busy`], which is not for whom the account knows at that address.
    pub fn stranger(&self, email: &str, now: Timestamp) -> Result<(), ApiError> {
        self.0.strangers.take(account(email), now)
    }

    /// It was the account's own.
    pub fn no_stranger(&self, email: &str) {
        self.0.strangers.give_back(&account(email));
    }

    /// A try of a second factor, counted as failed until [`Self::right_code`] takes that back.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn code(&self, ip: ClientIp, email: &str, now: Timestamp) -> Result<(), ApiError> {
        self.0.sign_in.take(ip.key(), now)?;
        self.0.codes.take(account(email), now)
    }

    /// The code was right: it was no try.
    pub fn right_code(&self, ip: ClientIp, email: &str) {
        self.0.sign_in.give_back(&ip.key());
        self.0.codes.give_back(&account(email));
    }

    /// A try to sign in with a passkey alone, counted as failed until [`Self::good_passkey`] takes that back. It is of no
    /// account before it is good.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn passkey(&self, ip: ClientIp, now: Timestamp) -> Result<(), ApiError> {
        self.0.sign_in.take(ip.key(), now)
    }

    /// The passkey was good: it was no try.
    pub fn good_passkey(&self, ip: ClientIp) {
        self.0.sign_in.give_back(&ip.key());
    }

    /// Somebody set the account's password by a link from its mailbox: what was tried before from where they are is
    /// forgotten, and they are no stranger there for an hour. Codes were tried with a password that is over.
    pub fn came_by_link(&self, ip: ClientIp, email: &str, now: Timestamp) {
        let key = (ip.key(), account(email));
        self.0.sign_in_at.forget(|tried| *tried == key);
        self.0.codes.forget(|tried| *tried == key.1);
        let mut by_link = self.0.by_link.lock().unwrap_or_else(PoisonError::into_inner);
        by_link.retain(|_, until| *until > now);
        if by_link.len() < KEYS_MAX {
            by_link.insert(key, now.plus_ms(60 * MINUTE_MS));
        }
    }

    /// Whether somebody came by such a link within the hour.
    #[must_use]
    pub fn knows(&self, ip: ClientIp, email: &str, now: Timestamp) -> bool {
        let by_link = self.0.by_link.lock().unwrap_or_else(PoisonError::into_inner);
        by_link.get(&(ip.key(), account(email))).is_some_and(|until| *until > now)
    }

    /// A try to prove by password who one is, counted as failed until [`Self::proved`] takes that back.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn proof(&self, ip: ClientIp, account: AccountId, now: Timestamp) -> Result<(), ApiError> {
        self.0.sign_in_at.take((ip.key(), account.to_string()), now)
    }

    /// The proof was good: it was no try.
    pub fn proved(&self, ip: ClientIp, account: AccountId) {
        self.0.sign_in_at.give_back(&(ip.key(), account.to_string()));
    }

    /// Until when somebody at any address has to wait who tries to sign in as this account, or to prove that they are
    /// it; `None` where nobody has to.
    #[must_use]
    pub fn locked_until(&self, account: AccountId, email: &EmailAddress, now: Timestamp) -> Option<Timestamp> {
        let there = self.0.sign_in_at.waits_until(|key| is_of(key, account, email), now);
        let strangers = self.0.strangers.waits_until(|tried| tried == email.as_str(), now);
        there.max(strangers).max(self.0.codes.waits_until(|tried| tried == email.as_str(), now))
    }

    /// Lets everybody try again at once to sign in as this account: what was tried until now is forgotten.
    pub fn lift(&self, account: AccountId, email: &EmailAddress) {
        self.0.sign_in_at.forget(|key| is_of(key, account, email));
        self.0.strangers.forget(|tried| tried == email.as_str());
        self.0.codes.forget(|tried| tried == email.as_str());
    }

    /// A link looked up or used.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn link(&self, ip: ClientIp, now: Timestamp) -> Result<(), ApiError> {
        self.0.link.take(ip.key(), now)
    }

    /// A mail asked for.
    ///
    /// # Errors
    /// [`ApiError::Busy`].
    pub fn mail(&self, ip: ClientIp, email: &str, now: Timestamp) -> Result<(), ApiError> {
        self.0.mail.take(ip.key(), now)?;
        self.0.mail_to.take((ip.key(), account(email)), now)
    }
}

/// The account that an address stands for: its normal form, whether or not it exists. What is no address
/// counts as one account.
fn account(email: &str) -> String {
    EmailAddress::parse(email).map(String::from).unwrap_or_default()
}

/// Whether tries are counted at this account: by its address where one signs in, by its id where one proves oneself.
fn is_of((_, tried): &(IpAddr, String), account: AccountId, email: &EmailAddress) -> bool {
    tried == email.as_str() || *tried == account.to_string()
}

/// A bucket for each key: `burst` tokens, one more every so often.
#[derive(Debug)]
struct Buckets<K> {
    burst: i64,
    every_ms: i64,
    /// When each bucket would be full again.
    full_at: Mutex<HashMap<K, i64>>,
}

/// The most keys kept.
const KEYS_MAX: usize = 50_000;

impl<K: Hash + Eq> Buckets<K> {
    fn new(burst: i64, every_ms: i64) -> Self {
        Self { burst, every_ms, full_at: Mutex::default() }
    }

    fn take(&self, key: K, now: Timestamp) -> Result<(), ApiError> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= KEYS_MAX {
            make_room(&mut full_at, now);
        }
        let at = full_at.entry(key).or_insert(now.0);
        let next = (*at).max(now.0) + self.every_ms;
        let wait = next - now.0 - self.burst * self.every_ms;
        if wait > 0 {
            return Err(ApiError::Busy { retry_after_ms: u32::try_from(wait).unwrap_or(u32::MAX) });
        }
        *at = next;
        Ok(())
    }

    /// When the last of these buckets that are empty has a token again.
    fn waits_until(&self, these: impl Fn(&K) -> bool, now: Timestamp) -> Option<Timestamp> {
        let full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let free_at = full_at.iter().filter(|(key, _)| these(key)).map(|(_, at)| at - (self.burst - 1) * self.every_ms);
        free_at.filter(|at| *at > now.0).max().map(Timestamp)
    }

    fn forget(&self, these: impl Fn(&K) -> bool) {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner).retain(|key, _| !these(key));
    }

    fn give_back(&self, key: &K) {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = full_at.get_mut(key) {
            *at -= self.every_ms;
        }
    }
}

/// Forgets the full buckets, or, should there be none, the half that is fuller.
fn make_room<K: Hash + Eq>(full_at: &mut HashMap<K, i64>, now: Timestamp) {
    full_at.retain(|_, at| *at > now.0);
    if full_at.len() >= KEYS_MAX {
        let mut times: Vec<i64> = full_at.values().copied().collect();
        let (_, &mut middle, _) = times.select_nth_unstable(KEYS_MAX / 2);
        full_at.retain(|_, at| *at > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn ip(text: &str) -> ClientIp {
        ClientIp(text.parse().expect("an address"))
    }

    #[test]
    fn s_53_ten_failures_at_one_account_slow_down_who_failed_and_nobody_else() {
        let limits = Limits::default();
        for _ in 0..10 {
            assert_eq!(limits.sign_in(ip("192.0.2.1"), "ana@example.com", NOW), Ok(()));
        }
        let busy = limits.sign_in(ip("192.0.2.1"), " ANA@example.com", NOW);
        assert_eq!(busy, Err(ApiError::Busy { retry_after_ms: 60_000 }));
        assert_eq!(limits.sign_in(ip("192.0.2.2"), "ana@example.com", NOW), Ok(()), "Ana herself, elsewhere");
        assert_eq!(limits.sign_in(ip("192.0.2.1"), "ben@example.com", NOW), Ok(()));
        assert_eq!(limits.sign_in(ip("192.0.2.1"), "ana@example.com", NOW.plus_ms(60_000)), Ok(()));
        assert!(limits.sign_in(ip("192.0.2.1"), "ana@example.com", NOW.plus_ms(60_001)).is_err());
    }

    #[test]
    fn an_admin_lifts_what_one_account_waits_for_and_nothing_else() {
        let limits = Limits::default();
        let (ana, id) = (EmailAddress::parse("ana@example.com").expect("an address"), AccountId(uuid::Uuid::nil()));
        let try_as = |email: &str| limits.sign_in(ip("192.0.2.1"), email, NOW);
        for _ in 0..10 {
            assert_eq!(limits.locked_until(id, &ana, NOW), None);
            assert_eq!((try_as("ana@example.com"), try_as("ben@example.com")), (Ok(()), Ok(())));
        }
        assert_eq!(limits.locked_until(id, &ana, NOW), Some(NOW.plus_ms(60_000)));
        assert_eq!(limits.locked_until(id, &ana, NOW.plus_ms(60_000)), None);
        limits.lift(id, &ana);
        assert_eq!(limits.locked_until(id, &ana, NOW), None);
        assert_eq!(try_as("ana@example.com"), Ok(()));
        assert!(try_as("ben@example.com").is_err());
        for _ in 0..11 {
            let _ = limits.proof(ip("192.0.2.7"), id, NOW);
        }
        assert!(limits.locked_until(id, &ana, NOW).is_some(), "who proves oneself waits, too");
    }

    #[test]
    fn s_53_very_many_addresses_gain_no_more_than_a_hundred_tries_at_one_account() {
        let limits = Limits::default();
        let tried = (0..1_000).filter(|_| limits.stranger(" ANA@example.com", NOW).is_ok()).count();
        assert_eq!(tried, 100);
        assert_eq!(limits.stranger("ana@example.com", NOW), Err(ApiError::Busy { retry_after_ms: 30_000 }));
        assert_eq!(limits.stranger("ben@example.com", NOW), Ok(()));
        assert_eq!(limits.stranger("ana@example.com", NOW.plus_ms(30_000)), Ok(()));
        let (ana, id) = (EmailAddress::parse("ana@example.com").expect("an address"), AccountId(uuid::Uuid::nil()));
        assert_eq!(limits.locked_until(id, &ana, NOW), Some(NOW.plus_ms(60_000)));
        limits.lift(id, &ana);
        assert_eq!((limits.locked_until(id, &ana, NOW), limits.stranger("ana@example.com", NOW)), (None, Ok(())));
    }

    #[test]
    fn s_53_whoever_has_the_mailbox_is_no_stranger_for_an_hour_there_and_nowhere_else() {
        let limits = Limits::default();
        for _ in 0..10 {
            assert_eq!(limits.sign_in(ip("2001:db8::1"), "ana@example.com", NOW), Ok(()));
        }
        limits.came_by_link(ip("2001:db8::1"), "ana@example.com", NOW);
        assert_eq!(limits.sign_in(ip("2001:db8::1"), "ana@example.com", NOW), Ok(()));
        assert!(limits.knows(ip("2001:db8::2"), "ANA@example.com", NOW.plus_ms(59 * MINUTE_MS)), "the same network");
        assert!(!limits.knows(ip("2001:db8::1"), "ana@example.com", NOW.plus_ms(60 * MINUTE_MS)));
        assert!(!limits.knows(ip("192.0.2.1"), "ana@example.com", NOW));
        assert!(!limits.knows(ip("2001:db8::1"), "ben@example.com", NOW));
    }

    #[test]
    fn s_53_codes_are_counted_at_their_account_from_wherever_they_are_tried() {
        let limits = Limits::default();
        let from = |n: u32| ip(&format!("203.0.113.{n}"));
        let tried = (0..200).filter(|n| limits.code(from(*n), " ANA@example.com", NOW).is_ok()).count();
        assert_eq!(tried, 10);
        assert_eq!(limits.code(from(1), "ana@example.com", NOW), Err(ApiError::Busy { retry_after_ms: 300_000 }));
        assert_eq!(limits.code(from(1), "ben@example.com", NOW), Ok(()));
        assert_eq!(limits.sign_in(from(1), "ana@example.com", NOW), Ok(()), "her password is another matter");
        let (ana, id) = (EmailAddress::parse("ana@example.com").expect("an address"), AccountId(uuid::Uuid::nil()));
        assert_eq!(limits.locked_until(id, &ana, NOW), Some(NOW.plus_ms(300_000)));
        // Whoever tried them knew a password that is over.
        limits.came_by_link(from(9), "ana@example.com", NOW);
        for _ in 0..50 {
            assert_eq!(limits.code(from(9), "ana@example.com", NOW), Ok(()));
            limits.right_code(from(9), "ana@example.com");
        }
        for _ in 0..11 {
            let _ = limits.code(from(9), "ana@example.com", NOW);
        }
        limits.lift(id, &ana);
        assert_eq!((limits.locked_until(id, &ana, NOW), limits.code(from(9), "ana@example.com", NOW)), (None, Ok(())));
    }

    #[test]
    fn s_53_changing_the_account_gains_little() {
        let limits = Limits::default();
        let tried = (0..200).filter(|n| limits.sign_in(ip("192.0.2.1"), &format!("a{n}@example.com"), NOW).is_ok());
        assert_eq!(tried.count(), 50);
    }

    #[test]
    fn signing_in_is_never_slowed_down_by_having_signed_in() {
        let limits = Limits::default();
        for _ in 0..500 {
            assert_eq!(limits.sign_in(ip("192.0.2.1"), "ana@example.com", NOW), Ok(()));
            limits.signed_in(ip("192.0.2.1"), "ana@example.com");
        }
    }

    #[test]
    fn no_number_of_addresses_fills_the_memory() {
        let buckets = Buckets::new(1, 1_000);
        for key in 0..(KEYS_MAX * 3) {
            let _ = buckets.take(key, NOW);
        }
        assert!(buckets.full_at.lock().expect("whole").len() <= KEYS_MAX);
    }

    #[test]
    fn s_53_an_ipv6_client_is_counted_by_its_network() {
        assert_eq!(ip("2001:db8:1:2:3::4").key(), ip("2001:db8:1:2:ffff::1").key());
        assert_ne!(ip("2001:db8:1:2::1").key(), ip("2001:db8:1:3::1").key());
        assert_eq!(ip("::ffff:192.0.2.1").key(), ip("192.0.2.1").key());
    }
}
