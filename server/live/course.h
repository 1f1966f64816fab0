// How a log ran: when each Change was made, and which one made each position of each audience.
//
// A few bytes per Change in memory, so that a position or a time is found without counting from the beginning. Not
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "server/summit/audience.h"
#include "storage/database.h"

namespace dais::live {

class Course {
public:
    // The next Change.
    void add(const storage::Moment& moment);

    // The last Change.
    std::uint64_t seq() const { return at_ms_.size(); }
    // The Change that made a position of an audience; nothing if none did yet. Positions count from 1.
    std::optional<std::uint64_t> seq_of(v1::Audience audience, std::uint64_t position) const;
    // Where an audience stood at a Change; 0: it had been shown nothing.
    std::uint64_t position_at(v1::Audience audience, std::uint64_t seq) const;
    // The last Change at or before an instant; 0: there was none.
    std::uint64_t seq_by(std::int64_t at_ms) const;
    std::int64_t at_ms(std::uint64_t seq) const { return at_ms_.at(seq - 1); }

private:
    std::vector<std::int64_t> at_ms_;                                              // by seq, from 1
    std::array<std::vector<std::uint32_t>, summit::kAudiences.size()> positions_;  // seqs, by position, from 1
};

}  // namespace dais::live
