//! The roles as the page holds them, and what is sent about them.

use domain::{
    Answer, BundleCard, BundleId, BundleList, Change, Command, CommandId, Envelope, Event, Permissions, RoleCard,
    RoleId, RoleList,
};
use leptos::prelude::*;

use crate::api::call::{Intent, fresh_intent};
use crate::api::error::ApiError;
use crate::api::perform::perform;
use crate::api::{bundles, roles};
use crate::pages::ask::{Ask, carry_out};
use crate::pages::frame::CurrentOrganization;
use crate::pages::page::focus_where_lost;
use crate::pages::roles::bundles::{BundleDraft, Bundles, NEW_BUNDLE, line_id};
use crate::pages::roles::delete::DeleteRole;
use crate::pages::roles::form::RoleDialog;
use crate::pages::roles::matrix::{Matrix, head_id};
use crate::pages::search::Search;
use crate::text::roles as text;
use crate::ui::{Button, ButtonKind, EmptyState, Toasts, dom, drawings, keys};
use crate::users::live::ask_again_when_told;
use crate::users::session::Session;
use crate::users::undo;

/// From how many roles on there is a search field.
const SEARCH_FROM: usize = 8;

/// The button that opens the new role's form.
pub(super) const NEW_ROLE: &str = "new-role";

/// What a dialog of the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A new role.
    New,
    /// What a role is called and allows.
    Edit(RoleId),
    /// What a role is called.
    Rename(RoleId),
    /// Deleting a role.
    Delete(RoleId),
    /// A new bundle.
    NewBundle,
    /// What a bundle is.
    EditBundle(BundleId),
    /// Deleting a bundle.
    DeleteBundle(BundleId),
    /// Who differs from a bundle.
    Strayed(BundleId),
}

impl About {
    /// The role that a form of one is about: `Some(None)` for a new one, `None` where no role's form is open.
    pub(super) fn role_form(self) -> Option<Option<RoleId>> {
        match self {
            Self::New => Some(None),
            Self::Edit(id) | Self::Rename(id) => Some(Some(id)),
            Self::Delete(_) | Self::NewBundle | Self::EditBundle(_) | Self::DeleteBundle(_) | Self::Strayed(_) => None,
        }
    }
}

/// What was typed and ticked before a form was left by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) about: About,
    pub(super) name: String,
    pub(super) ticked: Permissions,
}

/// The roles, kept current by what the page itself does and by what it hears.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The organization, by its name in URLs.
    pub(super) org: StoredValue<String>,
    /// The roles as last heard.
    pub(super) list: RwSignal<RoleList>,
    /// The bundles as last heard.
    pub(super) bundles: RwSignal<BundleList>,
    /// What is being done.
    pub(super) about: RwSignal<Option<About>>,
    pub(super) draft: StoredValue<Option<Draft>>,
    pub(super) bundle_draft: StoredValue<Option<BundleDraft>>,
    pub(super) session: Session,
    pub(super) toasts: Toasts,
}

impl Board {
    pub(super) fn new(org: String, list: RoleList, bundles: BundleList) -> Self {
        Self {
            org: StoredValue::new(org),
            list: RwSignal::new(list),
            bundles: RwSignal::new(bundles),
            about: RwSignal::new(None),
            draft: StoredValue::new(None),
            bundle_draft: StoredValue::new(None),
            session: use_context().unwrap_or_default(),
            toasts: use_context().unwrap_or_default(),
        }
    }

    /// A role, while it is there.
    pub(super) fn card(self, id: RoleId) -> Option<RoleCard> {
        self.list.with_untracked(|list| list.card(id).cloned())
    }

    /// What a role is called, while it is there.
    pub(super) fn name(self, id: RoleId) -> String {
        self.card(id).map(|card| text::shown(card.role.name.as_str()).to_owned()).unwrap_or_default()
    }

    /// A bundle, while it is there.
    pub(super) fn bundle(self, id: BundleId) -> Option<BundleCard> {
        self.bundles.with(|list| list.card(id).cloned())
    }

    /// Sends a command. Once it is done, the dialog closes, the roles are fetched anew, and the toast offers Undo.
    pub(super) fn send(self, (ask, intent): (Ask, Intent), command: Command, seen_seq: u64, words: String) {
        let envelope = intent.envelope(command, seen_seq);
        let org = self.org.get_value();
        let call = {
            let org = org.clone();
            move || carry_out(org.clone(), envelope.clone())
        };
        ask.run(call, move |answer: Answer| {
            intent.done();
            self.draft.set_value(None);
            self.bundle_draft.set_value(None);
            self.about.set(None);
            self.refresh(place_of(&answer));
            if answer.events.is_empty() {
                return self.toasts.success(text::unchanged());
            }
            let command = answer.command;
            self.toasts.with_undo(words, move || self.undo(org.clone(), fresh_intent(), command));
        });
    }

    /// Takes a command back. The message that offers it outlives the page: whichever is there now learns of it.
    fn undo(self, org: String, intent_id: CommandId, command: CommandId) {
        let (session, toasts) = (self.session, self.toasts);
        let envelope = Envelope { intent_id, seen_seq: u64::MAX, command: Command::Undo { command } };
        leptos::task::spawn_local(async move {
            let answer = Session::ask(Some(session), || perform(org.clone(), envelope.clone())).await;
            undo::say(toasts, &answer, move || self.undo(org.clone(), intent_id, command));
            let Ok(answer) = answer else { return };
            if self.org.try_get_value().is_some() {
                self.refresh(place_of(&answer));
            } else {
                session.tell_undone();
            }
        });
    }

    /// Fetches roles and bundles anew; the focus goes to the place that it was about, where it would be lost.
    pub(super) fn refresh(self, place: Option<String>) {
        let toasts = self.toasts;
        let done = move || focus_where_lost(place.into_iter().chain([NEW_ROLE.to_owned()]).collect());
        self.fetch(done, move |why| toasts.failure(crate::text::errors::words(&why)));
    }

    /// Likewise because of what others did: nobody asked for it, and nobody is told where it fails.
    fn follow(self) {
        let ask = move || {
            let had_focus = dom::focused().is_some();
            let done = move || {
                // With what is gone the focus went, too.
                if had_focus {
                    focus_where_lost(vec![NEW_ROLE.to_owned()]);
                }
            };
            self.fetch(done, |_| ());
        };
        let permissions = CurrentOrganization::permissions().get_untracked();
        ask_again_when_told(self.org.get_value(), permissions, self.session, ask);
    }

    fn fetch(self, done: impl FnOnce() + 'static, failed: impl FnOnce(ApiError) + 'static) {
        let Some(org) = self.org.try_get_value() else { return };
        let session = self.session;
        leptos::task::spawn_local(async move {
            match Session::ask(Some(session), || both(org.clone())).await {
                Ok((list, bundles)) => {
                    // What is the same is not drawn again.
                    if self.list.try_with_untracked(|known| *known == list) == Some(false) {
                        self.list.try_set(list);
                    }
                    if self.bundles.try_with_untracked(|known| *known == bundles) == Some(false) {
                        self.bundles.try_set(bundles);
                    }
                    done();
                }
                // A page that is gone misses nothing.
                Err(_) if self.org.try_get_value().is_none() => {}
                Err(why) => failed(why),
            }
        });
    }
}

/// Roles and bundles of an organization.
pub(super) async fn both(org: String) -> Result<(RoleList, BundleList), ApiError> {
    Ok((roles::list(org.clone()).await?, bundles::list(org).await?))
}

/// The place of what an answer was about, by its id.
fn place_of(answer: &Answer) -> Option<String> {
    answer.events.iter().rev().find_map(|Event { change, .. }| match change {
        Change::RoleCreated { role } => Some(head_id(role.id)),
        Change::RoleChanged { role, .. } => Some(head_id(*role)),
        Change::BundleCreated { bundle } => Some(line_id(bundle.id)),
        Change::BundleChanged { bundle, .. } => Some(line_id(*bundle)),
        Change::BundleDeleted { .. } => Some(NEW_BUNDLE.to_owned()),
        _ => None,
    })
}

/// The matrix under its buttons, and the dialogs.
#[component]
pub(super) fn Roles(
    /// The roles.
    board: Board,
) -> AnyView {
    board.follow();
    let typed = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let answers = |card: &&RoleCard| typed.with(|typed| keys::answers(text::shown(card.role.name.as_str()), typed));
        board.list.with(|list| list.roles.iter().filter(answers).cloned().collect::<Vec<_>>())
    });
    let total = move || board.list.with(|list| list.roles.len());
    Effect::new(move |before: Option<u32>| {
        let undone = board.session.undone();
        if before.is_some_and(|before| before != undone) {
            board.refresh(None);
        }
        undone
    });
    let nothing = Memo::new(move |_| shown.with(Vec::is_empty));
    let matrix = move || {
        if nothing.get() {
            let advice = text::nothing_found_advice().to_owned();
            return view! { <EmptyState icon=drawings::SEARCH_X title=text::nothing_found().to_owned() text=advice/> }
                .into_any();
        }
        view! { <Matrix board roles=shown/> }.into_any()
    };
    view! {
        <p class="page-about">{move || text::about(board.list.with(|list| list.may_create))}</p>
        <div class="toolbar">
            {move || (total() >= SEARCH_FROM).then(|| view! { <Search label=text::search() typed/> })}
            <p class="page-numbers" role="status">{move || text::total(total())}</p>
            {move || board.list.with(|list| list.may_create).then(|| view! {
                <div class="toolbar-end">
                    <Button id=NEW_ROLE kind=ButtonKind::Filled icon=drawings::PLUS on_press=Callback::new(move |_| board.about.set(Some(About::New)))>
                        {text::new()}
                    </Button>
                </div>
            })}
        </div>
        {matrix}
        <Bundles board/>
        <RoleDialog board/>
        <DeleteRole board/>
    }
    .into_any()
}
