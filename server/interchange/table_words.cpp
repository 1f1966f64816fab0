#include "server/interchange/table_words.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_headers.h"

namespace dais::interchange {
namespace {

template <class Value>
struct WordFor {
    std::string_view word;  // folded; beginning of a word where it ends in "-"
    Value value;
};

constexpr WordFor<v1::SessionKind> kKinds[] = {
    {"press-", v1::SESSION_KIND_PRESS_BRIEFING},
    {"presse", v1::SESSION_KIND_PRESS_BRIEFING},
    {"prensa", v1::SESSION_KIND_PRESS_BRIEFING},
    {"imprensa", v1::SESSION_KIND_PRESS_BRIEFING},
    {"صحفي", v1::SESSION_KIND_PRESS_BRIEFING},
    {"ministeri-", v1::SESSION_KIND_MINISTERIAL},
    {"ministerio-", v1::SESSION_KIND_MINISTERIAL},
    {"وزاري-", v1::SESSION_KIND_MINISTERIAL},
    {"الوزاري-", v1::SESSION_KIND_MINISTERIAL},
    {"pause", v1::SESSION_KIND_BREAK},
    {"break", v1::SESSION_KIND_BREAK},
    {"pausa", v1::SESSION_KIND_BREAK},
    {"intervalo", v1::SESSION_KIND_BREAK},
    {"receso", v1::SESSION_KIND_BREAK},
    {"descanso", v1::SESSION_KIND_BREAK},
    {"dejeuner", v1::SESSION_KIND_BREAK},
    {"lunch", v1::SESSION_KIND_BREAK},
    {"almuerzo", v1::SESSION_KIND_BREAK},
    {"almoco", v1::SESSION_KIND_BREAK},
    {"coffee", v1::SESSION_KIND_BREAK},
    {"diner", v1::SESSION_KIND_BREAK},
    {"dinner", v1::SESSION_KIND_BREAK},
    {"jantar", v1::SESSION_KIND_BREAK},
    {"cena", v1::SESSION_KIND_BREAK},
    {"استراحه", v1::SESSION_KIND_BREAK},
    {"غداء", v1::SESSION_KIND_BREAK},
    {"الغداء", v1::SESSION_KIND_BREAK},
    {"ceremon-", v1::SESSION_KIND_CEREMONY},
    {"cerimonia", v1::SESSION_KIND_CEREMONY},
    {"ouverture", v1::SESSION_KIND_CEREMONY},
    {"opening", v1::SESSION_KIND_CEREMONY},
    {"apertura", v1::SESSION_KIND_CEREMONY},
    {"abertura", v1::SESSION_KIND_CEREMONY},
    {"cloture", v1::SESSION_KIND_CEREMONY},
    {"closing", v1::SESSION_KIND_CEREMONY},
    {"clausura", v1::SESSION_KIND_CEREMONY},
    {"encerramento", v1::SESSION_KIND_CEREMONY},
    {"افتتاح-", v1::SESSION_KIND_CEREMONY},
    {"الافتتاح-", v1::SESSION_KIND_CEREMONY},
    {"حفل", v1::SESSION_KIND_CEREMONY},
    {"workshop-", v1::SESSION_KIND_WORKSHOP},
    {"atelier-", v1::SESSION_KIND_WORKSHOP},
    {"taller-", v1::SESSION_KIND_WORKSHOP},
    {"oficina-", v1::SESSION_KIND_WORKSHOP},
    {"ورشه", v1::SESSION_KIND_WORKSHOP},
    {"side", v1::SESSION_KIND_SIDE_EVENT},
    {"parallele", v1::SESSION_KIND_SIDE_EVENT},
    {"paralelo", v1::SESSION_KIND_SIDE_EVENT},
    {"جانبي", v1::SESSION_KIND_SIDE_EVENT},
    {"panel-", v1::SESSION_KIND_PANEL},
    {"painel", v1::SESSION_KIND_PANEL},
    {"table", v1::SESSION_KIND_PANEL},
    {"mesa", v1::SESSION_KIND_PANEL},
    {"roundtable", v1::SESSION_KIND_PANEL},
    {"debat", v1::SESSION_KIND_PANEL},
    {"debate", v1::SESSION_KIND_PANEL},
    {"ندوه", v1::SESSION_KIND_PANEL},
    {"حلقه", v1::SESSION_KIND_PANEL},
    {"pleni-", v1::SESSION_KIND_PLENARY},
    {"plenar-", v1::SESSION_KIND_PLENARY},
    {"keynote", v1::SESSION_KIND_PLENARY},
    {"عامه", v1::SESSION_KIND_PLENARY},
    {"talk", v1::SESSION_KIND_TALK},
    {"conference", v1::SESSION_KIND_TALK},
    {"expose", v1::SESSION_KIND_TALK},
    {"charla", v1::SESSION_KIND_TALK},
    {"palestra", v1::SESSION_KIND_TALK},
    {"lecture", v1::SESSION_KIND_TALK},
    {"presentation", v1::SESSION_KIND_TALK},
    {"محاضره", v1::SESSION_KIND_TALK},
    {"other", v1::SESSION_KIND_OTHER},
    {"autre", v1::SESSION_KIND_OTHER},
    {"otro", v1::SESSION_KIND_OTHER},
    {"outro", v1::SESSION_KIND_OTHER},
};

constexpr WordFor<StatusWord> kStatuses[] = {
    {"cancel-", StatusWord::kCancelled},
    {"annule-", StatusWord::kCancelled},
    {"anulad-", StatusWord::kCancelled},
    {"ملغ-", StatusWord::kCancelled},
    {"الغي-", StatusWord::kCancelled},
    {"supprime-", StatusWord::kCancelled},
    {"draft", StatusWord::kUnpublished},
    {"brouillon", StatusWord::kUnpublished},
    {"borrador", StatusWord::kUnpublished},
    {"rascunho", StatusWord::kUnpublished},
    {"reject-", StatusWord::kUnpublished},
    {"rejete-", StatusWord::kUnpublished},
    {"refuse-", StatusWord::kUnpublished},
    {"rechazad-", StatusWord::kUnpublished},
    {"rejeitad-", StatusWord::kUnpublished},
    {"withdrawn", StatusWord::kUnpublished},
    {"retire-", StatusWord::kUnpublished},
    {"submitted", StatusWord::kUnpublished},
    {"confirm-", StatusWord::kHeld},
    {"accept-", StatusWord::kHeld},
    {"aceit-", StatusWord::kHeld},
    {"acept-", StatusWord::kHeld},
    {"scheduled", StatusWord::kHeld},
    {"planned", StatusWord::kHeld},
    {"prevu-", StatusWord::kHeld},
    {"maintenu-", StatusWord::kHeld},
    {"programm-", StatusWord::kHeld},
    {"programad-", StatusWord::kHeld},
    {"provis-", StatusWord::kHeld},
    {"tentative", StatusWord::kHeld},
    {"ok", StatusWord::kHeld},
    {"ended", StatusWord::kHeld},
    {"running", StatusWord::kHeld},
    {"postponed", StatusWord::kHeld},
    {"a confirmer", StatusWord::kHeld},
    {"موكد", StatusWord::kHeld},
};

template <class Value, std::size_t n>
Value word_in(const WordFor<Value> (&words)[n], const std::string& fold, Value none) {
    const std::string padded = " " + fold + " ";
    const WordFor<Value>* best = nullptr;
    std::size_t first = std::string::npos;
    for (const WordFor<Value>& each : words) {
        const bool begins = each.word.ends_with('-');
        std::string pattern = " " + std::string(begins ? each.word.substr(0, each.word.size() - 1) : each.word);
        if (!begins) pattern += ' ';
        const std::size_t at = padded.find(pattern);
        if (at >= first) continue;
        first = at;
        best = &each;
    }
    return best == nullptr ? none : best->value;
}

}  // namespace

v1::SessionRole role_of(std::string_view word) {
    const std::string fold = folded(word);
    if (fold.empty() || fold.size() > 60) return v1::SESSION_ROLE_UNSPECIFIED;
    if (fold == "co chair") return v1::SESSION_ROLE_CO_CHAIR;
    const TableColumn column = column_of(fold);
    return column.field == TableField::kPeople && column.language.empty() ? column.role : v1::SESSION_ROLE_UNSPECIFIED;
}

std::string_view word_for(v1::SessionRole role) {
    switch (role) {
        case v1::SESSION_ROLE_CHAIR: return "chair";
        case v1::SESSION_ROLE_CO_CHAIR: return "co-chair";
        case v1::SESSION_ROLE_MODERATOR: return "moderator";
        case v1::SESSION_ROLE_KEYNOTE: return "keynote";
        case v1::SESSION_ROLE_PANELLIST: return "panellist";
        case v1::SESSION_ROLE_RAPPORTEUR: return "rapporteur";
        case v1::SESSION_ROLE_INTERPRETER: return "interpreter";
        case v1::SESSION_ROLE_SPEAKER: return "speaker";
        default: return "";
    }
}

v1::SessionKind kind_of(std::string_view cell, std::string_view title) {
    const std::string fold = folded(cell.substr(0, 200));
    if (fold == "press briefing") return v1::SESSION_KIND_PRESS_BRIEFING;
    const v1::SessionKind kind = word_in(kKinds, fold, v1::SESSION_KIND_UNSPECIFIED);
    if (kind != v1::SESSION_KIND_UNSPECIFIED || !fold.empty())
        return kind == v1::SESSION_KIND_UNSPECIFIED ? v1::SESSION_KIND_OTHER : kind;
    // Only the first words of a title say what it is: a panel on press freedom is no press briefing.
    std::string begins = folded(title.substr(0, 200));
    std::size_t words = 0;
    for (std::size_t i = 0; i < begins.size(); ++i)
        if (begins[i] == ' ' && ++words == 2) begins.resize(i);
    return word_in(kKinds, begins, v1::SESSION_KIND_UNSPECIFIED);
}

StatusWord status_of(std::string_view cell) {
    const std::string fold = folded(cell.substr(0, 200));
    if (fold.empty()) return StatusWord::kNone;
    return word_in(kStatuses, fold, StatusWord::kUnknown);
}

std::optional<int> count_in(std::string_view cell) {
    static constexpr int kMax = 10'000'000;
    int count = 0;
    bool any = false;
    cell = trimmed(cell).substr(0, 60);
    for (std::size_t at = 0; at < cell.size();) {
        const std::uint32_t c = next_character(cell, at);
        const bool groups = c == ' ' || c == 0xA0 || c == 0x202F || c == '.' || c == ',' || c == '\'' || c == 0x2019;
        if (const int digit = digit_value(c); digit >= 0) {
            if (count > kMax) return std::nullopt;
            count = 10 * count + digit;
            any = true;
        } else if (!any || !groups) {
            break;
        }
    }
    return any ? std::optional(count) : std::nullopt;
}

}  // namespace dais::interchange
