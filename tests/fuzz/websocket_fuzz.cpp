// The bytes of a hostile client: however they are cut, the same is told, all of it is fit to be used, and what was told
// is told again once it is said again in good form.
//
// Input: one byte for the limit, one for where to cut, then what the client sends.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/fuzz/must.h"
#include "tests/live/websocket_client.h"

namespace dais::live::websocket {
namespace {

using fuzz::must;

bool is_last(const Event& event) { return event.what == "close" || event.what == "broken"; }

void check_fit(const Event& event, std::size_t limit) {
    if (event.what == "text" || event.what == "binary") {
        must(event.payload.size() <= limit, "a message is not longer than the limit");
        must(event.what == "binary" || is_utf8(event.payload), "text is UTF-8");
    } else if (event.what == "close") {
        must(event.payload.size() <= kControlBytesMax - 2 && is_utf8(event.payload), "a reason is short and UTF-8");
        must(event.code >= 1000 && event.code <= 4999, "a close code is one");
        must(event.code != 1005 || event.payload.empty(), "no code, no reason");
    } else if (event.what == "broken") {
        must(event.code == 1002 || event.code == 1007 || event.code == 1009, "what is broken has a code of its own");
        must(event.payload.empty(), "and words");
    } else {
        must(event.payload.size() <= kControlBytesMax, "a control frame is short");
    }
}

std::string said_again(const Event& event) {
    if (event.what == "broken") return {};
    if (event.what == "close") {
        const std::uint16_t code = event.code == 1005 ? std::uint16_t{0} : event.code;
        return client_frame(Opcode::kClose, payload_of(close_frame(code, event.payload)));
    }
    const Opcode opcode = event.what == "text"     ? Opcode::kText
                          : event.what == "binary" ? Opcode::kBinary
                          : event.what == "ping"   ? Opcode::kPing
                                                   : Opcode::kPong;
    const std::string frame = framed(opcode, event.payload);
    must(payload_of(frame) == event.payload, "a frame gives its payload back");
    return client_frame(opcode, payload_of(frame));
}

void check(std::size_t limit, unsigned cuts, const std::string& bytes) {
    const auto whole = [] { return SIZE_MAX; };
    const auto by_bytes = [] { return 1; };
    const auto at_random = [state = cuts]() mutable {
        state = state * 1'664'525 + 1'013'904'223;
        return 1 + (state >> 24) % 16;
    };
    const auto events = read_in_pieces(bytes, limit, whole);
    for (const bool renew : {false, true}) {
        must(read_in_pieces(bytes, limit, whole, renew) == events, "the whole is told alike");
        must(read_in_pieces(bytes, limit, by_bytes, renew) == events, "bytes are told alike");
        must(read_in_pieces(bytes, limit, at_random, renew) == events, "pieces are told alike");
    }
    std::string again;
    std::vector<Event> good;
    for (const Event& event : events) {
        check_fit(event, limit);
        must(!is_last(event) || &event == &events.back(), "nothing is told after the end");
        again += said_again(event);
        if (event.what != "broken") good.push_back(event);
    }
    must(read_in_pieces(again, limit, whole) == good, "what was told is told again");
    const std::size_t enough = 1 + cuts % 4;
    const auto first = read_in_pieces(bytes, limit, at_random, false, Told(enough));
    must(first.size() == std::min(enough, events.size()) && std::equal(first.begin(), first.end(), events.begin()),
         "who has heard enough hears no more");
}

}  // namespace
}  // namespace dais::live::websocket

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t limit = data[0] < 128 ? data[0] : std::size_t{data[0]} * 512;
    dais::live::websocket::check(limit, data[1], {data + 2, data + size});
    return 0;
}
