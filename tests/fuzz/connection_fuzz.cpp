// A whole connection on a fake socket, its peer hostile, slow and late: whatever is said to it and however little is
// taken from it, what it says is whole frames of whole messages, each continuing the last, and in the end it is gone.
//
// Input: a script. Each step is a byte that says what, and a byte that says how much; see step().
#include <algorithm>
#include <string>
#include <vector>

#include "server/access/secrets.h"
#include "server/live/connection.h"
#include "server/live/metrics.h"
#include "server/live/origin.h"
#include "server/live/rim.h"
#include "tests/fuzz/must.h"
#include "tests/live/fake_socket.h"
#include "tests/live/websocket_client.h"

namespace dais::live {
namespace {

using fuzz::must;

constexpr const char* kSecret = "dais_abcdef_0123456789";

// A log whose Changes hold nothing but their position.
class Line final : public Origin {
public:
    void submit(Submission submission) override { submitted.push_back(std::move(submission)); }
    void make_snapshot(std::string log, v1::Audience audience,
                       std::function<void(std::shared_ptr<const Snapshot>)> done) override {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->position = position;
        for (std::uint32_t part = 0; part < 3; ++part) {
            v1::ServerMessage message;
            v1::Snapshot& said = *message.mutable_snapshot();
            said.set_log(log);
            said.set_audience(audience);
            said.set_position(position);
            said.set_part(part);
            said.set_last(part == 2);
            said.add_entries()->set_put(std::string(300, 'x'));
            snapshot->parts.push_back(encode(message));
        }
        done(snapshot);
    }
    void take_presence(const Shard&, std::vector<Counted> counted, bool) override {
        for (const Counted& each : counted) {
            must(each.here <= 2 && each.presence.screens_size() <= 4,
                 "one connection, and as many as it may speak for");
            must(each.presence.ByteSizeLong() < 8'192, "nobody's words are longer than others'");
        }
    }
    v1::Clock clock(const std::string&) const override { return {}; }

    std::uint64_t position = 7;
    std::vector<Submission> submitted;
};

// What the peer makes of what it is told.
class Listener {
public:
    void take(Peer& peer) {
        std::string_view bytes = peer.got;
        while (const std::size_t size = whole(bytes)) {
            must(!closed_, "nothing follows a Close");
            take_frame(bytes.substr(0, size));
            bytes.remove_prefix(size);
        }
        peer.got.erase(0, peer.got.size() - bytes.size());
    }

private:
    // How long the first frame is; 0: not all of it is there.
    static std::size_t whole(std::string_view bytes) {
        if (bytes.size() < 2) return 0;
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
        must((byte(0) & 0x70) == 0 && (byte(0) & 0x80) != 0, "one whole frame, no extension");
        must((byte(1) & 0x80) == 0, "a server does not mask");
        std::size_t length = byte(1);
        const std::size_t header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (bytes.size() < header) return 0;
        for (std::size_t i = 2; i < header; ++i) length = (i == 2 ? 0 : length << 8) | byte(i);
        must(length < 1u << 20, "a frame of a sensible length");
        return bytes.size() < header + length ? 0 : header + length;
    }

    void take_frame(std::string_view frame) {
        const std::string_view payload = websocket::payload_of(frame);
        switch (static_cast<websocket::Opcode>(frame[0] & 0x0F)) {
            case websocket::Opcode::kClose: closed_ = true; break;
            case websocket::Opcode::kPing:
            case websocket::Opcode::kPong: must(payload.size() <= 125, "a control frame is short"); break;
            case websocket::Opcode::kBinary: {
                v1::ServerMessage message;
                must(message.ParseFromArray(payload.data(), static_cast<int>(payload.size())), "a message is whole");
                take_message(message);
                break;
            }
            default: must(false, "a server sends no other frames");
        }
    }

    void take_message(const v1::ServerMessage& message) {
        if (message.has_welcome()) {
            must(!std::exchange(welcomed_, true), "one Welcome");
            for (const v1::Followed& followed : message.welcome().followed())
                if (!followed.unknown()) held_ = followed.resumed();
        }
        if (message.has_goodbye()) return;
        must(welcomed_, "nothing but a Goodbye comes before the Welcome");
        if (message.has_reset()) held_ = false;
        if (message.has_snapshot() && message.snapshot().last()) {
            held_ = true;
            known_ = true;
            position_ = message.snapshot().position();
        }
        if (!message.has_changes()) return;
        must(held_, "Changes continue what is held");
        must(!known_ || message.changes().after() == position_, "and where it stands");
        known_ = true;
        position_ = message.changes().position();
    }

    bool closed_ = false, welcomed_ = false, held_ = false, known_ = false;
    std::uint64_t position_ = 0;
};

class Script {
public:
    Script() {
        limits.ring_frames_max = 16;
        limits.message_bytes_max = 4'096;
        limits.replies_max = 3;
        limits.batch_bytes_max = 300;
        limits.handshake_ms = 2'000;
        limits.heartbeat_ms = 1'000;
        limits.heartbeat_ms_max = 3'000;
        limits.silence_ms = 9'000;
        limits.send_ms = 4'000;
        limits.close_ms = 1'000;
        limits.screens_max = 4;
        shard.emplace(limits, line, admission, metrics,
                      ShardOptions{0, SenderKind::plain, [this] { return now_ms; }, &reception});
        for (const v1::Audience audience : summit::kAudiences) publish_one(audience, true);
        grant(v1::ROLE_ORGANISER);
        Visitor visitor;
        visitor.socket = std::make_unique<FakeSocket>(peer);
        visitor.ticket = *std::move(admission.enter("192.0.2.1").ticket);
        shard->adopt(std::move(visitor));
        run();
    }

    // In the end, whoever takes nothing and says nothing is let go.
    void finish() {
        passes(limits.silence_ms + 2 * limits.heartbeat_ms_max + limits.close_ms + limits.send_ms);
        must(shard->connections() == 0 && peer->closed, "it is gone");
        must(admission.inside() == 0, "and so is its ticket");
    }

    void step(unsigned what, unsigned much, std::string_view& rest) {
        const auto bytes = [&] {
            const std::string_view taken = rest.substr(0, much);
            rest.remove_prefix(taken.size());
            return std::string(taken);
        };
        switch (what % 12) {
            case 0: peer->say(bytes()); break;
            case 1: peer->say(websocket::client_frame(websocket::Opcode::kBinary, bytes())); break;
            case 2: peer->say(websocket::client_frame(0x80 | (much & 0x0F), bytes())); break;
            case 3: peer->take(much); break;
            case 4: peer->take(std::size_t{1} << 30); break;
            case 5:
                for (unsigned i = 0; i <= much % 40; ++i) publish();
                break;
            case 6: passes(much * 100); break;
            case 7: answer(much); break;
            case 8:
                grant(much == 0xFF    ? v1::ROLE_SCREEN
                      : much == 0xFE  ? v1::ROLE_EDGE
                      : much % 3 == 0 ? v1::ROLE_ORGANISER
                      : much % 3 == 1 ? v1::ROLE_PRESS
                                      : v1::ROLE_UNSPECIFIED);
                break;
            case 9: say_hello(much); break;
            case 10: much < 0x80 ? command() : much < 0xC0 ? report(much) : presence(much); break;
            default:
                peer->ended = much % 4 == 0;
                peer->broken = much % 4 == 1 ? EPIPE : 0;
                peer->poke();
                break;
        }
        run();
        listener.take(*peer);
    }

private:
    // Made once: it has much to name.
    static Metrics& counted() {
        static Metrics metrics(1);
        return metrics;
    }
    void run() {
        shard->context().poll();
        shard->context().restart();
    }
    void passes(std::int64_t ms) {
        for (std::int64_t gone = 0; gone < ms; gone += 500) {
            now_ms += 500;
            shard->tick();
            run();
            listener.take(*peer);
        }
    }
    void publish_one(v1::Audience audience, bool opens) {
        v1::ServerMessage message;
        message.mutable_changes()->set_log("test");
        message.mutable_changes()->set_after(line.position - 1);
        message.mutable_changes()->set_position(line.position);
        message.mutable_changes()->add_changes()->add_entries()->set_put(std::string(line.position % 90, 'y'));
        const Place place{line.position, std::string(8, 'c'), 0};
        const Frame frame = opens ? nullptr : encode(message);
        shard->take(std::make_shared<const std::vector<Published>>(
                        1, Published{"test", audience, line.position - (opens ? 0 : 1), place, frame, {}}),
                    std::make_shared<const std::vector<Pulse>>());
    }
    void publish() {
        ++line.position;
        for (const v1::Audience audience : summit::kAudiences) publish_one(audience, false);
    }
    void answer(unsigned which) {
        if (line.submitted.empty()) return;
        const auto one = line.submitted.begin() + which % line.submitted.size();
        v1::Reply reply;
        reply.mutable_done()->set_position(line.position + which % 2);
        one->done(reply);
        line.submitted.erase(one);
    }
    void grant(v1::Role role) {
        v1::Grant grant;
        grant.set_role(role);
        access.put_holder("key:abcdef", {"Fuzz", {grant}, role == v1::ROLE_UNSPECIFIED});
        access.put_credential("key:abcdef", {"key:abcdef", access::secret_hash(kSecret), {}, 0, 0});
        shard->check_grants();
        run();
    }
    void say_hello(unsigned how) {
        v1::ClientMessage message;
        v1::Follow& follow = *message.mutable_hello()->add_follow();
        follow.set_log("test");
        if ((how & 1) != 0) message.mutable_hello()->set_key(kSecret);
        if ((how & 2) != 0) {
            follow.mutable_resume()->set_audience((how & 1) != 0 ? v1::AUDIENCE_STAFF : v1::AUDIENCE_PUBLIC);
            follow.mutable_resume()->set_view(shard->stream("test", v1::AUDIENCE_PUBLIC)->view);
            follow.mutable_resume()->set_position(line.position - how % 20);
            follow.mutable_resume()->set_chain(std::string(8, 'c'));
        }
        if ((how & 4) != 0) message.mutable_hello()->add_follow()->set_log("test");
        peer->say(websocket::client_frame(websocket::Opcode::kBinary, message.SerializeAsString()));
    }
    void command() {
        v1::ClientMessage message;
        message.mutable_command()->set_log("test");
        message.mutable_command()->mutable_publish_announcement();
        peer->say(websocket::client_frame(websocket::Opcode::kBinary, message.SerializeAsString()));
    }

    void report(unsigned how) {
        v1::ClientMessage message;
        fill(*message.mutable_report(), how);
        peer->say(websocket::client_frame(websocket::Opcode::kBinary, message.SerializeAsString()));
    }
    void presence(unsigned how) {
        v1::ClientMessage message;
        message.mutable_presence()->set_log("test");
        message.mutable_presence()->set_connections(how);
        for (unsigned i = 0; i < how % 8; ++i) {
            v1::ShownScreen& screen = *message.mutable_presence()->add_screens();
            screen.set_login("screen:" + std::string(how % 5 == 0 ? 300 : i % 3, 'b'));
            fill(*screen.mutable_report(), how + i);
        }
        peer->say(websocket::client_frame(websocket::Opcode::kBinary, message.SerializeAsString()));
    }
    static void fill(v1::Report& report, unsigned how) {
        report.set_log((how & 1) != 0 ? "test" : "none");
        report.set_digest_differed((how & 2) != 0);
        report.set_screen_id(std::string((how & 4) != 0 ? 5 : 500, 'w'));
        report.set_language((how & 8) != 0 ? "fr" : std::string(how % 100, 'f'));
        report.set_blank((how & 16) != 0);
    }

    std::int64_t now_ms = 1'000;
    Limits limits;
    Line line;
    Metrics& metrics = counted();
    Admission admission{limits, 10};
    std::shared_ptr<Peer> peer = std::make_shared<Peer>();
    Listener listener;
    access::Access access{wall_clock_ms};
    AccessReception reception{access, {}};
    std::optional<Shard> shard;
};

}  // namespace
}  // namespace dais::live

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 4'096));
    dais::live::Script script;
    while (rest.size() >= 2) {
        const auto what = static_cast<unsigned char>(rest[0]);
        const auto much = static_cast<unsigned char>(rest[1]);
        rest.remove_prefix(2);
        script.step(what, much, rest);
    }
    script.finish();
    return 0;
}
