//! Files of a conversation: who may store and fetch which. The bytes lie elsewhere (`blobs.rs`); a file is there once
//! its row says so, and stays once a message names it.

use std::rc::Rc;

use baton_shared::conversation::PosterKey;
use baton_shared::files::{FileCard, room_for};
use baton_shared::ids::{AgentId, ClientId, ConversationId, FileId, SiteId, VisitorId};
use baton_shared::limits::FILE_UNUSED_MS_MAX;
use baton_shared::rejection::Rejection;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::blobs::{self, Blobs};
use crate::clock;
#[cfg(feature = "test-hooks")]
use crate::config::Config;
use crate::conversation_object::Core;
use crate::conversation_object::memory::Memory;
use crate::error::{self, Error};
use crate::random::hash_of;
use crate::seat::Seat;

/// A file whose bytes have not come by then takes no room any more: ten minutes for ten megabytes.
const UPLOAD_MS_MAX: u64 = 10 * 60_000;

/// Tries to store one file. Whoever needs more has no network.
const ATTEMPTS_MAX: u32 = 50;

/// Who asks, as the Worker has found out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// By a token.
    Visitor {
        /// Whose site.
        site: SiteId,
        /// Who.
        visitor: VisitorId,
    },
    /// By a cookie.
    Agent(Seat),
}

/// A file is about to come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BeginFile {
    /// From whom.
    pub by: Bearer,
    /// The page's name for it: the same one is the same file.
    pub client_id: ClientId,
    /// Its bytes.
    pub size: u64,
}

/// What becomes of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begun {
    /// It is there already.
    Known(FileCard),
    /// Its bytes may come, under this try's number.
    Go {
        /// Its name.
        file: FileId,
        /// Which try it is.
        attempt: u32,
    },
    /// No.
    Refused(Rejection),
}

/// Its bytes are stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepFile {
    /// By whom.
    pub by: Bearer,
    /// Which try has stored them.
    pub attempt: u32,
    /// What it is.
    pub card: FileCard,
}

/// A file is wanted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindFile {
    /// By whom.
    pub by: Bearer,
    /// Which.
    pub file: FileId,
}

/// What is kept of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileRow {
    /// The agent who stores it; `None`: the visitor.
    agent: Option<AgentId>,
    /// Its bytes.
    size: u64,
    /// When it was begun, or removed in vain.
    at: Timestamp,
    /// How often it was begun.
    attempts: u32,
    /// The try whose bytes it is, once they are there.
    kept: Option<(u32, FileCard)>,
}

impl FileRow {
    /// The name of its bytes.
    fn key(&self, conversation: &ConversationId) -> Option<String> {
        self.kept.as_ref().map(|(attempt, card)| blobs::key(conversation, &card.id, *attempt))
    }

    fn takes_room(&self, now: Timestamp) -> bool {
        self.kept.is_some() || now.since_ms(self.at) < UPLOAD_MS_MAX
    }
}

/// The same sender's same name is the same file: nothing has to be looked up, and no name can be guessed from another.
fn file_id(agent: Option<&AgentId>, client_id: &ClientId) -> Result<FileId, Error> {
    let whose = agent.map_or("visitor", AgentId::as_str);
    let digest: String = hash_of(&format!("{whose}/{client_id}")).chars().take(32).collect();
    FileId::new(format!("f_{digest}")).map_err(|cause| Error::Corrupt(cause.to_string()))
}

impl Core {
    /// Whether a file may come, and under which name.
    pub fn begin_file(self: &Rc<Self>, begin: &BeginFile) -> Result<Begun, Error> {
        let Some(agent) = self.side_of(&begin.by)? else { return Ok(Begun::Refused(Rejection::NotFound)) };
        let (now, file) = (clock::now(), file_id(agent.as_ref(), &begin.client_id)?);
        let begun = self.with(|memory| {
            let known = memory.files.get(&file);
            if let Some((_, card)) = known.and_then(|row| row.kept.as_ref()) {
                return Ok(Begun::Known(card.clone()));
            }
            let attempt = known.map_or(0, |row| row.attempts).saturating_add(1);
            let others = memory.files.iter().filter(|(id, row)| **id != file && row.takes_room(now));
            let room = room_for(begin.size, others.map(|(_, row)| row.size));
            let room = if attempt > ATTEMPTS_MAX { Err(Rejection::FilesFull) } else { room };
            if let Err(rejection) = room {
                return Ok(Begun::Refused(rejection));
            }
            let row = FileRow { agent, size: begin.size, at: now, attempts: attempt, kept: None };
            self.store.set_file(&file, &row)?;
            memory.files.insert(file.clone(), row);
            Ok(Begun::Go { file, attempt })
        });
        self.set_alarm();
        begun.unwrap_or(Ok(Begun::Refused(Rejection::NotFound)))
    }

    /// Its bytes are there. The first try counts: the card that is returned may be another one's.
    pub fn keep_file(self: &Rc<Self>, keep: &KeepFile) -> Result<Option<FileCard>, Error> {
        let Some(agent) = self.side_of(&keep.by)? else { return Ok(None) };
        let kept = self.with(|memory| {
            let Some(row) = memory.files.get(&keep.card.id).filter(|row| row.agent == agent) else {
                return Ok(None);
            };
            if let Some((_, card)) = &row.kept {
                return Ok(Some(card.clone()));
            }
            let row = FileRow { kept: Some((keep.attempt, keep.card.clone())), ..row.clone() };
            self.store.set_file(&keep.card.id, &row)?;
            memory.files.insert(keep.card.id.clone(), row);
            Ok(Some(keep.card.clone()))
        });
        kept.unwrap_or(Ok(None))
    }

    /// A file and the name of its bytes, for who may see it: both sides what was said, each side what it has stored.
    pub fn find_file(self: &Rc<Self>, find: &FindFile) -> Result<Option<(FileCard, String)>, Error> {
        let Some(agent) = self.side_of(&find.by)? else { return Ok(None) };
        let found = self.with(|memory| {
            let row = memory.files.get(&find.file)?;
            let is_shown = memory.state.files.contains(&find.file) || row.agent.is_some() == agent.is_some();
            let (_, card) = row.kept.as_ref().filter(|_| is_shown)?;
            Some((card.clone(), row.key(&memory.identity.conversation)?))
        });
        Ok(found.flatten())
    }

    /// What a message names, as it is stored here by its sender.
    pub fn cards(&self, seat: Option<&Seat>, files: &[FileId]) -> Result<Vec<FileCard>, Rejection> {
        let agent = seat.map(|seat| &seat.agent.id);
        let card = |file: &FileId| {
            let card = self.with(|memory| {
                let row = memory.files.get(file).filter(|row| row.agent.as_ref() == agent)?;
                row.kept.as_ref().map(|(_, card)| card.clone())
            });
            card.flatten().ok_or(Rejection::UnknownFile)
        };
        files.iter().map(card).collect()
    }

    /// The agent who asks, or the visitor; the outer `None`: nobody who has a place in this conversation.
    pub fn side_of(self: &Rc<Self>, by: &Bearer) -> Result<Option<Option<AgentId>>, Error> {
        if !self.load()? {
            return Ok(None);
        }
        let identity = self.with(|memory| memory.identity.clone());
        let Some(identity) = identity else { return Ok(None) };
        Ok(match by {
            Bearer::Visitor { site, visitor } => {
                (*site == identity.site && *visitor == identity.visitor).then_some(None)
            }
            Bearer::Agent(seat) => {
                (seat.site == identity.site && self.may_touch(seat)).then(|| Some(seat.agent.id.clone()))
            }
        })
    }

    fn unused_ms_max(&self) -> u64 {
        #[cfg(feature = "test-hooks")]
        if let Some(set) = Config::of(&self.env).test_value("FILE_UNUSED_MS") {
            return set.parse().unwrap_or(FILE_UNUSED_MS_MAX);
        }
        FILE_UNUSED_MS_MAX
    }

    /// When the first file that no message has named is to be removed.
    pub fn unused_deadline(&self, memory: &Memory) -> Option<Timestamp> {
        unused(memory).map(|(_, row)| row.at.plus_ms(self.unused_ms_max())).min()
    }

    /// Removes files that no message has named in time: first from what can be named, then their bytes, then their rows,
    /// so that whatever a crash leaves is found again.
    pub fn remove_unused_files(self: &Rc<Self>) {
        let (now, unused_ms_max) = (clock::now(), self.unused_ms_max());
        let late = self.with(|memory| {
            let is_late = |row: &FileRow| row.at.plus_ms(unused_ms_max) <= now;
            let late: Vec<FileId> =
                unused(memory).filter(|(_, row)| is_late(row)).map(|(id, _)| id.clone()).collect();
            let taken = late.into_iter().filter_map(|id| memory.files.remove_entry(&id)).collect();
            (memory.identity.conversation.clone(), taken)
        });
        let Some((conversation, late)): Option<(_, Vec<(FileId, FileRow)>)> = late else { return };
        for (file, row) in late {
            let (core, conversation) = (self.clone(), conversation.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let removed = core.remove_file(&conversation, &file, &row).await;
                if removed.is_err() {
                    // Tried again after as long as it has taken now.
                    core.with(|memory| memory.files.insert(file, FileRow { at: now, ..row }));
                    core.set_alarm();
                }
                error::log("remove file", removed);
            });
        }
    }

    async fn remove_file(
        &self,
        conversation: &ConversationId,
        file: &FileId,
        row: &FileRow,
    ) -> Result<(), Error> {
        let blobs = Blobs::of(&self.env)?;
        for attempt in 1..=row.attempts {
            blobs.delete(&blobs::key(conversation, file, attempt)).await?;
        }
        // Begun anew meanwhile: the row is not this one any more.
        if self.with(|memory| memory.files.contains_key(file)) == Some(false) {
            self.store.remove_file(file)?;
        }
        Ok(())
    }
}

fn unused(memory: &Memory) -> impl Iterator<Item = (&FileId, &FileRow)> {
    memory.files.iter().filter(|(id, _)| !memory.state.files.contains(*id))
}

/// Whose names a bearer's messages use.
pub fn poster(seat: Option<&Seat>) -> PosterKey {
    seat.map_or(PosterKey::Visitor, |seat| PosterKey::Agent(seat.agent.id.clone()))
}
