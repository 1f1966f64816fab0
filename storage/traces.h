// What may be left of something erased: its bytes in free pages, in the gaps of pages, in the write-ahead log.
//
// Found by looking at the files themselves, past the tables: words, and pieces of eight bytes of whatever else was
// erased. A piece may be found elsewhere by chance. What lies across two pages is not found; but SQLite overwrites what
// it frees (secure_delete), and what it leaves when it moves rows within pages lies in one. Knows no table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "storage/sqlite.h"

namespace dais::storage {

class Traces {
public:
    explicit Traces(std::vector<std::string> words);

    // Eight bytes out of the middle; what is shorter leaves no trace that could be told from others.
    void add_piece_of(std::string_view bytes);
    // Of what is compressed, in which no word is found: a piece out of every few hundred bytes, but for those that also
    // stand in what takes its place.
    void add_pieces_of(std::string_view bytes, std::string_view replaced_by);
    // Something was erased already when we came: what pieces it had nobody knows any more.
    void add_unknown() { has_unknown_ = true; }
    bool has_unknown() const { return has_unknown_; }
    const std::vector<std::string>& words() const { return words_; }

    bool has_word(std::string_view bytes) const;
    bool are_in_files(const Connection& connection) const;

private:
    void add(std::uint64_t piece);
    bool has_piece(std::string_view bytes) const;

    std::vector<std::string> words_;
    std::unordered_set<std::uint64_t> pieces_;
    std::vector<bool> maybe_;  // of pieces, by their lowest bits: spares most of the looking up
    bool has_unknown_ = false;
};

}  // namespace dais::storage
