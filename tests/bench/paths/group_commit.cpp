#include "tests/bench/paths/group_commit.h"

#include <poll.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "clients/cpp/load/measures.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/results.h"
#include "tests/bench/fanout/rival.h"
#include "tests/bench/paths/commands.h"
#include "tests/bench/paths/histograms.h"
#include "tests/bench/paths/organiser.h"

namespace dais::bench {
namespace {

constexpr std::size_t kOrganisers = 32;
constexpr unsigned kInFlight = 32;  // as many as a connection may have
constexpr std::int64_t kMorning = 1'726'128'000'000;
constexpr int kPollMs = 1'000;

struct Rate {
    double commands_per_s = 0, syncs_per_s = 0, group = 0, commit_ms = 0, decide_us = 0, fold_us = 0, server_us = 0;
};

// A session for each command that may be on its way, told anew once the one before is done: none is stale.
class Programme {
public:
    Programme(Organiser& organiser, std::size_t sessions) {
        organiser.ask(put_summit());
        for (std::size_t i = 0; i < sessions; ++i) {
            v1::Command put = empty();
            auto& session = *put.mutable_put_session()->mutable_session();
            set(*session.add_title(), "Session " + std::to_string(i));
            session.mutable_planned()->set_starts_at_ms(kMorning);
            session.mutable_planned()->set_ends_at_ms(kMorning + 3'600'000);
            sessions_.push_back(organiser.ask(put).id());
        }
    }

    // Never the same twice.
    v1::Command move(std::size_t session, std::uint64_t basis) {
        v1::Command command = empty();
        command.set_basis(basis);
        command.mutable_set_projected_start()->set_id(sessions_[session]);
        command.mutable_set_projected_start()->set_at_ms(kMorning + 1'000 * (1 + moves_++ % 3'000));
        return command;
    }

private:
    static v1::Command empty() {
        v1::Command command;
        command.set_log(kLog);
        return command;
    }
    static void set(v1::LocalText& text, const std::string& words) {
        text.set_language("en");
        text.set_text(words);
    }

    std::vector<std::string> sessions_;
    std::int64_t moves_ = 0;
};

using Organisers = std::vector<std::unique_ptr<Organiser>>;

// So many on their way at once, of so many organisers, for a while; what is under way is waited for.
std::uint64_t keep_going(const Organisers& organisers, std::size_t count, unsigned in_flight, double seconds,
                         Programme& programme) {
    std::vector<pollfd> files;
    std::vector<unsigned> under_way(count, 0);
    std::vector<std::size_t> turns(count, 0);  // Replies come in the order of the commands
    for (std::size_t i = 0; i < count; ++i) files.push_back({organisers[i]->descriptor(), POLLIN, 0});
    const auto until = load::monotonic_ns() + static_cast<std::uint64_t>(seconds * 1e9);
    std::uint64_t done = 0;
    for (bool busy = true; busy;) {
        const bool more = load::monotonic_ns() < until;
        busy = more;
        for (std::size_t i = 0; i < count; ++i) {
            if (files[i].revents != 0) {
                const unsigned came = organisers[i]->replies(false);
                done += came;
                under_way[i] -= came;
            }
            if (more && under_way[i] < in_flight) {
                for (; under_way[i] < in_flight; ++under_way[i]) {
                    const std::size_t session = i * kInFlight + turns[i]++ % in_flight;
                    organisers[i]->command(programme.move(session, organisers[i]->position()));
                }
                organisers[i]->flush();
            }
            busy |= under_way[i] > 0;
        }
        if (busy) poll(files.data(), files.size(), kPollMs);
    }
    return done;
}

Rate measured(const fanout::Rival& server, const Organisers& organisers, std::size_t count, unsigned in_flight,
              double seconds, Programme& programme) {
    const Look before(server.port());
    const double cpu = fanout::cpu_seconds(server.process());
    const auto begun = load::monotonic_ns();
    const auto done = static_cast<double>(keep_going(organisers, count, in_flight, seconds, programme));
    const double took = static_cast<double>(load::monotonic_ns() - begun) / 1e9;
    const double used = fanout::cpu_seconds(server.process()) - cpu;
    const Look after(server.port());
    const auto commits = after.since(before, "dais_group_commit_seconds");
    Rate rate;
    rate.commands_per_s = done / took;
    rate.syncs_per_s = commits.count / took;
    rate.group = done / commits.count;
    rate.commit_ms = commits.mean() * 1e3;
    rate.decide_us = after.since(before, "dais_command_decide_seconds").sum * 1e6 / done;
    rate.fold_us = after.since(before, "dais_group_fold_seconds").sum * 1e6 / done;
    rate.server_us = used * 1e6 / done;
    return rate;
}

std::string row(const char* words, const std::vector<Rate>& rates) {
    const auto median = [&](double Rate::*of) {
        std::vector<double> values;
        for (const auto& rate : rates) values.push_back(rate.*of);
        return *fanout::median(values);
    };
    char text[192];
    std::snprintf(text, sizeof text, "| %s | %.0f | %.0f | %.1f | %.2f | %.1f | %.1f | %.1f |\n", words,
                  median(&Rate::commands_per_s), median(&Rate::syncs_per_s), median(&Rate::group),
                  median(&Rate::commit_ms), median(&Rate::decide_us), median(&Rate::fold_us), median(&Rate::server_us));
    return text;
}

}  // namespace

GroupCommit group_commit(bool quick) {
    const int rounds = quick ? 1 : 5;
    const double seconds = quick ? 0.3 : 1.5;
    fanout::Rival server(fanout::RivalKind::dais, {});
    Organisers organisers;
    for (std::size_t i = 0; i < kOrganisers; ++i)
        organisers.push_back(std::make_unique<Organiser>(server.port(), server.key()));
    Programme programme(*organisers.front(), kOrganisers * kInFlight);
    std::uint64_t position = organisers.front()->position();
    for (std::size_t i = 0; i < kOrganisers; ++i)
        position = organisers[i]->ask(programme.move(i * kInFlight, position)).position();
    keep_going(organisers, kOrganisers, kInFlight, seconds / 3, programme);  // warm
    std::vector<Rate> alone, together;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        alone.push_back(measured(server, organisers, 1, 1, seconds, programme));
        together.push_back(measured(server, organisers, kOrganisers, kInFlight, seconds, programme));
        ratios.push_back(together.back().commands_per_s / alone.back().commands_per_s);
    }
    GroupCommit found;
    found.ratio = *fanout::median(ratios);
    char foot[96];
    std::snprintf(foot, sizeof foot, "\nTogether ÷ one by one: %.1f (median of %d rounds)\n", found.ratio, rounds);
    found.table =
        "## Group commit\n\nA session's expected start is moved; every Reply waits for the disk (synchronous=FULL).\n\n"
        "| in flight | commands/s | syncs/s | commands per sync | commit ms | decide µs | fold µs per command | server "
        "CPU µs per "
        "command |\n"
        "|---|---|---|---|---|---|---|---|\n" +
        row("1", alone) + row("32 × 32", together) + foot;
    return found;
}

}  // namespace dais::bench
