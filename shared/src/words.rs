//! Cuts text into words that can be compared, and finds phrases in them: what escalation, signals and rules share.
//!
//! Words are in small letters, without accents, so that "Kündigung", "KÜNDIGUNG" and "kundigung" are one. An apostrophe
//! separates: "don't" is "don t", typed with whichever sign. A script without spaces gives a word for each character, so
//! that a phrase of it is found like any other.

/// Any few words may stand here: "want … refund".
const GAP: &str = "…";

/// How many words a gap takes at most: "I want the shop to give me a refund".
const GAP_WORDS_MAX: usize = 5;

/// After a word: whatever begins with it. "kündig*" finds "kündigen" and "Kündigung".
const STAR: &str = "*";

/// The words of a text, in their order, `words_max` at most.
pub fn words(text: &str, words_max: usize) -> Vec<String> {
    let said = Pieces { rest: text }.filter(|piece| is_word(piece));
    said.take(words_max).map(fold).collect()
}

/// The sentences of a text, `words_max` at most; what stands in one has nothing to do with the next.
pub fn sentences(text: &str, words_max: usize) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', ';', '\n']).take(words_max)
}

/// Where in the words a phrase begins: its words in a row, `*` for the rest of a word, `…` for a few words. A phrase without a
/// word is nowhere.
pub fn places<'a>(words: &'a [String], phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let mut pieces = Pieces { rest: phrase };
    let first = pieces.by_ref().find(|piece| is_word(piece)).map(fold);
    let is_beginning = pieces.takes(STAR);
    // Most phrases end here, at a comparison of two strings: a message is looked through for thousands of them.
    let is_first = move |word: &str| match &first {
        Some(first) if is_beginning => word.starts_with(first.as_str()),
        Some(first) => word == first,
        None => false,
    };
    let begins = words.iter().enumerate().filter(move |(_, word)| is_first(word)).map(|(at, _)| at);
    begins.filter(move |at| follows(words.get(at.saturating_add(1)..).unwrap_or_default(), pieces))
}

/// Whether the words hold a phrase somewhere.
pub fn has_phrase(words: &[String], phrase: &str) -> bool {
    places(words, phrase).next().is_some()
}

/// Whether the words begin with a phrase.
pub(crate) fn begins(words: &[String], phrase: &str) -> bool {
    follows(words, Pieces { rest: phrase })
}

/// Whether a phrase has anything that can be found.
pub fn has_word(phrase: &str) -> bool {
    Pieces { rest: phrase }.any(is_word)
}

/// A text as it is compared where it is no sentence: small letters without accents, signs and spaces as they are.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

fn follows(words: &[String], mut phrase: Pieces<'_>) -> bool {
    let Some(piece) = phrase.next() else { return true };
    match piece {
        GAP => {
            (0..=GAP_WORDS_MAX).any(|skipped| words.get(skipped..).is_some_and(|rest| follows(rest, phrase)))
        }
        _ if !is_word(piece) => follows(words, phrase),
        _ => {
            let is_beginning = phrase.takes(STAR);
            let Some((word, rest)) = words.split_first() else { return false };
            is_form(word, piece, is_beginning) && follows(rest, phrase)
        }
    }
}

fn is_form(word: &str, piece: &str, is_beginning: bool) -> bool {
    let mut letters = word.chars();
    piece.chars().flat_map(folded).all(|wanted| letters.next() == Some(wanted))
        && (is_beginning || letters.next().is_none())
}

/// The signs are none, and a mark that stands alone isn't either.
fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// A text, piece by piece: words, and the two signs of a phrase.
#[derive(Clone, Copy)]
struct Pieces<'a> {
    rest: &'a str,
}

impl Pieces<'_> {
    /// Takes the sign if it stands right here.
    fn takes(&mut self, sign: &str) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start_matches(is_separator);
        let first = self.rest.chars().next()?;
        let length = match stands_alone(first) {
            true => first.len_utf8(),
            false => self.rest.find(|c| is_separator(c) || stands_alone(c)).unwrap_or(self.rest.len()),
        };
        let (piece, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(piece)
    }
}

fn is_separator(c: char) -> bool {
    !c.is_alphanumeric() && !is_mark(c) && !stands_alone(c)
}

/// The two signs, and the scripts that put no space between words: Han, Kana, Thai, Lao, Khmer, Burmese.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '*' | '…' | '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

/// Accents typed as characters of their own: "e" and U+0301 are "é".
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// A letter as it is compared. The Swiss write "ss" for "ß", so do capitals.
fn folded(c: char) -> impl Iterator<Item = char> {
    let sharp = (c == 'ß').then_some(['s', 's']).into_iter().flatten();
    let others = (c != 'ß').then(|| c.to_lowercase()).into_iter().flatten();
    sharp.chain(others).filter(|c| !is_mark(*c)).map(without_accent)
}

/// Latin letters with a mark, as SQLite's `remove_diacritics 2` folds them; other scripts stay as they are.
pub(crate) fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}
