#include "server/edge/ticket_reception.h"

#include <mutex>

#include "server/access/ticket.h"
#include "server/live/rim.h"
#include "server/summit/standing.h"

namespace dais::edge {

bool TicketReception::take(const std::string& key, const v1::VoidTickets& voids) {
    const std::unique_lock lock(mutex_);
    bool news = false;
    if (!key.empty() && key != key_) key_ = key, news = true;
    for (const v1::VoidTickets::Of& of : voids.logins()) {
        std::int64_t& until_ms = void_[of.login()];
        news = news || of.made_until_ms() > until_ms;
        until_ms = std::max(until_ms, of.made_until_ms());
    }
    // Of older ones the time is over.
    const std::int64_t now_ms = live::wall_clock_ms();
    std::erase_if(void_, [&](const auto& each) { return each.second < now_ms - 2 * access::kTicketMsMax; });
    return news;
}

bool TicketReception::is_good(const live::Guest& guest) const { return !guest.ticket || !is_void(*guest.ticket); }

bool TicketReception::is_worthless(const v1::Ticket& ticket) const {
    return ticket.until_ms() <= live::wall_clock_ms() || is_void(ticket);
}

bool TicketReception::is_void(const v1::Ticket& ticket) const {
    const std::shared_lock lock(mutex_);
    const auto found = void_.find(ticket.login());
    return found != void_.end() && ticket.made_at_ms() <= found->second;
}

std::optional<live::Guest> TicketReception::admit(const std::string& secret) const {
    if (!open_) return std::nullopt;
    std::string key;
    {
        const std::shared_lock lock(mutex_);
        key = key_;
    }
    auto ticket = access::read_ticket(secret, key, live::wall_clock_ms());
    if (!ticket || is_worthless(*ticket)) return std::nullopt;
    live::Guest guest;
    guest.identity = {ticket->login(), ticket->credential(), false};
    guest.ticket_text = secret;
    guest.ticket = std::make_shared<const v1::Ticket>(*std::move(ticket));
    return guest;
}

v1::Standing TicketReception::standing(const live::Guest& guest, const std::string& log) const {
    v1::Standing standing;
    if (guest.ticket && !is_worthless(*guest.ticket)) {
        for (const v1::Standing& said : guest.ticket->standings())
            if (said.log() == log || (said.log().empty() && standing.roles().empty())) standing = said;
    }
    standing.set_log(log);
    if (standing.audience() == v1::AUDIENCE_UNSPECIFIED) standing.set_audience(v1::AUDIENCE_PUBLIC);
    return standing;
}

// Who is something may ask: what they may is said where it is decided.
std::optional<v1::Refusal> TicketReception::refuse(const live::Guest& guest, const v1::Command& command) const {
    if (guest.ticket && !is_worthless(*guest.ticket)) return std::nullopt;
    return summit::refuse_role(summit::Standing(), command.verb_case());
}

v1::Goodbye TicketReception::worthless(const std::string&) const {
    v1::Goodbye goodbye;
    goodbye.set_reason(open_ ? v1::Goodbye::REASON_TICKET : v1::Goodbye::REASON_KEY);
    if (open_) {
        goodbye.set_message("Who you are is known at " + public_url_ + ": bring a ticket of that server.");
        goodbye.set_ticket_from(public_url_);
    } else {
        goodbye.set_message("Nobody signs in here, where the public is served alone: sign in at " + public_url_ + ".");
    }
    return goodbye;
}

}  // namespace dais::edge
