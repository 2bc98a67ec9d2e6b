//! The dialog "Import list".

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::columns;
use super::form::{ImportForm, Step};
use super::lines::PlannedLines;
use crate::text::import as text;
use crate::ui::{
    Button, ButtonKind, Checkbox, Dialog, DialogFooter, Icon, SelectField, TextField, drawings, focus_with_steps,
};
use crate::users::import_button::take_dropped;
use crate::users::invite::{default_role, role_options};
use crate::users::state::PageState;

/// The page's one dialog for lists; `PageState::importing` opens it.
#[component]
pub fn ImportDialog() -> AnyView {
    let page = PageState::expect();
    let form = ImportForm::new(page);
    Effect::new(move |_| {
        if page.importing.get() {
            choose_role(form);
            if let Some(file) = take_dropped() {
                form.take(file);
            }
        }
    });
    let working_on = Memo::new(move |_| form.step.get() == Step::Working);
    focus_with_steps(
        "#import .dialog-foot .button:last-of-type",
        // Asked, not only tracked: a memo that nobody asks follows nothing.
        move || working_on.with(|_| ()),
        move || page.importing.get_untracked(),
    );
    view! {
        <Dialog
            id="import"
            wide=true
            open=page.importing
            on_close=Callback::new(move |()| form.close())
            title=text::import()
            description=text::about()
            initial_focus="#import-file"
        >
            {move || match form.step.get() {
                Step::Working => working(form),
                Step::Looking | Step::Planning => looking(form),
            }}
        </Dialog>
    }
    .into_any()
}

/// The role is chosen from the start.
fn choose_role(form: ImportForm) {
    if form.role.with_untracked(String::is_empty)
        && let Some(role) = form.page.with_roster(default_role).flatten()
    {
        form.role.set(role.to_string());
    }
}

/// While a file is chosen and its plan looked at.
fn looking(form: ImportForm) -> AnyView {
    view! {
        <ChooseFile form/>
        <Options form/>
        <div role="alert">
            {move || form.error.get().map(|why| view! {
                <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
            })}
        </div>
        <div role="status">
            {move || (form.step.get() == Step::Planning).then(|| view! {
                <div class="progress">
                    <progress aria-label=text::planning()></progress>
                    <span class="progress-text">{text::planning()}</span>
                </div>
            })}
        </div>
        {move || form.unknown.with(|unknown| unknown.as_ref().map(|unknown| columns::mapping(form, unknown)))}
        {move || form.plan.with(Option::is_some).then(|| planned(form))}
        <DialogFooter note=move || view! { <span>{move || seat_line(form)}</span> }.into_any()>
            <Button on_press=Callback::new(move |_| form.close())>{text::cancel()}</Button>
            {move || form.plan.with(Option::is_some).then(|| view! {
                <Button
                    kind=ButtonKind::Filled
                    id="import-apply"
                    busy=Signal::derive(move || form.step.get() == Step::Planning)
                    reason=Signal::derive(move || form.blocked())
                    on_press=Callback::new(move |_| form.apply())
                >
                    {move || text::apply(form.ticked().0.to_do())}
                </Button>
            })}
        </DialogFooter>
    }
    .into_any()
}

fn seat_line(form: ImportForm) -> Option<String> {
    form.plan.with(Option::is_some).then(|| text::seats(form.ticked().1))
}

#[component]
fn ChooseFile(form: ImportForm) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |event: Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            form.take(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let words = move || if form.name.with(Option::is_some) { text::choose_another() } else { text::choose_file() };
    view! {
        <div class="invite-summary">
            <input
                type="file"
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                hidden
                aria-label=text::choose_file()
                node_ref=input
                on:change=chosen
            />
            <Button id="import-file" icon=drawings::UPLOAD on_press=Callback::new(choose)>{words}</Button>
            <bdi>{move || read_line(form)}</bdi>
        </div>
    }
    .into_any()
}

/// What was read, once it is.
fn read_line(form: ImportForm) -> Option<String> {
    let name = form.name.get()?;
    let read = form.plan.with(|plan| {
        let plan = plan.as_ref()?;
        let lines = plan.plan.lines.iter().filter(|line| line.line > 0).count();
        Some(text::read(&name, plan.source, u32::try_from(lines).unwrap_or(u32::MAX)))
    });
    Some(read.unwrap_or(name))
}

/// How it is imported. What is changed shows in the plan at once.
#[component]
fn Options(form: ImportForm) -> AnyView {
    let page = form.page;
    let roles = Signal::derive(move || {
        page.version.track();
        page.with_roster(role_options).unwrap_or_default()
    });
    Effect::new(move |before: Option<()>| {
        form.role.track();
        form.days.track();
        if before.is_some() {
            form.look();
        }
    });
    let tick = move |what: RwSignal<bool>| {
        Callback::new(move |ticked: bool| {
            what.set(ticked);
            form.look();
        })
    };
    let box_of = move |id: &'static str, label: &'static str, what: RwSignal<bool>| {
        view! { <Checkbox id label=label checked=what on_change=tick(what)/> }
    };
    view! {
        <div class="invite-pair">
            <SelectField id="import-role" label=text::role() description=text::role_about() value=form.role options=roles/>
            <TextField id="import-days" label=text::days() description=text::days_about() kind="number" value=form.days/>
        </div>
        <div class="more-content">
            {box_of("import-mails", text::mails(), form.mails)}
            {box_of("import-teams", text::create_teams(), form.create_teams)}
            {box_of("import-others", text::suspend_others(), form.suspend_others)}
        </div>
    }
    .into_any()
}

fn planned(form: ImportForm) -> AnyView {
    let made = move || {
        form.plan.with(|plan| {
            let names = &plan.as_ref()?.plan.new_teams;
            (!names.is_empty()).then(|| text::new_teams(names))
        })
    };
    view! {
        <PlannedLines form/>
        {move || made().map(|words| view! { <p>{words}</p> })}
    }
    .into_any()
}

fn working(form: ImportForm) -> AnyView {
    view! {
        <div class="progress" role="status">
            <progress aria-label=text::working()></progress>
            <span class="progress-text">{text::working()}</span>
        </div>
        <DialogFooter>
            <Button busy=form.stopping on_press=Callback::new(move |_| form.stop())>{text::cancel()}</Button>
        </DialogFooter>
    }
    .into_any()
}
