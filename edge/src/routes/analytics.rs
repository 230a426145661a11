//! Analytics for those who are signed in: admins see all, agents what they had themselves.

use std::collections::BTreeMap;

use baton_shared::analytics::{Analytics, Filter};
use baton_shared::ids::{AgentId, DepartmentId};
use baton_shared::limits::ANALYTICS_DAYS_MAX;
use baton_shared::time::Timestamp;
use worker::{Request, ResponseBuilder};

use crate::call::call;
use crate::config::Config;
use crate::desk_object::{Asked, Counted};
use crate::http::{Answer, Refused, json};
use crate::routes::agent::{Session, session};
use crate::site_object::Role;

const DAY_MS: u64 = 24 * 60 * 60_000;

/// The figures, with what can be chosen from; or as a file.
pub async fn answer(request: &Request, config: &Config<'_>) -> Answer {
    let analytics = counted(request, config).await?;
    if !request.path().ends_with(".csv") {
        return json(200, &analytics);
    }
    Ok(ResponseBuilder::new()
        .with_header("content-type", "text/csv; charset=utf-8")?
        .with_header("content-disposition", "attachment; filename=\"analytics.csv\"")?
        .with_header("cache-control", "no-store")?
        .with_header("x-content-type-options", "nosniff")?
        .fixed(analytics.figures.to_csv().into_bytes()))
}

async fn counted(request: &Request, config: &Config<'_>) -> Result<Analytics, Refused> {
    let session = session(request, config).await?;
    let asked = asked(request, &session)?;
    let counted: Counted = call(&config.desk(&session.site)?, "analytics", &asked).await?;
    match counted {
        Counted::Yes(mut analytics) => {
            // Agents choose nobody: they are asked for already.
            if session.member.role != Role::Admin {
                analytics.agents.retain(|agent| agent.id == session.member.agent.id);
            }
            Ok(*analytics)
        }
        Counted::UnknownZone { message } => Err(bad(message)),
        Counted::TooMany => Err(Refused::new(
            400,
            "range_too_long",
            "There are too many conversations in this range. Choose a shorter one.",
        )),
    }
}

fn asked(request: &Request, session: &Session) -> Result<Asked, Refused> {
    let url = request.url()?;
    let given: BTreeMap<String, String> =
        url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let text = |name: &str| given.get(name).filter(|value| !value.is_empty());
    let (from, until) = (instant(text("from"), "from")?, instant(text("until"), "until")?);
    let longest = u64::try_from(ANALYTICS_DAYS_MAX).unwrap_or(u64::MAX).saturating_mul(DAY_MS);
    if until.since_ms(from) > longest {
        let message = format!("At most {ANALYTICS_DAYS_MAX} days can be shown at once.");
        return Err(Refused::new(400, "range_too_long", message));
    }
    let department = text("department").map(|id| DepartmentId::new(id.as_str())).transpose();
    let agent = text("agent").map(|id| AgentId::new(id.as_str())).transpose();
    let mut filter = Filter {
        from,
        until,
        department: department.map_err(|invalid| bad(format!("department: {invalid}")))?,
        agent: agent.map_err(|invalid| bad(format!("agent: {invalid}")))?,
    };
    if session.member.role != Role::Admin {
        filter.agent = Some(session.member.agent.id.clone());
    }
    Ok(Asked { filter, zone: text("zone").map_or("UTC", String::as_str).to_owned() })
}

/// Milliseconds since 1970, up to the year 9999.
fn instant(text: Option<&String>, name: &str) -> Result<Timestamp, Refused> {
    let ms = text.and_then(|text| text.parse::<u64>().ok()).filter(|ms| *ms < 253_402_300_800_000);
    ms.map(Timestamp)
        .ok_or_else(|| bad(format!("{name}: milliseconds since 1970-01-01T00:00:00Z are wanted.")))
}

fn bad(message: String) -> Refused {
    Refused::new(400, "bad_field", message)
}
