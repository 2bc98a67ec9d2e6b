//! Verifying the chain in the browser: a worker of its own reads and checks it, so that the page goes on.

use domain::Verification;
use leptos::prelude::*;

use super::log::Log;
use crate::pages::frame::CurrentOrganization;
use crate::text::audit as text;
use crate::ui::{Button, Dialog, drawings};

/// How the check stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Check {
    /// Not begun.
    Ready,
    /// It goes on.
    Going { done: u64, all: u64 },
    /// It ended, by itself.
    Ended(Verification),
    /// It was cancelled.
    Stopped,
    /// It did not begin.
    NoWorker,
}

/// The button, and the dialog that it opens.
#[component]
pub(super) fn Verify(
    /// The page.
    log: Log,
) -> AnyView {
    let open = RwSignal::new(false);
    let check = RwSignal::new(Check::Ready);
    // Dropped with the page, it ends. The server has none, and drops the page on whichever thread it likes.
    #[cfg(feature = "hydrate")]
    let worker = StoredValue::new_local(None::<worker::Worker>);
    #[cfg(not(feature = "hydrate"))]
    let worker = StoredValue::new(None::<worker::Worker>);
    let stop = move || worker.set_value(None);
    let start = Callback::new(move |_| {
        check.set(Check::Going { done: 0, all: 0 });
        let begun = worker::Worker::begin(
            log.current.and_then(CurrentOrganization::id),
            &log.org.get_untracked(),
            move |state| match state {
                Verification::Going { done, all } => {
                    check.try_set(Check::Going { done, all });
                }
                ended => {
                    check.try_set(Check::Ended(ended));
                }
            },
        );
        if begun.is_none() {
            check.set(Check::NoWorker);
        }
        worker.set_value(begun);
    });
    let cancel = Callback::new(move |_| {
        stop();
        check.set(Check::Stopped);
    });
    let close = Callback::new(move |()| {
        stop();
        check.set(Check::Ready);
        open.set(false);
    });
    view! {
        <Button icon=drawings::SHIELD on_press=Callback::new(move |_| open.set(true))>{text::verify()}</Button>
        <Dialog
            id="audit-verify"
            open
            on_close=close
            title=text::verify_title().to_owned()
            description=text::verify_about().to_owned()
            initial_focus=".audit-check button"
        >
            <div class="audit-check">
                <p>{text::proves()}</p>
                <p>{text::proves_not()}</p>
                {move || match check.get() {
                    Check::Going { done, all } => view! { <Going done all cancel/> }.into_any(),
                    Check::Ready => view! { <div><Button icon=drawings::PLAY on_press=start>{text::start()}</Button></div> }.into_any(),
                    ended => view! { <Ended ended start/> }.into_any(),
                }}
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Going(
    /// How many were checked.
    done: u64,
    /// Of how many.
    all: u64,
    /// Ends it.
    cancel: Callback<leptos::ev::MouseEvent>,
) -> AnyView {
    let share = (all > 0).then(|| done.to_string());
    view! {
        <div class="progress">
            <progress aria-label=text::progress() max=all.max(1).to_string() value=share></progress>
            <span class="progress-text">{text::checked_so_far(done, all)}</span>
        </div>
        <div><Button on_press=cancel>{text::stop()}</Button></div>
    }
    .into_any()
}

#[component]
fn Ended(
    /// What it came to.
    ended: Check,
    /// Begins again.
    start: Callback<leptos::ev::MouseEvent>,
) -> AnyView {
    let (words, hash) = match ended {
        Check::Ended(Verification::Holds(checked)) => (text::holds(&checked), Some(checked.hash)),
        Check::Ended(Verification::Broken(broken)) => (text::broken(broken), None),
        Check::Ended(Verification::Failed | Verification::Going { .. }) => (text::not_read().to_owned(), None),
        Check::Stopped => (text::stopped().to_owned(), None),
        Check::NoWorker | Check::Ready | Check::Going { .. } => (text::no_worker().to_owned(), None),
    };
    let good = hash.is_some();
    view! {
        <p class="audit-verdict" role=if good { "status" } else { "alert" } data-good=good.then_some("")>{words}</p>
        {hash.map(|hash| view! { <p class="line-about">{text::last_hash()}": "<code>{hash}</code></p> })}
        <div><Button icon=drawings::REFRESH_CW on_press=start>{text::again()}</Button></div>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
mod worker {
    use domain::{OrgId, Verification};
    use js_sys::Array;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast as _;
    use leptos::wasm_bindgen::closure::Closure;
    use leptos::web_sys::{self, ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

    /// A worker that checks; it ends when it is dropped.
    pub(super) struct Worker {
        worker: web_sys::Worker,
        _tells: Closure<dyn FnMut(MessageEvent)>,
        _fails: Closure<dyn FnMut(ErrorEvent)>,
    }

    impl Worker {
        /// Begins; `None` where the browser has no such workers, or the page does not know of one.
        pub(super) fn begin(
            organization: Option<OrgId>,
            slug: &str,
            tell: impl Fn(Verification) + Copy + 'static,
        ) -> Option<Self> {
            let program = document().query_selector("meta[name=verifier]").ok()??.get_attribute("content")?;
            let organization = organization?;
            let options = WorkerOptions::new();
            options.set_type(WorkerType::Module);
            let worker = web_sys::Worker::new_with_options(&program, &options).ok()?;
            let tells = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let state = event.data().as_string().and_then(|state| serde_json::from_str(&state).ok());
                tell(state.unwrap_or(Verification::Failed));
            });
            let fails = Closure::<dyn FnMut(ErrorEvent)>::new(move |_| tell(Verification::Failed));
            worker.set_onmessage(Some(tells.as_ref().unchecked_ref()));
            worker.set_onerror(Some(fails.as_ref().unchecked_ref()));
            let chain = format!("/o/{slug}/audit/chain");
            worker.post_message(&Array::of2(&organization.to_string().into(), &chain.into())).ok()?;
            Some(Self { worker, _tells: tells, _fails: fails })
        }
    }

    impl Drop for Worker {
        fn drop(&mut self) {
            self.worker.terminate();
        }
    }
}

/// The server checks nothing in a browser's place.
#[cfg(not(feature = "hydrate"))]
mod worker {
    use domain::{OrgId, Verification};

    pub(super) struct Worker;

    impl Worker {
        pub(super) fn begin(_: Option<OrgId>, _: &str, _: impl Fn(Verification) + Copy + 'static) -> Option<Self> {
            None
        }
    }
}
