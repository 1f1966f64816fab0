#include "server/interchange/table_people.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_lists.h"
#include "server/interchange/table_words.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kPeopleMax = 300;
constexpr std::size_t kNameBytesMax = 200;

std::string line_of(std::string_view text) {
    Mending mending;
    std::string line = one_line(text, kNameBytesMax, mending);
    return has_mail_address(line) ? without_mail_addresses(line) : line;
}

// Words with which an office begins.
bool is_office(const std::string& text) {
    static constexpr std::string_view kOffices =
        " ministre minister ministro ministra president presidente presidenta vice premier prime primeiro director "
        "directeur directrice director directora diretor diretora secretaire secretary secretario secretaria head chef "
        "cheffe ambassadeur ambassadrice ambassador embajador embajadora embaixador embaixadora professor professeur "
        "profesor coordinator coordinateur coordinatrice commissioner commissaire governor representative representant "
        "representante conseiller conseillere adviser senior deputy founder وزير وزيره مدير رئيس سفير الامين ";
    const std::string fold = folded(text);
    return !fold.empty() && kOffices.find(" " + fold.substr(0, fold.find(' ')) + " ") != std::string_view::npos;
}

// "Name, Minister of … (Party) (Moderator)".
PersonWritten person_of(std::string_view item, v1::SessionRole role) {
    PersonWritten person;
    person.role = role;
    std::string name(trimmed(item));
    while (name.ends_with(')') || name.ends_with(']')) {
        const std::size_t open = name.rfind(name.back() == ')' ? '(' : '[');
        if (open == std::string::npos || open == 0) break;
        const std::string inside = line_of(name.substr(open + 1, name.size() - open - 2));
        name = std::string(trimmed(name.substr(0, open)));
        const v1::SessionRole said = role_of(inside);
        if (said != v1::SESSION_ROLE_UNSPECIFIED) {
            person.role = said;
        } else if (!inside.empty()) {
            person.party = inside;
        }
    }
    if (const std::size_t comma = name.find(", "); comma != std::string::npos) {
        const std::string tail(trimmed(name.substr(comma + 2)));
        const v1::SessionRole said = role_of(tail);
        if (said != v1::SESSION_ROLE_UNSPECIFIED) {
            person.role = said;
            name.resize(comma);
        } else if (is_office(tail)) {
            person.position = line_of(tail);
            name.resize(comma);
        }
    }
    person.name = line_of(name);
    return person;
}

// Whether this can only be somebody: "Mme Awa Ndiaye", "Jean Dupont (France)".
bool is_surely_somebody(std::string_view item) {
    static constexpr std::string_view kTitles =
        " m mm mme mmes mlle mr mrs ms dr prof sr sra s e h excmo excma amb hon السيد السيده الدكتور ";
    if (is_office(std::string(item))) return false;
    const std::string fold = folded(item.substr(0, item.find(" (")));
    const std::size_t space = fold.find(' ');
    if (space == std::string::npos) return false;
    return item.ends_with(')') || kTitles.find(" " + fold.substr(0, space) + " ") != std::string_view::npos;
}

// People parted by commas, as many write them; one, if it may be a name and an office or house.
std::vector<std::string_view> parted_by_commas(std::string_view item) {
    std::vector<std::string_view> people;
    for (std::string_view rest = item;;) {
        const std::size_t comma = rest.find(", ");
        people.push_back(trimmed(rest.substr(0, comma)));
        if (!is_surely_somebody(people.back())) return {item};
        if (comma == std::string_view::npos) return people;
        rest.remove_prefix(comma + 2);
    }
}

// Of what was taken for one person, whether it reads as several.
bool reads_as_several(std::string_view name) {
    const std::size_t comma = name.find(", ");
    if (comma == std::string_view::npos) return false;
    const auto has_two_words = [](std::string_view part) { return trimmed(part).find(' ') != std::string_view::npos; };
    return has_two_words(name.substr(0, comma)) && has_two_words(name.substr(comma + 2));
}

// Where the name is all of it: nothing is a role, a party or an office.
PersonWritten plainly(std::string_view name, v1::SessionRole role) {
    PersonWritten person;
    person.role = role;
    person.name = line_of(name);
    return person;
}

// Those in one cell, gaps included.
std::vector<PersonWritten> people_in(const RowPeople& cell, const std::function<bool(const std::string&)>& is_known,
                                     std::vector<std::string>& complaints) {
    std::vector<PersonWritten> people;
    v1::SessionRole before_colon = v1::SESSION_ROLE_UNSPECIFIED;
    for (const ListItem& item : list_items(cell.text)) {
        const bool plain = item.quoted || is_known(item.text);
        std::string_view rest = item.text;
        const std::size_t colon = plain ? std::string_view::npos : rest.find(':');
        const v1::SessionRole said =
            colon == std::string_view::npos ? v1::SESSION_ROLE_UNSPECIFIED : role_of(rest.substr(0, colon));
        v1::SessionRole role = cell.role;
        if (said != v1::SESSION_ROLE_UNSPECIFIED) {
            rest.remove_prefix(colon + 1);
            before_colon = role = said;
        } else if (before_colon == v1::SESSION_ROLE_PANELLIST || before_colon == v1::SESSION_ROLE_SPEAKER) {
            role = before_colon;  // "Panellists:" stands above several
        }
        if (plain) {
            people.push_back(plainly(rest, role));
            people.back().exactly = item.quoted;
            continue;
        }
        for (const std::string_view one : parted_by_commas(rest)) {
            people.push_back(person_of(one, role));
            if (reads_as_several(people.back().name))
                complaints.push_back("“" + people.back().name +
                                     "” was taken for one person. If they are several, part them by “;”.");
        }
    }
    while (!people.empty() && people.back().name.empty()) people.pop_back();
    return people;
}

// What another column says of each of the speakers listed.
class Beside {
public:
    Beside(const RowSession& session, std::vector<PersonWritten>& listed, std::vector<std::string>& complaints)
        : session_(session), listed_(listed), complaints_(complaints) {}

    template <class Apply>
    void each(TableField field, const char* what, bool may_be_for_all, Apply apply) {
        std::vector<ListItem> items = list_items(session_.cell(field));
        const bool one_for_all = may_be_for_all && items.size() == 1;
        while (!items.empty() && items.back().text.empty()) items.pop_back();
        if (items.empty()) return;
        if (!one_for_all && items.size() > listed_.size()) {
            complaints_.push_back("there are " + std::to_string(items.size()) + " " + what + " for " +
                                  std::to_string(listed_.size()) + " speakers; the " + what +
                                  " were left out. Write one for each speaker, in their order, parted by “;”.");
            return;
        }
        for (std::size_t i = 0; i < listed_.size(); ++i) {
            const std::size_t at = one_for_all ? 0 : i;
            if (at < items.size() && !items[at].text.empty()) apply(listed_[i], items[at]);
        }
    }

private:
    const RowSession& session_;
    std::vector<PersonWritten>& listed_;
    std::vector<std::string>& complaints_;
};

}  // namespace

std::string written_person(const std::string& name, bool exactly) {
    const PersonWritten read = person_of(name, v1::SESSION_ROLE_SPEAKER);
    const bool plain = parted_by_commas(name).size() == 1 && read.name == name && read.party.empty() &&
                       read.position.empty() && role_of(name.substr(0, name.find(':'))) == v1::SESSION_ROLE_UNSPECIFIED;
    return written_item(name, exactly || !plain);
}

PeopleWritten people_of(const RowSession& session, const std::function<bool(const std::string&)>& is_known) {
    PeopleWritten written;
    std::vector<PersonWritten> listed;  // those of the column of speakers, gaps included
    for (const RowPeople& cell : session.people) {
        std::vector<PersonWritten> people = people_in(cell, is_known, written.complaints);
        auto& to = cell.role == v1::SESSION_ROLE_SPEAKER ? listed : written.people;
        to.insert(to.end(), people.begin(), people.end());
    }
    Beside beside(session, listed, written.complaints);
    beside.each(TableField::kRoles, "roles", false, [](PersonWritten& person, const ListItem& item) {
        const v1::SessionRole role = role_of(item.text);
        if (role != v1::SESSION_ROLE_UNSPECIFIED) {
            person.role = role;
        } else {
            person.position = line_of(item.text);
        }
    });
    beside.each(TableField::kPositions, "positions", false,
                [](PersonWritten& person, const ListItem& item) { person.position = line_of(item.text); });
    beside.each(TableField::kDelegations, "delegations", true, [](PersonWritten& person, const ListItem& item) {
        person.party = written_item(line_of(item.text), item.quoted);
    });
    written.people.insert(written.people.begin(), listed.begin(), listed.end());
    std::erase_if(written.people, [](const PersonWritten& person) { return person.name.empty(); });
    if (written.people.size() > kPeopleMax) {
        written.people.resize(kPeopleMax);
        written.complaints.push_back("only the first " + std::to_string(kPeopleMax) + " persons were taken.");
    }
    return written;
}

}  // namespace dais::interchange
