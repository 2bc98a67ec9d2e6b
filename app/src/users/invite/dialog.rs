//! The dialog "Invite users".

use leptos::ev::{DragEvent, Event};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{File, FileList, HtmlInputElement};

use super::bundle::SaveAsBundle;
use super::entries::{Entries, summary};
use super::forecast;
use super::form::InviteForm;
use super::options::InviteOptions;
use super::removed::RemovedActions;
use crate::text::invite as text;
use crate::ui::{Button, ButtonKind, ChipField, Dialog, DialogFooter, Icon, Meter, MeterLayer, dom, drawings};
use crate::users::link_dialog;
use crate::users::state::PageState;

/// The page's one invite dialog; `PageState::inviting` opens it.
#[component]
pub fn InviteDialog() -> AnyView {
    let page = PageState::expect();
    let form = InviteForm::new(page);
    Effect::new(move |_| {
        let open = page.inviting.get();
        let typed = if open { form.entries.with(Entries::good) } else { 0 };
        if page.typing.get_untracked() != typed {
            page.typing.set(typed);
        }
    });
    // Somebody may have come or gone meanwhile.
    Effect::new(move |_| {
        page.version.track();
        if form.may_be_sent() {
            return;
        }
        let mut entries = form.entries.get_untracked();
        page.with_roster(|roster| entries.judge(roster));
        if form.entries.with_untracked(|old| *old != entries) {
            form.entries.set(entries);
        }
    });
    view! {
        <Dialog
            id="invite"
            wide=true
            open=page.inviting
            on_close=Callback::new(move |()| form.close())
            title=text::title()
            initial_focus="#invite-addresses"
        >
            {move || {
                if form.links.with(Vec::is_empty) { typing(form) } else { handing_over(form) }
            }}
        </Dialog>
        <DiscardDialog form/>
        <SaveAsBundle form/>
    }
    .into_any()
}

/// While addresses are typed.
fn typing(form: InviteForm) -> AnyView {
    let dropping = RwSignal::new(false);
    let over = move |event: DragEvent| {
        event.prevent_default();
        dropping.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        dropping.set(false);
        read(form, event.data_transfer().and_then(|data| data.files()));
    };
    let error = Signal::derive(move || form.field_error.get().or_else(|| form.entries.with(summary)));
    view! {
        <div
            class="invite"
            class:drop-target=dropping
            on:dragover=over
            on:dragleave=move |_| dropping.set(false)
            on:drop=dropped
        >
            <ChipField
                id="invite-addresses"
                label=text::addresses()
                description=text::addresses_about()
                error
                chips=Signal::derive(move || form.entries.with(Entries::chips))
                text=form.text
                on_text=Callback::new(move |typed| form.take(typed))
                on_remove=Callback::new(move |key: String| form.entries.update(|entries| entries.remove(&key)))
            />
            <AddressActions form/>
            <InviteOptions form/>
        </div>
        <Outcome form/>
        <DialogFooter note=move || seat_line(form)>
            <Button on_press=Callback::new(move |_| form.close())>{text::cancel()}</Button>
            <Button
                kind=ButtonKind::Filled
                id="invite-send"
                busy=form.busy
                reason=Signal::derive(move || form.blocked())
                on_press=Callback::new(move |_| form.send())
            >
                {move || text::send(form.entries.with(Entries::good))}
            </Button>
        </DialogFooter>
    }
    .into_any()
}

/// "Choose file", and one button for all bad chips.
#[component]
fn AddressActions(form: InviteForm) -> AnyView {
    let file = NodeRef::<html::Input>::new();
    let chosen = move |event: Event| {
        let input = event_target::<HtmlInputElement>(&event);
        read(form, input.files());
        // The same file can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(file) = file.get_untracked() {
            file.click();
        }
    };
    let remove_bad = move |_| {
        form.entries.update(Entries::remove_bad);
        dom::focus_id("invite-addresses");
    };
    let bad = Memo::new(move |_| form.entries.with(Entries::bad));
    view! {
        <RemovedActions form/>
        <div class="invite-summary">
            <Button kind=ButtonKind::Quiet icon=drawings::UPLOAD on_press=Callback::new(choose)>{text::choose_file()}</Button>
            <input
                type="file"
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                hidden
                aria-label=text::choose_file()
                node_ref=file
                on:change=chosen
            />
            {move || Some(bad.get()).filter(|bad| *bad > 0).map(|bad| view! {
                <Button kind=ButtonKind::Quiet icon=drawings::X on_press=Callback::new(remove_bad)>{text::remove_bad(bad)}</Button>
            })}
        </div>
    }
    .into_any()
}

/// Reads the first file into chips.
fn read(form: InviteForm, files: Option<FileList>) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    spawn_local(async move {
        match text_of(&file).await {
            Some(content) => {
                form.add(&content);
            }
            None => form.field_error.set(Some(text::bad_file().to_owned())),
        }
    });
}

/// The text of a file that is one, and not too large for one.
async fn text_of(file: &File) -> Option<String> {
    const BYTES_MAX: f64 = 5_000_000.0;
    if file.size() > BYTES_MAX {
        return None;
    }
    dom::read(file).await.filter(|content| !content.contains('\0'))
}

/// What went wrong, or how far it went.
#[component]
fn Outcome(form: InviteForm) -> AnyView {
    view! {
        <div role="alert">
            {move || form.error.get().map(|why| view! {
                <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
            })}
        </div>
        <div role="status">{move || form.result.get().map(|words| view! { <p>{words}</p> })}</div>
    }
    .into_any()
}

/// The seats, while addresses are typed.
fn seat_line(form: InviteForm) -> AnyView {
    let level = move || form.seats().and_then(|line| line.refused).map(|_| "over");
    let bar = move || {
        form.page.version.track();
        let typed = form.entries.with(Entries::good);
        let seats = form.page.with_roster(roster::Roster::seats).flatten()?;
        let layers = [("solid", seats.users), ("hatched", seats.invitations), ("outlined", typed)]
            .map(|(look, amount)| MeterLayer { look, amount });
        Some(view! { <Meter layers=layers.to_vec() limit=seats.limit?/> })
    };
    view! {
        <div class="seat-line" data-level=level>
            <span>{move || form.seats().map(|line| line.words)}</span>
            {bar}
            {forecast::line(form)}
        </div>
    }
    .into_any()
}

/// No mail server: the links are handed over by hand.
fn handing_over(form: InviteForm) -> AnyView {
    let page = form.page;
    let all = move |_| form.links.with_untracked(|links| link_dialog::copy(page, link_dialog::as_text(links)));
    let done = move |_| {
        form.links.set(Vec::new());
        if form.is_empty() {
            form.leave();
        }
    };
    view! {
        <p>{text::links_about()}</p>
        {move || form.links.with(|links| link_dialog::list(page, links))}
        <Outcome form/>
        <DialogFooter>
            <Button icon=drawings::COPY on_press=Callback::new(all)>{text::copy_all()}</Button>
            <Button kind=ButtonKind::Filled on_press=Callback::new(done)>{text::done()}</Button>
        </DialogFooter>
    }
    .into_any()
}

/// "Discard 3 addresses?"
#[component]
fn DiscardDialog(form: InviteForm) -> AnyView {
    let keep = move || form.discarding.set(false);
    let about = move || {
        let none = form.entries.with(|entries| entries.len() == 0);
        if none { text::discard_typed_about() } else { text::discard_about() }
    };
    view! {
        <Dialog
            id="discard-invites"
            alert=true
            open=form.discarding
            on_close=Callback::new(move |()| keep())
            title=Signal::derive(move || text::discard(form.entries.with(Entries::len)))
            description=Signal::derive(move || about().to_owned())
        >
            <DialogFooter>
                <Button on_press=Callback::new(move |_| keep())>{text::keep()}</Button>
                <Button kind=ButtonKind::Danger on_press=Callback::new(move |_| form.leave())>{text::discard_them()}</Button>
            </DialogFooter>
        </Dialog>
    }
    .into_any()
}
