// An errand of the terminal: look at a log, work out a command, give it (or make it the step of a draft, or ask what
// would come of it), say what became of it. Blocks; throws like a Visit.
#pragma once

#include <string>

#include "clients/cpp/command_options.h"
#include "clients/cpp/fields.h"
#include "clients/cpp/place.h"
#include "clients/cpp/visit.h"

namespace dais::client {

class Errand {
public:
    // Looks at once. With a draft, what is seen is the log as that draft would leave it.
    Errand(const Place& place, const AskOptions& options);
    Errand(const Place& place, const LookOptions& options);

    const summit::Records& seen() const { return seen_; }
    const LocalTime& time() const { return time_; }
    const Languages& languages() const { return languages_; }
    std::uint64_t position() const { return position_; }
    std::int64_t now_ms() const { return visit_.now_ms(); }
    bool is_hidden(v1::Kind kind, const std::string& id) const { return visit_.is_hidden(kind, id); }

    std::string owner(v1::Kind kind, const std::string& id) const { return visit_.owner(kind, id); }

    // The one record that is meant; Failure if there is none or several.
    std::string id(v1::Kind kind, const std::string& name) const;
    std::string label(v1::Kind kind, const std::string& id) const;
    // What typed values are read by, near an instant.
    Reading reading(std::int64_t about_ms) const { return {seen_, time_, languages_, about_ms, now_ms()}; }
    // A time as typed, on the day of about_ms unless it says another.
    std::int64_t instant(const std::string& typed, std::int64_t about_ms) const;
    // Now, or the summit's nearest day.
    std::int64_t about_ms() const;

    // What a command would do, without saying it.
    v1::Reply what_if(v1::Command command);
    // Prints what became of it; done says it in words.
    void give(v1::Command command, const std::string& done);

private:
    void see_draft();

    AskOptions options_;
    Visit visit_;
    summit::Records seen_;
    std::uint64_t position_ = 0;
    LocalTime time_;
    Languages languages_;
    std::string draft_;
};

}  // namespace dais::client
