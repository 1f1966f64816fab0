#include "server/live/said.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dais::live {
namespace {

// What goes on by itself while a screen shows the same.
void clear_what_goes_on(v1::ShownScreen& screen) {
    v1::Report& report = *screen.mutable_report();
    screen.clear_heard_at_ms();
    report.clear_position();
    report.clear_digest();
    report.clear_age_ms();
    report.clear_drawn_at_ms();
}

std::string what_is_shown(const v1::Presence& presence) {
    v1::Presence shown;
    *shown.mutable_screens() = presence.screens();
    for (v1::ShownScreen& screen : *shown.mutable_screens()) clear_what_goes_on(screen);
    return shown.SerializeAsString();
}

bool is_short(const v1::Report& report, const Limits& limits) {
    const std::size_t id_max = limits.report_id_bytes_max;
    return report.screen_id().size() <= id_max && report.announcement().size() <= id_max &&
           report.language().size() <= id_max && report.screen().size() <= limits.report_name_bytes_max;
}

}  // namespace

Said::Said(All& all, std::string log) : all_(all), log_(std::move(log)) { all_.of_log[log_].insert(this); }

Said::~Said() {
    all_.of_log[log_].erase(this);
    if (!shown_.empty()) all_.news.insert(log_);
}

void Said::take(v1::Presence presence) {
    presence_ = std::move(presence);
    std::string shown = what_is_shown(presence_);
    if (shown != shown_) all_.news.insert(log_);
    shown_ = std::move(shown);
}

v1::Presence presence_of(v1::Report report, const std::string& login, std::int64_t heard_at_ms, const Limits& limits) {
    v1::Presence presence;
    presence.set_log(report.log());
    if (!is_short(report, limits)) return presence;
    report.DiscardUnknownFields();
    v1::ShownScreen& screen = *presence.add_screens();
    screen.set_login(login);
    screen.set_heard_at_ms(heard_at_ms);
    screen.set_connected(true);
    *screen.mutable_report() = std::move(report);
    return presence;
}

v1::Presence presence_of(v1::Presence presence, const Limits& limits) {
    v1::Presence told;
    told.set_log(presence.log());
    told.set_connections(presence.connections());
    for (v1::ShownScreen& screen : *presence.mutable_screens()) {
        if (static_cast<std::size_t>(told.screens_size()) == limits.screens_max) break;
        if (screen.login().size() > limits.report_name_bytes_max || !is_short(screen.report(), limits)) continue;
        screen.set_connected(true);
        screen.mutable_report()->set_log(presence.log());
        screen.DiscardUnknownFields();
        told.add_screens()->Swap(&screen);
    }
    return told;
}

void sort_screens(v1::Presence& presence) {
    const auto key = [](const v1::ShownScreen& screen) {
        return std::tie(screen.report().screen_id(), screen.login());
    };
    std::sort(presence.mutable_screens()->pointer_begin(), presence.mutable_screens()->pointer_end(),
              [&](const v1::ShownScreen* one, const v1::ShownScreen* other) { return key(*one) < key(*other); });
}

}  // namespace dais::live
