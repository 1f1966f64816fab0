// Recomputes what append() chained. It reads the stored chain of the Change before, so that each problem is told
// where it is, and not again for everything that follows.
#include "storage/chain.h"
#include "storage/changes.h"
#include "storage/file.h"

namespace dais::storage {
namespace {

// Enough to see what happened; a file that is broken throughout must not fill the memory.
constexpr std::size_t kProblemsMax = 200;

class Log {
public:
    Log(Connection& connection, std::int64_t id, std::string slug) : connection_(connection), id_(id) {
        report_.log = std::move(slug);
    }

    ChainReport verify() {
        try {
            read_rows(connection_, id_, 0, [this](const ChangeRow& row) { return change(row); });
            strays();
            texts();
        } catch (const SqlError& error) {
            problem("after change " + std::to_string(seq_) + " it cannot be read: " + error.reason());
        }
        return std::move(report_);
    }

private:
    void problem(const std::string& text) {
        if (report_.problems.size() < kProblemsMax) report_.problems.push_back("log " + report_.log + ", " + text);
        if (report_.problems.size() == kProblemsMax) report_.problems.push_back("and more");
    }

    bool change(const ChangeRow& row) {
        const std::string where = "change " + std::to_string(row.seq);
        if (row.seq != seq_ + 1) problem(where + ": it follows change " + std::to_string(seq_) + ", some are missing");
        Link link{report_.log,    row.seq,         row.at_ms, row.actor, row.login,
                  row.command_id, row.body_digest, row.made,  row.shown, {}};
        std::int64_t n = 0;
        for (const EntryRow& entry : row.entries) {
            const std::string place = where + ", entry " + std::to_string(entry.n);
            if (entry.n != n++) problem(place + ": an entry before it is missing");
            check_entry(entry, place);
            link.items.push_back({entry.kind, entry.id, entry.owner, entry.audiences, !entry.removed, entry.hash});
        }
        if (row.body_digest.size() != kHashBytes) problem(where + ": the command's digest is not 32 bytes long");
        if (row.chain != next_chain(chain_, link)) problem(where + ": the chain does not agree with what is stored");
        seq_ = row.seq;
        chain_ = row.chain;
        ++report_.changes;
        report_.entries += row.entries.size();
        return true;
    }

    void check_entry(const EntryRow& entry, const std::string& place) {
        if (entry.removed && entry.has_body) problem(place + ": a removal has a body");
        if (!entry.has_salt && !entry.has_body) {
            ++report_.erased;
        } else if (!entry.has_salt) {
            problem(place + ": the salt is missing, the body is not");
        } else if (!entry.has_body && !entry.removed) {
            problem(place + ": the body is missing, the salt is not");
        } else if (entry.hash != entry_hash(entry.salt, entry.kind, entry.id, entry.body)) {
            problem(place + " (" + entry.id + "): the body does not agree with its hash");
        }
    }

    // What reading by Change does not come across.
    void strays() {
        Statement entry(connection_,
                        "SELECT DISTINCT seq FROM entry WHERE log = ?1 AND NOT EXISTS "
                        "(SELECT 1 FROM change WHERE change.log = ?1 AND change.seq = entry.seq)");
        entry.number(1, id_);
        while (entry.step()) {
            problem("change " + std::to_string(entry.number(0)) + ": it is missing, its entries are not");
        }
        Statement checkpoint(connection_, "SELECT seq FROM checkpoint WHERE log = ? AND seq > ?");
        checkpoint.number(1, id_).number(2, static_cast<std::int64_t>(seq_));
        while (checkpoint.step()) {
            problem("change " + std::to_string(seq_) + ": the log ends here, but there is a checkpoint of change " +
                    std::to_string(checkpoint.number(0)));
        }
    }

    void texts() {
        Statement row(connection_, "SELECT hex(hash) FROM text WHERE log = ? AND length(hash) <> 32");
        row.number(1, id_);
        while (row.step()) problem("text " + row.bytes(0) + ": its hash is not 32 bytes long");
        Statement erased(connection_, "SELECT count(*) FROM text WHERE log = ? AND body IS NULL");
        if (erased.number(1, id_).step()) report_.erased_texts = static_cast<std::uint64_t>(erased.number(0));
    }

    Connection& connection_;
    std::int64_t id_;
    ChainReport report_;
    std::uint64_t seq_ = 0;
    std::string chain_ = first_chain();
};

ChainReport whole_file(Connection& connection) {
    ChainReport report;
    try {
        Statement integrity(connection, "PRAGMA integrity_check(100)");
        while (integrity.step()) {
            std::string found = integrity.bytes(0);
            if (found != "ok") report.problems.push_back("the file: " + found);
        }
        Statement foreign(connection, "PRAGMA foreign_key_check");
        while (foreign.step() && report.problems.size() < kProblemsMax) {
            report.problems.push_back("the file: a row of " + foreign.bytes(0) + " belongs to a row of " +
                                      foreign.bytes(2) + " that is missing");
        }
    } catch (const SqlError& error) {
        report.problems.push_back("the file: " + error.reason());
    }
    return report;
}

}  // namespace

std::vector<ChainReport> Database::verify_chains() {
    Connection& connection = file_->connection();
    std::vector<ChainReport> reports;
    // One transaction: a server may be writing to the file meanwhile.
    Transaction transaction(connection, Transaction::Kind::reading);
    Statement log(connection, "SELECT id, slug FROM log ORDER BY id");
    while (log.step()) reports.push_back(Log(connection, log.number(0), log.bytes(1)).verify());
    ChainReport file = whole_file(connection);
    if (!file.problems.empty()) reports.push_back(std::move(file));
    return reports;
}

}  // namespace dais::storage
