#include "server/verify.h"

#include <iomanip>
#include <limits>

#include "dais/v1/declaration.pb.h"
#include "dais/v1/floor.pb.h"
#include "dais/v1/session.pb.h"
#include "server/summit/hash.h"
#include "server/summit/records.h"

namespace dais {
namespace {

// The digest of what an audience sees, from the records themselves.
std::uint64_t recomputed_digest(const summit::State& state, v1::Audience audience) {
    std::uint64_t sum = 0;
    state.for_each([&](v1::Kind kind, const std::string& id, const summit::Record& record) {
        if (record.visible_to(audience)) sum += summit::record_digest(kind, id, record.as_seen_by(audience));
    });
    return sum;
}

std::vector<std::string> compare(const summit::State& folded, const summit::State& stored, const std::string& what) {
    std::vector<std::string> problems;
    for (const v1::Audience audience : summit::kAudiences) {
        const summit::AudienceHead& a = folded.head(audience);
        const summit::AudienceHead& b = stored.head(audience);
        if (a.position != b.position || a.chain != b.chain || a.digest != b.digest ||
            folded.dump(audience) != stored.dump(audience))
            problems.push_back(what + " differs from the fold for " + v1::Audience_Name(audience));
    }
    return problems;
}

// Every text that a record names is there and hashes to its name, or was erased.
std::vector<std::string> check_texts(storage::Database& database, const storage::LogInfo& info,
                                     const summit::State& state, std::size_t& count) {
    std::vector<std::string> problems;
    const auto check = [&](const std::string& of, const auto& references) {
        for (const v1::TextReference& reference : references) {
            ++count;
            const auto body = database.text(info.slug, reference.hash());
            summit::Hash hash(info.secret);
            if (!body) {
                if (database.text_was_erased(info.slug, reference.hash())) continue;
                problems.push_back("a text of " + of + " is missing");
            } else if (hash.bytes(reference.language()).bytes(std::string_view("\0", 1)).bytes(*body).finish() !=
                       reference.hash()) {
                problems.push_back("a text of " + of + " is not what its hash says");
            }
        }
    };
    for (const auto& [id, record] : state.all(v1::KIND_SESSION_TEXT)) {
        v1::SessionText texts;
        texts.ParseFromString(record->body);
        check("session " + id, texts.abstract());
        check("session " + id, texts.description());
    }
    for (const auto& [id, record] : state.all(v1::KIND_DECLARATION_TEXT)) {
        v1::DeclarationText texts;
        texts.ParseFromString(record->body);
        check("declaration " + id, texts.texts());
    }
    for (const auto& [id, record] : state.all(v1::KIND_STATEMENT)) {
        v1::Statement statement;
        statement.ParseFromString(record->body);
        check("statement " + id, statement.texts());
    }
    return problems;
}

struct Folded {
    summit::State state;
    std::vector<std::string> problems;
    std::size_t erased = 0;
};

// Whom a Change shows something by what is there of it.
summit::AudienceSet sees(const summit::Shown& shown) {
    summit::AudienceSet set = 0;
    for (const v1::Audience audience : summit::kAudiences)
        if (!shown.entries[summit::index_of(audience)].empty()) set |= summit::bit(audience);
    return set;
}

// Folds the whole log; on the way, the newest checkpoint is compared with what was folded up to it. What was erased
// shows itself to others than when it was stored, and so may what is put over it.
Folded fold(storage::Database& database, const std::string& log) {
    Folded folded;
    const auto newest = database.checkpoint(log, std::numeric_limits<std::int64_t>::max());
    database.changes(log, 0, [&](const storage::StoredChange& stored) {
        const summit::Shown shown = folded.state.apply(stored.change, stored.chain, stored.shown);
        if (stored.erased) {
            ++folded.erased;
        } else if (folded.erased == 0 && sees(shown) != stored.shown) {
            folded.problems.push_back("change " + std::to_string(stored.change.seq()) +
                                      " shows itself to other audiences than when it was stored");
        }
        if (newest && newest->seq == stored.change.seq()) {
            v1::Checkpoint body;
            if (!body.ParseFromString(newest->body)) {
                folded.problems.push_back("checkpoint " + std::to_string(newest->seq) + " is damaged");
            } else {
                for (std::string& problem :
                     compare(folded.state, summit::State::from(body), "checkpoint " + std::to_string(newest->seq)))
                    folded.problems.push_back(std::move(problem));
            }
        }
        return true;
    });
    return folded;
}

}  // namespace

summit::State fold_from_start(storage::Database& database, const std::string& log) {
    for (const storage::LogInfo& info : database.logs())
        if (info.slug == log) return fold(database, log).state;
    throw storage::Fault("There is no log “" + log + "” in it.");
}

bool verify(storage::Database& database, std::ostream& out) {
    bool good = true;
    const auto chains = database.verify_chains();
    for (const storage::ChainReport& chain : chains) {
        std::vector<std::string> problems = chain.problems;
        std::size_t texts = 0;
        std::uint64_t digest = 0;
        for (const storage::LogInfo& info : database.logs()) {
            if (info.slug != chain.log) continue;
            try {
                Folded folded = fold(database, info.slug);
                problems.insert(problems.end(), folded.problems.begin(), folded.problems.end());
                if (folded.state.seq() != info.seq)
                    problems.push_back("the fold ends at " + std::to_string(folded.state.seq()) + ", the log at " +
                                       std::to_string(info.seq));
                for (const v1::Audience audience : summit::kAudiences)
                    if (recomputed_digest(folded.state, audience) != folded.state.head(audience).digest)
                        problems.push_back("the digest of " + v1::Audience_Name(audience) + " does not sum up");
                digest = folded.state.head(v1::AUDIENCE_STAFF).digest;
                for (std::string& problem : check_texts(database, info, folded.state, texts))
                    problems.push_back(std::move(problem));
            } catch (const std::exception& fault) {
                problems.push_back(std::string("it cannot be folded: ") + fault.what());
            }
        }
        out << chain.log << ": " << chain.changes << " changes, " << chain.entries << " entries, " << texts
            << " texts, " << chain.erased + chain.erased_texts << " erased, digest " << std::hex << std::setw(16)
            << std::setfill('0') << digest << std::dec << ": "
            << (problems.empty() ? "chain, fold and digest agree" : "NOT GOOD") << '\n';
        for (const std::string& problem : problems) out << "  " << problem << '\n';
        good = good && problems.empty();
    }
    if (chains.empty()) out << "no logs in it\n";
    return good;
}

}  // namespace dais
