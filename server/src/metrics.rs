//! What an operator's Prometheus reads at `/metrics`, on a listener of its own: how much is asked and how long it takes, who
//! waits for what, how much there is.
//!
//! A label is a route's template or a word of this file (`Label`): nothing that a request says, and nobody's name, can
//! become one, so that their number is known.

use crate::doors::Doors;
use crate::security::shed::Work;
use crate::serve::{Caps, HEADERS_WITHIN, READS_WITHIN, serve};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use directory::{Counted, Load};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::Instant;

/// The format's name.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// The most connections of those who read this.
const CONNECTIONS: usize = 32;
/// Until when an answer counts as being of a bucket, in ms.
const BUCKETS_MS: [u64; 11] = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];
/// Classes of status, from 100 up.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// A label's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Label(Arc<str>);

impl Label {
    /// Where a request went, as the router writes it. The site's files are counted together.
    fn route(matched: Option<&MatchedPath>) -> Self {
        match matched.map(MatchedPath::as_str) {
            None => Self("nowhere".into()),
            Some(file) if file.contains('.') => Self("files".into()),
            Some(template) => Self(template.into()),
        }
    }
}

/// What was answered since the start. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<Label, Answers>>>);

/// What one route answered.
#[derive(Clone, Debug, Default)]
struct Answers {
    by_class: [u64; CLASSES.len()],
    /// How many took so long, each in one bucket; the last are those that took longer.
    by_duration: [u64; BUCKETS_MS.len() + 1],
    in_all: Duration,
}

impl Metrics {
    fn note(&self, route: Label, status: StatusCode, took: Duration) {
        let mut routes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = routes.entry(route).or_default();
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        answers.by_class[class] += 1;
        let bucket = BUCKETS_MS.iter().position(|ms| took <= Duration::from_millis(*ms)).unwrap_or(BUCKETS_MS.len());
        answers.by_duration[bucket] += 1;
        answers.in_all += took;
    }

    fn requests(&self) -> BTreeMap<Label, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Counts an answer, from when its request was here to when its head was ready.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let route = Label::route(request.extensions().get());
    let since = Instant::now();
    let response = next.run(request).await;
    metrics.note(route, response.status(), since.elapsed());
    response
}

/// Everything that the listener answers.
pub fn router(doors: &Doors) -> Router {
    Router::new().route("/metrics", get(answer)).with_state(doors.clone())
}

/// Answers whoever asks at the listener, until `stop` is over.
pub async fn listen(listener: TcpListener, doors: &Doors, stop: impl Future<Output = ()>) {
    let caps = Caps { all: CONNECTIONS, per_ip: None, headers_within: HEADERS_WITHIN, reads_within: READS_WITHIN };
    serve(listener, router(doors), caps, stop).await;
}

async fn answer(State(doors): State<Doors>) -> Response {
    let counted = doors.directory.counted().await;
    if let Err(error) = &counted {
        tracing::warn!(%error, "what is in the database cannot be counted");
    }
    let mut text = Text::default();
    text.requests(&doors.metrics.requests());
    text.work(&doors.work);
    text.load(&doors.directory.load(), doors.feed.open_streams());
    text.counted(counted.ok().as_ref());
    ([(CONTENT_TYPE, TEXT)], text.0).into_response()
}

/// The answer, being written.
#[derive(Default)]
struct Text(String);

impl Text {
    /// Begins a metric: what its lines say, and whether it only ever grows.
    fn begin(&mut self, name: &str, kind: &str, says: &str) {
        let _ = writeln!(self.0, "# HELP {name} {says}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, says: &str, value: impl std::fmt::Display) {
        self.begin(name, kind, says);
        self.line(name, &[], value);
    }

    fn requests(&mut self, routes: &BTreeMap<Label, Answers>) {
        let name = "muster_http_requests_total";
        self.begin(name, "counter", "Answered requests, by route and class of status.");
        for (route, answers) in routes {
            for (class, count) in CLASSES.iter().zip(answers.by_class).filter(|(_, count)| *count > 0) {
                self.line(name, &[("route", &route.0), ("class", class)], count);
            }
        }
        let name = "muster_http_request_duration_seconds";
        self.begin(name, "histogram", "From a request to the head of its answer.");
        for (route, answers) in routes {
            let mut until = 0;
            for (ms, count) in BUCKETS_MS.iter().zip(answers.by_duration) {
                until += count;
                let seconds = Duration::from_millis(*ms).as_secs_f64().to_string();
                self.line(&format!("{name}_bucket"), &[("route", &route.0), ("le", &seconds)], until);
            }
            let all: u64 = answers.by_duration.iter().sum();
            self.line(&format!("{name}_bucket"), &[("route", &route.0), ("le", "+Inf")], all);
            self.line(&format!("{name}_sum"), &[("route", &route.0)], answers.in_all.as_secs_f64());
            self.line(&format!("{name}_count"), &[("route", &route.0)], all);
        }
    }

    fn work(&mut self, work: &Work) {
        self.one("muster_http_requests_under_way", "gauge", "Requests that are worked on.", work.under_way());
        self.one("muster_http_requests_shed_total", "counter", "Requests refused for want of a place.", work.shed());
    }

    fn load(&mut self, load: &Load, streams: usize) {
        self.one("muster_feed_streams", "gauge", "Pages, or browsers, that hear what happens.", streams);
        self.one("muster_password_hashes_total", "counter", "Passwords hashed.", load.password_runs);
        let waiting = load.passwords_waiting;
        self.one("muster_password_hashes_waiting", "gauge", "Passwords that wait to be hashed.", waiting);
        let full = u8::from(load.disk_full);
        self.one("muster_disk_full", "gauge", "1 while only signing in and out goes on, for want of room.", full);
        let name = "muster_database_connections";
        self.begin(name, "gauge", "Open connections to the database.");
        for pool in &load.pools {
            for (state, count) in [("used", pool.used), ("idle", pool.idle)] {
                self.line(name, &[("pool", pool.name), ("state", state)], count);
            }
        }
        let name = "muster_database_connections_max";
        self.begin(name, "gauge", "The most connections to the database there may be.");
        for pool in &load.pools {
            self.line(name, &[("pool", pool.name)], pool.most);
        }
    }

    /// Without the database there is nothing to say of what it holds but that it does not answer.
    fn counted(&mut self, counted: Option<&Counted>) {
        let up = u8::from(counted.is_some());
        self.one("muster_database_up", "gauge", "1 while the database answers.", up);
        let Some(counted) = counted else { return };
        self.one("muster_sessions", "gauge", "Signed-in browsers.", counted.sessions);
        let name = "muster_mails";
        self.begin(name, "gauge", "Mails that are not sent.");
        let states =
            [("waiting", counted.mails_waiting), ("held", counted.mails_held), ("failed", counted.mails_failed)];
        for (state, count) in states {
            self.line(name, &[("state", state)], count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up_and_what_takes_longest_is_in_the_last() {
        let metrics = Metrics::default();
        for ms in [0, 5, 6, 10_000, 60_000] {
            metrics.note(Label("/x".into()), StatusCode::OK, Duration::from_millis(ms));
        }
        metrics.note(Label("/x".into()), StatusCode::BAD_GATEWAY, Duration::ZERO);
        let mut text = Text::default();
        text.requests(&metrics.requests());
        for line in [
            "muster_http_requests_total{route=\"/x\",class=\"2xx\"} 5",
            "muster_http_requests_total{route=\"/x\",class=\"5xx\"} 1",
            "muster_http_request_duration_seconds_bucket{route=\"/x\",le=\"0.001\"} 2",
            "muster_http_request_duration_seconds_bucket{route=\"/x\",le=\"0.005\"} 3",
            "muster_http_request_duration_seconds_bucket{route=\"/x\",le=\"0.01\"} 4",
            "muster_http_request_duration_seconds_bucket{route=\"/x\",le=\"10\"} 5",
            "muster_http_request_duration_seconds_bucket{route=\"/x\",le=\"+Inf\"} 6",
            "muster_http_request_duration_seconds_sum{route=\"/x\"} 70.011",
            "muster_http_request_duration_seconds_count{route=\"/x\"} 6",
        ] {
            assert!(text.0.lines().any(|is| is == line), "{line} in {}", text.0);
        }
    }

    #[test]
    fn without_its_database_it_says_so_and_nothing_of_it() {
        let mut text = Text::default();
        text.counted(None);
        assert!(text.0.ends_with("\nmuster_database_up 0\n") && !text.0.contains("muster_sessions"), "{}", text.0);
    }
}
