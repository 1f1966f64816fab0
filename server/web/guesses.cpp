#include "server/web/guesses.h"

#include <algorithm>

#include "server/live/address.h"
#include "server/live/rim.h"

namespace dais::web {

namespace {

access::ThrottleLimits limits_of(std::uint32_t free, std::uint32_t wait_s_max) {
    return {free, 1'000, wait_s_max * 1'000LL};
}

}  // namespace

Attempt attempt_at(const std::string& sign_in_name, const std::string& account, const std::string& device,
                   const std::string& address) {
    if (!account.empty() && device.starts_with(account + ":")) return {device, {}, {}, {}};
    const std::string network = live::network_of(address);
    return {{}, sign_in_name + "\n" + network, sign_in_name, network};
}

Attempt attempt_at_link(const std::string& address) {
    const std::string network = live::network_of(address);
    return {{}, "link\n" + network, {}, network};
}

Attempt attempt_at_own_password(const std::string& login) { return {login + "\npassword", {}, {}, {}}; }

Guesses::Guesses(const access::Limits& limits)
    : by_device_(limits_of(limits.guesses_of_account, limits.guess_wait_s_max)),
      by_name_here_(limits_of(limits.guesses_of_account, limits.guess_wait_s_max)),
      by_name_(limits_of(limits.guesses_of_account_anywhere, limits.guess_anywhere_wait_s_max)),
      by_network_(limits_of(limits.guesses_of_address, limits.guess_anywhere_wait_s_max)) {}

std::int64_t Guesses::enter(const Attempt& attempt) {
    const std::int64_t now = live::wall_clock_ms();
    if (!attempt.device.empty()) return by_device_.enter(attempt.device, now);
    const std::int64_t wait = std::max({by_name_here_.wait_ms(attempt.name_here, now),
                                        attempt.name.empty() ? 0 : by_name_.wait_ms(attempt.name, now),
                                        by_network_.wait_ms(attempt.network, now)});
    if (wait > 0) return wait;
    if (!attempt.name.empty()) by_name_.enter(attempt.name, now);
    by_network_.enter(attempt.network, now);
    return by_name_here_.enter(attempt.name_here, now);
}

void Guesses::succeeded(const Attempt& attempt) {
    by_device_.succeeded(attempt.device);
    by_name_here_.succeeded(attempt.name_here);
    by_name_.take_back(attempt.name);
    by_network_.take_back(attempt.network);
}

void Guesses::half_way(const Attempt& attempt) {
    by_device_.take_back(attempt.device);
    by_name_here_.take_back(attempt.name_here);
    by_name_.take_back(attempt.name);
    by_network_.take_back(attempt.network);
}

}  // namespace dais::web
