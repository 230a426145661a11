//! Whether bytes begin a picture that browsers show, and how large it is.

use crate::limits::PICTURE_PIXELS_MAX;

/// A picture, as its own first bytes describe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Its content type.
    pub kind: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The picture that `head` begins; `None` for everything else, for one whose size stands nowhere in `head`, and for one
/// that would need more memory to show than a page should ask for.
pub fn picture(head: &[u8]) -> Option<Picture> {
    let (kind, width, height) =
        png(head).or_else(|| gif(head)).or_else(|| webp(head)).or_else(|| jpeg(head))?;
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    (1..=PICTURE_PIXELS_MAX).contains(&pixels).then_some(Picture { kind, width, height })
}

type Found = Option<(&'static str, u32, u32)>;

/// Eight bytes of signature, then the header chunk.
fn png(head: &[u8]) -> Found {
    let rest = head.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    Some(("image/png", big_u32(rest.get(..4)?)?, big_u32(rest.get(4..8)?)?))
}

fn gif(head: &[u8]) -> Found {
    let rest = head.strip_prefix(b"GIF87a").or_else(|| head.strip_prefix(b"GIF89a"))?;
    Some(("image/gif", little(rest.get(..2)?), little(rest.get(2..4)?)))
}

/// A RIFF container with one of three kinds of first chunk.
fn webp(head: &[u8]) -> Found {
    let rest = head.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (chunk, body) = (rest.get(..4)?, rest.get(8..)?);
    let (width, height) = match chunk {
        // Lossy: a frame tag, a start code, then 14 bits each.
        b"VP8 " => {
            let rest = body.get(3..)?.strip_prefix(b"\x9d\x01\x2a")?;
            (little(rest.get(..2)?) & 0x3fff, little(rest.get(2..4)?) & 0x3fff)
        }
        // Lossless: 14 bits each after the signature, both less one.
        b"VP8L" => {
            let bits = little(body.strip_prefix(b"\x2f")?.get(..4)?);
            ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
        }
        // Extended: 24 bits each, both less one.
        b"VP8X" => (little(body.get(4..7)?) + 1, little(body.get(7..10)?) + 1),
        _ => return None,
    };
    Some(("image/webp", width, height))
}

/// Segments one after the other; the size stands in the one that begins the frame.
fn jpeg(head: &[u8]) -> Found {
    let mut rest = head.starts_with(b"\xff\xd8\xff").then(|| head.get(2..))??;
    loop {
        let after = rest.strip_prefix(b"\xff")?;
        let padding = after.iter().take_while(|byte| **byte == 0xff).count();
        let (marker, body) = after.get(padding..)?.split_first()?;
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some(("image/jpeg", big_u16(body.get(5..7)?)?, big_u16(body.get(3..5)?)?));
            }
            // Markers without a length.
            0x01 | 0xd0..=0xd7 => rest = body,
            // The picture's lines, or its end, before a size.
            0xd8..=0xda => return None,
            _ => {
                let length = usize::try_from(big_u16(body.get(..2)?)?).ok().filter(|length| *length >= 2)?;
                rest = body.get(length..)?;
            }
        }
    }
}

fn big_u32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn big_u16(bytes: &[u8]) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.try_into().ok()?)))
}

/// The lowest byte first; at most four.
fn little(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}
