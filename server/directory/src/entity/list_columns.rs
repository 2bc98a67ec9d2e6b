//! Which columns of a list are which, as somebody mapped them by hand.

use domain::OrgId;
use sea_orm::entity::prelude::*;

/// Which columns of a list are which, as somebody mapped them by hand.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "list_columns")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// The SHA-256 of the list's headings.
    #[sea_orm(primary_key, auto_increment = false)]
    pub shape: Vec<u8>,
    /// Which are which, as JSON.
    pub columns: String,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
