// dais-bench-tls: what it costs that screens come by TLS, to the server itself or by way of HAProxy.
//
//   dais-bench-tls [--quick] [--rounds 3] [--out build/bench/tls.md]
//
// 2,000 screens come to the server in plain and by its own TLS, 10,000 by two HAProxy that end TLS and say by the PROXY
// protocol for whom they speak. They come, stay, come again with their tickets and without, and find their way back
// after the server, and HAProxy, was killed. All of it is on this machine.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/results.h"
#include "tests/bench/fanout/rival.h"
#include "tests/bench/tls/front.h"
#include "tests/bench/tls/visitors.h"
#include "tests/end_to_end/venue_ca.h"

namespace {

using namespace dais::bench;
using Fronts = std::vector<std::unique_ptr<Front>>;

constexpr double kRestS = 2;

struct Way {
    std::string title;
    bool tls = false;
    std::uint32_t fronts = 0;
    std::uint32_t screens = 0;  // in all
};

// Of one coming of all screens.
struct Coming {
    double per_s = 0, server_us = 0, front_us = 0, own_us = 0;
};

struct Found {
    double server_bytes = 0, front_bytes = 0;
    Coming first, full, resumed;
    double tickets = 0;  // the share of those that came with tickets whose handshake was short
    double after_server_s = 0, after_front_s = 0;
};

std::vector<std::string> options_of(const Way& way, const dais::VenueCa& ca) {
    std::vector<std::string> options = {"--demo"};
    if (way.fronts > 0) options.insert(options.end(), {"--proxy-protocol", "--trusted-proxies", "127.0.0.1"});
    if (way.tls && way.fronts == 0)
        options.insert(options.end(), {"--tls-certificate", ca.file("dais.pem"), "--tls-key", ca.file("dais.key")});
    return options;
}

class Visit {
public:
    Visit(const Way& way, const dais::VenueCa& ca)
        : way_(way), server_(dais::fanout::RivalKind::dais, options_of(way, ca)) {
        std::vector<dais::client::Url> doors;
        const std::string scheme = way.tls ? "https" : "http";
        const auto door = [&](unsigned short port) {
            doors.push_back(dais::client::parse_url(scheme + "://127.0.0.1:" + std::to_string(port),
                                                    way.tls ? ca.certificate() : ""));
        };
        for (std::uint32_t i = 0; i < way.fronts; ++i) {
            fronts_.push_back(std::make_unique<Front>(ca, "dais", server_.port()));
            door(fronts_.back()->port());
        }
        if (doors.empty()) door(server_.port());
        visitors_ = std::make_unique<Visitors>(doors, way.screens / static_cast<std::uint32_t>(doors.size()));
    }

    Found go(int rounds) {
        Found found;
        const auto server_empty = server_bytes(), front_empty = front_bytes();
        found.first = coming();
        visitors_->stay(kRestS);
        found.server_bytes = (server_bytes() - server_empty) / screens();
        found.front_bytes = (front_bytes() - front_empty) / screens();
        again(found, rounds);
        server_.kill();
        server_.start_again();
        found.after_server_s = visitors_->until_all_came();
        if (fronts_.empty()) return found;
        visitors_->stay(kRestS);
        for (const auto& front : fronts_) front->kill();
        for (const auto& front : fronts_) front->start();
        found.after_front_s = visitors_->until_all_came();
        return found;
    }

private:
    double screens() const { return static_cast<double>(visitors_->screens()); }

    double sum_of_fronts(const std::function<double(pid_t)>& of) const {
        double sum = 0;
        for (const auto& front : fronts_) sum += of(front->process());
        return sum;
    }
    double server_bytes() const { return static_cast<double>(dais::fanout::memory_bytes(server_.process())); }
    double front_bytes() const {
        return sum_of_fronts([](pid_t one) { return static_cast<double>(dais::fanout::memory_bytes(one)); });
    }

    Coming coming() {
        const double server = dais::fanout::cpu_seconds(server_.process()),
                     fronts = sum_of_fronts(dais::fanout::cpu_seconds), own = dais::fanout::own_cpu_seconds();
        const double seconds = visitors_->until_all_came(), us = 1e6 / screens();
        return {screens() / seconds, (dais::fanout::cpu_seconds(server_.process()) - server) * us,
                (sum_of_fronts(dais::fanout::cpu_seconds) - fronts) * us, (dais::fanout::own_cpu_seconds() - own) * us};
    }

    static Coming median(const std::vector<Coming>& all) {
        const auto of = [&](double Coming::*what) {
            std::vector<double> values;
            for (const auto& one : all) values.push_back(one.*what);
            return *dais::fanout::median(values);
        };
        return {of(&Coming::per_s), of(&Coming::server_us), of(&Coming::front_us), of(&Coming::own_us)};
    }

    // In turn without their tickets and with them; what they hold of the summit they resume both times.
    void again(Found& found, int rounds) {
        std::vector<Coming> full, resumed;
        std::uint64_t came = 0, with_tickets = 0;
        for (int i = 0; i < rounds; ++i) {
            visitors_->leave(false);
            full.push_back(coming());
            const auto before = dais::load::get(visitors_->counts().handshakes_resumed);
            visitors_->leave(true);
            resumed.push_back(coming());
            with_tickets += dais::load::get(visitors_->counts().handshakes_resumed) - before;
            came += visitors_->screens();
        }
        found.full = median(full);
        found.resumed = median(resumed);
        found.tickets = static_cast<double>(with_tickets) / static_cast<double>(came);
    }

    const Way way_;
    dais::fanout::Rival server_;
    Fronts fronts_;
    std::unique_ptr<Visitors> visitors_;
};

std::string row(const Way& way, const Found& found) {
    const auto coming = [](const Coming& of) {
        char text[96];
        std::snprintf(text, sizeof text, "%.0f (%.0f + %.0f + %.0f)", of.per_s, of.server_us, of.front_us, of.own_us);
        return std::string(text);
    };
    char memory[64], end[96];
    std::snprintf(memory, sizeof memory, "%.0f | %.0f", found.server_bytes, found.front_bytes);
    std::snprintf(end, sizeof end, "%.0f %% | %.1f | %s", found.tickets * 100, found.after_server_s,
                  way.fronts > 0 ? std::to_string(found.after_front_s).substr(0, 4).c_str() : "–");
    return "| " + way.title + " | " + memory + " | " + coming(found.first) + " | " + coming(found.full) + " | " +
           coming(found.resumed) + " | " + end + " |\n";
}

std::string head() {
    return "# TLS at scale\n\nThe demo's programme; server, HAProxy and screens share this machine. Memory is what a "
           "process grew by (VmRSS). Screens per second, from the first that connects\nuntil all are equal; in "
           "brackets "
           "µs of processor per screen: server + HAProxy + the screens' own side.\n\n"
           "| way | server B/conn. | HAProxy B/conn. | first coming, with a snapshot /s | again, full handshake /s | "
           "again, by ticket /s | tickets taken | all back after the server's kill, s | … HAProxy's kill, s |\n"
           "|---|---|---|---|---|---|---|---|---|\n";
}

std::vector<Way> all_ways(bool quick) {
    const std::uint32_t own = quick ? 200 : 2'000, many = quick ? 400 : 10'000;
    return {{"plain", false, 0, own},
            {"own TLS", true, 0, own},
            {"two HAProxy end TLS, plain to the server", true, 2, many}};
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("What it costs that screens come by TLS.");
    bool quick = false;
    int rounds = 3;
    std::string out = "build/bench/tls.md";
    app.add_flag("--quick", quick, "A small run, to see that all works");
    app.add_option("--rounds", rounds, "How often they come again")->check(CLI::Range(1, 100))->capture_default_str();
    app.add_option("--out", out, "Where the table goes")->capture_default_str();
    CLI11_PARSE(app, count, arguments);
    try {
        const dais::VenueCa ca;
        ca.issue("dais");
        std::string text = head();
        for (const auto& way : all_ways(quick)) {
            if (way.fronts > 0 && !Front::is_there()) {
                std::printf("HAProxy is not there: measured without it\n");
                continue;
            }
            std::printf("%u screens: %s\n", way.screens, way.title.c_str());
            std::fflush(stdout);
            Visit visit(way, ca);
            text += row({std::to_string(way.screens) + ": " + way.title, way.tls, way.fronts, way.screens},
                        visit.go(rounds));
        }
        std::filesystem::create_directories(std::filesystem::path(out).parent_path());
        std::ofstream(out) << text;
        std::printf("\n%s\n%s\n", text.c_str(), out.c_str());
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais-bench-tls: %s\n", problem.what());
        return 1;
    }
}
