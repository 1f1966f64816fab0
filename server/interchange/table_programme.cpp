#include "server/interchange/table_programme.h"

#include <algorithm>

#include "server/interchange/csv_reader.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_maker.h"
#include "server/interchange/text_encoding.h"
#include "server/interchange/xlsx_reader.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kHeadersShown = 12;
constexpr std::size_t kLookBytes = 256u << 10;  // of a text, to find how its cells are parted

// The separator with which most headers are understood; where that says nothing, the most regular one.
char separator_of(std::string_view text, const TableMapping& mapping) {
    if (const char named = named_separator(text); named != '\0') return named;
    text = cut_utf8(text, kLookBytes);
    TableLimits look;
    look.rows_max = 60;
    char best = likely_separator(text);
    std::size_t most = 0;
    for (const char separator : {best, ';', '\t', ',', '|'}) {
        const TablesRead read = read_csv(text, separator, look);
        const auto header = find_header(read.tables[0], mapping);
        if (!header || header->known <= most) continue;
        most = header->known;
        best = separator;
    }
    return best;
}

std::string name_of(char separator) {
    switch (separator) {
        case ';': return "semicolons";
        case ',': return "commas";
        case '\t': return "tabs";
        default: return std::string("“") + separator + "”";
    }
}

TablesRead read_text(std::string_view bytes, const TableMapping& mapping, ImportNotes& notes) {
    const DecodedText decoded = decode_text(bytes);
    TablesRead read;
    if (decoded.encoding.empty()) {
        read.failure =
            "this is no text that can be read: save the table as “CSV UTF-8” or as “Excel workbook (.xlsx)”.";
        return read;
    }
    const char separator = separator_of(decoded.text, mapping);
    read = read_csv(decoded.text, separator);
    if (!read.failure.empty()) return read;
    if (decoded.guessed || decoded.unreadable > 0)
        notes.repaired(
            0, "file",
            "read as " + decoded.encoding + ", cells parted by " + name_of(separator) +
                (decoded.unreadable > 0 ? "; " + std::to_string(decoded.unreadable) + " characters could not be read"
                                        : "") +
                ". If letters look wrong, save it as “CSV UTF-8”.");
    return read;
}

std::string joined(const std::vector<std::string>& items) {
    std::string all;
    for (std::size_t i = 0; i < items.size() && i < kHeadersShown; ++i) all += (i == 0 ? "“" : ", “") + items[i] + "”";
    return all + (items.size() > kHeadersShown ? ", …" : "");
}

std::string no_headers(const TablesRead& read) {
    std::vector<std::string> found;
    for (const Table& table : read.tables)
        if (found.empty()) found = likely_headers(table);
    if (found.empty()) return "the table is empty: nothing imported.";
    if (std::any_of(read.tables.begin(), read.tables.end(), looks_like_grid))
        return "no row has headers that are understood. Times seem to stand in the first column and rooms side by "
               "side: "
               "write one session to a row, with its date, start, title and room in columns of their own.";
    return "no row has headers that are understood: a title and a date or a start are needed. Found: " + joined(found) +
           ". Understood, in English, French, Spanish, Portuguese or Arabic: " + fields_understood() +
           ". Rename the columns, or say what they are in a mapping: lines such as “Libellé = title”.";
}

// What each header was taken for, and which were not understood.
void note_headers(const TableHeader& header, const std::string& where, ImportNotes& notes) {
    std::vector<std::string> unknown;
    for (const TableColumn& column : header.columns)
        if (column.field == TableField::kUnknown && !column.header.empty()) unknown.push_back(column.header);
    if (!unknown.empty())
        notes.repaired(0, where,
                       "these columns are not understood and were left out: " + joined(unknown) +
                           ". If they matter, rename them or say what they are in a mapping.");
}

std::string mapped_but_absent(const TableMapping& mapping, const std::set<std::string>& there) {
    for (const auto& [folded_header, header] : mapping.headers)
        if (!there.contains(header)) return header;
    return "";
}

std::string new_log_name(const TableOptions& options, const std::string& heading) {
    std::string stem = options.file.substr(options.file.find_last_of("/\\") + 1);
    stem = stem.substr(0, stem.rfind('.'));
    for (const std::string& text : {options.name, heading, stem}) {
        std::string log = slug(text, '-', 63);
        if (std::any_of(log.begin(), log.end(), [](char c) { return c >= 'a'; })) return log;
    }
    return "summit";
}

std::string zone_for(const TableOptions& options, const summit::State& state, std::string& failure) {
    const auto summit = state.get<v1::Summit>(v1::KIND_SUMMIT, "m");
    std::string zone = !options.zone.empty() ? options.zone : summit ? summit->zone() : "";
    if (zone.empty()) {
        failure =
            "a table does not say in which time zone its times are: say it, as in --zone Africa/Dakar (over HTTP: "
            "zone=Africa/Dakar).";
    } else if (!is_zone(zone)) {
        Mending mending;
        failure =
            "“" + one_line(zone, 60, mending) + "” is no time zone: write it as in “Africa/Dakar” or “Europe/Paris”.";
    }
    return zone;
}

// All tables that have headers, as rows of sessions.
RowsRead rows_of(const TablesRead& read, const TableMapping& mapping, ImportNotes& notes, std::string& failure) {
    TableRows rows(mapping, read.epoch_1904, notes);
    std::set<std::string> there;
    std::size_t used = 0;
    const bool several = read.tables.size() > 1;
    for (const Table& table : read.tables) {
        Mending mending;
        const std::string where = several ? "sheet “" + one_line(table.name, 60, mending) + "”" : "file";
        const auto header = find_header(table, mapping);
        if (!header) {
            if (!table.rows.empty() && several)
                notes.repaired(0, where, "it has no row of headers with a title and a date or start; not read.");
            continue;
        }
        ++used;
        for (const TableColumn& column : header->columns) there.insert(column.header);
        note_headers(*header, where, notes);
        rows.add(table, *header, several);
    }
    if (used == 0) {
        failure = no_headers(read);
    } else if (const std::string absent = mapped_but_absent(mapping, there); !absent.empty()) {
        failure = "the mapping names the column “" + absent +
                  "”, which the table does not have. It has: " + joined({there.begin(), there.end()}) + ".";
    }
    return rows.take();
}

}  // namespace

bool is_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

Parsed parse_table(std::string_view bytes, const TableOptions& options, const summit::State& state,
                   const ParseLimits& limits) {
    Parsed parsed;
    ImportNotes notes(limits.notes_max);
    const TableMapping mapping = read_mapping(options.mapping);
    parsed.failure = mapping.failure;
    if (bytes.size() > limits.bytes_max)
        parsed.failure = "the file is larger than " + std::to_string(limits.bytes_max >> 20) + " MiB: split it.";
    if (!parsed.failure.empty()) return parsed;
    const TablesRead read = is_workbook(bytes) ? read_xlsx(bytes) : read_text(bytes, mapping, notes);
    parsed.failure = read.failure;
    if (!parsed.failure.empty()) return parsed;
    for (const std::string& remark : read.remarks) notes.repaired(0, "file", remark + ".");
    const RowsRead rows = rows_of(read, mapping, notes, parsed.failure);
    parsed.suggested_log = new_log_name(options, rows.heading);
    const std::string zone = parsed.failure.empty() ? zone_for(options, state, parsed.failure) : "";
    if (!parsed.failure.empty()) return parsed;

    parsed.programme = TableMaker(rows, options, zone, state, limits, notes).make();
    parsed.notes = notes.take();
    parsed.notes_left_out = notes.left_out();
    std::stable_sort(parsed.notes.begin(), parsed.notes.end(),
                     [](const auto& a, const auto& b) { return a.line() < b.line(); });
    if (parsed.programme.sessions().empty()) {
        parsed.failure = "no row of the table could be taken as a session: nothing imported.";
        for (const v1::ImportNote& note : parsed.notes)
            if (note.kind() == v1::IMPORT_NOTE_KIND_REFUSED) {
                parsed.failure += " The first, " + note.item() + ": " + note.message();
                break;
            }
        parsed.programme.Clear();
    }
    return parsed;
}

}  // namespace dais::interchange
