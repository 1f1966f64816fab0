// Light screens by TLS: they trust the venue's own CA and nobody else, and coming back is short while they hold a
// ticket.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <utility>

#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/target.h"
#include "tests/end_to_end/server_process.h"
#include "tests/end_to_end/venue_ca.h"

namespace dais {
namespace {

constexpr std::uint32_t kScreens = 50;

std::vector<std::string> by_tls(const VenueCa& ca) {
    ca.issue("venue");
    return {"--demo", "--tls-certificate", ca.file("venue.pem"), "--tls-key", ca.file("venue.key"), "--heartbeat-ms",
            "300"};
}

client::Url url_of(const ServerProcess& server, const VenueCa& trusted) {
    return client::parse_url("https://127.0.0.1:" + std::to_string(server.port()), trusted.certificate());
}

class Screens {
public:
    explicit Screens(const client::Url& url)
        : measures_(load::Measures::map(), load::Measures::unmap),
          target_(load::find_target(url, {}, kScreens)),
          talk_({url.authority(), "", "gdpa-2024", ""}, plan_, groups_, *measures_),
          crowd_(plan_, target_, 0, groups_, talk_, *measures_) {}

    // Until so many have come in all, and all are equal.
    bool come(std::uint64_t opened) {
        return wait([&] { return counts().opened >= opened && talk_.equal(1) == kScreens; });
    }
    bool wait(const std::function<bool()>& done) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!done()) {
            if (std::chrono::steady_clock::now() > until) return false;
            crowd_.poll(5);
        }
        return true;
    }
    void come_anew(bool with_tickets) { crowd_.come_anew(with_tickets); }
    const load::Counts& counts() const { return measures_->counts; }
    std::string trouble() const { return measures_->trouble.data(); }

private:
    const load::Plan plan_{{{kScreens, {}, 0, 0}}, 0, 16, {}, 0};
    const std::vector<std::uint8_t> groups_ = load::spread(plan_);
    std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures_;
    load::Target target_;
    load::DaisTalk talk_;
    load::Crowd crowd_;
};

TEST(LoadByTls, WhoHoldsATicketComesBackByAShortHandshake) {
    const VenueCa ca;
    const ServerProcess server(by_tls(ca));
    Screens screens(url_of(server, ca));
    ASSERT_TRUE(screens.come(kScreens)) << screens.trouble();
    EXPECT_EQ(screens.counts().handshakes, kScreens);
    EXPECT_EQ(screens.counts().handshakes_resumed, 0u);

    screens.come_anew(true);
    ASSERT_TRUE(screens.come(2 * kScreens)) << screens.trouble();
    EXPECT_EQ(screens.counts().handshakes_resumed, kScreens);

    screens.come_anew(false);
    ASSERT_TRUE(screens.come(3 * kScreens)) << screens.trouble();
    EXPECT_EQ(screens.counts().handshakes, 3 * kScreens);
    EXPECT_EQ(screens.counts().handshakes_resumed, kScreens) << "without a ticket it is the long one";
    EXPECT_EQ(screens.counts().snapshots, kScreens) << "what they hold of the summit has nothing to do with it";
}

TEST(LoadByTls, ACertificateOfSomebodyElsesCaLetsNobodyThrough) {
    const VenueCa ca, other;
    const ServerProcess server(by_tls(ca));
    Screens screens(url_of(server, other));
    ASSERT_TRUE(screens.wait([&] { return screens.counts().connect_failed >= kScreens; }));
    EXPECT_EQ(screens.counts().handshakes, 0u);
    EXPECT_NE(screens.trouble().find("certificate is not to be trusted"), std::string::npos) << screens.trouble();
}

struct Said {
    int code = 0;
    std::string text;
};

Said rehearse(const ServerProcess& server, const VenueCa& trusted, const std::string& options) {
    const std::string command = std::string("timeout 60 " DAIS_BIN_DIR "/dais --ca ") + trusted.certificate() +
                                " --url https://localhost:" + std::to_string(server.port()) + " load " + options +
                                " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    Said said;
    char piece[4096];
    while (const auto got = std::fread(piece, 1, sizeof piece, pipe)) said.text.append(piece, got);
    said.code = WEXITSTATUS(pclose(pipe));
    return said;
}

TEST(LoadByTls, ACertificateOfSomebodyElsesCaEndsARehearsalBeforeItBegins) {
    const VenueCa ca, other;
    const ServerProcess server(by_tls(ca));
    const auto [code, said] = rehearse(server, other, "--screens 40");
    EXPECT_NE(code, 0);
    EXPECT_NE(said.find("certificate is not to be trusted"), std::string::npos) << said;
    EXPECT_EQ(said.find("equal "), std::string::npos) << said;
}

TEST(LoadByTls, IsRehearsedFromATerminalWithSlowScreensToo) {
    const VenueCa ca;
    const ServerProcess server(by_tls(ca));
    const auto [code, said] = rehearse(server, ca, "--screens 40 --seconds 2 --ramp 0s --slow 20% --mute 5% --ping 1s");
    EXPECT_EQ(code, 0) << said;
    EXPECT_NE(said.find("equal      40 of 40"), std::string::npos) << said;
    EXPECT_NE(said.find("encrypted  40 times, 0 of these by a ticket"), std::string::npos) << said;
}

}  // namespace
}  // namespace dais
