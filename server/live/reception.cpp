#include "server/live/reception.h"

#include "server/access/ticket.h"
#include "server/live/rim.h"
#include "server/summit/standing.h"

namespace dais::live {

v1::Standing PublicReception::standing(const Guest&, const std::string& log) const {
    v1::Standing standing;
    standing.set_log(log);
    standing.set_audience(v1::AUDIENCE_PUBLIC);
    return standing;
}

std::optional<v1::Refusal> PublicReception::refuse(const Guest&, const v1::Command& command) const {
    return summit::refuse_role(summit::Standing(), command.verb_case());
}

v1::Goodbye PublicReception::worthless(const std::string&) const {
    v1::Goodbye goodbye;
    goodbye.set_reason(v1::Goodbye::REASON_KEY);
    goodbye.set_message(worthless_);
    return goodbye;
}

v1::Goodbye AccessReception::worthless(const std::string& shown) const {
    const bool ticket = access::looks_like_ticket(shown);
    v1::Goodbye goodbye;
    goodbye.set_reason(ticket ? v1::Goodbye::REASON_TICKET : v1::Goodbye::REASON_KEY);
    goodbye.set_message(ticket ? "This ticket's time is over." : "This key is unknown or was revoked.");
    return goodbye;
}

std::optional<Guest> AccessReception::admit(const std::string& secret) const {
    if (!ticket_key_.empty() && access::looks_like_ticket(secret)) {
        auto ticket = access::read_ticket(secret, ticket_key_, wall_clock_ms());
        if (!ticket || access_.is_void(*ticket)) return std::nullopt;
        const auto identity = access_.credential(ticket->credential());
        if (!identity) return std::nullopt;
        return Guest{*identity, secret, std::make_shared<const v1::Ticket>(*std::move(ticket))};
    }
    const auto identity = access_.find(secret);
    return identity ? std::optional(Guest{*identity}) : std::nullopt;
}

bool AccessReception::is_good(const Guest& guest) const {
    return access_.credential(guest.identity.credential).has_value() &&
           !(guest.ticket && access_.is_void(*guest.ticket));
}

// What it is worth is looked up, but no longer than the ticket says.
summit::Standing AccessReception::standing_of(const Guest& guest, const std::string& log) const {
    const bool over = guest.ticket && guest.ticket->until_ms() <= wall_clock_ms();
    return guest.identity.anybody() && !over ? access_.standing(guest.identity, log) : summit::Standing();
}

v1::Standing AccessReception::standing(const Guest& guest, const std::string& log) const {
    v1::Standing told;
    told.set_log(log);
    const summit::Standing standing = standing_of(guest, log);
    told.set_audience(summit::audience_of(standing.role()));
    for (const auto& held : standing.held) told.add_roles(held.role);
    return told;
}

std::optional<v1::Refusal> AccessReception::refuse(const Guest& guest, const v1::Command& command) const {
    return summit::refuse_role(standing_of(guest, command.log()), command.verb_case());
}

}  // namespace dais::live
