//! An authenticator app.

use super::{PASSWORD, Persona, Stage};
use domain::Timestamp;
use std::collections::BTreeSet;
use totp_rs::{Builder, Secret as Key};

/// Somebody's authenticator app and what they keep in a drawer.
pub struct App {
    /// The key, as it is typed.
    pub key: String,
    /// The recovery codes.
    pub codes: Vec<String>,
}

impl App {
    /// What it shows.
    pub fn shows(&self, now: Timestamp) -> String {
        let totp = Builder::new().with_secret(Key::try_from_base32(&self.key).expect("a key")).build_noncompliant();
        totp.generate(u64::try_from(now.0).expect("after 1970") / 1_000).to_string()
    }

    /// One that shows nothing within three steps.
    pub fn wrong(&self, now: Timestamp) -> String {
        let near: BTreeSet<String> = (-3..=3).map(|step| self.shows(now.plus_ms(step * 30_000))).collect();
        (0..).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).expect("one of a million")
    }
}

/// Somebody turns it on, and the time of that code passes.
pub async fn turn_on(stage: &Stage, who: &Persona) -> App {
    let set_up = stage.directory.set_up_authenticator(&who.session).await.expect("a key");
    let mut app = App { key: set_up.key, codes: Vec::new() };
    let code = app.shows(stage.clock.now());
    let on = stage.directory.turn_on_second_factor(&who.session, &set_up.sealed, PASSWORD, &code).await.expect("on");
    app.codes = on.codes;
    stage.clock.advance(30_000);
    app
}
