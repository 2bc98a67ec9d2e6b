//! An organization takes addresses of the domains that it lists.

use crate::support::{PASSWORD, Persona, Stage, on_both, refusal, token_of, visitor};
use domain::{ChangeOrganization, Command, DomainName, Refusal, RoleKey};

on_both! {
    s_49_only_listed_domains_are_invited_whatever_they_look_like
    who_was_invited_before_cannot_accept_and_who_is_here_stays
    the_list_is_stored_with_its_event_and_told_to_the_page
}

const NOT: Refusal = Refusal::DomainNotAllowed;

async fn allow(by: &Persona, domains: &[&str]) -> directory::Result<domain::Answer> {
    let domains = domains.iter().map(|domain| DomainName::parse(domain).expect("a domain")).collect();
    let change = ChangeOrganization { allowed_domains: Some(domains), ..ChangeOrganization::default() };
    by.does(Command::ChangeOrganization(change)).await
}

/// Why one address is not invited.
async fn why(by: &Persona, email: &str) -> Option<Refusal> {
    let answer = by.does(by.invitation_to(email, RoleKey::Member).await).await.expect("answered");
    answer.refused.into_iter().next().map(|refused| refused.refusal)
}

async fn s_49_only_listed_domains_are_invited_whatever_they_look_like(stage: Stage) {
    let olga = stage.acme().await;
    allow(&olga, &["acme.test", "b\u{fc}cher.example"]).await.expect("listed");
    for bad in
        ["a@mail.acme.test", "a@notacme.test", "a@acme.test.evil.example", "a@\u{430}cme.test", "a@bucher.example"]
    {
        assert_eq!(why(&olga, bad).await, Some(NOT), "{bad}");
    }
    assert_eq!(stage.number("select count(*) from invitations").await, 0);
    for good in ["a@acme.test", "B@ACME.test", "a@b\u{fc}cher.example", "b@XN--BCHER-KVA.example"] {
        assert_eq!(why(&olga, good).await, None, "{good}");
    }
    let ann = stage.join(&olga, "Ann Ant", RoleKey::Member).await;
    assert!(matches!(refusal(allow(&ann, &[]).await), Refusal::NotAllowed { .. }));
}

async fn who_was_invited_before_cannot_accept_and_who_is_here_stays(stage: Stage) {
    let olga = stage.acme().await;
    let (zoe, token) = olga.invites_as("zoe@elsewhere.test", RoleKey::Member).await;
    let answer = allow(&olga, &["example.org"]).await.expect("listed");
    let outcome = stage.directory.accept_as_new(&token, "Zoe", PASSWORD, &visitor()).await;
    assert_eq!(refusal(outcome), NOT);
    assert_eq!(stage.number("select count(*) from accounts").await, 1);
    assert_eq!(refusal(olga.does(Command::CopyLink { invitation: zoe }).await), NOT);
    assert_eq!(why(&olga, "olga@acme.test").await, Some(Refusal::AlreadyUser));
    assert!(olga.is_signed_in().await, "of another domain herself");
    olga.does(Command::Undo { command: answer.command }).await.expect("undone");
    stage.directory.accept_as_new(&token, "Zoe", PASSWORD, &visitor()).await.expect("accepted");
    // An invitation is not mended into another domain.
    let (pat, _) = olga.invites_as("pat@acme.test", RoleKey::Member).await;
    allow(&olga, &["acme.test"]).await.expect("listed");
    let mend = |email: &str| Command::ReaddressInvitation { invitation: pat, email: email.to_owned() };
    assert_eq!(refusal(olga.does(mend("pat@acme.example")).await), NOT);
    let mended = olga.does(mend("patricia@acme.test")).await.expect("mended");
    let token = token_of(&mended.links[0].url);
    stage.directory.accept_as_new(&token, "Pat", PASSWORD, &visitor()).await.expect("accepted");
}

async fn the_list_is_stored_with_its_event_and_told_to_the_page(stage: Stage) {
    let olga = stage.acme().await;
    let answer = allow(&olga, &["zeta.test", "Acme.test", "acme.TEST"]).await.expect("listed");
    assert_eq!(answer.events.len(), 1);
    let again = allow(&olga, &["acme.test", "zeta.test"]).await.expect("the same");
    assert_eq!(again.events, []);
    let listed = ["acme.test", "zeta.test"];
    let names = |domains: &[DomainName]| domains.iter().map(ToString::to_string).collect::<Vec<_>>();
    let general = stage.directory.general(&olga.session.caller, &olga.org()).await.expect("the page");
    assert_eq!(names(&general.organization.settings.allowed_domains), listed);
    let seen = stage.directory.snapshot(&olga.session.caller, &olga.org()).await.expect("a snapshot");
    assert_eq!(names(&seen.allowed_domains), listed);
    let mut roster = roster::Roster::load(seen).expect("a good one");
    let emptied = allow(&olga, &[]).await.expect("emptied");
    roster.apply(&emptied.events[0]);
    assert_eq!(roster.allowed_domains(), []);
    let now = stage.directory.snapshot(&olga.session.caller, &olga.org()).await.expect("a snapshot");
    assert_eq!((roster.snapshot().allowed_domains, roster.snapshot().seq), (now.allowed_domains, now.seq));
}
