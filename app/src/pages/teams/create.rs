//! Making a team.

use domain::{Command, Name};
use leptos::{ev, prelude::*};

use crate::api::call::Intent;
use crate::pages::ask::Ask;
use crate::pages::page::focus_where_lost;
use crate::pages::teams::board::{Board, NEW_TEAM, Said, name_problem};
use crate::pages::teams::team::head_id;
use crate::text::teams as text;
use crate::ui::{Button, ButtonKind, TextField, dom};

/// The form, above the list.
#[component]
pub(super) fn CreateTeam(
    /// Where it will be.
    board: Board,
    /// Closes the form.
    open: RwSignal<bool>,
) -> AnyView {
    let (name, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (ask, intent) = (Ask::new(), Intent::new());
    let problem = name_problem(ask, tried, name);
    let close = move || {
        open.set(false);
        focus_where_lost(vec![NEW_TEAM.to_owned()]);
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else {
            dom::focus_id("team-name");
            return;
        };
        let words = text::created(parsed.as_str());
        let done = move |answer: &domain::Answer| {
            let made = board.take_up(answer).map(head_id);
            open.set(false);
            focus_where_lost(made.into_iter().chain([NEW_TEAM.to_owned()]).collect());
        };
        board.send((ask, intent), Command::CreateTeam { name: parsed }, done, Said::Done(words));
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            close();
        }
    };
    Effect::new(move |_| request_animation_frame(|| dom::focus_id("team-name")));
    view! {
        <form class="panel section-form" novalidate on:submit=submit on:keydown=key>
            <TextField
                id="team-name"
                label=text::new_name().to_owned()
                value=name
                required=true
                description=text::new_about().to_owned()
                error=problem
                live=true
            />
            <div class="page-section-foot">
                <Button kind=ButtonKind::Filled submit=true busy=ask.busy()>{text::create()}</Button>
                <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
            </div>
        </form>
    }
    .into_any()
}
