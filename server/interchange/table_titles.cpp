#include "server/interchange/table_titles.h"

#include <algorithm>
#include <map>

#include "server/interchange/plain_text.h"
#include "server/interchange/table_words.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kTitleBytesMax = 500;

// A cell at " / ", " | ", line ends or " – " between; whole if there is none of them.
std::vector<std::string> pieces(std::string_view cell) {
    for (const std::string_view between : {"\n", " / ", " | ", " // "}) {
        if (cell.find(between) == std::string_view::npos) continue;
        std::vector<std::string> parts;
        while (true) {
            const std::size_t at = cell.find(between);
            if (const std::string_view part = trimmed(cell.substr(0, at)); !part.empty()) parts.emplace_back(part);
            if (at == std::string_view::npos) return parts;
            cell.remove_prefix(at + between.size());
        }
    }
    return {std::string(cell)};
}

std::string line_of(std::string_view text) {
    Mending mending;
    return one_line(text, kTitleBytesMax, mending);
}

}  // namespace

TableTitles::TableTitles(const RowsRead& rows) {
    std::map<std::vector<std::string>, std::size_t> orders;
    std::map<std::string, int> whole;
    for (const RowSession& session : rows.sessions) {
        for (const auto& [language, text] : session.titles) {
            if (!language.empty()) continue;
            const std::vector<std::string> parts = pieces(text);
            std::vector<std::string> languages;
            for (const std::string& part : parts) languages.push_back(language_of_text(part).language);
            const bool distinct = parts.size() > 1 && parts.size() < 5 &&
                                  std::count(languages.begin(), languages.end(), "") == 0 &&
                                  std::set<std::string>(languages.begin(), languages.end()).size() == parts.size();
            if (distinct) ++orders[languages];
            const LanguageEvidence evidence = language_of_text(text);
            if (parts.size() == 1 && !evidence.language.empty()) whole[evidence.language] += evidence.points;
        }
    }
    const auto most = [](const auto& a, const auto& b) { return a.second < b.second; };
    if (!orders.empty()) order_ = std::max_element(orders.begin(), orders.end(), most)->first;
    if (!whole.empty()) {
        language_ = std::max_element(whole.begin(), whole.end(), most)->first;
    } else if (!order_.empty()) {
        language_ = order_[0];
    } else if (rows.spoken.size() == 1) {
        language_ = rows.spoken.begin()->first;
    }
}

// Parted if each part may be of its language and at least one shows it, or the parts show other, distinct languages.
std::vector<std::pair<std::string, std::string>> TableTitles::parts(const std::string& cell) const {
    const std::vector<std::string> found = pieces(cell);
    if (order_.empty() || found.size() != order_.size()) return {};
    std::vector<std::pair<std::string, std::string>> parts;
    std::size_t fitting = 0;
    bool against = false;
    std::set<std::string> own;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::string language = language_of_text(found[i]).language;
        if (language == order_[i]) ++fitting;
        against = against || (!language.empty() && language != order_[i]);
        if (!language.empty()) own.insert(language);
        parts.emplace_back(order_[i], found[i]);
    }
    if (!against && fitting > 0) return parts;
    const bool swapped = own.size() == found.size() && own == std::set<std::string>(order_.begin(), order_.end());
    if (!swapped) return {};
    for (auto& [language, text] : parts) language = language_of_text(text).language;
    return parts;
}

TableTitles::Texts TableTitles::merged(const std::vector<std::pair<std::string, std::string>>& cells,
                                       const Texts* base) {
    Texts texts;
    const auto of_base = [&](const std::string& language, const std::string& text) -> const v1::LocalText* {
        if (base != nullptr)
            for (const v1::LocalText& each : *base)
                if (each.text() == text && (language == "?" || each.language() == language)) return &each;
        return nullptr;
    };
    const auto has = [&](const std::string& language) {
        return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.language() == language; });
    };
    const auto add = [&](const std::string& language, const std::string& text) {
        if (text.empty()) return;
        const v1::LocalText* same = of_base(language, text);
        const std::string tag = same != nullptr ? same->language() : language == "?" ? language_ : language;
        if (has(tag)) return;
        v1::LocalText& local = *texts.Add();
        if (same != nullptr) {
            local = *same;
            return;
        }
        local.set_language(tag);
        local.set_text(text);
        local.set_origin(v1::ORIGIN_AUTHENTIC);
    };
    for (const auto& [language, cell] : cells) {
        const std::string whole = line_of(cell);
        const auto parted = !language.empty() || of_base("?", whole) != nullptr
                                ? std::vector<std::pair<std::string, std::string>>()
                                : parts(cell);
        if (!parted.empty()) ++parted_;
        for (const auto& [tag, part] : parted) add(tag, line_of(part));
        if (!parted.empty()) continue;
        // A corrected text stays in the language that the record's only text has.
        const bool only = language.empty() && base != nullptr && base->size() == 1 && of_base("?", whole) == nullptr;
        add(!language.empty() ? language : only ? base->Get(0).language() : "?", whole);
    }
    if (base != nullptr && !texts.empty())
        for (const v1::LocalText& text : *base)
            if (!has(text.language())) *texts.Add() = text;
    return texts;
}

}  // namespace dais::interchange
