//! What each server function is asked in the matrix: about whom or what, and how.

use crate::house::House;
use crate::matrix::Base;
use domain::{Command, CommandId, InvitationId, SessionId};
use serde_json::{Value, json};
use uuid::Uuid;

/// A function's line in the matrix: about what it is asked, and how.
pub struct Policy {
    pub function: &'static str,
    pub targets: &'static [&'static str],
    pub arguments: fn(&Asked) -> Option<Value>,
    /// What has to be so for the question to make sense.
    pub before: Option<fn(&Asked) -> Option<Command>>,
}

/// One cell's question.
pub struct Asked<'a> {
    pub base: &'a Base,
    pub house: &'a House,
    pub actor: &'a str,
    pub target: &'a str,
}

const PEOPLE: &[&str] =
    &["self", "peer", "lower", "higher", "last owner", "other org", "non-existent", "their org", "no org"];
/// The last Owner cannot have been suspended or removed.
const BACK: &[&str] = &["self", "peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
const INVITATIONS: &[&str] = &["own", "peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
/// Invitations, of which the role is edited, or the teams; and users, whose role is.
const EDITED: &[&str] = &[
    "own",
    "peer",
    "lower",
    "higher",
    "other org",
    "non-existent",
    "their org",
    "no org",
    "own teams",
    "peer teams",
    "lower teams",
    "higher teams",
    "user self",
    "user peer",
    "user lower",
    "user higher",
];
const ROLES: &[&str] = &["peer", "lower", "higher", "other org", "non-existent", "their org", "no org"];
const TEAMS: &[&str] = &["own", "another", "other org", "non-existent", "their org", "no org"];
const BUNDLES: &[&str] = &["lower", "higher", "other org", "non-existent", "their org", "no org"];
const CUSTOM_ROLES: &[&str] = &["custom", "above", "built in", "other org", "non-existent", "their org", "no org"];
/// The last event, which can be taken back; the first, which cannot.
const EVENTS: &[&str] = &["last", "first", "non-existent", "their org", "no org"];
const ORGS: &[&str] = &["mine", "their org", "no org"];
const SELF: &[&str] = &["-"];
pub const TOKENS: &[&str] = &["good", "unknown"];

/// A bundle that gives a role and no team.
fn shape(name: &str, role: &Value) -> Value {
    json!({ "name": name, "role": role, "teams": [], "access_days": 90, "note": null })
}

fn owners() -> Value {
    json!({ "id": Uuid::nil(), "name": "Owners", "query": "role=owner", "alarm_above": 0 })
}

pub const fn line(
    function: &'static str,
    targets: &'static [&'static str],
    arguments: fn(&Asked) -> Option<Value>,
) -> Policy {
    Policy { function, targets, arguments, before: None }
}

static POLICIES: [Policy; 95] = [
    line("users/set_role", PEOPLE, |a| {
        let member = a.person()? == a.house.user("mia").0 || a.person()? == a.house.user("max").0;
        let role = match (a.target, member) {
            ("their org", _) => "their admin",
            (_, true) => "team-owner",
            (_, false) => "member",
        };
        let role = a.house.roles[role];
        a.command(json!({ "users": [a.person()?], "role": role }))
    }),
    line("users/lend_role", PEOPLE, |a| {
        let member = a.person()? == a.house.user("mia").0 || a.person()? == a.house.user("max").0;
        let role = a.house.roles[match (a.target, member) {
            ("their org", _) => "their admin",
            (_, true) => "team-owner",
            (_, false) => "member",
        }];
        let until = a.house.clock.now().plus_days(2);
        a.command(json!({ "users": [a.person()?], "role": role, "until": until, "then": null }))
    }),
    line("users/set_end_date", PEOPLE, |a| {
        let ends_at = a.house.clock.now().plus_days(2);
        a.command(json!({ "users": [a.person()?], "ends_at": ends_at }))
    }),
    line("users/change_teams", PEOPLE, |a| {
        let team = match (a.target, a.actor) {
            ("their org", _) => "elsewhere",
            (_, "tom") => "design",
            _ => "support",
        };
        let team = a.house.teams[team];
        let (add, remove) = if a.actor == "tom" && a.target == "lower" {
            (json!([]), json!([team]))
        } else {
            (json!([team]), json!([]))
        };
        a.command(json!({ "users": [a.person()?], "add": add, "remove": remove }))
    }),
    line("people/edit", EDITED, |a| {
        if let Some(target) = a.target.strip_prefix("user ") {
            let user = Asked { target, ..*a }.person()?;
            let members = [a.house.user("mia").0, a.house.user("max").0];
            let role = a.house.roles[if members.contains(&user) { "team-owner" } else { "member" }];
            return a.command(json!({ "people": [{ "user": user }], "edit": { "role": role } }));
        }
        let (target, teams) = a.target.strip_suffix(" teams").map_or((a.target, false), |target| (target, true));
        let invitation = Asked { target, ..*a }.invitation()?;
        let edit = if teams {
            json!({ "teams": { "add": [a.house.teams["support"]], "remove": [] } })
        } else {
            let role = if a.target == "their org" { "their admin" } else { "team-owner" };
            json!({ "role": a.house.roles[role] })
        };
        a.command(json!({ "people": [{ "invitation": invitation }], "edit": edit }))
    }),
    line("users/suspend", PEOPLE, |a| a.command(json!({ "users": [a.person()?], "reason": null }))),
    Policy {
        function: "users/reactivate",
        targets: BACK,
        arguments: |a| a.command(json!({ "users": [a.person()?] })),
        before: Some(|a| {
            Some(Command::Suspend {
                users: vec![domain::UserId(a.person()?)],
                reason: None,
                successors: Vec::new(),
                heir: None,
            })
        }),
    },
    line("users/remove", PEOPLE, |a| a.command(json!({ "users": [a.person()?], "reason": null, "successors": [] }))),
    Policy {
        function: "users/restore",
        targets: BACK,
        arguments: |a| a.command(json!({ "users": [a.person()?] })),
        before: Some(|a| {
            Some(Command::Remove {
                users: vec![domain::UserId(a.person()?)],
                reason: None,
                successors: vec![],
                heir: None,
            })
        }),
    },
    line("users/sign_out", PEOPLE, |a| a.command(json!({ "users": [a.person()?] }))),
    line("users/send_password_reset", PEOPLE, |a| a.command(json!({ "user": a.person()? }))),
    line("users/rename", PEOPLE, |a| a.command(json!({ "user": a.person()?, "name": "Somebody Else" }))),
    line("users/propose_email", PEOPLE, |a| a.command(json!({ "user": a.person()?, "email": "new@acme.test" }))),
    line("users/lift_lock", PEOPLE, |a| a.command(json!({ "user": a.person()? }))),
    line("users/leave", &["mine", "last owner", "their org", "no org"], |a| a.command(json!({}))),
    line("users/undo", &["another's", "other org", "non-existent", "their org", "no org"], |a| {
        let command = match a.target {
            "another's" | "their org" | "no org" => a.base.command,
            "other org" => a.base.their_command,
            _ => CommandId(a.house.clock.fresh_id()),
        };
        a.command(json!({ "command": command }))
    }),
    // Whose intent it is does not matter: nobody meets another's.
    line("users/cancel", &["another's", "non-existent", "their org", "no org"], |a| {
        let intent = if a.target == "another's" { a.base.command } else { CommandId(a.house.clock.fresh_id()) };
        Some(json!({ "org": a.org(), "intent_id": intent }))
    }),
    line("invitations/send", ROLES, |a| {
        let role = match a.target {
            "other org" | "their org" => json!(a.house.roles["their member"]),
            "non-existent" => json!(a.house.clock.fresh_id()),
            "no org" => json!(a.house.roles["member"]),
            _ => json!(a.house.roles[a.relative_role()?]),
        };
        let teams = if a.actor == "tom" { vec![a.house.teams["design"]] } else { vec![] };
        let addresses = json!([{ "email": "fresh@acme.test", "name": null }]);
        let invite = json!({ "addresses": addresses, "role": role, "teams": teams, "days": 7, "note": null });
        a.command(json!({ "invite": invite }))
    }),
    line("invitations/resend", INVITATIONS, |a| a.command(json!({ "invitations": [a.invitation()?] }))),
    line("invitations/copy_link", INVITATIONS, |a| a.command(json!({ "invitation": a.invitation()? }))),
    line("invitations/readdress", INVITATIONS, |a| {
        a.command(json!({ "invitation": a.invitation()?, "email": "mended@invited.test" }))
    }),
    line("invitations/revoke", INVITATIONS, |a| a.command(json!({ "invitations": [a.invitation()?] }))),
    Policy {
        function: "invitations/reopen",
        targets: INVITATIONS,
        arguments: |a| a.command(json!({ "invitations": [a.invitation()?] })),
        before: Some(|a| Some(Command::Revoke { invitations: vec![InvitationId(a.invitation()?)] })),
    },
    line("invitations/look_up", TOKENS, |a| Some(json!({ "token": a.token() }))),
    line("invitations/accept_as_new", TOKENS, |a| {
        Some(json!({ "token": a.token(), "name": "Ivy", "password": "a new good password" }))
    }),
    line("invitations/accept_with_password", TOKENS, |a| {
        Some(json!({ "token": a.token(), "password": crate::house::PASSWORD }))
    }),
    line("invitations/accept_signed_in", TOKENS, |a| Some(json!({ "token": a.token() }))),
    line("lists/plan", ROLES, |a| a.list(false)),
    line("lists/import", ROLES, |a| a.list(true)),
    line("teams/list", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("teams/candidates", TEAMS, |a| Some(json!({ "org": a.org(), "team": a.team(), "text": "" }))),
    line("people/first_page", ORGS, |a| Some(json!({ "org": a.org(), "query": "" }))),
    line("people/difference", ORGS, |a| {
        Some(json!({ "org": a.org(), "since": a.house.clock.now().plus_ms(-1), "until": null }))
    }),
    line("views/list", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("views/save", ORGS, |a| Some(json!({ "org": a.org(), "view": owners() }))),
    line("views/remove", ORGS, |a| Some(json!({ "org": a.org(), "view": Uuid::nil() }))),
    line("people/panel", PEOPLE, |a| Some(json!({ "org": a.org(), "person": { "user": a.person()? } }))),
    line("people/history", PEOPLE, |a| {
        Some(json!({ "org": a.org(), "person": { "user": a.person()? }, "before": null }))
    }),
    line("teams/create", ORGS, |a| a.command(json!({ "name": "New" }))),
    line("teams/rename", TEAMS, |a| a.command(json!({ "team": a.team(), "name": "Renamed" }))),
    line("teams/remove", TEAMS, |a| a.command(json!({ "team": a.team() }))),
    line("teams/set_owner", TEAMS, |a| {
        let user = a.house.user(if a.target == "another" { "tea" } else { "tom" });
        a.command(json!({ "team": a.team(), "user": user, "owner": false }))
    }),
    line("organization/general", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("organization/hand_over", PEOPLE, |a| {
        // Nobody has the address of who does not exist.
        let who = match (a.target, a.actor) {
            ("self", "" | "ivy" | "zed") => return None,
            ("self", actor) => actor,
            ("last owner", _) => "olga",
            ("other org" | "their org", _) => "zoe",
            ("peer", "olga") | ("higher", "ana") => "oscar",
            ("lower", "mia") | ("higher", "olga") => return None,
            ("lower", "olga") | ("higher" | "no org", _) => "ana",
            ("non-existent", _) => "nobody",
            _ => "max",
        };
        let domain = if who == "zoe" { "umbrella" } else { "acme" };
        a.command(json!({ "email": format!("{who}@{domain}.test") }))
    }),
    line("audit/list", ORGS, |a| Some(json!({ "org": a.org(), "filter": {}, "before": null }))),
    line("audit/attempts", ORGS, |a| Some(json!({ "org": a.org(), "filter": {}, "before": null }))),
    line("audit/people", ORGS, |a| Some(json!({ "org": a.org(), "text": "" }))),
    line("audit/event", EVENTS, |a| Some(json!({ "org": a.org(), "event": a.event() }))),
    line("audit/revert", EVENTS, |a| a.command(json!({ "event": a.event() }))),
    line("roles/list", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("roles/holders", CUSTOM_ROLES, |a| Some(json!({ "org": a.org(), "role": a.custom_role() }))),
    line("roles/create", ORGS, |a| a.command(json!({ "name": "New", "permissions": ["users.read"] }))),
    line("roles/change", CUSTOM_ROLES, |a| {
        a.command(json!({ "role": a.custom_role(), "name": "Renamed", "permissions": ["users.read"] }))
    }),
    line("roles/remove", CUSTOM_ROLES, |a| a.command(json!({ "role": a.custom_role(), "move_to": null }))),
    line("bundles/usable", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("bundles/list", ORGS, |a| Some(json!({ "org": a.org() }))),
    line("bundles/strayed", BUNDLES, |a| Some(json!({ "org": a.org(), "bundle": a.bundle() }))),
    line("bundles/create", ROLES, |a| {
        let role = match a.target {
            "other org" | "their org" => json!(a.house.roles["their member"]),
            "non-existent" => json!(a.house.clock.fresh_id()),
            "no org" => json!(a.house.roles["member"]),
            _ => json!(a.house.roles[a.relative_role()?]),
        };
        a.command(json!({ "shape": shape("New", &role) }))
    }),
    line("bundles/change", BUNDLES, |a| {
        let role = if a.target == "their org" { "their member" } else { "member" };
        a.command(json!({ "bundle": a.bundle(), "shape": shape("Renamed", &json!(a.house.roles[role])) }))
    }),
    line("bundles/remove", BUNDLES, |a| a.command(json!({ "bundle": a.bundle() }))),
    line("bundles/follow", PEOPLE, |a| a.command(json!({ "users": [a.person()?] }))),
    line("organization/change", &["name", "seats", "domains", "their org", "no org"], |a| {
        let change = match a.target {
            "seats" => json!({ "name": null, "seat_limit": [50], "seat_policy": null }),
            "domains" => json!({ "allowed_domains": ["acme.test"] }),
            _ => json!({ "name": "Changed", "seat_limit": [], "seat_policy": null }),
        };
        a.command(json!({ "change": change }))
    }),
    line("accounts/me", SELF, |_| Some(json!({}))),
    line("accounts/sign_in", SELF, |_| Some(json!({ "email": "mia@acme.test", "password": crate::house::PASSWORD }))),
    line("accounts/enter_code", SELF, |_| Some(json!({ "code": "123456" }))),
    line("accounts/rename", SELF, |_| Some(json!({ "name": "Somebody Else" }))),
    line("accounts/set_preferences", SELF, |_| Some(json!({ "preferences": { "shortcuts_off": true } }))),
    line("accounts/set_language", SELF, |_| Some(json!({ "language": "de" }))),
    line("accounts/change_password", SELF, |_| {
        Some(json!({ "current": crate::house::PASSWORD, "new": "a new good password" }))
    }),
    line("accounts/request_email_change", SELF, |_| {
        Some(json!({ "password": crate::house::PASSWORD, "email": "new@acme.test" }))
    }),
    line("accounts/verify_email", &["unknown"], |a| Some(json!({ "token": a.token(), "password": null }))),
    line("accounts/request_reset", SELF, |_| Some(json!({ "email": "mia@acme.test" }))),
    line("accounts/look_up_email", &["unknown"], |a| Some(json!({ "token": a.token() }))),
    line("accounts/look_up_reset", TOKENS, |a| Some(json!({ "token": a.reset_token() }))),
    line("accounts/reset", TOKENS, |a| Some(json!({ "token": a.reset_token(), "password": "a new good password" }))),
    line("accounts/sessions", SELF, |_| Some(json!({}))),
    line("accounts/end_session", &["own", "somebody else's", "non-existent"], |a| {
        let id = match a.target {
            "own" => *a.base.sessions.get(a.actor)?,
            "somebody else's" => a.base.sessions["zoe"],
            _ => SessionId(a.house.clock.fresh_id()),
        };
        Some(json!({ "id": id }))
    }),
    line("accounts/sign_out_everywhere", SELF, |_| Some(json!({}))),
    line("second_factor/mine", SELF, |_| Some(json!({}))),
    line("second_factor/set_up", SELF, |_| Some(json!({}))),
    line("second_factor/turn_on", SELF, |_| {
        Some(json!({ "sealed": "", "password": crate::house::PASSWORD, "code": "123456" }))
    }),
    line("second_factor/new_codes", SELF, |_| Some(json!({ "password": crate::house::PASSWORD }))),
    line("second_factor/turn_off", SELF, |_| Some(json!({ "password": crate::house::PASSWORD }))),
    line("installation/look_up", &["unknown"], |a| Some(json!({ "token": a.token() }))),
    line("installation/set_up", &["unknown"], |a| {
        let who = json!({ "name": "Eve", "email": "eve@evil.test", "password": "a new good password" });
        let mut all = who;
        all["token"] = json!(a.token());
        all["organization"] = json!("Evil");
        Some(all)
    }),
    // The same functions once more, where one question does not show it all.
    line("people/panel", INVITATIONS, |a| Some(json!({ "org": a.org(), "person": { "invitation": a.invitation()? } }))),
    line("people/history", INVITATIONS, |a| {
        Some(json!({ "org": a.org(), "person": { "invitation": a.invitation()? }, "before": null }))
    }),
    line("roles/create", &["above"], |a| {
        a.command(json!({ "name": "New", "permissions": ["users.read", "seats.manage"] }))
    }),
    line("invitations/send", &["a lower bundle", "a higher bundle", "their bundle", "no such bundle"], |a| {
        let addresses = json!([{ "email": "fresh@acme.test", "name": null }]);
        let teams = if a.actor == "tom" { vec![a.house.teams["design"]] } else { vec![] };
        let invite = json!({
            "addresses": addresses, "role": a.house.roles["member"], "teams": teams, "days": 7, "note": null,
            "access_days": 90, "bundle": a.bundle(),
        });
        a.command(json!({ "invite": invite }))
    }),
    line("bundles/create", &["another's team"], |a| {
        let mut shape = shape("New", &json!(a.house.roles["member"]));
        shape["teams"] = json!([a.house.teams["support"]]);
        a.command(json!({ "shape": shape }))
    }),
    line("users/set_role", &["to a higher role"], |a| {
        a.command(json!({ "users": [a.house.user("max")], "role": a.house.roles[a.higher_role()?] }))
    }),
    line("users/lend_role", &["to a higher role"], |a| {
        let (role, until) = (a.house.roles[a.higher_role()?], a.house.clock.now().plus_days(2));
        a.command(json!({ "users": [a.house.user("max")], "role": role, "until": until, "then": null }))
    }),
    line("users/lend_role", &["a higher role follows"], |a| {
        let (role, then) = (a.house.roles["member"], a.house.roles[a.higher_role()?]);
        let until = a.house.clock.now().plus_days(2);
        a.command(json!({ "users": [a.house.user("max")], "role": role, "until": until, "then": then }))
    }),
    line("users/change_teams", &["another's team"], |a| {
        a.command(json!({ "users": [a.house.user("mia")], "add": [a.house.teams["support"]], "remove": [] }))
    }),
    line("teams/set_owner", &["grant"], |a| {
        a.command(json!({ "team": a.house.teams["design"], "user": a.house.user("ana"), "owner": true }))
    }),
];

/// Every line.
pub fn policies() -> impl Iterator<Item = &'static Policy> {
    POLICIES.iter().chain(&crate::join::POLICIES).chain(&crate::passkeys::POLICIES)
}
