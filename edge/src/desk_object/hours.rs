//! Settings and business hours of a desk: fetched from the site, looked at by the clock.

use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::business_hours::{BusinessHours, is_open, next_change};
use baton_shared::desk::{Command, DeskConfig, Hours};
use baton_shared::ids::{DepartmentId, SiteId};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::desk_object::Core;
use crate::error::{self, Error};
use crate::zone::IanaZone;

impl Core {
    /// The site says what it has decided.
    pub fn configure(self: &Rc<Self>, config: DeskConfig) -> Result<(), Error> {
        self.load()?;
        self.turn(&Command::Configure(Box::new(config)))?;
        self.look_at_the_clock()
    }

    /// Asks the site what it has decided, once the desk knows whose it is: a word of the site may have been lost.
    pub fn belongs_to(self: &Rc<Self>, site: &SiteId) -> Result<(), Error> {
        self.load()?;
        if self.site.borrow().as_ref() == Some(site) {
            return Ok(());
        }
        self.store.set("site", site)?;
        *self.site.borrow_mut() = Some(site.clone());
        self.fetch_config();
        Ok(())
    }

    /// Soon; until then the desk goes by what it has.
    pub fn fetch_config(self: &Rc<Self>) {
        let Some(site) = self.site.borrow().clone() else { return };
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let fetched = async {
                let stub = Config::of(&core.env).site(&site)?;
                let config: Option<DeskConfig> = call(&stub, "desk-config", &site).await?;
                config.map_or(Ok(()), |config| core.configure(config))
            };
            error::log("desk config", fetched.await);
        });
    }

    /// Finds out which departments are open now.
    pub fn look_at_the_clock(self: &Rc<Self>) -> Result<(), Error> {
        let now = clock::now();
        let mut zones: BTreeMap<String, IanaZone> = BTreeMap::new();
        let mut look = |hours: &BusinessHours| -> Option<Hours> {
            let zone = match zones.get(&hours.zone) {
                Some(zone) => zone.clone(),
                None => {
                    // A zone is checked when it is saved; one that is gone from the database leaves the door open.
                    let found = IanaZone::named(&hours.zone);
                    let found =
                        found.inspect_err(|unknown| worker::console_error!("hours: {unknown}")).ok()?;
                    zones.insert(hours.zone.clone(), found.clone());
                    found
                }
            };
            let changes_at = next_change(hours, &zone, now).map(|change| change.at);
            Some(Hours { is_open: is_open(hours, &zone, now), changes_at })
        };
        let looked: Option<BTreeMap<DepartmentId, Hours>> = self.with(|desk| {
            let departments = desk.config.departments.iter();
            let with_hours = departments.filter_map(|(id, it)| Some((id, it.hours.as_ref()?)));
            with_hours.filter_map(|(id, hours)| Some((id.clone(), look(hours)?))).collect()
        });
        looked.map_or(Ok(()), |hours| self.turn(&Command::HoursChecked(hours)))
    }
}
