#include "server/access/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

namespace dais::access {
namespace {

constexpr std::int64_t kStepMs = 30'000;
constexpr std::size_t kDigits = 6;

}  // namespace

// RFC 4226, 5.3.
std::string totp_code(std::string_view secret, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[counter.size() - 1 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(),
             &size) == nullptr)
        throw std::runtime_error("this system's OpenSSL has no HMAC-SHA-1, which RFC 6238 asks for");
    const std::size_t at = mac[size - 1] & 15U;
    const std::uint32_t number = (std::uint32_t{mac[at]} & 0x7fU) << 24 | std::uint32_t{mac[at + 1]} << 16 |
                                 std::uint32_t{mac[at + 2]} << 8 | mac[at + 3];
    std::string code = std::to_string(number % 1'000'000);
    return std::string(kDigits - code.size(), '0') + code;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                      std::int64_t last_used) {
    if (code.size() != kDigits) return std::nullopt;
    const std::int64_t now = now_ms / kStepMs;
    for (const std::int64_t step : {now, now - 1, now + 1})
        if (step > last_used && sodium_memcmp(totp_code(secret, step).data(), code.data(), kDigits) == 0) return step;
    return std::nullopt;
}

}  // namespace dais::access
