#include "clients/cpp/words.h"

#include <algorithm>
#include <cctype>

namespace dais::client {
namespace {

// "SESSION_KIND_" of SESSION_KIND_UNSPECIFIED.
std::string prefix(const google::protobuf::EnumDescriptor& type) {
    const std::string& first = type.FindValueByNumber(0)->name();
    return first.substr(0, first.size() - std::string_view("UNSPECIFIED").size());
}

std::string typed(std::string_view text) {
    std::string word;
    for (const char c : text) {
        const bool joins = c == '_' || c == ' ' || c == '-';
        word += joins ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return word;
}

}  // namespace

std::string word_of(const google::protobuf::EnumDescriptor& type, int value) {
    const auto* found = type.FindValueByNumber(value);
    if (value == 0) return "";
    return found ? typed(found->name().substr(prefix(type).size())) : "unknown";
}

std::string phrase_of(const google::protobuf::EnumDescriptor& type, int value) {
    std::string word = word_of(type, value);
    std::replace(word.begin(), word.end(), '-', ' ');
    return word;
}

std::optional<int> value_of(const google::protobuf::EnumDescriptor& type, std::string_view word) {
    for (int i = 0; i < type.value_count(); ++i) {
        const int value = type.value(i)->number();
        if (value != 0 && word_of(type, value) == typed(word)) return value;
    }
    return std::nullopt;
}

std::vector<std::string> words_of(const google::protobuf::EnumDescriptor& type) {
    std::vector<std::string> words;
    for (int i = 0; i < type.value_count(); ++i) {
        if (type.value(i)->number() != 0) words.push_back(word_of(type, type.value(i)->number()));
    }
    return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

std::string trimmed(std::string_view text) {
    static constexpr char kBlanks[] = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return "";
    return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const auto end = text.find(at);
        pieces.push_back(trimmed(text.substr(0, end)));
        text = end == std::string_view::npos ? "" : text.substr(end + 1);
    }
    return pieces;
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t at) -> unsigned { return static_cast<unsigned char>(text[at]); };
        const unsigned lead = byte(i);
        const std::size_t length = lead < 0x80   ? 1
                                   : lead < 0xC2 ? 0
                                   : lead < 0xE0 ? 2
                                   : lead < 0xF0 ? 3
                                   : lead < 0xF5 ? 4
                                                 : 0;
        if (length == 0 || i + length > text.size()) return false;
        for (std::size_t k = 1; k < length; ++k) {
            if ((byte(i + k) & 0xC0) != 0x80) return false;
        }
        if (length > 2) {
            const unsigned next = byte(i + 1);
            if (lead == 0xE0 && next < 0xA0) return false;
            if (lead == 0xED && next > 0x9F) return false;
            if (lead == 0xF0 && next < 0x90) return false;
            if (lead == 0xF4 && next > 0x8F) return false;
        }
        i += length;
    }
    return true;
}

}  // namespace dais::client
