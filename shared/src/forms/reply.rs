//! What a visitor means by a short reply to one of the bot's questions: leave this out, stop it, yes, no. In every
//! language that the widget speaks; what it offers as a quick reply is among them (`tests/it/locales.rs`).

use crate::words::fold;

/// The quick reply that leaves a question out.
pub const SKIP: &str = "Skip";

/// The quick reply that ends the questions.
pub const CANCEL: &str = "Cancel";

/// The quick reply that agrees.
pub const YES: &str = "Yes";

/// The quick reply that does not.
pub const NO: &str = "No";

/// What such a reply means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// No answer to this one.
    Skip,
    /// Back to the chatbot.
    Cancel,
    /// Agreed.
    Yes,
    /// Not agreed.
    No,
}

const SKIPS: [&str; 22] = [
    "skip",
    "skip it",
    "none",
    "überspringen",
    "weglassen",
    "passer",
    "omitir",
    "saltar",
    "pular",
    "ignorar",
    "salta",
    "overslaan",
    "pomiń",
    "pomin",
    "atla",
    "geç",
    "تخطي",
    "דילוג",
    "スキップ",
    "跳过",
    "छोड़ें",
    "-",
];

const CANCELS: [&str; 28] = [
    "cancel",
    "stop",
    "quit",
    "abort",
    "never mind",
    "abbrechen",
    "abbruch",
    "annuler",
    "arrêter",
    "cancelar",
    "annulla",
    "annuleren",
    "stoppen",
    "anuluj",
    "przerwij",
    "iptal",
    "vazgeç",
    "إلغاء",
    "الغاء",
    "ביטול",
    "キャンセル",
    "中止",
    "取消",
    "रद्द करें",
    "रद्द",
    "back",
    "zurück",
    "detener",
];

const YESES: [&str; 20] = [
    "yes",
    "y",
    "ok",
    "i agree",
    "ja",
    "oui",
    "sí",
    "si",
    "sim",
    "sì",
    "tak",
    "evet",
    "نعم",
    "כן",
    "はい",
    "是",
    "同意",
    "हाँ",
    "हां",
    "j",
];

const NOES: [&str; 14] =
    ["no", "n", "nein", "non", "não", "nao", "nee", "nie", "hayır", "لا", "לא", "いいえ", "否", "नहीं"];

/// What a reply means, if the whole of it is such a word.
pub fn understood(text: &str) -> Option<Reply> {
    let said = plain(text);
    let is_one = |words: &[&str]| words.iter().any(|word| plain(word) == said);
    match () {
        () if is_one(&CANCELS) => Some(Reply::Cancel),
        () if is_one(&SKIPS) => Some(Reply::Skip),
        () if is_one(&YESES) => Some(Reply::Yes),
        () if is_one(&NOES) => Some(Reply::No),
        () => None,
    }
}

/// Without the signs around it; small letters without accents.
fn plain(text: &str) -> String {
    let bare = text.trim().trim_matches(['.', '!', '?', '。', '！', '"', '\'', ' ']);
    fold(bare)
}
