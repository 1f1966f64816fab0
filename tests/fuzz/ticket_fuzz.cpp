// Tickets: only what was signed by the server's key is one, byte for byte, and only in its time; whatever stands in it,
// nobody is more by it than it says on an edge, and no more than their credential is on the server itself.
//
// Input: 8 bytes that say how a good ticket is damaged and when it is shown; then a text to be shown, and the same
// bytes as what is signed, as the fields of a Ticket, and as the Grants of somebody who asks for one.
#include <google/protobuf/stubs/logging.h>
#include <sodium.h>

#include <algorithm>
#include <map>

#include "server/access/secrets.h"
#include "server/access/ticket.h"
#include "server/edge/ticket_reception.h"
#include "server/live/rim.h"
#include "tests/fuzz/must.h"

namespace dais::access {
namespace {

using fuzz::must;

constexpr std::int64_t kNowMs = 1'726'128'000'000;  // 2024-09-12 08:00 UTC
constexpr std::int64_t kEarlyMs = 60'000;
constexpr std::string_view kPurpose = "dais.v1.Ticket\n";

const std::string kSeed(kTicketSeedBytes, 't');

struct Mints {
    TicketMint mint{kSeed};
    TicketMint another{std::string(kTicketSeedBytes, 'w')};
};
const Mints& mints() {
    static const Mints made = [] {
        must(sodium_init() >= 0, "libsodium is there");
        return Mints();
    }();
    return made;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// What the server would hand out with these bytes in it, whatever they are: Ed25519 has one signature of a text.
std::string signed_as(std::string_view purpose, const std::string& body) {
    std::string open(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0');
    std::string signature(crypto_sign_BYTES, '\0');
    const auto writable = [](std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); };
    crypto_sign_seed_keypair(writable(open), writable(secret), bytes_of(kSeed));
    const std::string text = std::string(purpose) + body;
    crypto_sign_detached(writable(signature), nullptr, bytes_of(text), text.size(), bytes_of(secret));
    return base64url(body) + "." + base64url(signature);
}

// What is in its time, counted so that no number is too large.
bool is_of_now(const v1::Ticket& ticket, std::int64_t now_ms) {
    const auto wide = [](std::int64_t ms) { return static_cast<long double>(ms); };
    return !ticket.login().empty() && ticket.until_ms() > now_ms && ticket.made_at_ms() <= now_ms + kEarlyMs &&
           wide(ticket.until_ms()) - wide(ticket.made_at_ms()) <= wide(kTicketMsMax);
}

// A text of a stranger, or an old one.
void check_shown(std::string_view text) {
    looks_like_ticket(text);
    const auto read = read_ticket(text, mints().mint.public_key(), kNowMs);
    must(!read_ticket(text, mints().another.public_key(), kNowMs), "nobody has signed for another key");
    must(!read_ticket(text, {}, kNowMs), "nor for none");
    if (!read) return;
    must(looks_like_ticket(text), "a ticket looks like one");
    const auto body = from_base64url(text.substr(0, text.find('.')));
    must(body && signed_as(kPurpose, *body) == text, "what is read was signed, to the last digit");
    must(is_of_now(*read, kNowMs), "and is of now");
}

// Whatever stands in it, signed all the same.
void check_signed(const std::string& body) {
    const std::string text = signed_as(kPurpose, body);
    const auto read = read_ticket(text, mints().mint.public_key(), kNowMs);
    v1::Ticket ticket;
    const bool good = ticket.ParseFromString(body) && is_of_now(ticket, kNowMs) && text.size() <= kTicketBytesMax;
    must(read.has_value() == good, "what was signed is read if it is of now");
    must(!read || read->SerializeAsString() == ticket.SerializeAsString(), "as what was signed");
    must(!read_ticket(text, mints().another.public_key(), kNowMs), "but by its own key alone");
    for (const std::string_view purpose : {std::string_view(), kPurpose.substr(1), std::string_view("dais.v1.Key\n")})
        must(!read_ticket(signed_as(purpose, body), mints().mint.public_key(), kNowMs), "and for no other purpose");
}

struct Damage {
    std::size_t at;
    unsigned char with;
    std::size_t length;
    std::int64_t made_ms, until_ms;
};

Damage damage_of(const std::uint8_t* data) {
    const auto number = [&](std::size_t i) { return static_cast<std::uint16_t>(data[i] << 8 | data[i + 1]); };
    return {number(0), data[2], data[3], (number(4) - 32'768) * 40LL, (number(6) - 32'768) * 40LL};
}

// A good ticket that is damaged is none.
void check_damaged(const std::string& text, const Damage& damage) {
    const auto refused = [](const std::string& other) {
        must(!read_ticket(other, mints().mint.public_key(), kNowMs), "what is damaged is no ticket");
    };
    std::string flipped = text;
    flipped[damage.at % text.size()] = static_cast<char>(damage.with);
    if (flipped != text) refused(flipped);
    refused(text.substr(0, damage.at % text.size()));
    refused(text.substr(1 + damage.at % (text.size() - 1)));
    refused(text + static_cast<char>(damage.with));
    refused(text + "." + text);
    std::string longer = text;
    longer.insert(damage.at % (text.size() + 1), 1 + damage.length % 8, static_cast<char>(damage.with));
    refused(longer);
    const std::string body = text.substr(0, text.find('.')), signature = text.substr(text.find('.') + 1);
    refused(signature + "." + body);
    refused(body + "." + base64url(std::string(crypto_sign_BYTES, static_cast<char>(damage.with))));
}

void check_good(v1::Ticket ticket, const Damage& damage) {
    ticket.set_made_at_ms(kNowMs + damage.made_ms);
    ticket.set_until_ms(kNowMs + damage.until_ms);
    if (ticket.login().empty()) ticket.set_login("account:a");
    const std::string text = mints().mint.make(ticket);
    const auto read = read_ticket(text, mints().mint.public_key(), kNowMs);
    must(read.has_value() == (is_of_now(ticket, kNowMs) && text.size() <= kTicketBytesMax), "it is read in its time");
    if (!read) return;
    must(read->SerializeAsString() == ticket.SerializeAsString(), "as what was said");
    must(!read_ticket(text, mints().mint.public_key(), ticket.until_ms()), "until it is over");
    must(!read_ticket(text, mints().mint.public_key(), ticket.made_at_ms() - kEarlyMs - 1),
         "and not before it was made");
    check_damaged(text, damage);
}

// On an edge somebody is what their ticket says, until it is said to be worth nothing.
void check_edge(v1::Ticket ticket, const Damage& damage) {
    const std::int64_t now_ms = live::wall_clock_ms();
    ticket.set_made_at_ms(now_ms);
    ticket.set_until_ms(now_ms + kTicketMsMax / 2);
    if (ticket.login().empty()) ticket.set_login("account:a");
    const std::string text = mints().mint.make(ticket);
    edge::TicketReception reception("https://example.org", true);
    must(!reception.admit(text), "without a key nobody comes in");
    reception.take(mints().another.public_key(), {});
    must(!reception.admit(text), "nor by another's");
    v1::VoidTickets others;
    others.add_logins()->set_login(ticket.login() + "x");
    others.mutable_logins(0)->set_made_until_ms(now_ms + kTicketMsMax);
    reception.take(mints().mint.public_key(), others);
    const auto guest = reception.admit(text);
    must(guest.has_value() == (text.size() <= kTicketBytesMax), "whoever has a ticket is let in");
    if (!guest) return;
    must(guest->identity.login == ticket.login() && !guest->identity.edge, "as who they are, and no edge");
    std::map<std::string, v1::Standing> said;
    for (const v1::Standing& one : ticket.standings()) said[one.log()] = one;
    for (const std::string log : {"", "test", "a", "elsewhere"}) {
        const v1::Standing standing = reception.standing(*guest, log);
        must(standing.log() == log, "a standing is of the log that is asked for");
        must(standing.audience() != v1::AUDIENCE_UNSPECIFIED, "and reads as somebody");
        if (!said.contains(log) && !said.contains(""))
            must(standing.audience() == v1::AUDIENCE_PUBLIC && standing.roles().empty(),
                 "who is nothing is the public");
    }
    v1::VoidTickets voids;
    voids.add_logins()->set_login(ticket.login());
    voids.mutable_logins(0)->set_made_until_ms(now_ms - (damage.with & 1));
    reception.take({}, voids);
    const bool is_void = (damage.with & 1) == 0;
    must(reception.admit(text).has_value() != is_void, "what is void is worth nothing");
    must(reception.is_good(*guest) != is_void, "and whoever came in by it goes");
    if (!is_void) return;
    const v1::Standing standing = reception.standing(*guest, "test");
    must(standing.audience() == v1::AUDIENCE_PUBLIC && standing.roles().empty(), "they are the public");
    v1::Command command;
    command.mutable_start_session();
    must(reception.refuse(*guest, command).has_value(), "who may ask for nothing");
}

// Whoever asks the server for one gets one that is read, and that says of them what they are.
void check_made(v1::Grants grants, const Damage& damage) {
    constexpr int kGrantsMax = 100;  // of an account (limits.h)
    constexpr std::size_t kLogBytesMax = 63;
    if (grants.grants_size() > kGrantsMax) return;
    for (const v1::Grant& grant : grants.grants())
        if (grant.log().size() > kLogBytesMax) return;
    Access access([] { return kNowMs; });
    Holder holder{"Somebody", {grants.grants().begin(), grants.grants().end()}, false};
    access.put_holder("account:a", holder);
    access.put_credential("login:a", {"account:a", secret_hash("secret"), {}, 0, 0});
    const Identity identity = *access.credential("login:a");
    const v1::Ticket ticket = access.ticket(identity, damage.until_ms > 0 ? damage.until_ms : kTicketMsMax);
    const std::string text = mints().mint.make(ticket);
    const auto read = read_ticket(text, mints().mint.public_key(), kNowMs);
    must(read.has_value(), "what the server makes is a ticket");
    for (const v1::Standing& said : read->standings())
        must(said.audience() == access.audience(identity, said.log()), "it says as whom somebody reads");
    for (const v1::Grant& grant : grants.grants()) {
        const bool is = !access.standing(identity, grant.log()).held.empty();
        const bool says = std::any_of(read->standings().begin(), read->standings().end(),
                                      [&](const v1::Standing& said) { return said.log() == grant.log(); });
        must(is == says, "and says all that they are");
    }
    must(!access.is_void(*read), "it is worth something");
    holder.grants.emplace_back().set_role(v1::ROLE_PRESS);
    access.put_holder("account:a", holder);
    must(access.is_void(*read), "until they are somebody else");
}

}  // namespace
}  // namespace dais::access

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace dais::access;
    const google::protobuf::LogSilencer silence;  // of what is no UTF-8
    constexpr std::size_t kHead = 8;
    if (size < kHead || size > 64 * 1024) return 0;
    const Damage damage = damage_of(data);
    const std::string rest(data + kHead, data + size);
    check_shown(rest);
    check_signed(rest);
    dais::v1::Ticket ticket;
    if (ticket.ParseFromString(rest)) {
        check_good(ticket, damage);
        check_edge(ticket, damage);
    }
    dais::v1::Grants grants;
    if (grants.ParseFromString(rest)) check_made(grants, damage);
    return 0;
}
