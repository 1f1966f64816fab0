// Both ways of sending a fan-out do the same, on real sockets: whole sends are silent, others are told to the byte.
#include "server/live/sender.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <string>
#include <system_error>
#include <vector>

namespace dais::live {
namespace {

class Senders : public testing::TestWithParam<SenderKind> {
protected:
    void SetUp() override {
        try {
            sender = make_sender(GetParam());
        } catch (const std::system_error& fault) {
            GTEST_SKIP() << fault.what();
        }
    }
    void TearDown() override {
        for (const int end : ends) ::close(end);
    }
    // A socket that the sender knows, and its other end.
    std::pair<int, int> pair(int buffer = 0) {
        int two[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, two), 0);
        if (buffer > 0) ::setsockopt(two[0], SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
        ends.insert(ends.end(), {two[0], two[1]});
        EXPECT_TRUE(sender->enter(two[0]));
        return {two[0], two[1]};
    }
    static std::string read_all(int end) {
        std::string all(1 << 20, '\0');
        std::size_t have = 0;
        for (ssize_t got; (got = ::read(end, all.data() + have, all.size() - have)) > 0;)
            have += static_cast<std::size_t>(got);
        all.resize(have);
        return all;
    }

    std::unique_ptr<Sender> sender;
    std::vector<int> ends;
    std::map<std::uint64_t, ssize_t> told;
    Sender::Short note = [this](std::uint64_t tag, ssize_t taken) { told[tag] = taken; };
};

TEST_P(Senders, SendToMoreSocketsThanFitInOneCall) {
    const std::string bytes(200, 'x');
    std::vector<std::pair<int, int>> pairs;
    for (int i = 0; i < 1'500; ++i) pairs.push_back(pair());
    for (std::size_t i = 0; i < pairs.size(); ++i) sender->send(pairs[i].first, bytes, i, note);
    sender->finish(note);
    EXPECT_TRUE(told.empty());
    for (const auto& [mine, other] : pairs) EXPECT_EQ(read_all(other), bytes);
}

TEST_P(Senders, TellHowMuchOfWhatDidNotFitWasTaken) {
    std::string bytes;
    for (int i = 0; i < 40'000; ++i) bytes += std::to_string(i);
    const auto [mine, other] = pair(4'096);
    sender->send(mine, bytes, 7, note);
    sender->finish(note);
    ASSERT_EQ(told.size(), 1u);
    ASSERT_GT(told[7], 0);
    EXPECT_EQ(read_all(other), bytes.substr(0, static_cast<std::size_t>(told[7])));
}

TEST_P(Senders, TellWhatIsFullAndWhatIsBroken) {
    const auto [full, other] = pair();
    while (::send(full, std::string(4'096, 'x').data(), 4'096, MSG_DONTWAIT) > 0) continue;
    const auto [broken, ended] = pair();
    ::shutdown(broken, SHUT_WR);
    sender->send(full, "bytes", 1, note);
    sender->send(broken, "bytes", 2, note);
    sender->finish(note);
    EXPECT_EQ(told[1], -EAGAIN);
    EXPECT_EQ(told[2], -EPIPE);
}

TEST_P(Senders, ForgetASocketThatLeaves) {
    const auto [mine, other] = pair();
    sender->leave(mine);
    const auto [again, more] = pair();
    sender->send(again, "to the other", 1, note);
    sender->finish(note);
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(read_all(more), "to the other");
    EXPECT_EQ(read_all(other), "");
}

INSTANTIATE_TEST_SUITE_P(Both, Senders, testing::Values(SenderKind::plain, SenderKind::uring),
                         [](const auto& kind) { return kind.param == SenderKind::plain ? "Plain" : "Uring"; });

}  // namespace
}  // namespace dais::live
