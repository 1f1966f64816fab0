// The smallest uWebSockets server that sends each message it receives to all: one topic, everybody subscribed.
//
//   uws_rival PORT
//
// Built only where its source lies (DAIS_UWS); see `./dev bench fanout`.
#include <sys/resource.h>

#include <cstdlib>
#include <string_view>

#include "App.h"

namespace {
struct Nothing {};
}  // namespace

int main(int count, char** words) {
    if (count != 2) return 2;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);

    uWS::App app;
    app.ws<Nothing>("/*", {.compression = uWS::DISABLED,
                           .maxPayloadLength = 64 * 1024,
                           .idleTimeout = 120,
                           .maxBackpressure = 1024 * 1024,
                           .upgrade = nullptr,
                           .open = [](auto* socket) { socket->subscribe("all"); },
                           .message = [&app](auto*, std::string_view message,
                                             uWS::OpCode kind) { app.publish("all", message, kind, false); }});
    bool listening = false;
    app.listen("127.0.0.1", std::atoi(words[1]), [&](auto* listener) { listening = listener != nullptr; });
    if (!listening) return 1;
    app.run();
    return 1;
}
