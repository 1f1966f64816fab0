// A log's ledger as a file: every Change as it was chained, and the text of what everybody may read, so that whoever
// has only the file and the digest that was published can check it (ARCHITECTURE.md, The ledger). Here: its lines.
//
//   {"ledger":1,"log":"gdpa"}
//   {"change":1,"at_ms":…,"actor":"","login":"key:a1","command_id":"…","body_digest":HEX,"made":"","shown":126,
//    "entries":2,"chain":HEX}
//   {"entry":1,"kind":26,"id":"l12ab@yq3zp","owner":"l12ab","audiences":126,"put":true,"hash":HEX,"salt":HEX,
//    "body":BASE64}
//   {"end":1,"chain":HEX}
//
// Promises: one way to write each line, and no other is read: names in this order, no blanks, "\n" after each; hex is
// in lower case; within texts only " and \ are escaped, and what is below a blank as \u00XX. Reading is total: any
// bytes give a line or a sentence. Pure; it knows no database, so that clients read with it, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace dais::storage {

inline constexpr std::uint64_t kLedgerFormat = 1;
inline constexpr std::size_t kLedgerLineBytesMax = 256 * 1024;  // a record has at most 64 KiB
inline constexpr std::size_t kLedgerBytesMax = 256u << 20;

struct LedgerStart {
    std::uint64_t format = kLedgerFormat;
    std::string log;  // slug
};

// The head of a Change, followed by so many entries.
struct LedgerChange {
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    std::string actor;
    std::string login;
    std::string command_id;
    std::string body_digest;
    std::string made;
    std::uint32_t shown = 0;
    std::uint64_t entries = 0;
    std::string chain;
};

struct LedgerEntry {
    std::uint64_t n = 0;  // within its Change, from 1
    std::uint32_t kind = 0;
    std::string id;
    std::string owner;
    std::uint32_t audiences = 0;
    bool put = false;  // else removed: then it has no text
    std::string hash;
    // What is told of a record has its text and the salt that proves it; what is not for everybody has neither, and so
    // has what was erased, which says so.
    bool told = false;
    bool erased = false;
    std::string salt;
    std::string body;
};

// The last line: how many Changes there are, and the chain at the last one, which is the digest to be published.
struct LedgerEnd {
    std::uint64_t changes = 0;
    std::string chain;
};

using LedgerLine = std::variant<LedgerStart, LedgerChange, LedgerEntry, LedgerEnd>;

// With its "\n".
std::string ledger_text(const LedgerLine& line);

// A line without its "\n"; nothing, and what is wrong with it, if a ledger has no such line.
std::optional<LedgerLine> read_ledger_line(std::string_view text, std::string& problem);

// Of part of a ledger that ends with a line's end: the Change after which the next part begins; nothing if it is the
// last one, or no part of a ledger.
std::optional<std::uint64_t> goes_on_after(std::string_view part);

// Whether the text of a public record of this kind is told.
bool is_told_in_ledger(std::uint32_t kind);
// Of those, the kinds without a field for staff alone: if one of them is public, nothing excuses that it is not told.
bool is_always_told(std::uint32_t kind);

// In lower case; and the bytes of so many, or nothing.
std::string hex_of(std::string_view bytes);
std::optional<std::string> bytes_of_hex(std::string_view hex, std::size_t bytes);

}  // namespace dais::storage
