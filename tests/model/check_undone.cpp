// What an undo must bring about, and what it must leave alone.
#include <set>

#include "dais/v1/floor.pb.h"
#include "tests/model/broken.h"
#include "tests/model/checks.h"

namespace dais::model {
namespace {

using summit::Record;
using summit::RecordKey;
using summit::State;

bool is_dependent(v1::Kind kind) {
    return kind == v1::KIND_SESSION_PROGRESS || kind == v1::KIND_SESSION_TEXT || kind == v1::KIND_REPLACEMENT ||
           kind == v1::KIND_OVERRIDE || kind == v1::KIND_FLOOR || kind == v1::KIND_SPEAKER_REQUEST ||
           kind == v1::KIND_TURN || kind == v1::KIND_PROPOSAL;
}

// What happened on a floor has happened: an undo leaves it as it is.
bool is_of_a_floor(v1::Kind kind) {
    return kind == v1::KIND_SPEAKER_REQUEST || kind == v1::KIND_TURN || kind == v1::KIND_PROPOSAL ||
           kind == v1::KIND_SPEAKER_TRAITS || kind == v1::KIND_STATEMENT;
}

// What is seen by those who see the declaration that it belongs to.
bool is_of_a_declaration(v1::Kind kind) { return kind == v1::KIND_DECLARATION_TEXT || kind == v1::KIND_ENDORSEMENT; }

// A record as far as somebody said it: expected times that follow from others do not count, nor does progress that says
// nothing.
std::string said(v1::Kind kind, const std::string& body) {
    if (kind != v1::KIND_SESSION_PROGRESS) return body;
    v1::SessionProgress progress;
    progress.ParseFromString(body);
    if (!progress.start_is_set()) progress.clear_projected_start_ms();
    if (!progress.end_is_set() && !progress.end_is_least()) progress.clear_projected_end_ms();
    return progress.SerializeAsString();
}

// The same beside a plan that is another by the undo: without what has no place there any more.
std::string said_beside(v1::Kind kind, const std::string& body, const v1::Session& was, const v1::Session& is) {
    if (kind == v1::KIND_REPLACEMENT) {
        v1::Replacement replacement;
        replacement.ParseFromString(body);
        for (const v1::Participation& part : is.people())
            if (part.person() == replacement.person() && part.role() == replacement.role()) return body;
        return "gone";
    }
    if (kind != v1::KIND_SESSION_PROGRESS) return body;
    v1::SessionProgress progress;
    progress.ParseFromString(body);
    if (progress.room() == is.room()) progress.clear_room();
    if (progress.end_is_least() && was.planned().SerializeAsString() != is.planned().SerializeAsString()) {
        progress.clear_end_is_least();
        progress.clear_projected_end_ms();
    }
    return said(kind, progress.SerializeAsString());
}

std::string said(v1::Kind kind, const Record* record) {
    if (record != nullptr) return said(kind, record->body);
    return kind == v1::KIND_SESSION_PROGRESS ? "" : "gone";
}

summit::AudienceSet audiences(const Record* record) { return record == nullptr ? 0 : record->audiences; }

class Comparison {
public:
    explicit Comparison(const Undone& undone) : undone_(undone) {
        for (const v1::Entry& entry : undone.change.entries()) touched_.emplace(entry.kind(), entry.id());
    }

    void check() const {
        std::set<RecordKey> all = touched_;
        for (const State* state : {&undone_.then, &undone_.now})
            state->for_each([&](v1::Kind kind, const std::string& id, const Record&) { all.emplace(kind, id); });
        for (const auto& [kind, id] : all) check_one(static_cast<v1::Kind>(kind), id);
        if (undone_.then.seq() == undone_.change.seq()) check_exactly();
    }

private:
    void check_one(v1::Kind kind, const std::string& id) const;
    void check_exactly() const;
    // Whether all that the Change did to a record was to move times that follow from others.
    bool only_followed(v1::Kind kind, const std::string& id) const;
    // Whether all that the undo did to a Turn was to stop it: its session does not run any more.
    bool was_stopped(const std::string& id) const;
    // Whether a record follows from what happened to a session, and does not follow back.
    bool stays(v1::Kind kind, const std::string& id) const {
        return (kind == v1::KIND_TURN || kind == v1::KIND_STATEMENT) && touched_.contains({kind, id});
    }
    bool was_touched_since(v1::Kind kind, const std::string& id) const {
        const Record* record = undone_.then.find(kind, id);
        return record == nullptr || record->touch->seq != undone_.change.seq();
    }

    // Two things that do not go together again, as whoever undid it has accepted.
    bool accepted_by_the_undo(v1::Kind kind, const std::string& id) const {
        const Record* is = kind == v1::KIND_OVERRIDE ? undone_.now.find(kind, id) : nullptr;
        return is != nullptr && is->touch->seq == undone_.now.seq();
    }

    const Undone& undone_;
    std::set<RecordKey> touched_;
};

bool Comparison::only_followed(v1::Kind kind, const std::string& id) const {
    if (kind != v1::KIND_SESSION_PROGRESS) return false;
    for (const v1::Entry& entry : undone_.change.entries())
        if (entry.kind() == kind && entry.id() == id)
            return entry.has_put() && said(kind, entry.put()) == said(kind, undone_.before.find(kind, id));
    return false;
}

bool Comparison::was_stopped(const std::string& id) const {
    auto was = undone_.then.get<v1::Turn>(v1::KIND_TURN, id);
    auto is = undone_.now.get<v1::Turn>(v1::KIND_TURN, id);
    const summit::Slot* slot = undone_.now.schedule().find(id.substr(0, id.find('@')));
    if (!was || !is || slot == nullptr || slot->status == v1::SESSION_STATUS_RUNNING) return false;
    if (was->has_ended_at_ms() || is->has_since_ms() || is->spoken_ms() < was->spoken_ms()) return false;
    for (v1::Turn* turn : {&*was, &*is}) {
        turn->clear_since_ms();
        turn->clear_spoken_ms();
        turn->clear_ended_at_ms();
    }
    return was->SerializeAsString() == is->SerializeAsString();
}

void Comparison::check_one(v1::Kind kind, const std::string& id) const {
    if (kind == v1::KIND_COUNTERS || (kind == v1::KIND_TURN && was_stopped(id))) return;
    const bool goes_back = touched_.contains({kind, id}) && !is_of_a_floor(kind) &&
                           !(only_followed(kind, id) && was_touched_since(kind, id));
    const State& wanted = goes_back ? undone_.before : undone_.then;
    const Record* want = wanted.find(kind, id);
    const Record* is = undone_.now.find(kind, id);
    const std::string& owner = is != nullptr ? is->owner : want != nullptr ? want->owner : std::string();
    const Record* session = is_dependent(kind) ? undone_.now.find(v1::KIND_SESSION, owner) : nullptr;
    if (!goes_back && accepted_by_the_undo(kind, id)) return;
    // What belongs to a session goes with it.
    if (is == nullptr && is_dependent(kind) && !owner.empty() && session == nullptr) return;
    std::string wanted_words = said(kind, want);
    if (session != nullptr && want != nullptr) {
        const v1::Session plan = *undone_.now.get<v1::Session>(v1::KIND_SESSION, owner);
        const auto was = goes_back ? plan : undone_.then.get<v1::Session>(v1::KIND_SESSION, owner).value_or(plan);
        wanted_words = said_beside(kind, want->body, was, plan);
    }
    if (wanted_words != said(kind, is))
        throw Broken(
            goes_back ? "undone, a record is not as it was before" : "undone, a record is another that was not touched",
            v1::Kind_Name(kind) + " " + id + " of " + undone_.change.ShortDebugString().substr(0, 3'000));
    // Who reads a statement is looked at in every state.
    if (is == nullptr || want == nullptr || kind == v1::KIND_OVERRIDE || kind == v1::KIND_STATEMENT) return;
    const Record* owner_now = is_of_a_declaration(kind) ? undone_.now.find(v1::KIND_DECLARATION, owner) : session;
    const summit::AudienceSet seen = owner_now != nullptr ? owner_now->audiences : audiences(want);
    if (is->audiences != seen) throw Broken("undone, a record is seen by others", v1::Kind_Name(kind) + " " + id);
}

// Nothing came between: everything is again as it was, expected times and all.
void Comparison::check_exactly() const {
    const auto lines = [this](const State& state) {
        std::set<std::string> found;
        state.for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
            if (kind == v1::KIND_COUNTERS || (kind == v1::KIND_SESSION_PROGRESS && record.body.empty())) return;
            if (accepted_by_the_undo(kind, id) || stays(kind, id)) return;
            found.insert(std::to_string(record.audiences) + " " + summit::dump_line(kind, id, record.body));
        });
        return found;
    };
    if (lines(undone_.before) != lines(undone_.now)) throw Broken("undone at once, not all is as it was");
}

}  // namespace

void check_undone(const Undone& undone) { Comparison(undone).check(); }

}  // namespace dais::model
