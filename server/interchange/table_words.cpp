#include "server/interchange/table_words.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_words.h"
#include "server/interchange/table_header_names.h"
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

struct WordsOf {
    std::string_view language, words;
};
// Folded words that are of one language and not of the others.
constexpr WordsOf kWordsOf[] = {
    {"en",
     " the of and for with on to in by from at as is are how what why our your opening closing welcome session lunch "
     "break "
     "coffee remarks ceremony address meeting working group groups roundtable high level press briefing workshop talk "
     "keynote statement statements reports report youth women health climate agenda adoption election bureau break "
     "plenary ministerial panel registration dinner reception science development room family photo "},
    {"fr",
     " le la les des du et pour avec sur au aux en par une un dans est sont vers ouverture cloture accueil seance "
     "pause "
     "dejeuner cafe ceremonie discours allocution reunion groupe groupes travail table ronde haut niveau presse "
     "atelier "
     "declaration declarations rapports rapport jeunesse jeunes femmes sante climat ordre jour adoption election "
     "pleniere "
     "ministerielle panel inscription enregistrement diner photo famille bienvenue l d quelles quel comment entre "},
    {"es",
     " el los las del y para con sobre por una un en al apertura clausura bienvenida sesion pausa almuerzo cafe "
     "ceremonia "
     "discurso reunion grupo grupos trabajo mesa redonda alto nivel prensa taller declaracion informes informe "
     "juventud "
     "mujeres salud clima plenaria ministerial inscripcion cena orden del dia eleccion entre "},
    {"pt",
     " o os as do da dos das e para com sobre por uma um em no na nos nas ao abertura encerramento boas vindas sessao "
     "intervalo almoco cafe cerimonia discurso reuniao grupo grupos trabalho mesa redonda alto nivel imprensa oficina "
     "declaracao relatorios relatorio juventude mulheres saude clima plenaria ministerial inscricao jantar eleicao "
     "painel entre "},
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

std::vector<std::string> languages_named(std::string_view cell, std::vector<std::string>& unknown) {
    std::vector<std::string> tags;
    cell = cell.substr(0, 400);
    while (!cell.empty()) {
        std::size_t end = std::min(cell.find_first_of(",;/+|&>() \t\r\n"), cell.size());
        if (const std::size_t comma = cell.find("،"); comma < end) end = comma;
        const std::string_view word = cell.substr(0, end);
        cell.remove_prefix(std::min(end + (cell.substr(end).starts_with("،") ? 2 : 1), cell.size()));
        const std::string fold = folded(word);
        if (fold.empty() || fold == "and" || fold == "et" || fold == "y" || fold == "e" || fold == "و") continue;
        std::string tag = header_language(fold);
        if (tag.empty())
            if (const auto known = languages_of(word); known.size() == 1) tag = known[0];
        if (tag.empty()) {
            unknown.emplace_back(word);
        } else if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
            tags.push_back(tag);
        }
    }
    return tags;
}

StatusWord status_of(std::string_view cell) {
    const std::string fold = folded(cell.substr(0, 200));
    if (fold.empty()) return StatusWord::kNone;
    return word_in(kStatuses, fold, StatusWord::kUnknown);
}

LanguageEvidence language_of_text(std::string_view text) {
    std::size_t arabic = 0;
    std::size_t letters = 0;
    text = cut_utf8(text, 600);
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = next_character(text, at);
        arabic += c >= 0x0600 && c < 0x0700 ? 1 : 0;
        letters += c > 127 || (c | 0x20) >= 'a' ? 1 : 0;
    }
    if (arabic * 2 > letters && arabic > 2) return {"ar", 3};
    const std::string padded = " " + folded(text) + " ";
    LanguageEvidence best;
    bool alone = true;
    for (const WordsOf& each : kWordsOf) {
        int points = 0;
        for (std::size_t at = 0; at + 1 < padded.size();) {
            const std::size_t end = padded.find(' ', at + 1);
            if (each.words.find(padded.substr(at, end - at + 1)) != std::string_view::npos) ++points;
            at = end;
        }
        const auto has = [&](std::initializer_list<std::string_view> cues) {
            for (const std::string_view cue : cues)
                if (text.find(cue) != std::string_view::npos) points += 2;
        };
        if (each.language == "pt") has({"ção", "ções", "ã", "õ"});
        if (each.language == "es") has({"ción", "ñ", "¿", "¡"});
        if (each.language == "fr") has({"è", "œ", "l’", "l'", "d’", "d'", "ï", "û", "î", "É", "té ", "és "});
        if (points == best.points) alone = false;
        if (points <= best.points) continue;
        best = {std::string(each.language), points};
        alone = true;
    }
    return alone ? best : LanguageEvidence();
}

}  // namespace dais::interchange
