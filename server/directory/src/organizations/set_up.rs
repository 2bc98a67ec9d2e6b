//! Setting up an empty installation by its one-time link.

use super::found::{any_organization, hold_founding, new_user, slug_for};
use crate::accounts::token::{self, Purpose};
use crate::accounts::{AuthLevel, Password, start_session};
use crate::stop::Writer;
use crate::{Caller, Directory, Error, Result, SignedIn, Visitor, Who};
use domain::{Actor, Change, CommandId, DAY_MS, Door, EmailAddress, Name, Timestamp, UserId};

/// How long a set-up link is good for, in ms.
const LINK_MS: i64 = DAY_MS;

/// What setting up asks for.
#[derive(Clone)]
pub struct SetUp {
    /// What the organization is called.
    pub organization: String,
    /// Its name in URLs; made from its name when missing.
    pub slug: Option<String>,
    /// The first Owner's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp").field("organization", &self.organization).finish_non_exhaustive()
    }
}

/// A checked [`SetUp`].
struct Wanted {
    organization: Name,
    slug: Option<String>,
    name: Name,
    email: EmailAddress,
    hash: String,
}

impl Directory {
    /// Whether there is an organization.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn is_set_up(&self) -> Result<bool> {
        any_organization(self.read()).await
    }

    /// A fresh one-time link that sets up the installation, while there is no organization; earlier ones end. For
    /// whoever reads the server's output.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn set_up_link(&self) -> Result<Option<String>> {
        let now = self.now();
        let tx = self.begin().await?;
        hold_founding(&tx).await?;
        if any_organization(&tx).await? {
            return Ok(None);
        }
        let secret = token::issue(&tx, Purpose::SetUp, None, None, now, LINK_MS).await?;
        self.commit(tx).await?;
        Ok(Some(format!("{}/set-up#{}", self.config().public_url, secret.expose())))
    }

    /// Whether a set-up link is good, for the form behind it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown link; [`Error::LinkOver`] for one that was good once; [`Error::Database`].
    pub async fn look_up_set_up(&self, token: &str) -> Result<()> {
        token::look_up(self.read(), Purpose::SetUp, token, self.now()).await?;
        if self.is_set_up().await? { Err(Error::LinkOver) } else { Ok(()) }
    }

    /// Sets up the installation: makes the first organization and its Owner, who is signed in. Uses the link up.
    ///
    /// # Errors
    /// As [`Self::look_up_set_up`]; [`Error::Invalid`] for a bad field: the link stays good then.
    pub async fn set_up(&self, token: &str, asked: &SetUp, visitor: &Visitor) -> Result<SignedIn> {
        self.look_up_set_up(token).await?;
        let wanted = self.wanted_set_up(asked).await?;
        let (this, token, visitor) = (self.clone(), token.to_owned(), visitor.clone());
        self.detached(async move { this.set_up_here(&token, wanted, &visitor).await }).await
    }

    async fn wanted_set_up(&self, asked: &SetUp) -> Result<Wanted> {
        let named = |field: &'static str, text: &str| {
            Name::parse(text).map_err(|error| Error::Invalid { field, reason: error.to_string() })
        };
        let organization = named("organization", &asked.organization)?;
        let name = named("name", &asked.name)?;
        let email = EmailAddress::parse(&asked.email)
            .map_err(|error| Error::Invalid { field: "email", reason: error.to_string() })?;
        if asked.slug.as_deref().is_some_and(|slug| !domain::is_slug(slug)) {
            return Err(Error::Invalid { field: "slug", reason: "1 to 40 of a–z, 0–9 and inner -".to_owned() });
        }
        let about = [email.as_str(), name.as_str(), organization.as_str()];
        let hash = self.inner.passwords.hash(Password::chosen(&asked.password, &about)?).await?;
        Ok(Wanted { organization, slug: asked.slug.clone(), name, email, hash })
    }

    async fn set_up_here(&self, token: &str, wanted: Wanted, visitor: &Visitor) -> Result<SignedIn> {
        let now: Timestamp = self.now();
        let tx = self.begin().await?;
        hold_founding(&tx).await?;
        let row = token::look_up(&tx, Purpose::SetUp, token, now).await?;
        if any_organization(&tx).await? {
            return Err(Error::LinkOver);
        }
        token::use_up(&tx, &row, now).await?;
        let (account, password_set) =
            self.account_for(&tx, &wanted.email, &wanted.name, wanted.hash, visitor.language, now).await?;
        if !password_set {
            // An account without an organization: whoever has the link does not thereby get into it.
            return Err(Error::Invalid { field: "email", reason: "this address cannot be used here".to_owned() });
        }
        let user = UserId(self.inner.clock.fresh_id());
        let who = Who::Account { account: account.id, session_from: now, two_factors: false, proved_at: now };
        let caller = Caller::new(who, Door::Page, visitor.ip.clone());
        let (actor, command) = (Actor::User(user), CommandId(self.inner.clock.fresh_id()));
        let slug = slug_for(&tx, &wanted.organization, wanted.slug.as_deref()).await?;
        let founded = self.found(&tx, &caller, actor, command, (slug, wanted.organization), now).await?;
        let user = new_user(user, &account, founded.owner, now);
        let changes = vec![Change::UserJoined { user, invitation: None }];
        self.write(Writer::to_the_end(&tx), &caller, actor, &founded.org, command, changes, now).await?;
        let signed_in = start_session(self, &tx, &account, visitor, AuthLevel::Password, now).await?;
        self.commit(tx).await?;
        Ok(signed_in)
    }
}
