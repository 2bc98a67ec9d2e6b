//! The teams as the page holds them, and their list.

use domain::{Answer, Change, Command, CommandId, Envelope, Event, Name, TeamCard, TeamId};
use leptos::prelude::*;

use crate::api::call::{Intent, fresh_intent};
use crate::api::error::ApiError;
use crate::api::perform::perform;
use crate::api::teams;
use crate::pages::ask::{Ask, carry_out};
use crate::pages::frame::CurrentOrganization;
use crate::pages::search::Search;
use crate::pages::teams::create::CreateTeam;
use crate::pages::teams::delete::DeleteTeam;
use crate::pages::teams::team::TeamLine;
use crate::text::teams as text;
use crate::ui::{Button, ButtonKind, EmptyState, Toasts, drawings, keys};
use crate::users::live::ask_again_when_told;
use crate::users::session::Session;
use crate::users::undo;

/// From how many teams on there is a search field.
const SEARCH_FROM: usize = 8;

/// The button that opens the new team's form.
pub(super) const NEW_TEAM: &str = "new-team";

/// The teams, kept current by what the page itself does and by what it hears.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The organization, by its name in URLs.
    pub(super) org: StoredValue<String>,
    /// The teams, by name.
    pub(super) teams: RwSignal<Vec<TeamCard>>,
    /// Whether one may make teams.
    pub(super) may_create: bool,
    /// The team that is about to be deleted.
    pub(super) deleting: RwSignal<Option<TeamId>>,
    pub(super) session: Session,
    toasts: Toasts,
}

impl Board {
    pub(super) fn new(org: String, teams: Vec<TeamCard>, may_create: bool) -> Self {
        Self {
            org: StoredValue::new(org),
            teams: RwSignal::new(teams),
            may_create,
            deleting: RwSignal::new(None),
            session: use_context().unwrap_or_default(),
            toasts: use_context().unwrap_or_default(),
        }
    }

    /// A team, while it is there.
    pub(super) fn team(self, id: TeamId) -> Option<TeamCard> {
        self.teams.with(|teams| teams.iter().find(|card| card.team.id == id).cloned())
    }

    /// Sends a command that adds or takes out: nothing of somebody else's is written over. Once it is done, `done`
    /// learns the answer, then the toast says so.
    pub(super) fn send(self, asked: (Ask, Intent), command: Command, done: impl FnOnce(&Answer) + 'static, said: Said) {
        self.send_having_seen(u64::MAX, asked, command, done, said);
    }

    /// Likewise one that writes over what its sender saw: as of the event of that number.
    pub(super) fn send_having_seen(
        self,
        seen_seq: u64,
        (ask, intent): (Ask, Intent),
        command: Command,
        done: impl FnOnce(&Answer) + 'static,
        said: Said,
    ) {
        let envelope = intent.envelope(command, seen_seq);
        let org = self.org.get_value();
        let call = {
            let org = org.clone();
            move || carry_out(org.clone(), envelope.clone())
        };
        ask.run(call, move |answer| {
            intent.done();
            done(&answer);
            match said {
                Said::Done(words) => self.toasts.success(words),
                Said::Undoable(words) => {
                    let command = answer.command;
                    self.toasts.with_undo(words, move || self.undo(org.clone(), fresh_intent(), command));
                }
            }
        });
    }

    /// Takes a command back. The message that offers it outlives the page: whichever is there now learns of it.
    fn undo(self, org: String, intent_id: CommandId, command: CommandId) {
        let (session, toasts) = (self.session, self.toasts);
        let envelope = Envelope { intent_id, seen_seq: u64::MAX, command: Command::Undo { command } };
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(session), || perform(org.clone(), envelope.clone())).await;
            let again = move || self.undo(org.clone(), intent_id, command);
            undo::say(toasts, &answer, again);
            if answer.is_err() {
                return;
            }
            if self.org.try_get_value().is_some() {
                self.refresh();
            } else {
                session.tell_undone();
            }
        });
    }

    /// Fetches the teams anew. What is open stays open.
    pub(super) fn refresh(self) {
        let toasts = self.toasts;
        self.fetch(move |why| toasts.failure(crate::text::errors::words(&why)));
    }

    /// Likewise because of what others did: nobody asked for it, and nobody is told where it fails.
    pub(super) fn follow(self) {
        let ask = move || self.fetch(|_| ());
        let permissions = CurrentOrganization::permissions().get_untracked();
        ask_again_when_told(self.org.get_value(), permissions, self.session, ask);
    }

    fn fetch(self, failed: impl FnOnce(ApiError) + 'static) {
        let Some(org) = self.org.try_get_value() else { return };
        let session = self.session;
        leptos::task::spawn_local(async move {
            match Session::ask(Some(session), || teams::list(org.clone())).await {
                // What is the same is not drawn again.
                Ok(teams) if self.teams.try_with_untracked(|known| *known == teams) == Some(true) => {}
                Ok(teams) => drop(self.teams.try_set(teams)),
                // A page that is gone misses nothing.
                Err(_) if self.org.try_get_value().is_none() => {}
                Err(why) => failed(why),
            }
        });
    }

    /// Changes one team in place.
    pub(super) fn change(self, id: TeamId, change: impl FnOnce(&mut TeamCard)) {
        self.teams.update(|teams| {
            if let Some(card) = teams.iter_mut().find(|card| card.team.id == id) {
                change(card);
            }
            teams.sort_by_cached_key(|card| roster::fold(card.team.name.as_str()));
        });
    }

    /// Takes up a team that an answer made, and says which it is.
    pub(super) fn take_up(self, answer: &Answer) -> Option<TeamId> {
        let made = answer.events.iter().find_map(|Event { seq, change, .. }| match change {
            Change::TeamCreated { team } => Some((team.clone(), *seq)),
            _ => None,
        });
        let (team, name_seq) = made?;
        let id = team.id;
        self.teams.update(|teams| {
            teams.push(TeamCard {
                team,
                name_seq,
                members: Vec::new(),
                invitations: 0,
                may_manage: true,
                may_change_people: true,
            });
        });
        self.change(id, |_| ());
        Some(id)
    }
}

/// What is said once something is done.
pub(super) enum Said {
    /// It is done.
    Done(String),
    /// It is done, and can be taken back.
    Undoable(String),
}

/// What is wrong with a name, its form tried or not; and with what the server said of it.
pub(super) fn name_problem(ask: Ask, tried: RwSignal<bool>, name: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let own = tried.get().then(|| name.with(|name| Name::parse(name).err()));
        let refused = ask.error().with(|error| error.as_ref().map(crate::text::errors::words));
        own.flatten().map(|error| crate::text::errors::name(&error)).or(refused)
    })
}

/// All teams.
#[component]
pub(super) fn List(
    /// The teams.
    board: Board,
) -> AnyView {
    let (typed, creating) = (RwSignal::new(String::new()), RwSignal::new(false));
    let ids = Memo::new(move |_| {
        let answers = |card: &&TeamCard| typed.with(|typed| keys::answers(card.team.name.as_str(), typed));
        board.teams.with(|teams| teams.iter().filter(answers).map(|card| card.team.id).collect::<Vec<_>>())
    });
    let total = move || board.teams.with(Vec::len);
    board.follow();
    Effect::new(move |before: Option<u32>| {
        let undone = board.session.undone();
        if before.is_some_and(|before| before != undone) {
            board.refresh();
        }
        undone
    });
    let nothing = move || {
        if total() == 0 {
            (!creating.get()).then(|| {
                view! {
                    <EmptyState icon=drawings::USERS_ROUND title=text::empty().to_owned() text=text::empty_advice().to_owned()/>
                }
                .into_any()
            })
        } else {
            ids.with(Vec::is_empty).then(|| view! {
                <EmptyState icon=drawings::SEARCH_X title=text::nobody_found().to_owned() text=text::nobody_found_advice().to_owned()/>
            }.into_any())
        }
    };
    view! {
        <div class="toolbar">
            {move || (total() >= SEARCH_FROM).then(|| view! { <Search label=text::search() typed/> })}
            <p class="page-numbers" role="status">{move || text::total(total())}</p>
            {board.may_create.then(|| view! {
                <div class="toolbar-end">
                    <Button id=NEW_TEAM kind=ButtonKind::Filled icon=drawings::PLUS on_press=Callback::new(move |_| creating.set(true))>
                        {text::new()}
                    </Button>
                </div>
            })}
        </div>
        {move || creating.get().then(|| view! { <CreateTeam board open=creating/> })}
        <ul role="list" class="lines teams">
            <For each=move || ids.get() key=|id| *id children=move |id| view! { <TeamLine board id/> }/>
        </ul>
        {nothing}
        <DeleteTeam board/>
    }
    .into_any()
}
