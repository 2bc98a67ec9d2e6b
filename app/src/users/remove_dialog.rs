//! Asks before somebody loses access: what follows, who owns their teams from then on, and why it is done.

use std::collections::BTreeMap;

use domain::{Command, Note, PersonId, TeamId, UserId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlElement;

use super::asking::{Asking, Leaving};
use super::consequences::{Consequences, Orphan};
use super::heirs::{self, Heir, cancelled};
use super::state::PageState;
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::text::{edits as text, heirs as words, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, TextArea, dom, drawings};

/// What is typed and chosen in the dialog.
#[derive(Clone, Copy)]
struct Form {
    page: PageState,
    leaving: RwSignal<Option<Leaving>>,
    reason: RwSignal<String>,
    successors: RwSignal<BTreeMap<TeamId, UserId>>,
    heir: RwSignal<Option<Heir>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    intent: Intent,
    /// Who gets the focus once the row has left.
    next: StoredValue<Option<PersonId>>,
    gone: StoredValue<bool>,
}

impl Form {
    fn close(self) {
        self.leaving.set(None);
        self.reason.set(String::new());
        self.successors.set(BTreeMap::new());
        self.heir.set(None);
        self.error.set(None);
    }

    fn command(self, leaving: &Leaving) -> Result<Command, String> {
        let users = vec![leaving.consequences.user];
        let successors = self.successors.get_untracked().into_iter().collect();
        let heir = self.heir.with_untracked(|heir| heir.as_ref().map(|heir| heir.user));
        if !leaving.removed {
            return Ok(Command::Suspend { users, reason: None, successors, heir });
        }
        let typed = self.reason.get_untracked();
        let reason = if typed.trim().is_empty() { None } else { Some(Note::parse(&typed)) };
        let reason = reason
            .transpose()
            .map_err(|error| refusal::refusal(&domain::Refusal::BadText { field: domain::Field::Note, error }))?;
        Ok(Command::Remove { users, reason, successors, heir })
    }

    fn confirm(self) {
        let Some(leaving) = self.leaving.get_untracked() else { return };
        let command = match self.command(&leaving) {
            Ok(command) => command,
            Err(why) => return self.error.set(Some(why)),
        };
        let person = PersonId::User(leaving.consequences.user);
        self.next.set_value(self.page.neighbour(person));
        self.error.set(None);
        self.busy.set(true);
        let answer = self.page.perform_as(self.intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    self.intent.done();
                    self.gone.set_value(leaving.removed);
                    let words = done(&leaving, self.heir.get_untracked().as_ref());
                    self.close();
                    self.page.offer_undo(words, &answer);
                }
                Err(error) => {
                    if !matches!(error, ApiError::Offline | ApiError::Failed { .. }) {
                        self.intent.done();
                    }
                    let why = self.page.why(&error);
                    let button = if leaving.removed { text::remove() } else { text::suspend() };
                    let clash = error.clash().is_some();
                    self.error.set(Some(if clash { text::clash_again(&why, button) } else { why }));
                }
            }
        });
    }
}

fn done(leaving: &Leaving, heir: Option<&Heir>) -> String {
    let Consequences { name, invitations, .. } = &leaving.consequences;
    let lost = text::not_brought_back(cancelled(*invitations, heir));
    if leaving.removed { text::removed(name, &lost) } else { text::suspended(name, &lost) }
}

/// The dialog of the page; it opens when somebody is about to leave.
#[component]
pub fn RemoveDialog() -> AnyView {
    let leaving = Asking::expect().leaving;
    let form = Form {
        page: PageState::expect(),
        leaving,
        reason: RwSignal::default(),
        successors: RwSignal::default(),
        heir: RwSignal::new(None),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
        intent: Intent::new(),
        next: StoredValue::new(None),
        gone: StoredValue::new(false),
    };
    let of = move |words: fn(&Leaving) -> String| leaving.with(|one| one.as_ref().map(words).unwrap_or_default());
    let title = move |one: &Leaving| {
        let name = &one.consequences.name;
        if one.removed { text::remove_title(name) } else { text::suspend_title(name) }
    };
    let about = move |one: &Leaving| {
        let Consequences { name, organization, .. } = &one.consequences;
        if one.removed { text::remove_about(name, organization) } else { text::suspend_about(name) }
    };
    let close = move || {
        if !form.busy.get_untracked() {
            form.close();
        }
    };
    view! {
        <Dialog
            id="remove"
            alert=true
            open=Signal::derive(move || leaving.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            title=Signal::derive(move || of(title))
            description=Signal::derive(move || of(about))
            next_focus=Callback::new(move |()| next_focus(form))
        >
            {move || leaving.get().map(|leaving| content(form, &leaving))}
            <DialogFooter>
                <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
                <Button kind=ButtonKind::Danger busy=form.busy on_press=Callback::new(move |_| form.confirm())>
                    {move || of(|one| if one.removed { text::remove() } else { text::suspend() }.to_owned())}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// After a removal, the next row's menu or, where there is none, the page's heading.
fn next_focus(form: Form) -> Option<HtmlElement> {
    if !form.gone.try_update_value(std::mem::take).unwrap_or_default() {
        return None;
    }
    // It gets the focus in the next frame, when the rows stand where they belong.
    let focused = form.next.get_value().is_some_and(|next| form.page.focus_row_control(next, "actions"));
    if focused { None } else { dom::find_in_page("h1") }
}

fn content(form: Form, leaving: &Leaving) -> AnyView {
    let Consequences { invitations, heirs, orphans, active, restorable_until, .. } = &leaving.consequences;
    let invitations = *invitations;
    let removed = leaving.removed;
    let line = |icon: Drawing, words: Signal<String>| view! { <li><Icon drawing=icon/><span>{words}</span></li> };
    view! {
        <ul class="consequences" role="list">
            {active.then(|| line(drawings::LOG_OUT, Signal::stored(text::sessions_end().to_owned())))}
            {(invitations > 0).then(|| line(drawings::MAIL, invitations_of(form.heir, invitations)))}
            {active.then(|| line(drawings::CIRCLE_USER, Signal::stored(text::seat_freed().to_owned())))}
            {(!removed).then(|| line(drawings::INFO, Signal::stored(text::suspension_keeps().to_owned())))}
            {removed.then(|| line(drawings::ROTATE_CCW, Signal::stored(text::restorable(*restorable_until))))}
        </ul>
        {heirs::choice(form.heir, invitations, heirs.clone())}
        {successors_of(form.successors, orphans)}
        {removed.then(|| view! {
            <TextArea id="remove-reason" label=text::reason() description=text::reason_about() rows=2 value=form.reason/>
        })}
        <div role="alert">
            {move || form.error.get().map(|why| view! {
                <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
            })}
        </div>
    }
    .into_any()
}

/// What becomes of the open invitations, with whom is chosen to answer for them.
pub(super) fn invitations_of(heir: RwSignal<Option<Heir>>, invitations: u32) -> Signal<String> {
    Signal::derive(move || {
        heir.with(|heir| match heir {
            Some(heir) => words::go_on(&heir.name, heir.takes, invitations),
            None => text::invitations_end(invitations),
        })
    })
}

/// The teams that would be left without an owner: who could be it, of each where there is somebody.
pub(super) fn successors_of(successors: RwSignal<BTreeMap<TeamId, UserId>>, orphans: &[Orphan]) -> AnyView {
    let (without, with): (Vec<&Orphan>, Vec<&Orphan>) = orphans.iter().partition(|orphan| orphan.successors.is_empty());
    let without: Vec<String> = without.into_iter().map(|orphan| orphan.name.clone()).collect();
    view! {
        {with.into_iter().map(|orphan| successor(successors, orphan)).collect_view()}
        {(!without.is_empty()).then(|| view! {
            <p class="removal-team"><Icon drawing=drawings::USERS_ROUND/><span>{text::ownerless(&without)}</span></p>
        })}
    }
    .into_any()
}

fn successor(successors: RwSignal<BTreeMap<TeamId, UserId>>, orphan: &Orphan) -> AnyView {
    let team = orphan.team;
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<UserId>();
        successors.update(|successors| {
            match chosen {
                Ok(user) => successors.insert(team, user),
                Err(_) => successors.remove(&team),
            };
        });
    };
    let option = |(user, name): &(UserId, String)| view! { <option value=user.to_string()>{name.clone()}</option> };
    view! {
        <label class="field">
            <span class="field-label">{text::successor(&orphan.name)}</span>
            <span class="select">
                <select class="input" on:change=choose>
                    <option value="">{text::nobody()}</option>
                    {orphan.successors.iter().map(option).collect_view()}
                </select>
                <Icon drawing=drawings::CHEVRON_DOWN/>
            </span>
        </label>
    }
    .into_any()
}
