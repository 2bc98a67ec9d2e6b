//! Whose addresses an organization takes, by their domains.

use super::*;

const NOT: Refusal = Refusal::DomainNotAllowed;

#[test]
fn domains_are_an_admin_s_to_list_each_once_and_in_order() {
    let mut world = World::new();
    assert_eq!(world.refusal(TARA, &allow_only(&["example.com"])), lacks(Permission::SettingsManage));
    let events = world.act(ADAM, &allow_only(&["Z\u{fc}rich.example", "example.com", "EXAMPLE.com"]));
    let listed = world.state.org.settings.allowed_domains.clone();
    assert_eq!(listed.iter().map(DomainName::as_str).collect::<Vec<_>>(), ["example.com", "xn--zrich-kva.example"]);
    assert_eq!(world.act(ADAM, &allow_only(&["example.com", "z\u{fc}rich.example"])), []);
    world.undo(ADAM, &events);
    assert!(world.state.org.settings.allowed_domains.is_empty());
    let many: Vec<String> = (0..=DOMAINS_MAX).map(|n| format!("d{n}.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let limit = Refusal::TooMany { field: Field::Domains, limit: 100, got: 101 };
    assert_eq!(world.refusal(ADAM, &allow_only(&many)), limit);
    world.act(ADAM, &allow_only(&many[1..]));
}

#[test]
fn a_list_that_somebody_else_changed_meanwhile_is_a_clash() {
    let mut world = World::new();
    let seen = world.state.org.seq;
    world.act(ADAM, &allow_only(&["example.com"]));
    world.seen = Some(seen);
    assert_eq!(world.refusal(OLGA, &allow_only(&["example.org"])), Refusal::Clash { seq: seen + 1, role: None });
    assert_eq!(world.act(OLGA, &allow_only(&["example.com"])), []);
}

#[test]
fn who_is_of_no_listed_domain_is_not_invited_and_who_is_here_stays() {
    let mut world = World::new();
    let open = world.invite(ADAM, "open", member(), &[]);
    world.pass(RESEND_AFTER_MS);
    world.act(ADAM, &allow_only(&["example.org"]));
    // Each is told what matters first: whoever is here already is not asked of which domain they are.
    let decision = world.ask(ADAM, &inviting(&["new", "ben", "open"], member(), &[])).expect("in part");
    let refused: Vec<Refusal> = decision.refused.into_iter().map(|refused| refused.refusal).collect();
    assert_eq!(refused, [NOT, Refusal::AlreadyUser, Refusal::AlreadyInvited]);
    assert_eq!(world.refusal(ADAM, &inviting(&["new"], member(), &[])), NOT);
    assert!(decision.changes.is_empty());
    // What is open already leads nowhere, so that no more links of it are made; it can be taken back or mended.
    assert_eq!(world.ask_accept(open, 77, "open@example.com"), Err(NOT));
    assert_eq!(world.refusal(ADAM, &Command::CopyLink { invitation: open }), NOT);
    assert_eq!(world.refusal(ADAM, &resend(&[open])), NOT);
    assert_eq!(world.refusal(ADAM, &readdress(open, "open@example.net")), NOT);
    let mut mended = world.clone();
    mended.act(ADAM, &readdress(open, "open@example.org"));
    assert!(mended.ask_accept(open, 77, "open@example.org").is_ok());
    world.act(ADAM, &revoke(&[open]));
    assert_eq!(world.refusal(ADAM, &reopen(&[open])), NOT);
    // People stay, and come back.
    world.act(ADAM, &set_role(&[BEN], team_owner()));
    world.act(ADAM, &remove(&[BEN]));
    world.act(ADAM, &restore(&[BEN]));
    world.act(ADAM, &suspend(&[MIA]));
    world.act(ADAM, &reactivate(&[MIA]));
    world.act(ADAM, &allow_only(&[]));
    world.act(ADAM, &reopen(&[open]));
}

#[test]
fn the_operator_s_invitations_too_and_every_line_of_a_list() {
    let mut world = World::new();
    world.act(ADAM, &allow_only(&["example.org"]));
    let mut fresh = || Uuid::from_u128(9_000);
    let moment = Moment { now: world.now, seen: None };
    let asked = inviting(&["new"], member(), &[]);
    let decided = decide(world.state.clone(), &Authority::operator(), &asked, moment, &mut fresh).expect("answered");
    assert_eq!((decided.changes, decided.refused[0].refusal.clone()), (vec![], NOT));
    let list = listed(&[("new@example.com", "", ""), ("new@example.org", "", ""), ("ben@example.com", "", "")]);
    let (plan, events) = world.import(ADAM, &list, &importing());
    assert_eq!(plan.lines[0].action, PlannedAction::Refuse(NOT.into()));
    assert!(matches!(plan.lines[1].action, PlannedAction::Add { .. }));
    assert_eq!((plan.lines[2].action.clone(), events.len()), (PlannedAction::Skip(SkipReason::Same), 1));
}
