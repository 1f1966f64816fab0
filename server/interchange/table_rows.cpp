#include "server/interchange/table_rows.h"

#include <algorithm>
#include <set>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

std::string quoted(std::string_view text) {
    Mending mending;
    return "“" + one_line(text, 80, mending) + "”";
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
    for (const std::string* text : {&table.name})
        if (const WhenWritten when = read_when(*text, false, epoch_1904_); when.date) day_ = when.date;
    for (std::size_t i = 0; i < header.row; ++i) {
        for (const Cell& cell : table.rows[i].cells) {
            if (trimmed(cell.text).empty() || cell.below) continue;
            const WhenWritten when = read_when(cell.text, false, epoch_1904_);
            if (when.date) day_ = when.date;
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
    above(table, header);
    for (const TableColumn& column : header.columns) {
        if (column.field != TableField::kUnknown && column.field != TableField::kIgnored)
            read_.fields.emplace(column.field, column.header);
        if (!column.spoken.empty()) ++read_.spoken[column.spoken];
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
    if (when.date && !when.start) {
        day_ = when.date;
        remember_year(when.date);
        room_.clear();
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
    if (in_end.start == 0 && in_end.start < session.start) session.end = 24 * 60;
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
    const auto room = header.column(TableField::kRoom);
    const std::string& own = session.cell(TableField::kRoom);
    if (room && own.empty() && !room_.empty() && session.start && session.cell(TableField::kExternalId).empty()) {
        session.cells[TableField::kRoom] = room_;
        notes_.repaired(row.number, session.place + ", column " + quoted(header.columns[*room].header),
                        "it is empty; the room above, " + quoted(room_) + ", is taken.");
    }
    room_ = session.cell(TableField::kRoom);
}

void TableRows::add_row(const TableRow& row, const TableHeader& header) {
    if (repeats_header(row, header) || is_heading(row, header)) return;
    RowSession session;
    session.row = row.number;
    session.place = place(row);
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return trimmed(cell.text).empty(); });
    if (blank) return;
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const TableColumn& column = header.columns[i];
        const std::string text(trimmed(row.text(i)));
        if (column.field == TableField::kStart) session.start_header = column.header;
        if (column.field == TableField::kDate) session.date_header = column.header;
        if (text.empty() || column.field == TableField::kUnknown || column.field == TableField::kIgnored) continue;
        if (column.field == TableField::kPeople) {
            if (!row.below(i)) session.people.push_back({column.role, text});
        } else if (is_text(column.field)) {
            auto& texts = column.field == TableField::kTitle      ? session.titles
                          : column.field == TableField::kSubtitle ? session.subtitles
                          : column.field == TableField::kAbstract ? session.abstracts
                                                                  : session.descriptions;
            texts.emplace_back(column.language, text);
        } else {
            session.cells.emplace(column.field, text);
        }
    }
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
    read_.sessions.push_back(std::move(session));
}

}  // namespace dais::interchange
