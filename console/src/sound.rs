//! What is heard: a ring that repeats, and one soft tone for an answer. Made by the browser, after the agent's first
//! gesture.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, GainNode, OscillatorType};

/// A tone: how high, in hertz, and after how many seconds.
type Tone = (f32, f64);

/// A conversation rings: two tones upwards.
const RING: [Tone; 2] = [(659.3, 0.0), (880.0, 0.14)];
/// A visitor of this agent's has written.
const WRITTEN: [Tone; 1] = [(587.3, 0.0)];
/// How long a tone rings, in seconds.
const TONE_S: f64 = 0.35;
/// The ring comes back after this time, in seconds: as often as a telephone's.
const AGAIN_S: f64 = 3.0;
/// No ring is repeated more often, whatever its end: three minutes.
const REPEATS_MAX: usize = 60;
/// Loud enough to be noticed, soft enough for the hundredth time.
const GAIN: f32 = 0.12;

/// Silent until the first gesture: browsers allow no sound before it.
#[derive(Debug, Clone, Copy)]
pub struct Sound {
    context: StoredValue<Option<AudioContext>, LocalStorage>,
    ringing: StoredValue<Option<GainNode>, LocalStorage>,
    /// Whether there was a gesture.
    pub is_ready: RwSignal<bool>,
}

impl Sound {
    /// Waits for the first gesture.
    pub fn wait_for_gesture() -> Self {
        let sound = Self {
            context: StoredValue::new_local(None),
            ringing: StoredValue::new_local(None),
            is_ready: RwSignal::new(false),
        };
        for gesture in ["pointerdown", "keydown"] {
            let listening = window_event_listener_untyped(gesture, move |_| sound.allow());
            on_cleanup(move || listening.remove());
        }
        on_cleanup(move || {
            if let Some(context) = sound.context.try_update_value(Option::take).flatten() {
                // Closing fails only for a context that is closed.
                let _ = context.close();
            }
        });
        sound
    }

    /// Rings for so long, in milliseconds, or until [`Self::be_silent`]. All of it is given to the browser at once: the
    /// timers of a hidden page come late.
    pub fn ring(self, for_ms: u64) {
        self.be_silent();
        let repeats = (for_ms as f64 / 1_000.0 / AGAIN_S).ceil() as usize;
        self.context.with_value(|context| {
            let ringing = context.as_ref().map(|context| play(context, &RING, repeats.clamp(1, REPEATS_MAX)));
            // A browser that can't is silent.
            self.ringing.set_value(ringing.and_then(Result::ok));
        });
    }

    /// Ends the ring.
    pub fn be_silent(self) {
        if let Some(gain) = self.ringing.try_update_value(Option::take).flatten() {
            // What is not connected any more has nothing to disconnect.
            let _ = gain.disconnect();
        }
    }

    /// One soft tone.
    pub fn tell(self) {
        self.context.with_value(|context| {
            if let Some(context) = context {
                let _ = play(context, &WRITTEN, 1);
            }
        });
    }

    fn allow(self) {
        if self.is_ready.try_get_untracked() == Some(false) {
            self.context.set_value(AudioContext::new().ok());
            self.is_ready.set(true);
        }
    }
}

/// Plays tones, again and again, through one gain by which all of it can be ended.
fn play(context: &AudioContext, tones: &[Tone], repeats: usize) -> Result<GainNode, JsValue> {
    // A laptop that slept has suspended it.
    let _ = context.resume()?;
    let all = context.create_gain()?;
    all.connect_with_audio_node(&context.destination())?;
    let begin = context.current_time();
    for repeat in 0..repeats {
        for (hertz, after) in tones {
            let start = begin + repeat as f64 * AGAIN_S + after;
            let tone = context.create_oscillator()?;
            tone.set_type(OscillatorType::Sine);
            tone.frequency().set_value(*hertz);
            let gain = context.create_gain()?;
            gain.gain().set_value_at_time(GAIN, start)?;
            // To nothing along a curve: a tone that stops at once clicks.
            gain.gain().exponential_ramp_to_value_at_time(0.0001, start + TONE_S)?;
            tone.connect_with_audio_node(&gain)?;
            gain.connect_with_audio_node(&all)?;
            tone.start_with_when(start)?;
            tone.stop_with_when(start + TONE_S)?;
        }
    }
    Ok(all)
}
