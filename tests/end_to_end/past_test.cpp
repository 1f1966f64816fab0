// The past over HTTP and at the terminal: what was, to whom it was shown, and who did it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "clients/cpp/http.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PastOverHttp : public testing::Test {
protected:
    PastOverHttp() {
        Reader first(server, key);
        first.follow("test");  // there is none yet
        ids = put_summit(first, "test", 2);
        organiser.follow("test");
        v1::Command annex = command();
        annex.mutable_put_room()->mutable_room()->add_name()->set_text("Annex");
        room = organiser.ask(annex).done().id();
        before_move = organiser.resume.position();
        v1::Command move = command();
        move.mutable_move_session()->set_id(ids[0]);
        move.mutable_move_session()->set_room(room);
        EXPECT_TRUE(organiser.ask(move).has_done());
    }

    v1::Command command() { return new_command("test", organiser.resume.position()); }

    client::HttpAnswer get(const std::string& page, const std::string& with_key = "") {
        client::HttpRequest request;
        request.target = "/api/v1/logs/test/" + page;
        request.key = with_key;
        return client::ask_http(client::parse_url(server.url()), request);
    }
    json::object object(const std::string& page, const std::string& with_key = "") {
        const client::HttpAnswer answer = get(page, with_key);
        EXPECT_EQ(answer.status, 200u) << page << ": " << answer.body;
        return answer.status == 200 ? json::parse(answer.body).as_object() : json::object();
    }

    // What `dais` prints, and its exit code after it.
    std::string dais(const std::string& arguments, const std::string& with_key) {
        const std::string line = std::string(DAIS_BIN_DIR) + "/dais --url " + server.url() + " --log test " +
                                 (with_key.empty() ? "" : "--key " + with_key + " ") + arguments + " 2>&1";
        std::string said;
        FILE* pipe = popen(line.c_str(), "r");
        std::array<char, 4096> bytes{};
        while (const std::size_t count = fread(bytes.data(), 1, bytes.size(), pipe)) said.append(bytes.data(), count);
        const int status = pclose(pipe);
        return said + "exit " + std::to_string(WEXITSTATUS(status));
    }

    void hide(const std::string& id) {
        v1::Command hide = command();
        hide.mutable_put_session()->set_id(id);
        hide.mutable_put_session()->mutable_session()->ParseFromString(*organiser.records.find(v1::KIND_SESSION, id));
        hide.mutable_put_session()->set_hidden(true);
        ASSERT_TRUE(organiser.ask(hide).has_done());
    }

    ServerProcess server{{"--keys-ms", "100", "--checkpoint-changes", "3"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser{server, key};
    std::vector<std::string> ids;
    std::string room;
    std::uint64_t before_move = 0;
};

std::string room_now(const json::object& snapshot, const std::string& id) {
    for (const json::value& session : snapshot.at("sessions").as_array())
        if (session.at("id").as_string() == id) return json::value_to<std::string>(session.at("room_now"));
    return "no such session";
}

TEST_F(PastOverHttp, AStateIsThereAgainAtItsPositionAndTimeAlsoAfterARestart) {
    const std::string now = get("snapshot.json").body;
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(get("snapshot.json?position=" + std::to_string(before_move + 1)).body, now);
        const json::object then = object("snapshot.json?position=" + std::to_string(before_move));
        EXPECT_EQ(then.at("position"), before_move);
        EXPECT_NE(room_now(then, ids[0]), room);
        EXPECT_EQ(room_now(json::parse(now).as_object(), ids[0]), room);
        EXPECT_EQ(get("snapshot.json?at=2999-01-01T00:00").body, now);
        EXPECT_EQ(get("schedule.xml?position=" + std::to_string(before_move + 1)).body, get("schedule.xml").body);
        EXPECT_NE(get("schedule.xml?position=" + std::to_string(before_move)).body, get("schedule.xml").body);
        server.end(SIGKILL);
        server.start();
    }
}

TEST_F(PastOverHttp, AMovedSessionsHistoryNamesWhoAndWhenForStaffAlone) {
    const json::object staff = object("history?kind=session&id=" + ids[0], key);
    const json::object& moved = staff.at("changes").as_array().at(0).as_object();
    EXPECT_EQ(moved.at("verb"), "move");
    EXPECT_EQ(moved.at("position"), before_move + 1);
    EXPECT_EQ(moved.at("who").as_object().at("name"), "Secretariat");
    EXPECT_THAT(json::serialize(moved.at("at")), HasSubstr("T"));
    EXPECT_THAT(json::serialize(moved.at("entries")), AllOf(HasSubstr("Annex"), HasSubstr("\"room\"")));
    const json::object seen = object("history?id=" + ids[0]);
    EXPECT_EQ(seen.at("changes").as_array().size(), 2u);
    EXPECT_THAT(json::serialize(seen),
                AllOf(HasSubstr("Annex"), Not(HasSubstr("Secretariat")), Not(HasSubstr("key:"))));
}

TEST_F(PastOverHttp, WhatWasHiddenSinceIsInNobodysPastButTheStaffs) {
    const std::string then = "snapshot.json?position=" + std::to_string(before_move);
    EXPECT_THAT(get(then).body, HasSubstr(ids[1]));
    hide(ids[1]);
    for (const std::string& page :
         std::vector<std::string>{then, "history", "schedule.xml?position=" + std::to_string(before_move)}) {
        EXPECT_THAT(get(page).body, Not(HasSubstr(ids[1]))) << page;
        EXPECT_THAT(get(page).body, Not(HasSubstr("Session 1"))) << page;
    }
    EXPECT_EQ(get("history?id=" + ids[1]).status, 404u);
    EXPECT_EQ(get("history?id=" + ids[1]).body, get("history?id=s0000").body) << "hidden and never there are the same";
    // Staff see exactly what the public was shown.
    EXPECT_THAT(get(then + "&audience=public", key).body, AllOf(HasSubstr(ids[1]), HasSubstr("AUDIENCE_PUBLIC")));
    EXPECT_THAT(get("history?audience=public&id=" + ids[1], key).body, HasSubstr("\"what\":\"removed\""));
    EXPECT_THAT(get("snapshot.json?audience=public", key).body, Not(HasSubstr(ids[1])))
        << "today they are not shown it";
}

TEST_F(PastOverHttp, WhatMakesNoSenseIsRefusedWithTheRemedy) {
    for (const auto& [page, status, words] : {std::tuple("snapshot.json?position=0", 400u, "from 1"),
                                              {"snapshot.json?position=abc", 400u, "a number"},
                                              {"snapshot.json?position=99", 404u, "stands at"},
                                              {"snapshot.json?at=yesterday", 400u, "2024-09-12T14:05"},
                                              {"snapshot.json?at=1999-01-01T00:00", 404u, "by then"},
                                              {"snapshot.json?position=1&at=2024-09-12T14:05", 400u, "not both"},
                                              {"snapshot.json?position=1&audience=everybody", 400u, "delegate"},
                                              {"snapshot.json?position=1&audience=staff", 403u, "Only staff"},
                                              {"history?audience=press", 403u, "Only staff"},
                                              {"history?kind=session", 400u, "its id"},
                                              {"history?kind=thing&id=x", 400u, "a word like"},
                                              {"history?id=99", 400u, "a word like"},
                                              {"history?before=0", 400u, "from 1"},
                                              {"history?limit=-1", 400u, "from 1"}}) {
        const client::HttpAnswer answer = get(page);
        EXPECT_EQ(answer.status, status) << page << ": " << answer.body;
        EXPECT_THAT(answer.body, HasSubstr(words)) << page;
    }
}

TEST_F(PastOverHttp, AtTheTerminalHistoryAndStateAreToldInWords) {
    EXPECT_THAT(dais("history 'Session 0'", key),
                AllOf(HasSubstr("  move  by Secretariat\n"), HasSubstr("room: Annex\n"), HasSubstr("exit 0")));
    EXPECT_THAT(dais("history " + ids[0], ""), AllOf(HasSubstr("move"), Not(HasSubstr("Secretariat"))));
    EXPECT_THAT(dais("history room Annex --json", ""), HasSubstr("\"verb\":\"add room\""));
    EXPECT_THAT(dais("history --changes 1", ""), HasSubstr("earlier: --before " + std::to_string(before_move + 1)));
    EXPECT_THAT(dais("show --position " + std::to_string(before_move), ""),
                AllOf(HasSubstr("position  " + std::to_string(before_move) + "\n"), HasSubstr("2  sessions")));
    EXPECT_THAT(dais("show --at 2999-01-01T00:00 --audience public --json", key), HasSubstr("AUDIENCE_PUBLIC"));
    EXPECT_THAT(dais("show --at noon", ""), AllOf(HasSubstr("2024-09-12T14:05"), Not(HasSubstr("exit 0"))));
    EXPECT_THAT(dais("show --at 2024-09-12T14:05 --position 1", ""), HasSubstr("exit 2"));
    EXPECT_THAT(dais("history nothing-called-so-at-all", ""),
                AllOf(HasSubstr("nothing-called-so"), Not(HasSubstr("exit 0"))));
}

}  // namespace
}  // namespace dais
