//! Every limit of Baton, each with its reason. Sizes are in the unit that the name ends with.

/// A client's frame. A message of [`MESSAGE_CHARS_MAX`] four-byte characters with every one escaped fits.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;

/// One message: two printed pages. More is a document, and documents are attached.
pub const MESSAGE_CHARS_MAX: usize = 4_000;

/// A note between agents: enough for a hand-over of the matter, short enough to be read.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// A person's name.
pub const NAME_CHARS_MAX: usize = 100;

/// An e-mail address: RFC 5321, 4.5.3.1.3 (256 octets with the angle brackets).
pub const EMAIL_CHARS_MAX: usize = 254;

/// An address in the settings: longer than any that a person would write.
pub const ADDRESS_CHARS_MAX: usize = 500;

/// The address of the customer's page, kept for the agent. Longer ones are cut.
pub const PAGE_CHARS_MAX: usize = 1_000;

/// Attributes of one visitor: a customer record's worth.
pub const ATTRIBUTES_MAX: usize = 50;

/// The name of an attribute, of a tracked action or of one of its properties.
pub const ATTRIBUTE_NAME_CHARS_MAX: usize = 64;

/// The value of an attribute or property: a line or two. More is a document.
pub const ATTRIBUTE_VALUE_CHARS_MAX: usize = 500;

/// Properties of a tracked action.
pub const PROPERTIES_MAX: usize = 20;

/// A page's title, as long as search engines show it, twice.
pub const TITLE_CHARS_MAX: usize = 150;

/// Pages that an agent sees of a visitor's way: what fits on a screen.
pub const PAGES_SHOWN_MAX: usize = 20;

/// Tracked actions that an agent sees. A page that sends more at once without an answer may have one kept twice.
pub const TRACKED_SHOWN_MAX: usize = 20;

/// What a page may tell about its visitor in one conversation: each is a row of the journal, which is read on every load.
pub const TOLD_MAX: usize = 2_000;

/// What a page tells and the edge has not taken yet: the oldest goes first.
pub const UNTOLD_MAX: usize = 100;

/// Domains that a site's widget may stand on.
pub const DOMAINS_MAX: usize = 100;

/// A domain: RFC 1035, 2.3.4, with scheme and port.
pub const DOMAIN_CHARS_MAX: usize = 270;

/// Messages of one conversation. It is held in memory while it is open: 10,000 of 1 kB are 10 MB of the
/// 128 MB that a Durable Object has.
pub const MESSAGES_MAX: usize = 10_000;

/// Messages in one frame to a client. 200 of the largest stay under a megabyte; the client asks for more.
pub const MESSAGES_PER_FRAME_MAX: usize = 200;

/// Visitor's messages that wait for the bot at once. One more is stored and answered by a person, or not.
pub const BOT_TURNS_MAX: usize = 20;

/// Sockets on one conversation: a visitor's tabs and the agents who look on.
pub const SESSIONS_PER_CONVERSATION_MAX: usize = 40;

/// Sockets on one desk: 500 agents with two windows each.
pub const SESSIONS_PER_DESK_MAX: usize = 1_000;

/// A socket that has not said hello after this time is closed.
pub const HELLO_MS_MAX: u64 = 5_000;

/// Frames of one socket in a burst; a page that reconnects sends its pending messages at once.
pub const FRAMES_BURST_MAX: u32 = 60;

/// Frames a second after the burst; a person types one message a second at best.
pub const FRAMES_PER_SECOND_MAX: u32 = 20;

/// Conversations in the desk's live list. Beyond it the oldest that nobody waits in are dropped from the
/// list; they stay stored.
pub const LIVE_CONVERSATIONS_MAX: usize = 5_000;

/// Characters of the last message in the desk's list: one line.
pub const EXCERPT_CHARS_MAX: usize = 120;

/// The desk's answer to a request for a human. Then the visitor gets the offline form.
pub const DESK_ANSWER_MS_MAX: u64 = 10_000;

/// The body of an HTTP request.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A password: long enough for every passphrase, short enough that hashing it costs nothing more.
pub const PASSWORD_CHARS_MAX: usize = 200;

/// The shortest password (NIST SP 800-63B asks for 8; 10 costs a person little).
pub const PASSWORD_CHARS_MIN: usize = 10;

/// Members of one site.
pub const MEMBERS_MAX: usize = 500;

/// Waits of a department that its estimate rests on: the last busy hour of a small team.
pub const WAIT_SAMPLES_MAX: usize = 50;

/// With fewer waits than this nothing honest can be said of the next.
pub const WAIT_SAMPLES_MIN: usize = 5;

/// A wait that ended longer ago says nothing about now, in milliseconds.
pub const WAIT_SAMPLE_AGE_MS_MAX: u64 = 2 * 3_600_000;

/// An agent who declined or missed a conversation is not asked for it again within this time, in milliseconds: long
/// enough to be left in peace, short enough that nobody waits for ever on a small team.
pub const ASK_AGAIN_MS: u64 = 60_000;

/// Changes that one command may set off at the desk: each offers, ends or moves one thing, so a desk of
/// `LIVE_CONVERSATIONS_MAX` conversations needs no more. What is over goes on with the next alarm.
pub const SETTLE_STEPS_MAX: usize = 2_000;

/// What an agent does is noted at most this often, in milliseconds: idleness is measured in minutes.
pub const ACTIVE_MS_MIN: u64 = 60_000;

/// Internal notes of one conversation: agents hold some hundreds in their heads at most.
pub const NOTES_MAX: usize = 1_000;

/// Tags of one conversation: more tell nobody anything.
pub const TAGS_MAX: usize = 20;

/// Characters of a tag: a word or two.
pub const TAG_CHARS_MAX: usize = 40;

/// Intervals that begin on one day of the business hours: a shift every two hours.
pub const HOURS_INTERVALS_PER_DAY_MAX: usize = 12;

/// Days that differ from the week: every day of a year, and next year's holidays. What is past can be deleted.
pub const HOURS_OVERRIDES_MAX: usize = 400;

/// How far ahead the next change of business hours is looked for: 400 days, so that what opens on one day a year
/// is found, leap year or not.
pub const HOURS_LOOK_AHEAD_MS: u64 = 400 * 24 * 60 * 60_000;

/// The name of a time zone. The longest of the IANA database has 32 characters.
pub const ZONE_CHARS_MAX: usize = 64;

/// Decisions that a desk keeps: months of a small team's, weeks of a large one's. The oldest go first.
pub const DECISIONS_MAX: u64 = 100_000;

/// Decisions shown of one conversation: what a person reads through.
pub const DECISIONS_SHOWN_MAX: usize = 200;

/// Handovers in one conversation's analytics record: with all its spans it stays under the 2 MB of a database row.
pub const RECORD_HANDOVERS_MAX: usize = 200;

/// Agents one after the other in one handover, in its record: nobody is passed on more often.
pub const RECORD_SPANS_MAX: usize = 40;

/// A longer pause between two messages is no talk with the bot, in milliseconds: the visitor has gone away and come back.
pub const BOT_PAUSE_MS_MAX: u64 = 30 * 60_000;

/// Days that analytics shows at once: a year, and the days that a comparison with the last one begins earlier.
pub const ANALYTICS_DAYS_MAX: usize = 400;

/// Conversations that one question to analytics looks at: what a desk reads and counts in a few seconds. Beyond it a
/// shorter range is asked for, instead of showing numbers that leave something out.
pub const ANALYTICS_CONVERSATIONS_MAX: usize = 100_000;

/// Rules of one site. All are asked at every message; more are a program, and nobody could say what it does.
pub const RULES_MAX: usize = 200;

/// Conditions of one rule, those with parts included: what fits on a page of the form.
pub const CONDITIONS_PER_RULE_MAX: usize = 50;

/// Conditions within conditions: "all of: any of: not" has three levels, and nobody reads five.
pub const CONDITION_LEVELS_MAX: usize = 5;

/// Actions of one rule: each of the seven kinds once, and a few more tags or teams.
pub const ACTIONS_PER_RULE_MAX: usize = 20;

/// Phrases, languages or topics in one condition.
pub const PHRASES_PER_CONDITION_MAX: usize = 100;

/// One phrase, part of an address or attribute's value in a condition: a line.
pub const PHRASE_CHARS_MAX: usize = 200;

/// Letters before a `*`: shorter beginnings are in half of all words.
pub const PHRASE_STAR_CHARS_MIN: usize = 3;

/// A wait that a rule asks for: a week. No queue is older.
pub const RULE_WAIT_MS_MAX: u64 = 7 * 24 * 60 * 60 * 1000;

/// Bot answers that a rule asks for: more than a conversation ever has.
pub const RULE_BOT_ANSWERS_MAX: u32 = 1_000;

/// A settings document as JSON. The largest that the limits below allow is about this long; 100 kept versions of it
/// are 50 MB of the 10 GB that an object may store.
pub const SETTINGS_BYTES_MAX: usize = 512 * 1024;

/// Versions of the settings that are kept: a year of two changes a week.
pub const SETTINGS_VERSIONS_MAX: usize = 100;

/// Departments of one site: each is a queue of its own, and more than these nobody oversees.
pub const DEPARTMENTS_MAX: usize = 50;

/// Skills of one agent or department.
pub const SKILLS_MAX: usize = 30;

/// A skill: a word or two.
pub const SKILL_CHARS_MAX: usize = 40;

/// Languages of one agent.
pub const LANGUAGES_MAX: usize = 20;

/// Conversations that one agent holds at once: far beyond what a person can follow.
pub const CAPACITY_MAX: u32 = 50;

/// The shortest ring: in less than a second nobody presses a button.
pub const RING_MS_MIN: u64 = 1_000;

/// The longest ring: who has not come after five minutes is not there.
pub const RING_MS_MAX: u64 = 5 * 60_000;

/// The longest wrap-up time: an hour. More is being away, which agents choose themselves.
pub const WRAP_UP_MS_MAX: u64 = 3_600_000;

/// The shortest longest wait: a second, so that a request can be placed at all.
pub const WAIT_MS_MIN: u64 = 1_000;

/// The longest wait: a day. Nobody looks at a queue for longer.
pub const WAIT_MS_MAX: u64 = 24 * 3_600_000;

/// Bot answers before a human is offered: more is never.
pub const REQUIRED_ANSWERS_MAX: u32 = 50;

/// The longest grace of an agent without a window: visitors wait for somebody who may not come back.
pub const GRACE_MS_MAX: u64 = 10 * 60_000;

/// The shortest idleness that counts: five times what activity is noted by ([`ACTIVE_MS_MIN`]).
pub const IDLE_MS_MIN: u64 = 5 * 60_000;

/// The longest idleness that counts: a working day.
pub const IDLE_MS_MAX: u64 = 12 * 3_600_000;

/// Missed offers in a row: who has missed so many is not there.
pub const MISSED_MAX: u32 = 20;

/// How long the bot may seem to write: longer is only waiting.
pub const TYPING_MS_MAX: u64 = 10_000;

/// The shortest time that the bot has for an answer.
pub const ANSWER_MS_MIN: u64 = 1_000;

/// The longest time that the bot has for an answer: after two minutes nobody waits for a machine.
pub const ANSWER_MS_MAX: u64 = 2 * 60_000;

/// The shortest time that an untouched offline form stays: a minute, to write a sentence in.
pub const OFFLINE_FORM_MS_MIN: u64 = 60_000;

/// The longest time that an untouched offline form stays: a week.
pub const OFFLINE_FORM_MS_MAX: u64 = 7 * 24 * 3_600_000;

/// Questions that the greeting offers: what fits above the composer on a phone.
pub const GREETING_CHIPS_MAX: usize = 6;

/// One text of a site: two paragraphs.
pub const TEXT_CHARS_MAX: usize = 1_000;

/// Canned responses of one site: more than agents learn, few enough to send to every desk.
pub const CANNED_RESPONSES_MAX: usize = 500;

/// A shortcut: as long as people type without looking.
pub const SHORTCUT_CHARS_MAX: usize = 30;

/// The longest response time that is a target: a day.
pub const RESPONSE_MS_MAX: u64 = 24 * 3_600_000;

/// Problems of a document that are told at once: more than anybody mends in one go.
pub const PROBLEMS_MAX: usize = 100;

/// A visitor's signed token: some dozens of attributes; more belongs into the site's own systems.
pub const IDENTITY_TOKEN_BYTES_MAX: usize = 8 * 1024;

/// The farthest `exp` of a visitor's token, in milliseconds: a day. What a stolen one opens must end soon.
pub const IDENTITY_MS_MAX: u64 = 24 * 3_600_000;

/// How much the clocks of a site and the edge may differ, in milliseconds.
pub const IDENTITY_LEEWAY_MS: u64 = 60_000;

/// A person's name in the site (`sub`): every kind of id has room.
pub const SUB_CHARS_MAX: usize = 128;

/// A telephone number: 15 digits (ITU-T E.164) with room for how people write them.
pub const PHONE_CHARS_MAX: usize = 40;

/// Live identity keys of a site: the old one and the new one, while they change.
pub const IDENTITY_KEYS_MAX: usize = 2;

/// Retired identity keys that are still listed (without what they were): years of changes.
pub const IDENTITY_KEYS_RETIRED_MAX: usize = 20;

/// One file: a photo of a telephone, a scanned contract. More is sent in other ways.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024;

/// Files of one message: what a person picks at once and still looks through.
pub const FILES_PER_MESSAGE_MAX: usize = 5;

/// Files of one conversation: more than any matter needs, few enough to be held in a list.
pub const FILES_MAX: usize = 100;

/// Bytes of all files of one conversation: twenty of the largest. Nobody makes a store of a chat.
pub const FILES_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// A file's name: what fits on two lines of a phone; file systems take 255 bytes, a third of that in most scripts.
pub const FILE_NAME_CHARS_MAX: usize = 80;

/// First bytes of a file that are looked at. A camera's JPEG has up to 64 KiB of its own words before its size, and a
/// profile of colours after them.
pub const FILE_HEAD_BYTES_MAX: usize = 256 * 1024;

/// Pixels of a picture that is shown: 50 million take 200 MB unpacked, and a few bytes can claim billions.
pub const PICTURE_PIXELS_MAX: u64 = 50_000_000;

/// A file that no message has named by then is removed: a day, so that a draft survives a night.
pub const FILE_UNUSED_MS_MAX: u64 = 24 * 3_600_000;

/// An address that the edge calls: programs on the way take at least so much (RFC 9110, section 4.1, asks for 8,000 bytes;
/// no receiver's own is near this).
pub const URL_CHARS_MAX: usize = 2_000;

/// Receivers of one site's news: each of them is an object, and every conversation looks through all.
pub const ENDPOINTS_MAX: usize = 20;

/// A receiver's name: one line of a list.
pub const ENDPOINT_NAME_CHARS_MAX: usize = 60;

/// Kinds of news that a receiver can name: more than there are.
pub const NEWS_KINDS_MAX: usize = 32;

/// Turns that are told in one call: a busy conversation's minute.
pub const TURNS_TOLD_MAX: u64 = 50;

/// Calls to the outside that one object has open at a time: the platform allows an event six connections.
pub const CALLS_AT_ONCE_MAX: usize = 6;

/// How long a receiver may take to answer, in milliseconds: what Standard Webhooks advises at least.
pub const CALL_MS_MAX: u64 = 15_000;

/// Deliveries that wait at one receiver: three days of a busy site whose receiver is down. What comes then is counted and
/// dropped, the oldest are kept.
pub const DELIVERIES_WAITING_MAX: u32 = 10_000;

/// How long a delivery that has ended is kept for the desk's list, in milliseconds: 30 days.
pub const DELIVERY_KEPT_MS: u64 = 30 * 24 * 3_600_000;

/// Deliveries that the desk lists at once.
pub const DELIVERIES_LISTED_MAX: u32 = 50;

/// How long an endpoint's old secret still signs beside the new one, in milliseconds: a day to change it.
pub const SECRET_OLD_MS: u64 = 24 * 3_600_000;

/// Addresses of one mail to a team: a department's. A longer list belongs into a list of the mail server.
pub const ADDRESSES_MAX: usize = 20;
