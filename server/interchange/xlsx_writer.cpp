// The Excel workbook of write_xlsx(): one sheet, all cells text, so that nothing is a formula (ECMA-376).
#include <zip.h>

#include <memory>

#include "server/interchange/plain_text.h"
#include "server/interchange/table.h"
#include "server/interchange/table_writer.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kExcelCellMax = 32'767;
constexpr char kDeclaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr char kMain[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kPackage[] = "http://schemas.openxmlformats.org/package/2006/";
constexpr char kOffice[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\r': break;
            default:
                if (static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

// Cells are text and no formulas; only what would lose an apostrophe when read gets one more.
std::string text_of(const std::string& cell) {
    return without_guard(cell).size() < cell.size() ? with_guard(cell) : cell;
}

std::string sheet_of(const TableCells& cells) {
    std::string xml = kDeclaration + std::string("<worksheet xmlns=\"") + kMain +
                      "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                      "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>";
    for (std::size_t r = 0; r < cells.size(); ++r) {
        const std::string row = std::to_string(r + 1);
        xml += "<row r=\"" + row + "\">";
        for (std::size_t c = 0; c < cells[r].size(); ++c)
            if (!cells[r][c].empty())
                xml += "<c r=\"" + column_letters(c) + row + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
                       escaped(cut_utf8(text_of(cells[r][c]), kExcelCellMax)) + "</t></is></c>";
        xml += "</row>";
    }
    return xml + "</sheetData></worksheet>";
}

std::string relation(const std::string& type, const std::string& target) {
    return kDeclaration + std::string("<Relationships xmlns=\"") + kPackage +
           "relationships\"><Relationship Id=\"rId1\" Type=\"" + kOffice + "/" + type + "\" Target=\"" + target +
           "\"/></Relationships>";
}

std::string content_types() {
    const std::string kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    return kDeclaration + std::string("<Types xmlns=\"") + kPackage +
           "content-types\"><Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
           "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" +
           kind +
           "sheet.main+xml\"/>"
           "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" +
           kind + "worksheet+xml\"/></Types>";
}

}  // namespace

std::string write_xlsx(const TableCells& cells) {
    const std::string parts[][2] = {
        {"[Content_Types].xml", content_types()},
        {"_rels/.rels", relation("officeDocument", "xl/workbook.xml")},
        {"xl/workbook.xml",
         kDeclaration + std::string("<workbook xmlns=\"") + kMain + "\" xmlns:r=\"" + kOffice +
             "\"><sheets><sheet name=\"Programme\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")},
        {"xl/worksheets/sheet1.xml", sheet_of(cells)}};
    zip_source_t* made = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    if (made == nullptr) return "";
    zip_source_keep(made);
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> held(made, zip_source_free);
    zip_t* archive = zip_open_from_source(made, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) {
        zip_source_free(made);
        return "";
    }
    for (const auto& [name, content] : parts) {
        zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(part);
            continue;
        }
        // The same programme is the same bytes: its time is that of the first archives.
        zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 315'532'800, 0);
    }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return "";
    }
    std::string bytes;
    if (zip_source_open(made) != 0) return "";
    zip_source_seek(made, 0, SEEK_END);
    const zip_int64_t size = zip_source_tell(made);
    zip_source_seek(made, 0, SEEK_SET);
    bytes.resize(static_cast<std::size_t>(size < 0 ? 0 : size));
    const zip_int64_t got = zip_source_read(made, bytes.data(), bytes.size());
    zip_source_close(made);
    return got == size ? bytes : "";
}

}  // namespace dais::interchange
