//! Refused attempts: what was tried, and why not.

/// What was tried, by the command's name; one that has no words here, by that name.
#[must_use]
pub fn attempted(action: &str) -> String {
    let said = match action {
        "set_role" => said!(en: "Change a role", de: "Rolle ändern"),
        "lend_role" => said!(en: "Lend a role", de: "Rolle auf Zeit geben"),
        "change_teams" => said!(en: "Change somebody’s teams", de: "Teams einer Person ändern"),
        "set_team_owner" => said!(en: "Change a team’s owners", de: "Teamleitung ändern"),
        "suspend" => said!(en: "Suspend", de: "Sperren"),
        "reactivate" => said!(en: "Reactivate", de: "Reaktivieren"),
        "remove" => said!(en: "Remove", de: "Entfernen"),
        "restore" => said!(en: "Restore", de: "Wiederherstellen"),
        "sign_out" => said!(en: "Sign out everywhere", de: "Überall abmelden"),
        "leave" => said!(en: "Leave", de: "Verlassen"),
        "hand_over" => said!(en: "Hand over ownership", de: "Inhaberschaft übergeben"),
        "invite" => said!(en: "Invite", de: "Einladen"),
        "resend" => said!(en: "Send an invite again", de: "Einladung erneut senden"),
        "copy_link" => said!(en: "Copy an invite link", de: "Einladungslink kopieren"),
        "revoke" => said!(en: "Revoke an invite", de: "Einladung zurückziehen"),
        "reopen" => said!(en: "Open an invite again", de: "Einladung wieder öffnen"),
        "accept" => said!(en: "Accept an invite", de: "Einladung annehmen"),
        "readdress_invitation" => said!(en: "Change an invite’s address", de: "Adresse einer Einladung ändern"),
        "edit_people" => said!(en: "Edit people", de: "Personen bearbeiten"),
        "set_end_date" => said!(en: "Set an end date", de: "Enddatum setzen"),
        "rename_user" => said!(en: "Change a name", de: "Name ändern"),
        "propose_email" => said!(en: "Change an address", de: "Adresse ändern"),
        "send_password_reset" => said!(en: "Send a password reset", de: "Link für neues Passwort senden"),
        "lift_lock" => said!(en: "Let somebody try to sign in now", de: "Anmeldeversuch sofort erlauben"),
        "create_team" | "rename_team" | "delete_team" => said!(en: "Change teams", de: "Teams ändern"),
        "create_role" | "change_role" | "delete_role" | "bring_back_role" => {
            said!(en: "Change roles", de: "Rollen ändern")
        }
        "create_bundle" | "change_bundle" | "delete_bundle" | "follow_bundle" => {
            said!(en: "Change bundles", de: "Pakete ändern")
        }
        "change_organization" => said!(en: "Change settings", de: "Einstellungen ändern"),
        "approve_requests" | "decline_requests" => said!(en: "Answer requests", de: "Anfragen beantworten"),
        "import" | "plan" => said!(en: "Import a list", de: "Liste importieren"),
        "undo" | "revert" => said!(en: "Take something back", de: "Etwas zurücknehmen"),
        "view_history" => said!(en: "Read somebody’s history", de: "Verlauf einer Person lesen"),
        "read_audit_log" => said!(en: "Read the audit log", de: "Audit-Protokoll lesen"),
        "read_past" => said!(en: "Look at the past", de: "Die Vergangenheit ansehen"),
        "export_audit_log" => said!(en: "Export the audit log", de: "Audit-Protokoll exportieren"),
        "verify_chain" => said!(en: "Verify the chain", de: "Kette prüfen"),
        other => return other.replace('_', " "),
    };
    said.to_owned()
}

/// Why it was refused, by the refusal's name; likewise.
#[must_use]
pub fn refused_because(code: &str) -> String {
    let said = match code {
        "not_found" => said!(en: "Not there, or not theirs to see", de: "Nicht da oder nicht zu sehen"),
        "not_allowed" => said!(en: "Their role does not allow it", de: "Die Rolle erlaubt es nicht"),
        "role_above_yours" => {
            said!(en: "The role allows more than theirs", de: "Die Rolle erlaubt mehr als die eigene")
        }
        "person_above_yours" => {
            said!(en: "The person may do more than they", de: "Die Person darf mehr als sie selbst")
        }
        "own_row" | "own_role" => said!(en: "Nobody does this to themselves", de: "Niemand tut das sich selbst"),
        "built_in_role" => said!(en: "Built-in roles stay as they are", de: "Eingebaute Rollen bleiben, wie sie sind"),
        "last_owner" => said!(en: "Nobody else is an Owner", de: "Sonst ist niemand Inhaber"),
        "own_teams_only" => said!(en: "Only into teams of their own", de: "Nur in eigene Teams"),
        "members_only" => said!(en: "They invite Members only", de: "Sie laden nur Mitglieder ein"),
        "invitation_for_another" => said!(en: "The invite is somebody else’s", de: "Die Einladung gilt jemand anderem"),
        "inviter_may_not" => said!(en: "Whoever invited may no longer", de: "Wer einlud, darf es nicht mehr"),
        other => return other.replace('_', " "),
    };
    said.to_owned()
}
