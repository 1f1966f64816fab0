// The desk's heart, and who is there: told to staff with each beat, and between two when a big screen shows something
// else (decision D12).
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

#include "server/live/desk.h"

namespace dais::live {

namespace asio = boost::asio;

void Desk::beat() {
    heart_.expires_after(std::chrono::milliseconds(limits_.heartbeat_ms));
    heart_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        watch_clock();
        for (const auto& [slug, log] : logs_)
            if (log.stored) hub_.pulse(presence(slug));
        hub_.flush();
        beat();
    });
}

void Desk::take_presence(const Shard& shard, std::vector<Counted> counted, bool news) {
    asio::post(context_, [this, from = &shard, counted = std::move(counted), news]() mutable {
        for (Counted& each : counted) {
            const std::string log = each.presence.log();
            present_[log][from] = std::move(each.presence);
            if (news) tell_soon(log);
        }
    });
}

// At once, unless something was told a moment ago: what comes until then is told together.
void Desk::tell_soon(const std::string& log) {
    const bool waits = !soon_.empty();
    soon_.insert(log);
    if (waits) return;
    soon_timer_.expires_at(
        std::max(std::chrono::steady_clock::now(), told_soon_ + std::chrono::milliseconds(limits_.presence_ms)));
    soon_timer_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        told_soon_ = std::chrono::steady_clock::now();
        for (const std::string& slug : std::exchange(soon_, {})) {
            const auto log_of = logs_.find(slug);
            if (log_of != logs_.end() && log_of->second.stored) hub_.pulse(presence(slug), true);
        }
        hub_.flush();
    });
}

v1::Presence Desk::presence(const std::string& log) {
    v1::Presence sum;
    sum.set_log(log);
    std::vector<const v1::Presence*> parts;
    for (const auto& [shard, part] : present_[log]) {
        sum.set_connections(sum.connections() + part.connections());
        sum.set_digests_differed(sum.digests_differed() + part.digests_differed());
        parts.push_back(&part);
    }
    ShownScreens& screens = screens_[log];
    screens.take(parts, clocks_.real().wall_ms(), limits_);
    screens.tell(sum);
    return sum;
}

}  // namespace dais::live
