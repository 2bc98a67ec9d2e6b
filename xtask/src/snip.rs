//! Takes out of the browser's program what the optimiser can't see is never called.

use anyhow::{Context as _, Result, ensure};
use rustc_demangle::demangle;
use walrus::ir::Unreachable;
use walrus::{FunctionBuilder, FunctionKind, Module};

/// Every type-erased view carries a pointer to its asynchronous hydration, for programs that load routes lazily
/// (`hydrate_lazy`). `frontend` calls `hydrate_body`, which hydrates synchronously, so nothing ever follows those
/// pointers; to the compiler they are reachable, a sixth of the program.
const NEVER_CALLED: &str = "hydrate_async";

/// The module without the bodies of what is never called: a call would trap, and the stories would see it.
pub(crate) fn unreachable_hydration(bytes: &[u8]) -> Result<Module> {
    let mut module = Module::from_buffer(bytes).context("reading the compiled module")?;
    let doomed: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(is_never_called))
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    ensure!(!doomed.is_empty(), "no function is called {NEVER_CALLED}: are the module's names missing?");
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

/// The function itself, and the future that it answers. What is inside of them stays, and goes by itself where nothing
/// else calls it: identical bodies are one, under either name, and synchronous hydration has the same helpers. So do
/// destructors.
fn is_never_called(mangled: &str) -> bool {
    let name = format!("{:#}", demangle(mangled));
    let name = name.strip_suffix("::{{closure}}").unwrap_or(&name);
    name.ends_with(NEVER_CALLED)
}

#[cfg(test)]
mod tests {
    use super::is_never_called;

    #[test]
    fn lazy_hydration_goes_and_its_destructors_stay() {
        let erased =
            "_ZN53_$LT$T$u20$as$u20$tachys..view..any_view..IntoAny$GT$8into_any13hydrate_async17h77e9e1c2b5e6a7a1E";
        assert!(is_never_called(erased));
        assert!(!is_never_called(&erased.replace("13hydrate_async", "7hydrate")));
        let future = erased.replace("13hydrate_async", "13hydrate_async28_$u7b$$u7b$closure$u7d$$u7d$");
        assert!(is_never_called(&future));
        // Shared with synchronous hydration.
        assert!(!is_never_called(&future.replace("$u7d$17h", "$u7d$7inner_117h")));
        assert!(!is_never_called(
            "_ZN4core3ptr68drop_in_place$LT$tachys..view..any_view..into_any..hydrate_async$GT$17h77e9e1c2b5e6a7a1E"
        ));
    }
}
