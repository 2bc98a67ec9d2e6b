//! The same intent is done once, whatever is asked, however many copies of it come at once (F-09).

use crate::requests::{asks_and_confirms, takes};
use crate::support::{Persona, Stage, on_both};
use directory::{Error, Result};
use domain::{
    Answer, BundleShape, Change, ChangeOrganization, Command, Envelope, InvitationId, Name, Permission, PersonEdit,
    RoleKey, UserId, invert,
};
use std::collections::BTreeSet;

on_both! {
    f_09_copies_of_every_command_act_once_and_are_answered_alike
}

/// How many copies of each come at once.
const COPIES: usize = 6;

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

/// A command's name, as it is stored.
fn named(command: &Command) -> String {
    let json = serde_json::to_value(command).expect("JSON");
    let of_fields = || json.as_object().and_then(|fields| fields.keys().next()).map(String::as_str);
    json.as_str().or_else(of_fields).expect("a name").to_owned()
}

/// The names of all that there are, as serde tells them to who asks for another one.
fn all() -> BTreeSet<String> {
    let said = serde_json::from_str::<Command>("\"none\"").expect_err("there is none").to_string();
    said.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

struct Walk {
    stage: Stage,
    olga: Persona,
    done: BTreeSet<String>,
}

impl Walk {
    /// Sends copies of a command at once. Gives what each was answered, and checks that it was done once.
    async fn copies(&mut self, by: &Persona, command: Command) -> Vec<Result<Answer>> {
        let last = "select seq from organizations where slug = 'acme'";
        let (before, name) = (self.stage.number(last).await, named(&command));
        let envelope = self.stage.envelope(command);
        let tries: Vec<_> = (0..COPIES)
            .map(|_| {
                let (by, envelope) = (by.clone(), envelope.clone());
                tokio::spawn(async move { by.directory.execute(&by.session.caller, &by.org(), envelope).await })
            })
            .collect();
        let mut answers = Vec::new();
        for one in tries {
            answers.push(one.await.expect("ran"));
        }
        let answer = answers.iter().find_map(|answer| answer.as_ref().ok());
        let answer = answer.unwrap_or_else(|| panic!("{name}: {answers:?}"));
        assert!(!answer.events.is_empty(), "{name} did something");
        let done = i64::try_from(answer.events.len()).expect("few");
        assert_eq!(self.stage.number(last).await, before + done, "{name} is done once");
        // A minute later it is the same; the same intent for something else is not.
        self.stage.clock.advance(60_000);
        let other = Envelope { command: Command::CreateTeam { name: self::name("Elsewhere") }, ..envelope };
        let reused = by.directory.execute(&by.session.caller, &by.org(), other).await;
        assert!(matches!(reused, Err(Error::IntentReused | Error::NotFound | Error::SignedOut)), "{name}: {reused:?}");
        assert_eq!(self.stage.number(last).await, before + done, "{name} is still done once");
        self.done.insert(name);
        answers
    }

    /// The same for who stays: all are answered alike.
    async fn by(&mut self, by: &Persona, command: Command) -> Answer {
        let name = named(&command);
        let answers = self.copies(by, command).await;
        let mut answers: Vec<Answer> =
            answers.into_iter().map(|answer| answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))).collect();
        answers.dedup();
        assert_eq!(answers.len(), 1, "{name}: the same answer, the same links");
        answers.remove(0)
    }

    async fn does(&mut self, command: Command) -> Answer {
        let olga = self.olga.clone();
        self.by(&olga, command).await
    }

    /// Does what undoes the first event of this kind.
    async fn takes_back(&mut self, answer: &Answer, kind: &str) {
        let event = answer.events.iter().find(|event| event.change.kind() == kind).expect("it happened");
        let command = invert(&event.change).into_iter().next().expect("it can be undone");
        self.does(command).await;
    }

    async fn in_teams(&mut self, mia: UserId, max: UserId) {
        let answer = self.does(Command::CreateTeam { name: name("Design") }).await;
        let Change::TeamCreated { team } = &answer.events[0].change else { panic!("{answer:?}") };
        let (team, add) = (team.id, vec![team.id]);
        self.does(Command::ChangeTeams { users: vec![mia, max], add, remove: Vec::new() }).await;
        let role = self.olga.role(RoleKey::TeamOwner).await;
        self.does(Command::SetRole { users: vec![mia], role }).await;
        self.does(Command::SetTeamOwner { team, user: mia, owner: true }).await;
        self.does(Command::RenameTeam { team, name: name("Drawing") }).await;
        self.does(Command::DeleteTeam { team }).await;
        for revert in [false, true] {
            let made = self.does(Command::CreateTeam { name: name("Support") }).await;
            let (command, event) = (made.command, made.events[0].seq);
            self.does(if revert { Command::Revert { event } } else { Command::Undo { command } }).await;
        }
    }

    async fn with_people(&mut self, max: UserId) {
        let (users, role) = (vec![max], self.olga.role(RoleKey::Admin).await);
        let until = self.stage.directory.now().plus_days(7);
        self.does(Command::LendRole { users: users.clone(), role, until, then: None }).await;
        self.does(Command::SetEndDate { users: users.clone(), ends_at: Some(until.plus_days(9)) }).await;
        self.does(Command::RenameUser { user: max, name: name("Maximilian") }).await;
        let mailing = self.stage.mailing(&self.olga).await;
        self.by(&mailing, Command::ProposeEmail { user: max, email: "maxi@acme.test".to_owned() }).await;
        self.by(&mailing, Command::SendPasswordReset { user: max }).await;
        self.does(Command::LiftLock { user: max }).await;
        self.does(Command::SignOut { users: users.clone() }).await;
        let edit = PersonEdit::Role(role);
        self.does(Command::EditPeople { people: vec![max.into()], edit }).await;
        let (reason, successors, heir) = (None, Vec::new(), None);
        self.does(Command::Suspend { users: users.clone(), reason, successors, heir }).await;
        self.does(Command::Reactivate { users: users.clone() }).await;
        self.does(Command::Remove { users: users.clone(), reason: None, successors: Vec::new(), heir: None }).await;
        self.does(Command::Restore { users }).await;
    }

    async fn with_invitations(&mut self, adam: &Persona) {
        let command = self.olga.invitation_to("new@acme.test", RoleKey::Member).await;
        let answer = self.does(command).await;
        let invitation = answer.links[0].invitation;
        self.stage.clock.advance(60_000);
        let again = self.does(Command::Resend { invitations: vec![invitation] }).await;
        self.takes_back(&again, "invitation_resent").await;
        self.does(Command::CopyLink { invitation }).await;
        let role = self.olga.role(RoleKey::Admin).await;
        self.does(Command::SetInvitationRole { invitation, role }).await;
        self.does(Command::ReaddressInvitation { invitation, email: "newer@acme.test".to_owned() }).await;
        self.does(Command::Revoke { invitations: vec![invitation] }).await;
        self.does(Command::Reopen { invitations: vec![invitation] }).await;
        adam.invites("adams@acme.test", RoleKey::Member).await.expect("invited");
        let (users, heir) = (vec![adam.user], Some(self.olga.user));
        let (reason, successors) = (None, Vec::new());
        let heirs = self.does(Command::Suspend { users: users.clone(), reason, successors, heir }).await;
        self.does(Command::Reactivate { users }).await;
        self.takes_back(&heirs, "invitation_taken_over").await;
    }

    async fn with_requests(&mut self, requests: [InvitationId; 2]) {
        let role = self.olga.role(RoleKey::Member).await;
        let [approved, declined] = requests.map(|request| vec![request]);
        let answer = self.does(Command::ApproveRequests { requests: approved, role, teams: Vec::new() }).await;
        self.takes_back(&answer, "request_approved").await;
        self.does(Command::DeclineRequests { requests: declined }).await;
    }

    async fn in_settings(&mut self, max: &Persona) {
        let change = ChangeOrganization { name: Some(name("Acme & Sons")), ..Default::default() };
        self.does(Command::ChangeOrganization(change)).await;
        let permissions = vec![Permission::UsersRead];
        let made = self.does(Command::CreateRole { name: name("Reader"), permissions }).await;
        let Change::RoleCreated { role } = &made.events[0].change else { panic!("{made:?}") };
        let role = role.id;
        self.does(Command::ChangeRole { role, name: Some(name("Looker")), permissions: None }).await;
        let deleted = self.does(Command::DeleteRole { role, move_to: None }).await;
        self.takes_back(&deleted, "role_deleted").await;
        let role = self.olga.role(RoleKey::Member).await;
        let shape =
            BundleShape { name: name("Contractor"), role, teams: Vec::new(), access_days: Some(90), note: None };
        let made = self.does(Command::CreateBundle { shape: shape.clone() }).await;
        let Change::BundleCreated { bundle } = &made.events[0].change else { panic!("{made:?}") };
        let bundle = bundle.id;
        let came = format!("update users set bundle_id = (select id from bundles) where email = '{}'", max.email);
        self.stage.sql(&came).await.expect("by it");
        self.does(Command::FollowBundle { users: vec![max.user] }).await;
        self.does(Command::ChangeBundle { bundle, shape: BundleShape { name: name("Guest"), ..shape } }).await;
        let deleted = self.does(Command::DeleteBundle { bundle }).await;
        self.takes_back(&deleted, "bundle_deleted").await;
    }
}

async fn f_09_copies_of_every_command_act_once_and_are_answered_alike(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let mia = stage.join(&olga, "Mia Moe", RoleKey::Member).await;
    let max = stage.join(&olga, "Max Muir", RoleKey::Member).await;
    takes(&olga, true).await.expect("requests are taken");
    let requests = [asks_and_confirms(&stage, "Eve").await, asks_and_confirms(&stage, "Kim").await];
    let mut walk = Walk { stage, olga: olga.clone(), done: BTreeSet::new() };
    walk.in_teams(mia.user, max.user).await;
    walk.with_people(max.user).await;
    walk.with_invitations(&adam).await;
    walk.with_requests(requests).await;
    walk.in_settings(&max).await;
    walk.does(Command::HandOver { email: mia.email.clone() }).await;
    // Whoever is gone is answered no more: one copy is, and the others say that there is nobody.
    let answers = walk.copies(&olga, Command::Leave).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let gone = |answer: &Result<Answer>| matches!(answer, Ok(_) | Err(Error::NotFound | Error::SignedOut));
    assert!(answers.iter().all(gone), "{answers:?}");
    assert_eq!(walk.done, all(), "a new command has its copies here, too");
}
