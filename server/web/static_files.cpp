#include "server/web/static_files.h"

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "server/summit/hash.h"

namespace dais::web {
namespace {

std::string type_of(const std::string& extension) {
    static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                             {".js", "text/javascript; charset=utf-8"},
                                                             {".css", "text/css; charset=utf-8"},
                                                             {".svg", "image/svg+xml"},
                                                             {".json", "application/json"},
                                                             {".woff2", "font/woff2"},
                                                             {".png", "image/png"},
                                                             {".webp", "image/webp"},
                                                             {".ico", "image/x-icon"},
                                                             {".txt", "text/plain; charset=utf-8"},
                                                             {".webmanifest", "application/manifest+json"}};
    const auto found = types.find(extension);
    return found == types.end() ? "application/octet-stream" : found->second;
}

std::string gzip(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

StaticFile read(const std::filesystem::path& path) {
    StaticFile file;
    file.bytes = bytes_of(path);
    file.brotli = bytes_of(path.string() + ".br");
    file.type = type_of(path.extension().string());
    const std::string hash = summit::Hash().bytes(file.bytes).finish();
    static constexpr char kHex[] = "0123456789abcdef";
    file.etag = "\"";
    for (std::size_t i = 0; i < 12; ++i) {
        const auto byte = static_cast<unsigned char>(hash[i]);
        file.etag += {kHex[byte >> 4], kHex[byte & 15]};
    }
    file.etag += '"';
    if (path.extension() != ".woff2" && path.extension() != ".png" && path.extension() != ".webp")
        file.gzipped = gzip(file.bytes);
    if (file.gzipped.size() + 64 >= file.bytes.size()) file.gzipped.clear();
    return file;
}

constexpr std::string_view kDashboard = "/index.html";
constexpr std::string_view kConsole = "/account/index.html";
constexpr std::string_view kScreens = "/screen/index.html";

// Whose names carry their hashes. Another release's are not there, and no page stands for them.
constexpr std::string_view kHashed[] = {"/assets/", "/account/assets/", "/screen/assets/", "/embed/assets/"};

bool is_hashed(std::string_view path) {
    return std::any_of(std::begin(kHashed), std::end(kHashed),
                       [&](std::string_view folder) { return path.starts_with(folder); });
}

bool is_within(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
    namespace fs = std::filesystem;
    if (folder.empty()) return;
    if (!fs::exists(fs::path(folder) / "index.html"))
        throw std::runtime_error("There is no index.html in " + folder +
                                 ": build the web faces first, or give another --static.");
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() == ".br") continue;
        const std::string path = "/" + fs::relative(entry.path(), folder).generic_string();
        files_[path] = read(entry.path());
        files_[path].immutable = is_hashed(path);
        files_[path].for_others = path == "/embed.js" || path.starts_with("/embed/");
    }
}

// What is missing among the files of a face is missing.
std::string_view StaticFiles::face_of(std::string_view path) const {
    if (is_hashed(path) || path.starts_with("/screen/flags/")) return {};
    if (path == "/" || path.starts_with("/d/")) return kDashboard;
    if (is_within(path, "/screen") && files_.contains(kScreens)) return kScreens;
    return is_within(path, "/account") || path == "/screen" ? kConsole : std::string_view();
}

bool StaticFiles::is_console(std::string_view path) const { return face_of(path) == kConsole; }

const StaticFile* StaticFiles::find(std::string_view path) const {
    auto found = files_.find(path);
    if (found == files_.end()) found = files_.find(face_of(path));
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace dais::web
