// Who asks for the floor, and where they stand on its list.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/floor_rules.h"
#include "server/summit/limits.h"
#include "server/summit/name_of.h"
#include "server/summit/projection.h"

namespace dais::summit {
namespace {

No invalid(const std::string& message, const char* field) { return refuse(v1::REFUSAL_CODE_INVALID, message, field); }
No conflict(const std::string& message, const char* field) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, field); }

// Whoever presides, or acts for them: no window binds them, and they say how long it may take.
bool is_of_the_chair(const ChangeBuilder& builder) {
    const v1::Audience audience = builder.context().audience;
    return audience == v1::AUDIENCE_STAFF || audience == v1::AUDIENCE_BUREAU;
}

// A request as it stands, for commands about it.
struct OnTheList {
    v1::SpeakerRequest request;
    std::optional<v1::Turn> turn;

    bool waits() const { return !turn && request.status() == v1::REQUEST_STATUS_UNSPECIFIED; }
};

// Fresh must be this request alone: a list changes all the time.
No look(const ChangeBuilder& builder, const std::string& id, OnTheList& on) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SPEAKER_REQUEST, id)) return no;
    if (auto no = builder.fresh(v1::KIND_TURN, id)) return no;
    on.request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
    on.turn = turn_of(builder, id);
    return std::nullopt;
}

No refuse_begun(const OnTheList& on) {
    if (!on.turn) return std::nullopt;
    return conflict(on.turn->has_ended_at_ms() ? "They have spoken already." : "They have the floor already.", "id");
}

No check_parties(const ChangeBuilder& builder, const v1::SpeakerRequest& request) {
    if (request.party().empty() && request.person().empty())
        return invalid("Say who asks for the floor: a party, or a person.", "request.party");
    if (request.kind() != v1::REQUEST_KIND_STATEMENT && !(request.group().empty() && request.joint_parties().empty()))
        return invalid("Only a statement is made together, or on behalf of a group.", "request.kind");
    if (request.party().empty() && !request.joint_parties().empty())
        return invalid("Say which of the parties speaks.", "request.party");
    std::set<std::string> seen;
    if (!request.party().empty()) {
        if (auto no = builder.visible(v1::KIND_PARTY, request.party(), "request.party")) return no;
        seen.insert(request.party());
    }
    for (const std::string& party : request.joint_parties()) {
        if (auto no = builder.visible(v1::KIND_PARTY, party, "request.joint_parties")) return no;
        if (!seen.insert(party).second)
            return invalid("The same party makes the statement twice.", "request.joint_parties");
    }
    return std::nullopt;
}

// Somebody may speak for several, and for another's party only if they have none.
No check_person(const ChangeBuilder& builder, const v1::SpeakerRequest& request, const std::string& id,
                const char* field) {
    if (id.empty()) return std::nullopt;
    if (auto no = builder.visible(v1::KIND_PERSON, id, field)) return no;
    const std::string party = builder.get<v1::Person>(v1::KIND_PERSON, id)->party();
    const auto& joint = request.joint_parties();
    if (party.empty() || request.party().empty() || party == request.party() ||
        std::find(joint.begin(), joint.end(), party) != joint.end())
        return std::nullopt;
    return conflict(quoted_name(builder, v1::KIND_PERSON, id) + " belongs to another party.", field);
}

No check_window(const ChangeBuilder& builder, const v1::Floor& floor) {
    if (is_of_the_chair(builder)) return std::nullopt;
    const std::int64_t now_ms = builder.context().now_ms;
    if (floor.has_inscription_opens_at_ms() && now_ms < floor.inscription_opens_at_ms())
        return conflict("The list is not open yet.", "session");
    if (floor.has_inscription_closes_at_ms() && now_ms >= floor.inscription_closes_at_ms())
        return conflict("The time to ask for the floor is over. Ask who presides.", "session");
    return std::nullopt;
}

// Of the same sort, by the same party, or by the same person where there is none.
bool is_like(const v1::SpeakerRequest& one, const v1::SpeakerRequest& other) {
    if (one.kind() != other.kind() || one.party() != other.party()) return false;
    return !one.party().empty() || one.person() == other.person();
}

No refuse_twice(const std::vector<Asked>& asked, const v1::SpeakerRequest& request) {
    for (const Asked& one : asked)
        if (!one.turn && one.request.status() == v1::REQUEST_STATUS_UNSPECIFIED && one.request.group().empty() &&
            is_like(one.request, request))
            return conflict("They are on the list already (" + one.id + "). Change that, or withdraw it first.",
                            "request.party");
    return std::nullopt;
}

No check_statement(const ChangeBuilder& builder, const v1::Floor& floor, const std::vector<Asked>& asked,
                   const v1::SpeakerRequest& request) {
    if (floor.has_list_closed_at_ms()) return conflict("The list of speakers is closed.", "session");
    if (auto no = check_window(builder, floor)) return no;
    return request.group().empty() ? refuse_twice(asked, request) : std::nullopt;
}

No check_reply(const v1::Floor& floor, const std::vector<Asked>& asked, const v1::SpeakerRequest& request) {
    if (request.party().empty()) return invalid("A right of reply is a party's: say whose.", "request.party");
    if (floor.replies_max() == 0) return conflict("This floor gives no rights of reply.", "request.kind");
    const auto replies = std::count_if(asked.begin(), asked.end(), [&](const Asked& one) {
        return is_like(one.request, request) && one.request.status() != v1::REQUEST_STATUS_WITHDRAWN;
    });
    if (replies < floor.replies_max()) return std::nullopt;
    return conflict("The party has had its " + std::to_string(floor.replies_max()) + " rights of reply.",
                    "request.kind");
}

No check_kind(const ChangeBuilder& builder, const v1::Floor& floor, const std::vector<Asked>& asked,
              const v1::SpeakerRequest& request) {
    switch (request.kind()) {
        case v1::REQUEST_KIND_STATEMENT: return check_statement(builder, floor, asked, request);
        case v1::REQUEST_KIND_REPLY: return check_reply(floor, asked, request);
        case v1::REQUEST_KIND_POINT_OF_ORDER: return refuse_twice(asked, request);
        default: return invalid("Say what for: a statement, a reply or a point of order.", "request.kind");
    }
}

// Withdrawn or skipped, it may have left its place to another: nobody stands there twice.
No check_put_back(const ChangeBuilder& builder, const std::string& id, const v1::SpeakerRequest& request) {
    std::vector<Asked> others = asked_of(builder, session_of_request(id));
    std::erase_if(others, [&](const Asked& one) { return one.id == id; });
    if (request.kind() != v1::REQUEST_KIND_REPLY)
        return request.group().empty() ? refuse_twice(others, request) : std::nullopt;
    const auto floor = builder.get<v1::Floor>(v1::KIND_FLOOR, session_of_request(id)).value_or(v1::Floor());
    return check_reply(floor, others, request);
}

// What is theirs to give who preside, or the server's.
void clear_what_others_give(const ChangeBuilder& builder, v1::SpeakerRequest& request) {
    request.clear_place();
    request.clear_status();
    request.set_at_ms(builder.context().now_ms);
    if (is_of_the_chair(builder)) return;
    request.clear_allotted_seconds();
    request.clear_staff_reason();
}

No check_length(std::int32_t seconds, const char* field) {
    if (seconds >= 0 && seconds <= kFloorSecondsMax) return std::nullopt;
    return invalid("A turn takes at most four hours.", field);
}

No check_open(const ChangeBuilder& builder, const std::string& session) {
    const Slot* slot = builder.schedule().find(session);
    if (slot == nullptr || slot->gone() || slot->status == v1::SESSION_STATUS_ENDED)
        return conflict("The session is over, or is not held: nobody is heard in it any more.", "session");
    return std::nullopt;
}

No put_traits(ChangeBuilder& builder, const v1::Floor& floor, const std::string& id, const v1::SpeakerTraits& traits) {
    if (traits.ByteSizeLong() == 0) return std::nullopt;
    if (floor.staff_traits_purpose().empty())
        return conflict("Nobody has said for what this would be known here. Leave it out, or say the purpose first.",
                        "traits");
    if (builder.context().now_ms >= traits_kept_until_ms(*builder.schedule().find(session_of_request(id)), floor))
        return conflict("The time for which this would be kept is over. Leave it out.", "traits");
    // Who has spoken before is like whoever nothing is known of.
    if (holds_traits(canonical(traits))) builder.put(v1::KIND_SPEAKER_TRAITS, id, "", kStaffOnly, traits);
    return std::nullopt;
}

std::int32_t last_place(const std::vector<Asked>& asked, v1::RequestKind kind) {
    std::int32_t last = 0;
    for (const Asked& one : asked)
        if (one.request.kind() == kind) last = std::max(last, one.request.place());
    return last;
}

// Where a request stands that comes before another of its kind, or last. If there is no number between its neighbours,
// all of that kind are given new ones.
void place_before(ChangeBuilder& builder, const std::string& id, const std::string& before) {
    std::vector<Asked> asked = asked_of(builder, session_of_request(id));
    const v1::RequestKind kind = builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id)->kind();
    std::erase_if(asked, [&](const Asked& one) { return one.id == id || one.request.kind() != kind; });
    std::vector<std::string> order = floor_list(asked).waiting;
    const auto at = order.insert(std::find(order.begin(), order.end(), before), id);
    const auto place_of = [&](const std::string& one) {
        return builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, one)->place();
    };
    const auto put_place = [&](const std::string& one, std::int32_t place) {
        auto request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, one);
        request.set_place(place);
        put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, one, request);
    };
    const std::int32_t low = at == order.begin() ? 0 : place_of(*(at - 1));
    const std::int32_t high = at + 1 == order.end() ? low + 2 * kPlaceStep : place_of(*(at + 1));
    if ((low != 0 || at == order.begin()) && high - low > 1) return put_place(id, low + (high - low) / 2);
    std::int32_t place = 0;
    for (const std::string& one : order) put_place(one, place += kPlaceStep);
}

}  // namespace

No inscribe_speaker(ChangeBuilder& builder, v1::InscribeSpeaker command) {
    if (auto no = check_fields(command)) return no;
    v1::SpeakerRequest& request = *command.mutable_request();
    v1::Floor floor;
    if (auto no = look_at_floor(builder, command.session(), floor, "session")) return no;
    if (auto no = check_open(builder, command.session())) return no;
    if (auto no = check_parties(builder, request)) return no;
    if (auto no = check_person(builder, request, request.person(), "request.person")) return no;
    if (!request.about().empty()) {
        if (auto no = builder.visible(v1::KIND_SPEAKER_REQUEST, request.about(), "request.about")) return no;
        if (session_of_request(request.about()) != command.session())
            return invalid("That was asked for in another session.", "request.about");
    }
    const std::vector<Asked> asked = asked_of(builder, command.session());
    if (auto no = check_kind(builder, floor, asked, request)) return no;
    if (auto no = check_length(request.allotted_seconds(), "request.allotted_seconds")) return no;
    if (asked.size() >= kRequestsMax)
        return conflict(
            "The list has " + std::to_string(asked.size()) + " requests; more are not heard in one session.",
            "session");
    clear_what_others_give(builder, request);
    builder.made = next_floor_id(builder, v1::KIND_SPEAKER_REQUEST, command.session());
    request.set_place(last_place(asked, request.kind()) + kPlaceStep);
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, builder.made, request);
    return put_traits(builder, floor, builder.made, command.traits());
}

No withdraw_request(ChangeBuilder& builder, const std::string& id) {
    OnTheList on;
    if (auto no = look(builder, id, on)) return no;
    if (auto no = refuse_begun(on)) return no;
    on.request.set_status(v1::REQUEST_STATUS_WITHDRAWN);
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, id, on.request);
    return std::nullopt;
}

No set_speaker(ChangeBuilder& builder, v1::SetSpeaker command) {
    if (auto no = check_fields(command)) return no;
    OnTheList on;
    if (auto no = look(builder, command.id(), on)) return no;
    if (on.turn && on.turn->has_ended_at_ms()) return refuse_begun(on);
    if (on.request.status() == v1::REQUEST_STATUS_WITHDRAWN)
        return conflict("The request was withdrawn. Put it back on the list first.", "id");
    if (command.person().empty() && on.request.party().empty())
        return invalid("Say who speaks: no party asked for this.", "person");
    if (auto no = check_person(builder, on.request, command.person(), "person")) return no;
    if (on.request.person() != command.person()) forget_traits(builder, command.id());
    on.request.set_person(command.person());
    if (command.has_rank()) on.request.set_rank(command.rank());
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, command.id(), on.request);
    const auto floor = builder.get<v1::Floor>(v1::KIND_FLOOR, session_of_request(command.id()));
    return put_traits(builder, floor.value_or(v1::Floor()), command.id(), command.traits());
}

No move_request(ChangeBuilder& builder, v1::MoveRequest command) {
    if (auto no = check_fields(command)) return no;
    OnTheList on;
    if (auto no = look(builder, command.id(), on)) return no;
    if (auto no = refuse_begun(on)) return no;
    if (command.before() == command.id()) return invalid("A request does not stand before itself.", "before");
    if (!command.before().empty()) {
        if (auto no = builder.visible(v1::KIND_SPEAKER_REQUEST, command.before(), "before")) return no;
        const OnTheList other{*builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, command.before()),
                              turn_of(builder, command.before())};
        if (session_of_request(command.before()) != session_of_request(command.id()) || !other.waits() ||
            other.request.kind() != on.request.kind())
            return conflict("That one does not wait on the same list.", "before");
    }
    if (!on.waits())
        if (auto no = check_put_back(builder, command.id(), on.request)) return no;
    on.request.clear_status();
    on.request.set_staff_reason(command.reason());
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, command.id(), on.request);
    place_before(builder, command.id(), command.before());
    return std::nullopt;
}

No skip_request(ChangeBuilder& builder, v1::SkipRequest command) {
    if (auto no = check_fields(command)) return no;
    OnTheList on;
    if (auto no = look(builder, command.id(), on)) return no;
    if (auto no = refuse_begun(on)) return no;
    if (on.request.status() == v1::REQUEST_STATUS_WITHDRAWN) return conflict("The request was withdrawn.", "id");
    on.request.set_status(v1::REQUEST_STATUS_SKIPPED);
    on.request.set_staff_reason(command.reason());
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, command.id(), on.request);
    return std::nullopt;
}

No set_allotment(ChangeBuilder& builder, const v1::SetAllotment& command) {
    OnTheList on;
    if (auto no = look(builder, command.id(), on)) return no;
    if (command.seconds() < 1) return invalid("A turn takes at least a second.", "seconds");
    if (auto no = check_length(command.seconds(), "seconds")) return no;
    if (on.turn && on.turn->has_ended_at_ms()) return refuse_begun(on);
    if (on.turn) {
        on.turn->set_allotted_seconds(command.seconds());
        put_floor_record(builder, v1::KIND_TURN, command.id(), *on.turn);
        return std::nullopt;
    }
    on.request.set_allotted_seconds(command.seconds());
    put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, command.id(), on.request);
    return std::nullopt;
}

}  // namespace dais::summit
