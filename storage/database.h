// The logs on disk: one SQLite file, append-only, chained, synced before anything is acknowledged.
//
// Promises: append() returns committed only after fsync; a group is in whole or not at all; every Change is chained to
// the one before (ARCHITECTURE.md, Encodings). Plain synchronous C++: all calls of one Database come from one thread.
// Faults (a damaged, newer, read-only or locked file; a database that no longer agrees with us) are Fault exceptions
// whose text says what is wrong and what to do. It decides nothing about a summit.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dais/v1/change.pb.h"

namespace dais::storage {

// Something broke; told to the operator, never to a reader.
class Fault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// A long text's body, kept under its hash (decision D4).
struct Text {
    std::string hash;
    std::string body;
};

// One Change to be appended. change.seq() must follow the log's head.
struct Append {
    std::string log;         // slug
    std::string new_secret;  // 32 bytes if this Change creates the log, else empty
    v1::Change change;
    std::string command_id;
    std::string body_digest;  // 32 bytes: of what the command asks for, under the log's secret
    std::string made;         // id of the record that the command made, or empty; answers a repeated command
    std::uint32_t shown = 0;  // audiences that it shows something: bit 1 << v1::Audience
    std::vector<Text> texts;
};

struct Appended {
    bool committed = false;
    std::vector<std::string> chains;  // 32 bytes per Append, if committed
    std::string reason;               // why not, if not
};

// What is taken out of a log for good (decision D18): what Changes before one put of these records, and every body that
// they put with one of these words in it.
struct Erasure {
    std::string log;
    std::uint64_t before = 0;  // seq of the first Change that keeps what it put
    std::vector<std::pair<v1::Kind, std::string>> records;
    std::vector<std::string> words;          // UTF-8, at least 3 bytes each; looked for as bytes
    v1::Kind spared = v1::KIND_UNSPECIFIED;  // records of this kind keep such words, if they are not named above
};

struct Erased {
    std::uint64_t entries = 0;
    std::uint64_t checkpoints = 0;  // written anew without it
    std::uint64_t texts = 0;
    // Nor is any of it left in the bytes of the file and its write-ahead log. Otherwise it is erased all the same, and
    // `remedy` says what is left and what to do, without a word of it.
    bool file_clean = false;
    std::string remedy;
};

struct LogInfo {
    std::string slug;
    std::string secret;
    std::uint64_t seq = 0;  // 0: nothing in it
    std::string chain;      // 32 bytes
};

// A Change as stored.
struct StoredChange {
    v1::Change change;
    std::string command_id;
    std::string body_digest;
    std::string made;
    std::uint32_t shown = 0;
    std::string chain;
    bool erased = false;  // a body in it was erased: that entry's put is there, and empty
};

// A command that was decided, without what it did.
struct StoredCommand {
    std::uint64_t seq = 0;
    std::uint32_t shown = 0;
    std::string login;
    std::string command_id;
    std::string body_digest;
    std::string made;
};

// When a Change was made, and whom it showed something.
struct Moment {
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    std::uint32_t shown = 0;
};

// What one Change did to one record.
struct StoredEntry {
    std::uint64_t seq = 0;
    v1::Entry entry;
};

struct StoredCheckpoint {
    std::uint64_t seq = 0;
    std::string body;  // v1::Checkpoint; kept compressed
};

// A bearer key. The secret itself is never stored.
struct Key {
    std::string name;  // short, unique; Actor.login is "key:" and this
    std::string hash;  // 32 bytes
    std::string actor_name;
    v1::Role role = v1::ROLE_UNSPECIFIED;  // of a key that belongs to no account
    bool revoked = false;
    std::int64_t made_at_ms = 0;
    std::string account{};      // whose it is: it may do what that account may
    std::string log{};          // where it may be used; empty: everywhere
    std::string person{};       // of the log, that acts by it
    std::uint32_t scopes = 0;   // bits 1 << v1::Scope; 0: all
    std::int64_t until_ms = 0;  // 0: until it is revoked
};

// What verify_chains() found in one log.
struct ChainReport {
    std::string log;  // empty: about the whole file; there only if that has problems
    std::uint64_t changes = 0;
    std::uint64_t entries = 0;
    std::uint64_t erased = 0;           // entries
    std::uint64_t erased_texts = 0;     // long texts
    std::vector<std::string> problems;  // empty: chain and texts agree
};

struct Options {
    bool create = true;      // make the file if it is not there
    bool read_only = false;  // for verify and dump beside a running server
    bool sound = false;      // somebody in this process has opened it already: its pages are not checked again
    bool exclusive = false;  // the server: refuse if another server has this file
    int busy_timeout_ms = 5000;
    const char* vfs = nullptr;  // SQLite VFS by name; tests put faults there
    int cache_pages = 0;        // SQLite's page cache; 0: its default; tests make it small, so that it spills
    int wal_pages = 0;          // the write-ahead log moves into the database at this length; 0: SQLite's default
};

class Database {
public:
    // Opens, migrates to this program's schema, checks. Throws Fault.
    Database(const std::string& path, const Options& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    std::vector<LogInfo> logs();

    // Appends the whole group in one transaction, synced. If it could not, nothing of it is in (committed is false and
    // the reason says why) and the database can be used on. If it cannot be known whether the COMMIT took, reopens and
    // compares; throws Fault if that fails or if the log is not where we believe it to be.
    Appended append(const std::vector<Append>& group);

    // Erases, in one transaction: entries lose body and salt and keep their hash, so that the chain agrees; long texts,
    // which have no seq, lose their body if a word is in it; in checkpoints what was erased is put, and empty. Removals
    // and heads of Changes stay: no body is in them. Then it cleans the files of what earlier writing left, which may
    // rewrite them, and waits for readers in the way as long as busy_timeout_ms, a few times. Throws Fault with nothing
    // erased: an unknown log, or it could not commit (a power cut may then bring the COMMIT back). Once it is in, it
    // only tells (file_clean). It may be repeated, and finds what was left.
    Erased erase(const Erasure& erasure);
    // Long texts in which one of the words stands.
    std::vector<Text> texts_with(std::string_view log, const std::vector<std::string>& words);

    // Calls for each Change after a seq, in order. Return false to stop.
    void changes(std::string_view log, std::uint64_t after, const std::function<bool(const StoredChange&)>& each);

    // The commands of all Changes, in order: quick, since no entry is read.
    void commands(std::string_view log, const std::function<void(StoredCommand&&)>& each);
    // The moments of all Changes after a seq, in order; no entry is read.
    void moments(std::string_view log, std::uint64_t after, const std::function<void(const Moment&)>& each);
    // Changes after a seq and up to another, in order, without their entries.
    void heads(std::string_view log, std::uint64_t after, std::uint64_t up_to,
               const std::function<void(const StoredChange&)>& each);
    // Of each record that Changes after a seq and up to another touched, the last entry; the latest first. What was
    // erased is put, and empty.
    void latest_entries(std::string_view log, std::uint64_t after, std::uint64_t up_to,
                        const std::function<void(StoredEntry&&)>& each);
    // A record's entries in Changes before a seq; the latest first. Return false to stop.
    void record_entries(std::string_view log, v1::Kind kind, std::string_view id, std::uint64_t before,
                        const std::function<bool(StoredEntry&&)>& each);
    // Ids of a kind that begin so and were ever put, in order. The prefix ends in an ASCII character.
    std::vector<std::string> ids_with_prefix(std::string_view log, v1::Kind kind, std::string_view prefix);

    // Newest checkpoint with seq <= at_most.
    std::optional<StoredCheckpoint> checkpoint(std::string_view log, std::uint64_t at_most);
    // Stores one; false (and nothing changed) if it could not: a checkpoint only makes starts faster.
    bool put_checkpoint(std::string_view log, const StoredCheckpoint& checkpoint);

    std::optional<std::string> text(std::string_view log, std::string_view hash);
    // There was such a text, and it was erased.
    bool text_was_erased(std::string_view log, std::string_view hash);

    std::vector<Key> keys();
    void add_key(const Key& key);
    // Changes role or revocation. False: no such key.
    bool change_key(std::string_view name, std::optional<v1::Role> role, bool revoke);
    // Changes whenever another process has written to the file: read keys() again then.
    std::int64_t outside_version();

    // Recomputes hashes and chain of every log and SQLite's own integrity check.
    std::vector<ChainReport> verify_chains();

private:
    friend class Accounts;
    class File;
    void insert_key(const Key& key);
    std::unique_ptr<File> file_;
};

}  // namespace dais::storage
