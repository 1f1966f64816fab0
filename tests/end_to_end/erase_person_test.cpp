// A person is erased at a real server: no byte of the name is left in its files, in what it says or in what an edge
// keeps, and nothing brings it back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "clients/cpp/http.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kName[] = "Zenobia Quartermaine";

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ErasePerson : public testing::Test {
protected:
    ErasePerson() {
        Reader first(server, key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        first.say(hello);
        first.next();
        session = put_summit(first, "test", 2).front();
        organiser = std::make_unique<Reader>(server, key);
        organiser->follow("test");
        v1::Command put = command();
        put.mutable_put_person()->mutable_person()->set_name(kName);
        put.mutable_put_person()->mutable_person()->set_staff_contact("zenobia@example.org");
        person = done(put);
        put = command();
        put.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(std::string(kName) +
                                                                                          " is here");
        for (int audience = v1::AUDIENCE_PUBLIC; audience <= v1::AUDIENCE_STAFF; ++audience)
            put.mutable_publish_announcement()->add_audiences(static_cast<v1::Audience>(audience));
        done(put);
        put = command();
        put.mutable_edit_session_text()->set_id(session);
        v1::LocalText& abstract = *put.mutable_edit_session_text()->add_abstract();
        abstract.set_language("en");
        abstract.set_text(std::string("Chaired by ") + kName + ".");
        done(put);
    }

    v1::Command command() const { return new_command("test", organiser->resume.position()); }
    std::string done(const v1::Command& asked) {
        const v1::Reply reply = organiser->ask(asked);
        EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
        return reply.done().id();
    }
    std::string get(const std::string& target, const std::string& with_key) const {
        client::HttpRequest request;
        request.target = target;
        request.key = with_key;
        return client::ask_http(client::parse_url(server.url()), request).body;
    }
    void expect_nothing_in_the_files() const {
        for (const std::string& path : {server.database(), server.database() + "-wal"})
            for (const char* gone : {kName, "zenobia@example.org"})
                EXPECT_THAT(bytes_of(path), Not(HasSubstr(gone))) << path;
    }

    ServerProcess server{{"--keys-ms", "100", "--heartbeat-ms", "200", "--checkpoint-changes", "2"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    std::string session, person;
    std::unique_ptr<Reader> organiser;
};

TEST_F(ErasePerson, NoByteOfTheNameIsLeftAnywhere) {
    ServerProcess edge({"--heartbeat-ms", "200", "--follow-ms", "200", "--follow-logs-ms", "300"},
                       ServerProcess::Follow{server.url()});
    Reader at_edge(edge, "");
    at_edge.follow("test");
    ASSERT_THAT(at_edge.bytes, HasSubstr(kName));
    ASSERT_THAT(bytes_of(server.database()) + bytes_of(server.database() + "-wal"), HasSubstr(kName));
    const v1::Resume before = organiser->resume;

    v1::Command erase = command();
    erase.mutable_erase_person()->set_id(person);
    const v1::Reply reply = organiser->ask(erase);
    ASSERT_TRUE(reply.has_done()) << reply.ShortDebugString();
    EXPECT_GT(reply.done().notes_size(), 0) << "what else the name was taken out of";
    expect_nothing_in_the_files();

    // Newcomers, those who resume from before, and every feed.
    Reader fresh(server, key);
    fresh.follow("test");
    Reader returning(server, key);
    EXPECT_FALSE(returning.follow("test", &before).resumed()) << "the ring begins anew";
    for (const Reader* reader : {&fresh, &returning}) EXPECT_THAT(reader->bytes, Not(HasSubstr(kName)));
    for (const char* target :
         {"snapshot.json", "schedule.xml", "programme.csv", "history", "snapshot.json?position=5", "clashes.json"})
        EXPECT_THAT(get(std::string("/api/v1/logs/test/") + target, key), Not(HasSubstr(kName))) << target;
    // At the edge, in what it tells and keeps.
    for (int i = 0; i < 100 && at_edge.records.dump() != server.dump("test", v1::AUDIENCE_PUBLIC); ++i) at_edge.next();
    EXPECT_EQ(at_edge.records.dump(), server.dump("test", v1::AUDIENCE_PUBLIC));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (bytes_of(edge.recording("test")).find(kName) != std::string::npos &&
           std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_THAT(bytes_of(edge.recording("test")), Not(HasSubstr(kName)));

    // Undo does not bring it back.
    v1::Command undo = command();
    undo.mutable_undo()->set_position(reply.done().position());
    EXPECT_EQ(organiser->ask(undo).refusal().code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_TRUE(server.verified());
    // Nor does a start.
    EXPECT_EQ(server.end(SIGTERM), 0);
    expect_nothing_in_the_files();
    EXPECT_TRUE(server.verified());
    server.start();
    Reader later(server, key);
    later.follow("test");
    EXPECT_EQ(later.records.dump(), fresh.records.dump());
}

}  // namespace
}  // namespace dais
