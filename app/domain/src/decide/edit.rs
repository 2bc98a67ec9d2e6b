//! Edits of people as the list shows them: users and open invitations alike.

use super::Desk;
use super::allow;
use super::teams::too_many;
use crate::{Change, Field, Invitation, PersonEdit, PersonId, Refusal, Role, Subject, TEAMS_PER_USER_MAX, TeamId};
use std::collections::BTreeSet;

impl Desk<'_> {
    pub(super) fn edit_people(&mut self, people: &[PersonId], edit: &PersonEdit) -> Result<(), Refusal> {
        match edit {
            PersonEdit::Role(role) => {
                let role = self.known_role(*role)?;
                self.each_person(people, |desk, person| desk.set_role_of_person(person, &role))
            }
            PersonEdit::Teams { add, remove } => {
                let (add, remove) = self.managed_teams(add, remove)?;
                self.each_person(people, |desk, person| desk.change_teams_of_person(person, &add, &remove))
            }
        }
    }

    /// Works through people, each refused on its own.
    fn each_person(
        &mut self,
        people: &[PersonId],
        mut act: impl FnMut(&mut Self, PersonId) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut done = BTreeSet::new();
        for &person in people {
            if done.insert(person)
                && let Err(refusal) = act(self, person)
            {
                self.refuse_item(people.len(), Subject::Person(person), refusal)?;
            }
        }
        Ok(())
    }

    fn set_role_of_person(&mut self, person: PersonId, role: &Role) -> Result<(), Refusal> {
        match person {
            PersonId::User(user) => {
                let user = self.user(user)?;
                self.set_role_of(&user, role)
            }
            PersonId::Invitation(invitation) => {
                let invitation = self.invitation(invitation)?;
                allow::set_role(self.by, &self.target_invitation(&invitation)?, role)?;
                self.invite_with(&invitation, role)
            }
        }
    }

    fn change_teams_of_person(
        &mut self,
        person: PersonId,
        add: &[TeamId],
        remove: &BTreeSet<TeamId>,
    ) -> Result<(), Refusal> {
        match person {
            PersonId::User(user) => {
                let user = self.user(user)?;
                self.change_teams_of(&user, add, remove)
            }
            PersonId::Invitation(invitation) => {
                let invitation = self.invitation(invitation)?;
                allow::change_teams(self.by, &self.target_invitation(&invitation)?)?;
                self.invite_into(&invitation, add, remove)
            }
        }
    }

    /// An open invitation gives another role. It has one number for all that clashes.
    pub(super) fn invite_with(&mut self, invitation: &Invitation, role: &Role) -> Result<(), Refusal> {
        let (id, before, after) = (invitation.id, invitation.role, role.id);
        if before == after {
            return Ok(());
        }
        if self.moment.seen.is_some_and(|seen| invitation.seq > seen) {
            return Err(Refusal::Clash { seq: invitation.seq, role: Some(before) });
        }
        let changed = Invitation { role: after, ..invitation.clone() };
        self.keep_acceptable(invitation, &changed, Change::InvitationRoleSet { invitation: id, before, after })
    }

    /// An open invitation is into other teams. That is a difference, which overwrites nobody's work.
    fn invite_into(
        &mut self,
        invitation: &Invitation,
        add: &[TeamId],
        remove: &BTreeSet<TeamId>,
    ) -> Result<(), Refusal> {
        let (removed, mut teams): (Vec<TeamId>, Vec<TeamId>) =
            invitation.teams.iter().partition(|team| remove.contains(team));
        let added: Vec<TeamId> = add.iter().copied().filter(|team| !teams.contains(team)).collect();
        if removed.is_empty() && added.is_empty() {
            return Ok(());
        }
        teams.extend_from_slice(&added);
        if !added.is_empty() && teams.len() > TEAMS_PER_USER_MAX {
            return Err(too_many(Field::Teams, TEAMS_PER_USER_MAX, teams.len()));
        }
        allow::invite_into(self.by, &teams)?;
        let changed = Invitation { teams, ..invitation.clone() };
        let change = Change::InvitationTeamsChanged { invitation: invitation.id, removed, added };
        self.keep_acceptable(invitation, &changed, change)
    }

    /// An invitation that could be accepted still can: where its sender may not give what it gives then, the actor
    /// answers for it.
    fn keep_acceptable(&mut self, before: &Invitation, after: &Invitation, change: Change) -> Result<(), Refusal> {
        let sender = before.invited_by;
        let answers = if self.inviter_may(before).is_ok() { self.who_answers_for(after)? } else { sender };
        self.change(change);
        if answers != sender {
            self.change(Change::InvitationTakenOver { invitation: before.id, before: sender, after: answers });
        }
        Ok(())
    }
}
