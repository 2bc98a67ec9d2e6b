//! Mails to people about what was done to them, and to Owners about seats.

use crate::support::{Persona, Stage, on_both};
use directory::{Mail, Message, Topic};
use domain::{Answer, ChangeOrganization, Command, MailKind, MailWords, RoleKey};
use std::collections::BTreeMap;

on_both! {
    a_role_is_told_to_whose_it_is_with_who_gave_it
    what_is_taken_back_in_time_is_told_to_nobody
    what_was_told_already_is_told_back
    what_is_being_sent_counts_as_told
    two_changes_in_a_row_are_told_as_one
    ended_access_is_told_and_given_back_too
    one_who_leaves_is_told_nothing
    an_organization_can_tell_nobody
    owners_are_told_once_that_nine_of_ten_seats_are_used
    mails_are_sent_in_the_organization_s_own_words_of_that_moment
}

impl Persona {
    async fn undoes(&self, answer: &Answer) -> Answer {
        self.does(Command::Undo { command: answer.command }).await.expect("undone")
    }

    async fn tells(&self, tell: bool) -> Answer {
        let change = ChangeOrganization { tell_people: Some(tell), ..ChangeOrganization::default() };
        self.does(Command::ChangeOrganization(change)).await.expect("an Admin may")
    }
}

/// What people were told on these topics, and to which address.
fn told(mails: Vec<Mail>) -> Vec<(String, Message)> {
    let topics = [Some(Topic::Role), Some(Topic::Access), Some(Topic::Seats)];
    let news = mails.into_iter().filter(|mail| topics.contains(&mail.message.topic()));
    let mut told: Vec<_> = news.map(|mail| (mail.recipient.to_string(), mail.message)).collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

fn role(by: Option<&str>, before: &str, after: &str) -> Message {
    Message::RoleChanged {
        organization: "ACME".to_owned(),
        by: by.map(str::to_owned),
        before: before.to_owned(),
        after: after.to_owned(),
        until: None,
    }
}

fn ended(by: &str, removed: bool) -> Message {
    Message::AccessEnded { organization: "ACME".to_owned(), by: Some(by.to_owned()), removed }
}

async fn a_role_is_told_to_whose_it_is_with_who_gave_it(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    let ben_s = "ben@acme.test".to_owned();
    assert_eq!(told(stage.mails().await), [(ben_s.clone(), role(Some("Olga Ortiz"), "Member", "Admin"))]);
    let member = olga.role(RoleKey::Member).await;
    stage.operator("acme", Command::SetRole { users: vec![ben.user], role: member }).await.expect("set");
    assert_eq!(told(stage.mails().await), [(ben_s.clone(), role(None, "Admin", "Member"))]);
    let until = stage.directory.now().plus_days(2);
    let admin = olga.role(RoleKey::Admin).await;
    olga.does(Command::LendRole { users: vec![ben.user], role: admin, until, then: None }).await.expect("lent");
    let mut lent = role(Some("Olga Ortiz"), "Member", "Admin");
    if let Message::RoleChanged { until: told, .. } = &mut lent {
        *told = Some(until);
    }
    assert_eq!(told(stage.mails().await), [(ben_s, lent)]);
}

async fn what_is_taken_back_in_time_is_told_to_nobody(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    stage.mails().await;
    let (set, suspended) = (olga.set_role(&ben, RoleKey::Admin).await, olga.suspend(&mia).await);
    olga.undoes(&set.expect("set")).await;
    olga.undoes(&suspended.expect("suspended")).await;
    let removed = olga.remove(&mia).await.expect("removed");
    olga.undoes(&removed).await;
    assert_eq!(told(stage.mails().await), []);
}

async fn what_was_told_already_is_told_back(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let set = olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    assert_eq!(told(stage.mails().await).len(), 1);
    olga.undoes(&set).await;
    let back = ("ben@acme.test".to_owned(), role(Some("Olga Ortiz"), "Admin", "Member"));
    assert_eq!(told(stage.mails().await), [back]);
}

async fn what_is_being_sent_counts_as_told(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let set = olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    assert_eq!(told(stage.directory.claim_mails(10).await.expect("a worker has it")).len(), 1);
    olga.undoes(&set).await;
    let back = ("ben@acme.test".to_owned(), role(Some("Olga Ortiz"), "Admin", "Member"));
    assert_eq!(told(stage.mails().await), [back]);
}

async fn two_changes_in_a_row_are_told_as_one(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    olga.set_role(&ben, RoleKey::TeamOwner).await.expect("set");
    olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    olga.suspend(&ben).await.expect("suspended");
    olga.remove(&ben).await.expect("removed");
    let to = "ben@acme.test".to_owned();
    let mut came = told(stage.mails().await);
    came.sort_by_key(|(_, message)| message.topic());
    assert_eq!(came, [(to.clone(), role(Some("Olga Ortiz"), "Member", "Admin")), (to, ended("Olga Ortiz", true))]);
}

async fn ended_access_is_told_and_given_back_too(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let to = "ben@acme.test".to_owned();
    let back = Message::AccessBack { organization: "ACME".to_owned(), by: Some("Olga Ortiz".to_owned()) };
    olga.suspend(&ben).await.expect("suspended");
    assert_eq!(told(stage.mails().await), [(to.clone(), ended("Olga Ortiz", false))]);
    olga.reactivate(&ben).await.expect("reactivated");
    olga.suspend(&ben).await.expect("suspended");
    assert_eq!(told(stage.mails().await), [], "suspended is what they know");
    olga.reactivate(&ben).await.expect("reactivated");
    assert_eq!(told(stage.mails().await), [(to.clone(), back.clone())]);
    olga.remove(&ben).await.expect("removed");
    assert_eq!(told(stage.mails().await), [(to.clone(), ended("Olga Ortiz", true))]);
    olga.restore(&ben).await.expect("restored");
    assert_eq!(told(stage.mails().await), [(to, back)]);
}

async fn one_who_leaves_is_told_nothing(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    ben.does(Command::Leave).await.expect("left");
    assert_eq!(told(stage.mails().await), []);
}

async fn an_organization_can_tell_nobody(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let off = olga.tells(false).await;
    olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    olga.suspend(&ben).await.expect("suspended");
    assert_eq!(told(stage.mails().await), []);
    olga.undoes(&off).await;
    olga.reactivate(&ben).await.expect("reactivated");
    assert_eq!(told(stage.mails().await).len(), 1, "as before");
}

async fn owners_are_told_once_that_nine_of_ten_seats_are_used(stage: Stage) {
    let olga = stage.acme().await;
    let otto = stage.join(&olga, "Otto Owner", RoleKey::Owner).await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    stage.seats("acme", 5).await;
    stage.mails().await;
    olga.invites("one@acme.test", RoleKey::Member).await.expect("invited");
    assert_eq!(told(stage.mails().await), [], "four of five");
    let told_of = |used, limit| {
        let message = Message::SeatsNearlyFull { organization: "ACME".to_owned(), used, limit };
        ["olga@acme.test", "otto@acme.test"].map(|to| (to.to_owned(), message.clone()))
    };
    let last = adam.invitation_to("two@acme.test", RoleKey::Member).await;
    let last = adam.does(last).await.expect("invited");
    adam.undoes(&last).await;
    assert_eq!(told(stage.mails().await), [], "taken back in time");
    adam.invites("three@acme.test", RoleKey::Member).await.expect("invited");
    assert_eq!(told(stage.mails().await), told_of(5, 5));
    stage.seats("acme", 100).await;
    assert_eq!(told(stage.mails().await), []);
    stage.seats("acme", 6).await;
    assert_eq!(told(stage.mails().await), [], "five of six");
    olga.suspend(&otto).await.expect("suspended");
    stage.mails().await;
    stage.seats("acme", 4).await;
    let (olga_s, _) = &told_of(4, 4)[0];
    let came = told(stage.mails().await);
    assert_eq!(came.iter().map(|(to, _)| to).collect::<Vec<_>>(), [olga_s], "whoever cannot sign in is not told");
}

async fn mails_are_sent_in_the_organization_s_own_words_of_that_moment(stage: Stage) {
    let olga = stage.acme().await;
    let other = stage.found("other", "zoe@other.test", "Zoe").await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let words = |subject: &str| MailWords {
        subject: subject.to_owned().try_into().expect("a subject"),
        text: "{by} did it.".to_owned().try_into().expect("a text"),
    };
    let reword = |mail, words: Option<MailWords>| {
        let mail_words = BTreeMap::from([(mail, words)]);
        Command::ChangeOrganization(ChangeOrganization { mail_words, ..ChangeOrganization::default() })
    };
    let (invited, changed) = (MailKind::Invitation, MailKind::RoleChanged);
    olga.does(reword(invited, Some(words("Welcome")))).await.expect("reworded");
    let answer = olga.does(reword(changed, Some(words("You are {role}")))).await.expect("reworded");
    let general = olga.directory.general(&olga.session.caller, &olga.org()).await.expect("hers");
    let kept: Vec<MailKind> = general.organization.settings.mail_words.keys().copied().collect();
    assert_eq!(kept, [invited, changed]);
    let said = |mails: Vec<Mail>| {
        let mut said: Vec<_> = mails.into_iter().map(|mail| (mail.recipient.to_string(), mail.words)).collect();
        said.sort_by(|one, other| one.0.cmp(&other.0));
        said
    };
    olga.set_role(&ben, RoleKey::Admin).await.expect("set");
    olga.does(olga.invitation_to("ana@acme.test", RoleKey::Member).await).await.expect("invited");
    other.does(other.invitation_to("zed@other.test", RoleKey::Member).await).await.expect("invited");
    let ana = ("ana@acme.test".to_owned(), Some(words("Welcome")));
    let zed = ("zed@other.test".to_owned(), None);
    assert_eq!(said(stage.mails().await), [ana, (ben.email.clone(), Some(words("You are {role}"))), zed]);
    // What waits is said as it is worded when it goes.
    olga.set_role(&ben, RoleKey::Member).await.expect("set");
    olga.undoes(&answer).await;
    assert_eq!(said(stage.mails().await), [(ben.email.clone(), None)]);
}
