#include "tests/bench/tls/front.h"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace dais::bench {
namespace {

constexpr char kProgram[] = "/usr/sbin/haproxy";
constexpr int kTries = 500;

sockaddr_in loopback(unsigned short port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

unsigned short free_port() {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool good = bind(file, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      getsockname(file, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(file);
    if (!good) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

bool answers(unsigned short port) {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool good = connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(file);
    return good;
}

}  // namespace

bool Front::is_there() { return std::filesystem::exists(kProgram); }

Front::Front(const VenueCa& ca, const std::string& name, unsigned short server) : port_(free_port()) {
    const std::string both = ca.file(name + "-" + std::to_string(port_) + ".both");
    std::ofstream(both) << std::ifstream(ca.file(name + ".pem")).rdbuf()
                        << std::ifstream(ca.file(name + ".key")).rdbuf();
    config_ = ca.file("haproxy-" + std::to_string(port_) + ".cfg");
    std::ofstream(config_) << "global\n    nbthread 1\n    maxconn 6000\n"
                              "defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n"
                              "    timeout server 1m\n    timeout tunnel 3m\n    timeout client-fin 10s\n"
                              "frontend summit\n    bind 127.0.0.1:"
                           << port_ << " ssl crt " << both
                           << "\n    default_backend dais\nbackend dais\n    server dais 127.0.0.1:" << server
                           << " send-proxy-v2 check\n";
    start();
}

Front::~Front() { kill(); }

void Front::start() {
    process_ = fork();
    if (process_ == 0) {
        execl(kProgram, "haproxy", "-db", "-q", "-f", config_.c_str(), nullptr);
        _exit(127);
    }
    for (int i = 0; i < kTries; ++i) {
        if (answers(port_)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("HAProxy did not come up");
}

void Front::kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
}

}  // namespace dais::bench
