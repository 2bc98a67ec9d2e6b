//! Asking to join, at the doors: an organization that takes requests, and its lines in the matrix.

use crate::house::{House, PASSWORD};
use crate::policies::{Asked, Policy, TOKENS, line};
use directory::{Caller, Message, NewOwner, OrgRef};
use domain::{ChangeOrganization, Command, DomainName, InvitationId, PersonId, Status};
use serde_json::json;
use uuid::Uuid;

const DOORSTEPS: &[&str] = &["open", "closed", "no org"];
const REQUESTS: &[&str] = &["lower", "higher", "other org", "non-existent", "their org", "no org"];

pub static POLICIES: [Policy; 6] = [
    line("requests/look_up", DOORSTEPS, |a| Some(json!({ "org": a.org() }))),
    line("requests/ask", DOORSTEPS, |a| Some(json!({ "org": a.org(), "name": "Eve", "email": "eve@asks.test" }))),
    line("requests/confirm", TOKENS, |a| {
        let token = if a.target == "good" { a.base.join_token.clone() } else { a.token() };
        Some(json!({ "token": token }))
    }),
    line("requests/approve", REQUESTS, |a| {
        // Somebody of the same organization, but as more than the actor is.
        let role = match a.target {
            "higher" => a.higher_role()?,
            "their org" => "their member",
            _ => "member",
        };
        a.command(json!({ "requests": [a.request()], "role": a.house.roles[role], "teams": [] }))
    }),
    line("requests/decline", &["lower", "other org", "non-existent", "their org", "no org"], |a| {
        a.command(json!({ "requests": [a.request()] }))
    }),
    line("organization/change", &["requests"], |a| {
        a.command(json!({ "change": { "allowed_domains": ["acme.test"], "take_requests": true } }))
    }),
];

impl Asked<'_> {
    fn request(&self) -> Uuid {
        match self.target {
            "non-existent" => self.house.clock.fresh_id(),
            "other org" | "their org" => self.base.requests["umbrella"].0,
            _ => self.base.requests["acme"].0,
        }
    }
}

impl House {
    /// An organization that takes requests to join, from whoever has an address at asks.test.
    pub async fn open(&self) {
        let owner = NewOwner {
            org: "open".to_owned(),
            org_name: None,
            email: "otto@open.test".to_owned(),
            name: Some("otto".to_owned()),
            password: PASSWORD.to_owned(),
        };
        self.directory.create_owner(&Caller::operator(), &owner).await.expect("founded");
        self.take_requests("open", &["asks.test"]).await;
    }

    /// Has an organization take requests from these domains; without any, none.
    pub async fn take_requests(&self, org: &str, domains: &[&str]) {
        let list = domains.iter().map(|domain| DomainName::parse(domain).expect("a domain")).collect();
        let change = ChangeOrganization {
            allowed_domains: Some(list),
            take_requests: Some(!domains.is_empty()),
            ..ChangeOrganization::default()
        };
        self.run(org, Command::ChangeOrganization(change)).await;
    }

    /// Somebody asks to join an organization, which is opened for that. Gives the secret of the link that went to them.
    pub async fn request(&self, org: &str, email: &str) -> String {
        self.take_requests(org, &["asks.test"]).await;
        self.directory.ask_to_join(org, "Kit", email).await.expect("asked");
        self.directory.settled().await;
        let mails = self.directory.claim_mails(10_000).await.expect("mails");
        let join = mails.iter().find(|mail| matches!(mail.message, Message::JoinVerification { .. }));
        let link = join.and_then(|mail| mail.link.clone()).expect("a link");
        link.split('#').nth(1).unwrap_or_default().to_owned()
    }

    /// The one request of an organization that waits for an answer.
    pub async fn standing_request(&self, org: &str) -> InvitationId {
        let snapshot = self.directory.snapshot(&Caller::operator(), &OrgRef::from(org)).await.expect("a snapshot");
        let roster = roster::Roster::load(snapshot).expect("a good one");
        let asks = roster.rows().find(|row| row.status() == Status::Requested).expect("a request");
        match asks.id() {
            PersonId::Invitation(request) => request,
            PersonId::User(user) => panic!("{user:?}"),
        }
    }
}
