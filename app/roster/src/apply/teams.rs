//! What events do to teams, and to who is in them.

use super::Applied;
use crate::{Roster, record::number};
use domain::{InvitationId, Scope, Team, TeamId, TeamLink, UserId};

impl Roster {
    /// An invitation has one number for everything.
    pub(super) fn teams_set(&mut self, row: u32, seq: u64) {
        let record = &mut self.records[row as usize];
        record.teams_seq = seq;
        if record.standing.is_invitation() {
            (record.role_seq, record.seq) = (seq, seq);
        }
    }

    pub(super) fn change_links(
        &mut self,
        seq: u64,
        user: UserId,
        removed: &[TeamLink],
        added: &[TeamLink],
        applied: &mut Applied,
    ) {
        let Some(row) = self.find(user.into()) else {
            applied.stale |= added.iter().any(|link| self.sees_team(link.team));
            return;
        };
        // The viewer owns a team that was not in sight so far.
        let own = self.viewer.user() == Some(user);
        applied.stale |= own && added.iter().any(|link| link.owner && !self.viewer.owns(link.team));
        self.teams_set(row, seq);
        let mut links = self.links[self.records[row as usize].links.range()].to_vec();
        let out: Vec<u16> = removed.iter().chain(added).filter_map(|link| self.team_number(link.team)).collect();
        links.retain(|link| !out.contains(&(link / 2)));
        links.extend(added.iter().filter_map(|&link| self.link(link)));
        self.relink(row, links, applied);
    }

    /// A difference, which has no number.
    pub(super) fn change_invited_teams(
        &mut self,
        invitation: InvitationId,
        removed: &[TeamId],
        added: &[TeamId],
        applied: &mut Applied,
    ) {
        let Some(row) = self.find(invitation.into()) else {
            applied.stale |= added.iter().any(|&team| self.sees_team(team));
            return;
        };
        let mut links = self.links[self.records[row as usize].links.range()].to_vec();
        let out: Vec<u16> = removed.iter().chain(added).filter_map(|&team| self.team_number(team)).collect();
        links.retain(|link| !out.contains(&(link / 2)));
        links.extend(added.iter().filter_map(|&team| self.link(TeamLink { team, owner: false })));
        self.relink(row, links, applied);
    }

    pub(super) fn create_team(&mut self, team: &Team, applied: &mut Applied) {
        if self.sees_team(team.id) && self.team_number(team.id).is_none() {
            self.enter_team(team.clone());
            self.teams_moved(applied);
        }
    }

    /// Teams have other places by name.
    pub(super) fn teams_moved(&mut self, applied: &mut Applied) {
        self.rank_teams();
        for row in 0..self.records.len() {
            for range in [self.records[row].links.range(), self.shown_links[row].range()] {
                let mut links = self.links[range.clone()].to_vec();
                if links.len() > 1 {
                    self.sort_links(&mut links);
                    self.links[range].copy_from_slice(&links);
                }
            }
        }
        self.orders.forget(false, false, true);
        applied.frame = true;
    }

    pub(super) fn delete_team(&mut self, team: TeamId, seq: u64, applied: &mut Applied) {
        let Some(gone) = self.team_number(team) else { return };
        self.teams[usize::from(gone)].live = false;
        for row in 0..number(self.records.len()) {
            let links = &self.links[self.records[row as usize].links.range()];
            if self.is_live(row) && links.iter().any(|link| link / 2 == gone) {
                let left = links.iter().copied().filter(|link| link / 2 != gone).collect();
                self.teams_set(row, seq);
                self.relink(row, left, applied);
            }
        }
        self.orders.forget(false, false, true);
        applied.frame = true;
        applied.stale |= self.scope != Scope::Everybody;
    }
}
