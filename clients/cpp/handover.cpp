#include "clients/cpp/handover.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "clients/cpp/field_items.h"
#include "clients/cpp/markdown.h"
#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/seats.h"
#include "clients/cpp/words.h"
#include "dais/v1/commitment.pb.h"
#include "dais/v1/series.pb.h"

namespace dais::client {
namespace {

// A term that ends within so long is told among what is missing: its successor is to be found.
constexpr std::int64_t kTermEndsSoonMs = 180LL * 24 * 3'600'000;

// What everything is told by.
struct Pack {
    const summit::Records& records;
    const LocalTime& time;
    const Languages& languages;
    std::int64_t now_ms;
    std::string today;
    std::vector<std::string> missing = {};

    std::string text(const std::string& words) const { return markdown(words); }
    std::string name(v1::Kind kind, const std::string& id) const { return text(label(records, kind, id, languages)); }
    std::string shown(const Texts& texts) const { return text(client::shown(texts, languages)); }

    template <typename Ids>
    std::string names(v1::Kind kind, const Ids& ids) const {
        std::vector<std::string> all;
        for (const auto& id : ids) all.push_back(name(kind, id));
        return joined(all);
    }

    // All of a kind that there are, with their ids.
    template <typename Noun>
    std::vector<std::pair<std::string, Noun>> all(v1::Kind kind) const {
        std::vector<std::pair<std::string, Noun>> found;
        for (const auto& [key, body] : records.all()) {
            Noun noun;
            if (key.first == kind && noun.ParseFromString(body)) found.emplace_back(key.second, std::move(noun));
        }
        return found;
    }
};

std::string head(Pack& pack) {
    const auto series = held<v1::Series>(pack.records, v1::KIND_SERIES, "z").value_or(v1::Series());
    const auto acronym = series.acronym().empty() ? "" : " (" + pack.text(series.acronym()) + ")";
    std::string text =
        "# " + pack.shown(series.name()) + acronym + "\n\nHandover to the next host, as of " + pack.today + ".\n\n";
    const auto host = series.next_host().empty() ? "not known yet" : pack.name(v1::KIND_PARTY, series.next_host());
    if (series.next_host().empty()) pack.missing.push_back("The host of the next edition is not known.");
    text += "- Next host: " + host + "\n";
    const std::vector<std::string> languages(series.languages().begin(), series.languages().end());
    if (!languages.empty()) text += "- Working languages: " + pack.text(joined(languages)) + "\n";
    if (!series.zone().empty()) text += "- Terms and due dates end by the clock of " + pack.text(series.zone()) + "\n";
    if (!series.website().empty()) text += "- " + pack.text(series.website()) + "\n";
    return text;
}

std::string editions(Pack& pack) {
    auto all = pack.all<v1::Edition>(v1::KIND_EDITION);
    std::sort(all.begin(), all.end(),
              [](auto& left, auto& right) { return left.second.number() < right.second.number(); });
    if (all.empty()) return "";
    std::string text = "\n## Editions\n\n| | name | hosts | days | place | log |\n|---|---|---|---|---|---|\n";
    for (const auto& [id, edition] : all) {
        std::vector<std::string> days, place;
        for (const auto& day : edition.days()) days.push_back(day_told(day));
        for (const auto* texts : {&edition.venue().name(), &edition.venue().city()})
            if (!texts->empty()) place.push_back(pack.shown(*texts));
        text += "| " + std::to_string(edition.number()) + " | " + pack.name(v1::KIND_EDITION, id) + " | " +
                pack.names(v1::KIND_PARTY, edition.hosts()) + " | " + joined(days) + " | " + joined(place) + " | " +
                pack.text(edition.log()) + " |\n";
        const auto lacks = [&](bool empty, const char* what) {
            if (empty) pack.missing.push_back("Edition " + std::to_string(edition.number()) + " has no " + what + ".");
        };
        lacks(edition.hosts().empty(), "host");
        lacks(edition.days().empty(), "days");
    }
    return text;
}

// "co-chair: Georgia, acted for by Ana Silva; until 2026-09-11".
std::string seat_told(const Pack& pack, const v1::Seat& seat) {
    const auto holder =
        seat.party().empty() ? pack.name(v1::KIND_PERSON, seat.person()) : pack.name(v1::KIND_PARTY, seat.party());
    const auto acting = pack.names(v1::KIND_PERSON, seat.acting());
    const auto begins = seat.has_first_day() ? "; since " + day_told(seat.first_day()) : "";
    const auto ends = seat.has_last_day() ? "; until " + day_told(seat.last_day()) : "";
    return word_of(*v1::SeatRole_descriptor(), seat.role()) + ": " + holder +
           (acting.empty() ? "" : ", acted for by " + acting) + begins + ends;
}

void miss_of_seat(Pack& pack, const std::string& body, const v1::Seat& seat) {
    const auto whose = "the " + word_of(*v1::SeatRole_descriptor(), seat.role()) + " of " + body;
    if (!is_filled(seat, pack.today)) pack.missing.push_back("Nobody acts for " + whose + ".");
    const auto soon = calendar_day(pack.time, pack.now_ms + kTermEndsSoonMs);
    if (seat.has_last_day() && day_told(seat.last_day()) <= soon)
        pack.missing.push_back("The term of " + whose + " ends " + day_told(seat.last_day()) + ".");
}

std::string bodies(Pack& pack) {
    auto all = pack.all<v1::Body>(v1::KIND_BODY);
    std::stable_sort(all.begin(), all.end(),
                     [](auto& left, auto& right) { return left.second.order() < right.second.order(); });
    std::string text = all.empty() ? "" : "\n## Bodies\n";
    for (const auto& [id, body] : all) {
        const auto name = pack.name(v1::KIND_BODY, id);
        const auto acronym = pack.shown(body.short_name());
        text += "\n### " + name + (acronym.empty() ? "" : " (" + acronym + ")") + "\n\n";
        bool chaired = false, any = false;
        for (const auto& [seat_id, seat] : seats_of(pack.records, id)) {
            if (!is_in_term(seat, pack.today)) continue;
            any = true;
            chaired = chaired || holds_key(seat);
            text += "- " + seat_told(pack, seat) + "\n";
            miss_of_seat(pack, name, seat);
        }
        if (!any) text += "Nobody holds a seat today.\n";
        if (!chaired) pack.missing.push_back(name + " has no chair today.");
    }
    return text;
}

// Names of the Parties on a roll of which something is true.
template <typename Is>
std::vector<std::string> parties_of(const Pack& pack, const RollCall& roll, Is is) {
    std::vector<std::string> names;
    for (const auto& line : roll.lines)
        if (is(line.endorsement)) names.push_back(pack.text(line.name));
    return names;
}

void miss_of_declaration(Pack& pack, const RollCall& roll, const std::string& name) {
    const auto& declaration = roll.declaration;
    if (declaration.version() == 0)
        pack.missing.push_back(name + " has no text.");
    else if (!declaration.has_adopted_at_ms())
        pack.missing.push_back(name + " is not adopted.");
    else if (!declaration.has_opened_at_ms())
        pack.missing.push_back(name + " was never open for endorsement.");
    const auto waiting = parties_of(pack, roll, [](const v1::Endorsement& endorsement) {
        return endorsement.status() == v1::ENDORSEMENT_STATUS_ANNOUNCED ||
               endorsement.status() == v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED;
    });
    if (!waiting.empty()) pack.missing.push_back("Announced for " + name + ", not signed: " + joined(waiting) + ".");
}

std::string declarations(Pack& pack) {
    std::string text;
    for (const auto& [id, declaration] : pack.all<v1::Declaration>(v1::KIND_DECLARATION)) {
        const auto roll = roll_call(pack.records, id, pack.languages);
        const auto name = pack.text(roll.title);
        const auto symbol = declaration.symbol().empty() ? "" : " (" + pack.text(declaration.symbol()) + ")";
        text += text.empty() ? "\n## Declarations\n" : "";
        text += "\n### " + name + symbol + "\n\n- " + adoption_told(declaration, pack.time) + "\n- " +
                window_told(declaration, pack.time, pack.now_ms) + "\n- signed by " + signed_told(roll) + "\n";
        if (!declaration.edition().empty()) text += "- of " + pack.name(v1::KIND_EDITION, declaration.edition()) + "\n";
        const auto row = [&](const char* what, const std::vector<std::string>& names) {
            if (!names.empty()) text += std::string("- ") + what + ": " + joined(names) + "\n";
        };
        row("signatories",
            parties_of(pack, roll, [](auto& one) { return one.status() == v1::ENDORSEMENT_STATUS_SIGNED; }));
        row("with a reservation", parties_of(pack, roll, [](auto& one) {
                return one.status() == v1::ENDORSEMENT_STATUS_SIGNED &&
                       one.statement_kind() == v1::ENDORSEMENT_STATEMENT_KIND_RESERVATION;
            }));
        row("withdrawn",
            parties_of(pack, roll, [](auto& one) { return one.status() == v1::ENDORSEMENT_STATUS_WITHDRAWN; }));
        miss_of_declaration(pack, roll, name);
    }
    return text;
}

bool is_open(const v1::Commitment& commitment) {
    return commitment.state() != v1::COMMITMENT_STATE_FULFILLED && commitment.state() != v1::COMMITMENT_STATE_ABANDONED;
}

// The earliest first, those without a date at the end.
std::string commitments(Pack& pack) {
    std::vector<std::tuple<std::string, std::string, v1::Commitment>> open;
    for (const auto& [id, commitment] : pack.all<v1::Commitment>(v1::KIND_COMMITMENT))
        if (is_open(commitment))
            open.emplace_back(commitment.has_due() ? day_told(commitment.due()) : "~", id, commitment);
    std::sort(open.begin(), open.end(), [](const auto& left, const auto& right) {
        return std::tie(std::get<0>(left), std::get<1>(left)) < std::tie(std::get<0>(right), std::get<1>(right));
    });
    if (open.empty()) return "";
    std::string text = "\n## Open commitments\n\n| due | what | whose | state | from |\n|---|---|---|---|---|\n";
    for (const auto& [due, id, commitment] : open) {
        const auto name = pack.name(v1::KIND_COMMITMENT, id);
        const auto state = word_of(*v1::CommitmentState_descriptor(), commitment.state());
        text += "| " + (commitment.has_due() ? due : "") + " | " + name + " | " +
                pack.name(v1::KIND_PARTY, commitment.party()) + " | " + state + " | " +
                (commitment.declaration().empty() ? "" : pack.name(v1::KIND_DECLARATION, commitment.declaration())) +
                " |\n";
        if (!commitment.has_due())
            pack.missing.push_back("“" + name + "” has no due date.");
        else if (due < pack.today)
            pack.missing.push_back("“" + name + "” was due " + due + ".");
    }
    return text;
}

}  // namespace

std::string handover(const summit::Records& records, std::int64_t now_ms, const LocalTime& time,
                     const Languages& languages) {
    Pack pack{records, time, languages, now_ms, calendar_day(time, now_ms)};
    std::string text = head(pack);
    text += editions(pack);
    text += bodies(pack);
    text += declarations(pack);
    text += commitments(pack);
    text += "\n## Still missing\n\n";
    if (pack.missing.empty()) text += "Nothing that these records tell.\n";
    for (const auto& line : pack.missing) text += "- " + line + "\n";
    return text;
}

}  // namespace dais::client
