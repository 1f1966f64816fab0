#include "server/edge/edge.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "clients/cpp/api.h"
#include "clients/cpp/backoff.h"
#include "clients/cpp/http.h"
#include "server/live/on_thread.h"
#include "server/live/said.h"
#include "server/live/shard.h"
#include "server/summit/audience.h"
#include "server/summit/check.h"
#include "server/summit/state.h"

namespace dais::edge {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

// Of a Presence as bytes: what stands beside its screens at most, and before each of them.
constexpr std::size_t kBesideScreens = 256;
constexpr std::size_t kBesideScreen = 8;

}  // namespace

Edge::Edge(const live::Limits& limits, EdgeSettings settings)
    : limits_(limits),
      settings_(std::move(settings)),
      reception_(settings_.public_url, !settings_.key.empty()),
      works_{limits,
             settings_.url,
             settings_.key,
             settings_.folder,
             [this](std::vector<live::Published> published, std::vector<live::Pulse> pulses) {
                 hand_over(std::move(published), std::move(pulses));
             },
             [this] { look_whether_ready(); },
             [this](const std::string& key, const v1::VoidTickets& voids) { take_tickets(key, voids); }} {}

Edge::~Edge() {
    works_.encoding.join();
    works_.disk.join();
    if (lock_ >= 0) ::close(lock_);
}

// Two would write into the same files.
void Edge::lock_folder() {
    const std::string path = settings_.folder + "/lock";
    lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
        throw std::runtime_error("--follow-cache: nothing can be written to “" + settings_.folder +
                                 "”; give another folder, or none.");
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0)
        throw std::runtime_error("--follow-cache: another edge has “" + settings_.folder +
                                 "”; each needs a folder of its own.");
}

void Edge::open() {
    if (settings_.folder.empty()) return;
    std::error_code failed;
    if (fs::create_directories(settings_.folder, failed))
        fs::permissions(settings_.folder, fs::perms::owner_all, failed);
    if (failed || !fs::is_directory(settings_.folder))
        throw std::runtime_error("--follow-cache: “" + settings_.folder +
                                 "” is no folder that can be written to; give another, or none.");
    lock_folder();
    // Without a key nobody but the public is served, whatever was recorded.
    for (const auto& [log, audience] : Recording::all_in(settings_.folder))
        if (audience == v1::AUDIENCE_PUBLIC || !settings_.key.empty())
            if (Line* line = add_line({log, audience})) line->recall();
    // A file that made no sense is as good as none: the log is followed once it is listed.
    std::erase_if(lines_, [](const auto& line) { return !line.second->recalled(); });
}

void Edge::run(std::function<void()> ready) {
    ready_ = std::move(ready);
    const auto work = asio::make_work_guard(works_.context);
    std::set<std::string> recalled;
    for (const auto& [of, line] : lines_) recalled.insert(of.first);
    for (const std::string& log : recalled) follow_log(log);
    asio::co_spawn(works_.context, look_for_logs(), asio::detached);
    asio::co_spawn(works_.context, say_while_waiting(), asio::detached);
    works_.context.run();
}

void Edge::stop(std::function<void()> done) {
    asio::post(works_.context, [this, done = std::move(done)] {
        stopping_ = true;
        ready_ = nullptr;
        look_.cancel();
        say_.cancel();
        for (const auto& [log, line] : lines_) line->stop();
        done();
    });
}

Line* Edge::add_line(const Of& of) {
    if (lines_.size() >= limits_.logs_max * (settings_.key.empty() ? 1 : summit::kAudiences.size())) {
        spdlog::error("{} is not followed: there are {} lines already (--logs-max)", of.first, lines_.size());
        return nullptr;
    }
    return lines_.emplace(of, std::make_unique<Line>(works_, of.first, of.second)).first->second.get();
}

// One stream per audience; without a key, that of the public.
void Edge::follow_log(const std::string& log) {
    for (const v1::Audience audience : summit::kAudiences) {
        if (settings_.key.empty() && audience != v1::AUDIENCE_PUBLIC) continue;
        const auto there = lines_.find({log, audience});
        Line* line = there == lines_.end() ? add_line({log, audience}) : there->second.get();
        if (line != nullptr) line->follow();
    }
}

void Edge::take_tickets(const std::string& key, const v1::VoidTickets& voids) {
    if (!reception_.take(key, voids)) return;
    for (live::Shard* shard : shards_) shard->check_grants();
}

// --- Which logs there are

asio::awaitable<void> Edge::look_for_logs() {
    client::Backoff backoff({milliseconds(250), milliseconds(limits_.follow_ms)});
    const client::Dice dice = client::real_dice();
    while (!stopping_) {
        milliseconds wait{};
        try {
            client::HttpRequest request;
            request.target = "/api/v1/logs";
            request.silence_max = milliseconds(limits_.follow_list_ms);
            request.answer_bytes_max = limits_.follow_list_bytes_max;
            const client::HttpAnswer answer = co_await client::exchange(settings_.url, std::move(request));
            if (stopping_) break;
            if (answer.status != 200)
                throw std::runtime_error(settings_.url.text() + " answered " + std::to_string(answer.status) +
                                         " when asked for its logs");
            take_logs(answer.body);
            asked_ = true;
            backoff.succeeded();
            // Edges that started together need not ask together.
            wait = milliseconds(static_cast<std::int64_t>(limits_.follow_logs_ms * (0.5 + dice() / 2)));
        } catch (const std::exception& trouble) {
            unanswered_ = trouble.what();
            wait = backoff.after_failure();
        }
        look_whether_ready();
        look_.expires_after(wait);
        co_await look_.async_wait(kAsTuple);
    }
}

void Edge::take_logs(const std::string& answer) {
    for (const std::string& log : client::log_slugs(boost::json::parse(answer))) {
        if (lines_.contains({log, v1::AUDIENCE_PUBLIC})) continue;
        if (!summit::is_log_slug(log)) throw std::runtime_error(settings_.url.text() + " names a log that is no slug");
        follow_log(log);
    }
    for (const auto& [log, line] : lines_)
        if (line->ended()) line->follow();  // it was told not to come back, and asks all the same, now and then
}

void Edge::look_whether_ready() {
    if (!ready_ || (!asked_ && (unanswered_.empty() || lines_.empty()))) return;
    for (const auto& [log, line] : lines_)
        if (!line->settled()) return;
    if (asked_) {
        spdlog::info("follows {} logs of {}", lines_.size() / (settings_.key.empty() ? 1 : summit::kAudiences.size()),
                     settings_.url.text());
    } else {
        spdlog::warn("{} cannot be reached: what was recorded is served, marked stale: {}", settings_.url.text(),
                     unanswered_);
    }
    std::exchange(ready_, nullptr)();
}

asio::awaitable<void> Edge::say_while_waiting() {
    while (ready_) {
        say_.expires_after(milliseconds(limits_.follow_say_ms));
        co_await say_.async_wait(kAsTuple);
        if (!ready_) break;
        std::string why = unanswered_;
        for (const auto& [log, line] : lines_)
            if (!line->settled() && !line->trouble().empty()) why = log.first + ": " + line->trouble();
        spdlog::warn("nothing to serve yet, waiting for {}: {}", settings_.url.text(), why);
    }
}

// --- For shards

void Edge::hand_over(std::vector<live::Published> published, std::vector<live::Pulse> pulses) const {
    const auto steps = std::make_shared<const std::vector<live::Published>>(std::move(published));
    const auto beats = std::make_shared<const std::vector<live::Pulse>>(std::move(pulses));
    for (live::Shard* shard : shards_) shard->take(steps, beats);
}

// Passed on with what its author has shown here: whether they may is said where it is decided.
void Edge::submit(live::Submission submission) {
    v1::Reply reply;
    reply.set_command_id(submission.command.id());
    if (submission.ticket.empty()) {
        reply.mutable_refusal()->set_code(v1::REFUSAL_CODE_FORBIDDEN);
        reply.mutable_refusal()->set_message("Nothing is decided here: ask " + settings_.public_url + ".");
        return submission.done(reply);
    }
    if (relayed_.fetch_add(1) >= limits_.relayed_max) {
        --relayed_;
        reply.mutable_unavailable()->set_reason("Too many commands are on their way.");
        reply.mutable_unavailable()->set_retry_after_ms(1'000);
        return submission.done(reply);
    }
    asio::co_spawn(works_.context, relay(std::move(submission)), asio::detached);
}

// Nobody knows what became of one whose answer did not come: it is asked again under its own id, which does nothing
// twice.
asio::awaitable<void> Edge::relay(live::Submission submission) {
    v1::Reply reply;
    try {
        client::HttpRequest request;
        request.post = true;
        request.target = "/api/v1/commands";
        request.content_type = "application/x-protobuf";
        request.key = submission.ticket;
        request.body = submission.command.SerializeAsString();
        request.silence_max = milliseconds(limits_.follow_list_ms);
        request.answer_bytes_max = limits_.follow_list_bytes_max;
        const client::HttpAnswer answer = co_await client::exchange(settings_.url, std::move(request));
        if (answer.status == 401) {
            reply.mutable_refusal()->set_code(v1::REFUSAL_CODE_FORBIDDEN);
            reply.mutable_refusal()->set_message("Your ticket's time is over. Sign in at " + settings_.public_url +
                                                 ".");
        } else if (!reply.ParseFromString(answer.body) || reply.outcome_case() == v1::Reply::OUTCOME_NOT_SET) {
            throw std::runtime_error("it answered " + std::to_string(answer.status));
        }
    } catch (const std::exception& trouble) {
        reply.mutable_unavailable()->set_reason(settings_.public_url +
                                                " cannot be reached from here: " + trouble.what());
        reply.mutable_unavailable()->set_retry_after_ms(2'000);
    }
    --relayed_;
    reply.set_command_id(submission.command.id());
    submission.done(reply);
}

void Edge::make_snapshot(std::string log, v1::Audience audience,
                         std::function<void(std::shared_ptr<const live::Snapshot>)> done) {
    asio::post(works_.context,
               [this, of = Of(std::move(log), audience), done = std::move(done)] { lines_.at(of)->snapshot(done); });
}

// Who is here is known where it is decided, too: to whom an edge shows its key.
void Edge::take_presence(const live::Shard& shard, std::vector<live::Counted> counted, bool news) {
    std::vector<std::string> logs;
    {
        const std::lock_guard lock(mutex_);
        for (live::Counted& each : counted) {
            const std::string& log = logs.emplace_back(each.presence.log());
            present_[log][&shard] = std::move(each);
        }
    }
    if (settings_.key.empty()) return;
    asio::post(works_.context, [this, logs = std::move(logs), news] {
        for (const std::string& log : logs) tell_presence(log, news);
    });
}

void Edge::tell_presence(const std::string& log, bool news) {
    const auto line = lines_.find({log, v1::AUDIENCE_PUBLIC});
    if (line != lines_.end()) line->second->tell(presence(log), news);
}

// As much of it as one message holds.
v1::Presence Edge::presence(const std::string& log) const {
    v1::Presence all;
    {
        const std::lock_guard lock(mutex_);
        const auto parts = present_.find(log);
        if (parts == present_.end()) return all;
        for (const auto& [shard, part] : parts->second) {
            all.set_connections(all.connections() + part.presence.connections());
            all.mutable_screens()->MergeFrom(part.presence.screens());
        }
    }
    all.set_log(log);
    live::sort_screens(all);
    std::size_t room = limits_.message_bytes_max - std::min<std::size_t>(limits_.message_bytes_max, kBesideScreens);
    int fit = 0;
    for (const v1::ShownScreen& screen : all.screens()) {
        const std::size_t size = screen.ByteSizeLong() + kBesideScreen;
        if (size > room || static_cast<std::size_t>(fit) == limits_.screens_max) break;
        room -= size;
        ++fit;
    }
    all.mutable_screens()->DeleteSubrange(fit, all.screens_size() - fit);
    return all;
}

std::uint64_t Edge::screens() const {
    const std::lock_guard lock(mutex_);
    std::uint64_t sum = 0;
    for (const auto& [log, parts] : present_)
        for (const auto& [shard, part] : parts) sum += part.here;
    return sum;
}

// --- For HTTP

bool Edge::is_stale(const Line& line) const { return line.age_ms() > limits_.stale_ms(); }

asio::awaitable<std::vector<LogHealth>> Edge::health() {
    std::function<std::vector<LogHealth>()> work = [this] {
        std::vector<LogHealth> all;
        for (const auto& [of, line] : lines_)
            if (of.second == v1::AUDIENCE_PUBLIC)
                all.push_back({of.first, line->held().position(), line->age_ms(), is_stale(*line)});
        return all;
    };
    co_return co_await live::on_thread_of<std::vector<LogHealth>>(works_.context, std::move(work));
}

asio::awaitable<std::vector<ListedLog>> Edge::logs() {
    std::function<std::vector<ListedLog>()> work = [this] {
        std::vector<ListedLog> all;
        for (const auto& [of, line] : lines_) {
            if (of.second != v1::AUDIENCE_PUBLIC) continue;
            const std::string* summit = line->held().records().find(v1::KIND_SUMMIT, "m");
            const std::string* series = line->held().records().find(v1::KIND_SERIES, "z");
            ListedLog listed{of.first, {}, series != nullptr};
            v1::Series said;
            if (summit != nullptr && listed.summit.ParseFromString(*summit)) {
                all.push_back(std::move(listed));
            } else if (series != nullptr && said.ParseFromString(*series)) {
                listed.summit = *summit::summit_of({}, said);
                all.push_back(std::move(listed));
            }
        }
        return all;
    };
    co_return co_await live::on_thread_of<std::vector<ListedLog>>(works_.context, std::move(work));
}

}  // namespace dais::edge
