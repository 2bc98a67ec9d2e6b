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

#[cfg(test)]
mod tests {
    use crate::{
        Caller, Clock, Config, DEMO_SLUG, DemoPlan, Directory, Error, ImportOrder, OrgRef, PasswordCost, SecretKey,
    };
    use domain::{Command, CommandId, Envelope, InvitationId, Timestamp, UserId};
    use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
    use std::collections::BTreeSet;

    const NOW: Timestamp = Timestamp(1_795_510_800_000);

    /// Forty people and their mails.
    async fn demo(folder: &std::path::Path) -> (Directory, Clock) {
        let url = format!("sqlite://{}", folder.join("cancel.db").display());
        let database = crate::connect(&url).await.expect("it opens");
        database.migrate().await.expect("a schema");
        let clock = Clock::set(NOW);
        let mut config = Config::new("http://localhost".to_owned(), SecretKey::fresh());
        (config.mail, config.password_cost) = (true, PasswordCost { memory_kib: 8, passes: 1 });
        let directory = Directory::new(database, clock.clone(), config);
        let plan = DemoPlan { users: 40, seed: 7, as_of: NOW, password: "correct horse battery".to_owned() };
        directory.fill_demo(&plan).await.expect("filled");
        (directory, clock)
    }

    /// How many of each there are, and the number and hash of the last event.
    async fn stored(directory: &Directory) -> Vec<String> {
        let sql = "select (select count(*) from events) || ' ' || (select seq from organizations) || ' ' || \
                   (select hex(hash) from events order by seq desc limit 1) || ' ' || (select count(*) from intents) \
                   || ' ' || (select count(*) from outbox) || ' ' || (select count(*) from invitation_links) || ' ' || \
                   (select group_concat(hex(role_id) || role_seq || state || status_seq || ends_seq, ',') from users) || ' ' || \
                   (select group_concat(state || seq || sent_at, ',') from invitations)";
        let rows = directory.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
    }

    #[tokio::test]
    async fn whenever_it_is_cancelled_before_its_commit_nothing_has_happened() {
        let folder = tempfile::tempdir().expect("a folder");
        let (directory, clock) = demo(folder.path()).await;
        let org = OrgRef::from(DEMO_SLUG);
        let db = directory.read();
        let users: Vec<UserId> =
            crate::entity::user::Entity::find().all(db).await.expect("users").into_iter().map(|row| row.id).collect();
        let invitations: Vec<InvitationId> = crate::entity::invitation::Entity::find()
            .all(db)
            .await
            .expect("invitations")
            .into_iter()
            .map(|row| row.id)
            .collect();
        let roles = directory.roles(&Caller::operator(), &org).await.expect("roles").roles;
        clock.advance(domain::DAY_MS);
        for command in [
            Command::SetRole { users: users.clone(), role: roles[1].role.id },
            Command::Resend { invitations },
            Command::Suspend { users, reason: None, successors: Vec::new(), heir: None },
        ] {
            let before = stored(&directory).await;
            let mut looks = 0;
            loop {
                let intent = CommandId(clock.fresh_id());
                let stop = directory.inner.stops.of(&Caller::operator().key(), intent);
                stop.ask_after(looks);
                let envelope = Envelope { intent_id: intent, seen_seq: u64::MAX, command: command.clone() };
                match directory.execute(&Caller::operator(), &org, envelope).await {
                    Err(Error::Cancelled) => assert_eq!(stored(&directory).await, before, "after {looks} looks"),
                    Ok(answer) => {
                        assert!(!answer.events.is_empty());
                        break;
                    }
                    Err(other) => panic!("after {looks} looks: {other}"),
                }
                looks += 1;
            }
            assert!(looks > 8, "it is looked {looks} times only");
            assert_ne!(stored(&directory).await, before);
        }
        assert!(directory.inner.stops.is_empty(), "nothing is held");
    }

    #[tokio::test]
    async fn a_list_and_its_undo_are_cancelled_as_a_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut directory, clock) = demo(folder.path()).await;
        let inner = std::sync::Arc::get_mut(&mut directory.inner).expect("nobody else has it");
        inner.config.undo_beside_above = 0;
        let (caller, org) = (Caller::operator(), OrgRef::from(DEMO_SLUG));
        let role = directory.roles(&caller, &org).await.expect("roles").roles[3].role.id;
        let options = domain::ImportOptions { role, days: 7, mails: true, suspend_others: true, create_teams: true };
        let file = "email,teams\nowner@demo.test,\na@new.test,New\nb@new.test,\n".as_bytes().into();
        let order = ImportOrder { file, columns: None, options };
        let mut done = None;
        for undo in [false, true] {
            let before = stored(&directory).await;
            let mut looks = 0;
            loop {
                let intent = CommandId(clock.fresh_id());
                let stop = directory.inner.stops.of(&caller.key(), intent);
                let digest = directory.plan_import(&caller, &org, &order).await.expect("planned").digest;
                stop.ask_after(looks);
                let outcome = match done.filter(|_| undo) {
                    None => {
                        let import = directory.import(&caller, &org, order.clone(), intent, digest, BTreeSet::new());
                        import.await.map(|_| ())
                    }
                    Some(command) => {
                        let command = Command::Undo { command };
                        let envelope = Envelope { intent_id: intent, seen_seq: u64::MAX, command };
                        directory.execute(&caller, &org, envelope).await.map(|_| ())
                    }
                };
                match outcome {
                    Err(Error::Cancelled) => assert_eq!(stored(&directory).await, before, "after {looks} looks"),
                    Ok(()) => {
                        done = Some(intent);
                        break;
                    }
                    Err(other) => panic!("after {looks} looks: {other}"),
                }
                looks += 1;
            }
            assert!(looks > 20, "it is looked {looks} times only");
            assert_ne!(stored(&directory).await, before);
        }
        assert!(directory.inner.stops.is_empty(), "nothing is held");
    }
}
