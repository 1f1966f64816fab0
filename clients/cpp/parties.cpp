#include "clients/cpp/parties.h"

#include <algorithm>
#include <tuple>

namespace dais::client {
namespace {

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

std::string stem(std::string_view language) { return lower_case(language.substr(0, language.find('-'))); }

}  // namespace

std::string shown_in(const Texts& texts, std::string_view language) {
    for (const auto& fits : {lower_case(language), stem(language)})
        for (const v1::LocalText& text : texts)
            if (lower_case(text.language()) == fits) return text.text();
    for (const v1::LocalText& text : texts)
        if (!language.empty() && stem(text.language()) == stem(language)) return text.text();
    return shown(texts);
}

bool belongs_to(const v1::Party& party, std::string_view group) {
    return group.empty() || std::any_of(party.groups().begin(), party.groups().end(), [&](const std::string& one) {
               return lower_case(one).starts_with(lower_case(group));
           });
}

std::vector<std::pair<std::string, v1::Party>> listed_parties(const summit::Records& records, std::string_view group,
                                                              std::string_view language) {
    std::vector<std::pair<std::string, v1::Party>> parties;
    for (const auto& [key, body] : records.all()) {
        v1::Party party;
        if (key.first == v1::KIND_PARTY && party.ParseFromString(body) && belongs_to(party, group))
            parties.emplace_back(key.second, std::move(party));
    }
    const auto place = [&](const auto& one) {
        return std::tuple(one.second.code().empty(), one.second.code(), shown_in(one.second.name(), language),
                          one.first);
    };
    std::sort(parties.begin(), parties.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return parties;
}

}  // namespace dais::client
