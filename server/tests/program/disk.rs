//! A disk whose power can be cut, and that can be full: see `power_cut.c`.

use crate::installation::Installation;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a disk writes at once.
const PAGE: usize = 4096;

/// A disk that loses what was not synchronized.
pub struct Disk {
    shim: PathBuf,
    data: PathBuf,
    kept: PathBuf,
}

/// What became of the pages that were written and not synchronized when the power was cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsynchronized {
    pub kept: usize,
    pub lost: usize,
}

impl Disk {
    /// The one that an installation's data is on.
    pub fn of(installation: &Installation) -> Self {
        let shim = installation.path("power_cut.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/power_cut.c");
        let compiled =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&shim).arg(source).arg("-ldl").status();
        assert!(compiled.expect("a C compiler, which SQLite needs too").success());
        let data = installation.path("data").canonicalize().expect("a folder");
        Self { shim, data, kept: installation.path("kept") }
    }

    /// What is on it now is there for good.
    pub fn mount(&self) {
        std::fs::create_dir(&self.kept).expect("a folder");
        for file in files(&self.data) {
            std::fs::copy(&file, self.kept.join(file.file_name().expect("a name"))).expect("copied");
        }
    }

    /// What the program is started with.
    pub fn variables(&self) -> [(&str, &OsStr); 3] {
        [
            ("LD_PRELOAD", self.shim.as_os_str()),
            ("POWER_DISK", self.data.as_os_str()),
            ("POWER_KEPT", self.kept.as_os_str()),
        ]
    }

    /// What the program wrote is there, synchronized or not: the power stays.
    pub fn leave(&self) {
        std::fs::remove_dir_all(&self.kept).expect("removed");
    }

    /// Cuts the power. Of what was not synchronized nothing is left; by a seed, some of its pages are, in no order.
    pub fn cut(&self, seed: Option<u64>) -> Unsynchronized {
        for file in files(&self.kept).filter(|file| file.to_string_lossy().contains(".part")) {
            std::fs::remove_file(file).expect("removed");
        }
        let mut unsynchronized = Unsynchronized::default();
        if let Some(mut seed) = seed {
            // Whatever is synchronized is one of these; SQLite makes its index of the log anew.
            for name in ["muster.db", "muster.db-wal"] {
                scatter(&self.data.join(name), &self.kept.join(name), &mut seed, &mut unsynchronized);
            }
        }
        std::fs::remove_dir_all(&self.data).expect("removed");
        std::fs::rename(&self.kept, &self.data).expect("moved");
        unsynchronized
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path())
}

/// Puts half of the pages that differ where they would have been kept.
fn scatter(written: &Path, kept: &Path, seed: &mut u64, unsynchronized: &mut Unsynchronized) {
    let (Ok(written), Ok(mut disk)) = (std::fs::read(written), std::fs::read(kept)) else { return };
    for (at, page) in written.chunks(PAGE).enumerate() {
        let from = at * PAGE;
        if disk.get(from..from + page.len()) == Some(page) {
            continue;
        }
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if *seed >> 63 == 0 {
            unsynchronized.lost += 1;
            continue;
        }
        unsynchronized.kept += 1;
        disk.resize(disk.len().max(from + page.len()), 0);
        disk[from..from + page.len()].copy_from_slice(page);
    }
    std::fs::write(kept, disk).expect("written");
}

#[test]
fn some_pages_are_kept_and_some_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let (written, kept) = (folder.path().join("written"), folder.path().join("kept"));
    let pages = |pages: &[u8]| pages.iter().flat_map(|byte| [*byte; PAGE]).collect::<Vec<u8>>();
    std::fs::write(&written, pages(&[1, 2, 3, 4, 5, 6, 7, 8, 9])).expect("written");
    std::fs::write(&kept, pages(&[1, 0, 0, 0])).expect("written");
    let mut told = Unsynchronized::default();
    scatter(&written, &kept, &mut 7, &mut told);
    assert_eq!(told.kept + told.lost, 8, "the first is the same");
    let left: Vec<u8> = std::fs::read(&kept).expect("read").chunks(PAGE).map(|page| page[0]).collect();
    assert_eq!(left.iter().filter(|byte| **byte > 1).count(), told.kept, "{left:?}");
    assert!(told.kept > 0 && told.lost > 0, "{told:?}");
}
