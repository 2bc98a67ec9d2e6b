//! A team that a bundle gives.

use domain::{BundleId, OrgId, TeamId};
use sea_orm::entity::prelude::*;

/// A team that a bundle gives.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle_teams")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// Which bundle.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bundle_id: BundleId,
    /// Which team.
    #[sea_orm(primary_key, auto_increment = false)]
    pub team_id: TeamId,
}

/// References are kept by the database's composite foreign keys, not followed by SeaORM.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
