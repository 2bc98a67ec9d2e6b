//! Requests to join from the outside: what the page for visitors shows, the link that proves an address, and asking by it.
//!
//! Whatever is true of an address, asking is answered alike and a mail goes to it. What is true is told to whoever presses
//! the link in that mail: they have the address.

use crate::entity::{join_link, organization};
use crate::outbox::{Message, Queued, queue};
use crate::stop::Writer;
use crate::store::{load, row};
use crate::tx::hold_org;
use crate::{Caller, Directory, Error, OrgRef, Result, Secret};
use domain::{
    Actor, AskToJoin, CommandId, EmailAddress, JoinCard, Language, MINUTE_MS, Name, OrgId, Refusal, decide_ask, is_slug,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

/// At most one mail to an address for an organization in so long, in ms, from wherever it is asked for.
const MAIL_EVERY_MS: i64 = MINUTE_MS;

impl Directory {
    /// The page on which visitors ask to join an organization.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an organization that takes no requests as for one that is not there;
    /// [`Error::Database`].
    pub async fn join_card(&self, slug: &str) -> Result<JoinCard> {
        let org = self.asked(slug).await?.settings;
        Ok(JoinCard { organization: org.name, domains: org.allowed_domains })
    }

    /// Sends a link to an address by which its owner asks to join. The work is done beside the request: the answer and
    /// its time are the same for every address of an allowed domain (S-52).
    ///
    /// # Errors
    /// As [`Self::join_card`]; [`Error::Invalid`] for a name or an address that is none; [`Error::Refused`] for one of
    /// another domain, which the page says beforehand.
    pub async fn ask_to_join(&self, slug: &str, name: &str, email: &str, language: Language) -> Result<()> {
        let org = self.asked(slug).await?;
        let name = Name::parse(name).map_err(|error| Error::Invalid { field: "name", reason: error.to_string() })?;
        let email =
            EmailAddress::parse(email).map_err(|error| Error::Invalid { field: "email", reason: error.to_string() })?;
        if !org.settings.allow(&email) {
            return Err(Refusal::DomainNotAllowed.into());
        }
        let this = self.clone();
        self.beside(async move { this.mail_join_link(org.id, &AskToJoin { name, email }, language).await });
        Ok(())
    }

    async fn asked(&self, slug: &str) -> Result<domain::Organization> {
        if !is_slug(slug) {
            return Err(Error::NotFound);
        }
        let row = crate::organizations::row_of(self.read(), &OrgRef::Slug(slug.to_owned())).await?;
        let org = row::organization(&row);
        if org.settings.takes_requests() { Ok(org) } else { Err(Error::NotFound) }
    }

    async fn mail_join_link(&self, org: OrgId, ask: &AskToJoin, language: Language) -> Result<()> {
        let now = self.now();
        let tx = self.begin().await?;
        let org = hold_org(&tx, &OrgRef::Id(org)).await?;
        let theirs = || {
            join_link::Entity::find()
                .filter(join_link::Column::OrgId.eq(org.id))
                .filter(join_link::Column::Email.eq(ask.email.as_str()))
        };
        let lately = theirs().filter(join_link::Column::CreatedAt.gt(now.plus_ms(-MAIL_EVERY_MS)));
        if lately.one(&tx).await?.is_some() {
            return Ok(());
        }
        end_links(&tx, &org, &ask.email, now).await?;
        let secret = Secret::fresh();
        let expires_at = now.plus_ms(self.config().link_ms);
        let link = join_link::ActiveModel {
            token_hash: Set(secret.hash()),
            org_id: Set(org.id),
            email: Set(ask.email.clone()),
            name: Set(ask.name.clone()),
            created_at: Set(now),
            expires_at: Set(expires_at),
            used_at: Set(None),
        };
        join_link::Entity::insert(link).exec_without_returning(&tx).await?;
        let (organization, name) = (org.name.to_string(), ask.name.to_string());
        let message = Message::JoinVerification { organization, name, expires_at, language };
        let mail = Queued {
            org: Some(org.id),
            invitation: None,
            about: None,
            recipient: &ask.email,
            message: &message,
            token: Some(&secret),
        };
        queue(self, &tx, mail, now).await?;
        self.commit(tx).await?;
        Ok(())
    }

    /// Asks to join, by the link that went to the address. Gives the organization's name.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown link; [`Error::LinkOver`] for one that was good once; [`Error::Refused`] when
    /// the organization takes none from this address, or has its owner already: the link stays good then;
    /// [`Error::Database`].
    pub async fn confirm_request(&self, token: &str, ip: Option<&str>) -> Result<Name> {
        let (this, token, ip) = (self.clone(), token.to_owned(), ip.map(str::to_owned));
        self.detached(async move { this.confirm_here(&token, ip).await }).await
    }

    async fn confirm_here(&self, token: &str, ip: Option<String>) -> Result<Name> {
        let now = self.now();
        let link = find(self.read(), token).await?;
        let tx = self.begin().await?;
        let org = hold_org(&tx, &OrgRef::Id(link.org_id)).await?;
        let unused = join_link::Entity::update_many()
            .col_expr(join_link::Column::UsedAt, Expr::value(now))
            .filter(join_link::Column::TokenHash.eq(link.token_hash))
            .filter(join_link::Column::UsedAt.is_null())
            .filter(join_link::Column::ExpiresAt.gt(now));
        if unused.exec(&tx).await?.rows_affected != 1 {
            return Err(Error::LinkOver);
        }
        let ask = AskToJoin { name: link.name, email: link.email };
        let state = load::state(&tx, &org, &ask.needs(), now).await?;
        let mut fresh = || self.inner.clock.fresh_id();
        let changes = decide_ask(state, &ask, now, &mut fresh)?.changes;
        let command = CommandId(self.inner.clock.fresh_id());
        let caller = Caller::nobody(ip);
        self.write(Writer::to_the_end(&tx), &caller, Actor::System, &org, command, changes, now).await?;
        self.commit(tx).await?;
        Ok(org.name)
    }
}

/// The link of a token.
async fn find(db: &impl ConnectionTrait, token: &str) -> Result<join_link::Model> {
    let secret = Secret::received(token).ok_or(Error::NotFound)?;
    join_link::Entity::find_by_id(secret.hash()).one(db).await?.ok_or(Error::NotFound)
}

/// Earlier links of an address are over.
async fn end_links(
    tx: &DatabaseTransaction,
    org: &organization::Model,
    email: &EmailAddress,
    now: domain::Timestamp,
) -> Result<()> {
    join_link::Entity::update_many()
        .col_expr(join_link::Column::UsedAt, Expr::value(now))
        .filter(join_link::Column::OrgId.eq(org.id))
        .filter(join_link::Column::Email.eq(email.as_str()))
        .filter(join_link::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
