//! Bundles: made, changed and deleted; and people who came by one brought back to it.

use super::{Desk, allow, teams::too_many};
use crate::{
    ACCESS_DAYS_MAX, BUNDLES_MAX, Bundle, BundleId, BundleShape, Change, Drift, Field, Name, Refusal, RoleId,
    TEAMS_PER_USER_MAX, TeamId, User, UserId,
};

impl Desk<'_> {
    pub(super) fn create_bundle(&mut self, shape: &BundleShape) -> Result<(), Refusal> {
        let shape = self.sound_bundle(shape, None)?;
        self.one_more_bundle()?;
        let id = BundleId((self.fresh)());
        self.change(Change::BundleCreated { bundle: Bundle { id, shape } });
        Ok(())
    }

    pub(super) fn change_bundle(&mut self, id: BundleId, shape: &BundleShape) -> Result<(), Refusal> {
        let before = self.bundle_to_manage(id)?.shape;
        let after = self.sound_bundle(shape, Some(id))?;
        if before != after {
            self.as_seen(self.bundle_seq(id))?;
            self.change(Change::BundleChanged { bundle: id, before, after });
        }
        Ok(())
    }

    pub(super) fn delete_bundle(&mut self, id: BundleId) -> Result<(), Refusal> {
        let bundle = self.bundle_to_manage(id)?;
        self.as_seen(self.bundle_seq(id))?;
        self.change(Change::BundleDeleted { bundle });
        Ok(())
    }

    /// The bundle is as it was before it was deleted, without teams that were deleted since.
    pub(super) fn bring_back_bundle(&mut self, bundle: &Bundle) -> Result<(), Refusal> {
        let mut shape = bundle.shape.clone();
        shape.teams.retain(|&team| self.state.team(team).is_some());
        let shape = self.sound_bundle(&shape, Some(bundle.id))?;
        if self.state.bundle(bundle.id).is_some() {
            return Ok(());
        }
        self.one_more_bundle()?;
        self.change(Change::BundleCreated { bundle: Bundle { id: bundle.id, shape } });
        Ok(())
    }

    /// Gives users what the bundle gives that they came by: each wholly, or nothing of it.
    pub(super) fn follow_bundle(&mut self, users: &[UserId]) -> Result<(), Refusal> {
        self.within_seats(|desk| {
            desk.each_user(users, |desk, user| {
                let bundle = user.bundle.and_then(|id| desk.state.bundle(id)).ok_or(Refusal::UnknownBundle)?.clone();
                let Some(drift) = bundle.drift(user, desk.now()) else { return Ok(()) };
                if let Some(at) = drift.ends.and_then(|ends| ends.by_bundle) {
                    desk.is_ahead(Field::EndDate, at)?;
                }
                desk.wholly(|desk| desk.follow(user, &bundle, &drift))
            })
        })
    }

    fn follow(&mut self, user: &User, bundle: &Bundle, drift: &Drift) -> Result<(), Refusal> {
        if drift.role.is_some() {
            let role = self.known_role(bundle.shape.role)?;
            self.set_role_of(user, &role)?;
        }
        if !(drift.missing.is_empty() && drift.extra.is_empty()) {
            let (add, remove) = self.managed_teams(&drift.missing, &drift.extra)?;
            // Another role may have left them without the teams that they owned.
            let user = self.user(user.id)?;
            self.change_teams_of(&user, &add, &remove)?;
        }
        drift.ends.map_or(Ok(()), |ends| self.set_end_of(user, ends.by_bundle))
    }

    /// Bundles that give a role that is being deleted give another, which the actor may give.
    pub(super) fn move_bundles(&mut self, from: RoleId, to: RoleId) -> Result<(), Refusal> {
        let giving = self.state.bundles.iter().filter(|bundle| bundle.shape.role == from);
        giving.map(|bundle| bundle.id).try_for_each(|id| self.as_seen(self.bundle_seq(id)))?;
        self.reshape_bundles(|shape| shape.role = if shape.role == from { to } else { shape.role });
        Ok(())
    }

    /// Bundles do not give a team that is being deleted.
    pub(super) fn leave_bundles(&mut self, team: TeamId) {
        self.reshape_bundles(|shape| shape.teams.retain(|&other| other != team));
    }

    fn reshape_bundles(&mut self, reshape: impl Fn(&mut BundleShape)) {
        for Bundle { id, shape: before } in self.state.bundles.clone() {
            let mut after = before.clone();
            reshape(&mut after);
            if before != after {
                self.change(Change::BundleChanged { bundle: id, before, after });
            }
        }
    }

    /// How many bundles give a role.
    pub(super) fn bundles_with(&self, role: RoleId) -> usize {
        self.state.bundles.iter().filter(|bundle| bundle.shape.role == role).count()
    }

    /// A bundle that the actor may invite with. One that they do not see is not there.
    pub(super) fn usable_bundle(&self, id: BundleId) -> Result<(), Refusal> {
        let bundle = self.state.bundle(id).ok_or(Refusal::UnknownBundle)?;
        let role = self.known_role(bundle.shape.role)?;
        allow::see_bundle(self.by, &role, &bundle.shape.teams).map_err(|_| Refusal::UnknownBundle)
    }

    /// How long access can be after joining.
    pub(super) fn access_days_good(days: Option<u32>) -> Result<(), Refusal> {
        if days.is_none_or(|days| (1..=ACCESS_DAYS_MAX).contains(&days)) {
            Ok(())
        } else {
            Err(Refusal::OutOfRange { field: Field::AccessDays, least: 1, most: ACCESS_DAYS_MAX })
        }
    }

    /// A bundle that the actor may change. Who may change none does not learn which there are.
    fn bundle_to_manage(&self, id: BundleId) -> Result<Bundle, Refusal> {
        allow::manage_bundles(self.by)?;
        let bundle = self.state.bundle(id).ok_or(Refusal::UnknownBundle)?.clone();
        let role = self.known_role(bundle.shape.role)?;
        allow::define_bundle(self.by, &role, &bundle.shape.teams)?;
        Ok(bundle)
    }

    /// What is asked for as it would be stored, where the actor may invite the whole organization with it. `but`: which
    /// one may have the name already.
    fn sound_bundle(&self, shape: &BundleShape, but: Option<BundleId>) -> Result<BundleShape, Refusal> {
        allow::manage_bundles(self.by)?;
        let mut shape = shape.clone();
        shape.teams.sort_unstable();
        shape.teams.dedup();
        if shape.teams.len() > TEAMS_PER_USER_MAX {
            return Err(too_many(Field::Teams, TEAMS_PER_USER_MAX, shape.teams.len()));
        }
        Self::access_days_good(shape.access_days)?;
        if shape.teams.iter().any(|&team| self.state.team(team).is_none()) {
            return Err(Refusal::UnknownTeam);
        }
        let role = self.known_role(shape.role)?;
        allow::define_bundle(self.by, &role, &shape.teams)?;
        self.bundle_name_is_free(&shape.name, but)?;
        Ok(shape)
    }

    fn bundle_name_is_free(&self, name: &Name, but: Option<BundleId>) -> Result<(), Refusal> {
        let lower = name.as_str().to_lowercase();
        let same = |bundle: &Bundle| Some(bundle.id) != but && bundle.shape.name.as_str().to_lowercase() == lower;
        if self.state.bundles.iter().any(same) { Err(Refusal::BundleNameTaken) } else { Ok(()) }
    }

    fn one_more_bundle(&self) -> Result<(), Refusal> {
        let bundles = self.state.bundles.len() + 1;
        if bundles > BUNDLES_MAX { Err(too_many(Field::Bundles, BUNDLES_MAX, bundles)) } else { Ok(()) }
    }

    /// The event that last set it.
    fn bundle_seq(&self, id: BundleId) -> u64 {
        self.state.set_by.bundles.get(&id).copied().unwrap_or(0)
    }
}
