#include "clients/cpp/floor_view.h"

#include <algorithm>

#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

using summit::Asked;

// All of a kind that are the session's, by number. Their ids are the session's, "@" and the number.
template <typename Noun>
std::vector<std::pair<std::string, Noun>> all_of(const summit::Records& records, v1::Kind kind,
                                                 const std::string& session) {
    std::vector<std::pair<std::string, Noun>> all;
    for (const auto& [key, body] : records.all()) {
        Noun noun;
        const bool its_own = key.first == kind && key.second.starts_with(session + "@");
        if (its_own && noun.ParseFromString(body)) all.emplace_back(key.second, std::move(noun));
    }
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        return summit::number_of(left.first) < summit::number_of(right.first);
    });
    return all;
}

// Since when the floor is free if nobody speaks; nothing if nobody will.
std::optional<std::int64_t> free_from_ms(const SessionItem& session, std::int64_t now_ms) {
    switch (session.progress.status()) {
        case v1::SESSION_STATUS_ENDED:
        case v1::SESSION_STATUS_CANCELLED:
        case v1::SESSION_STATUS_POSTPONED: return std::nullopt;
        case v1::SESSION_STATUS_RUNNING: return now_ms;
        case v1::SESSION_STATUS_PAUSED:
        case v1::SESSION_STATUS_SUSPENDED: return std::max(now_ms, session.progress.resumes_at_ms());
        default: return std::max(now_ms, session.starts_at_ms());
    }
}

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string moment(std::int64_t at_ms, const LocalTime& time, std::int64_t now_ms) {
    return time.day(at_ms) == time.day(now_ms) ? time.hh_mm(at_ms) : time.date_time(at_ms);
}

}  // namespace

const Asked& FloorView::of(const std::string& request) const {
    return *std::find_if(asked.begin(), asked.end(), [&](const Asked& one) { return one.id == request; });
}

const summit::ExpectedTurn* FloorView::expectation(const std::string& request) const {
    const auto found = std::find_if(expected.begin(), expected.end(), [&](auto& turn) { return turn.id == request; });
    return found == expected.end() ? nullptr : &*found;
}

std::optional<FloorView> floor_view(const Reading& reading, const std::string& session) {
    const auto floor = held<v1::Floor>(reading.records, v1::KIND_FLOOR, session);
    if (!floor) return std::nullopt;
    FloorView view;
    view.session = session_item(reading.records, session);
    view.floor = *floor;
    for (auto& [id, request] : all_of<v1::SpeakerRequest>(reading.records, v1::KIND_SPEAKER_REQUEST, session))
        view.asked.push_back({id, request, held<v1::Turn>(reading.records, v1::KIND_TURN, id)});
    view.list = summit::floor_list(view.asked);
    view.spoken = summit::spoken_by_party(view.asked, reading.now_ms);
    if (const auto from_ms = free_from_ms(view.session, reading.now_ms))
        view.expected = summit::expected_turns(view.floor, view.asked, reading.now_ms, *from_ms);
    for (auto& [id, statement] : all_of<v1::Statement>(reading.records, v1::KIND_STATEMENT, session))
        view.handed_in.emplace(id, statement);
    view.proposals = all_of<v1::Proposal>(reading.records, v1::KIND_PROPOSAL, session);
    return view;
}

std::string speaker_told(const v1::SpeakerRequest& request, const Reading& reading) {
    const bool told_already = request.party().empty() || request.person().empty();
    const auto person =
        told_already ? "" : label(reading.records, v1::KIND_PERSON, request.person(), reading.languages);
    const auto rank = phrase_of(*v1::SpeakerRank_descriptor(), request.rank());
    return person + (person.empty() || rank.empty() ? "" : ", ") + rank;
}

std::string list_told(const v1::Floor& floor, const LocalTime& time, std::int64_t now_ms) {
    if (floor.has_list_closed_at_ms()) return "closed since " + moment(floor.list_closed_at_ms(), time, now_ms);
    if (floor.has_inscription_closes_at_ms() && floor.inscription_closes_at_ms() <= now_ms)
        return "closed since " + moment(floor.inscription_closes_at_ms(), time, now_ms);
    if (floor.has_inscription_opens_at_ms() && now_ms < floor.inscription_opens_at_ms())
        return "opens " + moment(floor.inscription_opens_at_ms(), time, now_ms);
    if (!floor.has_inscription_closes_at_ms()) return "open";
    return "open until " + moment(floor.inscription_closes_at_ms(), time, now_ms);
}

std::string quorum_told(const v1::Floor& floor) {
    const auto there = floor.has_present() ? std::to_string(floor.present()) + " there" : "nobody has counted";
    return (floor.quorum() > 0 ? "quorum " + std::to_string(floor.quorum()) : "no quorum") + ", " + there;
}

std::string statement_told(const v1::Statement& statement) {
    std::vector<std::string> languages, marks;
    for (const auto& text : statement.texts()) languages.push_back(text.language().empty() ? "?" : text.language());
    if (statement.check_against_delivery()) marks.emplace_back("check against delivery");
    if (statement.embargoed()) marks.emplace_back("under embargo until it is delivered");
    return joined(languages) + (marks.empty() ? "" : "; " + joined(marks));
}

std::string proposal_told(const v1::Proposal& proposal, const LocalTime& time) {
    const auto how = manner_told(proposal.manner(), proposal.has_count() ? &proposal.count() : nullptr);
    const auto when = proposal.has_decided_at_ms() ? " " + time.date_time(proposal.decided_at_ms()) : "";
    switch (proposal.state()) {
        case v1::PROPOSAL_STATE_OPEN: return "before the session";
        case v1::PROPOSAL_STATE_SILENCE:
            return "adopted at " + time.date_time(proposal.silence_until_ms()) + " unless a party objects";
        case v1::PROPOSAL_STATE_ADOPTED: return "adopted " + how + when;
        case v1::PROPOSAL_STATE_REJECTED: return "rejected " + how + when;
        case v1::PROPOSAL_STATE_WITHDRAWN: return "withdrawn";
        default: return "not known";
    }
}

std::string proposal_name(const summit::Records& records, const std::string& id, const v1::Proposal& proposal,
                          const Languages& languages) {
    const auto name = label(records, v1::KIND_PROPOSAL, id, languages);
    return proposal.symbol().empty() || name == proposal.symbol() ? name : name + " (" + proposal.symbol() + ")";
}

std::string clock_told(std::int64_t ms) {
    const auto seconds = (ms < 0 ? -ms : ms) / 1'000;
    const auto hours = seconds / 3'600, minutes = seconds / 60 % 60;
    const auto sign = ms <= -1'000 ? "-" : "";
    return sign + (hours > 0 ? std::to_string(hours) + ":" + two(minutes) : std::to_string(minutes)) + ":" +
           two(seconds % 60);
}

std::string length_told(std::int64_t ms) {
    const auto seconds = ms / 1'000;
    std::vector<std::string> parts;
    if (seconds >= 3'600) parts.push_back(std::to_string(seconds / 3'600) + " h");
    if (seconds / 60 % 60 > 0) parts.push_back(std::to_string(seconds / 60 % 60) + " min");
    if (seconds % 60 > 0 || parts.empty()) parts.push_back(std::to_string(seconds % 60) + " s");
    return joined(parts, " ");
}

}  // namespace dais::client
