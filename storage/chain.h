// The hashes that chain every Change to the one before (ARCHITECTURE.md, Encodings; decision D18).
//
// Promises: the encoding never changes; what is chained today is verified by every later release. Pure functions.
// Text hashes are not made here: storage knows neither a text's language nor why it is hidden.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dais::storage {

inline constexpr std::size_t kHashBytes = 32;
inline constexpr std::size_t kSaltBytes = 16;

// Entries and head fields of one Change, as they are chained. Views: what they show must outlive the call.
struct Link {
    struct Item {
        std::uint32_t kind = 0;
        std::string_view id;
        std::string_view owner;
        std::uint32_t audiences = 0;
        bool put = false;
        std::string hash;
    };

    std::string_view slug;
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    std::string_view actor;
    std::string_view login;
    std::string_view command_id;
    std::string_view body_digest;
    std::string_view made;
    std::uint32_t shown = 0;
    std::vector<Item> items;
};

std::string new_salt();
std::string entry_hash(std::string_view salt, std::uint32_t kind, std::string_view id, std::string_view body);
std::string next_chain(std::string_view previous, const Link& link);
// The chain before the first Change.
std::string first_chain();

}  // namespace dais::storage
