//! Load is shed early (F-19): of more requests than can be worked on, each further one is told at once to come again, so
//! that those in work stay quick. What waits for whoever sends or reads slowly is not work: bodies are read before.

use super::refuse;
use app::api::error::ApiError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;

/// How many requests are worked on at once, unless set: enough to keep sixteen processors busy, and few enough that on two
/// the last of them is answered within a second (G-14).
pub const REQUESTS: usize = 64;
/// When whoever was refused should come again, in ms.
const AGAIN_MS: u32 = 1_000;
/// Whoever wants to be gone is not kept: it takes little, and they may be at somebody else's machine.
const NEVER_SHED: &str = "/sign-out";

/// The requests in work. Clones share them.
#[derive(Clone, Debug)]
pub struct Work(Arc<Places>);

#[derive(Debug)]
struct Places {
    most: usize,
    free: Semaphore,
    shed: AtomicU64,
}

impl Default for Work {
    fn default() -> Self {
        Self::at_most(REQUESTS)
    }
}

impl Work {
    /// None yet, and so many at once.
    #[must_use]
    pub fn at_most(most: usize) -> Self {
        Self(Arc::new(Places { most, free: Semaphore::new(most), shed: AtomicU64::new(0) }))
    }

    /// How many requests are worked on.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.0.most - self.0.free.available_permits()
    }

    /// How many were refused since the start.
    #[must_use]
    pub fn shed(&self) -> u64 {
        self.0.shed.load(Ordering::Relaxed)
    }
}

/// Answers a request when there is a place for it, or refuses it at once.
pub async fn bound(State(work): State<Work>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let place = work.0.free.try_acquire();
    if place.is_err() && path != NEVER_SHED {
        work.0.shed.fetch_add(1, Ordering::Relaxed);
        let busy = ApiError::Busy { retry_after_ms: AGAIN_MS };
        return refuse::answer(path, StatusCode::SERVICE_UNAVAILABLE, &busy);
    }
    // The place is free once the head of the answer is there: who reads the rest, and how fast, is theirs.
    next.run(request).await
}
