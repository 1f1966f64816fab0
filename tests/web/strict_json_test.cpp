#include "server/web/strict_json.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "dais/v1/live.pb.h"

namespace dais::web {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// text, and of its refusal the place and some words.
struct Case {
    std::string text;
    const char* place;
    const char* words;
};

void expect_refused(const std::vector<Case>& cases, const google::protobuf::Message* message) {
    for (const Case& each : cases) {
        SCOPED_TRACE(each.text);
        std::optional<std::string> refusal;
        if (message == nullptr) {
            refusal = refuse_json(each.text);
        } else {
            const std::unique_ptr<google::protobuf::Message> into(message->New());
            refusal = read_message(each.text, *into);
        }
        ASSERT_TRUE(refusal);
        EXPECT_THAT(*refusal, StartsWith(each.place));
        EXPECT_THAT(*refusal, HasSubstr(each.words));
        EXPECT_EQ(refusal->back(), '.') << *refusal;
    }
}

TEST(StrictJson, WhatRfc8259AllowsIsTaken) {
    for (const char* text :
         {"{}", "[]", " \t\r\n[ 1 , -0 , 0.5 , 1e5 , 1E-2 , true , false , null ]\n", "\"\"", "7", "null",
          R"({"a":{"a":{"a":[{"a":1},{"a":2}]}},"b":"\" \\ \/ \b \f \n \r \t \u00e9 \uD83D\uDE00"})", "\"é 😀 \x7f\"",
          "[18446744073709551615,-9223372036854775808,1.7976931348623157e308,0.1234567890123456789012345678901234567]",
          R"({"":1})", R"({"a":1,"A":2,"ab":3})", R"("\u0000")"})
        EXPECT_EQ(refuse_json(text), std::nullopt) << text;
}

TEST(StrictJson, WhatIsNoJsonIsToldWhereAndHowToMendIt) {
    expect_refused({{"", "Line 1, column 1: ", "ends in the middle"},
                    {" \n ", "Line 2, column 2: ", "ends in the middle"},
                    {"{\"a\":", "Line 1, column 6: ", "ends in the middle"},
                    {"{\n  \"a\": 1,\n}", "Line 3, column 1: ", "a comma stands before the end"},
                    {"[1,]", "Line 1, column 4: ", "a comma stands before the end"},
                    {"[1,,2]", "Line 1, column 4: ", ", is not expected here"},
                    {"{,}", "Line 1, column 2: ", ", is not expected here"},
                    {"[1 2]", "Line 1, column 4: ", "a comma or a colon is missing"},
                    {"{\"a\" 1}", "Line 1, column 6: ", "a comma or a colon is missing"},
                    {"{1:2}", "Line 1, column 2: ", "a name in double quotes is missing"},
                    {"{'a':1}", "Line 1, column 2: ", "\"double quotes\""},
                    {"{a:1}", "Line 1, column 2: ", "\"double quotes\""},
                    {"{“a”:1}", "Line 1, column 2: ", "“ is not expected here"},
                    {"[1]]", "Line 1, column 4: ", "something follows the end"},
                    {"{} {}", "Line 1, column 4: ", "something follows the end"},
                    {"1 // one", "Line 1, column 3: ", "something follows the end"},
                    {"[1} ", "Line 1, column 3: ", "} is not expected here"},
                    {"// one\n1", "Line 1, column 1: ", "no comments"},
                    {"[1, /* two */ 2]", "Line 1, column 5: ", "no comments"},
                    {"[\n# two\n]", "Line 2, column 1: ", "no comments"},
                    {"[NaN]", "Line 1, column 2: ", "true, false and null"},
                    {"[-Infinity]", "Line 1, column 3: ", "misses its digits"},
                    {"[True]", "Line 1, column 2: ", "true, false and null"},
                    {"[undefined]", "Line 1, column 2: ", "true, false and null"},
                    {"[01]", "Line 1, column 3: ", "does not begin with a zero"},
                    {"01", "Line 1, column 2: ", "does not begin with a zero"},
                    {"[+1]", "Line 1, column 2: ", "a number begins with a digit"},
                    {"[.5]", "Line 1, column 2: ", "a number begins with a digit"},
                    {"[1.]", "Line 1, column 4: ", "misses its digits"},
                    {"0x10", "Line 1, column 2: ", "something follows the end"},
                    {"[1e400]", "Line 1, column 2: ", "too large or too small"},
                    {"[-1e-400]", "Line 1, column 2: ", "too large or too small"},
                    {"[1e9999999999]", "Line 1, column 13: ", "too large"},
                    {"[" + std::string(41, '7') + "]", "Line 1, column 2: ", "more than 40 characters"},
                    {"\"a\nb\"", "Line 1, column 3: ", "write the end of a line as \\n"},
                    {"\"a\tb\"", "Line 1, column 3: ", "write it as \\t"},
                    {"\"a\x01\"", "Line 1, column 3: ", "a control character"},
                    {std::string("[\0]", 3), "Line 1, column 2: ", "a control character"},
                    {"\"\\x\"", "Line 1, column 3: ", "no escape"},
                    {"\"\\u12g4\"", "Line 1, column 6: ", "four hex digits"}},
                   nullptr);
}

TEST(StrictJson, WhatIsNotUnicodeIsRefused) {
    expect_refused({{"\xEF\xBB\xBF{}", "Line 1, column 1: ", "byte order mark"},
                    {"\"é\xff\"", "Line 1, column 3: ", "not UTF-8"},
                    {"\"\xc0\x80\"", "Line 1, column 2: ", "not UTF-8"},
                    {"\"\xed\xa0\x80\"", "Line 1, column 2: ", "not UTF-8"},
                    {"\"\xf4\x90\x80\x80\"", "Line 1, column 2: ", "not UTF-8"},
                    {"{\"a\\n\xe2\x82\":1}", "Line 1, column 6: ", "not UTF-8"},
                    {"\"\\ud800\"", "Line 1, column 8: ", "surrogate pair"},
                    {"\"\\ud800\\n\"", "Line 1, column 9: ", "surrogate pair"},
                    {"\"\\ud800\\u0041\"", "Line 1, column 10: ", "surrogate pair"},
                    {"\"\\udc00\"", "Line 1, column 8: ", "surrogate pair"}},
                   nullptr);
}

TEST(StrictJson, ANameStandsOnceHoweverItIsSpelled) {
    expect_refused({{R"({"a":1,"a":1})", "Line 1, column 8: ", R"("a" stands twice)"},
                    {R"({"a":1, "\u0061":2})", "Line 1, column 9: ", R"("a" stands twice)"},
                    {"{\"x\":{\"b\\\"\\\\\":1,\n\"b\\\"\\u005c\":2}}", "Line 2, column 1: ", "stands twice"},
                    {R"([{"é":1,"\u00e9":2}])", "Line 1, column 9: ", R"("é" stands twice)"},
                    {R"({"put_room":1,"putRoom":2})", "Line 1, column 15: ", R"("put_room" and "putRoom")"},
                    {R"({"":1,"":2})", "Line 1, column 7: ", R"("" stands twice)"}},
                   nullptr);
    const std::string name(600, 'x');
    const auto refusal = refuse_json("{\"" + name + "\":1,\"" + name + "\\n\":1,\"" + name + "\":2}");
    ASSERT_TRUE(refusal);
    EXPECT_THAT(*refusal, StartsWith("Line 1, column 1214: \"xxx"));
    EXPECT_LT(refusal->size(), 200u) << "who sends much is not sent it back";
}

TEST(StrictJson, DepthAndSizeAreBounded) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(refuse_json(nested(kJsonDepthMax)), std::nullopt);
    expect_refused({{nested(kJsonDepthMax + 1), "Line 1, column 33: ", "deeper than 32"},
                    {std::string(kJsonBytesMax, '['), "Line 1, column 33: ", "deeper than 32"},
                    {std::string(kJsonBytesMax + 1, ' '), "The JSON has 1048577 bytes; ", "at most 1048576"}},
                   nullptr);
    EXPECT_EQ(refuse_json("[10]", 4), std::nullopt);
    EXPECT_THAT(*refuse_json("[100]", 4), HasSubstr("at most 4"));
}

TEST(StrictJson, AMessageIsReadByEitherSpellingOfItsFields) {
    for (const char* text :
         {R"({"log":"gdpa","basis":"12","preview":true,"put_session":{"session":{"title":[{"text":"A","language":"en"}],
              "kind":"SESSION_KIND_PLENARY","planned":{"starts_at_ms":1726128000000}}}})",
          R"({"log":"gdpa","basis":12,"preview":true,"overrideReason":null,"putSession":{"session":{"title":
              [{"text":"A","language":"en"}],"kind":1,"planned":{"startsAtMs":"1726128000000"}}}})"}) {
        v1::Command command;
        command.set_id("from before");
        ASSERT_EQ(read_message(text, command), std::nullopt);
        EXPECT_EQ(command.ShortDebugString(),
                  "log: \"gdpa\" basis: 12 preview: true put_session { session { kind: SESSION_KIND_PLENARY title { "
                  "language: \"en\" text: \"A\" } "
                  "planned { starts_at_ms: 1726128000000 } } }");
    }
}

TEST(StrictJson, WhatAMessageDoesNotHaveIsRefusedWithItsField) {
    const v1::Command command;
    expect_refused(
        {{"[]", "Line 1, column 1: ", "Command is an object"},
         {"7", "Line 1, column 1: ", "Command is an object"},
         {"null", "Line 1, column 1: ", "Command is an object"},
         {"\"x\"", "Line 1, column 1: ", "Command is an object"},
         {"{\n \"lgo\": \"x\"}", "Line 2, column 2: ", R"(Command has no field "lgo"; it has: log, id, basis)"},
         {R"({"put_room":{"room":{"nmae":[]}}})", "Line 1, column 22: ", R"(Room has no field "nmae")"},
         {R"({"PutRoom":{}})", "Line 1, column 2: ", "has no field"},
         {R"({"put__room":{}})", "Line 1, column 2: ", "has no field"},
         {R"({"putRoom":{},"putTrack":{}})", "Line 1, column 15: ", R"("putRoom" and "putTrack" exclude each other)"},
         {R"({"log":"a","log":"b"})", "Line 1, column 12: ", R"("log" stands twice)"},
         {R"({"log":5})", "Line 1, column 8: ", "log cannot be a number; write a text"},
         {R"({"log":true})", "Line 1, column 8: ", "log cannot be true or false; write a text"},
         {R"({"log":["a"]})", "Line 1, column 8: ", "log cannot be a list; write a text"},
         {R"({"log":{"a":1}})", "Line 1, column 8: ", "log cannot be an object; write a text"},
         {R"({"put_room":"x"})", "Line 1, column 13: ", "put_room cannot be a text; write an object"},
         {R"({"preview":"yes"})", "Line 1, column 12: ", "preview cannot be a text; write true or false"},
         {R"({"preview":1})", "Line 1, column 12: ", "preview cannot be a number; write true or false"},
         {R"({"putRoom":{"room":{"name":{"text":"A"}}}})", "Line 1, column 28: ", "write a list"},
         {R"({"putRoom":{"room":{"name":"A"}}})", "Line 1, column 28: ", "write a list"},
         {R"({"putRoom":{"room":{"name":["A"]}}})", "Line 1, column 29: ", "name cannot hold a text; write an object"},
         {R"({"putRoom":{"room":{"name":[null]}}})", "Line 1, column 29: ", "name cannot hold null"},
         {R"({"putRoom":{"room":{"name":[[]]}}})", "Line 1, column 29: ", "name cannot hold a list"},
         {R"({"putSession":{"session":{"kind":"PLENARY"}}})", "Line 1, column 34: ", "SESSION_KIND_PLENARY"},
         {R"({"putSession":{"session":{"kind":99}}})",
          "Line 1, column 34: ", "kind cannot be 99; write a text, one of"},
         {R"({"putSession":{"session":{"kind":1.5}}})", "Line 1, column 34: ", "kind cannot be 1.5"},
         {R"({"putSession":{"session":{"kind":true}}})", "Line 1, column 34: ", "kind cannot be true or false"},
         {R"({"basis":-1})", "basis cannot be -1; ", "from 0 to 18446744073709551615"},
         {R"({"basis":1.5})", "basis cannot be 1.5; ", "a whole number"},
         {R"({"basis":18446744073709551616})", "basis cannot be 1.8446744073709552e+19; ", "a whole number"},
         {R"({"basis":"0x10"})", "basis cannot be \"0x10\"; ", "a whole number"},
         {R"({"putSession":{"session":{"planned":{"starts_at_ms":9223372036854775808}}}})",
          "put_session.session.planned.starts_at_ms cannot be 9223372036854775808; ", "to 9223372036854775807"}},
        &command);
}

TEST(StrictJson, WhatProtobufWritesInAWayOfItsOwnIsLeftToIt) {
    google::protobuf::Struct any;
    EXPECT_EQ(read_message(R"({"a":{"b":[1,null,"c",{"d":true}]}})", any), std::nullopt);
    EXPECT_EQ(any.fields().at("a").struct_value().fields().at("b").list_value().values_size(), 4);
    EXPECT_TRUE(read_message(R"({"a":1,"a":2})", any));
    google::protobuf::Timestamp time;
    EXPECT_EQ(read_message(R"("2026-11-09T08:30:00Z")", time), std::nullopt);
    EXPECT_EQ(time.seconds(), 1'794'213'000);
    EXPECT_TRUE(read_message("\"tomorrow\"", time));
}

}  // namespace
}  // namespace dais::web
