//! The database's schema, step by step. A step that has been released is never edited: add another.

use sea_orm_migration::prelude::*;

mod m20261124_000001_foundation;
mod m20261124_000002_set_by;
mod m20261126_000001_dates;
mod m20261126_000003_list_columns;
mod m20261126_000010_told;
mod m20261126_000020_allowed_domains;
mod m20261126_000020_roles;
mod m20261126_000021_reminders;
mod m20261126_000022_queue;
mod m20261126_000030_dormancy;
mod m20261126_000030_requests;
mod m20261126_000031_setters;
mod m20261127_000030_saved_views;
mod m20261127_000031_mail_words;
mod m20261127_000040_bundles;
mod m20261127_000041_narrow_indexes;
mod m20261127_000050_second_factor;
mod m20261128_000060_require_second_factor;
mod m20261128_000061_passkeys;
mod m20261128_000070_beside_events;
mod sql;

pub use sea_orm_migration::{MigratorTrait, SchemaManager};

/// All steps, in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_foundation::Migration),
            Box::new(m20261124_000002_set_by::Migration),
            Box::new(m20261126_000001_dates::Migration),
            Box::new(m20261126_000003_list_columns::Migration),
            Box::new(m20261126_000010_told::Migration),
            Box::new(m20261126_000020_roles::Migration),
            Box::new(m20261126_000020_allowed_domains::Migration),
            Box::new(m20261126_000021_reminders::Migration),
            Box::new(m20261126_000022_queue::Migration),
            Box::new(m20261127_000030_saved_views::Migration),
            Box::new(m20261127_000031_mail_words::Migration),
            Box::new(m20261126_000030_dormancy::Migration),
            Box::new(m20261126_000031_setters::Migration),
            Box::new(m20261126_000030_requests::Migration),
            Box::new(m20261127_000040_bundles::Migration),
            Box::new(m20261127_000041_narrow_indexes::Migration),
            Box::new(m20261127_000050_second_factor::Migration),
            Box::new(m20261128_000060_require_second_factor::Migration),
            Box::new(m20261128_000061_passkeys::Migration),
            Box::new(m20261128_000070_beside_events::Migration),
        ]
    }
}
