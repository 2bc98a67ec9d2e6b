//! The drawings of the icons that the page uses, from Lucide's SVG files: one path each, in the program itself.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

/// Reads `style/icons.txt` (a name a line, `#` starts a comment) and writes the Rust module that draws the named icons.
fn module(workspace: &Workspace) -> Result<String> {
    let list = workspace.style().join("icons.txt");
    let text = fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
    let folder = workspace.npm("lucide-static/icons");
    if !folder.exists() {
        bail!("{} is missing: run script/setup", folder.display());
    }
    let mut module = String::from(
        "//! Lucide's drawings (ISC licence), a path each in a square of 24. Written by `cargo xtask icons` from\n\
         //! `style/icons.txt`.\n\n\
         use super::Drawing;\n\n",
    );
    for name in names(&text) {
        let path = folder.join(format!("{name}.svg"));
        let icon = fs::read_to_string(&path)
            .with_context(|| format!("{} names {name:?}, which Lucide does not have", list.display()))?;
        let path = one_path(&icon).with_context(|| format!("{} is not drawn as expected", path.display()))?;
        let constant = name.to_uppercase().replace('-', "_");
        writeln!(module, "/// `{name}`.\n#[rustfmt::skip]\npub const {constant}: Drawing = Drawing({path:?});")?;
    }
    Ok(module)
}

fn file(workspace: &Workspace) -> PathBuf {
    workspace.root().join("app/src/ui/drawings.rs")
}

/// Writes the module anew.
pub(crate) fn write(workspace: &Workspace) -> Result<PathBuf> {
    let path = file(workspace);
    fs::write(&path, module(workspace)?).with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

/// Fails where the module is not what the list says.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let path = file(workspace);
    let kept = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    if kept != module(workspace)? {
        bail!("{} is not what style/icons.txt says: run `cargo xtask icons`", path.display());
    }
    Ok(())
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|name| !name.is_empty())
}

/// All shapes of an icon as one path.
fn one_path(icon: &str) -> Option<String> {
    let inside = icon.split_once("<svg")?.1.split_once('>')?.1.rsplit_once("</svg>")?.0;
    inside.split('<').skip(1).map(|shape| path_of(shape.split_once("/>")?.0.trim())).collect()
}

/// A shape, given as what stands between `<` and `/>`, as path data that can follow other path data.
fn path_of(shape: &str) -> Option<String> {
    let (kind, attributes) = shape.split_once(char::is_whitespace)?;
    let attributes = format!(" {attributes}");
    let text = |name: &str| Some(attributes.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0);
    let number = |name: &str| text(name)?.parse::<f64>().ok();
    // A shape with a colour of its own would lose it.
    if text("fill").is_some() {
        return None;
    }
    Some(match kind {
        "path" => absolute(text("d")?)?,
        "line" => format!("M{} {}L{} {}", number("x1")?, number("y1")?, number("x2")?, number("y2")?),
        "circle" => {
            let (x, y, r) = (number("cx")?, number("cy")?, number("r")?);
            format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0z", x - r, 2.0 * r, -2.0 * r)
        }
        "rect" => {
            let (x, y, r) = (number("x")?, number("y")?, number("rx").unwrap_or_default());
            let (across, down) = (number("width")? - 2.0 * r, number("height")? - 2.0 * r);
            format!(
                "M{} {y}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 {m} {r}h{}a{r} {r} 0 0 1 {m} {m}v{}a{r} {r} 0 0 1 {r} {m}z",
                x + r,
                -across,
                -down,
                m = -r,
            )
        }
        _ => return None,
    })
}

/// Path data whose first step does not depend on what stands before it: a leading `m` is `M`, and what follows it
/// without a letter stays relative.
fn absolute(data: &str) -> Option<String> {
    let Some(rest) = data.strip_prefix('m') else { return data.starts_with('M').then(|| data.to_owned()) };
    let first = number_end(rest)?;
    let second = first + number_end(&rest[first..])?;
    let (start, steps) = rest.split_at(second);
    let steps = steps.trim_start_matches([' ', ',']);
    let relative = if steps.starts_with(|c: char| c.is_ascii_alphabetic()) || steps.is_empty() { "" } else { "l" };
    Some(format!("M{start}{relative}{steps}"))
}

/// Where the number ends that a text begins with, spaces before it included.
fn number_end(text: &str) -> Option<usize> {
    let at = text.find(|c: char| c != ' ' && c != ',')?;
    let mut dots = 0;
    let is_part = |(place, c): &(usize, char)| {
        dots += usize::from(*c == '.');
        c.is_ascii_digit() || (*c == '.' && dots == 1) || (*c == '-' && *place == 0)
    };
    let length = text[at..].char_indices().take_while(is_part).count();
    (length > 0).then_some(at + length)
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
    fn the_shapes_of_an_icon_become_one_path() {
        let icon = "<!-- a licence -->\n<svg\n  class=\"x\"\n>\n  <path d=\"M12 5v14\" />\n  <path d=\"m19 12-7 7-7-7\" />\n</svg>\n";
        assert_eq!(one_path(icon).unwrap(), "M12 5v14M19 12l-7 7-7-7");
        assert!(one_path("no icon at all").is_none());
    }

    #[test]
    fn circles_lines_and_rounded_rectangles_are_paths_too() {
        let circle = "circle cx=\"12\" cy=\"10\" r=\"3\"";
        assert_eq!(path_of(circle).unwrap(), "M9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z");
        assert_eq!(path_of("line x1=\"8\" x2=\"16\" y1=\"21\" y2=\"22\"").unwrap(), "M8 21L16 22");
        let rect = "rect width=\"20\" height=\"14\" x=\"2\" y=\"3\" rx=\"2\"";
        let path = "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z";
        assert_eq!(path_of(rect).unwrap(), path);
    }

    #[test]
    fn a_relative_start_stays_where_it_is_behind_another_path() {
        for (relative, path) in
            [("m5 12 7-7 7 7", "M5 12l7-7 7 7"), ("m.5.5h3", "M.5.5h3"), ("m6 9l6 6", "M6 9l6 6"), ("M1 1", "M1 1")]
        {
            assert_eq!(absolute(relative).unwrap(), path);
        }
    }

    #[test]
    fn what_cannot_be_drawn_as_a_stroke_is_refused() {
        assert!(path_of("circle cx=\"16\" cy=\"7\" r=\".5\" fill=\"currentColor\"").is_none());
        assert!(path_of("ellipse cx=\"1\" cy=\"1\" rx=\"2\" ry=\"1\"").is_none());
    }
}
