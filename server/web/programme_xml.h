// A log's programme as schedule.xml, for the apps that read it. Pure; made on a worker thread. Long texts are left out:
// they are fetched by hash.
#pragma once

#include <string>

#include "server/live/desk.h"

namespace dais::web {

std::string programme_xml(const live::LogView& log, v1::Audience audience);

}  // namespace dais::web
