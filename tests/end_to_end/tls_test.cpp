// TLS on the server's own port: who trusts the venue's CA follows by it, whoever knocks otherwise is told or sent away,
// and a new certificate is shown without anybody being cut off.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>

#include "clients/cpp/http.h"
#include "clients/cpp/link.h"
#include "tests/end_to_end/server_process.h"
#include "tests/end_to_end/tls_reader.h"
#include "tests/end_to_end/venue_ca.h"

namespace dais {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ::testing::HasSubstr;

class Tls : public ::testing::Test {
protected:
    // With a summit in it.
    void serve(std::vector<std::string> more = {}) {
        ca_.issue("first");
        std::filesystem::copy(ca_.file("first.pem"), ca_.file("server.pem"));
        std::filesystem::copy(ca_.file("first.key"), ca_.file("server.key"));
        std::vector<std::string> options = {"--demo",    "--tls-certificate",    ca_.file("server.pem"),
                                            "--tls-key", ca_.file("server.key"), "--keys-ms",
                                            "100"};
        options.insert(options.end(), more.begin(), more.end());
        server_ = std::make_unique<ServerProcess>(options);
    }

    client::Url url(const std::string& host, const std::string& file) const {
        return client::parse_url("https://" + host + ":" + std::to_string(server_->port()), file);
    }

    std::string health(const client::Url& url) const {
        client::HttpRequest request;
        request.target = "/health";
        try {
            return client::ask_http(url, request).body;
        } catch (const std::runtime_error& trouble) {
            return trouble.what();
        }
    }

    // All that a server answers to these bytes until it hangs up; and to the end of them, unless they stay half said.
    std::string answer_to(const std::string& bytes, bool half = false) const {
        asio::io_context context;
        tcp::socket socket(context);
        socket.connect({asio::ip::make_address("127.0.0.1"), server_->port()});
        asio::write(socket, asio::buffer(bytes));
        std::string answer;
        boost::system::error_code ec;
        if (!half) socket.shutdown(tcp::socket::shutdown_send, ec);
        asio::read(socket, asio::dynamic_buffer(answer), ec);
        return answer;
    }

    void wait_for_log(const std::string& words) const {
        for (int i = 0; i < 1'000 && server_->log().find(words) == std::string::npos; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        EXPECT_THAT(server_->log(), HasSubstr(words));
    }

    VenueCa ca_;
    std::unique_ptr<ServerProcess> server_;
};

TEST_F(Tls, WhoTrustsTheVenuesCaFollowsAndCommands) {
    serve();
    client::LinkSettings settings;
    settings.url = url("localhost", ca_.certificate());
    settings.key = server_->make_key(v1::ROLE_ORGANISER);
    asio::io_context context;
    std::optional<v1::Reply> reply;
    const auto link = client::Link::start(context.get_executor(), settings, {});
    v1::Command command = new_command("", 0);
    command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("By TLS");
    command.mutable_publish_announcement()->mutable_announcement()->mutable_title(0)->set_language("en");
    link->send(command, [&](const v1::Reply& got) {
        reply = got;
        link->stop();
    });
    context.run_for(std::chrono::seconds(30));
    ASSERT_TRUE(reply) << link->trouble();
    EXPECT_TRUE(reply->has_done()) << reply->ShortDebugString();
    EXPECT_EQ(link->follower().records().dump(), server_->dump(link->follower().log(), v1::AUDIENCE_STAFF));
}

TEST_F(Tls, NothingIsSaidToAServerThatIsNotTrusted) {
    serve();
    EXPECT_THAT(health(url("localhost", ca_.certificate())), HasSubstr("ok"));
    EXPECT_THAT(health(url("127.0.0.1", ca_.certificate())), HasSubstr("ok"));
    EXPECT_THAT(health(url("localhost", "")), HasSubstr("--ca"));
    EXPECT_THAT(health(url("localhost", "/nowhere.pem")), HasSubstr("/nowhere.pem"));
    const VenueCa another;
    EXPECT_THAT(health(url("localhost", another.certificate())), HasSubstr("not to be trusted"));
    // The same server by a name that it does not have.
    EXPECT_THAT(health(url("localhost.localdomain", ca_.certificate())), HasSubstr("cannot reach"));
    EXPECT_THAT(health(url("127.1", ca_.certificate())), HasSubstr("the name that it was made for"));
}

TEST_F(Tls, ASlowReaderMissesNothing) {
    serve({"--ring-frames-max", "4096", "--ring-bytes-max", "100000000", "--send-buffer-bytes", "4096"});
    TlsReader slow(server_->port(), 16 * 1024);
    slow.shake_hands();
    slow.upgrade();
    slow.follow("gdpa-2024");
    const std::uint64_t begin = slow.follower.position();

    client::LinkSettings settings;
    settings.url = url("localhost", ca_.certificate());
    settings.key = server_->make_key(v1::ROLE_ORGANISER);
    asio::io_context context;
    const auto link = client::Link::start(context.get_executor(), settings, {});
    constexpr std::uint64_t kChanges = 60;
    std::uint64_t done = 0;
    std::mt19937 random(7);
    for (std::uint64_t i = 0; i < kChanges; ++i) {
        v1::Command command = new_command("", 0);
        v1::LocalText& body = *command.mutable_publish_announcement()->mutable_announcement()->add_body();
        body.set_language("en");
        for (int n = 0; n < 3'900; ++n) body.mutable_text()->push_back(static_cast<char>('0' + random() % 64));
        link->send(command, [&](const v1::Reply& reply) {
            done += reply.has_done();
            if (done == kChanges) link->stop();
        });
    }
    context.run_for(std::chrono::seconds(60));
    ASSERT_EQ(done, kChanges) << link->trouble();
    // It has not read a byte of them yet; each frame that it takes now continues the one before.
    while (slow.follower.position() < begin + kChanges) {
        const client::Taken taken = slow.next();
        ASSERT_TRUE(taken == client::Taken::folded || taken == client::Taken::heartbeat) << static_cast<int>(taken);
    }
    EXPECT_EQ(slow.follower.records().dump(), server_->dump("gdpa-2024", v1::AUDIENCE_PUBLIC));
}

TEST_F(Tls, ANewCertificateIsShownToNewcomersAndNobodyIsCutOff) {
    serve({"--certificate-ms", "50", "--heartbeat-ms", "100"});
    TlsReader before(server_->port());
    before.shake_hands();
    before.upgrade();
    before.follow("gdpa-2024");
    EXPECT_EQ(before.shown(), "first");

    // A key that does not fit is said, and changes nothing.
    ca_.issue("second");
    std::filesystem::rename(ca_.file("second.key"), ca_.file("server.key"));
    wait_for_log("cannot be used");
    TlsReader meanwhile(server_->port());
    meanwhile.shake_hands();
    EXPECT_EQ(meanwhile.shown(), "first");

    std::filesystem::rename(ca_.file("second.pem"), ca_.file("server.pem"));
    wait_for_log("read again: second");
    TlsReader after(server_->port());
    after.shake_hands();
    EXPECT_EQ(after.shown(), "second");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(before.next(), client::Taken::heartbeat);
    EXPECT_EQ(server_->end(SIGTERM), 0);
}

TEST_F(Tls, ItsFilesAreReadAgainOnSighup) {
    serve({"--certificate-ms", "3600000"});
    ca_.issue("second", -1);
    std::filesystem::rename(ca_.file("second.key"), ca_.file("server.key"));
    std::filesystem::rename(ca_.file("second.pem"), ca_.file("server.pem"));
    server_->signal(SIGHUP);
    wait_for_log("read again: second");
    EXPECT_THAT(server_->log(), HasSubstr("expired on "));
    EXPECT_EQ(server_->end(SIGTERM), 0);
}

TEST_F(Tls, OldVersionsAndOtherProtocolsAreRefused) {
    serve();
    const auto refused = [&](const std::function<void(SSL_CTX*)>& set) {
        TlsReader reader(server_->port(), 0, set);
        try {
            reader.shake_hands();
        } catch (const boost::system::system_error&) {
            return true;
        }
        return false;
    };
    EXPECT_TRUE(refused([](SSL_CTX* context) {
        SSL_CTX_set_security_level(context, 0);
        SSL_CTX_set_min_proto_version(context, TLS1_1_VERSION);
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
    }));
    EXPECT_FALSE(refused([](SSL_CTX* context) { SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION); }));
    const auto offers = [](std::string names) {
        return [names = std::move(names)](SSL_CTX* context) {
            SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(names.data()),
                                    static_cast<unsigned>(names.size()));
        };
    };
    EXPECT_TRUE(refused(offers("\x02h2")));
    EXPECT_FALSE(refused(offers("\x02h2\x08http/1.1")));
}

TEST_F(Tls, WhoComesBackNeedsNoSecondHandshakeInFull) {
    serve();
    static SSL_SESSION* session = nullptr;  // OpenSSL tells a plain function
    const auto resume = [](int version) {
        return [version](SSL_CTX* context) {
            SSL_CTX_set_max_proto_version(context, version);
            SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT);
            SSL_CTX_sess_set_new_cb(context, [](SSL*, SSL_SESSION* fresh) {
                session = fresh;
                return 1;
            });
        };
    };
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsReader first(server_->port(), 0, resume(version));
        first.shake_hands();
        first.upgrade();  // the ticket comes with what is read
        ASSERT_NE(session, nullptr);
        SSL_SESSION* const ticket = session;
        TlsReader again(server_->port(), 0, resume(version));
        SSL_set_session(again.ssl(), ticket);
        again.shake_hands();
        again.upgrade();
        EXPECT_EQ(SSL_session_reused(again.ssl()), 1) << version;
        if (session != ticket) SSL_SESSION_free(session);
        SSL_SESSION_free(ticket);
        session = nullptr;
    }
}

TEST_F(Tls, GarbageIsSentAwayAndPlainHttpIsToldWhatIsSpoken) {
    serve({"--handshake-ms", "500"});
    EXPECT_THAT(answer_to("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"), HasSubstr("https://"));
    EXPECT_THAT(answer_to("POST /api/v1/import HTTP/1.1\r\n\r\n"), HasSubstr("400 Bad Request"));
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        std::string garbage(1 + random() % 600, '\0');
        for (char& byte : garbage) byte = static_cast<char>(random());
        if (i % 2 == 0) garbage.replace(0, 3, "\x16\x03\x01");  // as a handshake begins
        answer_to(garbage);
    }
    // Half a handshake is waited for no longer than a whole one.
    answer_to(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), true);
    answer_to("", true);
    EXPECT_THAT(health(url("localhost", ca_.certificate())), HasSubstr("ok"));
    EXPECT_EQ(server_->end(SIGTERM), 0);
}

TEST_F(Tls, TwoHundredComeAtOnce) {
    serve({"--shards", "2"});
    std::atomic<int> there{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 10; ++t)
        threads.emplace_back([&] {
            std::vector<std::unique_ptr<TlsReader>> readers;
            for (int i = 0; i < 20; ++i) readers.push_back(std::make_unique<TlsReader>(server_->port()));
            for (auto& reader : readers) reader->shake_hands();
            for (auto& reader : readers) reader->upgrade();
            for (auto& reader : readers) reader->follow("gdpa-2024");
            for (auto& reader : readers) there += reader->follower.current();
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(there, 200);
    EXPECT_EQ(server_->end(SIGTERM), 0);
}

TEST_F(Tls, AServerDoesNotStartWithFilesThatCannotBeUsed) {
    ca_.issue("one");
    ca_.issue("two");
    const auto why = [&](const std::string& certificate, const std::string& key) {
        try {
            ServerProcess server({"--tls-certificate", certificate, "--tls-key", key});
        } catch (const std::runtime_error& refusal) {
            return std::string(refusal.what());
        }
        return std::string();
    };
    EXPECT_THAT(why(ca_.file("one.pem"), ca_.file("two.key")), HasSubstr("is not that of the certificate"));
    EXPECT_THAT(why(ca_.file("none.pem"), ca_.file("one.key")), HasSubstr("No such file"));
    EXPECT_THAT(why(ca_.file("one.key"), ca_.file("one.key")), HasSubstr("holds no certificate"));
    EXPECT_THAT(why(ca_.file("one.pem"), ca_.file("one.pem")), HasSubstr("holds no private key"));
    EXPECT_THAT(why(ca_.file("one.pem"), ""), HasSubstr("both, or neither"));
}

}  // namespace
}  // namespace dais
