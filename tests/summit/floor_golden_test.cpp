// Every example of tests/golden/floor.json, worked out here as the browser works it out
// (clients/web/sdk/test/floor_golden.test.ts).
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "server/summit/floor_list.h"

namespace dais::summit {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

ListValue examples() {
    std::ifstream file(std::string(DAIS_SOURCE_DIR) + "/tests/golden/floor.json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    ListValue all;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &all).ok());
    return all;
}

const Value& field(const Struct& of, const std::string& name) {
    static const Value kNone;
    const auto found = of.fields().find(name);
    return found == of.fields().end() ? kNone : found->second;
}

std::int64_t whole(const Value& value) { return static_cast<std::int64_t>(value.number_value()); }

std::optional<std::int64_t> whole_or_null(const Value& value) {
    if (value.kind_case() == Value::kNullValue) return std::nullopt;
    return whole(value);
}

template <class Message>
Message record(const Value& value) {
    std::string json;
    Message message;
    EXPECT_TRUE(google::protobuf::util::MessageToJsonString(value, &json).ok());
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &message).ok()) << json;
    return message;
}

std::vector<Asked> asked_of(const Struct& example) {
    std::vector<Asked> all;
    for (const Value& value : field(example, "asked").list_value().values()) {
        const Struct& one = value.struct_value();
        all.push_back({field(one, "id").string_value(), record<v1::SpeakerRequest>(field(one, "request")), {}});
        if (one.fields().contains("turn")) all.back().turn = record<v1::Turn>(field(one, "turn"));
    }
    return all;
}

std::vector<std::string> ids(const Struct& list, const std::string& name) {
    std::vector<std::string> all;
    for (const Value& id : field(list, name).list_value().values()) all.push_back(id.string_value());
    return all;
}

const Asked& with_id(const std::vector<Asked>& asked, const std::string& id) {
    return *std::find_if(asked.begin(), asked.end(), [&](const Asked& one) { return one.id == id; });
}

void expect_list(const Struct& example, const std::vector<Asked>& asked) {
    const FloorList list = floor_list(asked);
    const Struct& expected = field(example, "list").struct_value();
    EXPECT_EQ(list.speaking, ids(expected, "speaking"));
    EXPECT_EQ(list.waiting, ids(expected, "waiting"));
    EXPECT_EQ(list.spoken, ids(expected, "spoken"));
    EXPECT_EQ(list.absent, ids(expected, "absent"));
}

void expect_turns(const Struct& example, const std::vector<Asked>& asked, std::int64_t now_ms) {
    for (const Value& value : field(example, "turns").list_value().values()) {
        const ListValue& one = value.list_value();
        const std::string& id = one.values(0).string_value();
        const v1::Turn& turn = *with_id(asked, id).turn;
        EXPECT_EQ(spoken_ms(turn, now_ms), whole(one.values(1))) << id;
        EXPECT_EQ(left_ms(turn, now_ms), whole_or_null(one.values(2))) << id;
    }
}

void expect_parties(const Struct& example, const std::vector<Asked>& asked, std::int64_t now_ms) {
    std::map<std::string, std::int64_t> expected;
    for (const auto& [party, ms] : field(example, "spoken_by_party").struct_value().fields())
        expected[party] = whole(ms);
    EXPECT_EQ(spoken_by_party(asked, now_ms), expected);
}

void expect_expected(const Struct& example, const std::vector<Asked>& asked, std::int64_t now_ms) {
    const auto floor = record<v1::Floor>(field(example, "floor"));
    const auto turns = expected_turns(floor, asked, now_ms, whole(field(example, "from_ms")));
    const ListValue& expected = field(example, "expected").list_value();
    ASSERT_EQ(static_cast<int>(turns.size()), expected.values_size());
    for (int i = 0; i < expected.values_size(); ++i) {
        const ListValue& one = expected.values(i).list_value();
        const ExpectedTurn& turn = turns[static_cast<std::size_t>(i)];
        EXPECT_EQ(turn.id, one.values(0).string_value());
        EXPECT_EQ(turn.starts_at_ms, whole(one.values(1))) << turn.id;
        EXPECT_EQ(turn.seconds, whole_or_null(one.values(2))) << turn.id;
    }
}

TEST(FloorGolden, EveryExampleIsWorkedOutAsItSays) {
    const ListValue all = examples();
    ASSERT_GT(all.values_size(), 0) << "tests/golden/floor.json holds no example: nothing would be tested";
    for (const Value& value : all.values()) {
        const Struct& example = value.struct_value();
        SCOPED_TRACE(field(example, "name").string_value());
        const std::vector<Asked> asked = asked_of(example);
        const std::int64_t now_ms = whole(field(example, "now_ms"));
        expect_list(example, asked);
        expect_turns(example, asked, now_ms);
        expect_parties(example, asked, now_ms);
        expect_expected(example, asked, now_ms);
    }
}

}  // namespace
}  // namespace dais::summit
