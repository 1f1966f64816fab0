// What a request asks for, as it is written behind its method. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dais::web {

struct Target {
    std::string path;
    std::map<std::string, std::string> query;  // the last of those that have the same name
};

// Of "/a%20b?c=d+e": "/a b" and c, "d e". Of any bytes.
Target parse_target(std::string_view target);

// The path alone.
std::string path_of(std::string_view target);

// What is no escape stands for itself; + is a space.
std::string percent_decoded(std::string_view text);

}  // namespace dais::web
