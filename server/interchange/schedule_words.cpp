#include "server/interchange/schedule_words.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

struct WordOfKind {
    std::string_view beginning;  // of any word of the text
    v1::SessionKind kind;
};

// The first that matches counts, so what is more particular stands first.
constexpr WordOfKind kWords[] = {
    {"press", v1::SESSION_KIND_PRESS_BRIEFING},
    {"ministerial", v1::SESSION_KIND_MINISTERIAL},
    {"break", v1::SESSION_KIND_BREAK},
    {"pause", v1::SESSION_KIND_BREAK},
    {"lunch", v1::SESSION_KIND_BREAK},
    {"coffee", v1::SESSION_KIND_BREAK},
    {"dinner", v1::SESSION_KIND_BREAK},
    {"breakfast", v1::SESSION_KIND_BREAK},
    {"mittag", v1::SESSION_KIND_BREAK},
    {"ceremony", v1::SESSION_KIND_CEREMONY},
    {"opening", v1::SESSION_KIND_CEREMONY},
    {"closing", v1::SESSION_KIND_CEREMONY},
    {"workshop", v1::SESSION_KIND_WORKSHOP},
    {"atelier", v1::SESSION_KIND_WORKSHOP},
    {"hands", v1::SESSION_KIND_WORKSHOP},
    {"tutorial", v1::SESSION_KIND_WORKSHOP},
    {"training", v1::SESSION_KIND_WORKSHOP},
    {"side", v1::SESSION_KIND_SIDE_EVENT},
    {"panel", v1::SESSION_KIND_PANEL},
    {"podium", v1::SESSION_KIND_PANEL},
    {"discussion", v1::SESSION_KIND_PANEL},
    {"roundtable", v1::SESSION_KIND_PANEL},
    {"debate", v1::SESSION_KIND_PANEL},
    {"plenary", v1::SESSION_KIND_PLENARY},
    {"plenum", v1::SESSION_KIND_PLENARY},
    {"keynote", v1::SESSION_KIND_PLENARY},
    {"talk", v1::SESSION_KIND_TALK},
    {"lecture", v1::SESSION_KIND_TALK},
    {"vortrag", v1::SESSION_KIND_TALK},
    {"presentation", v1::SESSION_KIND_TALK},
    {"devroom", v1::SESSION_KIND_TALK},
    {"lightning", v1::SESSION_KIND_TALK},
};

// Titles of what has no type of its own: all of the title, nothing more.
constexpr WordOfKind kTitles[] = {
    {"break", v1::SESSION_KIND_BREAK},      {"coffee break", v1::SESSION_KIND_BREAK},
    {"coffee", v1::SESSION_KIND_BREAK},     {"tea break", v1::SESSION_KIND_BREAK},
    {"lunch", v1::SESSION_KIND_BREAK},      {"lunch break", v1::SESSION_KIND_BREAK},
    {"breakfast", v1::SESSION_KIND_BREAK},  {"dinner", v1::SESSION_KIND_BREAK},
    {"opening", v1::SESSION_KIND_CEREMONY}, {"opening ceremony", v1::SESSION_KIND_CEREMONY},
    {"closing", v1::SESSION_KIND_CEREMONY}, {"closing ceremony", v1::SESSION_KIND_CEREMONY},
};

constexpr std::string_view kTwoLetters =
    "aa ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et "
    "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki "
    "kj kk "
    "kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr "
    "nv ny "
    "oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th "
    "ti tk "
    "tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

struct NameOfLanguage {
    std::string_view name, tag;
};
constexpr NameOfLanguage kNames[] = {
    {"english", "en"},  {"englisch", "en"}, {"anglais", "en"},  {"eng", "en"},        {"german", "de"},
    {"deutsch", "de"},  {"allemand", "de"}, {"deu", "de"},      {"ger", "de"},        {"french", "fr"},
    {"français", "fr"}, {"fra", "fr"},      {"fre", "fr"},      {"portuguese", "pt"}, {"português", "pt"},
    {"por", "pt"},      {"spanish", "es"},  {"español", "es"},  {"spa", "es"},        {"arabic", "ar"},
    {"ara", "ar"},      {"italian", "it"},  {"italiano", "it"}, {"ita", "it"},        {"russian", "ru"},
    {"rus", "ru"},      {"chinese", "zh"},  {"zho", "zh"},      {"dutch", "nl"},      {"nld", "nl"},
};

bool is_alpha(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 128 && std::isalpha(c) != 0; });
}

bool is_alnum(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 128 && std::isalnum(c) != 0; });
}

// A tag by RFC 5646's shape with a primary language of two or three letters, in its usual case; empty if it is none.
// "ab", Abkhazian, is what forms leave behind when nobody chose: the first of an alphabetical list.
std::string tag_of(std::string_view word) {
    for (const NameOfLanguage& each : kNames)
        if (each.name == ascii_lower(word)) return std::string(each.tag);
    std::string tag;
    while (!word.empty() || tag.empty()) {
        const std::size_t end = std::min(word.find_first_of("-_"), word.size());
        const std::string_view part = word.substr(0, end);
        if (part.empty() || part.size() > 8 || !is_alnum(part) || tag.size() > 24) return "";
        std::string piece = ascii_lower(part);
        if (tag.empty()) {
            const bool known =
                part.size() == 3 || (part.size() == 2 && kTwoLetters.find(piece) != std::string_view::npos);
            if (!is_alpha(part) || !known) return "";
        } else {
            if (part.size() == 2)
                std::transform(piece.begin(), piece.end(), piece.begin(),
                               [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            if (part.size() == 4 && is_alpha(part))
                piece[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(piece[0])));
            tag += '-';
        }
        tag += piece;
        word.remove_prefix(std::min(end + 1, word.size()));
    }
    return tag;
}

v1::SessionKind kind_by_words(std::string_view lower) {
    for (const WordOfKind& each : kWords) {
        for (std::size_t at = lower.find(each.beginning); at != std::string_view::npos;
             at = lower.find(each.beginning, at + 1)) {
            const bool begins_word = at == 0 || std::isalnum(static_cast<unsigned char>(lower[at - 1])) == 0;
            if (begins_word) return each.kind;
        }
    }
    return v1::SESSION_KIND_OTHER;
}

}  // namespace

v1::SessionKind session_kind(std::string_view type, std::string_view title) {
    const v1::SessionKind kind = kind_by_words(ascii_lower(type.substr(0, 200)));
    if (kind != v1::SESSION_KIND_OTHER) return kind;
    for (const WordOfKind& each : kTitles)
        if (each.beginning == ascii_lower(title)) return each.kind;
    return v1::SESSION_KIND_OTHER;
}

std::string_view word_for(v1::SessionKind kind) {
    switch (kind) {
        case v1::SESSION_KIND_PLENARY: return "plenary";
        case v1::SESSION_KIND_MINISTERIAL: return "ministerial";
        case v1::SESSION_KIND_PANEL: return "panel";
        case v1::SESSION_KIND_WORKSHOP: return "workshop";
        case v1::SESSION_KIND_SIDE_EVENT: return "side event";
        case v1::SESSION_KIND_CEREMONY: return "ceremony";
        case v1::SESSION_KIND_BREAK: return "break";
        case v1::SESSION_KIND_PRESS_BRIEFING: return "press briefing";
        case v1::SESSION_KIND_TALK: return "talk";
        default: return "other";
    }
}

std::vector<std::string> languages_of(std::string_view text, std::vector<std::string>* unknown) {
    std::vector<std::string> tags;
    text = text.substr(0, 200);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;/+|& \t\r\n"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty() || word == "and" || word == "und" || word == "et") continue;
        const std::string tag = tag_of(word);
        if (tag.empty()) {
            if (unknown != nullptr) unknown->emplace_back(word);
        } else if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
            tags.push_back(tag);
        }
    }
    return tags;
}

}  // namespace dais::interchange
