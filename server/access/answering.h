// How accounts say no, what may be a name, and what an account is called as a login. Pure.
#pragma once

#include <algorithm>
#include <string>

#include "dais/v1/refusal.pb.h"
#include "server/summit/change_builder.h"
#include "storage/accounts.h"

namespace dais::access {

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

inline v1::Refusal no(v1::RefusalCode code, const std::string& message, const std::string& field = {}) {
    return *summit::refuse(code, message, field);
}

inline v1::Refusal not_found(const std::string& what, const std::string& field = "id") {
    return no(v1::REFUSAL_CODE_NOT_FOUND, "There is no such " + what + ".", field);
}

// Of a record: far more than one has (identifier.h).
inline constexpr std::size_t kIdBytesMax = 64;

inline std::string login_of(const storage::Account& account) { return "account:" + account.id; }

// There is one, it is not too long, and has no control characters.
inline bool is_name(const std::string& name, std::size_t at_most) {
    return !name.empty() && name.size() <= at_most &&
           std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 32 || c == 127; });
}

}  // namespace dais::access
