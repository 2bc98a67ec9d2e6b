//! The one way of every command from the page to the server and back: shown at once where it can be, sent in
//! order, confirmed or taken back, its events applied.

use domain::{Answer, Command, CommandId, Envelope, Event, PersonId};
use leptos::prelude::*;
use roster::{Applied, Edit, EditId, Roster};

use super::state::{PageState, RowProblem};
use super::turns::Turn;
use crate::api::call::{fresh_intent, send};
use crate::api::error::ApiError;
use crate::lazy::part;

impl PageState {
    /// Edits a row: it shows in the same frame, and is taken back when the server refuses. `over` is the number
    /// of the event that one has seen and overrides ("Use mine"). The answer is what the returned future gives;
    /// the row's own error is kept already.
    pub fn edit(
        self,
        person: PersonId,
        edit: Edit,
        over: Option<u64>,
    ) -> impl Future<Output = Result<Answer, ApiError>> + 'static {
        self.edit_as(fresh_intent(), person, edit, over)
    }

    /// Tries again what was not done in a row.
    pub fn retry(self, problem: RowProblem) -> impl Future<Output = Result<Answer, ApiError>> + 'static {
        let unanswered = problem.error == ApiError::Offline;
        let intent = if unanswered { problem.intent } else { fresh_intent() };
        self.edit_as(intent, problem.person, problem.edit, None)
    }

    fn edit_as(
        self,
        intent: CommandId,
        person: PersonId,
        edit: Edit,
        over: Option<u64>,
    ) -> impl Future<Output = Result<Answer, ApiError>> + 'static {
        let command = command_of(person, &edit);
        let (mut id, mut seen) = (None, 0);
        self.change_roster(|roster| {
            seen = over.unwrap_or(roster.seq());
            id = roster.edit(person, edit.clone());
            changed(roster, person)
        });
        let problem = RowProblem { person, edit, error: ApiError::NotFound, intent };
        self.clear_row_error(person, problem.control());
        let turn = self.turns.queue();
        async move {
            let Some(id) = id else { return Err(ApiError::NotFound) };
            let answer = self.send_in_turn(&turn, intent, seen, command).await;
            match &answer {
                Ok(answer) => self.agreed(id, person, answer),
                Err(error) => self.refused(id, RowProblem { error: error.clone(), ..problem }),
            }
            self.done(turn);
            answer
        }
    }

    /// Carries out a command that is not shown before the server agrees.
    pub fn perform(self, command: Command) -> impl Future<Output = Result<Answer, ApiError>> + 'static {
        self.perform_as(fresh_intent(), command)
    }

    /// Likewise, as an intent that may have been sent before.
    pub fn perform_as(
        self,
        intent: CommandId,
        command: Command,
    ) -> impl Future<Output = Result<Answer, ApiError>> + 'static {
        let seen = self.with_roster(Roster::seq).unwrap_or_default();
        let (turn, people) = (self.turns.queue(), command.people());
        async move {
            let answer = self.send_in_turn(&turn, intent, seen, command).await;
            match &answer {
                Ok(answer) => self.apply(answer),
                Err(error) => self.not_performed(&people, error),
            }
            self.done(turn);
            answer
        }
    }

    /// Applies what a command that went another way did.
    pub fn apply(self, answer: &Answer) {
        self.change_roster(|roster| taken(roster, None, answer));
    }

    async fn send_in_turn(
        self,
        turn: &Turn,
        intent: CommandId,
        seen: u64,
        command: Command,
    ) -> Result<Answer, ApiError> {
        turn.come().await;
        self.own_commands.try_update_value(|own| own.insert(intent));
        let own = command.people().iter().filter_map(|person| self.own_event(*person)).max();
        let seen_seq = own.map_or(seen, |own| own.max(seen));
        loop {
            let envelope = Envelope { intent_id: intent, seen_seq, command: command.clone() };
            // Should it not come, sending will not work either.
            #[cfg(feature = "hydrate")]
            TAKER.load().await;
            let answer = send(self.org(), envelope).await;
            match &answer {
                Err(error) if self.session.helps(error).await => {}
                Err(ApiError::Offline) => {
                    self.lost();
                    return answer;
                }
                _ => {
                    self.found();
                    return answer;
                }
            }
        }
    }

    /// Has the page show what is so now. Whoever was told in a clash that somebody was first has seen it: the same
    /// again goes through.
    fn not_performed(self, people: &[PersonId], error: &ApiError) {
        if let Some(seq) = error.clash() {
            self.own_events.try_update_value(|events| events.extend(people.iter().map(|person| (*person, seq))));
        }
        if error.is_no() {
            self.reload_wanted.try_set_value(true);
        }
    }

    fn own_event(self, person: PersonId) -> Option<u64> {
        self.own_events.try_with_value(|events| events.get(&person).copied()).flatten()
    }

    fn agreed(self, id: EditId, person: PersonId, answer: &Answer) {
        if let Some(event) = answer.events.last() {
            self.own_events.try_update_value(|events| events.insert(person, event.seq));
        }
        self.change_roster(|roster| taken(roster, Some(id), answer));
    }

    fn refused(self, id: EditId, problem: RowProblem) {
        let person = problem.person;
        self.change_roster(|roster| {
            roster.take_back(id);
            // What others did meanwhile is what the page has to show.
            Applied { stale: problem.error.is_no(), ..changed(roster, person) }
        });
        self.problems.try_update(|problems| problems.push(problem));
    }

    /// Gives up one's place; the last one fetches what the page has not heard of.
    fn done(self, turn: Turn) {
        drop(turn);
        self.catch_up();
    }

    /// Fetches what the page has not heard of, once nothing is on its way.
    pub(super) fn catch_up(self) {
        let is = |flag: StoredValue<bool>| flag.try_get_value().unwrap_or_default();
        // While teams are toggled in an open list, what is fetched could not be shown.
        if is(self.reload_wanted) && !is(self.reloading) && !is(self.drafting) && self.turns.is_idle() {
            self.reload();
        }
    }
}

part! {
    /// Taking in what the server did: comes with the first command.
    TAKER: fn(&mut Roster, Option<EditId>, &Answer) -> Applied, commands, taker, take_in
}

fn take_in(roster: &mut Roster, edit: Option<EditId>, answer: &Answer) -> Applied {
    let Some(edit) = edit else { return hear(roster, &answer.events, answer.seq) };
    let mut applied = roster.confirm(edit, answer);
    applied.stale |= roster.is_waiting(edit) || answer.seq > roster.seq();
    applied
}

/// Takes in what somebody did, up to the event numbered `seq`.
pub(super) fn hear(roster: &mut Roster, events: &[Event], seq: u64) -> Applied {
    let mut applied = Applied::default();
    events.iter().for_each(|event| applied.add(roster.apply(event)));
    // Something happened in between that this page has not heard of.
    applied.stale |= seq > roster.seq();
    applied
}

/// Takes an answer in; without the part that can, all has to be fetched again.
fn taken(roster: &mut Roster, edit: Option<EditId>, answer: &Answer) -> Applied {
    TAKER.get().map_or_else(|| Applied { stale: true, ..Applied::default() }, |take_in| take_in(roster, edit, answer))
}

fn changed(roster: &Roster, person: PersonId) -> Applied {
    Applied { changed: roster.find(person).into_iter().collect(), ..Applied::default() }
}

/// The command that makes an edit.
fn command_of(person: PersonId, edit: &Edit) -> Command {
    let users = match person {
        PersonId::User(user) => vec![user],
        PersonId::Invitation(_) => return Command::EditPeople { people: vec![person], edit: edit.clone() },
    };
    match edit.clone() {
        Edit::Role(role) => Command::SetRole { users, role },
        Edit::Teams { add, remove } => Command::ChangeTeams { users, add, remove },
    }
}
