//! Events as entries of the audit log: with the names of whom and what they are about.

use crate::entity::{event, organization};
use crate::people::{Doers, Names, users_among};
use crate::store::load;
use crate::{Result, events};
use domain::{AuditEntry, Authority, Change, Concerned, Event, InvitationId, PersonId, Subject, UserId};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The names that some events take.
pub(super) struct Entries {
    doers: Doers,
    names: Names,
    people: BTreeMap<Uuid, String>,
}

impl Entries {
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        org: &organization::Model,
        by: &Authority,
        rows: &[event::Model],
    ) -> Result<Self> {
        let known: Vec<Event> = rows.iter().map(events::read).collect::<Result<_>>()?;
        let doers = Doers::of(db, org, by, users_among(known.iter().map(|event| event.actor))).await?;
        let names = Names::of(db, org, by, &known).await?;
        let (mut users, mut invitations) = (Vec::new(), Vec::new());
        for event in &known {
            match event.change.subject() {
                Subject::Person(PersonId::User(user)) => users.push(user),
                Subject::Person(PersonId::Invitation(invitation)) => invitations.push(invitation),
                Subject::Address(_)
                | Subject::Team(_)
                | Subject::Organization
                | Subject::Role(_)
                | Subject::Bundle(_) => {}
            }
        }
        let people = people(db, org, &users, &invitations).await?;
        Ok(Self { doers, names, people })
    }

    pub(super) fn all(&self, rows: Vec<event::Model>) -> Result<Vec<AuditEntry>> {
        rows.into_iter().map(|row| self.entry(row)).collect()
    }

    pub(super) fn entry(&self, row: event::Model) -> Result<AuditEntry> {
        let event = events::read(&row)?;
        Ok(AuditEntry {
            seq: event.seq,
            at: event.at,
            by: self.doers.name(event.actor),
            door: event.door,
            ip: ::chain::address(row.ip.as_deref(), row.personal.as_deref()),
            command: event.command,
            kind: row.kind,
            about: self.about(&event.change),
            what: self.names.happened(event.change),
            erased: row.personal.is_none(),
        })
    }

    fn about(&self, change: &Change) -> Concerned {
        match change.subject() {
            Subject::Person(person) => {
                let name = self.people.get(&person.uuid()).cloned();
                Concerned::Person(person, name.unwrap_or_else(|| person.uuid().to_string()))
            }
            Subject::Team(team) => match change {
                Change::TeamCreated { team } | Change::TeamDeleted { team, .. } => Concerned::Team(team.name.clone()),
                _ => self.names.team(team).map_or(Concerned::Organization, Concerned::Team),
            },
            Subject::Role(role) => match change {
                Change::RoleCreated { role } | Change::RoleDeleted { role, .. } => Concerned::Role(role.name.clone()),
                _ => self.names.role(role).map_or(Concerned::Organization, Concerned::Role),
            },
            Subject::Bundle(_) => match change {
                Change::BundleCreated { bundle } | Change::BundleDeleted { bundle } => {
                    Concerned::Bundle(bundle.shape.name.clone())
                }
                Change::BundleChanged { after, .. } => Concerned::Bundle(after.name.clone()),
                _ => Concerned::Organization,
            },
            Subject::Organization | Subject::Address(_) => Concerned::Organization,
        }
    }
}

/// The users' names, and the invitations' addresses.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    org: &organization::Model,
    users: &[UserId],
    invitations: &[InvitationId],
) -> Result<BTreeMap<Uuid, String>> {
    let users = load::users_by_id(db, org.id, users).await?;
    let invitations = load::invitations_by_id(db, org.id, invitations).await?;
    let users = users.into_iter().map(|user| (user.id.0, user.name.to_string()));
    let invitations = invitations.into_iter().map(|invitation| (invitation.id.0, invitation.email.to_string()));
    Ok(users.chain(invitations).collect())
}
