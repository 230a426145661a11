//! The desk's pictures: lines on a field of 20 by 20, drawn for it. They repeat what a text says.

use leptos::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named by what it stands for")]
pub enum Icon {
    Waiting,
    Mine,
    Bot,
    All,
    Ended,
    Search,
    Sound,
    Muted,
    Members,
    Settings,
    Keys,
    SignOut,
    Back,
    Close,
    Join,
    Transfer,
    HandBack,
    End,
    Details,
    Send,
    Note,
    Article,
    Down,
    Reply,
    Eye,
    Bell,
    Team,
    More,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Waiting => "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M10 6v4.2l2.8 1.7",
            Self::Mine => {
                "M13.2 7a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0M4 16.5c.7-2.8 3-4.3 6-4.3s5.3 1.5 6 4.3"
            }
            Self::Bot => {
                "M6.5 7.5h7a2.5 2.5 0 0 1 2.5 2.5v3.5a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 4 13.5V10a2.5 2.5 0 0 1 2.5-2.5M10 7.5V4M8 11.3v1M12 11.3v1"
            }
            Self::All => "M4 5.5h12M4 10h12M4 14.5h8",
            Self::Ended => "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M7 10.3l2.1 2.1L13.2 8",
            Self::Search => "M14 9A5 5 0 1 1 4 9a5 5 0 0 1 10 0M12.8 12.8 16.5 16.5",
            Self::Sound => {
                "M4 8v4h2.5l3.5 3V5L6.5 8zM12.8 7.6a3.4 3.4 0 0 1 0 4.8M14.9 5.5a6.4 6.4 0 0 1 0 9"
            }
            Self::Muted => "M4 8v4h2.5l3.5 3V5L6.5 8zM13 8l4 4M17 8l-4 4",
            Self::Members => {
                "M10.5 7.2a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0M2.8 15.8c.6-2.4 2.4-3.7 5-3.7s4.4 1.3 5 3.7M12.6 4.8a2.6 2.6 0 0 1 0 4.8M14.6 12.4c1.4.6 2.3 1.7 2.7 3.4"
            }
            Self::Settings => "M3 6h7M14 6h3M3 14h3M10 14h7M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0M10 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
            Self::Keys => {
                "M5 5.5h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2M6.2 8.6h.1M9 8.6h.1M11.8 8.6h.1M14 8.6h.1M7.2 11.7h5.6"
            }
            Self::SignOut => {
                "M8.5 4H5.5A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16h3M12.5 6.5 16 10l-3.5 3.5M16 10H8.5"
            }
            Self::Back => "M12 4.5 6.5 10l5.5 5.5",
            Self::Close => "M5.5 5.5l9 9M14.5 5.5l-9 9",
            Self::Join => "M10 4v12M4 10h12",
            Self::Transfer => "M4 7h11.5M12.5 4l3 3-3 3M16 13H4.5M7.5 10l-3 3 3 3",
            Self::HandBack => "M8 4.5 4 8.5l4 4M4 8.5h7.8a3.7 3.7 0 0 1 0 7.4H9",
            Self::End => "M4.5 10.5 8 14l7.5-8",
            Self::Details => {
                "M5 4h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M12.3 4v12"
            }
            Self::Send => "M10 16V4.5M5 9.2l5-5 5 5",
            Self::Note => "M5 4h10v8l-4 4H5zM11 16v-4h4",
            Self::Article => "M6 3.5h5L14.5 7v9.5H6zM11 3.5V7h3.5M8 10h4.5M8 13h4.5",
            Self::Down => "M5 8l5 5 5-5",
            Self::Reply => {
                "M5 4.5h10a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-4L7.5 16.5v-3H5A1.5 1.5 0 0 1 3.5 12V6A1.5 1.5 0 0 1 5 4.5"
            }
            Self::Eye => {
                "M2.5 10c1.8-3.2 4.3-4.8 7.5-4.8s5.7 1.6 7.5 4.8c-1.8 3.2-4.3 4.8-7.5 4.8S4.3 13.2 2.5 10M12 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0"
            }
            Self::Bell => "M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.2 1.3H4.3zM8.5 17a1.6 1.6 0 0 0 3 0",
            Self::Team => {
                "M12.7 7.4a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0M4.8 16c.6-2.5 2.5-3.8 5.2-3.8s4.6 1.3 5.2 3.8M4.9 6.3a2 2 0 0 0 0 3.7M2.2 14.2c.2-1 .8-1.8 1.6-2.3M15.1 6.3a2 2 0 0 1 0 3.7M17.8 14.2c-.2-1-.8-1.8-1.6-2.3"
            }
            Self::More => "M4.5 10h.1M10 10h.1M15.5 10h.1",
        }
    }
}

/// Draws it.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}

/// Baton's mark: one half is the bot's, the other a human's.
pub fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark-bot" d="M5.5 21.5 16 11"></path>
            <path class="mark-human" d="M16 21 26.5 10.5"></path>
        </svg>
    }
}
