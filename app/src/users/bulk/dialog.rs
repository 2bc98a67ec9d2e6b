//! Asks before something is done to many, shows that it is being done, and what was not done and why.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Answer, CommandId, Field, Note, PersonId, Refusal, Refused, Subject, TeamId, UserId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlElement;

use super::plan::{Act, Chosen, Plan, Skipped, number};
use super::{Asked, end, focus_rows, text};
use crate::api::call::{Intent, answered};
use crate::api::error::ApiError;
use crate::api::users::cancel;
use crate::text::{edits, errors, refusal};
use crate::ui::{
    Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, TextArea, TextField, dom, drawings, focus_with_steps,
};
use crate::users::asking::Asking;
use crate::users::dates::{Moment, day};
use crate::users::heirs::{self, Heir};
use crate::users::remove_dialog::{invitations_of, successors_of};
use crate::users::row_actions::RowAction;
use crate::users::state::PageState;

/// How many of those for whom it was not done are listed; all of them are copied.
const LISTED: usize = 200;

/// The action that asks for a date.
const ENDS: Act = Act::Each(RowAction::SetEndDate);

/// Somebody for whom it was not done, and why.
type NotDone = (String, String);

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Asking,
    Working,
    /// Done to so many, and not to these.
    Done(u32, Vec<NotDone>),
}

/// What is typed and chosen in the dialog.
#[derive(Clone, Copy)]
struct Form {
    page: PageState,
    links: Asking,
    asked: RwSignal<Option<Act>>,
    /// For those who were chosen when it was asked.
    plan: Memo<Option<Plan>>,
    step: RwSignal<Step>,
    typed: RwSignal<String>,
    reason: RwSignal<String>,
    successors: RwSignal<BTreeMap<TeamId, UserId>>,
    heir: RwSignal<Option<Heir>>,
    /// When their access is to end.
    end: Moment,
    error: RwSignal<Option<String>>,
    intent: Intent,
    /// What is on its way.
    running: StoredValue<Option<CommandId>>,
    /// And is asked to stop.
    stopping: RwSignal<bool>,
}

impl Form {
    fn close(self) {
        self.asked.set(None);
        self.step.set(Step::Asking);
        self.typed.set(String::new());
        self.reason.set(String::new());
        self.successors.set(BTreeMap::new());
        self.heir.set(None);
        self.end.clear();
        self.error.set(None);
    }

    fn of<T: Default>(self, look: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(|plan| plan.as_ref().map(look).unwrap_or_default())
    }

    /// Why it cannot be confirmed yet.
    fn not_yet(self) -> Option<String> {
        let wrong = self.of(|plan| {
            let wanted = plan.count();
            let is_typed = self.typed.with(|typed| typed.trim().replace(',', "") == wanted.to_string());
            let undated = || (plan.act == ENDS).then(|| end::not_yet(self.page, self.end)).flatten();
            let typed = || (plan.is_typed() && !is_typed).then(|| text::typed_wrong(wanted));
            plan.blocked.clone().or_else(undated).or_else(typed)
        });
        wrong.filter(|_| self.step.with(|step| *step == Step::Asking))
    }

    fn confirm(self) {
        let Some(plan) = self.plan.get_untracked() else { return };
        let typed = self.reason.get_untracked();
        let reason = if typed.trim().is_empty() { Ok(None) } else { Note::parse(&typed).map(Some) };
        let reason = match reason {
            Ok(reason) => reason,
            Err(error) => {
                let why = Refusal::BadText { field: Field::Note, error };
                return self.error.set(Some(refusal::refusal(&why)));
            }
        };
        let successors = self.successors.get_untracked().into_iter().collect();
        let heir = self.heir.with_untracked(|heir| heir.as_ref().map(|heir| heir.user));
        let ends_at = untrack(|| self.end.get()).flatten();
        let chosen = Chosen { reason, successors, heir, ends_at };
        let Some(command) = plan.act.command(&plan.people, chosen) else { return };
        self.error.set(None);
        self.step.set(Step::Working);
        let intent = self.intent.of(&command);
        self.running.set_value(Some(intent));
        self.stopping.set(false);
        let answer = self.page.perform_as(intent, command);
        spawn_local(async move {
            match answer.await {
                Ok(answer) => self.answered(&plan, answer),
                Err(error) => self.failed(&error),
            }
        });
    }

    /// Stops what is being done. Whether it still could be stopped, the command's own answer says.
    fn stop(self) {
        let Some(intent) = self.running.get_value() else { return };
        self.stopping.set(true);
        let org = self.page.org();
        spawn_local(async move {
            if let Err(error) = answered(cancel(org, intent)).await {
                self.stopping.try_set(false);
                let why = self.page.why(&error);
                self.page.toasts.failure(text::not_cancelled(&why));
            }
        });
    }

    fn answered(self, plan: &Plan, answer: Answer) {
        if self.step.try_get_untracked().is_none() {
            return;
        }
        self.intent.done();
        // A successor may be refused too, who is none of those to whom it was to be done.
        let asked: BTreeSet<PersonId> = plan.people.iter().copied().collect();
        let people: Vec<PersonId> =
            answer.refused.iter().filter_map(person).filter(|person| asked.contains(person)).collect();
        let not_done: Vec<NotDone> = answer.refused.iter().map(|refused| self.told(refused)).collect();
        let done = plan.count().saturating_sub(number(people.len()));
        // Those for whom it was not done stay chosen: something else may fit them.
        self.page.select_only(&people);
        self.tell(plan, done, answer);
        if not_done.is_empty() {
            self.close();
        } else {
            self.step.set(Step::Done(done, not_done));
        }
    }

    fn tell(self, plan: &Plan, done: u32, answer: Answer) {
        let ends = untrack(|| self.end.get()).flatten().map(day);
        let words = plan.done(done, self.heir.get_untracked().as_ref(), ends.as_deref());
        if answer.events.is_empty() {
            self.page.toasts.success(text::nobody());
        } else {
            self.page.offer_undo(words, &answer);
        }
        if plan.act == Act::Each(RowAction::Resend) {
            self.links.copy_failed.set(false);
            self.links.links.set(answer.links);
        }
    }

    fn told(self, refused: &Refused) -> NotDone {
        let why = ApiError::Refused { refusal: refused.refusal.clone(), clash: refused.clash.clone() };
        let name = person(refused).map(|person| self.page.name_of(person)).unwrap_or_default();
        (name, self.page.why(&why))
    }

    fn failed(self, error: &ApiError) {
        if self.step.try_set(Step::Asking).is_some() {
            return;
        }
        if !matches!(error, ApiError::Offline | ApiError::Failed { .. }) {
            self.intent.done();
        }
        if *error == ApiError::Cancelled {
            self.page.toasts.success(errors::words(error));
            return self.close();
        }
        self.error.set(Some(self.page.why(error)));
    }
}

fn person(refused: &Refused) -> Option<PersonId> {
    match refused.subject {
        Subject::Person(person) => Some(person),
        Subject::Address(_) | Subject::Team(_) | Subject::Organization | Subject::Role(_) | Subject::Bundle(_) => None,
    }
}

/// The dialog; it opens when an action is asked about.
#[component]
pub(super) fn BulkDialog() -> AnyView {
    let page = PageState::expect();
    let Asked(asked) = expect_context();
    let plan = Memo::new(move |_| {
        let act = asked.get()?;
        page.with_view(|roster, view| {
            let rows: Vec<u32> = view.selected_rows().collect();
            Plan::of(roster, &rows, act)
        })
    });
    let form = Form {
        page,
        links: Asking::expect(),
        asked,
        plan,
        step: RwSignal::new(Step::Asking),
        typed: RwSignal::default(),
        reason: RwSignal::default(),
        successors: RwSignal::default(),
        heir: RwSignal::new(None),
        end: Moment::new(),
        error: RwSignal::new(None),
        intent: Intent::new(),
        running: StoredValue::new(None),
        stopping: RwSignal::new(false),
    };
    focus_with_steps(
        "#bulk .dialog-foot .button:last-of-type",
        move || form.step.track(),
        move || form.asked.with_untracked(Option::is_some),
    );
    let close = move || {
        if form.step.with_untracked(|step| *step != Step::Working) {
            form.close();
        }
    };
    let title = move || match form.step.get() {
        Step::Done(done, not_done) => text::results_title(done, number(not_done.len())),
        Step::Asking | Step::Working => form.of(Plan::title),
    };
    let about = move || match form.step.get() {
        Step::Asking => form.of(|plan| text::names(&plan.names, plan.people.len())),
        Step::Working | Step::Done(..) => String::new(),
    };
    view! {
        <Dialog
            id="bulk"
            alert=true
            open=Signal::derive(move || plan.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            title=Signal::derive(title)
            description=Signal::derive(about)
            initial_focus="[autofocus], .dialog-foot button"
            next_focus=Callback::new(move |()| next_focus(page))
        >
            {move || match form.step.get() {
                Step::Asking => plan.get().map(|plan| asking(form, &plan)),
                Step::Working => Some(working(form)),
                Step::Done(_, not_done) => Some(results(form, &not_done)),
            }}
        </Dialog>
    }
    .into_any()
}

/// Where nobody is chosen any more, the bar with the opener is gone.
fn next_focus(page: PageState) -> Option<HtmlElement> {
    if !page.selected.get_untracked().is_any() {
        focus_rows(page);
    }
    None
}

fn asking(form: Form, plan: &Plan) -> AnyView {
    let count = plan.count();
    let removes = plan.act == Act::Each(RowAction::Remove);
    let leaves = removes || plan.act == Act::Each(RowAction::Suspend);
    let takes = matches!(plan.act, Act::Each(RowAction::Reactivate | RowAction::Restore));
    let line = |icon: Drawing, words: String| view! { <li><Icon drawing=icon/><span>{words}</span></li> };
    let skipped = plan.skipped();
    let kind = if plan.act.is_danger() { ButtonKind::Danger } else { ButtonKind::Filled };
    let button = plan.button();
    let lost = plan.losses.invitations;
    view! {
        <ul class="consequences" role="list">
            {(plan.owners > 0).then(|| line(drawings::SHIELD, text::owners(plan.owners)))}
            {plan.crowns.then(|| line(drawings::SHIELD, text::makes_owners().to_owned()))}
            {(leaves && plan.active > 0).then(|| line(drawings::LOG_OUT, text::sessions_end().to_owned()))}
            {(lost > 0).then(|| view! { <li><Icon drawing=drawings::MAIL/><span>{invitations_of(form.heir, lost)}</span></li> })}
            {(leaves && plan.active > 0).then(|| line(drawings::CIRCLE_USER, text::frees_seats(plan.active)))}
            {takes.then(|| line(drawings::CIRCLE_USER, text::takes_seats(count)))}
            {(leaves && !removes).then(|| line(drawings::INFO, text::suspension_keeps().to_owned()))}
            {removes.then(|| line(drawings::ROTATE_CCW, edits::restorable(plan.restorable_until)))}
        </ul>
        {(skipped > 0).then(|| view! {
            <div class="skipped">
                <p>{text::skipped(skipped)}</p>
                <ul role="list">{plan.skipped.iter().map(|skipped| view! { <li>{because(skipped)}</li> }).collect_view()}</ul>
            </div>
        })}
        {(plan.act == ENDS).then(|| end::fields(form.page, form.end))}
        {heirs::choice(form.heir, lost, plan.losses.heirs.clone())}
        {successors_of(form.successors, plan.orphans())}
        {removes.then(|| view! {
            <TextArea id="bulk-reason" label=edits::reason() description=edits::reason_about() rows=2 value=form.reason/>
        })}
        {plan.is_typed().then(|| view! {
            <TextField id="bulk-typed" label=text::type_number(count) value=form.typed/>
        })}
        <div role="alert">
            {move || form.error.get().map(|why| view! {
                <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
            })}
        </div>
        <DialogFooter>
            <Button on_press=Callback::new(move |_| form.close())>{edits::cancel()}</Button>
            <Button
                id="bulk-confirm"
                kind
                reason=Signal::derive(move || form.not_yet())
                on_press=Callback::new(move |_| form.confirm())
            >
                {button}
            </Button>
        </DialogFooter>
    }
    .into_any()
}

fn because(skipped: &Skipped) -> String {
    let first = &skipped.names[..skipped.names.len().min(3)];
    text::because(&text::names(first, skipped.names.len()), &skipped.why)
}

fn working(form: Form) -> AnyView {
    let words = text::working(form.plan.with_untracked(|plan| plan.as_ref().map(Plan::count).unwrap_or_default()));
    view! {
        <div class="progress" role="status">
            <progress aria-label=text::working_now()></progress>
            <span class="progress-text">{words}</span>
        </div>
        <DialogFooter>
            <Button busy=form.stopping on_press=Callback::new(move |_| form.stop())>{edits::cancel()}</Button>
        </DialogFooter>
    }
    .into_any()
}

fn results(form: Form, not_done: &[NotDone]) -> AnyView {
    let line = |(name, why): &NotDone| view! { <li><bdi>{name.clone()}</bdi>": "{why.clone()}</li> };
    let listed = not_done.iter().take(LISTED).map(line).collect_view();
    let more = not_done.len().saturating_sub(LISTED);
    let all = not_done.iter().map(|(name, why)| format!("{name}: {why}")).collect::<Vec<_>>().join("\n");
    let copy = move |_| {
        let all = all.clone();
        spawn_local(async move {
            if dom::copy(&all).await {
                form.page.toasts.success(text::copied());
            } else {
                form.error.set(Some(text::not_copied().to_owned()));
            }
        });
    };
    view! {
        <ul class="results" role="list" tabindex="0">
            {listed}
            {(more > 0).then(|| view! { <li>{text::more(number(more))}</li> })}
        </ul>
        <DialogFooter>
            <Button on_press=Callback::new(copy)>{text::copy_results()}</Button>
            <Button kind=ButtonKind::Filled on_press=Callback::new(move |_| form.close())>{edits::done()}</Button>
        </DialogFooter>
    }
    .into_any()
}
