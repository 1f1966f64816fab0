// JSON from strangers, read strictly before protobuf sees it: protobuf's own reader takes single quotes, names without
// quotes, commas before an end, the same name twice, one value for a list and "yes" for true. Pure; any thread.
//
// What is refused is refused with a sentence for whoever wrote it: where, what is wrong and how to mend it.
#pragma once

#include <google/protobuf/message.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dais::web {

constexpr std::size_t kJsonBytesMax = 1u << 20;       // one text, if its reader has no tighter limit
constexpr std::size_t kJsonDepthMax = 32;             // objects and lists in one another
constexpr std::size_t kJsonNumberCharactersMax = 40;  // one number: every double and every 64 bits fit

// Nothing: it is one value by RFC 8259, within these limits, with no name twice in an object, however it is spelled:
// "a" and "\u0061" are one name, and so are put_session and putSession, which are one field to protobuf.
std::optional<std::string> refuse_json(std::string_view text, std::size_t bytes_max = kJsonBytesMax);

// Nothing: into holds what it says. Fields, enums and kinds of values that the message does not have are refused, as
// are numbers out of range, and then what into holds is of no use. Unlike in protobuf's own reader, a list is a list
// and has no nulls, true and false have no other spelling, and a number for an enum is one that it has.
std::optional<std::string> read_message(std::string_view json, google::protobuf::Message& into,
                                        std::size_t bytes_max = kJsonBytesMax);

}  // namespace dais::web
