#include "server/live/admission.h"

#include "server/live/address.h"

namespace dais::live {
namespace {

constexpr char kLogin = '=';  // no address begins with it

}  // namespace

Admission::Ticket::~Ticket() {
    if (admission_ != nullptr) admission_->leave(*place_);
}

Admission::Answer Admission::enter(std::string_view address) {
    const std::lock_guard lock(mutex_);
    if (inside_ >= capacity_) return {std::nullopt, No::full};
    Answer answer = take(network_of(address), limits_.connections_of_address_max, No::address);
    if (answer.ticket) ++inside_;
    return answer;
}

Admission::Answer Admission::sign_in(std::string_view login) {
    const std::lock_guard lock(mutex_);
    return take(kLogin + std::string(login), limits_.connections_of_login_max, No::login);
}

std::size_t Admission::inside() const {
    const std::lock_guard lock(mutex_);
    return inside_;
}

Admission::Answer Admission::take(const std::string& name, std::size_t limit, No no) {
    const auto place = counts_.try_emplace(name, 0).first;
    if (place->second >= limit) {
        if (place->second == 0) counts_.erase(place);
        return {std::nullopt, no};
    }
    ++place->second;
    return {Ticket(*this, *place), no};
}

void Admission::leave(Counts::value_type& place) {
    const std::lock_guard lock(mutex_);
    if (!place.first.starts_with(kLogin)) --inside_;
    if (--place.second == 0) counts_.erase(place.first);
}

}  // namespace dais::live
