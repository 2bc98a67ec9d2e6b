//! Making a bundle, and changing what one gives.

use domain::{BundleId, BundleShape, Command, Name, Refusal, RoleKey, TeamId};
use leptos::{ev, prelude::*};

use super::delete::problem;
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::roles::board::{About, Board};
use crate::text::{bundles as text, errors, invite, refusal};
use crate::ui::{
    Button, ButtonKind, Choice, Dialog, DialogFooter, SelectField, SelectOption, TextArea, TextField, dom,
};
use crate::users::ends::{Ends, EndsFields};
use crate::users::invite::{TeamsChoice, note};

/// What was typed and chosen before a form was left by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::roles) struct BundleDraft {
    about: About,
    name: String,
    role: String,
    teams: Vec<TeamId>,
    ends: (String, String),
    note: String,
}

/// The dialog; it opens when a bundle is to be made or changed.
#[component]
pub(super) fn BundleDialog(
    /// Roles and bundles.
    board: Board,
) -> AnyView {
    let about =
        Memo::new(move |_| board.about.get().filter(|about| matches!(about, About::NewBundle | About::EditBundle(_))));
    let title = move || match about.get().and_then(bundle_of) {
        Some(id) => {
            let card = untrack(move || board.bundle(id));
            text::edit(&card.map(|card| card.bundle.shape.name.to_string()).unwrap_or_default())
        }
        None => text::new().to_owned(),
    };
    view! {
        <Dialog
            id="bundle"
            open=Signal::derive(move || about.with(Option::is_some))
            on_close=move |()| board.about.set(None)
            title=Signal::derive(title)
            wide=true
            initial_focus="#bundle-name"
        >
            {about.get_untracked().map(|about| {
                let form = Form::of(board, about);
                view! { <Fields form/> }
            })}
        </Dialog>
    }
    .into_any()
}

fn bundle_of(about: About) -> Option<BundleId> {
    if let About::EditBundle(id) = about { Some(id) } else { None }
}

/// What the form holds while it is open.
#[derive(Clone, Copy)]
struct Form {
    board: Board,
    about: About,
    name: RwSignal<String>,
    role: RwSignal<String>,
    teams: RwSignal<Vec<TeamId>>,
    ends: Ends,
    note: RwSignal<String>,
    tried: RwSignal<bool>,
    /// What keeps it from being sent, beside the name.
    wrong: RwSignal<Option<Refusal>>,
    /// The last event whose outcome the form shows.
    seen: StoredValue<u64>,
    ask: Ask,
    intent: Intent,
}

impl Form {
    fn of(board: Board, about: About) -> Self {
        let form = Self {
            board,
            about,
            name: RwSignal::default(),
            role: RwSignal::default(),
            teams: RwSignal::default(),
            ends: Ends::new(),
            note: RwSignal::default(),
            tried: RwSignal::new(false),
            wrong: RwSignal::new(None),
            seen: StoredValue::new(board.bundles.with_untracked(|list| list.seq)),
            ask: Ask::new(),
            intent: Intent::new(),
        };
        let before = bundle_of(about).and_then(|id| untrack(move || board.bundle(id)));
        let draft = board.bundle_draft.get_value().filter(|draft| draft.about == about);
        match (draft, before) {
            (Some(draft), _) => form.type_again(draft),
            (None, Some(card)) => form.take_up(card.bundle.shape),
            (None, None) => form.role.set(form.member()),
        }
        form.ask.on_clash(move |seq| form.seen.set_value(seq));
        form
    }

    fn take_up(self, shape: BundleShape) {
        self.name.set(shape.name.to_string());
        self.role.set(shape.role.to_string());
        self.teams.set(shape.teams);
        self.ends.set(shape.access_days);
        self.note.set(shape.note.map(|note| note.to_string()).unwrap_or_default());
    }

    fn type_again(self, draft: BundleDraft) {
        self.name.set(draft.name);
        self.role.set(draft.role);
        self.teams.set(draft.teams);
        self.ends.type_again(draft.ends);
        self.note.set(draft.note);
    }

    /// Keeps what is typed, for when the form was left by mistake. Tracks.
    fn keep(self) {
        let draft = BundleDraft {
            about: self.about,
            name: self.name.get(),
            role: self.role.get(),
            teams: self.teams.get(),
            ends: self.ends.typed(),
            note: self.note.get(),
        };
        self.board.bundle_draft.set_value(Some(draft));
    }

    fn leave(self) {
        self.board.bundle_draft.set_value(None);
        self.board.about.set(None);
    }

    fn member(self) -> String {
        let member = |list: &domain::RoleList| {
            list.roles.iter().find(|card| card.role.key == Some(RoleKey::Member)).map(|card| card.role.id.to_string())
        };
        self.board.list.with_untracked(member).unwrap_or_default()
    }

    fn roles(self) -> Vec<SelectOption> {
        self.board.list.with(|list| {
            let option = |card: &domain::RoleCard| SelectOption {
                value: card.role.id.to_string(),
                label: crate::text::roles::shown(card.role.name.as_str()).to_owned(),
                disabled: !list.own.cover(card.role.permissions),
            };
            list.roles.iter().map(option).collect()
        })
    }

    fn team_choices(self) -> Vec<Choice> {
        let chosen = self.teams.get();
        let choice = |team: &domain::Team| Choice {
            key: team.id.to_string(),
            label: team.name.to_string(),
            count: None,
            selected: chosen.contains(&team.id),
            reason: None,
        };
        self.board.bundles.with(|list| list.teams.iter().map(choice).collect())
    }

    /// What is chosen, under that name.
    fn shape(self, name: Name) -> Result<BundleShape, Refusal> {
        Ok(BundleShape {
            name,
            role: self.role.with_untracked(|role| role.parse().map_err(|_| Refusal::UnknownRole))?,
            teams: self.teams.get_untracked(),
            access_days: untrack(move || self.ends.days())?,
            note: self.note.with_untracked(|typed| note(typed))?,
        })
    }

    fn submit(self) {
        self.tried.set(true);
        self.wrong.set(None);
        let Ok(name) = self.name.with_untracked(|name| Name::parse(name)) else {
            return dom::focus_id("bundle-name");
        };
        let shape = match self.shape(name.clone()) {
            Ok(shape) => shape,
            Err(why) => return self.wrong.set(Some(why)),
        };
        let (command, words) = match bundle_of(self.about) {
            Some(bundle) => (Command::ChangeBundle { bundle, shape }, text::changed(&name)),
            None => (Command::CreateBundle { shape }, text::created(&name)),
        };
        self.board.send((self.ask, self.intent), command, self.seen.get_value(), words);
    }

    /// What is wrong with the name.
    fn name_problem(self) -> Option<String> {
        let own = self.tried.get().then(|| self.name.with(|name| Name::parse(name).err())).flatten();
        let taken = self.ask.error().with(|error| error.as_ref().filter(|error| is_of_name(error)).map(errors::words));
        own.map(|error| errors::name(&error)).or(taken)
    }

    /// What is wrong otherwise.
    fn problem(self) -> Option<String> {
        let refused = self.ask.error().with(|error| error.as_ref().filter(|error| !is_of_name(error)).map(problem));
        self.wrong.with(|why| why.as_ref().map(refusal::refusal)).or(refused)
    }
}

fn is_of_name(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { refusal: Refusal::BundleNameTaken, .. })
}

/// The fields and the buttons.
#[component]
fn Fields(
    /// What they hold.
    form: Form,
) -> AnyView {
    Effect::new(move |before: Option<()>| {
        let before_typing = before.is_none() && form.board.bundle_draft.with_value(Option::is_none);
        form.keep();
        if before_typing {
            form.board.bundle_draft.set_value(None);
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let new = bundle_of(form.about).is_none();
    view! {
        <form novalidate on:submit=submit>
            <TextField
                id="bundle-name"
                label=text::name().to_owned()
                value=form.name
                required=true
                error=Signal::derive(move || form.name_problem())
                live=true
            />
            <div class="invite-pair">
                <SelectField
                    id="bundle-role"
                    label=invite::role().to_owned()
                    value=form.role
                    options=Signal::derive(move || form.roles())
                />
                <TeamsChoice choices=Signal::derive(move || form.team_choices()) teams=form.teams/>
            </div>
            <EndsFields id="bundle-ends" days_id="bundle-days" ends=form.ends/>
            <TextArea id="bundle-note" label=invite::note() description=invite::note_about() value=form.note/>
            <FormError text=Signal::derive(move || form.problem())/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| form.leave())>{text::cancel()}</Button>
                <Button kind=ButtonKind::Filled submit=true busy=form.ask.busy()>
                    {if new { text::create() } else { text::save() }}
                </Button>
            </DialogFooter>
        </form>
    }
    .into_any()
}
