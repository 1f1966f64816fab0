// Bearer keys. They are part of no log: what changes here is in no chain.
#include "storage/chain.h"
#include "storage/file.h"

namespace dais::storage {

std::vector<Key> Database::keys() {
    std::vector<Key> keys;
    Statement row(file_->connection(),
                  "SELECT name, hash, actor_name, role, revoked, made_at_ms, account, log, person, scopes, until_ms "
                  "FROM access_key ORDER BY made_at_ms, name");
    while (row.step()) {
        keys.push_back({row.bytes(0), row.bytes(1), row.bytes(2), static_cast<v1::Role>(row.number(3)),
                        row.number(4) != 0, row.number(5), row.bytes(6), row.bytes(7), row.bytes(8),
                        static_cast<std::uint32_t>(row.number(9)), row.number(10)});
    }
    return keys;
}

void Database::insert_key(const Key& key) {
    Statement statement(file_->connection(),
                        "INSERT INTO access_key (name, hash, actor_name, role, revoked, made_at_ms, account, "
                        "log, person, scopes, until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    statement.text(1, key.name).blob(2, key.hash).text(3, key.actor_name).number(4, key.role);
    statement.number(5, key.revoked ? 1 : 0).number(6, key.made_at_ms).text(7, key.account);
    statement.text(8, key.log).text(9, key.person).number(10, key.scopes).number(11, key.until_ms).run();
}

void Database::add_key(const Key& key) {
    const std::string& path = file_->connection().path();
    if (key.hash.size() != kHashBytes) {
        throw Fault(path + ": the hash of the key " + key.name + " is not 32 bytes long");
    }
    try {
        file_->write([&] { insert_key(key); });
    } catch (const SqlError& error) {
        if (!error.disagrees()) throw;
        throw Fault(path + ": there is already a key named " + key.name + "; choose another name");
    }
}

bool Database::change_key(std::string_view name, std::optional<v1::Role> role, bool revoke) {
    bool found = false;
    file_->write([&] {
        Statement statement(file_->connection(),
                            "UPDATE access_key SET role = coalesce(?, role), "
                            "revoked = max(revoked, ?) WHERE name = ?");
        role ? statement.number(1, *role) : statement.null(1);
        statement.number(2, revoke ? 1 : 0).text(3, name).run();
        found = file_->connection().rows_changed() > 0;
    });
    return found;
}

}  // namespace dais::storage
