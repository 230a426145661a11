//! Messages that the edge does not have yet, over a reload: each is an entry of this browser's storage, under the name
//! of whose conversation it belongs to. So it is never sent as somebody else, and two tabs can't overwrite each other.
//! Without storage they live as long as the page.

use baton_client::browser::now;
use baton_shared::ids::ClientId;
use web_sys::Storage;

use crate::config::Config;
use crate::session::Unsent;

/// What could not be sent for so long is not what the visitor would say now.
const AGE_MS_MAX: u64 = 7 * 24 * 3_600_000;

/// Those of one writer. An entry's name is `baton:SITE|WRITER|time|client id`.
pub struct Kept {
    site: String,
    browser: String,
    writer: String,
}

impl Kept {
    /// Of the writer that the loader has named.
    pub fn of(config: &Config) -> Self {
        let site = ["baton:", &config.site, "|"].concat();
        let browser = [&site, "b:", &config.start_id].concat();
        let writer = match &config.user_id {
            Some(person) if config.is_signed => [&site, "p:", person, "|"].concat(),
            Some(person) => [&browser, ":", person, "|"].concat(),
            None => [&browser, "|"].concat(),
        };
        Self { site, browser, writer }
    }

    /// What this writer has not sent, as it was written. What is too old, and what belongs to a secret that this browser
    /// has forgotten, goes.
    pub fn load(&self) -> Vec<Unsent> {
        let Some(storage) = storage() else { return Vec::new() };
        let strangers = [&self.site, "b:"].concat();
        let mut mine = Vec::new();
        for key in self.keys(&storage) {
            let is_foreign = key.starts_with(&strangers) && !key.starts_with(&self.browser);
            let at: Option<u64> = key.rsplit('|').nth(1).and_then(|at| at.parse().ok());
            if is_foreign || at.is_none_or(|at| now().0.saturating_sub(at) > AGE_MS_MAX) {
                let _ = storage.remove_item(&key);
            } else if key.starts_with(&self.writer) {
                mine.push(key);
            }
        }
        mine.sort();
        let unsent = |key: String| {
            let (_, client_id) = key.strip_prefix(&self.writer)?.split_once('|')?;
            let client_id = ClientId::new(client_id).ok()?;
            Some(Unsent { client_id, text: storage.get_item(&key).ok()??, refusal: None })
        };
        mine.into_iter().filter_map(unsent).collect()
    }

    /// Keeps a message.
    pub fn add(&self, client_id: &ClientId, text: &str) {
        if let Some(storage) = storage() {
            // Thirteen digits until the year 2286: in the order of time. A full storage keeps nothing.
            let at = now().0.to_string();
            let _ = storage.set_item(&[&self.writer, &at, "|", client_id.as_str()].concat(), text);
        }
    }

    /// The edge has it, or will never take it.
    pub fn remove(&self, client_id: &ClientId) {
        self.clear(&self.writer, client_id.as_str());
    }

    /// Forgets everybody's: the page has said that this browser is somebody else's now.
    pub fn forget(&self) {
        self.clear(&self.site, "");
    }

    fn clear(&self, begin: &str, end: &str) {
        let Some(storage) = storage() else { return };
        for key in self.keys(&storage) {
            if key.starts_with(begin) && key.ends_with(end) {
                let _ = storage.remove_item(&key);
            }
        }
    }

    fn keys(&self, storage: &Storage) -> Vec<String> {
        let count = storage.length().unwrap_or(0);
        let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
        keys.filter(|key| key.starts_with(&self.site)).collect()
    }
}

/// Blocked in some browsers: then there is none.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
