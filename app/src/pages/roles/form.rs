//! Making a role, and changing what one is called and allows.

use domain::{Command, Name, Permissions, Refusal, RoleHolders, RoleId, RoleShape};
use leptos::{ev, prelude::*};

use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::api::roles;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::roles::board::{About, Board, Draft};
use crate::pages::roles::effects;
use crate::pages::roles::permissions::PermissionBoxes;
use crate::text::{errors, roles as text};
use crate::ui::{
    Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, SelectField, SelectOption, TextField, dom, drawings,
};

/// The dialog; it opens when a role is to be made, changed or renamed.
#[component]
pub(super) fn RoleDialog(
    /// The roles.
    board: Board,
) -> AnyView {
    let about = Memo::new(move |_| board.about.get().filter(|about| about.role_form().is_some()));
    let title = move || match about.get() {
        Some(About::Edit(id)) => text::edit(&board.name(id)),
        Some(About::Rename(id)) => text::rename(&board.name(id)),
        _ => text::new().to_owned(),
    };
    view! {
        <Dialog
            id="role"
            open=Signal::derive(move || about.with(Option::is_some))
            on_close=move |()| board.about.set(None)
            title=Signal::derive(title)
            wide=true
            initial_focus="#role-name"
        >
            {about.get_untracked().map(|about| {
                let form = Form::of(board, about);
                view! { <Fields form/> }
            })}
        </Dialog>
    }
    .into_any()
}

/// What the form holds while it is open.
#[derive(Clone, Copy)]
struct Form {
    board: Board,
    about: About,
    name: RwSignal<String>,
    ticked: RwSignal<Permissions>,
    tried: RwSignal<bool>,
    /// The role as it was when the form opened; of a new one, nothing.
    before: StoredValue<Option<RoleShape>>,
    /// The last event whose outcome the form shows.
    seen: StoredValue<u64>,
    /// Whom a change concerns, once heard.
    holders: RwSignal<Option<RoleHolders>>,
    look: Ask,
    ask: Ask,
    intent: Intent,
}

impl Form {
    fn of(board: Board, about: About) -> Self {
        let before = role_of(about).and_then(|id| board.card(id)).map(|card| card.role.shape());
        let draft = board.draft.get_value().filter(|draft| draft.about == about);
        let (name, ticked) = match (draft, &before) {
            (Some(draft), _) => (draft.name, draft.ticked),
            (None, Some(before)) => (before.name.to_string(), before.permissions),
            (None, None) => (String::new(), Permissions::NONE),
        };
        let form = Self {
            board,
            about,
            name: RwSignal::new(name),
            ticked: RwSignal::new(ticked),
            tried: RwSignal::new(false),
            before: StoredValue::new(before),
            seen: StoredValue::new(board.list.with_untracked(|list| list.seq)),
            holders: RwSignal::new(None),
            look: Ask::new(),
            ask: Ask::new(),
            intent: Intent::new(),
        };
        form.look_whom();
        form.ask.on_clash(move |seq| {
            form.seen.set_value(seq);
            form.look_whom();
        });
        form
    }

    /// Asks whom a change of what the role allows would concern.
    fn look_whom(self) {
        let About::Edit(role) = self.about else { return };
        let org = self.board.org.get_value();
        self.look.run(move || roles::holders(org.clone(), role), move |holders| self.holders.set(Some(holders)));
    }

    /// Keeps what is typed, for when the form was left by mistake.
    fn keep(self) {
        let draft = Draft { about: self.about, name: self.name.get(), ticked: self.ticked.get() };
        self.board.draft.set_value(Some(draft));
    }

    fn leave(self) {
        self.board.draft.set_value(None);
        self.board.about.set(None);
    }

    fn submit(self) {
        self.tried.set(true);
        let Ok(name) = self.name.with_untracked(|name| Name::parse(name)) else {
            return dom::focus_id("role-name");
        };
        let ticked = self.ticked.get_untracked();
        let (command, words) = match (role_of(self.about), self.before.get_value()) {
            (Some(role), Some(before)) => {
                let renamed = (before.name != name).then(|| name.clone());
                let permissions = (before.permissions != ticked).then(|| ticked.iter().collect());
                let words = if permissions.is_some() { text::changed(&name) } else { text::renamed(&name) };
                (Command::ChangeRole { role, name: renamed, permissions }, words)
            }
            _ => {
                let words = text::created(&name);
                (Command::CreateRole { name, permissions: ticked.iter().collect() }, words)
            }
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
        let of = |error: &ApiError| match error {
            ApiError::Refused { refusal: Refusal::Clash { .. }, clash } => {
                let first = clash.as_ref().map(|clash| (clash.by.as_str(), dom::now().since(clash.at)));
                text::clash(first)
            }
            error => effects::problem(error),
        };
        let refused = self.ask.error().with(|error| error.as_ref().filter(|error| !is_of_name(error)).map(of));
        refused.or_else(|| self.look.words().get())
    }
}

fn role_of(about: About) -> Option<RoleId> {
    about.role_form().flatten()
}

fn is_of_name(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { refusal: Refusal::RoleNameTaken, .. })
}

/// The fields, what follows, and the buttons.
#[component]
fn Fields(
    /// What they hold.
    form: Form,
) -> AnyView {
    let board = form.board;
    let own = board.list.with_untracked(|list| list.own);
    Effect::new(move |before: Option<()>| {
        form.name.track();
        form.ticked.track();
        if before.is_some() {
            form.keep();
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let new = form.about == About::New;
    let boxes = !matches!(form.about, About::Rename(_));
    view! {
        <form novalidate on:submit=submit>
            <TextField
                id="role-name"
                label=text::name().to_owned()
                value=form.name
                required=true
                error=Signal::derive(move || form.name_problem())
                live=true
            />
            {new.then(|| view! { <StartFrom form own/> })}
            {boxes.then(|| view! { <PermissionBoxes ticked=form.ticked own/> })}
            <FormError text=Signal::derive(move || form.problem())/>
            <DialogFooter>
                {(boxes && !new).then(|| view! { <Effects form/> })}
                <Button on_press=Callback::new(move |_| form.leave())>{text::cancel()}</Button>
                <Button kind=ButtonKind::Filled submit=true busy=form.ask.busy()>
                    {if new { text::create() } else { text::save() }}
                </Button>
            </DialogFooter>
        </form>
    }
    .into_any()
}

/// Ticks what another role allows, as far as one may do it oneself.
#[component]
fn StartFrom(
    /// What is ticked.
    form: Form,
    /// What one may do oneself.
    own: Permissions,
) -> AnyView {
    let chosen = RwSignal::new(String::new());
    let options = form.board.list.with_untracked(|list| {
        let option = |value: String, label: &str| SelectOption { value, label: label.to_owned(), disabled: false };
        let roles =
            list.roles.iter().map(|card| option(card.role.id.to_string(), text::shown(card.role.name.as_str())));
        std::iter::once(option(String::new(), text::from_nothing())).chain(roles).collect::<Vec<_>>()
    });
    let from = move || {
        let id = chosen.with(|chosen| chosen.parse::<RoleId>().ok())?;
        form.board.card(id).map(|card| card.role.permissions)
    };
    Effect::new(move |before: Option<()>| {
        let from = from().unwrap_or_default();
        if before.is_some() {
            form.ticked.set(from.without(own.lacking(from)));
        }
    });
    let left_out = move || {
        let missing = own.lacking(from().unwrap_or_default());
        let titles: Vec<&str> = missing.iter().map(|one| text::permission(one).0).collect();
        if titles.is_empty() { String::new() } else { text::left_out(&titles) }
    };
    view! {
        <SelectField
            id="role-from"
            label=text::from().to_owned()
            value=chosen
            options=Signal::stored(options)
            description=Signal::derive(left_out)
        />
    }
    .into_any()
}

/// Who would get and lose what.
#[component]
fn Effects(
    /// What is ticked, and whom it concerns.
    form: Form,
) -> AnyView {
    let lines = move || {
        let after = form.ticked.get();
        let lines = form.holders.with(|holders| {
            let holders = holders.as_ref()?;
            let another = form
                .before
                .with_value(|before| before.as_ref().is_some_and(|before| effects::is_another(holders, before)));
            let another = another.then(|| (drawings::INFO, text::another_now(&holders.role)));
            Some(another.into_iter().chain(effects::of_change(holders, after)).collect::<Vec<_>>())
        });
        let line = |(icon, words): (Drawing, String)| view! { <li><Icon drawing=icon/><span>{words}</span></li> };
        lines.unwrap_or_default().into_iter().map(line).collect_view()
    };
    view! {
        <div role="status" class="role-effects">
            <ul role="list" class="consequences">{lines}</ul>
        </div>
    }
    .into_any()
}
