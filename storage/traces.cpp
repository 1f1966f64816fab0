#include "storage/traces.h"

#include <algorithm>
#include <cstring>

namespace dais::storage {
namespace {

constexpr std::size_t kPieceBytes = sizeof(std::uint64_t);
constexpr std::uint64_t kMaybe = 1u << 20;

std::uint64_t piece_at(const char* bytes) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, bytes, kPieceBytes);
    return piece;
}

}  // namespace

Traces::Traces(std::vector<std::string> words) : words_(std::move(words)), maybe_(kMaybe) {}

void Traces::add_piece_of(std::string_view bytes) {
    if (bytes.size() < kPieceBytes) return;
    add(piece_at(bytes.data() + (bytes.size() - kPieceBytes) / 2));
}

void Traces::add_pieces_of(std::string_view bytes, std::string_view replaced_by) {
    constexpr std::size_t kStretchBytes = 256;
    std::unordered_set<std::uint64_t> pieces;
    for (std::size_t at = 0; at + kPieceBytes <= bytes.size(); at += kStretchBytes) pieces.insert(piece_at(&bytes[at]));
    for (std::size_t at = 0; at + kPieceBytes <= replaced_by.size(); ++at) pieces.erase(piece_at(&replaced_by[at]));
    for (const std::uint64_t piece : pieces) add(piece);
}

void Traces::add(std::uint64_t piece) {
    pieces_.insert(piece);
    maybe_[piece % kMaybe] = true;
}

bool Traces::has_word(std::string_view bytes) const {
    return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
        return memmem(bytes.data(), bytes.size(), word.data(), word.size()) != nullptr;
    });
}

bool Traces::has_piece(std::string_view bytes) const {
    if (pieces_.empty()) return false;
    for (std::size_t at = 0; at + kPieceBytes <= bytes.size(); ++at) {
        const std::uint64_t piece = piece_at(bytes.data() + at);
        if (maybe_[piece % kMaybe] && pieces_.contains(piece)) return true;
    }
    return false;
}

bool Traces::are_in_files(const Connection& connection) const {
    std::size_t longest = kPieceBytes;
    for (const std::string& word : words_) longest = std::max(longest, word.size());
    bool found = false;
    connection.read_raw(longest - 1, [&](std::string_view bytes) {
        found = has_word(bytes) || has_piece(bytes);
        return !found;
    });
    return found;
}

}  // namespace dais::storage
