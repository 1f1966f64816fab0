// The places of one shard's door: who is in HTTP, and who goes when there is no room. Knows no socket.
//
// Whoever waits for a request's header, or for a body that anybody may send, to become whole holds a place that others
// may have: it costs nothing to open a thousand connections and say nothing, or a byte a second. When a newcomer finds
// none free, whoever has waited longest is sent away, but nobody before they had some time: a whole venue that comes
// back at once, by TLS, must not push itself out again and again. Whoever is being served is never sent away. One
// address may hold only so many places, so that those who are slow to take their answers leave room to others. Lives on
// its shard's thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

namespace dais::web {

class Places : public std::enable_shared_from_this<Places> {
public:
    using Clock = std::chrono::steady_clock;
    class Place;

private:
    struct Address {
        std::size_t places = 0;
        std::list<Place*> waiting;  // the longest first
    };

public:
    // Taken, until it is destroyed or its visitor is sent away. At first the visitor waits.
    class Place {
    public:
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        // How the visitor is told; at once, if it was sent away already.
        void when_sent_away(std::function<void()> tell);
        // For what it asks, from now on.
        void waits(Clock::time_point now);
        void is_served();

    private:
        friend class Places;
        Place(std::shared_ptr<Places> places, const std::string& address, Clock::time_point now);
        void leave();

        std::shared_ptr<Places> places_;  // null: sent away. A coroutine that is never resumed may be the last to go.
        std::map<std::string, Address>::value_type& address_;
        std::function<void()> tell_;
        bool waiting_ = false;
        Clock::time_point since_;
        std::list<Place*>::iterator in_all_, in_address_;
    };

    // patience: for so long at least nobody is sent away who waits.
    Places(std::size_t places_max, std::size_t of_address_max, std::chrono::milliseconds patience)
        : max_(places_max), of_address_max_(of_address_max), patience_(patience) {}

    enum class Room {
        free,
        made,             // whoever waited longest was sent away
        made_by_address,  // of this address, which held as many as one may
        none,             // nobody has waited long enough
        none_for_address  // all that one address may hold are being served
    };
    // address: by what a visitor is counted; empty: not counted, as of proxies.
    Room make_room(const std::string& address, Clock::time_point now);
    // Once there is room.
    std::unique_ptr<Place> enter(const std::string& address, Clock::time_point now);

    std::size_t taken() const { return taken_; }

private:
    // False: nobody there has waited long enough.
    bool send_away(const std::list<Place*>& waiting, Clock::time_point now);

    const std::size_t max_;
    const std::size_t of_address_max_;
    const std::chrono::milliseconds patience_;
    std::size_t taken_ = 0;
    std::list<Place*> waiting_;  // the longest first
    std::map<std::string, Address> addresses_;
};

}  // namespace dais::web
