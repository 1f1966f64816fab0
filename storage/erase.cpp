// Erasing what a log holds of somebody (decision D18), from its rows and from the bytes of the files.
#include <set>
#include <tuple>

#include "storage/changes.h"
#include "storage/file.h"
#include "storage/open.h"
#include "storage/packed.h"
#include "storage/traces.h"

namespace dais::storage {
namespace {

// Shorter words would be found in whatever is random, and an empty one in everything.
constexpr std::size_t kWordBytesMin = 3;

// One erasing within its transaction.
class Erasing {
public:
    Erasing(Connection& connection, std::int64_t log, const Erasure& erasure, Traces& traces)
        : connection_(connection), log_(log), erasure_(erasure), traces_(traces) {}

    Erased all() {
        entries();
        texts();
        checkpoints();
        return erased_;
    }

private:
    // The rows of those to be erased. Their salts are random, stood beside the bodies and are nowhere else. Of a record
    // whose words are not said, a piece of the body is looked for besides: checkpoints hold it without a salt.
    std::set<std::int64_t> find_entries() {
        std::set<std::int64_t> rows;
        Statement of_record(connection_,
                            "SELECT rowid, salt, body FROM entry "
                            "WHERE log = ? AND seq < ? AND removed = 0 AND kind = ? AND id = ?");
        of_record.number(1, log_).number(2, number_of(erasure_.before));
        for (const auto& [kind, id] : erasure_.records) {
            of_record.number(3, kind).text(4, id);
            while (of_record.step()) {
                if (of_record.is_null(2)) {
                    traces_.add_unknown();
                    continue;
                }
                rows.insert(of_record.number(0));
                traces_.add_piece_of(of_record.bytes(1));
                traces_.add_piece_of(of_record.bytes(2));
            }
            of_record.reset();
        }
        Statement with_word(connection_,
                            "SELECT rowid, salt FROM entry "
                            "WHERE log = ? AND seq < ? AND body IS NOT NULL AND instr(body, ?) > 0 AND kind <> ?");
        with_word.number(1, log_).number(2, number_of(erasure_.before)).number(4, erasure_.spared);
        for (const std::string& word : erasure_.words) {
            with_word.blob(3, word);
            while (with_word.step()) {
                rows.insert(with_word.number(0));
                traces_.add_piece_of(with_word.bytes(1));
            }
            with_word.reset();
        }
        return rows;
    }

    void entries() {
        Statement erase(connection_, "UPDATE entry SET body = NULL, salt = NULL WHERE rowid = ?");
        for (const std::int64_t row : find_entries()) {
            erase.number(1, row).run();
            ++erased_.entries;
        }
    }

    void texts() {
        Statement erase(connection_, "UPDATE text SET body = NULL WHERE log = ? AND instr(body, ?) > 0");
        for (const std::string& word : erasure_.words) {
            erase.number(1, log_).blob(2, word).run();
            erased_.texts += static_cast<std::uint64_t>(connection_.rows_changed());
        }
    }

    // A checkpoint must show what folding the log shows. One that cannot be read helps no start, and may hold anything.
    void checkpoints() {
        std::vector<std::int64_t> seqs;
        Statement row(connection_, "SELECT seq FROM checkpoint WHERE log = ?");
        row.number(1, log_);
        while (row.step()) seqs.push_back(row.number(0));
        row.reset();
        const Emptied emptied = find_emptied();
        Statement read(connection_, "SELECT body FROM checkpoint WHERE log = ? AND seq = ?");
        Statement write(connection_, "UPDATE checkpoint SET body = ? WHERE log = ? AND seq = ?");
        Statement remove(connection_, "DELETE FROM checkpoint WHERE log = ? AND seq = ?");
        for (const std::int64_t seq : seqs) {
            read.number(1, log_).number(2, seq).step();
            v1::Checkpoint checkpoint;
            const std::string was = read.bytes(0);
            const bool readable = checkpoint.ParseFromString(unpacked(was));
            read.reset();
            if (!readable) {
                remove.number(1, log_).number(2, seq).run();
            } else if (empty_records(checkpoint, emptied)) {
                const std::string is = packed(checkpoint.SerializeAsString());
                traces_.add_pieces_of(was, is);
                write.blob(1, is).number(2, log_).number(3, seq).run();
            } else {
                continue;
            }
            ++erased_.checkpoints;
        }
    }

    // Kind, id and seq of every put that was ever erased: a checkpoint may have been written since by somebody who
    // still had it in memory.
    using Emptied = std::set<std::tuple<std::int64_t, std::string, std::uint64_t>>;

    Emptied find_emptied() {
        Emptied emptied;
        Statement row(connection_, "SELECT kind, id, seq FROM entry WHERE log = ? AND body IS NULL AND removed = 0");
        row.number(1, log_);
        while (row.step()) emptied.emplace(row.number(0), row.bytes(1), static_cast<std::uint64_t>(row.number(2)));
        return emptied;
    }

    // False: there was none.
    bool empty_records(v1::Checkpoint& checkpoint, const Emptied& emptied) const {
        bool found = false;
        for (v1::CheckpointRecord& record : *checkpoint.mutable_records()) {
            v1::Entry& entry = *record.mutable_entry();
            if (entry.put().empty()) continue;
            const bool has_word =
                record.seq() < erasure_.before && entry.kind() != erasure_.spared && traces_.has_word(entry.put());
            if (!has_word && !emptied.contains({entry.kind(), entry.id(), record.seq()})) continue;
            entry.set_put("");
            found = true;
        }
        return found;
    }

    Connection& connection_;
    std::int64_t log_;
    const Erasure& erasure_;
    Traces& traces_;
    Erased erased_;
};

// Where words may stand in rows. Random bytes are left out: what is found in hashes is not there.
struct Place {
    const char* name;
    const char* with_word;
};
constexpr Place kPlaces[] = {
    {"entries of the log ",
     "SELECT DISTINCT slug FROM entry JOIN log ON log.id = log "
     "WHERE instr(body, ?1) > 0 OR instr(entry.id, ?1) > 0 OR instr(owner, ?1) > 0"},
    {"heads of changes of the log ",
     "SELECT DISTINCT slug FROM change JOIN log ON log.id = log WHERE instr(actor, ?1) > 0 OR instr(login, ?1) > 0 "
     "OR instr(command_id, ?1) > 0 OR instr(made, ?1) > 0"},
    {"texts of the log ", "SELECT DISTINCT slug FROM text JOIN log ON log.id = log WHERE instr(body, ?1) > 0"},
    {"the name of the log ", "SELECT slug FROM log WHERE instr(slug, ?1) > 0"},
    {"the account ", "SELECT id FROM account WHERE instr(name, ?1) > 0 OR instr(sign_in_name, ?1) > 0"},
    {"the screen ", "SELECT id FROM login WHERE instr(name, ?1) > 0"},
    {"the invitation ", "SELECT id FROM link WHERE instr(name, ?1) > 0"},
    {"the key ", "SELECT name FROM access_key WHERE instr(name, ?1) > 0 OR instr(actor_name, ?1) > 0"},
};

// In which rows one of the words stands; empty: in none.
std::string places_with(Connection& connection, const Traces& traces) {
    std::set<std::string> places;
    Statement checkpoint(connection, "SELECT slug, body FROM checkpoint JOIN log ON log.id = log");
    while (checkpoint.step())
        if (traces.has_word(unpacked(checkpoint.bytes(1))))
            places.insert("checkpoints of the log " + checkpoint.bytes(0));
    for (const Place& place : kPlaces) {
        Statement row(connection, place.with_word);
        for (const std::string& word : traces.words()) {
            row.blob(1, word);
            while (row.step()) places.insert(place.name + row.bytes(0));
            row.reset();
        }
    }
    std::string all;
    for (const std::string& place : places) all += (all.empty() ? "" : ", ") + place;
    return all;
}

}  // namespace

Erased Database::File::erase(const Erasure& erasure) {
    for (const std::string& word : erasure.words)
        if (word.size() < kWordBytesMin) throw std::logic_error("a word to be erased is shorter than three bytes");
    if (connection().read_only()) throw Fault(path_ + ": it was opened for reading; nothing can be erased");
    Traces traces(erasure.words);
    Erased erased;
    try {
        Transaction transaction(connection(), Transaction::Kind::writing);
        const std::int64_t log = log_id(erasure.log);
        if (log == 0) throw Fault(path_ + ": there is no log " + erasure.log + " in it; check the name");
        erased = Erasing(*connection_, log, erasure, traces).all();
        transaction.commit();
    } catch (const SqlError&) {
        if (connection_ && connection_->in_transaction()) give_up_connection();
        throw;
    }
    try {
        erased.remedy = clean(traces);
    } catch (const Fault& fault) {
        if (connection_ && connection_->in_transaction()) give_up_connection();
        erased.remedy =
            std::string("it is erased, but its bytes may be left in the file: ") + fault.what() + "; then erase again";
    }
    erased.file_clean = erased.remedy.empty();
    return erased;
}

// What is left to do; empty: the files hold nothing of it any more. After a VACUUM there are no free bytes in the file:
// what is found then stands in rows, or is there by chance. Whoever erases again has been told that bytes were left.
std::string Database::File::clean(const Traces& traces) {
    for (const bool first : {true, false}) {
        if (!fasten(*connection_)) {
            return path_ +
                   ": it is erased, but another program reads the database, and old pages stay in its "
                   "write-ahead log until it ends; close that program, then erase again";
        }
        const bool is_known_to_be_clean = !first || !traces.has_unknown();
        if (is_known_to_be_clean && !traces.are_in_files(*connection_)) return "";
        if (first) connection_->run("VACUUM");
    }
    const std::string places = places_with(*connection_, traces);
    if (places.empty()) return "";
    return path_ + ": it is erased, but one of the words also stands in what was not to be erased: in " + places +
           "; take it out there too, then erase again";
}

std::vector<Text> Database::texts_with(std::string_view log, const std::vector<std::string>& words) {
    std::vector<Text> texts;
    std::set<std::string> seen;
    Statement row(file_->connection(), "SELECT hash, body FROM text WHERE log = ? AND instr(body, ?) > 0");
    row.number(1, file_->log_id(log));
    for (const std::string& word : words) {
        row.blob(2, word);
        while (row.step())
            if (seen.insert(row.bytes(0)).second) texts.push_back({row.bytes(0), row.bytes(1)});
        row.reset();
    }
    return texts;
}

}  // namespace dais::storage
