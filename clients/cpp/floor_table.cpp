#include "clients/cpp/floor_table.h"

#include <algorithm>
#include <boost/json.hpp>

#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/table.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

namespace json = boost::json;
using summit::Asked;

// What the sections are told by.
struct Told {
    const FloorView& view;
    const Reading& reading;

    std::string who(const Asked& one) const { return asker(reading.records, one.request, reading.languages); }
    std::string party(const std::string& id) const {
        return label(reading.records, v1::KIND_PARTY, id, reading.languages);
    }
    std::string moment(std::int64_t at_ms) const {
        const bool today = reading.time.day(at_ms) == reading.time.day(reading.now_ms);
        return today ? reading.time.hh_mm(at_ms) : reading.time.date_time(at_ms);
    }
};

std::string each(const char* what, int seconds) {
    return seconds == 0 ? "" : std::string(what) + " " + length_told(seconds * 1'000LL);
}

// "statements 3 min, on behalf of a group 5 min, a party 6 min in all; 2 replies: 10 min, later ones 5 min".
std::string rules_told(const v1::Floor& floor) {
    std::vector<std::string> lengths, rules;
    for (auto& part :
         {each("statements", floor.statement_seconds()), each("on behalf of a group", floor.group_seconds()),
          each("points of order", floor.point_of_order_seconds()),
          each("a party's statements in all", floor.budget_seconds())})
        if (!part.empty()) lengths.push_back(part);
    if (!lengths.empty()) rules.push_back(joined(lengths));
    if (floor.replies_max() > 0) {
        const auto later = each(", later ones", floor.later_reply_seconds());
        rules.push_back("replies of a party: " + std::to_string(floor.replies_max()) +
                        each(", of", floor.reply_seconds()) + later);
    }
    std::vector<std::string> order;
    if (floor.groups_first()) order.emplace_back("groups first");
    for (const int rule : floor.rotation()) order.push_back("by " + phrase_of(*v1::RotationRule_descriptor(), rule));
    if (!order.empty()) rules.push_back("within a rank " + joined(order, ", then "));
    return joined(rules, "; ");
}

std::string head(const Told& told) {
    const auto& session = told.view.session;
    const auto& reading = told.reading;
    const auto presiding =
        session.presiding().empty()
            ? ""
            : ", " + label(reading.records, v1::KIND_PERSON, session.presiding(), reading.languages) + " presides";
    std::string text = one_line(session_title(reading.records, session.id, reading.languages) + ": " +
                                session.status(reading.time, reading.now_ms) + presiding) +
                       "\n";
    text += "the list is " + list_told(told.view.floor, reading.time, reading.now_ms) + "; " +
            quorum_told(told.view.floor) + "\n";
    const auto rules = rules_told(told.view.floor);
    return text + (rules.empty() ? "" : rules + "\n");
}

std::string section(const char* title, const Table& rows, bool any) {
    return any ? std::string("\n") + title + "\n" + rows.text("  ") : "";
}

// "point of order", "reply to Ireland"; nothing of a statement.
std::string kind_told(const Told& told, const v1::SpeakerRequest& request) {
    if (request.kind() == v1::REQUEST_KIND_STATEMENT) return "";
    const auto kind = phrase_of(*v1::RequestKind_descriptor(), request.kind());
    const auto about = held<v1::SpeakerRequest>(told.reading.records, v1::KIND_SPEAKER_REQUEST, request.about());
    return kind + (about ? " to " + asker(told.reading.records, *about, told.reading.languages) : "");
}

// What else whoever presides wants to know of it.
std::string remarks(const Told& told, const Asked& one) {
    std::vector<std::string> all;
    const auto text = told.view.handed_in.find(one.id);
    if (text != told.view.handed_in.end()) all.push_back("text in " + statement_told(text->second));
    if (one.turn && one.turn->ruling() != v1::RULING_UNSPECIFIED)
        all.push_back(word_of(*v1::Ruling_descriptor(), one.turn->ruling()));
    if (!one.request.staff_reason().empty()) all.push_back(one.request.staff_reason());
    return joined(all, "; ");
}

// "1:20 left of 3:00", "0:12 over 3:00", "2:10, not limited".
std::string left_told(const v1::Turn& turn, std::int64_t now_ms) {
    const auto left = summit::left_ms(turn, now_ms);
    if (!left) return clock_told(summit::spoken_ms(turn, now_ms)) + ", not limited";
    const auto allotted = clock_told(turn.allotted_seconds() * 1'000LL);
    return *left < 0 ? clock_told(-*left) + " over " + allotted : clock_told(*left) + " left of " + allotted;
}

// How much longer it took than allotted; empty if it did not.
std::string over_told(const v1::Turn& turn, std::int64_t now_ms) {
    const auto left = summit::left_ms(turn, now_ms);
    return left && *left <= -1'000 ? clock_told(-*left) + " over" : "";
}

std::string speaking(const Told& told) {
    Table table;
    const auto& ids = told.view.list.speaking;
    for (const auto& id : ids) {
        const auto& one = told.view.of(id);
        const auto state = id != ids.front() ? "interrupted" : one.turn->has_since_ms() ? "" : "paused";
        table.row({id, left_told(*one.turn, told.reading.now_ms), state, told.who(one),
                   speaker_told(one.request, told.reading), kind_told(told, one.request), remarks(told, one)});
    }
    if (ids.empty()) return "\nnobody has the floor\n";
    return section("has the floor", table, true);
}

std::string waiting(const Told& told) {
    Table table;
    for (const auto& id : told.view.list.waiting) {
        const auto& one = told.view.of(id);
        const auto* expected = told.view.expectation(id);
        const auto length = !expected                 ? ""
                            : !expected->seconds      ? "nothing left"
                            : *expected->seconds == 0 ? "not limited"
                                                      : clock_told(*expected->seconds * 1'000LL);
        table.row({id, expected ? told.moment(expected->starts_at_ms) : "", length, told.who(one),
                   speaker_told(one.request, told.reading), kind_told(told, one.request), remarks(told, one)});
    }
    return section("waits, expected at, for", table, !told.view.list.waiting.empty());
}

std::string spoken(const Told& told) {
    Table table;
    for (const auto& id : told.view.list.spoken) {
        const auto& one = told.view.of(id);
        table.row({id, told.moment(one.turn->started_at_ms()),
                   clock_told(summit::spoken_ms(*one.turn, told.reading.now_ms)),
                   over_told(*one.turn, told.reading.now_ms), told.who(one), speaker_told(one.request, told.reading),
                   kind_told(told, one.request), remarks(told, one)});
    }
    return section("has spoken, from, for", table, !told.view.list.spoken.empty());
}

std::string absent(const Told& told) {
    Table table;
    for (const auto& id : told.view.list.absent) {
        const auto& one = told.view.of(id);
        table.row({id, word_of(*v1::RequestStatus_descriptor(), one.request.status()), told.who(one),
                   speaker_told(one.request, told.reading), kind_told(told, one.request), remarks(told, one)});
    }
    return section("is not on the list any more", table, !told.view.list.absent.empty());
}

// Who has spoken longest first.
std::vector<std::pair<std::string, std::int64_t>> by_length(const FloorView& view) {
    std::vector<std::pair<std::string, std::int64_t>> parties(view.spoken.begin(), view.spoken.end());
    std::stable_sort(parties.begin(), parties.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    return parties;
}

std::string parties(const Told& told) {
    Table table;
    const auto budget_ms = told.view.floor.budget_seconds() * 1'000LL;
    for (const auto& [id, ms] : by_length(told.view))
        table.row({clock_told(ms),
                   budget_ms == 0 ? "" : clock_told(std::max<std::int64_t>(0, budget_ms - ms)) + " left",
                   told.party(id)});
    return section("statements of each party", table, !told.view.spoken.empty());
}

std::string proposals(const Told& told) {
    Table table;
    for (const auto& [id, proposal] : told.view.proposals) {
        const auto objected =
            proposal.objected_by().empty() ? "" : told.party(proposal.objected_by()) + " has objected";
        table.row({id, proposal_name(told.reading.records, id, proposal, told.reading.languages),
                   proposal_told(proposal, told.reading.time), objected});
    }
    return section("proposals", table, !told.view.proposals.empty());
}

json::object request_json(const Told& told, const std::string& id) {
    const auto& one = told.view.of(id);
    json::object object{{"id", id},
                        {"who", told.who(one)},
                        {"person", speaker_told(one.request, told.reading)},
                        {"kind", word_of(*v1::RequestKind_descriptor(), one.request.kind())},
                        {"record", to_json(one.request)}};
    if (one.turn && one.turn->started_at_ms() != 0) {
        auto turn = to_json(*one.turn);
        const auto left = summit::left_ms(*one.turn, told.reading.now_ms);
        object["turn"] = std::move(turn);
        object["spoken_ms"] = summit::spoken_ms(*one.turn, told.reading.now_ms);
        object["left_ms"] = left ? json::value(*left) : json::value(nullptr);
    }
    if (const auto* expected = told.view.expectation(id)) {
        object["expected_at_ms"] = expected->starts_at_ms;
        object["seconds"] = expected->seconds ? json::value(*expected->seconds) : json::value(nullptr);
    }
    const auto text = told.view.handed_in.find(id);
    if (text != told.view.handed_in.end()) object["statement"] = to_json(text->second);
    return object;
}

json::array requests_json(const Told& told, const std::vector<std::string>& ids) {
    json::array array;
    for (const auto& id : ids) array.push_back(request_json(told, id));
    return array;
}

}  // namespace

std::string floor_table(const FloorView& view, const Reading& reading) {
    const Told told{view, reading};
    std::string text = head(told);
    text += speaking(told);
    text += waiting(told);
    text += spoken(told);
    text += absent(told);
    text += parties(told);
    return text + proposals(told);
}

json::value floor_json(const FloorView& view, const Reading& reading) {
    const Told told{view, reading};
    json::array parties, proposals;
    for (const auto& [id, ms] : by_length(view))
        parties.push_back({{"id", id}, {"name", told.party(id)}, {"spoken_ms", ms}});
    for (const auto& [id, proposal] : view.proposals)
        proposals.push_back({{"id", id},
                             {"name", label(reading.records, v1::KIND_PROPOSAL, id, reading.languages)},
                             {"state", word_of(*v1::ProposalState_descriptor(), proposal.state())},
                             {"record", to_json(proposal)}});
    return json::object{{"id", view.session.id},
                        {"title", session_title(reading.records, view.session.id, reading.languages)},
                        {"status", view.session.status()},
                        {"now_ms", reading.now_ms},
                        {"list", list_told(view.floor, reading.time, reading.now_ms)},
                        {"speaking", requests_json(told, view.list.speaking)},
                        {"waiting", requests_json(told, view.list.waiting)},
                        {"spoken", requests_json(told, view.list.spoken)},
                        {"absent", requests_json(told, view.list.absent)},
                        {"parties", std::move(parties)},
                        {"proposals", std::move(proposals)},
                        {"record", to_json(view.floor)}};
}

}  // namespace dais::client
