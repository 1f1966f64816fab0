#include <CLI/CLI.hpp>

#include <unistd.h>

#include <boost/json.hpp>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/load/rehearsal.h"
#include "clients/cpp/load/report.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/time.h"

namespace dais::client {
namespace {

struct LoadOptions {
    std::uint32_t screens = 1'000;
    std::uint32_t seconds = 60;
    std::string ramp = "10s";
    std::string slow = "0%";
    std::string mute = "0%";
    std::string drop = "0%/min";
    std::string ping;
    std::vector<std::string> addresses;
    bool with_key = false;
    bool json = false;
};

constexpr std::uint32_t kSlowBytesPerS = 2'048;
constexpr int kQuietEveryS = 5;  // between two lines of progress where there is no terminal

volatile std::sig_atomic_t interrupts = 0;

void interrupt(int) { interrupts = interrupts + 1; }

// Ctrl-C asks to end it early; it is answered by whoever looks.
class Interrupts {
public:
    Interrupts() {
        interrupts = 0;
        struct sigaction action {};
        action.sa_handler = interrupt;
        sigaction(SIGINT, &action, &int_);
        sigaction(SIGTERM, &action, &term_);
    }
    ~Interrupts() {
        sigaction(SIGINT, &int_, nullptr);
        sigaction(SIGTERM, &term_, nullptr);
    }
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    bool one_more() { return interrupts > std::exchange(seen_, static_cast<int>(interrupts)); }

private:
    struct sigaction int_ {
    }, term_{};
    int seen_ = 0;
};

// "5%" as 0.05; -1 if it is none.
double parse_share(const std::string& text) {
    if (text.size() < 2 || text.back() != '%') return -1;
    char* end = nullptr;
    const double percent = std::strtod(text.c_str(), &end);
    const bool whole = end == text.c_str() + text.size() - 1;
    return whole && percent >= 0 && percent <= 100 ? percent / 100 : -1;
}

double share_of(const std::string& option, const std::string& text) {
    const double share = parse_share(text);
    if (share < 0) throw WrongUsage(option + ": “" + text + "” is no share of the screens: write it as 5%");
    return share;
}

std::uint32_t duration_of(const std::string& option, const std::string& text) {
    const auto ms = parse_duration_ms(text);
    if (ms < 0 || ms > 86'400'000) throw WrongUsage(option + ": “" + text + "” is no duration: write it as 30s or 2m");
    return static_cast<std::uint32_t>(ms);
}

load::Rehearsal rehearsal(const Place& place, const LoadOptions& options) {
    constexpr std::string_view kPerMinute = "/min";
    if (!options.drop.ends_with(kPerMinute))
        throw WrongUsage("--drop: “" + options.drop + "” is no rate: write it as 2%/min");
    const double drops = share_of("--drop", options.drop.substr(0, options.drop.size() - kPerMinute.size()));
    const double slow = share_of("--slow", options.slow), mute = share_of("--mute", options.mute);
    if (slow + mute > 1) throw WrongUsage("--slow and --mute together are more than all screens");

    load::Rehearsal made;
    made.url = parse_url(place.url, place.ca);
    made.log = place.log;
    if (options.with_key) made.key = place.key;
    made.hold_ms = options.seconds * 1'000;
    made.plan.ramp_ms = duration_of("--ramp", options.ramp);
    made.plan.from = options.addresses;
    const auto count = [&](double share) { return static_cast<std::uint32_t>(std::lround(share * options.screens)); };
    load::Group usual;
    usual.drops_per_minute = drops;
    if (!options.ping.empty()) usual.ping_ms = duration_of("--ping", options.ping);
    load::Group slowly = usual, nothing = usual;
    slowly.read_bytes_per_s = kSlowBytesPerS;
    slowly.screens = count(slow);
    nothing.read_bytes_per_s = 0;
    nothing.screens = std::min(count(mute), options.screens - slowly.screens);
    usual.screens = options.screens - slowly.screens - nothing.screens;
    made.plan.groups = {usual, slowly, nothing};
    return made;
}

// On stderr: over itself at a terminal, now and then elsewhere.
class Progress {
public:
    explicit Progress(bool quiet) : terminal_(isatty(STDERR_FILENO) == 1), quiet_(quiet) {}

    void tell(const load::Told& told, const load::Measures& measures) {
        if (!std::exchange(begun_, true) && !quiet_) std::fprintf(stderr, "%s\n", load::first_line(told).c_str());
        const auto line = load::progress_line(told, measures);
        if (terminal_) {
            std::fprintf(stderr, "\r\033[K%s", line.c_str());
        } else if (!quiet_ && told.seconds >= next_s_) {
            std::fprintf(stderr, "%s\n", line.c_str());
            next_s_ += kQuietEveryS;
        }
    }
    void end() const {
        if (terminal_) std::fputs("\r\033[K", stderr);
    }

private:
    bool terminal_, quiet_, begun_ = false;
    double next_s_ = kQuietEveryS;
};

void run_load(const Place& place, const LoadOptions& options) {
    const auto wanted = rehearsal(place, options);
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures(load::Measures::map(),
                                                                              load::Measures::unmap);
    Interrupts asked;
    Progress progress(options.json);
    const auto told = load::rehearse(
        wanted, {[&](auto& now, auto& counted) { progress.tell(now, counted); }, [&] { return asked.one_more(); }},
        *measures);
    progress.end();
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(load::report_json(told, *measures)).c_str());
    } else {
        std::fputs(load::report_text(told, *measures).c_str(), stdout);
    }
    if (load::all_is_well(told, *measures)) return;
    Failure failure("not every screen was equal at the end, or was so all the time");
    failure.printed = true;
    throw failure;
}

}  // namespace

void add_load(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("load", "Rehearse: thousands of screens come, and are equal at the end");
    const auto options = std::make_shared<LoadOptions>();
    command->add_option("--screens", options->screens, "How many come")
        ->check(CLI::Range(1, 2'000'000))
        ->capture_default_str();
    command->add_option("--seconds", options->seconds, "How long they stay, after the last has come")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    command->add_option("--ramp", options->ramp, "Over how long they come, as 30s")->capture_default_str();
    command->add_option("--slow", options->slow, "So many read slowly, as 5%")->capture_default_str();
    command->add_option("--mute", options->mute, "So many read nothing at all until the end")->capture_default_str();
    command->add_option("--drop", options->drop, "So many lose their line and come back, as 2%/min")
        ->capture_default_str();
    command->add_option("--ping", options->ping, "Each asks so often for a sign of life, as 10s; without it, never");
    command
        ->add_option("--address", options->addresses,
                     "Addresses of this machine that they come from, 25000 screens each, as 10.0.0.7,10.0.0.8")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--with-key", options->with_key, "They come with the key of --key; without it, as the public");
    command->add_flag("--json", options->json, "For programs: one JSON object on standard output");
    command->callback([&place, options] { run_load(place, *options); });
    command->group(kRehearsal);
    describe(*command,
             {{"dais load --screens 2000 --seconds 60", "dais load --screens 2000 --slow 5% --drop 2%/min --ramp 30s",
               "dais load --screens 50000 --seconds 120 --ramp 1m --json",
               "dais load --url https://dais.local --ca ca.pem --screens 2000"},
              {},
              "Against a server of your own: it is a crowd. The screens follow one log and check every\n"
              "message as a real screen does; nothing is changed. A process opens as many files as the\n"
              "system allows, and what is beyond is carried by further processes. At the end slow\n"
              "ones read on; Ctrl-C ends it early, a second one at once. Exit code 0: every screen that\n"
              "came is equal to what the server says that it is, and none was ever shown otherwise.\n"});
}

}  // namespace dais::client
