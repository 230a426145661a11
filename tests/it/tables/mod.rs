//! Tables of the leaves: text, ids, escalation, rules, signals, settings, rejections, frames, the desk, and the
//! client's machines.

mod business_hours;
mod chat;
mod courier;
mod desk;
mod desk_list;
mod domain;
mod escalation;
mod files;
mod forms;
mod frames;
mod identity;
mod ids;
mod json;
mod link;
mod read;
pub mod rejections;
mod rules;
mod settings;
mod signals;
mod text;
mod transcript;
