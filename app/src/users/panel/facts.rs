//! What the row says too: role and teams, to change; status, and when they were seen.

use domain::{PersonId, Status};
use leptos::{html, prelude::*};

use super::Open;
use crate::text::{bundles, panel as text, users};
use crate::ui::{Avatar, Pill, initials};
use crate::users::role_menu::{self, RoleMenu};
use crate::users::row::look;
use crate::users::team_menu::{self, TeamMenu};
use crate::users::times;

/// Who it is: avatar, address and status.
#[component]
pub(super) fn Face(
    /// The panel.
    open: Open,
) -> AnyView {
    let face = open.face;
    let invited = matches!(open.person, PersonId::Invitation(_));
    view! {
        <div class="person">
            {move || face.with(|face| view! { <Avatar initials=initials(&face.name) hash=face.hash() invited/> })}
            <div class="person-words">
                <span class="person-email" dir="ltr">{move || face.with(|face| face.email.clone())}</span>
                {move || face.with(|face| {
                    let (tone, icon) = look(face.status);
                    view! { <Pill tone icon text=face.status_words.clone()/> }
                })}
            </div>
        </div>
    }
    .into_any()
}

/// Role and teams as in the row, with what the row has no room for.
#[component]
pub(super) fn Facts(
    /// The panel.
    open: Open,
) -> AnyView {
    let (page, face, person) = (open.page, open.face, open.person);
    let node = NodeRef::<html::Dl>::new();
    // The parts of the row write what changed into their elements; here as there.
    Effect::new(move |before: Option<crate::users::face::RowFace>| {
        let now = face.get();
        if let Some((facts, before)) = node.get_untracked().zip(before) {
            role_menu::write(&facts, &before, &now);
            team_menu::write(&facts, &before, &now);
        }
        now
    });
    let owned = Memo::new(move |_| {
        page.version.track();
        let owned = |roster: &roster::Roster| {
            let row = roster.row(roster.find(person)?)?;
            let teams = row.teams().filter(|(_, owner)| *owner);
            Some(teams.map(|(team, _)| team.name.as_str().to_owned()).collect::<Vec<_>>())
        };
        page.with_roster(owned).flatten().unwrap_or_default()
    });
    let all = move || face.with(|face| (face.teams.len() > 2).then(|| face.teams.join(", ")));
    let owns = move || owned.with(|owned| (!owned.is_empty()).then(|| text::owns(owned)));
    let note = |words: String| view! { <p class="line-about">{words}</p> };
    let seen = move || {
        face.with(|face| match face.active_at {
            Some(at) => {
                view! { <time datetime=at.to_rfc3339() title=times::exact(at)>{face.active_words.clone()}</time> }
                    .into_any()
            }
            None if face.active_words.is_empty() => users::never().into_any(),
            None => face.active_words.clone().into_any(),
        })
    };
    let invited = matches!(person, PersonId::Invitation(_));
    let ends = move || face.with(|face| face.ends.map(times::day));
    let days = Memo::new(move |_| open.told.known.with(|known| known.as_ref().and_then(|known| known.access_days)));
    let by_invitation = move || bundles::ends_after(days.get());
    view! {
        <dl class="facts" node_ref=node>
            <div><dt>{users::role()}</dt><dd><RoleMenu face/></dd></div>
            <div><dt>{users::teams()}</dt><dd><TeamMenu face/>{move || all().map(note)}{move || owns().map(note)}</dd></div>
            {(!invited).then(|| view! { <div><dt>{users::last_active()}</dt><dd>{seen}</dd></div> })}
            <div>
                <dt>{move || face.with(|face| match face.status {
                    Status::Requested => text::asked(),
                    _ if invited => text::invited(),
                    _ => text::joined(),
                })}</dt>
                <dd>{move || face.with(|face| times::day(face.since))}</dd>
            </div>
            {move || ends().map(|day| view! { <div><dt>{text::ends()}</dt><dd>{day}</dd></div> })}
            {move || by_invitation().map(|ends| view! { <div><dt>{text::ends()}</dt><dd>{ends}</dd></div> })}
        </dl>
    }
    .into_any()
}
