//! An invitation that was sent again, and was not after all: its earlier links are good again.

use crate::Result;
use crate::entity::{invitation, invitation_link, outbox};
use crate::outbox::{nobody_sends, withdraw_where};
use crate::stop::Writer;
use crate::store::bulk;
use domain::{Delivery, InvitationId, OrgId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// Takes back that invitations were sent again, each at its moment. The links that ended then are good again. A mail that
/// nobody has sent yet is withdrawn, and its link ends; of one that is out, the link stays good.
pub(crate) async fn unsend(
    writer: Writer<'_>,
    org: OrgId,
    resent: &BTreeMap<Timestamp, Vec<InvitationId>>,
    now: Timestamp,
) -> Result<()> {
    for (&at, invitations) in resent {
        for some in bulk::ids(invitations) {
            revive_links(writer, org, some, at).await?;
            let withdrawn = withdraw_mails(writer, org, some, at, now).await?;
            end_links(writer, org, &withdrawn, at, now).await?;
            tell_delivery(writer, org, &withdrawn, now).await?;
        }
    }
    Ok(())
}

async fn revive_links(writer: Writer<'_>, org: OrgId, some: &[InvitationId], ended_at: Timestamp) -> Result<()> {
    use invitation_link::Column as C;
    let update = invitation_link::Entity::update_many()
        .col_expr(C::EndedAt, Expr::value(Option::<Timestamp>::None))
        .filter(C::OrgId.eq(org))
        .filter(C::InvitationId.is_in(some.iter().copied()))
        .filter(C::EndedAt.eq(ended_at));
    update.exec(writer.tx()?).await?;
    Ok(())
}

/// Whose mails of that moment nobody has sent, nor is sending.
async fn withdraw_mails(
    writer: Writer<'_>,
    org: OrgId,
    some: &[InvitationId],
    written_at: Timestamp,
    now: Timestamp,
) -> Result<Vec<InvitationId>> {
    use outbox::Column as C;
    let unsent = Condition::all()
        .add(C::OrgId.eq(org))
        .add(C::InvitationId.is_in(some.iter().copied()))
        .add(C::CreatedAt.eq(written_at))
        .add(C::State.eq("waiting"))
        .add(nobody_sends(now));
    let found: Vec<Option<InvitationId>> = outbox::Entity::find()
        .select_only()
        .column(C::InvitationId)
        .filter(unsent.clone())
        .into_tuple()
        .all(writer.tx()?)
        .await?;
    withdraw_where(writer.tx()?, org, unsent).await?;
    Ok(found.into_iter().flatten().collect())
}

async fn end_links(
    writer: Writer<'_>,
    org: OrgId,
    some: &[InvitationId],
    made_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    use invitation_link::Column as C;
    let update = invitation_link::Entity::update_many()
        .col_expr(C::EndedAt, Expr::value(now))
        .filter(C::OrgId.eq(org))
        .filter(C::InvitationId.is_in(some.iter().copied()))
        .filter(C::CreatedAt.eq(made_at))
        .filter(C::EndedAt.is_null());
    update.exec(writer.tx()?).await?;
    Ok(())
}

/// Has invitations tell what became of the mail before the one that was withdrawn.
async fn tell_delivery(writer: Writer<'_>, org: OrgId, some: &[InvitationId], now: Timestamp) -> Result<()> {
    use outbox::Column as C;
    let sent: Vec<(Option<InvitationId>, String)> = outbox::Entity::find()
        .select_only()
        .columns([C::InvitationId, C::State])
        .filter(C::OrgId.eq(org))
        .filter(C::InvitationId.is_in(some.iter().copied()))
        .filter(C::State.is_in(["sent", "failed"]))
        .order_by_asc(C::CreatedAt)
        .into_tuple()
        .all(writer.tx()?)
        .await?;
    let mut never: BTreeSet<InvitationId> = some.iter().copied().collect();
    let mut last: BTreeMap<InvitationId, Delivery> = BTreeMap::new();
    for (id, state) in sent {
        if let Some(id) = id {
            last.insert(id, if state == "sent" { Delivery::Sent } else { Delivery::Refused });
            never.remove(&id);
        }
    }
    let of = |wanted| last.iter().filter(|(_, is)| **is == wanted).map(|(&id, _)| id).collect::<Vec<_>>();
    let all = [(Delivery::Sent, of(Delivery::Sent)), (Delivery::Refused, of(Delivery::Refused))];
    for (delivery, ids) in all.into_iter().chain([(Delivery::None, never.into_iter().collect())]) {
        let update = invitation::Entity::update_many()
            .col_expr(invitation::Column::Delivery, Expr::value(delivery))
            .col_expr(invitation::Column::DeliveryAt, Expr::value(now))
            .filter(invitation::Column::OrgId.eq(org))
            .filter(invitation::Column::Id.is_in(ids));
        update.exec(writer.tx()?).await?;
    }
    Ok(())
}
