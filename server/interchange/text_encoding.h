// Which encoding a text file has, found from its bytes, and the text in UTF-8.
//
// Promises: pure; bounded by its input. In this order: a byte order mark counts; bytes that alternate with zeros are
// UTF-16; what is valid UTF-8 is UTF-8; else that of the encodings of old spreadsheets (Windows-1252, Windows-1256,
// Windows-1251, CP850 and Mac Roman) in which the text reads most like words. Does not: tell apart encodings that
// differ in no character used, or take a file with zero bytes in it for text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dais::interchange {

struct DecodedText {
    std::string text;
    std::string encoding;        // as people call it; empty: this is no text
    bool guessed = false;        // nothing in the file says so
    std::size_t unreadable = 0;  // characters that the encoding does not have; left out
};

DecodedText decode_text(std::string_view bytes);

}  // namespace dais::interchange
