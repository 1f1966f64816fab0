#include "tests/bench/siege/besiegers.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "clients/cpp/load/frames.h"
#include "clients/cpp/load/measures.h"
#include "tests/bench/fanout/loopback.h"

namespace dais::bench {
namespace {

constexpr std::uint64_t kLooksPerS = 100;
constexpr std::uint64_t kLookNs = 1'000'000'000 / kLooksPerS;
constexpr std::size_t kComeAtOnce = 100;  // in one look: a burst, and not a wall
constexpr std::uint32_t kFirstAddress = 0x7f000101;
constexpr int kEventsMax = 1'024;

constexpr std::uint32_t kWays = 4;
enum class Way : std::uint32_t { silent, header, body, websocket };
Way way_of(std::uint32_t number) { return static_cast<Way>(number % kWays); }

constexpr std::string_view kHeader = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Siege: ";
// Whoever wants to sign in has no key yet: their body is listened to.
constexpr std::string_view kBody =
    "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
    "60000\r\n\r\n"
    "{\"";
// The head of a masked binary frame of 125 bytes, and some of them.
constexpr std::string_view kFrame = "\x82\xfd\x01\x02\x03\x04\x0b\x0f";
constexpr std::string_view kLetIn = "HTTP/1.1 101";

sockaddr_in address(std::uint32_t number) {
    sockaddr_in at = fanout::loopback(0);
    at.sin_addr.s_addr = htonl(number);
    return at;
}

int new_epoll() {
    const int file = epoll_create1(EPOLL_CLOEXEC);
    if (file < 0) throw std::runtime_error("no more files may be opened: raise the limit (ulimit -n)");
    return file;
}

}  // namespace

Besiegers::Besiegers(unsigned short port, std::uint32_t count, Tally& tally)
    : port_(port),
      tally_(tally),
      upgrade_(load::upgrade_request({"localhost", "/live", "dais.v1", ""})),
      all_(count),
      next_ns_(load::monotonic_ns()),
      epoll_(new_epoll()) {}

Besiegers::~Besiegers() {
    for (std::uint32_t number = 0; number < all_.size(); ++number) go(number);
    close(epoll_);
}

void Besiegers::poll() {
    const auto wished = load::get(tally_.addresses);
    if (std::exchange(addresses_, wished) != wished) {
        away_.clear();
        for (std::uint32_t number = 0; number < all_.size(); ++number) {
            go(number);
            if (wished > 0) away_.push_back(number);
        }
    }
    hear_all();
    for (auto number = static_cast<std::uint32_t>(looks_++ % kLooksPerS); number < all_.size(); number += kLooksPerS)
        speak(number);
    std::vector<std::uint32_t> next;
    next.swap(away_);
    const auto come_now = std::min(next.size(), kComeAtOnce);
    for (std::size_t i = 0; i < come_now; ++i) come(next[i]);
    away_.insert(away_.begin(), next.begin() + static_cast<std::ptrdiff_t>(come_now), next.end());
    next_ns_ = std::max(next_ns_ + kLookNs, load::monotonic_ns());
    const timespec until{static_cast<time_t>(next_ns_ / 1'000'000'000), static_cast<long>(next_ns_ % 1'000'000'000)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

void Besiegers::hear_all() {
    std::array<epoll_event, kEventsMax> events{};
    int count = 0;
    do {
        count = epoll_wait(epoll_, events.data(), kEventsMax, 0);
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            const auto number = event.data.u32;
            if (all_[number].state == State::connecting) connected(number);
            if ((event.events & ~std::uint32_t{EPOLLOUT}) != 0 && all_[number].state != State::away) hear(number);
        }
    } while (count == kEventsMax);
}

void Besiegers::come(std::uint32_t number) {
    Besieger& one = all_[number];
    one = {socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), State::connecting, false};
    const int on = 1;
    setsockopt(one.file, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const auto from = address(kFirstAddress + static_cast<std::uint32_t>(number / kWays % addresses_));
    const auto to = fanout::loopback(port_);
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, {.u32 = number}};
    const bool good =
        bind(one.file, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
        (connect(one.file, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 || errno == EINPROGRESS) &&
        epoll_ctl(epoll_, EPOLL_CTL_ADD, one.file, &event) == 0;
    if (!good) lost(number);
}

void Besiegers::connected(std::uint32_t number) {
    Besieger& one = all_[number];
    int problem = 0;
    socklen_t size = sizeof problem;
    getsockopt(one.file, SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem != 0) return lost(number);
    one.state = State::connected;
    load::add(tally_.came);
    load::add(tally_.connected);
    constexpr std::array<std::string_view, kWays> kFirstWords = {"", kHeader, kBody, ""};
    const bool upgrades = way_of(number) == Way::websocket;
    const std::string_view words = upgrades ? std::string_view(upgrade_) : kFirstWords[number % kWays];
    if (!words.empty()) send(one.file, words.data(), words.size(), MSG_NOSIGNAL);
}

// Goes only when it is closed, whatever it is told before.
void Besiegers::hear(std::uint32_t number) {
    Besieger& one = all_[number];
    std::array<char, 4'096> bytes{};
    for (;;) {
        const ssize_t count = recv(one.file, bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) return lost(number);
        if (one.state != State::connected || one.refused) continue;
        if (std::string_view(bytes.data(), static_cast<std::size_t>(count)).starts_with(kLetIn)) {
            one.state = State::upgraded;
            load::add(tally_.websockets);
            send(one.file, kFrame.data(), kFrame.size(), MSG_NOSIGNAL);
        } else {
            one.refused = true;
            load::add(tally_.refused);
        }
    }
}

void Besiegers::speak(std::uint32_t number) {
    const Besieger& one = all_[number];
    const bool waits = one.state == State::connected && way_of(number) == Way::websocket;
    if (one.file < 0 || one.state == State::connecting || way_of(number) == Way::silent || waits) return;
    send(one.file, "x", 1, MSG_NOSIGNAL);
}

void Besiegers::lost(std::uint32_t number) {
    load::add(all_[number].state == State::connecting ? tally_.unreached : tally_.closed);
    go(number);
    away_.push_back(number);
}

// In a way that leaves nothing of it waiting in this system.
void Besiegers::go(std::uint32_t number) {
    Besieger& one = all_[number];
    if (one.file < 0) return;
    const linger at_once{1, 0};
    setsockopt(one.file, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(one.file);
    if (one.state == State::connected || one.state == State::upgraded) --load::shared(tally_.connected);
    if (one.state == State::upgraded) --load::shared(tally_.websockets);
    one = {};
}

}  // namespace dais::bench
