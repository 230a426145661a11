//! The sound of a new request: two soft tones, made by the browser, after the agent's first gesture.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// One tone: how high, in hertz, and after how many seconds.
const TONES: [(f32, f64); 2] = [(659.3, 0.0), (880.0, 0.14)];
/// How long a tone rings, in seconds.
const RING_S: f64 = 0.35;
/// Loud enough to be noticed, soft enough for the hundredth time.
const GAIN: f32 = 0.12;

/// Silent until the first gesture: browsers allow no sound before it.
#[derive(Debug, Clone, Copy)]
pub struct Sound(StoredValue<Option<AudioContext>, LocalStorage>);

impl Sound {
    /// Waits for the first gesture.
    pub fn wait_for_gesture() -> Self {
        let context = StoredValue::new_local(None);
        for gesture in ["pointerdown", "keydown"] {
            let listening = window_event_listener_untyped(gesture, move |_| {
                context.update_value(|context| {
                    if context.is_none() {
                        *context = AudioContext::new().ok();
                    }
                });
            });
            on_cleanup(move || listening.remove());
        }
        on_cleanup(move || {
            if let Some(context) = context.try_update_value(Option::take).flatten() {
                let _ = context.close();
            }
        });
        Self(context)
    }

    /// Rings once; a browser that can't is silent.
    pub fn ring(self) {
        self.0.with_value(|context| {
            if let Some(context) = context {
                let _ = ring(context);
            }
        });
    }
}

fn ring(context: &AudioContext) -> Result<(), JsValue> {
    // A laptop that slept has suspended it.
    let _ = context.resume()?;
    for (hertz, after) in TONES {
        let start = context.current_time() + after;
        let tone = context.create_oscillator()?;
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(hertz);
        let gain = context.create_gain()?;
        gain.gain().set_value_at_time(GAIN, start)?;
        // To nothing along a curve: a tone that stops at once clicks.
        gain.gain().exponential_ramp_to_value_at_time(0.0001, start + RING_S)?;
        tone.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&context.destination())?;
        tone.start_with_when(start)?;
        tone.stop_with_when(start + RING_S)?;
    }
    Ok(())
}
