//! Writing changes: one match, one place. One change goes the way that ten thousand go.

use super::bulk::Rows;
use super::pending::Pending;
use super::{bundles, roles, row};
use crate::entity::{event, organization, role, team, user};
use crate::stop::Writer;
use crate::tx::hold_org;
use crate::{Error, OrgRef, Result, dormancy};
use domain::{
    Change, Event, HeldRole, InvitationState, MailKind, Name, OrgId, OrgSettings, Role, Team, TeamId, Timestamp, UserId,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Value};

/// Writes the rows that events of one commit are about, as if one after the other.
///
/// # Errors
/// [`Error::Corrupt`] when a row is not there: the state decided on was not the one stored, and nothing is to be
/// committed. [`Error::Cancelled`]; [`Error::Database`].
pub(crate) async fn changes(writer: Writer<'_>, org: OrgId, events: &[Event]) -> Result<()> {
    let mut pending = Pending::default();
    for event in events {
        if !pending.fits(&event.change) {
            std::mem::take(&mut pending).write(writer, org).await?;
        }
        change(writer, org, event, &mut pending).await?;
    }
    pending.write(writer, org).await?;
    dormancy::keep(writer, org, events).await
}

/// What is about people is gathered; the rest is written.
async fn change(writer: Writer<'_>, org: OrgId, event: &Event, pending: &mut Pending) -> Result<()> {
    let (seq, at) = (row::stored(event.seq), event.at);
    match &event.change {
        // Its row comes before its events, which refer to it: [`create_organization`].
        Change::OrganizationCreated { .. } => {}
        Change::OrganizationChanged { before, after } => settings(writer.tx()?, org, before, after, seq).await?,
        Change::UserJoined { user, invitation } => {
            if let Some(invitation) = invitation {
                pending.close(*invitation, InvitationState::Accepted, at, seq);
            }
            pending.join(user);
        }
        Change::UserRoleSet { user, after, .. } => pending.set_role(*user, HeldRole::lasting(*after), seq),
        Change::UserTemporaryRoleSet { user, after, .. } => pending.set_role(*user, *after, seq),
        Change::UserEndSet { user, after, .. } => pending.set_end(*user, *after, seq),
        Change::UserTeamsChanged { user, removed, added } => pending.change_teams(*user, removed, added, seq),
        Change::UserStateSet { user, after, .. } => pending.set_state(*user, *after, at, seq),
        Change::UserSignedOut { user } => pending.sign_out(*user, at),
        Change::UserRenamed { user, after, .. } => pending.rename(*user, after),
        Change::UserEmailChanged { user, after, .. } => pending.set_email(*user, after),
        Change::UserSecondFactorSet { user, after } => pending.set_second_factor(*user, *after),
        Change::InvitationSent { invitation, note, .. } | Change::InvitationQueued { invitation, note, .. } => {
            pending.invite(invitation, note.as_ref());
        }
        Change::InvitationReleased { invitation, after } => pending.release(*invitation, at, *after, seq),
        Change::InvitationResent { invitation, after, .. } => pending.resend(*invitation, at, *after, seq),
        Change::InvitationResendTakenBack { invitation, after, is, .. } => {
            pending.redate(*invitation, *is, *after, seq);
        }
        Change::InvitationLinkCopied { .. }
        | Change::UserEmailProposed { .. }
        | Change::PasswordResetSent { .. }
        | Change::LockLifted { .. } => {}
        Change::InvitationReminded { invitation, reminded } => pending.remind(*invitation, *reminded),
        Change::InvitationReaddressed { invitation, after, .. } => pending.readdress(*invitation, after, at, seq),
        Change::InvitationTakenOver { invitation, after, .. } => pending.take_over(*invitation, *after, seq),
        Change::InvitationRevoked { invitation, .. } | Change::RequestDeclined(invitation) => {
            pending.close(*invitation, InvitationState::Revoked, at, seq);
        }
        Change::RequestMade(invitation) => pending.invite(invitation, None),
        Change::RequestApproved(invitation) | Change::RequestReturned(invitation) => {
            pending.answer(invitation, at, seq);
        }
        Change::InvitationReopened { invitation } => pending.reopen(invitation, seq),
        Change::TeamCreated { team } => {
            team::Entity::insert(row::team_row(org, team, seq)).exec_without_returning(writer.tx()?).await?;
        }
        Change::TeamRenamed { team, after, .. } => rename_team(writer.tx()?, org, *team, after, seq).await?,
        Change::TeamDeleted { team, members, .. } => delete_team(writer, org, team, members, seq).await?,
        Change::InvitationRoleSet { invitation, after, .. } => pending.set_invitation_role(*invitation, *after, seq),
        Change::InvitationTeamsChanged { invitation, removed, added } => {
            pending.invite_into(*invitation, removed, added);
        }
        Change::RoleCreated { role } => roles::create(writer.tx()?, org, role, seq).await?,
        Change::RoleChanged { role, before, after } => {
            roles::reshape(writer.tx()?, org, *role, before, after, seq).await?;
        }
        Change::RoleDeleted { role, .. } => roles::delete(writer.tx()?, org, role.id, at).await?,
        Change::BundleCreated { bundle } => bundles::create(writer.tx()?, org, bundle, seq).await?,
        Change::BundleChanged { bundle, after, .. } => bundles::reshape(writer.tx()?, org, *bundle, after, seq).await?,
        Change::BundleDeleted { bundle } => bundles::delete(writer.tx()?, org, bundle.id, at, seq).await?,
    }
    Ok(())
}

/// Writes the row of an organization, and those of its roles. Its creation is to be event number 1.
pub(crate) async fn create_organization(
    tx: &DatabaseTransaction,
    org: OrgId,
    slug: &str,
    settings: &OrgSettings,
    roles: &[Role],
    at: Timestamp,
) -> Result<()> {
    let seq = 1;
    let row = organization::ActiveModel {
        id: Set(org),
        slug: Set(slug.to_owned()),
        name: Set(settings.name.clone()),
        seat_limit: Set(settings.seat_limit.map(i64::from)),
        seat_policy: Set(settings.seat_policy),
        tell_people: Set(settings.tell_people),
        allowed_domains: Set(row::stored_domains(&settings.allowed_domains)),
        remind_invited: Set(settings.remind_invited),
        dormancy_remind: Set(settings.dormancy.map(|rule| i64::from(rule.remind_after))),
        dormancy_suspend: Set(settings.dormancy.map(|rule| i64::from(rule.suspend_after))),
        dormancy_since: Set(settings.dormancy.map(|rule| rule.since)),
        dormancy_seq: Set(seq),
        take_requests: Set(settings.take_requests),
        require_second_factor: Set(settings.require_second_factor),
        seq: Set(0),
        name_seq: Set(seq),
        seat_limit_seq: Set(seq),
        seat_policy_seq: Set(seq),
        tell_people_seq: Set(seq),
        allowed_domains_seq: Set(seq),
        remind_invited_seq: Set(seq),
        mail_words: Set(serde_json::to_string(&settings.mail_words)?),
        mail_words_seqs: Set("{}".to_owned()),
        take_requests_seq: Set(seq),
        require_second_factor_seq: Set(seq),
        created_at: Set(at),
    };
    organization::Entity::insert(row).exec_without_returning(tx).await?;
    role::Entity::insert_many(roles.iter().map(|role| row::role_row(org, role, seq)))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// A change that meets no row means that the state decided on was not the one stored: nothing is committed.
pub(super) fn one(outcome: &sea_orm::UpdateResult) -> Result<()> {
    if outcome.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Corrupt(format!("a change met {} rows instead of one", outcome.rows_affected)))
    }
}

/// Each setting that is another now gets the event's number: see `domain::SetBy`.
async fn settings(
    tx: &DatabaseTransaction,
    org: OrgId,
    before: &OrgSettings,
    after: &OrgSettings,
    seq: i64,
) -> Result<()> {
    let mut update = organization::Entity::update_many()
        .col_expr(organization::Column::Name, Expr::value(after.name.clone()))
        .col_expr(organization::Column::SeatLimit, Expr::value(after.seat_limit.map(i64::from)))
        .col_expr(organization::Column::SeatPolicy, Expr::value(after.seat_policy))
        .col_expr(organization::Column::TellPeople, Expr::value(after.tell_people))
        .col_expr(
            organization::Column::DormancyRemind,
            Expr::value(after.dormancy.map(|rule| i64::from(rule.remind_after))),
        )
        .col_expr(
            organization::Column::DormancySuspend,
            Expr::value(after.dormancy.map(|rule| i64::from(rule.suspend_after))),
        )
        .col_expr(organization::Column::DormancySince, Expr::value(after.dormancy.map(|rule| rule.since)))
        .col_expr(organization::Column::RemindInvited, Expr::value(after.remind_invited))
        .col_expr(organization::Column::TakeRequests, Expr::value(after.take_requests))
        .col_expr(organization::Column::RequireSecondFactor, Expr::value(after.require_second_factor))
        .col_expr(organization::Column::AllowedDomains, Expr::value(row::stored_domains(&after.allowed_domains)));
    for (differs, number) in [
        (before.name != after.name, organization::Column::NameSeq),
        (before.seat_limit != after.seat_limit, organization::Column::SeatLimitSeq),
        (before.seat_policy != after.seat_policy, organization::Column::SeatPolicySeq),
        (before.tell_people != after.tell_people, organization::Column::TellPeopleSeq),
        (before.allowed_domains != after.allowed_domains, organization::Column::AllowedDomainsSeq),
        (before.dormancy != after.dormancy, organization::Column::DormancySeq),
        (before.remind_invited != after.remind_invited, organization::Column::RemindInvitedSeq),
        (before.take_requests != after.take_requests, organization::Column::TakeRequestsSeq),
        (before.require_second_factor != after.require_second_factor, organization::Column::RequireSecondFactorSeq),
    ] {
        if differs {
            update = update.col_expr(number, Expr::value(seq));
        }
    }
    let reworded = |mail: &MailKind| before.mail_words.get(mail) != after.mail_words.get(mail);
    if before.mail_words != after.mail_words {
        let held = hold_org(tx, &OrgRef::Id(org)).await?;
        let mut seqs = row::mail_words_seqs(&held);
        seqs.extend(MailKind::ALL.iter().copied().filter(reworded).map(|mail| (mail, row::number(seq))));
        update = update
            .col_expr(organization::Column::MailWords, Expr::value(serde_json::to_string(&after.mail_words)?))
            .col_expr(organization::Column::MailWordsSeqs, Expr::value(serde_json::to_string(&seqs)?));
    }
    one(&update.filter(organization::Column::Id.eq(org)).exec(tx).await?)
}

async fn rename_team(tx: &DatabaseTransaction, org: OrgId, team: TeamId, name: &Name, seq: i64) -> Result<()> {
    let update = team::Entity::update_many()
        .col_expr(team::Column::Name, Expr::value(name.clone()))
        .col_expr(team::Column::NameKey, Expr::value(name.as_str().to_lowercase()))
        .col_expr(team::Column::NameSeq, Expr::value(seq));
    one(&update.filter(team::Column::OrgId.eq(org)).filter(team::Column::Id.eq(team)).exec(tx).await?)
}

async fn delete_team(writer: Writer<'_>, org: OrgId, team: &Team, members: &[(UserId, bool)], seq: i64) -> Result<()> {
    let users = Rows { org_column: user::Column::OrgId, id_column: user::Column::Id, org };
    let changed = members.iter().map(|&(user, _)| (Value::from(user), [Value::from(seq)]));
    users.update(writer, [user::Column::TeamsSeq], changed.collect()).await?;
    // Links of users and invitations go with it: `on delete cascade`.
    let gone = team::Entity::delete_many().filter(team::Column::OrgId.eq(org)).filter(team::Column::Id.eq(team.id));
    gone.exec(writer.tx()?).await?;
    Ok(())
}

/// Sets the number of the organization's last event.
pub(crate) async fn last_event(tx: &DatabaseTransaction, org: OrgId, seq: u64) -> Result<()> {
    let update = organization::Entity::update_many().col_expr(organization::Column::Seq, Expr::value(row::stored(seq)));
    one(&update.filter(organization::Column::Id.eq(org)).exec(tx).await?)
}

/// The hash of the organization's last event; zeros before the first.
pub(crate) async fn last_hash(tx: &impl ConnectionTrait, org: OrgId, seq: u64) -> Result<Vec<u8>> {
    let hash = event::Entity::find_by_id((org, row::stored(seq)))
        .select_only()
        .column(event::Column::Hash)
        .into_tuple::<Vec<u8>>()
        .one(tx)
        .await?;
    Ok(hash.unwrap_or_else(|| vec![0; 32]))
}
