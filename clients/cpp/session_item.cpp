#include "clients/cpp/session_item.h"

#include <algorithm>
#include <tuple>

#include "clients/cpp/names.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

std::string chair_of(const summit::Records& records, const std::string& id, const v1::Session& plan) {
    for (const auto role : {v1::SESSION_ROLE_CHAIR, v1::SESSION_ROLE_CO_CHAIR, v1::SESSION_ROLE_MODERATOR}) {
        for (const auto& part : plan.people()) {
            if (part.role() != role) continue;
            const auto replaced = held<v1::Replacement>(records, v1::KIND_REPLACEMENT,
                                                        id + "@" + part.person() + "@" + std::to_string(role));
            const auto& person = replaced ? replaced->by() : part.person();
            if (!person.empty()) return person;
        }
    }
    return "";
}

}  // namespace

std::int64_t SessionItem::starts_at_ms() const {
    if (progress.has_actual_start_ms()) return progress.actual_start_ms();
    return progress.has_projected_start_ms() ? progress.projected_start_ms() : plan.planned().starts_at_ms();
}

std::int64_t SessionItem::ends_at_ms() const {
    if (progress.has_actual_end_ms()) return progress.actual_end_ms();
    if (progress.has_projected_end_ms()) return progress.projected_end_ms();
    return starts_at_ms() + plan.planned().ends_at_ms() - plan.planned().starts_at_ms();
}

std::string SessionItem::status() const {
    const bool unsaid = progress.status() == v1::SESSION_STATUS_UNSPECIFIED;
    return word_of(*v1::SessionStatus_descriptor(), unsaid ? v1::SESSION_STATUS_SCHEDULED : progress.status());
}

std::string SessionItem::status(const LocalTime& time, std::int64_t now_ms) const {
    const bool held =
        progress.status() == v1::SESSION_STATUS_PAUSED || progress.status() == v1::SESSION_STATUS_SUSPENDED;
    if (!held || progress.resumes_at_ms() <= now_ms) return status();
    const bool today = time.day(progress.resumes_at_ms()) == time.day(now_ms);
    return status() + " until " +
           (today ? time.hh_mm(progress.resumes_at_ms()) : time.date_time(progress.resumes_at_ms()));
}

std::string SessionItem::planned(const LocalTime& time) const {
    return time.hh_mm(plan.planned().starts_at_ms()) + "–" + time.hh_mm(plan.planned().ends_at_ms());
}

std::string SessionItem::expected(const LocalTime& time) const {
    const bool another_day = time.day(starts_at_ms()) != time.day(plan.planned().starts_at_ms());
    const bool least = progress.end_is_least() && !progress.has_actual_end_ms();
    return (another_day ? time.date_time(starts_at_ms()) : time.hh_mm(starts_at_ms())) + "–" + (least ? "≥" : "") +
           time.hh_mm(ends_at_ms());
}

std::string SessionItem::times(const LocalTime& time) const {
    const auto now = expected(time);
    return now == planned(time) ? now : planned(time) + " → " + now;
}

SessionItem session_item(const summit::Records& records, const std::string& id) {
    const auto plan = held<v1::Session>(records, v1::KIND_SESSION, id).value_or(v1::Session());
    return {id, plan, held<v1::SessionProgress>(records, v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress()),
            chair_of(records, id, plan)};
}

std::vector<SessionItem> session_items(const summit::Records& records) {
    std::vector<SessionItem> all;
    for (const auto& [key, body] : records.all()) {
        if (key.first == v1::KIND_SESSION) all.push_back(session_item(records, key.second));
    }
    const auto order = [](const SessionItem& each) {
        return std::tuple(each.starts_at_ms(), each.plan.number(), each.id);
    };
    std::sort(all.begin(), all.end(), [&](auto& left, auto& right) { return order(left) < order(right); });
    return all;
}

}  // namespace dais::client
