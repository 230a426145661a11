//! What a token says, once its signature is good: for whom, until when, about whom.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::facts::{VisitorIdentity, sub};
use super::refusal::IdentityRefusal;
use crate::ids::{KeyId, SiteId};
use crate::limits::{
    ATTRIBUTE_NAME_CHARS_MAX, ATTRIBUTE_VALUE_CHARS_MAX, ATTRIBUTES_MAX, IDENTITY_LEEWAY_MS, IDENTITY_MS_MAX,
    PHONE_CHARS_MAX,
};
use crate::text;
use crate::time::Timestamp;

/// The claims of one token.
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    pub fn read(payload: &[u8]) -> Result<Self, IdentityRefusal> {
        match serde_json::from_slice(payload) {
            Ok(Value::Object(claims)) => Ok(Self(claims)),
            _ => Err(IdentityRefusal::Malformed),
        }
    }

    /// `aud` names the site, alone or among others (RFC 7519, 4.1.3).
    pub fn must_be_for(&self, site: &SiteId) -> Result<(), IdentityRefusal> {
        let is_site = |value: &Value| value.as_str() == Some(site.as_str());
        let is_ours = match self.0.get("aud") {
            Some(Value::Array(all)) => all.iter().any(is_site),
            Some(one) => is_site(one),
            None => false,
        };
        if is_ours { Ok(()) } else { Err(IdentityRefusal::WrongAudience) }
    }

    /// Checks all times; says until when it is good.
    pub fn expires_at(&self, now: Timestamp) -> Result<Timestamp, IdentityRefusal> {
        for name in ["nbf", "iat"] {
            let begins = self.time(name)?;
            if begins.is_some_and(|begins| begins > now.plus_ms(IDENTITY_LEEWAY_MS)) {
                return Err(IdentityRefusal::NotYet);
            }
        }
        let ends = self.time("exp")?.ok_or(IdentityRefusal::ExpiryMissing)?;
        if ends.plus_ms(IDENTITY_LEEWAY_MS) <= now {
            return Err(IdentityRefusal::Expired);
        }
        if ends > now.plus_ms(IDENTITY_MS_MAX).plus_ms(IDENTITY_LEEWAY_MS) {
            return Err(IdentityRefusal::ExpiryTooFar);
        }
        Ok(ends)
    }

    /// Seconds since 1970, possibly with a fraction (RFC 7519, 2).
    fn time(&self, name: &'static str) -> Result<Option<Timestamp>, IdentityRefusal> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let seconds = value.as_f64().filter(|seconds| (0.0..=1e12).contains(seconds));
        let seconds = seconds.ok_or(IdentityRefusal::BadClaim(name))?;
        // Below 2^53 either way: nothing is lost that matters.
        Ok(Some(Timestamp((seconds * 1_000.0) as u64)))
    }

    pub fn identity(&self, kid: &KeyId) -> Result<VisitorIdentity, IdentityRefusal> {
        let name = self.0.get("sub").and_then(Value::as_str).and_then(sub);
        let sub = name.ok_or(IdentityRefusal::BadSub)?;
        Ok(VisitorIdentity {
            sub,
            name: self.text("name", |text| text::name(text).ok())?,
            email: self.text("email", |text| text::email(text).ok())?,
            phone: self.text("phone", |text| line(text, PHONE_CHARS_MAX))?,
            attributes: self.attributes()?,
            verified_by: Some(kid.clone()),
        })
    }

    /// A text that may be missing, `null` or empty.
    fn text(
        &self,
        name: &'static str,
        check: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, IdentityRefusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => check(text).map(Some).ok_or(IdentityRefusal::BadClaim(name)),
            Some(_) => Err(IdentityRefusal::BadClaim(name)),
        }
    }

    fn attributes(&self) -> Result<BTreeMap<String, String>, IdentityRefusal> {
        const BAD: IdentityRefusal = IdentityRefusal::BadClaim("attributes");
        let given = match self.0.get("attributes") {
            None | Some(Value::Null) => return Ok(BTreeMap::new()),
            Some(Value::Object(given)) if given.len() <= ATTRIBUTES_MAX => given,
            Some(_) => return Err(BAD),
        };
        let mut attributes = BTreeMap::new();
        for (name, value) in given {
            let name = line(name, ATTRIBUTE_NAME_CHARS_MAX).filter(|name| !name.is_empty()).ok_or(BAD)?;
            let value = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                Value::Array(_) | Value::Object(_) => return Err(BAD),
            };
            attributes.insert(name, line(&value, ATTRIBUTE_VALUE_CHARS_MAX).ok_or(BAD)?);
        }
        Ok(attributes)
    }
}

/// One cleaned line; `None` if it is too long.
fn line(text: &str, chars_max: usize) -> Option<String> {
    let line = text::line(text);
    (line.chars().count() <= chars_max).then_some(line)
}
