// Tickets: what a login may show for a few minutes to open WebSockets, here and on edges, which know no accounts
// (dais.v1.Ticket). Signed with Ed25519 (RFC 8032) by libsodium, so that an edge can tell a good one and make none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dais/v1/grant.pb.h"

namespace dais::access {

inline constexpr std::size_t kTicketSeedBytes = 32;
// Of a login with as many grants as there may be, each on a log of the longest name; it must fit into a request's
// header.
inline constexpr std::size_t kTicketBytesMax = 12'288;
inline constexpr std::int64_t kTicketMsMax = 10LL * 60'000;

// Signs. Any thread.
class TicketMint {
public:
    // seed: kTicketSeedBytes, the server's secret.
    explicit TicketMint(std::string_view seed);
    // until_ms is at most kTicketMsMax after made_at_ms.
    std::string make(const v1::Ticket& ticket) const;
    // 32 bytes.
    const std::string& public_key() const { return public_key_; }

private:
    std::string secret_key_;
    std::string public_key_;
};

// Nothing unless it was signed for this key, is of a time and not over. Never throws.
std::optional<v1::Ticket> read_ticket(std::string_view text, std::string_view public_key, std::int64_t now_ms);

// Whether a text is meant to be one, rightly or not: keys look otherwise.
bool looks_like_ticket(std::string_view text);

}  // namespace dais::access
