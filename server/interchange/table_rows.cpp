#include "server/interchange/table_rows.h"

#include <algorithm>
#include <set>
#include <utility>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_words.h"

namespace dais::interchange {
namespace {

std::string quoted(std::string_view text) {
    Mending mending;
    return "“" + one_line(text, 80, mending) + "”";
}

// What a spreadsheet shows where a formula went wrong.
bool is_error(std::string_view text) {
    static constexpr std::string_view kErrors[] = {"#N/A",     "#REF!",  "#VALUE!",  "#NAME?", "#DIV/0!",
                                                   "#NUM!",    "#NULL!", "#SPILL!",  "#CALC!", "#N/D",
                                                   "#VALEUR!", "#NOM?",  "#NOMBRE!", "#REF"};
    return std::find(std::begin(kErrors), std::end(kErrors), text) != std::end(kErrors);
}

// "idem" and the like: as above.
bool is_ditto(const std::string& text) {
    static constexpr std::string_view kDittos[] = {"idem",        "id",         "ditto",       "same",
                                                   "meme salle",  "meme lieu",  "mismo lugar", "mesma sala",
                                                   "mesmo local", "نفس القاعه", "نفس المكان"};
    const std::string fold = folded(text);
    return text == "\"" || text == "〃" || text == "″" ||
           std::find(std::begin(kDittos), std::end(kDittos), fold) != std::end(kDittos);
}

bool is_text(TableField field) {
    return field == TableField::kTitle || field == TableField::kSubtitle || field == TableField::kAbstract ||
           field == TableField::kDescription;
}

}  // namespace

std::string TableRows::place(const TableRow& row) const {
    return (sheet_.empty() ? "" : "sheet “" + sheet_ + "”, ") + "row " + std::to_string(row.number);
}

void TableRows::remember_year(const std::optional<DateWritten>& date) {
    if (date && date->year > 0 && read_.year == 0) read_.year = date->year;
}

// What stands above the headers: the programme's name, and perhaps a day.
void TableRows::above(const Table& table, const TableHeader& header) {
    if (const WhenWritten when = read_when(table.name, false, epoch_1904_); when.date && !when.date->last_of_several)
        day_ = when.date;
    for (std::size_t i = 0; i < header.row; ++i) {
        for (const Cell& cell : table.rows[i].cells) {
            if (trimmed(cell.text).empty() || cell.below) continue;
            const WhenWritten when = read_when(cell.text, false, epoch_1904_);
            if (when.date && !when.date->last_of_several) day_ = when.date;
            remember_year(when.date);
            if (!when.any() && read_.heading.empty()) read_.heading = cell.text;
            // "Forum 2026": dates without a year are in it.
            const std::string fold = folded(cell.text);
            for (int year = 1990; read_.year == 0 && year < 2100; ++year)
                if ((" " + fold + " ").find(" " + std::to_string(year) + " ") != std::string::npos) read_.year = year;
        }
    }
    remember_year(day_);
}

void TableRows::add(const Table& table, const TableHeader& header, bool several_sheets) {
    Mending mending;
    sheet_ = several_sheets ? one_line(table.name, 60, mending) : "";
    day_.reset();
    room_.clear();
    block_open_ = false;
    above(table, header);
    std::set<TextColumn> texts;
    for (const TableColumn& column : header.columns) {
        if (column.field != TableField::kUnknown && column.field != TableField::kIgnored)
            read_.fields.emplace(column.field, column.header);
        if (!column.spoken.empty()) ++read_.spoken[column.spoken];
        if (is_text(column.field)) texts.emplace(column.field, column.language);
    }
    // Of several sheets, what each of them has.
    if (std::exchange(any_sheet_, true)) {
        std::erase_if(read_.texts, [&](const TextColumn& column) { return !texts.contains(column); });
    } else {
        read_.texts = std::move(texts);
    }
    for (std::size_t i = header.row + header.rows; i < table.rows.size(); ++i) add_row(table.rows[i], header);
}

bool TableRows::repeats_header(const TableRow& row, const TableHeader& header) const {
    std::size_t same = 0;
    for (std::size_t i = 0; i < header.columns.size(); ++i)
        if (!row.text(i).empty() && folded(row.text(i)) == folded(header.columns[i].header)) ++same;
    return same >= 2;
}

// A row that says one thing alone is the heading of a block, or a remark.
bool TableRows::is_heading(const TableRow& row, const TableHeader& header) {
    std::set<std::string> texts;
    std::size_t column = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (trimmed(row.cells[i].text).empty() || row.cells[i].below) continue;
        if (texts.insert(row.cells[i].text).second && texts.size() == 1) column = i;
    }
    if (texts.size() != 1) return false;
    const std::string& text = *texts.begin();
    const WhenWritten when = read_when(text, false, epoch_1904_);
    if (when.date && !when.start && !when.date->last_of_several) {
        day_ = when.date;
        remember_year(when.date);
        room_.clear();
        block_open_ = false;
        return true;
    }
    const TableField field = column < header.columns.size() ? header.columns[column].field : TableField::kUnknown;
    if (field == TableField::kPeople || when.start) return false;
    const bool start_below = header.column(TableField::kStart) && row.below(*header.column(TableField::kStart));
    if (start_below) return false;
    notes_.repaired(row.number, place(row),
                    quoted(text) + " stands alone, without a time; read as a heading or remark, not as a session.");
    return true;
}

// Nothing of its own but people: another speaker of the session above.
bool TableRows::continues(const TableRow& row, const TableHeader& header, const RowSession& session) const {
    if (read_.sessions.empty()) return false;
    const auto title = header.column(TableField::kTitle);
    const auto start = header.column(TableField::kStart);
    const bool same_cells = title && row.below(*title) && (!start || row.below(*start) || row.text(*start).empty());
    const bool only_people = session.titles.empty() && !session.start && !session.people.empty();
    return same_cells || only_people;
}

void TableRows::take_times(RowSession& session) {
    const std::string& date = session.cell(TableField::kDate);
    const std::string& start = session.cell(TableField::kStart);
    const std::string& end = session.cell(TableField::kEnd);
    const WhenWritten in_date = read_when(date, true, epoch_1904_);
    const WhenWritten in_start = read_when(start, false, epoch_1904_);
    const WhenWritten in_end = read_when(end, false, epoch_1904_);
    session.date = in_date.date ? in_date.date : in_start.date;
    session.start = in_start.start ? in_start.start : in_date.start;
    session.end_date = in_end.date;
    session.end = in_end.start ? in_end.start : in_start.start ? in_start.end : in_date.end;
    if (in_end.start == 0 && !in_end.date && in_end.start < session.start) session.end = 24 * 60;
    // "10h30 – 11h00 Pause café" in one cell.
    if (session.titles.empty() && in_start.start && !in_start.rest.empty())
        session.titles.emplace_back("", in_start.rest);
    if (!trimmed(date).empty() && !in_date.any())
        notes_.repaired(session.row, session.place + ", column " + quoted(session.date_header),
                        quoted(date) + " is not understood as a date" + (day_ ? "; the day above counts." : ".") +
                            " Write it as in “12/09/2024”.");
    if (!trimmed(start).empty() && !in_start.any())
        notes_.repaired(session.row, session.place + ", column " + quoted(session.start_header),
                        quoted(start) + " is not understood as a time. Write it as in “14:30” or “14:30 – 15:45”.");
    if (!trimmed(end).empty() && !in_end.start)
        notes_.repaired(
            session.row, session.place + ", column " + quoted(read_.fields[TableField::kEnd]),
            quoted(end) + " is not understood as a time; the end is found otherwise. Write it as in “15:45”.");
}

// An empty date is that above; an empty room too, within a block, where the table leaves repeated cells empty.
void TableRows::fill_down(const TableRow& row, const TableHeader& header, RowSession& session) {
    session.date_carried = !session.date && day_;
    if (session.date) {
        day_ = session.date;
        remember_year(session.date);
    } else {
        session.date = day_;
    }
    fill_time(header, session);
    const auto room = header.column(TableField::kRoom);
    if (!room_.empty() && is_ditto(session.cell(TableField::kRoom))) session.cells[TableField::kRoom] = room_;
    const std::string& own = session.cell(TableField::kRoom);
    // Breaks are where there is coffee.
    const bool may_be = session.start && session.cell(TableField::kExternalId).empty() &&
                        kind_of(session.cell(TableField::kKind), session.title()) != v1::SESSION_KIND_BREAK;
    if (room && own.empty() && !room_.empty() && may_be) {
        session.cells[TableField::kRoom] = room_;
        notes_.repaired(row.number, session.place + ", column " + quoted(header.columns[*room].header),
                        "it is empty; the room above, " + quoted(room_) + ", is taken.");
    }
    if (!session.cell(TableField::kRoom).empty()) room_ = session.cell(TableField::kRoom);
}

// A title in a room of its own, without a time, below one that has a time, is parallel to it.
void TableRows::fill_time(const TableHeader& header, RowSession& session) {
    const auto start = header.column(TableField::kStart);
    if (session.start || session.titles.empty() || session.cell(TableField::kRoom).empty() || !block_open_ || !start ||
        !session.cell(TableField::kStart).empty() || read_.sessions.empty())
        return;
    const RowSession& above = read_.sessions.back();
    if (!above.start || !session.date_carried) return;
    session.start = above.start;
    if (!session.end && session.cell(TableField::kDuration).empty()) {
        session.end = above.end;
        session.end_date = above.end_date;
        if (const std::string& length = above.cell(TableField::kDuration); !length.empty())
            session.cells[TableField::kDuration] = length;
    }
    notes_.repaired(session.row, session.place + ", column " + quoted(header.columns[*start].header),
                    "it is empty; the session is taken to be at the same time as the one above.");
}

void TableRows::take_cells(const TableRow& row, const TableHeader& header, RowSession& session) {
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const TableColumn& column = header.columns[i];
        // A long text may begin with blanks that mean something, as code does.
        const bool is_long = column.field == TableField::kAbstract || column.field == TableField::kDescription;
        const std::string_view trim = trimmed(row.text(i));
        const std::string text(is_long && !trim.empty() ? std::string_view(row.text(i)) : trim);
        if (column.field == TableField::kStart) session.start_header = column.header;
        if (column.field == TableField::kDate) session.date_header = column.header;
        if (text.empty() || column.field == TableField::kUnknown || column.field == TableField::kIgnored) continue;
        if (is_error(text)) {
            notes_.repaired(row.number, session.place + ", column " + quoted(column.header),
                            "it holds the error “" + text + "” of a formula; taken as empty. Correct the formula.");
            continue;
        }
        if (column.field == TableField::kPeople) {
            if (!row.below(i)) session.people.push_back({column.role, text});
        } else if (is_text(column.field)) {
            TextsWritten& texts = column.field == TableField::kTitle      ? session.titles
                                  : column.field == TableField::kSubtitle ? session.subtitles
                                  : column.field == TableField::kAbstract ? session.abstracts
                                                                          : session.descriptions;
            if (column.goes_on && !texts.empty() && texts.back().first == column.language) {
                texts.back().second += text;
            } else {
                texts.emplace_back(column.language, text);
            }
        } else {
            session.cells.emplace(column.field, text);
        }
    }
}

// In CSV a separator in a cell without quotation marks makes two of it.
void TableRows::note_beyond(const TableRow& row, const TableHeader& header, const RowSession& session) {
    for (std::size_t i = header.columns.size(); i < row.cells.size(); ++i) {
        if (trimmed(row.text(i)).empty() || row.below(i)) continue;
        notes_.repaired(
            row.number, session.place + ", column " + column_letters(i),
            quoted(row.text(i)) +
                " stands in a column that has no header; left out, and what stands before it may be in the "
                "wrong column. In CSV, a cell that contains the separator needs quotation marks around it.");
        return;
    }
}

void TableRows::add_row(const TableRow& row, const TableHeader& header) {
    if (repeats_header(row, header) || is_heading(row, header)) return;
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return trimmed(cell.text).empty(); });
    if (blank) return;
    RowSession session;
    session.row = row.number;
    session.place = place(row);
    take_cells(row, header, session);
    note_beyond(row, header, session);
    take_times(session);
    if (continues(row, header, session)) {
        auto& people = read_.sessions.back().people;
        people.insert(people.end(), session.people.begin(), session.people.end());
        return;
    }
    fill_down(row, header, session);
    if (session.titles.empty() && !session.start) {
        if (!session.people.empty() || session.cells.size() > (session.cells.contains(TableField::kDate) ? 1u : 0u))
            notes_.refused(row.number, session.place, "it has neither a title nor a time; left out.");
        return;
    }
    block_open_ = session.start.has_value();
    read_.sessions.push_back(std::move(session));
}

}  // namespace dais::interchange
