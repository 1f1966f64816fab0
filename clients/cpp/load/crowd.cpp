#include "clients/cpp/load/crowd.h"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "clients/cpp/backoff.h"

namespace dais::load {
namespace {

constexpr int kEventsMax = 1'024;
constexpr int kRoomBytes = 16 << 10;  // that a screen offers which reads again
constexpr int kFewEvents = 64;        // so few at once: there is time to nap
constexpr long kNapNs = 100'000;
constexpr std::uint64_t kBusyNs = 50'000'000;  // after the last byte that came
constexpr std::uint32_t kConnectMs = 15'000;   // from connect() to the upgrade
constexpr std::uint32_t kAwayMs = 8'000;       // who drops out is away for up to this
constexpr std::uint32_t kSlowEveryMs = 500;
constexpr std::uint32_t kSweepMs = 1'000;
constexpr std::uint32_t kDropMs = 100;

std::uint64_t milliseconds(std::uint64_t ns) { return ns / 1'000'000; }

}  // namespace

Crowd::Crowd(const Plan& plan, const Target& target, std::uint32_t first, std::span<const std::uint8_t> groups,
             Talk& talk, Measures& measures)
    : plan_(plan),
      target_(target),
      first_(first),
      talk_(talk),
      measures_(measures),
      upgrade_(upgrade_request(talk.upgrade())),
      protocol_(talk.upgrade().protocol),
      seats_(groups.size()),
      buffer_(kReadBytes),
      dice_(std::random_device{}()),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      begun_ns_(monotonic_ns()),
      now_ns_(begun_ns_),
      drops_owed_(plan.groups.size()) {
    if (epoll_ < 0) throw std::runtime_error("no more files may be opened: raise the limit (ulimit -n)");
    for (std::size_t i = 0; i < groups.size(); ++i) seats_[i].group = groups[i];
    if (target.url.tls) tls_ = std::make_unique<TlsLines>(target.url, groups.size());
}

Crowd::~Crowd() {
    for (auto& seat : seats_) {
        if (seat.file >= 0) close(seat.file);
        std::free(seat.stash);
    }
    close(epoll_);
}

std::uint32_t Crowd::now_ms() const { return static_cast<std::uint32_t>(milliseconds(now_ns_ - begun_ns_)); }

std::uint32_t Crowd::some_of(std::uint32_t most_ms) {
    return std::uniform_int_distribution<std::uint32_t>(0, most_ms)(dice_);
}

void Crowd::poll(int wait_ms) {
    now_ns_ = monotonic_ns();
    start_some();
    do_what_is_due();
    const bool busy = now_ns_ - heard_ns_ < kBusyNs || under_way_ > 0;
    epoll_event events[kEventsMax];
    const int count = epoll_wait(epoll_, events, kEventsMax, busy ? 0 : wait_ms);
    now_ns_ = monotonic_ns();
    for (int i = 0; i < count; ++i) {
        const auto screen = events[i].data.u32;
        const auto state = seats_[screen].state;
        if (state == State::connecting) {
            connected(screen);
        } else if (state == State::encrypting) {
            shake_hands(screen);
        } else if (state != State::away && state != State::gone && (events[i].events & ~std::uint32_t{EPOLLOUT}) != 0) {
            // A slow one wakes only when its line is cut: it reads what there is, and finds out.
            read(screen, buffer_.size());
        }
    }
    if (now_ms() - swept_ms_ >= kSweepMs) sweep();
    if (now_ms() - dropped_ms_ >= kDropMs) drop_some();
    if (!busy || count >= kFewEvents) return;
    const timespec nap{0, kNapNs};
    nanosleep(&nap, nullptr);
}

// Those who have not come yet, at the plan's pace.
void Crowd::start_some() {
    if (no_more_come_) return;
    const auto all = screens();
    const auto elapsed = std::min<std::uint64_t>(now_ms(), plan_.ramp_ms);
    const auto due = plan_.ramp_ms == 0 ? all : static_cast<std::uint32_t>(all * elapsed / plan_.ramp_ms);
    while (started_ < due && under_way_ < plan_.under_way_max) begin(started_++);
}

void Crowd::begin(std::uint32_t screen) {
    Seat& seat = seats_[screen];
    const int family = target_.server.address.ss_family, on = 1;
    seat.file = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    ++under_way_;
    seat.state = State::connecting;
    seat.since_ms = now_ms();
    seat.connect_us = static_cast<std::uint32_t>(now_ns_ / 1'000);
    bool good = seat.file >= 0;
    if (good) {
        setsockopt(seat.file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (group_of(seat).read_bytes_per_s) {
            const int few = 1;  // as few as the system allows
            setsockopt(seat.file, SOL_SOCKET, SO_RCVBUF, &few, sizeof few);
        }
        if (!target_.sources.empty()) {
            const auto& from = target_.sources[(first_ + screen) / kScreensPerSource % target_.sources.size()];
            setsockopt(seat.file, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
            good = bind(seat.file, from.get(), from.size) == 0;
        }
    }
    good = good && (connect(seat.file, target_.server.get(), target_.server.size) == 0 || errno == EINPROGRESS);
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.u32 = screen}};
    good = good && epoll_ctl(epoll_, EPOLL_CTL_ADD, seat.file, &event) == 0;
    if (good) return;
    const char* why = std::strerror(errno);
    measures_.say_trouble(why, std::strlen(why));
    add(measures_.counts.connect_failed);
    come_back(screen);
}

void Crowd::connected(std::uint32_t screen) {
    Seat& seat = seats_[screen];
    int problem = 0;
    socklen_t size = sizeof problem;
    getsockopt(seat.file, SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem != 0) return not_connected(screen);
    if (!tls_) return ask_to_upgrade(screen);
    if (!tls_->begin(screen, seat.file)) return not_connected(screen);
    seat.state = State::encrypting;
    shake_hands(screen);
}

void Crowd::shake_hands(std::uint32_t screen) {
    switch (tls_->shake_hands(screen)) {
        case TlsLines::Step::waits: return;
        case TlsLines::Step::resumed: add(measures_.counts.handshakes_resumed); [[fallthrough]];
        case TlsLines::Step::done: add(measures_.counts.handshakes); return ask_to_upgrade(screen);
        case TlsLines::Step::failed:
            measures_.say_trouble(tls_->why().data(), tls_->why().size());
            return not_connected(screen);
    }
}

void Crowd::ask_to_upgrade(std::uint32_t screen) {
    if (!transmit(screen, upgrade_)) return not_connected(screen);
    seats_[screen].state = State::upgrading;
}

void Crowd::not_connected(std::uint32_t screen) {
    add(measures_.counts.connect_failed);
    come_back(screen);
}

void Crowd::slow_down(std::uint32_t screen) {
    Seat& seat = seats_[screen];
    seat.slow = true;
    const int few = 1;
    setsockopt(seat.file, SOL_SOCKET, SO_RCVBUF, &few, sizeof few);
    epoll_event event{EPOLLET, {.u32 = screen}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, seat.file, &event);
    if (*group_of(seat).read_bytes_per_s == 0 || std::exchange(seat.slow_due, true)) return;
    due_.push({now_ms() + some_of(kSlowEveryMs), screen, true});
}

void Crowd::hang_up(std::uint32_t screen) {
    Seat& seat = seats_[screen];
    if (tls_) tls_->end(screen);
    if (seat.file >= 0) close(std::exchange(seat.file, -1));
    std::free(std::exchange(seat.stash, nullptr));
    seat.stash_size = 0;
    if (seat.state == State::open) {
        --open_;
        talk_.lost(screen);
    } else if (comes(seat.state)) {
        --under_way_;
    }
    seat.state = State::away;
    seat.slow = false;
}

void Crowd::come_back(std::uint32_t screen) {
    constexpr client::BackoffLimits kLimits;
    Seat& seat = seats_[screen];
    const auto limit =
        std::min<std::int64_t>(kLimits.first.count() << std::min<int>(seat.failures, 10), kLimits.cap.count());
    if (seat.failures < 255) ++seat.failures;
    come_back_after(screen, some_of(static_cast<std::uint32_t>(limit)));
}

void Crowd::come_back_after(std::uint32_t screen, std::uint32_t wait_ms) {
    hang_up(screen);
    due_.push({now_ms() + wait_ms, screen, false});
}

void Crowd::do_what_is_due() {
    while (!due_.empty() && due_.top().at_ms <= now_ms()) {
        const Due due = due_.top();
        due_.pop();
        Seat& seat = seats_[due.screen];
        if (!due.slow_read) {
            if (seat.state == State::away) begin(due.screen);
            continue;
        }
        seat.slow_due = false;
        if (seat.state != State::open || !seat.slow) continue;
        const auto per_s = group_of(seat).read_bytes_per_s.value_or(0);
        read(due.screen, std::max<std::size_t>(1, std::size_t{per_s} * kSlowEveryMs / 1'000));
        if (seat.state != State::open || !seat.slow) continue;
        seat.slow_due = true;
        due_.push({now_ms() + kSlowEveryMs, due.screen, true});
    }
}

void Crowd::drop_some() {
    const double minutes = (now_ms() - dropped_ms_) / 60'000.0;
    dropped_ms_ = now_ms();
    if (settling_ || seats_.empty()) return;
    for (std::size_t group = 0; group < drops_owed_.size(); ++group) {
        const auto in_group = static_cast<double>(plan_.groups[group].screens) * screens() / plan_.screens();
        drops_owed_[group] += minutes * plan_.groups[group].drops_per_minute * in_group;
        for (int tries = 0; drops_owed_[group] >= 1 && tries < 1'000; ++tries) {
            const auto screen = some_of(screens() - 1);
            if (seats_[screen].group != group || seats_[screen].state != State::open) continue;
            drops_owed_[group] -= 1;
            add(measures_.counts.dropped);
            come_back_after(screen, some_of(kAwayMs));
        }
    }
}

// Once a second: who has heard nothing for too long hangs up; who wants a sign of life asks for it.
void Crowd::sweep() {
    const std::uint32_t now = now_ms(), silence = talk_.silence_ms();
    const std::uint32_t before = std::exchange(swept_ms_, now);
    for (std::uint32_t screen = 0; screen < started_; ++screen) {
        Seat& seat = seats_[screen];
        if (comes(seat.state) && now - seat.since_ms > kConnectMs) {
            not_connected(screen);
        } else if (seat.state == State::open && !seat.slow && silence > 0 && now - seat.since_ms > silence) {
            add(measures_.counts.silent);
            come_back(screen);
        } else if (const auto every = group_of(seat).ping_ms; seat.state == State::open && every > 0) {
            // Each at a moment of its own within the period.
            const auto phase = static_cast<std::uint32_t>(std::uint64_t{screen} * every / screens());
            if ((now + every - phase) / every != (before + every - phase) / every) talk_.ask(screen, now_ns_, *this);
        }
    }
}

void Crowd::settle(bool no_more_come) {
    settling_ = true;
    no_more_come_ = no_more_come;
    now_ns_ = monotonic_ns();
    for (std::uint32_t screen = 0; screen < started_; ++screen) {
        Seat& seat = seats_[screen];
        if (!seat.slow) continue;
        seat.slow = false;
        seat.since_ms = now_ms();
        // A screen that wakes up has room; with the little it had, what waits would trickle in for a minute. Once told
        // there is no way back to less, so it is not more than a few frames: it may fall asleep again.
        const int plenty = kRoomBytes;
        setsockopt(seat.file, SOL_SOCKET, SO_RCVBUF, &plenty, sizeof plenty);
        epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.u32 = screen}};
        epoll_ctl(epoll_, EPOLL_CTL_MOD, seat.file, &event);
        // The rest of a record that was begun is in no socket, and wakes nobody.
        if (tls_ && seat.state == State::open) read(screen, buffer_.size());
    }
}

void Crowd::come_anew(bool with_tickets) {
    for (std::uint32_t screen = 0; screen < started_; ++screen) hang_up(screen);
    due_ = {};
    for (auto& seat : seats_) seat.slow_due = false;
    started_ = 0;
    if (tls_ && !with_tickets) tls_->forget_tickets();
}

}  // namespace dais::load
