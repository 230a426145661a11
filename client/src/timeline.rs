//! The messages of a conversation as one page has them: in order, each once, and a gap is never hidden.

use baton_shared::ids::Seq;
use baton_shared::message::Message;

/// Messages that arrived before one that is missing. More than this is asked for again.
const AHEAD_MAX: usize = 500;

/// Messages 1 … n without a gap, and those that wait for a missing one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    messages: Vec<Message>,
    /// The next one last. A list: the code of a map is 3 kB of every visitor's download.
    ahead: Vec<Message>,
    /// The last place that is known to exist.
    known: Seq,
}

impl Timeline {
    /// What can be shown: everything up to the first gap.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The last place before the first gap; 0 if there is nothing.
    pub fn head(&self) -> Seq {
        self.messages.last().map(|message| message.seq).unwrap_or_default()
    }

    /// Takes in a message, however often and in whatever order it comes.
    pub fn take(&mut self, message: Message) {
        if message.seq <= self.head() {
            return;
        }
        self.announced(message.seq);
        // The one that is missing is always taken, however many wait for it.
        if self.ahead.len() < AHEAD_MAX || message.seq == self.head().next() {
            match self.ahead.binary_search_by(|ahead| message.seq.cmp(&ahead.seq)) {
                Ok(_) => {}
                Err(at) => self.ahead.insert(at, message),
            }
        }
        let mut wanted = self.head().next();
        while let Some(next) = self.ahead.pop_if(|next| next.seq == wanted) {
            wanted = next.seq.next();
            self.messages.push(next);
        }
    }

    /// The edge has spoken of this place: a message stands there.
    pub fn announced(&mut self, seq: Seq) {
        self.known = self.known.max(seq);
    }

    /// Whether something is known to be missing.
    pub fn has_gap(&self) -> bool {
        self.head() < self.known
    }

    /// Whether something has overtaken what is missing, so that the missing will hardly come by itself.
    pub fn is_overtaken(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Forgets everything: the edge knows another history.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
