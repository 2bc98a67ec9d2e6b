//! Giving memory back to the system.

/// Gives back what is free, after work that needed much: glibc keeps it otherwise, and the next part of that work, on another
/// thread, takes more beside it. Elsewhere it does nothing.
pub(crate) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "malloc_trim takes no pointer, and may be called at any time on any thread")]
    // SAFETY: as the reason says.
    unsafe {
        libc::malloc_trim(0);
    }
}
