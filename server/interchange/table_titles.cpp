#include "server/interchange/table_titles.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "server/interchange/plain_text.h"
#include "server/interchange/table_languages.h"

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

// Lines of a cell as one: what begins a sentence of its own stays apart.
std::string line_of(std::string_view text) {
    std::string whole;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        const bool open = whole.empty() || std::string_view(":,;-/&(").find(whole.back()) != std::string_view::npos ||
                          whole.ends_with("–") || whole.ends_with("’");
        const bool begins = (line[0] >= 'A' && line[0] <= 'Z') || line.starts_with("É") || line.starts_with("À");
        whole += (whole.empty() ? "" : !open && begins ? " – " : " ") + std::string(line);
    }
    Mending mending;
    return one_line(whole, kTitleBytesMax, mending);
}

}  // namespace

TableTitles::TableTitles(const RowsRead& rows) : columns_(rows.texts) {
    std::map<std::vector<std::string>, std::size_t> orders;
    std::map<std::string, int> whole;
    for (const RowSession& session : rows.sessions) {
        for (const auto& [language, text] : session.titles) {
            if (!language.empty()) continue;
            const std::vector<std::string> parts = pieces(text);
            std::vector<std::string> languages;
            languages.reserve(parts.size());
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
TextsWritten TableTitles::parts(const std::string& cell) const {
    const std::vector<std::string> found = pieces(cell);
    if (order_.empty() || found.size() != order_.size()) return {};
    TextsWritten parts;
    std::size_t fitting = 0;
    bool against = false;
    std::set<std::string> own;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto [language, points] = language_of_text(found[i]);
        if (language == order_[i]) ++fitting;
        // One word that two languages share is no evidence against the habit.
        against = against || (points > 1 && language != order_[i]);
        if (!language.empty()) own.insert(language);
        parts.emplace_back(order_[i], found[i]);
    }
    if (!against && fitting > 0) return parts;
    const bool swapped = own.size() == found.size() && own == std::set<std::string>(order_.begin(), order_.end());
    if (!swapped) return {};
    for (auto& [language, text] : parts) language = language_of_text(text).language;
    return parts;
}

namespace {

// Blanks that a cell does not show make no other text.
std::string one_blank_apart(std::string_view text) {
    Mending mending;
    return one_line(text, kTitleBytesMax, mending);
}

// Texts in the making, beside those that the record has.
class Merging {
public:
    Merging(const TableTitles::Texts* base, std::string language) : base_(base), language_(std::move(language)) {}

    // nullopt: in the language that the same text has already, else in that of the table.
    void add(const std::optional<std::string>& language, const std::string& text) {
        if (text.empty()) return;
        const v1::LocalText* same = in_base(language, text);
        const std::string tag = same != nullptr ? same->language() : language.value_or(language_);
        if (has(tag)) return;
        v1::LocalText& local = *texts_.Add();
        if (same != nullptr) {
            local = *same;
            return;
        }
        local.set_language(tag);
        local.set_text(text);
        local.set_origin(v1::ORIGIN_AUTHENTIC);
    }
    bool in_base(const std::string& text) const { return in_base(std::nullopt, text) != nullptr; }
    // told: whether a language has a column of its own, so that an empty cell says that there is no such text.
    TableTitles::Texts take(const std::function<bool(const std::string&)>& told) {
        if (base_ != nullptr && !texts_.empty())
            for (const v1::LocalText& text : *base_)
                if (!has(text.language()) && !told(text.language())) *texts_.Add() = text;
        return std::move(texts_);
    }

private:
    const v1::LocalText* in_base(const std::optional<std::string>& language, const std::string& text) const {
        if (base_ != nullptr)
            for (const v1::LocalText& each : *base_)
                if ((each.text() == text || one_blank_apart(each.text()) == text) &&
                    (!language || each.language() == *language))
                    return &each;
        return nullptr;
    }
    bool has(const std::string& language) const {
        return std::any_of(texts_.begin(), texts_.end(), [&](const auto& text) { return text.language() == language; });
    }

    const TableTitles::Texts* base_;
    const std::string language_;
    TableTitles::Texts texts_;
};

}  // namespace

TableTitles::Texts TableTitles::merged(TableField field, const TextsWritten& cells, const Texts* base) {
    Merging merging(base, language_);
    for (const auto& [said, cell] : cells) {
        const std::string whole = line_of(cell);
        if (!said.empty()) {
            merging.add(said == kNoLanguage ? "" : said, whole);
            continue;
        }
        const auto parted = merging.in_base(whole) ? TextsWritten() : parts(cell);
        if (!parted.empty()) ++parted_;
        for (const auto& [tag, part] : parted) merging.add(tag, line_of(part));
        if (!parted.empty()) continue;
        // A corrected text stays in the language that the record's only text has.
        const bool corrected = base != nullptr && base->size() == 1 && !merging.in_base(whole);
        merging.add(corrected ? std::optional(base->Get(0).language()) : std::nullopt, whole);
    }
    return merging.take([&](const std::string& language) {
        return columns_.contains({field, language.empty() ? std::string(kNoLanguage) : language});
    });
}

}  // namespace dais::interchange
