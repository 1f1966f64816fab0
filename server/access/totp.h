// The second factor: time-based one-time passwords of six digits, 30 s each, HMAC-SHA-1 (RFC 6238; the only kind that
// every authenticator app knows). The HMAC is OpenSSL's. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dais::access {

inline constexpr std::size_t kTotpSecretBytes = 20;

// The code of a step: how many times 30 s have passed since 1970.
std::string totp_code(std::string_view secret, std::int64_t step);

// The step that a code is of: this one, the last or the next, as clocks differ, but later than the last that was used.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                      std::int64_t last_used);

}  // namespace dais::access
