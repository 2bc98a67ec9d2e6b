//! Lists from elsewhere: planned, imported whole or not at all, undone at once.

use crate::support::{Persona, Stage, on_both, refusal, token_of};
use directory::{Caller, Config, Error, ImportOrder, ImportOutcome};
use domain::{
    Command, CommandId, EmailError, ImportOptions, ImportPlan, Imported, LineProblem, ListColumns, ListSource,
    Permission, PlanCounts, PlannedAction, Refusal, RoleKey, Unreadable,
};
use std::collections::BTreeSet;

on_both! {
    a_list_is_planned_imported_once_and_undone_in_one
    our_own_export_is_nothing_to_do
    a_plan_that_is_not_what_was_shown_any_more_is_shown_anew
    what_does_not_fit_is_refused_whole
    unticked_lines_are_left_out
    mails_wait_and_are_taken_back_and_without_them_links_are_copied
    whoever_may_not_import_learns_nothing_and_is_noted
    edits_meanwhile_go_on_and_the_import_follows_them
    a_cancelled_import_never_happens
    files_that_are_no_list_say_why
    columns_that_were_mapped_by_hand_are_known_from_then_on
    a_long_import_is_taken_back_beside_its_organization
}

const LIST: &str = "Name,E-mail,Role,Teams\n\
    Ana Lima,ana@new.test,admin,Design; Night watch\n\
    Ben Okri,BEN@acme.test,Admin,Design\n\
    Cho,cho@new.test,,\n\
    ,cho@NEW.test,Owner,\n\
    ,nowhere,,\n\
    Mia,mia@acme.test,King,\n\
    Olga,olga@acme.test,,\n";

async fn options(by: &Persona) -> ImportOptions {
    let role = by.role(RoleKey::Member).await;
    ImportOptions { role, days: 7, mails: false, suspend_others: false, create_teams: true }
}

pub async fn order(by: &Persona, file: &str) -> ImportOrder {
    ImportOrder { file: file.as_bytes().into(), columns: None, options: options(by).await }
}

async fn plan(by: &Persona, order: &ImportOrder) -> directory::Result<ImportPlan> {
    by.directory.plan_import(&by.session.caller, &by.org(), order).await
}

async fn import(by: &Persona, order: &ImportOrder, digest: &str, unticked: &[u32]) -> directory::Result<ImportOutcome> {
    let intent = CommandId(by.clock.fresh_id());
    import_as(by, order, digest, unticked, intent).await
}

async fn import_as(
    by: &Persona,
    order: &ImportOrder,
    digest: &str,
    unticked: &[u32],
    intent: CommandId,
) -> directory::Result<ImportOutcome> {
    let unticked: BTreeSet<u32> = unticked.iter().copied().collect();
    by.directory.import(&by.session.caller, &by.org(), order.clone(), intent, digest.to_owned(), unticked).await
}

/// Plans and imports.
pub async fn imported(by: &Persona, order: &ImportOrder) -> Imported {
    let plan = plan(by, order).await.expect("planned");
    match import(by, order, &plan.digest, &[]).await.expect("imported") {
        ImportOutcome::Done(done) => done,
        ImportOutcome::Stale(_) => panic!("nothing happened meanwhile"),
    }
}

/// Users, open invitations, teams and roles, without versions and ids that are drawn.
pub async fn picture(stage: &Stage) -> Vec<String> {
    let mut all = Vec::new();
    for (table, columns) in [
        ("users", &["id", "role_id", "name", "email", "state", "removed_at", "ends_at"][..]),
        ("team_users", &["team_id", "user_id", "owner"]),
        ("invitations where state = 'open'", &["id", "email", "name", "role_id", "expires_at", "invited_by"]),
        (
            "invitation_teams where invitation_id in (select id from invitations where state = 'open')",
            &["invitation_id", "team_id"],
        ),
        ("teams", &["id", "name", "slug"]),
        ("roles", &["id", "name", "permissions"]),
    ] {
        all.push(table.to_owned());
        all.extend(stage.table(table, columns).await);
    }
    all
}

/// Olga the Owner; Ben and Mia, Members of the team Design.
pub async fn acme(stage: &Stage) -> (Persona, Persona, Persona) {
    let olga = stage.acme().await;
    let design = olga.creates_team("Design").await;
    let ben = stage.join(&olga, "Ben Okri", RoleKey::Member).await;
    let mia = stage.join(&olga, "Mia Moss", RoleKey::Member).await;
    let (users, remove) = (vec![mia.user], Vec::new());
    olga.does(Command::ChangeTeams { users, add: vec![design], remove }).await.expect("in a team");
    (olga, ben, mia)
}

async fn a_list_is_planned_imported_once_and_undone_in_one(stage: Stage) {
    let (olga, ben, _) = acme(&stage).await;
    let before = picture(&stage).await;
    let everything = stage.everything_stored().await;
    let order = order(&olga, LIST).await;
    let planned = plan(&olga, &order).await.expect("planned");
    assert_eq!(stage.everything_stored().await, everything, "a plan changes nothing");
    assert_eq!(planned.source, ListSource::Table);
    assert_eq!(planned.plan.counts(), PlanCounts { add: 2, change: 1, suspend: 0, skip: 2, refuse: 2 });
    assert_eq!(planned.plan.new_teams, ["Night watch"]);
    assert_eq!((planned.plan.seats.before, planned.plan.seats.after), (3, 5));
    let bad = PlannedAction::Refuse(Refusal::BadAddress { error: EmailError::At }.into());
    assert_eq!((planned.plan.lines[4].line, &planned.plan.lines[4].action), (6, &bad));
    assert_eq!(planned.plan.lines[5].action, PlannedAction::Refuse(LineProblem::NoRole("King".to_owned())));
    let intent = CommandId(stage.clock.fresh_id());
    let outcome = import_as(&olga, &order, &planned.digest, &[], intent).await.expect("imported");
    let ImportOutcome::Done(done) = outcome.clone() else { panic!("{outcome:?}") };
    assert_eq!((done.command, done.counts), (intent, planned.plan.counts()));
    assert_eq!(stage.number("select seq from organizations").await as u64, done.seq);
    assert_eq!(stage.number("select count(*) from events where kind = 'invitation_sent' and door = 'page'").await, 4);
    let ben_is = format!("select count(*) from users where email = '{}' and teams_seq > role_seq", ben.email);
    assert_eq!(stage.number(&ben_is).await, 1);
    // The same call again is the same answer; the same list again is nothing to do.
    let after = stage.everything_stored().await;
    assert_eq!(import_as(&olga, &order, &planned.digest, &[], intent).await.expect("answered"), outcome);
    assert!(matches!(import_as(&olga, &order, "other", &[], intent).await, Err(Error::IntentReused)));
    assert_eq!(stage.everything_stored().await, after);
    assert_eq!(plan(&olga, &order).await.expect("planned").plan.counts().to_do(), 0);
    let undone = olga.does(Command::Undo { command: done.command }).await.expect("undone");
    assert_eq!(undone.refused, []);
    assert_eq!(picture(&stage).await, before);
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
}

async fn our_own_export_is_nothing_to_do(stage: Stage) {
    stage.demo(300).await;
    let olga = stage.demo_owner().await;
    for name in ["Sales, EMEA", "R;D", "=Sum", "+1; -1"] {
        let team = olga.creates_team(name).await;
        let people = stage.rows("select id from users where state = 'active' order by id limit 20").await;
        let users = people.iter().map(|row| domain::UserId(row.try_get_by_index(0).expect("an id"))).collect();
        olga.does(Command::ChangeTeams { users, add: vec![team], remove: Vec::new() }).await.expect("in a team");
    }
    olga.invites("+tagged@demo.test", RoleKey::Admin).await.expect("invited");
    let snapshot = stage.directory.snapshot(&Caller::operator(), &olga.org()).await.expect("a snapshot");
    let roster = roster::Roster::load(snapshot).expect("a roster");
    let rows = || roster.rows().map(roster::RowRef::number);
    for marked in [false, true] {
        let export = roster::Export::new(&roster, rows(), roster::ExportFormat::Csv);
        let export = if marked { export.marked() } else { export };
        let mut order = order(&olga, &export.collect::<String>()).await;
        (order.options.suspend_others, order.options.create_teams) = (true, false);
        let planned = plan(&olga, &order).await.expect("planned");
        let other: Vec<_> =
            planned.plan.lines.iter().filter(|line| !matches!(line.action, PlannedAction::Skip(_))).collect();
        assert_eq!((planned.source, other), (ListSource::Muster, Vec::new()));
        assert!(planned.plan.lines.len() > 300);
    }
}

async fn a_plan_that_is_not_what_was_shown_any_more_is_shown_anew(stage: Stage) {
    let (olga, ben, mia) = acme(&stage).await;
    let order = order(&olga, LIST).await;
    let shown = plan(&olga, &order).await.expect("planned");
    // What does not matter to the plan does not matter.
    olga.suspend(&mia).await.expect("suspended");
    let shown_again = plan(&olga, &order).await.expect("planned");
    assert_ne!(shown.digest, shown_again.digest, "two seats are used, not three");
    olga.reactivate(&mia).await.expect("reactivated");
    assert_eq!(plan(&olga, &order).await.expect("planned").digest, shown.digest);
    olga.set_role(&ben, RoleKey::Admin).await.expect("an Admin");
    let before = stage.everything_stored().await;
    let outcome = import(&olga, &order, &shown.digest, &[]).await.expect("answered");
    assert_eq!(stage.everything_stored().await, before);
    let ImportOutcome::Stale(now) = outcome else { panic!("{outcome:?}") };
    assert_eq!(*now, plan(&olga, &order).await.expect("planned"));
    assert!(matches!(import(&olga, &order, &now.digest, &[]).await, Ok(ImportOutcome::Done(_))));
}

async fn what_does_not_fit_is_refused_whole(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    stage.seats("acme", 4).await;
    let order = order(&olga, LIST).await;
    let planned = plan(&olga, &order).await.expect("planned");
    let refused = Refusal::NoSeat { needed: 2, available: 1 };
    assert_eq!(planned.plan.refusal, Some(refused.clone()));
    let before = stage.everything_stored().await;
    assert_eq!(refusal(import(&olga, &order, &planned.digest, &[]).await), refused);
    assert_eq!(stage.everything_stored().await, before);
    // With one line fewer it fits.
    let outcome = import(&olga, &order, &planned.digest, &[0]).await.expect("imported");
    let ImportOutcome::Done(done) = outcome else { panic!("{outcome:?}") };
    assert_eq!(done.counts, PlanCounts { add: 1, change: 1, suspend: 0, skip: 3, refuse: 2 });
}

async fn unticked_lines_are_left_out(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    let before = picture(&stage).await;
    let mut order = order(&olga, "email\nana@new.test\nolga@acme.test\n").await;
    order.options.suspend_others = true;
    let planned = plan(&olga, &order).await.expect("planned");
    assert_eq!(planned.plan.counts(), PlanCounts { add: 1, suspend: 2, skip: 1, ..PlanCounts::default() });
    let outcome = import(&olga, &order, &planned.digest, &[0, 3]).await.expect("imported");
    assert!(matches!(&outcome, ImportOutcome::Done(done) if done.counts.to_do() == 1), "{outcome:?}");
    let ImportOutcome::Done(done) = outcome else { panic!("{outcome:?}") };
    assert_eq!(stage.number("select count(*) from users where state = 'suspended'").await, 1);
    olga.does(Command::Undo { command: done.command }).await.expect("undone");
    assert_eq!(picture(&stage).await, before);
    // All of them unticked: nothing happens.
    let planned = plan(&olga, &order).await.expect("planned");
    let outcome = import(&olga, &order, &planned.digest, &[0, 1, 2, 3]).await.expect("imported");
    assert!(matches!(outcome, ImportOutcome::Done(done) if done.counts.to_do() == 0));
}

async fn mails_wait_and_are_taken_back_and_without_them_links_are_copied(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    stage.mails().await;
    let mut order = order(&olga, LIST).await;
    let done = imported(&olga, &order).await;
    assert!(stage.invitations().await.is_empty());
    let ana = stage.rows("select id from invitations where email = 'ana@new.test'").await;
    let ana = domain::InvitationId(ana[0].try_get_by_index(0).expect("an id"));
    let panel = stage.directory.person_panel(&olga.session.caller, &olga.org(), ana.into()).await.expect("a panel");
    assert!(panel.access.listed, "that a list brought her is told");
    let copied = olga.does(Command::CopyLink { invitation: ana }).await.expect("a link");
    let link = stage
        .directory
        .look_up_invitation(&token_of(&copied.links[0].url), None)
        .await
        .expect("it leads to her invitation");
    assert_eq!(link.email.as_str(), "ana@new.test");
    olga.does(Command::Undo { command: done.command }).await.expect("undone");
    order.options.mails = true;
    imported(&olga, &order).await;
    let mails = stage.invitations().await;
    let to: BTreeSet<&str> = mails.iter().map(|mail| mail.recipient.as_str()).collect();
    assert_eq!(to, BTreeSet::from(["ana@new.test", "cho@new.test"]));
    let mut order = self::order(&olga, "email\nlate@new.test\n").await;
    order.options.mails = true;
    let done = imported(&olga, &order).await;
    olga.does(Command::Undo { command: done.command }).await.expect("undone");
    assert!(stage.invitations().await.is_empty(), "taken back");
}

async fn whoever_may_not_import_learns_nothing_and_is_noted(stage: Stage) {
    let (olga, ben, _) = acme(&stage).await;
    let tom = stage.join(&olga, "Tom Tate", RoleKey::TeamOwner).await;
    let other = stage.found("other", "otto@other.test", "Otto").await;
    let order = order(&olga, LIST).await;
    let before = picture(&stage).await;
    for by in [&ben, &tom] {
        let needs = Refusal::NotAllowed { permission: Permission::UsersRead };
        assert_eq!(refusal(plan(by, &order).await), needs);
        assert_eq!(refusal(import(by, &order, "", &[]).await), needs);
    }
    let strange = |outcome: directory::Result<ImportPlan>| matches!(outcome, Err(Error::NotFound));
    assert!(strange(stage.directory.plan_import(&other.session.caller, &olga.org(), &order).await));
    assert_eq!(picture(&stage).await, before);
    assert_eq!(stage.number("select count(*) from refused_attempts where action = 'import'").await, 4);
    // The operator may.
    assert!(stage.directory.plan_import(&Caller::operator(), &olga.org(), &order).await.is_ok());
}

async fn edits_meanwhile_go_on_and_the_import_follows_them(stage: Stage) {
    let (olga, ben, _) = acme(&stage).await;
    let mut list = String::from("email,role\n");
    for n in 0..3_000 {
        list.push_str(&format!("person{n}@new.test,member\n"));
    }
    let order = order(&olga, &list).await;
    let planned = plan(&olga, &order).await.expect("planned");
    // An edit that the plan does not depend on, again and again until the import is done.
    let editing = tokio::spawn({
        let (olga, ben) = (olga.clone(), ben.clone());
        async move {
            let mut edits = 0_u32;
            loop {
                let key = [RoleKey::Admin, RoleKey::Member][edits as usize % 2];
                olga.set_role(&ben, key).await.expect("an edit does not fail");
                edits += 1;
                if olga
                    .directory
                    .plan_import(
                        &olga.session.caller,
                        &olga.org(),
                        &ImportOrder {
                            file: "email\nperson1@new.test\n".as_bytes().into(),
                            columns: None,
                            options: options(&olga).await,
                        },
                    )
                    .await
                    .expect("planned")
                    .plan
                    .counts()
                    .to_do()
                    == 0
                {
                    return edits;
                }
            }
        }
    });
    let outcome = import(&olga, &order, &planned.digest, &[]).await.expect("imported");
    assert!(matches!(outcome, ImportOutcome::Done(done) if done.counts.add == 3_000), "{outcome:?}");
    assert!(editing.await.expect("edited") > 0);
    assert_eq!(stage.number("select count(*) from invitations where state = 'open'").await, 3_000);
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
}

async fn a_cancelled_import_never_happens(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    let order = order(&olga, LIST).await;
    let planned = plan(&olga, &order).await.expect("planned");
    let intent = CommandId(stage.clock.fresh_id());
    let cancelled = stage.directory.cancel(&olga.session.caller, &olga.org(), intent).await.expect("cancelled");
    assert_eq!(cancelled, domain::CancelOutcome::Cancelled);
    let before = stage.everything_stored().await;
    assert!(matches!(import_as(&olga, &order, &planned.digest, &[], intent).await, Err(Error::Cancelled)));
    assert_eq!(stage.everything_stored().await, before);
}

async fn files_that_are_no_list_say_why(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    for (file, why) in [("", Unreadable::Empty), ("name,phone\nAna,1\n", Unreadable::NoAddresses)] {
        let outcome = plan(&olga, &order(&olga, file).await).await;
        assert!(matches!(&outcome, Err(Error::Unreadable(said)) if *said == why), "{outcome:?}");
    }
}

async fn columns_that_were_mapped_by_hand_are_known_from_then_on(stage: Stage) {
    let (olga, ..) = acme(&stage).await;
    let otto = stage.found("other", "otto@other.test", "Otto").await;
    let file = |address: &str| format!("Kollege;Netzpost;Rang\nAna Lima;{address};Admin\n");
    let unknown = |outcome: directory::Result<ImportPlan>| {
        matches!(outcome, Err(Error::Unreadable(Unreadable::UnknownColumns { .. })))
    };
    let mut order = order(&olga, &file("ana@new.test")).await;
    assert!(unknown(plan(&olga, &order).await));
    order.columns = Some(ListColumns { address: vec![1], name: Some(0), role: Some(2), ..ListColumns::default() });
    let planned = plan(&olga, &order).await.expect("planned");
    assert_eq!(planned.headings, ["Kollege", "Netzpost", "Rang"]);
    order.columns = None;
    assert!(unknown(plan(&olga, &order).await), "looking at a plan remembers nothing");
    order.columns = Some(planned.columns.clone());
    imported(&olga, &order).await;
    let again = self::order(&olga, &file("ben@new.test")).await;
    let planned = plan(&olga, &again).await.expect("planned");
    assert_eq!((planned.plan.counts().add, Some(planned.columns)), (1, order.columns));
    imported(&olga, &again).await;
    assert!(unknown(plan(&otto, &again).await), "another organization maps its own");
}

async fn a_long_import_is_taken_back_beside_its_organization(stage: Stage) {
    let (mut olga, ben, mia) = acme(&stage).await;
    let config = Config { undo_beside_above: 3, ..stage.directory.config().clone() };
    olga.directory = stage.another_server_with(config).await;
    let invited = olga.invites_as("open@new.test", RoleKey::Member).await.0;
    stage.mails().await;
    let before = picture(&stage).await;
    let list = format!("{LIST},open@new.test,Admin,\n");
    let mut order = order(&olga, &list).await;
    (order.options.mails, order.options.suspend_others) = (true, true);
    let done = imported(&olga, &order).await;
    assert_eq!(done.counts, PlanCounts { add: 2, change: 2, suspend: 0, skip: 2, refuse: 2 });
    let (after, caller) = (picture(&stage).await, &olga.session.caller);
    let (intent_id, seen_seq, command) = (CommandId(stage.clock.fresh_id()), u64::MAX, done.command);
    let undo = domain::Envelope { intent_id, seen_seq, command: Command::Undo { command } };
    let by_mia = olga.directory.execute(&mia.session.caller, &olga.org(), undo.clone()).await;
    assert!(matches!(by_mia, Err(Error::Refused { .. } | Error::NotFound)), "{by_mia:?}");
    assert_eq!(picture(&stage).await, after);
    let undone = olga.directory.execute(caller, &olga.org(), undo.clone()).await.expect("undone");
    assert_eq!((undone.refused.clone(), undone.events.clone()), (Vec::new(), Vec::new()));
    assert_eq!(picture(&stage).await, before);
    assert!(stage.mails().await.is_empty(), "they are taken back");
    assert_eq!(stage.number("select seq from organizations").await as u64, undone.seq);
    assert_eq!(stage.broken_events().await, Vec::<i64>::new());
    assert_eq!(stage.number("select count(*) - max(seq) from events").await, 0, "numbered without gaps");
    // The same call again is the same answer; the first invitation is as it was.
    let all = stage.everything_stored().await;
    assert_eq!(olga.directory.execute(caller, &olga.org(), undo).await.expect("answered"), undone);
    assert_eq!(stage.everything_stored().await, all);
    olga.does(Command::CopyLink { invitation: invited }).await.expect("open again");
    // Somebody changed since, and what that touches is not taken back.
    let done = imported(&olga, &order).await;
    olga.set_role(&mia, RoleKey::Admin).await.expect("an Admin");
    olga.set_role(&ben, RoleKey::Member).await.expect("a Member");
    let undone = olga.does(Command::Undo { command: done.command }).await.expect("undone");
    assert_eq!(undone.refused.iter().map(|one| one.refusal.clone()).collect::<Vec<_>>(), [Refusal::NotUndoable]);
}
