// The fold: what a reader holds of a log, as a map (kind, id) → canonical bytes, with the digest of it all.
//
// The same few lines run in the server's tests, in every client and in the browser (clients/web/sdk/src/store.ts);
// unknown kinds are kept like any other. Not thread-safe: belongs to whoever folds.
#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "dais/v1/change.pb.h"

namespace dais::summit {

// Kind as a number: kinds that this program does not know are kept.
using RecordKey = std::pair<int, std::string>;

// The digest of one record: first 8 bytes, little-endian, of BLAKE2b-256 over kind, id and body (ARCHITECTURE.md,
// Encodings). A view's digest is the sum of these modulo 2^64.
std::uint64_t record_digest(int kind, std::string_view id, std::string_view body);

// One line of the canonical dump: "KIND ID HEX\n".
std::string dump_line(int kind, std::string_view id, std::string_view body);

// An empty record of a kind; nullptr for kinds that this program does not know.
std::unique_ptr<google::protobuf::Message> blank_record(v1::Kind kind);

class Records {
public:
    // Puts or removes one record. Removing what is not there does nothing.
    void apply(const v1::Entry& entry);

    // The record's bytes, or nullptr. Valid until the next apply.
    const std::string* find(int kind, std::string_view id) const;

    // All of it as text, in the order of (kind, id).
    std::string dump() const;

    std::uint64_t digest() const { return digest_; }
    const std::map<RecordKey, std::string>& all() const { return records_; }

private:
    std::map<RecordKey, std::string> records_;
    std::uint64_t digest_ = 0;
};

}  // namespace dais::summit
