//! Numbers of payment cards and bank accounts in a text: by their check digits, so that an order number is none.

use std::ops::RangeInclusive;

/// Lengths of card numbers (ISO/IEC 7812-1). Those of 13 are gone, and telephone numbers have as many.
const CARD_DIGITS: RangeInclusive<usize> = 14..=19;

/// Lengths of account numbers with their country and check digits (ISO 13616; Norway has 15, Saint Lucia 32).
const IBAN_CHARS: RangeInclusive<usize> = 15..=34;

/// Whether the text has the number of a payment card: 14 to 19 digits, alone or in groups, that begin as a card does and
/// pass the check of Luhn.
pub(super) fn has_card_number(text: &str) -> bool {
    let is_digit_or_gap = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let runs = text.split(|c: char| !is_digit_or_gap(c));
    runs.flat_map(|run| {
        let groups: Vec<&str> = run.split([' ', '-']).filter(|group| !group.is_empty()).collect();
        joined(&groups)
    })
    .any(|number| is_card(&number))
}

/// Whether the text has an account number (IBAN) whose check digits are right.
pub(super) fn has_iban(text: &str) -> bool {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| !group.is_empty()).collect();
    joined(&groups).iter().any(|number| is_iban(number))
}

/// Groups that stand next to each other, put together: "4111 1111 …" from every group on, as long as any number is.
fn joined(groups: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for from in 0..groups.len() {
        let mut number = String::new();
        for group in groups.get(from..).unwrap_or_default() {
            number.push_str(group);
            if number.len() > *IBAN_CHARS.end() {
                break;
            }
            found.push(number.clone());
        }
    }
    found
}

fn is_card(number: &str) -> bool {
    CARD_DIGITS.contains(&number.len())
        && number.starts_with(['3', '4', '5', '6'])
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && luhn(number)
}

/// ISO/IEC 7812-1, annex B: from the right every second digit counts twice; the sum of the digits is a multiple of ten.
fn luhn(number: &str) -> bool {
    let sum: u32 = number.bytes().rev().enumerate().map(|(at, byte)| weight(at, byte)).sum();
    sum.is_multiple_of(10)
}

fn weight(at: usize, byte: u8) -> u32 {
    let digit = u32::from(byte.saturating_sub(b'0'));
    match (at % 2 == 1, digit) {
        (false, digit) => digit,
        (true, 0..=4) => digit * 2,
        (true, _) => digit * 2 - 9,
    }
}

/// ISO 7064, MOD 97-10: the first four characters moved to the end, letters as numbers from 10, the remainder is 1.
fn is_iban(number: &str) -> bool {
    let mut begin = number.bytes();
    let has_form = IBAN_CHARS.contains(&number.len())
        && begin.by_ref().take(2).all(|byte| byte.is_ascii_alphabetic())
        && begin.take(2).all(|byte| byte.is_ascii_digit());
    let moved = number.bytes().skip(4).chain(number.bytes().take(4));
    let remainder = moved.fold(0_u32, |remainder, byte| {
        let value = (byte as char).to_digit(36).unwrap_or_default();
        if value < 10 { (remainder * 10 + value) % 97 } else { (remainder * 100 + value) % 97 }
    });
    has_form && remainder == 1
}
