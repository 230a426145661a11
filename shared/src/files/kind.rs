//! What a file is handed out as.

use crate::files::picture::{Picture, picture};

/// What is taken, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Shown as it is.
    Picture(Picture),
    /// For download only, under this content type.
    File(&'static str),
    /// Not taken: it would run on the computer of whoever opens it.
    Program,
}

/// A browser does with all others as with these: it saves them.
const UNKNOWN: &str = "application/octet-stream";

/// Types that tell a person's computer which program opens it, and that no browser runs as a page of ours: no HTML, SVG
/// or XML is among them, those are saved as plain bytes.
const KNOWN: [(&str, &str); 17] = [
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("log", "text/plain"),
    ("csv", "text/csv"),
    ("rtf", "application/rtf"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("zip", "application/zip"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ics", "text/calendar"),
];

/// Endings that a double click runs, on any of the usual systems.
const PROGRAMS: [&str; 36] = [
    "app", "appimage", "apk", "bat", "chm", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "gadget", "hta",
    "inf", "iso", "jar", "js", "jse", "lnk", "msc", "msi", "msix", "pif", "pkg", "ps1", "reg", "rpm", "scf",
    "scr", "sh", "sys", "url", "vbe", "vbs", "wsf",
];

/// Bytes that begin a program whatever its name says: Windows, Linux, macOS in four forms, and scripts.
const PROGRAM_BYTES: [&[u8]; 7] = [
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
];

/// What a file with this cleaned name and these first bytes is.
pub fn kind_of(name: &str, head: &[u8]) -> Kind {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if PROGRAMS.contains(&ending.as_str()) || PROGRAM_BYTES.iter().any(|begin| head.starts_with(begin)) {
        return Kind::Program;
    }
    if let Some(picture) = picture(head) {
        return Kind::Picture(picture);
    }
    let known = KNOWN.iter().find(|(known, _)| *known == ending);
    Kind::File(known.map_or(UNKNOWN, |(_, kind)| kind))
}
