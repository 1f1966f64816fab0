#include "server/access/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

namespace dais::access {
namespace {

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xc0U) != 0x80U; }));
}

std::string folded(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

// Beginnings of what is tried first, of ten characters and more.
constexpr std::array<std::string_view, 14> kTriedFirst = {
    "1234567890", "0123456789", "0987654321", "password12", "password01", "passwordpa", "qwertyuiop",
    "1q2w3e4r5t", "abcdefghij", "iloveyou12", "letmein123", "welcome123", "administra", "changeme12"};

}  // namespace

std::optional<std::string> refuse_password(std::string_view password, std::string_view sign_in_name) {
    if (characters(password) < kPasswordCharactersMin)
        return "The password has fewer than 10 characters. Take a longer one: three or four words are good.";
    if (password.size() > kPasswordBytesMax) return "The password is longer than 1024 bytes.";
    const std::string lower = folded(password);
    const bool one_character = std::all_of(lower.begin(), lower.end(), [&](char c) { return c == lower.front(); });
    const bool tried_first = std::any_of(kTriedFirst.begin(), kTriedFirst.end(),
                                         [&](std::string_view beginning) { return lower.starts_with(beginning); });
    const std::string name = folded(sign_in_name.substr(0, sign_in_name.find('@')));
    if (one_character || tried_first || (name.size() >= 4 && lower.find(name) != std::string::npos))
        return "The password is among the first that others would try. Take another: three or four words are good.";
    return std::nullopt;
}

std::string password_hash(const std::string& password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();
    hash.resize(hash.find('\0'));
    return hash;
}

bool is_password(const std::string& hash, const std::string& password) {
    static const std::string nobodys = password_hash("nobody signs in by this");
    const std::string& held = hash.empty() ? nobodys : hash;
    const bool same = crypto_pwhash_str_verify(held.c_str(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

}  // namespace dais::access
