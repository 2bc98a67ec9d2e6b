//! Stories of people who use the service, each on SQLite and on PostgreSQL.

mod accounts;
mod cancel;
mod custom_roles;
mod dates;
mod domains;
mod events;
mod imports;
mod invitations;
mod mails;
mod many;
mod organizations;
mod ownership;
mod people;
mod queue;
mod races;
mod reminders;
mod requests;
mod resets;
mod sessions;
mod stored;
mod support;
mod told;
mod undo;
mod year;
