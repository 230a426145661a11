//! Reads JSON (RFC 8259) into a tree. `tests/it/tables/json.rs` holds it to what `serde_json` reads.

use std::str::Chars;

use super::Json;

/// Lists and objects within each other: more is no frame, and would cost the stack.
const DEPTH_MAX: u32 = 127;

/// The whole text as one value.
pub(super) fn json(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text.chars() };
    let value = reader.value(DEPTH_MAX)?;
    reader.space();
    reader.rest.as_str().is_empty().then_some(value)
}

struct Reader<'a> {
    rest: Chars<'a>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        self.rest.next()
    }

    /// The next character, if it is one of these.
    fn take(&mut self, is_wanted: fn(char) -> bool) -> Option<char> {
        let before = self.rest.clone();
        let next = self.next().filter(|next| is_wanted(*next));
        if next.is_none() {
            self.rest = before;
        }
        next
    }

    fn space(&mut self) {
        while self.take(|next| matches!(next, ' ' | '\n' | '\r' | '\t')).is_some() {}
    }

    /// The next character after space.
    fn sign(&mut self) -> Option<char> {
        self.space();
        self.next()
    }

    fn value(&mut self, room: u32) -> Option<Json> {
        match self.sign()? {
            '{' => self.object(room.checked_sub(1)?),
            '[' => self.list(room.checked_sub(1)?),
            '"' => Some(Json::Text(self.text()?)),
            't' => self.word("rue", Json::Bool(true)),
            'f' => self.word("alse", Json::Bool(false)),
            'n' => self.word("ull", Json::Null),
            first => self.number(first),
        }
    }

    fn word(&mut self, rest: &str, value: Json) -> Option<Json> {
        rest.chars().all(|letter| self.next() == Some(letter)).then_some(value)
    }

    fn list(&mut self, room: u32) -> Option<Json> {
        let mut items = Vec::new();
        self.space();
        if self.take(|next| next == ']').is_some() {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(room)?);
            match self.sign()? {
                ',' => {}
                ']' => return Some(Json::List(items)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, room: u32) -> Option<Json> {
        let mut fields = Vec::new();
        self.space();
        if self.take(|next| next == '}').is_some() {
            return Some(Json::Object(fields));
        }
        loop {
            if self.sign()? != '"' {
                return None;
            }
            let name = self.text()?;
            if self.sign()? != ':' {
                return None;
            }
            fields.push((name, self.value(room)?));
            match self.sign()? {
                ',' => {}
                '}' => return Some(Json::Object(fields)),
                _ => return None,
            }
        }
    }

    /// After its first quotation mark.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            text.push(match self.next()? {
                '"' => return Some(text),
                '\\' => self.escaped()?,
                letter if letter >= ' ' => letter,
                _ => return None,
            });
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            itself @ ('"' | '\\' | '/') => itself,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(),
            _ => return None,
        })
    }

    /// What has no room in 16 bits is written as two halves.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        let Some(high) = first.checked_sub(0xD800).filter(|high| *high < 0x400) else {
            return char::from_u32(first);
        };
        if self.next()? != '\\' || self.next()? != 'u' {
            return None;
        }
        let low = self.hex()?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + (high << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |sum, _| Some(sum << 4 | self.next()?.to_digit(16)?))
    }

    fn number(&mut self, first: char) -> Option<Json> {
        let is_negative = first == '-';
        let first = if is_negative { self.next()? } else { first };
        let mut count = Some(u64::from(first.to_digit(10)?)).filter(|_| !is_negative);
        if first != '0' {
            while let Some(digit) = self.digit() {
                count = count.and_then(|count| count.checked_mul(10)?.checked_add(digit.into()));
            }
        }
        if self.take(|next| next == '.').is_some() {
            count = None;
            self.digits()?;
        }
        if self.take(|next| matches!(next, 'e' | 'E')).is_some() {
            count = None;
            let _ = self.take(|next| matches!(next, '+' | '-'));
            self.digits()?;
        }
        Some(count.map_or(Json::OtherNumber, Json::Number))
    }

    fn digit(&mut self) -> Option<u32> {
        self.take(|next| next.is_ascii_digit())?.to_digit(10)
    }

    /// At least one.
    fn digits(&mut self) -> Option<()> {
        self.digit()?;
        while self.digit().is_some() {}
        Some(())
    }
}
