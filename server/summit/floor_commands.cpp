// A session's floor: its rules, whether its list is open, who is there.
#include <algorithm>
#include <set>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/floor_order.h"
#include "server/summit/floor_rules.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

No check_lengths(const v1::Floor& floor) {
    const std::pair<int, const char*> lengths[] = {{floor.statement_seconds(), "floor.statement_seconds"},
                                                   {floor.group_seconds(), "floor.group_seconds"},
                                                   {floor.point_of_order_seconds(), "floor.point_of_order_seconds"},
                                                   {floor.budget_seconds(), "floor.budget_seconds"},
                                                   {floor.reply_seconds(), "floor.reply_seconds"},
                                                   {floor.later_reply_seconds(), "floor.later_reply_seconds"},
                                                   {floor.changeover_seconds(), "floor.changeover_seconds"}};
    for (const auto& [seconds, field] : lengths)
        if (seconds < 0 || seconds > kFloorSecondsMax)
            return refuse(v1::REFUSAL_CODE_INVALID, "That is between 0 seconds and four hours.", field);
    return std::nullopt;
}

No check_numbers(const v1::Floor& floor) {
    if (floor.replies_max() < 0 || floor.replies_max() > kRepliesMax)
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A party has between 0 and " + std::to_string(kRepliesMax) + " rights of reply.",
                      "floor.replies_max");
    if (floor.quorum() < 0 || floor.quorum() > kPeopleMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "A quorum is a number of parties, 0 for none.", "floor.quorum");
    if (floor.staff_traits_kept_hours() < 0 || floor.staff_traits_kept_hours() > kTraitsKeptHoursMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "What is known of speakers is kept for at most a year.",
                      "floor.staff_traits_kept_hours");
    return std::nullopt;
}

No check_rotation(const v1::Floor& floor) {
    std::set<int> seen;
    for (const int rule : floor.rotation())
        if (rule == v1::ROTATION_RULE_UNSPECIFIED || !seen.insert(rule).second)
            return refuse(v1::REFUSAL_CODE_INVALID, "Each rule of rotation is named once.", "floor.rotation");
    return std::nullopt;
}

No check_window(const v1::Floor& floor) {
    if (floor.has_inscription_opens_at_ms())
        if (auto no = check_instant(floor.inscription_opens_at_ms(), "floor.inscription_opens_at_ms")) return no;
    if (!floor.has_inscription_closes_at_ms()) return std::nullopt;
    if (auto no = check_instant(floor.inscription_closes_at_ms(), "floor.inscription_closes_at_ms")) return no;
    if (floor.inscription_closes_at_ms() > floor.inscription_opens_at_ms()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, "Inscription closes after it opens.", "floor.inscription_closes_at_ms");
}

No look_fresh(const ChangeBuilder& builder, const std::string& session, v1::Floor& floor) {
    if (auto no = look_at_floor(builder, session, floor)) return no;
    return builder.fresh(v1::KIND_FLOOR, session);
}

}  // namespace

No put_floor(ChangeBuilder& builder, const v1::PutFloor& command) {
    v1::Floor floor = command.floor();
    if (auto no = check_fields(floor)) return no;
    if (auto no = builder.visible(v1::KIND_SESSION, command.id(), "id")) return no;
    if (auto no = builder.fresh(v1::KIND_FLOOR, command.id())) return no;
    if (auto no = check_lengths(floor)) return no;
    if (auto no = check_numbers(floor)) return no;
    if (auto no = check_rotation(floor)) return no;
    if (auto no = check_window(floor)) return no;
    // Said by commands of their own.
    const auto held = builder.get<v1::Floor>(v1::KIND_FLOOR, command.id());
    floor.clear_list_closed_at_ms();
    floor.clear_present();
    if (held && held->has_list_closed_at_ms()) floor.set_list_closed_at_ms(held->list_closed_at_ms());
    if (held && held->has_present()) floor.set_present(held->present());
    // A note for staff is theirs to change: who does not see it leaves it as it is.
    if (held && builder.context().audience != v1::AUDIENCE_STAFF) {
        floor.set_staff_traits_purpose(held->staff_traits_purpose());
        floor.set_staff_traits_kept_hours(held->staff_traits_kept_hours());
    }
    builder.made = command.id();
    put_floor_record(builder, v1::KIND_FLOOR, command.id(), floor);
    return std::nullopt;
}

No remove_floor(ChangeBuilder& builder, const std::string& session) {
    v1::Floor floor;
    if (auto no = look_fresh(builder, session, floor)) return no;
    for (const v1::Kind kind : {v1::KIND_SPEAKER_REQUEST, v1::KIND_PROPOSAL})
        if (!builder.ids_with_prefix(kind, session + "@").empty())
            return still_used(
                "Somebody has asked for the floor already, or proposed something. Close the list instead.");
    builder.remove(v1::KIND_FLOOR, session);
    return std::nullopt;
}

No close_list(ChangeBuilder& builder, const std::string& session) {
    v1::Floor floor;
    if (auto no = look_fresh(builder, session, floor)) return no;
    if (floor.has_list_closed_at_ms()) return std::nullopt;
    floor.set_list_closed_at_ms(builder.context().now_ms);
    put_floor_record(builder, v1::KIND_FLOOR, session, floor);
    return std::nullopt;
}

No reopen_list(ChangeBuilder& builder, const std::string& session) {
    v1::Floor floor;
    if (auto no = look_fresh(builder, session, floor)) return no;
    floor.clear_list_closed_at_ms();
    put_floor_record(builder, v1::KIND_FLOOR, session, floor);
    return std::nullopt;
}

// An absolute number beside rules that it leaves alone: whoever counts need not have seen the latest of them.
No record_presence(ChangeBuilder& builder, const v1::RecordPresence& command) {
    v1::Floor floor;
    if (auto no = look_at_floor(builder, command.id(), floor)) return no;
    if (command.present() < 0 || command.present() > kPeopleMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "So many parties cannot be there.", "present");
    floor.set_present(command.present());
    put_floor_record(builder, v1::KIND_FLOOR, command.id(), floor);
    return std::nullopt;
}

No arrange_list(ChangeBuilder& builder, const std::string& session) {
    v1::Floor floor;
    if (auto no = look_at_floor(builder, session, floor)) return no;
    const std::vector<Asked> asked = asked_of(builder, session);
    std::int32_t place = 0;
    for (const std::string& id : ordered_by_rules(builder, floor, asked)) {
        auto request = *builder.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, id);
        request.set_place(place += kPlaceStep);
        put_floor_record(builder, v1::KIND_SPEAKER_REQUEST, id, request);
    }
    return std::nullopt;
}

No forget_speakers(ChangeBuilder& builder, const std::string& session) {
    if (auto no = builder.visible(v1::KIND_SESSION, session, "id")) return no;
    for (const std::string& id : builder.ids_with_prefix(v1::KIND_SPEAKER_TRAITS, session + "@"))
        forget_traits(builder, id);
    return std::nullopt;
}

}  // namespace dais::summit
