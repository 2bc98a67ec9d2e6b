//! Approving those who ask to join: as what, and into which teams.

use domain::{Answer, Command, InvitationId, RoleId, Seats, TeamId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::{Roster, RowRef};

use super::asking::Asking;
use super::invite::{TeamsField, default_role, role_options};
use super::state::PageState;
use crate::api::call::Intent;
use crate::api::error::ApiError;
use crate::text::{refusal::refusal, requests as text};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Drawing, Icon, SelectField, drawings};

/// What is to be approved, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plan {
    /// The name, where it is one.
    name: Option<String>,
    people: u32,
    /// How many are invited now, and how many wait for a seat; or why nobody can be.
    seats: Result<(u32, u32), String>,
    /// Whether one of them was removed before.
    starts_fresh: bool,
}

impl Plan {
    fn of(roster: &Roster, requests: &[InvitationId]) -> Option<Self> {
        let rows: Vec<RowRef<'_>> =
            requests.iter().filter_map(|&request| roster.row(roster.find(request.into())?)).collect();
        let people = u32::try_from(rows.len()).ok().filter(|people| *people > 0)?;
        let removed =
            |row: &RowRef<'_>| roster.rows().any(|other| other.email() == row.email() && other.id() != row.id());
        Some(Self {
            name: rows.first().filter(|_| people == 1).map(|row| row.name().to_owned()),
            people,
            // Who may not see the seats is told by the server whether they suffice.
            seats: roster.seats().unwrap_or(Seats::UNLIMITED).invite(people).map_err(|why| refusal(&why)),
            starts_fresh: rows.iter().any(removed),
        })
    }
}

#[derive(Clone, Copy)]
struct Form {
    page: PageState,
    asking: Asking,
    requests: RwSignal<Vec<InvitationId>>,
    plan: Memo<Option<Plan>>,
    role: RwSignal<String>,
    teams: RwSignal<Vec<TeamId>>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    intent: Intent,
}

impl Form {
    fn close(self) {
        if !self.busy.get_untracked() {
            self.requests.set(Vec::new());
        }
    }

    /// Why it cannot be done. Tracks.
    fn blocked(self) -> Option<String> {
        self.plan.with(|plan| plan.as_ref()?.seats.clone().err())
    }

    fn approve(self) {
        let (Some(plan), Ok(role)) = (self.plan.get_untracked(), self.role.get_untracked().parse::<RoleId>()) else {
            return;
        };
        let (requests, teams) = (self.requests.get_untracked(), self.teams.get_untracked());
        let command = Command::ApproveRequests { requests, role, teams };
        self.error.set(None);
        self.busy.set(true);
        let answer = self.page.perform_as(self.intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => self.approved(&plan, &answer),
                Err(error) => {
                    if !matches!(error, ApiError::Offline | ApiError::Failed { .. }) {
                        self.intent.done();
                    }
                    self.error.set(Some(self.page.why(&error)));
                }
            }
        });
    }

    fn approved(self, plan: &Plan, answer: &Answer) {
        self.intent.done();
        let not = u32::try_from(answer.refused.len()).unwrap_or(u32::MAX);
        let done = plan.people.saturating_sub(not);
        if done > 0 {
            self.page.offer_undo(text::approved(plan.name.as_deref(), done), answer);
        }
        match answer.refused.first() {
            None => self.close(),
            Some(first) => {
                // What was approved is; the dialog stays with those that were not, and says why.
                let left = answer.refused.iter().filter_map(|refused| match refused.subject {
                    domain::Subject::Person(domain::PersonId::Invitation(request)) => Some(request),
                    _ => None,
                });
                self.requests.set(left.collect());
                self.error.set(Some(text::not_all(not, &refusal(&first.refusal))));
            }
        }
        if !answer.links.is_empty() {
            self.asking.copy_failed.set(false);
            self.asking.links.set(answer.links.clone());
        }
    }
}

/// The dialog of the page; it opens when requests are about to be approved.
#[component]
pub(super) fn ApproveDialog() -> AnyView {
    let (page, asking) = (PageState::expect(), Asking::expect());
    let requests = asking.approving;
    let plan = Memo::new(move |_| {
        page.version.track();
        requests.with(|requests| page.with_roster(|roster| Plan::of(roster, requests))).flatten()
    });
    let form = Form {
        page,
        asking,
        requests,
        plan,
        role: RwSignal::default(),
        teams: RwSignal::default(),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
        intent: Intent::new(),
    };
    let open = Memo::new(move |_| requests.with(|requests| !requests.is_empty()));
    Effect::new(move |_| {
        if open.get() {
            form.error.set(None);
            form.teams.set(Vec::new());
            let role = page.with_roster(default_role).flatten().map(|role| role.to_string());
            form.role.set(role.unwrap_or_default());
        }
    });
    // What is asked for stays in the title while the dialog closes.
    let title = Memo::new(move |before: Option<&String>| {
        let now =
            form.plan.with(|plan| Some(text::approve_title(plan.as_ref()?.name.as_deref(), plan.as_ref()?.people)));
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    let roles = Signal::derive(move || {
        page.version.track();
        page.with_roster(role_options).unwrap_or_default()
    });
    let line = |icon: Drawing, words: String| view! { <li><Icon drawing=icon/><span>{words}</span></li> };
    let follows = move || {
        let plan = form.plan.get()?;
        let seats = plan.seats.as_ref().map_or_else(Clone::clone, |&(now, wait)| text::seats(now, wait));
        Some(view! {
            {line(drawings::MAIL, text::follows().to_owned())}
            {line(drawings::CIRCLE_USER, seats)}
            {plan.starts_fresh.then(|| line(drawings::ROTATE_CCW, text::starts_fresh().to_owned()))}
        })
    };
    view! {
        <Dialog
            id="approve"
            open
            on_close=Callback::new(move |()| form.close())
            title=Signal::derive(move || title.get())
            initial_focus="select"
        >
            <div class="dates">
                <SelectField id="approve-role" label=text::role().to_owned() value=form.role options=roles/>
                <TeamsField page teams=form.teams/>
                <ul class="consequences" role="list">{follows}</ul>
                <div role="alert">
                    {move || form.error.get().map(|why| view! {
                        <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
                    })}
                </div>
            </div>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| form.close())>{text::cancel()}</Button>
                <Button
                    kind=ButtonKind::Filled
                    busy=form.busy
                    reason=Signal::derive(move || form.blocked())
                    on_press=Callback::new(move |_| form.approve())
                >
                    {text::approve()}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Member, Owner};

    #[test]
    fn what_follows_is_told_before_it_is_done() {
        let stage = Stage::new()
            .user("Olga Owner", Owner)
            .user("Cem Kaya", Member)
            .removed("Cem Kaya", 3)
            .asks("fay@example.com")
            .asks("gil@example.com");
        let requests = |names: &[&str]| names.iter().map(|name| stage.invitation(name)).collect::<Vec<_>>();
        let plan = |stage: &Stage, names: &[&str]| Plan::of(&stage.seen_by("Olga Owner"), &requests(names));
        let one = plan(&stage, &["fay@example.com"]).expect("somebody");
        assert_eq!((one.name.as_deref(), one.people, one.starts_fresh), (Some("fay@example.com"), 1, false));
        assert_eq!(plan(&stage, &[]), None);
        let full = stage.seats(Some(2));
        let both = Plan::of(
            &full.seen_by("Olga Owner"),
            &["fay@example.com", "gil@example.com"].map(|name| full.invitation(name)),
        );
        assert!(both.expect("two").seats.is_err_and(|why| why.contains("1 too few")));
    }
}
