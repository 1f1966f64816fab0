#include "tests/model/log_at_work.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "server/live/rim.h"
#include "server/summit/due.h"
#include "server/summit/projection.h"
#include "tests/model/broken.h"
#include "tests/storage/sample.h"

namespace dais::model {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// Beyond this something is stuck.
constexpr auto kPatience = 20s;

// Small, so that the edges are met often.
live::Limits limits() {
    live::Limits limits;
    limits.ring_frames_max = 40;
    limits.change_bytes_max = 16 * 1024;
    limits.snapshot_part_bytes = 2 * 1024;
    limits.snapshot_behind_max = 12;
    limits.checkpoint_changes = 60;
    limits.heartbeat_ms = 3'600'000;
    limits.keys_ms = 3'600'000;
    limits.due_ms = 1;  // a test's time moves by jumps
    return limits;
}

storage::Options through(const tests::FaultyVfs& vfs) {
    storage::Options options;
    options.vfs = vfs.name();
    return options;
}

v1::Actor actor(const Who& who) {
    v1::Actor actor;
    actor.set_role(who.role);
    actor.set_login(who.login());
    actor.set_name("Somebody");
    return actor;
}

}  // namespace

// Replies as they come; shared with the desk, which may outlive who waits.
struct LogAtWork::Answers {
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::optional<v1::Reply>> replies;
    std::size_t missing = 0;
    bool fault = false;
};

void begin_log(const std::string& path, const tests::FaultyVfs& vfs, const v1::Command& command, std::int64_t at_ms) {
    storage::Database database(path, through(vfs));
    v1::Command complete = command;
    live::complete(complete);
    storage::Append first;
    first.log = kLog;
    first.new_secret = tests::bytes32('s');
    first.command_id = "first";
    first.body_digest = tests::bytes32('b');
    first.change.set_seq(1);
    first.change.set_at_ms(at_ms);
    v1::Entry& entry = *first.change.add_entries();
    const bool is_series = complete.has_put_series();
    entry.set_kind(is_series ? v1::KIND_SERIES : v1::KIND_SUMMIT);
    entry.set_id(is_series ? "z" : "m");
    for (const v1::Audience audience : summit::kAudiences) entry.add_audiences(audience);
    entry.set_put(is_series ? summit::canonical(complete.put_series().series())
                            : summit::canonical(complete.put_summit().summit()));
    first.shown = summit::kEverybody;
    if (!database.append({first}).committed) throw Broken("the log could not be begun");
}

LogAtWork::LogAtWork(const std::string& path, const tests::FaultyVfs& vfs, live::TimeOfATest& time, std::int64_t at_ms)
    : limits_(limits()),
      database_(path, through(vfs)),
      desk_(
          limits_, database_, hub_, metrics_, access_,
          [this](const std::string&) {
              const std::lock_guard lock(asked_mutex_);
              if (!asked_) return;
              const std::lock_guard also(asked_->mutex);
              asked_->fault = true;
              asked_->came.notify_all();
          },
          time.real()) {
    hub_.add(shard_);
    desk_.open();
    desk_.play(kLog, at_ms, live::kRealTime);
    thread_ = std::thread([this] { desk_.run(); });
}

LogAtWork::~LogAtWork() {
    desk_.halt();
    thread_.join();
}

access::Identity LogAtWork::introduce(const Who& who) {
    if (!who.has_login()) return {};
    const std::string login = who.login();
    const std::string cookie = "login:" + login;
    if (!access_.credential(cookie)) {
        access_.put_holder(login, {"Somebody", {who.grant()}});
        access_.put_credential(cookie, {login, login, {}, 0, 0});
    }
    return {login, cookie};
}

void LogAtWork::submit(const Question& question, const std::shared_ptr<Answers>& answers, std::size_t n) {
    std::string digest = live::body_digest(question.command);
    live::Submission submission{question.command, std::move(digest), actor(question.who),
                                [answers, n](const v1::Reply& reply) {
                                    const std::lock_guard lock(answers->mutex);
                                    answers->replies[n] = reply;
                                    if (--answers->missing == 0) answers->came.notify_all();
                                }};
    submission.identity = introduce(question.who);
    desk_.submit(std::move(submission));
}

std::vector<std::optional<v1::Reply>> LogAtWork::wait(const std::shared_ptr<Answers>& answers) {
    std::unique_lock lock(answers->mutex);
    if (!answers->came.wait_for(lock, kPatience, [&] { return answers->missing == 0 || answers->fault; }))
        throw Broken("a command is not answered");
    return answers->replies;
}

v1::Reply LogAtWork::ask(const v1::Command& command, const Who& who) {
    const auto answers = std::make_shared<Answers>();
    answers->replies.resize(1);
    answers->missing = 1;
    submit({command, who}, answers, 0);
    return *wait(answers).front();
}

// Submitted on the desk's own thread, while it answers something else: so they stand one behind the other.
std::vector<std::optional<v1::Reply>> LogAtWork::ask_at_once(const std::vector<Question>& questions) {
    const auto answers = std::make_shared<Answers>();
    answers->replies.resize(questions.size());
    answers->missing = questions.size();
    {
        const std::lock_guard lock(asked_mutex_);
        asked_ = answers;
    }
    v1::Command nothing;
    nothing.set_log(kLog);
    nothing.set_id("nothing");
    nothing.set_preview(true);
    nothing.mutable_undo();
    desk_.submit({nothing, {}, actor({v1::ROLE_ORGANISER, {}, {}}), [&, answers](const v1::Reply&) {
                      for (std::size_t n = 0; n < questions.size(); ++n) submit(questions[n], answers, n);
                  }});
    return wait(answers);
}

summit::View LogAtWork::view(std::int64_t now_ms) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        asio::io_context here;
        auto asked = asio::co_spawn(here, desk_.view(kLog), asio::use_future);
        here.run();
        summit::View view = asked.get().view;
        const auto due = summit::next_due(*view, now_ms);
        if (!due || due->at_ms > now_ms) return view;
        if (std::chrono::steady_clock::now() > until)
            throw Broken("what is due is not done", due->command.ShortDebugString());
        std::this_thread::sleep_for(100us);
    }
}

void LogAtWork::let_the_disk_rest() {
    asio::io_context here;
    asio::co_spawn(here, desk_.text(kLog, "none"), asio::use_future);
    here.run();
}

void LogAtWork::stop() {
    std::promise<void> stopped;
    desk_.stop([&] { stopped.set_value(); });
    if (stopped.get_future().wait_for(kPatience) != std::future_status::ready) throw Broken("the desk does not stop");
}

live::Shard& LogAtWork::shard() {
    shard_.context().poll();
    return shard_;
}

void LogAtWork::wait_for_news() {
    if (shard_.context().run_one_for(kPatience) == 0) throw Broken("a snapshot does not come");
}

}  // namespace dais::model
