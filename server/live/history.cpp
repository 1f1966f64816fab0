// The history of a record, or of all: what each Change did, as one audience saw it.
#include <algorithm>
#include <map>

#include "server/live/past_reader.h"
#include "server/summit/projection.h"

namespace dais::live {
namespace {

// The record with this entry as an audience saw it; nothing if it did not. Erased bodies are empty.
std::optional<std::string> seen(const v1::Entry& entry, v1::Audience audience) {
    if (!entry.has_put() || (summit::audience_set(entry.audiences()) & summit::bit(audience)) == 0) return std::nullopt;
    return audience == v1::AUDIENCE_STAFF ? entry.put() : summit::redacted(entry.kind(), entry.put());
}

// What was taken out of their sight since is not told.
bool is_told(const Onlooker& who, const v1::Entry& entry) {
    if (!who.now) return true;
    const summit::Record* today = who.now->find(entry.kind(), entry.id());
    return today != nullptr && today->visible_to(who.audience);
}

// A record and what belongs to it.
std::vector<std::pair<v1::Kind, std::string>> family(storage::Database& database, const std::string& log, v1::Kind kind,
                                                     const std::string& id) {
    std::vector<std::pair<v1::Kind, std::string>> all{{kind, id}};
    if (kind == v1::KIND_SESSION)
        all.insert(all.end(), {{v1::KIND_SESSION_TEXT, id}, {v1::KIND_SESSION_PROGRESS, id}, {v1::KIND_FLOOR, id}});
    if (kind == v1::KIND_ANNOUNCEMENT) all.emplace_back(v1::KIND_CLEARANCE, id);
    static const std::map<v1::Kind, std::vector<v1::Kind>> kDependents = {
        {v1::KIND_SESSION,
         {v1::KIND_REPLACEMENT, v1::KIND_OVERRIDE, v1::KIND_SPEAKER_REQUEST, v1::KIND_TURN, v1::KIND_STATEMENT,
          v1::KIND_PROPOSAL}},
        {v1::KIND_DECLARATION, {v1::KIND_DECLARATION_TEXT, v1::KIND_ENDORSEMENT}},
        {v1::KIND_ANNOUNCEMENT, {v1::KIND_APPROVAL, v1::KIND_ACKNOWLEDGEMENT}}};
    const auto dependents = kDependents.find(kind);
    if (dependents == kDependents.end()) return all;
    for (const v1::Kind dependent : dependents->second)
        for (std::string& one : database.ids_with_prefix(log, dependent, id + "@"))
            all.emplace_back(dependent, std::move(one));
    return all;
}

}  // namespace

std::vector<PastReader::Found> PastReader::of_record(const HistoryQuestion& question, std::uint64_t before_seq,
                                                     std::size_t changes_max) {
    std::map<std::uint64_t, Found, std::greater<>> by_seq;
    for (const auto& [kind, id] : family(database(), question.who.log, question.kind, question.id)) {
        std::size_t entries = 0;
        database().record_entries(question.who.log, kind, id, before_seq, [&](storage::StoredEntry&& stored) {
            Found& found = by_seq[stored.seq];
            found.seq = stored.seq;
            found.entries.push_back(std::move(stored.entry));
            return ++entries < changes_max;
        });
    }
    std::vector<Found> all;
    for (auto& [seq, found] : by_seq)
        if (all.size() < changes_max) all.push_back(std::move(found));
    return all;
}

PastReader::Found PastReader::of_log(const std::string& log, std::uint64_t seq) {
    Found found{seq, {}};
    database().changes(log, seq - 1, [&](const storage::StoredChange& stored) {
        found.entries.assign(stored.change.entries().begin(), stored.change.entries().end());
        return false;
    });
    return found;
}

std::optional<Step> PastReader::step(const Onlooker& who, std::uint64_t seq, const v1::Entry& entry) {
    Step step{entry.kind(), entry.id(), entry.owner(), std::nullopt, seen(entry, who.audience)};
    database().record_entries(who.log, entry.kind(), entry.id(), seq, [&](storage::StoredEntry&& stored) {
        step.before = seen(stored.entry, who.audience);
        return false;
    });
    if (step.before == step.after && who.audience != v1::AUDIENCE_STAFF) return std::nullopt;
    return step;
}

PastChange PastReader::tell(const Onlooker& who, const Found& found, std::size_t& looked_at) {
    PastChange told;
    const Course& ran = courses_[who.log];
    told.position = ran.position_at(who.audience, found.seq);
    told.at_ms = ran.at_ms(found.seq);
    database().heads(who.log, found.seq - 1, found.seq,
                     [&](const storage::StoredChange& head) { told.actor = head.change.actor(); });
    for (const v1::Entry& entry : found.entries) {
        if (!is_told(who, entry)) continue;
        if (++looked_at > limits_.history_entries_max) {
            // Whether it showed others anything is not known: only staff are told that there was more.
            if (who.audience == v1::AUDIENCE_STAFF) ++told.steps_left_out;
            continue;
        }
        auto one = step(who, found.seq, entry);
        if (!one) continue;
        if (told.steps.size() < limits_.history_entries_of_change_max)
            told.steps.push_back(std::move(*one));
        else
            ++told.steps_left_out;
    }
    return told;
}

History PastReader::history(const HistoryQuestion& question) {
    const Onlooker& who = question.who;
    const Course& ran = course(who.log);
    History history;
    const std::size_t changes_max = std::min(question.changes_max, limits_.history_changes_max);
    std::size_t looked_at = 0;
    std::uint64_t next =
        question.before > 0 ? ran.seq_of(who.audience, question.before).value_or(ran.seq() + 1) : ran.seq() + 1;
    std::vector<Found> of_one;
    std::size_t at = 0;
    while (next > 1 && history.changes.size() < changes_max && looked_at < limits_.history_entries_max) {
        Found found;
        if (question.kind != v1::KIND_UNSPECIFIED) {
            if (at == of_one.size()) {
                of_one = of_record(question, next, changes_max + 1);
                at = 0;
            }
            if (of_one.empty()) {
                next = 1;
                break;
            }
            found = std::move(of_one[at++]);
        } else {
            const std::uint64_t position = ran.position_at(who.audience, next - 1);
            if (position == 0) {
                next = 1;
                break;
            }
            found = of_log(who.log, *ran.seq_of(who.audience, position));
        }
        next = found.seq;
        PastChange told = tell(who, found, looked_at);
        if (!told.steps.empty()) history.changes.push_back(std::move(told));
    }
    if (next > 1) history.before = ran.position_at(who.audience, next - 1) + 1;
    if (history.before == 1) history.before = 0;
    return history;
}

}  // namespace dais::live
