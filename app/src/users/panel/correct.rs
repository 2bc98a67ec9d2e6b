//! Mending what somebody is called, or their address: asked in a dialog over the panel.

use domain::{Command, EmailAddress, Name, PersonId, UserId};
use leptos::prelude::*;
use leptos::{ev, task::spawn_local};

use super::Open;
use crate::api::call::Intent;
use crate::text::{correct as text, edits, errors, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, TextField, dom};
use crate::users::row_actions::RowAction;

/// Id of the field.
const FIELD: &str = "correct-field";

/// What is to be mended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Correction {
    /// A user's name.
    Name(UserId),
    /// A user's address, which they confirm themselves.
    Email(UserId),
    /// An invitation's address: it is sent there instead.
    Invitation(domain::InvitationId),
}

impl Correction {
    /// Which one an action is; `None` for every other action.
    pub(super) fn of(action: RowAction, person: PersonId) -> Option<Self> {
        match (action, person) {
            (RowAction::Rename, PersonId::User(user)) => Some(Self::Name(user)),
            (RowAction::Readdress, PersonId::User(user)) => Some(Self::Email(user)),
            (RowAction::Readdress, PersonId::Invitation(invitation)) => Some(Self::Invitation(invitation)),
            _ => None,
        }
    }

    /// The command that does it, or what is wrong with what was typed.
    fn command(self, typed: &str) -> Result<Command, String> {
        let email = || EmailAddress::parse(typed).map(|_| typed.to_owned()).map_err(|why| refusal::address(&why));
        Ok(match self {
            Self::Name(user) => {
                Command::RenameUser { user, name: Name::parse(typed).map_err(|why| errors::name(&why))? }
            }
            Self::Email(user) => Command::ProposeEmail { user, email: email()? },
            Self::Invitation(invitation) => Command::ReaddressInvitation { invitation, email: email()? },
        })
    }

    fn about(self) -> &'static str {
        match self {
            Self::Name(_) => text::name_about(),
            Self::Email(_) => text::email_about(),
            Self::Invitation(_) => text::invitation_about(),
        }
    }

    fn submit(self) -> &'static str {
        match self {
            Self::Name(_) => text::save_name(),
            Self::Email(_) => text::ask_them(),
            Self::Invitation(_) => text::send_there(),
        }
    }
}

/// The dialog.
#[component]
pub(super) fn CorrectDialog(
    /// The panel.
    open: Open,
    /// What is being mended, if anything.
    asking: RwSignal<Option<Correction>>,
) -> AnyView {
    // What was asked last stays in the dialog while that fades; what is asked now is there before it opens.
    let (is_open, last) = (RwSignal::new(false), RwSignal::new(None::<Correction>));
    Effect::new(move |_| {
        let correction = asking.get();
        if correction.is_some() {
            last.set(correction);
        }
        is_open.set(correction.is_some());
    });
    let busy = RwSignal::new(false);
    let close = Callback::new(move |()| {
        if !busy.get_untracked() {
            asking.set(None);
        }
    });
    let called = move || open.face.with(|face| face.name.clone());
    let title = move || match last.get() {
        Some(Correction::Name(_)) => text::name_title(&called()),
        _ => text::address_title(&called()),
    };
    let about = move || last.get().map(Correction::about).unwrap_or_default().to_owned();
    view! {
        <Dialog
            id="correct"
            open=is_open
            on_close=close
            title=Signal::derive(title)
            description=Signal::derive(about)
            initial_focus="input"
        >
            {move || last.get().map(|correction| view! { <Form open correction asking busy close/> })}
        </Dialog>
    }
    .into_any()
}

/// Its field and buttons, made anew for each.
#[component]
fn Form(
    /// The panel.
    open: Open,
    /// What is being mended.
    correction: Correction,
    /// None once it is done.
    asking: RwSignal<Option<Correction>>,
    /// Whether the answer is on its way.
    busy: RwSignal<bool>,
    /// Leaves all as it is.
    close: Callback<()>,
) -> AnyView {
    let page = open.page;
    let is_name = matches!(correction, Correction::Name(_));
    let now = move || open.face.with_untracked(|face| if is_name { face.name.clone() } else { face.email.clone() });
    let (typed, error) = (RwSignal::new(now()), RwSignal::new(None::<String>));
    let intent = Intent::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let wanted = typed.get_untracked();
        let command = match correction.command(&wanted) {
            Ok(command) => command,
            Err(why) => {
                error.set(Some(why));
                return dom::focus_id(FIELD);
            }
        };
        error.set(None);
        busy.set(true);
        let before = now();
        let answer = page.perform_as(intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    intent.done();
                    asking.set(None);
                    let wanted = wanted.trim();
                    match correction {
                        _ if answer.events.is_empty() => page.toasts.success(text::unchanged()),
                        Correction::Name(_) => page.offer_undo(text::renamed(&before, wanted), &answer),
                        Correction::Email(_) => page.toasts.success(text::asked(&before, wanted)),
                        Correction::Invitation(_) => {
                            page.offer_undo(text::readdressed(wanted), &answer);
                            open.asking.copy_failed.set(false);
                            open.asking.links.set(answer.links);
                        }
                    }
                }
                Err(why) => {
                    error.set(Some(page.why(&why)));
                    dom::focus_id(FIELD);
                }
            }
        });
    };
    let field = if is_name {
        view! { <TextField id=FIELD label=text::name().to_owned() value=typed required=true error=error live=true/> }
            .into_any()
    } else {
        view! { <TextField id=FIELD kind="email" label=text::new_address().to_owned() value=typed required=true error=error live=true/> }
            .into_any()
    };
    view! {
        <form novalidate on:submit=send>
            {field}
            <DialogFooter>
                <Button on_press=Callback::new(move |_| close.run(()))>{edits::cancel()}</Button>
                <Button kind=ButtonKind::Filled submit=true busy>{correction.submit()}</Button>
            </DialogFooter>
        </form>
    }
    .into_any()
}
