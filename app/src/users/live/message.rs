//! What the server's stream says (`server/src/doors/feed.rs`), and what the page makes of it.

use domain::Event;
#[cfg(feature = "hydrate")]
use leptos::prelude::*;
use roster::Beside;
#[cfg(feature = "hydrate")]
use roster::{Applied, Roster};

use crate::api::present::Present;
#[cfg(feature = "hydrate")]
use crate::users::edits::hear;
#[cfg(feature = "hydrate")]
use crate::users::order;
#[cfg(feature = "hydrate")]
use crate::users::state::PageState;

/// A message of the stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    /// Events up to the one of that number.
    Events(u64, Vec<Event>),
    /// Something happened, up to the event of that number: the snapshot says what the viewer may see of it.
    Look(u64),
    /// Who is on the page now, oneself too: a list of [`Present`].
    Present(String),
    /// What changed without an event.
    Beside(Beside),
    /// All is to be fetched anew, as of the event of that number.
    Refresh(u64),
    /// The server is about to end: connect again.
    Reconnect,
}

impl Message {
    /// Reads a server-sent event, without the empty line that ends it. `None` for a comment, and for what this program
    /// does not know.
    pub(super) fn read(text: &str) -> Option<Self> {
        let field =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
        let number = || field("id")?.parse().ok();
        match field("event") {
            None => Some(match serde_json::from_str(field("data")?) {
                Ok(events) => Self::Events(number()?, events),
                // A newer server tells of something that this page does not know yet.
                Err(_) => Self::Refresh(number()?),
            }),
            Some("look") => number().map(Self::Look),
            Some("present") => {
                let told = field("data")?;
                serde_json::from_str::<Vec<Present>>(told).ok().map(|_| Self::Present(told.to_owned()))
            }
            Some("beside") => serde_json::from_str(field("data")?).ok().map(Self::Beside),
            Some("refresh") => number().map(Self::Refresh),
            Some("reconnect") => Some(Self::Reconnect),
            Some(_) => None,
        }
    }
}

#[cfg(feature = "hydrate")]
impl PageState {
    /// Shows what others did, or fetches it.
    pub(super) fn take_message(self, message: &Message) {
        match message {
            Message::Events(seq, events) => {
                let own =
                    self.own_commands.try_with_value(|own| events.iter().any(|event| own.contains(&event.command)));
                let take_in = |roster: &mut Roster| hear(roster, events, *seq);
                // What one did oneself may move rows, as it does when it is answered.
                if own == Some(true) {
                    self.change_roster(take_in);
                } else {
                    self.change_in_place(take_in);
                    self.reload_in_place.try_set_value(self.reload_wanted.try_get_value().unwrap_or_default());
                }
                self.catch_up();
            }
            Message::Look(seq) if self.with_roster(Roster::seq) >= Some(*seq) => {}
            Message::Look(_) | Message::Refresh(_) => {
                self.reload_wanted.try_set_value(true);
                self.reload_in_place.try_set_value(true);
                self.catch_up();
            }
            Message::Present(present) => {
                self.present.try_set(present.clone());
            }
            Message::Beside(beside) => self.change_in_place(|roster| roster.take_beside(beside)),
            Message::Reconnect => {}
        }
    }

    /// Changes the people as others did. While a hand is at a row, those that come or leave are only counted: nothing
    /// moves.
    fn change_in_place(self, change: impl FnOnce(&mut Roster) -> Applied) {
        let at_hand = order::at_hand();
        self.change(change, |roster, view| {
            if at_hand {
                roster.refresh_in_place(view);
            } else {
                view.release();
                roster.refresh(view);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Actor, Change, CommandId, Door, Timestamp, UserId};
    use uuid::Uuid;

    #[test]
    fn messages_are_read_and_what_is_not_known_is_passed_over() {
        let event = Event {
            seq: 7,
            at: Timestamp(1),
            actor: Actor::System,
            door: Door::Job,
            command: CommandId(Uuid::nil()),
            change: Change::LockLifted { user: UserId(Uuid::nil()) },
        };
        let json = serde_json::to_string(&[&event]).expect("JSON");
        let events = format!("id: 7\ndata: {json}");
        for (text, message) in [
            (events.as_str(), Some(Message::Events(7, vec![event]))),
            ("event: look\nid: 9\ndata: 9", Some(Message::Look(9))),
            ("event: refresh\nid: 9\ndata: 9", Some(Message::Refresh(9))),
            ("event: present\ndata: []", Some(Message::Present("[]".to_owned()))),
            ("event: present\ndata: [{\"who\":1}]", None),
            ("event: beside\ndata: {\"seen\":[],\"mails\":[]}", Some(Message::Beside(Beside::default()))),
            ("event: reconnect\ndata:", Some(Message::Reconnect)),
            ("id: 9\ndata: [{\"seq\":9,\"change\":\"unheard_of\"}]", Some(Message::Refresh(9))),
            ("event: else\ndata: 9", None),
            ("event: look\ndata: x", None),
            (":", None),
            ("", None),
        ] {
            assert_eq!(Message::read(text), message, "{text}");
        }
    }
}
