// Conversations made at random, whole and damaged: what a Reader tells does not depend on where their bytes are cut.
#include <gtest/gtest.h>

#include <random>

#include "tests/live/websocket_client.h"

namespace dais::live::websocket {
namespace {

using namespace std::string_literals;

constexpr std::size_t kLimit = 70'000;  // bytes of a message
constexpr unsigned kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10;

// Of each it is known beforehand what is to be told.
class Conversation {
public:
    explicit Conversation(unsigned seed) : random_(seed) {
        for (unsigned n = 1 + pick(6); n > 0; --n) say_something();
        if (pick(2) == 0) say(kFin | kClose, big_endian(3000, 2) + "end", {"close", 3000, "end"});
    }

    std::string bytes;
    std::vector<Event> events;

    unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
    std::size_t piece() { return 1 + (pick(4) == 0 ? pick(5'000) : pick(20)); }

private:
    void say(unsigned start, std::string_view payload) {
        std::array<unsigned char, 4> mask{};
        for (auto& byte : mask) byte = static_cast<unsigned char>(random_());
        bytes += client_frame(start, payload, -1, mask);
    }
    void say(unsigned start, std::string_view payload, Event event) {
        say(start, payload);
        events.push_back(std::move(event));
    }
    void say_control() {
        const std::string payload = text(pick(126));
        pick(2) == 0 ? say(kFin | kPing, payload, {"ping", 0, payload})
                     : say(kFin | kPong, payload, {"pong", 0, payload});
    }
    void say_something() {
        if (pick(3) == 0) return say_control();
        const bool binary = pick(2) == 0;
        const std::string payload = text(pick(8) == 0 ? pick(kLimit + 1) : pick(300));
        std::size_t at = 0;
        for (unsigned fragments = pick(5), kind = binary ? kBinary : kText; fragments > 0;
             --fragments, kind = kContinuation) {
            const std::size_t size = pick(static_cast<unsigned>(payload.size() - at) + 1);
            say(kind, std::string_view(payload).substr(at, size));
            at += size;
            first_ = false;
            if (pick(3) == 0) say_control();
        }
        const unsigned kind = std::exchange(first_, true) ? (binary ? kBinary : kText) : kContinuation;
        say(kFin | kind, std::string_view(payload).substr(at), {binary ? "binary" : "text", 0, payload});
    }
    // ASCII and, now and then, characters that fragments will cut.
    std::string text(std::size_t size) {
        std::string made;
        while (made.size() < size)
            made += size - made.size() >= 3 && pick(4) == 0 ? "€"s : std::string(1, static_cast<char>('a' + pick(26)));
        return made;
    }

    std::mt19937 random_;
    bool first_ = true;
};

TEST(WebSocket, RandomConversationsAreToldAlikeHoweverTheyAreCut) {
    for (unsigned seed = 1; seed <= 1'000; ++seed) {
        Conversation said(seed);
        const bool renew = seed % 2 == 0;
        ASSERT_EQ(read_in_pieces(
                      said.bytes, kLimit, [&] { return said.piece(); }, renew),
                  said.events)
            << "seed " << seed;
        ASSERT_EQ(read_in_pieces(
                      said.bytes, kLimit, [] { return SIZE_MAX; }, renew),
                  said.events)
            << "seed " << seed;
    }
}

// One bit of it another: whatever is told, it is told alike.
TEST(WebSocket, DamagedConversationsAreToldAlikeHoweverTheyAreCut) {
    int broken_ones = 0;
    for (unsigned seed = 1; seed <= 2'000; ++seed) {
        Conversation said(seed);
        std::string damaged = said.bytes;
        damaged[said.pick(std::min<unsigned>(static_cast<unsigned>(damaged.size()), 40))] ^=
            static_cast<char>(1 << said.pick(8));
        const auto whole = read_in_pieces(damaged, kLimit, [] { return SIZE_MAX; });
        ASSERT_EQ(read_in_pieces(
                      damaged, kLimit, [&] { return said.piece(); }, seed % 2 == 0),
                  whole)
            << "seed " << seed;
        broken_ones += !whole.empty() && whole.back().what == "broken";
    }
    EXPECT_GT(broken_ones, 200);
}

}  // namespace
}  // namespace dais::live::websocket
