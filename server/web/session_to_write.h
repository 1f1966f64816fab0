// A Session as one audience sees it, with what belongs to it, for files of other programs.
#pragma once

#include <map>
#include <set>
#include <string>

#include "server/interchange/schedule_xml_writer.h"
#include "server/summit/state.h"

namespace dais::web {

// The long texts of a programme, by their hashes; none if they are too many for a file.
struct LongTexts {
    std::set<std::string> hashes;
    bool too_many = false;
};
LongTexts long_texts(const summit::State& view, v1::Audience audience);

// Bodies of long texts by their hashes.
using TextBodies = std::map<std::string, std::string>;

// Without guid; pure. A text whose body is not there is left out.
interchange::SessionToWrite session_to_write(const summit::State& view, v1::Audience audience, const std::string& id,
                                             const v1::Session& session, const TextBodies& bodies);

}  // namespace dais::web
