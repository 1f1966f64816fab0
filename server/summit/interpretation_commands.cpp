// Interpretation: booths, teams and their shifts.
#include "server/summit/commands.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

// Who interprets, and when, is for staff and the interpreters themselves.
constexpr AudienceSet kInterpretation = kStaffOnly | bit(v1::AUDIENCE_INTERPRETER);

bool overlap(const v1::Period& one, const v1::Period& other) {
    return one.starts_at_ms() < other.ends_at_ms() && other.starts_at_ms() < one.ends_at_ms();
}

}  // namespace

No check_free(const ChangeBuilder& builder, const std::string& id, const v1::Shift& shift) {
    for (const std::string& other_id : builder.ids(v1::KIND_SHIFT)) {
        const auto other = builder.get<v1::Shift>(v1::KIND_SHIFT, other_id);
        if (other_id == id || !overlap(other->period(), shift.period())) continue;
        if (other->booth() == shift.booth())
            return refuse(
                v1::REFUSAL_CODE_CONFLICT,
                "The booth “" + shift.booth() + "” has the shift “" + other_id + "” then. Choose another time.",
                "shift.booth");
        if (other->team() == shift.team())
            return refuse(v1::REFUSAL_CODE_CONFLICT,
                          "The team “" + shift.team() + "” has the shift “" + other_id + "” then. Choose another time.",
                          "shift.team");
    }
    return std::nullopt;
}

No put_booth(ChangeBuilder& builder, const std::string& id, v1::Booth booth) {
    if (auto no = put_named(builder, v1::KIND_BOOTH, id, booth)) return no;
    if (auto no = builder.visible(v1::KIND_ROOM, booth.room(), "booth.room")) return no;
    if (booth.language().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "booth.language is missing: say into which language it works.",
                      "booth.language");
    builder.put(v1::KIND_BOOTH, builder.made, "", kEverybody, booth);
    return std::nullopt;
}

No remove_booth(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_BOOTH, id)) return no;
    if (auto no = unused<v1::Shift>(builder, v1::KIND_SHIFT, "is in this booth",
                                    [&](const v1::Shift& shift) { return shift.booth() == id; }))
        return no;
    builder.remove(v1::KIND_BOOTH, id);
    return std::nullopt;
}

No put_interpretation_team(ChangeBuilder& builder, const std::string& id, v1::InterpretationTeam team) {
    if (auto no = put_named(builder, v1::KIND_INTERPRETATION_TEAM, id, team)) return no;
    if (team.name().empty()) return refuse(v1::REFUSAL_CODE_INVALID, "team.name is missing.", "team.name");
    for (const std::string& person : team.persons())
        if (auto no = builder.visible(v1::KIND_PERSON, person, "team.persons")) return no;
    builder.put(v1::KIND_INTERPRETATION_TEAM, builder.made, "", kInterpretation, team);
    return std::nullopt;
}

No remove_interpretation_team(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_INTERPRETATION_TEAM, id)) return no;
    if (auto no = unused<v1::Shift>(builder, v1::KIND_SHIFT, "is of this team",
                                    [&](const v1::Shift& shift) { return shift.team() == id; }))
        return no;
    builder.remove(v1::KIND_INTERPRETATION_TEAM, id);
    return std::nullopt;
}

No put_shift(ChangeBuilder& builder, const std::string& id, v1::Shift shift) {
    if (auto no = put_named(builder, v1::KIND_SHIFT, id, shift)) return no;
    if (auto no = builder.visible(v1::KIND_BOOTH, shift.booth(), "shift.booth")) return no;
    if (auto no = builder.visible(v1::KIND_INTERPRETATION_TEAM, shift.team(), "shift.team")) return no;
    if (auto no = check_period(shift.period(), "shift.period")) return no;
    const std::int64_t length_ms = shift.period().ends_at_ms() - shift.period().starts_at_ms();
    if (length_ms == 0 || length_ms > kShiftMsMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "A shift lasts at most three hours. Divide it between two teams.",
                      "shift.period");
    if (auto no = check_free(builder, builder.made, shift)) return no;
    builder.put(v1::KIND_SHIFT, builder.made, "", kInterpretation, shift);
    return std::nullopt;
}

No remove_shift(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SHIFT, id)) return no;
    builder.remove(v1::KIND_SHIFT, id);
    return std::nullopt;
}

}  // namespace dais::summit
