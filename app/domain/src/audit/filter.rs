//! What the audit log is narrowed to, and how an address says it.

use crate::time::{NO_DAY, day_or_moment, written_day};
use crate::{CommandId, DAY_MS, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an event is about, as people look for it: some kinds together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditTheme {
    /// Who came.
    Joining,
    /// Who was suspended, removed or brought back.
    Standing,
    /// Who got which role.
    RoleGiven,
    /// Who is in which team.
    Teams,
    /// When access ends.
    Ends,
    /// Names and addresses.
    Names,
    /// Signing in and out, by somebody else's hand.
    SignIn,
    /// Invitations.
    Invitations,
    /// Requests to join.
    Requests,
    /// Teams themselves.
    TeamsMade,
    /// Roles themselves.
    RolesMade,
    /// Bundles.
    Bundles,
    /// The organization and its settings.
    Organization,
}

impl AuditTheme {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::Joining,
        Self::Standing,
        Self::RoleGiven,
        Self::Teams,
        Self::Ends,
        Self::Names,
        Self::SignIn,
        Self::Invitations,
        Self::Requests,
        Self::TeamsMade,
        Self::RolesMade,
        Self::Bundles,
        Self::Organization,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Joining => "joining",
            Self::Standing => "standing",
            Self::RoleGiven => "role-given",
            Self::Teams => "team-members",
            Self::Ends => "ends",
            Self::Names => "names",
            Self::SignIn => "sign-in",
            Self::Invitations => "invitations",
            Self::Requests => "requests",
            Self::TeamsMade => "teams",
            Self::RolesMade => "roles",
            Self::Bundles => "bundles",
            Self::Organization => "organization",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }

    /// The kinds of events that it has, by their stable names. Each kind has one theme.
    #[must_use]
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Joining => &["user_joined"],
            Self::Standing => &["user_state_set"],
            Self::RoleGiven => &["user_role_set", "user_temporary_role_set", "invitation_role_set"],
            Self::Teams => &["user_teams_changed", "invitation_teams_changed"],
            Self::Ends => &["user_end_set"],
            Self::Names => &["user_renamed", "user_email_changed", "user_email_proposed", "invitation_readdressed"],
            Self::SignIn => &["user_signed_out", "user_second_factor_set", "password_reset_sent", "lock_lifted"],
            Self::Invitations => &[
                "invitation_sent",
                "invitation_queued",
                "invitation_released",
                "invitation_resent",
                "invitation_resend_taken_back",
                "invitation_link_copied",
                "invitation_taken_over",
                "invitation_revoked",
                "invitation_reopened",
                "invitation_reminded",
            ],
            Self::Requests => &["request_made", "request_approved", "request_declined", "request_returned"],
            Self::TeamsMade => &["team_created", "team_renamed", "team_deleted"],
            Self::RolesMade => &["role_created", "role_changed", "role_deleted"],
            Self::Bundles => &["bundle_created", "bundle_changed", "bundle_deleted"],
            Self::Organization => &["organization_created", "organization_changed"],
        }
    }
}

/// Who did something, as the audit log is narrowed to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditActor {
    /// A user.
    User(UserId),
    /// Whoever runs the command line.
    Operator,
    /// Muster itself.
    System,
}

/// What the audit log is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditFilter {
    /// Events of any of these; none is all.
    pub themes: Vec<AuditTheme>,
    /// By whom.
    pub actor: Option<AuditActor>,
    /// About whom: a user, with the invitation that they accepted, or an invitation.
    pub subject: Option<Uuid>,
    /// From this moment on. A page reads it as midnight by its reader's clock ([`AuditFilter::by_clock`]).
    pub from: Option<Timestamp>,
    /// To this moment, included; likewise the last one of a day.
    pub to: Option<Timestamp>,
    /// Of this command.
    pub command: Option<CommandId>,
}

/// A parameter of an address that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAuditParameter {
    /// Which.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

impl AuditFilter {
    /// Whether it leaves anything out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// What an address's query says; what is not understood is passed over.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            // What an address has twice, or misspelt, is as if it were not there.
            let _ = filter.read(&name, &value);
        }
        filter
    }

    /// Likewise, to the letter: for files, which have no more than was asked for.
    ///
    /// # Errors
    /// The first parameter that is not understood, or is there twice.
    pub fn from_strict_query(query: &str) -> Result<Self, BadAuditParameter> {
        let mut filter = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let bad = |reason: &str| BadAuditParameter { name: name.to_string(), reason: reason.to_owned() };
            if seen.contains(&name) {
                return Err(bad("is given twice"));
            }
            filter.read(&name, &value).map_err(bad)?;
            seen.push(name.clone());
        }
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            "kind" => {
                let themes: Vec<Option<AuditTheme>> = value.split(',').map(AuditTheme::of_slug).collect();
                let known = themes.iter().flatten().copied();
                self.themes =
                    AuditTheme::ALL.into_iter().filter(|theme| known.clone().any(|one| one == *theme)).collect();
                if themes.contains(&None) { Err("names a kind that there is not") } else { Ok(()) }
            }
            "actor" => {
                self.actor = match value {
                    "operator" => Some(AuditActor::Operator),
                    "system" => Some(AuditActor::System),
                    user => user.parse().ok().map(AuditActor::User),
                };
                self.actor.map(|_| ()).ok_or("is neither an id nor operator or system")
            }
            "subject" => {
                self.subject = value.parse().ok();
                self.subject.map(|_| ()).ok_or("is no id")
            }
            "command" => {
                self.command = value.parse().ok();
                self.command.map(|_| ()).ok_or("is no id")
            }
            "from" => {
                self.from = day_or_moment(value, 0);
                self.from.map(|_| ()).ok_or(NO_DAY)
            }
            "to" => {
                self.to = day_or_moment(value, DAY_MS - 1);
                self.to.map(|_| ()).ok_or(NO_DAY)
            }
            _ => Err("is no parameter"),
        }
    }

    /// The query of an address that says it; empty for all.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.themes.is_empty() {
            query.append_pair("kind", &self.themes.iter().map(|theme| theme.slug()).collect::<Vec<_>>().join(","));
        }
        if let Some(actor) = self.actor {
            let actor = match actor {
                AuditActor::User(user) => user.to_string(),
                AuditActor::Operator => "operator".to_owned(),
                AuditActor::System => "system".to_owned(),
            };
            query.append_pair("actor", &actor);
        }
        for (name, id) in [("subject", self.subject), ("command", self.command.map(|command| command.0))] {
            if let Some(id) = id {
                query.append_pair(name, &id.to_string());
            }
        }
        for (name, at, whole) in [("from", self.from, 0), ("to", self.to, DAY_MS - 1)] {
            if let Some(at) = at {
                query.append_pair(name, &written_day(at, whole));
            }
        }
        query.finish()
    }

    /// With its days by a clock: `moment` gives the moment at which it shows what UTC shows at another.
    #[must_use]
    pub fn by_clock(&self, moment: impl Fn(Timestamp) -> Timestamp) -> Self {
        Self { from: self.from.map(&moment), to: self.to.map(&moment), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_event_has_one_theme() {
        // As `Change::kind` names them: what is new there has to be found here.
        let named = include_str!("../event/subject.rs").lines().filter_map(|line| {
            let (_, name) = line.trim().split_once("=> \"")?;
            name.strip_suffix("\",")
        });
        let mut named: Vec<&str> = named.collect();
        let mut themed: Vec<&str> = AuditTheme::ALL.iter().flat_map(|theme| theme.kinds()).copied().collect();
        named.sort_unstable();
        themed.sort_unstable();
        assert_eq!(themed, named);
    }

    #[test]
    fn an_address_says_what_it_is_narrowed_to() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        let query = format!("kind=standing%2Croles&actor={id}&subject={id}&command={id}&from=2026-11-01&to=2026-11-27");
        let filter = AuditFilter::from_strict_query(&query).expect("understood");
        assert_eq!(filter.themes, [AuditTheme::Standing, AuditTheme::RolesMade]);
        assert_eq!(filter.to.map(|to| to.plus_ms(1)), Timestamp::from_date("2026-11-28"));
        assert_eq!(filter.to_query(), query);
        assert_eq!(AuditFilter::from_query(&query), filter);
        let berlin = filter.by_clock(|wall| wall.plus_ms(-3_600_000));
        assert_eq!(AuditFilter::from_strict_query(&berlin.to_query()), Ok(berlin));
        assert!(filter.narrows() && !AuditFilter::default().narrows());
    }

    #[test]
    fn a_page_passes_over_what_a_file_refuses() {
        for (query, name) in [
            ("kind=roles,odd", "kind"),
            ("actor=me", "actor"),
            ("from=2026-02-30", "from"),
            ("to=soon", "to"),
            ("command=1", "command"),
            ("colour=red", "colour"),
            ("subject=&subject=", "subject"),
            ("actor=system&actor=system", "actor"),
        ] {
            let bad = AuditFilter::from_strict_query(query).expect_err(query);
            assert_eq!(bad.name, name, "{query}");
        }
        assert_eq!(AuditFilter::from_query("kind=roles,odd&from=2026-02-30").to_query(), "kind=roles");
    }
}
