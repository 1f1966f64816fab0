// Whom a shard lets in and as whom they read: by what accounts say on a server that decides (AccessReception), by what
// tickets say on an edge (server/edge/ticket_reception.h). Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "dais/v1/grant.pb.h"
#include "dais/v1/live.pb.h"
#include "server/access/access.h"

namespace dais::live {

// Who has signed in on a connection.
struct Guest {
    access::Identity identity;
    // The ticket that was shown, and what it says.
    std::string ticket_text{};
    std::shared_ptr<const v1::Ticket> ticket{};
};

class Reception {
public:
    // By a key, a cookie or a ticket; nothing: it is worth nothing here.
    virtual std::optional<Guest> admit(const std::string& secret) const = 0;
    // Whether nobody has said that it is worth nothing any more. (Whose ticket's time is over is the public.)
    virtual bool is_good(const Guest& guest) const = 0;
    // As whom somebody reads a log, and what they are on it.
    virtual v1::Standing standing(const Guest& guest, const std::string& log) const = 0;
    // The no for a command that need not be asked for.
    virtual std::optional<v1::Refusal> refuse(const Guest& guest, const v1::Command& command) const = 0;
    // What is said to whoever shows something worthless: why, and what to bring instead.
    virtual v1::Goodbye worthless(const std::string& shown) const = 0;
    // For edges: what tickets are signed with (empty: they are not), and which are worth nothing.
    virtual std::string ticket_key() const { return {}; }
    virtual v1::VoidTickets void_tickets() const { return {}; }

protected:
    ~Reception() = default;
};

// Nobody signs in.
class PublicReception final : public Reception {
public:
    explicit PublicReception(std::string worthless = "Nobody signs in here.") : worthless_(std::move(worthless)) {}

    std::optional<Guest> admit(const std::string&) const override { return std::nullopt; }
    bool is_good(const Guest&) const override { return true; }
    v1::Standing standing(const Guest& guest, const std::string& log) const override;
    std::optional<v1::Refusal> refuse(const Guest& guest, const v1::Command& command) const override;
    v1::Goodbye worthless(const std::string& shown) const override;

private:
    std::string worthless_;
};

class AccessReception final : public Reception {
public:
    // ticket_key: 32 bytes, or empty: tickets are worth nothing.
    AccessReception(const access::Access& access, std::string ticket_key)
        : access_(access), ticket_key_(std::move(ticket_key)) {}

    std::optional<Guest> admit(const std::string& secret) const override;
    bool is_good(const Guest& guest) const override;
    v1::Standing standing(const Guest& guest, const std::string& log) const override;
    std::optional<v1::Refusal> refuse(const Guest& guest, const v1::Command& command) const override;
    v1::Goodbye worthless(const std::string& shown) const override;
    std::string ticket_key() const override { return ticket_key_; }
    v1::VoidTickets void_tickets() const override { return access_.void_tickets(); }

private:
    summit::Standing standing_of(const Guest& guest, const std::string& log) const;

    const access::Access& access_;
    const std::string ticket_key_;
};

}  // namespace dais::live
