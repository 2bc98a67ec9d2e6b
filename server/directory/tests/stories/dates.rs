//! What ends by itself, and the mails about it.

use crate::support::{PASSWORD, Persona, Stage, kinds, on_both, refusal, visitor};
use directory::{Caller, Error, Mail, Message};
use domain::{Answer, Command, DAY_MS, MINUTE_MS, Refusal, RoleKey, Status, Timestamp};
use roster::Roster;

on_both! {
    whoever_ended_is_refused_at_the_next_request_and_holds_no_seat
    an_end_is_told_once_to_whose_it_is_and_to_who_set_it
    a_date_that_changes_takes_its_mail_back_and_is_told_anew
    a_mail_that_is_true_no_more_is_not_sent
    two_servers_tell_once
    who_set_many_ends_gets_one_mail_for_a_day
    a_lent_role_decides_the_next_request_and_goes_by_itself
}

impl Persona {
    async fn ends(&self, whom: &Persona, ends_at: Option<Timestamp>) -> directory::Result<Answer> {
        self.does(Command::SetEndDate { users: vec![whom.user], ends_at }).await
    }

    async fn lends(&self, whom: &Persona, key: RoleKey, until: Timestamp) -> directory::Result<Answer> {
        let role = self.role(key).await;
        self.does(Command::LendRole { users: vec![whom.user], role, until, then: None }).await
    }

    /// The people as the operator sees them.
    async fn people(&self) -> Roster {
        let snapshot = self.directory.snapshot(&Caller::operator(), &self.org()).await.expect("a snapshot");
        Roster::load(snapshot).expect("a good snapshot")
    }
}

/// What the reminders among these say, and to whom.
fn told(mails: &[Mail]) -> Vec<(String, Option<String>)> {
    let mut told: Vec<_> = mails
        .iter()
        .filter_map(|mail| match &mail.message {
            Message::AccessEnds { whose, .. } => Some((mail.recipient.to_string(), whose.clone())),
            _ => None,
        })
        .collect();
    told.sort_unstable();
    told
}

async fn whoever_ended_is_refused_at_the_next_request_and_holds_no_seat(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    stage.seats("acme", 3).await;
    let end = stage.directory.now().plus_days(2);
    let answer = olga.ends(&adam, Some(end)).await.expect("set");
    assert_eq!(kinds(&answer), ["user_end_set"]);
    assert_eq!(refusal(adam.ends(&adam, None).await), Refusal::OwnRow);
    stage.clock.advance(2 * DAY_MS - 1);
    assert!(adam.is_signed_in().await);
    adam.suspend(&mia).await.expect("until then, an Admin");
    adam.reactivate(&mia).await.expect("until then, an Admin");
    let full = Refusal::NoSeat { needed: 1, available: 0 };
    assert_eq!(refusal(olga.invites("new@acme.test", RoleKey::Member).await), full);
    stage.clock.advance(1);
    assert!(matches!(adam.suspend(&mia).await, Err(Error::NotFound)));
    assert!(matches!(adam.directory.snapshot(&adam.session.caller, &adam.org()).await, Err(Error::NotFound)));
    assert!(!adam.is_signed_in().await, "no other organization is theirs");
    assert!(stage.directory.sign_in(&adam.email, PASSWORD, &visitor()).await.is_err());
    let roster = olga.people().await;
    let row = roster.row(roster.find(adam.user.into()).expect("there")).expect("there");
    assert_eq!((row.status(), roster.totals().users), (Status::Ended, 2));
    olga.invites("new@acme.test", RoleKey::Member).await.expect("a seat is free");
    assert_eq!(refusal(olga.ends(&adam, None).await), full, "a later date takes a seat");
    stage.seats("acme", 4).await;
    let back = olga.ends(&adam, None).await.expect("back");
    let again = stage.directory.sign_in(&adam.email, PASSWORD, &visitor()).await.expect("signed in");
    let adam = Persona::new(&stage, "acme", adam.user, &again, &adam.email).await;
    adam.suspend(&mia).await.expect("an Admin again");
    olga.does(Command::Undo { command: back.command }).await.expect("as it was, past or not");
    assert!(matches!(adam.reactivate(&mia).await, Err(Error::NotFound)));
}

async fn an_end_is_told_once_to_whose_it_is_and_to_who_set_it(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    let far = stage.directory.now().plus_days(30);
    olga.ends(&ben, Some(far)).await.expect("set");
    let by_operator = Command::SetEndDate { users: vec![mia.user], ends_at: Some(far) };
    stage.operator("acme", by_operator).await.expect("set");
    stage.mails().await;
    stage.clock.advance(23 * DAY_MS - 1);
    assert_eq!(stage.directory.remind().await.expect("looked"), 0);
    stage.clock.advance(1);
    assert_eq!(stage.directory.remind().await.expect("told"), 2);
    assert_eq!(stage.directory.remind().await.expect("looked"), 0, "told already");
    let mails = stage.mails().await;
    let ben_s = Some("Ben Bo".to_owned());
    let expected = [("ben@acme.test", None), ("mia@acme.test", None), ("olga@acme.test", ben_s)];
    assert_eq!(told(&mails), expected.map(|(to, whose)| (to.to_owned(), whose)));
    let Message::AccessEnds { organization, ends_at, .. } = &mails[0].message else { panic!("another mail") };
    assert_eq!((organization.as_str(), *ends_at), ("ACME", far));
    // One set for sooner than that is told at the next look.
    olga.ends(&mia, Some(stage.directory.now().plus_days(1))).await.expect("set");
    assert_eq!(stage.directory.remind().await.expect("told"), 1);
    assert_eq!(told(&stage.mails().await).len(), 2);
}

async fn a_date_that_changes_takes_its_mail_back_and_is_told_anew(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let in_days = |days| Some(stage.directory.now().plus_days(days));
    olga.ends(&ben, in_days(5)).await.expect("set");
    stage.directory.remind().await.expect("told");
    olga.ends(&ben, in_days(20)).await.expect("moved");
    assert_eq!(told(&stage.mails().await), [], "taken back");
    assert_eq!(stage.directory.remind().await.expect("looked"), 0);
    stage.clock.advance(13 * DAY_MS);
    assert_eq!(stage.directory.remind().await.expect("told"), 1);
    assert_eq!(told(&stage.mails().await).len(), 2);
    olga.ends(&ben, None).await.expect("no end");
    stage.clock.advance(30 * DAY_MS);
    assert_eq!(stage.directory.remind().await.expect("looked"), 0);
}

async fn a_mail_that_is_true_no_more_is_not_sent(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    stage.mails().await;
    let end = Some(stage.directory.now().plus_days(5));
    olga.ends(&ben, end).await.expect("set");
    olga.ends(&mia, end).await.expect("set");
    assert_eq!(stage.directory.remind().await.expect("told"), 2);
    olga.remove(&mia).await.expect("removed");
    // The mail server is away until it is over.
    stage.clock.advance(5 * DAY_MS);
    assert_eq!(told(&stage.directory.claim_mails(10).await.expect("claimed")), []);
    assert_eq!(stage.number("select count(*) from outbox where state = 'withdrawn' and topic = 'end'").await, 3);
}

async fn two_servers_tell_once(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.ends(&ben, Some(stage.directory.now().plus_days(5))).await.expect("set");
    let other = stage.another_server().await;
    let (one, two) = tokio::join!(stage.directory.remind(), other.remind());
    assert_eq!(one.expect("looked") + two.expect("looked"), 1);
    assert_eq!(told(&stage.mails().await).len(), 2);
}

async fn a_lent_role_decides_the_next_request_and_goes_by_itself(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia May", RoleKey::Member).await;
    let until = stage.directory.now().plus_ms(90 * MINUTE_MS);
    let lent = olga.lends(&ben, RoleKey::Admin, until).await.expect("lent");
    assert_eq!(kinds(&lent), ["user_temporary_role_set"]);
    ben.suspend(&mia).await.expect("an Admin by now");
    let roster = olga.people().await;
    let row = roster.row(roster.find(ben.user.into()).expect("there")).expect("there");
    let then = row.role_until().map(|(until, then)| (until, then.key));
    assert_eq!(
        (row.role().and_then(|role| role.key), then),
        (Some(RoleKey::Admin), Some((until, Some(RoleKey::Member))))
    );
    stage.clock.advance(90 * MINUTE_MS - 1);
    ben.reactivate(&mia).await.expect("until then");
    stage.clock.advance(1);
    assert!(matches!(ben.suspend(&mia).await, Err(Error::NotFound)));
    let row = "select count(*) from users where role_until is not null and role_after is not null";
    assert_eq!(stage.number(row).await, 1, "no job has run");
    // Prolonged and taken back, it is what it was: over.
    let again = olga.lends(&ben, RoleKey::Admin, stage.directory.now().plus_days(1)).await.expect("lent");
    olga.does(Command::Undo { command: again.command }).await.expect("taken back");
    assert!(matches!(ben.suspend(&mia).await, Err(Error::NotFound)));
    // Nobody is left as the last Owner by time.
    assert_eq!(refusal(stage.operator("acme", ends_of(&olga, until.plus_days(9))).await), Refusal::LastOwner);
}

fn ends_of(whom: &Persona, at: Timestamp) -> Command {
    Command::SetEndDate { users: vec![whom.user], ends_at: Some(at) }
}

async fn who_set_many_ends_gets_one_mail_for_a_day(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let mut many = Vec::new();
    for number in 0..120 {
        many.push(stage.join(&olga, &format!("P{number} P"), RoleKey::Member).await);
    }
    let users: Vec<_> = many.iter().map(|who| who.user).collect();
    let (first, later) = (stage.directory.now().plus_days(20), stage.directory.now().plus_days(21));
    olga.does(Command::SetEndDate { users: users[..60].to_vec(), ends_at: Some(first) }).await.expect("set");
    olga.does(Command::SetEndDate { users: users[60..119].to_vec(), ends_at: Some(later) }).await.expect("set");
    adam.ends(&many[119], Some(first)).await.expect("set");
    stage.mails().await;
    let sorted = |mails: &[Mail]| {
        let whole: Vec<_> = mails
            .iter()
            .filter_map(|mail| match &mail.message {
                Message::SeveralEnd { whose, .. } => Some((mail.recipient.to_string(), whose.len())),
                _ => None,
            })
            .collect();
        (whole, told(mails).into_iter().filter(|(_, whose)| whose.is_some()).collect::<Vec<_>>(), mails.len())
    };
    stage.clock.advance(13 * DAY_MS);
    stage.directory.remind().await.expect("told");
    olga.remove(&many[1]).await.expect("removed meanwhile");
    let (several, alone, all) = sorted(&stage.mails().await);
    assert_eq!(several, [("olga@acme.test".to_owned(), 118)], "of the next day's too, and not of who has left");
    assert_eq!(alone, [("adam@acme.test".to_owned(), Some("P119 P".to_owned()))]);
    assert_eq!(all, 2 + 60 + 1, "and each of those themselves");
    stage.clock.advance(DAY_MS);
    stage.directory.remind().await.expect("told");
    let (several, alone, all) = sorted(&stage.mails().await);
    assert_eq!((several, alone, all), (vec![], vec![], 59), "who set them has read it");
    // Another date is told anew.
    olga.ends(&many[0], Some(stage.directory.now().plus_days(3))).await.expect("set");
    stage.directory.remind().await.expect("told");
    assert_eq!(sorted(&stage.mails().await).1, [("olga@acme.test".to_owned(), Some("P0 P".to_owned()))]);
}
