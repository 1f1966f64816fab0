// What big screens show, in words. Pure.
#pragma once

#include <string>

#include "clients/cpp/fields.h"
#include "dais/v1/screen.pb.h"

namespace dais::client {

// "door of Sala 2", "podium of Sala 2 — Please conclude"; without a kind, "what suits the place".
std::string scene_told(const v1::Scene& scene, const Reading& reading);

// The same, and whether it is dark.
std::string shown_on(const v1::Screen& screen, const Reading& reading);

}  // namespace dais::client
