// A small summit of which a good part is hidden, and people of every role who ask for things: what a desk does with a
// command, without a desk. What comes of each is looked at from all sides (answers.h).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/script.pb.h"
#include "server/summit/recent.h"
#include "server/summit/records.h"
#include "tests/fuzz/answers.h"

namespace dais::fuzz {

// The same for everybody who starts from it; a copy is cheap.
class Gathering {
public:
    // As it stands in the morning.
    static const Gathering& ready();

    // Time passes, what is due happens, somebody asks.
    void step(Step step);
    // What is true of all of it, in the end.
    void check() const;

private:
    Gathering() = default;
    // What has happened, and what was before: an undo brings it back.
    struct Past {
        v1::Change change;
        summit::State before;
        std::array<std::uint64_t, summit::kAudiences.size()> positions{};
    };

    summit::Context context(Who who, const v1::Command& command) const;
    std::optional<v1::Command> command_of(Step& step) const;
    void rename(google::protobuf::Message& message) const;
    // Returns the id that it made; nothing: it was refused, or only looked at.
    std::optional<std::string> ask(const v1::Command& command, const summit::Context& context);
    void apply(const summit::Decision& decision, const v1::Command& command, const summit::Context& context);
    void let_pass(std::int64_t ms);
    const Past* past_of(v1::Audience audience, std::uint64_t position) const;

    summit::State state_;
    summit::State following_;  // has never applied a Change itself
    summit::RecentChanges recent_;
    std::vector<std::shared_ptr<const Past>> past_;
    std::array<summit::Records, summit::kAudiences.size()> readers_;  // have followed from the start
    std::map<std::string, std::string> named_;
    std::string chain_;
    std::int64_t now_ms_ = 1'726'128'000'000;  // 2024-09-12 08:00 UTC
    int asked_ = 0;
};

}  // namespace dais::fuzz
