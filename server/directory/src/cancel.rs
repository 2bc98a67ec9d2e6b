//! Cancelling a command that is under way.

use crate::intents::Intent;
use crate::{Caller, Directory, OrgRef, Result};
use domain::{CancelOutcome, CommandId};

impl Directory {
    /// Has a command of the caller's own stop before it is committed, so that nothing has happened; or tells that it
    /// is done. An intent that is not known here is taken back before it comes: should its command still arrive, it is
    /// refused as cancelled, for as long as answers are kept (a day). Intents of others are not met: they are kept by
    /// who has them.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when the organization is unknown or not the caller's; [`crate::Error::SignedOut`];
    /// [`crate::Error::IntentReused`] when the intent was one in another organization; [`crate::Error::Database`].
    pub async fn cancel(&self, caller: &Caller, org: &OrgRef, intent: CommandId) -> Result<CancelOutcome> {
        let (this, caller, org) = (self.clone(), caller.clone(), org.clone());
        self.detached(async move { this.cancel_here(&caller, &org, intent).await }).await
    }

    async fn cancel_here(&self, caller: &Caller, org: &OrgRef, intent: CommandId) -> Result<CancelOutcome> {
        let (org, _) = self.reader(caller, org).await?;
        // Held until the row is written: a repeat that comes between finds one or the other.
        let stop = self.inner.stops.of(&caller.key(), intent);
        stop.ask();
        let tx = self.begin().await?;
        let outcome = Intent::cancel(&tx, caller, intent, org.id, self.now()).await?;
        tx.commit().await?;
        Ok(outcome)
    }
}
