//! One call later, unless dropped before.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The longest time that a browser's timer takes: beyond it the call would come at once.
const DELAY_MS_MAX: u64 = 0x7FFF_FFFF;

pub(super) struct Timer {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    pub(super) fn new(delay_ms: u64, call: impl FnMut() + 'static) -> Option<Self> {
        let closure: Closure<dyn FnMut()> = Closure::new(call);
        let delay = i32::try_from(delay_ms.min(DELAY_MS_MAX)).unwrap_or(i32::MAX);
        let callback = closure.as_ref().unchecked_ref();
        let id =
            web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(callback, delay).ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
