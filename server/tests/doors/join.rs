//! Asking to join, at the doors: an organization that takes requests, and its lines in the matrix.

use crate::house::{House, PASSWORD, Person};
use crate::policies::{Asked, Policy, TOKENS, line};
use directory::{Caller, Message, NewOwner, OrgRef};
use domain::{ChangeOrganization, Command, DomainName, InvitationId, PersonId, Status};
use http::{Method, StatusCode};
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

/// S-53: one client, a thousand addresses; and one address, from wherever.
#[tokio::test]
async fn s_53_a_thousand_requests_from_one_address_are_ten_mails() {
    let house = House::empty().await;
    house.open().await;
    let mut good = 0;
    for number in 0..1_000 {
        let ask = json!({ "org": "open", "name": "Eve", "email": format!("eve{number}@asks.test") });
        let answer = house.call(&Person::default(), "requests/ask", &ask).await;
        match answer.status {
            StatusCode::OK => good += 1,
            StatusCode::TOO_MANY_REQUESTS => assert_eq!(answer.error(), "busy"),
            other => panic!("{other}"),
        }
    }
    for ip in 1..=20 {
        let ask = json!({ "org": "open", "name": "Kim", "email": "kim@asks.test" });
        let body = axum::body::Body::from(ask.to_string());
        let builder = house.asks(&Person::default(), &Method::POST, "/api/requests/ask");
        let request = builder.header("content-type", "application/json").body(body).expect("a request");
        assert_eq!(house.send_from([198, 51, 100, ip], request).await.status, StatusCode::OK);
    }
    house.directory.settled().await;
    let mails = house.directory.claim_mails(10_000).await.expect("mails");
    let to_kim = mails.iter().filter(|mail| mail.recipient.as_str() == "kim@asks.test").count();
    assert_eq!((good, mails.len(), to_kim), (10, 11, 1));
}

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
        self.directory.ask_to_join(org, "Kit", email, domain::Language::English).await.expect("asked");
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
