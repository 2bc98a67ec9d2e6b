//! What a cell of the matrix asks about: whom or what its target is to who asks.

use crate::policies::Asked;
use directory::Secret;
use domain::CommandId;
use serde_json::{Value, json};
use uuid::Uuid;

impl Asked<'_> {
    pub fn org(&self) -> &'static str {
        match self.target {
            "their org" => "umbrella",
            "no org" => "nowhere",
            "open" => "open",
            _ => "acme",
        }
    }

    #[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "it ends the closures above")]
    pub fn command(&self, own: Value) -> Option<Value> {
        Some(self.house.command(self.org(), &own))
    }

    /// An event's number.
    pub fn event(&self) -> u64 {
        match self.target {
            "last" | "no org" => self.base.event,
            "non-existent" => 1_000_000,
            _ => 1,
        }
    }

    /// `None` where the cell has no meaning.
    pub fn person(&self) -> Option<Uuid> {
        let who = match (self.target, self.actor) {
            ("self", "" | "ivy" | "zed") => return None,
            ("self", actor) => actor,
            ("last owner", _) => "olga",
            ("other org" | "their org", _) => "zoe",
            ("no org", _) => "mia",
            ("non-existent", _) => return Some(self.house.clock.fresh_id()),
            ("peer", "olga") => "oscar",
            ("peer", "ana") => "ada",
            ("peer", "tom") => "tea",
            ("peer", _) => "max",
            ("lower", "mia") | ("higher", "olga") => return None,
            ("lower", "olga") => "ana",
            ("lower", _) => "mia",
            ("higher", "ana") => "olga",
            ("higher", _) => "ana",
            other => panic!("{other:?}"),
        };
        self.house.person(who).user.map(|user| user.0)
    }

    /// A list of one stranger, who is to have the target's role; planned, or imported as if it had been planned.
    pub fn list(&self, import: bool) -> Option<Value> {
        let role = match self.target {
            "other org" | "their org" => json!(self.house.roles["their member"]),
            "non-existent" => json!(self.house.clock.fresh_id()),
            "no org" => json!(self.house.roles["member"]),
            _ => json!(self.house.roles[self.relative_role()?]),
        };
        let options =
            json!({ "role": role, "days": 7, "mails": false, "suspend_others": false, "create_teams": false });
        // "email\nfresh@acme.test\n"
        let file = "ZW1haWwKZnJlc2hAYWNtZS50ZXN0Cg==";
        let mut arguments = json!({ "org": self.org(), "file": file, "columns": null, "options": options });
        if import {
            arguments["intent_id"] = json!(CommandId(self.house.clock.fresh_id()));
            // No plan was looked at: whoever may import is shown it.
            arguments["digest"] = json!("");
            arguments["unticked"] = json!([]);
        }
        Some(arguments)
    }

    pub fn relative_role(&self) -> Option<&'static str> {
        Some(match (self.target, self.actor) {
            ("lower", "mia") | ("higher", "olga") => return None,
            ("peer", "olga") | ("higher", "ana") => "owner",
            ("peer", "ana") | ("lower", "olga") | ("higher", _) => "admin",
            ("peer", "tom") => "team-owner",
            _ => "member",
        })
    }

    pub fn higher_role(&self) -> Option<&'static str> {
        (self.actor != "olga").then_some(if self.actor == "ana" { "owner" } else { "admin" })
    }

    pub fn invitation(&self) -> Option<Uuid> {
        let id = match self.target {
            "own" => return self.base.own_invitations.get(self.actor).map(|id| id.0),
            "non-existent" => return Some(self.house.clock.fresh_id()),
            "other org" | "their org" => "their member",
            "no org" => "member",
            // To a Team owner, a peer's is one into no team of theirs.
            "peer" if self.actor == "tom" => "member",
            "lower" if self.actor == "tom" => "member in design",
            _ => self.relative_role()?,
        };
        Some(self.base.invitations[id].0)
    }

    pub fn team(&self) -> Uuid {
        match self.target {
            "another" => self.house.teams["support"].0,
            "other org" | "their org" => self.house.teams["elsewhere"].0,
            "non-existent" => self.house.clock.fresh_id(),
            _ => self.house.teams["design"].0,
        }
    }

    pub fn custom_role(&self) -> Uuid {
        let name = match self.target {
            "above" => "custom above",
            "built in" => "member",
            "other org" | "their org" => "their custom",
            "non-existent" => return self.house.clock.fresh_id(),
            _ => "custom",
        };
        self.house.roles[name].0
    }

    pub fn bundle(&self) -> Uuid {
        let name = match self.target {
            "higher" | "a higher bundle" => "owners",
            "other org" | "their org" | "their bundle" => "theirs",
            "non-existent" | "no such bundle" => return self.house.clock.fresh_id(),
            _ => "members",
        };
        self.base.bundles[name].0
    }

    pub fn token(&self) -> String {
        if self.target == "good" { self.base.house.ivys_link.clone() } else { Secret::fresh().expose().to_owned() }
    }

    pub fn reset_token(&self) -> String {
        if self.target == "good" { self.base.reset_token.clone() } else { Secret::fresh().expose().to_owned() }
    }
}
