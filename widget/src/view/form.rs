//! Where a form stands that the visitor has to fill in; the form itself is fetched (`static/later/form.js`).

use baton_client::browser::attach;
use baton_client::chat::Ask;
use baton_shared::protocol::Asks;

use crate::dom::{Node, el, live};
use crate::field::Field;
use crate::session::Session;
use crate::view::handover::refusal;
use crate::view::message::opens;

pub fn form(session: Session) -> Node {
    live(move || session.state().asks.get().map(|asks| place(session, asks)))
}

fn place(session: Session, asks: Asks) -> Node {
    let place = el("div", "form-place");
    let known = session.state().form.each_ref().map(Field::peek);
    attach::form(place.node(), known, move |what, text| match what.as_str() {
        "message" => session.state().form[2].set(text),
        "submitted" if asks == Asks::PreChat => session.tell_pre_chat(),
        "back" => session.ask(Ask::CancelRequest),
        "instead" => session.ask(Ask::OpenOfflineForm),
        _ => {}
    });
    let opens = live(move || session.state().opens_at.get().filter(|_| asks == Asks::Offline).map(opens));
    el("div", "").child(opens).child(place).child(refusal(session)).into()
}
