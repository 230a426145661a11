//! Finds annoyance in a visitor's words: swearing and shouting, a feeling said of oneself, a hard word aimed at us, and
//! the same thing said or waited for again and again.

use super::phrases::{has, near, read};

/// Said in anger and in nothing else.
const SWEARING: &[&str] = &[
    "wtf",
    "ffs",
    "fuck*",
    "bullshit",
    "shitty",
    "piece of shit",
    "bloody hell",
    "what the hell",
    "are you kidding",
    "you must be joking",
    "for god s sake",
    "so ein scheiß",
    "scheiß laden",
    "so eine scheiße",
    "verdammt*",
    "verarsch*",
    "zum kotzen",
    "was soll der mist",
    "frechheit",
    "unverschämtheit",
    "fass es nicht",
    "das gibt s doch nicht",
    "schnauze voll",
    "nase voll",
    "saftladen",
];

/// Enough alone, unless the sentence is calm.
const COMPLAINTS: &[&str] = &[
    "fed up",
    "sick of",
    "sick and tired",
    "had enough",
    "losing my patience",
    "lost my patience",
    "running out of patience",
    "waste of my time",
    "wasting my time",
    "unacceptable",
    "this is ridiculous",
    "this is absurd",
    "this is a joke",
    "what a joke",
    "this is so annoying",
    "makes no sense what you",
    "drives me mad",
    "not helping",
    "no help at all",
    "doesn t help at all",
    "does not help at all",
    "not what i asked",
    "not my question",
    "don t understand me",
    "don t understand my",
    "you do not understand",
    "you don t get it",
    "you don t listen",
    "nobody answers",
    "nobody replies",
    "nobody responds",
    "no one answers",
    "no one replies",
    "never order* here again",
    "never order* again",
    "never buy* … again",
    "never again",
    "still no answer",
    "still no reply",
    "still no response",
    "still nothing",
    "nothing happens",
    "das ist lächerlich",
    "doch ein witz",
    "wohl ein witz",
    "soll das ein witz",
    "nicht gefragt",
    "nicht meine frage",
    "versteh* mich nicht",
    "verstehst du nicht",
    "verstehen sie nicht",
    "hilft mir … nicht",
    "hilft nicht weiter",
    "bringt mir nichts",
    "das nervt",
    "nervt mich",
    "reicht es mir",
    "mir reicht s",
    "mir reicht es",
    "jetzt reicht s",
    "es reicht mir",
    "niemand antwortet",
    "keiner antwortet",
    "niemand meldet",
    "keine antwort bekommen",
    "immer noch keine antwort",
    "nichts passiert",
    "passiert nichts",
    "nie wieder bei",
    "bestelle nie wieder",
    "kaufe nie wieder",
    "inakzeptabel",
    "zeitverschwendung",
    "unmöglich von ihnen",
];

/// Who speaks of himself, now.
const SELF: &[&str] = &[
    "i m",
    "i am",
    "im",
    "i feel",
    "am",
    "makes me",
    "making me",
    "ich bin",
    "bin",
    "macht mich",
    "ich werde",
];

/// What he then feels.
const FEELINGS: &[&str] = &[
    "angry",
    "furious",
    "upset",
    "annoyed",
    "frustrated",
    "disappointed",
    "pissed",
    "mad",
    "outraged",
    "livid",
    "sauer",
    "stinksauer",
    "wütend",
    "genervt",
    "verärgert",
    "enttäuscht",
    "frustriert",
    "empört",
];

/// Hard words, which may be said of a tent, too …
const HARD: &[&str] = &[
    "useless",
    "worthless",
    "stupid",
    "dumb",
    "idiotic",
    "terrible",
    "horrible",
    "awful",
    "worst",
    "pathetic",
    "garbage",
    "trash",
    "crap",
    "nightmare",
    "disgrace",
    "disgusting",
    "a joke",
    "incompetent",
    "ridiculous",
    "nutzlos",
    "dumm",
    "dumme",
    "dummer",
    "blöd",
    "blöde",
    "blöder",
    "katastrophe",
    "katastrophal",
    "miserabel",
    "unfähig",
    "mies",
    "mieser",
    "lächerlich",
    "schrecklich*",
    "ein witz",
    "schrott",
    "müll",
];

/// … and what makes them ours.
const AIMED_AT: &[&str] = &[
    "you",
    "you re",
    "bot",
    "chatbot",
    "robot",
    "service",
    "support",
    "chat",
    "company",
    "website",
    "experience",
    "answers",
    "ihr",
    "ihre",
    "euer",
    "eure",
    "kundendienst",
    "kundenservice",
    "firma",
    "laden",
];

/// How far a hard word and its aim stand from each other, in words.
const AIM_WORDS: usize = 5;

/// What is counted when patience ends …
const AGAIN: &[&str] = &[
    "third time",
    "second time",
    "fourth time",
    "fifth time",
    "tenth time",
    "three times",
    "four times",
    "five times",
    "many times",
    "times now",
    "again and again",
    "over and over",
    "dreimal",
    "zum dritten mal",
    "zum zweiten mal",
    "zum vierten mal",
    "zum hundertsten mal",
    "schon wieder",
    "schon mehrmals",
    "already told",
    "already asked",
    "already said",
    "already sent",
    "keep giving me",
    "keep sending me",
    "keep saying",
    "keep asking",
    "schon gesagt",
    "schon geschrieben",
    "immer wieder",
    "immer die gleiche",
    "immer dieselbe",
];

/// … and what is then said, asked or broken again.
const REPEATED: &[&str] = &[
    "i ask*",
    "ask",
    "asked",
    "asking",
    "i write",
    "i told",
    "told you",
    "i said",
    "i have to",
    "i repeat",
    "repeat",
    "explain*",
    "contact*",
    "broken",
    "same answer",
    "same question",
    "same text",
    "gefragt",
    "geschrieben",
    "gesagt",
    "erklärt",
    "kaputt",
    "antwort",
    "frage",
    "you",
];

/// Waiting that is told, not asked about …
const WAITING: &[&str] = &[
    "been waiting",
    "waited",
    "still waiting",
    "keep waiting",
    "waiting for",
    "warte",
    "gewartet",
    "no answer",
    "no reply",
    "keine antwort",
    "hold for",
];

/// … for too long.
const LONG: &[&str] = &[
    "weeks",
    "months",
    "for days",
    "hours",
    "an hour",
    "forever",
    "ages",
    "long enough",
    "wochen",
    "monaten",
    "tagen",
    "stunden",
    "ewig",
    "ewigkeit*",
];

/// Whoever says this is at ease, whatever else the sentence holds.
const CALM: &[&str] = &[
    "thanks",
    "thank you",
    "no rush",
    "no problem",
    "no stress",
    "happy to",
    "love it",
    "i love",
    "not … angry",
    "not … annoyed",
    "not … upset",
    "not … mad",
    "not … disappointed",
    "not … frustrated",
    "sorry for",
    "sorry to",
    "danke",
    "kein problem",
    "kein stress",
    "keine eile",
    "gerne",
    "nicht sauer",
    "nicht wütend",
    "nicht böse",
    "nicht genervt",
    "nicht enttäuscht",
    "nicht nerven",
    "günstig",
];

/// Capital letters from which on a message in capitals with `!!` or `??` is shouted, not a name of a thing.
const SHOUTED_LETTERS_MIN: usize = 10;

/// Whether the visitor sounds annoyed.
pub fn is_frustrated(message: &str) -> bool {
    is_shouted(message) || read(message).iter().any(|sentence| complains(sentence))
}

fn complains(sentence: &[String]) -> bool {
    if has(sentence, SWEARING) || is_one_word(sentence, &["unverschämt", "pathetic", "ridiculous"]) {
        return true;
    }
    !has(sentence, CALM)
        && (has(sentence, COMPLAINTS)
            || near(sentence, SELF, FEELINGS, 4)
            || near(sentence, HARD, AIMED_AT, AIM_WORDS)
            || near(sentence, AIMED_AT, HARD, AIM_WORDS)
            || near(sentence, AGAIN, REPEATED, 6)
            || near(sentence, REPEATED, AGAIN, 6)
            || near(sentence, WAITING, LONG, 6) && !has(sentence, &["how long"]))
}

fn is_one_word(sentence: &[String], words: &[&str]) -> bool {
    sentence.len() == 1 && has(sentence, words)
}

/// `???`, and capitals with more than one mark: "WHERE IS MY PARCEL!!". Joy has `!!!`, too, but seldom all in capitals.
fn is_shouted(message: &str) -> bool {
    let letters = || message.chars().filter(|c| c.is_alphabetic());
    let is_loud = letters().count() >= SHOUTED_LETTERS_MIN && letters().all(|letter| !letter.is_lowercase());
    let has_marks = ["!!", "??", "?!", "!?"].iter().any(|marks| message.contains(marks));
    message.contains("???") || is_loud && has_marks && message.chars().any(char::is_uppercase)
}
