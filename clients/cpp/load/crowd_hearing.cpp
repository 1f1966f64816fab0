// What comes out of the sockets: upgrades, frames, and messages in one frame or several.
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "clients/cpp/load/crowd.h"

namespace dais::load {
namespace {

constexpr std::size_t kMessageBytesMax = 16 << 20;

}  // namespace

ssize_t Crowd::receive(std::uint32_t screen, char* into, std::size_t room) {
    return tls_ ? tls_->read(screen, into, room) : recv(seats_[screen].file, into, room, MSG_DONTWAIT);
}

bool Crowd::transmit(std::uint32_t screen, std::string_view bytes) {
    if (tls_) return tls_->write(screen, bytes);
    return ::send(seats_[screen].file, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(bytes.size());
}

void Crowd::read(std::uint32_t screen, std::size_t bytes_max) {
    Seat& seat = seats_[screen];
    while (true) {
        const std::size_t held = seat.stash_size;
        if (buffer_.size() < held + kReadBytes / 2) buffer_.resize(held + kReadBytes);
        const std::size_t room = std::min(buffer_.size() - held, bytes_max);
        const ssize_t got = receive(screen, buffer_.data() + held, room);
        if (got <= 0) {
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
            add(seat.state == State::open ? measures_.counts.cut : measures_.counts.refused_other);
            return come_back(screen);
        }
        heard_ns_ = now_ns_ = monotonic_ns();
        if (seat.state == State::open) seat.since_ms = now_ms();
        add(measures_.counts.bytes, static_cast<std::uint64_t>(got));
        if (held > 0) {
            std::memcpy(buffer_.data(), seat.stash, held);
            std::free(std::exchange(seat.stash, nullptr));
            seat.stash_size = 0;
        }
        if (!take(screen, {buffer_.data(), held + static_cast<std::size_t>(got)})) return;
        // Read short: there is nothing more; the next byte is told of. Of TLS it is a record, and says nothing.
        if (seat.slow || (!tls_ && static_cast<std::size_t>(got) < room)) return;
    }
}

bool Crowd::take(std::uint32_t screen, std::string_view bytes) {
    Seat& seat = seats_[screen];
    if (seat.state == State::upgrading && !take_upgrade(screen, bytes)) return seat.state == State::upgrading;
    while (const auto frame = read_frame(bytes)) {
        const bool whole = frame->last && frame->opcode != Opcode::continuation;
        const std::size_t used = whole ? frame->bytes : gather(screen, bytes);
        if (used == 0) break;  // more of its frames are to come
        if (whole ? !take_frame(screen, *frame) : (seat.state != State::open || !take_message(screen, gathered_)))
            return false;
        bytes.remove_prefix(used);
    }
    if (bytes.size() > kMessageBytesMax) {
        add(measures_.counts.nonsense);
        come_back(screen);
        return false;
    }
    if (!bytes.empty()) keep(seat, bytes);
    return true;
}

void Crowd::keep(Seat& seat, std::string_view bytes) {
    seat.stash = static_cast<char*>(std::malloc(bytes.size()));
    if (!seat.stash) throw std::bad_alloc();
    std::memcpy(seat.stash, bytes.data(), bytes.size());
    seat.stash_size = static_cast<std::uint32_t>(bytes.size());
}

// True: the line is open, and bytes are what came after the head.
bool Crowd::take_upgrade(std::uint32_t screen, std::string_view& bytes) {
    Seat& seat = seats_[screen];
    const auto answer = read_upgrade(bytes, protocol_);
    if (!answer) {
        keep(seat, bytes);
        return false;
    }
    if (answer->status == 101) {
        --under_way_;
        ++open_;
        add(measures_.counts.opened);
        const auto now_us = static_cast<std::uint32_t>(now_ns_ / 1'000);
        measures_.connects.add(std::uint64_t{now_us - seat.connect_us} * 1'000);
        seat.state = State::open;
        seat.since_ms = now_ms();
        bytes.remove_prefix(answer->bytes);
        talk_.opened(screen, *this);
        return seat.state == State::open;
    }
    const bool later = answer->status == 503 || answer->status == 429;
    add(later ? measures_.counts.refused_full : measures_.counts.refused_other);
    const std::string words = "the server answered the upgrade with HTTP " + std::to_string(answer->status);
    measures_.say_trouble(words.data(), words.size());
    if (later && answer->retry_after_ms > 0) {
        come_back_after(screen, answer->retry_after_ms + some_of(250));
    } else if (answer->status == 401 || answer->status == 403) {
        add(measures_.counts.away_for_good);
        hang_up(screen);
        seat.state = State::gone;
    } else {
        come_back(screen);
    }
    return false;
}

std::size_t Crowd::gather(std::uint32_t screen, std::string_view bytes) {
    std::size_t used = 0;
    bool whole = false;
    while (!whole) {
        const auto frame = read_frame(bytes.substr(used));
        if (!frame) return 0;
        used += frame->bytes;
        whole = frame->last && static_cast<int>(frame->opcode) < 8;
    }
    gathered_.clear();
    for (std::string_view rest = bytes.substr(0, used); !rest.empty();) {
        const auto frame = *read_frame(rest);
        rest.remove_prefix(frame.bytes);
        if (static_cast<int>(frame.opcode) < 8) {
            gathered_ += frame.payload;
        } else if (!take_frame(screen, frame)) {
            break;
        }
    }
    return used;
}

bool Crowd::take_frame(std::uint32_t screen, const FrameSeen& frame) {
    switch (frame.opcode) {
        case Opcode::binary:
        case Opcode::text: return take_message(screen, frame.payload);
        case Opcode::ping: send(screen, Opcode::pong, frame.payload); return seats_[screen].state == State::open;
        case Opcode::close: {
            constexpr unsigned kTryLater = 1'013;
            add(close_code(frame.payload) == kTryLater ? measures_.counts.refused_full : measures_.counts.cut);
            come_back(screen);
            return false;
        }
        case Opcode::pong:
        case Opcode::continuation: return true;
    }
    return true;
}

bool Crowd::take_message(std::uint32_t screen, std::string_view message) {
    Seat& seat = seats_[screen];
    add(measures_.counts.frames);
    const Turn turn = talk_.heard(screen, message, now_ns_, *this);
    if (seat.state != State::open) return false;  // what it said did not get through
    switch (turn.what) {
        case Turn::What::all_is_well: seat.failures = 0; [[fallthrough]];
        case Turn::What::go_on:
            if (!seat.slow && !settling_ && group_of(seat).read_bytes_per_s && talk_.current(screen)) slow_down(screen);
            return true;
        case Turn::What::come_back: come_back(screen); return false;
        case Turn::What::come_back_later: come_back_after(screen, turn.after_ms + some_of(250)); return false;
        case Turn::What::stay_away:
            add(measures_.counts.away_for_good);
            hang_up(screen);
            seat.state = State::gone;
            return false;
    }
    return true;
}

void Crowd::say(std::uint32_t screen, std::string_view message) { send(screen, Opcode::binary, message); }

void Crowd::send(std::uint32_t screen, Opcode opcode, std::string_view payload) {
    Seat& seat = seats_[screen];
    if (seat.state != State::open) return;
    const auto frame = client_frame(opcode, payload, static_cast<std::uint32_t>(dice_()));
    if (transmit(screen, frame)) return;
    add(measures_.counts.cut);
    come_back(screen);
}

}  // namespace dais::load
