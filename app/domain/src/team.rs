//! Teams: named groups inside an organization.

use crate::{Name, TeamId};
use serde::{Deserialize, Serialize};

/// The most teams an organization can have.
pub const TEAMS_MAX: usize = 1_000;
/// The most teams one user can be in.
pub const TEAMS_PER_USER_MAX: usize = 50;

/// A team of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Which one.
    pub id: TeamId,
    /// What it is called; unique in the organization, whatever the case.
    pub name: Name,
    /// What it stands as in URLs: stable when the team is renamed, unique in the organization.
    pub slug: String,
}

/// A user's place in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TeamLink {
    /// The team.
    pub team: TeamId,
    /// Whether the user owns it. Only those whose role allows managing own teams do.
    pub owner: bool,
}

/// Makes a stable URL name from a display name: ASCII letters and digits in lower case, `-` between, at most
/// 40 characters; `fallback` where nothing of the name can be written that way.
#[must_use]
pub fn slug_of(name: &str, fallback: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if slug.len() >= 40 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { fallback.to_owned() } else { slug.to_owned() }
}

/// `slug_of(name, fallback)`, numbered when `taken` says that it is in use.
#[must_use]
pub fn free_slug(name: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = slug_of(name, fallback);
    if !taken(&base) {
        return base;
    }
    let mut number = 2_u32;
    loop {
        let candidate = format!("{base}-{number}");
        if !taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_and_free() {
        assert_eq!(slug_of("Sales EMEA", "team"), "sales-emea");
        assert_eq!(slug_of("  R&D — Core!", "team"), "r-d-core");
        assert_eq!(slug_of("研究", "team"), "team");
        assert_eq!(free_slug("Design", "team", |slug| slug == "design"), "design-2");
    }
}
