//! Whoever waits for a seat is invited in the order of the line, whatever happens to the seats meanwhile.

use super::*;
use std::collections::VecDeque;

/// An organization with few seats, and the line as it should be.
struct Line {
    world: World,
    waiting: VecDeque<InvitationId>,
    sent: Vec<InvitationId>,
    people: Vec<UserId>,
}

impl Line {
    fn begin(draw: &mut Draw) -> Self {
        let mut world = World::new();
        world.seats(Some(5 + u32::try_from(draw.below(6)).expect("few")), SeatPolicy::Queue);
        Self { world, waiting: VecDeque::new(), sent: Vec::new(), people: vec![BEN, MIA] }
    }

    /// Invites some: nobody passes those who wait, and who does not fit stands behind them.
    fn invite(&mut self, draw: &mut Draw) {
        let who: Vec<String> = (0..=draw.below(4)).map(|_| format!("p{}", self.world.id().as_u128())).collect();
        let who: Vec<&str> = who.iter().map(String::as_str).collect();
        let room = self.world.state.seats.room().unwrap_or(u32::MAX);
        let events = self.world.act(ADAM, &inviting(&who, member(), &[]));
        let sent = events.iter().filter(|event| matches!(event.change, Change::InvitationSent { .. })).count();
        assert_eq!(sent, who.len().min(room as usize));
        for event in events {
            match event.change {
                Change::InvitationSent { invitation, .. } => self.sent.push(invitation.id),
                Change::InvitationQueued { invitation, .. } => self.waiting.push_back(invitation.id),
                other => panic!("{other:?}"),
            }
        }
    }

    /// Imports a list of newcomers and of those who wait, who have another role from then on and the same place.
    fn import(&mut self, draw: &mut Draw) {
        let new = (0..=draw.below(4)).map(|_| format!("l{}@example.com", self.world.id().as_u128()));
        let mut who: Vec<(String, &str)> = new.map(|address| (address, "")).collect();
        let newcomers = who.len();
        if let Some(&waits) = self.waiting.back() {
            let role = draw.of(&["Admin", "Member"]);
            who.insert(draw.below(who.len()), (self.world.invitation(waits).email.to_string(), role));
        }
        let lines: Vec<(&str, &str, &str)> = who.iter().map(|(address, role)| (address.as_str(), *role, "")).collect();
        let room = self.world.state.seats.room().map_or(newcomers, |room| newcomers.min(room as usize));
        let (plan, events) = self.world.import(ADAM, &listed(&lines), &importing());
        assert_eq!(plan.seats.waiting as usize, newcomers - room);
        if draw.one_in(4) {
            self.world.undo(ADAM, &events);
            return;
        }
        for event in events {
            match event.change {
                Change::InvitationSent { invitation, .. } => self.sent.push(invitation.id),
                Change::InvitationQueued { invitation, .. } => self.waiting.push_back(invitation.id),
                Change::InvitationRoleSet { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Takes one back, which may be undone: it has its old place then.
    fn revoke(&mut self, draw: &mut Draw) {
        let all: Vec<InvitationId> = self.waiting.iter().chain(&self.sent).copied().collect();
        if all.is_empty() {
            return;
        }
        let id = draw.of(&all);
        let events = self.world.act(ADAM, &revoke(&[id]));
        // There may be no seat any more to take it back to.
        if let Some(decision) = draw.one_in(3).then(|| self.world.ask_undo(ADAM, &events).ok()).flatten() {
            self.world.settle(Actor::User(ADAM), &decision);
            return;
        }
        self.waiting.retain(|other| *other != id);
        self.sent.retain(|other| *other != id);
    }

    fn anything(&mut self, draw: &mut Draw) {
        match draw.below(9) {
            8 => self.import(draw),
            0..=2 => self.invite(draw),
            3 => self.revoke(draw),
            4 => {
                let who = draw.of(&self.people);
                let command = if self.world.user(who).state == UserState::Active { suspend } else { reactivate };
                // There may be no seat to come back to.
                if let Ok(decision) = self.world.ask(ADAM, &command(&[who])) {
                    self.world.settle(Actor::User(ADAM), &decision);
                }
            }
            5 => {
                let used = self.world.state.seats.used();
                let limit = (used + u32::try_from(draw.below(6)).expect("few")).saturating_sub(2).max(1);
                let change = ChangeOrganization { seat_limit: Some(Some(limit)), ..Default::default() };
                self.world.act(OLGA, &Command::ChangeOrganization(change));
            }
            6 => self.world.pass(draw.of(&[60_000, 3 * DAY_MS])),
            _ => self.release(draw),
        }
    }

    /// Sends as many as fit, or fewer.
    fn release(&mut self, draw: &mut Draw) {
        let free = self.world.state.seats.available().unwrap_or(u32::MAX);
        let free = if draw.one_in(3) { free / 2 } else { free };
        let over = self.world.state.seats.over();
        let changes = decide_release(self.world.state.clone(), Some(free), self.world.now);
        assert_eq!(changes.len(), self.waiting.len().min(free as usize), "no seat is left empty, none is taken twice");
        for change in &changes {
            let Change::InvitationReleased { invitation, after } = change else { panic!("{change:?}") };
            assert_eq!(Some(*invitation), self.waiting.pop_front(), "in the order of the line");
            assert_eq!(*after, self.world.now.plus_days(7));
            self.sent.push(*invitation);
        }
        self.world.settle(Actor::System, &Decision { changes, refused: Vec::new() });
        assert_eq!(self.world.state.seats.over(), over);
    }

    fn check(&self) {
        let state = &self.world.state;
        let mut line: Vec<&Invitation> =
            state.invitations.values().filter(|one| one.status(self.world.now) == Some(Status::Waiting)).collect();
        line.sort_by_key(|invitation| invitation.place);
        let line: Vec<InvitationId> = line.into_iter().map(|invitation| invitation.id).collect();
        assert_eq!(line, Vec::from(self.waiting.clone()), "the line is as it should be");
        let seats = state.seats;
        let recount = counts(state, self.world.now);
        assert_eq!((seats.users, seats.invitations, seats.waiting, state.owners), recount);
    }
}

#[test]
fn the_line_keeps_its_order_whatever_happens_to_the_seats() {
    for seed in 0..2_000_u64 {
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut draw = Draw(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
        let mut line = Line::begin(&mut draw);
        for _ in 0..40 {
            line.anything(&mut draw);
            line.check();
        }
        // In the end, with seats for all, all are sent.
        line.world.seats(None, SeatPolicy::Queue);
        let left = decide_release(line.world.state.clone(), None, line.world.now);
        assert_eq!(left.len(), line.waiting.len(), "of seed {seed}");
    }
}
