//! Who hears the stream: a page, for as long as it is in view.

use leptos::prelude::*;
use roster::Roster;

use super::Ears;
use super::message::Message;
use crate::pages::viewer::Viewer;
use crate::users::session::Session;
use crate::users::state::{Connection, PageState};

/// A page that hears what happens in its organization.
pub(super) trait Audience: Copy + 'static {
    /// Whether it is in view.
    fn is_here(self) -> bool;
    /// The organization's name in URLs.
    fn org(self) -> String;
    /// The session that it listens with.
    fn session(self) -> Session;
    /// The number of the last event that it knows of; none before the first.
    fn seq(self) -> u64;
    /// The name under which it shares a stream with those that hear the same.
    fn channel(self) -> Option<String>;
    /// Whether it has others see who is there: those who look at the people are.
    const SHOWN: bool;
    /// Hears a message.
    fn take(self, message: &Message);
    /// The server is not reached.
    fn lost(self);
    /// It is reached, again.
    fn found(self);
    /// Asks for all of it anew.
    fn ask_anew(self);
    /// Whether the server is reached, where the page looks for it by itself.
    fn connection(self) -> Option<Connection>;
}

/// Pages that hear the same: of one organization, as one person, who may do as much.
fn channel(org: &str, permissions: u32) -> Option<String> {
    let who = Viewer::expect().me_untracked()?.profile.account;
    Some(format!("muster {org} {who} {permissions}"))
}

impl Audience for PageState {
    const SHOWN: bool = true;

    fn is_here(self) -> bool {
        PageState::is_here(self)
    }

    fn org(self) -> String {
        PageState::org(self)
    }

    fn session(self) -> Session {
        self.session
    }

    fn seq(self) -> u64 {
        self.with_roster(Roster::seq).unwrap_or_default()
    }

    fn channel(self) -> Option<String> {
        self.with_roster(|roster| channel(roster.slug(), roster.viewer().permissions.bits())).flatten()
    }

    fn take(self, message: &Message) {
        self.take_message(message);
    }

    fn lost(self) {
        PageState::lost(self);
    }

    fn found(self) {
        PageState::found(self);
    }

    fn ask_anew(self) {
        self.reload();
    }

    fn connection(self) -> Option<Connection> {
        self.connection.try_get_untracked()
    }
}

impl Audience for Ears {
    const SHOWN: bool = false;

    fn is_here(self) -> bool {
        self.seq.try_get_value().is_some()
    }

    fn org(self) -> String {
        self.org.try_get_value().unwrap_or_default()
    }

    fn session(self) -> Session {
        self.session
    }

    fn seq(self) -> u64 {
        self.seq.try_get_value().unwrap_or_default()
    }

    fn channel(self) -> Option<String> {
        channel(&self.org.try_get_value()?, self.permissions.bits())
    }

    fn take(self, message: &Message) {
        let heard = match message {
            Message::Events(seq, events) if !events.is_empty() => *seq,
            Message::Look(seq) | Message::Refresh(seq) => *seq,
            Message::Events(..) | Message::Present(_) | Message::Beside(_) | Message::Reconnect => return,
        };
        // A tab that is behind has nothing to tell.
        if heard > self.seq() || matches!(message, Message::Refresh(_)) {
            self.seq.try_set_value(heard);
            self.changed.notify();
        }
    }

    fn lost(self) {}

    fn found(self) {}

    fn ask_anew(self) {
        self.changed.notify();
    }

    fn connection(self) -> Option<Connection> {
        None
    }
}
