#include "server/live/shown_screens.h"

#include <algorithm>
#include <tuple>

#include "server/live/said.h"

namespace dais::live {

void ShownScreens::take(const std::vector<const v1::Presence*>& said, std::int64_t now_ms, const Limits& limits) {
    for (auto& [login, known] : by_login_) known.screen.set_connected(false);
    for (const v1::Presence* part : said) {
        for (const v1::ShownScreen& screen : part->screens()) {
            Known& known = by_login_[screen.login()];
            if (known.screen.connected() && known.screen.heard_at_ms() > screen.heard_at_ms()) continue;
            known.screen = screen;
            known.there_ms = now_ms;
        }
    }
    std::erase_if(by_login_, [&](const auto& each) { return now_ms - each.second.there_ms > limits.gone_screens_ms; });
    if (by_login_.size() > limits.screens_max) forget_oldest(limits.screens_max);
}

// First of those that are gone.
void ShownScreens::forget_oldest(std::size_t screens_max) {
    std::vector<std::tuple<bool, std::int64_t, std::string>> oldest;
    for (const auto& [login, known] : by_login_)
        oldest.emplace_back(known.screen.connected(), known.screen.heard_at_ms(), login);
    std::sort(oldest.begin(), oldest.end());
    oldest.resize(oldest.size() - screens_max);
    for (const auto& [connected, heard_at_ms, login] : oldest) by_login_.erase(login);
}

void ShownScreens::tell(v1::Presence& presence) const {
    for (const auto& [login, known] : by_login_) *presence.add_screens() = known.screen;
    sort_screens(presence);
}

}  // namespace dais::live
