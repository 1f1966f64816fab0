// A Session as one audience sees it, with what belongs to it, for files of other programs.
#pragma once

#include <string>

#include "server/interchange/schedule_xml_writer.h"
#include "server/summit/state.h"

namespace dais::web {

// Without guid; pure.
interchange::SessionToWrite session_to_write(const summit::State& view, v1::Audience audience, const std::string& id,
                                             const v1::Session& session);

}  // namespace dais::web
