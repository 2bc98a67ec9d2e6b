//! "Same access as Ben": the role and the teams of somebody who is there already.

use domain::{PeopleFilter, PersonId, UserId};
use leptos::prelude::*;
use roster::Roster;

use super::choices::Access;
use super::form::InviteForm;
use crate::text::invite as text;
use crate::ui::{Avatar, TextField, dom, initials};

/// How many people are offered at a time.
const OFFERED: usize = 5;
/// Id of the field.
const FIELD: &str = "invite-same";

/// Somebody whose access can be taken as a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    user: UserId,
    hash: u32,
    name: String,
    email: String,
    access: Access,
}

/// The first users that a search finds.
fn found(roster: &Roster, typed: &str) -> Vec<Pattern> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let view = roster.query(&PeopleFilter { q: typed.to_owned(), ..PeopleFilter::default() }, None);
    view.rows.iter().filter_map(|&row| pattern(roster, row)).take(OFFERED).collect()
}

fn pattern(roster: &Roster, row: u32) -> Option<Pattern> {
    let row = roster.row(row)?;
    let (PersonId::User(user), Some(role)) = (row.id(), row.role()) else { return None };
    Some(Pattern {
        user,
        hash: crate::users::face::hash_of(row.id()),
        name: row.name().to_owned(),
        email: row.email().to_owned(),
        access: Access::of(roster, role, row.teams().map(|(team, _)| team)),
    })
}

impl Pattern {
    /// What is taken over, and what is not because it is not the viewer's to give.
    fn taken(&self) -> String {
        let access = &self.access;
        text::same_as(&self.name, access.own_role(), &access.team_names(), &access.missing())
    }
}

/// The field, whom it finds, and what was taken over.
#[component]
pub(super) fn SameAccess(
    /// What is typed in the dialog.
    form: InviteForm,
) -> AnyView {
    let page = form.page;
    let typed = form.same;
    let taken = RwSignal::new(String::new());
    let people = Memo::new(move |_| {
        page.version.track();
        typed.with(|typed| page.with_roster(|roster| found(roster, typed))).unwrap_or_default()
    });
    let searching = move || typed.with(|typed| !typed.trim().is_empty());
    let pick = Callback::new(move |person: Pattern| {
        person.access.write(form);
        taken.set(person.taken());
        typed.set(String::new());
        dom::focus_id(FIELD);
    });
    view! {
        <div class="same-access">
            <TextField id=FIELD label=text::same().to_owned() kind="search" value=typed description=text::same_about().to_owned()/>
            <p class="line-about" role="status">
                {move || if searching() { text::found(people.with(Vec::len)) } else { taken.get() }}
            </p>
            <ul role="list" class="people people-found">
                {move || people.get().into_iter().map(|person| offered(person, pick)).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

fn offered(person: Pattern, pick: Callback<Pattern>) -> AnyView {
    let label = text::same_as_one(&person.name);
    let access = text::access(&person.access.role_name, &person.access.team_names());
    let (name, email, hash) = (person.name.clone(), person.email.clone(), person.hash);
    view! {
        <li class="person">
            <Avatar initials=initials(&name) hash/>
            <span class="person-words">
                <bdi class="person-name">{name}</bdi>
                <span class="line-about"><span dir="ltr">{email}</span>" · "{access}</span>
            </span>
            <button type="button" class="button" aria-label=label on:click=move |_| pick.run(person.clone())>{text::take_over()}</button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

    fn stage() -> Stage {
        Stage::new()
            .user("Olga Owner", Owner)
            .user("Ada Admin", Admin)
            .user("Ben Okri", Member)
            .joins("Ben Okri", "Design")
            .joins("Ben Okri", "Support")
            .user("Tess Owner", TeamOwner)
            .owns("Tess Owner", "Design")
    }

    fn taken(viewer: &str, whom: &str) -> Vec<String> {
        found(&stage().seen_by(viewer), whom).iter().map(Pattern::taken).collect()
    }

    #[test]
    fn role_and_teams_are_taken_over() {
        assert_eq!(taken("Olga Owner", "ben"), ["As Ben Okri: Member, in Design and Support."]);
        assert_eq!(taken("Olga Owner", "ada"), ["As Ada Admin: Admin, in no team."]);
        assert_eq!(taken("Olga Owner", "nobody"), [""; 0]);
        assert_eq!(taken("Olga Owner", " "), [""; 0]);
    }

    #[test]
    fn what_one_may_not_give_is_named_and_left_out() {
        assert_eq!(taken("Ada Admin", "olga"), ["As Olga Owner: in no team. Not yours to give: Owner."]);
        assert_eq!(taken("Tess Owner", "ben"), ["As Ben Okri: Member, in Design."], "the others are not seen");
    }
}
