//! Takes out of the browser's program what the optimiser can't see is never called.

use anyhow::{Context as _, Result};
use rustc_demangle::demangle;
use walrus::ir::Unreachable;
use walrus::{FunctionBuilder, FunctionKind, Module};

/// Every type-erased view carries a pointer to its asynchronous hydration, for programs that load routes lazily
/// (`hydrate_lazy`). `frontend` calls `hydrate_body`, which hydrates synchronously, so nothing ever follows those
/// pointers; to the compiler they are reachable, a sixth of the program.
const LAZY: &str = "hydrate_async";
/// Streams between the page and its server functions, of which Muster has none; their classes are exported, and so
/// always reachable.
const STREAMS: &str = "wasm_streams";

/// Attributes have a way to be hydrated from a `template!`, routes one to be listed for a server: there is neither here.
const ELSEWHERE: [&str; 2] = ["hydrate_from_template", "generate_routes"];

/// The module without the bodies of what is never called: a call would trap, and the stories would see it. Tells it by
/// the functions' names, so a module without names stays as it is.
pub(crate) fn unreachable_hydration(bytes: &[u8]) -> Result<Module> {
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

/// Destructors stay: identical ones share one body, whatever it is called. So do the descriptions that the binder runs.
fn is_never_called(mangled: &str) -> bool {
    let name = format!("{:#}", demangle(mangled));
    let never_called = name.contains(LAZY)
        || ELSEWHERE.iter().any(|part| name.contains(part))
        || (name.contains(STREAMS) && !name.contains("escribe"));
    never_called && !name.contains("drop_in_place")
}

#[cfg(test)]
mod tests {
    use super::is_never_called;

    #[test]
    fn lazy_hydration_goes_and_its_destructors_stay() {
        let erased =
            "_ZN66_$LT$T$u20$as$u20$tachys..view..any_view..IntoAny$GT$8into_any13hydrate_async17h77e9e1c2b5e6a7a1E";
        assert!(is_never_called(erased));
        assert!(!is_never_called(&erased.replace("13hydrate_async", "7hydrate")));
        assert!(!is_never_called(
            "_ZN4core3ptr68drop_in_place$LT$tachys..view..any_view..into_any..hydrate_async$GT$17h77e9e1c2b5e6a7a1E"
        ));
    }
}
