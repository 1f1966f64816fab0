// Every limit of the SDK, with its unit and a sentence of why.

/** A compressed message may not grow beyond this: nobody fills a screen's memory with a small frame. */
export const inflated_bytes_max = 16 * 1024 * 1024;
/** Messages that wait, in order, behind one that is being inflated. More: the link starts anew. */
export const inbox_messages_max = 4096;
/** All parts of one snapshot together. */
export const snapshot_bytes_max = 128 * 1024 * 1024;
/** Commands sent and not replied to; the server keeps as few. One more is refused at once. */
export const commands_in_flight_max = 16;
/** From opening a socket to its Welcome. */
export const welcome_wait_ms = 10_000;
/** Silence of this many heartbeats means that the link is dead. */
export const heartbeats_missed_max = 2.5;
/** Messages that made no sense, in a row: once may be the line's fault, this often it is not. */
export const misread_max = 2;
/** Reconnecting waits a random time between 0 and a ceiling that doubles from min to max. */
export const retry_ms_min = 500;
export const retry_ms_max = 30_000;
/** Round trips measured for the clock: a few at once, then one now and then. */
export const pings_at_start = 3;
export const ping_every_ms = 30_000;
/** The time may be wrong by so much, on either side, without being measured more often: nobody sees that. */
export const clock_doubt_ms_fair = 8;
/** While it may be wrong by more, the first so many come sooner. */
export const pings_in_doubt_max = 10;
export const ping_in_doubt_every_ms = 2_000;
/** While it may be wrong by much more than it was once, for want of quick ones: they are rare on this line. */
export const ping_of_age_every_ms = 6_000;
/** Below this, all records held are verified in one go with each heartbeat; above, in slices all the time. */
export const records_verified_at_once_max = 2000;
/** Between two slices of verification. */
export const verify_slice_every_ms = 100;
/** A full round of slices takes this part of a heartbeat. */
export const verify_round_share = 0.7;
/** Languages that a reader may name, the best first: more would be read by nobody. */
export const languages_asked_max = 8;
/** How deep parts may lie within parts; beyond, or in a circle, a session stands alone. */
export const part_depth_max = 4;
/** For a server to make a ticket. */
export const ticket_wait_ms = 10_000;
/** Another is asked for while a fifth of its time is left, within these: clocks differ, and it lasts ten minutes. */
export const ticket_lasts_ms_min = 5000;
export const ticket_lasts_ms_max = 8 * 60_000;
/** After none could be had. */
export const ticket_again_ms = 10_000;
/** After the one held proved to be worth less. */
export const ticket_soon_ms = 500;
/** A notice that something is not to be used stands as long as news of yesterday is still passed on. */
export const kill_notice_stands_ms = 24 * 60 * 60_000;
/** How long a big screen keeps to one language unless it says otherwise. */
export const language_turn_ms_usual = 20_000;
/** Of each side of a big screen, what is at most left free, in thousandths. */
export const safe_area_permille_max = 100;
/** What is kept of a log on the device, in bytes of its records: of what is more nothing is kept. */
export const kept_bytes_max = 16 * 1024 * 1024;
/** From a change to its being kept, and so between two that are: devices wear out by writing. */
export const keep_after_ms = 5_000;
/** What was proven to stand, with nothing changed, is kept as such so often. */
export const keep_again_ms = 5 * 60_000;
/** For the device to bring what it kept: the server is asked for all of it rather than waited for. */
export const kept_wait_ms = 2_000;
