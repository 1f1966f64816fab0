// Parties from the command line to a log and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class PartiesAtATerminal : public testing::Test {
protected:
    PartiesAtATerminal() {
        dais("import '" + std::string(DAIS_SOURCE_DIR) + "/tests/interchange/samples/small_summit.xml' --log small");
    }

    // What `dais` printed; its exit code is kept.
    std::string dais(const std::string& words) {
        const std::string command =
            std::string(DAIS_BIN_DIR) + "/dais --url " + server.url() + " --key " + key + " " + words + " 2>&1";
        FILE* program = popen(command.c_str(), "r");
        if (program == nullptr) throw std::runtime_error("cannot run " + command);
        std::string said;
        std::array<char, 4096> buffer;
        while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), program))
            said.append(buffer.data(), size);
        exit_code = WEXITSTATUS(pclose(program));
        return said;
    }

    json::array list(const std::string& words = "") {
        return json::parse(dais("parties list --json " + words)).as_array();
    }

    ServerProcess server{{"--keys-ms", "100", "--heartbeat-ms", "200"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    int exit_code = 0;
};

TEST_F(PartiesAtATerminal, MembersAndObserverStatesComeOnceAndNamibiaIsNA) {
    EXPECT_THAT(dais("parties add"), HasSubstr("small: 195 added, 0 changed"));
    EXPECT_THAT(dais("parties add"), HasSubstr("small: 0 added, 0 changed"));
    const json::array parties = list("--lang pt");
    ASSERT_EQ(parties.size(), 195u);
    int found = 0;
    for (const json::value& party : parties) {
        if (party.at("code") != "NAM") continue;
        ++found;
        EXPECT_EQ(party.at("name"), "Namíbia");
        EXPECT_EQ(party.at("record").at("code2"), "NA");
        EXPECT_EQ(party.at("record").at("has_flag"), true);
    }
    EXPECT_EQ(found, 1);
    EXPECT_EQ(parties.front().at("code"), "AFG");
}

TEST_F(PartiesAtATerminal, OneByOneWithNothingLost) {
    dais("parties add nam");
    EXPECT_THAT(dais("parties add european-union AFG"), HasSubstr("2 added"));
    const std::string listed = dais("parties list --lang fr");
    EXPECT_THAT(listed, HasSubstr("AFG  Afghanistan"));
    EXPECT_THAT(listed, HasSubstr("NAM  Namibie"));
    EXPECT_THAT(listed, HasSubstr("Union européenne"));
    EXPECT_EQ(list("--group ldc").size(), 1u);
    EXPECT_EQ(list("--group african").size(), 1u);
    EXPECT_EQ(list("--group nobody").size(), 0u);
}

TEST_F(PartiesAtATerminal, APreviewSaysWhatWouldComeAndDoesNothing) {
    EXPECT_THAT(dais("parties add --organisations --preview"), HasSubstr("26 added, 0 changed, if it were done"));
    EXPECT_EQ(list().size(), 0u);
}

TEST_F(PartiesAtATerminal, ANoSaysWhatIsWrongAndHowToMendIt) {
    EXPECT_THAT(dais("parties add NAM XYZ"), HasSubstr("No party has the code “XYZ”"));
    EXPECT_EQ(exit_code, 3);
    EXPECT_EQ(list().size(), 0u) << "nothing half done";
    EXPECT_THAT(dais("parties add --log nowhere"), HasSubstr("no such log"));
    EXPECT_EQ(exit_code, 5);
    key = server.make_key(v1::ROLE_DELEGATE);
    EXPECT_THAT(dais("parties add"), HasSubstr("another role"));
    EXPECT_EQ(list().size(), 0u);
}

}  // namespace
}  // namespace dais
