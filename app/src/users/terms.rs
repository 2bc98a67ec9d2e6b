//! Searching by `key:value`: what names a choice becomes its chip.

use domain::{Choice, PeopleFilter, Role, Status, Terms};
use roster::Roster;

use crate::text::{roles::shown, users as text};
use crate::users::face::FilterKind;

/// The filter, with the `key:value` terms of its search that a space ends among its choices. A term that names
/// nothing stays in the search.
#[must_use]
pub fn with_terms_taken(roster: &Roster, filter: &PeopleFilter) -> PeopleFilter {
    let (terms, rest) = Terms::split_finished(&filter.q);
    let mut taken = PeopleFilter { q: rest, ..filter.clone() };
    let mut put_back = String::new();
    for (kind, key, typed) in [
        (FilterKind::Team, "team", terms.teams),
        (FilterKind::Role, "role", terms.roles),
        (FilterKind::Status, "status", terms.statuses),
    ] {
        for choice in typed {
            match slug(roster, kind, &choice.value) {
                Some(value) => {
                    let list = kind.of_mut(&mut taken);
                    list.retain(|other| other.value != value);
                    list.push(Choice { value, negated: choice.negated });
                }
                None => {
                    let minus = if choice.negated { "-" } else { "" };
                    put_back.push_str(&format!("{minus}{key}:{} ", domain::quoted(&choice.value)));
                }
            }
        }
    }
    if !put_back.is_empty() {
        taken.q.insert_str(0, &put_back);
    }
    taken
}

/// The slug of what is named by slug or by name, the reader's or the stored one.
fn slug(roster: &Roster, kind: FilterKind, typed: &str) -> Option<String> {
    let folded = roster::fold(typed);
    let is = |slug: &str, name: &str| slug == typed || roster::fold(name) == folded;
    match kind {
        FilterKind::Team if typed == domain::NO_TEAM || folded == roster::fold(text::no_team()) => {
            Some(domain::NO_TEAM.to_owned())
        }
        FilterKind::Team => {
            let teams = roster.teams();
            teams.iter().find(|(_, team)| is(&team.slug, team.name.as_str())).map(|(_, team)| team.slug.clone())
        }
        FilterKind::Role => {
            let is_role =
                |role: &&Role| is(&role.slug, role.name.as_str()) || is(&role.slug, shown(role.name.as_str()));
            roster.roles().iter().find(is_role).map(|role| role.slug.clone())
        }
        FilterKind::Status => {
            let called = |status: &&Status| roster::fold(text::status(**status)) == folded;
            let status = Status::from_slug(&folded).or_else(|| Status::ALL.iter().find(called).copied());
            status.map(|status| status.slug().to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::stage::Stage;
    use domain::RoleKey::{Member, Owner};

    #[test]
    fn what_is_searched_for_by_its_name_in_the_readers_language_becomes_a_chip() {
        let roster = Stage::new().user("Olga Owner", Owner).user("Ana Lima", Member).seen_by("Olga Owner");
        let taken = |typed: &str| {
            let filter = with_terms_taken(&roster, &PeopleFilter { q: typed.to_owned(), ..PeopleFilter::default() });
            (filter.roles.len(), filter.statuses.len(), filter.q)
        };
        crate::language::in_language(domain::Language::German, || {
            assert_eq!(taken("role:teamleitung status:gesperrt "), (1, 1, String::new()));
            assert_eq!(taken("-role:\"Team owner\" role:mitglied "), (2, 0, String::new()), "the stored name, too");
        });
        assert_eq!(taken("role:teamleitung "), (0, 0, "role:teamleitung ".to_owned()));
    }
}
