//! Open invitations edited as users are, on both databases.

use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, token_of, visitor};
use directory::Message;
use domain::{Command, PersonEdit, PersonId, RoleKey, TeamId};

on_both! {
    an_edited_invitation_gives_what_it_says_now
    the_mail_that_waits_says_the_role_as_it_is_now
    many_are_edited_by_one_command_and_undone_by_one
    a_reopened_invitation_is_into_the_teams_that_it_was_moved_to
}

impl Persona {
    async fn edits(&self, people: Vec<PersonId>, edit: PersonEdit) -> domain::Answer {
        self.does(Command::EditPeople { people, edit }).await.expect("edited")
    }
}

fn into(add: &[TeamId], remove: &[TeamId]) -> PersonEdit {
    PersonEdit::Teams { add: add.to_vec(), remove: remove.to_vec() }
}

/// Which invitations are into which teams, by address and name.
async fn invited_into(stage: &Stage) -> Vec<String> {
    let sql = "select i.email || ' ' || t.name as line from invitations i
               join invitation_teams it on it.org_id = i.org_id and it.invitation_id = i.id
               join teams t on t.org_id = i.org_id and t.id = it.team_id order by line";
    stage.rows(sql).await.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

async fn an_edited_invitation_gives_what_it_says_now(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let (id, token) = adam.invites_as("new@acme.test", RoleKey::Member).await;
    let role = PersonEdit::Role(olga.role(RoleKey::Owner).await);
    let answer = olga.edits(vec![id.into()], role).await;
    assert_eq!(kinds(&answer), ["invitation_role_set", "invitation_taken_over"]);
    olga.edits(vec![id.into()], into(&[design, sales], &[])).await;
    olga.edits(vec![id.into()], into(&[], &[design])).await;
    assert_eq!(invited_into(&stage).await, ["new@acme.test Sales"]);
    let accepted = stage.directory.accept_as_new(&token, "New Ng", PASSWORD, &visitor()).await.expect("accepted");
    let cards = stage.directory.roles(&directory::Caller::operator(), &olga.org()).await.expect("roles").roles;
    assert_eq!(cards.iter().map(|card| card.users).collect::<Vec<_>>(), [2, 1, 0, 0]);
    assert!(accepted.signed_in.is_some());
    assert_eq!(stage.number("select count(*) from team_users").await, 1);
}

async fn the_mail_that_waits_says_the_role_as_it_is_now(stage: Stage) {
    let olga = stage.acme().await;
    let (id, token) = olga.invites_as("new@acme.test", RoleKey::Member).await;
    olga.edits(vec![id.into()], PersonEdit::Role(olga.role(RoleKey::TeamOwner).await)).await;
    let mails = stage.mails().await;
    let told: Vec<_> = mails
        .iter()
        .filter_map(|mail| match &mail.message {
            Message::Invitation { role, .. } => Some((role.as_str(), mail.link.as_deref().map(token_of))),
            _ => None,
        })
        .collect();
    assert_eq!(told, [("Team owner", Some(token))], "one mail, with the link that it had");
}

async fn many_are_edited_by_one_command_and_undone_by_one(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let mut people = vec![ben.user.into()];
    for number in 0..40 {
        let (id, _) = adam.invites_as(&format!("new{number}@acme.test"), RoleKey::Member).await;
        people.push(id.into());
    }
    olga.edits(people.clone(), into(&[sales], &[])).await;
    let columns = ["id", "role_id", "invited_by", "state"];
    let before = (stage.table("invitations", &columns).await, invited_into(&stage).await);
    let role = adam.edits(people.clone(), PersonEdit::Role(olga.role(RoleKey::Admin).await)).await;
    let teams = adam.edits(people.clone(), into(&[design], &[sales])).await;
    assert_eq!((role.events.len(), teams.events.len()), (41, 41));
    assert_eq!(invited_into(&stage).await.iter().filter(|line| line.ends_with("Design")).count(), 40);
    for answer in [teams, role] {
        let undone = adam.does(Command::Undo { command: answer.command }).await.expect("undone");
        assert_eq!((undone.events.len(), undone.refused.len()), (41, 0));
    }
    assert_eq!((stage.table("invitations", &columns).await, invited_into(&stage).await), before);
}

async fn a_reopened_invitation_is_into_the_teams_that_it_was_moved_to(stage: Stage) {
    let olga = stage.acme().await;
    let (design, sales) = (olga.creates_team("Design").await, olga.creates_team("Sales").await);
    let (id, _) = olga.invites_as("new@acme.test", RoleKey::Member).await;
    olga.edits(vec![id.into()], into(&[design], &[])).await;
    olga.edits(vec![id.into()], into(&[sales], &[design])).await;
    let revoked = olga.does(Command::Revoke { invitations: vec![id] }).await.expect("revoked");
    olga.does(Command::Undo { command: revoked.command }).await.expect("open again");
    assert_eq!(invited_into(&stage).await, ["new@acme.test Sales"]);
}
