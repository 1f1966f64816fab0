#include "storage/accounts.h"

#include "storage/file.h"

namespace dais::storage {
namespace {

std::string stored(const std::vector<v1::Grant>& grants) {
    v1::Grants all;
    for (const v1::Grant& grant : grants) *all.add_grants() = grant;
    return all.SerializeAsString();
}

std::vector<v1::Grant> grants_in(const std::string& body) {
    v1::Grants all;
    all.ParseFromString(body);
    return {all.grants().begin(), all.grants().end()};
}

}  // namespace

void Accounts::write(const std::function<void()>& changes) { database_.file_->write(changes); }

std::vector<Account> Accounts::accounts() {
    Connection& connection = database_.file_->connection();
    std::vector<Account> accounts;
    Statement row(connection,
                  "SELECT id, sign_in_name, name, password, second_factor, second_factor_confirmed, "
                  "second_factor_step, closed, made_at_ms, seen_at_ms FROM account ORDER BY made_at_ms, id");
    Statement grant(connection, "SELECT body FROM account_grant WHERE account = ? ORDER BY id");
    while (row.step()) {
        Account account{row.bytes(0),
                        row.bytes(1),
                        row.bytes(2),
                        row.bytes(3),
                        row.bytes(4),
                        row.number(5) != 0,
                        row.number(6),
                        row.number(7) != 0,
                        row.number(8),
                        row.number(9),
                        {}};
        grant.text(1, account.id);
        while (grant.step()) account.grants.emplace_back().ParseFromString(grant.bytes(0));
        grant.reset();
        accounts.push_back(std::move(account));
    }
    return accounts;
}

void Accounts::put(const Account& account) {
    Statement statement(database_.file_->connection(),
                        "INSERT INTO account (id, sign_in_name, name, password, second_factor, "
                        "second_factor_confirmed, second_factor_step, closed, made_at_ms, seen_at_ms) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                        "sign_in_name = excluded.sign_in_name, name = excluded.name, password = excluded.password, "
                        "second_factor = excluded.second_factor, "
                        "second_factor_confirmed = excluded.second_factor_confirmed, "
                        "second_factor_step = excluded.second_factor_step, closed = excluded.closed, "
                        "seen_at_ms = excluded.seen_at_ms");
    statement.text(1, account.id).text(2, account.sign_in_name).text(3, account.name).text(4, account.password);
    statement.blob(5, account.second_factor).number(6, account.second_factor_confirmed ? 1 : 0);
    statement.number(7, account.second_factor_step).number(8, account.closed ? 1 : 0);
    statement.number(9, account.made_at_ms).number(10, account.seen_at_ms).run();
}

void Accounts::remove_account(const std::string& id) {
    for (const char* sql : {"DELETE FROM account_grant WHERE account = ?", "DELETE FROM login WHERE account = ?",
                            "DELETE FROM link WHERE account = ?", "DELETE FROM access_key WHERE account = ?",
                            "DELETE FROM account WHERE id = ?"})
        Statement(database_.file_->connection(), sql).text(1, id).run();
}

void Accounts::put_grant(const std::string& account, const v1::Grant& grant) {
    const std::string body = grant.SerializeAsString();
    Statement statement(database_.file_->connection(),
                        "INSERT INTO account_grant (id, account, body) VALUES (?, ?, ?) "
                        "ON CONFLICT (id) DO UPDATE SET account = excluded.account, body = excluded.body");
    statement.text(1, grant.id()).text(2, account).blob(3, body).run();
}

void Accounts::remove_grant(const std::string& id) {
    Statement(database_.file_->connection(), "DELETE FROM account_grant WHERE id = ?").text(1, id).run();
}

std::vector<Login> Accounts::logins() {
    std::vector<Login> logins;
    Statement row(database_.file_->connection(),
                  "SELECT id, hash, kind, account, name, address, grants, made_at_ms, seen_at_ms, until_ms "
                  "FROM login ORDER BY made_at_ms, id");
    while (row.step())
        logins.push_back({row.bytes(0), row.bytes(1), static_cast<LoginKind>(row.number(2)), row.bytes(3), row.bytes(4),
                          row.bytes(5), grants_in(row.bytes(6)), row.number(7), row.number(8), row.number(9)});
    return logins;
}

void Accounts::put(const Login& login) {
    const std::string grants = stored(login.grants);
    Statement statement(database_.file_->connection(),
                        "INSERT INTO login (id, hash, kind, account, name, address, grants, made_at_ms, seen_at_ms, "
                        "until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                        "name = excluded.name, address = excluded.address, seen_at_ms = excluded.seen_at_ms, "
                        "until_ms = excluded.until_ms");
    statement.text(1, login.id).blob(2, login.hash).number(3, static_cast<int>(login.kind)).text(4, login.account);
    statement.text(5, login.name).text(6, login.address).blob(7, grants).number(8, login.made_at_ms);
    statement.number(9, login.seen_at_ms).number(10, login.until_ms).run();
}

void Accounts::remove_login(const std::string& id) {
    Statement(database_.file_->connection(), "DELETE FROM login WHERE id = ?").text(1, id).run();
}

std::vector<Link> Accounts::links() {
    std::vector<Link> links;
    Statement row(database_.file_->connection(),
                  "SELECT id, hash, kind, account, name, grants, made_by, made_at_ms, until_ms FROM link "
                  "ORDER BY made_at_ms, id");
    while (row.step())
        links.push_back({row.bytes(0), row.bytes(1), static_cast<v1::LinkKind>(row.number(2)), row.bytes(3),
                         row.bytes(4), grants_in(row.bytes(5)), row.bytes(6), row.number(7), row.number(8)});
    return links;
}

void Accounts::put(const Link& link) {
    const std::string grants = stored(link.grants);
    Statement statement(database_.file_->connection(),
                        "INSERT INTO link (id, hash, kind, account, name, grants, made_by, made_at_ms, until_ms) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    statement.text(1, link.id).blob(2, link.hash).number(3, link.kind).text(4, link.account).text(5, link.name);
    statement.blob(6, grants).text(7, link.made_by).number(8, link.made_at_ms).number(9, link.until_ms).run();
}

void Accounts::remove_link(const std::string& id) {
    Statement(database_.file_->connection(), "DELETE FROM link WHERE id = ?").text(1, id).run();
}

void Accounts::put_key(const Key& key) { database_.insert_key(key); }

void Accounts::revoke_key(const std::string& name) {
    Statement(database_.file_->connection(), "UPDATE access_key SET revoked = 1 WHERE name = ?").text(1, name).run();
}

void Accounts::remove_key(const std::string& name) {
    Statement(database_.file_->connection(), "DELETE FROM access_key WHERE name = ?").text(1, name).run();
}

void Accounts::note(const AuditEntry& entry) {
    Statement statement(database_.file_->connection(),
                        "INSERT INTO audit (at_ms, login, what, about, log, address) VALUES (?, ?, ?, ?, ?, ?)");
    statement.number(1, entry.at_ms).text(2, entry.login).text(3, entry.what).text(4, entry.about);
    statement.text(5, entry.log).text(6, entry.address).run();
}

std::vector<AuditEntry> Accounts::audit(const std::optional<std::string>& log, std::int64_t before_ms,
                                        std::size_t at_most) {
    Statement row(database_.file_->connection(),
                  "SELECT at_ms, login, what, about, log, address FROM audit WHERE at_ms < ? AND (? OR log = ?) "
                  "ORDER BY at_ms DESC, n DESC LIMIT ?");
    row.number(1, before_ms == 0 ? INT64_MAX : before_ms).number(2, log ? 0 : 1);
    const std::string of = log.value_or("");
    row.text(3, of).number(4, static_cast<std::int64_t>(at_most));
    std::vector<AuditEntry> entries;
    while (row.step())
        entries.push_back({row.number(0), row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4), row.bytes(5)});
    return entries;
}

std::int64_t Accounts::forget_audit_before(std::int64_t at_ms) {
    std::int64_t gone = 0;
    write([&] {
        Statement(database_.file_->connection(), "DELETE FROM audit WHERE at_ms < ?").number(1, at_ms).run();
        gone = database_.file_->connection().rows_changed();
    });
    return gone;
}

std::string Accounts::secret(const std::string& name, const std::function<std::string()>& make) {
    Connection& connection = database_.file_->connection();
    Statement row(connection, "SELECT value FROM secret WHERE name = ?");
    row.text(1, name);
    if (row.step()) return row.bytes(0);
    row.reset();
    const std::string made = make();
    write([&] {
        Statement statement(connection, "INSERT INTO secret (name, value) VALUES (?, ?)");
        statement.text(1, name).blob(2, made).run();
    });
    return made;
}

}  // namespace dais::storage
