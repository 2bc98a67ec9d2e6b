//! People of the stories: each knows how to do things.

use super::Stage;
use directory::{Directory, OrgRef, Result, Session, SignedIn};
use domain::{Addressee, Answer, Command, InvitationId, Invite, Name, RoleId, RoleKey, TeamId, UserId};

/// A user who is signed in.
#[derive(Clone)]
pub struct Persona {
    pub directory: Directory,
    pub clock: directory::Clock,
    pub slug: String,
    pub email: String,
    pub user: UserId,
    /// The cookie's token.
    pub token: String,
    pub session: Session,
}

impl Persona {
    pub async fn new(stage: &Stage, slug: &str, user: UserId, signed_in: &SignedIn, email: &str) -> Self {
        let token = signed_in.token.expose().to_owned();
        let session = stage.directory.session(&token, None).await.expect("looked up").expect("signed in");
        Self {
            directory: stage.directory.clone(),
            clock: stage.clock.clone(),
            slug: slug.to_owned(),
            email: email.to_owned(),
            user,
            token,
            session,
        }
    }

    pub fn org(&self) -> OrgRef {
        OrgRef::from(self.slug.as_str())
    }

    /// Carries out a command in their organization, whatever happened since they looked.
    pub async fn does(&self, command: Command) -> Result<Answer> {
        let envelope =
            domain::Envelope { intent_id: domain::CommandId(self.clock.fresh_id()), seen_seq: u64::MAX, command };
        self.directory.execute(&self.session.caller, &self.org(), envelope).await
    }

    /// Whether the cookie is good now.
    pub async fn is_signed_in(&self) -> bool {
        self.directory.session(&self.token, None).await.expect("looked up").is_some()
    }

    /// The id of a built-in role, as the operator sees it.
    pub async fn role(&self, key: RoleKey) -> RoleId {
        let list = self.directory.roles(&directory::Caller::operator(), &self.org()).await.expect("roles");
        list.roles.iter().find(|card| card.role.key == Some(key)).expect("built in").role.id
    }

    pub async fn set_role(&self, whom: &Self, key: RoleKey) -> Result<Answer> {
        self.does(Command::SetRole { users: vec![whom.user], role: self.role(key).await }).await
    }

    pub async fn suspend(&self, whom: &Self) -> Result<Answer> {
        self.does(Command::Suspend { users: vec![whom.user], reason: None, successors: Vec::new(), heir: None }).await
    }

    pub async fn reactivate(&self, whom: &Self) -> Result<Answer> {
        self.does(Command::Reactivate { users: vec![whom.user] }).await
    }

    pub async fn remove(&self, whom: &Self) -> Result<Answer> {
        self.does(Command::Remove { users: vec![whom.user], reason: None, successors: Vec::new(), heir: None }).await
    }

    pub async fn restore(&self, whom: &Self) -> Result<Answer> {
        self.does(Command::Restore { users: vec![whom.user] }).await
    }

    pub async fn creates_team(&self, name: &str) -> TeamId {
        let name = Name::parse(name).expect("a name");
        let answer = self.does(Command::CreateTeam { name }).await.expect("a team");
        match &answer.events[0].change {
            domain::Change::TeamCreated { team } => team.id,
            other => panic!("no team: {other:?}"),
        }
    }

    /// The command that invites one address.
    pub async fn invitation_to(&self, email: &str, key: RoleKey) -> Command {
        Command::Invite(Invite {
            addresses: vec![Addressee { email: email.to_owned(), name: None }],
            role: self.role(key).await,
            teams: Vec::new(),
            days: 7,
            note: None,
            start_fresh: Vec::new(),
            access_days: None,
            bundle: None,
        })
    }

    /// Invites one address. Gives the link's token.
    pub async fn invites(&self, email: &str, key: RoleKey) -> Result<String> {
        let answer = self.does(self.invitation_to(email, key).await).await?;
        Ok(token_of(&answer.links.first().expect("no mail server: the answer has the link").url))
    }

    /// Invites one address. Gives the invitation and the link's token.
    pub async fn invites_as(&self, email: &str, key: RoleKey) -> (InvitationId, String) {
        let answer = self.does(self.invitation_to(email, key).await).await.expect("invited");
        let link = answer.links.first().expect("a link");
        (link.invitation, token_of(&link.url))
    }
}

/// The token in a link's fragment.
pub fn token_of(url: &str) -> String {
    url.split_once('#').expect("the token is in the fragment").1.to_owned()
}
