// Random secrets, what is kept of them, and how they are written. Any thread, once libsodium is initialised.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dais::access {

std::string random_bytes(std::size_t count);
// Base-32 digits (those of the ids of records), 5 random bits each.
std::string random_digits(std::size_t count);

// What is stored of a secret: BLAKE2b-256. Secrets have at least 120 random bits, so a plain fast hash is enough.
std::string secret_hash(std::string_view secret);

// RFC 4648: base64url without padding (section 5); base 32 (section 6) without padding.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
std::string base32(std::string_view bytes);

// A short text that only this key can have made for it.
std::string seal(std::string_view text, std::string_view key32);
// The text of what was sealed; nothing if it was not, or by another key.
std::optional<std::string> unseal(std::string_view sealed, std::string_view key32);

}  // namespace dais::access
