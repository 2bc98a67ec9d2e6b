//! Invitations from the invited person's side: what the link leads to, and accepting it.

mod accept;
mod look_up;
mod queue;
mod remind;
mod unsend;

pub use accept::Accepted;
pub(crate) use unsend::unsend;

use crate::entity::{invitation, invitation_link};
use crate::{Error, Result, Secret};
use domain::{InvitationState, Refusal, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// An invitation and the link that led to it.
#[derive(Clone)]
struct Found {
    link: invitation_link::Model,
    invitation: invitation::Model,
}

/// The invitation behind a link's token.
///
/// # Errors
/// [`Error::NotFound`] when no link ever had that token.
async fn find(db: &impl ConnectionTrait, token: &str) -> Result<Found> {
    let secret = Secret::received(token).ok_or(Error::NotFound)?;
    let link = invitation_link::Entity::find()
        .filter(invitation_link::Column::TokenHash.eq(secret.hash()))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let invitation = invitation::Entity::find_by_id((link.org_id, link.invitation_id)).one(db).await?;
    Ok(Found { link, invitation: invitation.ok_or(Error::NotFound)? })
}

impl Found {
    /// Whether it can be accepted at `now`, by this link.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason why not.
    fn good(&self, now: Timestamp) -> Result<()> {
        match self.invitation.state {
            InvitationState::Accepted => Err(Refusal::InvitationUsed.into()),
            InvitationState::Revoked => Err(Refusal::InvitationRevoked.into()),
            InvitationState::Open if self.invitation.expires_at <= now => Err(Refusal::InvitationExpired.into()),
            InvitationState::Open if self.link.ended_at.is_some() => Err(Refusal::InvitationRevoked.into()),
            InvitationState::Open => Ok(()),
        }
    }
}
