//! Bundles: what people are usually invited with, under one name.

use crate::{BundleId, EmailAddress, Name, Note, Refusal, RoleId, Team, TeamId, Timestamp, User, UserId};
use serde::{Deserialize, Serialize};

/// The most bundles that an organization keeps.
pub const BUNDLES_MAX: usize = 100;
/// The longest access that a bundle or an invitation gives, in days after joining.
pub const ACCESS_DAYS_MAX: u32 = 3_650;

/// What can be set of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleShape {
    /// What it is called; unique in the organization, whatever the case.
    pub name: Name,
    /// The role that it gives.
    pub role: RoleId,
    /// The teams that it gives, each once, in the order of their ids.
    pub teams: Vec<TeamId>,
    /// How many days after joining access ends: 1 to [`ACCESS_DAYS_MAX`]; `None` for no end.
    pub access_days: Option<u32>,
    /// The personal note of an invitation with it.
    pub note: Option<Note>,
}

/// What people are usually invited with: an organization's, under one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Which one.
    pub id: BundleId,
    /// What it is.
    pub shape: BundleShape,
}

/// How somebody differs from the bundle that they came by. At least one of it is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// The role that they have instead.
    pub role: Option<RoleId>,
    /// Teams of the bundle that they are not in.
    pub missing: Vec<TeamId>,
    /// Teams that they are in, and that are not of the bundle.
    pub extra: Vec<TeamId>,
    /// When their access ends, where that is another day.
    pub ends: Option<EndDrift>,
}

/// An end of access that is not the bundle's; `None` is no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndDrift {
    /// As it is.
    pub ends_at: Option<Timestamp>,
    /// As it would be by the bundle.
    pub by_bundle: Option<Timestamp>,
}

impl Bundle {
    /// When access ends of somebody who joined at `joined_at`.
    #[must_use]
    pub fn ends_at(&self, joined_at: Timestamp) -> Option<Timestamp> {
        self.shape.access_days.map(|days| joined_at.plus_days(i64::from(days)))
    }

    /// How a user differs from it at `now`: by the role that counts then, by teams, by the day (UTC) on which access
    /// ends. `None` where in nothing.
    #[must_use]
    pub fn drift(&self, user: &User, now: Timestamp) -> Option<Drift> {
        let role = user.effective_role(now);
        let is_in = |team: &TeamId| user.teams.iter().any(|link| link.team == *team);
        let (ends_at, by_bundle) = (user.ends_at, self.ends_at(user.joined_at));
        let another_day = ends_at.map(Timestamp::date) != by_bundle.map(Timestamp::date);
        let drift = Drift {
            role: (role != self.shape.role).then_some(role),
            missing: self.shape.teams.iter().copied().filter(|team| !is_in(team)).collect(),
            extra: user.teams.iter().map(|link| link.team).filter(|team| !self.shape.teams.contains(team)).collect(),
            ends: another_day.then_some(EndDrift { ends_at, by_bundle }),
        };
        let differs = drift.role.is_some() || drift.ends.is_some();
        (differs || !(drift.missing.is_empty() && drift.extra.is_empty())).then_some(drift)
    }
}

/// How somebody differs from the bundle that they came by, in names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDrift {
    /// The role that they have, and the one of the bundle.
    pub role: Option<(Name, Name)>,
    /// Teams of the bundle that they are not in.
    pub missing: Vec<Name>,
    /// Teams that they are in, and that are not of the bundle.
    pub extra: Vec<Name>,
    /// When their access ends, where that is another day.
    pub ends: Option<EndDrift>,
}

/// By which bundle somebody came, as their panel tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameBy {
    /// What it is called.
    pub bundle: Name,
    /// How they differ from it; none in nothing, and of an invitation.
    pub drift: Option<NamedDrift>,
    /// Why the viewer may not bring them back to it; none where they may, or need not.
    pub blocked: Option<Refusal>,
}

/// A bundle on the Roles page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleCard {
    /// The bundle.
    pub bundle: Bundle,
    /// How many of the users came by it, suspended ones too.
    pub people: u32,
    /// How many of those differ from it now.
    pub differ: u32,
    /// Why one may not change or delete it; none where one may.
    pub locked: Option<Refusal>,
}

/// An organization's bundles, as the Roles page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleList {
    /// Which event is the last that is in.
    pub seq: u64,
    /// The bundles, by name.
    pub bundles: Vec<BundleCard>,
    /// The organization's teams, by name: what a bundle can give.
    pub teams: Vec<Team>,
    /// Whether one may make bundles.
    pub may_create: bool,
}

impl BundleList {
    /// A bundle, while it is there.
    #[must_use]
    pub fn card(&self, id: BundleId) -> Option<&BundleCard> {
        self.bundles.iter().find(|card| card.bundle.id == id)
    }
}

/// How many of those who drifted are told by name.
pub const STRAYED_NAMED: usize = 100;

/// Somebody who differs from the bundle that they came by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strayed {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: Name,
    /// Their address.
    pub email: EmailAddress,
    /// In what.
    pub drift: NamedDrift,
}
