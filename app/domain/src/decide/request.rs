//! Asking to join, and the answers.

use super::{Desk, allow, teams::too_many};
use crate::{
    AskToJoin, Change, Delivery, EmailAddress, Field, INVITATION_DAYS, Invitation, InvitationId, InvitationState,
    PersonId, REQUEST_DAYS, Refusal, RequestState, RoleId, RoleKey, Status, Subject, TEAMS_PER_USER_MAX, TeamId,
    Timestamp,
};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Somebody asks to join. Asking again while it waits is asking once.
    pub(super) fn ask_to_join(&mut self, ask: &AskToJoin) -> Result<(), Refusal> {
        if !self.state.org.settings.takes_requests() {
            return Err(Refusal::NoRequests);
        }
        self.domain_allowed(&ask.email)?;
        // Whoever was removed may ask: approving them is starting fresh.
        self.nobody_has(&ask.email, Some(self.now()))?;
        if self.open_invitation(&ask.email).is_some() {
            return Err(Refusal::AlreadyInvited);
        }
        if self.standing_request(&ask.email).is_some() {
            return Ok(());
        }
        let role = self.state.built_in(RoleKey::Member).ok_or(Refusal::UnknownRole)?.id;
        self.supersede(&ask.email);
        let id = InvitationId((self.fresh)());
        let invitation = requested(id, ask.email.clone(), role, self.now());
        self.change(Change::RequestMade(Invitation { name: Some(ask.name.clone()), ..invitation }));
        Ok(())
    }

    /// The request of an address that waits for an answer.
    pub(super) fn standing_request<'b>(&'b self, email: &'b EmailAddress) -> Option<&'b Invitation> {
        let now = self.now();
        self.index.invitations_to(&self.state, email).find(move |one| one.status(now) == Some(Status::Requested))
    }

    /// Nobody with this address waits for an answer. Who does not see requests learns no more than that it is taken.
    pub(super) fn nobody_asked(&self, email: &EmailAddress) -> Result<(), Refusal> {
        match self.standing_request(email) {
            None => Ok(()),
            Some(request) if self.invitation(request.id).is_ok() => Err(Refusal::HasAsked),
            Some(_) => Err(Refusal::AlreadyInvited),
        }
    }

    /// Requests become invitations: all that can be, or none where the seats do not suffice.
    pub(super) fn approve(&mut self, requests: &[InvitationId], role: RoleId, teams: &[TeamId]) -> Result<(), Refusal> {
        allow::answer_requests(self.by)?;
        let into: BTreeSet<TeamId> = teams.iter().copied().collect();
        if into.len() > TEAMS_PER_USER_MAX {
            return Err(too_many(Field::Teams, TEAMS_PER_USER_MAX, into.len()));
        }
        if into.iter().any(|&team| self.state.team(team).is_none()) {
            return Err(Refusal::UnknownTeam);
        }
        let teams: Vec<TeamId> = into.into_iter().collect();
        allow::invite_as(self.by, self.state.role(role).ok_or(Refusal::UnknownRole)?, &teams)?;
        let (mut good, mut refused, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        for &id in requests.iter().filter(|&&id| seen.insert(id)) {
            match self.approvable(id) {
                Ok(request) => good.push(request),
                Err(refusal) => refused.push((id, refusal)),
            }
        }
        let (mut now, _) = self.state.seats.invite(u32::try_from(good.len()).unwrap_or(u32::MAX))?;
        for (id, refusal) in refused {
            self.refuse_item(requests.len(), Subject::Person(PersonId::Invitation(id)), refusal)?;
        }
        for request in good {
            // Its event puts it in line where no seat is free.
            let place = (now == 0).then_some(u64::MAX);
            now = now.saturating_sub(1);
            let invitation = Invitation {
                role,
                teams: teams.clone(),
                invited_by: self.by.user(),
                sent_at: self.now(),
                expires_at: self.now().plus_days(i64::from(INVITATION_DAYS)),
                request: Some(RequestState::Approved),
                place,
                ..request
            };
            self.change(Change::RequestApproved(invitation));
        }
        Ok(())
    }

    fn approvable(&self, id: InvitationId) -> Result<Invitation, Refusal> {
        let request = self.standing(id)?;
        self.nobody_has(&request.email, Some(self.now()))?;
        self.domain_allowed(&request.email)?;
        Ok(request)
    }

    /// A request that waits for an answer.
    fn standing(&self, id: InvitationId) -> Result<Invitation, Refusal> {
        let request = self.invitation(id)?;
        allow::answer_request(self.by, &self.target_invitation(&request)?)?;
        Ok(request)
    }

    pub(super) fn decline(&mut self, requests: &[InvitationId]) -> Result<(), Refusal> {
        allow::answer_requests(self.by)?;
        self.each_invitation(requests, |desk, request| {
            if request.state == InvitationState::Revoked && request.is_request() {
                return Ok(());
            }
            let request = desk.standing(request.id)?.id;
            desk.change(Change::RequestDeclined(request));
            Ok(())
        })
    }

    /// Takes answers back: the requests wait again, as they were made.
    pub(super) fn take_answers_back(&mut self, requests: &[InvitationId]) -> Result<(), Refusal> {
        allow::answer_requests(self.by)?;
        self.each_invitation(requests, |desk, answered| {
            let role = desk.state.built_in(RoleKey::Member).ok_or(Refusal::UnknownRole)?.id;
            let again = Invitation {
                name: answered.name.clone(),
                ..requested(answered.id, answered.email.clone(), role, answered.created_at)
            };
            match (answered.state, answered.request) {
                (InvitationState::Accepted, _) => return Err(Refusal::InvitationUsed),
                (_, None) => return Err(Refusal::NotUndoable),
                (InvitationState::Open, Some(RequestState::Asked)) => return Ok(()),
                (InvitationState::Open, Some(RequestState::Approved)) => {
                    allow::manage_invitation(desk.by, &desk.target_invitation(answered)?)?;
                }
                (InvitationState::Revoked, Some(RequestState::Approved)) => return Err(Refusal::InvitationRevoked),
                (InvitationState::Revoked, Some(RequestState::Asked)) => {
                    let other = |other: &Invitation| other.id != again.id && other.state == InvitationState::Open;
                    if desk.index.invitations_to(&desk.state, &again.email).any(other) {
                        return Err(Refusal::AlreadyInvited);
                    }
                }
            }
            if again.expires_at <= desk.now() {
                return Err(Refusal::RequestOver);
            }
            desk.change(Change::RequestReturned(again));
            Ok(())
        })
    }
}

/// A request as it was made. All its times follow from when that was.
fn requested(id: InvitationId, email: EmailAddress, role: RoleId, at: Timestamp) -> Invitation {
    Invitation {
        id,
        email,
        name: None,
        role,
        teams: Vec::new(),
        invited_by: None,
        created_at: at,
        sent_at: at,
        expires_at: at.plus_days(REQUEST_DAYS),
        state: InvitationState::Open,
        delivery: Delivery::None,
        seq: 0,
        access_days: None,
        bundle: None,
        reminded: 0,
        place: None,
        request: Some(RequestState::Asked),
    }
}
