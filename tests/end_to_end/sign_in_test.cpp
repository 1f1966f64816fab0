// Signing in over HTTP at a real server: the first owner, guesses, cookies and pages of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json.hpp>
#include <map>
#include <sstream>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Answer = http::response<http::string_body>;

constexpr char kPassword[] = "correct horse battery";

// A browser as far as this goes: it keeps cookies, and says which page it is on.
class Browser {
public:
    Browser(const ServerProcess& server, std::string origin = {})
        : port_(server.port()), host_("127.0.0.1:" + std::to_string(port_)), origin_(std::move(origin)) {
        if (origin_.empty()) origin_ = "http://" + host_;
    }

    Answer post(const std::string& target, const std::string& body) { return ask(http::verb::post, target, body); }
    Answer get(const std::string& target) { return ask(http::verb::get, target, ""); }
    // The answer to the opening handshake of a WebSocket.
    http::status open_socket(const std::string& target = "/live") {
        http::request<http::string_body> request{http::verb::get, target, 11};
        request.set(http::field::upgrade, "websocket");
        request.set(http::field::connection, "Upgrade");
        request.set(http::field::sec_websocket_version, "13");
        request.set(http::field::sec_websocket_key, "dGhlIHNhbXBsZSBub25jZQ==");
        return exchange(std::move(request)).result();
    }
    std::string cookie_header() const {
        std::string header;
        for (const auto& [name, value] : cookies) header += (header.empty() ? "" : "; ") + name + "=" + value;
        return header;
    }

    std::map<std::string, std::string> cookies;
    std::string shown;                     // a key or a ticket; empty: none
    std::vector<std::string> set_cookies;  // as the last answer wrote them
    std::string type = "application/json";
    bool says_origin = true;

private:
    Answer ask(http::verb verb, const std::string& target, const std::string& body) {
        http::request<http::string_body> request{verb, target, 11};
        if (!body.empty()) request.set(http::field::content_type, type);
        request.body() = body;
        return exchange(std::move(request));
    }
    Answer exchange(http::request<http::string_body> request) {
        request.set(http::field::host, host_);
        if (says_origin) request.set(http::field::origin, origin_);
        if (!cookies.empty()) request.set(http::field::cookie, cookie_header());
        if (!shown.empty()) request.set(http::field::authorization, "Bearer " + shown);
        request.prepare_payload();
        boost::asio::io_context context;
        beast::tcp_stream stream(context);
        stream.connect({boost::asio::ip::make_address("127.0.0.1"), port_});
        http::write(stream, request);
        http::response_parser<http::string_body> parser;
        beast::flat_buffer buffer;
        http::read(stream, buffer, parser);
        Answer answer = parser.release();
        set_cookies.clear();
        const auto [begin, end] = answer.equal_range(http::field::set_cookie);
        for (auto line = begin; line != end; ++line) {
            const std::string text(line->value().data(), line->value().size());
            set_cookies.push_back(text);
            const std::size_t equals = text.find('=');
            const std::string value = text.substr(equals + 1, text.find(';') - equals - 1);
            if (value.empty()) {
                cookies.erase(text.substr(0, equals));
            } else {
                cookies[text.substr(0, equals)] = value;
            }
        }
        return answer;
    }

    unsigned short port_;
    std::string host_;
    std::string origin_;
};

class SignIn : public testing::Test {
protected:
    static ServerProcess& started(ServerProcess& server) { return server; }

    // The secret of the link that the server printed.
    std::string set_up_secret() const {
        const std::string said = server.log();
        const std::size_t at = said.rfind("#link=");
        EXPECT_NE(at, std::string::npos) << said;
        return said.substr(at + 6, 32);
    }
    void become_owner(Browser& browser) {
        json::object use{{"secret", set_up_secret()},
                         {"name", "Olga Owner"},
                         {"signInName", "olga@example.org"},
                         {"password", kPassword}};
        const Answer answer = browser.post("/api/v1/links/use", json::serialize(use));
        ASSERT_EQ(answer.result(), http::status::ok) << answer.body();
    }
    static std::string sign_in(const std::string& password, const std::string& name = "olga@example.org") {
        return json::serialize(json::object{{"signInName", name}, {"password", password}});
    }
    static std::string ask(json::object verb, const std::string& log = "") {
        if (!log.empty()) verb["log"] = log;
        return json::serialize(verb);
    }

    ServerProcess server{{"--keys-ms", "100", "--heartbeat-ms", "200"}};
};

TEST_F(SignIn, TheLinkThatTheServerPrintsMakesTheOwnerOnce) {
    Browser browser(server);
    const std::string look = json::serialize(json::object{{"secret", set_up_secret()}});
    EXPECT_THAT(browser.post("/api/v1/links/look", look).body(), HasSubstr("LINK_KIND_SET_UP"));
    become_owner(browser);
    ASSERT_EQ(browser.set_cookies.size(), 2u);
    for (const std::string& cookie : browser.set_cookies)
        EXPECT_THAT(cookie, AllOf(HasSubstr("HttpOnly"), HasSubstr("SameSite=Strict"), HasSubstr("Path=/")));
    EXPECT_THAT(browser.get("/api/v1/account").body(), AllOf(HasSubstr("Olga Owner"), HasSubstr("ROLE_OWNER")));
    EXPECT_EQ(browser.post("/api/v1/links/look", look).result(), http::status::not_found);
    EXPECT_THAT(server.log(), Not(HasSubstr(kPassword)));
    EXPECT_EQ(browser.post("/api/v1/sign-out", "").result(), http::status::ok);
    EXPECT_EQ(browser.get("/api/v1/account").result(), http::status::unauthorized);
}

TEST_F(SignIn, WhoSignedInIsWhoTheyAreUntilTheySignOutAndAfterARestart) {
    Browser browser(server);
    become_owner(browser);
    Browser elsewhere(server);
    EXPECT_EQ(elsewhere.post("/api/v1/sign-in", sign_in("another password")).result(), http::status::unauthorized);
    EXPECT_EQ(elsewhere.post("/api/v1/sign-in", sign_in(kPassword, "nobody@example.org")).result(),
              http::status::unauthorized);
    EXPECT_EQ(elsewhere.post("/api/v1/sign-in", sign_in(kPassword)).result(), http::status::ok);
    server.end(SIGKILL);
    server.start();
    EXPECT_EQ(elsewhere.get("/api/v1/account").result(), http::status::ok);
    const Browser thief = elsewhere;
    EXPECT_EQ(elsewhere.post("/api/v1/sign-out", "").result(), http::status::ok);
    Browser later = thief;
    EXPECT_EQ(later.get("/api/v1/account").result(), http::status::unauthorized) << "the cookie is worth nothing";
}

// An edge sees the tickets of those who are there: it must neither have another made nor make itself at home.
TEST_F(SignIn, ATicketCommandsAndDoesNothingElse) {
    Browser browser(server);
    become_owner(browser);
    Browser edge(server);
    edge.shown = json::parse(browser.post("/api/v1/ticket", "").body()).at("ticket").as_string();
    edge.says_origin = false;
    const std::string put = R"({"log":"sal","id":"c1","putSummit":{"summit":{"name":[{"text":"Sal"}]}}})";
    EXPECT_EQ(edge.post("/api/v1/commands", put).result(), http::status::ok);
    EXPECT_EQ(edge.post("/api/v1/ticket", "").result(), http::status::forbidden);
    EXPECT_EQ(edge.get("/api/v1/account").result(), http::status::forbidden);
    for (const char* verb : {R"({"makeKey":{"label":"mine"}})", R"({"readAudit":{}})", R"({"makePhoneLink":{}})",
                             R"({"makeInvitation":{"name":"me","grants":[{"role":"ROLE_OWNER"}]}})"}) {
        const Answer answer = edge.post("/api/v1/account", verb);
        EXPECT_EQ(answer.result(), http::status::forbidden) << verb;
        EXPECT_THAT(answer.body(), HasSubstr("for commands alone"));
    }
    EXPECT_EQ(browser.post("/api/v1/account", R"({"readAudit":{}})").result(), http::status::ok);
    EXPECT_EQ(browser.post("/api/v1/sign-out", "").result(), http::status::ok);
    EXPECT_EQ(edge.post("/api/v1/commands", put).result(), http::status::unauthorized) << "it went with its login";
}

// A cookie comes along with whatever any page asks for.
TEST_F(SignIn, APageOfSomebodyElseDoesNothingByACookie) {
    Browser browser(server);
    become_owner(browser);
    const std::string command =
        ask({{"id", "c1"}, {"putSummit", {{"summit", {{"name", {{{"language", "en"}, {"text", "Sal"}}}}}}}}}, "sal");
    EXPECT_EQ(browser.open_socket(), http::status::switching_protocols);
    for (const char* origin : {"http://evil.example", "http://127.0.0.1:1", "null", "https://127.0.0.1.evil.example"}) {
        Browser page(server, origin);
        page.cookies = browser.cookies;
        EXPECT_EQ(page.open_socket(), http::status::forbidden) << origin;
        EXPECT_EQ(page.post("/api/v1/commands", command).result(), http::status::forbidden) << origin;
        EXPECT_EQ(page.post("/api/v1/account", ask({{"makePhoneLink", json::object()}})).result(),
                  http::status::forbidden);
        EXPECT_EQ(page.post("/api/v1/ticket", "").result(), http::status::forbidden) << origin;
        EXPECT_EQ(page.post("/api/v1/sign-in", sign_in(kPassword)).result(), http::status::forbidden)
            << "nor signs somebody in";
        EXPECT_EQ(page.post("/api/v1/import?log=sal", "x").result(), http::status::forbidden);
        EXPECT_TRUE(page.get("/api/v1/account")[http::field::access_control_allow_origin].empty());
    }
    Browser silent(server);
    silent.cookies = browser.cookies;
    silent.says_origin = false;
    EXPECT_EQ(silent.open_socket(), http::status::forbidden);
    EXPECT_EQ(silent.post("/api/v1/commands", command).result(), http::status::forbidden);
    // A form is no JSON.
    browser.type = "text/plain";
    EXPECT_EQ(browser.post("/api/v1/commands", command).result(), http::status::unsupported_media_type);
    browser.type = "application/json";
    EXPECT_EQ(browser.post("/api/v1/commands", command).result(), http::status::ok);
    // Whoever has no cookie may look on from anywhere: what everybody sees.
    EXPECT_EQ(Browser(server, "http://a.page.example").open_socket(), http::status::switching_protocols);
}

// A page of somebody else shows the programme also to those who are signed in here: as what everybody sees.
TEST_F(SignIn, WhereThePublicIsServedACookieCountsForNothing) {
    Browser browser(server);
    become_owner(browser);
    const std::string command =
        ask({{"id", "c1"}, {"putSummit", {{"summit", {{"name", {{{"language", "en"}, {"text", "Sal"}}}}}}}}}, "sal");
    ASSERT_EQ(browser.post("/api/v1/commands", command).result(), http::status::ok);
    Browser page(server, "http://a.page.example");
    page.cookies = browser.cookies;
    EXPECT_EQ(page.open_socket(), http::status::forbidden);
    EXPECT_EQ(page.open_socket("/live?public"), http::status::switching_protocols);
    for (const char* other : {"/live?", "/live?mine", "/live?public=1", "/live/public"})
        EXPECT_NE(page.open_socket(other), http::status::switching_protocols) << other;
    // The Host of a Reader has no port, nor has the page that it says to be on.
    const auto welcome = [&](const std::string& target) {
        Reader reader(server, {}, 0, {target, browser.cookie_header(), "http://127.0.0.1"});
        v1::ClientMessage hello;
        hello.mutable_hello()->add_follow()->set_log("sal");
        reader.say(hello);
        return reader.next().welcome();
    };
    EXPECT_EQ(welcome("/live").actor().role(), v1::ROLE_OWNER);
    EXPECT_EQ(welcome("/live").followed(0).audience(), v1::AUDIENCE_STAFF);
    EXPECT_FALSE(welcome("/live?public").has_actor());
    EXPECT_EQ(welcome("/live?public").followed(0).audience(), v1::AUDIENCE_PUBLIC);
}

TEST_F(SignIn, AScreenIsPairedAndKnowsWhichItIs) {
    Browser browser(server), screen(server);
    become_owner(browser);
    const json::value pairing = json::parse(screen.post("/api/v1/pairing", "").body());
    const std::string collect = json::serialize(json::object{{"secret", pairing.at("secret")}});
    EXPECT_THAT(screen.post("/api/v1/pairing/collect", collect).body(), Not(HasSubstr("done")));
    const json::object pair{{"code", pairing.at("code")}, {"name", "Hall A"}, {"screen", "w7k3f"}};
    ASSERT_EQ(browser.post("/api/v1/account", ask({{"pairScreen", pair}}, "sal")).result(), http::status::ok);
    EXPECT_THAT(screen.post("/api/v1/pairing/collect", collect).body(), HasSubstr("\"screen\":\"w7k3f\""));
    EXPECT_THAT(screen.get("/api/v1/account").body(),
                AllOf(HasSubstr("ROLE_SCREEN"), HasSubstr("\"screen\":\"w7k3f\""), HasSubstr("Hall A")));
}

// Ten thousand guesses at one account: few are looked at, and its owner gets in from where they have signed in before.
TEST_F(SignIn, GuessesAreSlowedAndTheOwnerStillGetsIn) {
    Browser owner(server);
    become_owner(owner);
    EXPECT_EQ(owner.post("/api/v1/sign-out", "").result(), http::status::ok);
    std::size_t looked_at = 0;
    std::string wait;
    for (int i = 0; i < 10'000; ++i) {
        Browser guesser(server);
        const Answer answer = guesser.post("/api/v1/sign-in", sign_in("guess number " + std::to_string(i)));
        if (answer.result() == http::status::too_many_requests) {
            wait = answer[http::field::retry_after];
        } else {
            ++looked_at;
            EXPECT_EQ(answer.result(), http::status::unauthorized);
        }
    }
    EXPECT_LE(looked_at, 20u) << "5, and then one after each wait, which doubles";
    EXPECT_FALSE(wait.empty());
    EXPECT_EQ(owner.post("/api/v1/sign-in", sign_in(kPassword)).result(), http::status::ok);
    Browser unknown(server);
    EXPECT_EQ(unknown.post("/api/v1/sign-in", sign_in(kPassword)).result(), http::status::too_many_requests)
        << "from where the guesses come and nobody has signed in, one waits";
}

TEST_F(SignIn, WhatIsWrongWithABodyIsSaid) {
    Browser browser(server);
    become_owner(browser);
    for (const char* wrong : {"", "{", "[]", "{\"signInName\":1}", "{\"unknown\":1}",
                              "{\"signInName\":\"a\",\"signInName\":\"b\"}", "{'signInName':'a'}"}) {
        const Answer answer = browser.post("/api/v1/sign-in", wrong);
        EXPECT_NE(answer.result(), http::status::ok) << wrong;
        EXPECT_LT(answer.result_int(), 500u) << wrong;
    }
    EXPECT_EQ(browser.post("/api/v1/sign-in", std::string(70'000, ' ')).result(), http::status::payload_too_large);
    EXPECT_EQ(browser.get("/api/v1/sign-in").result(), http::status::method_not_allowed);
    EXPECT_EQ(browser.post("/api/v1/account", "{}").result(), http::status::bad_request);
}

}  // namespace
}  // namespace dais
