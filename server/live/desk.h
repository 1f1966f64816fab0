// Where everything is decided: one thread, in order, on two views (decision D1).
//
// A Command is decided on the tentative state; Replies and Refusals leave, in order, once the group that they stand on
// is durable; screens, snapshots and exports see the durable state alone. While storage syncs one group, the next
// gathers. If a group could not be stored nothing of it happened: the tentative state falls back to the durable one and
// everything undecided is answered "unavailable, ask again".
//
// submit(), make_snapshot(), view(), logs() and take_presence() may be called from any thread; done callbacks run on
// the desk's. It knows no socket and no noun.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/live/hub.h"
#include "server/live/limits.h"
#include "server/live/log_clock.h"
#include "server/live/origin.h"
#include "server/live/rate.h"
#include "server/live/shown_screens.h"
#include "server/summit/commands.h"
#include "server/summit/recent.h"
#include "storage/database.h"

namespace dais::live {

class Metrics;

// One log as others may read it.
struct LogView {
    std::string log;
    std::string secret;
    summit::View view;
};

// What the desk says of itself: some of its metrics, since the start, and what it holds just now.
struct DeskCounts {
    std::uint64_t logs = 0;
    std::uint64_t commands = 0;  // answered
    std::uint64_t changes = 0;
    std::uint64_t refusals = 0;
    std::uint64_t unavailable = 0;
    std::uint64_t groups = 0;
    std::uint64_t digests_differed = 0;
    std::uint64_t clock_doubted = 0;  // 1: the wall clock was put on or back, and nothing happens by itself
};

class Desk final : public Origin {
public:
    // fault: told once, on the desk's thread, when nothing can be promised any more; the server must stop.
    // access: who may do what; nobody but the server itself without it.
    Desk(const Limits& limits, storage::Database& database, Hub& hub, Metrics& metrics, access::Access& access,
         std::function<void(const std::string&)> fault, RealTime real = real_time());

    // In this log it is at_ms now, or as late as its last Change, and time passes at that rate. Between open() and
    // run().
    void play(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille);
    // The same while it runs and nobody follows the log yet: what was put into it has taken its time. Waits for it.
    void play_anew(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille);
    // Set once run() has begun; any thread.
    const LogClocks& clocks() const { return clocks_; }

    // Reads all logs, fills every ring (decision D19). Before run() and before anybody listens.
    void open();
    // The desk's thread; returns after stop() is through.
    void run();
    // Takes no more commands, stores what waits, writes checkpoints; then runs done.
    void stop(std::function<void()> done);
    // Ends run(), once what the storage thread has begun is finished.
    void halt() { context_.stop(); }

    void submit(Submission submission) override;
    void make_snapshot(std::string log, v1::Audience audience,
                       std::function<void(std::shared_ptr<const Snapshot>)> done) override;
    void take_presence(const Shard& shard, std::vector<Counted> counted, bool news) override;
    v1::Clock clock(const std::string& log) const override { return clocks_.now(log); }

    // The durable state of a log; an empty view for an unknown one.
    boost::asio::awaitable<LogView> view(std::string log);
    boost::asio::awaitable<std::vector<LogView>> logs();
    boost::asio::awaitable<DeskCounts> counts();
    // Submits and waits. digest: by which the command is told to be the same again; empty: that of its bytes.
    boost::asio::awaitable<v1::Reply> ask(v1::Command command, access::Identity identity, std::string digest = {});
    // The same of the server itself.
    boost::asio::awaitable<v1::Reply> ask(v1::Command command, v1::Actor actor, std::string digest = {});
    // A long text's body, read on the storage thread.
    boost::asio::awaitable<std::optional<std::string>> text(std::string log, std::string hash);

    // For work on Views that takes a while.
    boost::asio::thread_pool& workers() { return workers_; }
    // Where the database is used, one thing after the other. Ends before the database does.
    boost::asio::thread_pool& storage_thread() { return storage_thread_; }
    // Run on the storage thread soon after the start, and when another process has written to the file. Before run().
    void on_outside_write(std::function<void()> read) { outside_write_ = std::move(read); }
    // A Person of a log is being erased: on the storage thread, for whoever keeps something of them beside the logs.
    void on_erasing(std::function<void(const std::string&, const std::string&)> erase) {
        on_erasing_ = std::move(erase);
    }
    // What was read of a log's past is no longer so: on the desk's thread.
    void on_forget(std::function<void(const std::string&)> forget) { on_forget_ = std::move(forget); }

private:
    // A Command that was decided, by login and its id; kept for ever (decision D5).
    struct Decided {
        std::string body_digest;
        std::string made;
        std::uint64_t seq = 0;
    };
    struct Log {
        std::string secret;
        summit::State durable;
        summit::State tentative;
        summit::RecentChanges recent;  // of the tentative state
        std::unordered_map<std::string, Decided> decided;
        std::uint64_t checkpoint_seq = 0;
        bool stored = false;  // exists on disk
        // Who chairs, as the tentative state has it.
        summit::Offices offices;
        bool offices_are_known = false;
        std::int64_t told_until_ms = 0;  // of the durable state, to others
    };
    // Something to be answered once its group is durable, and what it then shows.
    struct Item {
        std::string log;  // empty: nothing is to be stored
        std::string command_key;
        summit::Shown shown;
        std::vector<std::pair<v1::Kind, std::string>>
            erased;  // of what they were nothing may be left on disk before it is answered
        v1::Reply reply;
        std::function<void(const v1::Reply&)> done;
        std::chrono::steady_clock::time_point submitted;
    };
    struct Group {
        std::vector<Item> items;
        std::vector<storage::Append> appends;  // of those that are to be stored, in their order
    };

    boost::asio::awaitable<v1::Reply> ask(Submission submission);
    static std::string command_key(const std::string& login, const std::string& command_id);
    void open_log(const storage::LogInfo& info);
    void take(Submission submission);
    // Nothing: it is not too much.
    std::optional<v1::Reply> too_much(const Submission& submission);
    void preview(Submission submission);
    summit::Context context_for(Log& log, const Submission& submission);
    // Whether a Change may have made somebody another.
    static bool concerns_offices(const v1::Change& change);
    // Tells who chairs in a log now, by its durable state.
    void tell_offices(const std::string& slug, Log& log);
    void look_at_offices();
    void watch_clock();
    void trust_clock(v1::Role role);
    bool may_do_due(const std::string& slug);
    void wait_for_due(const std::string& slug);
    void wait_then_do(const std::string& slug, std::chrono::milliseconds wait);
    void do_due(const std::string& slug);
    v1::Reply decide(Log& log, Submission& submission, Item& item);
    Log* find_or_begin(const v1::Command& command, v1::Reply& reply);
    void answer(Item item);
    // Every Reply leaves here, and is counted.
    void reply_to(const std::function<void(const v1::Reply&)>& done, const v1::Reply& reply,
                  std::chrono::steady_clock::time_point submitted);
    void pump();
    storage::Appended store(const std::vector<storage::Append>& appends);
    void stored(Group group, const storage::Appended& appended);
    void commit(Group& group, const storage::Appended& appended);
    void roll_back(Group& group, const std::string& reason);
    // desk_erase.cpp
    void look_before_erasing(Submission submission);
    void erase(Item item);
    void erased(Item item, const std::string& trouble, const std::string& remedy);
    void finish_forgetting(const std::string& slug, const Log& log);
    void forget(const std::string& log);
    void finish_erasing(const std::string& slug, const Log& log);
    void checkpoint_if_due(const std::string& slug, Log& log, bool at_stop);
    void share_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> made);
    void look_outside();
    // desk_presence.cpp
    void beat();
    void tell_soon(const std::string& log);
    v1::Presence presence(const std::string& log);
    void finish_if_idle();
    bool idle() const { return !storing_ && waiting_.items.empty(); }

    const Limits& limits_;
    storage::Database& database_;
    Hub& hub_;
    Metrics& metrics_;
    access::Access& access_;
    std::function<void(const std::string&)> fault_;
    std::map<std::string, Log> logs_;
    Rate rate_of_login_{limits_.commands_of_login_per_s};
    Rate rate_of_log_{limits_.commands_of_log_per_s};
    Group waiting_;         // decided, for the next group
    bool storing_ = false;  // a group is with the storage thread
    std::function<void()> stopped_;
    bool stopping_ = false;
    // Of none before the first look: what was written between the reading at the start and then counts, too.
    std::int64_t outside_version_ = -1;
    std::function<void()> outside_write_;
    std::function<void(const std::string&, const std::string&)> on_erasing_;
    std::function<void(const std::string&)> on_forget_;
    std::size_t erasing_ = 0;         // Persons whose erasing from disk is under way
    std::int64_t grants_end_ms_ = 0;  // somebody's ends by itself then
    LogClocks clocks_;
    ClockWatch clock_watch_;
    bool clock_doubted_ = false;  // nothing happens by itself where the wall's counts
    std::size_t previews_ = 0;    // under way
    std::map<std::string, std::map<const Shard*, v1::Presence>> present_;  // by log, the latest of each
    std::map<std::string, ShownScreens> screens_;                          // by log
    std::set<std::string> soon_;  // logs of which staff are told before the next beat
    std::chrono::steady_clock::time_point told_soon_;
    // By log and audience: one that is made is made for all shards that ask meanwhile, and for those who ask later as
    // long as it is what they would be given.
    struct Shared {
        std::shared_ptr<const Snapshot> latest;
        std::vector<std::function<void(std::shared_ptr<const Snapshot>)>> waiting;
    };
    std::map<std::pair<std::string, v1::Audience>, Shared> shared_snapshots_;
    std::atomic<std::size_t> queued_{0};  // submissions posted and not yet taken
    boost::asio::thread_pool storage_thread_{1};
    boost::asio::thread_pool workers_{1};
    boost::asio::thread_pool snapshots_{1};  // for those who follow; what is asked for over HTTP does not hold it up
    boost::asio::io_context context_{1};
    boost::asio::steady_timer heart_{context_};
    boost::asio::steady_timer soon_timer_{context_};
    boost::asio::steady_timer outside_timer_{context_};
    std::map<std::string, boost::asio::steady_timer> due_;  // by log: until what happens next by itself
};

}  // namespace dais::live
