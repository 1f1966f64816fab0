// What a text that is no JSON is told, by where Boost.JSON's parser stopped. Pure.
#pragma once

#include <boost/json/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dais::web {

// "Line 3, column 5: …". Columns are characters.
std::string at_place(std::string_view text, std::size_t at, std::string_view trouble);

// What is wrong at a place and how to mend it.
std::string json_trouble(std::string_view text, std::size_t at, boost::system::error_code error);

// A name or a text as it is shown in a sentence: in quotes, escaped, and cut if it is long.
std::string quoted(std::string_view text, std::size_t bytes_max = 60);

}  // namespace dais::web
