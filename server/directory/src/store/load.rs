//! Loading what a decision has to know.

use super::{bulk, bundles, count, gathered, row};
use crate::entity::{account, invitation, invitation_team, organization, role, team, team_user, user};
use crate::{Result, events};
use domain::{
    AccountId, Delivery, EmailAddress, Invitation, InvitationId, InvitationState, Needs, OrgId, OrgState, Role, RoleId,
    RoleKey, Seats, SetBy, Team, TeamId, TeamLink, Timestamp, User, UserId,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// An organization's state, as far as `needs` say.
pub(crate) async fn state(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    needs: &Needs,
    now: Timestamp,
) -> Result<OrgState> {
    let role_rows = role_rows(db, org.id).await?;
    let owner = role_rows.iter().find(|role| role.builtin == Some(RoleKey::Owner));
    let owners = match owner {
        Some(owner) => count::owners(db, org.id, owner.id, now).await?,
        None => 0,
    };
    let seats: Seats = count::seats(db, org, now).await?;
    let team_rows = team_rows(db, org.id).await?;
    let bundles = bundles::all(db, org.id).await?;
    let set_by = SetBy {
        name: row::number(org.name_seq),
        seat_limit: row::number(org.seat_limit_seq),
        seat_policy: row::number(org.seat_policy_seq),
        tell_people: row::number(org.tell_people_seq),
        allowed_domains: row::number(org.allowed_domains_seq),
        remind_invited: row::number(org.remind_invited_seq),
        mail_words: row::mail_words_seqs(org),
        dormancy: row::number(org.dormancy_seq),
        take_requests: row::number(org.take_requests_seq),
        require_second_factor: row::number(org.require_second_factor_seq),
        team_names: team_rows.iter().map(|team| (team.id, row::number(team.name_seq))).collect(),
        user_names: user_names(db, org.id, &needs.names_of).await?,
        role_names: role_rows.iter().map(|role| (role.id, row::number(role.name_seq))).collect(),
        role_permissions: role_rows.iter().map(|role| (role.id, row::number(role.permissions_seq))).collect(),
        bundles: bundles.iter().map(|(bundle, seq)| (bundle.id, *seq)).collect(),
    };
    let mut state = OrgState {
        org: row::organization(org),
        roles: role_rows.into_iter().map(row::role).collect(),
        teams: team_rows.into_iter().map(row::team).collect(),
        bundles: bundles.into_iter().map(|(bundle, _)| bundle).collect(),
        users: BTreeMap::new(),
        invitations: BTreeMap::new(),
        seats,
        owners,
        set_by,
    };
    people(db, &mut state, needs).await?;
    Ok(state)
}

/// The numbers of the events that last named users; none of those who are called as when they joined.
async fn user_names(db: &impl ConnectionTrait, org: OrgId, users: &[UserId]) -> Result<BTreeMap<UserId, u64>> {
    let mut named = BTreeMap::new();
    for &user in users {
        if let Some(event) = events::last_of_kind(db, org, user.0, "user_renamed").await? {
            named.insert(user, event.seq);
        }
    }
    Ok(named)
}

async fn people(db: &impl ConnectionTrait, state: &mut OrgState, needs: &Needs) -> Result<()> {
    let org = state.org.id;
    keep(state, users_by_id(db, org, &needs.users).await?);
    keep(state, users_of_accounts(db, org, &needs.accounts).await?);
    keep_invitations(state, invitations_by_id(db, org, &needs.invitations).await?);
    namesakes(db, state, needs).await?;
    if needs.inviters {
        let inviters: BTreeSet<UserId> = needs
            .invitations
            .iter()
            .filter_map(|id| state.invitations.get(id).and_then(|invitation| invitation.invited_by))
            .collect();
        keep(state, users_by_id(db, org, &inviters.into_iter().collect::<Vec<_>>()).await?);
    }
    let open = Condition::all().add(invitation::Column::State.eq(InvitationState::Open));
    for chunk in bulk::ids(&each_once(&needs.invited_by)) {
        let these = open.clone().add(invitation::Column::InvitedBy.is_in(chunk.iter().copied()));
        keep_invitations(state, invitations_where(db, org, these).await?);
    }
    for &team in &needs.members_of {
        team_of(db, state, team).await?;
    }
    for role in each_once(&needs.holders_of) {
        holders_of(db, state, role).await?;
    }
    Ok(())
}

/// Whoever has the addresses in question: those named, and, if asked for, those of people already loaded.
async fn namesakes(db: &impl ConnectionTrait, state: &mut OrgState, needs: &Needs) -> Result<()> {
    let mut emails: BTreeSet<EmailAddress> = needs.emails.iter().cloned().collect();
    if needs.namesakes {
        emails.extend(needs.users.iter().filter_map(|id| state.users.get(id)).map(|user| user.email.clone()));
        let invitations = needs.invitations.iter().filter_map(|id| state.invitations.get(id));
        emails.extend(invitations.map(|invitation| invitation.email.clone()));
    }
    let emails: Vec<EmailAddress> = emails.into_iter().collect();
    keep(state, users_by_email(db, state.org.id, &emails).await?);
    for chunk in bulk::ids(&emails) {
        let these = Condition::all()
            .add(invitation::Column::State.eq(InvitationState::Open))
            .add(invitation::Column::Email.is_in(chunk.iter().map(EmailAddress::as_str)));
        keep_invitations(state, invitations_where(db, state.org.id, these).await?);
    }
    Ok(())
}

/// Everybody in a team, and the open invitations that name it.
async fn team_of(db: &impl ConnectionTrait, state: &mut OrgState, team: TeamId) -> Result<()> {
    let org = state.org.id;
    keep(state, users_in_team(db, org, team).await?);
    let ids = invitation_team::Entity::find()
        .select_only()
        .column(invitation_team::Column::InvitationId)
        .filter(invitation_team::Column::OrgId.eq(org))
        .filter(invitation_team::Column::TeamId.eq(team))
        .into_tuple::<InvitationId>()
        .all(db)
        .await?;
    keep_invitations(state, invitations_by_id(db, org, &ids).await?);
    Ok(())
}

/// Everybody who has a role or will, the open invitations that would give it, and who sent those.
async fn holders_of(db: &impl ConnectionTrait, state: &mut OrgState, role: RoleId) -> Result<()> {
    let org = state.org.id;
    let has = Condition::any().add(user::Column::RoleId.eq(role)).add(user::Column::RoleAfter.eq(role));
    keep(state, users_where(db, org, has).await?);
    let gives = Condition::all()
        .add(invitation::Column::State.eq(InvitationState::Open))
        .add(invitation::Column::RoleId.eq(role));
    let invitations = invitations_where(db, org, gives).await?;
    let senders: Vec<UserId> = invitations.iter().filter_map(|invitation| invitation.invited_by).collect();
    keep_invitations(state, invitations);
    keep(state, users_by_id(db, org, &senders).await?);
    Ok(())
}

// Collected, a map is packed; grown one by one, half of its room stays empty.
pub(super) fn keep(state: &mut OrgState, users: Vec<User>) {
    state.users.append(&mut users.into_iter().map(|user| (user.id, user)).collect());
}

pub(super) fn keep_invitations(state: &mut OrgState, invitations: Vec<Invitation>) {
    state.invitations.append(&mut invitations.into_iter().map(|invitation| (invitation.id, invitation)).collect());
}

/// The organization's roles, built-in ones first.
pub(crate) async fn roles(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<Role>> {
    Ok(role_rows(db, org).await?.into_iter().map(row::role).collect())
}

/// The organization's roles, those too that were deleted: what happened names them.
pub(crate) async fn roles_ever(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<Role>> {
    let rows = role::Entity::find().filter(role::Column::OrgId.eq(org)).all(db).await?;
    Ok(rows.into_iter().map(row::role).collect())
}

pub(crate) async fn role_rows(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<role::Model>> {
    let query = role::Entity::find()
        .filter(role::Column::OrgId.eq(org))
        .filter(role::Column::DeletedAt.is_null())
        .order_by_asc(role::Column::Id);
    let mut rows = query.all(db).await?;
    rows.sort_by_key(|role| role.builtin.map_or(u8::MAX, |key| key as u8));
    Ok(rows)
}

/// The organization's teams, by name.
pub(crate) async fn teams(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<Team>> {
    Ok(team_rows(db, org).await?.into_iter().map(row::team).collect())
}

/// All teams, each with the number of the event that named it.
pub(crate) async fn named_teams(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<(Team, u64)>> {
    let named = |team: team::Model| {
        let seq = row::number(team.name_seq);
        (row::team(team), seq)
    };
    Ok(team_rows(db, org).await?.into_iter().map(named).collect())
}

async fn team_rows(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<team::Model>> {
    let query = team::Entity::find().filter(team::Column::OrgId.eq(org)).order_by_asc(team::Column::NameKey);
    Ok(query.all(db).await?)
}

/// Why the mail server refused the mails of open invitations, in its own words.
pub(crate) async fn delivery_notes(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<(InvitationId, String)>> {
    let noted = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .column(invitation::Column::DeliveryNote)
        .filter(invitation::Column::OrgId.eq(org))
        .filter(invitation::Column::State.eq(InvitationState::Open))
        .filter(invitation::Column::Delivery.eq(Delivery::Refused))
        .filter(invitation::Column::DeliveryNote.is_not_null());
    Ok(noted.into_tuple().all(db).await?)
}

pub(crate) async fn users_by_id(db: &impl ConnectionTrait, org: OrgId, ids: &[UserId]) -> Result<Vec<User>> {
    let mut found = Vec::new();
    for chunk in bulk::ids(&each_once(ids)) {
        found.extend(users_where(db, org, user::Column::Id.is_in(chunk.iter().copied()).into()).await?);
    }
    Ok(found)
}

/// An Undo asks for the same people again and again.
fn each_once<T: Copy + Ord>(ids: &[T]) -> Vec<T> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

pub(crate) async fn users_of_accounts(
    db: &impl ConnectionTrait,
    org: OrgId,
    accounts: &[AccountId],
) -> Result<Vec<User>> {
    let mut found = Vec::new();
    for chunk in bulk::ids(accounts) {
        found.extend(users_where(db, org, user::Column::AccountId.is_in(chunk.iter().copied()).into()).await?);
    }
    Ok(found)
}

/// Users whose own copy, or whose account, has one of the addresses.
async fn users_by_email(db: &impl ConnectionTrait, org: OrgId, emails: &[EmailAddress]) -> Result<Vec<User>> {
    let mut found = Vec::new();
    for chunk in bulk::ids(emails) {
        let emails: Vec<&str> = chunk.iter().map(EmailAddress::as_str).collect();
        let accounts = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Email.is_in(emails.iter().copied()))
            .into_tuple::<AccountId>()
            .all(db)
            .await?;
        let either =
            Condition::any().add(user::Column::Email.is_in(emails)).add(user::Column::AccountId.is_in(accounts));
        found.extend(users_where(db, org, either).await?);
    }
    Ok(found)
}

/// Users who came by a bundle, whichever.
pub(crate) async fn users_with_bundle(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<User>> {
    users_where(db, org, user::Column::BundleId.is_not_null().into()).await
}

async fn users_in_team(db: &impl ConnectionTrait, org: OrgId, team: TeamId) -> Result<Vec<User>> {
    let query = team_user::Entity::find()
        .select_only()
        .column(team_user::Column::UserId)
        .filter(team_user::Column::OrgId.eq(org))
        .filter(team_user::Column::TeamId.eq(team));
    let ids = query.into_tuple::<UserId>().all(db).await?;
    users_by_id(db, org, &ids).await
}

async fn users_where(db: &impl ConnectionTrait, org: OrgId, these: Condition) -> Result<Vec<User>> {
    let rows = gathered::rows(db, user::Entity::find().filter(user::Column::OrgId.eq(org)).filter(these)).await?;
    let mut links = Vec::new();
    let ids: Vec<UserId> = rows.iter().map(|row| row.id).collect();
    for chunk in bulk::ids(&ids) {
        let query = team_user::Entity::find()
            .filter(team_user::Column::OrgId.eq(org))
            .filter(team_user::Column::UserId.is_in(chunk.iter().copied()));
        links.extend(gathered::rows(db, query).await?);
    }
    Ok(with_links(rows, &links))
}

pub(super) fn with_links(rows: Vec<user::Model>, links: &[team_user::Model]) -> Vec<User> {
    let mut teams: BTreeMap<UserId, Vec<TeamLink>> = BTreeMap::new();
    for link in links {
        teams.entry(link.user_id).or_default().push(row::link(link));
    }
    rows.into_iter()
        .map(|row| {
            let mut links = teams.remove(&row.id).unwrap_or_default();
            links.sort_unstable();
            links.shrink_to_fit();
            row::user(row, links)
        })
        .collect()
}

pub(crate) async fn invitations_by_id(
    db: &impl ConnectionTrait,
    org: OrgId,
    ids: &[InvitationId],
) -> Result<Vec<Invitation>> {
    let mut found = Vec::new();
    for chunk in bulk::ids(&each_once(ids)) {
        found.extend(invitations_where(db, org, invitation::Column::Id.is_in(chunk.iter().copied()).into()).await?);
    }
    Ok(found)
}

async fn invitations_where(db: &impl ConnectionTrait, org: OrgId, these: Condition) -> Result<Vec<Invitation>> {
    let query = invitation::Entity::find().filter(invitation::Column::OrgId.eq(org)).filter(these);
    let rows = gathered::rows(db, query).await?;
    with_their_teams(db, org, rows).await
}

pub(super) async fn with_their_teams(
    db: &impl ConnectionTrait,
    org: OrgId,
    rows: Vec<invitation::Model>,
) -> Result<Vec<Invitation>> {
    let mut links = Vec::new();
    let ids: Vec<InvitationId> = rows.iter().map(|row| row.id).collect();
    for chunk in bulk::ids(&ids) {
        let query = invitation_team::Entity::find()
            .filter(invitation_team::Column::OrgId.eq(org))
            .filter(invitation_team::Column::InvitationId.is_in(chunk.iter().copied()));
        links.extend(gathered::rows(db, query).await?);
    }
    Ok(with_teams(rows, &links))
}

fn with_teams(rows: Vec<invitation::Model>, links: &[invitation_team::Model]) -> Vec<Invitation> {
    let mut teams: BTreeMap<InvitationId, Vec<TeamId>> = BTreeMap::new();
    for link in links {
        teams.entry(link.invitation_id).or_default().push(link.team_id);
    }
    rows.into_iter()
        .map(|row| {
            let mut ids = teams.remove(&row.id).unwrap_or_default();
            ids.sort_unstable();
            row::invitation(row, ids)
        })
        .collect()
}
