//! Whom the audit log can be narrowed to.

use crate::store::everybody;
use crate::{Caller, Directory, OrgRef, Result};
use domain::{AuditPerson, NAME_MAX};

/// The most people offered at once.
const OFFERED: usize = 20;

impl Directory {
    /// The users, those who were removed too, whose name or address has every word of `text`; by name, 20 at most.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization is not the caller's; [`crate::Error::Refused`] when they may
    /// not read its audit log; [`crate::Error::SignedOut`]; [`crate::Error::Database`].
    pub async fn audit_people(&self, caller: &Caller, org: &OrgRef, text: &str) -> Result<Vec<AuditPerson>> {
        let (org, _) = self.audited(caller, org, "read_audit_log").await?;
        let text = roster::fold(&text.chars().take(NAME_MAX).collect::<String>());
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut users = everybody::all_users(self.read(), org.id).await?;
        users.retain(|user| {
            let (name, email) = (roster::fold(user.name.as_str()), user.email.as_str());
            words.iter().all(|word| name.contains(word) || email.contains(word))
        });
        users.sort_by_cached_key(|user| (roster::fold(user.name.as_str()), user.id));
        users.truncate(OFFERED);
        let person = |user: domain::User| AuditPerson { user: user.id, name: user.name, email: user.email.to_string() };
        Ok(users.into_iter().map(person).collect())
    }
}
