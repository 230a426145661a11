//! What a new site begins with, and the demo shop's articles.

use baton_shared::ids::{DepartmentId, SiteId};
use baton_shared::knowledge::{Article, parse_article};
use baton_shared::policy::Policy;

use crate::error::Error;

/// A site with the standard rules and no articles.
pub fn standard(site: &SiteId) -> Result<Policy, Error> {
    Ok(Policy::standard(site.as_str(), department()?))
}

/// The demo shop.
pub fn demo() -> Result<(Policy, Vec<Article>), Error> {
    let mut policy = Policy::standard("Lindenhof Outdoor", department()?);
    policy.greeting_chips =
        ["When will my order arrive?", "How do I return an item?", "Where do I find my invoice?"]
            .map(str::to_owned)
            .to_vec();
    let articles = ARTICLES.iter().map(|(slug, source)| {
        parse_article(slug, source).map_err(|cause| Error::Corrupt(format!("{slug}: {cause}")))
    });
    Ok((policy, articles.collect::<Result<_, _>>()?))
}

fn department() -> Result<DepartmentId, Error> {
    DepartmentId::new("support").map_err(|cause| Error::Corrupt(cause.to_string()))
}

macro_rules! articles {
    ($($slug:literal)*) => {
        &[$(($slug, include_str!(concat!("../../seed/demo/", $slug, ".md")))),*]
    };
}

const ARTICLES: &[(&str, &str)] = articles![
    "business-orders"
    "change-email"
    "change-or-cancel-order"
    "contact"
    "create-account"
    "customs-and-duties"
    "damaged-item"
    "delete-account"
    "delivery-costs"
    "delivery-times"
    "exchange"
    "express-delivery"
    "failed-payment"
    "gift-cards"
    "instalments"
    "invoices"
    "loyalty-points"
    "materials"
    "missing-parcel"
    "newsletter"
    "password"
    "payment-methods"
    "pick-up"
    "pre-orders"
    "price-promise"
    "privacy"
    "refunds"
    "repairs"
    "returns"
    "sizes"
    "stock"
    "track-order"
    "vat"
    "vouchers"
    "warranty"
    "waterproofing-care"
];
