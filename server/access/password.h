// Passwords: Argon2id (RFC 9106) by libsodium, at its interactive setting: some 60 ms and 64 MiB each, so they are
// worked out on a thread of their own, one after the other. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dais::access {

inline constexpr std::size_t kPasswordCharactersMin = 10;
inline constexpr std::size_t kPasswordBytesMax = 1'024;

// What is wrong with a password that somebody chooses, and what to do; nothing if it is good enough. By length and by
// what everybody tries first, not by kinds of characters (NIST SP 800-63B, 5.1.1.2).
std::optional<std::string> refuse_password(std::string_view password, std::string_view sign_in_name);

// As it is stored. Throws std::bad_alloc without memory.
std::string password_hash(const std::string& password);
// An empty hash is nobody's; it takes as long as any other.
bool is_password(const std::string& hash, const std::string& password);

}  // namespace dais::access
