//! Where things lie.

use std::path::{Path, PathBuf};

/// The paths that the tasks read and write.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace that this program was compiled in.
    pub(crate) fn locate() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: package.parent().unwrap_or(package).to_owned() }
    }

    /// The folder of the root `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The built site. Always here, wherever cargo's own target folder is: the server embeds it from this place.
    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// Bound and optimised modules, kept by the digest of what they were made from.
    pub(crate) fn bound(&self) -> PathBuf {
        self.root.join("target/site-bound")
    }

    /// What is served as it is, at the root of the site.
    pub(crate) fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Style sheets and the list of icons.
    pub(crate) fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    /// A path inside a package from npm.
    pub(crate) fn npm(&self, path: &str) -> PathBuf {
        self.root.join("end2end/node_modules").join(path)
    }
}
