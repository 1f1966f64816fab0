// Who may come in: WebSockets in all, from one address or IPv6 network, with one login.
//
// A Ticket is a place taken; it is given back when the Ticket goes. Thread-safe: shards share one, and ask it only when
// somebody comes or goes.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "server/live/limits.h"

namespace dais::live {

class Admission {
    using Counts = std::map<std::string, std::size_t, std::less<>>;

public:
    // Of nothing: not counted.
    class Ticket {
    public:
        Ticket() = default;
        Ticket(Ticket&& other) noexcept
            : admission_(std::exchange(other.admission_, nullptr)), place_(std::exchange(other.place_, nullptr)) {}
        Ticket& operator=(Ticket&& other) noexcept {
            std::swap(admission_, other.admission_);
            std::swap(place_, other.place_);
            return *this;
        }
        ~Ticket();

    private:
        friend class Admission;
        Ticket(Admission& admission, Counts::value_type& place) : admission_(&admission), place_(&place) {}
        Admission* admission_ = nullptr;
        Counts::value_type* place_ = nullptr;
    };

    // capacity: WebSockets in all.
    Admission(const Limits& limits, std::size_t capacity) : limits_(limits), capacity_(capacity) {}

    enum class No { full, address, login };
    struct Answer {
        std::optional<Ticket> ticket;
        No no = No::full;
    };
    // From an address as text, counted by its network (address.h). Without a ticket: why not.
    Answer enter(std::string_view address);
    // With a login, as a second ticket.
    Answer sign_in(std::string_view login);

    std::size_t inside() const;
    std::size_t capacity() const { return capacity_; }

private:
    Answer take(const std::string& name, std::size_t limit, No no);
    void leave(Counts::value_type& place);

    const Limits& limits_;
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::size_t inside_ = 0;
    Counts counts_;  // by address, and by login after a letter that no address begins with
};

}  // namespace dais::live
