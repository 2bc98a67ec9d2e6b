//! Lists of people that somebody keeps under a name, and asks to be told about.

use crate::{Name, PeopleFilter, SavedViewId};
use serde::{Deserialize, Serialize};

/// The most views that one user keeps.
pub const SAVED_VIEWS_MAX: u32 = 50;
/// The longest name of one, in characters.
pub const VIEW_NAME_MAX: u32 = 50;
/// The most people that an alarm can wait for.
pub const ALARM_MAX: u32 = 1_000_000;

/// A list of people that a user keeps under a name. It is theirs alone: what it shows is what they may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Which one.
    pub id: SavedViewId,
    /// What they call it.
    pub name: Name,
    /// What it shows, as an address's query ([`kept_query`]).
    pub query: String,
    /// They are told when it shows more people than that; `None` for never.
    pub alarm_above: Option<u32>,
}

impl SavedView {
    /// What it shows, in its order, with the columns and the day that `now` has.
    #[must_use]
    pub fn filter(&self, now: &PeopleFilter) -> PeopleFilter {
        let PeopleFilter { as_of, since, .. } = *now;
        PeopleFilter { columns: now.columns.clone(), as_of, since, ..PeopleFilter::from_query(&self.query) }
    }

    /// Whether that many people are more than its user wanted to hear of.
    #[must_use]
    pub fn rings_at(&self, people: u32) -> bool {
        self.alarm_above.is_some_and(|above| people > above)
    }
}

/// What a view keeps of a list: search, filters and order. Columns are the browser's, and the day is a look at the past.
#[must_use]
pub fn kept_query(filter: &PeopleFilter) -> String {
    PeopleFilter { columns: Vec::new(), as_of: None, since: None, ..filter.clone() }.to_query()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Choice, Column, SortKey, Timestamp};

    #[test]
    fn a_view_keeps_what_is_shown_and_in_which_order_and_leaves_the_columns() {
        let shown = PeopleFilter {
            q: "idle:30".into(),
            roles: vec![Choice::of("owner")],
            sort: SortKey::LastActive,
            columns: vec![Column::Ends],
            as_of: Some(Timestamp(1)),
            ..PeopleFilter::default()
        };
        let query = kept_query(&shown);
        assert_eq!(query, "q=idle%3A30&role=owner&sort=last-active");
        let name = Name::parse("Owners without sign-in").expect("a name");
        let mut view = SavedView { id: SavedViewId(uuid::Uuid::nil()), name, query, alarm_above: Some(0) };
        let now = PeopleFilter { q: "ana".into(), columns: vec![Column::Joined], as_of: None, ..shown.clone() };
        assert_eq!(view.filter(&now), PeopleFilter { columns: vec![Column::Joined], as_of: None, ..shown });
        assert_eq!([0, 1].map(|people| view.rings_at(people)), [false, true]);
        view.alarm_above = None;
        assert!(!view.rings_at(u32::MAX));
    }
}
