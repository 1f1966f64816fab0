#include "clients/cpp/floor_minutes.h"

#include <algorithm>
#include <tuple>

#include "clients/cpp/markdown.h"
#include "clients/cpp/names.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

using summit::Asked;

// What everything is told by.
struct Minutes {
    const FloorView& view;
    const Reading& reading;

    std::string name(v1::Kind kind, const std::string& id) const {
        return markdown(label(reading.records, kind, id, reading.languages));
    }
    std::string who(const Asked& one) const { return markdown(asker(reading.records, one.request, reading.languages)); }
    // Whose request this is, if it is one that is there.
    std::string whose(const std::string& request) const {
        const auto found = held<v1::SpeakerRequest>(reading.records, v1::KIND_SPEAKER_REQUEST, request);
        return found ? markdown(asker(reading.records, *found, reading.languages)) : "";
    }
    // On the day of the session without it.
    std::string moment(std::int64_t at_ms) const {
        const bool same_day = reading.time.day(at_ms) == reading.time.day(view.session.starts_at_ms());
        return same_day ? reading.time.hh_mm(at_ms) : reading.time.date_time(at_ms);
    }
    // Those of a kind that have begun, in the order in which they did.
    std::vector<const Asked*> begun(v1::RequestKind kind) const {
        std::vector<const Asked*> all;
        for (const auto* ids : {&view.list.spoken, &view.list.speaking})
            for (const auto& id : *ids)
                if (view.of(id).request.kind() == kind) all.push_back(&view.of(id));
        const auto key = [](const Asked* one) {
            return std::tuple(one->turn->started_at_ms(), summit::number_of(one->id));
        };
        std::sort(all.begin(), all.end(), [&](auto* left, auto* right) { return key(left) < key(right); });
        return all;
    }
};

std::string row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const auto& cell : cells) text += " " + cell + " |";
    return text + "\n";
}

// A title over columns.
std::string table_head(const char* title, const std::vector<std::string>& columns) {
    return std::string("\n## ") + title + "\n\n" + row(columns) + row(std::vector<std::string>(columns.size(), "---"));
}

std::string head(const Minutes& minutes) {
    const auto& session = minutes.view.session;
    const auto& progress = session.progress;
    const auto& time = minutes.reading.time;
    std::string text = "# Minutes: " + minutes.name(v1::KIND_SESSION, session.id) + "\n\n";
    if (!progress.has_actual_start_ms())
        text += "- Has not begun; planned " + time.date_time(session.plan.planned().starts_at_ms()) + "\n";
    else
        text += "- Began " + time.date_time(progress.actual_start_ms()) + ", " +
                (progress.has_actual_end_ms() ? "ended " + minutes.moment(progress.actual_end_ms())
                                              : session.status() + " as of " + minutes.moment(minutes.reading.now_ms)) +
                "\n";
    if (!session.room().empty()) text += "- In " + minutes.name(v1::KIND_ROOM, session.room()) + "\n";
    text += session.presiding().empty()
                ? "- Nobody is named who presided\n"
                : "- Presided over by " + minutes.name(v1::KIND_PERSON, session.presiding()) + "\n";
    text += "- Parties: " + quorum_told(minutes.view.floor) + "\n";
    const auto& floor = minutes.view.floor;
    if (floor.has_list_closed_at_ms())
        text += "- The list of speakers was closed " + minutes.moment(floor.list_closed_at_ms()) + "\n";
    return text;
}

// From when, for how long, and how much longer than allotted.
std::vector<std::string> times(const Minutes& minutes, const v1::Turn& turn) {
    const auto now_ms = minutes.reading.now_ms;
    const auto left = summit::left_ms(turn, now_ms);
    return {minutes.moment(turn.started_at_ms()),
            clock_told(summit::spoken_ms(turn, now_ms)) + (turn.has_ended_at_ms() ? "" : ", not over"),
            turn.allotted_seconds() == 0 ? "" : clock_told(turn.allotted_seconds() * 1'000LL),
            left && *left <= -1'000 ? clock_told(-*left) : ""};
}

// Party, person and rank, times, and what else there is to say; in the order in which they began.
std::string turns(const Minutes& minutes, v1::RequestKind kind, const char* title, const char* last_column,
                  std::string (*last)(const Minutes&, const Asked&)) {
    const auto all = minutes.begun(kind);
    if (all.empty()) return "";
    std::vector<std::string> columns{"", "who", "speaker", "from", "for", "allotted", "exceeded by"};
    if (last) columns.emplace_back(last_column);
    std::string text = table_head(title, columns);
    int number = 0;
    for (const auto* one : all) {
        std::vector<std::string> cells{std::to_string(++number), minutes.who(*one),
                                       markdown(speaker_told(one->request, minutes.reading))};
        for (auto& cell : times(minutes, *one->turn)) cells.push_back(std::move(cell));
        if (last) cells.push_back(last(minutes, *one));
        text += row(cells);
    }
    return text;
}

std::string replied_to(const Minutes& minutes, const Asked& one) { return minutes.whose(one.request.about()); }

std::string ruling(const Minutes& minutes, const Asked& one) {
    const auto whom = minutes.whose(one.turn->interrupts().empty() ? one.request.about() : one.turn->interrupts());
    const auto word = word_of(*v1::Ruling_descriptor(), one.turn->ruling());
    return (word.empty() ? "no ruling" : word) + (whom.empty() ? "" : "; while " + whom + " had the floor");
}

// Who asked for the floor and has not had it.
std::string unheard(const Minutes& minutes) {
    std::string text;
    const auto add = [&](const std::string& id, const std::string& why) {
        const auto& one = minutes.view.of(id);
        const bool statement = one.request.kind() == v1::REQUEST_KIND_STATEMENT;
        const auto kind = statement ? "" : " (" + phrase_of(*v1::RequestKind_descriptor(), one.request.kind()) + ")";
        text += "- " + minutes.who(one) + kind + ": " + why + "\n";
    };
    for (const auto& id : minutes.view.list.absent)
        add(id, minutes.view.of(id).request.status() == v1::REQUEST_STATUS_SKIPPED ? "was called and not there"
                                                                                   : "withdrawn");
    for (const auto& id : minutes.view.list.waiting) add(id, "on the list");
    return text.empty() ? "" : "\n## Not heard\n\n" + text;
}

std::string handed_in(const Minutes& minutes) {
    std::string text;
    for (const auto& one : minutes.view.asked) {
        const auto found = minutes.view.handed_in.find(one.id);
        if (found != minutes.view.handed_in.end())
            text += "- " + minutes.who(one) + ": " + markdown(statement_told(found->second)) + "\n";
    }
    return text.empty() ? "" : "\n## Statements handed in\n\n" + text;
}

std::string proposals(const Minutes& minutes) {
    std::string text;
    for (const auto& [id, proposal] : minutes.view.proposals) {
        const auto objected = proposal.objected_by().empty()
                                  ? ""
                                  : "; " + minutes.name(v1::KIND_PARTY, proposal.objected_by()) + " had objected";
        text += "- " + markdown(proposal_name(minutes.reading.records, id, proposal, minutes.reading.languages)) +
                ": " + proposal_told(proposal, minutes.reading.time) + objected + "\n";
    }
    return text.empty() ? "" : "\n## Proposals\n\n" + text;
}

// The longest first.
std::string totals(const Minutes& minutes) {
    std::vector<std::pair<std::string, std::int64_t>> all(minutes.view.spoken.begin(), minutes.view.spoken.end());
    if (all.empty()) return "";
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    std::string text = table_head("Time of each party", {"party", "statements"});
    for (const auto& [id, ms] : all) text += row({minutes.name(v1::KIND_PARTY, id), clock_told(ms)});
    return text +
           "\nOf a joint statement each party has an equal part; statements on behalf of a group, replies and points "
           "of order are nobody's.\n";
}

}  // namespace

std::string floor_minutes(const FloorView& view, const Reading& reading) {
    const Minutes minutes{view, reading};
    std::string text = head(minutes);
    text += turns(minutes, v1::REQUEST_KIND_STATEMENT, "Statements", "", nullptr);
    text += turns(minutes, v1::REQUEST_KIND_POINT_OF_ORDER, "Points of order", "ruling", ruling);
    text += turns(minutes, v1::REQUEST_KIND_REPLY, "Rights of reply", "to", replied_to);
    text += unheard(minutes);
    text += handed_in(minutes);
    text += proposals(minutes);
    return text + totals(minutes);
}

}  // namespace dais::client
