// Appending, and finding out what became of it when the disk fails (decision D1).
#include "storage/audiences.h"
#include "storage/chain.h"
#include "storage/file.h"
#include "storage/open.h"
#include "storage/schema.h"

namespace dais::storage {
namespace {

// The statements of one group: prepared once, run for each Change.
class Inserts {
public:
    explicit Inserts(Connection& connection)
        : change_(connection,
                  "INSERT INTO change (log, seq, chain, at_ms, actor, login, role, command_id, "
                  "body_digest, made, shown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          entry_(connection,
                 "INSERT INTO entry (log, seq, n, kind, id, owner, audiences, removed, salt, hash, body) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          // A text that was erased and is now written anew is there again.
          text_(connection,
                "INSERT INTO text (log, hash, body) VALUES (?, ?, ?) ON CONFLICT (log, hash) DO UPDATE "
                "SET body = excluded.body WHERE body IS NULL") {}

    // Gives the chain at this Change.
    std::string add(const Append& append, const LogHead& head) {
        const v1::Change& change = append.change;
        auto seq = static_cast<std::int64_t>(change.seq());
        Link link{append.log,        change.seq(),       change.at_ms(), change.actor().name(), change.actor().login(),
                  append.command_id, append.body_digest, append.made,    append.shown,          {}};
        std::vector<std::string> salts;
        for (const v1::Entry& entry : change.entries()) {
            salts.push_back(new_salt());
            auto kind = static_cast<std::uint32_t>(entry.kind());
            link.items.push_back({kind, entry.id(), entry.owner(), mask_of(entry.audiences()), entry.has_put(),
                                  entry_hash(salts.back(), kind, entry.id(), entry.put())});
        }
        std::string chain = next_chain(head.chain, link);
        change_.number(1, head.id).number(2, seq).blob(3, chain).number(4, change.at_ms());
        change_.text(5, link.actor).text(6, link.login).number(7, change.actor().role()).text(8, append.command_id);
        change_.blob(9, append.body_digest).text(10, append.made).number(11, append.shown).run();
        for (int n = 0; n < change.entries_size(); ++n) {
            const Link::Item& item = link.items[static_cast<std::size_t>(n)];
            entry_.number(1, head.id).number(2, seq).number(3, n).number(4, item.kind).text(5, item.id);
            entry_.text(6, item.owner).number(7, item.audiences).number(8, item.put ? 0 : 1);
            entry_.blob(9, salts[static_cast<std::size_t>(n)]).blob(10, item.hash);
            item.put ? entry_.blob(11, change.entries(n).put()) : entry_.null(11);
            entry_.run();
        }
        for (const Text& text : append.texts) text_.number(1, head.id).blob(2, text.hash).blob(3, text.body).run();
        return chain;
    }

private:
    Statement change_;
    Statement entry_;
    Statement text_;
};

void check(const Append& append) {
    const std::string where = "log " + append.log + ", change " + std::to_string(append.change.seq()) + ": ";
    if (append.body_digest.size() != kHashBytes) throw Fault(where + "the command's digest is not 32 bytes long");
    for (const Text& text : append.texts) {
        if (text.hash.size() != kHashBytes) throw Fault(where + "a text's hash is not 32 bytes long");
    }
}

}  // namespace

LogHead Database::File::make_log(const Append& append) {
    if (append.new_secret.size() != kHashBytes) {
        throw Fault(path_ + ": there is no log " + append.log + ", and nothing to make it with");
    }
    Statement statement(*connection_, "INSERT INTO log (slug, secret) VALUES (?, ?)");
    statement.text(1, append.log).blob(2, append.new_secret).run();
    return read_head(*connection_, append.log);
}

void Database::File::write_group(const std::vector<Append>& group, LogHeads& heads, std::vector<std::string>& chains) {
    Inserts inserts(*connection_);
    for (const Append& append : group) {
        check(append);
        auto [place, first] = heads.try_emplace(append.log);
        LogHead& head = place->second;
        if (first) {
            head = read_head(*connection_, append.log);
            auto believed = heads_.find(append.log);
            if (believed == heads_.end() ? head.id != 0 : head != believed->second) {
                throw Fault(path_ + ": another program has written to the log " + append.log +
                            "; make sure that only one server runs on this file, then start again");
            }
        }
        if (head.id == 0)
            head = make_log(append);
        else if (!append.new_secret.empty())
            throw Fault(path_ + ": there is a log " + append.log + " already");
        if (append.change.seq() != head.seq + 1) {
            throw Fault(path_ + ": change " + std::to_string(append.change.seq()) + " does not follow change " +
                        std::to_string(head.seq) + " of the log " + append.log);
        }
        head.chain = inserts.add(append, head);
        head.seq = append.change.seq();
        chains.push_back(head.chain);
    }
}

Appended Database::File::append(const std::vector<Append>& group) {
    Appended result;
    LogHeads after;
    std::optional<SqlError> failure;
    if (!broken_.empty()) throw Fault(broken_);
    try {
        Transaction transaction(connection(), Transaction::Kind::writing);
        write_group(group, after, result.chains);
        failure = transaction.try_commit();
    } catch (const SqlError& error) {
        // No COMMIT was tried: nothing of the group can be in.
        if (connection_ && connection_->in_transaction()) give_up_connection();
        if (error.damaged() || error.disagrees()) throw;
        return {false, {}, error.reason()};
    }
    if (failure) {
        LogHeads before;
        for (const auto& [slug, head] : after) {
            auto known = heads_.find(slug);
            before[slug] = known == heads_.end() ? LogHead{0, 0, first_chain()} : known->second;
        }
        Outcome outcome = settle(before, after, *failure);
        if (outcome == Outcome::out) return {false, {}, failure->reason()};
        if (outcome == Outcome::unknown) throw Fault(broken_);
    }
    for (auto& [slug, head] : after) heads_[slug] = std::move(head);
    result.committed = true;
    return result;
}

// A group whose COMMIT failed may lie whole in the WAL, only not synced, or not counted by this connection. Whoever
// opens the file next would find it there. So an answer is given only when it will stay true after a power cut.
Database::File::Outcome Database::File::settle(const LogHeads& before, const LogHeads& after, const SqlError& failure) {
    connection_->roll_back();
    if (!connection_->in_transaction()) {
        try {
            Outcome outcome = compare_and_fasten(before, after, failure);
            if (outcome != Outcome::unknown) return outcome;
        } catch (const Fault&) {
            // Perhaps a new connection gets further.
        }
    }
    std::string detail = failure.reason();
    try {
        give_up_connection();
        connection();
        Outcome outcome = compare_and_fasten(before, after, failure);
        if (outcome != Outcome::unknown) return outcome;
        detail += "; the file shows neither the state before nor the one after";
    } catch (const Fault& fault) {
        detail += "; opening it again: " + std::string(fault.what());
    }
    give_up_connection();
    broken_ = path_ + ": it cannot be known whether the last changes were written (" + detail +
              "); check the disk, then start again: what is then in the file counts";
    return Outcome::unknown;
}

Database::File::Outcome Database::File::compare_and_fasten(const LogHeads& before, const LogHeads& after,
                                                           const SqlError& failure) {
    bool out = true;
    bool in = true;
    for (const auto& [slug, head] : before) {
        LogHead now = read_head(*connection_, slug);
        // An id is given by the database: a log that was not there has none to compare with.
        out = out && now.seq == head.seq && now.chain == head.chain && (now.id == 0) == (head.id == 0);
        in = in && now.seq == after.at(slug).seq && now.chain == after.at(slug).chain;
    }
    if (out) {
        try {
            // Writes over the place where the group may lie; the rest of it then hangs on nothing.
            commit_nothing(*connection_);
        } catch (const SqlError& error) {
            // A disk too full for the group's frames has not taken its last one, which alone makes the others count.
            if (!failure.disk_full() || !error.disk_full()) throw;
        }
        return Outcome::out;
    }
    return in && fasten(*connection_) ? Outcome::in : Outcome::unknown;
}

}  // namespace dais::storage
