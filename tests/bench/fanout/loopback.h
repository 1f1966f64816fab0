// Ports of this machine's loopback address, for programs that are started to be measured.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace dais::fanout {

inline sockaddr_in loopback(unsigned short port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// One that nobody had a moment ago.
inline unsigned short free_port() {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool good = bind(file, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                      getsockname(file, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(file);
    if (!good) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

// Whether somebody listens there.
inline bool answers(unsigned short port) {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool good = connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(file);
    return good;
}

}  // namespace dais::fanout
