//! The audit log as it is read: narrowed, opened, taken back, with what was refused.

use crate::support::{Persona, Stage, on_both, refusal};
use directory::Error;
use domain::{
    AUDIT_PAGE, Arranged, AuditActor, AuditDetail, AuditFilter, AuditPage, AuditTheme, Command, Concerned, Doer, Door,
    Happened, Permission, PersonId, Refusal, Revert, RoleKey,
};

on_both! {
    the_log_tells_in_names_what_happened_to_whom
    it_is_narrowed_by_theme_actor_subject_time_and_command
    it_comes_in_pages_and_as_a_file_without_a_gap
    an_event_is_taken_back_alone_and_with_its_command
    what_cannot_be_taken_back_says_why
    refused_attempts_are_read_apart
    only_who_sees_everybody_and_reads_the_log_reads_it
}

async fn log(by: &Persona, filter: &AuditFilter) -> AuditPage {
    by.directory.audit_log(&by.session.caller, &by.org(), filter, None).await.expect("read")
}

async fn opened(by: &Persona, event: u64) -> AuditDetail {
    by.directory.audit_event(&by.session.caller, &by.org(), event).await.expect("read")
}

fn kinds(page: &AuditPage) -> Vec<&str> {
    page.entries.iter().map(|entry| entry.kind.as_str()).collect()
}

async fn the_log_tells_in_names_what_happened_to_whom(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    olga.creates_team("Design").await;
    olga.set_role(&ben, RoleKey::Admin).await.expect("promoted");
    let page = log(&olga, &AuditFilter::default()).await;
    assert!(!page.more);
    let newest = &page.entries[0];
    assert_eq!((newest.kind.as_str(), newest.door), ("user_role_set", Door::Page));
    assert_eq!(newest.about, Concerned::Person(PersonId::User(ben.user), "Ben Bo".to_owned()));
    assert!(matches!(&newest.by, Doer::User(name) if name.as_str() == "Olga Ortiz"));
    let Some(Happened::RoleSet { before: Some(before), after: Some(after) }) = &newest.what else {
        panic!("{:?}", newest.what)
    };
    assert_eq!((before.as_str(), after.as_str()), ("Member", "Admin"));
    let made = &page.entries[1];
    assert!(
        matches!(&made.what, Some(Happened::Arranged(Arranged::TeamCreated { name })) if name.as_str() == "Design")
    );
    let joined = page.entries.iter().find(|entry| entry.kind == "user_joined" && entry.ip.is_some()).expect("Ben's");
    assert_eq!(joined.ip.as_deref(), Some("192.0.2.7"));
    let first = page.entries.last().expect("events");
    assert!(matches!(first.what, Some(Happened::Arranged(Arranged::Founded { .. }))), "{:?}", first.what);
    assert!(page.entries.iter().all(|entry| entry.what.is_some() && !entry.erased));

    // Erased texts say so.
    stage.sql(&format!("update events set personal = null where seq = {}", joined.seq)).await.expect("erased");
    assert!(opened(&olga, joined.seq).await.entry.erased);
}

async fn it_is_narrowed_by_theme_actor_subject_time_and_command(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Admin).await;
    let mia = stage.join(&ben, "Mia Mo", RoleKey::Member).await;
    let noon = stage.clock.now().plus_ms(1_000);
    stage.clock.advance(2_000);
    let both = Command::Suspend { users: vec![ben.user, mia.user], reason: None, successors: Vec::new(), heir: None };
    let suspended = olga.does(both).await.expect("both");
    let narrowed = |change: &dyn Fn(&mut AuditFilter)| {
        let mut filter = AuditFilter::default();
        change(&mut filter);
        filter
    };
    let standing = log(&olga, &narrowed(&|filter| filter.themes = vec![AuditTheme::Standing])).await;
    assert_eq!(kinds(&standing), ["user_state_set", "user_state_set"]);
    let by_ben = log(&olga, &narrowed(&|filter| filter.actor = Some(AuditActor::User(ben.user)))).await;
    assert_eq!(kinds(&by_ben), ["invitation_sent", "user_joined"], "Mia's invitation, and his own joining");
    assert_eq!(by_ben.actor.as_deref(), Some("Ben Bo"));
    let about_mia = log(&olga, &narrowed(&|filter| filter.subject = Some(mia.user.0))).await;
    assert_eq!(kinds(&about_mia), ["user_state_set", "user_joined", "invitation_sent"], "her invitation's too");
    assert_eq!(about_mia.subject.as_deref(), Some("Mia Mo"));
    let late = log(&olga, &narrowed(&|filter| filter.from = Some(noon))).await;
    let early = log(&olga, &narrowed(&|filter| filter.to = Some(noon))).await;
    assert_eq!(late.entries.len(), 2);
    assert_eq!(late.entries.len() + early.entries.len(), log(&olga, &AuditFilter::default()).await.entries.len());
    let of_command = log(&olga, &narrowed(&|filter| filter.command = Some(suspended.command))).await;
    assert_eq!(of_command.entries.len(), suspended.events.len());
    let by_operator = log(&olga, &narrowed(&|filter| filter.actor = Some(AuditActor::Operator))).await;
    assert_eq!(kinds(&by_operator), ["user_joined", "organization_created"]);
    let found = olga.directory.audit_people(&olga.session.caller, &olga.org(), "mo MIA").await.expect("found");
    assert_eq!(found.iter().map(|one| one.user).collect::<Vec<_>>(), [mia.user]);
}

async fn it_comes_in_pages_and_as_a_file_without_a_gap(stage: Stage) {
    stage.demo(700).await;
    let owner = stage.demo_owner().await;
    let (directory, caller, org, all) = (&owner.directory, &owner.session.caller, owner.org(), AuditFilter::default());
    let last = u64::try_from(stage.number("select max(seq) from events").await).expect("a number");
    let first = directory.audit_log(caller, &org, &all, None).await.expect("read");
    assert!(first.more && first.entries.len() == AUDIT_PAGE);
    let next =
        directory.audit_log(caller, &org, &all, first.entries.last().map(|entry| entry.seq)).await.expect("read");
    let shown: Vec<u64> = first.entries.iter().chain(&next.entries).map(|entry| entry.seq).collect();
    assert_eq!(shown, (last - 99..=last).rev().collect::<Vec<u64>>());
    let (mut file, mut before) = (Vec::new(), None);
    loop {
        let stretch = directory.audit_stretch(caller, &org, &all, before).await.expect("read");
        let Some(end) = stretch.last() else { break };
        before = Some(end.entry.seq);
        file.extend(stretch.iter().map(|record| record.entry.seq));
    }
    assert_eq!(file, (1..=last).rev().collect::<Vec<u64>>());
}

async fn an_event_is_taken_back_alone_and_with_its_command(stage: Stage) {
    let olga = stage.acme().await;
    let (ben, mia) =
        (stage.join(&olga, "Ben Bo", RoleKey::Member).await, stage.join(&olga, "Mia Mo", RoleKey::Member).await);
    let both = Command::Suspend { users: vec![ben.user, mia.user], reason: None, successors: Vec::new(), heir: None };
    let done = olga.does(both).await.expect("both");
    let detail = opened(&olga, done.events[0].seq).await;
    assert_eq!(
        (detail.of_command, &detail.revert, &detail.revert_command),
        (2, &Revert::Possible, &Some(Revert::Possible))
    );
    assert_eq!((detail.hash.len(), detail.previous_hash.len()), (64, 64));

    let one = olga.does(Command::Revert { event: done.events[0].seq }).await.expect("one of them");
    assert_eq!(one.events.len(), 1, "Ben alone, by an event of its own");
    assert!(
        matches!(opened(&olga, one.seq).await.entry.about, Concerned::Person(PersonId::User(who), _) if who == ben.user)
    );
    let again = olga.does(Command::Revert { event: done.events[0].seq }).await;
    assert_eq!(refusal(again), Refusal::NotUndoable);
    let detail = opened(&olga, done.events[0].seq).await;
    assert_eq!(detail.revert, Revert::Refused(Refusal::NotUndoable));
    assert_eq!(detail.revert_command, Some(Revert::Possible), "Mia is suspended still");
    let rest = olga.does(Command::Undo { command: done.command }).await.expect("the other");
    assert_eq!(rest.events.len(), 1);
}

async fn what_cannot_be_taken_back_says_why(stage: Stage) {
    let olga = stage.acme().await;
    let ada = stage.join(&olga, "Ada Ash", RoleKey::Admin).await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let owner = olga.set_role(&mia, RoleKey::Owner).await.expect("an Owner");
    let detail = opened(&ada, owner.seq).await;
    assert!(matches!(detail.revert, Revert::Refused(Refusal::PersonAboveYours { .. })), "{:?}", detail.revert);
    assert!(matches!(refusal(ada.does(Command::Revert { event: owner.seq }).await), Refusal::PersonAboveYours { .. }));
    assert_eq!(opened(&olga, 1).await.revert, Revert::Never);
    assert_eq!(refusal(olga.does(Command::Revert { event: 1 }).await), Refusal::NotUndoable);
    assert!(matches!(olga.does(Command::Revert { event: 9_999 }).await, Err(Error::NotFound)));
    let none = olga.directory.audit_event(&olga.session.caller, &olga.org(), 9_999).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
}

async fn refused_attempts_are_read_apart(stage: Stage) {
    let olga = stage.acme().await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let before = log(&olga, &AuditFilter::default()).await.entries.len();
    for _ in 0..=AUDIT_PAGE {
        mia.suspend(&olga).await.expect_err("refused");
        stage.clock.advance(1);
    }
    let attempts = |filter: AuditFilter, before| {
        let (directory, caller, org) = (&olga.directory, olga.session.caller.clone(), olga.org());
        async move { directory.refused_attempts(&caller, &org, &filter, before).await.expect("read") }
    };
    let first = attempts(AuditFilter::default(), None).await;
    assert_eq!((first.attempts.len(), first.more), (AUDIT_PAGE, true));
    let newest = &first.attempts[0];
    assert_eq!((newest.action.as_str(), newest.about.as_str()), ("suspend", "Olga Ortiz"));
    assert!(matches!(&newest.by, Doer::User(name) if name.as_str() == "Mia Mo"));
    let rest = attempts(AuditFilter::default(), first.attempts.last().map(|attempt| attempt.id)).await;
    assert_eq!((rest.attempts.len(), rest.more), (1, false));
    let by_olga = AuditFilter { actor: Some(AuditActor::User(olga.user)), ..AuditFilter::default() };
    assert_eq!(attempts(by_olga, None).await.attempts, []);
    assert_eq!(log(&olga, &AuditFilter::default()).await.entries.len(), before, "they are no events");
}

async fn only_who_sees_everybody_and_reads_the_log_reads_it(stage: Stage) {
    let olga = stage.acme().await;
    let mia = stage.join(&olga, "Mia Mo", RoleKey::Member).await;
    let ana = stage.found("umbrella", "ana@umbrella.test", "Ana Up").await;
    let (directory, org) = (&olga.directory, olga.org());
    let all = AuditFilter::default();
    let stranger = directory.audit_log(&ana.session.caller, &org, &all, None).await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
    for (name, permissions, missing) in [
        ("Nobody", vec![], Permission::UsersRead),
        ("Reader", vec![Permission::AuditRead], Permission::UsersRead),
        ("Seer", vec![Permission::UsersRead], Permission::AuditRead),
    ] {
        let name = domain::Name::parse(name).expect("a name");
        let made = olga.does(Command::CreateRole { name, permissions }).await.expect("made");
        let role = match &made.events[0].change {
            domain::Change::RoleCreated { role } => role.id,
            other => panic!("{other:?}"),
        };
        olga.does(Command::SetRole { users: vec![mia.user], role }).await.expect("given");
        let refused = Refusal::NotAllowed { permission: missing };
        let caller = &mia.session.caller;
        assert_eq!(refusal(directory.audit_log(caller, &org, &all, None).await), refused);
        assert_eq!(refusal(directory.audit_event(caller, &org, 1).await), refused);
        assert_eq!(refusal(directory.audit_event(caller, &org, 9_999).await), refused, "there or not");
        assert_eq!(refusal(directory.refused_attempts(caller, &org, &all, None).await), refused);
        assert_eq!(refusal(directory.chain_after(caller, &org, None).await), refused);
        assert_eq!(refusal(directory.audit_stretch(caller, &org, &all, None).await.map(|_| ())), refused);
        assert_eq!(refusal(directory.audit_people(caller, &org, "").await), refused);
        assert_eq!(refusal(mia.does(Command::Revert { event: 1 }).await), refused);
    }
}
