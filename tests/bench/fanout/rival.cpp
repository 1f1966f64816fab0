#include "tests/bench/fanout/rival.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/bench/fanout/loopback.h"

namespace dais::fanout {
namespace {

constexpr int kTries = 500;
constexpr auto kPause = std::chrono::milliseconds(20);

std::string program(const char* name) { return std::string(DAIS_BIN_DIR) + "/" + name; }

// What a program prints, without the end of its line.
std::string printed(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    char text[256] = "";
    const bool good = pipe && std::fgets(text, sizeof text, pipe);
    if (!pipe || pclose(pipe) != 0 || !good) throw std::runtime_error("“" + command + "” failed");
    std::string line = text;
    while (!line.empty() && line.back() == '\n') line.pop_back();
    return line;
}

}  // namespace

const std::vector<RivalName>& rival_names() {
    static const std::vector<RivalName> kNames = {{RivalKind::dais, "dais", "Dais"},
                                                  {RivalKind::raw_epoll, "raw", "raw send() loop"},
                                                  {RivalKind::raw_uring, "raw-uring", "raw io_uring loop"},
                                                  {RivalKind::uws, "uws", "uWebSockets"}};
    return kNames;
}

const RivalName& rival_named(const std::string& name) {
    for (const auto& each : rival_names())
        if (name == each.name) return each;
    throw std::invalid_argument("“" + name + "” is no server: dais, raw, raw-uring or uws");
}

bool is_there(RivalKind kind) {
    switch (kind) {
        case RivalKind::dais: return std::filesystem::exists(program("dais-server"));
        case RivalKind::raw_epoll:
        case RivalKind::raw_uring: return std::filesystem::exists(program("raw_loop"));
        case RivalKind::uws: return std::filesystem::exists(program("uws_rival"));
    }
    return false;
}

Rival::Rival(RivalKind kind, const std::vector<std::string>& options) : kind_(kind), port_(free_port()) {
    const auto port = std::to_string(port_);
    switch (kind) {
        case RivalKind::raw_epoll: words_ = {program("raw_loop"), port, "epoll"}; break;
        case RivalKind::raw_uring: words_ = {program("raw_loop"), port, "uring"}; break;
        case RivalKind::uws: words_ = {program("uws_rival"), port}; break;
        case RivalKind::dais: {
            make_folder();
            const auto file = folder_ + "/dais.db";
            key_ = printed(program("dais-server") + " key make --db " + file + " --as Bench");
            be_dais({"--db", file}, options);
        }
    }
    start();
    wait_until_there();
}

Rival::Rival(const Rival& followed, const std::vector<std::string>& options)
    : kind_(RivalKind::dais), port_(free_port()) {
    make_folder();
    be_dais({"--follow", "http://127.0.0.1:" + std::to_string(followed.port()), "--follow-cache", folder_}, options);
    start();
    wait_until_there();
}

Rival::~Rival() {
    kill();
    wait_for_end();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

void Rival::make_folder() {
    std::string name = std::filesystem::temp_directory_path() / "dais-fanout-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the server");
    folder_ = name;
}

// As many screens as files allow, since few of them are HTTP requests at any time, and all from a handful of addresses.
void Rival::be_dais(const std::vector<std::string>& source, const std::vector<std::string>& options) {
    words_ = {program("dais-server"), "run", "--port", std::to_string(port_), "--address", "127.0.0.1",
              "--metrics-open"};
    for (const auto& [name, value] : {std::pair{"--commands-of-login-per-s", "0"},
                                      {"--commands-of-log-per-s", "0"},
                                      {"--connections-max", "100000"},
                                      {"--connections-of-address-max", "1000000"},
                                      {"--http-connections-max", "500"}}) {
        if (std::find(options.begin(), options.end(), name) == options.end())
            words_.insert(words_.end(), {name, value});
    }
    words_.insert(words_.end(), source.begin(), source.end());
    words_.insert(words_.end(), options.begin(), options.end());
}

void Rival::kill() {
    if (process_ > 0) ::kill(process_, SIGKILL);
}

void Rival::wait_for_end() {
    if (process_ > 0) waitpid(std::exchange(process_, -1), nullptr, 0);
}

void Rival::start_again() {
    start();
    wait_until_there();
}

void Rival::start() {
    wait_for_end();
    std::fflush(nullptr);
    process_ = fork();
    if (process_ < 0) throw std::runtime_error("no process for the server");
    if (process_ > 0) return;
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, 1);
    if (!folder_.empty()) dup2(nowhere, 2);
    std::vector<char*> arguments;
    for (auto& word : words_) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
}

void Rival::wait_until_there() {
    for (int i = 0; i < kTries; ++i) {
        if (waitpid(process_, nullptr, WNOHANG) != 0) {
            process_ = -1;
            throw std::runtime_error("the server ended at once");
        }
        if (answers(port_)) return;
        std::this_thread::sleep_for(kPause);
    }
    throw std::runtime_error("the server did not come up");
}

}  // namespace dais::fanout
