#include "clients/cpp/tell.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "clients/cpp/names.h"
#include "clients/cpp/teller.h"
#include "dais/v1/body.pb.h"
#include "dais/v1/commitment.pb.h"
#include "dais/v1/interpretation.pb.h"
#include "dais/v1/session.pb.h"

namespace dais::client {
namespace {

// So many entries of a Change are told, those that somebody asked for before what follows from them; of a Change with
// more than can be weighed one by one, as of an import, only numbers.
constexpr std::size_t kEntriesTold = 4;
constexpr std::size_t kEntriesWeighed = 200;

// An absent status is a session as planned.
v1::SessionStatus status_of(const v1::SessionProgress& progress) {
    return progress.status() == v1::SESSION_STATUS_UNSPECIFIED ? v1::SESSION_STATUS_SCHEDULED : progress.status();
}

bool is_gone(v1::SessionStatus status) {
    return status == v1::SESSION_STATUS_CANCELLED || status == v1::SESSION_STATUS_POSTPONED;
}

std::string status_told(const v1::SessionProgress& was, const v1::SessionProgress& is, const Teller& teller) {
    if (status_of(was) == status_of(is)) return "";
    const bool goes_on = was.status() == v1::SESSION_STATUS_PAUSED || was.status() == v1::SESSION_STATUS_SUSPENDED;
    switch (is.status()) {
        case v1::SESSION_STATUS_RUNNING:
            return goes_on ? "goes on" : "started " + teller.time.hh_mm(is.actual_start_ms());
        case v1::SESSION_STATUS_ENDED: return "ended " + teller.time.hh_mm(is.actual_end_ms());
        case v1::SESSION_STATUS_CANCELLED: return "CANCELLED";
        case v1::SESSION_STATUS_CALLED: return "called to the room";
        case v1::SESSION_STATUS_PAUSED: return "paused";
        case v1::SESSION_STATUS_SUSPENDED:
            return "suspended" + (is.has_resumes_at_ms() ? " until " + teller.time.hh_mm(is.resumes_at_ms()) : "");
        case v1::SESSION_STATUS_POSTPONED: return "POSTPONED";
        default: return is_gone(was.status()) ? "back on the programme" : "scheduled again";
    }
}

std::string progress_told(const v1::Entry& entry, const Teller& teller) {
    const auto was =
        held<v1::SessionProgress>(teller.before, v1::KIND_SESSION_PROGRESS, entry.id()).value_or(v1::SessionProgress());
    const auto is = read<v1::SessionProgress>(entry);
    const auto session = held<v1::Session>(teller.after, v1::KIND_SESSION, entry.id()).value_or(v1::Session());
    std::vector<std::string> news;
    if (auto status = status_told(was, is, teller); !status.empty()) news.push_back(status);
    const auto planned_ms = session.planned().starts_at_ms();
    // Of what is not held, nobody expects a time.
    const bool awaited = is.status() != v1::SESSION_STATUS_RUNNING && !is_gone(is.status());
    if (is.projected_start_ms() != was.projected_start_ms() && awaited) {
        const auto expected_ms = is.has_projected_start_ms() ? is.projected_start_ms() : planned_ms;
        const auto planned = teller.time.hh_mm(planned_ms);
        news.push_back(expected_ms == planned_ms
                           ? "expected as planned, " + planned
                           : "now expected " + teller.time.hh_mm(expected_ms) + " (planned " + planned + ")");
    } else if (is.projected_end_ms() != was.projected_end_ms() && is.has_projected_end_ms() && news.empty()) {
        news.push_back(std::string("now expected to end ") + (is.end_is_least() ? "≥" : "") +
                       teller.time.hh_mm(is.projected_end_ms()));
    }
    if (is.room() != was.room()) {
        news.push_back("now in " +
                       room_name(teller.after, is.room().empty() ? session.room() : is.room(), teller.languages));
    }
    if (is.presiding() != was.presiding()) {
        const auto who = label(teller.after, v1::KIND_PERSON, is.presiding(), teller.languages);
        news.push_back(is.presiding().empty() ? "presided over as planned" : who + " presides");
    }
    std::string line = session_title(teller.after, entry.id(), teller.languages) + ": ";
    if (news.empty()) return line + "updated";
    for (std::size_t i = 0; i < news.size(); ++i) line += (i ? ", " : "") + news[i];
    return line;
}

std::string session_told(const v1::Entry& entry, const Teller& teller) {
    const auto session = read<v1::Session>(entry);
    const bool is_new = !teller.before.find(v1::KIND_SESSION, entry.id());
    return session_title(teller.after, entry.id(), teller.languages) +
           (is_new ? ": new, planned " : ": changed, planned ") +
           teller.time.date_time(session.planned().starts_at_ms()) +
           (session.room().empty() ? "" : " in " + room_name(teller.after, session.room(), teller.languages));
}

// Who stands in for whom, or no longer.
std::string replacement_told(const v1::Entry& entry, const Teller& teller) {
    const auto before = held<v1::Replacement>(teller.before, v1::KIND_REPLACEMENT, entry.id());
    const auto replacement = entry.has_put() ? read<v1::Replacement>(entry) : before.value_or(v1::Replacement());
    const auto name = [&](const std::string& person) {
        const bool stays = teller.after.find(v1::KIND_PERSON, person) != nullptr;
        return label(stays ? teller.after : teller.before, v1::KIND_PERSON, person, teller.languages);
    };
    const auto planned = name(replacement.person());
    const bool stays = teller.after.find(v1::KIND_SESSION, entry.owner()) != nullptr;
    return session_title(stays ? teller.after : teller.before, entry.owner(), teller.languages) + ": " +
           (!entry.has_put()           ? planned + " comes as planned"
            : replacement.by().empty() ? planned + " does not come"
                                       : name(replacement.by()) + " stands in for " + planned);
}

// For nouns of which nothing more is told than that they are there or gone.
std::string named(const v1::Entry& entry, const summit::Records& records, const Languages& languages) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_TEXT:
        case v1::KIND_SESSION_PROGRESS: return session_title(records, entry.id(), languages);
        case v1::KIND_DRAFT_STEP:
            return "draft " + label(records, v1::KIND_DRAFT, entry.owner(), languages) + ": step " + entry.id();
        case v1::KIND_LOOK: return "the look of the summit";
        case v1::KIND_SUMMIT: return "the summit " + shown(summit_of(records).name(), languages);
        case v1::KIND_SERIES: return "the series " + label(records, v1::KIND_SERIES, entry.id(), languages);
        // Without a name it is called by its number, which says what it is.
        case v1::KIND_EDITION: {
            const auto name = label(records, v1::KIND_EDITION, entry.id(), languages);
            return name.starts_with("edition ") ? name : "edition " + name;
        }
        default: {
            std::string noun = kind_name(entry.kind());
            for (char& c : noun) c = c == '_' ? ' ' : static_cast<char>(c | 0x20);
            const auto name = label(records, entry.kind(), entry.id(), languages);
            return noun + " " + name;
        }
    }
}

std::string entry_told(const v1::Entry& entry, const Teller& teller) {
    if (entry.kind() == v1::KIND_REPLACEMENT) return replacement_told(entry, teller);
    if (auto line = announcement_told(entry, teller); !line.empty()) return line;
    if (auto line = series_told(entry, teller); !line.empty()) return line;
    if (auto line = floor_told(entry, teller); !line.empty()) return line;
    if (auto line = screen_told(entry, teller); !line.empty()) return line;
    if (!entry.has_put()) {
        const bool stays = teller.after.find(v1::KIND_SESSION, entry.id()) != nullptr;
        if (entry.kind() == v1::KIND_SESSION_PROGRESS && stays)
            return named(entry, teller.after, teller.languages) + ": as planned again";
        return named(entry, teller.before, teller.languages) + ": removed";
    }
    if (entry.kind() == v1::KIND_SESSION_PROGRESS) return progress_told(entry, teller);
    if (entry.kind() == v1::KIND_SESSION) return session_told(entry, teller);
    const bool is_new = !teller.before.find(entry.kind(), entry.id());
    return named(entry, teller.after, teller.languages) + (is_new ? ": new" : ": changed");
}

// What people do not look for when they ask what happened.
bool is_bookkeeping(const v1::Entry& entry) {
    return entry.kind() == v1::KIND_COUNTERS || entry.kind() == v1::KIND_IMPORTED;
}

// What a record is told by, beside itself.
std::vector<summit::RecordKey> named_by(int kind, const std::string& id, const std::string& owner,
                                        const std::string& body) {
    const auto [first, second] = both_ids(id);
    switch (kind) {
        case v1::KIND_SESSION_TEXT:
        case v1::KIND_FLOOR:
        case v1::KIND_SESSION_PROGRESS: return {{v1::KIND_SESSION, id}};
        case v1::KIND_PROPOSAL: return {{v1::KIND_SESSION, first}};
        case v1::KIND_SPEAKER_TRAITS:
        case v1::KIND_TURN:
        case v1::KIND_STATEMENT: return {{v1::KIND_SPEAKER_REQUEST, id}};
        case v1::KIND_SPEAKER_REQUEST: {
            v1::SpeakerRequest request;
            if (!request.ParseFromString(body)) return {};
            return {{v1::KIND_SESSION, first}, {v1::KIND_PARTY, request.party()}, {v1::KIND_PERSON, request.person()}};
        }
        case v1::KIND_DRAFT_STEP: return {{v1::KIND_DRAFT, owner}};
        case v1::KIND_CLEARANCE: return {{v1::KIND_ANNOUNCEMENT, id}};
        case v1::KIND_APPROVAL: return {{v1::KIND_ANNOUNCEMENT, first}, {v1::KIND_SEAT, second}};
        case v1::KIND_ACKNOWLEDGEMENT: return {{v1::KIND_ANNOUNCEMENT, first}, {v1::KIND_PARTY, second}};
        case v1::KIND_DECLARATION_TEXT: return {{v1::KIND_DECLARATION, first}};
        case v1::KIND_ENDORSEMENT: return {{v1::KIND_DECLARATION, first}, {v1::KIND_PARTY, second}};
        case v1::KIND_COMMITMENT_REPORT: return {{v1::KIND_COMMITMENT, owner}};
        case v1::KIND_SEAT: {
            v1::Seat seat;
            if (!seat.ParseFromString(body)) return {};
            return {{v1::KIND_BODY, seat.body()}, {v1::KIND_PARTY, seat.party()}, {v1::KIND_PERSON, seat.person()}};
        }
        case v1::KIND_SHIFT: {
            v1::Shift shift;
            if (!shift.ParseFromString(body)) return {};
            return {{v1::KIND_INTERPRETATION_TEAM, shift.team()}, {v1::KIND_BOOTH, shift.booth()}};
        }
        case v1::KIND_REPLACEMENT: {
            v1::Replacement replacement;
            if (!replacement.ParseFromString(body)) return {};
            return {{v1::KIND_SESSION, owner},
                    {v1::KIND_PERSON, replacement.person()},
                    {v1::KIND_PERSON, replacement.by()}};
        }
        default: return {};
    }
}

// Of what is held, only what the Change is about to touch, and what that is told by.
summit::Records touched(const v1::Change& change, const summit::Records& held) {
    summit::Records before;
    const auto keep = [&](const auto& self, int kind, const std::string& id, const std::string& owner) -> void {
        const auto* body = held.find(kind, id);
        if (!body) return;
        v1::Entry old;
        old.set_kind(static_cast<v1::Kind>(kind));
        old.set_id(id);
        old.set_put(*body);
        before.apply(old);
        for (const auto& [its_kind, its_id] : named_by(kind, id, owner, *body)) self(self, its_kind, its_id, "");
    };
    for (const auto& entry : change.entries()) keep(keep, entry.kind(), entry.id(), entry.owner());
    return before;
}

// How early it is told: what somebody asked for before what follows from it, as a late start for others.
int turn(const v1::Entry& entry, const summit::Records& before) {
    if (const auto early = floor_turn(entry, before)) return *early;
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_ANNOUNCEMENT: return 0;
        case v1::KIND_ENDORSEMENT:
        case v1::KIND_DECLARATION:
        case v1::KIND_COMMITMENT_REPORT:
        case v1::KIND_SESSION:
        case v1::KIND_REPLACEMENT: return 1;
        case v1::KIND_SESSION_PROGRESS: break;
        default: return 2;
    }
    const auto was =
        held<v1::SessionProgress>(before, v1::KIND_SESSION_PROGRESS, entry.id()).value_or(v1::SessionProgress());
    const auto is = read<v1::SessionProgress>(entry);
    const bool said = status_of(was) != status_of(is) || was.room() != is.room() || was.presiding() != is.presiding();
    return said ? 1 : is.start_is_set() || is.end_is_set() ? 2 : 3;
}

}  // namespace

std::string one_line(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(at < text.size() ? text[at] : 0); };
        // C0 and DEL; C1, which some terminals obey; the marks that turn the direction of what follows.
        std::size_t length = byte(i) < 0x20 || byte(i) == 0x7F ? 1 : 0;
        if (byte(i) == 0xC2 && byte(i + 1) >= 0x80 && byte(i + 1) <= 0x9F) length = 2;
        const bool turns = (byte(i + 1) == 0x80 && byte(i + 2) >= 0xAA && byte(i + 2) <= 0xAE) ||
                           (byte(i + 1) == 0x81 && byte(i + 2) >= 0xA6 && byte(i + 2) <= 0xA9);
        if (byte(i) == 0xE2 && turns) length = 3;
        if (length > 0) text.replace(i, length, 1, ' ');
    }
    return text;
}

std::string told(const v1::Change& change, summit::Records& held, const LocalTime& time, const Languages& languages) {
    const auto before = touched(change, held);
    for (const auto& entry : change.entries()) held.apply(entry);

    std::vector<const v1::Entry*> entries;
    for (const auto& entry : change.entries()) {
        if (!is_bookkeeping(entry)) entries.push_back(&entry);
    }
    if (entries.size() > kEntriesWeighed) {
        const auto put = std::count_if(entries.begin(), entries.end(), [](auto* entry) { return entry->has_put(); });
        const auto removed = static_cast<std::ptrdiff_t>(entries.size()) - put;
        return std::to_string(put) + " records put, " + std::to_string(removed) + " removed";
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [&](auto* left, auto* right) { return turn(*left, before) < turn(*right, before); });
    const Teller teller{before, held, time, languages};
    std::string line;
    for (std::size_t i = 0; i < entries.size() && i < kEntriesTold; ++i)
        line += (i ? "; " : "") + entry_told(*entries[i], teller);
    if (entries.size() > kEntriesTold) line += "; and " + std::to_string(entries.size() - kEntriesTold) + " more";
    return one_line(line.empty() ? "nothing that shows" : line);
}

}  // namespace dais::client
