#include "server/web/institution_verb.h"

#include <algorithm>
#include <set>

#include "dais/v1/live.pb.h"
#include "server/summit/floor_rules.h"
#include "server/web/read_record.h"

namespace dais::web {
namespace {

std::string declaration_verb(const live::Step& step) {
    const auto was = read_record<v1::Declaration>(step.before);
    const auto is = read_record<v1::Declaration>(step.after);
    if (!step.before || !step.after) return step.before ? "remove declaration" : "add declaration";
    if (!was.has_adopted_at_ms() && is.has_adopted_at_ms()) return "adopt";
    if (was.opened_at_ms() != is.opened_at_ms()) return "open";
    if (was.closes_at_ms() != is.closes_at_ms()) return "close";
    return was.version() != is.version() ? "" : "edit declaration";
}

std::string endorsement_verb(const live::Step& step) {
    switch (read_record<v1::Endorsement>(step.after).status()) {
        case v1::ENDORSEMENT_STATUS_ANNOUNCED: return "announce endorsement";
        case v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED: return "check credentials";
        case v1::ENDORSEMENT_STATUS_SIGNED: return "sign";
        case v1::ENDORSEMENT_STATUS_WITHDRAWN: return "withdraw endorsement";
        default: return "";
    }
}

std::string clearance_verb(const live::Step& step) {
    const auto was = read_record<v1::Clearance>(step.before).state();
    const auto is = read_record<v1::Clearance>(step.after).state();
    const bool is_before_keys = is == v1::CLEARANCE_STATE_SUBMITTED || is == v1::CLEARANCE_STATE_APPROVED;
    if (was == is) return "edit announcement";
    if (is_before_keys) return was == v1::CLEARANCE_STATE_DRAFT ? "submit" : "";
    switch (is) {
        case v1::CLEARANCE_STATE_DRAFT: return "draft";
        case v1::CLEARANCE_STATE_EMBARGOED: return "release under embargo";
        case v1::CLEARANCE_STATE_PUBLISHED: return was == v1::CLEARANCE_STATE_EMBARGOED ? "lift embargo" : "release";
        case v1::CLEARANCE_STATE_DROPPED: return "give up";
        default: return "";
    }
}

std::string floor_verb(const live::Step& step) {
    const auto was = read_record<v1::Floor>(step.before);
    const auto is = read_record<v1::Floor>(step.after);
    if (!step.before || !step.after) return step.before ? "remove floor" : "add floor";
    if (was.has_list_closed_at_ms() != is.has_list_closed_at_ms())
        return is.has_list_closed_at_ms() ? "close list" : "reopen list";
    return was.present() != is.present() ? "count who is there" : "edit floor";
}

std::string asked_verb(v1::RequestKind kind) {
    switch (kind) {
        case v1::REQUEST_KIND_REPLY: return "ask to reply";
        case v1::REQUEST_KIND_POINT_OF_ORDER: return "raise a point of order";
        default: return "ask for the floor";
    }
}

std::string request_verb(const live::Step& step) {
    const auto was = read_record<v1::SpeakerRequest>(step.before);
    const auto is = read_record<v1::SpeakerRequest>(step.after);
    if (!step.before) return asked_verb(is.kind());
    if (was.status() != is.status()) {
        if (is.status() == v1::REQUEST_STATUS_WITHDRAWN) return "withdraw";
        return is.status() == v1::REQUEST_STATUS_SKIPPED ? "skip" : "put back";
    }
    if (was.place() != is.place()) return "move";
    if (was.allotted_seconds() != is.allotted_seconds()) return "allot";
    return was.person() != is.person() || was.rank() != is.rank() ? "set speaker" : "";
}

std::string turn_verb(const live::Step& step) {
    const auto was = read_record<v1::Turn>(step.before);
    const auto is = read_record<v1::Turn>(step.after);
    if (was.started_at_ms() == 0) return "start turn";
    if (is.started_at_ms() == 0) return "cancel turn";
    if (was.has_ended_at_ms() != is.has_ended_at_ms()) return is.has_ended_at_ms() ? "end turn" : "resume turn";
    if (was.has_since_ms() != is.has_since_ms()) return is.has_since_ms() ? "resume turn" : "pause turn";
    return "allot";
}

std::string proposal_verb(const live::Step& step) {
    const auto was = read_record<v1::Proposal>(step.before).state();
    if (!step.before) return "propose";
    switch (const auto is = read_record<v1::Proposal>(step.after).state()) {
        case v1::PROPOSAL_STATE_SILENCE: return "open silence";
        case v1::PROPOSAL_STATE_ADOPTED: return "adopt";
        case v1::PROPOSAL_STATE_REJECTED: return "reject";
        case v1::PROPOSAL_STATE_WITHDRAWN: return "withdraw";
        default: return was == is ? "edit proposal" : "object";
    }
}

// Of several of these, or of others beside them: it was put as a whole.
std::string screen_verb(const live::Step& step) {
    if (!step.before || !step.after) return step.before ? "remove screen" : "add screen";
    auto was = read_record<v1::Screen>(step.before);
    auto is = read_record<v1::Screen>(step.after);
    std::set<std::string> verbs;
    if (was.scene().SerializeAsString() != is.scene().SerializeAsString()) verbs.insert("show scene");
    if (was.blank() != is.blank()) verbs.insert(is.blank() ? "blank" : "unblank");
    if (was.identify_until_ms() != is.identify_until_ms())
        verbs.insert(is.identify_until_ms() != 0 ? "identify" : "stop identifying");
    if (was.reloads() != is.reloads()) verbs.insert("reload");
    for (v1::Screen* screen : {&was, &is}) {
        screen->clear_scene();
        screen->clear_blank();
        screen->clear_identify_until_ms();
        screen->clear_reloads();
    }
    const bool only_these = was.SerializeAsString() == is.SerializeAsString();
    return only_these && verbs.size() == 1 ? *verbs.begin() : "edit screen";
}

bool forgets(const live::Step& step) { return step.after && !summit::holds_traits(*step.after); }

std::optional<std::string> verb_of_step(const live::Step& step) {
    switch (step.kind) {
        case v1::KIND_DECLARATION: return declaration_verb(step);
        case v1::KIND_DECLARATION_TEXT: return "put text";
        case v1::KIND_ENDORSEMENT: return endorsement_verb(step);
        case v1::KIND_COMMITMENT_REPORT: return step.after ? "report" : "";
        case v1::KIND_CLEARANCE: return clearance_verb(step);
        case v1::KIND_APPROVAL: return step.after ? "approve" : "withdraw approval";
        case v1::KIND_ACKNOWLEDGEMENT: return "acknowledge";
        case v1::KIND_FLOOR: return floor_verb(step);
        case v1::KIND_SPEAKER_REQUEST: return request_verb(step);
        case v1::KIND_SPEAKER_TRAITS: return forgets(step) ? "forget speakers" : "";
        case v1::KIND_TURN: return turn_verb(step);
        case v1::KIND_STATEMENT: return step.after ? "hand in statement" : "take back statement";
        case v1::KIND_PROPOSAL: return proposal_verb(step);
        case v1::KIND_SCREEN: return screen_verb(step);
        default: return std::nullopt;
    }
}

// Of what was done at once, what somebody said; the rest follows from it.
constexpr std::string_view kFirst[] = {"set speaker", "start turn", "end turn",         "cancel turn",
                                       "submit",      "approve",    "withdraw approval"};

}  // namespace

bool follows_its_session(v1::Kind kind) { return kind == v1::KIND_TURN || kind == v1::KIND_STATEMENT; }

std::optional<std::string> institution_verb(const std::vector<const live::Step*>& steps) {
    std::set<std::string> verbs;
    bool any = false;
    for (const live::Step* step : steps) {
        const std::optional<std::string> verb = verb_of_step(*step);
        if (!verb && step->kind != v1::KIND_ANNOUNCEMENT) return std::nullopt;
        any = any || verb;
        if (verb && !verb->empty()) verbs.insert(*verb);
    }
    if (!any) return std::nullopt;
    for (const std::string_view first : kFirst)
        if (verbs.contains(std::string(first))) return std::string(first);
    if (verbs == std::set<std::string>{"move"} && steps.size() > 1) return "arrange";
    return verbs.size() == 1 ? *verbs.begin() : "";
}

}  // namespace dais::web
