//! What a viewer may see of an organization, as it travels: columns, not objects.

use domain::{
    Actor, Authority, Delivery, DomainName, Invitation, InvitationId, Name, OrgId, Organization, Permissions, Role,
    Scope, SeatPolicy, Team, TeamId, Timestamp, User,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of [`Snapshot`]'s form.
pub const FORMAT: u16 = 6;

/// All of an organization, as its snapshots are made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The organization, with the number of its last event.
    pub org: &'a Organization,
    /// All its roles.
    pub roles: &'a [Role],
    /// All its teams.
    pub teams: &'a [Team],
    /// All its users, the removed ones too.
    pub users: &'a [User],
    /// Its invitations; those that are accepted or revoked are left out.
    pub invitations: &'a [Invitation],
    /// What the mail server said of the invitations whose mail it refused; beside them, as no event knows of it.
    pub delivery_notes: &'a [(InvitationId, String)],
    /// The moment.
    pub now: Timestamp,
    /// When the organization came to be.
    pub founded: Timestamp,
    /// Whether the moment is past, and this is how everything was.
    pub past: bool,
}

/// How many seats there are, and what happens when none is left. The seats in use are counted from the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRule {
    /// How many; `None` is unlimited.
    pub limit: Option<u32>,
    /// What happens when none is left.
    pub policy: SeatPolicy,
}

/// What one viewer may see of an organization's people: [`Snapshot::of`] makes it, [`crate::Roster::load`] opens
/// it. Two snapshots of the same state for the same viewer are equal, whichever way they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`FORMAT`] of whoever made it.
    pub format: u16,
    /// The organization.
    pub org: OrgId,
    /// Its name in URLs.
    pub slug: String,
    /// What it is called.
    pub name: Name,
    /// The number of its last event.
    pub seq: u64,
    /// When it was made.
    pub now: Timestamp,
    /// Whom the viewer sees.
    #[serde(with = "ScopeForm")]
    pub scope: Scope,
    /// Who looks, and what they may do.
    #[serde(with = "AuthorityForm")]
    pub viewer: Authority,
    /// The seats; `None` for who may not see them, or does not see everybody.
    pub seats: Option<SeatRule>,
    /// The roles, the mightiest first.
    pub roles: Vec<Role>,
    /// The teams that the viewer may know of, by name.
    pub teams: Vec<Team>,
    /// The people.
    pub people: People,
    /// The domains whose addresses may be invited; none is any.
    pub allowed_domains: Vec<DomainName>,
    /// When the organization came to be.
    pub founded: Timestamp,
    /// Whether [`Snapshot::now`] is past, and this is how everything was then: nothing that happens changes it.
    pub past: bool,
}

/// The people of a [`Snapshot`] in list order, a column each. A sparse column names its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// `name` TAB `address` LF for each; no name where an invitation has none.
    pub text: String,
    /// The ids, 32 hexadecimal digits each.
    pub ids: String,
    /// What each is: `a` active, `s` suspended, `r` removed, `i` invited, `q` asks to join.
    pub states: String,
    /// Roles, as numbers in the snapshot's list.
    pub roles: Vec<u8>,
    /// How many teams each is in.
    pub team_counts: Vec<u8>,
    /// The teams of all, one after the other: twice the number in the snapshot's list, plus one for an owner.
    pub team_links: Vec<u16>,
    /// When each joined or was invited.
    pub since: Vec<Timestamp>,
    /// When each was last seen.
    pub last_active: Vec<Option<Timestamp>>,
    /// Sparse: when access ends or the invitation goes out of date.
    pub until: Vec<(u32, Timestamp)>,
    /// Sparse: when a user is suspended for not having come, where that is soon.
    pub dormant: Vec<(u32, Timestamp)>,
    /// Sparse: when a user was removed, or an invitation was sent again.
    pub stamps: Vec<(u32, Timestamp)>,
    /// Sparse: until when the role counts, and which one counts then.
    pub role_until: Vec<(u32, Timestamp, u8)>,
    /// The inviter's row number plus one; zero for none that is seen.
    pub invited_by: Vec<u32>,
    /// Sparse: how far the invitation's mail has come.
    pub delivery: Vec<(u32, Delivery)>,
    /// Sparse: what the mail server said when it refused it.
    pub delivery_notes: Vec<(u32, String)>,
    /// Sparse: an invitation's place in line while it waits for a seat.
    pub places: Vec<(u32, u64)>,
    /// The event that last set the status (changed the invitation).
    pub seqs: Vec<u64>,
    /// Sparse: the events that last set role and teams, where they differ from it.
    pub other_seqs: Vec<(u32, u64, u64)>,
    /// Sparse: the users whose account takes a second factor; none for who may not see it.
    pub second_factors: Vec<u32>,
}

/// Why a snapshot cannot be opened: a new one has to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadSnapshot {
    /// It was made by another version.
    #[error("the snapshot has format {0}, not {FORMAT}")]
    Format(u16),
    /// Its columns do not fit together.
    #[error("the snapshot's columns do not fit together")]
    Damaged,
}

impl Snapshot {
    /// What `ETag` and a browser's store tell it by: format, scope (what the viewer may see and do) and number.
    #[must_use]
    pub fn tag(&self) -> String {
        let tag = tag_of(&self.viewer, self.seq);
        if self.past { format!("{tag}-{}", self.now.0) } else { tag }
    }
}

/// The tag of the snapshot that `viewer` would get at event number `seq`, without making it.
pub(crate) fn tag_of(viewer: &Authority, seq: u64) -> String {
    // FNV-1a: the tag only has to differ when the scope does.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |bytes: &[u8]| {
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(&viewer.permissions.bits().to_le_bytes());
    if let Some(user) = viewer.user() {
        eat(user.0.as_bytes());
    }
    let mut owned = viewer.owned_teams.clone();
    owned.sort_unstable();
    for team in &owned {
        eat(team.0.as_bytes());
    }
    format!("{FORMAT}-{hash:016x}-{seq}")
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Scope", rename_all = "snake_case")]
enum ScopeForm {
    Everybody,
    Teams(Vec<TeamId>),
    Nobody,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Authority")]
struct AuthorityForm {
    actor: Actor,
    permissions: Permissions,
    owned_teams: Vec<TeamId>,
}
