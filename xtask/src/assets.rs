//! Files of the site: named by their content, compressed once, and nothing left over from earlier builds.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::manifest::{MANIFEST, Manifest};

/// File endings whose content shrinks when compressed.
const COMPRESSIBLE: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// A site being filled.
pub(crate) struct Assets {
    site: PathBuf,
    compress: bool,
    kept: BTreeSet<PathBuf>,
}

impl Assets {
    /// Starts on a site; what an earlier build left is reused where it is the same.
    pub(crate) fn new(site: &Path) -> Self {
        Self { site: site.to_owned(), compress: true, kept: BTreeSet::new() }
    }

    /// Whether what is added from now on is compressed.
    pub(crate) fn compress(&mut self, compress: bool) {
        self.compress = compress;
    }

    /// Adds `pkg/STEM.HASH.ENDING` and answers the URL path it will have.
    pub(crate) fn add_hashed(&mut self, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("pkg/{stem}.{}.{ending}", digest(&[bytes], 8));
        self.add(&name, bytes)?;
        Ok(format!("/{name}"))
    }

    /// Adds a file under the name it has.
    pub(crate) fn add_as_is(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.add(name, bytes)
    }

    /// Writes the manifest and removes every file that this build did not add.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> Result<()> {
        let path = self.site.join(MANIFEST);
        write_if_changed(&path, &serde_json::to_vec_pretty(manifest)?)?;
        self.kept.insert(path);
        for (name, _) in files_in(&self.site)? {
            let path = self.site.join(name);
            if !self.kept.contains(&path) {
                fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.site.join(name);
        let changed = write_if_changed(&path, bytes)?;
        let compressible = path.extension().is_some_and(|ending| COMPRESSIBLE.iter().any(|known| ending == *known));
        if self.compress && compressible {
            self.add_compressed(&path, ".br", changed, || brotli_of(bytes))?;
            self.add_compressed(&path, ".gz", changed, || gzip_of(bytes))?;
        }
        self.kept.insert(path);
        Ok(())
    }

    fn add_compressed(
        &mut self,
        path: &Path,
        ending: &str,
        changed: bool,
        compress: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<()> {
        let mut packed = path.as_os_str().to_owned();
        packed.push(ending);
        let packed = PathBuf::from(packed);
        if changed || !packed.exists() {
            write_if_changed(&packed, &compress()?)?;
        }
        self.kept.insert(packed);
        Ok(())
    }
}

/// The first `characters` hexadecimal digits of the SHA-256 of all parts, each with its length before it.
pub(crate) fn digest(parts: &[&[u8]], characters: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut text = hex::encode(hash.finalize());
    text.truncate(characters);
    text
}

/// Every file below a folder with its content, by its path inside the folder, in order; none when there is no such folder.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        if !current.exists() {
            continue;
        }
        for entry in fs::read_dir(&current).with_context(|| format!("listing {}", current.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes a file unless it already holds these bytes: its time stays, and nothing is rebuilt because of it.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    Ok(true)
}

/// The smallest of a few: by how large blocks the encoder looks decides about half a percent, either way.
/// The smallest that some ways of packing give: which it is differs from build to build, by up to one in a hundred.
fn brotli_of(bytes: &[u8]) -> Result<Vec<u8>> {
    use brotli::enc::backward_references::BrotliEncoderMode::{BROTLI_MODE_FONT, BROTLI_MODE_GENERIC};
    let ways = [(BROTLI_MODE_GENERIC, 0), (BROTLI_MODE_GENERIC, 16), (BROTLI_MODE_GENERIC, 20), (BROTLI_MODE_FONT, 16)];
    let pack = |(mode, lgblock)| {
        let size_hint = bytes.len();
        let params = BrotliEncoderParams { quality: 11, lgwin: 22, mode, lgblock, size_hint, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
        Ok(packed)
    };
    let packed: Vec<Vec<u8>> = ways.into_par_iter().map(pack).collect::<Result<_>>()?;
    packed.into_iter().min_by_key(Vec::len).context("nothing was packed")
}

fn gzip_of(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use std::collections::BTreeMap;

    fn manifest() -> Manifest {
        Manifest {
            css: "/x".to_owned(),
            later_css: "/y".to_owned(),
            verifier: String::new(),
            programs: BTreeMap::new(),
        }
    }

    #[test]
    fn a_changed_file_gets_a_new_name_and_the_old_one_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Assets::new(folder.path());
        let before = first.add_hashed("main", "css", b"a{}").unwrap();
        first.finish(&manifest()).unwrap();

        let mut second = Assets::new(folder.path());
        let after = second.add_hashed("main", "css", b"b{}").unwrap();
        second.finish(&manifest()).unwrap();

        assert_ne!(before, after);
        let names: Vec<String> = files_in(folder.path()).unwrap().into_iter().map(|(name, _)| name).collect();
        let after = after.trim_start_matches('/');
        assert_eq!(names, ["manifest.json".to_owned(), after.to_owned(), format!("{after}.br"), format!("{after}.gz")]);
    }

    #[test]
    fn compressed_files_hold_the_same_bytes() {
        let text = b"wasm wasm wasm wasm wasm wasm".repeat(50);
        let mut from_brotli = Vec::new();
        brotli::Decompressor::new(brotli_of(&text).unwrap().as_slice(), 4096).read_to_end(&mut from_brotli).unwrap();
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(gzip_of(&text).unwrap().as_slice()).read_to_end(&mut from_gzip).unwrap();
        assert_eq!((from_brotli, from_gzip), (text.clone(), text));
    }

    #[test]
    fn a_digest_tells_where_its_parts_end() {
        assert_ne!(digest(&[b"ab", b"c"], 16), digest(&[b"a", b"bc"], 16));
    }
}
