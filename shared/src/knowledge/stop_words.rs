//! Words that say nothing about the matter of a question: grammar, and the small talk of a chat.

/// Sorted, for the binary search. Apostrophes split words, so the halves of "don't" stand here too.
/// Left out on purpose, because they carry the matter of a shop's question: back, off, out, without.
#[rustfmt::skip] // one word on a line would be four pages
const STOP_WORDS: &[&str] = &[
    "a", "able", "about", "actually", "after", "again", "ago", "ain", "all", "allowed", "already", "also",
    "always", "am", "an", "and", "another", "any", "anybody", "anyone", "anything", "anyway", "anyways",
    "are", "aren", "as", "ask", "asking", "at", "b", "basically", "be", "because", "been", "before",
    "behind", "being", "between", "bit", "both", "bought", "bring", "but", "buy", "buying", "by", "c",
    "can", "cannot", "cant", "certain", "come", "comes", "correct", "correctly", "could", "couldn",
    "current", "currently", "d", "day", "days", "dear", "did", "didn", "didnt", "do", "does", "doesn",
    "doesnt", "doing", "don", "done", "dont", "during", "e", "each", "earlier", "easily", "eight", "either",
    "else", "even", "ever", "every", "everything", "exact", "exactly", "explain", "f", "far", "feel", "few",
    "find", "finding", "first", "five", "for", "found", "four", "from", "further", "furthermore", "g",
    "generally", "get", "gets", "getting", "give", "given", "go", "goes", "going", "gone", "gonna", "good",
    "got", "guess", "guys", "h", "had", "hadn", "happen", "happened", "happening", "happens", "has", "hasn",
    "have", "haven", "having", "he", "hear", "hello", "help", "her", "here", "hey", "hi", "him", "his",
    "hopefully", "how", "however", "hows", "i", "id", "if", "im", "in", "info", "information", "inside",
    "instead", "into", "is", "isn", "isnt", "issue", "issues", "it", "its", "itself", "ive", "j", "just",
    "k", "kind", "kinda", "kindly", "know", "l", "last", "later", "least", "let", "like", "live", "living",
    "ll", "look", "looking", "looks", "lot", "lots", "m", "make", "many", "matter", "may", "maybe", "me",
    "mean", "meanwhile", "might", "mine", "moment", "monday", "month", "months", "more", "most", "much",
    "must", "my", "myself", "n", "need", "needed", "never", "new", "next", "nine", "no", "nobody", "none",
    "normal", "normally", "not", "nothing", "now", "o", "of", "offer", "offered", "offering", "often", "oh",
    "ok", "okay", "old", "on", "once", "one", "only", "or", "other", "otherwise", "our", "ours", "own", "p",
    "part", "people", "per", "place", "please", "pls", "plz", "possible", "probably", "problem", "problems",
    "proper", "properly", "put", "q", "question", "quick", "quite", "r", "rather", "re", "really",
    "recently", "regarding", "right", "s", "said", "same", "saw", "say", "second", "see", "seem", "seems",
    "set", "seven", "several", "shall", "she", "shortly", "should", "show", "simply", "since", "six", "so",
    "some", "somebody", "somehow", "someone", "something", "sometimes", "soon", "sorry", "still", "stuff",
    "such", "suddenly", "suppose", "supposed", "sure", "t", "take", "tell", "ten", "than", "thank",
    "thanks", "that", "the", "their", "them", "then", "there", "theres", "these", "they", "thing", "things",
    "think", "thinking", "third", "this", "those", "three", "through", "thursday", "to", "today",
    "together", "told", "tonight", "too", "toward", "tried", "trouble", "try", "trying", "tuesday", "two",
    "u", "understand", "unfortunately", "until", "up", "upon", "us", "use", "using", "usually", "v",
    "various", "ve", "very", "w", "wanna", "want", "wanted", "was", "wasn", "wasnt", "way", "we",
    "wednesday", "week", "weeks", "well", "went", "were", "werent", "what", "whatever", "whats", "when",
    "whenever", "where", "wheres", "whether", "which", "while", "who", "whole", "whos", "why", "will",
    "wish", "with", "within", "won", "wonder", "wondering", "wont", "would", "wouldn", "x", "y", "year",
    "years", "yes", "yesterday", "yet", "you", "your", "youre", "yours", "z",
];

pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::STOP_WORDS;

    #[test]
    fn the_list_is_sorted_without_repetition() {
        assert!(STOP_WORDS.windows(2).all(|pair| pair.first() < pair.last()));
    }
}
