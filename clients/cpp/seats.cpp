#include "clients/cpp/seats.h"

#include <algorithm>

#include "clients/cpp/field_items.h"

namespace dais::client {

std::string calendar_day(const LocalTime& time, std::int64_t at_ms) { return time.date_time(at_ms).substr(0, 10); }

// Days written so are in the order of their letters.
bool is_in_term(const v1::Seat& seat, const std::string& day) {
    return (!seat.has_first_day() || day_told(seat.first_day()) <= day) &&
           (!seat.has_last_day() || day <= day_told(seat.last_day()));
}

bool is_filled(const v1::Seat& seat, const std::string& day) {
    return is_in_term(seat, day) && (!seat.person().empty() || !seat.acting().empty());
}

bool acts_for(const v1::Seat& seat, const std::string& person) {
    return !person.empty() && (seat.person() == person ||
                               std::find(seat.acting().begin(), seat.acting().end(), person) != seat.acting().end());
}

bool holds_key(const v1::Seat& seat) {
    return seat.role() == v1::SEAT_ROLE_CHAIR || seat.role() == v1::SEAT_ROLE_CO_CHAIR;
}

std::vector<std::pair<std::string, v1::Seat>> seats_of(const summit::Records& records, const std::string& body) {
    std::vector<std::pair<std::string, v1::Seat>> seats;
    for (const auto& [key, bytes] : records.all()) {
        v1::Seat seat;
        if (key.first == v1::KIND_SEAT && seat.ParseFromString(bytes) && seat.body() == body)
            seats.emplace_back(key.second, std::move(seat));
    }
    std::stable_sort(seats.begin(), seats.end(),
                     [](const auto& left, const auto& right) { return left.second.role() < right.second.role(); });
    return seats;
}

Found find_key(const summit::Records& records, const std::string& body, const std::string& text) {
    auto keys = records;
    for (const auto& [key, bytes] : records.all()) {
        v1::Seat seat;
        const bool is_seat = key.first == v1::KIND_SEAT && seat.ParseFromString(bytes);
        if (!is_seat || (seat.body() == body && holds_key(seat))) continue;
        v1::Entry gone;
        gone.set_kind(v1::KIND_SEAT);
        gone.set_id(key.second);
        keys.apply(gone);
    }
    return find_record(keys, v1::KIND_SEAT, text);
}

}  // namespace dais::client
