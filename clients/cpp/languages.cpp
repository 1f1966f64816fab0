#include "clients/cpp/languages.h"

#include <algorithm>
#include <cctype>

namespace dais::client {
namespace {

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

const v1::LocalText* find(const Texts& texts, const std::string& language) {
    for (const auto& text : texts) {
        if (text.language() == language) return &text;
    }
    for (const auto& text : texts) {
        if (!text.language().empty() && primary(text.language()) == primary(language)) return &text;
    }
    return nullptr;
}

}  // namespace

Languages::Languages(std::vector<std::string> asked, const v1::Summit& summit) : chain_(std::move(asked)) {
    chain_.insert(chain_.end(), summit.languages().begin(), summit.languages().end());
    if (chain_.empty()) chain_ = {"en"};
}

std::string shown(const Texts& texts, const Languages& languages) {
    for (const auto& language : languages.chain()) {
        if (const auto* text = find(texts, language)) return text->text();
    }
    for (const auto& text : texts) {
        if (text.origin() == v1::ORIGIN_AUTHENTIC) return text.text();
    }
    return texts.empty() ? "" : texts.begin()->text();
}

Texts texts_in(const google::protobuf::Message& record, const google::protobuf::FieldDescriptor& field) {
    Texts texts;
    const auto& reflection = *record.GetReflection();
    for (int i = 0; i < reflection.FieldSize(record, &field); ++i) {
        texts.Add()->CopyFrom(reflection.GetRepeatedMessage(record, &field, i));
    }
    return texts;
}

bool is_language(std::string_view tag) {
    std::size_t part = 0, parts = 0;
    for (const char c : tag) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '-') {
            if (part == 0) return false;
            part = 0, ++parts;
        } else if (byte >= 0x80 || !std::isalnum(byte) || (parts == 0 && !std::isalpha(byte)) || ++part > 8) {
            return false;
        }
    }
    return part > 0 && (parts > 0 || part >= 2) && parts < 8;
}

}  // namespace dais::client
