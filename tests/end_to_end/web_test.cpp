// What the server answers over HTTP, to whom, and what it does with requests that no honest client sends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using Answer = http::response<http::string_body>;

const std::string kSample = std::string(DAIS_SOURCE_DIR) + "/tests/interchange/samples/small_summit.xml";

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string hex(const std::string& bytes) {
    std::string all;
    for (const char c : bytes) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
        all += digits;
    }
    return all;
}

class Web : public testing::Test {
protected:
    Answer ask(http::verb verb, const std::string& target, const std::string& with_key = "", std::string body = "",
               const std::string& known = "") {
        http::request<http::string_body> request{verb, target, 11};
        request.set(http::field::host, "localhost");
        if (!with_key.empty()) request.set(http::field::authorization, "Bearer " + with_key);
        if (!known.empty()) request.set(http::field::if_none_match, known);
        request.body() = std::move(body);
        request.prepare_payload();
        boost::asio::io_context context;
        beast::tcp_stream stream(context);
        stream.connect({boost::asio::ip::make_address("127.0.0.1"), server.port()});
        http::write(stream, request);
        http::response_parser<http::string_body> parser;
        if (verb == http::verb::head) parser.skip(true);
        beast::flat_buffer buffer;
        http::read(stream, buffer, parser);
        return parser.release();
    }
    Answer get(const std::string& target, const std::string& with_key = "") {
        return ask(http::verb::get, target, with_key);
    }
    Answer import(const std::string& with_key) {
        return ask(http::verb::post, "/api/v1/import?log=small", with_key, contents(kSample));
    }

    ServerProcess server{{"--keys-ms", "100", "--heartbeat-ms", "200"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
};

TEST_F(Web, HealthTellsEverybodyThatItIsUpAndStaffWhatItHasDone) {
    const Answer before = get("/health");
    EXPECT_EQ(before.body(), "{\"status\":\"ok\"}\n");
    EXPECT_EQ(before[http::field::cache_control], "no-store");
    ASSERT_EQ(import(key).result(), http::status::ok);
    EXPECT_EQ(get("/health").body(), before.body()) << "nobody counts the work of staff";
    const auto counts = boost::json::parse(get("/health", key).body()).as_object();
    EXPECT_EQ(counts.at("logs"), 1);
    EXPECT_EQ(counts.at("changes"), 1);
}

TEST_F(Web, ASnapshotIsForItsReadersAudienceAndKnownByItsTag) {
    ASSERT_EQ(import(key).result(), http::status::ok);
    const std::string target = "/api/v1/logs/small/snapshot.json";
    const Answer seen = get(target);
    const auto snapshot = boost::json::parse(seen.body()).as_object();
    EXPECT_EQ(snapshot.at("audience"), "AUDIENCE_PUBLIC");
    EXPECT_EQ(snapshot.at("position"), 1);
    EXPECT_EQ(snapshot.at("sessions").as_array().size(), 4u);
    EXPECT_EQ(snapshot.at("rooms").as_array().size(), 2u);
    const std::string tag(seen[http::field::etag]);
    EXPECT_EQ(ask(http::verb::get, target, "", "", tag).result(), http::status::not_modified);
    const Answer as_staff = get(target, key);
    EXPECT_EQ(boost::json::parse(as_staff.body()).as_object().at("audience"), "AUDIENCE_STAFF");
    EXPECT_EQ(ask(http::verb::get, target, key, "", tag).result(), http::status::ok) << "another audience, another tag";
    EXPECT_THAT(std::string(as_staff[http::field::cache_control]), HasSubstr("private"));

    // Work that the public does not see leaves their answer as it was.
    Reader organiser(server, key);
    organiser.follow("small");
    v1::Command hidden = new_command("small", organiser.resume.position());
    v1::Session& session = *hidden.mutable_put_session()->mutable_session();
    session.add_title()->set_text("TOP-SECRET-NEGOTIATION");
    session.mutable_planned()->set_starts_at_ms(1'726'128'000'000);
    session.mutable_planned()->set_ends_at_ms(1'726'128'600'000);
    hidden.mutable_put_session()->set_hidden(true);
    ASSERT_TRUE(organiser.ask(hidden).has_done());
    EXPECT_EQ(get(target).body(), seen.body());
    EXPECT_EQ(get(target)[http::field::etag], tag);
    EXPECT_THAT(get(target, key).body(), HasSubstr("TOP-SECRET"));
    EXPECT_THAT(get("/api/v1/logs/small/schedule.xml").body(), Not(HasSubstr("TOP-SECRET")));
}

// Decision D4: the long texts of a record are fetched by hash, by those who may see the record.
TEST_F(Web, ALongTextIsThereForThoseWhoSeeItsSession) {
    ASSERT_EQ(import(key).result(), http::status::ok);
    Reader organiser(server, key);
    organiser.follow("small");
    std::string id, target;
    for (const auto& [record_key, body] : organiser.records.all()) {
        if (record_key.first != v1::KIND_SESSION_TEXT) continue;
        v1::SessionText text;
        text.ParseFromString(body);
        if (text.abstract().empty()) continue;
        id = record_key.second;
        target = "/api/v1/logs/small/texts/" + id + "/" + hex(text.abstract(0).hash());
        break;
    }
    ASSERT_FALSE(id.empty());
    const Answer seen = get(target);
    EXPECT_EQ(seen.result(), http::status::ok);
    EXPECT_THAT(seen.body(), AnyOf("Welcome to the harbour.\n\n- one\n- two", "Über die Kräne"));
    EXPECT_THAT(std::string(seen[http::field::cache_control]), HasSubstr("immutable"));
    std::string guess = target;
    guess.back() = guess.back() == '0' ? '1' : '0';
    EXPECT_EQ(get(guess).result(), http::status::not_found);

    v1::Command hide = new_command("small", organiser.resume.position());
    hide.mutable_put_session()->set_id(id);
    hide.mutable_put_session()->mutable_session()->ParseFromString(*organiser.records.find(v1::KIND_SESSION, id));
    hide.mutable_put_session()->set_hidden(true);
    ASSERT_TRUE(organiser.ask(hide).has_done());
    EXPECT_EQ(get(target).result(), http::status::not_found);
    EXPECT_EQ(get(target, key).body(), seen.body());
}

TEST_F(Web, ADeclarationsTextIsThereForThoseWhoSeeTheDeclaration) {
    ASSERT_EQ(import(key).result(), http::status::ok);
    Reader organiser(server, key);
    organiser.follow("small");
    v1::Command put = new_command("small", organiser.resume.position());
    v1::Declaration& declaration = *put.mutable_put_declaration()->mutable_declaration();
    declaration.add_title()->set_text("Dublin Declaration");
    declaration.add_authentic_languages("en");
    put.mutable_put_declaration()->set_hidden(true);
    const v1::Reply made = organiser.ask(put);
    ASSERT_TRUE(made.has_done());
    const std::string id = made.done().id();
    v1::Command write = new_command("small", organiser.resume.position());
    write.mutable_put_declaration_text()->set_id(id);
    write.mutable_put_declaration_text()->add_texts()->set_language("en");
    write.mutable_put_declaration_text()->mutable_texts(0)->set_text("We declare.");
    ASSERT_TRUE(organiser.ask(write).has_done());
    v1::DeclarationText text;
    text.ParseFromString(*organiser.records.find(v1::KIND_DECLARATION_TEXT, id + "@1"));
    ASSERT_EQ(text.texts_size(), 1);
    const std::string target = "/api/v1/logs/small/texts/" + id + "@1/" + hex(text.texts(0).hash());
    EXPECT_EQ(get(target, key).body(), "We declare.");
    EXPECT_EQ(get(target).result(), http::status::not_found) << "it is hidden";
    EXPECT_EQ(get("/api/v1/logs/small/texts/" + id + "@2/" + hex(text.texts(0).hash()), key).result(),
              http::status::not_found);

    put = new_command("small", organiser.resume.position());
    put.mutable_put_declaration()->set_id(id);
    put.mutable_put_declaration()->mutable_declaration()->ParseFromString(
        *organiser.records.find(v1::KIND_DECLARATION, id));
    ASSERT_TRUE(organiser.ask(put).has_done());
    EXPECT_EQ(get(target).body(), "We declare.");
}

// Of a statement that interpreters have before it is made, and everybody after.
TEST_F(Web, AStatementsTextIsThereForThoseForWhomItIsMarked) {
    Reader first(server, key);
    first.follow("test");
    const std::string session = put_summit(first, "test", 1).front();
    Reader organiser(server, key);
    organiser.follow("test");
    const auto done = [&](const std::function<void(v1::Command&)>& fill) {
        v1::Command command = new_command("test", organiser.resume.position());
        fill(command);
        const v1::Reply reply = organiser.ask(command);
        EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
        return reply.done().id();
    };
    done([&](v1::Command& c) { c.mutable_put_floor()->set_id(session); });
    done([&](v1::Command& c) { c.mutable_start_session()->set_id(session); });
    const std::string party =
        done([](v1::Command& c) { c.mutable_put_party()->mutable_party()->add_name()->set_text("Mali"); });
    const std::string id = done([&](v1::Command& c) {
        c.mutable_inscribe_speaker()->set_session(session);
        c.mutable_inscribe_speaker()->mutable_request()->set_kind(v1::REQUEST_KIND_STATEMENT);
        c.mutable_inscribe_speaker()->mutable_request()->set_party(party);
    });
    done([&](v1::Command& c) {
        v1::SubmitStatement& submit = *c.mutable_submit_statement();
        submit.set_id(id);
        submit.add_texts()->set_language("fr");
        submit.mutable_texts(0)->set_text("Mesdames et Messieurs");
        submit.set_for_interpreters(true);
        submit.set_public_after_delivery(true);
    });
    v1::Statement statement;
    statement.ParseFromString(*organiser.records.find(v1::KIND_STATEMENT, id));
    ASSERT_EQ(statement.texts_size(), 1);
    const std::string target = "/api/v1/logs/test/texts/" + id + "/" + hex(statement.texts(0).hash());
    const std::string interpreter = server.make_key(v1::ROLE_INTERPRETER);
    const std::string press = server.make_key(v1::ROLE_PRESS);
    for (const std::string& reader : {key, interpreter}) EXPECT_EQ(get(target, reader).body(), "Mesdames et Messieurs");
    for (const std::string& reader : {press, std::string()})
        EXPECT_EQ(get(target, reader).result(), http::status::not_found) << "it is not made yet";
    Reader everybody(server, "");
    everybody.follow("test");
    EXPECT_EQ(everybody.records.find(v1::KIND_STATEMENT, id), nullptr) << "nor are they told that there is one";

    done([&](v1::Command& c) { c.mutable_start_turn()->set_id(id); });
    EXPECT_EQ(get(target, press).result(), http::status::not_found) << "nor while it is";
    done([&](v1::Command& c) { c.mutable_end_turn()->set_id(id); });
    for (const std::string& reader : {key, interpreter, press, std::string()})
        EXPECT_EQ(get(target, reader).body(), "Mesdames et Messieurs");
}

TEST_F(Web, OnlyThoseWhoMayImport) {
    EXPECT_EQ(import("").result(), http::status::unauthorized);
    EXPECT_EQ(import("dais_nobody_knows_this").result(), http::status::unauthorized);
    EXPECT_EQ(import(server.make_key(v1::ROLE_DELEGATE)).result(), http::status::forbidden);
    EXPECT_EQ(get("/api/v1/logs/small/snapshot.json").result(), http::status::not_found);
    const auto report = boost::json::parse(import(key).body()).as_object();
    EXPECT_EQ(report.at("sessions"), 4);
    EXPECT_EQ(report.at("failure"), "");
}

TEST_F(Web, AFileThatIsNoProgrammeLeavesNothing) {
    const Answer answer = ask(http::verb::post, "/api/v1/import?log=small", key, "<html><body>no</body></html>");
    EXPECT_EQ(answer.result(), http::status::unprocessable_entity);
    EXPECT_NE(boost::json::parse(answer.body()).as_object().at("failure").as_string().size(), 0u);
    EXPECT_EQ(get("/api/v1/logs").body(), "{\"logs\":[]}\n");
}

TEST_F(Web, ALogsNameIsASlug) {
    for (const char* name : {"Small", "a%20b", "a%2Fb", "-a", "%00"}) {
        const Answer answer = ask(http::verb::post, std::string("/api/v1/import?log=") + name, key, contents(kSample));
        EXPECT_EQ(answer.result(), http::status::unprocessable_entity) << name;
        EXPECT_THAT(answer.body(), HasSubstr("a-z, 0-9")) << name;
    }
}

TEST_F(Web, WhatIsNotThereIsNotThereHoweverItIsAskedFor) {
    for (const char* target :
         {"/nothing", "/../dais.db", "/%2e%2e/dais.db", "/..%2fdais.db", "/api/v1/logs/none/snapshot.json",
          "/api/v1/logs/", "/api/v1/logs/small/texts/", "/%", "/%zz", "/api/v1/logs/%00/snapshot.json"})
        EXPECT_EQ(get(target).result(), http::status::not_found) << target;
    EXPECT_EQ(ask(http::verb::delete_, "/health").result(), http::status::method_not_allowed);
    EXPECT_EQ(ask(http::verb::post, "/health", key).result(), http::status::not_found);
    const Answer head = ask(http::verb::head, "/health");
    EXPECT_EQ(head.result(), http::status::ok);
    EXPECT_TRUE(head.body().empty());
}

TEST_F(Web, ClashesAreListedForTheOrganisersAlone) {
    Reader organiser(server, key);
    organiser.follow("summit");
    v1::Command summit = new_command("summit", 0);
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    ASSERT_TRUE(organiser.ask(summit).has_done());
    v1::Command session = new_command("summit", 1);
    v1::Session& plenary = *session.mutable_put_session()->mutable_session();
    plenary.add_title()->set_text("Opening plenary");
    plenary.set_kind(v1::SESSION_KIND_PLENARY);
    plenary.mutable_planned()->set_starts_at_ms(1'726'131'600'000);
    plenary.mutable_planned()->set_ends_at_ms(1'726'135'200'000);
    session.set_override_reason("the chair is elected first");
    const v1::Reply done = organiser.ask(session);
    ASSERT_EQ(done.done().clashes_size(), 1) << done.ShortDebugString();
    EXPECT_THAT(done.done().clashes(0).message(), AllOf(HasSubstr("Missing chair"), HasSubstr("Name somebody")));

    const auto listed = boost::json::parse(get("/api/v1/logs/summit/clashes.json", key).body()).as_object();
    ASSERT_EQ(listed.at("clashes").as_array().size(), 1u);
    EXPECT_EQ(listed.at("clashes").at(0).at("kind").as_string(), "CLASH_KIND_MISSING_CHAIR");
    EXPECT_EQ(listed.at("clashes").at(0).at("accepted").as_string(), "the chair is elected first");
    EXPECT_EQ(get("/api/v1/logs/summit/clashes.json").result(), http::status::forbidden);
    EXPECT_THAT(get("/api/v1/logs/summit/snapshot.json").body(), Not(HasSubstr("elected first")));
}

TEST_F(Web, AProgrammeLeavesAsATableWithItsTextsAndComesBackTheSame) {
    ASSERT_EQ(import(key).result(), http::status::ok);
    for (const std::string format : {"csv", "xlsx"}) {
        const std::string table = get("/api/v1/logs/small/programme." + format, key).body();
        if (format == "csv") {
            EXPECT_THAT(table, HasSubstr(",abstract_"));
        }
        const auto differences = [&](const std::string& where) {
            const Answer answer = ask(http::verb::post, "/api/v1/import?format=" + format + "&" + where, key, table);
            EXPECT_EQ(answer.result(), http::status::ok) << answer.body();
            const auto report = boost::json::parse(answer.body()).as_object();
            EXPECT_EQ(report.at("sessions"), 4);
            return report.at("added") != 0 || report.at("changed") != 0 || report.at("removed") != 0;
        };
        EXPECT_FALSE(differences("log=small&source=schedule.xml"));
        EXPECT_TRUE(differences("log=again-" + format + "&zone=Europe/Berlin"));
        EXPECT_EQ(get("/api/v1/logs/again-" + format + "/programme." + format, key).body(), table);
        EXPECT_FALSE(differences("log=again-" + format));
    }
}

}  // namespace
}  // namespace dais
