#include "server/live/course.h"

#include <algorithm>
#include <stdexcept>

namespace dais::live {

void Course::add(const storage::Moment& moment) {
    if (moment.seq != seq() + 1)
        throw std::logic_error("change " + std::to_string(moment.seq) + " does not follow " + std::to_string(seq()));
    at_ms_.push_back(moment.at_ms);
    for (const v1::Audience audience : summit::kAudiences)
        if ((moment.shown & summit::bit(audience)) != 0)
            positions_[summit::index_of(audience)].push_back(static_cast<std::uint32_t>(moment.seq));
}

std::optional<std::uint64_t> Course::seq_of(v1::Audience audience, std::uint64_t position) const {
    const auto& seqs = positions_[summit::index_of(audience)];
    if (position == 0 || position > seqs.size()) return std::nullopt;
    return seqs[position - 1];
}

std::uint64_t Course::position_at(v1::Audience audience, std::uint64_t seq) const {
    const auto& seqs = positions_[summit::index_of(audience)];
    return static_cast<std::uint64_t>(std::upper_bound(seqs.begin(), seqs.end(), seq) - seqs.begin());
}

// The log's clock never goes back (decision D11).
std::uint64_t Course::seq_by(std::int64_t at_ms) const {
    return static_cast<std::uint64_t>(std::upper_bound(at_ms_.begin(), at_ms_.end(), at_ms) - at_ms_.begin());
}

}  // namespace dais::live
