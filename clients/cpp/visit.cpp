#include "clients/cpp/visit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "clients/cpp/api.h"

namespace dais::client {
namespace {

using Clock = std::chrono::steady_clock;

std::string seconds(std::chrono::milliseconds time) { return std::to_string(time.count() / 1000) + " s"; }

}  // namespace

Visit::Visit(const Place& place, std::chrono::milliseconds timeout, bool may_be_new)
    : place_(place), timeout_(timeout), may_be_new_(may_be_new) {
    LinkSettings settings;
    settings.url = parse_url(place.url, place.ca);
    settings.key = place.key;
    settings.log = place.log;
    LinkEvents events;
    events.on_message = [this](const v1::ServerMessage& message) {
        note_entries(message);
        if (!message.has_welcome()) return;
        welcomed_ = true;
        for (const auto& followed : message.welcome().followed()) unknown_ |= followed.unknown();
    };
    events.on_goodbye = [this](const v1::Goodbye& goodbye) {
        key_unknown_ |= goodbye.reason() == v1::Goodbye::REASON_KEY;
    };
    events.on_trouble = [this](const std::string&) { never_reached_ |= !welcomed_; };
    link_ = Link::start(context_.get_executor(), std::move(settings), std::move(events));
}

Visit::~Visit() {
    link_->stop();
    context_.restart();
    context_.run_for(std::chrono::seconds(2));
}

bool Visit::wait_until(const std::function<bool()>& reached) {
    const auto deadline = Clock::now() + timeout_;
    while (!reached()) {
        if (key_unknown_) throw_unknown_key();
        if (unknown_ && !may_be_new_) throw_unknown_log(place_);
        if (link_->state() == LinkState::ended || never_reached_) {
            throw Failure(link_->trouble().empty() ? "the server said goodbye" : link_->trouble());
        }
        if (Clock::now() >= deadline) return false;
        context_.run_one_until(deadline);
    }
    return true;
}

const Follower& Visit::look(std::uint64_t position_min) {
    const auto& follower = link_->follower();
    const auto complete = [&] { return link_->state() == LinkState::live && follower.complete(); };
    const auto reached = [&] { return complete() && follower.position() >= position_min; };
    if (wait_until(reached)) return follower;
    if (complete()) {
        throw Failure("position " + std::to_string(position_min) + " was not reached within " + seconds(timeout_) +
                      ": the log stands at " + std::to_string(follower.position()));
    }
    throw Failure("the log was not there within " + seconds(timeout_) +
                  (link_->trouble().empty() ? ": try a longer --timeout" : ": " + link_->trouble()));
}

v1::Reply Visit::ask(v1::Command command) {
    // The reply's place is shared: it may come while this Visit ends.
    const auto place = std::make_shared<std::optional<v1::Reply>>();
    if (!link_->send(std::move(command), [place](const v1::Reply& got) { *place = got; })) {
        throw Failure("the server is gone: " + link_->trouble());
    }
    if (!wait_until([&] { return place->has_value(); })) {
        throw Failure("no reply within " + seconds(timeout_) + "; it may or may not have been done" +
                      (link_->trouble().empty() ? "" : ": " + link_->trouble()));
    }
    if ((*place)->outcome_case() == v1::Reply::OUTCOME_NOT_SET) {
        throw Failure("the server left before it replied; it may or may not have been done: " + link_->trouble());
    }
    return **place;
}

// A part of a Snapshot says it anew, like a Change.
void Visit::note_entries(const v1::ServerMessage& message) {
    const auto note = [&](const v1::Entry& entry) {
        const bool withheld =
            entry.audiences_size() > 0 && std::all_of(entry.audiences().begin(), entry.audiences().end(), [](int one) {
                return one == v1::AUDIENCE_STAFF || one == v1::AUDIENCE_BUREAU;
            });
        const summit::RecordKey key(entry.kind(), entry.id());
        if (entry.has_put() && withheld) {
            hidden_.insert(key);
        } else {
            hidden_.erase(key);
        }
        if (entry.has_put() && !entry.owner().empty()) owners_[key] = entry.owner();
    };
    for (const auto& entry : message.snapshot().entries()) note(entry);
    for (const auto& change : message.changes().changes()) {
        for (const auto& entry : change.entries()) note(entry);
    }
}

bool Visit::is_hidden(v1::Kind kind, const std::string& id) const { return hidden_.contains({kind, id}); }

std::string Visit::owner(v1::Kind kind, const std::string& id) const {
    const auto found = owners_.find({kind, id});
    return found == owners_.end() ? "" : found->second;
}

std::int64_t Visit::now_ms() const { return link_->clock().now_ms(Clock::now()); }

}  // namespace dais::client
