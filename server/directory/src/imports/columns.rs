//! Columns that somebody mapped by hand are known from then on, in that organization, for lists with those headings.

use super::ImportOrder;
use crate::entity::list_columns;
use crate::secret::sha256;
use crate::{Directory, Result};
use domain::{ListColumns, OrgId, Unreadable};
use lists::List;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, EntityTrait};

impl Directory {
    /// Reads a list: as the order maps its columns, as the headings tell, or as they were mapped before.
    pub(super) async fn read_list(&self, org: OrgId, order: &ImportOrder) -> Result<List> {
        match lists::read(&order.file, order.columns.as_ref()) {
            Err(Unreadable::UnknownColumns { headings, example }) if order.columns.is_none() => {
                let known = list_columns::Entity::find_by_id((org, shape(&headings))).one(self.read()).await?;
                let known: Option<ListColumns> = known.map(|row| serde_json::from_str(&row.columns)).transpose()?;
                match known {
                    Some(columns) => Ok(lists::read(&order.file, Some(&columns))?),
                    None => Err(Unreadable::UnknownColumns { headings, example }.into()),
                }
            }
            read => Ok(read?),
        }
    }
}

/// Remembers columns that were mapped by hand.
pub(super) async fn remember(
    tx: &DatabaseTransaction,
    org: OrgId,
    headings: &[String],
    columns: &ListColumns,
) -> Result<()> {
    let row = list_columns::ActiveModel {
        org_id: Set(org),
        shape: Set(shape(headings)),
        columns: Set(serde_json::to_string(columns)?),
    };
    let again = OnConflict::columns([list_columns::Column::OrgId, list_columns::Column::Shape])
        .update_column(list_columns::Column::Columns)
        .to_owned();
    list_columns::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

fn shape(headings: &[String]) -> Vec<u8> {
    sha256(lists::shape(headings).as_bytes())
}
