#include "storage/schema.h"

#include <string>

namespace dais::storage {
namespace {

// change and entry are append-only; only the erasing of a person sets an entry's body and salt to NULL.
// entry.removed tells a removal from what was erased. Masks of audiences have bit 1 << v1::Audience.
constexpr Migration kVersion1 = R"sql(
    CREATE TABLE log (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        secret BLOB NOT NULL
    ) STRICT;

    CREATE TABLE change (
        log INTEGER NOT NULL REFERENCES log (id),
        seq INTEGER NOT NULL,
        chain BLOB NOT NULL,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        login TEXT NOT NULL,
        role INTEGER NOT NULL,
        command_id TEXT NOT NULL,
        body_digest BLOB NOT NULL,
        made TEXT NOT NULL,
        shown INTEGER NOT NULL,
        PRIMARY KEY (log, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE entry (
        log INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        n INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        audiences INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        salt BLOB,
        hash BLOB NOT NULL,
        body BLOB,
        PRIMARY KEY (log, seq, n),
        FOREIGN KEY (log, seq) REFERENCES change (log, seq)
    ) STRICT;
    CREATE INDEX entry_history ON entry (log, kind, id, seq);

    CREATE TABLE checkpoint (
        log INTEGER NOT NULL REFERENCES log (id),
        seq INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (log, seq)
    ) STRICT;

    CREATE TABLE text (
        log INTEGER NOT NULL REFERENCES log (id),
        hash BLOB NOT NULL,
        body BLOB,
        PRIMARY KEY (log, hash)
    ) STRICT;

    CREATE TABLE access_key (
        name TEXT NOT NULL PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        actor_name TEXT NOT NULL,
        role INTEGER NOT NULL,
        revoked INTEGER NOT NULL,
        made_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
)sql";

// Who may come in. None of it is part of a log. Secrets are kept as hashes, grants as v1::Grants.
constexpr Migration kVersion2 = R"sql(
    ALTER TABLE access_key ADD COLUMN account TEXT NOT NULL DEFAULT '';
    ALTER TABLE access_key ADD COLUMN log TEXT NOT NULL DEFAULT '';
    ALTER TABLE access_key ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE access_key ADD COLUMN scopes INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE access_key ADD COLUMN until_ms INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        sign_in_name TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        password TEXT NOT NULL,
        second_factor BLOB NOT NULL,
        second_factor_confirmed INTEGER NOT NULL,
        second_factor_step INTEGER NOT NULL,
        closed INTEGER NOT NULL,
        made_at_ms INTEGER NOT NULL,
        seen_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE account_grant (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE login (
        id TEXT NOT NULL PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        kind INTEGER NOT NULL,
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        grants BLOB NOT NULL,
        made_at_ms INTEGER NOT NULL,
        seen_at_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE link (
        id TEXT NOT NULL PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        kind INTEGER NOT NULL,
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        grants BLOB NOT NULL,
        made_by TEXT NOT NULL,
        made_at_ms INTEGER NOT NULL,
        until_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit (
        n INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        login TEXT NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL,
        log TEXT NOT NULL,
        address TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_time ON audit (at_ms);

    CREATE TABLE secret (
        name TEXT NOT NULL PRIMARY KEY,
        value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
)sql";

constexpr Migration kMigrations[] = {kVersion1, kVersion2};

std::string set_version(std::int64_t version) { return "PRAGMA user_version = " + std::to_string(version); }

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

std::int64_t check_schema(Connection& connection, std::span<const Migration> known) {
    const std::string& path = connection.path();
    std::int64_t version = connection.number("PRAGMA user_version");
    std::int64_t application = connection.number("PRAGMA application_id");
    bool empty = version == 0 && application == 0 && connection.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (empty) return 0;
    if (application != kApplicationId || version < 1) {
        throw Fault(path + ": this SQLite file belongs to another program, not to Dais; name another path");
    }
    auto newest = static_cast<std::int64_t>(known.size());
    if (version > newest) {
        throw Fault(path + ": written by a newer Dais (schema " + std::to_string(version) + ", this program knows " +
                    std::to_string(newest) + "); use that program or restore a backup");
    }
    return version;
}

void migrate(Connection& connection, std::span<const Migration> known) {
    auto newest = static_cast<std::int64_t>(known.size());
    if (check_schema(connection, known) == newest) return;
    Transaction transaction(connection, Transaction::Kind::writing);
    // Asked again: another program may have migrated it before we had the lock.
    std::int64_t version = check_schema(connection, known);
    for (auto step = version; step < newest; ++step) connection.run(known[static_cast<std::size_t>(step)]);
    connection.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
    connection.run(set_version(newest).c_str());
    transaction.commit();
}

// Setting the version to what it is writes page 1 all the same.
void commit_nothing(Connection& connection) {
    Transaction transaction(connection, Transaction::Kind::writing);
    connection.run(set_version(connection.number("PRAGMA user_version")).c_str());
    transaction.commit();
}

}  // namespace dais::storage
