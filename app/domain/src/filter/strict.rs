//! Reading a filter as a program's is read: nothing is passed over.

use super::{CHOICES_MAX, Column, PeopleFilter, Q_MAX, SortKey, choices};
use crate::Status;
use crate::time::{NO_DAY, day_or_moment};
use thiserror::Error;

/// A parameter that is not what the filter takes.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}: {reason}")]
pub struct BadParameter {
    /// Its name.
    pub name: String,
    /// What is wrong with it, with the limit where it is one.
    pub reason: String,
}

impl PeopleFilter {
    /// Reads a URL's query like [`PeopleFilter::from_query`], and refuses what that ignores: a list that is taken away
    /// must not have more people than was asked for. Names of roles and teams that do not exist are not looked at here.
    ///
    /// # Errors
    /// [`BadParameter`]: the first that is unknown, given twice, or not of its form.
    pub fn from_strict_query(query: &str) -> Result<Self, BadParameter> {
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let twice = seen.iter().any(|other| *other == name).then(|| "is given twice".to_owned());
            if let Some(reason) = twice.or_else(|| what_is_wrong(&name, &value)) {
                return Err(BadParameter { name: name.into_owned(), reason });
            }
            seen.push(name.into_owned());
        }
        Ok(Self::from_query(query))
    }
}

fn what_is_wrong(name: &str, value: &str) -> Option<String> {
    let one_of = |slugs: &[&str]| (!slugs.contains(&value)).then(|| format!("is not one of {}", slugs.join(", ")));
    match name {
        "q" => {
            let length = value.chars().count();
            (length > Q_MAX).then(|| format!("has {length} characters, at most {Q_MAX} are searched"))
        }
        "role" | "team" => not_a_list(value),
        "status" => not_a_list(value).or_else(|| {
            let unknown = choices(value).into_iter().find(|choice| Status::from_slug(&choice.value).is_none())?;
            Some(format!("{} is not one of {}", unknown.value, Status::ALL.map(Status::slug).join(", ")))
        }),
        "sort" => one_of(&slugs(SortKey::ALL, SortKey::slug)),
        "dir" => one_of(&["asc", "desc"]),
        "cols" => {
            let unknown = value.split(',').find(|item| !item.is_empty() && Column::from_slug(item).is_none())?;
            let known = slugs(Column::ALL, Column::slug).join(", ");
            Some(format!("{unknown} is not one of {known}"))
        }
        // A file has people: what changed since a day is none of its business.
        "as_of" => day_or_moment(value, 0).is_none().then(|| NO_DAY.to_owned()),
        _ => Some("is not a parameter of this list".to_owned()),
    }
}

fn slugs<T: Copy>(all: &[T], slug: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(slug).collect()
}

/// What keeps a value from being a list of names in URLs of which each is read.
fn not_a_list(value: &str) -> Option<String> {
    let items = value.split(',').filter(|item| !item.trim().is_empty()).count();
    if items > CHOICES_MAX {
        return Some(format!("has {items} choices, at most {CHOICES_MAX} are read"));
    }
    (choices(value).len() != items).then(|| {
        "is not a list of names in URLs (small letters, digits and -) with commas between them, each once".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Choice;
    use proptest::prelude::*;

    #[test]
    fn what_the_page_would_ignore_is_refused_by_name() {
        let many = |n: usize| (0..n).map(|n| format!("t{n}")).collect::<Vec<_>>().join(",");
        for (query, name, word) in [
            ("x=1", "x", "not a parameter"),
            ("role=admin&role=owner", "role", "twice"),
            ("q=a&%71=b", "q", "twice"),
            ("sort=nonsense", "sort", "last-active"),
            ("sort=", "sort", "name"),
            ("dir=up", "dir", "asc, desc"),
            ("status=active,gone", "status", "gone is not one of active"),
            ("cols=joined,q", "cols", "q is not one of invited-by"),
            ("role=<script>", "role", "list"),
            ("team=sales,sales", "team", "once"),
            ("team=-", "team", "list"),
            ("as_of=2026-02-30", "as_of", "neither a day"),
            ("as_of=", "as_of", "nor a moment"),
            ("since=2026-02-03", "since", "not a parameter"),
            (&format!("team={}", many(101)), "team", "101 choices, at most 100"),
            (&format!("q={}", "a".repeat(Q_MAX + 1)), "q", "5001 characters, at most 5000"),
        ] {
            let bad = PeopleFilter::from_strict_query(query).expect_err(query);
            assert_eq!(bad.name, name, "{query}");
            assert!(bad.reason.contains(word), "{query}: {bad}");
        }
        for good in [
            "",
            "q=&role=&team=&status=&cols=",
            "dir=asc&sort=name",
            "as_of=2026-11-03",
            "as_of=@1793746799999",
            &format!("team={}", many(100)),
        ] {
            assert_eq!(PeopleFilter::from_strict_query(good), Ok(PeopleFilter::from_query(good)), "{good}");
        }
    }

    proptest! {
        #[test]
        fn every_link_of_the_page_is_read(
            q in any::<String>(),
            role in "[a-z0-9-]{1,9}",
            (sort, descending) in (0..SortKey::ALL.len(), any::<bool>()),
            (status, negated) in (0..Status::ALL.len(), any::<bool>()),
        ) {
            let direction = if descending { crate::Direction::Descending } else { crate::Direction::Ascending };
            let filter = PeopleFilter {
                q,
                roles: choices(&role),
                statuses: vec![Choice { value: Status::ALL[status].slug().to_owned(), negated }],
                sort: SortKey::ALL[sort],
                direction,
                columns: Column::ALL.to_vec(),
                ..PeopleFilter::default()
            };
            let link = filter.to_query();
            prop_assert_eq!(PeopleFilter::from_strict_query(&link), Ok(PeopleFilter::from_query(&link)));
        }
    }
}
