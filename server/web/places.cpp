#include "server/web/places.h"

#include <utility>

namespace dais::web {

Places::Place::Place(std::shared_ptr<Places> places, const std::string& address, Clock::time_point now)
    : places_(std::move(places)), address_(*places_->addresses_.try_emplace(address).first) {
    ++places_->taken_;
    ++address_.second.places;
    waits(now);
}

Places::Place::~Place() {
    if (places_) leave();
}

// Others may enter from now on, though the visitor takes a moment to go.
void Places::Place::leave() {
    is_served();
    const auto places = std::exchange(places_, nullptr);
    --places->taken_;
    if (--address_.second.places == 0) places->addresses_.erase(address_.first);
}

void Places::Place::when_sent_away(std::function<void()> tell) {
    tell_ = std::move(tell);
    if (!places_) tell_();
}

void Places::Place::waits(Clock::time_point now) {
    is_served();
    if (!places_) return;
    in_all_ = places_->waiting_.insert(places_->waiting_.end(), this);
    in_address_ = address_.second.waiting.insert(address_.second.waiting.end(), this);
    waiting_ = true;
    since_ = now;
}

void Places::Place::is_served() {
    if (!std::exchange(waiting_, false)) return;
    places_->waiting_.erase(in_all_);
    address_.second.waiting.erase(in_address_);
}

bool Places::send_away(const std::list<Place*>& waiting, Clock::time_point now) {
    if (waiting.empty() || now - waiting.front()->since_ < patience_) return false;
    Place& place = *waiting.front();
    place.leave();
    if (place.tell_) place.tell_();
    return true;
}

Places::Room Places::make_room(const std::string& address, Clock::time_point now) {
    const auto found = addresses_.find(address);
    if (!address.empty() && found != addresses_.end() && found->second.places >= of_address_max_) {
        if (found->second.waiting.empty()) return Room::none_for_address;
        return send_away(found->second.waiting, now) ? Room::made_by_address : Room::none;
    }
    if (taken_ < max_) return Room::free;
    return send_away(waiting_, now) ? Room::made : Room::none;
}

std::unique_ptr<Places::Place> Places::enter(const std::string& address, Clock::time_point now) {
    return std::unique_ptr<Place>(new Place(shared_from_this(), address, now));
}

}  // namespace dais::web
