#include "server/interchange/table_headers.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_words.h"
#include "server/interchange/table_header_names.h"
#include "server/interchange/table_languages.h"
#include "server/interchange/table_time.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kLookRows = 60;
constexpr std::size_t kHeaderBytesMax = 120;

std::string shown(std::string_view header) {
    Mending mending;
    return one_line(header, kHeaderBytesMax, mending);
}

bool has_language(TableField field) {
    return field == TableField::kTitle || field == TableField::kSubtitle || field == TableField::kAbstract ||
           field == TableField::kDescription;
}

const HeaderName* lookup(std::string_view name) {
    static const auto kByName = [] {
        std::map<std::string_view, const HeaderName*> by_name;
        for (const auto& names : {header_names(), people_header_names()})
            for (const HeaderName& each : names) by_name.emplace(each.name, &each);
        return by_name;
    }();
    const auto found = kByName.find(name);
    return found == kByName.end() ? nullptr : found->second;
}

TableColumn column_from(const HeaderName& name) {
    TableColumn column;
    column.field = name.field;
    column.role = name.role;
    column.spoken = std::string(name.spoken);
    return column;
}

// "titre fr", "title in french", "titulo portugues": a text's language at the end.
std::optional<TableColumn> with_language(const std::string& name) {
    const std::size_t blank = name.rfind(' ');
    if (blank == std::string::npos) return std::nullopt;
    const std::string tag = language_named(name.substr(blank + 1));
    std::string rest = name.substr(0, blank);
    for (const std::string_view small : {" in", " en", " em", " langue", " language"})
        if (rest.ends_with(small)) rest.resize(rest.size() - small.size());
    const HeaderName* found = tag.empty() ? nullptr : lookup(rest);
    if (found == nullptr || !has_language(found->field)) return std::nullopt;
    TableColumn column = column_from(*found);
    column.language = tag;
    return column;
}

std::optional<TableColumn> named(const std::string& name) {
    if (name.empty()) return std::nullopt;
    if (const HeaderName* found = lookup(name)) return column_from(*found);
    return with_language(name);
}

// The longest known name that the header begins with, as in "salle de reunion".
std::optional<TableColumn> beginning(const std::string& name) {
    static constexpr std::size_t kShortest = 4;
    for (std::size_t blank = name.rfind(' '); blank != std::string::npos && blank >= kShortest;
         blank = name.rfind(' ', blank - 1))
        if (const HeaderName* found = lookup(std::string_view(name).substr(0, blank))) return column_from(*found);
    return std::nullopt;
}

// "abstract_pt-CV", "title_und", "abstract_en_2" for what goes on in a second cell: as the writer calls columns of
// texts, in any language.
std::optional<TableColumn> exported(std::string_view header) {
    const std::size_t stroke = header.find('_');
    const std::string name = ascii_lower(header.substr(0, stroke));
    if (stroke == std::string_view::npos ||
        (name != "title" && name != "subtitle" && name != "abstract" && name != "description"))
        return std::nullopt;
    std::string_view tag = header.substr(stroke + 1);
    TableColumn column = column_from(*lookup(name));
    column.goes_on = tag.size() > 2 && tag[tag.size() - 2] == '_' && tag.back() >= '2' && tag.back() <= '9';
    if (column.goes_on) tag.remove_suffix(2);
    column.language = tag;
    if (tag == kNoLanguage) return column;
    const auto known = languages_of(tag);
    if (known.size() != 1 || tag.find_first_of(" ,;/") != std::string_view::npos) return std::nullopt;
    column.language = known[0];
    return column;
}

TableColumn recognised(std::string_view header) {
    const std::string whole = folded(header);
    if (auto column = named(whole)) return *column;
    if (const auto column = exported(trimmed(header))) return *column;
    std::vector<std::string> parts;
    std::string_view rest = header;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of("/|\n\r()[]-*:"), rest.size());
        if (std::string part = folded(rest.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const std::string& part : parts)
        if (auto column = named(part)) {
            if (has_language(column->field) && parts.size() == 2 && column->language.empty())
                column->language = language_named(parts[1]);
            return *column;
        }
    if (auto column = beginning(whole)) return *column;
    return {};
}

TableColumn column_in(const std::string& header, const TableMapping& mapping) {
    const auto mapped = mapping.columns.find(folded(header));
    TableColumn column = mapped != mapping.columns.end() ? mapped->second : column_of(header);
    column.header = shown(header);
    return column;
}

std::size_t known_in(const TableRow& row, const TableMapping& mapping) {
    std::vector<TableField> seen;
    for (const Cell& cell : row.cells) {
        const TableField field =
            cell.text.size() > kHeaderBytesMax ? TableField::kUnknown : column_in(cell.text, mapping).field;
        if (field != TableField::kUnknown &&
            (field == TableField::kPeople || std::count(seen.begin(), seen.end(), field) == 0))
            seen.push_back(field);
    }
    return seen.size();
}

// The row below is headers, too, as under a merged "Horaire": nothing in it is anything else.
bool is_second_line(const TableRow& row, const TableMapping& mapping) {
    std::size_t own = 0;
    for (const Cell& cell : row.cells) {
        if (cell.text.empty() || cell.below) continue;
        if (cell.text.size() > kHeaderBytesMax || column_in(cell.text, mapping).field == TableField::kUnknown ||
            read_when(cell.text, false, false).any())
            return false;
        ++own;
    }
    return own > 0;
}

void add_second_line(const TableRow& row, const TableMapping& mapping, TableHeader& header) {
    header.rows = 2;
    if (header.columns.size() < row.cells.size()) header.columns.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (!row.cells[i].text.empty() && !row.cells[i].below)
            header.columns[i] = column_in(row.cells[i].text, mapping);
}

}  // namespace

TableColumn column_of(std::string_view header) {
    TableColumn column = recognised(header);
    column.header = shown(header);
    return column;
}

TableMapping read_mapping(std::string_view text) {
    TableMapping mapping;
    std::size_t number = 0;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty() && mapping.failure.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const std::string where = "line " + std::to_string(number) + " of the mapping: ";
        const std::size_t equals = line.rfind('=');
        const std::string header(trimmed(line.substr(0, equals)));
        if (equals == std::string_view::npos || folded(header).empty()) {
            mapping.failure = where + "write “Header of the column = field”, as in “Libellé = title_fr”.";
            break;
        }
        const std::string field = folded(line.substr(equals + 1));
        TableColumn column = named(field).value_or(TableColumn());
        if (field == "ignore") column.field = TableField::kIgnored;
        if (column.field == TableField::kUnknown) {
            mapping.failure = where + "“" + shown(line.substr(equals + 1)) +
                              "” is no field. Fields are: " + fields_understood() + ", ignore.";
            break;
        }
        column.spoken.clear();
        mapping.columns[folded(header)] = column;
        mapping.headers[folded(header)] = shown(header);
    }
    return mapping;
}

std::optional<std::size_t> TableHeader::column(TableField field) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].field == field) return i;
    return std::nullopt;
}

std::optional<TableHeader> find_header(const Table& table, const TableMapping& mapping) {
    TableHeader header;
    for (std::size_t i = 0; i < std::min(table.rows.size(), kLookRows); ++i) {
        const std::size_t known = known_in(table.rows[i], mapping);
        if (known <= header.known) continue;
        header.known = known;
        header.row = i;
    }
    if (header.known < 2) return std::nullopt;
    for (const Cell& cell : table.rows[header.row].cells) header.columns.push_back(column_in(cell.text, mapping));
    if (header.row + 1 < table.rows.size() && is_second_line(table.rows[header.row + 1], mapping))
        add_second_line(table.rows[header.row + 1], mapping, header);
    const bool timed = header.column(TableField::kStart) || header.column(TableField::kDate);
    if (!header.column(TableField::kTitle) || !timed) return std::nullopt;
    return header;
}

std::vector<std::string> likely_headers(const Table& table) {
    const TableRow* best = nullptr;
    const auto filled = [](const TableRow& row) {
        return std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !cell.text.empty(); });
    };
    for (std::size_t i = 0; i < std::min<std::size_t>(table.rows.size(), 10); ++i)
        if (best == nullptr || filled(table.rows[i]) > filled(*best)) best = &table.rows[i];
    std::vector<std::string> headers;
    if (best == nullptr) return headers;
    for (const Cell& cell : best->cells)
        if (!cell.text.empty() && headers.size() < 20) headers.push_back(shown(cell.text).substr(0, 60));
    for (std::string& header : headers) header = std::string(cut_utf8(header, 60));
    return headers;
}

bool looks_like_grid(const Table& table) {
    std::size_t rows = 0;
    for (std::size_t i = 0; i < std::min(table.rows.size(), kLookRows); ++i) {
        const TableRow& row = table.rows[i];
        const auto filled =
            std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !cell.text.empty(); });
        if (filled > 2 && read_when(row.text(0), false, false).start) ++rows;
    }
    return rows > 1;
}

std::string fields_understood() {
    return "external_id, title (also title_en, title_fr, title_es, title_pt, title_ar), subtitle, date, start, end, "
           "duration, room, track, kind, language, interpretation, sign_languages, speakers, speaker_roles, positions, "
           "delegations, chair, co_chair, moderator, keynote, panellists, rapporteur, interpreter, abstract, "
           "description, status, stream_url, website, agenda_number, documents, part_of, capacity";
}

}  // namespace dais::interchange
