//! Every text that the widget itself says, in one place. The English text is its name in `locales/`: see `words`.

pub const TITLE: &str = "Chat";
pub const AI: &str = "AI assistant";
pub const YOU: &str = "You";
pub const SAYS_BATON: &str = "Notice";
pub const CLOSE: &str = "Close chat";
pub const MESSAGES: &str = "Messages";
pub const CONVERSATION: &str = "Conversation";

// Who answers
pub const STATUS_BOT: &str = "AI assistant · answers at once";
pub const STATUS_WAITING: &str = "Waiting for a person";
pub const STATUS_NOBODY: &str = "Nobody is available right now";
pub const STATUS_FOLLOW_UP: &str = "We reply by e-mail";
pub const STATUS_ENDED: &str = "Conversation ended";
pub const STATUS_CONNECTING: &str = "Connecting…";
pub const STATUS_UNAVAILABLE: &str = "Not available";
pub const STATUS_LOST: &str = "No connection";
pub const CUSTOMER_SERVICE: &str = "{0} · customer service";

// Messages
pub const SENDING: &str = "Sending";
pub const SENT: &str = "Sent";
pub const DELIVERED: &str = "Delivered";
pub const READ: &str = "Read";
pub const SOURCES: &str = "From our help pages";
pub const CHIPS: &str = "Suggestions";
pub const IS_WRITING: &str = "{0} is writing";
pub const NEW_MESSAGES: &str = "New messages";
pub const MORE_MESSAGES: &str = "{0} new messages";
pub const TRY_AGAIN: &str = "Try again";
pub const EDIT: &str = "Edit";
pub const NOT_SENT: &str = "Not sent. {0}";

// Composer
pub const MESSAGE: &str = "Message";
pub const PLACEHOLDER: &str = "Write a message…";
pub const PLACEHOLDER_ENDED: &str = "Write to start again…";
pub const COMPOSER: &str = "Write a message";
pub const SEND: &str = "Send";
pub const COUNTER: &str = "{0} of {1} characters";
pub const TOO_LONG: &str = "Too long to send. Please shorten it or send it in parts.";

// Handover
pub const REQUEST_HUMAN: &str = "Request chat with human agent";
pub const LEAVE_OFFLINE_MESSAGE: &str = "Stop chatbot and leave offline message";
pub const WAIT_TITLE: &str = "Asking for a person…";
pub const WAIT_POSITION: &str = "You are number {0} in the queue";
pub const WAIT_TEXT: &str = "Someone will be with you as soon as possible.";
pub const WAIT_WRITE: &str = "You can go on writing here, or close the chat: your place is kept.";
pub const UNDER_A_MINUTE: &str = "Expected wait: under a minute.";
pub const UP_TO: &str = "Expected wait: up to {0}.";
pub const ABOUT: &str = "Expected wait: about {0}.";
pub const LONG: &str = "Expected wait: it may take more than an hour.";
pub const WAIT_NEXT: &str = "You are next.";
pub const GO_ON: &str = "Go on with the chatbot";
pub const LEAVE_MESSAGE: &str = "Leave a message instead";
pub const OPENS: &str = "We are back on {0}";
pub const FOLLOW_UP_TITLE: &str = "Your message has reached us";
pub const FOLLOW_UP_TEXT: &str = "We reply by e‑mail. You can close the chat, or write here to go on.";
pub const ENDED_TITLE: &str = "Conversation ended";
pub const ENDED_TEXT: &str = "Write again at any time: our AI assistant answers.";

// Rating
pub const RATING_TITLE: &str = "How was the help of our team?";
pub const RATING_WORST: &str = "Very poor";
pub const RATING_BEST: &str = "Very good";
pub const RATING_COMMENT: &str = "Do you want to tell us more? (optional)";
pub const RATING_SEND: &str = "Send rating";
pub const RATING_DISMISS: &str = "No rating";
pub const RATING_THANKS: &str = "Thank you. That helps us to get better.";
pub const RATING_OF: &str = "{0} of 5";

// Articles
pub const BACK: &str = "Back to the chat";
pub const LOADING: &str = "Loading…";
pub const ARTICLE_FAILED: &str = "This page could not be loaded.";

// Notices
pub const OFFLINE: &str = "No connection. Your messages are kept and sent when it is back.";
pub const NOT_KEPT: &str = "This browser does not keep the chat: it ends when you leave the page.";
pub const OUTDATED: &str = "This chat has been updated.";
pub const RELOAD: &str = "Reload";
pub const UNAVAILABLE: &str = "This chat is not available here. {0}";
pub const NO_CONNECTION: &str = "There is no connection right now. Please try again in a moment.";
pub const ARTICLE: &str = "Help page";
