#include "storage/ledger_rows.h"

#include "storage/changes.h"
#include "storage/file.h"
#include "storage/open.h"

namespace dais::storage {
namespace {

LedgerEntry ledger_entry(const EntryRow& row) {
    LedgerEntry entry;
    entry.n = static_cast<std::uint64_t>(row.n) + 1;
    entry.kind = row.kind;
    entry.id = row.id;
    entry.owner = row.owner;
    entry.audiences = row.audiences;
    entry.put = !row.removed;
    entry.hash = row.hash;
    entry.told = row.has_salt;
    entry.erased = !row.removed && !row.has_salt;
    entry.salt = row.salt;
    entry.body = row.body;
    return entry;
}

}  // namespace

void read_ledger_rows(const std::string& path, std::string_view log, std::uint64_t after, std::uint64_t up_to,
                      const EachLedgerChange& each) {
    Options options;
    options.create = false;
    options.read_only = true;
    options.sound = true;
    const auto connection = open_connection(path, options);
    const std::int64_t id = read_head(*connection, log).id;
    read_rows(*connection, id, after, [&](const ChangeRow& row) {
        if (row.seq > up_to) return false;
        const LedgerChange change{row.seq,         row.at_ms, row.actor, row.login,          row.command_id,
                                  row.body_digest, row.made,  row.shown, row.entries.size(), row.chain};
        std::vector<LedgerEntry> entries;
        for (const EntryRow& entry : row.entries) entries.push_back(ledger_entry(entry));
        return each(change, entries);
    });
}

}  // namespace dais::storage
