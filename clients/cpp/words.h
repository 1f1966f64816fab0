// The values of an enum as people type and read them: "side-event" for SESSION_KIND_SIDE_EVENT. Pure.
#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dais::client {

// Empty for "unspecified", "unknown" for a value that this program does not know.
std::string word_of(const google::protobuf::EnumDescriptor& type, int value);
// The same with blanks, as within a sentence: "side event".
std::string phrase_of(const google::protobuf::EnumDescriptor& type, int value);
// Any case, "-", "_" and blank being the same; nothing if it is none of them.
std::optional<int> value_of(const google::protobuf::EnumDescriptor& type, std::string_view word);
// All but "unspecified".
std::vector<std::string> words_of(const google::protobuf::EnumDescriptor& type);

// "a, b, c".
std::string joined(const std::vector<std::string>& words, std::string_view between = ", ");
// In pieces, without blanks around them; none of an empty text.
std::vector<std::string> split(std::string_view text, char at);
std::string trimmed(std::string_view text);

// Well-formed, without surrogates and what is beyond Unicode.
bool is_utf8(std::string_view text);

}  // namespace dais::client
