//! What a file is called, what it is taken for, how much room there is, and how far each side has come.

use baton_shared::files::{Kind, file_name, kind_of, room_for};
use baton_shared::ids::Seq;
use baton_shared::limits::{FILE_BYTES_MAX, FILE_NAME_CHARS_MAX, FILES_BYTES_MAX};
use baton_shared::protocol::Role;
use baton_shared::seen::{Seen, SeenUpTo};
use baton_tests::table::{Step, check};

use super::text::typed;

/// `89 50 "NG" 00 × 4`: hex digits, quoted ASCII, and how often the one before it stands there.
fn bytes(words: &str) -> Vec<u8> {
    let mut all = Vec::new();
    let mut words = words.split(' ').peekable();
    while let Some(word) = words.next() {
        let part = match word.strip_prefix('"') {
            Some(text) => text.trim_end_matches('"').as_bytes().to_vec(),
            None => vec![u8::from_str_radix(word, 16).unwrap()],
        };
        let mut times = 1;
        if words.next_if(|next| *next == "×").is_some() {
            times = words.next().unwrap().parse().unwrap();
        }
        all.extend(part.repeat(times));
    }
    all
}

#[test]
fn files_are_what_the_table_says() {
    check("files/files.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let (what, rest) = row.split_once(' ').unwrap();
        match what {
            "name" => {
                let name = file_name(&typed(rest));
                assert!(name.chars().count() <= FILE_NAME_CHARS_MAX, "{row}: {name}");
                assert_eq!(file_name(&name), name, "{row}: cleaned twice it is another name");
                format!("{name:?}")
            }
            "kind" => {
                let (name, head) = rest.split_once(": ").unwrap();
                match kind_of(name, &bytes(head)) {
                    Kind::Picture(it) => format!("{}, {} × {}", it.kind, it.width, it.height),
                    Kind::File(kind) => kind.to_owned(),
                    Kind::Program => "refused: file_type".to_owned(),
                }
            }
            "room" => {
                let sizes: Vec<u64> = rest.split(' ').flat_map(size).collect();
                let (new, there) = sizes.split_first().unwrap();
                room_for(*new, there.iter().copied()).map_or_else(
                    |rejection| format!("refused: {} ({rejection})", rejection.code()),
                    |()| "fits".to_owned(),
                )
            }
            _ => panic!("no such words: {row}"),
        }
    });
}

/// `most`, `most+1`, `all-1`, `99×1`.
fn size(word: &str) -> Vec<u64> {
    let (times, word) = word.split_once('×').unwrap_or(("1", word));
    let value = match word {
        "most" => FILE_BYTES_MAX,
        "most+1" => FILE_BYTES_MAX + 1,
        "all" => FILES_BYTES_MAX,
        "all-1" => FILES_BYTES_MAX - 1,
        number => number.parse().unwrap(),
    };
    vec![value; times.parse().unwrap()]
}

#[test]
fn no_beginning_of_any_picture_is_read_beyond_its_end() {
    let whole = [
        bytes("89 \"PNG\" 0d 0a 1a 0a 00 00 00 0d \"IHDR\" 00 00 00 10 00 00 00 20"),
        bytes("\"GIF89a\" 10 00 20 00"),
        bytes("\"RIFF\" 00 × 4 \"WEBPVP8X\" 0a 00 00 00 00 00 00 00 0f 00 00 1f 00 00"),
        bytes("ff d8 ff e0 00 04 00 00 ff ff c2 00 0b 08 00 20 00 10"),
    ];
    for picture in whole {
        assert!(matches!(kind_of("it", &picture), Kind::Picture(it) if (it.width, it.height) == (16, 32)));
        for length in 0..picture.len() {
            let kind = kind_of("it", &picture[..length]);
            assert_eq!(kind, Kind::File("application/octet-stream"), "{length} of {picture:x?}");
        }
        // Whatever a byte says, it is read or not; nothing else happens.
        for at in 0..picture.len() {
            for byte in 0..=u8::MAX {
                let mut other = picture.clone();
                other[at] = byte;
                let _ = kind_of("it", &other);
            }
        }
    }
}

#[test]
fn levels_only_rise_and_never_go_beyond_the_conversation() {
    let mut seen = Seen::default();
    check("files/seen.txt", |step| {
        let Step::Row(row) = step else {
            seen = Seen::default();
            return String::new();
        };
        let words: Vec<&str> = row.split(' ').collect();
        let [who, "has", received, "read", read, "of", head] = words[..] else { panic!("{row}") };
        let role = if who == "visitor" { Role::Visitor } else { Role::Agent };
        let seq = |text: &str| Seq(text.parse().unwrap());
        seen = seen.told(role, SeenUpTo { received: seq(received), read: seq(read) }, seq(head));
        let shown = |role: Role| {
            let of = seen.by_other_side_of(role);
            let each = (1..=4).map(|place| format!("{:?}", of.receipt(Seq(place))).to_lowercase());
            each.collect::<Vec<_>>().join(" ")
        };
        format!("visitor's: {} | agents': {}", shown(Role::Visitor), shown(Role::Agent))
    });
}
