#include "server/summit/readiness.h"

#include <algorithm>
#include <set>

#include "server/summit/hash.h"
#include "server/summit/keys.h"

namespace dais::summit {
namespace {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

No check_ready_in(const std::string& language, const Texts& texts, const std::string& what) {
    const auto has_words = [](const v1::LocalText& text) { return !text.text().empty(); };
    if (std::none_of(texts.begin(), texts.end(), has_words)) return std::nullopt;
    const auto text = std::find_if(texts.begin(), texts.end(), [&](const v1::LocalText& one) {
        return one.language() == language && has_words(one);
    });
    if (text == texts.end())
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "The " + what + " is missing in “" + language + "”. Give it first, or name fewer languages.",
                      "id");
    if (!is_outdated(*text, texts)) return std::nullopt;
    return refuse(
        v1::REFUSAL_CODE_CONFLICT,
        "The " + what + " in “" + language + "” translates what is said otherwise by now. Translate it again.", "id");
}

}  // namespace

bool is_outdated(const v1::LocalText& text, const Texts& all) {
    if (text.source_digest().empty()) return false;
    return std::none_of(all.begin(), all.end(), [&](const v1::LocalText& other) {
        return &other != &text && Hash().bytes(other.text()).finish().substr(0, 8) == text.source_digest();
    });
}

No check_ready(const v1::Announcement& announcement, const v1::Clearance& clearance) {
    std::set<std::string> languages;
    for (const auto* texts : {&announcement.title(), &announcement.body()})
        for (const v1::LocalText& text : *texts)
            if (is_authentic(text)) languages.insert(text.language());
    if (!clearance.staggered()) languages.insert(clearance.languages().begin(), clearance.languages().end());
    for (const std::string& language : languages) {
        if (auto no = check_ready_in(language, announcement.title(), "title")) return no;
        if (auto no = check_ready_in(language, announcement.body(), "body")) return no;
    }
    return std::nullopt;
}

}  // namespace dais::summit
