//! Views that users keep, and the alarms that they set on them.

use crate::support::{Persona, Stage, on_both, refusal};
use directory::{Caller, Error, Mail, Message};
use domain::{
    Command, DAY_MS, Field, MINUTE_MS, Name, NameError, Refusal, RoleKey, SAVED_VIEWS_MAX, SavedView, SavedViewId,
};
use std::sync::atomic::{AtomicU64, Ordering};

on_both! {
    olga_keeps_views_that_are_hers_alone
    what_cannot_be_kept_is_refused_and_nothing_is_lost
    an_alarm_tells_once_until_it_was_quiet_again
    time_alone_rings_too
    an_alarm_shows_its_user_what_they_may_see_and_nobody_without_access_is_told
    a_view_of_what_is_gone_rings_for_nobody
    two_servers_tell_once_and_without_a_mail_server_nobody_is_written_to
}

fn view(name: &str, query: &str, alarm_above: Option<u32>) -> SavedView {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let id = uuid::Uuid::from_u64_pair(0, NEXT.fetch_add(1, Ordering::Relaxed));
    let name = Name::parse(name).expect("a name");
    SavedView { id: SavedViewId(id), name, query: query.to_owned(), alarm_above }
}

/// The same people on a server that sends mails.
async fn mailing(stage: &Stage, who: &Persona) -> Persona {
    let mut config = stage.directory.config().clone();
    config.mail = true;
    Persona { directory: stage.another_server_with(config).await, ..who.clone() }
}

impl Persona {
    async fn keeps(&self, view: &SavedView) -> directory::Result<SavedView> {
        self.directory.save_view(&self.session.caller, &self.org(), view.clone()).await
    }

    async fn views(&self) -> Vec<SavedView> {
        self.directory.saved_views(&self.session.caller, &self.org()).await.expect("hers")
    }

    async fn ringing(&self) -> u64 {
        self.directory.ringing_views(&self.session.caller, &self.org()).await.expect("hers")
    }

    /// Looks after the alarms, a good while after the last time; how many rang.
    async fn later(&self, stage: &Stage) -> u64 {
        stage.clock.advance(5 * MINUTE_MS);
        self.directory.ring_alarms().await.expect("looked")
    }
}

async fn alarms(by: &Persona) -> Vec<Mail> {
    let mut mails = by.directory.claim_mails(1_000).await.expect("mails");
    for mail in &mails {
        by.directory.report_mail(mail, &directory::MailOutcome::Sent).await.expect("reported");
    }
    mails.retain(|mail| matches!(mail.message, Message::ViewRings { .. }));
    mails
}

async fn olga_keeps_views_that_are_hers_alone(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let owners = view("Owners", "role=owner&dir=desc&cols=ends", None);
    let kept = olga.keeps(&owners).await.expect("kept");
    assert_eq!(kept.query, "role=owner&dir=desc", "columns are the browser's");
    olga.keeps(&view("Idle", "q=idle:30", Some(3))).await.expect("kept");
    olga.keeps(&owners).await.expect("twice is once");
    let names = |views: Vec<SavedView>| views.into_iter().map(|view| view.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(olga.views().await), ["Idle", "Owners"]);
    // Adam's are his: the same name is free, and Olga's id is not hers any less.
    adam.keeps(&SavedView { query: "role=admin".to_owned(), ..owners.clone() }).await.expect("kept");
    let forget = |who: &Persona, id| {
        let (directory, caller, org) = (who.directory.clone(), who.session.caller.clone(), who.org());
        async move { directory.delete_view(&caller, &org, id).await }
    };
    forget(&adam, owners.id).await.expect("forgotten");
    forget(&adam, owners.id).await.expect("twice is once");
    assert_eq!((names(adam.views().await), names(olga.views().await)), (vec![], vec!["Idle".into(), "Owners".into()]));
    let renamed = SavedView { name: Name::parse("Those at the top").expect("a name"), ..owners };
    olga.keeps(&renamed).await.expect("kept");
    assert_eq!(names(olga.views().await), ["Idle", "Those at the top"]);
    // Whoever sees nobody keeps nothing, nor does the operator, who is nobody's user.
    let mia = stage.join(&olga, "Mia Member", RoleKey::Member).await;
    assert!(matches!(mia.keeps(&renamed).await, Err(Error::NotFound)));
    let operator = olga.directory.saved_views(&Caller::operator(), &olga.org()).await;
    assert!(matches!(operator, Err(Error::NotFound)));
}

async fn what_cannot_be_kept_is_refused_and_nothing_is_lost(stage: Stage) {
    let olga = stage.acme().await;
    let owners = olga.keeps(&view("Owners", "role=owner", None)).await.expect("kept");
    assert_eq!(refusal(olga.keeps(&view("OWNERS", "q=ana", None)).await), Refusal::ViewNameTaken);
    let long = olga.keeps(&view(&"x".repeat(51), "q=ana", None)).await;
    let error = NameError::TooLong { limit: 50, length: 51 };
    assert_eq!(refusal(long), Refusal::BadText { field: Field::Name, error });
    let far = olga.keeps(&view("Many", "q=ana", Some(1_000_001))).await;
    assert_eq!(refusal(far), Refusal::OutOfRange { field: Field::Alarm, least: 0, most: 1_000_000 });
    for query in ["status=gone", "q=a&q=b", "page=2"] {
        let bad = olga.keeps(&view("Odd", query, None)).await;
        assert!(matches!(bad, Err(Error::Invalid { field: "query", .. })), "{query}: {bad:?}");
    }
    for n in 1..SAVED_VIEWS_MAX {
        olga.keeps(&view(&format!("View {n}"), "q=ana", None)).await.expect("kept");
    }
    let more = refusal(olga.keeps(&view("One more", "q=ana", None)).await);
    assert_eq!(more, Refusal::TooMany { field: Field::SavedViews, limit: 50, got: 51 });
    olga.keeps(&SavedView { query: "role=admin".to_owned(), ..owners }).await.expect("one that is there is changed");
    assert_eq!(olga.views().await.len(), 50);
}

async fn an_alarm_tells_once_until_it_was_quiet_again(stage: Stage) {
    let quiet = stage.acme().await;
    let olga = mailing(&stage, &quiet).await;
    let (ana, ben) =
        (stage.join(&quiet, "Ana Lima", RoleKey::Member).await, stage.join(&quiet, "Ben Okri", RoleKey::Member).await);
    let admins = view("Admins & friends", "role=admin", Some(0));
    olga.keeps(&admins).await.expect("kept");
    assert_eq!(olga.ringing().await, 0);
    olga.set_role(&ana, RoleKey::Admin).await.expect("an admin");
    assert_eq!(olga.directory.ring_alarms().await.expect("looked"), 0, "not at every change");
    assert_eq!(olga.later(&stage).await, 1);
    assert_eq!(olga.ringing().await, 1);
    let mails = alarms(&olga).await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.recipient.as_str(), olga.email);
    assert_eq!(
        mail.message,
        Message::ViewRings {
            organization: "ACME".to_owned(),
            slug: "acme".to_owned(),
            view: "Admins & friends".to_owned(),
            query: "role=admin".to_owned(),
            people: 1,
            above: 0,
        }
    );
    assert!(mail.link.as_deref().is_some_and(|link| link.ends_with("/o/acme/settings/users?role=admin")), "{mail:?}");
    // One more is no news; nobody, and then somebody again, is.
    olga.set_role(&ben, RoleKey::Admin).await.expect("an admin");
    assert_eq!((olga.later(&stage).await, olga.ringing().await), (0, 1));
    for who in [&ana, &ben] {
        olga.set_role(who, RoleKey::Member).await.expect("a member");
    }
    assert_eq!((olga.later(&stage).await, olga.ringing().await), (0, 0));
    olga.set_role(&ben, RoleKey::Admin).await.expect("an admin");
    assert_eq!((olga.later(&stage).await, alarms(&olga).await.len()), (1, 1));
    // Whoever saves it anew sees whom it shows.
    olga.keeps(&admins).await.expect("kept");
    assert_eq!((olga.ringing().await, olga.later(&stage).await, alarms(&olga).await.len()), (1, 0, 0));
    olga.keeps(&SavedView { alarm_above: None, ..admins }).await.expect("kept");
    assert_eq!((olga.ringing().await, olga.later(&stage).await), (0, 0));
}

async fn time_alone_rings_too(stage: Stage) {
    let quiet = stage.acme().await;
    let olga = mailing(&stage, &quiet).await;
    stage.join(&quiet, "Ana Lima", RoleKey::Member).await;
    olga.keeps(&view("Quiet for long", "q=idle:30", Some(0))).await.expect("kept");
    stage.clock.advance(29 * DAY_MS);
    assert_eq!(olga.directory.ring_alarms().await.expect("looked"), 0);
    stage.clock.advance(2 * DAY_MS);
    assert_eq!(olga.directory.ring_alarms().await.expect("looked"), 1, "after a missed night as well");
    assert_eq!(olga.directory.ring_alarms().await.expect("looked"), 0);
}

async fn an_alarm_shows_its_user_what_they_may_see_and_nobody_without_access_is_told(stage: Stage) {
    let quiet = stage.acme().await;
    let olga = mailing(&stage, &quiet).await;
    let team = olga.creates_team("Design").await;
    let tom = mailing(&stage, &stage.join(&quiet, "Tom Owner", RoleKey::TeamOwner).await).await;
    let into = |user: &Persona| Command::ChangeTeams { users: vec![user.user], add: vec![team], remove: vec![] };
    olga.does(into(&tom)).await.expect("in the team");
    olga.does(Command::SetTeamOwner { team, user: tom.user, owner: true }).await.expect("its owner");
    let members = view("Members", "role=member", Some(0));
    tom.keeps(&members).await.expect("kept");
    let ana = stage.join(&quiet, "Ana Lima", RoleKey::Member).await;
    assert_eq!(tom.later(&stage).await, 0, "she is in no team of his");
    olga.does(into(&ana)).await.expect("in the team");
    assert_eq!(tom.later(&stage).await, 1);
    let mails = alarms(&tom).await;
    assert!(matches!(&mails[..], [Mail { message: Message::ViewRings { people: 1, .. }, .. }]), "{mails:?}");
    olga.remove(&ana).await.expect("removed");
    assert_eq!((tom.later(&stage).await, tom.ringing().await), (0, 0));
    olga.suspend(&tom).await.expect("suspended");
    olga.restore(&ana).await.expect("restored");
    assert_eq!((tom.later(&stage).await, alarms(&tom).await.len()), (0, 0));
    // With access again, his view is as it was.
    olga.reactivate(&tom).await.expect("back");
    assert_eq!((tom.later(&stage).await, alarms(&tom).await.len()), (1, 1));
}

async fn a_view_of_what_is_gone_rings_for_nobody(stage: Stage) {
    let olga = mailing(&stage, &stage.acme().await).await;
    let team = olga.creates_team("Design").await;
    olga.keeps(&view("Designers", "team=design", Some(0))).await.expect("kept");
    olga.does(Command::DeleteTeam { team }).await.expect("deleted");
    // Its choice names nothing and would be passed over: all of the organization would be shown.
    assert_eq!((olga.later(&stage).await, olga.ringing().await), (0, 0));
}

async fn two_servers_tell_once_and_without_a_mail_server_nobody_is_written_to(stage: Stage) {
    let quiet = stage.acme().await;
    let olga = mailing(&stage, &quiet).await;
    let other = mailing(&stage, &quiet).await.directory;
    for n in 0..10 {
        olga.keeps(&view(&format!("View {n}"), "role=admin", Some(0))).await.expect("kept");
    }
    let ana = stage.join(&quiet, "Ana Lima", RoleKey::Admin).await;
    stage.clock.advance(5 * MINUTE_MS);
    let (one, two) = tokio::join!(olga.directory.ring_alarms(), other.ring_alarms());
    assert_eq!(one.expect("looked") + two.expect("looked"), 10);
    assert_eq!(alarms(&olga).await.len(), 10);
    olga.set_role(&ana, RoleKey::Member).await.expect("a member");
    assert_eq!(quiet.later(&stage).await, 0);
    olga.set_role(&ana, RoleKey::Admin).await.expect("an admin");
    assert_eq!((quiet.later(&stage).await, quiet.ringing().await), (10, 10));
    assert_eq!(alarms(&olga).await.len(), 0);
}
