//! Between rows and the domain's types.

pub(crate) mod bulk;
pub(crate) mod bundles;
pub(crate) mod count;
pub(crate) mod everybody;
pub(crate) mod gathered;
pub(crate) mod load;
pub(crate) mod pending;
pub(crate) mod persist;
mod roles;
pub(crate) mod row;
