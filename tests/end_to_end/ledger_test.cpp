// A declaration is endorsed at a real server; a stranger who has only the ledger and the digest reads the roll, and
// refuses whatever was done to the file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "clients/cpp/http.h"
#include "storage/ledger.h"
#include "tests/end_to_end/server_process.h"
#include "tests/storage/sample.h"
#include "tests/storage/tampering.h"

namespace dais {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr char kErased[] = "Zenobia Quartermaine";
constexpr char kDigestSaid[] = "digest to be published: ";

class LedgerOfASeries : public testing::Test {
protected:
    LedgerOfASeries() {
        Reader first(server, key);
        first.follow("gdpa");  // there is none yet
        v1::Command put = command();
        v1::Series& series = *put.mutable_put_series()->mutable_series();
        words(series.add_name(), "Global Diaspora Summit");
        series.set_zone("Europe/Dublin");
        series.add_languages("en");
        EXPECT_TRUE(first.ask(put).has_done());
        organiser.follow("gdpa");
        put = command();
        put.mutable_put_person()->mutable_person()->set_name(kErased);
        const std::string person = done(put);
        put = command();
        put.mutable_erase_person()->set_id(person);
        done(put);
        ireland = party("Ireland", v1::PARTY_KIND_STATE);
        iom = party("International Organization for Migration", v1::PARTY_KIND_INTERNATIONAL_ORGANISATION);
        georgia = party("Georgia", v1::PARTY_KIND_STATE);
        put = command();
        put.mutable_put_declaration()->set_hidden(true);
        words(put.mutable_put_declaration()->mutable_declaration()->add_title(), "A secret draft");
        put.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("en");
        done(put);
        adopt();
        for (const std::string* who : {&ireland, &iom, &georgia}) endorse(*who);
        put = command();
        put.mutable_withdraw_endorsement()->set_declaration(declaration);
        put.mutable_withdraw_endorsement()->set_party(georgia);
        done(put);
    }

    static void words(v1::LocalText* text, const std::string& value) {
        text->set_language("en");
        text->set_text(value);
    }
    v1::Command command() const { return new_command("gdpa", organiser.resume.position()); }
    std::string done(const v1::Command& asked) {
        const v1::Reply reply = organiser.ask(asked);
        EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
        return reply.done().id();
    }
    std::string party(const std::string& name, v1::PartyKind kind) {
        v1::Command put = command();
        words(put.mutable_put_party()->mutable_party()->add_name(), name);
        put.mutable_put_party()->mutable_party()->set_kind(kind);
        return done(put);
    }
    void adopt() {
        v1::Command put = command();
        v1::Declaration& made = *put.mutable_put_declaration()->mutable_declaration();
        words(made.add_title(), "Dublin Declaration");
        made.set_symbol("GDPA/2022/1");
        made.add_authentic_languages("en");
        declaration = done(put);
        put = command();
        put.mutable_put_declaration_text()->set_id(declaration);
        words(put.mutable_put_declaration_text()->add_texts(), "We declare that diasporas matter.");
        done(put);
        put = command();
        put.mutable_adopt_declaration()->set_id(declaration);
        put.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
        done(put);
        put = command();
        put.mutable_open_declaration()->set_id(declaration);
        done(put);
    }
    void endorse(const std::string& who) {
        v1::Command put = command();
        put.mutable_announce_endorsement()->set_declaration(declaration);
        put.mutable_announce_endorsement()->set_party(who);
        done(put);
        put = command();
        put.mutable_check_credentials()->set_declaration(declaration);
        put.mutable_check_credentials()->set_party(who);
        done(put);
        put = command();
        put.mutable_sign_endorsement()->set_declaration(declaration);
        put.mutable_sign_endorsement()->set_party(who);
        if (who == ireland) {
            put.mutable_sign_endorsement()->set_statement_kind(v1::ENDORSEMENT_STATEMENT_KIND_EXPLANATION);
            words(put.mutable_sign_endorsement()->add_statement(), "As we understand it.");
        }
        done(put);
    }

    // What `dais` prints, and its exit code after it.
    static std::string dais(const std::string& arguments) {
        const std::string line = std::string(DAIS_BIN_DIR) + "/dais " + arguments + " 2>&1";
        std::string said;
        FILE* pipe = popen(line.c_str(), "r");
        std::array<char, 4096> bytes{};
        while (const std::size_t count = fread(bytes.data(), 1, bytes.size(), pipe)) said.append(bytes.data(), count);
        const int status = pclose(pipe);
        return said + "exit " + std::to_string(WEXITSTATUS(status));
    }
    std::string dais_here(const std::string& arguments, const std::string& with_key) const {
        return dais("--url " + server.url() + (with_key.empty() ? " " : " --key " + with_key + " ") + arguments);
    }
    // Gives the digest.
    std::string export_ledger() const {
        const std::string said = dais_here("ledger export gdpa -o " + file, key);
        const std::size_t at = said.find(kDigestSaid);
        EXPECT_THAT(said, AllOf(StartsWith("gdpa: "), HasSubstr("exit 0")));
        return at == std::string::npos ? "" : said.substr(at + sizeof kDigestSaid - 1, 64);
    }
    std::string bytes_of_file() const {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& bytes) const { std::ofstream(file, std::ios::binary) << bytes; }
    client::HttpAnswer get(const std::string& query, const std::string& with_key) const {
        client::HttpRequest request;
        request.target = "/api/v1/logs/gdpa/ledger" + query;
        request.key = with_key;
        return client::ask_http(client::parse_url(server.url()), request);
    }

    ServerProcess server{{"--keys-ms", "100"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser{server, key};
    std::string ireland, iom, georgia, declaration;
    tests::TempDirectory directory;
    std::string file = directory.path("gdpa.ledger");
};

TEST_F(LedgerOfASeries, IsReadByAStrangerWhoHasOnlyTheFileAndTheDigest) {
    const std::string digest = export_ledger();
    server.end(SIGKILL);
    const std::string roll = dais("ledger verify " + file + " " + digest);
    EXPECT_THAT(roll, AllOf(HasSubstr("agrees with the digest: the log “gdpa” up to change "),
                            HasSubstr("Dublin Declaration (GDPA/2022/1)\nversion 1, adopted by consensus 20"),
                            HasSubstr("\n1 state, 1 organisation signed; 1 withdrawn\n"), HasSubstr("exit 0")));
    for (const char* line :
         {"state +Ireland +signed +20[^\n]*explanation",
          "organisation +International Organization for Migration +signed +20", "state +Georgia +withdrawn +20"})
        EXPECT_THAT(roll, testing::ContainsRegex(line));
    const std::string as_json = dais("ledger verify " + file + " " + digest + " --json");
    const json::value told = json::parse(as_json.substr(0, as_json.find('\n')));
    EXPECT_EQ(told.at("digest"), json::value(digest));
    const json::object& declared = told.at("declarations").as_array().at(0).as_object();
    EXPECT_EQ(declared.at("states_signed"), json::value(1));
    EXPECT_EQ(declared.at("organisations_signed"), json::value(1));
    EXPECT_EQ(declared.at("lines").as_array().size(), 3u);
    EXPECT_THAT(dais("ledger verify " + file + " " + std::string(64, 'a')),
                AllOf(HasSubstr("whole in itself"), HasSubstr(digest), Not(HasSubstr("Dublin")), HasSubstr("exit 1")));
    EXPECT_THAT(dais("ledger verify " + file + " 12ab"), AllOf(HasSubstr("64 digits"), HasSubstr("exit 2")));
    EXPECT_THAT(dais("ledger verify " + file + ".gone " + digest), HasSubstr("exit 2"));
}

TEST_F(LedgerOfASeries, EachOfAHundredTamperingsIsRefusedAndNamed) {
    const std::string digest = export_ledger();
    const std::string ledger = bytes_of_file();
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const auto how = static_cast<tests::Tampering>(seed % tests::kTamperings);
        const tests::Tampered tampered = tests::tamper(ledger, how, 1'000 + seed);
        write(tampered.ledger);
        const std::string said = dais("ledger verify " + file + " " + digest);
        EXPECT_THAT(said,
                    AllOf(HasSubstr("is not what was published: "), HasSubstr("exit 1"), Not(HasSubstr("signed"))))
            << "seed " << seed << ", " << tampered.what;
        EXPECT_TRUE(tests::is_named(tampered, said)) << "seed " << seed << ", " << tampered.what << ": " << said;
    }
    write(ledger);
    EXPECT_THAT(dais("ledger verify " + file + " " + digest), HasSubstr("exit 0"));
}

TEST_F(LedgerOfASeries, IsForThoseToHandOutWhoReadAsStaffAndTellsNothingHidden) {
    EXPECT_EQ(get("", "").status, 403u);
    EXPECT_EQ(get("", server.make_key(v1::ROLE_DELEGATE)).status, 403u);
    EXPECT_EQ(get("?after=0", key).status, 400u);
    EXPECT_EQ(get("?after=99999", key).status, 404u);
    EXPECT_THAT(dais_here("ledger export gdpa", ""), AllOf(HasSubstr("organisers"), HasSubstr("exit 3")));
    EXPECT_THAT(dais_here("ledger export nothing", key), HasSubstr("exit 5"));
    // To standard output, what it says beside that apart.
    EXPECT_THAT(dais_here("ledger export gdpa", key),
                AllOf(StartsWith("{\"ledger\":1,\"log\":\"gdpa\"}\n"), HasSubstr(kDigestSaid)));

    const client::HttpAnswer whole = get("", key);
    ASSERT_EQ(whole.status, 200u);
    std::string texts;
    std::istringstream lines(whole.body);
    for (std::string line, problem; std::getline(lines, line);) {
        const auto read = storage::read_ledger_line(line, problem);
        ASSERT_TRUE(read) << line << ": " << problem;
        if (const auto* entry = std::get_if<storage::LedgerEntry>(&*read)) texts += entry->body + "\n";
    }
    EXPECT_THAT(texts,
                AllOf(HasSubstr("Dublin Declaration"), Not(HasSubstr("A secret draft")), Not(HasSubstr(kErased))));
    EXPECT_THAT(whole.body, HasSubstr("\"erased\":true"));
    // From anywhere on it is the rest.
    const std::string rest = get("?after=3", key).body;
    EXPECT_THAT(rest, StartsWith("{\"change\":4,"));
    EXPECT_TRUE(whole.body.ends_with(rest));
}

TEST_F(LedgerOfASeries, WhatWasPublishedStaysAsItWasWhenSomebodyIsErased) {
    v1::Command put = command();
    put.mutable_put_person()->mutable_person()->set_name("Amara Okonjo");
    const std::string person = done(put);
    put = command();
    put.mutable_put_person()->set_id(person);
    put.mutable_put_person()->mutable_person()->set_name("Amara Okonjo-Ita");
    done(put);
    const std::string digest = export_ledger();
    const std::string before = bytes_of_file();
    put = command();
    put.mutable_erase_person()->set_id(person);
    done(put);
    export_ledger();
    // Every head and chain up to there is what it was.
    const std::string after = bytes_of_file();
    const auto chains = [](const std::string& ledger) {
        std::vector<std::string> found;
        std::istringstream lines(ledger);
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("{\"change\":")) found.push_back(line);
        return found;
    };
    const auto then = chains(before), now = chains(after);
    ASSERT_EQ(now.size(), then.size() + 1);
    EXPECT_TRUE(std::equal(then.begin(), then.end(), now.begin()));
    EXPECT_THAT(then.back(), HasSubstr(digest));
    EXPECT_THAT(dais("ledger verify " + file + " " + digest),
                AllOf(HasSubstr("agrees with what was published up to change"), HasSubstr("exit 1")));
}

TEST_F(LedgerOfASeries, WhatWouldBeRefusedIsNotHandedOut) {
    v1::Command put = command();
    put.mutable_put_party()->set_id(ireland);
    words(put.mutable_put_party()->mutable_party()->add_name(), "Republic of Ireland");
    put.mutable_put_party()->mutable_party()->set_kind(v1::PARTY_KIND_STATE);
    put.mutable_put_party()->mutable_party()->set_staff_note("wants no fish");
    done(put);
    EXPECT_THAT(dais_here("ledger export gdpa -o " + file, key),
                AllOf(HasSubstr("the party " + ireland), HasSubstr("take the note away"), HasSubstr("exit 1")));
    EXPECT_EQ(bytes_of_file(), "");
    put.mutable_put_party()->mutable_party()->clear_staff_note();
    put.set_id(put.id() + "-2");
    put.set_basis(organiser.resume.position());
    done(put);
    export_ledger();
}

}  // namespace
}  // namespace dais
