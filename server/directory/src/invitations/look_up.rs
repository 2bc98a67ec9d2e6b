//! What an invitation's page shows to whoever holds its link.

use super::find;
use crate::accounts;
use crate::entity::{invitation, invitation_team, organization, role, team, user};
use crate::{Directory, Error, Result, Session};
use domain::{Delivery, InvitationCard, InvitationState, InvitedSession, Name};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

impl Directory {
    /// The invitation behind a link. The page asks when a person opened it, never when a scanner fetched it: the
    /// invitation counts as opened then. It does not tell whether the address has an account (S-52).
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown token; [`Error::Refused`] with the reason for one that was good once;
    /// [`Error::Database`].
    pub async fn look_up_invitation(&self, token: &str, signed_in: Option<&Session>) -> Result<InvitationCard> {
        let found = find(self.read(), token).await?;
        found.good(self.now())?;
        let row = found.invitation;
        let org = organization::Entity::find_by_id(row.org_id).one(self.read()).await?.ok_or(Error::NotFound)?;
        let role = role::Entity::find_by_id((row.org_id, row.role_id)).one(self.read()).await?;
        let inviter = match row.invited_by {
            Some(id) => user::Entity::find_by_id((row.org_id, id)).one(self.read()).await?.map(|user| user.name),
            None => None,
        };
        let session = match signed_in {
            Some(session) if accounts::account(self.read(), session.account).await?.email == row.email => {
                InvitedSession::Same
            }
            Some(_) => InvitedSession::Another,
            None => InvitedSession::Nobody,
        };
        let card = InvitationCard {
            organization: org.name,
            email: row.email.clone(),
            name: row.name.clone(),
            inviter,
            role: role.ok_or(Error::NotFound)?.name,
            teams: self.teams_of(&row).await?,
            expires_at: row.expires_at,
            access_days: row.access_days.and_then(|days| u32::try_from(days).ok()),
            signed_in: session,
        };
        if row.delivery != Delivery::Opened {
            let this = self.clone();
            self.beside(async move { this.note_opened(&row).await });
        }
        Ok(card)
    }

    async fn teams_of(&self, row: &invitation::Model) -> Result<Vec<Name>> {
        let links = invitation_team::Entity::find()
            .filter(invitation_team::Column::OrgId.eq(row.org_id))
            .filter(invitation_team::Column::InvitationId.eq(row.id))
            .all(self.read())
            .await?;
        let teams = team::Entity::find()
            .filter(team::Column::OrgId.eq(row.org_id))
            .filter(team::Column::Id.is_in(links.into_iter().map(|link| link.team_id)))
            .order_by_asc(team::Column::NameKey)
            .all(self.read())
            .await?;
        Ok(teams.into_iter().map(|team| team.name).collect())
    }

    async fn note_opened(&self, row: &invitation::Model) -> Result<()> {
        self.refuse_when_full()?;
        invitation::Entity::update_many()
            .col_expr(invitation::Column::Delivery, Expr::value(Delivery::Opened))
            .col_expr(invitation::Column::DeliveryAt, Expr::value(self.now()))
            .filter(invitation::Column::OrgId.eq(row.org_id))
            .filter(invitation::Column::Id.eq(row.id))
            .filter(invitation::Column::State.eq(InvitationState::Open))
            .exec(&self.inner.database.write)
            .await?;
        Ok(())
    }
}
