//! Doors that are not server functions: signing in and out by form, who gets which page, the people as the page's engine
//! and as a file, what happens to them and its record, health.

pub mod audit;
pub mod export;
pub mod feed;
mod file;
pub mod health;
pub mod here;
pub mod next;
pub mod pages;
pub mod session;
pub mod sign_in;
pub mod sign_out;
pub mod snapshot;
pub mod spoken;

use crate::feed::Feed;
use crate::mail::Post;
use crate::metrics::Metrics;
use crate::public_url::PublicUrl;
use crate::security::api::Patience;
use crate::security::shed::Work;
use app::api::cookie::{ChallengeCookie, SessionCookie, StepCookie};
use app::api::limits::Limits;
use directory::Directory;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What every door works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Doors {
    /// The service.
    pub directory: Directory,
    /// Where people reach this installation.
    pub public_url: Arc<PublicUrl>,
    /// How many proxies stand before it.
    pub trusted_proxies: usize,
    /// How often things may be tried.
    pub limits: Limits,
    /// How long a request's body may take.
    pub patience: Patience,
    /// The requests in work.
    pub work: Work,
    /// Wakes the mail worker.
    pub post: Post,
    /// The streams of what happens.
    pub feed: Feed,
    /// What was answered, for the operator.
    pub metrics: Metrics,
    /// Whether the program was told to stop.
    pub ending: Arc<AtomicBool>,
}

impl Doors {
    /// Doors to a service, with fresh counts of tries.
    #[must_use]
    pub fn new(directory: Directory, public_url: PublicUrl, trusted_proxies: usize) -> Self {
        Self {
            feed: Feed::new(directory.clone()),
            directory,
            public_url: Arc::new(public_url),
            trusted_proxies,
            limits: Limits::default(),
            patience: Patience::default(),
            work: Work::default(),
            post: Post::default(),
            metrics: Metrics::default(),
            ending: Arc::default(),
        }
    }

    /// How the session's cookie is written here.
    #[must_use]
    pub fn cookie(&self) -> SessionCookie {
        let max_age_s = self.directory.config().session_max_ms / 1_000;
        SessionCookie { secure: self.public_url.is_https(), max_age_s }
    }

    /// How the cookie of a sign-in that waits for its second step is written here.
    #[must_use]
    pub fn step_cookie(&self) -> StepCookie {
        StepCookie { secure: self.public_url.is_https() }
    }

    /// How the cookie of a challenge that a passkey is to answer is written here.
    #[must_use]
    pub fn challenge_cookie(&self) -> ChallengeCookie {
        ChallengeCookie { secure: self.public_url.is_https() }
    }
}
