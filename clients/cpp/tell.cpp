#include "clients/cpp/tell.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "clients/cpp/names.h"

namespace dais::client {
namespace {

// A Change with more entries than this is told by numbers.
constexpr std::size_t kEntriesMax = 4;

struct Teller {
    const summit::Records& before;  // only what the Change touches
    const summit::Records& after;
    const LocalTime& time;
};

template <typename Noun>
Noun read(const v1::Entry& entry) {
    Noun noun;
    if (!noun.ParseFromString(entry.put())) noun.Clear();
    return noun;
}

std::string status_told(const v1::SessionProgress& was, const v1::SessionProgress& is, const Teller& teller) {
    if (was.status() == is.status()) return "";
    switch (is.status()) {
        case v1::SESSION_STATUS_RUNNING: return "started " + teller.time.hh_mm(is.actual_start_ms());
        case v1::SESSION_STATUS_ENDED: return "ended " + teller.time.hh_mm(is.actual_end_ms());
        case v1::SESSION_STATUS_CANCELLED: return "CANCELLED";
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
        news.push_back("now expected to end " + teller.time.hh_mm(is.projected_end_ms()));
    }
    if (is.room() != was.room()) {
        news.push_back("now in " + room_name(teller.after, is.room().empty() ? session.room() : is.room()));
    }
    std::string line = session_title(teller.after, entry.id()) + ": ";
    if (news.empty()) return line + "updated";
    for (std::size_t i = 0; i < news.size(); ++i) line += (i ? ", " : "") + news[i];
    return line;
}

std::string announcement_told(const v1::Entry& entry) {
    const auto announcement = read<v1::Announcement>(entry);
    const auto title = shown(announcement.title());
    const auto body = shown(announcement.body());
    const auto text = title.empty() ? body : body.empty() ? title : title + " — " + body;
    if (announcement.has_withdrawn_at_ms()) return "announcement withdrawn: " + text;
    const bool urgent = announcement.priority() == v1::ANNOUNCEMENT_PRIORITY_URGENT;
    return std::string(urgent ? "URGENT " : "") + "ANNOUNCEMENT " + text;
}

std::string session_told(const v1::Entry& entry, const Teller& teller) {
    const auto session = read<v1::Session>(entry);
    const bool is_new = !teller.before.find(v1::KIND_SESSION, entry.id());
    return session_title(teller.after, entry.id()) + (is_new ? ": new, planned " : ": changed, planned ") +
           teller.time.date_time(session.planned().starts_at_ms()) +
           (session.room().empty() ? "" : " in " + room_name(teller.after, session.room()));
}

// For nouns of which nothing more is told than that they are there or gone.
std::string named(const v1::Entry& entry, const summit::Records& records) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_TEXT:
        case v1::KIND_SESSION_PROGRESS: return session_title(records, entry.id());
        case v1::KIND_ROOM: return "room " + room_name(records, entry.id());
        case v1::KIND_SUMMIT: return "the summit " + shown(summit_of(records).name());
        default: {
            std::string noun = kind_name(entry.kind());
            for (char& c : noun) c = c == '_' ? ' ' : static_cast<char>(c | 0x20);
            return noun + " " + entry.id();
        }
    }
}

std::string entry_told(const v1::Entry& entry, const Teller& teller) {
    if (!entry.has_put()) {
        const bool stays = teller.after.find(v1::KIND_SESSION, entry.id()) != nullptr;
        if (entry.kind() == v1::KIND_SESSION_PROGRESS && stays)
            return named(entry, teller.after) + ": as planned again";
        return named(entry, teller.before) + ": removed";
    }
    if (entry.kind() == v1::KIND_SESSION_PROGRESS) return progress_told(entry, teller);
    if (entry.kind() == v1::KIND_ANNOUNCEMENT) return announcement_told(entry);
    if (entry.kind() == v1::KIND_SESSION) return session_told(entry, teller);
    return named(entry, teller.after) + ": changed";
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
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return text;
}

std::string told(const v1::Change& change, summit::Records& held, const LocalTime& time) {
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
    const Teller teller{before, held, time};
    std::string line;
    for (const auto* entry : entries) line += (line.empty() ? "" : "; ") + entry_told(*entry, teller);
    return one_line(line.empty() ? "nothing that shows" : line);
}

}  // namespace dais::client
