//! One choice that fills in role, teams, end of access and note; and keeping what is chosen as a bundle.

use domain::{Bundle, BundleId, BundleShape, Command, Name, Refusal, Team, allow};
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use roster::Roster;

use super::choices::Access;
use super::form::{InviteForm, note};
use crate::api::bundles;
use crate::api::call::Intent;
use crate::text::{bundles as text, errors, refusal};
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Icon, SelectField, SelectOption, TextField, dom, drawings};
use crate::users::ends::Ends;
use crate::users::session::Session;

/// What is chosen, and what there is to choose from.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// The bundle's id; empty for none.
    chosen: RwSignal<String>,
    /// Those that one may use.
    known: RwSignal<Vec<Bundle>>,
    /// When access ends.
    pub(crate) ends: Ends,
    /// What choosing one filled in.
    said: RwSignal<String>,
    /// The note that a bundle's was written over, as typed.
    own_note: RwSignal<Option<String>>,
    /// The dialog that keeps one is open.
    saving: RwSignal<bool>,
}

impl Choice {
    pub(super) fn new() -> Self {
        Self {
            chosen: RwSignal::default(),
            known: RwSignal::default(),
            ends: Ends::new(),
            said: RwSignal::default(),
            own_note: RwSignal::new(None),
            saving: RwSignal::new(false),
        }
    }

    /// Forgets what was chosen.
    pub(super) fn reset(self) {
        self.chosen.set(String::new());
        self.ends.set(None);
        self.said.set(String::new());
        self.own_note.set(None);
    }

    /// The bundle that is chosen.
    pub(super) fn id(self) -> Option<BundleId> {
        self.chosen.with_untracked(|chosen| chosen.parse().ok())
    }

    /// How many days after joining access ends.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub(super) fn access_days(self) -> Result<Option<u32>, Refusal> {
        untrack(move || self.ends.days())
    }
}

/// Fetches the bundles anew, and chooses `then`.
fn fetch(form: InviteForm, then: Option<BundleId>) {
    let (choice, org) = (form.bundle, form.page.org());
    spawn_local(async move {
        // Without them, everything is chosen by hand.
        let known = Session::ask(Some(form.page.session), || bundles::usable(org.clone())).await.unwrap_or_default();
        let gone = |chosen: &String| !known.iter().any(|bundle| bundle.id.to_string() == *chosen);
        if choice.chosen.try_with_untracked(gone).unwrap_or_default() {
            choice.chosen.try_set(String::new());
        }
        choice.known.try_set(known);
        if let Some(id) = then {
            choice.chosen.try_set(id.to_string());
        }
    });
}

/// What of a bundle one may give.
fn access(roster: &Roster, shape: &BundleShape) -> Option<Access> {
    let role = roster.roles().iter().find(|role| role.id == shape.role)?;
    let teams: Vec<&Team> = roster.teams().into_iter().map(|(_, team)| team).collect();
    Some(Access::of(roster, role, teams.into_iter().filter(|team| shape.teams.contains(&team.id))))
}

/// Fills in what a bundle gives. A note that was typed by hand is kept aside.
fn fill(form: InviteForm, bundle: &Bundle, before: Option<&Bundle>) {
    let (choice, shape) = (form.bundle, &bundle.shape);
    let Some(access) = form.page.with_roster(|roster| access(roster, shape)).flatten() else { return };
    access.write(form);
    choice.ends.set(shape.access_days);
    choice.said.set(text::filled(access.own_role(), &access.team_names(), shape.access_days, &access.missing()));
    let typed = form.note.get_untracked();
    let filled_in = before.and_then(|before| before.shape.note.as_ref()).is_some_and(|note| note.as_str() == typed);
    match &shape.note {
        Some(note) if note.as_str() != typed => {
            if !(filled_in || typed.trim().is_empty()) {
                choice.own_note.set(Some(typed));
            }
            form.note.set(note.as_str().to_owned());
        }
        None if filled_in => form.note.set(choice.own_note.get_untracked().unwrap_or_default()),
        Some(_) | None => {}
    }
}

/// The choice, above what it fills in. Nothing where there is no bundle.
#[component]
pub(super) fn BundleChoice(
    /// What is typed in the dialog.
    form: InviteForm,
) -> AnyView {
    let (page, choice) = (form.page, form.bundle);
    Effect::new(move |_| {
        if page.inviting.get() {
            fetch(form, None);
        }
    });
    let some = Memo::new(move |_| !choice.known.with(Vec::is_empty));
    // What is chosen by hand, and not what stands there once the bundles have come, fills in.
    let picked = RwSignal::new(choice.chosen.get_untracked());
    Effect::new(move |before: Option<String>| {
        let now = picked.get();
        let was = choice.chosen.get_untracked();
        if before.is_some() && now != was {
            choice.chosen.set(now.clone());
            let of = |id: &str| {
                choice.known.with_untracked(|known| known.iter().find(|one| one.id.to_string() == id).cloned())
            };
            match of(&now) {
                Some(bundle) => fill(form, &bundle, of(&was).as_ref()),
                None => choice.said.set(String::new()),
            }
        }
        now
    });
    Effect::new(move |_| {
        let chosen = choice.chosen.get();
        if picked.with_untracked(|picked| *picked != chosen) {
            picked.set(chosen);
        }
    });
    let options = Signal::derive(move || {
        let option = |value, label: &str| SelectOption { value, label: label.to_owned(), disabled: false };
        let known = choice.known.get();
        let bundles = known.iter().map(|bundle| option(bundle.id.to_string(), bundle.shape.name.as_str()));
        std::iter::once(option(String::new(), text::no_bundle())).chain(bundles).collect::<Vec<_>>()
    });
    let put_back = move |_| {
        if let Some(typed) = choice.own_note.get_untracked() {
            form.note.set(typed);
            choice.own_note.set(None);
            dom::focus_id("invite-bundle");
        }
    };
    view! {
        {move || some.get().then(|| view! {
            <div class="same-access">
                <SelectField
                    id="invite-bundle"
                    label=text::bundle().to_owned()
                    value=picked
                    options
                    description=choice.said
                />
                <div role="status" class="invite-summary">
                    {move || choice.own_note.with(Option::is_some).then(|| view! {
                        <span class="field-about">{text::note_replaced()}</span>
                        <Button kind=ButtonKind::Quiet icon=drawings::ROTATE_CCW on_press=Callback::new(put_back)>
                            {text::put_note_back()}
                        </Button>
                    })}
                </div>
            </div>
        })}
    }
    .into_any()
}

/// What keeps what is chosen as a bundle, for who may make one.
#[component]
pub(super) fn KeepAsBundle(
    /// What is typed in the dialog.
    form: InviteForm,
) -> AnyView {
    let (page, saving) = (form.page, form.bundle.saving);
    let may_make = Memo::new(move |_| {
        page.version.track();
        page.with_roster(|roster| allow::manage_bundles(roster.viewer()).is_ok()).unwrap_or_default()
    });
    view! {
        {move || may_make.get().then(|| view! {
            <div class="invite-summary">
                <Button
                    kind=ButtonKind::Quiet
                    icon=drawings::PLUS
                    id="save-as-bundle"
                    on_press=Callback::new(move |_| saving.set(true))
                >
                    {text::save_as()}
                </Button>
            </div>
        })}
    }
    .into_any()
}

/// Keeps what is chosen under a name.
#[component]
pub(super) fn SaveAsBundle(
    /// What is typed in the dialog.
    form: InviteForm,
) -> AnyView {
    let (page, choice) = (form.page, form.bundle);
    let (name, tried, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<String>);
    let intent = Intent::new();
    Effect::new(move |_| {
        if choice.saving.get() {
            error.set(None);
            tried.set(false);
        }
    });
    let close = move || {
        if !busy.get_untracked() {
            choice.saving.set(false);
        }
    };
    let shape = move |name: Name| -> Result<BundleShape, Refusal> {
        Ok(BundleShape {
            name,
            role: form.chosen_role().ok_or(Refusal::UnknownRole)?,
            teams: form.teams.get_untracked(),
            access_days: choice.access_days()?,
            note: form.note.with_untracked(|typed| note(typed))?,
        })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Ok(parsed) = name.with_untracked(|name| Name::parse(name)) else {
            return dom::focus_id("save-bundle-name");
        };
        let shape = match shape(parsed.clone()) {
            Ok(shape) => shape,
            Err(why) => return error.set(Some(refusal::refusal(&why))),
        };
        busy.set(true);
        error.set(None);
        let command = Command::CreateBundle { shape };
        let answer = page.perform_as(intent.of(&command), command);
        spawn_local(async move {
            let answer = answer.await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => {
                    intent.done();
                    let made = answer.events.iter().find_map(|event| match &event.change {
                        domain::Change::BundleCreated { bundle } => Some(bundle.id),
                        _ => None,
                    });
                    choice.saving.set(false);
                    name.set(String::new());
                    choice.said.set(text::created(&parsed));
                    fetch(form, made);
                    page.offer_undo(text::created(&parsed), &answer);
                }
                Err(why) => error.set(Some(errors::words(&why))),
            }
        });
    };
    let name_error = Signal::derive(move || {
        let problem = name.with(|name| Name::parse(name).err());
        tried.get().then_some(problem).flatten().map(|error| errors::name(&error))
    });
    view! {
        <Dialog
            id="save-bundle"
            open=choice.saving
            on_close=Callback::new(move |()| close())
            title=text::save_as_title()
            description=text::save_as_about().to_owned()
            initial_focus="#save-bundle-name"
        >
            <form novalidate on:submit=submit>
                <TextField id="save-bundle-name" label=text::name().to_owned() value=name required=true error=name_error/>
                <div role="alert">
                    {move || error.get().map(|why| view! {
                        <p class="dialog-error"><Icon drawing=drawings::CIRCLE_ALERT/><span>{why}</span></p>
                    })}
                </div>
                <DialogFooter>
                    <Button on_press=Callback::new(move |_| close())>{text::cancel()}</Button>
                    <Button kind=ButtonKind::Filled submit=true busy=busy>{text::create()}</Button>
                </DialogFooter>
            </form>
        </Dialog>
    }
    .into_any()
}
