// Checks a ledger as it is read, and keeps of it what everybody may read at its end.
//
// Promises: what it accepts was chained so by the log whose digest was published. Every hash that can be computed is,
// and every chain; a public record that the roll needs is told, so that nothing of it can be left out in silence. The
// first thing that is wrong is told in one sentence, with the line and the entry or Change; then nothing more is read.
// Total: any bytes give a sentence or are accepted; memory is bounded by kLedgerBytesMax. Pure; one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dais/v1/change.pb.h"
#include "storage/ledger.h"

namespace dais::storage {

// What is wrong, or nothing.
using LedgerProblem = std::optional<std::string>;

class LedgerCheck {
public:
    // digest: 32 bytes that were published; empty: none was yet.
    explicit LedgerCheck(std::string digest = {}) : digest_(std::move(digest)) {}

    // The next bytes of the file, however they are cut.
    LedgerProblem take(std::string_view bytes);
    // The file ends here.
    LedgerProblem finish();

    const std::string& log() const { return log_; }
    std::uint64_t changes() const { return seq_; }
    std::uint64_t entries() const { return entries_; }
    // Entries of which there is only the hash: not for everybody, or erased.
    std::uint64_t untold() const { return untold_; }
    std::uint64_t erased() const { return erased_; }
    // When the last Change was made.
    std::int64_t at_ms() const { return change_.at_ms; }
    // Of the last Change: the digest to be published.
    const std::string& chain() const { return chain_; }

    // The public records at the end whose text is told, as entries that put them.
    std::vector<v1::Entry> records() const;

private:
    using Key = std::pair<std::uint32_t, std::string>;
    // A public record: its text, or where there is only its hash.
    struct Public {
        std::optional<std::string> body;
        std::string untold_at;        // where it was last put without its text
        std::string first_untold_at;  // the same, the first time that nothing excuses
    };
    // What was erased, where, and whether another text has come since.
    struct Erased {
        std::string at;
        std::uint64_t seq = 0;
        bool followed = false;
    };

    LedgerProblem line(std::string_view text);
    LedgerProblem start(const LedgerStart& start);
    LedgerProblem change(LedgerChange change);
    LedgerProblem entry(LedgerEntry entry);
    LedgerProblem end(const LedgerEnd& end);
    LedgerProblem link();
    void fold(const LedgerEntry& entry);
    void fold_erased(const LedgerEntry& entry);
    LedgerProblem untold_needed() const;
    LedgerProblem erased_without_erasing() const;
    LedgerProblem compare() const;

    // "line 57, entry 3 of change 17"; what is there if all is well.
    std::string expected() const;
    std::string place_of(const LedgerEntry& entry) const;
    LedgerProblem wrong(const std::string& what) const { return expected() + ": " + what; }

    std::string digest_;
    std::string rest_;  // a line that is not whole yet
    std::uint64_t bytes_ = 0;
    std::uint64_t line_number_ = 0;

    std::string log_;
    bool started_ = false, ended_ = false;
    std::uint64_t seq_ = 0;
    std::string chain_;
    LedgerChange change_;
    std::vector<LedgerEntry> of_change_;  // without their texts
    std::uint64_t entries_ = 0, untold_ = 0, erased_ = 0;
    std::optional<std::uint64_t> published_at_;  // the Change whose chain is the digest

    std::map<Key, Public> public_;
    std::map<Key, Erased> erasures_;
    std::uint64_t last_erasing_ = 0;  // the last Change that may have erased a Person
};

}  // namespace dais::storage
