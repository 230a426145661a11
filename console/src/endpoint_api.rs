//! Who is told what happens, over HTTP. A secret comes back once, when it is made.

use baton_shared::courier::{Endpoint, EndpointKind, Kind, Wanted};
use baton_shared::ids::EndpointId;
use baton_shared::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::{Trouble, get, read, send};

const ADDRESS: &str = "/api/endpoints";

/// A receiver, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Receiver {
    /// What it is called and hears of.
    #[serde(flatten)]
    pub endpoint: Endpoint,
    /// Where it is, without what is secret about it.
    #[serde(default)]
    pub address: String,
    /// Deliveries that wait.
    #[serde(default)]
    pub waiting: u32,
    /// Deliveries that were given up.
    #[serde(default)]
    pub given_up: u32,
    /// Since when it wants nothing any more.
    #[serde(default)]
    pub gone_at: Option<Timestamp>,
    /// Until when the secret of before signs, too.
    #[serde(default)]
    pub old_secret_until: Option<Timestamp>,
}

/// All receivers, and what there is to hear of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Directory {
    /// In the order in which they were added.
    pub endpoints: Vec<Receiver>,
    /// In the order in which a conversation goes through them.
    pub kinds: Vec<Kind>,
}

/// One thing that a receiver was told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delivery {
    /// Of the news: always the same for the same thing.
    pub id: String,
    /// What it was.
    pub kind: String,
    /// `waiting`, `done` or `given_up`.
    pub state: String,
    /// When it was taken in.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// What came of the last attempt.
    pub note: Option<String>,
    /// When it is tried next.
    pub due: Option<Timestamp>,
}

/// What came of adding one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Added {
    /// Which it is.
    pub id: EndpointId,
    /// Of a webhook.
    pub secret: Option<String>,
}

#[derive(Deserialize)]
struct Secret {
    secret: String,
}

#[derive(Deserialize)]
struct Page {
    deliveries: Vec<Delivery>,
}

/// `GET /api/endpoints`
pub async fn all() -> Result<Directory, Trouble> {
    read(&get(ADDRESS).await?)
}

/// `POST /api/endpoints`
pub async fn add(kind: EndpointKind, address: &str, wanted: &Wanted) -> Result<Added, Trouble> {
    let target = match kind {
        EndpointKind::Webhook | EndpointKind::Slack => json!({ "kind": kind, "url": address }),
        EndpointKind::Mail => {
            let to: Vec<&str> = address.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
            json!({ "kind": kind, "to": to })
        }
    };
    let body = with(wanted, target);
    read(&send("POST", ADDRESS, &body.to_string(), None).await?)
}

/// `PUT /api/endpoints/ID`
pub async fn change(id: &EndpointId, wanted: &Wanted) -> Result<(), Trouble> {
    send("PUT", &of(id, ""), &with(wanted, json!({})).to_string(), None).await.map(drop)
}

/// `DELETE /api/endpoints/ID`
pub async fn remove(id: &EndpointId) -> Result<(), Trouble> {
    send("DELETE", &of(id, ""), "{}", None).await.map(drop)
}

/// `POST /api/endpoints/ID/secret`
pub async fn rotate(id: &EndpointId) -> Result<String, Trouble> {
    read::<Secret>(&send("POST", &of(id, "/secret"), "{}", None).await?).map(|made| made.secret)
}

/// `POST /api/endpoints/ID/test`
pub async fn test(id: &EndpointId) -> Result<(), Trouble> {
    send("POST", &of(id, "/test"), "{}", None).await.map(drop)
}

/// `GET /api/endpoints/ID/deliveries`
pub async fn deliveries(id: &EndpointId) -> Result<Vec<Delivery>, Trouble> {
    read::<Page>(&get(&of(id, "/deliveries")).await?).map(|page| page.deliveries)
}

/// `POST /api/endpoints/ID/deliveries/DELIVERY/replay`, or of all that were given up.
pub async fn replay(id: &EndpointId, delivery: Option<&str>) -> Result<(), Trouble> {
    let which = delivery.map_or("/replay".to_owned(), |delivery| format!("/deliveries/{delivery}/replay"));
    send("POST", &of(id, &which), "{}", None).await.map(drop)
}

fn of(id: &EndpointId, rest: &str) -> String {
    format!("{ADDRESS}/{id}{rest}")
}

fn with(wanted: &Wanted, beside: Value) -> Value {
    let mut body = json!(wanted);
    if let (Some(body), Value::Object(beside)) = (body.as_object_mut(), beside) {
        body.extend(beside);
    }
    body
}
