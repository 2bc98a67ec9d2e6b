//! Takes out of the browser's program what the optimiser can't see is never called.

use anyhow::{Context as _, Result};
use rustc_demangle::demangle;
use walrus::ir::Unreachable;
use walrus::{FunctionBuilder, FunctionKind, Module};

/// Every type-erased view carries a pointer to its asynchronous hydration, for programs that load routes lazily
/// (`hydrate_lazy`). `frontend` calls `hydrate_body`, which hydrates synchronously, so nothing ever follows those
/// pointers; to the compiler they are reachable, a sixth of the program.
const LAZY_HYDRATION: &str = "hydrate_async";
/// Streams between Rust and the browser, for server functions that answer in pieces: ours answer whole. To the compiler
/// JavaScript may call what is exported, and does not.
const STREAMS: &str = "wasm_streams::";
/// What of these is exported.
const STREAM_EXPORTS: &str = "intounderlying";
/// The module without the bodies of what is never called: a call would trap, and the stories would see it. Tells it by
/// the functions' names, so a module without names stays as it is.
pub(crate) fn without_what_is_never_called(bytes: &[u8]) -> Result<Module> {
    let mut module = Module::from_buffer(bytes).context("reading the compiled module")?;
    let doomed: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(is_never_called))
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, ty, args) in doomed {
        let kind = module.types.get(ty);
        let (params, results) = (kind.params().to_vec(), kind.results().to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
        body.func_body().instr(Unreachable {});
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(args));
    }
    walrus::passes::gc::run(&mut module);
    Ok(module)
}

/// What [`is_lazy_hydration`] and [`is_of_streams`] tell.
fn is_never_called(mangled: &str) -> bool {
    let name = format!("{:#}", demangle(mangled));
    is_lazy_hydration(&name) || is_of_streams(&name)
}

/// What is exported, and the promises that it answers. What describes it to the binding stays.
fn is_of_streams(name: &str) -> bool {
    name.starts_with(STREAM_EXPORTS) || (name.contains("future_to_promise") && name.contains(STREAMS) && !is_drop(name))
}

fn is_drop(name: &str) -> bool {
    name.contains("drop_in_place") || name.contains("::drop::Drop>")
}

/// The function itself, and the future that it answers. What is inside of them stays, and goes by itself where nothing
/// else calls it: identical bodies are one, under either name, and synchronous hydration has the same helpers. So do
/// destructors.
fn is_lazy_hydration(name: &str) -> bool {
    let name = without_types(name.strip_suffix("::{closure#0}").unwrap_or(name));
    name.ends_with(LAZY_HYDRATION)
}

/// `a::b` of `a::b::<C<D>>`.
fn without_types(name: &str) -> &str {
    if !name.ends_with('>') {
        return name;
    }
    let mut depth = 0;
    for (at, c) in name.char_indices().rev() {
        match c {
            // The arrow of a function's type.
            '>' if name[..at].ends_with('-') => {}
            '>' => depth += 1,
            '<' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return name[..at].strip_suffix("::").unwrap_or(name);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{is_never_called, without_types};

    #[test]
    fn lazy_hydration_goes_and_what_it_shares_stays() {
        // Names that are not mangled stay as they are.
        let of = |what: &str| format!("<_ as tachys::view::any_view::IntoAny>::into_any::{what}");
        for gone in ["hydrate_async::<A<fn(B) -> C>>", "hydrate_async::<A>::{closure#0}", "hydrate_async"] {
            assert!(is_never_called(&of(gone)), "{gone}");
        }
        for stays in ["hydrate::<A>", "hydrate_async::inner_1::<A>", "hydrate_async::<A>::{closure#0}::{closure#1}"] {
            assert!(!is_never_called(&of(stays)), "{stays}");
        }
        assert!(!is_never_called("core::ptr::drop_in_place::<tachys::view::any_view::hydrate_async::{closure#0}>"));
    }

    #[test]
    fn streams_go_and_what_describes_them_stays() {
        let promise =
            "js_sys::futures::future_to_promise::<A<<wasm_streams::writable::Sink>::write::{closure#0}>>::{closure#0}";
        for gone in ["intounderlyingsink_write", promise] {
            assert!(is_never_called(gone), "{gone}");
        }
        let dropped = format!("core::ptr::drop_in_place::<{promise}>");
        for stays in
            ["__wbindgen_describe_intounderlyingsink_write", "js_sys::futures::future_to_promise::<A>", &*dropped]
        {
            assert!(!is_never_called(stays), "{stays}");
        }
    }

    #[test]
    fn types_are_taken_from_the_end_of_a_name() {
        assert_eq!(without_types("a::b::<C<D>, fn() -> E<F>>"), "a::b");
        assert_eq!(without_types("<A as B>::c"), "<A as B>::c");
        assert_eq!(without_types("<A as B>"), "<A as B>");
    }
}
