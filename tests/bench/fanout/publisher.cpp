#include "tests/bench/fanout/publisher.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "clients/cpp/inflate.h"
#include "clients/cpp/load/frames.h"

namespace dais::fanout {
namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

void set_announcement(const std::string& text, v1::Announcement& announcement) {
    auto& body = *announcement.add_body();
    body.set_language("en");
    body.set_text(text);
    announcement.set_priority(v1::ANNOUNCEMENT_PRIORITY_ROUTINE);
}

}  // namespace

std::size_t frame_bytes(const std::string& text) {
    constexpr std::int64_t kNow = 1'800'000'000'000;
    v1::ServerMessage message;
    auto& changes = *message.mutable_changes();
    changes.set_log(kLog);
    changes.set_after(200);
    changes.set_position(201);
    changes.set_chain(std::string(8, 'c'));
    changes.set_digest(1);
    auto& change = *changes.add_changes();
    change.set_at_ms(kNow);
    auto& entry = *change.add_entries();
    entry.set_kind(v1::KIND_ANNOUNCEMENT);
    entry.set_id("a1234");
    v1::Announcement announcement;
    set_announcement(text, announcement);
    announcement.set_published_at_ms(kNow);
    entry.set_put(announcement.SerializeAsString());
    return message.ByteSizeLong();
}

std::size_t text_bytes() {
    static const std::size_t kBytes = [] {
        std::size_t bytes = load::kStampBytes;
        while (frame_bytes(std::string(bytes, '.')) < kFrameBytes) ++bytes;
        return bytes;
    }();
    return kBytes;
}

Publisher::Publisher(const Rival& server) : dais_(server.kind() == RivalKind::dais) {
    open(server);
    if (!dais_) return;
    v1::ClientMessage message;
    message.mutable_hello()->set_client("bench/1");
    say(message);
    while (!welcomed_) receive(true);
    make_log();
}

Publisher::~Publisher() {
    if (file_ >= 0) close(file_);
}

void Publisher::open(const Rival& server) {
    file_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(file_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the publisher was not let in");
    const std::string protocol = dais_ ? "dais.v1" : "";
    send_all(load::upgrade_request({"127.0.0.1", dais_ ? "/live" : "/", protocol, server.key()}));
    std::optional<load::UpgradeAnswer> answer;
    char piece[kPieceBytes];
    while (!(answer = load::read_upgrade(received_, protocol))) {
        const ssize_t got = recv(file_, piece, sizeof piece, 0);
        if (got <= 0) throw std::runtime_error("the publisher was cut off");
        received_.append(piece, static_cast<std::size_t>(got));
    }
    if (answer->status != 101) throw std::runtime_error("the publisher was refused");
    received_.erase(0, answer->bytes);
}

void Publisher::make_log() {
    v1::ClientMessage message;
    auto& command = *message.mutable_command();
    command.set_log(kLog);
    command.set_id("bench-summit");
    auto& name = *command.mutable_put_summit()->mutable_summit()->add_name();
    name.set_language("en");
    name.set_text("Bench");
    say(message);
    while (replies_ == 0) receive(true);
}

void Publisher::publish(const load::Stamp& stamp) {
    if (!dais_) {
        auto bytes = load::stamp_text(stamp);
        bytes.resize(kFrameBytes, '.');
        return send_all(load::client_frame(load::Opcode::binary, bytes, 0x5a17c3e9));
    }
    v1::ClientMessage message;
    auto& command = *message.mutable_command();
    command.set_log(kLog);
    command.set_id("bench-" + std::to_string(stamp.number));
    auto text = load::stamp_text(stamp);
    text.resize(text_bytes(), '.');
    set_announcement(text, *command.mutable_publish_announcement()->mutable_announcement());
    say(message);
}

void Publisher::say(const v1::ClientMessage& message) {
    send_all(load::client_frame(load::Opcode::binary, message.SerializeAsString(), 0x5a17c3e9));
}

void Publisher::send_all(const std::string& bytes) {
    if (send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("the publisher was cut off");
}

bool Publisher::receive(bool wait) {
    char piece[kPieceBytes];
    const ssize_t got = recv(file_, piece, sizeof piece, wait ? 0 : MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return false;
    if (got <= 0) throw std::runtime_error("the publisher was cut off");
    received_.append(piece, static_cast<std::size_t>(got));
    take_messages();
    return got == sizeof piece;
}

void Publisher::drain() {
    while (receive(false)) continue;
}

void Publisher::take_messages() {
    std::string_view rest = received_;
    while (const auto frame = load::read_frame(rest)) {
        rest.remove_prefix(frame->bytes);
        if (frame->opcode == load::Opcode::ping)
            send_all(load::client_frame(load::Opcode::pong, frame->payload, 0x5a17c3e9));
        if (!dais_ || frame->opcode != load::Opcode::binary) continue;
        const auto message = client::read_message(frame->payload);
        welcomed_ |= message.has_welcome();
        if (!message.has_reply()) continue;
        ++replies_;
        if (!message.reply().has_done())
            throw std::runtime_error("an announcement was not done: " + message.reply().ShortDebugString());
    }
    received_.erase(0, received_.size() - rest.size());
}

}  // namespace dais::fanout
