// Another's WebSocket, Python's websockets, as a client of the real server: the stories of websockets_peer.py.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

struct Ran {
    int code = 0;
    std::string out;
};

// By Debian's own Python: its packages are there, and nobody's settings.
Ran tell_stories(const std::string& url) {
    const std::string command =
        "/usr/bin/python3 -I " DAIS_SOURCE_DIR "/tests/end_to_end/websockets_peer.py " + url + " 2>&1";
    Ran ran;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> piece{};
    while (const std::size_t size = fread(piece.data(), 1, piece.size(), pipe)) ran.out.append(piece.data(), size);
    const int status = pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

TEST(PythonWebsockets, FindsAServerThatKeepsToTheRfc) {
    ServerProcess server({"--keys-ms", "100", "--heartbeat-ms", "100", "--message-bytes-max", "10000"});
    Reader organiser(server, server.make_key(v1::ROLE_ORGANISER));
    organiser.follow("test");
    put_summit(organiser, "test", 50);
    const Ran told = tell_stories("ws://127.0.0.1:" + std::to_string(server.port()) + "/live");
    EXPECT_EQ(told.code, 0) << told.out << "(Debian's package is called python3-websockets.)";
    Reader fresh(server, "");
    fresh.follow("test");
    EXPECT_EQ(fresh.records.dump(), server.dump("test", v1::AUDIENCE_PUBLIC)) << "and it goes on";
}

}  // namespace
}  // namespace dais
