//! Invite, resend, copy a link, revoke, reopen.

use super::{Desk, allow, teams::too_many};
use crate::{
    Addressee, Change, Delivery, EmailAddress, Field, INVITATION_DAYS_MAX, Invitation, InvitationId, InvitationState,
    Invite, RESEND_AFTER_MS, Refusal, RevokeCause, RoleId, Seats, Sending, Status, Subject, TEAMS_PER_USER_MAX, TeamId,
    Timestamp, User, UserId, UserState,
};
use std::collections::HashSet;

impl Desk<'_> {
    pub(super) fn invite(&mut self, invite: &Invite) -> Result<(), Refusal> {
        let teams = self.check_invite(invite)?;
        let mut good: Vec<(EmailAddress, &Addressee)> = Vec::new();
        let mut refused = Vec::new();
        let fresh: HashSet<_> = invite.start_fresh.iter().filter_map(|one| EmailAddress::parse(one).ok()).collect();
        for to in &invite.addresses {
            match self.invitable(to, &good, &fresh) {
                Ok(email) => good.push((email, to)),
                Err(refusal) => refused.push((Subject::Address(to.email.clone()), refusal)),
            }
        }
        let (mut now, _) = self.state.seats.invite(u32::try_from(good.len()).unwrap_or(u32::MAX))?;
        for (subject, refusal) in refused {
            self.refuse(subject, refusal);
        }
        for (email, to) in good {
            self.supersede(&email);
            let (invitation, note) = (self.new_invitation(email, to, invite, &teams), invite.note.clone());
            if now > 0 {
                now -= 1;
                self.change(Change::InvitationSent { invitation, note, listed: false });
            } else {
                // Its event puts it in line.
                let invitation = Invitation { place: Some(u64::MAX), ..invitation };
                self.change(Change::InvitationQueued { invitation, note, listed: false });
            }
        }
        Ok(())
    }

    /// What holds of the command as a whole. Gives the teams, each once.
    fn check_invite(&self, invite: &Invite) -> Result<Vec<TeamId>, Refusal> {
        allow::invite(self.by)?;
        if invite.addresses.is_empty() {
            return Err(Refusal::Empty { field: Field::Addresses });
        }
        if !(1..=INVITATION_DAYS_MAX).contains(&invite.days) {
            return Err(Refusal::OutOfRange { field: Field::Days, least: 1, most: INVITATION_DAYS_MAX });
        }
        Self::access_days_good(invite.access_days)?;
        invite.bundle.map_or(Ok(()), |bundle| self.usable_bundle(bundle))?;
        let mut teams = invite.teams.clone();
        teams.sort_unstable();
        teams.dedup();
        if teams.len() > TEAMS_PER_USER_MAX {
            return Err(too_many(Field::Teams, TEAMS_PER_USER_MAX, teams.len()));
        }
        if teams.iter().any(|&team| self.state.team(team).is_none()) {
            return Err(Refusal::UnknownTeam);
        }
        let role = self.state.role(invite.role).ok_or(Refusal::UnknownRole)?;
        allow::invite_as(self.by, role, &teams)?;
        Ok(teams)
    }

    fn invitable(
        &self,
        to: &Addressee,
        good: &[(EmailAddress, &Addressee)],
        fresh: &HashSet<EmailAddress>,
    ) -> Result<EmailAddress, Refusal> {
        let email = EmailAddress::parse(&to.email).map_err(|error| Refusal::BadAddress { error })?;
        if good.iter().any(|(other, _)| *other == email) {
            return Err(Refusal::DoubleAddress);
        }
        // Only who sees that somebody was removed can mean them.
        let seen = self.user_of(&email).is_some_and(|user| self.user(user.id).is_ok());
        let fresh = seen && fresh.contains(&email);
        self.nobody_has(&email, fresh.then(|| self.now()))?;
        if self.open_invitation(&email).is_some() {
            return Err(Refusal::AlreadyInvited);
        }
        self.nobody_asked(&email)?;
        self.domain_allowed(&email)?;
        Ok(email)
    }

    /// The organization takes addresses of this domain. Who is here already is told that first.
    pub(super) fn domain_allowed(&self, email: &EmailAddress) -> Result<(), Refusal> {
        if self.state.org.settings.allow(email) { Ok(()) } else { Err(Refusal::DomainNotAllowed) }
    }

    /// No user has this address, but for one who can no longer be restored, or who was removed before they were `sent`
    /// an invitation: they start fresh.
    pub(super) fn nobody_has(&self, email: &EmailAddress, sent: Option<Timestamp>) -> Result<(), Refusal> {
        let Some(user) = self.user_of(email) else { return Ok(()) };
        // Who does not see them learns no more than that the address is taken.
        let seen = self.user(user.id).is_ok();
        let removed_before = |sent: Timestamp| user.removed_at.is_some_and(|at| at < sent);
        match user.status(self.now()) {
            Status::Removed if sent.is_some_and(removed_before) => Ok(()),
            Status::Suspended if seen => Err(Refusal::IsSuspended),
            Status::Removed => match user.restorable_until().filter(|until| *until > self.now()) {
                Some(until) if seen => Err(Refusal::IsRemoved { until }),
                Some(_) => Err(Refusal::AlreadyUser),
                None => Ok(()),
            },
            Status::Active
            | Status::Suspended
            | Status::Ended
            | Status::Invited
            | Status::Waiting
            | Status::Requested
            | Status::Expired => Err(Refusal::AlreadyUser),
        }
    }

    /// Whoever has the address; if several were removed, the last of them.
    pub(super) fn user_of<'b>(&'b self, email: &'b EmailAddress) -> Option<&'b User> {
        let having = self.index.users_with(&self.state, email);
        having.max_by_key(|user| (user.state != UserState::Removed, user.removed_at))
    }

    pub(super) fn open_invitation<'b>(&'b self, email: &'b EmailAddress) -> Option<&'b Invitation> {
        self.index.invitations_to(&self.state, email).find(|invitation| invitation.is_pending(self.now()))
    }

    /// What is out of date makes way for what is new: at most one is open per address.
    pub(super) fn supersede(&mut self, email: &EmailAddress) {
        let old = self.index.invitations_to(&self.state, email);
        let cause = |old: &Invitation| if old.is_request() { RevokeCause::RequestSettled } else { RevokeCause::Asked };
        let expired: Vec<(InvitationId, RevokeCause)> =
            old.filter(|old| old.state == InvitationState::Open).map(|old| (old.id, cause(old))).collect();
        for (invitation, cause) in expired {
            self.change(Change::InvitationRevoked { invitation, cause });
        }
    }

    pub(super) fn new_invitation(
        &mut self,
        email: EmailAddress,
        to: &Addressee,
        invite: &Invite,
        teams: &[TeamId],
    ) -> Invitation {
        let now = self.now();
        let role: RoleId = invite.role;
        Invitation {
            id: InvitationId((self.fresh)()),
            email,
            name: to.name.clone(),
            role,
            teams: teams.to_vec(),
            invited_by: self.by.user(),
            created_at: now,
            sent_at: now,
            expires_at: now.plus_days(i64::from(invite.days)),
            state: InvitationState::Open,
            delivery: Delivery::None,
            seq: 0,
            access_days: invite.access_days,
            bundle: invite.bundle,
            reminded: 0,
            place: None,
            request: None,
        }
    }

    pub(super) fn resend(&mut self, invitations: &[InvitationId]) -> Result<(), Refusal> {
        self.within_seats(|desk| {
            desk.each_invitation(invitations, |desk, invitation| {
                allow::resend(desk.by, &desk.target_invitation(invitation)?, &Seats::UNLIMITED)?;
                desk.nobody_has(&invitation.email, Some(invitation.sent_at))?;
                desk.domain_allowed(&invitation.email)?;
                let wait = RESEND_AFTER_MS - desk.now().since(invitation.sent_at);
                if wait > 0 {
                    return Err(Refusal::TooSoon { wait_ms: u32::try_from(wait).unwrap_or(u32::MAX) });
                }
                desk.answer_for(invitation)?;
                let (id, before) = (invitation.id, invitation.expires_at);
                let after = desk.now().plus_days(i64::from(invitation.days()));
                let was = Some(Sending { sent_at: invitation.sent_at, reminded: invitation.reminded });
                desk.change(Change::InvitationResent { invitation: id, before, after, was });
                Ok(())
            })
        })
    }

    /// Gives an invitation the dates that it had before it was sent again.
    pub(super) fn take_back_resend(&mut self, id: InvitationId, after: Timestamp, is: Sending) -> Result<(), Refusal> {
        let invitation = self.invitation(id)?;
        allow::manage_invitation(self.by, &self.target_invitation(&invitation)?)?;
        let (resent_at, before) = (invitation.sent_at, invitation.expires_at);
        self.change(Change::InvitationResendTakenBack { invitation: id, resent_at, before, after, is });
        Ok(())
    }

    pub(super) fn copy_link(&mut self, invitation: InvitationId) -> Result<(), Refusal> {
        let invitation = self.invitation(invitation)?;
        allow::copy_link(self.by, &self.target_invitation(&invitation)?)?;
        self.domain_allowed(&invitation.email)?;
        self.answer_for(&invitation)?;
        self.change(Change::InvitationLinkCopied { invitation: invitation.id });
        Ok(())
    }

    /// The same invitation for another address: role, teams, date and seat stay.
    pub(super) fn readdress(&mut self, invitation: InvitationId, email: &str) -> Result<(), Refusal> {
        let invitation = self.invitation(invitation)?;
        allow::readdress(self.by, &self.target_invitation(&invitation)?)?;
        let after = EmailAddress::parse(email).map_err(|error| Refusal::BadAddress { error })?;
        if after == invitation.email {
            return Ok(());
        }
        if self.moment.seen.is_some_and(|seen| invitation.seq > seen) {
            return Err(Refusal::Clash { seq: invitation.seq, role: None });
        }
        self.nobody_has(&after, None)?;
        if self.open_invitation(&after).is_some() {
            return Err(Refusal::AlreadyInvited);
        }
        self.nobody_asked(&after)?;
        self.domain_allowed(&after)?;
        self.supersede(&after);
        self.answer_for(&invitation)?;
        let (invitation, before) = (invitation.id, invitation.email);
        self.change(Change::InvitationReaddressed { invitation, before, after });
        Ok(())
    }

    pub(super) fn revoke(&mut self, invitations: &[InvitationId]) -> Result<(), Refusal> {
        self.each_invitation(invitations, |desk, invitation| {
            if invitation.state == InvitationState::Revoked
                && !invitation.is_request()
                && allow::invite(desk.by).is_ok()
            {
                return Ok(());
            }
            allow::manage_invitation(desk.by, &desk.target_invitation(invitation)?)?;
            desk.change(Change::InvitationRevoked { invitation: invitation.id, cause: RevokeCause::Asked });
            Ok(())
        })
    }

    pub(super) fn reopen(&mut self, invitations: &[InvitationId]) -> Result<(), Refusal> {
        self.within_seats(|desk| {
            desk.each_invitation(invitations, |desk, invitation| match invitation.state {
                InvitationState::Accepted => Err(Refusal::InvitationUsed),
                InvitationState::Open => allow::invite(desk.by),
                InvitationState::Revoked => desk.reopen_one(invitation),
            })
        })
    }

    fn reopen_one(&mut self, invitation: &Invitation) -> Result<(), Refusal> {
        if invitation.is_request() {
            return Err(Refusal::RequestOver);
        }
        let mut again = Invitation { state: InvitationState::Open, ..invitation.clone() };
        // Teams that were deleted while it was revoked are not in it any more.
        again.teams.retain(|&team| self.state.team(team).is_some());
        allow::manage_invitation(self.by, &self.target_invitation(&again)?)?;
        let other = |other: &Invitation| other.id != again.id && other.state == InvitationState::Open;
        if self.index.invitations_to(&self.state, &again.email).any(other) {
            return Err(Refusal::AlreadyInvited);
        }
        self.nobody_has(&again.email, Some(again.sent_at))?;
        self.domain_allowed(&again.email)?;
        again.invited_by = self.who_answers_for(&again)?;
        self.change(Change::InvitationReopened { invitation: again });
        Ok(())
    }

    /// A new link of an invitation whose sender no longer may give it would be dead: the actor takes it over.
    pub(super) fn answer_for(&mut self, invitation: &Invitation) -> Result<(), Refusal> {
        let (before, after) = (invitation.invited_by, self.who_answers_for(invitation)?);
        if before != after {
            self.change(Change::InvitationTakenOver { invitation: invitation.id, before, after });
        }
        Ok(())
    }

    /// Whoever sent it, as long as they may; then the actor, who must be allowed to send it themselves.
    pub(super) fn who_answers_for(&self, invitation: &Invitation) -> Result<Option<UserId>, Refusal> {
        if self.inviter_may(invitation).is_ok() {
            return Ok(invitation.invited_by);
        }
        let role = self.state.role(invitation.role).ok_or(Refusal::UnknownRole)?;
        allow::invite_as(self.by, role, &invitation.teams)?;
        Ok(self.by.user())
    }
}
