// What commands of the terminal have in common: their options, their page of the manual, their errand to the server.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dais::client {

// The manual's groups, in its order.
inline constexpr const char* kLook = "Look";
inline constexpr const char* kTheDay = "The day";
inline constexpr const char* kProgramme = "Programme";
inline constexpr const char* kInterpretation = "Interpretation and documents";
inline constexpr const char* kDrafts = "Drafts";
inline constexpr const char* kSeries = "Series and declarations";
inline constexpr const char* kAnnouncements = "Announcements";
inline constexpr const char* kInAndOut = "In and out";
inline constexpr const char* kUndoAndHistory = "Undo and history";
inline constexpr const char* kRehearsal = "Rehearsal";

// Of every command that looks at a log.
struct LookOptions {
    bool json = false;
    int timeout_s = 15;
};

// Of every command that changes something.
struct AskOptions : LookOptions {
    bool preview = false;
    std::string reason;
    std::string draft;
    std::optional<std::uint64_t> basis;  // default: what was seen
    std::string command_id;              // default: a random one
};

void add_look_options(CLI::App& command, const std::shared_ptr<LookOptions>& options);
// may_wait: it can become the step of a draft.
void add_ask_options(CLI::App& command, const std::shared_ptr<AskOptions>& options, bool may_wait = true);

// What a command's page says beside its options.
struct Page {
    std::vector<std::string> examples;
    // Names of the verbs of dais.v1.Command that it gives.
    std::vector<std::string> verbs;
    std::string more;
};
void describe(CLI::App& command, const Page& page);

// A whole number of 0 or more that is no longer than these digits.
std::string whole_number(const std::string& text);
// The same from 1.
std::string position_number(const std::string& text);
// "90s", "3m", "1h", or "0" for none. A number alone might be meant in minutes.
std::string length_named(const std::string& text);
// The seconds of such a one.
int seconds_of(const std::string& text);
// "public", "staff" …
std::string audience_named(const std::string& text);

}  // namespace dais::client
