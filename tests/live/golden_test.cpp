// One conversation as bytes, replayed by the folds of both clients (tests/clients, clients/web/sdk). What is committed
// was written once with DAIS_WRITE_GOLDEN=1; here it is made again and must end in the same records.
#include <google/protobuf/util/delimited_message_util.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "server/live/hub.h"
#include "server/live/snapshot.h"
#include "server/live/websocket.h"
#include "tests/summit/converge.h"

namespace dais::live {
namespace {

// Follows a TestLog as one audience and keeps what that reader would be sent.
class Conversation {
public:
    Conversation(const summit::TestLog& log, v1::Audience audience) : audience_(audience) {
        Limits limits;
        limits.snapshot_part_bytes = 300;
        const auto snapshot = make_snapshot("", log.state(), audience, limits);
        for (const Frame& part : snapshot->parts) say(*part);
    }

    void hear(const summit::TestLog& log, const v1::Change& change, const summit::Shown& shown) {
        const auto& entries = shown.entries[summit::index_of(audience_)];
        if (!entries.empty())
            say(*encode(changes_message("", change, entries, audience_, log.state().head(audience_))));
    }

    std::string bytes;

private:
    void say(const std::string& frame) {
        std::ostringstream out;
        v1::ServerMessage message;
        message.ParseFromString(std::string(websocket::payload_of(frame)));
        google::protobuf::util::SerializeDelimitedToOstream(message, &out);
        bytes += out.str();
    }

    v1::Audience audience_;
};

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void replay(v1::Audience audience, const std::string& name) {
    summit::TestLog log;
    Conversation conversation(log, audience);
    log.heard = [&](const v1::Change& change, const summit::Shown& shown) { conversation.hear(log, change, shown); };
    v1::Command start = log.command();
    start.mutable_set_projected_start()->set_id(log.opening);
    start.mutable_set_projected_start()->set_at_ms(log.now_ms + 5'000'000);
    log.done(start);
    v1::Command publish = log.command();
    v1::Announcement& announcement = *publish.mutable_publish_announcement()->mutable_announcement();
    *announcement.add_title() = summit::text("ar", "افتتاح القمة");
    *announcement.add_title() = summit::text("fr", "Ouverture du sommet");
    std::string words;
    for (int i = 0; i < 150; ++i) words += "words number " + std::to_string(i * i) + ", ";
    for (const char* language : {"en", "es", "fr", "pt"}) *announcement.add_body() = summit::text(language, words);
    log.done(publish);
    v1::Command move = log.command();
    move.mutable_move_session()->set_id(log.opening);
    move.mutable_move_session()->set_room(log.room_b);
    log.done(move);
    v1::Command remove = log.command();
    remove.mutable_remove_session()->set_id(log.panel);
    log.done(remove);
    const std::string path = std::string(DAIS_SOURCE_DIR) + "/tests/golden/" + name;
    if (std::getenv("DAIS_WRITE_GOLDEN") != nullptr) {
        std::ofstream(path + ".bin", std::ios::binary) << conversation.bytes;
        std::ofstream(path + ".dump", std::ios::binary) << log.state().dump(audience);
    }
    EXPECT_FALSE(read(path + ".bin").empty());
    EXPECT_EQ(read(path + ".dump"), log.state().dump(audience));
}

TEST(Golden, ThePublicConversationEndsInTheSameRecords) { replay(v1::AUDIENCE_PUBLIC, "public"); }
TEST(Golden, TheStaffConversationEndsInTheSameRecords) { replay(v1::AUDIENCE_STAFF, "staff"); }

}  // namespace
}  // namespace dais::live
