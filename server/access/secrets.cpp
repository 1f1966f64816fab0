#include "server/access/secrets.h"

#include <sodium.h>

#include <stdexcept>

namespace dais::access {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_digits(std::size_t count) {
    static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += kDigits[randombytes_uniform(32)];
    return text;
}

std::string secret_hash(std::string_view secret) {
    std::string hash(32, '\0');
    crypto_generichash(bytes_of(hash), hash.size(), bytes_of(secret), secret.size(), nullptr, 0);
    return hash;
}

std::string base64url(std::string_view bytes) {
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
    text.pop_back();  // its terminating zero
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size() * 3 / 4 + 1, '\0');
    std::size_t size = 0;
    if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string base32(std::string_view bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (held += 8; held >= 5; held -= 5) text += kDigits[bits >> (held - 5) & 31];
    }
    if (held > 0) text += kDigits[bits << (5 - held) & 31];
    return text;
}

std::string seal(std::string_view text, std::string_view key32) {
    if (key32.size() != crypto_auth_KEYBYTES) throw std::logic_error("a seal needs a key of 32 bytes");
    std::string mac(crypto_auth_BYTES, '\0');
    crypto_auth(bytes_of(mac), bytes_of(text), text.size(), bytes_of(key32));
    return base64url(text) + "." + base64url(mac);
}

std::optional<std::string> unseal(std::string_view sealed, std::string_view key32) {
    const std::size_t dot = sealed.find('.');
    if (dot == std::string_view::npos || key32.size() != crypto_auth_KEYBYTES) return std::nullopt;
    const auto text = from_base64url(sealed.substr(0, dot));
    const auto mac = from_base64url(sealed.substr(dot + 1));
    if (!text || !mac || mac->size() != crypto_auth_BYTES) return std::nullopt;
    if (crypto_auth_verify(bytes_of(*mac), bytes_of(*text), text->size(), bytes_of(key32)) != 0) return std::nullopt;
    return text;
}

}  // namespace dais::access
