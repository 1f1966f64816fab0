#include "storage/changes.h"

#include "storage/audiences.h"

namespace dais::storage {
namespace {

constexpr const char* kSelect =
    "SELECT c.seq, c.chain, c.at_ms, c.actor, c.login, c.role, c.command_id, c.body_digest, c.made, c.shown, "
    "e.n, e.kind, e.id, e.owner, e.audiences, e.removed, e.salt, e.hash, e.body "
    "FROM change c LEFT JOIN entry e ON e.log = c.log AND e.seq = c.seq "
    "WHERE c.log = ? AND c.seq > ? ORDER BY c.seq, e.n";

EntryRow entry_row(const Statement& row) {
    return {row.number(10),
            static_cast<std::uint32_t>(row.number(11)),
            row.bytes(12),
            row.bytes(13),
            static_cast<std::uint32_t>(row.number(14)),
            row.number(15) != 0,
            !row.is_null(16),
            row.bytes(16),
            row.bytes(17),
            !row.is_null(18),
            row.bytes(18)};
}

}  // namespace

ChangeRow change_row(const Statement& row) {
    return {static_cast<std::uint64_t>(row.number(0)),
            row.bytes(1),
            row.number(2),
            row.bytes(3),
            row.bytes(4),
            row.number(5),
            row.bytes(6),
            row.bytes(7),
            row.bytes(8),
            static_cast<std::uint32_t>(row.number(9)),
            {}};
}

void read_rows(Connection& connection, std::int64_t log, std::uint64_t after,
               const std::function<bool(const ChangeRow&)>& each) {
    Statement row(connection, kSelect);
    row.number(1, log).number(2, static_cast<std::int64_t>(after));
    ChangeRow change;
    while (row.step()) {
        if (static_cast<std::uint64_t>(row.number(0)) != change.seq) {
            if (change.seq != 0 && !each(change)) return;
            change = change_row(row);
        }
        if (!row.is_null(10)) change.entries.push_back(entry_row(row));
    }
    if (change.seq != 0) each(change);
}

StoredChange to_stored_change(const ChangeRow& row) {
    StoredChange stored;
    stored.command_id = row.command_id;
    stored.body_digest = row.body_digest;
    stored.made = row.made;
    stored.shown = row.shown;
    stored.chain = row.chain;
    stored.change.set_seq(row.seq);
    stored.change.set_at_ms(row.at_ms);
    if (!row.actor.empty() || !row.login.empty() || row.role != 0) {
        v1::Actor* actor = stored.change.mutable_actor();
        actor->set_login(row.login);
        actor->set_name(row.actor);
        actor->set_role(static_cast<v1::Role>(row.role));
    }
    for (const EntryRow& from : row.entries) {
        v1::Entry* entry = stored.change.add_entries();
        entry->set_kind(static_cast<v1::Kind>(from.kind));
        entry->set_id(from.id);
        entry->set_owner(from.owner);
        put_audiences(from.audiences, entry);
        if (!from.removed) entry->set_put(from.body);
        if (!from.removed && !from.has_body) stored.erased = true;
    }
    return stored;
}

}  // namespace dais::storage
