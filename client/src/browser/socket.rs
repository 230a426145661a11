//! A WebSocket whose listeners go when it goes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, Event, EventTarget, MessageEvent, WebSocket};

/// What a socket tells.
pub(super) enum SocketEvent {
    Opened,
    Received(String),
    Closed(u16),
}

/// Removed by `Drop`.
pub(super) struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(super) fn new(target: EventTarget, name: &'static str, call: impl FnMut(Event) + 'static) -> Self {
        let closure: Closure<dyn FnMut(Event)> = Closure::new(call);
        // Fails only for a listener that is not a function.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target, name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.name, callback);
    }
}

/// Closed by `Drop`, without a further event.
pub(super) struct Socket {
    socket: WebSocket,
    _listeners: [Listener; 3],
}

impl Socket {
    pub(super) fn open(url: &str, tell: impl Fn(SocketEvent) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new(url).ok()?;
        let (opened, received) = (tell.clone(), tell.clone());
        let listeners = [
            Listener::new(socket.clone().into(), "open", move |_| opened(SocketEvent::Opened)),
            Listener::new(socket.clone().into(), "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                if let Some(text) = data {
                    received(SocketEvent::Received(text));
                }
            }),
            Listener::new(socket.clone().into(), "close", move |event| {
                let code = event.dyn_ref::<CloseEvent>().map_or(1006, CloseEvent::code);
                tell(SocketEvent::Closed(code));
            }),
        ];
        Some(Self { socket, _listeners: listeners })
    }

    /// A socket that is not open (any more) drops it: the machine sends again what matters.
    pub(super) fn send(&self, text: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_str(text);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}
