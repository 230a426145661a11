//! The desk is told of new settings until it has answered. It also asks by itself when it wakes.

use std::time::Duration;

use baton_shared::ids::SiteId;
use worker::console_error;

use crate::call::call;
use crate::config::Config;
use crate::error::Error;
use crate::site_object::SiteObject;

/// Until the desk is told again: a desk that was just moved or restarted is back by then.
const TELL_AGAIN: Duration = Duration::from_secs(2);

impl SiteObject {
    /// Tells the desk what counts now, if it does not know. The alarm is set first: if this process ends here, the
    /// next one goes on.
    pub async fn tell_desk(&self) -> Result<(), Error> {
        if !self.store.exists()? || !self.owes_desk()? {
            return Ok(());
        }
        self.state.storage().set_alarm(TELL_AGAIN).await?;
        match self.tell_desk_once().await {
            Ok(()) if !self.owes_desk()? => Ok(self.state.storage().delete_alarm().await?),
            Ok(()) => Ok(()),
            Err(error) => {
                console_error!("settings: the desk was not told: {error}");
                Ok(())
            }
        }
    }

    async fn tell_desk_once(&self) -> Result<(), Error> {
        let Some(site) = self.store.value("site")? else { return Ok(()) };
        let site = SiteId::new(site).map_err(|cause| Error::Corrupt(cause.to_string()))?;
        let Some(config) = self.desk_config(&site)? else { return Ok(()) };
        let _: () = call(&Config::of(&self.env).desk(&site)?, "configure", &config).await?;
        // What was saved during the call is owed still.
        self.store.set_value("desk_told", &config.version.to_string())
    }

    fn owes_desk(&self) -> Result<bool, Error> {
        let told = self.store.value("desk_told")?.and_then(|told| told.parse::<u64>().ok());
        let newest = self.store.settings_versions()?.first().map_or(0, |newest| newest.version);
        let counts = self.settings.borrow().as_ref().map_or(newest, |stored| stored.version.version);
        Ok(told.unwrap_or(0) < counts)
    }
}
