//! Sending a list: to see what it would come to, and to import it.

use domain::{CommandId, ImportOptions, ListColumns};
use serde::Serialize;

use crate::api::call::post;
use crate::api::error::ApiError;
use crate::api::lists::ListAnswer;

/// A list, and how it is to be imported.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sent<'a> {
    pub org: &'a str,
    /// The file, in base 64.
    pub file: &'a str,
    pub columns: &'a Option<ListColumns>,
    pub options: &'a ImportOptions,
}

/// The same, to be imported as planned.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Applied<'a> {
    pub org: &'a str,
    pub intent_id: CommandId,
    pub file: &'a str,
    pub columns: &'a Option<ListColumns>,
    pub options: &'a ImportOptions,
    pub digest: &'a str,
    pub unticked: Vec<u32>,
}

/// Sends one of them. It may take its time: the server answers when it is done.
pub(super) async fn send(function: &str, arguments: String) -> Result<ListAnswer, ApiError> {
    let sent = async {
        let answer = post(&format!("/api/lists/{function}"), arguments).await?;
        Ok::<_, gloo_net::Error>((answer.ok(), answer.binary().await?))
    };
    match sent.await {
        Ok((true, answer)) => serde_json::from_slice(&answer).map_err(|_| ApiError::Offline),
        Ok((false, error)) => Err(serde_json::from_slice(&error).unwrap_or(ApiError::Offline)),
        Err(_) => Err(ApiError::Offline),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::api::codec::StrictJson;
    use crate::api::lists::{ImportList, PlanList};
    use domain::RoleId;
    use leptos::server_fn::Decodes;
    use uuid::Uuid;

    #[test]
    fn what_is_sent_is_just_what_the_server_functions_take() {
        let options = ImportOptions {
            role: RoleId(Uuid::nil()),
            days: 7,
            mails: true,
            suspend_others: false,
            create_teams: true,
        };
        let columns = Some(ListColumns { address: vec![1], role: Some(2), ..ListColumns::default() });
        let (org, file, columns, options) = ("acme", "Zm9v", &columns, &options);
        let plan = serde_json::to_vec(&Sent { org, file, columns, options }).expect("JSON");
        assert!(<StrictJson as Decodes<PlanList>>::decode(plan.into()).is_ok());
        let (intent_id, digest, unticked) = (CommandId(Uuid::nil()), "d", vec![3]);
        let applied = Applied { org, intent_id, file, columns, options, digest, unticked };
        let applied = serde_json::to_vec(&applied).expect("JSON");
        assert!(<StrictJson as Decodes<ImportList>>::decode(applied.into()).is_ok());
    }
}
