//! Bundles: for the invite dialog, for the page that keeps them, and who drifted from theirs.

use crate::store::{bundles, load, row};
use crate::{Caller, Directory, Error, OrgRef, Result};
use domain::{
    Authority, Bundle, BundleCard, BundleId, BundleList, Drift, NamedDrift, OrgId, Permission, Role, STRAYED_NAMED,
    Strayed, Team, User, UserState, allow,
};
use sea_orm::ConnectionTrait;

impl Directory {
    /// The bundles that the caller may invite with, by name. Whoever sees everybody gets those too that give more than
    /// they may give themselves.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization is not the caller's, or they invite nobody in it;
    /// [`Error::SignedOut`]; [`Error::Database`].
    pub async fn usable_bundles(&self, caller: &Caller, org: &OrgRef) -> Result<Vec<Bundle>> {
        let (org, by) = self.reader(caller, org).await?;
        if allow::invite(&by).is_err() {
            return Err(Error::NotFound);
        }
        let roles = load::roles(self.read(), org.id).await?;
        let seen = |bundle: &Bundle| {
            let role = roles.iter().find(|role| role.id == bundle.shape.role);
            role.is_some_and(|role| allow::see_bundle(&by, role, &bundle.shape.teams).is_ok())
        };
        Ok(by_name(self.read(), org.id).await?.into_iter().filter(seen).collect())
    }

    /// An organization's bundles, with how many came by each and how many of those drifted, for those who see everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or its bundles, are not the caller's to see; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn bundles(&self, caller: &Caller, org: &OrgRef) -> Result<BundleList> {
        let (org, by) = self.reader(caller, org).await?;
        if !by.may(Permission::UsersRead) {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let users = load::users_with_bundle(self.read(), org.id).await?;
        let roles = load::roles(self.read(), org.id).await?;
        let card = |bundle: Bundle| {
            let came = users.iter().filter(|user| came_by(user, bundle.id));
            let differ = came.clone().filter(|user| bundle.drift(user, now).is_some());
            BundleCard {
                people: count(came.clone().count()),
                differ: count(differ.count()),
                locked: locked(&by, &roles, &bundle),
                bundle,
            }
        };
        let bundles = by_name(self.read(), org.id).await?.into_iter().map(card).collect();
        let teams = load::teams(self.read(), org.id).await?;
        Ok(BundleList { seq: row::number(org.seq), bundles, teams, may_create: allow::manage_bundles(&by).is_ok() })
    }

    /// Who came by a bundle and differs from it now, by name; [`STRAYED_NAMED`] at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the organization, or the bundle, is not the caller's to see; [`Error::SignedOut`];
    /// [`Error::Database`].
    pub async fn strayed(&self, caller: &Caller, org: &OrgRef, bundle: BundleId) -> Result<Vec<Strayed>> {
        let (org, by) = self.reader(caller, org).await?;
        if !by.may(Permission::UsersRead) {
            return Err(Error::NotFound);
        }
        let all = by_name(self.read(), org.id).await?;
        let bundle = all.into_iter().find(|known| known.id == bundle).ok_or(Error::NotFound)?;
        let mut users = load::users_with_bundle(self.read(), org.id).await?;
        users.retain(|user| came_by(user, bundle.id));
        users.sort_by_cached_key(|user| (roster::fold(user.name.as_str()), user.id));
        let (roles, teams) = (load::roles(self.read(), org.id).await?, load::teams(self.read(), org.id).await?);
        let strayed = |user: User| {
            let drift = bundle.drift(&user, self.now())?;
            let drift = named(&bundle, &drift, &roles, &teams);
            Some(Strayed { user: user.id, name: user.name, email: user.email, drift })
        };
        Ok(users.into_iter().filter_map(strayed).take(STRAYED_NAMED).collect())
    }
}

/// A drift in names, for who sees everybody.
pub(crate) fn named(bundle: &Bundle, drift: &Drift, roles: &[Role], teams: &[Team]) -> NamedDrift {
    let role = |id| roles.iter().find(|role| role.id == id).map(|role| role.name.clone());
    let names = |ids: &[domain::TeamId]| {
        teams.iter().filter(|team| ids.contains(&team.id)).map(|team| team.name.clone()).collect()
    };
    NamedDrift {
        role: drift.role.and_then(|has| role(has).zip(role(bundle.shape.role))),
        missing: names(&drift.missing),
        extra: names(&drift.extra),
        ends: drift.ends,
    }
}

async fn by_name(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<Bundle>> {
    let mut all: Vec<Bundle> = bundles::all(db, org).await?.into_iter().map(|(bundle, _)| bundle).collect();
    all.sort_by_cached_key(|bundle| (roster::fold(bundle.shape.name.as_str()), bundle.id));
    Ok(all)
}

/// Why one may not change or delete it.
fn locked(by: &Authority, roles: &[Role], bundle: &Bundle) -> Option<domain::Refusal> {
    let role = roles.iter().find(|role| role.id == bundle.shape.role)?;
    allow::define_bundle(by, role, &bundle.shape.teams).err()
}

/// Whether somebody who is there came by it.
fn came_by(user: &User, bundle: BundleId) -> bool {
    user.bundle == Some(bundle) && user.state != UserState::Removed
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
