#include "server/interchange/xlsx_reader.h"

#include <algorithm>

#include "server/interchange/xlsx_parts.h"
#include "server/interchange/xlsx_sheet.h"
#include "server/interchange/zip_archive.h"

namespace dais::interchange {
namespace {

constexpr std::string_view kOldExcel = "\xD0\xCF\x11\xE0";

// "../a/b" or "/a/b" or "b", as seen from a folder, from the archive's root.
std::string resolved(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const std::size_t slash = folder.rfind('/', folder.size() < 2 ? 0 : folder.size() - 2);
        folder.resize(slash == std::string::npos ? 0 : slash + 1);
    }
    return folder + std::string(target);
}

class Reader {
public:
    Reader(std::string_view bytes, const TableLimits& limits) : archive_(bytes), limits_(limits) {}

    TablesRead read() {
        if (!archive_.good()) return failed("the file is damaged: it starts like an Excel workbook but is none.");
        if (archive_.has("xl/workbook.bin"))
            return failed("this is a binary workbook (.xlsb): save it as “Excel workbook (.xlsx)” or as CSV.");
        if (archive_.has("content.xml") && !archive_.has("xl/workbook.xml"))
            return failed("this is an OpenDocument file: save it as “Excel 2007–365 (.xlsx)” or as CSV.");
        RelationsPart roots;
        part("_rels/.rels", roots);
        const auto root = roots.by_type.find("officeDocument");
        const std::string book = root == roots.by_type.end() ? "xl/workbook.xml" : resolved("", root->second);
        if (!archive_.has(book)) return failed("this is a ZIP archive, but no Excel workbook is in it.");
        const std::size_t slash = book.rfind('/');
        folder_ = slash == std::string::npos ? "" : book.substr(0, slash + 1);

        WorkbookPart workbook;
        RelationsPart relations;
        SharedTextsPart shared(limits_.cell_bytes_max);
        StylesPart styles;
        part(book, workbook);
        part(folder_ + "_rels/" + book.substr(folder_.size()) + ".rels", relations);
        const auto beside = [&](const char* type, const char* usual) {
            const auto found = relations.by_type.find(type);
            return resolved(folder_, found == relations.by_type.end() ? usual : found->second);
        };
        if (const std::string name = beside("sharedStrings", "sharedStrings.xml"); archive_.has(name))
            part(name, shared);
        if (const std::string name = beside("styles", "styles.xml"); archive_.has(name)) part(name, styles);
        read_.epoch_1904 = workbook.epoch_1904;
        for (std::size_t i = 0; i < workbook.sheets.size() && read_.failure.empty(); ++i) {
            if (i < limits_.sheets_max) sheet(workbook.sheets[i], relations, shared, styles);
        }
        if (workbook.sheets.size() > limits_.sheets_max)
            read_.remarks.push_back("only the first " + std::to_string(limits_.sheets_max) + " sheets were read");
        if (read_.failure.empty() && workbook.sheets.empty()) return failed("the workbook has no sheet.");
        return std::move(read_);
    }

private:
    TablesRead failed(const std::string& why) {
        if (read_.failure.empty()) read_.failure = why;
        return std::move(read_);
    }

    void part(const std::string& name, XmlVisitor& visitor) {
        if (!read_.failure.empty()) return;
        std::string content;
        const auto outcome =
            archive_.read(name, limits_.text_bytes_max - std::min(limits_.text_bytes_max, unpacked_), content);
        if (outcome == ZipArchive::Outcome::kTooLong) {
            read_.failure = "unpacked, the workbook is larger than " + std::to_string(limits_.text_bytes_max >> 20) +
                            " MiB: delete empty formatted rows and pictures, or save the sheet as CSV.";
        } else if (outcome == ZipArchive::Outcome::kDamaged) {
            read_.failure = "the workbook is damaged or protected by a password (at “" + name +
                            "”): open it, remove the password and save it again.";
        } else if (outcome == ZipArchive::Outcome::kRead) {
            unpacked_ += content.size();
            XmlLimits xml;
            xml.bytes_max = limits_.text_bytes_max;
            xml.elements_max = 8'000'000;
            const XmlOutcome read = read_xml(content, xml, visitor);
            if (!read.failure.empty()) read_.failure = "the workbook cannot be read (“" + name + "”): " + read.failure;
        }
    }

    void sheet(const SheetEntry& entry, const RelationsPart& relations, const SharedTextsPart& shared,
               const StylesPart& styles) {
        const auto target = relations.targets.find(entry.relation);
        if (target == relations.targets.end()) return;
        if (entry.hidden) {
            read_.remarks.push_back("the hidden sheet “" + entry.name + "” was not read");
            return;
        }
        const std::string name = resolved(folder_, target->second);
        if (name.find("worksheets/") == std::string::npos && name.find("sheet") == std::string::npos) return;
        SheetPart sheet(shared, styles, read_.epoch_1904, limits_, limits_.rows_max - rows_);
        part(name, sheet);
        if (!read_.failure.empty()) return;
        std::vector<TableRow> rows = sheet.take();
        rows_ += rows.size();
        const auto remark = [&](std::size_t count, const char* what, const char* done, const char* remedy) {
            if (count > 0)
                read_.remarks.push_back(std::string(what) + " of the sheet “" + entry.name + "” " + done + " (" +
                                        std::to_string(count) + "): " + remedy);
        };
        static constexpr char kLeftOut[] = "were left out";
        static constexpr char kShow[] = "show them if they belong to the programme";
        remark(sheet.hidden_rows, "hidden rows", kLeftOut, kShow);
        remark(sheet.hidden_columns, "hidden columns", kLeftOut, kShow);
        remark(sheet.rows_left_out, "rows beyond the limit", kLeftOut, "split the file");
        remark(sheet.columns_left_out, "cells beyond the limit of columns", kLeftOut, "split the file");
        remark(sheet.texts_missing, "cells whose text is not in the workbook", "were taken as empty",
               "open the file, save it again and compare");
        read_.tables.push_back({entry.name, std::move(rows)});
    }

    ZipArchive archive_;
    const TableLimits& limits_;
    TablesRead read_;
    std::string folder_;
    std::size_t unpacked_ = 0;
    std::size_t rows_ = 0;
};

}  // namespace

TablesRead read_xlsx(std::string_view bytes, const TableLimits& limits) {
    if (bytes.starts_with(kOldExcel)) {
        TablesRead read;
        read.failure =
            "this is an old Excel file (.xls) or one with a password: save it as “Excel workbook (.xlsx)” without a "
            "password, or as CSV.";
        return read;
    }
    return Reader(bytes, limits).read();
}

}  // namespace dais::interchange
