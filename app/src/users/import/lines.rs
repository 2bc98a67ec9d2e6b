//! The lines of a plan, a kind at a time, a hundred in sight.

use domain::{Plan, PlannedAction, PlannedLine};
use leptos::prelude::*;

use super::form::ImportForm;
use crate::text::import as text;
use crate::ui::{Button, ButtonKind, Checkbox, SelectField, SelectOption};

/// So many lines are in sight.
const PAGE: usize = 100;

/// Which kind a line is of: its place among [`text::kinds`].
fn kind(action: &PlannedAction) -> usize {
    match action {
        PlannedAction::Add { .. } => 0,
        PlannedAction::Change { .. } => 1,
        PlannedAction::Suspend => 2,
        PlannedAction::Skip(_) => 3,
        PlannedAction::Refuse(_) => 4,
    }
}

/// The places of a plan's lines of a kind.
fn places(plan: &Plan, chosen: usize) -> Vec<u32> {
    (0..).zip(&plan.lines).filter(|(_, line)| kind(&line.action) == chosen).map(|(place, _)| place).collect()
}

/// The lines of the kind that is chosen.
#[component]
pub(super) fn PlannedLines(form: ImportForm) -> AnyView {
    let kinds = Signal::derive(move || {
        let counts = form.plan.with(|plan| plan.as_ref().map(|plan| plan.plan.counts()).unwrap_or_default());
        let option =
            |(value, label): (usize, String)| SelectOption { value: value.to_string(), label, disabled: false };
        text::kinds(&counts).into_iter().enumerate().map(option).collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| form.kind.with(|kind| kind.parse::<usize>().unwrap_or_default()));
    Effect::new(move |before: Option<usize>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            form.from.set(0);
        }
        now
    });
    let shown = Memo::new(move |_| {
        form.plan.with(|plan| plan.as_ref().map(|plan| places(&plan.plan, chosen.get())).unwrap_or_default())
    });
    view! {
        <SelectField id="import-kind" label=text::show() value=form.kind options=kinds/>
        {move || (chosen.get() < 3 && !shown.with(Vec::is_empty)).then(|| all(form, shown))}
        <ul class="results" role="list" tabindex="0" aria-label=move || kinds.with(|kinds| {
            kinds.get(chosen.get()).map(|kind| kind.label.clone()).unwrap_or_default()
        })>
            {move || form.plan.with(|plan| plan.as_ref().map(|plan| shown.with(|shown| {
                let from = form.from.get();
                let some = shown.iter().skip(from).take(PAGE);
                some.filter_map(|&place| Some(line(form, place, &plan.plan, plan.plan.lines.get(place as usize)?)))
                    .collect_view()
            })))}
        </ul>
        {move || (shown.with(Vec::len) > PAGE).then(|| pager(form, shown))}
    }
    .into_any()
}

/// Ticks all of the kind, or none.
fn all(form: ImportForm, shown: Memo<Vec<u32>>) -> AnyView {
    let ticked = Signal::derive(move || {
        shown.with(|shown| form.unticked.with(|unticked| !shown.iter().any(|place| unticked.contains(place))))
    });
    let change = Callback::new(move |tick: bool| {
        form.unticked.update(|unticked| {
            shown.with_untracked(|shown| {
                for place in shown {
                    if tick {
                        unticked.remove(place)
                    } else {
                        unticked.insert(*place)
                    };
                }
            });
        });
    });
    let words = Signal::derive(move || text::all(u32::try_from(shown.with(Vec::len)).unwrap_or(u32::MAX)));
    view! { <Checkbox id="import-all" label=words checked=ticked on_change=change/> }.into_any()
}

fn line(form: ImportForm, place: u32, plan: &Plan, line: &PlannedLine) -> AnyView {
    let about = format!("{}: {}", text::line(line.line), text::action(&line.action, &plan.roles, &plan.teams));
    let address = view! { <bdi dir="ltr">{line.address.clone()}</bdi> };
    if !line.action.is_done() {
        return view! { <li>{address}<p class="field-about">{about}</p></li> }.into_any();
    }
    let ticked = move || !form.unticked.with(|unticked| unticked.contains(&place));
    let (id, described) = (format!("import-line-{place}"), format!("import-line-{place}-about"));
    let change = move |event| {
        let tick = event_target_checked(&event);
        form.unticked.update(|unticked| {
            if tick {
                unticked.remove(&place)
            } else {
                unticked.insert(place)
            };
        });
    };
    view! {
        <li>
            <label class="check" for=id.clone()>
                <input
                    class="checkbox"
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=described.clone()
                    prop:checked=ticked
                    on:change=change
                />
                {address}
            </label>
            <p class="field-about" id=described>{about}</p>
        </li>
    }
    .into_any()
}

fn pager(form: ImportForm, shown: Memo<Vec<u32>>) -> AnyView {
    let of = move || shown.with(Vec::len);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let first = Signal::derive(move || (form.from.get() == 0).then(String::new));
    let last = Signal::derive(move || (form.from.get() + PAGE >= of()).then(String::new));
    let back = Callback::new(move |_| form.from.update(|from| *from = from.saturating_sub(PAGE)));
    let on = Callback::new(move |_| form.from.update(|from| *from += PAGE));
    view! {
        <div class="invite-summary">
            <Button id="import-previous" kind=ButtonKind::Quiet reason=first on_press=back>{text::previous()}</Button>
            <span role="status">
                {move || text::range(number(form.from.get() + 1), number((form.from.get() + PAGE).min(of())), number(of()))}
            </span>
            <Button id="import-next" kind=ButtonKind::Quiet reason=last on_press=on>{text::next()}</Button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{LineProblem, SkipReason};

    #[test]
    fn each_line_is_of_one_kind() {
        let actions = [
            PlannedAction::Skip(SkipReason::Same),
            PlannedAction::Add { role: 0, teams: vec![] },
            PlannedAction::Refuse(LineProblem::NoRole("King".to_owned())),
            PlannedAction::Suspend,
            PlannedAction::Change { role: None, join: vec![0], leave: vec![] },
            PlannedAction::Add { role: 0, teams: vec![] },
        ];
        let line = |action| PlannedLine { line: 1, address: String::new(), action };
        let plan = Plan { lines: actions.map(line).into(), ..Plan::default() };
        assert_eq!([0, 1, 2, 3, 4].map(|kind| places(&plan, kind)), [vec![1, 5], vec![4], vec![3], vec![0], vec![2]]);
        let counts = plan.counts();
        assert_eq!((counts.add, counts.to_do()), (2, 4));
    }
}
