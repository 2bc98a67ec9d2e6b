//! The tables as SeaORM entities: one file each, nothing but the columns.

pub(crate) mod account;
pub(crate) mod account_token;
pub(crate) mod bundle;
pub(crate) mod bundle_team;
pub(crate) mod credential;
pub(crate) mod event;
pub(crate) mod intent;
pub(crate) mod invitation;
pub(crate) mod invitation_link;
pub(crate) mod invitation_team;
pub(crate) mod join_link;
pub(crate) mod list_columns;
pub(crate) mod organization;
pub(crate) mod outbox;
pub(crate) mod passkey;
pub(crate) mod recovery_code;
pub(crate) mod refused_attempt;
pub(crate) mod role;
pub(crate) mod saved_view;
pub(crate) mod session;
pub(crate) mod team;
pub(crate) mod team_user;
pub(crate) mod user;
