#include "clients/cpp/inflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "server/summit/columns.h"

namespace dais::client {
namespace {

std::string deflated(const std::string& plain) {
    z_stream zip{};
    EXPECT_EQ(deflateInit2(&zip, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    std::string bytes(deflateBound(&zip, static_cast<uLong>(plain.size())), '\0');
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    zip.avail_in = static_cast<uInt>(plain.size());
    zip.next_out = reinterpret_cast<Bytef*>(bytes.data());
    zip.avail_out = static_cast<uInt>(bytes.size());
    EXPECT_EQ(deflate(&zip, Z_FINISH), Z_STREAM_END);
    bytes.resize(zip.total_out);
    deflateEnd(&zip);
    return bytes;
}

std::string frame_of(const std::string& deflated_bytes) {
    v1::ServerMessage outer;
    outer.set_compressed(deflated_bytes);
    return outer.SerializeAsString();
}

TEST(Inflate, GivesBackWhatWasDeflated) {
    for (const std::size_t size : {0u, 1u, 1000u, 65'536u, 65'537u, 300'000u}) {
        std::string plain(size, 'x');
        for (std::size_t i = 0; i < size; i += 7) plain[i] = static_cast<char>(i * 31 >> 3);
        EXPECT_EQ(inflated(deflated(plain)), plain) << size;
    }
}

TEST(Inflate, ReadsACompressedMessage) {
    v1::ServerMessage inner;
    inner.mutable_snapshot()->set_log(std::string(10'000, 'a'));
    EXPECT_EQ(read_message(frame_of(deflated(summit::to_columns(inner)))).snapshot().log(), inner.snapshot().log());
    EXPECT_EQ(read_message(inner.SerializeAsString()).snapshot().log(), inner.snapshot().log());
}

TEST(Inflate, ExactlyAsMuchAsAllowedIsAllowed) {
    const std::string plain(100'000, 'x');
    EXPECT_EQ(inflated(deflated(plain), plain.size()), plain);
    EXPECT_THROW(inflated(deflated(plain), plain.size() - 1), BadFrame);
}

TEST(Inflate, ABombIsRefused) {
    const auto bomb = deflated(std::string(64u << 20, '\0'));
    ASSERT_LT(bomb.size(), 1u << 20);
    EXPECT_THROW(read_message(frame_of(bomb)), BadFrame);
}

TEST(Inflate, ACompressedMessageWithinACompressedMessageIsRefused) {
    v1::ServerMessage inner;
    inner.mutable_pong();
    v1::ServerMessage once;
    once.set_compressed(deflated(summit::to_columns(inner)));
    EXPECT_TRUE(read_message(once.SerializeAsString()).has_pong());
    EXPECT_THROW(read_message(frame_of(deflated(summit::to_columns(once)))), BadFrame);
}

TEST(Inflate, DamageIsRefused) {
    const auto good = deflated(std::string(5000, 'x') + "y");
    EXPECT_THROW(inflated(good.substr(0, good.size() - 1)), BadFrame);
    EXPECT_THROW(inflated(good + "more"), BadFrame);
    EXPECT_THROW(inflated(""), BadFrame);
    EXPECT_THROW(inflated("\xff\xff\xff"), BadFrame);
    EXPECT_THROW(read_message("\x0a\xff"), BadFrame);
    EXPECT_THROW(read_message(frame_of(deflated("\x0a\xff"))), BadFrame);
    EXPECT_THROW(read_message(frame_of(deflated(v1::ServerMessage().SerializeAsString()))), BadFrame);
}

}  // namespace
}  // namespace dais::client
