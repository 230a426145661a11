//! How a page writes its frames: by hand, for the same reason as [`read`](super::read). Held to `serde`'s derive, which is
//! how the edge reads them, by the examples of `tests/it/protocol.rs`.

use std::collections::BTreeMap;

use crate::ids::FileId;
use crate::json::Object;
use crate::priority::Priority;
use crate::protocol::client_frame::ClientFrame;

impl ClientFrame {
    /// The frame on the wire.
    pub fn to_json(&self) -> String {
        let frame = match self {
            Self::Hello { v, token, after } => {
                let hello = Object::of_type("hello").number("v", (*v).into());
                let hello = match token {
                    Some(token) => hello.text("token", token),
                    None => hello,
                };
                hello.number("after", after.0)
            }
            Self::Resume { after } => Object::of_type("resume").number("after", after.0),
            Self::Post { client_id, text, files } => {
                let post = Object::of_type("post").text("client_id", client_id.as_str()).text("text", text);
                if files.is_empty() { post } else { post.texts("files", files.iter().map(FileId::as_str)) }
            }
            Self::Seen { received, read } => {
                Object::of_type("seen").number("received", received.0).number("read", read.0)
            }
            Self::Typing { on } => Object::of_type("typing").flag("on", *on),
            command => command.fields(Object::of_type(command.kind())),
        };
        frame.end()
    }

    /// The type of what is answered by `done` or `rejected`.
    fn kind(&self) -> &'static str {
        match self {
            Self::Hello { .. }
            | Self::Resume { .. }
            | Self::Post { .. }
            | Self::Seen { .. }
            | Self::Typing { .. } => "",
            Self::RequestHuman { .. } => "request_human",
            Self::CallHuman { .. } => "call_human",
            Self::SetAttributes { .. } => "set_attributes",
            Self::ViewPage { .. } => "view_page",
            Self::Track { .. } => "track",
            Self::SetDepartment { .. } => "set_department",
            Self::CancelRequest { .. } => "cancel_request",
            Self::OpenOfflineForm { .. } => "open_offline_form",
            Self::Rate { .. } => "rate",
            Self::LeaveOfflineMessage { .. } => "leave_offline_message",
            Self::Accept { .. } => "accept",
            Self::TakeOver { .. } => "take_over",
            Self::Transfer { .. } => "transfer",
            Self::TransferToDepartment { .. } => "transfer_to_department",
            Self::Note { .. } => "note",
            Self::Mark { .. } => "mark",
            Self::HandBack { .. } => "hand_back",
            Self::End { .. } => "end",
        }
    }

    fn fields(&self, frame: Object) -> Object {
        let frame = match self.reference() {
            Some(reference) => frame.number("ref", reference),
            None => frame,
        };
        match self {
            Self::CallHuman { department, reason, .. } => {
                let department = department.as_ref().map_or("", |department| department.as_str());
                frame.text_if_any("department", department).text_if_any("reason", reason)
            }
            Self::SetAttributes { attributes, .. } => frame.json("attributes", &by_name(attributes)),
            Self::ViewPage { url, title, .. } => frame.text("url", url).text("title", title),
            Self::Track { client_id, name, properties, .. } => {
                let frame = frame.text("client_id", client_id.as_str()).text("name", name);
                if properties.is_empty() {
                    return frame;
                }
                let texts =
                    properties.iter().fold(Object::new(), |texts, (name, text)| texts.text(name, text));
                frame.json("properties", &texts.end())
            }
            Self::SetDepartment { department, .. } => frame.text("department", department.as_str()),
            Self::Rate { score, comment, .. } => {
                frame.number("score", (*score).into()).text("comment", comment)
            }
            Self::LeaveOfflineMessage { name, email, message, .. } => {
                frame.text("name", name).text("email", email).text("message", message)
            }
            Self::Transfer { to, note, .. } => frame.text("to", to.as_str()).text("note", note),
            Self::TransferToDepartment { department, note, .. } => {
                frame.text("department", department.as_str()).text("note", note)
            }
            Self::Note { client_id, text, .. } => {
                frame.text("client_id", client_id.as_str()).text("text", text)
            }
            Self::Mark { tags, priority, .. } => {
                frame.texts("tags", tags.iter().map(String::as_str)).text("priority", name_of(*priority))
            }
            Self::Hello { .. }
            | Self::Resume { .. }
            | Self::Post { .. }
            | Self::Seen { .. }
            | Self::Typing { .. }
            | Self::RequestHuman { .. }
            | Self::CancelRequest { .. }
            | Self::OpenOfflineForm { .. }
            | Self::Accept { .. }
            | Self::TakeOver { .. }
            | Self::HandBack { .. }
            | Self::End { .. } => frame,
        }
    }
}

/// `null` takes a value away.
fn by_name(attributes: &BTreeMap<String, Option<String>>) -> String {
    let add = |object: Object, (name, value): (&String, &Option<String>)| match value {
        Some(text) => object.text(name, text),
        None => object.json(name, "null"),
    };
    attributes.iter().fold(Object::new(), add).end()
}

fn name_of(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "low",
        Priority::Normal => "normal",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    }
}
