// What all processes of a load count together, in memory that they share (mmap before the fork).
//
// Everything is a plain number that begins at zero, so that untouched pages cost nothing; add() and others make each
// access atomic. Any thread or process may count at any time; sums that belong together may be read a moment apart.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace dais::load {

inline std::atomic_ref<std::uint64_t> shared(std::uint64_t& cell) { return std::atomic_ref(cell); }
inline void add(std::uint64_t& cell, std::uint64_t by = 1) { shared(cell).fetch_add(by, std::memory_order_relaxed); }
inline std::uint64_t get(const std::uint64_t& cell) {
    return shared(const_cast<std::uint64_t&>(cell)).load(std::memory_order_acquire);
}
inline void set(std::uint64_t& cell, std::uint64_t value) { shared(cell).store(value, std::memory_order_release); }
void raise_to(std::uint64_t& cell, std::uint64_t value);

// Durations of 1 µs to an hour in classes 3 % wide.
struct Histogram {
    static constexpr int kStepBits = 5;
    static constexpr std::size_t kClasses = std::size_t{28} << kStepBits;

    void add(std::uint64_t ns);
    std::uint64_t count() const;
    // So that this share of all was no longer; the middle of its class, in ns. 0 if there is none.
    double quantile(double share) const;

    std::array<std::uint32_t, kClasses> classes;
};

// One change on its way to all screens.
struct ChangeTimes {
    std::uint64_t first_ns;  // when the first screen of all had it, by the monotonic clock
    std::uint64_t arrivals;
    std::uint64_t longest_ns;  // until the last screen so far
    Histogram delays;
};

struct Counts {
    std::uint64_t opened, connect_failed;              // upgrades that went well; sockets that did not connect
    std::uint64_t handshakes, handshakes_resumed;      // of TLS: all; those that a ticket made short
    std::uint64_t refused_full, refused_other;         // told to come again later; told something else
    std::uint64_t cut, silent, dropped, goodbyes;      // by the server or on the way; by us; by us on purpose; told so
    std::uint64_t away_for_good;                       // told not to come back
    std::uint64_t resumed, resume_refused, snapshots;  // how conversations began
    std::uint64_t gaps, differed, nonsense;            // what must not be
    std::uint64_t bytes, snapshot_bytes;               // as received
    std::uint64_t frames, changes, heartbeats, pongs;  // as received by all screens together
    std::uint64_t changes_distinct, not_timed;         // folded by a book; beyond what is kept apart
};

// Of one process.
struct Gauges {
    std::uint64_t started, open, equal, position;
};

enum class Phase : std::uint64_t { running, settling, ended };

constexpr std::size_t kProcessesMax = 128;
constexpr std::size_t kChangesTimedMax = 4'096;  // changes of each kind that are kept apart

struct Measures {
    // Creates them, zero, for this process and those forked from it. Throws std::runtime_error.
    static Measures* map();
    static void unmap(Measures* measures);

    // A change came to a screen that was up to date. With a stamp (stamp.h) it is timed from when it was sent, and its
    // number is the sender's; else from the first screen that had it, and its number is a position.
    void arrived(bool stamped, std::uint64_t number, std::uint64_t sent_ns, std::uint64_t now_ns);
    // Null if it is not kept apart.
    ChangeTimes* stamped_change(std::uint64_t number) {
        return number < kChangesTimedMax ? &by_stamp[number] : nullptr;
    }

    std::uint64_t started() const;
    std::uint64_t open() const;
    std::uint64_t equal() const;
    std::uint64_t position() const;

    Counts counts;
    Histogram connects;    // from connect() to the upgrade
    Histogram deliveries;  // every change at every screen that was up to date
    Histogram pongs;
    std::uint64_t longest_delivery_ns;
    std::uint64_t phase;    // a Phase
    std::uint64_t target;   // the position that settling screens are to reach
    std::uint64_t stopped;  // not 0: it ends before its time, and no more screens come
    std::array<Gauges, kProcessesMax> gauges;
    std::array<char, 256> trouble;  // something that a server said, for the report
    std::uint64_t trouble_taken;
    std::uint64_t first_position;  // that by_position begins with; 0: none yet
    std::array<ChangeTimes, kChangesTimedMax> by_stamp, by_position;

    Phase at() const { return static_cast<Phase>(get(phase)); }
    void enter(Phase next) { set(phase, static_cast<std::uint64_t>(next)); }
    // The first one stays.
    void say_trouble(const char* text, std::size_t size);
};

std::uint64_t monotonic_ns();

}  // namespace dais::load
