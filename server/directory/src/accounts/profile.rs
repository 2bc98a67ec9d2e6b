//! One's own name, language and choices, and where one is a user.

use super::{active_users, hold_account, is_signed_out};
use crate::entity::{account, organization, role, team_user, user};
use crate::{Directory, Error, Result, Session};
use domain::{AccountChange, Membership, Name, OrgId, Permission, Preferences, Profile};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// The longest language tag (BCP 47 has them of up to 35 characters).
const LANGUAGE_MAX: usize = 35;
/// How often a change is tried anew when the account joined an organization meanwhile.
const TRIES: u32 = 3;

impl Directory {
    /// One's own account.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when it is gone; [`Error::Database`].
    pub async fn profile(&self, session: &Session) -> Result<Profile> {
        let row = super::account(self.read(), session.account).await?;
        Ok(Profile {
            account: row.id,
            name: row.name,
            email: row.email,
            language: row.language,
            // What cannot be read falls back to the defaults: choices are never worth a failure.
            preferences: serde_json::from_str(&row.preferences).unwrap_or_default(),
        })
    }

    /// Changes one's own name, here and in each of one's organizations.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it cannot be a name; [`Error::Database`].
    pub async fn rename_account(&self, session: &Session, name: &str) -> Result<()> {
        let invalid = |error: domain::NameError| Error::Invalid { field: "name", reason: error.to_string() };
        let name = Name::parse(name).map_err(invalid)?;
        let (this, session) = (self.clone(), session.clone());
        self.detached(async move {
            for _ in 0..TRIES {
                let now = this.now();
                let tx = this.begin().await?;
                let change = AccountChange::Rename(name.clone());
                let ip = session.caller.ip.clone();
                if !this.change_everywhere(&tx, session.account, &change, ip, now).await? {
                    continue;
                }
                let update = account::Entity::update_many().col_expr(account::Column::Name, Expr::value(name));
                update.filter(account::Column::Id.eq(session.account)).exec(&tx).await?;
                tx.commit().await?;
                return Ok(());
            }
            Err(Error::Busy { retry_after_ms: 1_000 })
        })
        .await
    }

    /// Keeps one's own choices.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn set_preferences(&self, session: &Session, preferences: &Preferences) -> Result<()> {
        let text = serde_json::to_string(preferences)?;
        let update = account::Entity::update_many().col_expr(account::Column::Preferences, Expr::value(text));
        update.filter(account::Column::Id.eq(session.account)).exec(&self.inner.database.write).await?;
        Ok(())
    }

    /// Sets one's own language.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no language tag; [`Error::Database`].
    pub async fn set_language(&self, session: &Session, language: &str) -> Result<()> {
        let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if language.len() > LANGUAGE_MAX || !language.split('-').all(letters) {
            return Err(Error::Invalid { field: "language", reason: "a tag such as en or pt-BR".to_owned() });
        }
        let tx = self.begin().await?;
        hold_account(&tx, session.account).await?;
        let update = account::Entity::update_many().col_expr(account::Column::Language, Expr::value(language));
        update.filter(account::Column::Id.eq(session.account)).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The organizations that one reaches, by name: for the switcher, and to know where to land.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn organizations_of(&self, session: &Session) -> Result<Vec<Membership>> {
        let now = self.now();
        let rows = user::Entity::find().filter(active_users(session.account, now)).all(self.read()).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            if is_signed_out(session.created_at, None, row.signed_out_at) {
                continue;
            }
            let Some(org) = organization::Entity::find_by_id(row.org_id).one(self.read()).await? else { continue };
            let counts = crate::store::row::user(row.clone(), Vec::new()).effective_role(now);
            let Some(role) = role::Entity::find_by_id((org.id, counts)).one(self.read()).await? else { continue };
            let permissions = crate::store::row::role(role.clone()).permissions;
            let owns_teams = permissions.allow(Permission::TeamsManageOwn) && self.owns_teams(org.id, row.id).await?;
            found.push(Membership {
                org: org.id,
                slug: org.slug,
                name: org.name,
                role: role.name,
                permissions,
                owns_teams,
            });
        }
        found.sort_by(|a, b| (a.name.as_str(), &a.slug).cmp(&(b.name.as_str(), &b.slug)));
        Ok(found)
    }

    /// The organizations, by their names in URLs, that ended this session though one still belongs to them: signing
    /// in again leads back.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn signed_out_of(&self, session: &Session) -> Result<Vec<String>> {
        let rows = user::Entity::find().filter(active_users(session.account, self.now())).all(self.read()).await?;
        let ended = rows.iter().filter(|row| is_signed_out(session.created_at, None, row.signed_out_at));
        let ids = ended.map(|row| row.org_id).collect::<Vec<_>>();
        let organizations =
            organization::Entity::find().filter(organization::Column::Id.is_in(ids)).all(self.read()).await?;
        Ok(organizations.into_iter().map(|org| org.slug).collect())
    }

    async fn owns_teams(&self, org: OrgId, user: domain::UserId) -> Result<bool> {
        let owned = team_user::Entity::find()
            .filter(team_user::Column::OrgId.eq(org))
            .filter(team_user::Column::UserId.eq(user))
            .filter(team_user::Column::Owner.eq(true))
            .one(self.read())
            .await?;
        Ok(owned.is_some())
    }
}
