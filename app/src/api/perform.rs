//! One way for the page to send any command.

use std::pin::Pin;

use domain::{Answer, Command, Envelope};
use serde::Serialize;

use super::call::post;
use super::error::ApiError;
use crate::lazy::part;

/// An answer on its way.
type Answering = Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>>;

part! {
    /// What reads and writes commands: comes with the first.
    SENDER: fn(String, Envelope<Command>) -> Answering, commands, sender, |org, envelope| Box::pin(call(org, envelope))
}

/// Sends a command to the server function that carries it out.
///
/// # Errors
/// [`ApiError`], as that function answers.
#[cfg(feature = "hydrate")]
pub async fn perform(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    let send = SENDER.load().await.ok_or(ApiError::Offline)?;
    send(org, envelope).await
}

/// Likewise; the server never does.
///
/// # Errors
/// [`ApiError`], as that function answers.
#[cfg(not(feature = "hydrate"))]
pub async fn perform(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    match SENDER.get() {
        Some(send) => send(org, envelope).await,
        None => Err(ApiError::Offline),
    }
}

/// The functions' own senders would each bring a copy of the same request into the browser's program; this is one.
async fn call(org: String, envelope: Envelope<Command>) -> Result<Answer, ApiError> {
    let (function, arguments) = request(&org, &envelope).ok_or(ApiError::NotTaken)?;
    let sent = async {
        let answer = post(&format!("/api/{function}"), arguments).await?;
        Ok::<_, gloo_net::Error>((answer.ok(), answer.binary().await?))
    };
    match sent.await {
        Ok((true, answer)) => serde_json::from_slice(&answer).map_err(|_| ApiError::Offline),
        Ok((false, error)) => Err(serde_json::from_slice(&error).unwrap_or(ApiError::Offline)),
        Err(_) => Err(ApiError::Offline),
    }
}

/// The server function for a command, and its arguments as JSON: what goes with every command, and the command's
/// own fields beside it. None for what has no door.
fn request(org: &str, envelope: &Envelope<Command>) -> Option<(&'static str, String)> {
    let (function, fields) = match &envelope.command {
        command @ Command::SetRole { .. } => ("users/set_role", inner(command)),
        command @ Command::ChangeTeams { .. } => ("users/change_teams", inner(command)),
        command @ Command::SetTeamOwner { .. } => ("teams/set_owner", inner(command)),
        command @ Command::Suspend { .. } => ("users/suspend", inner(command)),
        command @ Command::Reactivate { .. } => ("users/reactivate", inner(command)),
        command @ Command::Remove { .. } => ("users/remove", inner(command)),
        command @ Command::Restore { .. } => ("users/restore", inner(command)),
        command @ Command::SignOut { .. } => ("users/sign_out", inner(command)),
        Command::Leave => ("users/leave", String::new()),
        Command::Invite(invite) => ("invitations/send", format!(r#","invite":{}"#, json(invite))),
        command @ Command::Resend { .. } => ("invitations/resend", inner(command)),
        command @ Command::CopyLink { .. } => ("invitations/copy_link", inner(command)),
        command @ Command::Revoke { .. } => ("invitations/revoke", inner(command)),
        command @ Command::Reopen { .. } => ("invitations/reopen", inner(command)),
        command @ Command::CreateTeam { .. } => ("teams/create", inner(command)),
        command @ Command::RenameTeam { .. } => ("teams/rename", inner(command)),
        command @ Command::DeleteTeam { .. } => ("teams/remove", inner(command)),
        Command::ChangeOrganization(change) => ("organization/change", format!(r#","change":{}"#, json(change))),
        command @ Command::Undo { .. } => ("users/undo", inner(command)),
        command @ Command::Revert { .. } => ("audit/revert", inner(command)),
        command @ Command::SetEndDate { .. } => ("users/set_end_date", inner(command)),
        command @ Command::LendRole { .. } => ("users/lend_role", inner(command)),
        command @ Command::ReaddressInvitation { .. } => ("invitations/readdress", inner(command)),
        command @ Command::HandOver { .. } => ("organization/hand_over", inner(command)),
        command @ Command::RenameUser { .. } => ("users/rename", inner(command)),
        command @ Command::ProposeEmail { .. } => ("users/propose_email", inner(command)),
        command @ Command::SendPasswordReset { .. } => ("users/send_password_reset", inner(command)),
        command @ Command::LiftLock { .. } => ("users/lift_lock", inner(command)),
        command @ Command::CreateRole { .. } => ("roles/create", inner(command)),
        command @ Command::ChangeRole { .. } => ("roles/change", inner(command)),
        command @ Command::DeleteRole { .. } => ("roles/remove", inner(command)),
        command @ Command::EditPeople { .. } => ("people/edit", inner(command)),
        command @ Command::ApproveRequests { .. } => ("requests/approve", inner(command)),
        command @ Command::DeclineRequests { .. } => ("requests/decline", inner(command)),
        command @ Command::CreateBundle { .. } => ("bundles/create", inner(command)),
        command @ Command::ChangeBundle { .. } => ("bundles/change", inner(command)),
        command @ Command::DeleteBundle { .. } => ("bundles/remove", inner(command)),
        command @ Command::FollowBundle { .. } => ("bundles/follow", inner(command)),
        // Steps of an Undo: the server takes them itself.
        Command::BringBackRole { .. }
        | Command::BringBackBundle { .. }
        | Command::TakeBackResend { .. }
        | Command::SetInvitationRole { .. }
        | Command::HandBackInvitation { .. }
        | Command::ReturnRequests { .. } => return None,
    };
    let (org, intent) = (json(&org), json(&envelope.intent_id));
    Some((function, format!(r#"{{"org":{org},"intent_id":{intent},"seen_seq":{}{fields}}}"#, envelope.seen_seq)))
}

/// The fields of `{"name":{…}}`, after a comma.
fn inner(command: &Command) -> String {
    let named = json(command);
    let fields = named.split_once(":{").and_then(|(_, fields)| fields.strip_suffix("}}"));
    fields.map(|fields| format!(",{fields}")).unwrap_or_default()
}

fn json(value: &impl Serialize) -> String {
    // Fails for maps whose keys are no texts only, and commands have none.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::api::codec::StrictJson;
    use crate::api::{audit, bundles, invitations, organization, requests, roles, teams, users};
    use domain::{Addressee, ChangeOrganization, CommandId, InvitationId, Invite, Name, Note, RoleId, TeamId, UserId};
    use leptos::server_fn::{Decodes, ServerFn};
    use uuid::Uuid;

    /// Whether what the page sends is just what the server function takes.
    fn is_taken<F: ServerFn + serde::de::DeserializeOwned>(command: Command) {
        let envelope = Envelope { intent_id: CommandId(Uuid::nil()), seen_seq: 7, command };
        let (function, arguments) = request("acme \"north\"", &envelope).expect("a door");
        assert_eq!(format!("/api/{function}"), F::PATH);
        let taken = <StrictJson as Decodes<F>>::decode(arguments.clone().into());
        assert!(taken.is_ok(), "{function}: {arguments} {:?}", taken.err());
    }

    #[test]
    fn every_command_reaches_its_server_function_whole() {
        let (users, team, name) = (vec![UserId(Uuid::nil())], TeamId(Uuid::nil()), Name::parse("Ana \"{:}\"").unwrap());
        let (reason, invitations) = (Some(Note::parse("left: {\"}").unwrap()), vec![InvitationId(Uuid::nil())]);
        is_taken::<users::SetRole>(Command::SetRole { users: users.clone(), role: RoleId(Uuid::nil()) });
        let teams = || vec![team];
        let (role, until) = (RoleId(Uuid::nil()), domain::Timestamp(1));
        is_taken::<users::LendRole>(Command::LendRole { users: users.clone(), role, until, then: None });
        is_taken::<users::SetEndDate>(Command::SetEndDate { users: users.clone(), ends_at: Some(until) });
        is_taken::<users::SetEndDate>(Command::SetEndDate { users: users.clone(), ends_at: None });
        let people = || vec![domain::PersonId::User(users[0]), domain::PersonId::Invitation(invitations[0])];
        let edit = domain::PersonEdit::Teams { add: teams(), remove: Vec::new() };
        is_taken::<users::EditPeople>(Command::EditPeople { people: people(), edit });
        let edit = domain::PersonEdit::Role(role);
        is_taken::<users::EditPeople>(Command::EditPeople { people: people(), edit });
        is_taken::<users::ChangeTeams>(Command::ChangeTeams { users: users.clone(), add: teams(), remove: teams() });
        is_taken::<teams::SetOwner>(Command::SetTeamOwner { team, user: users[0], owner: true });
        let heir = Some(users[0]);
        let successors = vec![(team, users[0])];
        is_taken::<users::Suspend>(Command::Suspend { users: users.clone(), reason: reason.clone(), successors, heir });
        is_taken::<users::Reactivate>(Command::Reactivate { users: users.clone() });
        let successors = vec![(team, users[0])];
        is_taken::<users::Remove>(Command::Remove {
            users: users.clone(),
            reason: reason.clone(),
            successors,
            heir: None,
        });
        is_taken::<users::Restore>(Command::Restore { users: users.clone() });
        is_taken::<users::SendPasswordReset>(Command::SendPasswordReset { user: users[0] });
        is_taken::<users::RenameUser>(Command::RenameUser { user: users[0], name: name.clone() });
        let email = "ana@x.test \"".to_owned();
        is_taken::<users::ProposeEmail>(Command::ProposeEmail { user: users[0], email });
        is_taken::<users::LiftLock>(Command::LiftLock { user: users[0] });
        let (bundle, note) = (domain::BundleId(Uuid::nil()), reason.clone());
        let shape = domain::BundleShape { name: name.clone(), role, teams: teams(), access_days: Some(90), note };
        is_taken::<bundles::CreateBundle>(Command::CreateBundle { shape: shape.clone() });
        is_taken::<bundles::ChangeBundle>(Command::ChangeBundle { bundle, shape });
        is_taken::<bundles::RemoveBundle>(Command::DeleteBundle { bundle });
        is_taken::<bundles::FollowBundle>(Command::FollowBundle { users: users.clone() });
        is_taken::<users::SignOut>(Command::SignOut { users });
        is_taken::<users::Leave>(Command::Leave);
        is_taken::<organization::HandOver>(Command::HandOver { email: "ana@x.test \"".to_owned() });
        let addresses = vec![Addressee { email: "ana@x.test".to_owned(), name: Some(name.clone()) }];
        let invite = Invite {
            addresses,
            role: RoleId(Uuid::nil()),
            teams: teams(),
            days: 7,
            note: None,
            start_fresh: Vec::new(),
            access_days: Some(90),
            bundle: Some(domain::BundleId(Uuid::nil())),
        };
        is_taken::<invitations::SendInvitations>(Command::Invite(invite));
        is_taken::<invitations::Resend>(Command::Resend { invitations: invitations.clone() });
        is_taken::<invitations::CopyLink>(Command::CopyLink { invitation: invitations[0] });
        let email = "ana@x.test \"".to_owned();
        is_taken::<invitations::Readdress>(Command::ReaddressInvitation { invitation: invitations[0], email });
        is_taken::<invitations::Revoke>(Command::Revoke { invitations: invitations.clone() });
        is_taken::<invitations::Reopen>(Command::Reopen { invitations: invitations.clone() });
        let asked = invitations;
        is_taken::<requests::DeclineRequests>(Command::DeclineRequests { requests: asked.clone() });
        let role = RoleId(Uuid::nil());
        is_taken::<requests::ApproveRequests>(Command::ApproveRequests { requests: asked, role, teams: teams() });
        let permissions = vec![domain::Permission::UsersRead];
        is_taken::<roles::CreateRole>(Command::CreateRole { name: name.clone(), permissions: permissions.clone() });
        let (given, unnamed) = (Some(permissions), None);
        is_taken::<roles::ChangeRole>(Command::ChangeRole { role, name: unnamed, permissions: given });
        is_taken::<roles::RemoveRole>(Command::DeleteRole { role, move_to: Some(role) });
        is_taken::<roles::RemoveRole>(Command::DeleteRole { role, move_to: None });
        is_taken::<teams::Create>(Command::CreateTeam { name: name.clone() });
        is_taken::<teams::Rename>(Command::RenameTeam { team, name });
        is_taken::<teams::Remove>(Command::DeleteTeam { team });
        let change = ChangeOrganization { seat_limit: Some(Some(10)), ..ChangeOrganization::default() };
        is_taken::<organization::Change>(Command::ChangeOrganization(change));
        is_taken::<users::Undo>(Command::Undo { command: CommandId(Uuid::nil()) });
        is_taken::<audit::RevertEvent>(Command::Revert { event: 7 });
    }
}
