//! One sprite with the icons that the page uses, from Lucide's SVG files.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

/// Reads `style/icons.txt` (a name a line, `#` starts a comment) and puts the named icons into one SVG document of symbols.
pub(crate) fn sprite(workspace: &Workspace) -> Result<String> {
    let list = workspace.style().join("icons.txt");
    let text = fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
    let folder = workspace.npm("lucide-static/icons");
    if !folder.exists() {
        bail!("{} is missing: run script/setup", folder.display());
    }
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in names(&text) {
        let path = folder.join(format!("{name}.svg"));
        let icon = fs::read_to_string(&path)
            .with_context(|| format!("{} names {name:?}, which Lucide does not have", list.display()))?;
        let shapes = shapes(&icon).with_context(|| format!("{} is not an icon", path.display()))?;
        // The width of the stroke is left to the page's style.
        write!(
            sprite,
            "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{shapes}</symbol>"
        )?;
    }
    sprite.push_str("</svg>\n");
    Ok(sprite)
}

/// The sprite among the public files.
pub(crate) const FILE: &str = "icons.svg";

/// Writes the sprite anew.
pub(crate) fn write(workspace: &Workspace) -> Result<PathBuf> {
    let path = workspace.public().join(FILE);
    fs::write(&path, sprite(workspace)?).with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

/// The sprite as it is kept, once it is seen to be what the list says.
pub(crate) fn kept(workspace: &Workspace) -> Result<String> {
    let path = workspace.public().join(FILE);
    let kept = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if kept != sprite(workspace)? {
        bail!("{} is not what style/icons.txt says: run `cargo xtask icons`", path.display());
    }
    Ok(kept)
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|name| !name.is_empty())
}

/// What stands between the outer `<svg …>` and `</svg>`, without the white space between elements.
fn shapes(icon: &str) -> Option<String> {
    let inside = icon.split_once("<svg")?.1.split_once('>')?.1;
    let inside = inside.rsplit_once("</svg>")?.0;
    Some(inside.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_a_name_a_line_and_comments() {
        let list = "# menus\ncheck\n\n  x  # closes\n";
        assert_eq!(names(list).collect::<Vec<_>>(), ["check", "x"]);
    }

    #[test]
    fn only_the_shapes_of_an_icon_are_kept() {
        let icon = "<!-- a licence -->\n<svg\n  class=\"x\"\n>\n  <path d=\"M1 1\" />\n  <path d=\"M2 2\" />\n</svg>\n";
        assert_eq!(shapes(icon).unwrap(), "<path d=\"M1 1\" /><path d=\"M2 2\" />");
        assert!(shapes("no icon at all").is_none());
    }
}
