//! The choices of the filters, as numbers.

use crate::{Roster, bits::Bits, fold, record::code};
use domain::{Choice, NO_TEAM, PeopleFilter, Role, Status, Terms};

/// The choices of one filter.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    any: bool,
    yes: Bits,
    no: Bits,
}

impl Wanted {
    fn new(len: usize) -> Self {
        Self { any: false, yes: Bits::new(len), no: Bits::new(len) }
    }

    fn choose(&mut self, number: usize, negated: bool) {
        let number = crate::record::number(number);
        if negated {
            self.no.insert(number);
        } else {
            self.yes.insert(number);
            self.any = true;
        }
    }

    /// Whether something with these numbers passes: one of them chosen, none of them chosen against.
    pub(crate) fn pass(&self, mut numbers: impl Iterator<Item = u32> + Clone) -> bool {
        (!self.any || numbers.clone().any(|number| self.yes.has(number))) && !numbers.any(|number| self.no.has(number))
    }
}

/// The choices of all filters; what is typed as a term counts with what was chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    pub(crate) roles: Wanted,
    /// "No team" is the number after the last.
    pub(crate) teams: Wanted,
    pub(crate) statuses: Wanted,
    /// What names nothing; it is ignored.
    pub(crate) unknown: Unknown,
}

/// Choices that name nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unknown {
    /// Those that were typed as terms.
    pub(crate) typed: Vec<String>,
    /// Whether there are any, typed or chosen.
    pub(crate) any: bool,
}

impl Roster {
    /// Looks up the choices: by slug; typed ones also by name, folded. What names nothing is ignored.
    pub(crate) fn choices(&self, filter: &PeopleFilter, terms: &Terms) -> Choices {
        let mut unknown = Unknown::default();
        let mut roles = Wanted::new(usize::from(u8::MAX) + 1);
        let role = |choice: &Choice, named: bool| {
            let folded = fold(&choice.value);
            let is = |role: &&Role| role.slug == choice.value || (named && fold(role.name.as_str()) == folded);
            self.roles.iter().position(|role| is(&role))
        };
        take(&mut roles, &filter.roles, &terms.roles, role, &mut unknown);
        let mut teams = Wanted::new(self.teams.len() + 1);
        let team = |choice: &Choice, named: bool| {
            if choice.value == NO_TEAM {
                return Some(self.teams.len());
            }
            let folded = fold(&choice.value);
            let mut live = self.teams.iter().enumerate().filter(|(_, entry)| entry.live);
            let by_slug = live.clone().find(|(_, entry)| entry.team.slug == choice.value);
            by_slug.or_else(|| live.find(|(_, entry)| named && entry.folded == folded)).map(|(number, _)| number)
        };
        take(&mut teams, &filter.teams, &terms.teams, team, &mut unknown);
        let mut statuses = Wanted::new(Status::ALL.len());
        let status =
            |choice: &Choice, _| Status::from_slug(&fold(&choice.value)).map(|status| usize::from(code(status)));
        take(&mut statuses, &filter.statuses, &terms.statuses, status, &mut unknown);
        if !statuses.any {
            statuses.choose(usize::from(code(Status::Removed)), true);
        }
        Choices { roles, teams, statuses, unknown }
    }
}

fn take(
    wanted: &mut Wanted,
    chosen: &[Choice],
    typed: &[Choice],
    find: impl Fn(&Choice, bool) -> Option<usize>,
    unknown: &mut Unknown,
) {
    for choice in chosen {
        match find(choice, false) {
            Some(number) => wanted.choose(number, choice.negated),
            None => unknown.any = true,
        }
    }
    for choice in typed {
        match find(choice, true) {
            Some(number) => wanted.choose(number, choice.negated),
            None => {
                unknown.any = true;
                unknown.typed.push(choice.value.clone());
            }
        }
    }
}
