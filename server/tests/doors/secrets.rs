//! S-06: what is stored to be compared with a secret, and the secrets themselves, are in no answer and in no line of the log.

use crate::house::{Answered, House, PASSWORD};
use crate::matrix::{ACTORS, Base};
use crate::store::Kind;
use app::route::Route;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use http::StatusCode;
use sea_orm::{ConnectionTrait as _, Statement};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// Where secrets are stored, or what they are compared with: the table, and the column.
const STORED: [(&str, &str); 6] = [
    ("account_tokens", "token_hash"),
    ("credentials", "secret"),
    ("invitation_links", "token_hash"),
    ("join_links", "token_hash"),
    ("recovery_codes", "code_hash"),
    ("sessions", "token_hash"),
];

/// Secrets, in each way that somebody might write them.
#[derive(Default)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Those of a house: what is stored of them, and what people were told.
    pub async fn of(house: &House, told: &[&str]) -> Self {
        let mut all = Self::default();
        let cookies = house.people.values().filter_map(|person| person.cookie.as_deref()?.split_once('='));
        for token in cookies.map(|(_, token)| token).chain(told.iter().copied()).chain([house.ivys_link.as_str()]) {
            assert!(token.len() > 20, "{token:?} is none");
            all.0.push(token.to_owned());
        }
        let raw = house.store.raw().await;
        for (table, column) in STORED {
            let hex = match house.store.kind {
                Kind::Sqlite => format!("select hex({column}) from {table}"),
                Kind::Postgres if column == "secret" => {
                    format!("select encode(convert_to({column}, 'UTF8'), 'hex') from {table}")
                }
                Kind::Postgres => format!("select encode({column}, 'hex') from {table}"),
            };
            let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), hex)).await.expect("rows");
            for row in rows {
                all.stored(&hex::decode(row.try_get_by_index::<String>(0).expect("text")).expect("bytes"));
            }
        }
        raw.close().await.expect("closed");
        all
    }

    fn stored(&mut self, bytes: &[u8]) {
        assert!(bytes.len() >= 16, "{bytes:?} is no secret");
        let numbers = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        self.0.extend([hex::encode(bytes), hex::encode_upper(bytes), numbers]);
        self.0.extend([STANDARD_NO_PAD.encode(bytes), URL_SAFE_NO_PAD.encode(bytes)]);
        self.0.extend(std::str::from_utf8(bytes).ok().map(str::to_owned));
    }

    /// One that is in a text.
    pub fn in_text(&self, text: &str) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|secret| text.contains(secret))
    }

    /// One that is in an answer.
    pub fn in_answer(&self, answer: &Answered) -> Option<&str> {
        let headers = answer.headers.values().filter_map(|value| value.to_str().ok());
        headers.chain([answer.text().as_str()]).find_map(|text| self.in_text(text))
    }
}

/// What is logged, by a test that runs on one thread.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Keeps every line from here on, as long as the guard lives.
    pub fn kept(&self) -> tracing::subscriber::DefaultGuard {
        let lines = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(self.clone()).finish();
        tracing::subscriber::set_default(lines)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody broke")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody broke").write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn s_06_no_page_and_no_file_has_a_secret_in_it_and_no_line_of_the_log() {
    let base = Base::new(Kind::Sqlite, false).await;
    let (house, log) = (&base.house, Log::default());
    let kept = log.kept();
    let pages = Route::ALL.map(|route| route.pattern().replace("{org}", "acme"));
    let files = ["snapshot", "export?format=csv", "export?format=json", "audit/export?format=csv", "audit/chain"];
    let mut shown = 0;
    for (actor, who) in ACTORS {
        let person = house.person(who);
        let own = person.user.map(|user| user.to_string()).unwrap_or_default();
        for path in pages.iter().cloned().chain(files.map(|file| format!("/o/acme/{file}"))) {
            let answer = house.get(&person, &path.replace("{person}", &own)).await;
            assert_eq!(base.secrets.in_answer(&answer), None, "{actor}: {path}");
            shown += usize::from(answer.status == StatusCode::OK);
        }
        let email = if person.email.is_empty() { "nobody@acme.test" } else { &person.email };
        for password in [PASSWORD, "wrong horse battery"] {
            let form = format!("email={email}&password={}", password.replace(' ', "+"));
            house.form(&crate::house::Person::default(), "/sign-in", &form).await;
        }
    }
    assert!(shown > 60, "only {shown} were shown");
    drop(kept);
    let log = log.text();
    assert!(log.contains("signed in"), "something is logged: {log}");
    for secret in [base.secrets.in_text(&log), log.contains("horse battery").then_some("a password")] {
        assert_eq!(secret, None, "{log}");
    }
}
