#include "tests/bench/paths/organiser.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "clients/cpp/inflate.h"
#include "clients/cpp/link.h"
#include "clients/cpp/load/frames.h"

namespace dais::bench {
namespace {

constexpr std::uint32_t kMask = 0x5a17c3e9;

[[noreturn]] void cut_off() { throw std::runtime_error("an organiser was cut off"); }

}  // namespace

Organiser::Organiser(unsigned short port, const std::string& key)
    : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), name_(client::random_command_id() + "-") {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("an organiser was not let in");
    to_send_ = load::upgrade_request({"127.0.0.1", "/live", "dais.v1", key});
    flush();
    std::optional<load::UpgradeAnswer> answer;
    while (!(answer = load::read_upgrade(received_, "dais.v1"))) receive(true);
    if (answer->status != 101) throw std::runtime_error("an organiser was refused");
    received_.erase(0, answer->bytes);
    v1::ClientMessage hello;
    hello.mutable_hello()->set_client("bench/1");
    say(hello);
    flush();
    while (!welcomed_) replies(true);
}

Organiser::~Organiser() { close(descriptor_); }

void Organiser::command(v1::Command command) {
    v1::ClientMessage message;
    *message.mutable_command() = std::move(command);
    message.mutable_command()->set_id(name_ + std::to_string(commands_++));
    say(message);
}

void Organiser::say(const v1::ClientMessage& message) {
    to_send_ += load::client_frame(load::Opcode::binary, message.SerializeAsString(), kMask);
}

void Organiser::flush() {
    const auto sent = send(descriptor_, to_send_.data(), to_send_.size(), MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(to_send_.size())) cut_off();
    to_send_.clear();
}

void Organiser::receive(bool wait) {
    char piece[64 << 10];
    const ssize_t got = recv(descriptor_, piece, sizeof piece, wait ? 0 : MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) cut_off();
    received_.append(piece, static_cast<std::size_t>(got));
}

unsigned Organiser::replies(bool wait) {
    receive(wait);
    return take();
}

unsigned Organiser::take() {
    unsigned count = 0;
    std::string_view rest = received_;
    while (const auto frame = load::read_frame(rest)) {
        rest.remove_prefix(frame->bytes);
        if (frame->opcode == load::Opcode::ping)
            to_send_ += load::client_frame(load::Opcode::pong, frame->payload, kMask);
        if (frame->opcode != load::Opcode::binary) continue;
        const auto message = client::read_message(frame->payload);
        welcomed_ |= message.has_welcome();
        if (!message.has_reply()) continue;
        if (!message.reply().has_done())
            throw std::runtime_error("a command was not done: " + message.reply().ShortDebugString());
        latest_ = message.reply().done();
        ++count;
    }
    received_.erase(0, received_.size() - rest.size());
    return count;
}

v1::Done Organiser::ask(v1::Command command) {
    this->command(std::move(command));
    flush();
    while (replies(true) == 0) continue;
    return latest_;
}

}  // namespace dais::bench
