#include "clients/cpp/tell.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "clients/cpp/names.h"
#include "dais/v1/announcement.pb.h"
#include "dais/v1/session.pb.h"

namespace dais::client {
namespace {

// A Change with more entries than this is told by numbers.
constexpr std::size_t kEntriesMax = 4;

struct Teller {
    const summit::Records& before;  // only what the Change touches
    const summit::Records& after;
    const LocalTime& time;
    const Languages& languages;
};

template <typename Noun>
Noun read(const v1::Entry& entry) {
    Noun noun;
    if (!noun.ParseFromString(entry.put())) noun.Clear();
    return noun;
}

std::string status_told(const v1::SessionProgress& was, const v1::SessionProgress& is, const Teller& teller) {
    if (was.status() == is.status()) return "";
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
        default: return is.status() == v1::SESSION_STATUS_SCHEDULED ? "back on the programme" : "";
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
    if (is.projected_start_ms() != was.projected_start_ms() && is.status() != v1::SESSION_STATUS_RUNNING) {
        const auto expected_ms = is.has_projected_start_ms() ? is.projected_start_ms() : planned_ms;
        news.push_back("now expected " + teller.time.hh_mm(expected_ms) + " (planned " + teller.time.hh_mm(planned_ms) +
                       ")");
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

std::string announcement_told(const v1::Entry& entry, const Languages& languages) {
    const auto announcement = read<v1::Announcement>(entry);
    const auto title = shown(announcement.title(), languages);
    const auto body = shown(announcement.body(), languages);
    const auto text = title.empty() ? body : body.empty() ? title : title + " — " + body;
    if (announcement.has_withdrawn_at_ms()) return "announcement withdrawn: " + text;
    const bool urgent = announcement.priority() == v1::ANNOUNCEMENT_PRIORITY_URGENT;
    return std::string(urgent ? "URGENT " : "") + "ANNOUNCEMENT " + text;
}

std::string session_told(const v1::Entry& entry, const Teller& teller) {
    const auto session = read<v1::Session>(entry);
    const bool is_new = !teller.before.find(v1::KIND_SESSION, entry.id());
    return session_title(teller.after, entry.id(), teller.languages) +
           (is_new ? ": new, planned " : ": changed, planned ") +
           teller.time.date_time(session.planned().starts_at_ms()) +
           (session.room().empty() ? "" : " in " + room_name(teller.after, session.room(), teller.languages));
}

// For nouns of which nothing more is told than that they are there or gone.
std::string named(const v1::Entry& entry, const summit::Records& records, const Languages& languages) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_TEXT:
        case v1::KIND_SESSION_PROGRESS: return session_title(records, entry.id(), languages);
        case v1::KIND_REPLACEMENT: return session_title(records, entry.owner(), languages) + ": who stands in";
        case v1::KIND_DRAFT_STEP:
            return "draft " + label(records, v1::KIND_DRAFT, entry.owner(), languages) + ": step " + entry.id();
        case v1::KIND_SUMMIT: return "the summit " + shown(summit_of(records).name(), languages);
        default: {
            std::string noun = kind_name(entry.kind());
            for (char& c : noun) c = c == '_' ? ' ' : static_cast<char>(c | 0x20);
            const auto name = label(records, entry.kind(), entry.id(), languages);
            return noun + " " + name;
        }
    }
}

std::string entry_told(const v1::Entry& entry, const Teller& teller) {
    if (!entry.has_put()) {
        const bool stays = teller.after.find(v1::KIND_SESSION, entry.id()) != nullptr;
        if (entry.kind() == v1::KIND_SESSION_PROGRESS && stays)
            return named(entry, teller.after, teller.languages) + ": as planned again";
        return named(entry, teller.before, teller.languages) + ": removed";
    }
    if (entry.kind() == v1::KIND_SESSION_PROGRESS) return progress_told(entry, teller);
    if (entry.kind() == v1::KIND_ANNOUNCEMENT) return announcement_told(entry, teller.languages);
    if (entry.kind() == v1::KIND_SESSION) return session_told(entry, teller);
    const bool is_new = !teller.before.find(entry.kind(), entry.id()) && entry.kind() != v1::KIND_REPLACEMENT;
    return named(entry, teller.after, teller.languages) + (is_new ? ": new" : ": changed");
}

// What people do not look for when they ask what happened.
bool is_bookkeeping(const v1::Entry& entry) {
    return entry.kind() == v1::KIND_COUNTERS || entry.kind() == v1::KIND_IMPORTED;
}

// Of what is held, only what the Change is about to touch.
summit::Records touched(const v1::Change& change, const summit::Records& held) {
    summit::Records before;
    for (const auto& entry : change.entries()) {
        const auto* body = held.find(entry.kind(), entry.id());
        if (!body) continue;
        v1::Entry old = entry;
        old.set_put(*body);
        before.apply(old);
    }
    return before;
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
    const auto put = std::count_if(entries.begin(), entries.end(), [](auto* entry) { return entry->has_put(); });
    if (entries.size() > kEntriesMax) {
        const auto removed = static_cast<std::ptrdiff_t>(entries.size()) - put;
        return std::to_string(put) + " records put, " + std::to_string(removed) + " removed";
    }
    const Teller teller{before, held, time, languages};
    std::string line;
    for (const auto* entry : entries) line += (line.empty() ? "" : "; ") + entry_told(*entry, teller);
    return one_line(line.empty() ? "nothing that shows" : line);
}

}  // namespace dais::client
