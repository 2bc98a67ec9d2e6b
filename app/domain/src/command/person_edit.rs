//! What can be edited in a row.

use crate::{RoleId, TeamId};
use serde::{Deserialize, Serialize};

/// What can be edited in a row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PersonEdit {
    /// Another role. Whoever cannot own teams with it owns none any more.
    Role(RoleId),
    /// Into these teams, out of those.
    Teams {
        /// Into.
        add: Vec<TeamId>,
        /// Out of.
        remove: Vec<TeamId>,
    },
}
