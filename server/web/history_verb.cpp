// What a Change did, in a word. A late start moves others along: what was said of one Session tells, not what followed
// for the others. What several commands could have done, as a draft or an undo, gets no word that says more than is
// known.
#include <algorithm>
#include <set>

#include "dais/v1/live.pb.h"
#include "server/web/history_json.h"
#include "server/web/institution_verb.h"
#include "server/web/read_record.h"

namespace dais::web {
namespace {

std::string status_verb(v1::SessionStatus was, v1::SessionStatus is) {
    const bool was_held = was == v1::SESSION_STATUS_PAUSED || was == v1::SESSION_STATUS_SUSPENDED;
    const bool was_ahead = was == v1::SESSION_STATUS_SCHEDULED || was == v1::SESSION_STATUS_CALLED;
    switch (is) {
        // What had ended runs again only because its end was undone.
        case v1::SESSION_STATUS_RUNNING: return was_held ? "resume" : was_ahead ? "start" : "";
        case v1::SESSION_STATUS_ENDED: return "end";
        case v1::SESSION_STATUS_CANCELLED: return "cancel";
        case v1::SESSION_STATUS_CALLED: return "call";
        case v1::SESSION_STATUS_PAUSED: return "pause";
        case v1::SESSION_STATUS_SUSPENDED: return "suspend";
        case v1::SESSION_STATUS_POSTPONED: return "postpone";
        // By reinstating it, by a new start, or by an undo.
        default: return "";
    }
}

// An absent status is a session as planned.
v1::SessionStatus status_of(const v1::SessionProgress& progress) {
    return progress.status() == v1::SESSION_STATUS_UNSPECIFIED ? v1::SESSION_STATUS_SCHEDULED : progress.status();
}

std::string progress_verb(const live::Step& step) {
    const auto was = read_record<v1::SessionProgress>(step.before);
    const auto is = read_record<v1::SessionProgress>(step.after);
    if (status_of(was) != status_of(is)) return status_verb(status_of(was), status_of(is));
    if (was.room() != is.room()) return "move";
    if (was.presiding() != is.presiding()) return "preside";
    if (is.end_is_least() && was.projected_end_ms() != is.projected_end_ms()) return "overrun";
    if (is.start_is_set() && was.projected_start_ms() != is.projected_start_ms()) return "set-start";
    if (is.end_is_set() && was.projected_end_ms() != is.projected_end_ms()) return "set-end";
    return "";
}

// Its expected times are others, and nobody said so of it.
bool only_moved_along(const live::Step& step) {
    auto was = read_record<v1::SessionProgress>(step.before);
    auto is = read_record<v1::SessionProgress>(step.after);
    for (auto* progress : {&was, &is}) {
        progress->clear_projected_start_ms();
        progress->clear_projected_end_ms();
        progress->set_status(status_of(*progress));
    }
    return was.SerializeAsString() == is.SerializeAsString();
}

std::string announcement_verb(const live::Step& step) {
    const auto is = read_record<v1::Announcement>(step.after);
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

// A draft that goes and leaves something is published.
bool publishes(const live::PastChange& change) {
    return std::any_of(change.steps.begin(), change.steps.end(), [](const live::Step& step) {
        return step.kind != v1::KIND_DRAFT && step.kind != v1::KIND_DRAFT_STEP && !is_bookkeeping(step.kind);
    });
}

// Of what are no times of the day; empty if several nouns are concerned.
std::string plain_verb(const std::vector<const live::Step*>& plain) {
    const live::Step& first = *plain.front();
    // A new or removed Session takes what it owns along.
    const bool one_noun = std::all_of(plain.begin(), plain.end(), [&](const live::Step* step) {
        return step->id == first.id || step->owner == first.id;
    });
    if (!one_noun) return "";
    if (first.kind == v1::KIND_REPLACEMENT) return first.after ? "replace" : "";
    return first.kind == v1::KIND_ANNOUNCEMENT ? announcement_verb(first) : put_verb(first);
}

}  // namespace

std::string verb_of(const live::PastChange& change) {
    std::vector<const live::Step*> plain;
    std::set<std::string> verbs;
    bool imported = false, draft_went = false;
    std::size_t followed = 0;
    for (const live::Step& step : change.steps) {
        imported = imported || step.kind == v1::KIND_IMPORTED;
        draft_went = draft_went || (step.kind == v1::KIND_DRAFT && !step.after);
        if (step.kind == v1::KIND_SESSION_PROGRESS) {
            const std::string verb = progress_verb(step);
            if (!verb.empty()) verbs.insert(verb);
            if (verb.empty() && only_moved_along(step)) ++followed;
        } else if (!is_bookkeeping(step.kind)) {
            plain.push_back(&step);
        }
    }
    if (imported) return "import";
    if (draft_went) return publishes(change) ? "publish draft" : "discard draft";
    // Who speaks stops when the session does.
    if (!verbs.empty()) std::erase_if(plain, [](const live::Step* step) { return follows_its_session(step->kind); });
    if (!plain.empty()) verbs.insert(institution_verb(plain).value_or(plain_verb(plain)));
    if (verbs.size() == 1) return *verbs.begin();
    const bool all_followed = followed > 0 && followed == change.steps.size() && change.steps_left_out == 0;
    return verbs.empty() && all_followed ? "moved along" : "";
}

}  // namespace dais::web
