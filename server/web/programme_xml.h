// A log's programme as schedule.xml, for the apps that read it. Pure; made on a worker thread.
#pragma once

#include <string>

#include "server/live/desk.h"
#include "server/web/session_to_write.h"

namespace dais::web {

// bodies: of its long texts.
std::string programme_xml(const live::LogView& log, v1::Audience audience, const TextBodies& bodies);

}  // namespace dais::web
