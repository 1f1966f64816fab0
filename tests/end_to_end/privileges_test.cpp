// The server keeps what it writes to its user, and becomes one that may nothing else on the machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using ::testing::HasSubstr;

unsigned mode_of(const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777U;
}

TEST(Files, AreTheUsersAlone) {
    const ServerProcess server({"--demo"});
    const std::string database = server.database();
    const auto port_file = std::filesystem::path(database).parent_path() / "port";
    for (const std::string& path : {database, database + "-wal", database + "-shm", port_file.string()})
        EXPECT_EQ(mode_of(path), 0600U) << path;
}

TEST(Files, ThatOthersMayReadAreTold) {
    ServerProcess server;
    EXPECT_EQ(server.log().find("may read"), std::string::npos);
    server.end(SIGTERM);
    ::chmod(server.database().c_str(), 0644);
    server.start();
    EXPECT_THAT(server.log(), HasSubstr("may read " + server.database()));
}

// A server started by root, in a folder of the user that it shall become.
class Unprivileged : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "root alone may become somebody else";
        std::string name = std::filesystem::temp_directory_path() / "dais-user-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
        const passwd* nobody = ::getpwnam("nobody");
        ASSERT_NE(nobody, nullptr);
        uid = nobody->pw_uid;
        ASSERT_EQ(::chown(folder.c_str(), nobody->pw_uid, nobody->pw_gid), 0);
    }
    ~Unprivileged() override {
        if (pid > 0) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }

    // What Linux says of the process once it listens (proc(5), status).
    std::map<std::string, std::string> run(unsigned short port) {
        const std::string database = folder + "/summit.db", port_file = folder + "/port";
        const std::string binary = DAIS_BIN_DIR "/dais-server", number = std::to_string(port);
        pid = ::fork();
        if (pid == 0) {
            ::execl(binary.c_str(), binary.c_str(), "run", "--db", database.c_str(), "--port", number.c_str(),
                    "--port-file", port_file.c_str(), "--user", "nobody", nullptr);
            ::_exit(127);
        }
        unsigned listens = 0;
        for (int i = 0; i < 3'000 && listens == 0; ++i) {
            std::ifstream(port_file) >> listens;
            if (listens == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        EXPECT_NE(listens, 0U) << "it does not listen";
        std::ifstream in("/proc/" + std::to_string(pid) + "/status");
        std::map<std::string, std::string> status;
        for (std::string line; std::getline(in, line);) {
            std::istringstream words(line.substr(line.find(':') + 1));
            std::string word;
            for (words >> word; words; words >> word) status[line.substr(0, line.find(':'))] += word + " ";
        }
        return status;
    }

    std::string folder;
    uid_t uid = 0;
    pid_t pid = -1;
};

TEST_F(Unprivileged, NothingIsLeftOfRoot) {
    auto status = run(0);
    const std::string one = std::to_string(uid) + " ";
    EXPECT_EQ(status["Uid"], one + one + one + one);
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"}) EXPECT_EQ(status[set], "0000000000000000 ") << set;
    EXPECT_EQ(status["NoNewPrivs"], "1 ");
    EXPECT_EQ(status["Groups"].find(" 0 "), std::string::npos);
    EXPECT_NE(status["Groups"].substr(0, 2), "0 ");
}

TEST_F(Unprivileged, ALowPortIsAllThatItMayOpen) {
    unsigned short port = 1'023;
    for (; port > 600; --port) {
        const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool free = ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(probe);
        if (free) break;
    }
    EXPECT_EQ(run(port)["CapEff"], "0000000000000400 ");  // CAP_NET_BIND_SERVICE
}

TEST(User, ThatIsNobodyIsRefused) {
    const std::string command = DAIS_BIN_DIR "/dais-server run --db /nowhere/x.db --user no-such-user 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    char said[512] = {};
    const std::size_t size = ::fread(said, 1, sizeof said - 1, pipe);
    EXPECT_EQ(WEXITSTATUS(::pclose(pipe)), 1);
    EXPECT_THAT(std::string(said, size), HasSubstr("adduser --system no-such-user"));
}

}  // namespace
}  // namespace dais
