// Bodies and their Seats.
#include <algorithm>

#include "server/summit/clearance_rules.h"
#include "server/summit/commands.h"
#include "server/summit/put_noun.h"
#include "server/summit/venue_time.h"

namespace dais::summit {

No put_body(ChangeBuilder& builder, const std::string& id, v1::Body body) {
    if (auto no = put_named(builder, v1::KIND_BODY, id, body)) return no;
    if (auto no = needs_name(body.name(), "body.name")) return no;
    builder.put(v1::KIND_BODY, builder.made, "", kEverybody, body);
    return std::nullopt;
}

No remove_body(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_BODY, id)) return no;
    if (auto no = unused<v1::Seat>(builder, v1::KIND_SEAT, "belongs to this body",
                                   [&](const v1::Seat& seat) { return seat.body() == id; }))
        return no;
    if (auto no = unawaited(builder, id)) return no;
    builder.remove(v1::KIND_BODY, id);
    return std::nullopt;
}

namespace {

No check_term(const v1::Seat& seat) {
    for (const auto& [day, field] : {std::pair(seat.has_first_day() ? &seat.first_day() : nullptr, "seat.first_day"),
                                     std::pair(seat.has_last_day() ? &seat.last_day() : nullptr, "seat.last_day")})
        if (day != nullptr && !is_day(*day))
            return refuse(v1::REFUSAL_CODE_INVALID, std::string(field) + " is no day of the calendar.", field);
    if (seat.has_first_day() && seat.has_last_day() &&
        days_since_1970(seat.last_day()) < days_since_1970(seat.first_day()))
        return refuse(v1::REFUSAL_CODE_INVALID, "A term ends after it begins.", "seat.last_day");
    return std::nullopt;
}

}  // namespace

No put_seat(ChangeBuilder& builder, const std::string& id, v1::Seat seat) {
    if (auto no = put_named(builder, v1::KIND_SEAT, id, seat)) return no;
    if (auto no = builder.visible(v1::KIND_BODY, seat.body(), "seat.body")) return no;
    if (seat.role() == v1::SEAT_ROLE_UNSPECIFIED)
        return refuse(v1::REFUSAL_CODE_INVALID, "seat.role is missing: chair, co-chair or member.", "seat.role");
    if (seat.party().empty() == seat.person().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "A seat is held by a party or by a person: name one of them.",
                      "seat.party");
    if (!seat.party().empty())
        if (auto no = builder.visible(v1::KIND_PARTY, seat.party(), "seat.party")) return no;
    if (!seat.person().empty())
        if (auto no = builder.visible(v1::KIND_PERSON, seat.person(), "seat.person")) return no;
    if (!seat.acting().empty() && seat.party().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "Who holds a seat in person acts in person.", "seat.acting");
    for (const std::string& person : seat.acting())
        if (auto no = builder.visible(v1::KIND_PERSON, person, "seat.acting")) return no;
    std::sort(seat.mutable_acting()->begin(), seat.mutable_acting()->end());
    if (std::adjacent_find(seat.acting().begin(), seat.acting().end()) != seat.acting().end())
        return refuse(v1::REFUSAL_CODE_INVALID, "seat.acting names somebody twice.", "seat.acting");
    if (auto no = check_term(seat)) return no;
    builder.put(v1::KIND_SEAT, builder.made, "", kEverybody, seat);
    return std::nullopt;
}

No remove_seat(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SEAT, id)) return no;
    builder.remove(v1::KIND_SEAT, id);
    return std::nullopt;
}

}  // namespace dais::summit
