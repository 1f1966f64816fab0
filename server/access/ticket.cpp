#include "server/access/ticket.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "server/access/secrets.h"

namespace dais::access {
namespace {

// What is signed begins so: no other signature of this key is a ticket's.
constexpr std::string_view kPurpose = "dais.v1.Ticket\n";
// Clocks of edges differ a little.
constexpr std::int64_t kEarlyMs = 60'000;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

TicketMint::TicketMint(std::string_view seed)
    : secret_key_(crypto_sign_SECRETKEYBYTES, '\0'), public_key_(crypto_sign_PUBLICKEYBYTES, '\0') {
    if (seed.size() != crypto_sign_SEEDBYTES) throw std::logic_error("tickets are signed with a seed of 32 bytes");
    crypto_sign_seed_keypair(bytes_of(public_key_), bytes_of(secret_key_), bytes_of(seed));
}

std::string TicketMint::make(const v1::Ticket& ticket) const {
    const std::string body = ticket.SerializeAsString();
    const std::string text = std::string(kPurpose) + body;
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), bytes_of(secret_key_));
    return base64url(body) + "." + base64url(signature);
}

std::optional<v1::Ticket> read_ticket(std::string_view text, std::string_view public_key, std::int64_t now_ms) {
    const std::size_t dot = text.find('.');
    if (text.size() > kTicketBytesMax || dot == std::string_view::npos ||
        public_key.size() != crypto_sign_PUBLICKEYBYTES)
        return std::nullopt;
    const auto body = from_base64url(text.substr(0, dot));
    const auto signature = from_base64url(text.substr(dot + 1));
    if (!body || !signature || signature->size() != crypto_sign_BYTES) return std::nullopt;
    const std::string signed_text = std::string(kPurpose) + *body;
    if (crypto_sign_verify_detached(bytes_of(*signature), bytes_of(signed_text), signed_text.size(),
                                    bytes_of(public_key)) != 0)
        return std::nullopt;
    v1::Ticket ticket;
    if (!ticket.ParseFromString(*body) || ticket.login().empty()) return std::nullopt;
    if (ticket.until_ms() <= now_ms || ticket.made_at_ms() > now_ms + kEarlyMs) return std::nullopt;
    // Not of far away, or no difference of the two could be had.
    if (ticket.made_at_ms() < now_ms - kTicketMsMax || ticket.until_ms() - ticket.made_at_ms() > kTicketMsMax)
        return std::nullopt;
    return ticket;
}

bool looks_like_ticket(std::string_view text) {
    return text.find('.') != std::string_view::npos && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
           });
}

}  // namespace dais::access
