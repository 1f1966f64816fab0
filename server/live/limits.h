// Every limit of the running server, in one place. Set by flag, environment or file under the same names.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dais::live {

struct Limits {
    // Who may come in (admission.h); more are told to come again later
    std::size_t connections_max = 0;                  // WebSockets of this process; 0: as many as it may open files for
    std::size_t connections_of_address_max = 10'000;  // from one address or IPv6 /64, as a whole venue has
    std::size_t connections_of_login_max = 200;       // with one key
    std::size_t http_connections_max = 1'000;         // HTTP requests and handshakes under way per shard; others queue
    std::uint32_t come_again_s = 5;                   // how much later, at least; up to twice as much is said

    // At the door (server/web/places.h), and how slow who is in may be
    std::size_t http_connections_of_address_max = 800;  // of http_connections_max, from one address or IPv6 /64
    std::uint32_t http_patience_ms = 2'000;             // so long nobody is sent away to make room who says no request
    std::size_t http_bytes_per_second_min = 4'096;      // a body beyond http_idle_ms, or an answer beyond send_ms

    // Sockets
    int backlog = 65'535;                       // who knocks and waits; net.core.somaxconn bounds it, too
    std::uint32_t handshake_ms = 10'000;        // from accept to Hello, or to a request's end
    std::uint32_t http_idle_ms = 30'000;        // a kept-alive HTTP connection without a request
    std::uint32_t silence_ms = 90'000;          // a WebSocket whose peer answers no ping
    std::uint32_t send_ms = 30'000;             // a socket that is full and takes not one byte more
    std::uint32_t close_ms = 2'000;             // a WebSocket that was closed and whose peer does not hang up
    std::uint32_t user_timeout_ms = 45'000;     // sent bytes that the peer's system does not acknowledge; above send_ms
    std::size_t send_buffer_bytes = 64 * 1024;  // what the system holds for one socket
    std::size_t unsent_bytes = 16 * 1024;       // of this, what has not left yet: beyond, a socket is full
    std::size_t batch_bytes_max = 64 * 1024;    // frames that go out in one send
    std::size_t message_bytes_max = 64 * 1024;  // one message from a client
    std::uint32_t goodbyes_per_second = 2'000;  // as many are asked to come back when the server stops
    std::size_t request_bytes_max = 32u << 20;  // one HTTP body: an imported file
    std::uint32_t certificate_ms = 10'000;      // how often changed certificate files are looked for
    std::uint32_t stop_ms = 5'000;              // a stopping server waits this long for its last writes

    // Per connection (decision D10)
    std::size_t follows_max = 8;   // logs followed by one connection
    std::size_t replies_max = 32;  // commands under way; reading pauses beyond

    // Per log and audience
    std::size_t ring_frames_max = 4'096;  // frames kept for those who resume
    std::size_t ring_bytes_max = 8u << 20;
    std::size_t change_bytes_max = 256 * 1024;     // a larger Change makes the ring start again from a snapshot
    std::uint64_t snapshot_behind_max = 256;       // Changes that may follow a snapshot before it is made anew
    std::size_t snapshot_part_bytes = 128 * 1024;  // entries per part, before deflate
    std::uint32_t heartbeat_ms = 4'000;            // for screens, at most 5 s
    std::uint32_t heartbeats_missed = 3;           // of who decides: then what is shown may be old, and is said to be
    std::uint32_t heartbeat_ms_max = 25'000;       // for who wants fewer, as phones do

    // Who is there (decision D12)
    std::size_t report_id_bytes_max = 64;            // an id or a language in a Report; one with more is not heard
    std::size_t report_name_bytes_max = 200;         // a screen's own name in it
    std::size_t screens_max = 1'000;                 // big screens of one log that staff are told of: those heard last
    std::uint32_t gone_screens_ms = 24 * 3'600'000;  // so long they are told of one that is gone
    std::uint32_t presence_ms = 200;                 // the shortest time between two words of who shows what

    // Desk
    std::size_t pending_max = 10'000;               // commands waiting for the disk; more are answered "unavailable"
    std::uint32_t commands_of_login_per_s = 2'000;  // more are answered "unavailable"; 0: as many as come
    std::uint32_t commands_of_log_per_s = 20'000;   // of all that are asked of one log
    std::size_t previews_max = 64;                  // commands being thought through; more are answered "unavailable"
    std::size_t logs_max = 1'000;                   // logs of one server, or followed by an edge
    std::uint64_t checkpoint_changes = 5'000;       // changes between two checkpoints of a log
    std::uint32_t due_ms = 30'000;                  // it is looked at least this often whether something is due
    std::uint32_t keys_ms = 1'000;                  // how often keys made by another process are looked for

    // Edge (server/edge)
    std::uint32_t follow_ms = 15'000;       // the longest wait before it tries again to reach whom it follows
    std::uint32_t follow_list_ms = 10'000;  // the longest wait for the list of logs
    std::uint64_t follow_list_bytes_max = 4u << 20;
    std::uint32_t follow_logs_ms = 30'000;   // how often it asks for logs that are new
    std::uint32_t follow_say_ms = 10'000;    // how often it says that it waits for its first word
    std::size_t relayed_max = 256;           // commands on their way to whom it follows; more come again
    std::uint32_t record_pulse_ms = 60'000;  // how often it notes on disk that what it holds is still all there is
    std::size_t record_waiting_bytes = 16u << 20;  // frames that wait for its disk; beyond, its file is begun anew

    // The past (archive.h)
    std::size_t archive_waiting_max = 32;            // questions that wait for their turn; more are told to come again
    std::size_t archive_pasts_max = 8;               // states made lately and kept for who asks for them again
    std::size_t history_changes_max = 200;           // Changes on one page of history
    std::size_t history_entries_max = 2'000;         // entries looked at for one page: it is shorter if they are many
    std::size_t history_entries_of_change_max = 50;  // entries told of one Change; the others are counted
    std::size_t ledger_part_bytes = 16u << 20;       // a ledger beyond this is fetched in parts

    // How old what is shown may be before a screen is told so.
    std::int64_t stale_ms() const { return std::int64_t{heartbeat_ms} * heartbeats_missed; }
};

}  // namespace dais::live
