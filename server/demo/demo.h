// The demo summit: what a server shows that was given nothing else. The conference of September 2024 on the island of
// Sal that launched the Global Diaspora Policy Alliance, as far as it is publicly known; the rest is a sample and says
// so.
//
// Promises: the same Commands every time, in order: the programme first, then announcements and a committee. Their ids
// never change, so sending them again does nothing twice. No file is read: the text is in the binary (gdpa_2024.txtpb).
// Does not: name a record by the server's id, which only the server gives; so nothing of the day (a late start, a move)
// is in it, and who sits on the committee is said by offices.h.
#pragma once

#include <vector>

#include "dais/v1/live.pb.h"

namespace dais::demo {

inline constexpr char kLog[] = "gdpa-2024";

std::vector<v1::Command> demo_commands();

}  // namespace dais::demo
