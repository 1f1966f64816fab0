#include "clients/cpp/text_options.h"

#include <map>

#include "clients/cpp/field_items.h"
#include "clients/cpp/place.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

// The server's limit for any short text.
constexpr std::size_t kTextBytesMax = 4'000;

}  // namespace

void check_words(const std::string& what, const std::string& words) {
    if (trimmed(words).empty()) throw WrongUsage("the " + what + " is empty: say something");
    if (!is_utf8(words)) throw WrongUsage("the " + what + " is not in UTF-8: set the terminal to it");
    if (words.size() > kTextBytesMax) {
        throw WrongUsage("the " + what + " is " + std::to_string(words.size()) + " bytes long: at most " +
                         std::to_string(kTextBytesMax) + " are taken; say it shorter");
    }
}

Texts texts_given(const std::string& what, const std::string& language, const std::string& text,
                  const std::vector<std::string>& others) {
    std::map<std::string, std::string> by_language;
    if (!text.empty()) by_language[language] = text;
    for (const auto& other : others) {
        const auto equals = other.find('=');
        const auto tag = other.substr(0, equals);
        if (equals == std::string::npos || !is_language(tag))
            throw WrongUsage("“" + other + "” names no language: write it as fr=TEXT");
        if (!by_language.emplace(tag, other.substr(equals + 1)).second)
            throw WrongUsage("there are two texts in “" + tag + "”: give one");
    }
    Texts texts;
    for (const auto& [tag, words] : by_language) {
        check_words(what + " (" + tag + ")", words);
        set_text(texts, tag, words);
    }
    return texts;
}

}  // namespace dais::client
