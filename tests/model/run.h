// One log from its first Change on: steps made up or told again, and after each of them every reader, every record and
// every undo looked at.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/model/log_at_work.h"
#include "tests/model/random_commands.h"
#include "tests/model/reader.h"
#include "tests/storage/sample.h"

namespace dais::model {

// What came of what was asked for.
struct Tally {
    struct Answers {
        std::uint64_t done = 0;
        std::uint64_t refused = 0;
    };
    std::map<v1::Command::VerbCase, Answers> verbs;
    std::uint64_t unavailable = 0;
    std::uint64_t faults = 0;  // after which nothing could be promised
    std::uint64_t restarts = 0;
    std::uint64_t cuts = 0;
    std::uint64_t regrants = 0;
    std::uint64_t previews = 0;
    std::uint64_t due = 0;
    std::uint64_t thorough = 0;

    void add(const Tally& other);
    Answers sum() const;
};

class Run {
public:
    // thorough_every: so many steps are between two thorough looks; 0: none is taken unasked.
    explicit Run(std::uint64_t seed, std::uint64_t thorough_every = 100);

    // What comes next; a command, mostly.
    Step make_up();
    // Does it and looks at everything. Throws Broken. A step told for the first time learns what ids it made.
    void perform(Step& step);
    // All that is looked at now and then, and once more at the end.
    void look_thoroughly();

    const Tally& tally() const { return tally_; }

private:
    // A Change, and the state before it.
    struct Past {
        v1::Change change;
        summit::State before;
    };

    void ask(Asked& asked);
    void ask_while_the_disk_fails(DiskFault& fault);
    void ask_again(const LogAtWork::Question& question, Asked& asked);
    void restart(const Restart& restart);
    void read(const Reading& reading);
    Who who_of(const Asked& asked) const;
    v1::Audience audience_of(const Asked& asked) const;
    v1::Command command_of(Asked& asked);
    std::uint64_t undone_position(Asked& asked) const;
    void damage(v1::Audience audience);
    std::string last_changes() const;
    v1::Reply preview(v1::Command command, const Who& who);
    void compare_preview(const v1::Reply& preview, const v1::Reply& reply, v1::Audience audience,
                         std::uint64_t position) const;
    void compare_repeated(const v1::Command& command, const Who& who, const v1::Reply& reply);
    void count(const Asked& asked, const v1::Reply& reply);
    // seq: of the Change that came of it.
    void learn_ids(Asked& asked, const v1::Reply& reply, std::uint64_t seq);
    // Ids as they are now.
    void rename(google::protobuf::Message& message) const;
    std::string renamed(const std::string& id) const;
    void open(std::int64_t at_ms);
    // Takes what happened: readers, history, the latest state.
    void catch_up();
    void remember(const std::vector<v1::Change>& changes);
    void look();
    // nullptr if it is too long ago.
    const Past* past_of(v1::Audience audience, std::uint64_t position) const;
    const summit::State* state_after(std::uint64_t seq) const;

    tests::TempDirectory directory_;
    tests::FaultyVfs vfs_;
    live::TimeOfATest time_;
    Dice dice_;
    std::int64_t now_ms_ = 0;
    std::unique_ptr<LogAtWork> log_;
    std::vector<Reader> steady_;     // one per audience, in the order of kAudiences; they take everything at once
    std::vector<Reader> wandering_;  // they come and go
    std::vector<std::vector<v1::Change>> heard_;  // by the steady ones, in the last catch_up
    summit::View view_;
    summit::State folded_;  // what staff were told, folded
    std::deque<Past> past_;
    std::uint64_t unheard_ = 0;                      // so often a snapshot told of Changes that nobody heard
    std::map<std::string, std::string> renamed_;     // ids as they were the first time → as they are now
    std::map<std::uint64_t, std::uint64_t> seqs_;    // of commands, by their label → their Change
    std::map<std::uint64_t, std::uint64_t> labels_;  // and back
    std::uint64_t thorough_every_;
    std::uint64_t steps_ = 0;
    std::uint64_t asked_ = 0;
    Tally tally_;
};

}  // namespace dais::model
