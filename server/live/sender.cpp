#include "server/live/sender.h"

#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace dais::live {
namespace {

class PlainSender final : public Sender {
public:
    bool enter(int) override { return true; }
    void leave(int) override {}
    void send(int descriptor, std::string_view bytes, std::uint64_t tag, const Short& told) override {
        const ssize_t taken = ::send(descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (taken != static_cast<ssize_t>(bytes.size())) told(tag, taken < 0 ? -errno : taken);
    }
    void finish(const Short&) override {}
    const char* name() const override { return "send"; }
};

}  // namespace

std::unique_ptr<Sender> plain_sender() { return std::make_unique<PlainSender>(); }

std::unique_ptr<Sender> make_sender(SenderKind kind) {
    if (kind == SenderKind::plain) return plain_sender();
    try {
        return uring_sender();
    } catch (const std::system_error&) {
        if (kind == SenderKind::uring) throw;
        return plain_sender();
    }
}

}  // namespace dais::live
