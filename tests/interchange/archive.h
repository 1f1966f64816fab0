// ZIP archives as nobody honest makes them: what stands in the directory need not be so.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dais::interchange {

struct ArchiveEntry {
    std::string name;
    std::string content;
    std::optional<std::uint32_t> claimed_bytes = std::nullopt;  // unpacked, as the directory says
    std::optional<std::uint32_t> claimed_packed = std::nullopt;
};

inline std::string deflated(const std::string& content) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

inline std::string archive_of(const std::vector<ArchiveEntry>& entries) {
    const auto little = [](std::uint32_t number, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += static_cast<char>(number >> 8 * i);
        return text;
    };
    std::string files, directory;
    for (const ArchiveEntry& entry : entries) {
        const std::string packed = deflated(entry.content);
        const auto sum =
            crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()), static_cast<uInt>(entry.content.size()));
        const std::string sizes =
            little(static_cast<std::uint32_t>(sum), 4) +
            little(entry.claimed_packed.value_or(static_cast<std::uint32_t>(packed.size())), 4) +
            little(entry.claimed_bytes.value_or(static_cast<std::uint32_t>(entry.content.size())), 4) +
            little(static_cast<std::uint32_t>(entry.name.size()), 2) + little(0, 2);
        const std::string common = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + sizes;
        directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                     little(static_cast<std::uint32_t>(files.size()), 4) + entry.name;
        files += "PK\x03\x04" + common + entry.name + packed;
    }
    const auto count = static_cast<std::uint32_t>(entries.size());
    return files + directory + "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) +
           little(static_cast<std::uint32_t>(directory.size()), 4) +
           little(static_cast<std::uint32_t>(files.size()), 4) + little(0, 2);
}

// A workbook of one sheet with this inside "<sheetData>", and these texts shared.
struct Workbook {
    std::string rows = "";
    std::string after_rows = "";
    std::string prologue = "";  // before the sheet's root
    std::string shared = "<sst/>";
    std::string target = "worksheets/sheet1.xml";

    std::vector<ArchiveEntry> parts() const {
        const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        return {
            {"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" id=\"r1\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + types +
                                               "worksheet\" Target=\"" + target + "\"/></Relationships>"},
            {"xl/sharedStrings.xml", shared},
            {"xl/worksheets/sheet1.xml",
             prologue + "<worksheet><sheetData>" + rows + "</sheetData>" + after_rows + "</worksheet>"}};
    }
    std::string bytes() const { return archive_of(parts()); }
};

inline std::string inline_cell(const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
// Headers and one session in rows 1 and 2.
inline std::string honest_rows() {
    return "<row r=\"1\">" + inline_cell("A1", "title") + inline_cell("B1", "date") + inline_cell("C1", "start") +
           "</row><row r=\"2\">" + inline_cell("A2", "Opening") + inline_cell("B2", "12/09/2024") +
           inline_cell("C2", "9h") + "</row>";
}

}  // namespace dais::interchange
