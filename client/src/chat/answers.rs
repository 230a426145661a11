//! What becomes of what was asked: done, refused, or to be said again.

use baton_shared::ids::ClientId;
use baton_shared::time::Timestamp;

use super::{Chat, Output, Refusal};

/// What was refused for the rate is sent again after this time.
const SLOW_DOWN_MS: u64 = 2_000;

impl Chat {
    pub(super) fn answered(&mut self, reference: u64, result: Result<(), Refusal>, out: &mut Vec<Output>) {
        if let Some(ask) = self.untold.answered(reference) {
            return out.push(Output::Answer { reference, ask, result });
        }
        let Some(at) = self.asked.iter().position(|(asked, _, _)| *asked == reference) else { return };
        let (reference, ask, _) = self.asked.remove(at);
        out.push(Output::Answer { reference, ask, result });
    }

    /// The edge can't read a frame. Of all that a page sends only what a script has written may be so, or be newer than the
    /// edge.
    pub(super) fn unreadable(&mut self, refusal: Refusal, out: &mut Vec<Output>) {
        if let Some(reference) = self.untold.on_its_way() {
            self.answered(reference, Err(refusal), out);
        }
    }

    pub(super) fn rejected(
        &mut self,
        now: Timestamp,
        reference: Option<u64>,
        client_id: Option<ClientId>,
        refusal: Refusal,
        out: &mut Vec<Output>,
    ) {
        // A note has a name like a message, but it is answered like any other command.
        let is_later = refusal.code == "slow_down";
        if let Some(reference) = reference {
            if is_later && self.untold.postpone(reference, now.plus_ms(SLOW_DOWN_MS)) {
                return;
            }
            self.answered(reference, Err(refusal), out);
        } else if let Some(client_id) = client_id {
            if is_later {
                self.outbox.postpone(&client_id, now.plus_ms(SLOW_DOWN_MS));
            } else if let Some(pending) = self.outbox.remove(&client_id) {
                let (text, files) = (pending.text, pending.files);
                out.push(Output::Refused { client_id, text, files, refusal });
            }
        }
    }
}
