//! Invite links that somebody hands over by hand: shown once, copied one by one or all together.

use domain::InviteLink;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asking::Asking;
use super::state::PageState;
use crate::text::{edits as text, invite};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, dom};

/// Copies a text and says so, or why not.
pub(crate) fn copy(page: PageState, what: String) {
    spawn_local(async move {
        if dom::copy(&what).await {
            page.announcer.say(invite::copied());
        } else {
            page.announcer.say(text::link_about());
        }
    });
}

/// All of them as text, an address and its link a line.
pub(crate) fn as_text(links: &[InviteLink]) -> String {
    links.iter().map(|link| format!("{}\t{}\n", link.email, link.url)).collect()
}

/// The links, each with its address and a button.
pub(crate) fn list(page: PageState, links: &[InviteLink]) -> AnyView {
    let line = |link: &InviteLink| {
        let url = link.url.clone();
        view! {
            <li class="invite-result">
                <span class="invite-link">
                    <bdi dir="ltr">{link.email.as_str().to_owned()}</bdi>
                    <input
                        class="input"
                        type="text"
                        readonly=true
                        dir="ltr"
                        aria-label=invite::link_for(link.email.as_str())
                        value=link.url.clone()
                        on:focus=move |event| select(&event)
                    />
                </span>
                <button
                    type="button"
                    class="button"
                    aria-label=invite::copy_for(link.email.as_str())
                    on:click=move |_| copy(page, url.clone())
                >
                    {invite::copy()}
                </button>
            </li>
        }
        .into_any()
    };
    view! { <ul class="invite-results" aria-label=invite::links()>{links.iter().map(line).collect_view()}</ul> }
        .into_any()
}

/// Selects all of the field, ready to be copied.
fn select(event: &leptos::ev::FocusEvent) {
    event_target::<leptos::web_sys::HtmlInputElement>(event).select();
}

/// Shows links that could not be copied, or that no mail server carries.
#[component]
pub fn LinkDialog() -> AnyView {
    let page = PageState::expect();
    let Asking { links, copy_failed, .. } = Asking::expect();
    let about = move || if copy_failed.get() { text::link_about() } else { invite::links_about() };
    let close = Callback::new(move |()| links.set(Vec::new()));
    view! {
        <Dialog
            id="invite-link"
            wide=true
            open=Signal::derive(move || links.with(|links| !links.is_empty()))
            on_close=close
            title=text::link_title()
            description=Signal::derive(move || about().to_owned())
            initial_focus=".invite-result input"
        >
            {move || links.with(|links| list(page, links))}
            <DialogFooter>
                <Button kind=ButtonKind::Filled on_press=Callback::new(move |_| close.run(()))>{text::done()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EmailAddress, InvitationId};

    #[test]
    fn all_links_are_copied_with_their_addresses() {
        let link = |address: &str| InviteLink {
            invitation: InvitationId(uuid::Uuid::nil()),
            email: EmailAddress::parse(address).expect("an address"),
            url: format!("http://localhost/invite#{address}"),
        };
        let text = as_text(&[link("a@example.com"), link("b@example.com")]);
        assert_eq!(
            text,
            "a@example.com\thttp://localhost/invite#a@example.com\nb@example.com\thttp://localhost/invite#b@example.com\n"
        );
    }
}
