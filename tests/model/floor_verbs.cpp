// What is asked for of floors: their rules, who asks to speak, who has the floor.
#include <algorithm>
#include <map>

#include "tests/model/floor_scene.h"

namespace dais::model {
namespace {

constexpr std::size_t kFloorsMax = 8;  // one on which somebody was heard stays
constexpr std::size_t kAskedMax = 25;  // so do requests

using Ids = std::vector<std::string>;

bool waits(const summit::Asked& one) { return !one.turn && one.request.status() == v1::REQUEST_STATUS_UNSPECIFIED; }
bool is_of(const Sitting& at, const std::string& id, v1::RequestKind kind) {
    const summit::Asked* one = at.find(id);
    return one != nullptr && one->request.kind() == kind;
}

// --- Which floors

bool any_floor(const Sitting&) { return true; }
bool is_listing(const Sitting& at) { return at.is_open && !at.floor.has_list_closed_at_ms(); }
bool is_closed(const Sitting& at) { return at.floor.has_list_closed_at_ms(); }
bool hears(const Sitting& at) { return at.is_open && at.asked.size() < kAskedMax; }
bool hears_now(const Sitting& at) { return hears(at) && at.is_running; }
bool is_waited_for(const Sitting& at) { return !at.list.waiting.empty(); }
bool is_unheard(const Sitting& at) { return at.asked.empty(); }

// Sessions without a floor in which somebody could speak soon.
Ids without_a_floor(const Scene& scene) {
    Ids on, to_come;
    for (const summit::Slot* slot : scene.state.schedule().all()) {
        if (slot->gone() || slot->actual_end_ms || scene.state.find(v1::KIND_FLOOR, slot->id) != nullptr) continue;
        if (slot->actual_start_ms) {
            on.push_back(slot->id);
        } else if (slot->start_ms() < scene.now_ms + 2 * kHourMs) {
            to_come.push_back(slot->id);
        }
    }
    return on.empty() ? to_come : on;
}

// --- Which requests

Ids waiting(const Sitting& at) { return at.list.waiting; }
Ids speaking(const Sitting& at) { return at.list.speaking; }
Ids movable(const Sitting& at) {
    Ids ids = at.list.waiting;
    ids.insert(ids.end(), at.list.absent.begin(), at.list.absent.end());
    return ids;
}
Ids before_the_podium(const Sitting& at) {
    Ids ids = at.list.waiting;
    ids.insert(ids.end(), at.list.speaking.begin(), at.list.speaking.end());
    return ids;
}
Ids talking(const Sitting& at) {
    Ids ids = at.list.speaking;
    std::erase_if(ids, [&](const std::string& id) { return !at.find(id)->turn->has_since_ms(); });
    return ids;
}
// Points of order interrupt; others wait until nobody has the floor, and have some time left.
Ids startable(const Sitting& at) {
    if (!at.is_running) return {};
    const bool is_free = at.list.speaking.empty();
    if (!is_free && is_of(at, at.list.speaking.front(), v1::REQUEST_KIND_POINT_OF_ORDER)) return {};
    // At any time: while somebody speaks, only those may start who have no budget.
    const auto spoken = summit::spoken_by_party(at.asked, 0);
    Ids ids = at.list.waiting;
    std::erase_if(ids, [&](const std::string& id) {
        return (!is_free && !is_of(at, id, v1::REQUEST_KIND_POINT_OF_ORDER)) ||
               !summit::allotment_seconds(at.floor, at.asked, *at.find(id), spoken);
    });
    return ids;
}
// Who stands still, or who spoke last.
Ids resumable(const Sitting& at) {
    if (!at.is_running) return {};
    if (!at.list.speaking.empty()) {
        const std::string& id = at.list.speaking.front();
        return at.find(id)->turn->has_since_ms() ? Ids() : Ids{id};
    }
    const auto last = std::max_element(
        at.list.spoken.begin(), at.list.spoken.end(), [&](const std::string& one, const std::string& other) {
            return at.find(one)->turn->ended_at_ms() < at.find(other)->turn->ended_at_ms();
        });
    return last == at.list.spoken.end() ? Ids() : Ids{*last};
}

// The floor of the request, or of one like it.
Sitting around(const Scene& scene, const std::string& request) {
    return sitting(scene, request.substr(0, request.find('@')));
}

template <auto Pick>
std::string some_request(Scene& scene) {
    return one_of(scene, v1::KIND_SPEAKER_REQUEST, everywhere<Pick>(scene));
}
template <auto Fits>
std::string some_floor(Scene& scene) {
    return one_of(scene, v1::KIND_FLOOR, floors_that<Fits>(scene));
}

// --- Rules

v1::Floor random_floor(Scene& scene) {
    Dice& dice = scene.dice;
    static const std::vector<int> kSeconds = {0, 60, 120, 180, 180, 300};
    v1::Floor floor;
    floor.set_statement_seconds(dice.pick(kSeconds));
    floor.set_group_seconds(dice.pick(kSeconds));
    floor.set_point_of_order_seconds(dice.chance(50) ? 60 : 0);
    if (dice.chance(40)) floor.set_budget_seconds(static_cast<int>(dice.between(60, 600)));
    floor.set_replies_max(static_cast<int>(dice.between(dice.chance(2) ? -1 : 0, dice.chance(98) ? 2 : 21)));
    floor.set_reply_seconds(dice.pick(kSeconds));
    floor.set_later_reply_seconds(dice.pick(kSeconds));
    floor.set_groups_first(dice.chance(50));
    for (int rule = 1; rule <= v1::RotationRule_MAX; ++rule)
        if (dice.chance(40)) floor.add_rotation(static_cast<v1::RotationRule>(rule));
    if (floor.rotation_size() > 1 && dice.chance(30)) floor.mutable_rotation()->SwapElements(0, 1);
    if (dice.chance(2)) floor.add_rotation(v1::ROTATION_RULE_REGION);
    if (dice.chance(15)) floor.set_inscription_opens_at_ms(some_instant(scene, -2 * kHourMs, 10 * kMinuteMs));
    if (dice.chance(15)) floor.set_inscription_closes_at_ms(some_instant(scene, 10 * kMinuteMs, 2 * kHourMs));
    if (dice.chance(30)) floor.set_quorum(static_cast<int>(dice.between(1, 9)));
    if (!dice.chance(70)) return floor;
    floor.set_staff_traits_purpose(std::string(kForStaff) + " balance");
    floor.set_staff_traits_kept_hours(static_cast<int>(dice.between(0, 2)));
    return floor;
}

void put_floor(Scene& scene, v1::Command& command) {
    v1::PutFloor& put = *command.mutable_put_floor();
    const Ids without = without_a_floor(scene);
    const bool enough = scene.state.all(v1::KIND_FLOOR).size() >= kFloorsMax;
    put.set_id(without.empty() || enough || scene.dice.chance(20) ? some(scene, v1::KIND_FLOOR)
                                                                  : scene.dice.pick(without));
    if (put.id().empty()) put.set_id(some(scene, v1::KIND_SESSION));
    const auto held = scene.state.get<v1::Floor>(v1::KIND_FLOOR, put.id());
    *put.mutable_floor() = held && scene.dice.chance(60) ? *held : random_floor(scene);
    put.mutable_floor()->set_changeover_seconds(static_cast<int>(scene.dice.between(0, 30)));
}

// --- Requests

// One statement and one point of order of each wait at a time; replies are counted.
Ids parties_free_for(const Scene& scene, const Sitting& at, v1::RequestKind kind) {
    std::map<std::string, int> asked;
    for (const summit::Asked& one : at.asked) {
        const bool counts = kind == v1::REQUEST_KIND_REPLY ? one.request.status() != v1::REQUEST_STATUS_WITHDRAWN
                                                           : waits(one) && one.request.group().empty();
        if (one.request.kind() == kind && counts) ++asked[one.request.party()];
    }
    const int most = kind == v1::REQUEST_KIND_REPLY ? at.floor.replies_max() : 1;
    Ids free;
    for (const auto& [party, record] : scene.state.all(v1::KIND_PARTY))
        if (asked[party] < most) free.push_back(party);
    return free;
}

v1::RequestKind some_kind(Scene& scene, const Sitting& at) {
    if (scene.dice.chance(1)) return v1::REQUEST_KIND_UNSPECIFIED;
    if (!is_closed(at) && scene.dice.chance(70)) return v1::REQUEST_KIND_STATEMENT;
    return at.floor.replies_max() > 0 && scene.dice.chance(50) ? v1::REQUEST_KIND_REPLY
                                                               : v1::REQUEST_KIND_POINT_OF_ORDER;
}

void inscribe_speaker(Scene& scene, v1::Command& command) {
    Dice& dice = scene.dice;
    v1::InscribeSpeaker& inscribe = *command.mutable_inscribe_speaker();
    const bool any_now = !floors_that<hears_now>(scene).empty();
    inscribe.set_session(any_now && dice.chance(80) ? some_floor<hears_now>(scene) : some_floor<hears>(scene));
    const Sitting at = sitting(scene, inscribe.session());
    v1::SpeakerRequest& asks = *inscribe.mutable_request();
    asks.set_kind(some_kind(scene, at));
    const Ids free = parties_free_for(scene, at, asks.kind());
    asks.set_party(free.empty() || dice.chance(3) ? some(scene, v1::KIND_PARTY) : dice.pick(free));
    if (asks.kind() == v1::REQUEST_KIND_STATEMENT && dice.chance(free.empty() ? 90 : 15))
        random_texts(dice, *asks.mutable_group(), "Group");
    if (dice.chance(15)) asks.add_joint_parties(some(scene, v1::KIND_PARTY));
    if (dice.chance(60)) asks.set_person(one_of(scene, v1::KIND_PERSON, speakers_for(scene, asks)));
    if (!asks.person().empty() && dice.chance(5)) asks.clear_party();
    asks.set_rank(static_cast<v1::SpeakerRank>(dice.between(0, v1::SpeakerRank_MAX)));
    if (asks.kind() != v1::REQUEST_KIND_STATEMENT && !at.asked.empty() && dice.chance(50))
        asks.set_about(dice.pick(at.asked).id);
    if (dice.chance(10)) asks.set_allotted_seconds(static_cast<int>(dice.between(-1, 400)));
    if (dice.chance(20)) asks.set_staff_reason(std::string(kForStaff) + " said so");
    if (!dice.chance(at.floor.staff_traits_purpose().empty() ? 2 : 60)) return;
    inscribe.mutable_traits()->set_gender(static_cast<v1::Gender>(dice.between(0, v1::Gender_MAX)));
    if (dice.chance(60)) inscribe.mutable_traits()->set_first_time(dice.chance(50));
}

void by_who_asks(Scene& scene, Asked& asked) {
    const v1::InscribeSpeaker& inscribe = asked.command().inscribe_speaker();
    const auto floor = scene.state.get<v1::Floor>(v1::KIND_FLOOR, inscribe.session()).value_or(v1::Floor());
    const bool is_too_early = scene.now_ms < floor.inscription_opens_at_ms();
    const bool is_too_late = floor.has_inscription_closes_at_ms() && scene.now_ms >= floor.inscription_closes_at_ms();
    const bool may = !is_too_early && !is_too_late && inscribe.request().joint_parties().empty();
    if (may || scene.dice.chance(10)) by_a_delegation(scene, asked, inscribe.request().party());
}

void set_speaker(Scene& scene, v1::Command& command) {
    v1::SetSpeaker& set = *command.mutable_set_speaker();
    set.set_id(some_request<before_the_podium>(scene));
    const auto held = scene.state.get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, set.id());
    if (!held) return;
    if (held->party().empty() || scene.dice.chance(85))
        set.set_person(one_of(scene, v1::KIND_PERSON, speakers_for(scene, *held)));
    if (scene.dice.chance(30)) set.set_rank(static_cast<v1::SpeakerRank>(scene.dice.between(0, 7)));
}

void move_request(Scene& scene, v1::Command& command) {
    v1::MoveRequest& move = *command.mutable_move_request();
    move.set_id(some_request<movable>(scene));
    move.set_reason(std::string(kForStaff) + " is in a hurry");
    const Sitting at = around(scene, move.id());
    const summit::Asked* moved = at.find(move.id());
    Ids others = at.list.waiting;
    if (moved != nullptr)
        std::erase_if(others,
                      [&](const std::string& id) { return id == move.id() || !is_of(at, id, moved->request.kind()); });
    if (!others.empty() && scene.dice.chance(75)) move.set_before(scene.dice.pick(others));
    if (scene.dice.chance(2)) move.set_before(some(scene, v1::KIND_SPEAKER_REQUEST));
}

// --- Turns

void end_turn(Scene& scene, v1::Command& command) {
    v1::EndTurn& end = *command.mutable_end_turn();
    end.set_id(some_request<speaking>(scene));
    const bool is_ruled = is_of(around(scene, end.id()), end.id(), v1::REQUEST_KIND_POINT_OF_ORDER);
    if (scene.dice.chance(is_ruled ? 80 : 2))
        end.set_ruling(scene.dice.chance(50) ? v1::RULING_UPHELD : v1::RULING_REJECTED);
}

void yield_turn(Scene& scene, v1::Command& command) {
    v1::YieldTurn& yield = *command.mutable_yield_turn();
    yield.set_id(some_request<speaking>(scene));
    const Sitting at = around(scene, yield.id());
    Ids others = at.list.waiting;
    std::erase_if(others, [&](const std::string& id) { return is_of(at, id, v1::REQUEST_KIND_POINT_OF_ORDER); });
    if (!others.empty() && scene.dice.chance(60)) yield.set_to(scene.dice.pick(others));
}

bool is_over_its_time(const Scene& scene, const Sitting& at) {
    if (at.list.speaking.empty()) return false;
    return summit::left_ms(*at.find(at.list.speaking.front())->turn, scene.now_ms).value_or(-1) < 0;
}

}  // namespace

v1::Command::VerbCase what_is_missing_on_the_floors(const Scene& scene) {
    using C = v1::Command;
    const std::vector<Sitting> all = sittings(scene);
    const auto now = std::find_if(all.begin(), all.end(), [](const Sitting& at) { return at.is_running; });
    if (now == all.end())
        return all.size() < kFloorsMax && !without_a_floor(scene).empty() ? C::kPutFloor : C::VERB_NOT_SET;
    if (is_over_its_time(scene, *now)) return C::kEndTurn;
    if (hears(*now) && is_listing(*now) && now->list.waiting.size() < 3) return C::kInscribeSpeaker;
    return now->list.speaking.empty() && !startable(*now).empty() ? C::kStartTurn : C::VERB_NOT_SET;
}

std::vector<Verb> floor_verbs() {
    using C = v1::Command;
    return {
        {C::kPutFloor, 4, put_floor},
        {C::kRemoveFloor,
         1,
         [](Scene& s, C& c) { c.mutable_remove_floor()->set_id(some_floor<is_unheard>(s)); },
         {},
         any<floors_that<is_unheard>>},
        {C::kCloseList,
         2,
         [](Scene& s, C& c) { c.mutable_close_list()->set_id(some_floor<is_listing>(s)); },
         {},
         any<floors_that<is_listing>>},
        {C::kReopenList,
         4,
         [](Scene& s, C& c) { c.mutable_reopen_list()->set_id(some_floor<is_closed>(s)); },
         {},
         any<floors_that<is_closed>>},
        {C::kInscribeSpeaker, 12, inscribe_speaker, by_who_asks, any<floors_that<hears>>},
        {C::kWithdrawRequest, 3, [](Scene& s, C& c) { c.mutable_withdraw_request()->set_id(some_request<waiting>(s)); },
         by_who_asked<&C::withdraw_request>, any<everywhere<waiting>>},
        {C::kSetSpeaker, 4, set_speaker, by_who_asked<&C::set_speaker>, any<everywhere<before_the_podium>>},
        {C::kArrangeList,
         4,
         [](Scene& s, C& c) { c.mutable_arrange_list()->set_id(some_floor<is_waited_for>(s)); },
         {},
         any<floors_that<is_waited_for>>},
        {C::kMoveRequest, 5, move_request, {}, any<everywhere<movable>>},
        {C::kSkipRequest,
         3,
         [](Scene& s, C& c) {
             c.mutable_skip_request()->set_id(some_request<waiting>(s));
             c.mutable_skip_request()->set_reason(std::string(kForStaff) + " is not there");
         },
         {},
         any<everywhere<waiting>>},
        {C::kSetAllotment,
         3,
         [](Scene& s, C& c) {
             c.mutable_set_allotment()->set_id(some_request<before_the_podium>(s));
             c.mutable_set_allotment()->set_seconds(static_cast<int>(s.dice.between(s.dice.chance(5) ? 0 : 30, 600)));
         },
         {},
         any<everywhere<before_the_podium>>},
        {C::kStartTurn,
         10,
         [](Scene& s, C& c) { c.mutable_start_turn()->set_id(some_request<startable>(s)); },
         {},
         any<everywhere<startable>>},
        {C::kPauseTurn,
         4,
         [](Scene& s, C& c) { c.mutable_pause_turn()->set_id(some_request<talking>(s)); },
         {},
         any<everywhere<talking>>},
        {C::kResumeTurn,
         6,
         [](Scene& s, C& c) { c.mutable_resume_turn()->set_id(some_request<resumable>(s)); },
         {},
         any<everywhere<resumable>>},
        {C::kEndTurn, 6, end_turn, {}, any<everywhere<speaking>>},
        {C::kYieldTurn, 3, yield_turn, {}, any<everywhere<speaking>>},
        {C::kCancelTurn,
         2,
         [](Scene& s, C& c) { c.mutable_cancel_turn()->set_id(some_request<speaking>(s)); },
         {},
         any<everywhere<speaking>>},
        {C::kRecordPresence,
         3,
         [](Scene& s, C& c) {
             c.mutable_record_presence()->set_id(some_floor<any_floor>(s));
             c.mutable_record_presence()->set_present(static_cast<int>(s.dice.between(s.dice.chance(3) ? -1 : 2, 30)));
         },
         {},
         any<floors_that<any_floor>>},
        {C::kForgetSpeakers,
         1,
         [](Scene& s, C& c) { c.mutable_forget_speakers()->set_id(some_floor<any_floor>(s)); },
         {},
         any<floors_that<any_floor>>},
    };
}

}  // namespace dais::model
