// Whom an edge lets in: whoever shows a ticket of the server that it follows, as what the ticket says and for as long;
// then, or once that server says that it is worth nothing, they are the public. It knows no account. Any thread.
#pragma once

#include <map>
#include <shared_mutex>
#include <string>

#include "server/live/reception.h"

namespace dais::edge {

class TicketReception final : public live::Reception {
public:
    // public_url: where tickets are to be had. open: they are worth something here.
    TicketReception(std::string public_url, bool open) : public_url_(std::move(public_url)), open_(open) {}

    // What tickets are signed with (empty: as before), and which of them are worth nothing. Whether that is news.
    bool take(const std::string& key, const v1::VoidTickets& voids);

    std::optional<live::Guest> admit(const std::string& secret) const override;
    bool is_good(const live::Guest& guest) const override;
    v1::Standing standing(const live::Guest& guest, const std::string& log) const override;
    std::optional<v1::Refusal> refuse(const live::Guest& guest, const v1::Command& command) const override;
    v1::Goodbye worthless(const std::string& shown) const override;

private:
    bool is_void(const v1::Ticket& ticket) const;
    bool is_worthless(const v1::Ticket& ticket) const;

    const std::string public_url_;
    const bool open_;
    mutable std::shared_mutex mutex_;
    std::string key_;
    std::map<std::string, std::int64_t> void_;  // login to when its last worthless ticket was made
};

}  // namespace dais::edge
