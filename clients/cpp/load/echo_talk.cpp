#include "clients/cpp/load/echo_talk.h"

#include "clients/cpp/load/stamp.h"

namespace dais::load {

Turn EchoTalk::heard(std::uint32_t, std::string_view message, std::uint64_t now_ns, Line&) {
    if (const auto stamp = read_stamp(message)) {
        add(measures_.counts.changes);
        measures_.arrived(true, stamp->number, stamp->sent_ns, now_ns);
    } else {
        add(measures_.counts.nonsense);
    }
    return {};
}

}  // namespace dais::load
