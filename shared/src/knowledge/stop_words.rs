//! Words that say nothing about the matter of a question: grammar, and the small talk of a chat.

/// Sorted, for the binary search. Apostrophes split words, so the halves of "don't" stand here too.
/// Left out on purpose, because they carry the matter of a shop's question: back, off, out, without.
#[rustfmt::skip] // one word on a line would be four pages
const STOP_WORDS: &[&str] = &[
    "a", "able", "about", "absolutely", "actually", "after", "again", "ago", "ain", "all", "allowed",
    "almost", "along", "already", "also", "although", "always", "am", "among", "an", "and", "another",
    "any", "anybody", "anyone", "anything", "anyway", "anyways", "apart", "apparently", "approximately",
    "are", "aren", "around", "as", "ask", "asking", "at", "away", "b", "basically", "be", "because", "been",
    "before", "behind", "being", "between", "bit", "both", "bought", "bring", "brother", "but", "buy",
    "buying", "by", "c", "can", "cannot", "cant", "certain", "colleague", "come", "comes", "correct",
    "correctly", "could", "couldn", "curious", "current", "currently", "d", "dad", "daughter", "day",
    "days", "dear", "did", "didn", "didnt", "disappointed", "do", "does", "doesn", "doesnt", "doing", "don",
    "done", "dont", "during", "e", "each", "earlier", "easily", "eight", "either", "else", "even",
    "eventually", "ever", "every", "everything", "exact", "exactly", "explain", "extremely", "f", "fairly",
    "far", "feel", "few", "find", "finding", "first", "five", "for", "found", "four", "friday", "friends",
    "from", "frustrated", "further", "furthermore", "g", "generally", "get", "gets", "getting", "give",
    "given", "go", "goes", "going", "gone", "gonna", "good", "got", "guess", "guys", "h", "had", "hadn",
    "happen", "happened", "happening", "happens", "happy", "has", "hasn", "have", "haven", "having", "he",
    "hear", "hello", "help", "her", "here", "hey", "hi", "him", "his", "hopefully", "how", "however",
    "hows", "husband", "i", "id", "if", "im", "immediately", "in", "indeed", "info", "information",
    "inside", "instead", "into", "is", "isn", "isnt", "issue", "issues", "it", "its", "itself", "ive", "j",
    "just", "k", "kind", "kinda", "kindly", "know", "l", "last", "later", "least", "let", "like", "live",
    "living", "ll", "local", "locally", "look", "looking", "looks", "lot", "lots", "m", "mainly", "make",
    "many", "matter", "may", "maybe", "me", "mean", "meanwhile", "mention", "mentioned", "merely", "might",
    "mine", "mom", "moment", "monday", "month", "months", "more", "most", "mostly", "much", "must", "my",
    "myself", "n", "nearly", "need", "needed", "never", "new", "next", "nine", "no", "nobody", "none",
    "normal", "normally", "not", "nothing", "now", "o", "obviously", "of", "offer", "offered", "offering",
    "often", "oh", "ok", "okay", "old", "on", "once", "one", "only", "or", "other", "otherwise", "our",
    "ours", "own", "p", "parents", "part", "particular", "particularly", "people", "per", "perhaps",
    "place", "please", "pls", "plz", "possible", "possibly", "prefer", "previously", "probably", "problem",
    "problems", "proper", "properly", "put", "q", "question", "quick", "quite", "r", "rather", "re",
    "realise", "realize", "really", "reason", "reasonable", "recently", "regarding", "right", "s", "said",
    "same", "saw", "say", "second", "see", "seem", "seems", "seriously", "set", "seven", "several", "shall",
    "she", "shortly", "should", "show", "similar", "simply", "since", "sister", "six", "slightly", "so",
    "some", "somebody", "somehow", "someone", "something", "sometimes", "son", "soon", "sorry", "specific",
    "still", "stuff", "such", "suddenly", "suppose", "supposed", "sure", "surprised", "t", "take", "tell",
    "ten", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "theres", "these",
    "they", "thing", "things", "think", "thinking", "third", "this", "those", "three", "through",
    "thursday", "time", "times", "to", "today", "together", "told", "tonight", "too", "totally", "toward",
    "tried", "trouble", "truly", "try", "trying", "tuesday", "two", "typical", "u", "under", "understand",
    "unfortunately", "unsure", "until", "up", "upon", "us", "use", "using", "usual", "usually", "v",
    "various", "ve", "very", "w", "wanna", "want", "wanted", "was", "wasn", "wasnt", "way", "we",
    "wednesday", "week", "weeks", "weird", "well", "went", "were", "werent", "what", "whatever", "whats",
    "when", "whenever", "where", "wheres", "whether", "which", "while", "who", "whole", "whos", "why",
    "wife", "will", "wish", "with", "within", "won", "wonder", "wondering", "wont", "worried", "would",
    "wouldn", "x", "y", "year", "years", "yes", "yesterday", "yet", "you", "your", "youre", "yours", "z",
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
