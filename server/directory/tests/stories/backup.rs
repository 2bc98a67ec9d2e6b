//! Copies of a database that is in use, and what a copy is before it is used again (F-17).

use crate::support::{Kind, Persona, Stage};
use directory::{AfterRestore, Clock, Directory, Error, check_copy, connect};
use domain::RoleKey;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The service on a copy, and its clock.
async fn on(copy: &Path, stage: &Stage) -> (Directory, Clock) {
    let database = connect(&format!("sqlite://{}", copy.display())).await.expect("it opens");
    assert!(database.is_current().await.expect("it is read"));
    let clock = Clock::set(stage.clock.now());
    (Directory::new(database, clock.clone(), stage.directory.config().clone()), clock)
}

async fn events_of(directory: &Directory, persona: &Persona) -> u64 {
    directory.snapshot(&persona.session.caller, &persona.org()).await.expect("seen").seq
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_17_copies_that_are_made_while_everybody_writes_are_whole_and_miss_nothing_acknowledged() {
    let stage = Stage::set(Kind::Sqlite).await;
    let olga = stage.acme().await;
    let (written, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let writers = (0..4_u32).map(|writer| {
        let (olga, written, stop) = (olga.clone(), Arc::clone(&written), Arc::clone(&stop));
        tokio::spawn(async move {
            for n in 0_u32.. {
                if stop.load(Ordering::SeqCst) > 0 {
                    return;
                }
                let invite = olga.invitation_to(&format!("guest{n}.{writer}@acme.test"), RoleKey::Member).await;
                let seq = olga.does(invite).await.expect("invited").seq;
                written.fetch_max(seq, Ordering::SeqCst);
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let folder = tempfile::tempdir().expect("a folder");
    let mut last = 0;
    for n in 0..20_u32 {
        let copy = folder.path().join(format!("{n}.db"));
        let acknowledged = written.load(Ordering::SeqCst);
        stage.database().await.copy_into(&copy).await.expect("copied");
        check_copy(&copy).await.expect("whole");
        let (there, _) = on(&copy, &stage).await;
        let seq = events_of(&there, &olga).await;
        assert!(seq >= acknowledged.max(last), "{seq} of {acknowledged}");
        last = seq;
        there.close().await.expect("closed");
    }
    stop.store(1, Ordering::SeqCst);
    for writer in writers {
        writer.await.expect("it wrote");
    }
    assert!(last > 20, "others wrote meanwhile");
    let again = stage.database().await.copy_into(&folder.path().join("0.db")).await;
    assert!(matches!(again, Err(Error::Database(_))), "a file that is there is never replaced: {again:?}");
}

#[tokio::test]
async fn f_17_a_damaged_copy_is_told() {
    let stage = Stage::set(Kind::Sqlite).await;
    stage.demo(200).await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    stage.database().await.copy_into(&copy).await.expect("copied");
    let mut bytes = std::fs::read(&copy).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4_096].fill(0xa5);
    std::fs::write(&copy, bytes).expect("written");
    let checked = check_copy(&copy).await;
    assert!(matches!(checked, Err(Error::Corrupt(_) | Error::Database(_))), "{checked:?}");
}

#[tokio::test]
async fn f_17_after_a_restore_nobody_is_signed_in_and_no_mail_goes_until_it_is_let_go() {
    let stage = Stage::set(Kind::Sqlite).await;
    let olga = stage.acme().await;
    stage.mails().await;
    olga.does(olga.invitation_to("ana@acme.test", RoleKey::Member).await).await.expect("invited");
    let folder = tempfile::tempdir().expect("a folder");
    for told in [false, true] {
        let copy = folder.path().join(format!("{told}.db"));
        stage.database().await.copy_into(&copy).await.expect("copied");
        let (there, clock) = on(&copy, &stage).await;
        let wanted = AfterRestore { keep_sessions: told, send_mails: told };
        let restored = there.after_restore(wanted).await.expect("restored");
        assert_eq!((restored.sessions > 0, restored.mails), (!told, u64::from(!told)));
        assert_eq!(there.session(&olga.token, None).await.expect("looked up").is_some(), told);
        clock.advance(domain::DAY_MS);
        assert_eq!(there.claim_mails(10).await.expect("mails").len(), usize::from(told));
        assert_eq!(there.waiting_mails().await.expect("counted").held, u64::from(!told));
        if !told {
            assert_eq!(there.release_mails().await.expect("let go"), 1);
            assert_eq!(there.claim_mails(10).await.expect("mails").len(), 1);
        }
        there.close().await.expect("closed");
    }
    assert_eq!(stage.mails().await.len(), 1, "the installation that was copied goes on");
}
