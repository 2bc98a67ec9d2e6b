//! The browsers that are signed in as oneself.

use domain::{SessionCard, SessionId};
use leptos::prelude::*;

use crate::api::accounts;
use crate::pages::ask::Ask;
use crate::pages::card::FormError;
use crate::pages::page::focus_where_lost;
use crate::pages::sign_in::load;
use crate::pages::when::When;
use crate::text::account as text;
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, Pill, PillTone, drawings};

/// The button that ends all of them.
const EVERYWHERE: &str = "end-all";

/// The list.
#[component]
pub(super) fn Sessions(
    /// The sessions, the last used first.
    sessions: Vec<SessionCard>,
) -> AnyView {
    let shown = RwSignal::new(sessions);
    let all = Ask::new();
    let asking = RwSignal::new(false);
    let line = move |session: SessionCard| view! { <Line session shown/> };
    let everywhere = move |_| all.run(accounts::sign_out_everywhere, |()| load("/sign-in"));
    view! {
        <ul role="list" class="lines">
            <For each=move || shown.get() key=|session| session.id children=line/>
        </ul>
        <div class="page-section-foot">
            <Button id=EVERYWHERE icon=drawings::LOG_OUT on_press=Callback::new(move |_| asking.set(true))>{text::sign_out_everywhere()}</Button>
        </div>
        <Dialog
            id="sign-out-everywhere"
            open=asking
            on_close=move |()| asking.set(false)
            title=text::sign_out_everywhere_title().to_owned()
            description=text::sign_out_everywhere_about().to_owned()
            alert=true
        >
            <FormError text=all.words()/>
            <DialogFooter>
                <Button on_press=Callback::new(move |_| asking.set(false))>{text::cancel()}</Button>
                <Button kind=ButtonKind::Danger busy=all.busy() on_press=Callback::new(everywhere)>
                    {text::sign_out_everywhere()}
                </Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

/// The button that ends a session.
fn button_of(session: SessionId) -> String {
    format!("end-{session}")
}

/// The sessions below one that leaves, then those above it, the nearest first; of those that have a button. All of them:
/// the next may leave at the same moment.
fn after(all: &[SessionCard], leaving: SessionId) -> Vec<SessionId> {
    let place = all.iter().position(|session| session.id == leaving).unwrap_or(all.len());
    let (above, below) = (all.iter().take(place).rev(), all.iter().skip(place + 1));
    below.chain(above).filter(|session| !session.current).map(|session| session.id).collect()
}

/// One session.
#[component]
fn Line(
    /// Which.
    session: SessionCard,
    /// All that are shown.
    shown: RwSignal<Vec<SessionCard>>,
) -> AnyView {
    let (id, ask) = (session.id, Ask::new());
    let browser = session.agent.as_deref().map_or_else(|| text::unknown_browser().to_owned(), text::browser);
    let name = text::sign_out_of(&browser);
    let end = move |_| {
        ask.run(
            move || accounts::end_session(id),
            move |()| {
                let next: Vec<String> = shown.with_untracked(|all| after(all, id)).into_iter().map(button_of).collect();
                shown.update(|all| all.retain(|session| session.id != id));
                focus_where_lost(next.into_iter().chain([EVERYWHERE.to_owned()]).collect());
            },
        );
    };
    view! {
        <li class="line">
            <Icon drawing=drawings::MONITOR class="line-icon"/>
            <div class="line-words">
                <p class="line-title">{browser}</p>
                <p class="line-about">
                    {text::last_used()}" "<When at=session.last_seen_at/>
                    {session.ip.map(|ip| view! { " · "<span dir="ltr">{ip}</span> })}
                </p>
            </div>
            {if session.current {
                view! { <Pill tone=PillTone::Positive icon=drawings::CHECK text=text::this_browser().to_owned()/> }.into_any()
            } else {
                view! {
                    <button
                        type="button"
                        class="button"
                        id=button_of(id)
                        aria-label=name
                        aria-busy=move || ask.busy().get().then_some("true")
                        on:click=end
                    >
                        {crate::text::frame::sign_out()}
                    </button>
                }
                .into_any()
            }}
            <FormError text=ask.words()/>
        </li>
    }
    .into_any()
}
