//! What the site has decided: saved whole or not at all, told to whoever goes by a part of it.

use baton_shared::desk::DeskConfig;
use baton_shared::document::Problem;
use baton_shared::ids::{DepartmentId, SiteId};
use baton_shared::message::AgentRef;
use baton_shared::policy::Policy;
use baton_shared::settings::{CannedResponse, Settings, Targets, Theme};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::Error;
use crate::site_object::SiteObject;
use crate::site_object::settings_store::{Stored, Version};
use crate::zone;

/// A document to save.
#[derive(Debug, Serialize, Deserialize)]
pub struct Save {
    /// Whose.
    pub site: SiteId,
    /// The version that it was made from: if there is a newer one, nothing is saved.
    pub expected: u64,
    /// As it was written.
    pub document: String,
    /// Who saves it.
    pub by: AgentRef,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "saved", rename_all = "snake_case")]
pub enum Saved {
    /// It counts from now on.
    Yes(Version),
    /// Somebody else was quicker; this is the version that counts.
    Changed(Version),
    /// It can't be saved as it is.
    Bad {
        /// Why, with pointers into it.
        problems: Vec<Problem>,
    },
}

/// An old version is to count again, as a new one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Restore {
    /// Whose.
    pub site: SiteId,
    /// Which version.
    pub version: u64,
    /// See [`Save::expected`].
    pub expected: u64,
    /// Who restores it.
    pub by: AgentRef,
}

/// What every agent's page shows of the settings.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeskSettings {
    /// Grows with every saved change.
    pub version: u64,
    /// The site's name.
    pub site_name: String,
    /// By name in the order of their ids.
    pub departments: Vec<DepartmentName>,
    /// Texts that agents insert.
    pub canned_responses: Vec<CannedResponse>,
    /// What the site wants to reach.
    pub targets: Targets,
}

/// A department as agents read it.
#[derive(Debug, Serialize, Deserialize)]
pub struct DepartmentName {
    /// Its id.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
}

/// What the edge and the visitor's page go by before there is a conversation.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Embedding {
    /// Where the widget may stand; none: everywhere.
    pub domains: Vec<String>,
    /// Where to write when the chat can't be shown.
    pub contact: Option<String>,
    /// How the widget looks.
    pub theme: Theme,
    /// The language of visitors whose own has no texts.
    pub language: String,
}

impl Embedding {
    /// As the settings have it.
    pub(super) fn of(settings: Settings) -> Self {
        let domains = settings.places().iter().map(ToString::to_string).collect();
        let Settings { contact, theme, language, .. } = settings;
        Self { domains, contact, theme, language }
    }
}

impl SiteObject {
    /// What is said before there is a conversation; `None` if there is no such site.
    pub fn embedding(&self, site: &SiteId) -> Result<Option<Embedding>, Error> {
        Ok(self.settings(site)?.map(|stored| Embedding::of(stored.settings)))
    }

    /// The version that counts; `None` if there is no such site.
    pub fn settings(&self, site: &SiteId) -> Result<Option<Stored>, Error> {
        if !self.exists(site)? {
            return Ok(None);
        }
        let mut cached = self.settings.borrow_mut();
        if cached.is_none() {
            *cached = self.store.newest_settings()?;
        }
        let missing = || Error::Corrupt("no version of the settings can be read".to_owned());
        Ok(Some(cached.clone().ok_or_else(missing)?))
    }

    /// What a conversation that begins now goes by; `None` if there is no such site.
    pub fn policy(&self, site: &SiteId) -> Result<Option<Policy>, Error> {
        let decided = self.decided(site)?;
        Ok(decided.map(|it| it.settings.policy(it.version.version, &it.settings.handover.department)))
    }

    /// What the desk goes by; `None` if there is no such site.
    pub fn desk_config(&self, site: &SiteId) -> Result<Option<DeskConfig>, Error> {
        Ok(self.decided(site)?.map(|it| it.settings.desk_config(it.version.version)))
    }

    /// What agents' pages show; `None` if there is no such site.
    pub fn desk_settings(&self, site: &SiteId) -> Result<Option<DeskSettings>, Error> {
        let show = |Stored { version, settings }: Stored| {
            let departments = settings.departments.into_iter();
            DeskSettings {
                version: version.version,
                site_name: settings.site_name,
                departments: departments.map(|(id, it)| DepartmentName { id, name: it.name }).collect(),
                canned_responses: settings.canned_responses,
                targets: settings.targets,
            }
        };
        Ok(self.settings(site)?.map(show))
    }

    /// Saves a document. There is no await in here: of two admins who save at once the second sees the first one's
    /// version, and nothing is ever half of either.
    pub fn save_settings(&self, save: &Save) -> Result<Saved, Error> {
        let Some(current) = self.settings(&save.site)? else {
            return Err(Error::Corrupt(format!("no site {}", save.site)));
        };
        if current.version.version != save.expected {
            return Ok(Saved::Changed(current.version));
        }
        let settings = match checked(&save.document) {
            Ok(settings) => settings,
            Err(problems) => return Ok(Saved::Bad { problems }),
        };
        // Versions that can't be read have used their numbers up.
        let newest = self.store.settings_versions()?.first().map_or(0, |newest| newest.version);
        let version = Version {
            version: newest.saturating_add(1),
            saved_at: clock::now(),
            saved_by: Some(save.by.clone()),
        };
        self.keep_settings(&save.site, version.clone(), settings)?;
        Ok(Saved::Yes(version))
    }

    /// An old version becomes the newest; `None` if it is not kept (any more).
    pub fn restore_settings(&self, restore: &Restore) -> Result<Option<Saved>, Error> {
        let Some(document) = self.settings_document(restore.version)? else { return Ok(None) };
        let (site, by) = (restore.site.clone(), restore.by.clone());
        self.save_settings(&Save { site, expected: restore.expected, document, by }).map(Some)
    }

    /// One version's document as it was saved.
    pub fn settings_document(&self, version: u64) -> Result<Option<String>, Error> {
        if !self.store.exists()? {
            return Ok(None);
        }
        self.store.settings_document(version)
    }

    /// All kept versions, the newest first.
    pub fn settings_versions(&self) -> Result<Vec<Version>, Error> {
        if !self.store.exists()? {
            return Ok(Vec::new());
        }
        self.store.settings_versions()
    }

    /// Stores a version; the caller sees to it that the desk is told.
    pub fn keep_settings(&self, site: &SiteId, version: Version, settings: Settings) -> Result<(), Error> {
        let document = serde_json::to_string(&settings)?;
        self.store.set_value("site", site.as_str())?;
        self.store.add_settings(&version, &document)?;
        *self.settings.borrow_mut() = Some(Stored { version, settings });
        Ok(())
    }

    #[cfg(not(feature = "test-hooks"))]
    pub(super) fn decided(&self, site: &SiteId) -> Result<Option<Stored>, Error> {
        self.settings(site)
    }

    /// With what a test has set instead: it can't wait as long as people do.
    #[cfg(feature = "test-hooks")]
    pub(super) fn decided(&self, site: &SiteId) -> Result<Option<Stored>, Error> {
        let Some(mut decided) = self.settings(site)? else { return Ok(None) };
        let config = crate::config::Config::of(&self.env);
        let number = |name: &str| config.test_value(name).and_then(|value| value.parse::<u64>().ok());
        let settings = &mut decided.settings;
        settings.bot.typing_ms = number("BOT_TYPING_MS").unwrap_or(settings.bot.typing_ms);
        let answers = number("REQUIRED_ANSWERS").and_then(|answers| u32::try_from(answers).ok());
        settings.handover.required_answers = answers.or(settings.handover.required_answers);
        settings.desk.grace_ms = number("GRACE_MS").unwrap_or(settings.desk.grace_ms);
        let goes_on = config.test_value("WHEN_WAITED").is_some_and(|then| then == "bot");
        for department in settings.departments.values_mut() {
            if goes_on {
                department.when_waited = baton_shared::desk::Overflow::Bot;
            }
            department.ring_ms = number("RING_MS").unwrap_or(department.ring_ms);
            department.wait_ms_max = number("WAIT_MS_MAX").unwrap_or(department.wait_ms_max);
        }
        Ok(Some(decided))
    }
}

/// The document, if nothing at all is wrong with it.
fn checked(document: &str) -> Result<Settings, Vec<Problem>> {
    let settings = Settings::read(document)?;
    let unknown = |(pointer, name)| zone::check(name).err().map(|why| Problem::new(pointer, why.to_string()));
    let problems: Vec<Problem> = settings.zones().filter_map(unknown).collect();
    if problems.is_empty() { Ok(settings) } else { Err(problems) }
}
