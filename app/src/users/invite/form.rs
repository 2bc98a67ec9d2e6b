//! What is typed in the invite dialog, and sending it.

use std::sync::Arc;

use domain::{
    Addressee, Command, Field, INVITATION_DAYS, INVITATION_DAYS_MAX, Invite, InviteLink, Note, Refusal, RoleId, TeamId,
    allow,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::Roster;

use super::bundle::Choice;
use super::choices::default_role;
use super::entries::{Entries, SeatLine, is_whole, spoken};
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::text::{connection, errors, invite as text, refusal, roles::shown};
use crate::ui::ChipText;
use crate::users::asking::{Asking, Crowning};
use crate::users::state::PageState;

/// The dialog's state; a handful of handles. It lives as long as the page: what was typed is lost only when it is
/// discarded or sent.
#[derive(Clone, Copy)]
pub(crate) struct InviteForm {
    pub(crate) page: PageState,
    /// What is in the textbox.
    pub(crate) text: RwSignal<String>,
    /// The chips.
    pub(crate) entries: RwSignal<Entries>,
    /// The role's id.
    pub(crate) role: RwSignal<String>,
    /// The teams.
    pub(crate) teams: RwSignal<Vec<TeamId>>,
    /// The days, as typed.
    pub(crate) days: RwSignal<String>,
    /// The note.
    pub(crate) note: RwSignal<String>,
    /// The bundle, and when access ends.
    pub(crate) bundle: Choice,
    /// As whom they are to be, while that is looked for.
    pub(crate) same: RwSignal<String>,
    /// The answer is on its way.
    pub(crate) busy: RwSignal<bool>,
    /// What is wrong with the addresses.
    pub(crate) field_error: RwSignal<Option<String>>,
    /// What went wrong with sending.
    pub(crate) error: RwSignal<Option<String>>,
    /// What was sent so far, where something stays.
    pub(crate) result: RwSignal<Option<String>>,
    /// Links to hand over, where no mail server carries them.
    pub(crate) links: RwSignal<Vec<InviteLink>>,
    /// "Discard 3 addresses?" is asked.
    pub(crate) discarding: RwSignal<bool>,
    intent: Intent,
    asking: Asking,
}

impl InviteForm {
    /// An empty form.
    pub(crate) fn new(page: PageState) -> Self {
        Self {
            page,
            text: RwSignal::default(),
            entries: RwSignal::default(),
            role: RwSignal::default(),
            teams: RwSignal::default(),
            days: RwSignal::new(INVITATION_DAYS.to_string()),
            note: RwSignal::default(),
            bundle: Choice::new(),
            same: RwSignal::default(),
            busy: RwSignal::new(false),
            field_error: RwSignal::new(None),
            error: RwSignal::new(None),
            result: RwSignal::new(None),
            links: RwSignal::default(),
            discarding: RwSignal::new(false),
            intent: Intent::new(),
            asking: Asking::expect(),
        }
    }

    /// Forgets everything.
    pub(crate) fn reset(self) {
        self.text.set(String::new());
        self.entries.set(Entries::default());
        self.role.set(String::new());
        self.teams.set(Vec::new());
        self.days.set(INVITATION_DAYS.to_string());
        self.note.set(String::new());
        self.bundle.reset();
        self.same.set(String::new());
        self.field_error.set(None);
        self.error.set(None);
        self.result.set(None);
        self.links.set(Vec::new());
        self.intent.done();
    }

    /// Closes the dialog; asks first when addresses would be lost.
    pub(crate) fn close(self) {
        if self.busy.get_untracked() {
            return;
        }
        let noted = self.note.with_untracked(|note| !note.trim().is_empty());
        if noted || !self.is_empty() {
            self.discarding.set(true);
        } else {
            self.leave();
        }
    }

    /// Whether no address is left, as a chip or in the textbox.
    pub(crate) fn is_empty(self) -> bool {
        let typed = self.text.with_untracked(|text| !text.trim().is_empty());
        !typed && self.entries.with_untracked(|entries| entries.len() == 0)
    }

    /// Closes the dialog and forgets what is in it.
    pub(crate) fn leave(self) {
        self.discarding.set(false);
        self.page.inviting.set(false);
        self.reset();
    }

    /// Takes text in; what cannot be chips yet stays in the textbox.
    pub(crate) fn take(self, typed: ChipText) -> String {
        if !typed.whole && !is_whole(&typed.text) {
            return typed.text;
        }
        if self.add(&typed.text) { String::new() } else { typed.text }
    }

    /// Takes addresses in; whether that went well.
    pub(crate) fn add(self, typed: &str) -> bool {
        self.error.set(None);
        self.result.set(None);
        let mut entries = self.entries.get_untracked();
        let before = entries.len();
        let added = self.page.with_roster(|roster| entries.add(typed, Some(roster)));
        match added.unwrap_or_else(|| entries.add(typed, None)) {
            Ok(()) => {
                self.field_error.set(None);
                if entries.len() > before + 1 || entries.bad() > 0 {
                    self.page.announcer.say(spoken(&entries));
                }
                self.entries.set(entries);
                true
            }
            Err(too_many) => {
                let words = too_many.words();
                self.page.announcer.say(words.clone());
                self.field_error.set(Some(words));
                false
            }
        }
    }

    /// Sends the good ones, after asking where they become Owners; the others stay.
    pub(crate) fn send(self) {
        let rest = self.text.get_untracked();
        if !rest.trim().is_empty() && self.add(&rest) {
            self.text.set(String::new());
        }
        let invite = match self.invite() {
            Ok(invite) => invite,
            Err(Problem::Field(why)) => return self.field_error.set(Some(why)),
            Err(Problem::Whole(why)) => return self.error.set(Some(why)),
        };
        self.error.set(None);
        match self.page.with_roster(|roster| owner_role(roster, invite.role)).flatten() {
            None => self.carry_out(invite),
            Some(role_name) => {
                let name = match invite.addresses.as_slice() {
                    [one] => one.email.clone(),
                    several => text::people(number(several.len())),
                };
                let confirmed = Arc::new(move || self.carry_out(invite.clone()));
                self.asking.crowning.set(Some(Crowning { name, role_name, confirmed }));
            }
        }
    }

    fn carry_out(self, invite: Invite) {
        self.busy.set(true);
        let sent = invite.addresses.clone();
        let command = Command::Invite(invite);
        let answer = self.page.perform_as(self.intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => self.sent(&sent, &answer),
                Err(error) => self.not_sent(&error),
            }
        });
    }

    /// What was not sent stays, and so does what was typed meanwhile.
    fn sent(self, asked: &[Addressee], answer: &domain::Answer) {
        self.intent.done();
        self.entries.update(|entries| entries.answered(asked, &answer.refused));
        let queued = |event: &&domain::Event| matches!(event.change, domain::Change::InvitationQueued { .. });
        let waiting = number(answer.events.iter().filter(queued).count());
        let sent = number(asked.len().saturating_sub(answer.refused.len())) - waiting;
        if !answer.links.is_empty() {
            self.links.update(|links| links.extend(answer.links.iter().cloned()));
        }
        let words = if answer.links.is_empty() { text::sent(sent) } else { text::made(sent) };
        let words = if waiting > 0 { text::sent_and_waiting(&words, waiting) } else { words };
        let bad = self.entries.with_untracked(Entries::bad);
        if bad > 0 {
            self.result.set(Some(text::sent_in_part(sent, bad)));
        } else if !self.is_empty() {
            self.result.set(Some(words.clone()));
        } else if answer.links.is_empty() {
            self.leave();
        }
        self.page.offer_undo(words, answer);
    }

    fn not_sent(self, error: &ApiError) {
        if !matches!(error, ApiError::Offline | ApiError::Failed { .. }) {
            self.intent.done();
        }
        self.error.set(Some(errors::words(error)));
    }

    fn invite(self) -> Result<Invite, Problem> {
        let addresses = self.entries.with_untracked(Entries::addressees);
        if addresses.is_empty() {
            let none = self.entries.with_untracked(|entries| entries.len() == 0);
            let why = if none { text::no_address() } else { text::no_good_address() };
            // Too many in the textbox has said so already.
            let said = self.field_error.get_untracked();
            return Err(Problem::Field(said.unwrap_or_else(|| why.to_owned())));
        }
        let whole = |why: Refusal| Problem::Whole(refusal::refusal(&why));
        let days = number_of(&self.days.get_untracked(), Field::Days, INVITATION_DAYS_MAX).map_err(whole)?;
        let access_days = self.bundle.access_days().map_err(whole)?;
        let note = note(&self.note.get_untracked()).map_err(whole)?;
        let role = self.chosen_role().ok_or_else(|| whole(Refusal::UnknownRole))?;
        let teams = self.teams.get_untracked();
        let allowed = self.page.with_roster(|roster| {
            let role = roster.roles().iter().find(|known| known.id == role).ok_or(Refusal::UnknownRole)?;
            allow::invite_as(roster.viewer(), role, &teams)
        });
        allowed.unwrap_or(Ok(())).map_err(whole)?;
        let start_fresh = self.entries.with_untracked(Entries::fresh);
        let bundle = self.bundle.id();
        Ok(Invite { addresses, role, teams, days, note, start_fresh, access_days, bundle })
    }

    pub(super) fn chosen_role(self) -> Option<RoleId> {
        let typed = self.role.get_untracked();
        typed.parse().ok().or_else(|| self.page.with_roster(default_role).flatten())
    }

    /// The seats that it takes, once the people are known.
    pub(crate) fn seats(self) -> Option<SeatLine> {
        self.page.version.track();
        let needed = self.entries.with(Entries::good);
        self.page.with_roster(|roster| SeatLine::of(roster, needed)).flatten()
    }

    /// Whether it may have been sent: what others are told of it is then no news about the addresses.
    pub(super) fn may_be_sent(self) -> bool {
        self.intent.is_open()
    }

    /// Why nothing can be sent now.
    pub(crate) fn blocked(self) -> Option<String> {
        if self.page.edits_wait() && self.error.with(Option::is_none) {
            return Some(connection::edits_wait().to_owned());
        }
        self.seats().and_then(|line| line.refused)
    }
}

/// The name of a role that is asked about before it is given.
fn owner_role(roster: &Roster, role: RoleId) -> Option<String> {
    let role = roster.roles().iter().find(|known| known.id == role && known.is_owner())?;
    Some(shown(role.name.as_str()).to_owned())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What keeps it from being sent.
enum Problem {
    /// It belongs to the addresses.
    Field(String),
    /// It belongs to all of it.
    Whole(String),
}

/// A number from 1 to `most` that is typed into a field.
pub(crate) fn number_of(typed: &str, field: Field, most: u32) -> Result<u32, Refusal> {
    let number = typed.trim().parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or(Refusal::OutOfRange { field, least: 1, most })
}

/// A note that is typed; none where nothing is.
pub(crate) fn note(typed: &str) -> Result<Option<Note>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    Note::parse(typed).map(Some).map_err(|error| Refusal::BadText { field: Field::Note, error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_notes_have_bounds() {
        let days = |typed| number_of(typed, Field::Days, INVITATION_DAYS_MAX);
        assert_eq!(days(" 7 "), Ok(7));
        for bad in ["0", "31", "", "seven", "-1"] {
            assert!(days(bad).is_err(), "{bad}");
        }
        assert_eq!(note("  "), Ok(None));
        assert!(note(&"é".repeat(2_000)).is_ok_and(|note| note.is_some()));
        assert!(note(&"é".repeat(2_001)).is_err());
    }
}
