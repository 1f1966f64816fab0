// Which command a Change came from, by what it did. A late start moves others along: what was said of one Session
// tells, not what followed for the others.
#include <algorithm>

#include "dais/v1/live.pb.h"
#include "server/web/history_json.h"

namespace dais::web {
namespace {

template <class Noun>
Noun read(const std::optional<std::string>& body) {
    Noun noun;
    if (body) noun.ParseFromString(*body);
    return noun;
}

std::string status_verb(v1::SessionStatus was, v1::SessionStatus is) {
    const bool was_held = was == v1::SESSION_STATUS_PAUSED || was == v1::SESSION_STATUS_SUSPENDED;
    const bool was_gone = was == v1::SESSION_STATUS_CANCELLED || was == v1::SESSION_STATUS_POSTPONED;
    switch (is) {
        case v1::SESSION_STATUS_RUNNING: return was_held ? "resume" : "start";
        case v1::SESSION_STATUS_ENDED: return "end";
        case v1::SESSION_STATUS_CANCELLED: return "cancel";
        case v1::SESSION_STATUS_CALLED: return "call";
        case v1::SESSION_STATUS_PAUSED: return "pause";
        case v1::SESSION_STATUS_SUSPENDED: return "suspend";
        case v1::SESSION_STATUS_POSTPONED: return "postpone";
        default: return was_gone ? "reinstate" : "";
    }
}

// An absent status is a session as planned.
v1::SessionStatus status_of(const v1::SessionProgress& progress) {
    return progress.status() == v1::SESSION_STATUS_UNSPECIFIED ? v1::SESSION_STATUS_SCHEDULED : progress.status();
}

std::string progress_verb(const live::Step& step) {
    const auto was = read<v1::SessionProgress>(step.before);
    const auto is = read<v1::SessionProgress>(step.after);
    if (status_of(was) != status_of(is)) return status_verb(status_of(was), status_of(is));
    if (was.room() != is.room()) return "move";
    if (was.presiding() != is.presiding()) return "preside";
    if (is.end_is_least() && was.projected_end_ms() != is.projected_end_ms()) return "overrun";
    if (is.start_is_set() && was.projected_start_ms() != is.projected_start_ms()) return "set-start";
    if (is.end_is_set() && was.projected_end_ms() != is.projected_end_ms()) return "set-end";
    return "";
}

std::string announcement_verb(const live::Step& step) {
    const auto is = read<v1::Announcement>(step.after);
    return !step.before ? "announce" : is.has_withdrawn_at_ms() ? "withdraw" : "";
}

std::string put_verb(const live::Step& step) {
    std::string noun = kind_word(step.kind);
    std::replace(noun.begin(), noun.end(), '_', ' ');
    return (!step.before ? "add " : step.after ? "edit " : "remove ") + noun;
}

bool is_bookkeeping(v1::Kind kind) {
    return kind == v1::KIND_COUNTERS || kind == v1::KIND_IMPORTED || kind == v1::KIND_OVERRIDE;
}

}  // namespace

std::string verb_of(const live::PastChange& change) {
    std::vector<const live::Step*> plain;
    bool imported = false;
    for (const live::Step& step : change.steps) {
        imported = imported || step.kind == v1::KIND_IMPORTED;
        if (step.kind == v1::KIND_SESSION_PROGRESS) {
            if (std::string verb = progress_verb(step); !verb.empty()) return verb;
        } else if (!is_bookkeeping(step.kind)) {
            plain.push_back(&step);
        }
    }
    if (imported) return "import";
    if (plain.empty()) return "";
    const live::Step& first = *plain.front();
    if (first.kind == v1::KIND_REPLACEMENT) return "replace";
    if (first.kind == v1::KIND_ANNOUNCEMENT) return announcement_verb(first);
    // A new or removed Session takes what it owns along.
    const bool one_noun = std::all_of(plain.begin(), plain.end(), [&](const live::Step* step) {
        return step->id == first.id || step->owner == first.id;
    });
    return one_noun ? put_verb(first) : "";
}

}  // namespace dais::web
