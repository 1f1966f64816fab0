#include "server/summit/floor_list.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace dais::summit {
namespace {

bool has_begun(const Asked& one) { return one.turn && one.turn->started_at_ms() != 0; }
bool is_over(const Asked& one) { return has_begun(one) && one.turn->has_ended_at_ms(); }

int order_of(v1::RequestKind kind) {
    switch (kind) {
        case v1::REQUEST_KIND_POINT_OF_ORDER: return 0;
        case v1::REQUEST_KIND_REPLY: return 2;
        default: return 1;
    }
}

// What was not placed comes after all that was.
auto waiting_key(const Asked& one) {
    const std::int32_t place = one.request.place();
    return std::tuple(order_of(one.request.kind()), place == 0, place, number_of(one.id));
}

// Whoever is interrupted began before, be it in the same instant.
auto begun_key(const Asked& one) {
    const bool is_point_of_order = one.request.kind() == v1::REQUEST_KIND_POINT_OF_ORDER;
    return std::tuple(one.turn->started_at_ms(), is_point_of_order, number_of(one.id));
}

template <class Key>
std::vector<std::string> sorted_ids(std::vector<const Asked*> some, Key key) {
    std::sort(some.begin(), some.end(), [&](const Asked* a, const Asked* b) { return key(*a) < key(*b); });
    std::vector<std::string> ids;
    for (const Asked* one : some) ids.push_back(one->id);
    return ids;
}

const Asked* find(const std::vector<Asked>& asked, std::string_view id) {
    const auto at = std::find_if(asked.begin(), asked.end(), [&](const Asked& one) { return one.id == id; });
    return at == asked.end() ? nullptr : &*at;
}

// Whose budget a request is at the expense of.
std::vector<std::string> payers(const v1::SpeakerRequest& request) {
    std::vector<std::string> parties;
    if (request.kind() != v1::REQUEST_KIND_STATEMENT || !request.group().empty()) return parties;
    if (!request.party().empty()) parties.push_back(request.party());
    parties.insert(parties.end(), request.joint_parties().begin(), request.joint_parties().end());
    return parties;
}

// Of a Party, how many replies it has asked for before this one.
int replies_before(const std::vector<Asked>& asked, const Asked& reply) {
    return static_cast<int>(std::count_if(asked.begin(), asked.end(), [&](const Asked& other) {
        return other.request.kind() == v1::REQUEST_KIND_REPLY && other.request.party() == reply.request.party() &&
               other.request.status() != v1::REQUEST_STATUS_WITHDRAWN && number_of(other.id) < number_of(reply.id);
    }));
}

// As the rules say, whatever the budget.
int seconds_by_rule(const v1::Floor& floor, const std::vector<Asked>& asked, const Asked& one) {
    switch (one.request.kind()) {
        case v1::REQUEST_KIND_POINT_OF_ORDER: return floor.point_of_order_seconds();
        case v1::REQUEST_KIND_REPLY:
            return floor.later_reply_seconds() != 0 && replies_before(asked, one) > 0 ? floor.later_reply_seconds()
                                                                                      : floor.reply_seconds();
        default:
            return floor.group_seconds() != 0 && !one.request.group().empty() ? floor.group_seconds()
                                                                              : floor.statement_seconds();
    }
}

void add_spoken(std::map<std::string, std::int64_t>& spoken, const v1::SpeakerRequest& request, std::int64_t ms) {
    const std::vector<std::string> parties = payers(request);
    for (const std::string& party : parties) spoken[party] += ms / static_cast<std::int64_t>(parties.size());
}

}  // namespace

int number_of(std::string_view request_id) {
    const std::size_t at = request_id.find('@');
    int number = 0;
    if (at != std::string_view::npos)
        std::from_chars(request_id.data() + at + 1, request_id.data() + request_id.size(), number);
    return number;
}

FloorList floor_list(const std::vector<Asked>& asked) {
    std::vector<const Asked*> speaking, waiting, spoken, absent;
    for (const Asked& one : asked) {
        if (is_over(one)) {
            spoken.push_back(&one);
        } else if (has_begun(one)) {
            speaking.push_back(&one);
        } else if (one.request.status() != v1::REQUEST_STATUS_UNSPECIFIED) {
            absent.push_back(&one);
        } else {
            waiting.push_back(&one);
        }
    }
    FloorList list{sorted_ids(speaking, begun_key), sorted_ids(waiting, waiting_key), sorted_ids(spoken, begun_key),
                   sorted_ids(absent, [](const Asked& one) { return number_of(one.id); })};
    std::reverse(list.speaking.begin(), list.speaking.end());
    return list;
}

std::int64_t spoken_ms(const v1::Turn& turn, std::int64_t now_ms) {
    const std::int64_t running_ms = turn.has_since_ms() ? std::max<std::int64_t>(0, now_ms - turn.since_ms()) : 0;
    return turn.spoken_ms() + running_ms;
}

std::optional<std::int64_t> left_ms(const v1::Turn& turn, std::int64_t now_ms) {
    if (turn.allotted_seconds() == 0) return std::nullopt;
    return turn.allotted_seconds() * 1'000LL - spoken_ms(turn, now_ms);
}

std::map<std::string, std::int64_t> spoken_by_party(const std::vector<Asked>& asked, std::int64_t now_ms) {
    std::map<std::string, std::int64_t> spoken;
    for (const Asked& one : asked)
        if (has_begun(one)) add_spoken(spoken, one.request, spoken_ms(*one.turn, now_ms));
    return spoken;
}

std::optional<int> allotment_seconds(const v1::Floor& floor, const std::vector<Asked>& asked, const Asked& one,
                                     const std::map<std::string, std::int64_t>& spoken) {
    if (one.request.allotted_seconds() != 0) return one.request.allotted_seconds();
    const int seconds = seconds_by_rule(floor, asked, one);
    const std::vector<std::string> parties = payers(one.request);
    if (floor.budget_seconds() == 0 || parties.empty()) return seconds;
    std::int64_t left = INT64_MAX;
    for (const std::string& party : parties) {
        const auto found = spoken.find(party);
        left = std::min<std::int64_t>(left,
                                      floor.budget_seconds() * 1'000LL - (found == spoken.end() ? 0 : found->second));
    }
    const std::int64_t in_all = left / 1'000 * static_cast<std::int64_t>(parties.size());
    if (in_all <= 0) return std::nullopt;
    return seconds == 0 ? static_cast<int>(in_all) : static_cast<int>(std::min<std::int64_t>(seconds, in_all));
}

std::vector<ExpectedTurn> expected_turns(const v1::Floor& floor, const std::vector<Asked>& asked, std::int64_t now_ms,
                                         std::int64_t from_ms) {
    const FloorList list = floor_list(asked);
    const std::int64_t changeover_ms = floor.changeover_seconds() * 1'000LL;
    std::map<std::string, std::int64_t> spoken = spoken_by_party(asked, now_ms);
    std::int64_t at_ms = list.speaking.empty() ? from_ms : now_ms + changeover_ms;
    for (const std::string& id : list.speaking) {
        const Asked& one = *find(asked, id);
        const std::int64_t left = std::max<std::int64_t>(0, left_ms(*one.turn, now_ms).value_or(0));
        add_spoken(spoken, one.request, left);
        at_ms += left;
    }
    std::vector<ExpectedTurn> turns;
    for (const std::string& id : list.waiting) {
        const Asked& one = *find(asked, id);
        const std::optional<int> seconds = allotment_seconds(floor, asked, one, spoken);
        turns.push_back({id, at_ms, seconds});
        add_spoken(spoken, one.request, seconds.value_or(0) * 1'000LL);
        at_ms += seconds.value_or(0) * 1'000LL + changeover_ms;
    }
    return turns;
}

}  // namespace dais::summit
