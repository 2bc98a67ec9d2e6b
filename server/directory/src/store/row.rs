//! Rows as domain types, and back.

use crate::entity::{invitation, organization, role, team, team_user, user};
use domain::{
    DomainName, Dormancy, Invitation, MailKind, MailWords, OrgId, OrgSettings, Organization, Permissions, Role, Team,
    TeamId, TeamLink, User,
};
use sea_orm::ActiveValue::Set;
use std::collections::BTreeMap;

pub(crate) fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}

pub(crate) fn stored(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

pub(crate) fn stored_count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

pub(crate) fn organization(row: &organization::Model) -> Organization {
    Organization {
        id: row.id,
        slug: row.slug.clone(),
        settings: OrgSettings {
            name: row.name.clone(),
            seat_limit: row.seat_limit.and_then(|limit| u32::try_from(limit).ok()),
            seat_policy: row.seat_policy,
            tell_people: row.tell_people,
            allowed_domains: domains(&row.allowed_domains),
            remind_invited: row.remind_invited,
            mail_words: mail_words(row),
            dormancy: dormancy(row),
            take_requests: row.take_requests,
            require_second_factor: row.require_second_factor,
        },
        seq: number(row.seq),
    }
}

/// The organization's own words for mails.
pub(crate) fn mail_words(row: &organization::Model) -> BTreeMap<MailKind, MailWords> {
    // Written by this program alone.
    serde_json::from_str(&row.mail_words).unwrap_or_default()
}

/// The numbers of the events that last set them.
pub(crate) fn mail_words_seqs(row: &organization::Model) -> BTreeMap<MailKind, u64> {
    serde_json::from_str(&row.mail_words_seqs).unwrap_or_default()
}

fn dormancy(row: &organization::Model) -> Option<Dormancy> {
    let days = |stored: Option<i64>| stored.and_then(|days| u32::try_from(days).ok());
    Some(Dormancy {
        remind_after: days(row.dormancy_remind)?,
        suspend_after: days(row.dormancy_suspend)?,
        since: row.dormancy_since?,
    })
}

/// Domain names as they are stored: none has a space in it.
fn domains(stored: &str) -> Vec<DomainName> {
    stored.split_whitespace().filter_map(|name| DomainName::parse(name).ok()).collect()
}

pub(crate) fn stored_domains(domains: &[DomainName]) -> String {
    domains.iter().map(DomainName::as_str).collect::<Vec<_>>().join(" ")
}

pub(crate) fn role(row: role::Model) -> Role {
    Role {
        id: row.id,
        key: row.builtin,
        name: row.name,
        slug: row.slug,
        permissions: Permissions::from_bits(u32::try_from(row.permissions).unwrap_or(0)),
    }
}

pub(crate) fn role_row(org: OrgId, role: &Role, seq: i64) -> role::ActiveModel {
    role::ActiveModel {
        org_id: Set(org),
        id: Set(role.id),
        builtin: Set(role.key),
        name: Set(role.name.clone()),
        slug: Set(role.slug.clone()),
        permissions: Set(i64::from(role.permissions.bits())),
        name_seq: Set(seq),
        permissions_seq: Set(seq),
        deleted_at: Set(None),
    }
}

pub(crate) fn team(row: team::Model) -> Team {
    Team { id: row.id, name: row.name, slug: row.slug }
}

pub(crate) fn team_row(org: OrgId, team: &Team, seq: i64) -> team::ActiveModel {
    team::ActiveModel {
        org_id: Set(org),
        id: Set(team.id),
        name: Set(team.name.clone()),
        name_key: Set(team.name.as_str().to_lowercase()),
        slug: Set(team.slug.clone()),
        name_seq: Set(seq),
    }
}

pub(crate) fn link(row: &team_user::Model) -> TeamLink {
    TeamLink { team: row.team_id, owner: row.owner }
}

pub(crate) fn user(row: user::Model, teams: Vec<TeamLink>) -> User {
    User {
        id: row.id,
        account: row.account_id,
        name: row.name,
        email: row.email,
        role: row.role_id,
        teams,
        state: row.state,
        joined_at: row.joined_at,
        ends_at: row.ends_at,
        role_until: row.role_until,
        role_after: row.role_after,
        last_active: row.last_active,
        removed_at: row.removed_at,
        invited_by: row.invited_by,
        role_seq: number(row.role_seq),
        teams_seq: number(row.teams_seq),
        status_seq: number(row.status_seq),
        ends_seq: number(row.ends_seq),
        dormant_at: row.dormant_at,
        bundle: row.bundle_id,
        second_factor: row.second_factor,
    }
}

pub(crate) fn user_row(org: OrgId, user: &User) -> user::ActiveModel {
    user::ActiveModel {
        org_id: Set(org),
        id: Set(user.id),
        account_id: Set(user.account),
        role_id: Set(user.role),
        name: Set(user.name.clone()),
        email: Set(user.email.clone()),
        state: Set(user.state),
        joined_at: Set(user.joined_at),
        ends_at: Set(user.ends_at),
        role_until: Set(user.role_until),
        role_after: Set(user.role_after),
        last_active: Set(user.last_active),
        removed_at: Set(user.removed_at),
        signed_out_at: Set(None),
        invited_by: Set(user.invited_by),
        role_seq: Set(stored(user.role_seq)),
        teams_seq: Set(stored(user.teams_seq)),
        status_seq: Set(stored(user.status_seq)),
        ends_seq: Set(stored(user.ends_seq)),
        end_told_at: Set(None),
        end_setter_told_at: Set(None),
        awake_at: Set(None),
        dormant_at: Set(None),
        dormancy_told: Set(None),
        bundle_id: Set(user.bundle),
        second_factor: Set(user.second_factor),
    }
}

pub(crate) fn invitation(row: invitation::Model, teams: Vec<TeamId>) -> Invitation {
    Invitation {
        id: row.id,
        email: row.email,
        name: row.name,
        role: row.role_id,
        teams,
        invited_by: row.invited_by,
        created_at: row.created_at,
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        state: row.state,
        delivery: row.delivery,
        seq: number(row.seq),
        reminded: u32::try_from(row.reminded).unwrap_or(0),
        place: row.queue_place.map(number),
        request: row.request,
        access_days: row.access_days.and_then(|days| u32::try_from(days).ok()),
        bundle: row.bundle_id,
    }
}

pub(crate) fn invitation_row(
    org: OrgId,
    invitation: &Invitation,
    note: Option<domain::Note>,
) -> invitation::ActiveModel {
    invitation::ActiveModel {
        org_id: Set(org),
        id: Set(invitation.id),
        email: Set(invitation.email.clone()),
        name: Set(invitation.name.clone()),
        role_id: Set(invitation.role),
        invited_by: Set(invitation.invited_by),
        created_at: Set(invitation.created_at),
        sent_at: Set(invitation.sent_at),
        expires_at: Set(invitation.expires_at),
        state: Set(invitation.state),
        delivery: Set(invitation.delivery),
        delivery_note: Set(None),
        delivery_at: Set(None),
        note: Set(note),
        seq: Set(stored(invitation.seq)),
        reminded: Set(stored_count(invitation.reminded)),
        queue_place: Set(invitation.place.map(stored)),
        request: Set(invitation.request),
        access_days: Set(invitation.access_days.map(i64::from)),
        bundle_id: Set(invitation.bundle),
    }
}
