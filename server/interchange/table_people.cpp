#include "server/interchange/table_people.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
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

}  // namespace

std::vector<std::string> items_of(std::string_view cell) {
    std::vector<std::string> items;
    while (!cell.empty() && items.size() < 2 * kPeopleMax) {
        std::size_t end = std::min(cell.find_first_of(";\n\r"), cell.size());
        std::size_t skip = 1;
        if (const std::size_t arabic = cell.find("؛"); arabic < end) end = arabic, skip = 2;
        std::string_view item = trimmed(cell.substr(0, end));
        for (const std::string_view bullet : {"• ", "- ", "– ", "* "})
            if (item.starts_with(bullet)) item = trimmed(item.substr(bullet.size()));
        items.emplace_back(item);
        cell.remove_prefix(std::min(end + skip, cell.size()));
    }
    while (!items.empty() && items.back().empty()) items.pop_back();
    return items;
}

PeopleWritten people_of(const RowSession& session, const std::function<bool(const std::string&)>& is_known) {
    PeopleWritten written;
    std::vector<PersonWritten> listed;  // those of the column of speakers, gaps included
    for (const RowPeople& cell : session.people) {
        v1::SessionRole before_colon = v1::SESSION_ROLE_UNSPECIFIED;
        for (const std::string& item : items_of(cell.text)) {
            std::string_view rest = item;
            v1::SessionRole role = cell.role;
            const std::size_t colon = rest.find(':');
            if (colon != std::string_view::npos) {
                const v1::SessionRole said = role_of(rest.substr(0, colon));
                if (said != v1::SESSION_ROLE_UNSPECIFIED) {
                    rest.remove_prefix(colon + 1);
                    before_colon = said;
                    role = said;
                }
            } else if (before_colon == v1::SESSION_ROLE_PANELLIST || before_colon == v1::SESSION_ROLE_SPEAKER) {
                role = before_colon;  // "Panellists:" stands above several
            }
            PersonWritten person;
            if (is_known(item)) {
                person.name = line_of(item);
                person.role = cell.role;
            } else {
                person = person_of(rest, role);
            }
            if (cell.role == v1::SESSION_ROLE_SPEAKER) listed.push_back(person);
            if (cell.role != v1::SESSION_ROLE_SPEAKER && !person.name.empty()) written.people.push_back(person);
        }
    }
    const auto beside = [&](TableField field, const char* what, auto apply) {
        const std::vector<std::string> items = items_of(session.cell(field));
        const std::string& cell = session.cell(field);
        const std::size_t count =
            cell.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(cell.begin(), cell.end(), ';'));
        if (items.empty()) return;
        const bool one_for_all = items.size() == 1 && count == 1 && field == TableField::kDelegations;
        if (!one_for_all && items.size() > listed.size()) {
            written.complaints.push_back("there are " + std::to_string(items.size()) + " " + what + " for " +
                                         std::to_string(listed.size()) + " speakers; the " + what +
                                         " were left out. Write one for each speaker, in their order, parted by “;”.");
            return;
        }
        for (std::size_t i = 0; i < listed.size(); ++i)
            if (const std::string& item = one_for_all        ? items[0]
                                          : i < items.size() ? items[i]
                                                             : std::string();
                !item.empty())
                apply(listed[i], item);
    };
    beside(TableField::kRoles, "roles", [&](PersonWritten& person, const std::string& item) {
        const v1::SessionRole role = role_of(item);
        if (role != v1::SESSION_ROLE_UNSPECIFIED) {
            person.role = role;
        } else {
            person.position = line_of(item);
        }
    });
    beside(TableField::kDelegations, "delegations",
           [](PersonWritten& person, const std::string& item) { person.party = line_of(item); });
    std::erase_if(listed, [](const PersonWritten& person) { return person.name.empty(); });
    written.people.insert(written.people.begin(), listed.begin(), listed.end());
    if (written.people.size() > kPeopleMax) {
        written.people.resize(kPeopleMax);
        written.complaints.push_back("only the first " + std::to_string(kPeopleMax) + " persons were taken.");
    }
    return written;
}

}  // namespace dais::interchange
