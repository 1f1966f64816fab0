#include "clients/cpp/load/target.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace dais::load {
namespace {

constexpr int kConnectMs = 5'000;

Endpoint endpoint(const addrinfo& found) {
    Endpoint made;
    std::memcpy(&made.address, found.ai_addr, found.ai_addrlen);
    made.size = found.ai_addrlen;
    return made;
}

// Empty if somebody answers.
std::string try_out(const addrinfo& at) {
    const int file = socket(at.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (file < 0) return std::strerror(errno);
    int problem = connect(file, at.ai_addr, at.ai_addrlen) == 0 ? 0 : errno;
    if (problem == EINPROGRESS) {
        pollfd wait{file, POLLOUT, 0};
        problem = poll(&wait, 1, kConnectMs) == 1 ? 0 : ETIMEDOUT;
        socklen_t size = sizeof problem;
        if (problem == 0) getsockopt(file, SOL_SOCKET, SO_ERROR, &problem, &size);
    }
    close(file);
    return problem == 0 ? "" : std::strerror(problem);
}

bool is_loopback(const Endpoint& at) {
    if (at.address.ss_family != AF_INET) return false;
    const auto& four = reinterpret_cast<const sockaddr_in&>(at.address);
    return ntohl(four.sin_addr.s_addr) >> 24 == 127;
}

Endpoint source(int family, const std::string& text) {
    Endpoint made;
    made.address.ss_family = static_cast<sa_family_t>(family);
    void* into = family == AF_INET ? static_cast<void*>(&reinterpret_cast<sockaddr_in&>(made.address).sin_addr)
                                   : static_cast<void*>(&reinterpret_cast<sockaddr_in6&>(made.address).sin6_addr);
    if (inet_pton(family, text.c_str(), into) != 1)
        throw std::invalid_argument(
            "“" + text + "” is no address of the same kind as the server's: --address takes numbers, as 10.0.0.7");
    made.size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    return made;
}

}  // namespace

Target find_target(const client::Url& url, const std::vector<std::string>& from, std::uint32_t screens) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int problem = getaddrinfo(url.host.c_str(), url.port.c_str(), &hints, &found); problem != 0)
        throw std::runtime_error("“" + url.host + "” cannot be found: " + gai_strerror(problem));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(found, freeaddrinfo);
    std::string why;
    const addrinfo* at = found;
    while (at && !(why = try_out(*at)).empty()) at = at->ai_next;
    if (!at)
        throw std::runtime_error("nobody answers at " + url.text() + ": " + why +
                                 "; is it right, and is the server running?");

    Target target;
    target.url = url;
    target.server = endpoint(*at);
    target.loopback = is_loopback(target.server);
    for (const auto& each : from) target.sources.push_back(source(at->ai_family, each));
    if (target.loopback && from.empty()) {
        for (std::uint32_t i = 0; i * kScreensPerSource < screens; ++i)
            target.sources.push_back(source(AF_INET, "127.0.0." + std::to_string(2 + i)));
    }
    return target;
}

}  // namespace dais::load
