//! Tests on the real engine (being written).
