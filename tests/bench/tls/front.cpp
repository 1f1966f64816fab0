#include "tests/bench/tls/front.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/fanout/loopback.h"

namespace dais::bench {
namespace {

constexpr char kProgram[] = "/usr/sbin/haproxy";
constexpr int kTries = 500;

}  // namespace

bool Front::is_there() { return std::filesystem::exists(kProgram); }

Front::Front(const VenueCa& ca, const std::string& name, unsigned short server) : port_(fanout::free_port()) {
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
        if (fanout::answers(port_)) return;
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
