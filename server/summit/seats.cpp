#include "server/summit/seats.h"

#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

// When a day begins where the summit sits.
std::int64_t begin_of(const v1::Summit& summit, const v1::Date& date, int days_later) {
    const std::int64_t local_ms = (days_since_1970(date) + days_later) * 24 * 3'600'000LL;
    return local_ms - offset_ms(summit, local_ms - offset_ms(summit, local_ms));
}

}  // namespace

Term term_of(const v1::Seat& seat, const v1::Summit& summit) {
    Term term;
    if (seat.has_first_day()) term.begins_ms = begin_of(summit, seat.first_day(), 0);
    if (seat.has_last_day()) term.ends_ms = begin_of(summit, seat.last_day(), 1);
    return term;
}

bool is_chairs(const v1::Seat& seat) {
    return seat.role() == v1::SEAT_ROLE_CHAIR || seat.role() == v1::SEAT_ROLE_CO_CHAIR;
}

std::vector<std::string> acting_for(const v1::Seat& seat) {
    std::vector<std::string> persons(seat.acting().begin(), seat.acting().end());
    if (!seat.person().empty()) persons.push_back(seat.person());
    return persons;
}

}  // namespace dais::summit
