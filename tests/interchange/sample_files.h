// Files to import, and what a test says about the outcome.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/interchange/schedule_xml.h"

namespace dais::interchange {

inline const std::filesystem::path kSamples = std::filesystem::path(DAIS_SOURCE_DIR) / "tests/interchange/samples";
// Files of real conferences; they are not part of the project and need not be there.
inline const std::filesystem::path kRealSamples = std::filesystem::path(DAIS_SOURCE_DIR) / "../shared/samples";

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

// A schedule.xml in Berlin with these events in one room on 28 March 2026, the day before the clocks go forward.
inline std::string schedule_with(const std::string& events,
                                 const std::string& conference = "<time_zone_name>Europe/Berlin</time_zone_name>") {
    return "<schedule><version>1</version><conference><title>Harbours</title>" + conference +
           "</conference>\n<day index=\"1\" date=\"2026-03-28\"><room name=\"Quay\">\n" + events +
           "\n</room></day></schedule>";
}

// An event at nine with this inside, besides what it names itself.
inline std::string event_with(const std::string& inside, const std::string& attributes = "id=\"7\"") {
    std::string event = "<event " + attributes + ">" + inside;
    if (inside.find("<date>") == std::string::npos && inside.find("<start>") == std::string::npos)
        event += "<date>2026-03-28T09:00:00+01:00</date><start>09:00</start>";
    if (inside.find("<title>") == std::string::npos) event += "<title>Title</title>";
    if (inside.find("<duration>") == std::string::npos) event += "<duration>01:00</duration>";
    return event + "</event>";
}

inline std::string notes_of(const Parsed& parsed) {
    std::string all;
    for (const v1::ImportNote& note : parsed.notes)
        all += std::to_string(note.line()) + " " + note.item() + ": " + note.message() + "\n";
    return all;
}

inline const v1::ImportedSession& only_session(const Parsed& parsed) {
    static const v1::ImportedSession kNone;
    EXPECT_EQ(parsed.failure, "");
    EXPECT_EQ(parsed.programme.sessions_size(), 1);
    return parsed.programme.sessions_size() == 1 ? parsed.programme.sessions(0) : kNone;
}

}  // namespace dais::interchange
