// A real desk on a real database, at work on a thread of its own, with nobody listening.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"

namespace dais::live {

class DeskAtWork {
public:
    DeskAtWork(const std::string& path, const storage::Options& options,
               const std::function<void(Desk&)>& before_it_runs = {}, RealTime real = real_time())
        : database_(path, options),
          desk_(
              limits_, database_, hub_, metrics_, access_, [this](const std::string& what) { fault_.set_value(what); },
              std::move(real)) {
        limits_.keys_ms = 3'600'000;  // nobody else looks at the disk
        limits_.due_ms = 1;           // a test's time moves by jumps
        desk_.open();
        if (before_it_runs) before_it_runs(desk_);
        thread_ = std::thread([this] { desk_.run(); });
    }

    ~DeskAtWork() {
        desk_.halt();
        thread_.join();
    }

    std::future<v1::Reply> submit(v1::Command command, v1::Role role = v1::ROLE_ORGANISER) {
        std::string digest = body_digest(command);
        const auto reply = std::make_shared<std::promise<v1::Reply>>();
        desk_.submit({std::move(command), std::move(digest), actor(role), [this, reply](const v1::Reply& said) {
                          if (when_replying) when_replying(said);
                          reply->set_value(said);
                      }});
        return reply->get_future();
    }

    v1::Reply ask(v1::Command command, v1::Role role = v1::ROLE_ORGANISER) {
        return submit(std::move(command), role).get();
    }

    // What screens, snapshots and exports are made from.
    LogView view() {
        boost::asio::io_context here;
        auto view = boost::asio::co_spawn(here, desk_.view("test"), boost::asio::use_future);
        here.run();
        return view.get();
    }

    DeskCounts counts() {
        boost::asio::io_context here;
        auto counts = boost::asio::co_spawn(here, desk_.counts(), boost::asio::use_future);
        here.run();
        return counts.get();
    }

    Desk& desk() { return desk_; }
    access::Access& access() { return access_; }
    const Metrics& metrics() const { return metrics_; }
    std::future<std::string> fault() { return fault_.get_future(); }

    // Runs on the desk's thread before the Reply is taken.
    std::function<void(const v1::Reply&)> when_replying;

private:
    static v1::Actor actor(v1::Role role) {
        v1::Actor actor;
        actor.set_login("key:test");
        actor.set_name("Secretariat");
        actor.set_role(role);
        return actor;
    }

    Limits limits_;
    storage::Database database_;
    Hub hub_{limits_};
    Metrics metrics_{1};
    access::Access access_{wall_clock_ms};
    std::promise<std::string> fault_;
    Desk desk_;
    std::thread thread_;
};

}  // namespace dais::live
