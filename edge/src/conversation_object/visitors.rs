//! A visitor's frame → command: texts are cleaned and counted, addresses cut down to what is ours to know.

use baton_shared::conversation::VisitorCommand;
use baton_shared::files::FileCard;
use baton_shared::ids::FileId;
use baton_shared::limits::{PAGE_CHARS_MAX, TITLE_CHARS_MAX};
use baton_shared::protocol::ClientFrame;
use baton_shared::rejection::Rejection;
use baton_shared::text::{self, clean, excerpt};
use worker::Url;

use crate::conversation_object::command::words;

/// What a visitor's frame asks for. `cards`: the files that it names, as they are stored.
///
/// # Errors
/// A text or name that can't be one, or a frame that is the other side's.
pub fn command(
    frame: &ClientFrame,
    cards: impl FnOnce(&[FileId]) -> Result<Vec<FileCard>, Rejection>,
) -> Result<VisitorCommand, Rejection> {
    match frame {
        ClientFrame::Post { client_id, text, files } => {
            let (text, files) = (words(text, files)?, cards(files)?);
            Ok(VisitorCommand::Post { client_id: client_id.clone(), text, files })
        }
        ClientFrame::RequestHuman { .. } => Ok(VisitorCommand::RequestHuman),
        ClientFrame::CancelRequest { .. } => Ok(VisitorCommand::CancelRequest),
        ClientFrame::OpenOfflineForm { .. } => Ok(VisitorCommand::OpenOfflineForm),
        ClientFrame::Rate { score, comment, .. } => {
            Ok(VisitorCommand::Rate { score: *score, comment: text::comment(comment)? })
        }
        ClientFrame::LeaveOfflineMessage { name, email, message, .. } => {
            Ok(VisitorCommand::LeaveOfflineMessage {
                name: text::name(name)?,
                email: text::email(email)?,
                message: text::message(message)?,
            })
        }
        other => pages_command(other),
    }
}

/// What the customer's page says.
fn pages_command(frame: &ClientFrame) -> Result<VisitorCommand, Rejection> {
    match frame {
        ClientFrame::CallHuman { department, reason, .. } => {
            Ok(VisitorCommand::CallHuman { department: department.clone(), reason: text::note(reason)? })
        }
        ClientFrame::SetAttributes { attributes, .. } => {
            Ok(VisitorCommand::SetAttributes(text::attributes(attributes)?))
        }
        ClientFrame::ViewPage { url, title, .. } => {
            let url = page(url).ok_or(Rejection::InvalidPage)?;
            Ok(VisitorCommand::ViewPage { url, title: excerpt(&clean(title), TITLE_CHARS_MAX) })
        }
        ClientFrame::Track { client_id, name, properties, .. } => Ok(VisitorCommand::Track {
            client_id: client_id.clone(),
            name: text::action(name)?,
            properties: text::properties(properties)?,
        }),
        ClientFrame::SetDepartment { department, .. } => {
            Ok(VisitorCommand::SetDepartment(department.clone()))
        }
        _ => Err(Rejection::NotYours),
    }
}

/// A page's address without query and fragment: they may hold what is not ours to know.
pub fn page(page: &str) -> Option<String> {
    let mut url = Url::parse(page).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_query(None);
    url.set_fragment(None);
    // Fails only for addresses without a host, which http does not have.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(clean(url.as_str()).chars().take(PAGE_CHARS_MAX).collect())
}
