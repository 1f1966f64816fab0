#include "server/summit/records.h"

#include "server/summit/hash.h"

namespace dais::summit {

std::uint64_t record_digest(int kind, std::string_view id, std::string_view body) {
    Hash hash;
    hash.number(static_cast<std::uint32_t>(kind)).text(id).text(body);
    return first_u64(hash.finish());
}

std::string dump_line(int kind, std::string_view id, std::string_view body) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string line = std::to_string(kind);
    line.append(" ").append(id).append(" ");
    for (const char c : body) {
        line += kHex[static_cast<unsigned char>(c) >> 4];
        line += kHex[static_cast<unsigned char>(c) & 15];
    }
    return line += '\n';
}

void Records::apply(const v1::Entry& entry) {
    const RecordKey key{static_cast<int>(entry.kind()), entry.id()};
    if (const auto held = records_.find(key); held != records_.end()) {
        digest_ -= record_digest(key.first, key.second, held->second);
        records_.erase(held);
    }
    if (entry.has_put()) {
        digest_ += record_digest(key.first, key.second, entry.put());
        records_.emplace(key, entry.put());
    }
}

const std::string* Records::find(int kind, std::string_view id) const {
    const auto held = records_.find(RecordKey{kind, std::string(id)});
    return held == records_.end() ? nullptr : &held->second;
}

std::string Records::dump() const {
    std::string text;
    for (const auto& [key, body] : records_) text += dump_line(key.first, key.second, body);
    return text;
}

}  // namespace dais::summit
