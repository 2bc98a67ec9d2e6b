//! Who else is on the Users page, and at whose row.

use domain::{PersonId, UserId};
use serde::{Deserialize, Serialize};

/// Somebody who has the page open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub user: UserId,
    /// Whose row they are at, where the viewer is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<PersonId>,
}

/// What a page says of itself: whose row its person is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Whose; `None` for nobody's.
    pub at: Option<PersonId>,
}
