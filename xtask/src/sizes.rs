//! What a visitor's browser downloads, in bytes, and its budgets.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::assets::packed_sizes;
use crate::count::Count;
use crate::front::LOCALES;
use crate::project::Project;
use crate::stamp::files;

/// The loader is the only request before the visitor's intent: it must not be felt on any page.
const LOADER_BYTES_MAX: u64 = 3_000;
/// Everything until the visitor can write: about one second on a slow 3G network.
const COMPOSER_BYTES_MAX: u64 = 100_000;
/// Texts in another language than English come on top, beside the widget: they must not be what the visitor waits for.
const LOCALE_BYTES_MAX: u64 = 6_000;

/// A group of files that are fetched together.
#[derive(Debug)]
pub struct Size {
    pub name: &'static str,
    pub raw: u64,
    pub packed: u64,
    pub packed_max: Option<u64>,
}

/// Measures the loader, everything until the composer is ready, the desk, and the Worker's bundle.
pub fn measure(project: &Project) -> Result<Vec<Size>> {
    let dist = project.dist();
    let loader = dist.join("baton.js");
    let mut composer = vec![loader.clone(), dist.join("host.js"), dist.join("frame.html")];
    let (later, locales) = (dist.join("widget/later"), dist.join("widget").join(LOCALES));
    let is_first = |path: &PathBuf| !path.starts_with(&later) && !path.starts_with(&locales);
    composer.extend(served(&dist.join("widget")).into_iter().filter(is_first));
    // One language at most is fetched.
    let mut languages = served(&locales)
        .into_iter()
        .map(|file| size("the longest language", &[file], Some(LOCALE_BYTES_MAX)));
    let longest = languages.try_fold(None::<Size>, |longest, size| {
        let size = size?;
        anyhow::Ok(Some(longest.filter(|longest| longest.packed >= size.packed).unwrap_or(size)))
    })?;
    let edge = project.edge_build(false);
    let mut sizes = vec![
        size("loader", &[loader], Some(LOADER_BYTES_MAX))?,
        size("until the composer is ready", &composer, Some(COMPOSER_BYTES_MAX))?,
        size("fetched later by the widget", &served(&later), None)?,
        size("desk", &served(&dist.join("desk")), None)?,
        size("edge bundle", &[edge.join("index.js"), edge.join("index_bg.wasm")], None)?,
    ];
    sizes.extend(longest);
    Ok(sizes)
}

/// Prints the sizes and counts the budgets that are kept.
pub fn check(project: &Project) -> Result<Count> {
    let sizes = measure(project)?;
    println!("{}", table(&sizes));
    let mut count = Count::default();
    for size in &sizes {
        match size.packed_max {
            Some(max) if size.packed > max => {
                println!("{}: {} bytes are over the budget of {max}", size.name, size.packed);
                count.failed += 1;
            }
            Some(_) => count.passed += 1,
            None => {}
        }
    }
    Ok(count)
}

/// The sizes as a table.
pub fn table(sizes: &[Size]) -> String {
    let mut lines = vec![format!("{:<30}{:>12}{:>12}{:>12}", "bytes", "raw", "brotli 11", "budget")];
    for Size { name, raw, packed, packed_max } in sizes {
        let budget = packed_max.map(|max| max.to_string()).unwrap_or_default();
        lines.push(format!("{name:<30}{raw:>12}{packed:>12}{budget:>12}"));
    }
    lines.join("\n")
}

fn size(name: &'static str, files: &[PathBuf], packed_max: Option<u64>) -> Result<Size> {
    let raw = files.iter().map(|file| Ok(file.metadata()?.len())).sum::<Result<u64>>()?;
    let packed = packed_sizes(files)?.iter().sum();
    Ok(Size { name, raw, packed, packed_max })
}

/// The files of a folder, without their brotli copies.
fn served(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(&[folder.to_path_buf()]);
    found.retain(|path| path.extension().is_none_or(|end| end != "br"));
    found
}
