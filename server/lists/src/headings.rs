//! What the headings of known systems mean.
//!
//! - Google Workspace: *Add or update multiple users from a CSV file* (support.google.com/a/answer/40057): `First Name
//!   [Required]`, `Email Address [Required]`, `Status [READ ONLY]`.
//! - Okta: *Import users from a CSV file* (help.okta.com): `login`, `firstName`, `lastName`, `email`; `status` in reports.
//! - Entra ID: *Download a list of users* (learn.microsoft.com/entra/identity/users/users-bulk-download):
//!   `userPrincipalName`, `displayName`, `mail`, `accountEnabled`.
//! - GitHub: *Exporting member information for your organization*, and *Viewing license usage for GitHub Enterprise* for
//!   the headings `github_com_…` (docs.github.com). Addresses are in neither unless the organization has them verified or
//!   signs in by SAML.
//! - Slack: the member list, `username,email,status,billing-active,…` (slack.com/help, *Export your member list*).
//! - Muster: `roster::Export`.
//!
//! Roles are taken from our own export and from tables of no known system: what another system calls an owner is not
//! one here.

use domain::{ListColumns, ListSource};

/// Columns with addresses, the surest first.
const ADDRESS: [&str; 14] = [
    "email",
    "emailaddress",
    "mail",
    "primaryemail",
    "useremail",
    "workemail",
    "githubcomverifieddomainemails",
    "verifieddomainemails",
    "userprincipalname",
    "login",
    "samlnameid",
    "githubcomsamlnameid",
    "username",
    "address",
];
const NAME: [&str; 6] = ["name", "fullname", "displayname", "githubcomname", "user", "username"];
const FIRST_NAME: [&str; 3] = ["firstname", "givenname", "forename"];
const LAST_NAME: [&str; 3] = ["lastname", "familyname", "surname"];
const ROLE: [&str; 1] = ["role"];
const TEAMS: [&str; 2] = ["teams", "team"];
const STATUS: [&str; 4] = ["status", "accountenabled", "enabled", "active"];

/// What a status says of whoever has no access: suspended, deactivated, deprovisioned… A bot is nobody.
const NO_ACCESS: [&str; 18] = [
    "suspended",
    "deactivated",
    "deprovisioned",
    "disabled",
    "inactive",
    "removed",
    "deleted",
    "archived",
    "ended",
    "requested",
    "expired",
    "blocked",
    "bot",
    "staged",
    "left",
    "false",
    "no",
    "0",
];

/// A heading's letters and digits in lower case, without what stands in brackets: `Email Address [Required]`,
/// `email_address` and `E-Mail Address` are one.
pub(crate) fn plain(heading: &str) -> String {
    let open = heading.split('[').next().unwrap_or_default();
    let open = if open.trim().is_empty() { heading } else { open };
    open.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Who wrote a table with these headings.
pub(crate) fn source(plain: &[String]) -> ListSource {
    let has = |heading: &str| plain.iter().any(|known| known == heading);
    if has("ownedteams") && has("invitedby") && has("since") {
        ListSource::Muster
    } else if has("emailaddress") && has("orgunitpath") {
        ListSource::Google
    } else if has("billingactive") {
        ListSource::Slack
    } else if has("userprincipalname") {
        ListSource::Entra
    } else if has("githubcomlogin") || has("samlnameid") {
        ListSource::GitHub
    } else if has("login") && has("firstname") && has("lastname") {
        ListSource::Okta
    } else {
        ListSource::Table
    }
}

/// Which columns are which; none for addresses where none is known to have them.
pub(crate) fn columns(plain: &[String], source: ListSource) -> ListColumns {
    let find = |known: &[&str]| {
        let place = known.iter().find_map(|heading| plain.iter().position(|one| one == heading))?;
        u32::try_from(place).ok()
    };
    let address: Vec<u32> = ADDRESS.iter().filter_map(|heading| find(&[heading])).collect();
    let name = find(&NAME).filter(|place| !address.contains(place));
    let name_parts = [find(&FIRST_NAME), find(&LAST_NAME)].into_iter().flatten().collect();
    let ours = matches!(source, ListSource::Muster | ListSource::Table);
    let role = find(&ROLE).filter(|_| ours);
    let teams = find(&TEAMS).filter(|_| ours);
    ListColumns { address, name, name_parts, role, teams, status: find(&STATUS) }
}

/// Whether a status says that somebody has access. What is not known says so.
pub(crate) fn is_active(status: &str) -> bool {
    !NO_ACCESS.contains(&plain(status).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_the_same_however_it_is_written() {
        for heading in ["Email Address [Required]", "email_address", "E-Mail-Address", " emailAddress "] {
            assert_eq!(plain(heading), "emailaddress", "{heading}");
        }
        assert_eq!(plain("[email]"), "email");
    }

    #[test]
    fn statuses_of_each_system_say_who_has_access() {
        for good in ["Active", "ACTIVE", "PROVISIONED", "LOCKED_OUT", "Member", "Primary Owner", "True", "invited", ""]
        {
            assert!(is_active(good), "{good}");
        }
        for gone in
            ["Suspended", "DEPROVISIONED", "Deactivated", "False", "Archived", "Bot", "removed", "ended", "Requested"]
        {
            assert!(!is_active(gone), "{gone}");
        }
    }
}
