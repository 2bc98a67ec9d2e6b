//! Parts of the program that the browser loads when they are first wanted: the first load stays small.
//!
//! The build cuts the program at [`part!`]; what only a part uses goes with it. On the server all is there.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

/// A view whose code comes when it is wanted.
pub(crate) struct Part {
    loaded: AtomicBool,
    #[cfg(feature = "hydrate")]
    load: fn() -> Loading,
    view: fn() -> Option<AnyView>,
}

/// A load on its way; false when it failed.
#[cfg(feature = "hydrate")]
pub(crate) type Loading = std::pin::Pin<Box<dyn Future<Output = bool>>>;

impl Part {
    #[cfg(feature = "hydrate")]
    pub(crate) const fn new(load: fn() -> Loading, view: fn() -> Option<AnyView>) -> Self {
        Self { loaded: AtomicBool::new(false), load, view }
    }

    #[cfg(not(feature = "hydrate"))]
    pub(crate) const fn new(view: fn() -> Option<AnyView>) -> Self {
        Self { loaded: AtomicBool::new(true), view }
    }

    fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Relaxed)
    }

    /// Loads it, once. False when that failed; asking again tries again.
    #[cfg(feature = "hydrate")]
    pub(crate) async fn load(&self) -> bool {
        if !self.is_loaded() && (self.load)().await {
            self.loaded.store(true, Ordering::Relaxed);
        }
        self.is_loaded()
    }

    /// Loads it, and says how that went.
    fn load_then(&'static self, done: impl FnOnce(bool) + 'static) {
        #[cfg(feature = "hydrate")]
        leptos::task::spawn_local(async move { done(self.load().await) });
        #[cfg(not(feature = "hydrate"))]
        done(self.is_loaded());
    }
}

/// Shows a part from when it is first wanted.
#[component]
pub(crate) fn WhenWanted(
    /// Which.
    part: &'static Part,
    /// Whether it is wanted.
    #[prop(into)]
    wanted: Signal<bool>,
    /// It could not be loaded: tell, and want it no longer, so that wanting it again tries again.
    #[prop(into)]
    on_failure: Callback<()>,
) -> AnyView {
    let here = RwSignal::new(false);
    Effect::new(move |_| {
        if wanted.get() && !here.get_untracked() {
            part.load_then(move |loaded| {
                if loaded {
                    here.try_set(true);
                } else {
                    on_failure.try_run(());
                }
            });
        }
    });
    view! { {move || here.get().then(|| (part.view)()).flatten()} }.into_any()
}

/// Shows a part as soon as it is here; until then `waiting`, and if it does not come `failed`, which gets what
/// tries again.
pub(crate) fn show(
    part: &'static Part,
    waiting: fn() -> AnyView,
    failed: fn(Callback<()>) -> AnyView,
) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || {
        let loaded = RwSignal::new(part.is_loaded().then_some(true));
        let load = Callback::new(move |()| {
            loaded.set(None);
            part.load_then(move |went| {
                loaded.try_set(Some(went));
            });
        });
        if loaded.get_untracked().is_none() {
            load.run(());
        }
        view! {
            {move || match loaded.get() {
                Some(true) => (part.view)().into_any(),
                Some(false) => failed(load),
                None => waiting(),
            }}
        }
        .into_any()
    }
}

/// What a future answers without waiting.
#[cfg(feature = "hydrate")]
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    use std::task::{Context, Poll, Waker};
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Makes a [`Part`] of a view. Parts with the same `chunk` come together.
macro_rules! part {
    ($(#[$doc:meta])* $NAME:ident, $chunk:ident, $function:ident, $view:expr) => {
        $(#[$doc])*
        pub(crate) static $NAME: $crate::lazy::Part = {
            #[cfg(feature = "hydrate")]
            #[leptos::wasm_split::wasm_split($chunk, wasm_split_path = leptos::wasm_split, fallible, preload(load))]
            fn $function() -> Result<leptos::prelude::AnyView, leptos::wasm_split::SplitLoaderError> {
                Ok($view)
            }

            #[cfg(feature = "hydrate")]
            let part = {
                // It is loaded when it is asked for its view: the answer is there at once.
                let view = || $crate::lazy::at_once($function())?.ok();
                $crate::lazy::Part::new(|| Box::pin(async { load().await.is_ok() }), view)
            };
            #[cfg(not(feature = "hydrate"))]
            let part = $crate::lazy::Part::new(|| Some($view));
            part
        };
    };
}
pub(crate) use part;
