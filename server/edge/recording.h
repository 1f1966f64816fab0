// What an edge was told of one log, kept in a file, so that it goes on after a crash where it stood, whether the server
// that it follows can be reached or not.
//
//   file    = "dais edge 1 ", the URL of the server that is followed, "\n", then records
//   record  = u32 length, i64 wall clock in ms, u64 checksum, a ServerMessage as it came; integers are little-endian
//   checksum = the first 8 bytes of BLAKE2b over the clock and the message
//
// The messages are a conversation: a whole Snapshot, then the Changes that followed it, now and then a heartbeat. So a
// start folds them as any screen does, digests compared, and fills its ring with the same frames (decision D19). There
// is no more in it than what that audience was shown.
//
// Promises: the file is replaced atomically and is only its owner's to read; what is appended survives the process,
// though perhaps not the machine; damage is noticed, and from there on all is thrown away and said. Never longer than
// a Snapshot and two rings. Knows no thread: one at a time, but for waiting and broken.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/edge/held.h"
#include "server/live/limits.h"

namespace dais::edge {

// What a file says.
struct Recalled {
    client::Follower held;
    Owners owners;
    live::Published start;               // where the ring begins
    std::vector<live::Published> steps;  // and what it holds
    std::int64_t as_of_ms = 0;           // by the wall's clock: when all this was known last to be all there is
    std::optional<v1::Clock> clock;      // of the log, at
    std::int64_t clock_at_ms = 0;        // by the wall's clock
};

class Recording {
public:
    // The folder is there. Opens nothing. What another server than this one told is not believed.
    Recording(const std::filesystem::path& folder, std::string log, v1::Audience audience,
              const std::string& server_url, const live::Limits& limits);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    // Of what there is a file in a folder: a log as an audience sees it.
    static std::vector<std::pair<std::string, v1::Audience>> all_in(const std::filesystem::path& folder);

    // Nothing if there is no file, or none that makes sense. Further records are appended to what was recalled.
    std::optional<Recalled> recall();
    // A Snapshot instead of all that there is.
    void begin(const std::vector<v1::ServerMessage>& snapshot, std::int64_t at_ms);
    // What followed.
    void append(std::string_view message, std::int64_t at_ms);

    // The disk takes nothing: what comes is not recorded until it is begun anew. Any thread.
    bool broken() const { return broken_; }
    // Bytes on their way to append(), for who hands them over to another thread. Any thread.
    std::atomic<std::size_t> waiting{0};

private:
    struct Record {
        std::int64_t at_ms = 0;
        std::string_view message;
    };

    std::string contents() const;
    // In order; as far as they are sound, and as long as true is answered. How many bytes of the file that is.
    std::size_t read(std::string_view file, const std::function<bool(const Record&)>& each) const;
    static std::string record_of(std::string_view message, std::int64_t at_ms);
    std::string beginning(const std::vector<v1::ServerMessage>& snapshot, std::int64_t at_ms) const;
    void replace(const std::string& file);
    void shorten();
    void fail(const std::string& what);
    void close();

    std::filesystem::path path_;
    std::string log_;
    v1::Audience audience_;
    std::string header_;
    const live::Limits& limits_;
    int descriptor_ = -1;
    std::size_t frames_ = 0;  // since the Snapshot
    std::size_t bytes_ = 0;   // of them
    std::atomic<bool> broken_{false};
};

}  // namespace dais::edge
