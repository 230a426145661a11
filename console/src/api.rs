//! The edge's HTTP API as the desk uses it: JSON in, JSON out, and three ways to fail.

use baton_shared::analytics::Analytics;
use baton_shared::conversation::Reason;
use baton_shared::ids::{AgentId, ConversationId, DepartmentId};
use baton_shared::message::AgentRef;
use baton_shared::settings::CannedResponse;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCredentials, RequestInit, Response};

/// Why there is no answer to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The edge could not be reached.
    NoConnection,
    /// The edge said no.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
        /// The whole answer: some refusals say more.
        text: String,
    },
    /// The answer is not what was agreed.
    Unreadable(String),
}

impl Trouble {
    /// What a person reads.
    pub fn words(&self) -> String {
        match self {
            Self::NoConnection => "The edge can't be reached. Check the connection and try again.".to_owned(),
            Self::Refused { message, .. } if !message.is_empty() => message.clone(),
            Self::Refused { status, .. } => format!("That did not work (status {status}). Please try again."),
            Self::Unreadable(_) => "The answer could not be read. Load this page again.".to_owned(),
        }
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::NoConnection | Self::Unreadable(_) => None,
        }
    }
}

/// What a member may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Everything.
    Admin,
    /// The desk.
    #[default]
    Agent,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// As others see him.
    pub agent: AgentRef,
    /// Address.
    pub email: String,
    /// Rights.
    pub role: MemberRole,
    /// The site's name for people.
    pub site_name: String,
}

/// For whom an invitation is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Invitation {
    /// As the admin wrote it; empty for the first admin.
    pub name: String,
    /// Likewise.
    pub email: String,
    /// Rights.
    pub role: MemberRole,
    /// The first admin says himself who he is.
    pub is_first_admin: bool,
}

/// A member of the site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// Which agent.
    pub id: AgentId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Rights.
    pub role: MemberRole,
    /// Has not accepted the invitation yet.
    pub is_invited: bool,
}

#[derive(Deserialize)]
struct Members {
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Invited {
    link: String,
}

/// `GET /api/me`
pub async fn me() -> Result<Me, Trouble> {
    read(&get("/api/me").await?)
}

/// `POST /api/sign-in`
pub async fn sign_in(email: &str, password: &str) -> Result<(), Trouble> {
    post("/api/sign-in", &serde_json::json!({ "email": email, "password": password })).await.map(drop)
}

/// `POST /api/sign-out`
pub async fn sign_out() -> Result<(), Trouble> {
    post("/api/sign-out", &serde_json::json!({})).await.map(drop)
}

/// `POST /api/invitations/show`
pub async fn show_invitation(token: &str) -> Result<Invitation, Trouble> {
    read(&post("/api/invitations/show", &serde_json::json!({ "token": token })).await?)
}

/// `POST /api/invitations/accept`
pub async fn accept_invitation(token: &str, name: &str, email: &str, password: &str) -> Result<(), Trouble> {
    let body = serde_json::json!({ "token": token, "name": name, "email": email, "password": password });
    post("/api/invitations/accept", &body).await.map(drop)
}

/// `GET /api/members`
pub async fn members() -> Result<Vec<Member>, Trouble> {
    read::<Members>(&get("/api/members").await?).map(|answer| answer.members)
}

/// `GET /api/analytics`; `query` as in a URL.
pub async fn analytics(query: &str) -> Result<Analytics, Trouble> {
    read(&get(&format!("/api/analytics?{query}")).await?)
}

/// `POST /api/members`: the link that makes the invited person a member, once.
pub async fn invite(name: &str, email: &str, role: MemberRole) -> Result<String, Trouble> {
    let body = serde_json::json!({ "name": name, "email": email, "role": role });
    read::<Invited>(&post("/api/members", &body).await?).map(|answer| answer.link)
}

/// `POST /api/members/{id}/sign-out`: in every browser.
pub async fn sign_out_member(member: &AgentId) -> Result<(), Trouble> {
    post(&format!("/api/members/{member}/sign-out"), &serde_json::json!({})).await.map(drop)
}

/// `DELETE /api/members/{id}`
pub async fn remove_member(member: &AgentId) -> Result<(), Trouble> {
    send("DELETE", &format!("/api/members/{member}"), "{}", None).await.map(drop)
}

/// What an agent's page needs of the site's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct DeskSettings {
    /// The site's name for people.
    #[serde(default)]
    pub site_name: String,
    /// All departments.
    #[serde(default)]
    pub departments: Vec<NamedDepartment>,
    /// All canned responses, in the site's own order.
    #[serde(default)]
    pub canned_responses: Vec<CannedResponse>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NamedDepartment {
    /// Which.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
}

#[derive(Deserialize)]
struct Reasons {
    entries: Vec<Reason>,
}

/// `GET /api/desk/settings`
pub async fn desk_settings() -> Result<DeskSettings, Trouble> {
    read(&get("/api/desk/settings").await?)
}

/// `GET /api/conversations/{id}/why`: the oldest first.
pub async fn why(id: &ConversationId) -> Result<Vec<Reason>, Trouble> {
    read::<Reasons>(&get(&format!("/api/conversations/{id}/why")).await?).map(|answer| answer.entries)
}

/// Asks for something.
pub async fn get(path: &str) -> Result<String, Trouble> {
    fetch(path, &RequestInit::new()).await
}

async fn post(path: &str, body: &serde_json::Value) -> Result<String, Trouble> {
    send("POST", path, &body.to_string(), None).await
}

/// Sends JSON; with a version, only if that one still counts there.
pub async fn send(method: &str, path: &str, body: &str, version: Option<&str>) -> Result<String, Trouble> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_body(&JsValue::from_str(body));
    let headers = Headers::new().map_err(unreadable)?;
    headers.set("content-type", "application/json").map_err(unreadable)?;
    if let Some(version) = version {
        headers.set("if-match", version).map_err(unreadable)?;
    }
    init.set_headers(&headers);
    fetch(path, &init).await
}

async fn fetch(path: &str, init: &RequestInit) -> Result<String, Trouble> {
    init.set_credentials(RequestCredentials::SameOrigin);
    let window = web_sys::window().ok_or(Trouble::NoConnection)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(path, init)).await;
    // A fetch fails only without an answer: a status of 4xx or 5xx is one.
    let Some(response) = answer.ok().and_then(|answer| answer.dyn_into::<Response>().ok()) else {
        return Err(Trouble::NoConnection);
    };
    let text = JsFuture::from(response.text().map_err(unreadable)?).await.map_err(unreadable)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() { Ok(text) } else { Err(refused(response.status(), &text)) }
}

fn refused(status: u16, text: &str) -> Trouble {
    #[derive(Default, Deserialize)]
    struct Body {
        #[serde(default)]
        code: String,
        #[serde(default)]
        message: String,
    }
    // Something between us and the edge may answer in its own format: the status is what is left.
    let body: Body = serde_json::from_str(text).unwrap_or_default();
    Trouble::Refused { status, code: body.code, message: body.message, text: text.to_owned() }
}

/// Reads an answer.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|cause| Trouble::Unreadable(cause.to_string()))
}

fn unreadable(cause: JsValue) -> Trouble {
    Trouble::Unreadable(format!("{cause:?}"))
}
