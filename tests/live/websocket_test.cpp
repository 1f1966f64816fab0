// What RFC 6455 says of frames, case by case and section by section; each case whole, cut at every place, and by bytes.
#include "server/live/websocket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>

#include "tests/live/websocket_client.h"

namespace dais::live::websocket {

namespace {

using namespace std::string_literals;
using testing::Contains;
using testing::ElementsAre;

constexpr std::size_t kLimit = 70'000;  // bytes of a message

constexpr unsigned kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10;

std::string of_length(std::size_t bytes) { return std::string(bytes, 'x'); }
std::string close_body(std::uint16_t code, std::string_view reason = "") { return big_endian(code, 2).append(reason); }
Event broken(std::uint16_t code) { return {"broken", code, ""}; }

struct Case {
    std::string section;  // of RFC 6455, and the story
    std::string bytes;
    std::vector<Event> events;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.section; }

const std::vector<Case> kGood = {
    {"5.7 a single-frame masked text message", "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", {{"text", 0, "Hello"}}},
    {"5.7 a fragmented text message",
     client_frame(kText, "Hel") + client_frame(kFin | kContinuation, "lo"),
     {{"text", 0, "Hello"}}},
    {"5.7 a masked Pong", "\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", {{"pong", 0, "Hello"}}},
    {"5.7 a Ping", client_frame(kFin | kPing, "Hello"), {{"ping", 0, "Hello"}}},
    {"5.7 256 bytes of binary", client_frame(kFin | kBinary, of_length(256)), {{"binary", 0, of_length(256)}}},
    {"5.2 the longest that 7 bits tell",
     client_frame(kFin | kBinary, of_length(125), 0),
     {{"binary", 0, of_length(125)}}},
    {"5.2 the shortest that 16 bits tell",
     client_frame(kFin | kBinary, of_length(126), 2),
     {{"binary", 0, of_length(126)}}},
    {"5.2 nothing is a message, too",
     client_frame(kFin | kText, "") + client_frame(kFin | kBinary, ""),
     {{"text", 0, ""}, {"binary", 0, ""}}},
    {"5.3 a mask of zeros", client_frame(kFin | kText, "Hello", 0, {}), {{"text", 0, "Hello"}}},
    {"5.4 fragments without bytes",
     client_frame(kBinary, "") + client_frame(kContinuation, "") + client_frame(kContinuation, "x") +
         client_frame(kFin | kContinuation, ""),
     {{"binary", 0, "x"}}},
    {"5.4 control frames between fragments",
     client_frame(kText, "a") + client_frame(kFin | kPing, "1") + client_frame(kContinuation, "b") +
         client_frame(kFin | kPong, "2") + client_frame(kFin | kContinuation, "c"),
     {{"ping", 0, "1"}, {"pong", 0, "2"}, {"text", 0, "abc"}}},
    {"5.4 a message after a fragmented one is of its own kind",
     client_frame(kText, "a") + client_frame(kFin | kContinuation, "b") + client_frame(kFin | kBinary, "c"),
     {{"text", 0, "ab"}, {"binary", 0, "c"}}},
    {"5.5 the longest control frames",
     client_frame(kFin | kPing, of_length(125)) + client_frame(kFin | kPong, of_length(125)),
     {{"ping", 0, of_length(125)}, {"pong", 0, of_length(125)}}},
    {"5.5.1 Close without a body", client_frame(kFin | kClose, ""), {{"close", 1005, ""}}},
    {"5.5.1 Close with a code", client_frame(kFin | kClose, close_body(1000)), {{"close", 1000, ""}}},
    {"5.5.1 Close with a reason",
     client_frame(kFin | kClose, close_body(1001, "auf Wiederhören")),
     {{"close", 1001, "auf Wiederhören"}}},
    {"5.5.1 the longest reason",
     client_frame(kFin | kClose, close_body(4999, of_length(123))),
     {{"close", 4999, of_length(123)}}},
    {"5.5.1 nothing is heard after Close",
     client_frame(kFin | kClose, "") + client_frame(kFin | kText, "more"),
     {{"close", 1005, ""}}},
    {"5.5.1 Close within a message", client_frame(kText, "a") + client_frame(kFin | kClose, ""), {{"close", 1005, ""}}},
    {"5.5.2 Pings one after the other",
     client_frame(kFin | kPing, "") + client_frame(kFin | kPing, "2"),
     {{"ping", 0, ""}, {"ping", 0, "2"}}},
    {"5.6 a character cut by fragments",
     client_frame(kText, "\xe2\x82") + client_frame(kFin | kContinuation, "\xac"),
     {{"text", 0, "€"}}},
    {"5.6 binary need not be UTF-8", client_frame(kFin | kBinary, "\xff\xfe"), {{"binary", 0, "\xff\xfe"}}},
    {"10.4 fragments as long as the limit",
     client_frame(kBinary, of_length(kLimit - 10)) + client_frame(kFin | kContinuation, of_length(10)),
     {{"binary", 0, of_length(kLimit)}}},
};

const std::vector<Case> kBroken = {
    {"5.1 a frame that is not masked", "\x81\x05Hello", {broken(1002)}},
    {"5.1 not even a Ping", "\x89\x00"s, {broken(1002)}},
    {"5.2 the first reserved bit", client_frame(kFin | 0x40 | kText, "x"), {broken(1002)}},
    {"5.2 the second reserved bit", client_frame(kFin | 0x20 | kText, "x"), {broken(1002)}},
    {"5.2 the third reserved bit", client_frame(kFin | 0x10 | kText, "x"), {broken(1002)}},
    {"5.2 a reserved bit of a Ping", client_frame(kFin | 0x40 | kPing, ""), {broken(1002)}},
    {"5.2 a reserved opcode of data", client_frame(kFin | 3, "x"), {broken(1002)}},
    {"5.2 the last reserved opcode of data", client_frame(kFin | 7, "x"), {broken(1002)}},
    {"5.2 a reserved opcode of control", client_frame(kFin | 11, ""), {broken(1002)}},
    {"5.2 the last reserved opcode", client_frame(kFin | 15, ""), {broken(1002)}},
    {"5.2 16 bits for 125 bytes", client_frame(kFin | kBinary, of_length(125), 2), {broken(1002)}},
    {"5.2 16 bits for nothing", client_frame(kFin | kBinary, "", 2), {broken(1002)}},
    {"5.2 64 bits for 65535 bytes", "\x82\xff\0\0\0\0\0\0\xff\xff"s, {broken(1002)}},
    {"5.2 64 bits for 5 bytes", client_frame(kFin | kText, "Hello", 8), {broken(1002)}},
    {"5.2 a length with its first bit set", "\x82\xff\x80\0\0\0\0\0\0\1"s, {broken(1002)}},
    {"5.2 what is wrong at once is not waited for", "\x81\x7f"s, {broken(1002)}},
    {"5.4 nothing to continue", client_frame(kFin | kContinuation, "x"), {broken(1002)}},
    {"5.4 nothing to continue after a whole message",
     client_frame(kFin | kText, "a") + client_frame(kContinuation, "b"),
     {{"text", 0, "a"}, broken(1002)}},
    {"5.4 a message within a message", client_frame(kText, "a") + client_frame(kFin | kText, "b"), {broken(1002)}},
    {"5.4 a message within one that has no bytes yet",
     client_frame(kText, "") + client_frame(kBinary, "b"),
     {broken(1002)}},
    {"5.5 a Ping in fragments", client_frame(kPing, "a") + client_frame(kFin | kContinuation, "b"), {broken(1002)}},
    {"5.5 a Close in fragments", client_frame(kClose, ""), {broken(1002)}},
    {"5.5 a Ping of 126 bytes", client_frame(kFin | kPing, of_length(126)), {broken(1002)}},
    {"5.5 a Pong with a length of 64 bits", "\x8a\xff"s, {broken(1002)}},
    {"5.5.1 half a close code, whatever follows",
     client_frame(kFin | kClose, "\x0f") + client_frame(kFin | kText, ""),
     {broken(1002)}},
    {"5.6 text that is not UTF-8", client_frame(kFin | kText, "\xff"), {broken(1007)}},
    {"5.6 text that ends within a character", client_frame(kFin | kText, "\xe2\x82"), {broken(1007)}},
    {"5.6 fragments that are not UTF-8 together",
     client_frame(kText, "\xe2\x82") + client_frame(kFin | kContinuation, "x"),
     {broken(1007)}},
    {"5.5.1 a reason that is not UTF-8", client_frame(kFin | kClose, close_body(1000, "\xed\xa0\x80")), {broken(1007)}},
    {"7.1.7 nothing is heard after what is wrong",
     client_frame(kFin | kText, "\xff") + client_frame(kFin | kText, "x"),
     {broken(1007)}},
    {"10.4 a header that says too much", "\x82\xff" + big_endian(kLimit + 1, 8), {broken(1009)}},
    {"10.4 as much as a length can say", "\x82\xff" + big_endian(UINT64_MAX >> 1, 8), {broken(1009)}},
    {"10.4 a fragment that says too much", "\x02\xff" + big_endian(kLimit + 1, 8), {broken(1009)}},
    {"10.4 fragments that are too long together",
     client_frame(kBinary, of_length(kLimit - 10)) + client_frame(kFin | kPing, "") + "\x00\x8b"s,
     {{"ping", 0, ""}, broken(1009)}},
    {"10.4 fragments whose lengths overflow together",
     client_frame(kBinary, "x") + "\x80\xff"s + big_endian(UINT64_MAX >> 1, 8),
     {broken(1009)}},
};

// Cuts at every place of what is short, and near both ends of what is long.
std::vector<std::size_t> cuts(std::size_t size) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < size; ++at)
        if (at < 300 || at + 300 > size) places.push_back(at);
    return places;
}

class Cases : public testing::TestWithParam<Case> {};

TEST_P(Cases, AreToldAlikeWhereverTheyAreCut) {
    const auto& [section, bytes, events] = GetParam();
    for (const bool renew : {false, true}) {
        EXPECT_EQ(read_in_pieces(
                      bytes, kLimit, [] { return SIZE_MAX; }, renew),
                  events);
        EXPECT_EQ(read_in_pieces(
                      bytes, kLimit, [] { return 1; }, renew),
                  events)
            << "by bytes";
        EXPECT_EQ(read_in_pieces(
                      bytes, kLimit, [] { return 7; }, renew),
                  events)
            << "by sevens";
        for (const std::size_t cut : cuts(bytes.size())) {
            std::size_t piece = cut;
            const auto next = [&] { return std::exchange(piece, SIZE_MAX); };
            ASSERT_EQ(read_in_pieces(bytes, kLimit, next, renew), events) << "cut at " << cut;
        }
    }
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
    std::string name = info.param.section;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Good, Cases, testing::ValuesIn(kGood), name_of);
INSTANTIATE_TEST_SUITE_P(Broken, Cases, testing::ValuesIn(kBroken), name_of);

std::vector<Event> told_of(std::string bytes, std::size_t message_bytes_max = kLimit) {
    return read_in_pieces(std::move(bytes), message_bytes_max, [] { return SIZE_MAX; });
}

// 7.4.1 and 7.4.2, every code that there could be.
TEST(WebSocket, KnowsWhichCloseCodesMayBeSent) {
    std::vector<std::pair<unsigned, unsigned>> ranges;  // of what was taken
    for (unsigned code = 0; code <= 0xFFFF; ++code) {
        const auto events = told_of(client_frame(Opcode::kClose, close_body(static_cast<std::uint16_t>(code))));
        ASSERT_EQ(events.size(), 1u);
        if (events[0] == broken(1002)) continue;
        ASSERT_EQ(events[0], (Event{"close", static_cast<std::uint16_t>(code), ""}));
        if (ranges.empty() || ranges.back().second != code - 1) ranges.emplace_back(code, code);
        ranges.back().second = code;
    }
    using Range = std::pair<unsigned, unsigned>;
    EXPECT_THAT(ranges, ElementsAre(Range(1000, 1003), Range(1007, 1014), Range(3000, 4999)));
}

// 5.2, and the frames of 5.7 that are a server's.
TEST(WebSocket, FramesAsAServerSendsThem) {
    EXPECT_EQ(framed(Opcode::kText, "Hello"), "\x81\x05Hello");
    EXPECT_EQ(framed(Opcode::kPing, "Hello"), "\x89\x05Hello");
    EXPECT_EQ(framed(Opcode::kPong, ""), "\x8a\x00"s);
    EXPECT_EQ(framed(Opcode::kBinary, of_length(125)), "\x82\x7d" + of_length(125));
    EXPECT_EQ(framed(Opcode::kBinary, of_length(126)), "\x82\x7e\x00\x7e"s + of_length(126));
    EXPECT_EQ(framed(Opcode::kBinary, of_length(256)), "\x82\x7e\x01\x00"s + of_length(256));
    EXPECT_EQ(framed(Opcode::kBinary, of_length(65'535)), "\x82\x7e\xff\xff"s + of_length(65'535));
    EXPECT_EQ(framed(Opcode::kBinary, of_length(65'536)), "\x82\x7f\0\0\0\0\0\1\0\0"s + of_length(65'536));
}

TEST(WebSocket, GivesBackThePayloadOfItsFrames) {
    for (const std::size_t size : {0u, 1u, 125u, 126u, 65'535u, 65'536u})
        EXPECT_EQ(payload_of(framed(Opcode::kBinary, of_length(size))), of_length(size)) << size;
}

// 5.5.1
TEST(WebSocket, CutsACloseReasonAtACharacter) {
    EXPECT_EQ(close_frame(0, "nobody reads this"), "\x88\x00"s);
    EXPECT_EQ(close_frame(1000, ""), "\x88\x02\x03\xe8");
    EXPECT_EQ(close_frame(4001, "Servus"), "\x88\x08\x0f\xa1Servus");
    EXPECT_EQ(close_frame(1001, of_length(123)), "\x88\x7d\x03\xe9" + of_length(123));
    EXPECT_EQ(close_frame(1001, of_length(124)), "\x88\x7d\x03\xe9" + of_length(123));
    EXPECT_EQ(close_frame(1001, of_length(121) + "€"), "\x88\x7b\x03\xe9" + of_length(121))
        << "of three bytes, two fit";
    EXPECT_EQ(close_frame(1001, of_length(120) + "€"), "\x88\x7d\x03\xe9" + of_length(120) + "€");
    EXPECT_EQ(close_frame(1001, of_length(120) + "🚢"), "\x88\x7a\x03\xe9" + of_length(120))
        << "of four bytes, three fit";
}

// RFC 3629, 3 and 4: the first and last of each length, and what lies beside them.
TEST(WebSocket, KnowsUtf8) {
    for (const auto& good : {""s, "\0"s, "\x7f"s, "\xc2\x80"s, "\xdf\xbf"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s,
                             "\xee\x80\x80"s, "\xef\xbf\xbf"s, "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s, "κόσμε"s})
        for (const auto& before : {""s, "seven…"s, of_length(8)})
            EXPECT_TRUE(is_utf8(before + good + of_length(9))) << testing::PrintToString(before + good);
    for (const auto& bad : {"\x80"s,
                            "\xbf"s,
                            "\xc0\x80"s,
                            "\xc1\xbf"s,
                            "\xc2"s,
                            "\xc2\x7f"s,
                            "\xc2\xc0"s,
                            "\xe0\x9f\xbf"s,
                            "\xe0\xa0"s,
                            "\xe1\x80"s,
                            "\xed\xa0\x80"s,
                            "\xed\xbf\xbf"s,
                            "\xe1\x80\x7f"s,
                            "\xf0\x8f\xbf\xbf"s,
                            "\xf4\x90\x80\x80"s,
                            "\xf1\x80\x80"s,
                            "\xf1\x80\x80\xc0"s,
                            "\xf5\x80\x80\x80"s,
                            "\xf8\x88\x80\x80\x80"s,
                            "\xfe"s,
                            "\xff"s})
        for (const auto& before : {""s, "seven…"s, of_length(8)}) {
            EXPECT_FALSE(is_utf8(before + bad)) << testing::PrintToString(before + bad);
            EXPECT_FALSE(is_utf8(before + bad + of_length(9))) << testing::PrintToString(before + bad);
        }
}

TEST(WebSocket, ACharacterIsNotReadBeyondTheTextsEnd) {
    const std::string_view ship = "🚢";
    for (std::size_t size = 1; size < ship.size(); ++size) EXPECT_FALSE(is_utf8(ship.substr(0, size))) << size;
    EXPECT_TRUE(is_utf8(ship));
}

// Every code point there is, and every surrogate.
TEST(WebSocket, KnowsEveryCharacterFromASurrogate) {
    for (unsigned point = 0x800; point <= 0x10FFFF; ++point) {
        const auto part = [&](unsigned shift, unsigned mask, unsigned mark) {
            return static_cast<char>((point >> shift & mask) | mark);
        };
        const std::string text =
            point < 0x10000
                ? std::string{part(12, 0x0F, 0xE0), part(6, 0x3F, 0x80), part(0, 0x3F, 0x80)}
                : std::string{part(18, 0x07, 0xF0), part(12, 0x3F, 0x80), part(6, 0x3F, 0x80), part(0, 0x3F, 0x80)};
        ASSERT_EQ(is_utf8(text), point < 0xD800 || point > 0xDFFF) << point;
    }
}

struct Looks final : Receiver {
    bool on_message(Opcode, std::string_view payload) override { return look(payload); }
    bool on_ping(std::string_view payload) override { return look(payload); }
    bool on_pong(std::string_view payload) override { return look(payload); }
    bool on_close(std::uint16_t, std::string_view reason) override { return look(reason); }
    bool on_broken(std::uint16_t, std::string_view) override { return false; }
    bool look(std::string_view payload) {
        places.push_back(payload.data());
        return true;
    }
    std::vector<const char*> places;
};

TEST(WebSocket, AWholeFrameIsNotCopied) {
    std::string bytes = client_frame(Opcode::kBinary, "abc") + client_frame(Opcode::kPing, "x") +
                        client_frame(Opcode::kClose, close_body(1000, "y"));
    Looks looks;
    Reader().read(bytes, kLimit, looks);
    EXPECT_THAT(looks.places, ElementsAre(bytes.data() + 6, bytes.data() + 9 + 6, bytes.data() + 16 + 6 + 2));
}

TEST(WebSocket, IsIdleOnlyBetweenMessages) {
    std::string bytes = client_frame(kBinary, "a") + client_frame(kFin | kPing, "b") +
                        client_frame(kFin | kContinuation, "c") + client_frame(kFin | kPing, "d");
    const std::size_t message_ends = bytes.size() - client_frame(kFin | kPing, "d").size();
    Reader reader;
    Told told;
    EXPECT_TRUE(reader.idle());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        reader.read(std::span(bytes).subspan(at, 1), kLimit, told);
        EXPECT_EQ(reader.idle(), at + 1 == message_ends || at + 1 == bytes.size()) << at;
    }
}

TEST(WebSocket, IsNotIdleOnceItHasStopped) {
    for (const std::string& last :
         {client_frame(Opcode::kClose, ""), client_frame(kFin | kText, "\xff"), "\x81\x00"s}) {
        Reader reader;
        Told told;
        std::string bytes = last;
        reader.read(bytes, kLimit, told);
        EXPECT_EQ(told.events.size(), 1u);
        EXPECT_FALSE(reader.idle()) << "or a new one would read on";
    }
}

TEST(WebSocket, WhoHasHeardEnoughHearsNoMore) {
    std::string bytes;
    for (const unsigned kind : {kText, kPing, kPong, kBinary}) bytes += client_frame(kFin | kind, "x");
    bytes += client_frame(kText, "x") + client_frame(kFin | kContinuation, "y") + client_frame(kFin | kText, "z");
    const auto all = told_of(bytes);
    ASSERT_EQ(all.size(), 6u);
    for (std::size_t enough = 1; enough <= all.size(); ++enough)
        for (const std::size_t piece : {SIZE_MAX, std::size_t{1}}) {
            const auto events = read_in_pieces(
                bytes, kLimit, [&] { return piece; }, false, Told(enough));
            EXPECT_EQ(events, std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(enough)));
        }
}

TEST(WebSocket, AMessageMayBeAsLongAsTheLimitAndNotLonger) {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{125}, std::size_t{126}, std::size_t{70'000}}) {
        EXPECT_THAT(told_of(client_frame(kFin | kBinary, of_length(size)), size),
                    ElementsAre(Event{"binary", 0, of_length(size)}));
        EXPECT_THAT(told_of(client_frame(kFin | kBinary, of_length(size + 1)), size), ElementsAre(broken(1009)));
    }
    EXPECT_THAT(told_of(client_frame(kFin | kPing, "not a message"), 0), Contains(Event{"ping", 0, "not a message"}));
}

}  // namespace
}  // namespace dais::live::websocket
