//! What the Users page shows, as a value with a URL.

mod strict;

pub use strict::BadParameter;

use crate::time::{day_or_moment, written_day};
use crate::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// The value that stands for "No team" in a filter; no team has it as its slug.
pub const NO_TEAM: &str = "none";
/// The most choices read from one parameter.
const CHOICES_MAX: usize = 100;
/// The most characters read of the search text.
const Q_MAX: usize = crate::SEARCH_MAX_BYTES / 4;

/// One choice of a filter: what it names, and whether it is to be left out instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Choice {
    /// A slug (a word, among search words).
    pub value: String,
    /// `-` before it: everybody but these.
    pub negated: bool,
}

impl Choice {
    /// The choice of `value`, not negated.
    #[must_use]
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), negated: false }
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $slug:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in the URL.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// The one of that name.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.slug() == slug)
            }
        }
    };
}

named! {
    /// What the rows are in order of.
    SortKey { /// The name, then the address.
        Name = "name", /// The role, the mightiest first.
        Role = "role", /// The first team's name; those in none last.
        Teams = "teams", /// The status, in the filter's order.
        Status = "status", /// When they were last seen; never seen last.
        LastActive = "last-active", /// Who invited them.
        InvitedBy = "invited-by", /// When they joined or were invited.
        Joined = "joined", /// When their access ends; no end last.
        Ends = "ends", /// Who has a second factor; who has none first.
        SecondFactor = "second-factor" }
}

named! {
    /// A column that is shown only when chosen.
    Column { /// Who invited them.
        InvitedBy = "invited-by", /// When they joined or were invited.
        Joined = "joined", /// When their access or invitation ends.
        Ends = "ends", /// Whether their account takes a second factor.
        SecondFactor = "second-factor" }
}

/// Which way the rows run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the first to the last.
    #[default]
    Ascending,
    /// From the last to the first.
    Descending,
}

impl Direction {
    /// The other way round.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// Search, filters, order, columns and day of the Users page. OR within a filter, AND between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleFilter {
    /// The search text as typed; [`crate::Terms`] takes it apart.
    pub q: String,
    /// Roles by slug.
    pub roles: Vec<Choice>,
    /// Teams by slug, or [`NO_TEAM`].
    pub teams: Vec<Choice>,
    /// Statuses by slug.
    pub statuses: Vec<Choice>,
    /// What the rows are in order of.
    pub sort: SortKey,
    /// Which way they run.
    pub direction: Direction,
    /// The chosen columns beyond the fixed ones.
    pub columns: Vec<Column>,
    /// The last moment of the day that the list is as of; none is now. As in an address, by the clock of whoever reads
    /// it: [`PeopleFilter::by_clock`] gives the moments.
    pub as_of: Option<Timestamp>,
    /// Likewise the day since which what changed is told beside it.
    pub since: Option<Timestamp>,
}

impl Default for PeopleFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            roles: Vec::new(),
            teams: Vec::new(),
            statuses: Vec::new(),
            sort: SortKey::Name,
            direction: Direction::Ascending,
            columns: Vec::new(),
            as_of: None,
            since: None,
        }
    }
}

/// How far into a day its last moment is.
const WHOLE_DAY: i64 = DAY_MS - 1;

impl PeopleFilter {
    /// Reads a URL's query (`q=…&role=…`). What cannot be read, and a parameter given twice, is ignored: the
    /// page works on whatever is left.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (key, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
            if seen.iter().any(|other| *other == key) {
                continue;
            }
            match &*key {
                "q" => filter.q = value.chars().take(Q_MAX).collect(),
                "role" => filter.roles = choices(&value),
                "team" => filter.teams = choices(&value),
                "status" => {
                    filter.statuses = choices(&value);
                    filter.statuses.retain(|choice| crate::Status::from_slug(&choice.value).is_some());
                }
                "sort" => filter.sort = SortKey::from_slug(&value).unwrap_or(SortKey::Name),
                "dir" if value == "desc" => filter.direction = Direction::Descending,
                "cols" => filter.columns = columns(&value),
                "as_of" => filter.as_of = day_or_moment(&value, WHOLE_DAY),
                "since" => filter.since = day_or_moment(&value, WHOLE_DAY),
                _ => continue,
            }
            seen.push(key.into_owned());
        }
        filter
    }

    /// The URL's query, without `?`; empty when nothing differs from the default.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.q.trim().is_empty() {
            query.append_pair("q", self.q.trim());
        }
        for (key, list) in [("role", &self.roles), ("team", &self.teams), ("status", &self.statuses)] {
            if !list.is_empty() {
                query.append_pair(key, &list.iter().map(written).collect::<Vec<_>>().join(","));
            }
        }
        if self.sort != SortKey::Name {
            query.append_pair("sort", self.sort.slug());
        }
        if self.direction == Direction::Descending {
            query.append_pair("dir", "desc");
        }
        if !self.columns.is_empty() {
            query.append_pair("cols", &self.columns.iter().map(|c| c.slug()).collect::<Vec<_>>().join(","));
        }
        for (key, at) in [("as_of", self.as_of), ("since", self.since)] {
            if let Some(at) = at {
                query.append_pair(key, &written_day(at, WHOLE_DAY));
            }
        }
        query.finish().replace("%2C", ",")
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !(self.q.trim().is_empty() && self.roles.is_empty() && self.teams.is_empty() && self.statuses.is_empty())
    }

    /// The same order, columns and day, with nothing narrowing.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let Self { sort, direction, as_of, since, .. } = *self;
        Self { sort, direction, columns: self.columns.clone(), as_of, since, ..Self::default() }
    }

    /// With its days by a clock: `moment` gives the moment at which it shows what UTC shows at another.
    #[must_use]
    pub fn by_clock(&self, moment: impl Fn(Timestamp) -> Timestamp) -> Self {
        Self { as_of: self.as_of.map(&moment), since: self.since.map(&moment), ..self.clone() }
    }
}

fn written(choice: &Choice) -> String {
    if choice.negated { format!("-{}", choice.value) } else { choice.value.clone() }
}

fn choices(list: &str) -> Vec<Choice> {
    let mut found: Vec<Choice> = Vec::new();
    for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()).take(CHOICES_MAX) {
        let (negated, value) = item.strip_prefix('-').map_or((false, item), |value| (true, value));
        let is_slug = value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if is_slug && !value.is_empty() && !found.iter().any(|choice| choice.value == value) {
            found.push(Choice { value: value.to_owned(), negated });
        }
    }
    found
}

fn columns(list: &str) -> Vec<Column> {
    let named: Vec<Column> = list.split(',').filter_map(Column::from_slug).collect();
    Column::ALL.iter().copied().filter(|column| named.contains(column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_reproduces_the_list() {
        let filter = PeopleFilter {
            q: "ana & zoë".into(),
            roles: vec![Choice::of("admin"), Choice { value: "owner".into(), negated: true }],
            teams: vec![Choice::of("sales-emea"), Choice::of(NO_TEAM)],
            statuses: vec![Choice::of("invited")],
            sort: SortKey::LastActive,
            direction: Direction::Descending,
            columns: vec![Column::Joined],
            as_of: Timestamp::from_date("2026-11-03").map(|day| day.plus_ms(WHOLE_DAY)),
            since: Timestamp::from_date("2026-10-31").map(|day| day.plus_ms(WHOLE_DAY)),
        };
        let query = filter.to_query();
        assert_eq!(
            query,
            "q=ana+%26+zo%C3%AB&role=admin,-owner&team=sales-emea,none&status=invited&sort=last-active&dir=desc&cols=joined\
             &as_of=2026-11-03&since=2026-10-31"
        );
        assert_eq!(PeopleFilter::from_query(&query), filter);
        assert_eq!(PeopleFilter::default().to_query(), "");
        // Elsewhere the day ends at another moment.
        let berlin = filter.by_clock(|wall| wall.plus_ms(-3_600_000));
        assert!(berlin.to_query().ends_with("&as_of=%401793746799999&since=%401793487599999"), "{}", berlin.to_query());
        assert_eq!(PeopleFilter::from_query(&berlin.to_query()), berlin);
        assert_eq!(
            filter.cleared().to_query(),
            "sort=last-active&dir=desc&cols=joined&as_of=2026-11-03&since=2026-10-31"
        );
    }

    #[test]
    fn a_bad_parameter_is_ignored() {
        let filter = PeopleFilter::from_query(
            "?sort=nonsense&dir=up&status=gone,active&role=<script>,admin&role=owner&x=1&cols=q,ends\
             &as_of=2026-02-30&since=yesterday",
        );
        assert_eq!(
            filter,
            PeopleFilter {
                roles: vec![Choice::of("admin")],
                statuses: vec![Choice::of("active")],
                columns: vec![Column::Ends],
                ..PeopleFilter::default()
            }
        );
    }

    proptest! {
        #[test]
        fn any_query_gives_a_filter_that_has_one_link(query in any::<String>()) {
            let filter = PeopleFilter::from_query(&query);
            let link = filter.to_query();
            prop_assert_eq!(PeopleFilter::from_query(&link).to_query(), link);
        }
    }
}
