#include "server/interchange/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>

namespace dais::interchange {

void ZipArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return;
    archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive_) zip_source_free(source);
    zip_error_fini(&error);
}

bool ZipArchive::has(const std::string& name) const {
    return archive_ && zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

ZipArchive::Outcome ZipArchive::read(const std::string& name, std::size_t bytes_max, std::string& content) const {
    content.clear();
    if (!has(name)) return Outcome::kAbsent;
    const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
    if (!file) return Outcome::kDamaged;
    std::array<char, 65'536> buffer{};
    while (true) {
        const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
        if (got < 0) return Outcome::kDamaged;
        if (got == 0) return Outcome::kRead;
        if (content.size() + static_cast<std::size_t>(got) > bytes_max) return Outcome::kTooLong;
        content.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace dais::interchange
