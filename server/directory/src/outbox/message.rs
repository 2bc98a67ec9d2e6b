use domain::{Language, MailKind, Timestamp, UserId};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What became of a second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorChange {
    /// It is on.
    TurnedOn,
    /// It has other recovery codes.
    NewCodes,
    /// Its owner turned it off.
    TurnedOff,
    /// Its owner turned the authenticator app off; passkeys are left.
    AppTurnedOff,
    /// There is a passkey more.
    PasskeyAdded {
        /// What it is called.
        passkey: String,
        /// Whether it is the first second factor: recovery codes came with it.
        first: bool,
    },
    /// There is a passkey less.
    PasskeyRemoved {
        /// What it was called.
        passkey: String,
        /// Whether it was the last second factor.
        last: bool,
    },
    /// The operator took it away.
    TakenAway,
    /// Somebody signed in by a recovery code.
    CodeUsed {
        /// How many are not used yet.
        left: u32,
    },
}

/// What a mail says; the worker words it. Its link is apart, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// You are invited. The link accepts.
    Invitation {
        /// Into which organization.
        organization: String,
        /// By whom; none for the operator.
        inviter: Option<String>,
        /// As what.
        role: String,
        /// Until when the link is good.
        expires_at: Timestamp,
        /// How many days after joining access ends; none for no end.
        #[serde(default)]
        access_days: Option<u32>,
        /// The inviter's personal note.
        note: Option<String>,
    },
    /// The link sets a new password.
    PasswordReset {
        /// The account's name.
        name: String,
        /// Until when the link is good.
        expires_at: Timestamp,
    },
    /// The password was changed; no link.
    PasswordChanged {
        /// The account's name.
        name: String,
    },
    /// Something became of the account's second factor. No link.
    SecondFactor {
        /// The account's name.
        name: String,
        /// What.
        change: SecondFactorChange,
    },
    /// The link verifies the new address, to which this goes.
    EmailVerification {
        /// The account's name.
        name: String,
        /// Until when the link is good.
        expires_at: Timestamp,
        /// The organization that proposed it; none where the account itself asked.
        #[serde(default)]
        organization: Option<String>,
        /// In which language, unless an account with this address says otherwise.
        #[serde(default)]
        language: Language,
    },
    /// Told to the old address: the account has another one now (or asked for it). No link.
    EmailChanged {
        /// The account's name.
        name: String,
        /// The new address.
        new_email: String,
        /// Whether it is done, or waits to be verified.
        done: bool,
        /// The organization that proposed it; none where the account itself asked, and once it is done.
        #[serde(default)]
        organization: Option<String>,
        /// In which language, unless an account with this address says otherwise.
        #[serde(default)]
        language: Language,
    },
    /// Somebody's access ends soon. No link.
    AccessEnds {
        /// To which organization.
        organization: String,
        /// Whose, for who set the date; none for themselves.
        whose: Option<String>,
        /// When.
        ends_at: Timestamp,
    },
    /// Somebody else changed your role. No link.
    RoleChanged {
        /// In which organization.
        organization: String,
        /// By whom; none for the operator.
        by: Option<String>,
        /// As it was.
        before: String,
        /// As it is.
        after: String,
        /// Until when, where it returns by itself.
        until: Option<Timestamp>,
    },
    /// Somebody else ended your access. No link.
    AccessEnded {
        /// To which organization.
        organization: String,
        /// By whom; none for the operator.
        by: Option<String>,
        /// For good; otherwise suspended.
        removed: bool,
    },
    /// Somebody else gave your access back. No link.
    AccessBack {
        /// To which organization.
        organization: String,
        /// By whom; none for the operator.
        by: Option<String>,
    },
    /// Told to Owners: nine of ten seats are used. No link.
    SeatsNearlyFull {
        /// Whose.
        organization: String,
        /// How many are used.
        used: u32,
        /// Of how many.
        limit: u32,
    },
    /// The link accepts an invitation that was sent some days ago.
    InvitationReminder {
        /// Into which organization.
        organization: String,
        /// Who invited; none for the operator.
        inviter: Option<String>,
        /// As what.
        role: String,
        /// Until when it is good.
        expires_at: Timestamp,
        /// How many days after joining access ends; none for no end.
        #[serde(default)]
        access_days: Option<u32>,
    },
    /// A view of one's own shows more people than one wanted to hear of. The link shows it.
    ViewRings {
        /// Of whose people.
        organization: String,
        /// The organization's name in URLs.
        slug: String,
        /// The view's name.
        view: String,
        /// What it shows, as an address's query.
        query: String,
        /// How many people.
        people: u32,
        /// More than so many were to be told of.
        above: u32,
    },
    /// The access of several ends soon: told to who set the dates. No link.
    SeveralEnd {
        /// To which organization.
        organization: String,
        /// Whose, what they are called, and when; the first first.
        whose: Vec<(UserId, String, Timestamp)>,
    },
    /// Somebody has not come for long, and is suspended unless they do. No link.
    Dormant {
        /// In which organization.
        organization: String,
        /// When they are.
        suspended_at: Timestamp,
    },
    /// Somebody had not come for so long that they are suspended. No link.
    DormantSuspended {
        /// In which organization.
        organization: String,
    },
    /// The link proves the address of somebody who asks to join.
    JoinVerification {
        /// Which organization.
        organization: String,
        /// What they call themselves.
        name: String,
        /// Until when the link is good.
        expires_at: Timestamp,
        /// In which language, unless an account with this address says otherwise.
        #[serde(default)]
        language: Language,
    },
    /// Whoever asked to join may. The link accepts.
    RequestApproved {
        /// Which organization.
        organization: String,
        /// Who said so; none for the operator.
        by: Option<String>,
        /// As what.
        role: String,
        /// Until when the link is good.
        expires_at: Timestamp,
    },
    /// Whoever asked to join may not. No link.
    RequestDeclined {
        /// Which organization.
        organization: String,
    },
}

/// What a mail is about. What is done later, its Undo above all, takes back what waits on the same topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Topic {
    /// When somebody's access ends.
    #[sea_orm(string_value = "end")]
    End,
    /// Somebody's role.
    #[sea_orm(string_value = "role")]
    Role,
    /// Whether somebody has access.
    #[sea_orm(string_value = "access")]
    Access,
    /// How many seats are left.
    #[sea_orm(string_value = "seats")]
    Seats,
    /// An invitation that nobody has accepted yet.
    #[sea_orm(string_value = "reminder")]
    Reminder,
    /// That somebody has not come for long.
    #[sea_orm(string_value = "dormant")]
    Dormant,
}

impl Message {
    /// Which of the mails it is that an organization can word itself.
    #[must_use]
    pub fn mail_kind(&self) -> Option<MailKind> {
        match self {
            Self::Invitation { .. } => Some(MailKind::Invitation),
            Self::InvitationReminder { .. } => Some(MailKind::InvitationReminder),
            // A role that is the same, for longer or shorter, is said in Muster's words.
            Self::RoleChanged { before, after, .. } => (before != after).then_some(MailKind::RoleChanged),
            Self::AccessEnded { removed: true, .. } => Some(MailKind::AccessRemoved),
            Self::AccessEnded { removed: false, .. } => Some(MailKind::AccessSuspended),
            Self::AccessBack { .. } => Some(MailKind::AccessBack),
            Self::AccessEnds { whose, .. } => whose.is_none().then_some(MailKind::AccessEnds),
            Self::PasswordReset { .. }
            | Self::PasswordChanged { .. }
            | Self::SecondFactor { .. }
            | Self::EmailVerification { .. }
            | Self::EmailChanged { .. }
            | Self::SeveralEnd { .. }
            | Self::Dormant { .. }
            | Self::DormantSuspended { .. }
            | Self::JoinVerification { .. }
            | Self::RequestApproved { .. }
            | Self::RequestDeclined { .. }
            | Self::SeatsNearlyFull { .. }
            | Self::ViewRings { .. } => None,
        }
    }

    /// In which language it was meant, where it goes to an address that no account has (or not any more).
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::EmailVerification { language, .. }
            | Self::EmailChanged { language, .. }
            | Self::JoinVerification { language, .. } => Some(*language),
            Self::Invitation { .. }
            | Self::InvitationReminder { .. }
            | Self::PasswordReset { .. }
            | Self::PasswordChanged { .. }
            | Self::SecondFactor { .. }
            | Self::AccessEnds { .. }
            | Self::RoleChanged { .. }
            | Self::AccessEnded { .. }
            | Self::AccessBack { .. }
            | Self::SeveralEnd { .. }
            | Self::Dormant { .. }
            | Self::DormantSuspended { .. }
            | Self::RequestApproved { .. }
            | Self::RequestDeclined { .. }
            | Self::SeatsNearlyFull { .. }
            | Self::ViewRings { .. } => None,
        }
    }

    /// What it is about; `None` for what nothing takes back, or an invitation.
    #[must_use]
    pub fn topic(&self) -> Option<Topic> {
        match self {
            Self::Invitation { .. }
            | Self::PasswordReset { .. }
            | Self::PasswordChanged { .. }
            | Self::SecondFactor { .. }
            | Self::EmailVerification { .. }
            | Self::EmailChanged { .. }
            | Self::JoinVerification { .. }
            | Self::RequestApproved { .. }
            | Self::RequestDeclined { .. }
            | Self::ViewRings { .. } => None,
            Self::AccessEnds { .. } | Self::SeveralEnd { .. } => Some(Topic::End),
            Self::RoleChanged { .. } => Some(Topic::Role),
            Self::AccessEnded { .. } | Self::AccessBack { .. } | Self::DormantSuspended { .. } => Some(Topic::Access),
            Self::Dormant { .. } => Some(Topic::Dormant),
            Self::SeatsNearlyFull { .. } => Some(Topic::Seats),
            Self::InvitationReminder { .. } => Some(Topic::Reminder),
        }
    }
}
