//! What the dialog knows: the file, how it is to be imported, its plan, and what is left out of that.

use std::collections::BTreeSet;
use std::future::Future;

use domain::{
    INVITATION_DAYS, INVITATION_DAYS_MAX, ImportOptions, ImportPlan, Imported, ListColumns, PlanCounts, PlannedAction,
    PlannedLine, PlannedSeats, Refusal, Unreadable,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;

use super::base64::base64;
use super::send::{Applied, Sent, send};
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::api::lists::ListAnswer;
use crate::text::{connection, errors, import as text, refusal};
use crate::users::state::PageState;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Step {
    /// A file is chosen, or its plan looked at.
    #[default]
    Looking,
    /// The plan is on its way.
    Planning,
    /// It is being imported.
    Working,
}

/// The headings of a table, with the cells of its first line, that nobody knows the columns of.
pub(super) type Unknown = (Vec<String>, Vec<String>);

/// The dialog's state; a handful of handles. It lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct ImportForm {
    pub page: PageState,
    /// The file's name.
    pub name: RwSignal<Option<String>>,
    /// The file, in base 64.
    file: StoredValue<String>,
    pub role: RwSignal<String>,
    pub days: RwSignal<String>,
    pub mails: RwSignal<bool>,
    pub suspend_others: RwSignal<bool>,
    pub create_teams: RwSignal<bool>,
    /// The columns, as mapped by hand.
    pub columns: RwSignal<Option<ListColumns>>,
    pub unknown: RwSignal<Option<Unknown>>,
    pub step: RwSignal<Step>,
    pub plan: RwSignal<Option<ImportPlan>>,
    /// The places of the lines that are left out.
    pub unticked: RwSignal<BTreeSet<u32>>,
    /// The kind of lines in sight, and the first of them.
    pub kind: RwSignal<String>,
    pub from: RwSignal<usize>,
    pub error: RwSignal<Option<String>>,
    pub stopping: RwSignal<bool>,
    /// Which request for a plan is the last: answers to others come too late.
    asked: StoredValue<u32>,
    /// The plan that is carried out, or was and nobody knows what came of it, and which of its lines are left out.
    intent: Intent<(String, Vec<u32>)>,
}

impl ImportForm {
    pub(super) fn new(page: PageState) -> Self {
        Self {
            page,
            name: RwSignal::new(None),
            file: StoredValue::default(),
            role: RwSignal::default(),
            days: RwSignal::new(INVITATION_DAYS.to_string()),
            mails: RwSignal::new(true),
            suspend_others: RwSignal::new(false),
            create_teams: RwSignal::new(false),
            columns: RwSignal::new(None),
            unknown: RwSignal::new(None),
            step: RwSignal::default(),
            plan: RwSignal::new(None),
            unticked: RwSignal::default(),
            kind: RwSignal::new("0".to_owned()),
            from: RwSignal::new(0),
            error: RwSignal::new(None),
            stopping: RwSignal::new(false),
            asked: StoredValue::new(0),
            intent: Intent::new(),
        }
    }

    /// Closes the dialog and forgets the file. Nothing of it is lost: it is on one's own computer.
    pub(super) fn close(self) {
        if self.step.get_untracked() == Step::Working {
            return;
        }
        self.asked.update_value(|asked| *asked += 1);
        self.page.importing.set(false);
        self.name.set(None);
        self.file.set_value(String::new());
        self.columns.set(None);
        self.unknown.set(None);
        self.step.set(Step::Looking);
        self.plan.set(None);
        self.unticked.set(BTreeSet::new());
        self.error.set(None);
        self.intent.done();
    }

    /// Takes a file and asks for its plan.
    pub(super) fn take(self, file: File) {
        if self.step.get_untracked() == Step::Working {
            return;
        }
        self.plan.set(None);
        self.unknown.set(None);
        self.columns.set(None);
        self.unticked.set(BTreeSet::new());
        self.error.set(None);
        let name = file.name();
        #[expect(clippy::cast_precision_loss, reason = "a limit far below where they are told apart no more")]
        if file.size() > domain::LIST_BYTES_MAX as f64 {
            let limit = u32::try_from(domain::LIST_BYTES_MAX).unwrap_or(u32::MAX);
            return self.error.set(Some(text::unreadable(&Unreadable::TooLarge { limit, got: 0 })));
        }
        spawn_local(async move {
            match crate::ui::dom::read_bytes(&file).await {
                Some(bytes) => {
                    self.file.set_value(base64(&bytes));
                    self.name.set(Some(name));
                    self.look();
                }
                None => self.error.set(Some(text::not_read().to_owned())),
            }
        });
    }

    /// How it is to be imported; `None` where a field cannot be.
    fn options(self) -> Option<ImportOptions> {
        let days = self.days.with_untracked(|days| days.trim().parse().ok());
        let Some(days) = days.filter(|days| (1..=INVITATION_DAYS_MAX).contains(days)) else {
            let refused = Refusal::OutOfRange { field: domain::Field::Days, least: 1, most: INVITATION_DAYS_MAX };
            self.error.set(Some(refusal::refusal(&refused)));
            return None;
        };
        Some(ImportOptions {
            role: self.role.with_untracked(|role| role.parse().ok())?,
            days,
            mails: self.mails.get_untracked(),
            suspend_others: self.suspend_others.get_untracked(),
            create_teams: self.create_teams.get_untracked(),
        })
    }

    /// Asks what the list would come to.
    pub(super) fn look(self) {
        if self.name.with_untracked(Option::is_none) || self.step.get_untracked() == Step::Working {
            return;
        }
        self.error.set(None);
        let Some(options) = self.options() else { return };
        let (org, columns) = (self.page.org(), self.columns.get_untracked());
        let arguments = self.file.with_value(|file| {
            serde_json::to_string(&Sent { org: &org, file, columns: &columns, options: &options }).unwrap_or_default()
        });
        self.step.set(Step::Planning);
        let number = self.asked.with_value(|asked| asked + 1);
        self.asked.set_value(number);
        spawn_local(async move {
            let answer = self.signed_in(|| send("plan", arguments.clone())).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            self.step.set(Step::Looking);
            self.planned(answer);
        });
    }

    fn planned(self, answer: Result<ListAnswer, ApiError>) {
        match answer {
            Ok(ListAnswer::Planned(plan)) => self.show(*plan),
            Ok(ListAnswer::Unreadable(Unreadable::UnknownColumns { headings, example })) => {
                self.plan.set(None);
                self.unknown.set(Some((headings, example)));
            }
            Ok(ListAnswer::Unreadable(why)) => self.failed(text::unreadable(&why)),
            // It is not what was asked for.
            Ok(ListAnswer::Done(_)) => self.failed(errors::words(&ApiError::Offline)),
            Err(error) => self.failed(errors::words(&error)),
        }
    }

    fn failed(self, why: String) {
        self.plan.set(None);
        self.error.set(Some(why));
    }

    /// Shows a plan; what was left out of the one before stays out.
    fn show(self, plan: ImportPlan) {
        let out: BTreeSet<(u32, String)> = self.plan.with_untracked(|before| {
            let lines = before.as_ref().map(|before| &before.plan.lines[..]).unwrap_or_default();
            let unticked = self.unticked.get_untracked();
            (0..).zip(lines).filter(|(place, _)| unticked.contains(place)).map(|(_, line)| key(line)).collect()
        });
        let lines = || (0..).zip(&plan.plan.lines);
        let unticked = if out.is_empty() {
            BTreeSet::new()
        } else {
            lines().filter(|(_, line)| out.contains(&key(line))).map(|(place, _)| place).collect()
        };
        let counts = plan.plan.counts();
        let amounts = [counts.add, counts.change, counts.suspend, counts.skip, counts.refuse];
        let kind = amounts.iter().position(|amount| *amount > 0).unwrap_or_default();
        self.unknown.set(None);
        self.unticked.set(unticked);
        self.from.set(0);
        self.kind.set(kind.to_string());
        self.plan.set(Some(plan));
    }

    /// How many lines come to what, but for those left out, and the seats then. Tracks.
    pub(super) fn ticked(self) -> (PlanCounts, PlannedSeats) {
        self.plan.with(|plan| {
            let Some(ImportPlan { plan, .. }) = plan else { return Default::default() };
            let (mut counts, mut seats) = (plan.counts(), plan.seats);
            self.unticked.with(|unticked| {
                for line in unticked.iter().filter_map(|&place| plan.lines.get(place as usize)) {
                    match line.action {
                        PlannedAction::Add { .. } => {
                            counts.add -= 1;
                            leave_out(&mut seats);
                        }
                        PlannedAction::Change { .. } => counts.change -= 1,
                        PlannedAction::Suspend => {
                            counts.suspend -= 1;
                            keep_active(&mut seats, counts.add);
                        }
                        PlannedAction::Skip(_) | PlannedAction::Refuse(_) => {}
                    }
                }
            });
            (counts, seats)
        })
    }

    /// Why it cannot be done as it is ticked. Tracks.
    pub(super) fn blocked(self) -> Option<String> {
        if self.page.edits_wait() {
            return Some(connection::edits_wait().to_owned());
        }
        let (counts, seats) = self.ticked();
        let refusal = self.plan.with(|plan| plan.as_ref().map(|plan| plan.plan.refusal.clone()));
        match refusal? {
            Some(Refusal::NoSeat { available, .. }) if seats.after > seats.before.saturating_add(available) => {
                Some(text::no_seat(seats.after - seats.before, available))
            }
            _ if counts.to_do() == 0 => Some(text::nothing_to_do().to_owned()),
            _ => None,
        }
    }

    /// Imports the list as planned, but for what is left out.
    pub(super) fn apply(self) {
        let Some(options) = self.options() else { return };
        let Some(digest) = self.plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.digest.clone())) else {
            return;
        };
        let (org, columns) = (self.page.org(), self.columns.get_untracked());
        let unticked: Vec<u32> = self.unticked.with_untracked(|unticked| unticked.iter().copied().collect());
        let want = (digest, unticked);
        let intent_id = self.intent.of(&want);
        let (digest, unticked) = want;
        let arguments = self.file.with_value(|file| {
            let (org, columns, options, digest) = (&org[..], &columns, &options, &digest[..]);
            let applied = Applied { org, intent_id, file, columns, options, digest, unticked };
            serde_json::to_string(&applied).unwrap_or_default()
        });
        self.error.set(None);
        self.stopping.set(false);
        self.step.set(Step::Working);
        spawn_local(async move {
            // Sent again after signing in, it is the same intent.
            let answer = self.signed_in(|| send("import", arguments.clone())).await;
            if let Ok(ListAnswer::Done(done)) = &answer {
                self.done(*done);
                return;
            }
            if self.step.try_set(Step::Looking).is_some() {
                return;
            }
            if !matches!(answer, Err(ApiError::Offline)) {
                self.intent.done();
            }
            match answer {
                Ok(ListAnswer::Planned(plan)) => {
                    self.show(*plan);
                    self.error.set(Some(text::stale().to_owned()));
                }
                Err(error) => self.error.set(Some(errors::words(&error))),
                other => self.planned(other),
            }
        });
    }

    fn done(self, done: Imported) {
        self.page.offer_undo_of(text::done(&done.counts, done.waiting), done.command);
        if self.step.try_set(Step::Looking).is_none() {
            self.page.reload();
            self.close();
        }
    }

    /// Stops what is being done, if it still can be: its own answer says.
    pub(super) fn stop(self) {
        let Some(intent) = self.intent.number() else { return };
        self.stopping.set(true);
        let org = self.page.org();
        spawn_local(async move {
            if let Err(error) = crate::api::call::answered(crate::api::users::cancel(org, intent)).await {
                self.stopping.try_set(false);
                self.page.toasts.failure(errors::words(&error));
            }
        });
    }

    /// Asks the server, again after signing in where the session is over. It may take longer than other requests do.
    async fn signed_in<F>(self, call: impl Fn() -> F) -> Result<ListAnswer, ApiError>
    where
        F: Future<Output = Result<ListAnswer, ApiError>>,
    {
        loop {
            match call().await {
                Err(error) if self.page.session.helps(&error).await => {}
                answer => return answer,
            }
        }
    }
}

/// Somebody is not invited: one of those who wait has the seat then.
fn leave_out(seats: &mut PlannedSeats) {
    if seats.waiting > 0 {
        seats.waiting -= 1;
    } else {
        seats.after = seats.after.saturating_sub(1);
    }
}

/// Somebody is not suspended: where people wait in line, one of those `invited` has no seat then.
fn keep_active(seats: &mut PlannedSeats, invited: u32) {
    let full = seats.line.zip(seats.limit).is_some_and(|(line, limit)| seats.after.saturating_add(line) >= limit);
    if full && seats.waiting < invited {
        seats.waiting += 1;
    } else {
        seats.after += 1;
    }
}

/// What makes a line the same in another plan.
fn key(line: &PlannedLine) -> (u32, String) {
    (line.line, line.address.clone())
}
