#include "server/interchange/table_languages.h"

#include <algorithm>
#include <cstdint>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_words.h"

namespace dais::interchange {
namespace {

struct LanguageWord {
    std::string_view word, tag;
};
constexpr LanguageWord kLanguages[] = {
    {"en", "en"},         {"english", "en"},   {"anglais", "en"},   {"ingles", "en"},    {"انجليزي", "en"},
    {"الانجليزيه", "en"}, {"fr", "fr"},        {"french", "fr"},    {"francais", "fr"},  {"frances", "fr"},
    {"fra", "fr"},        {"الفرنسيه", "fr"},  {"es", "es"},        {"spanish", "es"},   {"espagnol", "es"},
    {"espanol", "es"},    {"espanhol", "es"},  {"esp", "es"},       {"الاسبانيه", "es"}, {"pt", "pt"},
    {"portuguese", "pt"}, {"portugais", "pt"}, {"portugues", "pt"}, {"por", "pt"},       {"البرتغاليه", "pt"},
    {"ar", "ar"},         {"arabic", "ar"},    {"arabe", "ar"},     {"عربي", "ar"},      {"العربيه", "ar"},
    {"ru", "ru"},         {"russian", "ru"},   {"russe", "ru"},     {"ruso", "ru"},      {"zh", "zh"},
    {"chinese", "zh"},    {"chinois", "zh"},   {"chino", "zh"},     {"ka", "ka"},        {"georgian", "ka"},
    {"georgien", "ka"},   {"de", "de"},        {"german", "de"},    {"allemand", "de"},  {"it", "it"},
    {"italian", "it"},    {"italien", "it"},
};

struct WordsOf {
    std::string_view language, words;
};
// Folded words that are of one language and not of the others.
constexpr WordsOf kWordsOf[] = {
    {"en",
     " the of and for with on to in by from at as is are how what why our your opening closing welcome session lunch "
     "break "
     "coffee remarks ceremony address meeting working group groups round table roundtable high level press briefing "
     "workshop talk "
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

}  // namespace

std::string language_named(std::string_view word) {
    for (const LanguageWord& each : kLanguages)
        if (each.word == word) return std::string(each.tag);
    return "";
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
        std::string tag = language_named(fold);
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
