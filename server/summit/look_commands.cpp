// A summit's own colours and logo.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"

namespace dais::summit {
namespace {

const std::string kLookId = "m";

constexpr std::size_t kSvgBeginsWithin = 1'024;

char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

No take_color(std::string& color, const char* field) {
    std::transform(color.begin(), color.end(), color.begin(), small_letter);
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (color.empty() || (color.size() == 7 && color[0] == '#' && std::all_of(color.begin() + 1, color.end(), is_hex)))
        return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  std::string(field) + " is no colour: write it as #16335c, or leave it empty.", field);
}

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

bool is_webp(std::string_view bytes) {
    return bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP";
}

bool is_svg(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    while (!bytes.empty() && is_blank(bytes.front())) bytes.remove_prefix(1);
    const bool is_markup = bytes.starts_with("<svg") || bytes.starts_with("<?xml") || bytes.starts_with("<!--");
    return is_markup && bytes.substr(0, kSvgBeginsWithin).find("<svg") != std::string_view::npos;
}

// Whether it does something, or fetches something, wherever it is drawn: however its letters, blanks and quotation
// marks are written.
bool is_active(std::string_view svg) {
    std::string plain;
    for (const char c : svg)
        if (!is_blank(c)) plain += c == '\'' ? '"' : small_letter(c);
    for (const char* word : {"<script", "<foreignobject", "href=\"http", "href=\"//"})
        if (plain.find(word) != std::string::npos) return true;
    return false;
}

No check_logo(const std::string& logo, const char* field) {
    if (logo.empty() || is_png(logo) || is_webp(logo)) return std::nullopt;
    if (!is_svg(logo))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      std::string(field) +
                          " is no picture that is known here: save it as SVG, "
                          "PNG or WebP.",
                      field);
    if (!is_active(logo)) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  std::string(field) +
                      " has scripts, foreign objects or links to elsewhere: save it as a plain SVG "
                      "that has everything in it.",
                  field);
}

}  // namespace

No put_look(ChangeBuilder& builder, v1::Look look) {
    if (!builder.exists(v1::KIND_SUMMIT, kLookId))
        return refuse(v1::REFUSAL_CODE_CONFLICT, "Only a summit has a look: give it in the log of one.", "log");
    if (auto no = check_fields(look)) return no;
    if (auto no = builder.fresh(v1::KIND_LOOK, kLookId)) return no;
    if (auto no = take_color(*look.mutable_brand(), "look.brand")) return no;
    if (auto no = take_color(*look.mutable_accent(), "look.accent")) return no;
    if (auto no = check_logo(look.logo(), "look.logo")) return no;
    if (auto no = check_logo(look.logo_on_dark(), "look.logo_on_dark")) return no;
    if (look.ByteSizeLong() == 0) {
        builder.remove(v1::KIND_LOOK, kLookId);
    } else {
        builder.put(v1::KIND_LOOK, kLookId, kLookId, kEverybody, look);
    }
    return std::nullopt;
}

}  // namespace dais::summit
