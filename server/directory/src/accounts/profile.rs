//! One's own name, language and choices, and where one is a user.

use super::{Missing, active_users, hold_account, is_signed_out, language_of, missing};
use crate::entity::{account, organization, role, team_user, user};
use crate::execute::{role_seen_as, sight};
use crate::{Directory, Error, Result, Session};
use domain::{AccountChange, Language, Membership, Name, OrgId, Permission, Permissions, Preferences, Profile};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// How often a change is tried anew when the account joined an organization meanwhile.
const TRIES: u32 = 3;

/// What a user misses of what their organization asks for.
fn lacks(session: &Session, org: &organization::Model, user: &user::Model) -> Option<Missing> {
    missing(org.require_second_factor, user.second_factor, session.caller.has_shown_two())
}

impl Directory {
    /// One's own account.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when it is gone; [`Error::Database`].
    pub async fn profile(&self, session: &Session) -> Result<Profile> {
        let row = super::account(self.read(), session.account).await?;
        Ok(Profile {
            account: row.id,
            language: language_of(&row),
            name: row.name,
            email: row.email,
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
                if !this.change_everywhere(&tx, session.account, &change, &session.caller, now).await? {
                    continue;
                }
                let update = account::Entity::update_many().col_expr(account::Column::Name, Expr::value(name));
                update.filter(account::Column::Id.eq(session.account)).exec(&tx).await?;
                this.commit(tx).await?;
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
        self.refuse_when_full()?;
        let text = serde_json::to_string(preferences)?;
        let update = account::Entity::update_many().col_expr(account::Column::Preferences, Expr::value(text));
        update.filter(account::Column::Id.eq(session.account)).exec(&self.inner.database.write).await?;
        Ok(())
    }

    /// Sets one's own language, of pages and mails.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn set_language(&self, session: &Session, language: Language) -> Result<()> {
        let tx = self.begin().await?;
        hold_account(&tx, session.account).await?;
        let update = account::Entity::update_many().col_expr(account::Column::Language, Expr::value(language.tag()));
        update.filter(account::Column::Id.eq(session.account)).exec(&tx).await?;
        self.commit(tx).await?;
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
            let missing = lacks(session, &org, &row);
            if missing == Some(Missing::Proof) {
                continue;
            }
            let needs_second_factor = missing.is_some();
            let counts = crate::store::row::user(row.clone(), Vec::new()).effective_role(now);
            let Some(role) = role::Entity::find_by_id((org.id, counts)).one(self.read()).await? else { continue };
            let held = crate::store::row::role(role.clone()).permissions;
            let seen_as = role_seen_as(self.read(), &session.caller, &org).await?;
            let (permissions, owns_teams) = match seen_as {
                _ if needs_second_factor => (Permissions::NONE, false),
                Some(_) => {
                    let sight = sight(self.read(), &session.caller, &org, now).await?;
                    (sight.permissions, !sight.owned_teams.is_empty())
                }
                None => (held, held.allow(Permission::TeamsManageOwn) && self.owns_teams(org.id, row.id).await?),
            };
            found.push(Membership {
                org: org.id,
                slug: org.slug,
                name: org.name,
                role: role.name,
                permissions,
                owns_teams,
                seen_as: seen_as.map(|role| role.name),
                needs_second_factor,
            });
        }
        found.sort_by(|a, b| (a.name.as_str(), &a.slug).cmp(&(b.name.as_str(), &b.slug)));
        Ok(found)
    }

    /// The organizations, by their names in URLs, that ended this session though one still belongs to them, or that ask for
    /// the second factor that it was begun without: signing in again leads back.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn signed_out_of(&self, session: &Session) -> Result<Vec<String>> {
        let rows = user::Entity::find().filter(active_users(session.account, self.now())).all(self.read()).await?;
        let ids = rows.iter().map(|row| row.org_id).collect::<Vec<_>>();
        let organizations =
            organization::Entity::find().filter(organization::Column::Id.is_in(ids)).all(self.read()).await?;
        let ended = |org: &organization::Model| {
            rows.iter().filter(|row| row.org_id == org.id).any(|row| {
                is_signed_out(session.created_at, None, row.signed_out_at)
                    || lacks(session, org, row) == Some(Missing::Proof)
            })
        };
        Ok(organizations.into_iter().filter(ended).map(|org| org.slug).collect())
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
