//! An organization is handed over.

use crate::support::{Persona, Stage, on_both, refusal};
use directory::{Caller, Message};
use domain::{Command, Permission, Refusal, RoleKey};

on_both! {
    from_one_owner_to_the_next_in_one_step
    s_14_two_who_hand_over_at_once_leave_an_owner
}

impl Persona {
    async fn hands_over(&self, to: &Self) -> directory::Result<domain::Answer> {
        self.does(Command::HandOver { email: to.email.clone() }).await
    }

    /// How many are Owners, Admins, Team owners and Members.
    async fn holders(&self) -> Vec<u32> {
        let cards = self.directory.roles(&Caller::operator(), &self.org()).await.expect("roles");
        cards.roles.iter().map(|card| card.users).collect()
    }
}

async fn from_one_owner_to_the_next_in_one_step(stage: Stage) {
    let olga = stage.acme().await;
    let ben = stage.join(&olga, "Ben Bo", RoleKey::Member).await;
    stage.mails().await;
    let answer = olga.hands_over(&ben).await.expect("handed over");
    assert_eq!(answer.events.len(), 2, "one command, both roles");
    assert_eq!(olga.holders().await, [1, 1, 0, 0]);
    // He is told; she did it herself.
    let told: Vec<_> = stage.mails().await.into_iter().map(|mail| (mail.recipient.to_string(), mail.message)).collect();
    let [(to, Message::RoleChanged { after, .. })] = &told[..] else { panic!("{told:?}") };
    assert_eq!((to.as_str(), after.as_str()), ("ben@acme.test", "Owner"));
    // Her next request is an Admin's.
    let refused = refusal(olga.hands_over(&ben).await);
    assert_eq!(refused, Refusal::NotAllowed { permission: Permission::OrganizationOwn });
    ben.hands_over(&olga).await.expect("given back");
    let refused = refusal(ben.hands_over(&olga).await);
    assert_eq!(refused, Refusal::NotAllowed { permission: Permission::OrganizationOwn });
}

async fn s_14_two_who_hand_over_at_once_leave_an_owner(stage: Stage) {
    let olga = stage.acme().await;
    let oscar = stage.join(&olga, "Oscar Ott", RoleKey::Owner).await;
    let (one, other) = tokio::join!(olga.hands_over(&oscar), oscar.hands_over(&olga));
    // One after the other: the second gives back what the first gave away.
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(olga.holders().await, [1, 1, 0, 0]);
}
