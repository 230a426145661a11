//! What a new site begins with, and the demo shop's articles.

use std::collections::BTreeSet;

use baton_shared::desk::{Department, Overflow, Routing};
use baton_shared::ids::{DepartmentId, SiteId};
use baton_shared::knowledge::{Article, parse_article};
use baton_shared::settings::{CannedResponse, Settings};

use crate::error::Error;

/// A site with the standard rules, one department and no articles.
pub fn standard(site: &SiteId) -> Settings {
    Settings { site_name: site.to_string(), ..Settings::default() }
}

/// The demo shop: three departments, of which the standard one takes what nothing sends elsewhere.
pub fn demo() -> Result<(Settings, Vec<Article>), Error> {
    let mut settings = Settings { site_name: "Lindenhof Outdoor".to_owned(), ..Settings::default() };
    settings.bot.greeting_chips =
        ["When will my order arrive?", "How do I return an item?", "Where do I find my invoice?"]
            .map(str::to_owned)
            .to_vec();
    let (orders, billing) = (department("orders")?, department("billing")?);
    // What these two can't take goes on to support, which is everybody.
    let back = Overflow::Department(DepartmentId::standard());
    let of = |name: &str, routing: Routing| Department {
        name: name.to_owned(),
        routing,
        when_nobody: back.clone(),
        when_waited: back.clone(),
        ..Department::default()
    };
    settings.departments.insert(orders.clone(), of("Orders and delivery", Routing::LoadBalanced));
    settings.departments.insert(billing.clone(), of("Billing", Routing::SkillBased));
    settings.canned_responses = canned_responses(&orders, &billing);
    let articles = ARTICLES.iter().map(|(slug, source)| {
        parse_article(slug, source).map_err(|cause| Error::Corrupt(format!("{slug}: {cause}")))
    });
    Ok((settings, articles.collect::<Result<_, _>>()?))
}

fn department(id: &str) -> Result<DepartmentId, Error> {
    DepartmentId::new(id).map_err(|cause| Error::Corrupt(cause.to_string()))
}

fn canned_responses(orders: &DepartmentId, billing: &DepartmentId) -> Vec<CannedResponse> {
    let response = |shortcut: &str, title: &str, text: &str, departments: &[&DepartmentId]| CannedResponse {
        shortcut: shortcut.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        departments: departments.iter().map(|id| (*id).clone()).collect::<BTreeSet<_>>(),
    };
    vec![
        response(
            "hello",
            "Greeting",
            "Hello {{visitor}}, this is {{agent}} of {{site}}. How can I help?",
            &[],
        ),
        response("moment", "One moment", "One moment please, I am looking it up.", &[]),
        response(
            "number",
            "Ask for the order number",
            "Could you tell me your **order number**? It begins with LO.",
            &[orders],
        ),
        response(
            "refund",
            "Refund is on its way",
            "Your refund is on its way. It takes up to 5 working days.",
            &[billing],
        ),
        response("bye", "Goodbye", "Thank you for writing to us. Have a good day!", &[]),
    ]
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
