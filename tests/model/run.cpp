#include "tests/model/run.h"

#include <sstream>

#include "server/summit/rights.h"
#include "server/verify.h"
#include "tests/model/broken.h"
#include "tests/model/checks.h"

namespace dais::model {
namespace {

constexpr std::size_t kWandering = 4;
constexpr std::size_t kPastMax = 80;

RandomLog log_of(std::uint64_t seed) {
    Dice dice(seed);
    return random_log(dice);
}

}  // namespace

void Tally::add(const Tally& other) {
    for (const auto& [verb, answers] : other.verbs) {
        verbs[verb].done += answers.done;
        verbs[verb].refused += answers.refused;
    }
    unavailable += other.unavailable;
    faults += other.faults;
    restarts += other.restarts;
    cuts += other.cuts;
    regrants += other.regrants;
    previews += other.previews;
    due += other.due;
    thorough += other.thorough;
}

Tally::Answers Tally::sum() const {
    Answers sum;
    for (const auto& [verb, answers] : verbs) {
        sum.done += answers.done;
        sum.refused += answers.refused;
    }
    return sum;
}

Run::Run(std::uint64_t seed, std::uint64_t thorough_every)
    : vfs_("model"),
      time_(0),
      dice_(seed ^ 0x9e3779b97f4a7c15),
      heard_(summit::kAudiences.size()),
      thorough_every_(thorough_every) {
    const RandomLog made = log_of(seed);
    now_ms_ = made.first_day_ms + 6 * kHourMs;
    begin_log(directory_.path(), vfs_, made.first, now_ms_);
    for (const v1::Audience audience : summit::kAudiences) steady_.emplace_back(audience);
    for (std::size_t i = 0; i < kWandering; ++i) wandering_.emplace_back(summit::kAudiences[i]);
    open(now_ms_);
    look();
}

void Run::open(std::int64_t at_ms) {
    log_ = std::make_unique<LogAtWork>(directory_.path(), vfs_, time_, at_ms);
    for (Reader& reader : steady_) reader.connect(*log_);
    for (Reader& reader : wandering_) reader.connect(*log_);
    catch_up();
}

void Run::catch_up() {
    view_ = log_->view(now_ms_);
    for (std::size_t i = 0; i < steady_.size(); ++i) {
        steady_[i].take(*log_);
        heard_[i] = steady_[i].heard();
    }
    remember(heard_[summit::index_of(v1::AUDIENCE_STAFF)]);
}

void Run::remember(const std::vector<v1::Change>& changes) {
    for (const v1::Change& change : changes) tally_.due += change.actor().login() == "server" ? 1 : 0;
    for (const v1::Change& change : changes) {
        if (change.seq() != folded_.seq() + 1) {  // between, the ring had to start again from a snapshot
            past_.clear();
            break;
        }
        past_.push_back({change, folded_});
        folded_.apply(change, "12345678");
        check_proceedings(past_.back().before, change, folded_);
        if (past_.size() > kPastMax) past_.pop_front();
    }
    if (folded_.seq() != view_->seq()) {
        ++unheard_;
        folded_ = *view_;
        past_.clear();
    }
}

// After every step: the digest of every audience, and what is true of every state.
void Run::look() {
    for (const Reader& reader : steady_) {
        const summit::AudienceHead& head = view_->head(reader.audience());
        const client::Follower& held = reader.follower();
        if (held.position() != head.position || held.chain() != head.chain || held.records().digest() != head.digest)
            throw Broken("a reader is not where, or not as, its audience is",
                         v1::Audience_Name(reader.audience()) + " at " + std::to_string(held.position()) + " of " +
                             std::to_string(head.position));
    }
    check_state(*view_);
    check_settled(*view_);
}

void Run::look_thoroughly() {
    ++tally_.thorough;
    for (const Reader& reader : steady_) {
        const v1::Audience audience = reader.audience();
        if (reader.follower().records().dump() != view_->dump(audience))
            throw Broken("a reader does not hold what the server has", v1::Audience_Name(audience));
        check_projection(*view_, audience, reader.follower().records());
        Reader newcomer(audience);
        newcomer.connect(*log_);
        newcomer.take(*log_);
        if (newcomer.follower().records().dump() != reader.follower().records().dump())
            throw Broken("a reader does not hold what a newcomer is told", v1::Audience_Name(audience));
    }
    for (Reader& reader : wandering_) {
        reader.take(*log_);
        if (reader.follower().records().dump() != view_->dump(reader.audience()))
            throw Broken("a reader who comes and goes does not hold what the server has");
    }
    log_->let_the_disk_rest();
    storage::Options options;
    options.read_only = true;
    options.vfs = vfs_.name();
    storage::Database database(directory_.path(), options);
    std::ostringstream report;
    if (!verify(database, report)) throw Broken("verify finds", report.str());
    const summit::State stored = fold_from_start(database, kLog);
    for (const v1::Audience audience : summit::kAudiences)
        if (stored.dump(audience) != view_->dump(audience) ||
            stored.head(audience).position != view_->head(audience).position)
            throw Broken("on disk is another state", v1::Audience_Name(audience));
}

void Run::perform(Step& step) {
    if (step.passes_ms() > 0) {
        time_.passes(step.passes_ms());
        now_ms_ += step.passes_ms();
        catch_up();
        look();
    }
    switch (step.what_case()) {
        case Step::kAsked: ask(*step.mutable_asked()); break;
        case Step::kRestart: restart(step.restart()); break;
        case Step::kDiskFault: ask_while_the_disk_fails(*step.mutable_disk_fault()); break;
        case Step::kReading: read(step.reading()); break;
        case Step::kDamage: damage(step.damage()); break;
        case Step::WHAT_NOT_SET: break;
    }
    look();
    if (thorough_every_ > 0 && ++steps_ % thorough_every_ == 0) look_thoroughly();
}

}  // namespace dais::model
