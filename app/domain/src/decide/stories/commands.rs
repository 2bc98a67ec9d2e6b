//! Commands as stories say them.

use super::member;
use crate::*;

pub fn readdress(invitation: InvitationId, email: &str) -> Command {
    Command::ReaddressInvitation { invitation, email: email.to_owned() }
}

pub fn inviting(who: &[&str], role: RoleId, teams: &[TeamId]) -> Command {
    let addresses = who.iter().map(|who| Addressee { email: format!("{who}@example.com"), name: None }).collect();
    Command::Invite(Invite {
        addresses,
        role,
        teams: teams.to_vec(),
        days: 7,
        note: None,
        start_fresh: Vec::new(),
        access_days: None,
        bundle: None,
    })
}
/// Domain names, as an organization lists them.
pub fn domains(names: Vec<&str>) -> Vec<DomainName> {
    names.into_iter().map(|name| DomainName::parse(name).expect("a domain")).collect()
}
pub fn allow_only(names: &[&str]) -> Command {
    let allowed_domains = Some(domains(names.to_vec()));
    Command::ChangeOrganization(ChangeOrganization { allowed_domains, ..Default::default() })
}
pub fn set_role(users: &[UserId], role: RoleId) -> Command {
    Command::SetRole { users: users.to_vec(), role }
}
pub fn set_end_date(users: &[UserId], ends_at: Option<Timestamp>) -> Command {
    Command::SetEndDate { users: users.to_vec(), ends_at }
}
pub fn lend(users: &[UserId], role: RoleId, until: Timestamp) -> Command {
    Command::LendRole { users: users.to_vec(), role, until, then: None }
}
pub fn suspend(users: &[UserId]) -> Command {
    Command::Suspend { users: users.to_vec(), reason: None, successors: Vec::new(), heir: None }
}
pub fn reactivate(users: &[UserId]) -> Command {
    Command::Reactivate { users: users.to_vec() }
}
pub fn remove(users: &[UserId]) -> Command {
    Command::Remove { users: users.to_vec(), reason: None, successors: Vec::new(), heir: None }
}
/// Suspends some, whose invitations go on in `heir`'s name.
pub fn suspend_in_favour_of(users: &[UserId], heir: UserId) -> Command {
    Command::Suspend { users: users.to_vec(), reason: None, successors: Vec::new(), heir: Some(heir) }
}
/// Removes some, whose invitations go on in `heir`'s name.
pub fn remove_in_favour_of(users: &[UserId], heir: UserId) -> Command {
    Command::Remove { users: users.to_vec(), reason: None, successors: Vec::new(), heir: Some(heir) }
}
pub fn restore(users: &[UserId]) -> Command {
    Command::Restore { users: users.to_vec() }
}
pub fn resend(invitations: &[InvitationId]) -> Command {
    Command::Resend { invitations: invitations.to_vec() }
}
pub fn revoke(invitations: &[InvitationId]) -> Command {
    Command::Revoke { invitations: invitations.to_vec() }
}
pub fn reopen(invitations: &[InvitationId]) -> Command {
    Command::Reopen { invitations: invitations.to_vec() }
}
pub fn change_teams(users: &[UserId], add: &[TeamId], remove: &[TeamId]) -> Command {
    Command::ChangeTeams { users: users.to_vec(), add: add.to_vec(), remove: remove.to_vec() }
}
pub fn create_role(text: &str, permissions: &[Permission]) -> Command {
    Command::CreateRole { name: super::name(text), permissions: permissions.to_vec() }
}
pub fn allow_role(role: RoleId, permissions: &[Permission]) -> Command {
    Command::ChangeRole { role, name: None, permissions: Some(permissions.to_vec()) }
}
pub fn rename_role(role: RoleId, text: &str) -> Command {
    Command::ChangeRole { role, name: Some(super::name(text)), permissions: None }
}
pub fn delete_role(role: RoleId, move_to: Option<RoleId>) -> Command {
    Command::DeleteRole { role, move_to }
}
/// Members for a week, nobody suspended, no team made.
pub fn importing() -> ImportOptions {
    ImportOptions { role: member(), days: 7, mails: false, suspend_others: false, create_teams: false }
}
/// Lines `address role teams`, from line 2 on; `!` before the address: without access.
pub fn listed(lines: &[(&str, &str, &str)]) -> Vec<Listed> {
    let line = |(line, &(address, role, teams)): (u32, &(&str, &str, &str))| Listed {
        line,
        address: address.trim_start_matches('!').to_owned(),
        name: String::new(),
        role: role.to_owned(),
        teams: teams.to_owned(),
        active: !address.starts_with('!'),
    };
    (2..).zip(lines).map(line).collect()
}
pub fn lacks(permission: Permission) -> Refusal {
    Refusal::NotAllowed { permission }
}
