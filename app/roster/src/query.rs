//! Answering what the page shows: rows in order, and what each choice would leave.

use crate::{
    Roster,
    bits::Bits,
    choose::Choices,
    keep::Held,
    search::{Hits, Search},
    selection::kept,
};
use domain::{EmailAddress, PeopleFilter, Status, Terms};

/// For each choice of each filter, how many rows would match it along with the search and the other filters;
/// other choices of the same filter do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By role number.
    pub roles: Vec<u32>,
    /// By team number.
    pub teams: Vec<u32>,
    /// "No team".
    pub no_team: u32,
    /// By status, in the order of `Status::ALL`.
    pub statuses: [u32; Status::ALL.len()],
}

/// What a [`PeopleFilter`] shows of a [`Roster`].
#[derive(Clone, Debug)]
pub struct View {
    /// What was asked.
    pub filter: PeopleFilter,
    /// The rows to show, in order. After [`Roster::refresh`] some may no longer match.
    pub rows: Vec<u32>,
    /// How many rows match.
    pub total: u32,
    /// What each choice would leave.
    pub facets: Facets,
    /// Keys in the search box that mean nothing; their terms were searched as text.
    pub unknown_keys: Vec<String>,
    /// Typed roles, teams and statuses that do not exist; they were ignored.
    pub unknown_values: Vec<String>,
    /// Whether any choice, typed or not, names what does not exist: it shows more than was once meant.
    pub names_what_is_gone: bool,
    /// Of several pasted addresses, those that nobody has.
    pub missing: Vec<EmailAddress>,
    /// Rows that are still shown and no longer match, in order of number.
    pub(crate) no_longer: Vec<u32>,
    pub(crate) held: Held,
    pub(crate) selected: Bits,
    pub(crate) search: Search,
    pub(crate) hits: Hits,
}

impl View {
    /// Whether a row is still shown although it no longer matches.
    #[must_use]
    pub fn no_longer_matches(&self, row: u32) -> bool {
        self.no_longer.binary_search(&row).is_ok()
    }

    /// Whether it shows those who have several addresses, and nothing else was asked for.
    #[must_use]
    pub fn is_of_addresses(&self) -> bool {
        !self.search.addresses.is_empty()
    }

    /// How many rows are still shown although they no longer match.
    #[must_use]
    pub fn strays(&self) -> usize {
        self.no_longer.len()
    }

    /// The place of a row in the view.
    #[must_use]
    pub fn place(&self, row: u32) -> Option<usize> {
        self.rows.iter().position(|&other| other == row)
    }
}

impl Roster {
    /// Answers a filter, for the roster's moment. `previous` is the last answer: while the search only grows,
    /// only the rows it left are searched.
    ///
    /// OR between the choices of a filter, AND between filters, words and terms; none of the negated. Removed
    /// users are shown only when the statuses chosen say so. Of the rows chosen in `previous`, those shown stay so.
    #[must_use]
    pub fn query(&self, filter: &PeopleFilter, previous: Option<&View>) -> View {
        let terms = Terms::parse(&filter.q);
        let search = Search::of(&terms);
        let hits = self.words(&search.words, previous);
        let (found, missing) = self.search(&search, &hits);
        let choices = self.choices(filter, &terms);
        let mut facets =
            Facets { roles: vec![0; self.roles.len()], teams: vec![0; self.teams.len()], ..Facets::default() };
        let mut rows = Vec::new();
        for &row in self.order(filter.sort, filter.direction) {
            if found.has(row) && self.count_facets(row, &choices, &mut facets) {
                rows.push(row);
            }
        }
        let selected = previous.map(|view| kept(&view.selected, &rows, self.len() as usize)).unwrap_or_default();
        View {
            filter: filter.clone(),
            total: crate::record::number(rows.len()),
            rows,
            facets,
            unknown_keys: terms.unknown_keys,
            names_what_is_gone: choices.unknown.any,
            unknown_values: choices.unknown.typed,
            missing,
            no_longer: Vec::new(),
            held: Held::default(),
            selected,
            search,
            hits,
        }
    }

    /// Counts a row for the choices that it is left by; whether it matches.
    fn count_facets(&self, row: u32, choices: &Choices, facets: &mut Facets) -> bool {
        let i = row as usize;
        let (role, status) = (self.shown_roles[i], self.statuses[i]);
        let links = &self.links[self.shown_links[i].range()];
        let role_passes = choices.roles.pass(std::iter::once(u32::from(role)));
        let status_passes = choices.statuses.pass(std::iter::once(u32::from(status)));
        let team_passes = if links.is_empty() {
            choices.teams.pass(std::iter::once(crate::record::number(self.teams.len())))
        } else {
            choices.teams.pass(links.iter().map(|&link| u32::from(link / 2)))
        };
        if team_passes
            && status_passes
            && let Some(count) = facets.roles.get_mut(usize::from(role))
        {
            *count += 1;
        }
        if role_passes && status_passes {
            facets.no_team += u32::from(links.is_empty());
            for &link in links {
                facets.teams[usize::from(link / 2)] += 1;
            }
        }
        if role_passes && team_passes {
            facets.statuses[usize::from(status)] += 1;
        }
        role_passes && status_passes && team_passes
    }
}
