//! Server functions: doors of a few lines, one file per noun. They take JSON objects by POST under `/api/`; what
//! they fail with is [`error::ApiError`].

pub mod accounts;
pub mod audit;
pub mod bundles;
pub mod call;
pub mod codec;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod cookie;
pub mod error;
pub mod installation;
pub mod invitations;
#[cfg(feature = "ssr")]
pub mod limits;
pub mod lists;
pub mod organization;
pub mod packed;
pub mod panel;
pub mod passkeys;
pub mod people;
pub mod perform;
pub mod present;
pub mod requests;
pub mod roles;
pub mod saved_views;
pub mod second_factor;
pub mod teams;
pub mod users;
