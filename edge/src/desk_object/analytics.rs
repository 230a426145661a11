//! Answers what analytics is asked: the figures, and what can be chosen from.

use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::analytics::{Analytics, Cohort, Filter, Part};
use baton_shared::ids::DepartmentId;
use serde::{Deserialize, Serialize};

use crate::desk_object::Core;
use crate::error::Error;
use crate::zone::IanaZone;

/// What is asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Asked {
    /// Who counts.
    pub filter: Filter,
    /// Whose days and hours are meant, by the zone's IANA name.
    pub zone: String,
}

/// The answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "counted", rename_all = "snake_case")]
pub enum Counted {
    /// All of it.
    Yes(Box<Analytics>),
    /// There is no such zone; what to write instead.
    UnknownZone {
        /// For a person.
        message: String,
    },
    /// More conversations than can be counted at once.
    TooMany,
}

impl Core {
    /// Counts.
    pub async fn analytics(self: &Rc<Self>, asked: Asked) -> Result<Counted, Error> {
        self.load()?;
        let zone = match IanaZone::named(&asked.zone) {
            Ok(zone) => zone,
            Err(unknown) => return Ok(Counted::UnknownZone { message: unknown.to_string() }),
        };
        if self.records.is_too_much(&asked.filter)? {
            return Ok(Counted::TooMany);
        }
        let mut cohort = Cohort::new(asked.filter.clone(), &zone);
        self.records.gather(&asked.filter, &mut cohort).await?;
        let answer = self.with(|desk| {
            let names = desk.config.departments.iter().map(|(id, known)| (id.clone(), known.name.clone()));
            let departments: BTreeMap<DepartmentId, String> = names.collect();
            let mut figures = cohort.figures(&desk.config.targets);
            for row in figures.parts.get_mut(&Part::Department).into_iter().flatten() {
                let known = departments.iter().find(|(id, _)| id.as_str() == row.key);
                known.into_iter().for_each(|(_, name)| row.name.clone_from(name));
            }
            let agents = desk.agents.values().map(|known| known.agent.clone()).collect();
            Analytics { figures, departments, agents }
        });
        let answer = answer.ok_or_else(|| Error::Corrupt("a desk without memory".to_owned()))?;
        Ok(Counted::Yes(Box::new(answer)))
    }
}
