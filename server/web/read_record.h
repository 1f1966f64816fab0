// A record of the past as a message.
#pragma once

#include <optional>
#include <string>

namespace dais::web {

// Blank if there was none.
template <class Noun>
Noun read_record(const std::optional<std::string>& body) {
    Noun noun;
    if (body) noun.ParseFromString(*body);
    return noun;
}

}  // namespace dais::web
