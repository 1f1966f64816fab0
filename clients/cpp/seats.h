// The Seats of Bodies as of a day: who holds what, and who may turn a key for it. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/names.h"
#include "clients/cpp/time.h"
#include "dais/v1/body.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// The calendar's day at the venue, as "2024-09-12": terms go by it, the programme's day may begin later.
std::string calendar_day(const LocalTime& time, std::int64_t at_ms);

// A day is "2024-09-12".
bool is_in_term(const v1::Seat& seat, const std::string& day);
// In term that day, and somebody may act for it.
bool is_filled(const v1::Seat& seat, const std::string& day);
bool acts_for(const v1::Seat& seat, const std::string& person);
// A chair or co-chair, whose approval an announcement in the Body's name needs.
bool holds_key(const v1::Seat& seat);

// Ids and Seats of a Body: chairs, co-chairs, then members, each by id.
std::vector<std::pair<std::string, v1::Seat>> seats_of(const summit::Records& records, const std::string& body);

// The seat of a chair or co-chair of the Body that is meant, as `dais announcement approve` names it.
Found find_key(const summit::Records& records, const std::string& body, const std::string& text);

}  // namespace dais::client
