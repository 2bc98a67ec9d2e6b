//! Changes on their way out.

use crate::decide::Desk;
use crate::{Change, Team, TeamId};

/// Hands changes on. A team is made when a line first asks for it; when that line is refused after all, perhaps for nobody:
/// it goes out right before the first change that needs it, or not at all.
pub(super) struct Outgoing<'a> {
    made: &'a mut dyn FnMut(Change),
    unneeded: Vec<Team>,
    /// The names of those that are made for somebody.
    pub new_teams: Vec<String>,
}

impl<'a> Outgoing<'a> {
    pub(super) fn to(made: &'a mut dyn FnMut(Change)) -> Self {
        Self { made, unneeded: Vec::new(), new_teams: Vec::new() }
    }

    /// Takes what was decided since.
    pub(super) fn take(&mut self, desk: &mut Desk<'_>) {
        desk.hand_on(&mut |change| self.pass(change));
    }

    fn pass(&mut self, change: Change) {
        if let Change::TeamCreated { team } = change {
            return self.unneeded.push(team);
        }
        if !self.unneeded.is_empty() {
            let into = gives(&change);
            let needed: Vec<Team> = self.unneeded.extract_if(.., |team| into.contains(&team.id)).collect();
            for team in needed {
                self.new_teams.push(team.name.to_string());
                (self.made)(Change::TeamCreated { team });
            }
        }
        (self.made)(change);
    }
}

/// The teams that a change puts somebody into.
fn gives(change: &Change) -> Vec<TeamId> {
    match change {
        Change::InvitationSent { invitation, .. } | Change::InvitationQueued { invitation, .. } => {
            invitation.teams.clone()
        }
        Change::UserTeamsChanged { added, .. } => added.iter().map(|link| link.team).collect(),
        Change::InvitationTeamsChanged { added, .. } => added.clone(),
        _ => Vec::new(),
    }
}
