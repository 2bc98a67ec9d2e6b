//! An organization that takes nobody without a second factor.

use crate::feed::hearing;
use crate::passkeys::{with, with_device};
use crate::support::{App, PASSWORD, Persona, Stage, kinds, on_both, refusal, turn_on, visitor};
use directory::{Caller, Error, Hearing, SignedIn};
use domain::{
    Change, ChangeOrganization, Command, Envelope, Membership, Name, OrgId, PeopleFilter, Permission, PersonId,
    Refusal, RoleKey, UserId,
};
use roster::{Roster, RowRef};

on_both! {
    nobody_asks_of_everybody_what_they_lack_themselves
    asvs_6_3_3_who_has_none_is_kept_out_from_the_next_request
    asvs_6_3_3_a_session_that_was_begun_without_it_shows_it_first
    who_turns_theirs_off_or_loses_it_is_kept_out_again
    a_passkey_is_one_and_its_coming_and_going_is_told
    one_organization_asks_for_nothing_in_another
    who_comes_with_one_joins_with_one
    who_has_one_is_seen_by_those_who_read_the_log
    what_was_so_on_a_day_is_told_as_of_that_day
    two_who_set_it_at_once_are_told_and_it_can_be_undone
}

fn requires(require: bool) -> Command {
    let require_second_factor = Some(require);
    Command::ChangeOrganization(ChangeOrganization { require_second_factor, ..ChangeOrganization::default() })
}

impl Persona {
    /// Their browser, as it is looked up for the next request.
    async fn next(&self) -> Self {
        let session = self.directory.session(&self.token, None).await.expect("looked up").expect("signed in");
        Self { session, ..self.clone() }
    }

    /// Their sign-in by password and by what the app shows, in another browser.
    async fn with_app(&self, app: &App) -> Self {
        let Err(Error::SecondFactor { step }) = self.directory.sign_in(&self.email, PASSWORD, &visitor()).await else {
            panic!("a second factor is asked for");
        };
        self.clock_on();
        let code = app.shows(self.clock.now());
        let signed_in = self.directory.sign_in_with_code(step.expose(), &code, &visitor()).await.expect("signed in");
        self.by(&signed_in).await
    }

    fn clock_on(&self) {
        self.clock.advance(30_000);
    }

    async fn by(&self, signed_in: &SignedIn) -> Self {
        let token = signed_in.token.expose().to_owned();
        Self { token, ..self.clone() }.next().await
    }

    async fn looks(&self) -> directory::Result<Roster> {
        let snapshot = self.directory.snapshot(&self.session.caller, &self.org()).await?;
        Ok(Roster::load(snapshot).expect("it fits together"))
    }

    async fn membership(&self) -> Option<Membership> {
        let memberships = self.directory.organizations_of(&self.session).await.expect("read");
        memberships.into_iter().find(|org| org.slug == self.slug)
    }

    async fn is_to_sign_in_again(&self) -> bool {
        self.directory.signed_out_of(&self.session).await.expect("read").contains(&self.slug)
    }
}

/// Olga has an app, asks it of everybody, and is who she was.
async fn olga_requires_it(stage: &Stage) -> (Persona, App) {
    let olga = stage.acme().await;
    let app = turn_on(stage, &olga).await;
    let olga = olga.next().await;
    olga.does(requires(true)).await.expect("she has one");
    (olga, app)
}

fn factor_of(roster: &Roster, who: UserId) -> Option<bool> {
    roster.row(roster.find(PersonId::User(who)).expect("known")).and_then(RowRef::second_factor)
}

fn found(roster: &Roster, q: &str) -> Vec<PersonId> {
    let view = roster.query(&PeopleFilter { q: q.to_owned(), ..PeopleFilter::default() }, None);
    view.rows.iter().map(|&row| roster.row(row).expect("there").id()).collect()
}

async fn nobody_asks_of_everybody_what_they_lack_themselves(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    assert_eq!(refusal(olga.does(requires(true)).await), Refusal::NeedsSecondFactor);
    assert_eq!(olga.does(requires(false)).await.expect("as it is").events, []);
    let not_his = Refusal::NotAllowed { permission: Permission::SettingsManage };
    assert_eq!(refusal(ben.does(requires(true)).await), not_his);
    let general = |who: Persona| async move { who.directory.general(&who.session.caller, &who.org()).await };
    let counted = general(olga.clone()).await.expect("hers").second_factors.expect("she may set it");
    assert_eq!((counted.own, counted.missing), (false, 2));
    turn_on(&stage, &olga).await;
    let olga = olga.next().await;
    let counted = general(olga.clone()).await.expect("hers").second_factors.expect("she may set it");
    assert_eq!((counted.own, counted.missing), (true, 1));
    let asked = olga.does(requires(true)).await.expect("she has one");
    assert_eq!(kinds(&asked), ["organization_changed"]);
    assert!(general(olga).await.expect("hers").organization.settings.require_second_factor);
    // Whoever runs the server has no row that could be shut out.
    stage.operator("acme", requires(false)).await.expect("taken back");
    stage.operator("acme", requires(true)).await.expect("asked for");
}

async fn asvs_6_3_3_who_has_none_is_kept_out_from_the_next_request(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let leo = stage.join(&olga, "Leo Leaves", RoleKey::Member).await;
    let org: OrgId = adam.membership().await.expect("his").org;
    turn_on(&stage, &olga).await;
    let olga = olga.next().await;
    assert_eq!(hearing(&stage.directory, org, &adam.session).await, Hearing::Everything);
    olga.does(requires(true)).await.expect("she has one");

    assert_eq!(refusal(adam.looks().await), Refusal::NeedsSecondFactor);
    assert_eq!(refusal(adam.does(Command::SignOut { users: vec![olga.user] }).await), Refusal::NeedsSecondFactor);
    assert_eq!(hearing(&stage.directory, org, &adam.session).await, Hearing::Nothing);
    let seen = adam.membership().await.expect("he still belongs to it");
    assert!(seen.needs_second_factor && seen.permissions.iter().next().is_none() && !seen.owns_teams);
    assert!(!adam.is_to_sign_in_again().await, "signing in again gives him none");
    // Nobody is kept by what they would have to set up first.
    let left = leo.does(Command::Leave).await.expect("he may go");
    assert_eq!(kinds(&left), ["user_state_set"]);
    // His account is his: there he sets one up, and comes in by the same browser.
    turn_on(&stage, &adam).await;
    let adam = adam.next().await;
    adam.looks().await.expect("he has one");
    assert_eq!(hearing(&stage.directory, org, &adam.session).await, Hearing::Everything);
    let seen = adam.membership().await.expect("his");
    assert!(!seen.needs_second_factor && seen.permissions.allow(Permission::UsersInvite));
}

async fn asvs_6_3_3_a_session_that_was_begun_without_it_shows_it_first(stage: Stage) {
    let olga = stage.acme().await;
    let adam = stage.join(&olga, "Adam Ant", RoleKey::Admin).await;
    let elsewhere = stage.directory.sign_in(&adam.email, PASSWORD, &visitor()).await.expect("a second browser");
    let elsewhere = adam.by(&elsewhere).await;
    let app = turn_on(&stage, &adam).await;
    turn_on(&stage, &olga).await;
    let (olga, adam) = (olga.next().await, adam.next().await);
    elsewhere.looks().await.expect("nobody asks for more yet");
    olga.does(requires(true)).await.expect("she has one");

    adam.looks().await.expect("the app's code was shown here");
    let elsewhere = elsewhere.next().await;
    assert!(matches!(elsewhere.looks().await, Err(Error::SignedOut)), "as one whose session is over here");
    assert!(elsewhere.membership().await.is_none() && elsewhere.is_to_sign_in_again().await);
    assert_eq!(
        hearing(&stage.directory, adam.membership().await.expect("his").org, &elsewhere.session).await,
        Hearing::Nothing
    );
    let again = elsewhere.with_app(&app).await;
    again.looks().await.expect("shown");
    assert!(!again.is_to_sign_in_again().await);
    let panel = olga.directory.person_panel(&olga.session.caller, &olga.org(), adam.user.into()).await.expect("seen");
    assert_eq!(panel.sign_in.expect("she may know").sessions, 2, "the one without it does not reach the organization");
}

async fn who_turns_theirs_off_or_loses_it_is_kept_out_again(stage: Stage) {
    let (olga, _) = olga_requires_it(&stage).await;
    let joined = stage.join(&olga, "Ben Bo", RoleKey::Admin).await;
    turn_on(&stage, &joined).await;
    let ben = joined.next().await;
    ben.looks().await.expect("he has one");
    stage.directory.turn_off_second_factor(&ben.session, PASSWORD).await.expect("off");
    let ben = ben.next().await;
    assert_eq!(refusal(ben.looks().await), Refusal::NeedsSecondFactor, "though his session had shown one");
    turn_on(&stage, &ben).await;
    ben.looks().await.expect("on again");
    stage.directory.remove_second_factor(&Caller::operator(), &ben.email).await.expect("taken away");
    assert_eq!(refusal(ben.looks().await), Refusal::NeedsSecondFactor);
    let events = stage.table("events", &["kind", "actor_kind"]).await;
    let told: Vec<&str> =
        events.iter().map(String::as_str).filter(|line| line.contains("user_second_factor_set")).collect();
    // Olga's, Ben's on, off and on, and the operator's.
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(told.iter().filter(|line| line.contains("operator")).count(), 1, "{told:?}");
    // New codes change nothing that an organization is told of.
    let olga = olga.next().await;
    stage.directory.new_recovery_codes(&olga.session, PASSWORD).await.expect("new ones");
    let count = "select count(*) from events where kind = 'user_second_factor_set'";
    assert_eq!(stage.number(count).await, 5);
}

async fn a_passkey_is_one_and_its_coming_and_going_is_told(stage: Stage) {
    let (olga, _) = olga_requires_it(&stage).await;
    let pia = stage.join(&olga, "Pia Pass", RoleKey::Admin).await;
    assert_eq!(refusal(pia.looks().await), Refusal::NeedsSecondFactor);
    let mut device = with_device(&stage, &pia).await;
    let here = pia.next().await;
    here.looks().await.expect("password and passkey were shown here");
    assert_eq!(factor_of(&olga.looks().await.expect("hers"), pia.user), Some(true));
    let alone = with(&stage, &mut device, None).await.expect("signed in");
    pia.by(&alone).await.looks().await.expect("a passkey alone is both");
    let which = stage.directory.passkeys(&here.session).await.expect("hers").list[0].id;
    stage.directory.remove_passkey(&here.session, which, PASSWORD).await.expect("removed");
    assert_eq!(refusal(here.looks().await), Refusal::NeedsSecondFactor);
    assert_eq!(factor_of(&olga.looks().await.expect("hers"), pia.user), Some(false));
}

async fn one_organization_asks_for_nothing_in_another(stage: Stage) {
    let (olga, _) = olga_requires_it(&stage).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zed").await;
    zoe.looks().await.expect("Zeta does not ask");
    let token = olga.invites(&zoe.email, RoleKey::Admin).await.expect("invited");
    stage.directory.accept_signed_in(&zoe.session, &token).await.expect("joined");
    let at_acme = Persona { slug: olga.slug.clone(), ..zoe.clone() };
    assert_eq!(refusal(at_acme.looks().await), Refusal::NeedsSecondFactor);
    zoe.looks().await.expect("her own does not ask");
    // Nobody else's account is any of Acme's business, whoever asks.
    assert!(zoe.membership().await.is_some_and(|zeta| !zeta.needs_second_factor));
}

async fn who_comes_with_one_joins_with_one(stage: Stage) {
    let (olga, _) = olga_requires_it(&stage).await;
    let zoe = stage.found("zeta", "zoe@zeta.test", "Zoe Zed").await;
    turn_on(&stage, &zoe).await;
    let zoe = zoe.next().await;
    let token = olga.invites(&zoe.email, RoleKey::Admin).await.expect("invited");
    let accepted = stage.directory.accept_signed_in(&zoe.session, &token).await.expect("joined");
    let at_acme = Persona { slug: olga.slug.clone(), ..zoe.clone() };
    at_acme.looks().await.expect("she has one");
    assert_eq!(factor_of(&olga.looks().await.expect("hers"), accepted.user), Some(true));
    // Who was removed when it went off is told right when they are back.
    let gone = Persona { user: accepted.user, ..at_acme };
    olga.remove(&gone).await.expect("removed");
    stage.directory.turn_off_second_factor(&zoe.session, PASSWORD).await.expect("off");
    olga.restore(&gone).await.expect("back");
    assert_eq!(factor_of(&olga.looks().await.expect("hers"), accepted.user), Some(false));
}

async fn who_has_one_is_seen_by_those_who_read_the_log(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    turn_on(&stage, &olga).await;
    olga.invites("new@acme.test", RoleKey::Member).await.expect("invited");
    let roster = olga.looks().await.expect("hers");
    assert_eq!((factor_of(&roster, olga.user), factor_of(&roster, ben.user)), (Some(true), Some(false)));
    let (her, his) = (PersonId::User(olga.user), PersonId::User(ben.user));
    assert_eq!((found(&roster, "second-factor:yes"), found(&roster, "second-factor:no")), (vec![her], vec![his]));
    // A role that sees everybody, and not what happened.
    let name = Name::parse("Reader").expect("a name");
    let made = olga.does(Command::CreateRole { name, permissions: vec![Permission::UsersRead] }).await.expect("a role");
    let Change::RoleCreated { role } = &made.events[0].change else { panic!("no role") };
    olga.does(Command::SetRole { users: vec![ben.user], role: role.id }).await.expect("set");
    let snapshot = stage.directory.snapshot(&ben.session.caller, &ben.org()).await.expect("seen");
    assert!(snapshot.people.second_factors.is_empty());
    let roster = Roster::load(snapshot).expect("it fits together");
    assert_eq!((factor_of(&roster, olga.user), factor_of(&roster, ben.user)), (None, None));
    assert!(found(&roster, "second-factor:yes").is_empty() && found(&roster, "second-factor:no").is_empty());
}

async fn what_was_so_on_a_day_is_told_as_of_that_day(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.clock.advance(domain::DAY_MS);
    let before = stage.clock.now();
    stage.clock.advance(domain::DAY_MS);
    turn_on(&stage, &ben).await;
    let olga = olga.next().await;
    let past = stage.directory.snapshot_as_of(&olga.session.caller, &olga.org(), before).await.expect("as of then");
    assert_eq!(factor_of(&Roster::load(past).expect("it fits together"), ben.user), Some(false));
    assert_eq!(factor_of(&olga.looks().await.expect("hers"), ben.user), Some(true));
}

async fn two_who_set_it_at_once_are_told_and_it_can_be_undone(stage: Stage) {
    let (olga, _) = olga_requires_it(&stage).await;
    let seen = olga.looks().await.expect("hers").seq();
    olga.does(requires(false)).await.expect("not any more");
    let again = olga.does(requires(true)).await.expect("again");
    let late = Envelope { seen_seq: seen, ..stage.envelope(requires(false)) };
    let clash = stage.directory.execute(&olga.session.caller, &olga.org(), late).await;
    assert!(matches!(refusal(clash), Refusal::Clash { .. }));
    let undone = olga.does(Command::Undo { command: again.command }).await.expect("taken back");
    assert_eq!(kinds(&undone), ["organization_changed"]);
    assert_eq!(stage.number("select count(*) from organizations where require_second_factor").await, 0);
    // Taking that back asks for it once more: by the same rule.
    stage.directory.turn_off_second_factor(&olga.session, PASSWORD).await.expect("off");
    let refused = olga.does(Command::Undo { command: undone.command }).await;
    assert_eq!(refusal(refused), Refusal::NeedsSecondFactor);
}
