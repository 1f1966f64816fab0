#include "clients/cpp/roll_call.h"

#include <algorithm>
#include <boost/json.hpp>
#include <climits>
#include <tuple>

#include "clients/cpp/folded.h"
#include "clients/cpp/json.h"
#include "clients/cpp/table.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/words.h"
#include "dais/v1/party.pb.h"

namespace dais::client {
namespace {

namespace json = boost::json;

constexpr std::string_view kArabicArticle = "ال";

std::string counted(int number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

bool is_arabic(const std::string& language) { return language == "ar" || language.starts_with("ar-"); }

// What a name stands by in a list. An alif with hamza begins no article.
std::string key_of(const std::string& name, const std::string& language) {
    const bool article = is_arabic(language) && name.starts_with(kArabicArticle);
    return folded(article ? std::string_view(name).substr(kArabicArticle.size()) : std::string_view(name));
}

std::string base(const std::string& tag) { return tag.substr(0, tag.find('-')); }

// The letter drawn for this language or another form of it, folded; empty if none was.
std::string first_letter(const v1::Declaration& declaration, const std::string& language) {
    for (const auto& letter : declaration.first_letter())
        if (letter.language() == language) return folded(letter.text());
    for (const auto& letter : declaration.first_letter())
        if (base(letter.language()) == base(language)) return folded(letter.text());
    return "";
}

// Between first and last by name, beginning with the first name at or after the letter.
template <typename Iterator>
void by_name(Iterator first, Iterator last, const std::string& letter, const std::string& language) {
    const auto key = [&](const RollCallLine& line) { return std::tuple(key_of(line.name, language), line.party); };
    std::sort(first, last, [&](const auto& left, const auto& right) { return key(left) < key(right); });
    const auto begin =
        std::find_if(first, last, [&](const RollCallLine& line) { return key_of(line.name, language) >= letter; });
    if (begin != last) std::rotate(first, begin, last);
}

void order_lines(RollCall& roll, const std::string& language) {
    const auto letter = first_letter(roll.declaration, language);
    auto& lines = roll.lines;
    switch (roll.declaration.roll_order()) {
        case v1::ROLL_ORDER_ALPHABETICAL: return by_name(lines.begin(), lines.end(), letter, language);
        case v1::ROLL_ORDER_SIGNING: {
            // Who has not signed comes after, as they announced it.
            const auto key = [](const RollCallLine& line) {
                const bool signed_it = line.endorsement.status() == v1::ENDORSEMENT_STATUS_SIGNED;
                return std::tuple(signed_it ? line.endorsement.order() : INT_MAX, line.endorsement.announced_at_ms(),
                                  line.party);
            };
            std::sort(lines.begin(), lines.end(),
                      [&](const auto& left, const auto& right) { return key(left) < key(right); });
            return;
        }
        default: {
            const auto others =
                std::partition(lines.begin(), lines.end(), [](const RollCallLine& line) { return line.is_state; });
            by_name(lines.begin(), others, letter, language);
            by_name(others, lines.end(), letter, language);
        }
    }
}

// The first language of the reader's chain in which any Party on the roll has a name: the roll is read out in it.
std::string language_of(const RollCall& roll, const summit::Records& records, const Languages& languages) {
    const auto is_spoken = [&](const std::string& language) {
        return std::any_of(roll.lines.begin(), roll.lines.end(), [&](const RollCallLine& line) {
            const auto party = held<v1::Party>(records, v1::KIND_PARTY, line.party).value_or(v1::Party());
            return std::any_of(party.name().begin(), party.name().end(),
                               [&](auto& name) { return base(name.language()) == base(language); });
        });
    };
    const auto& chain = languages.chain();
    const auto found = std::find_if(chain.begin(), chain.end(), is_spoken);
    return found == chain.end() ? languages.first() : *found;
}

bool opened(const v1::Declaration& declaration, std::int64_t now_ms) {
    return declaration.has_opened_at_ms() && declaration.opened_at_ms() <= now_ms &&
           (!declaration.has_closes_at_ms() || now_ms < declaration.closes_at_ms());
}

int count(const RollCall& roll, v1::EndorsementStatus status, bool states) {
    return static_cast<int>(std::count_if(roll.lines.begin(), roll.lines.end(), [&](const RollCallLine& line) {
        return line.endorsement.status() == status && line.is_state == states;
    }));
}

// When a line came to where it is; empty if its credentials were checked last, of which no time is kept.
std::string moment_told(const v1::Endorsement& endorsement, const LocalTime& time) {
    switch (endorsement.status()) {
        case v1::ENDORSEMENT_STATUS_ANNOUNCED: return time.date_time(endorsement.announced_at_ms());
        case v1::ENDORSEMENT_STATUS_SIGNED: return time.date_time(endorsement.signed_at_ms());
        case v1::ENDORSEMENT_STATUS_WITHDRAWN: return time.date_time(endorsement.withdrawn_at_ms());
        default: return "";
    }
}

// "31 signed, 2 announced", those that nobody is at left out.
std::string counts_told(const RollCall& roll) {
    std::vector<std::string> counts = {signed_told(roll) + " signed"};
    for (const auto status : {v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED, v1::ENDORSEMENT_STATUS_ANNOUNCED,
                              v1::ENDORSEMENT_STATUS_WITHDRAWN}) {
        const int number = roll.states(status) + roll.organisations(status);
        const auto word = phrase_of(*v1::EndorsementStatus_descriptor(), status);
        if (number > 0) counts.push_back(std::to_string(number) + " " + word);
    }
    return joined(counts, "; ");
}

}  // namespace

int RollCall::states(v1::EndorsementStatus status) const { return count(*this, status, true); }
int RollCall::organisations(v1::EndorsementStatus status) const { return count(*this, status, false); }

bool RollCall::is_open(std::int64_t now_ms) const { return opened(declaration, now_ms); }

Found declaration_meant(const summit::Records& records, const std::string& name, std::int64_t now_ms) {
    if (!name.empty()) return find_record(records, v1::KIND_DECLARATION, name);
    std::vector<std::string> all, open;
    for (const auto& [key, body] : records.all()) {
        v1::Declaration declaration;
        if (key.first != v1::KIND_DECLARATION || !declaration.ParseFromString(body)) continue;
        all.push_back(key.second);
        if (opened(declaration, now_ms)) open.push_back(key.second);
    }
    if (all.size() == 1) return {all.front(), ""};
    if (open.size() == 1) return {open.front(), ""};
    if (all.empty()) return {"", "there is no declaration in this log: name its series' log by --log"};
    return {"", "there are " + std::to_string(all.size()) + " declarations: name one (`dais declaration list`)"};
}

RollCall roll_call(const summit::Records& records, const std::string& declaration, const Languages& languages) {
    RollCall roll{declaration,
                  held<v1::Declaration>(records, v1::KIND_DECLARATION, declaration).value_or(v1::Declaration()),
                  label(records, v1::KIND_DECLARATION, declaration, languages),
                  {}};
    for (const auto& [key, body] : records.all()) {
        RollCallLine line;
        const auto [of, party] = both_ids(key.second);
        const bool of_this = key.first == v1::KIND_ENDORSEMENT && of == declaration;
        if (!of_this || !line.endorsement.ParseFromString(body)) continue;
        const auto held_party = held<v1::Party>(records, v1::KIND_PARTY, party).value_or(v1::Party());
        line.party = party;
        line.name = label(records, v1::KIND_PARTY, party, languages);
        line.is_state = held_party.kind() == v1::PARTY_KIND_STATE;
        roll.lines.push_back(std::move(line));
    }
    order_lines(roll, language_of(roll, records, languages));
    return roll;
}

std::string signed_told(const RollCall& roll) {
    return counted(roll.states(v1::ENDORSEMENT_STATUS_SIGNED), "state", "states") + ", " +
           counted(roll.organisations(v1::ENDORSEMENT_STATUS_SIGNED), "organisation", "organisations");
}

std::string window_told(const v1::Declaration& declaration, const LocalTime& time, std::int64_t now_ms) {
    if (!declaration.has_opened_at_ms()) return "not open for endorsement yet";
    if (declaration.has_closes_at_ms() && declaration.closes_at_ms() <= now_ms)
        return "closed for endorsement since " + time.date_time(declaration.closes_at_ms());
    return "open for endorsement" +
           (declaration.has_closes_at_ms() ? " until " + time.date_time(declaration.closes_at_ms()) : "");
}

std::string manner_told(v1::AdoptionManner manner, const v1::Count* count) {
    const auto word = "by " + phrase_of(*v1::AdoptionManner_descriptor(), manner);
    if (!count) return word;
    return word + " (" + std::to_string(count->in_favour()) + " in favour, " + std::to_string(count->against()) +
           " against, " + std::to_string(count->abstaining()) + " abstaining)";
}

std::string adoption_told(const v1::Declaration& declaration, const LocalTime& time) {
    if (declaration.version() == 0) return "no text yet";
    const auto version = "version " + std::to_string(declaration.version());
    if (!declaration.has_adopted_at_ms()) return version + ", not adopted yet";
    const auto manner = manner_told(declaration.adopted_by(), declaration.has_count() ? &declaration.count() : nullptr);
    return version + ", adopted " + manner + " " + time.date_time(declaration.adopted_at_ms());
}

std::string roll_call_told(const RollCall& roll, const LocalTime& time, std::int64_t now_ms,
                           const Languages& languages) {
    const auto& declaration = roll.declaration;
    const auto symbol = declaration.symbol().empty() ? "" : " (" + declaration.symbol() + ")";
    std::string text = one_line(roll.title + symbol) + "\n";
    text += adoption_told(declaration, time) + "; " + window_told(declaration, time, now_ms) + "\n";
    text += counts_told(roll) + "\n\n";
    Table table;
    for (const auto& line : roll.lines) {
        const auto& endorsement = line.endorsement;
        const auto kind = word_of(*v1::EndorsementStatementKind_descriptor(), endorsement.statement_kind());
        const auto statement = kind.empty() ? "" : kind + ": " + shown(endorsement.statement(), languages);
        // Who announces anew keeps the place of before until they sign.
        const bool placed = endorsement.status() == v1::ENDORSEMENT_STATUS_SIGNED ||
                            endorsement.status() == v1::ENDORSEMENT_STATUS_WITHDRAWN;
        table.row({placed && endorsement.order() > 0 ? std::to_string(endorsement.order()) : "",
                   line.is_state ? "state" : "organisation", line.name,
                   phrase_of(*v1::EndorsementStatus_descriptor(), endorsement.status()), moment_told(endorsement, time),
                   statement});
    }
    return text + (roll.lines.empty() ? "nobody is on the roll yet\n" : table.text());
}

json::value roll_call_json(const RollCall& roll, std::int64_t now_ms) {
    json::array lines;
    for (const auto& line : roll.lines) {
        lines.push_back({{"party", line.party},
                         {"name", line.name},
                         {"is_state", line.is_state},
                         {"status", word_of(*v1::EndorsementStatus_descriptor(), line.endorsement.status())},
                         {"record", to_json(line.endorsement)}});
    }
    return json::object{{"id", roll.id},
                        {"title", roll.title},
                        {"open", roll.is_open(now_ms)},
                        {"states_signed", roll.states(v1::ENDORSEMENT_STATUS_SIGNED)},
                        {"organisations_signed", roll.organisations(v1::ENDORSEMENT_STATUS_SIGNED)},
                        {"record", to_json(roll.declaration)},
                        {"lines", std::move(lines)}};
}

}  // namespace dais::client
