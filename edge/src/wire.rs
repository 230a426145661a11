//! What every socket of the edge has in common: how frames come in, go out and end.

use baton_shared::limits::FRAME_BYTES_MAX;
use baton_shared::protocol::{Close, PING, PONG};
use worker::{WebSocket, WebSocketIncomingMessage};

/// The text of a frame that is worth reading; otherwise the socket has got its answer.
pub fn incoming(socket: &WebSocket, message: WebSocketIncomingMessage) -> Option<String> {
    let WebSocketIncomingMessage::String(text) = message else {
        close(socket, Close::Binary);
        return None;
    };
    if text.len() > FRAME_BYTES_MAX {
        close(socket, Close::TooLarge);
        return None;
    }
    if text == PING {
        // Answered by the platform while the object sleeps; here it is awake.
        say(socket, PONG);
        return None;
    }
    Some(text)
}

/// Sends a text. Fails on a socket that is closing: its owner comes back and gets what is missing.
pub fn say(socket: &WebSocket, text: &str) {
    let _ = socket.send_with_str(text);
}

/// Closes with a published code. Fails only if it is closed already.
pub fn close(socket: &WebSocket, why: Close) {
    let _ = socket.close(Some(why.code()), Some(why.reason()));
}

/// The platform wants a close answered; a socket that is closed already refuses, which is as good.
pub fn answer_close(socket: &WebSocket, code: usize) {
    let _ = socket.close(Some(if code == 1000 { 1000 } else { 1001 }), Some("bye"));
}
