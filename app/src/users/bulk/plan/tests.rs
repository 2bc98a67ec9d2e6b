use super::*;
use crate::users::stage::Stage;
use domain::RoleKey::{Admin, Member, Owner, TeamOwner};

fn stage() -> Stage {
    Stage::new()
        .user("Olga Owner", Owner)
        .user("Otto Other", Owner)
        .user("Ada Admin", Admin)
        .user("Ana Lima", Member)
        .user("Ben Adeyemi", Member)
        .user("Cem Kaya", TeamOwner)
        .suspended("Ben Adeyemi")
        .joins("Ana Lima", "Design")
        .owns("Cem Kaya", "Support")
        .invited("dora@example.com", "Cem Kaya")
}

fn plan(stage: &Stage, viewer: &str, act: Act) -> Plan {
    let roster = stage.seen_by(viewer);
    let rows: Vec<u32> = roster.rows().filter(|row| !row.is_own()).map(RowRef::number).collect();
    Plan::of(&roster, &rows, act)
}

fn skipped(plan: &Plan) -> Vec<(Vec<&str>, &str)> {
    let told = plan.skipped.iter();
    told.map(|skipped| (skipped.names.iter().map(String::as_str).collect(), &*skipped.why)).collect()
}

#[test]
fn whom_it_does_not_fit_is_told_with_the_reason() {
    let stage = stage();
    let plan = plan(&stage, "Ada Admin", Act::Each(RowAction::Suspend));
    assert_eq!(plan.names, ["Ana Lima", "Cem Kaya"]);
    let told = skipped(&plan);
    let owners = told.iter().find(|(names, _)| names == &["Olga Owner", "Otto Other"]).expect("skipped together");
    assert!(owners.1.starts_with("They may"), "{}", owners.1);
    assert!(told.contains(&(vec!["Ben Adeyemi"], "Not possible while they are suspended.")));
    assert!(told.contains(&(vec!["dora@example.com"], "Not possible while they are invited.")));
    assert_eq!((plan.count(), plan.skipped()), (2, 4));
    assert_eq!((plan.losses.invitations, plan.orphans().len()), (1, 1));
    assert_eq!(plan.title(), "Suspend 2 people?");
}

#[test]
fn a_role_and_teams_skip_who_has_them() {
    let stage = stage();
    let member = plan(&stage, "Olga Owner", Act::SetRole(stage.role(Member)));
    assert!(skipped(&member).contains(&(vec!["Ana Lima", "Ben Adeyemi", "dora@example.com"], "Already Member.")));
    let design = vec![stage.team("Design")];
    let join = plan(&stage, "Olga Owner", Act::Join(design.clone()));
    assert!(skipped(&join).contains(&(vec!["Ana Lima"], "Already in Design.")));
    assert_eq!(join.title(), "Add 5 people to Design?");
    let leave = plan(&stage, "Olga Owner", Act::Leave(design.clone()));
    assert_eq!(leave.names, ["Ana Lima"]);
    let users = vec![stage.id("Ana Lima")];
    let command = Command::ChangeTeams { users, add: Vec::new(), remove: design };
    assert_eq!(leave.act.command(&leave.people, Chosen::default()), Some(command));
}

#[test]
fn users_and_invitations_are_edited_by_one_command() {
    let stage = stage();
    let roster = stage.seen_by("Olga Owner");
    let of = |people: &[PersonId]| -> Vec<u32> { people.iter().filter_map(|&person| roster.find(person)).collect() };
    let people: Vec<PersonId> = vec![stage.id("Ana Lima").into(), stage.invitation("dora@example.com").into()];
    let plan = Plan::of(&roster, &of(&people), Act::SetRole(stage.role(Admin)));
    let edit = PersonEdit::Role(stage.role(Admin));
    assert_eq!(plan.skipped(), 0);
    let command = plan.act.command(&plan.people, Chosen::default());
    assert_eq!(command, Some(Command::EditPeople { people, edit }));
}

#[test]
fn an_owner_among_them_is_typed_and_so_are_fifty() {
    let stage = stage();
    assert!(plan(&stage, "Olga Owner", Act::Each(RowAction::Remove)).is_typed(), "Otto is an Owner");
    assert!(!plan(&stage, "Ada Admin", Act::Each(RowAction::Remove)).is_typed());
    assert!(plan(&stage, "Olga Owner", Act::SetRole(stage.role(Owner))).is_typed(), "it makes Owners");
    let mut many = Stage::new().user("Ada Admin", Admin).seats(None);
    for number in 0..TYPED_FROM {
        many = many.user(&format!("Person{number} Lima"), Member);
    }
    assert!(plan(&many, "Ada Admin", Act::Each(RowAction::Suspend)).is_typed());
}

#[test]
fn too_few_seats_are_told_before_it_is_tried() {
    let stage = stage().suspended("Ana Lima").seats(Some(5));
    let plan = plan(&stage, "Olga Owner", Act::Each(RowAction::Reactivate));
    assert_eq!(plan.count(), 2);
    assert!(plan.blocked.as_deref().is_some_and(|why| why.contains("seat")), "{:?}", plan.blocked);
}

#[test]
fn a_team_that_all_its_owners_leave_is_named_with_who_could_own_it() {
    let stage = stage().owns("Ada Admin", "Support").joins("Otto Other", "Support");
    let roster = stage.seen_by("Olga Owner");
    let rows = |names: &[&str]| names.iter().filter_map(|name| roster.find(stage.id(name).into())).collect::<Vec<_>>();
    let one = Plan::of(&roster, &rows(&["Cem Kaya"]), Act::Each(RowAction::Remove));
    assert!(one.orphans().is_empty(), "Ada owns it still");
    let both = Plan::of(&roster, &rows(&["Cem Kaya", "Ada Admin"]), Act::Each(RowAction::Remove));
    assert_eq!(both.orphans()[0].name, "Support");
    assert_eq!(both.orphans()[0].successors, [(stage.id("Otto Other"), "Otto Other".to_owned())]);
}

#[test]
fn an_end_is_set_for_those_whose_it_may_be_set_for() {
    let stage = stage();
    let plan = plan(&stage, "Ada Admin", Act::Each(RowAction::SetEndDate));
    assert_eq!(plan.names, ["Ana Lima", "Ben Adeyemi", "Cem Kaya"]);
    assert_eq!(plan.title(), "Set end date for 3 people?");
    let at = stage.now().plus_days(30);
    let command = plan.act.command(&plan.people, Chosen { ends_at: Some(at), ..Chosen::default() });
    let Some(Command::SetEndDate { users, ends_at }) = command else { panic!("{command:?}") };
    assert_eq!((users.len(), ends_at), (3, Some(at)));
    assert_eq!(plan.done(3, None, Some("14 Dec 2026")), "The access of 3 people ends on 14 Dec 2026");
    assert_eq!(plan.done(1, None, None), "The access of 1 person does not end by itself any more");
}
