//! Random commands, decided by the rules.

use super::{FAMILY, World, email, name};
use domain::{
    Accept, AccountChange, Addressee, AskToJoin, Authority, ChangeOrganization, Command, Decision, DomainName, Event,
    InvitationId, InvitationState, Invite, Moment, Permission, PersonEdit, Refusal, RoleId, SeatPolicy, TeamId, UserId,
    decide, decide_accept, decide_account, decide_ask, decide_release, decide_reminders,
};

impl World {
    fn any_user(&mut self) -> UserId {
        let users: Vec<UserId> = self.state.users.keys().copied().collect();
        *self.dice.pick(&users)
    }

    fn any_team(&mut self) -> Option<TeamId> {
        let teams: Vec<TeamId> = self.state.teams.iter().map(|team| team.id).collect();
        (!teams.is_empty()).then(|| *self.dice.pick(&teams))
    }

    fn any_role(&mut self) -> RoleId {
        self.state.roles[self.dice.roll(self.state.roles.len())].id
    }

    fn some_permissions(&mut self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|_| self.dice.one_in(3)).collect()
    }

    fn any_invitation(&mut self) -> Option<InvitationId> {
        let all: Vec<InvitationId> = self.state.invitations.keys().copied().collect();
        (!all.is_empty()).then(|| *self.dice.pick(&all))
    }

    /// Time passes, then somebody asks for something; the events that follow.
    pub fn act(&mut self) -> Vec<Event> {
        let minutes = if self.dice.one_in(4) { 60 * 24 * self.dice.roll(5) } else { self.dice.roll(3) };
        self.now = self.now.plus_ms(60_000 * i64::try_from(minutes).expect("small"));
        self.recount();
        let asks = self.dice.one_in(6);
        let decision = match self.dice.roll(if self.roles_stay { 27 } else { 35 }) {
            _ if asks => self.ask_to_join(),
            0 => self.accept(),
            1 => self.account(),
            25 | 26 => {
                let free = u32::try_from(self.dice.roll(3)).expect("small");
                let changes = decide_release(self.state.clone(), Some(free), self.now);
                Ok(Decision { changes, refused: Vec::new() })
            }
            24 => Ok(Decision { changes: decide_reminders(self.state.clone(), self.now), refused: Vec::new() }),
            kind => self.command(kind),
        };
        decision.map_or_else(
            |_| Vec::new(),
            |decision| decision.changes.into_iter().map(|change| self.write(change)).collect(),
        )
    }

    fn command(&mut self, kind: usize) -> Result<Decision, Refusal> {
        let (user, other, role) = (self.any_user(), self.any_user(), self.any_role());
        let (team, invitation) = (self.any_team(), self.any_invitation());
        let team = team.ok_or(Refusal::UnknownTeam)?;
        let invitation = invitation.ok_or(Refusal::NotFound)?;
        let users = vec![user, other];
        let command = match kind {
            2 | 3 => Command::SetRole { users, role },
            20 => Command::SetEndDate { users, ends_at: (!self.dice.one_in(3)).then(|| self.some_date()) },
            21 | 22 => Command::LendRole { users, role, until: self.some_date(), then: None },
            4 | 5 => Command::ChangeTeams { users, add: vec![team], remove: self.any_team().into_iter().collect() },
            6 | 7 => Command::SetTeamOwner { team, user, owner: self.dice.one_in(2) },
            8 => Command::Suspend { users, reason: None, successors: Vec::new(), heir: None },
            9 => Command::Reactivate { users },
            10 => Command::Remove { users: vec![user], reason: None, successors: vec![(team, other)], heir: None },
            11 => Command::Restore { users },
            12 => Command::Resend { invitations: vec![invitation] },
            13 => Command::Revoke { invitations: vec![invitation] },
            14 => Command::Reopen { invitations: vec![invitation] },
            15 => Command::CreateTeam { name: name(&format!("Team {}", self.dice.roll(100))) },
            16 => Command::RenameTeam { team, name: name(&format!("{} x", self.dice.pick(&FAMILY))) },
            17 if self.dice.one_in(3) => Command::DeleteTeam { team },
            18 => Command::ChangeOrganization(ChangeOrganization {
                seat_limit: Some(Some(self.state.seats.used() + u32::try_from(self.dice.roll(9)).expect("small"))),
                seat_policy: self.dice.one_in(2).then_some(SeatPolicy::Queue),
                allowed_domains: self.dice.one_in(2).then(|| self.some_domains()),
                ..ChangeOrganization::default()
            }),
            23 => Command::ReaddressInvitation { invitation, email: format!("new{}@two.example", self.dice.roll(40)) },
            27 => Command::CreateRole {
                name: name(&format!("Role {}", self.dice.roll(9))),
                permissions: self.some_permissions(),
            },
            28 | 29 => Command::ChangeRole {
                role,
                name: self.dice.one_in(2).then(|| name(&format!("Role {}", self.dice.roll(9)))),
                permissions: self.dice.one_in(2).then(|| self.some_permissions()),
            },
            30 => Command::DeleteRole { role, move_to: Some(self.any_role()) },
            31 => Command::SetInvitationRole { invitation, role },
            32 => Command::EditPeople {
                people: vec![invitation.into(), user.into()],
                edit: PersonEdit::Teams { add: vec![team], remove: self.any_team().into_iter().collect() },
            },
            33 => Command::EditPeople { people: vec![invitation.into(), user.into()], edit: PersonEdit::Role(role) },
            19 => self.answer(role, team),
            _ => self.invite(role, team),
        };
        let mut dice = super::Dice(self.dice.0 ^ 1);
        let moment = Moment { now: self.now, seen: None };
        decide(self.state.clone(), &Authority::operator(), &command, moment, &mut || dice.uuid())
    }

    fn some_domains(&mut self) -> Vec<DomainName> {
        let domain = |text| DomainName::parse(text).expect("a domain");
        if self.dice.one_in(3) { Vec::new() } else { vec![domain("one.example"), domain("two.example")] }
    }

    fn invite(&mut self, role: RoleId, team: TeamId) -> Command {
        let address = |world: &mut Self| Addressee {
            email: format!("new{}@two.example", world.dice.roll(40)),
            name: world.dice.one_in(2).then(|| world.person_name()),
        };
        let addresses = vec![address(self), address(self)];
        Command::Invite(Invite {
            addresses,
            role,
            teams: vec![team],
            days: 5,
            note: None,
            start_fresh: Vec::new(),
            access_days: None,
            bundle: None,
        })
    }

    fn accept(&mut self) -> Result<Decision, Refusal> {
        let invitation = self.any_invitation().ok_or(Refusal::NotFound)?;
        let invitation = self.state.invitations[&invitation].clone();
        if invitation.state != InvitationState::Open {
            return Err(Refusal::InvitationUsed);
        }
        let again = self.any_user();
        let known = self.dice.one_in(3).then(|| self.state.users[&again].account);
        let account = known.unwrap_or(domain::AccountId(self.dice.uuid()));
        let second_factor = self.dice.one_in(2);
        let accept = Accept {
            invitation: invitation.id,
            account,
            name: self.person_name(),
            email: invitation.email,
            second_factor,
        };
        let mut dice = super::Dice(self.dice.0 ^ 2);
        decide_accept(self.state.clone(), &accept, self.now, &mut || dice.uuid())
    }

    /// Somebody asks to join, where that is possible.
    fn ask_to_join(&mut self) -> Result<Decision, Refusal> {
        let ask =
            AskToJoin { name: self.person_name(), email: email(&format!("new{}@two.example", self.dice.roll(40))) };
        let mut dice = super::Dice(self.dice.0 ^ 3);
        decide_ask(self.state.clone(), &ask, self.now, &mut || dice.uuid())
    }

    /// An answer to those who asked, or one taken back.
    fn answer(&mut self, role: RoleId, team: TeamId) -> Command {
        let asked: Vec<InvitationId> =
            self.state.invitations.values().filter(|one| one.request.is_some()).map(|one| one.id).collect();
        let requests: Vec<InvitationId> = asked.into_iter().filter(|_| self.dice.one_in(2)).collect();
        match self.dice.roll(3) {
            0 => Command::ApproveRequests { requests, role, teams: vec![team] },
            1 => Command::DeclineRequests { requests },
            _ => Command::ReturnRequests { requests },
        }
    }

    fn account(&mut self) -> Result<Decision, Refusal> {
        let user = self.any_user();
        let change = if self.dice.one_in(2) {
            AccountChange::Rename(self.person_name())
        } else {
            AccountChange::Email(email(&format!("other{}@one.example", self.dice.roll(1_000))))
        };
        decide_account(self.state.clone(), user, &change, self.now)
    }
}
