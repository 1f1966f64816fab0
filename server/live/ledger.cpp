// A part of a log's ledger: of every Change its head and its chain, and the texts that everybody may read.
#include "server/live/past_reader.h"
#include "server/summit/projection.h"
#include "storage/chain.h"
#include "storage/ledger_rows.h"

namespace dais::live {
namespace {

// The public was shown this text, may see the record today, and nothing in it is for staff alone: of what is hashed no
// field can be left out.
bool is_told(const summit::State& now, const storage::LedgerEntry& entry) {
    if (!entry.told || !entry.put) return entry.told;
    if (!storage::is_told_in_ledger(entry.kind) || (entry.audiences & summit::bit(v1::AUDIENCE_PUBLIC)) == 0)
        return false;
    const auto kind = static_cast<v1::Kind>(entry.kind);
    const summit::Record* today = now.find(kind, entry.id);
    return today != nullptr && today->visible_to(v1::AUDIENCE_PUBLIC) &&
           summit::redacted(kind, entry.body) == entry.body;
}

}  // namespace

std::string PastReader::ledger(const std::string& log, const summit::State& now, std::uint64_t after) {
    std::string text;
    if (after == 0) text = storage::ledger_text(storage::LedgerStart{storage::kLedgerFormat, log});
    std::uint64_t seq = 0;
    std::string chain;
    storage::read_ledger_rows(path_, log, after, now.seq(),
                              [&](const storage::LedgerChange& change, std::vector<storage::LedgerEntry>& entries) {
                                  text += storage::ledger_text(change);
                                  for (storage::LedgerEntry& entry : entries) {
                                      entry.told = is_told(now, entry);
                                      text += storage::ledger_text(std::move(entry));
                                  }
                                  seq = change.seq;
                                  chain = change.chain;
                                  return text.size() < limits_.ledger_part_bytes;
                              });
    if (seq == now.seq()) text += storage::ledger_text(storage::LedgerEnd{seq, chain});
    return text;
}

}  // namespace dais::live
