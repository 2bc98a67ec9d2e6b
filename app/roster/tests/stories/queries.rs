//! What the roster answers is what going through a plain list gives.

use crate::world::{Dice, FAMILY, GIVEN, World};
use domain::{
    Authority, Choice, Delivery, Direction, NO_TEAM, PeopleFilter, PersonId, Role, SortKey, Status, Team, Terms,
    Timestamp, UserId,
};
use proptest::prelude::*;
use roster::{Facets, Roster, View, fold};
use std::cmp::Ordering;

/// A person, written out.
#[derive(Clone, Debug)]
struct Person {
    id: PersonId,
    name: String,
    email: String,
    role: Role,
    teams: Vec<Team>,
    status: Status,
    last_active: Option<Timestamp>,
    since: Timestamp,
    until: Option<Timestamp>,
    inviter: Option<UserId>,
    /// Of an invitation.
    delivery: Option<Delivery>,
    second_factor: Option<bool>,
}

struct Plain {
    now: Timestamp,
    people: Vec<Person>,
    roles: Vec<Role>,
    teams: Vec<Team>,
}

impl Plain {
    fn of(world: &World) -> Self {
        let state = &world.state;
        let team = |id| state.team(id).expect("a team").clone();
        let users = state.users.values().map(|user| Person {
            id: user.id.into(),
            name: user.name.as_str().to_owned(),
            email: user.email.as_str().to_owned(),
            role: state.role(user.effective_role(world.now)).expect("a role").clone(),
            teams: user.teams.iter().map(|link| team(link.team)).collect(),
            status: user.status(world.now),
            last_active: user.last_active,
            since: user.joined_at,
            until: user.ends_at,
            inviter: user.invited_by,
            delivery: None,
            second_factor: Some(user.second_factor),
        });
        let invitations = state.invitations.values().filter_map(|invitation| {
            let status = invitation.status(world.now)?;
            Some(Person {
                id: invitation.id.into(),
                name: invitation.shown_name().to_owned(),
                email: invitation.email.as_str().to_owned(),
                role: state.role(invitation.role).expect("a role").clone(),
                teams: invitation.teams.iter().map(|&id| team(id)).collect(),
                status,
                last_active: None,
                since: invitation.created_at,
                until: Some(invitation.expires_at),
                inviter: invitation.invited_by,
                delivery: Some(invitation.delivery),
                second_factor: None,
            })
        });
        let people = users.chain(invitations).collect();
        Self { now: world.now, people, roles: state.roles.clone(), teams: state.teams.clone() }
    }

    fn inviter(&self, person: &Person) -> Option<&Person> {
        let id = PersonId::User(person.inviter?);
        self.people.iter().find(|other| other.id == id)
    }

    fn search(&self, person: &Person, terms: &Terms) -> bool {
        let (name, email) = (fold(&person.name), fold(&person.email));
        let within = |needle: &str, texts: &[&str]| texts.iter().any(|text| text.contains(&fold(needle)));
        let words = terms.words.iter().all(|word| within(&word.value, &[&name, &email]) != word.negated);
        let emails = passes(&terms.emails, |part| within(part, &[&email]));
        let inviters = passes(&terms.invited_by, |part| {
            self.inviter(person).is_some_and(|by| within(part, &[&fold(&by.name), &fold(&by.email)]))
        });
        let before = terms.active_before.is_none_or(|day| person.last_active.is_none_or(|seen| seen < day));
        let is_user = person.delivery.is_none();
        let never = !terms.never_active || (is_user && person.last_active.is_none());
        let quiet_since = person.last_active.map_or(person.since, |seen| seen.max(person.since));
        let idle = terms
            .idle_days
            .is_none_or(|days| person.status == Status::Active && quiet_since < self.now.plus_days(-i64::from(days)));
        let present = is_user && matches!(person.status, Status::Active | Status::Suspended);
        let ending = terms.ending_days.is_none_or(|days| {
            present && person.until.is_some_and(|until| until <= self.now.plus_days(i64::from(days)))
        });
        let refused = !terms.mail_refused || person.delivery == Some(Delivery::Refused);
        let factor = terms.second_factor.is_none_or(|has| person.second_factor == Some(has));
        words && emails && inviters && before && never && idle && ending && refused && factor
    }

    fn role(&self, person: &Person, filter: &PeopleFilter, terms: &Terms) -> bool {
        let known = |value: &str| self.roles.iter().any(|role| is_role(role, value));
        let choices = known_choices(&filter.roles, &terms.roles, known);
        passes(&choices, |value| is_role(&person.role, value))
    }

    fn team(&self, person: &Person, filter: &PeopleFilter, terms: &Terms) -> bool {
        let known = |value: &str| value == NO_TEAM || self.teams.iter().any(|team| is_team(team, value));
        let choices = known_choices(&filter.teams, &terms.teams, known);
        passes(&choices, |value| {
            if value == NO_TEAM {
                person.teams.is_empty()
            } else {
                person.teams.iter().any(|team| is_team(team, value))
            }
        })
    }

    fn status(person: &Person, filter: &PeopleFilter, terms: &Terms) -> bool {
        let known = |value: &str| Status::from_slug(value).is_some();
        let choices = known_choices(&filter.statuses, &terms.statuses, known);
        let asked = choices.iter().any(|choice| !choice.negated);
        passes(&choices, |value| person.status.slug() == value) && (asked || person.status != Status::Removed)
    }

    fn answer(&self, filter: &PeopleFilter) -> (Vec<PersonId>, Facets) {
        let terms = Terms::parse(&filter.q);
        let mut found: Vec<&Person> = Vec::new();
        let (mut roles, mut teams) = (vec![0; self.roles.len()], vec![0; self.teams.len()]);
        let mut facets = Facets::default();
        for person in self.people.iter().filter(|person| self.search(person, &terms)) {
            let role = self.role(person, filter, &terms);
            let team = self.team(person, filter, &terms);
            let status = Self::status(person, filter, &terms);
            if team && status {
                roles[self.roles.iter().position(|role| *role == person.role).expect("a role")] += 1;
            }
            if role && status {
                facets.no_team += u32::from(person.teams.is_empty());
                for (count, team) in teams.iter_mut().zip(&self.teams) {
                    *count += u32::from(person.teams.contains(team));
                }
            }
            if role && team {
                facets.statuses[person.status as usize] += 1;
            }
            if role && team && status {
                found.push(person);
            }
        }
        found.sort_by(|a, b| self.compare(a, b, filter));
        (found.into_iter().map(|person| person.id).collect(), Facets { roles, teams, ..facets })
    }

    fn compare(&self, a: &Person, b: &Person, filter: &PeopleFilter) -> Ordering {
        let names = |a: &Person, b: &Person| (fold(&a.name), &a.email, a.id).cmp(&(fold(&b.name), &b.email, b.id));
        let directed = |order: Ordering| match filter.direction {
            Direction::Ascending => order,
            Direction::Descending => order.reverse(),
        };
        let first_team = |person: &Person| person.teams.iter().map(|team| fold(team.name.as_str())).min();
        // The mightiest first; as mighty, a built-in one before the organization's own.
        let role = |Person { role, .. }: &Person| {
            let many = role.permissions.iter().count();
            (std::cmp::Reverse(many), role.key.is_none(), role.key, fold(role.name.as_str()), role.slug.clone())
        };
        let primary = match filter.sort {
            SortKey::Name => directed(fold(&a.name).cmp(&fold(&b.name))),
            SortKey::Role => directed(role(a).cmp(&role(b))),
            SortKey::Teams => last(first_team(a), first_team(b), directed),
            SortKey::Status => directed(a.status.cmp(&b.status)),
            SortKey::LastActive => last(a.last_active, b.last_active, directed),
            SortKey::InvitedBy => match (self.inviter(a), self.inviter(b)) {
                (Some(x), Some(y)) => directed(names(x, y)),
                (x, y) => x.is_none().cmp(&y.is_none()),
            },
            SortKey::Joined => directed(a.since.cmp(&b.since)),
            SortKey::Ends => last(a.until, b.until, directed),
            SortKey::SecondFactor => last(a.second_factor, b.second_factor, directed),
        };
        primary.then_with(|| names(a, b))
    }
}

/// Those that miss it come last, whichever way.
fn last<T: Ord>(a: Option<T>, b: Option<T>, directed: impl Fn(Ordering) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => directed(a.cmp(&b)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

fn is_role(role: &Role, value: &str) -> bool {
    role.slug == value || fold(role.name.as_str()) == fold(value)
}

fn is_team(team: &Team, value: &str) -> bool {
    team.slug == value || fold(team.name.as_str()) == fold(value)
}

fn known_choices(chosen: &[Choice], typed: &[Choice], known: impl Fn(&str) -> bool) -> Vec<Choice> {
    chosen.iter().chain(typed).filter(|choice| known(&choice.value)).cloned().collect()
}

/// OR between the choices, none of the negated.
fn passes(choices: &[Choice], is: impl Fn(&str) -> bool) -> bool {
    let any = choices.iter().any(|choice| !choice.negated);
    let by = |negated: bool| choices.iter().filter(|choice| choice.negated == negated).any(|choice| is(&choice.value));
    (!any || by(false)) && !by(true)
}

fn some_filter(dice: &mut Dice) -> PeopleFilter {
    let mut q = Vec::new();
    for _ in 0..dice.roll(3) {
        let given = *dice.pick(&GIVEN);
        let part: String = given.chars().take(1 + dice.roll(4)).collect();
        q.push(match dice.roll(14) {
            0 => format!("-{}", part.to_uppercase()),
            1 => format!("email:{}", dice.pick(&["@one", "P1", ".3", "lima"])),
            2 => format!("invited-by:{part}"),
            3 => format!("active-before:{}", Timestamp(1_790_000_000_000).to_date()),
            4 => format!("role:{}", dice.pick(&["admin", "BÜRO", "Member", "nobody"])),
            5 => format!("-team:{}", dice.pick(&["design", "Zurich", "\"sales emea\"", "none"])),
            6 => format!("status:{}", dice.pick(&["removed", "active", "gone"])),
            7 => (*dice.pick(&FAMILY)).to_owned(),
            8 => format!("\"{} {}\"", given, dice.pick(&FAMILY)),
            9 => "@".to_owned(),
            10 => {
                let terms = ["active:never", "idle:90", "idle:0", "mail:refused", "idle:x", "ending:14", "ending:0"];
                let factors = ["second-factor:yes", "second-factor:no", "-second-factor:no"];
                let terms = [&terms[..], &factors[..]].concat();
                (*dice.pick(&terms)).to_owned()
            }
            _ => part,
        });
    }
    let mut choices = |values: &[&str]| -> Vec<Choice> {
        let many = dice.roll(3);
        (0..many).map(|_| Choice { value: (*dice.pick(values)).to_owned(), negated: dice.one_in(4) }).collect()
    };
    let roles = choices(&["owner", "admin", "team-owner", "member", "buero", "nonsense"]);
    let teams = choices(&["design", "sales-emea", "ops", NO_TEAM, "nonsense"]);
    let statuses = choices(&["active", "invited", "requested", "expired", "suspended", "ended", "removed"]);
    PeopleFilter {
        q: q.join(" "),
        roles,
        teams,
        statuses,
        sort: *dice.pick(SortKey::ALL),
        direction: *dice.pick(&[Direction::Ascending, Direction::Descending]),
        columns: Vec::new(),
        as_of: None,
        since: None,
    }
}

fn agree(roster: &Roster, plain: &Plain, view: &View) -> Result<(), TestCaseError> {
    let (ids, facets) = plain.answer(&view.filter);
    let got: Vec<PersonId> = view.rows.iter().map(|&row| roster.row(row).expect("a row").id()).collect();
    prop_assert_eq!(got, ids, "{:?}", view.filter);
    prop_assert_eq!(view.total as usize, view.rows.len());
    prop_assert_eq!(&view.facets.statuses, &facets.statuses);
    prop_assert_eq!(view.facets.no_team, facets.no_team);
    for (role, count) in plain.roles.iter().zip(&facets.roles) {
        let number = roster.role_number(role.id).expect("a role");
        prop_assert_eq!(view.facets.roles[usize::from(number)], *count, "{}", role.name);
    }
    for (team, count) in plain.teams.iter().zip(&facets.teams) {
        let number = roster.team_number(team.id).expect("a team");
        prop_assert_eq!(view.facets.teams[usize::from(number)], *count, "{}", team.name);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_filter_gives_what_a_plain_list_gives(seed in any::<u64>(), people in 0_usize..80) {
        let mut world = World::of(people.max(1), seed);
        world.roles_stay = true;
        let mut roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
        let mut previous: Option<View> = None;
        for round in 0..12 {
            if round % 4 == 3 {
                world.act().iter().for_each(|event| { roster.apply(event); });
                roster.at(world.now);
            }
            let plain = Plain::of(&world);
            let filter = some_filter(&mut world.dice);
            let view = roster.query(&filter, previous.as_ref());
            agree(&roster, &plain, &view)?;
            previous = Some(view);
        }
    }

    #[test]
    fn typing_on_finds_what_searching_anew_finds(seed in any::<u64>(), which in 0_usize..16, other in 0_usize..10) {
        let world = World::of(60, seed);
        let roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
        let plain = Plain::of(&world);
        let text = format!("{} {}", GIVEN[which], FAMILY[other]);
        let mut previous = None;
        let typed = text.char_indices().map(|(i, c)| &text[..i + c.len_utf8()]);
        let erased = text.char_indices().rev().map(|(i, _)| &text[..i]);
        for q in typed.chain(erased) {
            let filter = PeopleFilter { q: q.to_owned(), ..PeopleFilter::default() };
            let view = roster.query(&filter, previous.as_ref());
            agree(&roster, &plain, &view)?;
            previous = Some(view);
        }
    }

    #[test]
    fn what_is_marked_is_what_was_searched(seed in any::<u64>()) {
        let mut world = World::of(40, seed);
        let roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
        for _ in 0..6 {
            let given: String = world.dice.pick(&GIVEN).chars().take(3).collect();
            let view = roster.query(&PeopleFilter { q: given.clone(), ..PeopleFilter::default() }, None);
            for &row in &view.rows {
                let (marks, row) = (roster.marks(row, &view), roster.row(row).expect("a row"));
                prop_assert!(!(marks.name.is_empty() && marks.email.is_empty()));
                for (text, ranges) in [(row.name(), &marks.name), (row.email(), &marks.email)] {
                    for range in ranges {
                        prop_assert!(fold(&text[range.clone()]).contains(&fold(&given)), "{text} {given}");
                    }
                }
            }
        }
    }
}

#[test]
fn nadia_pastes_a_column_of_addresses() {
    let world = World::of(30, 5);
    let roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
    let some: Vec<&str> = world.state.users.values().take(3).map(|user| user.email.as_str()).collect();
    let q = format!("{} <{}>; nobody@one.example, {}", some[0], some[1], some[2]);
    let view = roster.query(&PeopleFilter { q, ..PeopleFilter::default() }, None);
    let live = world.state.users.values().take(3).filter(|user| user.status(world.now) != Status::Removed);
    assert_eq!(view.total as usize, live.count());
    assert_eq!(view.missing.iter().map(domain::EmailAddress::as_str).collect::<Vec<_>>(), ["nobody@one.example"]);
}

#[test]
fn an_unknown_key_or_value_is_named_and_does_not_narrow() {
    let world = World::of(30, 6);
    let roster = Roster::load(world.snapshot(&Authority::operator())).expect("good");
    let all = roster.query(&PeopleFilter::default(), None);
    let view = roster.query(&PeopleFilter { q: "role:wizard".into(), ..PeopleFilter::default() }, Some(&all));
    assert_eq!((view.total, view.unknown_values.as_slice()), (all.total, ["wizard".to_owned()].as_slice()));
    let view = roster.query(&PeopleFilter { q: "dept:core".into(), ..PeopleFilter::default() }, None);
    assert_eq!((view.total, view.unknown_keys.as_slice()), (0, ["dept".to_owned()].as_slice()));
    assert_eq!(roster.totals().shown, all.total);
}
